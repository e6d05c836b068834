"""Findings as a spreadsheet, the conclusion of an inspection as an official notice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from binhyen.kit import official_document as official
from binhyen.kit.official_document import Letterhead, Signature
from binhyen.kit.official_signing import HEAD, Posts, signature
from binhyen.kit.official_words import day_words
from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write
from binhyen.operations.inspections.models import Finding, Inspection
from binhyen.operations.inspections.rules.states import days_late
from binhyen.registers.documents.rules.numbering import symbol_of

KIND = "Thông báo"

_COLUMNS = (
    Column("STT", 6, Kind.NUMBER),
    Column("Đợt kiểm tra", 34),
    Column("Nơi có phát hiện", 26),
    Column("Phát hiện", 50),
    Column("Việc phải khắc phục", 40),
    Column("Cơ quan chịu trách nhiệm", 26),
    Column("Người chịu trách nhiệm", 22),
    Column("Hạn đầu", 12, Kind.DAY),
    Column("Hạn hiện nay", 12, Kind.DAY),
    Column("Số ngày quá hạn", 10, Kind.NUMBER),
    Column("Cơ quan theo dõi", 26),
    Column("Tình trạng", 18),
)


def findings(*, rows: Iterable[Finding], on: date, who: str, at: datetime, why: str) -> bytes:
    """The list as .xlsx, in its order."""
    body = [
        (
            number, one.inspection.title, one.target.name, one.what, one.remedy,
            one.responsible.name if one.responsible else "", one.answerable, one.original_due_on, one.due_on,
            days_late(due_on=one.due_on, state=one.state, claimed_on=one.claimed_on, on=on),
            one.follower.name if one.follower else "",
            str(one.get_state_display()),
        )
        for number, one in enumerate(rows, start=1)
    ]  # fmt: skip
    header = Header("Phát hiện qua kiểm tra và kết quả khắc phục", who, at, why)
    return write(header=header, sheets=[Sheet("Phát hiện", _COLUMNS, body)])


_TABLE = (
    official.Column("TT", 10, centred=True),
    official.Column("Nơi có phát hiện", 34),
    official.Column("Phát hiện, việc phải khắc phục", 62),
    official.Column("Chịu trách nhiệm", 36),
    official.Column("Hạn; theo dõi", 28),
)


def conclusion(
    *, inspection: Inspection, rows: Sequence[Finding], place: str, sign: str, posts: Posts | None,
    abbreviations: Mapping[str, str],
) -> bytes:  # fmt: skip
    """The notice of what an inspection found, to be signed: team, conclusion, every finding with who answers for it.

    ``sign``: the letters of the inspecting body in symbols; ``posts``: what its head is called, None where unknown.
    """
    document = official.new_document(title=f"Thông báo kết luận kiểm tra: {inspection.title}")
    issued = timezone.localdate(inspection.concluded_at) if inspection.concluded_at else None
    official.add_letterhead(
        document,
        Letterhead(
            issuer=inspection.inspector.name, place=place, day=issued,
            symbol=symbol_of(KIND, sign=sign, unit="", abbreviations=abbreviations),
        ),
    )  # fmt: skip
    official.add_title(document, KIND, f"Kết luận kiểm tra: {inspection.title}")
    official.add_paragraph(document, f"Căn cứ {inspection.ground};", italic=True)
    targets = list(inspection.targets.order_by("sort_key").values_list("name", flat=True))
    held = f"Ngày kiểm tra: {day_words(inspection.held_on)}. " if inspection.held_on else ""
    official.add_paragraph(document, f"{held}Đơn vị được kiểm tra: {'; '.join(targets)}.")
    official.add_paragraph(document, f"Nội dung: {inspection.subject}")
    team = "; ".join(f"{one.name}, {one.office} ({one.get_seat_display()})" for one in inspection.team.all())
    official.add_paragraph(document, f"Đoàn kiểm tra: {team}.")
    official.add_paragraph(document, "1. Kết luận", bold=True)
    official.add_paragraph(document, inspection.conclusion)
    official.add_paragraph(document, "2. Phát hiện và việc phải khắc phục", bold=True)
    if rows:
        official.add_table(document, _TABLE, [_line(number, one) for number, one in enumerate(rows, start=1)])
    else:
        official.add_paragraph(document, "Không có phát hiện phải khắc phục.")
    named = [body.name for one in rows for body in (one.responsible, one.follower) if body]
    official.add_closing(
        document,
        recipients=[*dict.fromkeys([*targets, *named]), "Lưu: VT"],
        signature=signature(posts=posts, capacity=HEAD, name="") if posts else Signature(),
    )
    return official.content(document)


def _line(number: int, one: Finding) -> tuple[str, ...]:
    responsible = f"{one.responsible.name}: {one.answerable}" if one.responsible else ""
    due = f"{one.due_on:%d/%m/%Y}; {one.follower.name}" if one.due_on and one.follower else ""
    return (str(number), one.target.name, f"{one.what} Khắc phục: {one.remedy}", responsible, due)
