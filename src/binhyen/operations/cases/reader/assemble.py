"""From the cells of a row to one person: what several columns say together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from binhyen.operations.cases.values import Flag, ListCode, State

from .cells import days, papers
from .cells.problem import note, warning
from .draft import Draft, keep
from .headings import label
from .values import Address, Field, PartialDay, Section, Status
from .words import status_of

ISSUED_ON = "issued_on"  # the day of issue while its paper is not yet known


def name_column(draft: Draft) -> int:
    order = (Field.FULL_NAME, Field.FAMILY_NAME, Field.GIVEN_NAME)
    return next((draft.columns[each] for each in order if each in draft.columns), -1)


def put_birth(draft: Draft, today: date) -> None:
    parts = draft.birth_parts
    if not parts:
        return
    year = parts.get(Field.BIRTH_YEAR)
    month, day = parts.get(Field.BIRTH_MONTH, 0), parts.get(Field.BIRTH_DAY, 0)
    column = draft.columns.get(Field.BIRTH_YEAR, -1)
    if year is None:
        draft.add(
            [warning("BIRTH_PART", "thiếu năm sinh, chỉ có ngày tháng. Hãy điền năm sinh.")], column, Field.BIRTH_YEAR
        )
        return
    text = f"{day}/{month}/{year}" if month and day else f"{month}/{year}" if month else str(year)
    found, said = days.day(text, days.BIRTH, today)
    keep(draft, "birth", found)
    draft.add(said, column, Field.BIRTH_YEAR)


def put_identity(draft: Draft) -> None:
    """Day and place of issue of their own columns belong to the newest paper: the one with 12 digits."""
    issued_on: PartialDay | None = draft.got.get(ISSUED_ON)
    issued_by = draft.parts.get("issued_by", "")
    if draft.identity and (issued_on or issued_by):
        newest = max(range(len(draft.identity)), key=lambda each: len(draft.identity[each].number))
        known = draft.identity[newest]
        draft.identity[newest] = replace(
            known, issued_on=known.issued_on or issued_on, issued_by=known.issued_by or issued_by
        )
    draft.got["identity"] = tuple(draft.identity)


def put_sex(draft: Draft) -> None:
    """Where the list does not say the sex, the fourth digit of the citizen's number does."""
    if draft.got.get("sex"):
        return
    found = next(filter(None, (papers.structure(each.number) for each in draft.identity)), None)
    if found is None:
        return
    draft.got["sex"] = found.sex
    column = draft.columns.get(Field.SEX)
    if column is not None:
        shown = "Nam" if found.sex == "MALE" else "Nữ"
        says = f"ô giới tính trống. Đã lấy {shown} theo số căn cước."
        draft.add([note("SEX_FROM_ID", says, shown)], column, Field.SEX)


def put_status(draft: Draft, has: frozenset[Field], titled: Status | None) -> None:
    """The cell of the measure, else the marks, the notes, the title; absence and the like stand in notes too."""
    _status_of_marks(draft)
    _status_of_note(draft, has, titled)
    if titled is not None:
        known: Status | None = draft.got.get("status")
        if known is None or known.state is State.NONE:
            draft.got["status"] = replace(titled, flags=known.flags if known else ())


def _status_of_note(draft: Draft, has: frozenset[Field], titled: Status | None) -> None:
    text: str = draft.got.get("note", "")
    said = status_of(text) if text else None
    if said is None:
        return
    known: Status | None = draft.got.get("status")
    column = draft.columns.get(Field.NOTE, -1)
    taken = known is None and said.state is not State.NONE and Field.STATUS not in has
    if taken and (said.sure or (titled is not None and titled.state is not said.state)):
        draft.got["status"] = said
        says = f"lấy tình trạng từ ghi chú “{text[:60]}”. Hãy xem lại."
        told = note if titled is None or titled.state is said.state else warning
        draft.add([told("STATUS_FROM_NOTE", says)], column, Field.NOTE)
    elif fresh := tuple(each for each in said.flags if known is None or each not in known.flags):
        whole = known or Status("", State.NONE, sure=False)
        draft.got["status"] = replace(whole, flags=(*whole.flags, *fresh))
        draft.add([note("FLAG_FROM_NOTE", f"ghi chú “{text[:60]}” được đánh dấu. Hãy xem lại.")], column, Field.NOTE)


def _status_of_marks(draft: Draft) -> None:
    marks = draft.marks
    if not marks or draft.got.get("status"):
        return
    states = [State(each) for each in marks if each in State.__members__]
    flags = tuple(each for each in marks if each in Flag.__members__)
    column = draft.columns.get(Field.STATUS_MARK, -1)
    if len(states) > 1:
        shown = ", ".join(label(Field.STATUS_MARK, each.value) for each in states)
        says = f"đánh dấu nhiều biện pháp một lúc: {shown}. Hãy giữ biện pháp đang áp dụng."
        draft.add([warning("STATUS_TWICE", says)], column, Field.STATUS_MARK)
    shown = label(Field.STATUS_MARK, marks[0]).removesuffix(" (đánh dấu)")
    form = "METHADONE" if states[:1] == [State.SUBSTITUTION] else ""
    draft.got["status"] = Status(shown, states[0] if states else State.NONE, form, flags, len(states) == 1)


_LIST_BY_STATE = {
    State.MANAGED: ListCode.L1,
    State.ADDICT: ListCode.L2,
    State.SUBSTITUTION: ListCode.L2,
    State.VOLUNTARY_HOME: ListCode.L2,
    State.VOLUNTARY_PRIVATE: ListCode.L2,
    State.VOLUNTARY_PUBLIC: ListCode.L2,
    State.COMPULSORY_FILE: ListCode.L2,
    State.POST_REHAB: ListCode.L3,
    State.ENDED: ListCode.HISTORY,
}


def put_list(draft: Draft, sections: tuple[Section, ...], titled: ListCode) -> None:
    """Cell, then section, then title, then what the status implies."""
    if draft.got.get("list"):
        return
    of_section = next((each.list for each in reversed(sections) if each.list), ListCode.NONE)
    status: Status | None = draft.got.get("status")
    implied = _LIST_BY_STATE.get(status.state, ListCode.NONE) if status is not None and status.sure else ListCode.NONE
    draft.got["list"] = of_section or titled or implied


def put_address(draft: Draft, sections: tuple[Section, ...], titled: str) -> None:
    """Columns of hamlets and communes, sections and titles complete the address, in this order."""
    parts = draft.parts
    hamlet = parts.get("hamlet") or next((each.hamlet for each in reversed(sections) if each.hamlet), "")
    commune = parts.get("commune") or next((each.commune for each in reversed(sections) if each.commune), "")
    own: Address | None = draft.got.get("address")
    if not (hamlet or commune or own or titled):
        return
    own = own or Address("")
    whole = (
        parts.get("hamlet") or own.hamlet or hamlet,
        parts.get("commune") or own.commune or commune or titled,
        own.district or parts.get("district", ""),
        own.province or parts.get("province", ""),
    )
    text = own.text or ", ".join(filter(None, whole))
    kind = own.commune_kind or parts.get("commune_kind", "")
    draft.got["address"] = Address(text, whole[0], whole[1], kind, whole[2], whole[3], own.detail)
