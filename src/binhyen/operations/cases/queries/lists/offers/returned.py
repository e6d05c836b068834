"""A row of a sheet we exported, come back: cell by cell, who changed it, and what taking it would write."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from binhyen.foundation.secrets.sealing import blinds
from binhyen.operations.cases.queries.exports import CELLS, WHOLE, columns
from binhyen.operations.cases.queries.lists.held import Held, Number
from binhyen.operations.cases.queries.lists.seals import Returned
from binhyen.operations.cases.reader.changes import Side, even, side
from binhyen.operations.cases.reader.headings import heading_key
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.reader.values import Address, ReadRow
from binhyen.registers.people.rules.numbers import CONTACT_DOMAIN, NUMBER_DOMAIN, read_contact, read_number
from binhyen.registers.people.values import AddressDetails, Birth

from .plain import Compared, ids, known_to
from .values import Act, Offer, Said

type Made = tuple[Act | None, str]  # what taking it writes, or why it cannot be taken
LEGAL = "Chỉ đổi được bằng một sự kiện có ngày, thẩm quyền và văn bản: hãy mở hồ sơ để ghi."
UNREAD = "Chưa đọc được ô này nên không lấy được: hãy sửa ô."
_HEADINGS = {
    heading_key(column.title): topic
    for numbers in (True, False)
    for topic, column in zip(CELLS, columns(numbers=numbers)[1:], strict=False)
}
_key = lru_cache(maxsize=1_000)(heading_key)
_WHOLE = frozenset(map(heading_key, WHOLE))
_OF_LISTED = {"PERMANENT": "permanent", "TEMPORARY": "temporary", "ACTUAL": "actual"}
_SIDES = {Side.SHEET: Said.SHEET, Side.BOTH: Said.BOTH, Side.REGISTER: Said.REGISTER}


def whole_numbers(table: Table) -> bool:
    """Whether the sheet was exported with numbers in full."""
    return any(_key(column.heading) in _WHOLE for column in table.mapping.columns)


def marked(table: Table) -> dict[str, int]:
    """The cells of an exported row that stand in this table: topic to place."""
    found: dict[str, int] = {}
    for place, column in enumerate(table.mapping.columns):
        topic = _HEADINGS.get(_key(column.heading))
        if topic:
            found.setdefault(topic, place)
    return found


def changed(
    one: Compared, read: ReadRow, ours: Mapping[str, int], back: Returned, current: Mapping[str, str]
) -> Iterator[Offer]:
    """Cells that are not as they left, with what may be done.

    ``ours``: the exported cells of the table (``marked``). ``current``: what each would say if exported now.
    """
    for topic, place in ours.items():
        was, sheet = back.left.mark_of(CELLS.index(topic)), read.raw[place]
        if not was:
            continue
        who = side(topic, sheet=sheet, current=current[topic], was=was, mark=back.mark)
        if who is not Side.NOBODY:
            yield _offer(one, topic, place, who, even(sheet), current[topic])


def untouched(read: ReadRow, table: Table, back: Returned) -> frozenset[int]:
    """Places of cells that came back as they left: whatever is odd about them is ours."""
    return frozenset(
        place
        for topic, place in marked(table).items()
        if (was := back.left.mark_of(CELLS.index(topic))) and back.mark(topic, even(read.raw[place])) == was
    )


def _offer(one: Compared, topic: str, place: int, who: Side, sheet: str, current: str) -> Offer:
    said, act, note = _SIDES[who], None, ""
    if who is not Side.REGISTER:
        act, note = _made(one, topic, sheet)
        if act is None:
            said = Said.FIXED if note != UNREAD else Said.UNREAD
    return Offer(
        topic=topic, said=said, current=_covered(one.held, topic, current), sheet=sheet, place=place, note=note,
        act=act, before=_before(one.held, topic, current),
    )  # fmt: skip


def _made(one: Compared, topic: str, sheet: str) -> Made:
    if not one.held.mine:
        return None, f"{one.held.commune} đang quản lý người này nên chỉ xã đó sửa được."
    if topic in _OF_LISTED or topic == "ORIGIN":
        return _address(one, topic, sheet)
    made = _MAKERS.get(topic)
    return made(one, sheet) if made else (None, LEGAL)


def _name(one: Compared, sheet: str) -> Made:
    name = one.details.full_name
    return (Act(own={"full_name": name}), "") if sheet and name else (None, UNREAD)


def _sex(one: Compared, sheet: str) -> Made:
    sex = one.details.sex if sheet else ""
    return (Act(own={"sex": sex}), "") if sex or not sheet else (None, UNREAD)


def _birth(one: Compared, sheet: str) -> Made:
    birth = one.details.birth if sheet else Birth()
    return (Act(own={"birth": birth}), "") if birth.year or not sheet else (None, UNREAD)


def _alias(one: Compared, sheet: str) -> Made:
    fresh = tuple(name for name in one.details.aliases if name not in one.held.aliases) if sheet else ()
    return (Act(aliases=fresh), "") if fresh else (None, "Tên đã từng dùng thì giữ lại để còn tìm ra người này.")


def _number(one: Compared, sheet: str) -> Made:
    values = {read_number(text, kind=kind).value: (kind, text) for kind, text in one.details.numbers}
    fresh = [pair for value, pair in values.items() if not _has(one.held.numbers, value, NUMBER_DOMAIN)]
    ends = _left_out(one.held.numbers, sheet, frozenset(values), "number")
    return _numbered(Act(numbers=tuple(fresh), ends=ends), sheet)


def _phone(one: Compared, sheet: str) -> Made:
    values = {read_contact(text, kind=kind): (kind, text) for kind, text in one.details.contacts}
    fresh = [pair for value, pair in values.items() if not _has(one.held.phones, value, CONTACT_DOMAIN)]
    ends = _left_out(one.held.phones, sheet, frozenset(values), "contact")
    return _numbered(Act(contacts=tuple(fresh), ends=ends), sheet)


def _numbered(act: Act, sheet: str) -> Made:
    """A cell that can be read nowhere ends nothing."""
    readable = act.numbers or act.contacts or "•" in sheet or not sheet
    return (act, "") if readable and (act.numbers or act.contacts or act.ends) else (None, UNREAD)


def _has(rows: tuple[Number, ...], value: str, domain: str) -> bool:
    return known_to(rows, blinds(value, domain=domain))


def _left_out(rows: tuple[Number, ...], sheet: str, values: frozenset[str], part: str) -> tuple[tuple[str, str], ...]:
    """Numbers that stood in the cell and stand there no more."""
    pieces = {even(piece) for piece in sheet.split(",")}
    return tuple((part, row.id) for row in rows if not row.over and row.text not in values and row.shown not in pieces)


def _address(one: Compared, kind: str, sheet: str) -> Made:
    ends = tuple(("address", row.id) for row in one.held.places if row.kind == kind)
    if not sheet:
        return Act(ends=ends), ""
    if kind == "ORIGIN":
        return Act(addresses=(AddressDetails(kind=kind, text=sheet[:300]),), ends=ends), ""
    said: Address | None = getattr(one.listed, _OF_LISTED[kind])
    return (Act(addresses=(one.places.address(kind, said),), ends=ends), "") if said else (None, UNREAD)


def _hamlet(one: Compared, sheet: str) -> Made:
    if not sheet:
        return Act(own={"hamlet_id": None}), ""
    found = one.places.hamlet(one.held.person.commune_code, sheet)
    return (Act(own={"hamlet_id": found}), "") if found else (None, "Xã chưa có thôn, tổ nào tên như vậy.")


def _file_number(one: Compared, sheet: str) -> Made:
    return Act(file_number=sheet), ""


_MAKERS: dict[str, Callable[[Compared, str], Made]] = {
    "name": _name, "sex": _sex, "birth": _birth, "alias": _alias, "number": _number, "phone": _phone,
    "hamlet": _hamlet, "file_number": _file_number,
}  # fmt: skip


def _covered(held: Held, topic: str, current: str) -> str:
    """Numbers of the register are shown by their end only, whatever was exported."""
    rows = {"number": held.numbers, "phone": held.phones}.get(topic)
    return current if rows is None else ", ".join(row.shown for row in rows if not row.over)


def _before(held: Held, topic: str, current: str) -> str:
    """What the register said when it was shown; of numbers which rows, never their text."""
    if topic in {"number", "phone"}:
        return ids([row for row in (held.numbers if topic == "number" else held.phones) if not row.over])
    return f"{even(current)} {ids([row for row in held.places if row.kind == topic])}"
