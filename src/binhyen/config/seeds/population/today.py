"""What happens in the demonstration province besides: mistakes mended, somebody on the way, a result of this morning,
and the list a commune has just dropped."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

import xlsxwriter
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.models import Job
from binhyen.operations.cases.actions import transfers
from binhyen.operations.cases.actions.facts import correct_fact, record_fact, withdraw_fact
from binhyen.operations.cases.actions.lists import receiving
from binhyen.operations.cases.jobs import READ_JOB  # with it the work itself is known
from binhyen.operations.cases.models import Case, CaseFact, ListImport
from binhyen.operations.cases.values import FactDetails, FactKind, State
from binhyen.registers.people.models import Person

from .plan import figures

HERE, THERE = "02788", "02683"
HEAD = ("STT", "Họ và tên", "Nam", "Nữ", "Số CCCD", "Dân tộc", "Thôn", "Ghi chú")
# what communes' own lists look like: sections, a date that is none, a name left out, a number too short
LINES: tuple[tuple[object, ...], ...] = (
    ("I. Thôn Na Lốc 1",),
    (1, "Lù Văn Tích", "12/5/1988", "", "099088900001", "Nùng", "Thôn Na Lốc 1", ""),
    (2, "GIÀNG A PHỬ", "1990", "", "", "Mông", "Thôn Na Lốc 1", ""),
    (3, "Vàng Thị Mỷ", "", "31/02/1995", "", "Mông", "Thôn Na Lốc 1", ""),
    ("II. Thôn Đồi Gianh",),
    (4, "", "7/1991", "", "099091900002", "Giáy", "Thôn Đồi Gianh", "tên ghi ở sổ tay"),
    (5, "Hoàng Văn Pản", "3/9/1890", "", "099090900003", "Tày", "Thôn Đồi Gianh", ""),
    (6, "Lý Seo Chúng", "5-6-85", "", "12345", "Mông", "Thôn Đồi Gianh", ""),
)


def happen(*, people: dict[str, User], at: datetime) -> int | None:
    """Once, after the population is there. Returns the job that reads the dropped list, to be run afterwards."""
    if ListImport.objects.exists():
        return None
    officer, police = people["officer"], people["commune_police"]
    later = figures()["later"]
    _wrong_people(later["withdrawn"], by=officer, at=at)
    _wrong_numbers(later["corrected"], by=officer, at=at)
    _on_the_way(by=police, at=at)
    _this_morning(by=police, at=at)
    return _dropped(by=police, at=at)


def _wrong_people(count: int, *, by: User, at: datetime) -> None:
    """Taken for somebody else: everything stated is withdrawn, and the person is on no list."""
    wrong = Case.objects.filter(state=State.MANAGED, commune_code=THERE).order_by("person")[:count]
    for person_id in wrong.values_list("person", flat=True):
        for fact_id in CaseFact.objects.filter(person=person_id).order_by("-pk").values_list("pk", flat=True):
            withdraw_fact(fact_id=fact_id, reason="Nhầm người: phiếu là của người trùng tên", by=by, at=at)


def _wrong_numbers(count: int, *, by: User, at: datetime) -> None:
    """A decision entered under a wrong number, and mended."""
    wrong = CaseFact.objects.filter(kind=FactKind.MANAGEMENT_DECIDED, superseded_by=None, withdrawn=False)
    for fact in wrong.order_by("-pk")[:count]:
        mended = FactDetails(
            kind=FactKind(fact.kind),
            effective_at=fact.effective_at,
            day_only=fact.day_only,
            data=fact.data,
            authority=fact.authority,
            document_number=f"{fact.pk % 300 + 1:02}/QĐ-CAX",
            document_on=fact.document_on,
            reason="Ghi nhầm số quyết định",
        )
        correct_fact(fact_id=fact.pk, details=mended, by=by, at=at)


def _on_the_way(*, by: User, at: datetime) -> None:
    """Somebody left Bản Lầu for Bát Xát some hours ago."""
    one = (
        Case.objects.filter(commune_code=HERE, state=State.SUBSTITUTION, to_commune_code="").order_by("person").first()
    )
    if one:
        left = at - timedelta(hours=5)
        transfers.start(person_id=one.person_id, left_at=left, to_commune=THERE, by=by, at=at)


def _this_morning(*, by: User, at: datetime) -> None:
    """Somebody with a history was found positive; the 24 hours run."""
    one = Case.objects.filter(commune_code=HERE, state=State.ENDED).order_by("-person").first()
    if one is None:
        return
    said = {"result": "POSITIVE", "ground": "CAUGHT", "substance": "AMPHETAMINE", "sample": "URINE"}
    tested = FactDetails(
        kind=FactKind.TEST,
        effective_at=at - timedelta(hours=3),
        day_only=False,
        authority="HEAD_COMMUNE_POLICE",
        data=said,
        reason="Đã báo cơ quan điều tra xem xét",
    )
    told = FactDetails(
        kind=FactKind.POSITIVE_RECEIVED,
        effective_at=at - timedelta(hours=2),
        day_only=False,
        data={"stable_residence": True},
        reason="Đã báo cơ quan điều tra xem xét",
    )
    for details in (tested, told):
        record_fact(person_id=one.person_id, details=details, by=by, at=at)


def _dropped(*, by: User, at: datetime) -> int:
    """The list of Bản Lầu with its faults; its last lines are people the register has. Returns the job of reading."""
    known = Person.objects.filter(commune_code=HERE, birth_year__isnull=False).order_by("pk")[:3]
    rows = [*LINES, *((7 + n, one.full_name, str(one.birth_year), "", "", "", "", "") for n, one in enumerate(known))]
    source = receiving.receive(
        content=_sheet([*rows, ("", "Tổng cộng: 09 người")]),
        name="Danh sách quản lý xã Bản Lầu.xlsx",
        as_of=timezone.localdate(at),
        commune_code=HERE,
        body_key=f"ca_xa_{HERE}",
        by=by,
        at=at,
    )
    return Job.objects.get(kind=READ_JOB, arguments__import_id=source.pk).pk


def _sheet(rows: list[tuple[object, ...]]) -> BytesIO:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet("Danh sách")
    page.merge_range(0, 0, 0, 3, "CÔNG AN XÃ BẢN LẦU")
    page.merge_range(2, 0, 2, 7, "DANH SÁCH NGƯỜI SỬ DỤNG TRÁI PHÉP CHẤT MA TÚY ĐANG QUẢN LÝ")
    for column in (0, 1, 4, 5, 6, 7):
        page.merge_range(4, column, 5, column, HEAD[column])
    page.merge_range(4, 2, 4, 3, "Ngày, tháng, năm sinh")
    for column in (2, 3):
        page.write(5, column, HEAD[column])
    for number, row in enumerate(rows):
        page.write_row(6 + number, 0, row)
    book.close()
    content.seek(0)
    return content
