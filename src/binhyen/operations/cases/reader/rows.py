"""One row of a table -> one person of the list, with every doubt tied to its cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from binhyen.operations.cases.values import State

from . import assemble
from . import draft as cells_of
from .cells import days, names, papers, places, simple
from .cells.problem import Problem, note, warning
from .checks import checked
from .draft import Draft, Handler, keep
from .limits import MAX_FINDINGS_PER_ROW
from .mapping import ColumnMapping
from .table import Table
from .values import Field, Finding, Listed, PartialDay, RawRow, ReadRow, Section, Status, Value, at
from .words import status_of

_CACHED = 20_000  # distinct cells remembered per table: places, days and statuses repeat, names do not
_TEXTS = {
    Field.NATIONALITY: "nationality",
    Field.ORIGIN: "origin",
    Field.OCCUPATION: "occupation",
    Field.WORKPLACE: "workplace",
    Field.EDUCATION: "education",
    Field.ROUTE: "route",
    Field.FACILITY: "facility",
    Field.CONVICTIONS: "convictions",
    Field.FATHER: "father",
    Field.MOTHER: "mother",
    Field.SPOUSE: "spouse",
}
_DAYS = {
    Field.FIRST_USED: ("first_used", days.PAST),
    Field.DETECTED_ON: ("detected_on", days.PAST),
    Field.TESTED_ON: ("tested_on", days.PAST),
    Field.DECISION_ON: ("decision_on", days.PAST),
    Field.IDENTITY_ISSUED_ON: ("issued_on", days.PAST),
    Field.MEASURE_FROM: ("measure_from", days.DayRule(future_years=1)),
    Field.MEASURE_TO: ("measure_to", days.TERM),
}
_DITTO = frozenset(
    (
        "nt",
        "NT",
        "Nt",
        "-nt-",
        "- nt -",
        "n.t",
        "như trên",
        "Như trên",
        "-Như trên-",
        '"',
        "''",
        "”",
        "〃",
        "//",
        "-//-",
        "- // -",
    )
)
_DITTO_FIELDS = frozenset(
    (Field.ADDRESS, Field.PERMANENT_ADDRESS, Field.TEMPORARY_ADDRESS, Field.ACTUAL_ADDRESS, Field.HAMLET, Field.COMMUNE,
     Field.DISTRICT, Field.PROVINCE, Field.STATUS, Field.DECISION, Field.DECISION_ON, Field.ETHNICITY, Field.RELIGION,
     Field.OCCUPATION, Field.SUBSTANCE, Field.FACILITY, Field.IDENTITY_ISSUED_BY, Field.EDUCATION, Field.LIST_KIND)
)  # fmt: skip
_TITLED = frozenset(
    (State.SUBSTITUTION, State.COMPULSORY, State.VOLUNTARY_HOME, State.VOLUNTARY_PRIVATE, State.VOLUNTARY_PUBLIC,
     State.POST_REHAB, State.PRISON, State.CUSTODY, State.AWAITING_EXECUTION)
)  # fmt: skip
_ADDRESSES = {
    Field.ADDRESS: "address",
    Field.PERMANENT_ADDRESS: "permanent",
    Field.TEMPORARY_ADDRESS: "temporary",
    Field.ACTUAL_ADDRESS: "actual",
}


def titled_status(table: Table) -> Status | None:
    """What the title says of everybody: "DANH SÁCH NGƯỜI ĐANG ĐIỀU TRỊ METHADONE", where no column says it."""
    if any(each.field in (Field.STATUS, Field.STATUS_MARK) for each in table.mapping.columns):
        return None
    found = (status_of(line) for line in reversed((table.sheet, *table.titles)))
    said = next((each for each in found if each is not None and each.state in _TITLED), None)
    return None if said is None else replace(said, text=said.text[:120], flags=())


class RowReader:
    """Reads the rows of one table. ``today`` bounds days; nothing is kept of a row but repeated small cells."""

    def __init__(self, table: Table, today: date) -> None:
        self.table, self._today = table, today
        self._cache: dict[tuple[Field, str, Value], Any] = {}
        self._has = frozenset(each.field for each in table.mapping.columns)
        self._titled = titled_status(table)
        self._above: dict[int, str] = {}  # the last text of each column, for ditto marks
        self._positions = tuple(each.column for each in table.mapping.columns)
        self._mapped = table.mapping.columns
        handlers = self._handlers()
        self._handler = tuple(handlers[each.field] for each in self._mapped)
        self._first: dict[Field, int] = {}
        for each in self._mapped:
            self._first.setdefault(each.field, each.column)

    def read(self, row: RawRow, sections: tuple[Section, ...]) -> ReadRow:
        """The person of a row. Never raises: what cannot be read becomes a finding."""
        draft = Draft(columns=self._first)
        values, width = row.values, len(row.values)
        texts = [simple.text_of(values[place]) if place < width else "" for place in self._positions]
        for column, handler, text in zip(self._mapped, self._handler, texts, strict=True):
            if not text:
                continue
            value = values[column.column]
            if text in _DITTO and column.field in _DITTO_FIELDS:
                value = text = draft.shown[column.column] = self._as_above(draft, column, texts)
            if text and text[0] in "#E" and simple.is_error(text):
                says = f"công thức bị lỗi ({text}). Hãy gõ giá trị vào ô."
                draft.add([warning("FORMULA_ERROR", says)], column.column, column.field)
                continue
            self._above[column.column] = text
            if text:
                handler(draft, column, value, text)
        listed = self._assembled(draft, sections)
        told = {of for _, _, of in draft.problems}
        checked(listed, draft.add, draft.columns, self._has - told, self._today)
        findings = tuple(_finding(each, row.number) for each in draft.problems[:MAX_FINDINGS_PER_ROW])
        return ReadRow(
            self.table.sheet,
            self.table.index,
            row.number,
            row.hidden,
            sections,
            tuple(draft.shown.get(place, text) for place, text in zip(self._positions, texts, strict=True)),
            listed,
            findings,
            draft.parts.get("row_id", ""),
        )

    def read_alone(self, row: RawRow, sections: tuple[Section, ...]) -> ReadRow:
        """The person of a row that was read before: its repeated cells are written out, nothing stands above it."""
        self._above.clear()
        return self.read(row, sections)

    def _as_above(self, draft: Draft, column: ColumnMapping, texts: list[str]) -> str:
        """ "nt", "như trên": the cell above; of a present address, the permanent one of the same row."""
        text = self._above.get(column.column, "")
        if column.field in (Field.ACTUAL_ADDRESS, Field.TEMPORARY_ADDRESS):
            pairs = zip(self._mapped, texts, strict=True)
            text = next((each for of, each in pairs if of.field is Field.PERMANENT_ADDRESS and each), text)
        if text:
            says = f"ghi “như trên”. Đã lấy “{text[:60]}”, hãy xem lại."
            draft.add([note("DITTO", says, text)], column.column, column.field)
        return text

    def _handlers(self) -> dict[Field, Handler]:
        handlers = dict(cells_of.HANDLERS)
        handlers |= {
            Field.FULL_NAME: self._name,
            Field.SEX: self._cached("sex", simple.sex),
            Field.SEX_MARK: self._sex_mark,
            Field.BIRTH: self._birth,
            Field.BIRTH_YEAR: self._birth_year,
            Field.IDENTITY: self._identity,
            Field.ETHNICITY: self._ethnicity,
            Field.RELIGION: self._cached("religion", simple.religion),
            Field.COMMUNE: self._commune,
            Field.SUBSTANCE: self._substance,
            Field.TEST_RESULT: self._cached("test_result", simple.test_result),
            Field.TEST_MARK: self._test_mark,
            Field.DECISION: self._decision,
            Field.STATUS: self._cached("status", simple.status),
        }
        handlers |= {each: cells_of.text_into(name) for each, name in _TEXTS.items()}
        handlers |= {each: self._day(name, rule) for each, (name, rule) in _DAYS.items()}
        handlers |= {each: self._address(name) for each, name in _ADDRESSES.items()}
        return handlers

    def _remember(self, column: ColumnMapping, value: Value, make: Callable[[], Any]) -> Any:
        key = (column.field, column.month_first, value)
        try:
            return self._cache[key]
        except KeyError:
            found = make()
            if len(self._cache) < _CACHED:
                self._cache[key] = found
            return found

    def _cached(self, name: str, read: Callable[[str], tuple[Any, list[Problem]]]) -> Handler:
        def handler(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
            found, said = self._remember(column, f"{name}:{text}", lambda: read(text))
            keep(draft, name, found)
            draft.add(said, column.column, column.field)

        return handler

    def _day(self, name: str, rule: days.DayRule) -> Handler:
        def handler(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
            if simple.is_nothing(text):
                return
            bound = replace(rule, month_first=column.month_first) if column.month_first else rule
            found, said = self._remember(column, value, lambda: days.day(value, bound, self._today))
            _understood(draft, column, value, found)
            keep(draft, name, found)
            draft.add(said, column.column, column.field)

        return handler

    def _address(self, name: str) -> Handler:
        def handler(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
            if not simple.is_nothing(text):
                lines = str(value) if isinstance(value, str) else text
                keep(draft, name, self._remember(column, lines, lambda: places.address(lines)))

        return handler

    def _name(self, draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        cell = names.name(text)
        draft.got["full_name"] = cell.name
        draft.got["aliases"] = (*draft.got.get("aliases", ()), *cell.aliases)
        draft.add(list(cell.said), column.column, column.field)
        if cell.birth and Field.BIRTH not in self._has:
            found, told = days.day(cell.birth, days.BIRTH, self._today)
            keep(draft, "birth", found)
            draft.add(told, column.column, column.field)
        if cell.remark:
            cells_of.joined("note")(draft, column, cell.remark, cell.remark)
        if cell.address:
            keep(draft, "address", places.address(cell.address))

    def _birth(self, draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        if simple.is_nothing(text):
            return
        rule = simple.birth_rule(column.month_first)
        found, said = self._remember(column, value, lambda: days.day(value, rule, self._today))
        _understood(draft, column, value, found)
        if found is not None:
            draft.got["birth"] = found
        draft.add(said, column.column, column.field)

    def _birth_year(self, draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        if any(sign in text for sign in "/-.") or Field.BIRTH_DAY not in self._has:
            self._birth(draft, column, value, text)
        else:
            cells_of.birth_part(draft, column, value, text)

    def _sex_mark(self, draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        """An x says the sex; a year or a day in the column says the birth as well."""
        mark = simple.marked(text)
        if mark is False:
            return
        draft.got["sex"] = column.option
        if mark is None and simple.sex(text)[0] != column.option:
            self._birth(draft, column, value, text)

    def _identity(self, draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        found, said = papers.identities(value, self._today)
        draft.identity.extend(each for each in found if each.number not in {known.number for known in draft.identity})
        draft.add(said, column.column, column.field)

    def _ethnicity(self, draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        """ "Kinh/không" in a column "Dân tộc/Tôn giáo" says both."""
        first, slash, second = text.partition("/")
        if slash and Field.RELIGION not in self._has and simple.is_religion(second):
            self._cached("religion", simple.religion)(draft, column, second.strip(), second.strip())
            text = first.strip()
        self._cached("ethnicity", simple.ethnicity)(draft, column, text, text)

    def _commune(self, draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        name, kind = self._remember(column, text, lambda: places.commune(text))
        draft.parts["commune"], draft.parts["commune_kind"] = name, kind

    def _substance(self, draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        codes, said = self._remember(column, text, lambda: simple.substance_codes(text))
        draft.substances.extend(codes)
        draft.got["substance_text"] = "" if simple.is_nothing(text) else text
        draft.add(said, column.column, column.field)

    def _test_mark(self, draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        """An x says the result; a day in the column is the day of the test."""
        mark = simple.marked(text)
        if mark is False:
            return
        draft.got["test_result"] = column.option
        if mark is None:
            found, _ = days.day(value, simple.past_rule(column.month_first), self._today)
            keep(draft, "tested_on", found)

    def _decision(self, draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        if isinstance(value, date):
            self._day("decision_on", days.PAST)(draft, column, value, text)
            return
        number, found, said = simple.decision(text, column.month_first, self._today)
        draft.got["decision_number"] = number
        keep(draft, "decision_on", found)
        draft.add(said, column.column, column.field)

    def _assembled(self, draft: Draft, sections: tuple[Section, ...]) -> Listed:
        got = draft.got
        if "full_name" not in got:
            full = " ".join(filter(None, (draft.parts.get("family", ""), draft.parts.get("given", ""))))
            self._name(draft, ColumnMapping(assemble.name_column(draft), "", Field.FULL_NAME), full, full)
        assemble.put_birth(draft, self._today)
        assemble.put_identity(draft)
        assemble.put_sex(draft)
        got["substances"] = tuple(dict.fromkeys(draft.substances))
        got["others"] = tuple(draft.others)
        assemble.put_status(draft, self._has, self._titled)
        assemble.put_list(draft, sections, self.table.mapping.list)
        assemble.put_address(draft, sections, self.table.commune)
        got["aliases"] = tuple(dict.fromkeys(got.get("aliases", ())))
        got.pop(assemble.ISSUED_ON, None)
        return Listed(**got)


def _understood(draft: Draft, column: ColumnMapping, value: Value, found: PartialDay | None) -> None:
    """A true day of Excel, or one of a column written month first, is shown day first, as it would be typed here."""
    if found is not None and (column.month_first or isinstance(value, date)):
        draft.shown[column.column] = str(found)


def _finding(told: tuple[Problem, int, Field], row: int) -> Finding:
    problem, column, of = told
    cell = at(column, row) if column >= 0 else f"dòng {row}"
    lead = f"Ô {cell}" if column >= 0 else f"Dòng {row}"
    return Finding(problem.severity, problem.code, cell, of, f"{lead}: {problem.says}", problem.suggestion)
