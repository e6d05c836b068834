"""What only the whole row tells: papers against birth, days against each other, list against measure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from binhyen.operations.cases.values import ListCode, State

from .cells import papers
from .cells.problem import Problem, error, note, warning
from .headings import label
from .values import Field, Listed, PartialDay

type Add = Callable[[list[Problem], int, Field], None]
_BIRTHS = frozenset((Field.BIRTH, Field.BIRTH_YEAR, Field.SEX_MARK))
_YOUNGEST = 12  # compulsory rehabilitation begins at 12 (Law 120/2025, Art. 36); a younger person is rarely true
_LATER = (
    (Field.FIRST_USED, "first_used"),
    (Field.DETECTED_ON, "detected_on"),
    (Field.TESTED_ON, "tested_on"),
    (Field.DECISION_ON, "decision_on"),
    (Field.MEASURE_FROM, "measure_from"),
)
_STATES_OF_LIST = {
    ListCode.L1: frozenset((State.POST_REHAB, State.SUBSTITUTION, State.COMPULSORY, State.VOLUNTARY_HOME)),
    ListCode.L2: frozenset((State.POST_REHAB, State.MANAGED)),
    ListCode.L3: frozenset((State.MANAGED, State.COMPULSORY, State.SUBSTITUTION, State.VOLUNTARY_HOME)),
}
_LIST_NAMES = {ListCode.L1: "người sử dụng", ListCode.L2: "người nghiện", ListCode.L3: "người sau cai"}


def checked(listed: Listed, add: Add, columns: dict[Field, int], missed: frozenset[Field], today: date) -> None:
    """Adds what the fields of one person say against each other. ``missed``: columns nothing was said of yet."""
    for number in listed.identity:
        add(papers.agreement(number, listed.birth, listed.sex), columns.get(Field.IDENTITY, -1), Field.IDENTITY)
    _birth(listed, add, columns, missed, today)
    _terms(listed, add, columns)
    _list(listed, add, columns)


def _birth(listed: Listed, add: Add, columns: dict[Field, int], missed: frozenset[Field], today: date) -> None:
    column = next((columns[each] for each in (Field.BIRTH, Field.BIRTH_YEAR, Field.SEX_MARK) if each in columns), -1)
    birth = listed.birth
    if birth is None:
        if missed >= _BIRTHS & columns.keys() and _BIRTHS & columns.keys():
            says = "thiếu năm sinh. Hãy điền ngày sinh, hoặc ít nhất năm sinh."
            add([warning("BIRTH_MISSING", says, _from_paper(listed))], column, Field.BIRTH)
        return
    if today.year - birth.year < _YOUNGEST:
        years = today.year - birth.year
        add(
            [warning("TOO_YOUNG", f"theo năm sinh {birth.year} người này mới {years} tuổi. Hãy xem lại.")],
            column,
            Field.BIRTH,
        )
    if birth.month == 1 and birth.day == 1:
        says = "ngày 01/01 thường dùng khi chỉ biết năm sinh. Nếu vậy hãy chỉ ghi năm."
        add([note("FIRST_JANUARY", says, str(birth.year))], column, Field.BIRTH)
    for field, name in _LATER:
        found: PartialDay | None = getattr(listed, name)
        if found is not None and found.year < birth.year + 8:
            says = f"{label(field).lower()} {found} quá sớm so với năm sinh {birth.year}. Hãy xem lại."
            add([warning("BEFORE_BIRTH", says)], columns.get(field, -1), field)


def _from_paper(listed: Listed) -> str:
    """The year of birth a citizen's number carries."""
    found = next(filter(None, (papers.structure(each.number) for each in listed.identity)), None)
    return str(found.birth_year) if found else ""


def _terms(listed: Listed, add: Add, columns: dict[Field, int]) -> None:
    start, end = listed.measure_from, listed.measure_to
    if start is not None and end is not None and end.iso < start.iso[: len(end.iso)]:
        says = f"ngày kết thúc {end} trước ngày bắt đầu {start}. Hãy sửa một trong hai."
        add([error("TERM_NEGATIVE", says)], columns.get(Field.MEASURE_TO, -1), Field.MEASURE_TO)


def _list(listed: Listed, add: Add, columns: dict[Field, int]) -> None:
    status = listed.status
    if status is None or not status.sure:
        return
    if status.state in _STATES_OF_LIST.get(listed.list, frozenset()):
        name = _LIST_NAMES[listed.list]
        says = f"“{status.text[:40]}” không khớp với danh sách {name}. Hãy xem lại danh sách hoặc biện pháp."
        add([warning("LIST_STATUS", says)], columns.get(Field.STATUS, columns.get(Field.STATUS_MARK, -1)), Field.STATUS)
