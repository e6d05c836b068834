"""Two provinces with their communes, from the project's own code tables."""

from datetime import UTC, date, datetime

import pytest

from binhyen.registers.territories import actions, imports

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
def two_provinces(db: None) -> None:
    """Lào Cai and Lạng Sơn."""
    actions.load_codes(tables=imports.read_codes(provinces=("15", "20")), by=None, at=AT)
