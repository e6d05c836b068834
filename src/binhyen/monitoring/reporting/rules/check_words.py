"""Checks of a form as people say them: cells by their names, sums of cells; and what people pick, as formulas."""

from collections.abc import Iterator, Mapping, Sequence

from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.reporting.rules.cells import Binary, FormulaError, Node, Range, Ref, Sum, parse
from binhyen.monitoring.reporting.rules.checks import titles
from binhyen.monitoring.reporting.values.forms import (
    NUMBERS,
    Check,
    CheckKind,
    FormDefinition,
    Section,
    SectionKind,
    Source,
)

VERBS = {
    CheckKind.STOCK: "phải bằng", CheckKind.PARTS: "phải bằng", CheckKind.EQUAL: "phải bằng",
    CheckKind.AT_MOST: "không được lớn hơn",
}  # fmt: skip
EACH = "từng cột"
type Terms = list[tuple[int, str]]  # sign and place, "row.column" or "row." for every column


class UnknownPlace(ValueError):
    """A name that is none of the form's cells; the message says what to do."""


def place_names(form: FormDefinition) -> dict[str, str]:
    """What a check may speak of, by place: each cell of a number, and each row with all its columns."""
    names, found = titles(form), {}
    for section in (one for one in form.sections if one.kind is SectionKind.TABLE):
        counted = {one.code for one in section.columns if not one.formula}
        for row in section.rows:
            cells = [one for one in section.cells if one.row == row.code and one.kind in NUMBERS]
            if sum(one.column in counted for one in cells) > 1:
                found[f"{row.code}."] = f"{row.title}: {EACH}"
            found |= {one.ref: names[one.ref] for one in cells if one.source is not Source.FORMULA or one.formula}
    return _apart(found)


def _apart(found: Mapping[str, str]) -> dict[str, str]:
    """Names that are the same are told apart by their address."""
    seen: dict[str, int] = {}
    for name in found.values():
        seen[search_key(name)] = seen.get(search_key(name), 0) + 1
    return {place: f"{name} [{place}]" if seen[search_key(name)] > 1 else name for place, name in found.items()}


def place_of(form: FormDefinition, text: str) -> str:
    """The place a name means; tones and capitals do not matter. Raises ``UnknownPlace``."""
    wanted = search_key(text)
    for place, name in place_names(form).items():
        if search_key(name) == wanted or text.strip().strip("[]") == place:
            return place
    raise UnknownPlace(f"Mẫu không có ô “{text.strip()}”. Hãy chọn trong danh sách hiện ra khi gõ.")


def said(form: FormDefinition, check: Check) -> str:
    """The check in one sentence."""
    names = place_names(form)
    left = _named(names, check.left.strip().strip("[]"))
    try:
        terms = terms_of(form, check.right)
    except FormulaError:
        terms = None
    right = check.right if terms is None else _sum(names, terms)
    return f"{left} {VERBS[check.kind]} {right}"


def _named(names: Mapping[str, str], place: str) -> str:
    return f"“{names.get(place, place)}”"


def _sum(names: Mapping[str, str], terms: Terms) -> str:
    words = [f"{'+' if sign > 0 else '−'} {_named(names, place)}" for sign, place in terms]
    return " ".join(words).removeprefix("+ ")


def terms_of(form: FormDefinition, formula: str) -> Terms | None:
    """A sum as its places with their signs; None for a formula that is more than a sum. Raises ``FormulaError``."""
    rows = {row.code: section for section in form.sections for row in section.rows}
    try:
        return list(_terms(parse(formula), 1, rows))
    except LookupError:
        return None


def _terms(node: Node, sign: int, rows: Mapping[str, Section]) -> Iterator[tuple[int, str]]:
    """Raises ``LookupError`` for what is no sum of places."""
    match node:
        case Ref(address):
            yield sign, address
        case Range(first, last):
            yield from ((sign, place) for place in _between(first, last, rows))
        case Binary("+" | "-" as way, left, right):
            yield from _terms(left, sign, rows)
            yield from _terms(right, sign if way == "+" else -sign, rows)
        case Sum(parts):
            for part in parts:
                yield from _terms(part, sign, rows)
        case _:
            raise LookupError("no sum of places")


def _between(first: str, last: str, rows: Mapping[str, Section]) -> Sequence[str]:
    """Places from one to another in one row, or in one column, also of no column named: "each of them".

    Raises ``LookupError`` where one of them is no longer there.
    """
    (row, column), (to_row, to_column) = first.split("."), last.split(".")
    section = rows[row]
    down = column == to_column
    codes = [one.code for one in section.rows if not one.heading] if down else [one.code for one in section.columns]
    try:
        low, high = sorted(codes.index(one) for one in ((row, to_row) if down else (column, to_column)))
    except ValueError as gone:
        raise LookupError("no such place") from gone
    inside = codes[low : high + 1]
    return [f"{code}.{column}" for code in inside] if down else [f"{row}.{code}" for code in inside]


def formula_of(plus: Sequence[str], minus: Sequence[str]) -> str:
    """The sum of places as a formula."""
    words = [*(f"+ [{place}]" for place in plus), *(f"- [{place}]" for place in minus)]
    return " ".join(words).removeprefix("+ ")
