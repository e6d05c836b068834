"""What a frozen report says, as numbers, texts and words."""

from fractions import Fraction

from binhyen.monitoring.reporting.rules.cells import number
from binhyen.monitoring.reporting.values.forms import NUMBERS, Filled, FormDefinition
from binhyen.monitoring.reporting.values.reports import Content


def filled(form: FormDefinition, content: Content) -> Filled:
    """The report as checks and consolidation read it. A number that is not there is not known."""
    numbers: dict[str, Fraction | None] = {}
    texts: dict[str, str] = {}
    for cell in form.cells():
        given = content.cells.get(cell.ref)
        if given is None:
            continue
        if cell.kind in NUMBERS:
            numbers[cell.ref] = number(given.value)
            if numbers[cell.ref] is None and given.value:
                texts[cell.ref] = given.value  # what was typed is no number
        elif given.value:
            texts[cell.ref] = given.value
    notes = {ref: given.note for ref, given in content.cells.items() if given.note}
    return Filled(numbers=numbers, texts=texts, words=content.words, notes=notes)
