"""Findings as a spreadsheet, the conclusion of an inspection as the words of an official notice."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from binhyen.kit.official_words import day_words
from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write
from binhyen.operations.inspections.models import Finding, Inspection
from binhyen.operations.inspections.rules.states import days_late
from binhyen.registers.documents.actions.handing import Handed
from binhyen.registers.documents.rules import lines

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


_TABLE = ("TT", "Nơi có phát hiện", "Phát hiện, việc phải khắc phục", "Chịu trách nhiệm", "Hạn; theo dõi")


def notice(*, inspection: Inspection, rows: Sequence[Finding], address: str) -> Handed:
    """The notice of what an inspection found, to be mended, numbered and signed with the documents of the body.

    Team, conclusion, every finding with who answers for it; ``address``: the page of the inspection.
    """
    targets = list(inspection.targets.order_by("sort_key").values_list("name", flat=True))
    named = [body.name for one in rows for body in (one.responsible, one.follower) if body]
    return Handed(
        kind="Thông báo", abstract=f"Kết luận kiểm tra: {inspection.title}",
        text="\n".join(_words(inspection, rows, targets)), addressed=(),
        recipients=(*dict.fromkeys([*targets, *named]), "Lưu: VT"),
        origin=f"Đợt kiểm tra: {inspection.title}", origin_url=address,
    )  # fmt: skip


def _words(inspection: Inspection, rows: Sequence[Finding], targets: Sequence[str]) -> list[str]:
    held = f"Ngày kiểm tra: {day_words(inspection.held_on)}. " if inspection.held_on else ""
    team = "; ".join(f"{one.name}, {one.office} ({one.get_seat_display()})" for one in inspection.team.all())
    words = [
        f"Căn cứ {lines.plain(inspection.ground)};",
        lines.plain(f"{held}Đơn vị được kiểm tra: {'; '.join(targets)}."),
        lines.plain(f"Nội dung: {inspection.subject}"),
        lines.plain(f"Đoàn kiểm tra: {team}."),
        lines.part("Kết luận"),
        *(lines.plain(line) for line in inspection.conclusion.splitlines() if line.strip()),
        lines.part("Phát hiện và việc phải khắc phục"),
    ]
    table = lines.table(_TABLE, (_line(number, one) for number, one in enumerate(rows, start=1)))
    return words + (table or ["Không có phát hiện phải khắc phục."])


def _line(number: int, one: Finding) -> tuple[str, ...]:
    responsible = f"{one.responsible.name}: {one.answerable}" if one.responsible else ""
    due = f"{one.due_on:%d/%m/%Y}; {one.follower.name}" if one.due_on and one.follower else ""
    return (str(number), one.target.name, f"{one.what} Khắc phục: {one.remedy}", responsible, due)
