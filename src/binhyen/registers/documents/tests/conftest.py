"""Who issues papers in these tests."""

import pytest

from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.organisations.models import Body


@pytest.fixture
def committee(db) -> Body:
    return Body.objects.create(
        key="ubnd_xa_02788", name="UBND xã Bản Lầu", level="COMMUNE", block="COMMITTEE", area_code="02788",
        sort_key=b"", search_key=search_key("UBND xã Bản Lầu"), initials="",
    )  # fmt: skip
