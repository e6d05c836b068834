"""A row while it is being read: what has been gathered, and the columns that need no memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from binhyen.operations.cases.values import ListCode

from .cells import names, papers, simple
from .cells.problem import Problem, warning
from .mapping import ColumnMapping
from .values import Field, IdentityNumber, Value
from .words import list_of


@dataclass(slots=True)
class Draft:
    """What has been gathered of a row so far."""

    got: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[Problem, int, Field]] = field(default_factory=list)  # with column and field
    identity: list[IdentityNumber] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)  # family and given names, hamlet, commune, district, province
    birth_parts: dict[Field, int] = field(default_factory=dict)
    substances: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)  # options of status marks
    others: list[tuple[str, str]] = field(default_factory=list)
    shown: dict[int, str] = field(default_factory=dict)  # column -> what was understood, as it would be typed
    columns: dict[Field, int] = field(default_factory=dict)  # where each field stood

    def add(self, problems: list[Problem], column: int, field: Field) -> None:
        if problems:
            self.problems.extend((each, column, field) for each in problems)


type Handler = Callable[[Draft, ColumnMapping, Value, str], None]


def keep(draft: Draft, name: str, found: Any) -> None:
    if found is not None and found != "":
        draft.got.setdefault(name, found)


def skip(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
    """Numbers of rows say nothing of the person."""


def other(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
    draft.others.append((column.heading, text))


def part(name: str) -> Handler:
    def handler(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        draft.parts[name] = text

    return handler


def text_into(name: str) -> Handler:
    def handler(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        draft.got[name] = text

    return handler


def joined(name: str) -> Handler:
    def handler(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        draft.got[name] = f"{draft.got[name]}; {text}" if draft.got.get(name) else text

    return handler


def plain_into(name: str, read: Callable[[str], tuple[Any, list[Problem]]]) -> Handler:
    def handler(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
        found, said = read(text)
        keep(draft, name, found)
        draft.add(said, column.column, column.field)

    return handler


def alias(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
    draft.got["aliases"] = (*draft.got.get("aliases", ()), *names.aliases(text))


def birth_part(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
    if simple.is_nothing(text):
        return
    bare = text.strip().removesuffix(".0")
    if bare.isdecimal() and len(bare) <= 4:
        draft.birth_parts[column.field] = int(bare)
    else:
        draft.add([_bad_part(text)], column.column, column.field)


def _bad_part(text: str) -> Problem:
    return warning("BIRTH_PART", f"không hiểu “{text[:20]}” trong phần ngày sinh. Hãy ghi một con số.")


def phone(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
    found, said = papers.phones(value)
    draft.got["phones"] = tuple(dict.fromkeys((*draft.got.get("phones", ()), *found)))
    draft.add(said, column.column, column.field)


def substance_mark(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
    if simple.marked(text) is not False:
        draft.substances.append(column.option)


def status_mark(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
    mark = simple.marked(text)
    if mark is False:
        return
    draft.marks.append(column.option)
    if mark is None:
        draft.others.append((column.heading, text))


def list_kind(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
    found = list_of(text)
    if found is not ListCode.NONE:
        draft.got["list"] = found
    elif not simple.is_nothing(text):
        says = f"chưa hiểu “{text[:40]}” là người sử dụng, người nghiện hay người sau cai. Hãy chọn."
        draft.add([warning("LIST_KIND", says)], column.column, column.field)


def list_mark(draft: Draft, column: ColumnMapping, value: Value, text: str) -> None:
    if simple.marked(text) is False:
        return
    known = draft.got.get("list")
    if known and known.value != column.option:
        draft.add(
            [warning("LIST_TWICE", "đánh dấu ở nhiều danh sách một lúc. Hãy giữ một dấu.")], column.column, column.field
        )
        return
    draft.got["list"] = ListCode(column.option)


HANDLERS: dict[Field, Handler] = {
    Field.ORDINAL: skip,
    Field.IGNORED: skip,
    Field.UNKNOWN: other,
    Field.ROW_ID: part("row_id"),
    Field.FAMILY_NAME: part("family"),
    Field.GIVEN_NAME: part("given"),
    Field.ALIAS: alias,
    Field.BIRTH_DAY: birth_part,
    Field.BIRTH_MONTH: birth_part,
    Field.AGE: other,
    Field.IDENTITY_ISSUED_BY: part("issued_by"),
    Field.HAMLET: part("hamlet"),
    Field.DISTRICT: part("district"),
    Field.PROVINCE: part("province"),
    Field.PHONE: phone,
    Field.SUBSTANCE_MARK: substance_mark,
    Field.STATUS_MARK: status_mark,
    Field.LIST_KIND: list_kind,
    Field.LIST_MARK: list_mark,
    Field.REHAB_TIMES: plain_into("rehab_times", simple.times),
    Field.FAMILY: joined("family"),
    Field.NOTE: joined("note"),
}
