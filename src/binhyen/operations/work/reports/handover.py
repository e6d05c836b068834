"""The minute of handing over as a Word document in the layout of Decree 30/2020/NĐ-CP."""

from datetime import datetime

from django.utils import timezone

from binhyen.kit import official_document as official
from binhyen.kit.official_document import Column, Letterhead, Level, Signature
from binhyen.operations.work.models import Handover, HandoverItem
from binhyen.operations.work.values import Work

_ITEMS = (
    Column("TT", 10, centred=True), Column("Nội dung công việc", 75), Column("Tình trạng", 30),
    Column("Hạn", 28, centred=True), Column("Ghi chú", 22),
)  # fmt: skip
_MATTERS = (Column("TT", 10, centred=True), Column("Nội dung", 125), Column("Số lượng", 30, centred=True))
_SIGNED = "(Đã ký trên hệ thống {at})"
_UNSIGNED = "(Ký, ghi rõ họ tên)"


def minute(row: Handover, *, place: str) -> bytes:
    """``row`` with its items and matters; ``place`` stands before the day, "" leaves it blank."""
    day = timezone.localdate(row.receiver_signed_at or row.giver_signed_at or row.made_at)
    document = official.new_document(title=f"Biên bản bàn giao công việc {row.pk}")
    official.add_letterhead(document, Letterhead(issuer=row.body.name, symbol="BB", place=place, day=day))
    official.add_title(document, "Biên bản", "Bàn giao công việc")
    for line in _opening(row, day.strftime("%d/%m/%Y")):
        official.add_paragraph(document, line)
    official.add_point(document, "1.", "Công việc đang làm", Level.POINT)
    items = list(row.items.all())
    if items:
        official.add_table(document, _ITEMS, [_line(number, one) for number, one in enumerate(items, 1)])
    else:
        official.add_paragraph(document, "Người giao không còn công việc nào đang mở.")
    official.add_point(document, "2.", "Những việc khác đang chờ ở vị trí này", Level.POINT)
    matters = list(row.matters.all())
    if matters:
        rows = [(str(number), one.label, str(one.count)) for number, one in enumerate(matters, 1)]
        official.add_table(document, _MATTERS, rows)
    else:
        official.add_paragraph(document, "Không có.")
    official.add_paragraph(
        document,
        "Người nhận tiếp tục thực hiện các công việc nêu tại mục 1 kể từ khi ký biên bản này. Thời hạn ban đầu của "
        "từng công việc không thay đổi vì việc bàn giao.",
    )
    official.add_signatures(document, _signatures(row))
    return official.content(document)


def _opening(row: Handover, day: str) -> list[str]:
    lines = [
        f"Ngày {day}, tại {row.body.name}, hai bên lập biên bản bàn giao công việc như sau:",
        f"Người giao: {_person(row.giver)}.",
        f"Người nhận: {_person(row.receiver)}.",
        f"Lý do bàn giao: {row.reason.rstrip('.')}.",
    ]
    if row.giver_signed_by_id and row.giver_signed_by_id != row.giver_id:
        lines.append(f"Người giao không ký được; {row.giver_signed_by} ký thay, vì: {row.note.rstrip('.')}.")
    return lines


def _person(user: object) -> str:
    position = getattr(user, "position", "")
    return f"{user}, {position}" if position else str(user)


def _line(number: int, one: HandoverItem) -> tuple[str, ...]:
    due = timezone.localtime(one.due_at).strftime("%H:%M %d/%m/%Y") if one.due_at else "không có"
    return (str(number), one.title, str(Work(one.state).label), due, one.note)


def _signatures(row: Handover) -> tuple[Signature, Signature]:
    absent = row.giver_signed_by_id not in {None, row.giver_id}
    who, form = (row.giver_signed_by, "Người ký thay") if absent else (row.giver, "Người giao")
    return (
        Signature(form, note=_note(row.giver_signed_at), name=str(who)),
        Signature("Người nhận", note=_note(row.receiver_signed_at), name=str(row.receiver)),
    )


def _note(at: datetime | None) -> str:
    return _SIGNED.format(at=f"{timezone.localtime(at):%H:%M %d/%m/%Y}") if at else _UNSIGNED
