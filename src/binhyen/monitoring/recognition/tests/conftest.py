"""A province of the real communes, clean but for what a test puts there; the year 2025 has just ended."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from binhyen.monitoring.recognition.actions import councils, files, papers
from binhyen.monitoring.recognition.actions.files import Assessment
from binhyen.monitoring.recognition.models import ReviewFile
from binhyen.monitoring.recognition.queries.files import Period, period_of
from binhyen.monitoring.recognition.rules import law
from binhyen.monitoring.recognition.values import Seat
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories import imports
from tests.cast import BAN_LAU

AT, TODAY = datetime(2025, 12, 16, 2, 0, tzinfo=UTC), date(2025, 12, 16)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
MEMBERS = [
    councils.Member(seat=Seat.CHAIR, name="Giàng Thị Sử", office="Phó Chủ tịch UBND tỉnh"),
    councils.Member(seat=Seat.DEPUTY, name="Lê Văn Quân", office="Giám đốc Công an tỉnh"),
    councils.Member(seat=Seat.MEMBER, name="Phạm Thu Hà", office="Giám đốc Sở Y tế"),
    councils.Member(seat=Seat.MEMBER, name="Vũ Đình Cao", office="Giám đốc Sở Nội vụ"),
]


@pytest.fixture
def province(db):
    territories.load_codes(tables=imports.read_codes(provinces=("15",)), by=None, at=AT)


@pytest.fixture
def period() -> Period:
    found = period_of(2025)
    assert found is not None
    return found


@pytest.fixture
def assessed(province, person, period) -> Callable[..., ReviewFile]:
    def assess(code: str = BAN_LAU, *, asks: bool = True, **given: Any) -> ReviewFile:
        files.self_assess(
            area_code=code, period=period, given=Assessment(asks=asks, **given), by=person("commune_police"), at=AT,
            today=TODAY,
        )  # fmt: skip
        return ReviewFile.objects.get(area_code=code, period=2025)

    return assess


@pytest.fixture
def with_papers(person) -> Callable[[ReviewFile], ReviewFile]:
    def put(file: ReviewFile) -> ReviewFile:
        for rule in law.papers():
            given = {
                "file": SimpleUploadedFile(f"{rule.code}.pdf", PDF), "number": "", "symbol": "BC-UBND",
                "issued_on": TODAY, "abstract": rule.label,
            }  # fmt: skip
            papers.hand_in(file_id=file.pk, code=rule.code, given=given, by=person("officer"), at=AT, today=TODAY)
        return file

    return put


@pytest.fixture
def checked(assessed, with_papers, person) -> Callable[..., ReviewFile]:
    def check(code: str = BAN_LAU, **given: Any) -> ReviewFile:
        file = with_papers(assessed(code, **given))
        files.check(file_id=file.pk, agreed=True, note="", by=person("officer"), at=AT, today=TODAY)
        return file

    return check


@pytest.fixture
def council(province, person):
    return councils.set_council(
        period=2025, number="77/QĐ-UBND", decided_on=date(2025, 12, 1), members=MEMBERS, document=None,
        by=person("coordinator"), at=AT,
    )  # fmt: skip
