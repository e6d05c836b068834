"""Which column holds what: guessed from headings and content, mended by an officer, remembered per unit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from binhyen.operations.cases.values import ListCode

from .content import EXPECTED, Profile, month_first
from .headings import Guess, guesses, heading_key, label
from .values import Field, letter

_ENOUGH = 0.5  # below this a column stays unrecognised and is kept as it is
_AGREES, _CONTRADICTS = 0.6, 0.15
_FEW = 5  # filled cells; fewer cannot contradict a heading
_MANY = frozenset(
    (
        Field.UNKNOWN,
        Field.IGNORED,
        Field.IDENTITY,
        Field.PHONE,
        Field.NOTE,
        Field.FAMILY,
        Field.SEX_MARK,
        Field.STATUS_MARK,
        Field.SUBSTANCE_MARK,
        Field.LIST_MARK,
        Field.TEST_MARK,
        Field.ALIAS,
    )
)
# What content alone may tell: (kinds, share needed, field, confidence, words for the officer).
_BY_CONTENT: tuple[tuple[tuple[str, ...], float, Field, float, str], ...] = (
    (("name",), 0.6, Field.FULL_NAME, 0.75, "các ô là tên người"),
    (("id",), 0.6, Field.IDENTITY, 0.8, "các ô là dãy 12 hoặc 9 chữ số"),
    (("phone",), 0.6, Field.PHONE, 0.7, "các ô là số điện thoại"),
    (("sex",), 0.8, Field.SEX, 0.75, "các ô là Nam hoặc Nữ"),
    (("ethnic",), 0.7, Field.ETHNICITY, 0.7, "các ô là tên dân tộc"),
    (("decision",), 0.6, Field.DECISION, 0.7, "các ô là số quyết định"),
    (("substance",), 0.6, Field.SUBSTANCE, 0.65, "các ô là tên chất ma túy"),
    (("test",), 0.7, Field.TEST_RESULT, 0.65, "các ô là dương tính hoặc âm tính"),
    (("place",), 0.5, Field.ADDRESS, 0.55, "các ô là địa chỉ"),
    (("hamlet",), 0.6, Field.HAMLET, 0.55, "các ô là tên thôn, bản, tổ"),
    (("status",), 0.6, Field.STATUS, 0.6, "các ô nói về biện pháp đang áp dụng"),
    (("day", "year", "serial"), 0.7, Field.BIRTH, 0.5, "các ô là ngày hoặc năm"),
)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column. ``confidence`` 0 to 1; 1.0 when an officer said so.

    ``month_first`` (see ``content.month_first``) belongs to the cells of one file: it is found anew and never stored.
    """

    column: int  # 0 = A
    heading: str  # headings from the top, joined by " › "
    field: Field
    option: str = ""
    confidence: float = 0.0
    reason: str = ""
    month_first: str = ""

    @property
    def letter(self) -> str:
        return letter(self.column)

    @property
    def label(self) -> str:
        return label(self.field, self.option)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """All columns under one row of headings. The fingerprint is the same wherever the same headings stand."""

    fingerprint: str
    columns: tuple[ColumnMapping, ...]
    list: ListCode = ListCode.NONE  # which list the table is, from its title, or as the officer said
    remembered: bool = False
    list_chosen: bool = False  # an officer said which list; otherwise the title of each table says it anew

    def find(self, field: Field, option: str = "") -> ColumnMapping | None:
        return next((each for each in self.columns if each.field is field and each.option == option), None)

    def mended(self, changes: Dict[int, tuple[Field, str]], *, list: ListCode | None = None) -> TableMapping:
        """The mapping with what an officer says of some columns: column -> (field, option)."""
        columns = tuple(
            replace(
                each,
                field=changes[each.column][0],
                option=changes[each.column][1],
                confidence=1.0,
                reason="anh/chị đã chọn",
            )
            if each.column in changes
            else each
            for each in self.columns
        )
        if list is None:
            return replace(self, columns=columns)
        return replace(self, columns=columns, list=list, list_chosen=True)


@dataclass(frozen=True, slots=True)
class Mapping:
    """The mappings of a file, one for each table in order; or those a unit remembers, one for each set of headings."""

    tables: tuple[TableMapping, ...] = ()

    def known(self, fingerprint: str) -> TableMapping | None:
        return next((each for each in self.tables if each.fingerprint == fingerprint), None)

    def merged(self, newer: Mapping) -> Mapping:
        """These mappings, where ``newer`` wins: what a unit remembers after one more file."""
        latest = {each.fingerprint: each for each in (*self.tables, *newer.tables)}
        return Mapping(tuple(latest.values()))

    def to_json(self) -> str:
        tables = [
            {
                "fingerprint": table.fingerprint,
                "list": table.list.value,
                "list_chosen": table.list_chosen,
                "columns": [
                    {
                        "column": each.column,
                        "heading": each.heading,
                        "field": each.field.value,
                        "option": each.option,
                        "confidence": round(each.confidence, 3),
                        "reason": each.reason,
                    }
                    for each in table.columns
                ],
            }
            for table in self.tables
        ]
        return json.dumps({"version": 1, "tables": tables}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> Mapping:
        """The mapping that was stored; raises ``ValueError`` for anything else."""
        try:
            data = json.loads(text)
            return Mapping(tuple(_table(each) for each in data["tables"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("không phải bản ghi nhớ cột") from error


def _table(data: Dict[str, Any]) -> TableMapping:
    columns = tuple(
        ColumnMapping(
            int(each["column"]),
            str(each["heading"]),
            Field(each["field"]),
            str(each["option"]),
            float(each["confidence"]),
            str(each["reason"]),
        )
        for each in data["columns"]
    )
    chosen = bool(data.get("list_chosen", False))
    return TableMapping(str(data["fingerprint"]), columns, ListCode(data["list"]), list_chosen=chosen)


def fingerprint(paths: Sequence[tuple[str, ...]]) -> str:
    """The same for the same headings in the same order, however they are spelled, spaced or shifted on the sheet."""
    keys = [" > ".join(heading_key(each) for each in path) for path in paths if path]
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def remembered(known: TableMapping, paths: Dict[int, tuple[str, ...]], profiles: Dict[int, Profile]) -> TableMapping:
    """A remembered mapping laid over the columns of this table: the n-th heading is the n-th heading."""
    named = [each for each in sorted(paths) if paths[each]]
    said = [each for each in known.columns if each.heading]
    columns = [
        replace(
            each, column=column, month_first=_order(each.field, profiles.get(column)), reason="đã ghi nhớ từ lần trước"
        )
        for each, column in zip(said, named, strict=True)
    ]
    columns.extend(ColumnMapping(each, "", Field.UNKNOWN) for each in paths if not paths[each])
    return replace(known, columns=tuple(sorted(columns, key=lambda each: each.column)), remembered=True)


def recognise(
    paths: Dict[int, tuple[str, ...]], profiles: Dict[int, Profile], *, title_list: ListCode = ListCode.NONE
) -> TableMapping:
    """The best mapping for columns (index -> headings from the top) with these contents."""
    candidates = {column: _candidates(column, path, paths, profiles) for column, path in paths.items()}
    chosen: dict[int, Guess] = {}
    taken: dict[Field, int] = {}
    for column in sorted(candidates, key=lambda each: -max((g.confidence for g in candidates[each]), default=0.0)):
        chosen[column] = _pick(candidates[column], taken, column)
    columns = tuple(
        ColumnMapping(
            column,
            " › ".join(path),
            chosen[column].field,
            chosen[column].option,
            round(chosen[column].confidence, 3),
            chosen[column].reason,
            _order(chosen[column].field, profiles.get(column)),
        )
        for column, path in sorted(paths.items())
    )
    ordered = [paths[each] for each in sorted(paths)]
    return TableMapping(fingerprint(ordered), columns, title_list)


def _order(field: Field, found: Profile | None) -> str:
    days = ("day" in EXPECTED.get(field, ())) or field in (Field.DETECTED_ON, Field.SEX_MARK, Field.FIRST_USED)
    return month_first(found) if days and found is not None else ""


def _pick(candidates: list[Guess], taken: dict[Field, int], column: int) -> Guess:
    for each in candidates:
        if each.confidence < _ENOUGH:
            break
        if each.field in _MANY or each.field not in taken:
            taken.setdefault(each.field, column)
            return each
    if candidates and candidates[0].field in taken and candidates[0].confidence >= _ENOUGH:
        other = letter(taken[candidates[0].field])
        says = f"giống cột {other} ({label(candidates[0].field)}), mỗi loại chỉ lấy một cột"
        return Guess(Field.UNKNOWN, "", 0.0, says)
    return Guess(Field.UNKNOWN, "", 0.0, "không nhận ra từ tiêu đề và nội dung")


def _candidates(
    column: int, path: tuple[str, ...], paths: Dict[int, tuple[str, ...]], profiles: Dict[int, Profile]
) -> list[Guess]:
    found = profiles.get(column) or Profile()
    beside = frozenset(heading_key(other[-1]) for at, other in paths.items() if at != column and other)
    named = [_weighed(each, found) for each in guesses(path, beside)]
    if named and max(each.confidence for each in named) >= _ENOUGH:
        return sorted(named, key=lambda each: -each.confidence)
    return sorted((*named, *_from_content(found)), key=lambda each: -each.confidence)


def _weighed(guess: Guess, found: Profile) -> Guess:
    """A guess from a heading, stronger or weaker by what the cells look like."""
    kinds = EXPECTED.get(guess.field)
    if kinds is None or not found.filled:
        return guess
    share = found.share(*kinds)
    if share >= _AGREES:
        return replace(guess, confidence=min(0.99, guess.confidence + 0.04), reason=f"{guess.reason}, nội dung khớp")
    if share < _CONTRADICTS and found.filled >= _FEW and _other_kind(guess.field, found):
        reason = f"{guess.reason}, nhưng nội dung không giống {label(guess.field).lower()}"
        return replace(guess, confidence=guess.confidence * 0.5, reason=reason)
    return guess


def _other_kind(field: Field, found: Profile) -> bool:
    """Whether the cells plainly are something else, not only unusual."""
    return any(
        found.share(*kinds) >= max(share, _AGREES) for kinds, share, other, _, _ in _BY_CONTENT if other is not field
    )


def _from_content(found: Profile) -> list[Guess]:
    if found.filled < 2:
        return []
    if found.rising and found.share("small") >= 0.9:
        return [Guess(Field.ORDINAL, "", 0.6, "các ô là số thứ tự")]
    return [
        Guess(field, "", confidence, f"không có tiêu đề rõ, {words}")
        for kinds, needed, field, confidence, words in _BY_CONTENT
        if found.share(*kinds) >= needed
    ]
