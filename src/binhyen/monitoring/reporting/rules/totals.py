"""Numbers of many reports put together. A report that is not in counts nowhere; what is not known is never zero."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from binhyen.foundation.access.values import COMMUNE_CODE
from binhyen.monitoring.reporting.rules.cells import ordered, parse, refs, value
from binhyen.monitoring.reporting.values.consolidated import Handed, Total
from binhyen.monitoring.reporting.values.forms import NUMBERS, Cell, FormDefinition, Kind, Source

YES = "1"  # as stored of a YES_NO cell


def totals(form: FormDefinition, handed: Sequence[Handed]) -> dict[str, Total]:
    """Each number of the form over all reports that are in.

    A figure of the register belongs to its area: it is counted once for each commune, and the whole province's own
    only where no commune reports. A share is that of the sums, over the units that know all it is made of.
    """
    cells = {cell.ref: cell for cell in form.cells()}
    standing = of_areas(handed)
    found: dict[str, Total] = {}
    for ref, cell in cells.items():
        if cell.source is not Source.FORMULA and (cell.kind in NUMBERS or cell.kind is Kind.YES_NO):
            found[ref] = _sum(_known(ref, standing if cell.source is Source.FIGURE else handed, cell))
    sums = {ref: total.value for ref, total in found.items()}
    for ref in ordered(cells):
        leaves = _leaves(ref, cells)
        if all(found[leaf].known == all_of(cells[leaf], handed, standing) for leaf in leaves):
            sums[ref] = value(parse(cells[ref].formula), sums)
            found[ref] = Total(sums[ref], min((found[leaf].known for leaf in leaves), default=0))
        else:
            found[ref] = _over_those_who_know(ref, leaves, cells, handed, standing)
            sums[ref] = found[ref].value
    return found


def all_of(cell: Cell, handed: Sequence[Handed], standing: Sequence[Handed]) -> int:
    """How many reports a number is of where all know it; ``standing`` are those of ``of_areas``."""
    return len(standing if cell.source is Source.FIGURE else handed)


def partly(form: FormDefinition, handed: Sequence[Handed], found: Mapping[str, Total]) -> set[str]:
    """Addresses of totals that some of the reports do not know."""
    standing = of_areas(handed)
    return {
        cell.ref for cell in form.cells()
        if cell.ref in found and not cell.formula and found[cell.ref].known < all_of(cell, handed, standing)
    }  # fmt: skip


def of_areas(handed: Sequence[Handed]) -> list[Handed]:
    """One report for each commune; the province's own where no commune reports."""
    communes = {one.area: one for one in reversed(handed) if len(one.area) == COMMUNE_CODE}
    if communes:
        return [one for one in handed if communes.get(one.area) is one]
    return list({one.area: one for one in reversed(handed)}.values())


def _known(ref: str, handed: Iterable[Handed], cell: Cell) -> list[Fraction]:
    if cell.kind is Kind.YES_NO:
        said = (one.filled.texts.get(ref) for one in handed)
        return [Fraction(1 if text == YES else 0) for text in said if text]
    numbers = (one.filled.numbers.get(ref) for one in handed)
    return [number for number in numbers if number is not None]


def _sum(known: Sequence[Fraction]) -> Total:
    whole = all(number.denominator == 1 for number in known)
    added = Fraction(sum(number.numerator for number in known)) if whole else sum(known, Fraction(0))
    return Total(added if known else None, len(known))


def _leaves(ref: str, cells: Mapping[str, Cell]) -> set[str]:
    """The cells without a formula that a formula is made of, however deep."""
    found: set[str] = set()
    waiting = [ref]
    while waiting:
        for one in refs(parse(cells[waiting.pop()].formula)):
            if cells[one].source is Source.FORMULA:
                waiting.append(one)
            else:
                found.add(one)
    return found


def _over_those_who_know(
    ref: str, leaves: set[str], cells: Mapping[str, Cell], handed: Sequence[Handed], standing: Sequence[Handed]
) -> Total:
    """The formula over the units that know every part of it: numerator and denominator speak of the same units."""
    figures = any(cells[leaf].source is Source.FIGURE for leaf in leaves)
    knowing = [
        one.filled.numbers for one in (standing if figures else handed)
        if all(one.filled.numbers.get(leaf) is not None for leaf in leaves)
    ]  # fmt: skip
    if not knowing:
        return Total(None, 0)
    sums: dict[str, Fraction | None] = {
        leaf: _sum([held[leaf] or Fraction(0) for held in knowing]).value for leaf in leaves
    }
    for one in ordered({name: cells[name] for name in _formulas(ref, cells)}):
        sums[one] = value(parse(cells[one].formula), sums)
    return Total(sums[ref], len(knowing))


def _formulas(ref: str, cells: Mapping[str, Cell]) -> set[str]:
    found, waiting = {ref}, [ref]
    while waiting:
        for one in refs(parse(cells[waiting.pop()].formula)):
            if cells[one].source is Source.FORMULA and one not in found:
                found.add(one)
                waiting.append(one)
    return found
