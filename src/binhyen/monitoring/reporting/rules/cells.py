"""Formulas over the cells of a report: + - * /, brackets, SUM. Exact; what is not known stays not known.

``[row.column]`` is a cell, ``[.column]`` the same row's, ``[row.]`` the same column's, ``SUM([a.x]:[d.x])`` all cells
between two of one column, or of one row. Nothing else is understood, and nothing is ever executed.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from binhyen.monitoring.reporting.values.forms import Cell, FormDefinition, Numbers, Section, Source

LONGEST, DEEPEST = 1000, 20
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|\[([a-z0-9_]*\.[a-z0-9_]*)\]|(SUM)\b|([-+*/():,]))")


class FormulaError(ValueError):
    """The formula cannot be read. Says why, in words for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction


@dataclass(frozen=True, slots=True)
class Ref:
    address: str


@dataclass(frozen=True, slots=True)
class Range:
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Binary:
    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Sum:
    parts: tuple["Node", ...]


type Node = Number | Ref | Range | Binary | Sum


@lru_cache(maxsize=20_000)
def parse(text: str) -> Node:
    """The tree of a formula. Raises ``FormulaError``."""
    if len(text) > LONGEST:
        raise FormulaError(f"công thức dài quá {LONGEST} ký tự")
    reader = _Reader(_tokens(text))
    found = reader.sum()
    if reader.token is not None:
        raise FormulaError(f"thừa “{reader.token[1]}” trong công thức")
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise FormulaError(f"không hiểu “{text[place : place + 12].strip()}” trong công thức")
        kind = ("NUMBER", "REF", "SUM", "SIGN")[(match.lastindex or 1) - 1]
        found.append((kind, match.group(match.lastindex or 1)))
        place = match.end()
    return found


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: Sequence[tuple[str, str]]) -> None:
        self.tokens, self.place, self.depth = tokens, 0, 0

    @property
    def token(self) -> tuple[str, str] | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def took(self, *signs: str) -> str:
        """The sign that stands here, where it is one of those."""
        token = self.token
        if token is None or token[0] != "SIGN" or token[1] not in signs:
            return ""
        self.place += 1
        return token[1]

    def must(self, sign: str) -> None:
        if not self.took(sign):
            raise FormulaError(f"thiếu “{sign}” trong công thức")

    def sum(self) -> Node:
        return self._chain(self._product, "+", "-")

    def _product(self) -> Node:
        return self._chain(self._one, "*", "/")

    def _chain(self, part: Callable[[], Node], *signs: str) -> Node:
        found = part()
        while sign := self.took(*signs):
            found = Binary(sign, found, part())
        return found

    def _one(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError("công thức lồng quá sâu")
        found = self._bare()
        self.depth -= 1
        return found

    def _bare(self) -> Node:
        if self.took("-"):
            return Binary("-", Number(Fraction(0)), self._one())
        if self.took("("):
            found = self.sum()
            self.must(")")
            return found
        token = self.token
        if token is None or token[0] == "SIGN":
            raise FormulaError("công thức chưa viết hết")
        self.place += 1
        if token[0] == "NUMBER":
            return Number(Fraction(token[1]))
        return Ref(token[1]) if token[0] == "REF" else self._sum_of()

    def _sum_of(self) -> Node:
        self.must("(")
        parts = [self._part()]
        while self.took(","):
            parts.append(self._part())
        self.must(")")
        return Sum(tuple(parts))

    def _part(self) -> Node:
        found = self.sum()
        if isinstance(found, Ref) and self.took(":"):
            last = self._one()
            if not isinstance(last, Ref):
                raise FormulaError("sau dấu “:” phải là một ô")
            return Range(found.address, last.address)
        return found


def absolute(text: str, *, row: str, column: str) -> str:
    """The formula with whole addresses, as it stands in the cell of that row and column."""

    def whole(match: re.Match[str]) -> str:
        return f"[{match[1] or row}.{match[2] or column}]"

    return re.sub(r"\[([a-z0-9_]*)\.([a-z0-9_]*)\]", whole, text)


def between(section: Section, first: str, last: str) -> tuple[str, ...]:
    """Addresses of the places from one to another in a column or a row of a table, also where there is no cell."""
    (row, column), (to_row, to_column) = first.split("."), last.split(".")
    rows = [one.code for one in section.rows if not one.heading]
    columns = [one.code for one in section.columns]
    if row not in rows or to_row not in rows or column not in columns or to_column not in columns:
        raise FormulaError(f"không có ô [{first}] hoặc [{last}]")
    if column == to_column:
        low, high = sorted((rows.index(row), rows.index(to_row)))
        return tuple(f"{code}.{column}" for code in rows[low : high + 1])
    if row != to_row:
        raise FormulaError("“:” chỉ nối hai ô cùng hàng hoặc cùng cột")
    low, high = sorted((columns.index(column), columns.index(to_column)))
    return tuple(f"{row}.{code}" for code in columns[low : high + 1])


def spelled(text: str, section: Section) -> str:
    """The formula with its ranges written out, so that it can be computed without the table."""
    pattern = re.compile(r"\[([a-z0-9_.]+)\]\s*:\s*\[([a-z0-9_.]+)\]")
    return pattern.sub(lambda match: ", ".join(f"[{one}]" for one in between(section, match[1], match[2])), text)


def refs(node: Node) -> Iterator[str]:
    """Addresses a formula reads, in its order."""
    match node:
        case Ref(address):
            yield address
        case Range(first, last):
            yield from (first, last)
        case Binary(_, left, right):
            yield from refs(left)
            yield from refs(right)
        case Sum(parts):
            for part in parts:
                yield from refs(part)


def value(node: Node, numbers: Numbers) -> Fraction | None:
    """What a formula comes to; None where something it reads is not known, or where nothing stands under the line."""
    match node:
        case Number(found):
            return found
        case Ref(address):
            return numbers.get(address)
        case Binary(sign, left, right):
            return _joined(sign, value(left, numbers), value(right, numbers))
        case Sum(parts):
            known = [one for one in (value(part, numbers) for part in parts) if one is not None]
            return sum(known, Fraction(0)) if len(known) == len(parts) else None
    raise FormulaError("khoảng ô chỉ đứng trong SUM(…) và phải viết rõ")


def _joined(sign: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None or (sign == "/" and right == 0):
        return None
    if sign == "/":
        return left / right
    return {"+": left + right, "-": left - right, "*": left * right}[sign]


class CircleError(FormulaError):
    """Formulas that wait for each other."""


def ordered(cells: Mapping[str, Cell]) -> list[str]:
    """Addresses of cells with a formula, each after those it reads. Raises ``CircleError``."""
    reads = {
        address: [one for one in refs(parse(cell.formula)) if one in cells and cells[one].source is Source.FORMULA]
        for address, cell in cells.items()
        if cell.source is Source.FORMULA
    }
    done: dict[str, bool] = {}  # False while it is being looked at
    found: list[str] = []
    for start in reads:
        stack = [(start, iter(reads[start]))] if start not in done else []
        done.setdefault(start, False)
        while stack:
            address, waiting = stack[-1]
            after = next((one for one in waiting if not done.get(one, False)), None)
            if after is None:
                done[address] = True
                found.append(address)
                stack.pop()
            elif after in done:
                raise CircleError(f"các ô [{after}] và [{address}] chờ nhau: công thức đi vòng")
            else:
                done[after] = False
                stack.append((after, iter(reads[after])))
    return found


def evaluated(form: FormDefinition, numbers: Numbers) -> dict[str, Fraction | None]:
    """All numbers of a report: those given, and those its formulas come to. What is not given is not known."""
    cells = {cell.ref: cell for cell in form.cells()}
    found = {address: number for address, number in numbers.items() if address in cells}
    for address in ordered(cells):
        found[address] = value(parse(cells[address].formula), found)
    return found
