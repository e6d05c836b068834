"""A report's content: put together from figures, what people wrote and formulas; read back; shown as text.

``content_of`` is what is signed, ``filled_of`` what checks and consolidation read, ``said`` what people see.
"""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from binhyen.kit.figures import number as number_text
from binhyen.monitoring.reporting.rules.cells import evaluated
from binhyen.monitoring.reporting.rules.figures import number, read, stored
from binhyen.monitoring.reporting.values.forms import NUMBERS, Cell, Filled, FormDefinition, Kind, Source
from binhyen.monitoring.reporting.values.reports import Content, Given

NOT_KNOWN = "chưa rõ"
YES, NO = "1", "0"
LONGEST = 500  # letters of an entered value
PER_CENT = 100


class NotReadable(Exception):
    """What was typed does not fit the cell; says what would."""


def typed(cell: Cell, text: str) -> str:
    """What somebody typed into an entered cell, as it is stored; "" for nothing. Raises ``NotReadable``."""
    plain = " ".join(text.split())
    if not plain:
        return ""
    if len(plain) > LONGEST:
        raise NotReadable(f"Chỉ ghi được {LONGEST} ký tự; phần dài hãy viết ở phần lời.")
    if cell.kind is Kind.DAY:
        return _day(plain)
    if cell.kind is Kind.YES_NO:
        return YES if plain.lower() in {YES, "có", "co"} else NO
    if cell.kind not in NUMBERS:
        return plain
    return _number(cell, plain)


def _number(cell: Cell, plain: str) -> str:
    share = cell.kind is Kind.PER_CENT
    body = plain.removesuffix("%").strip() if share else plain
    found = read(_dotted(body))
    if found is None or not set(body) <= set("0123456789.,- "):
        raise NotReadable("Hãy ghi số, ví dụ 12 hoặc 2,5. Không có thì ghi 0.")
    if found < 0:
        raise NotReadable("Số không được âm.")
    if cell.kind is Kind.WHOLE and found.denominator != 1:
        raise NotReadable("Ô này đếm từng cái, hãy ghi số nguyên.")
    return stored(found / PER_CENT if share else found) or ""


def _dotted(plain: str) -> str:
    """ "1.234,5" and "1 234" as people here write numbers, with a decimal point for the machine."""
    body = plain.replace(" ", "")
    if "," in body:
        return body.replace(".", "").replace(",", ".", 1)
    head, dot, tail = body.rpartition(".")
    thousands = dot and len(tail) == len("000") and head.replace(".", "").isdecimal() and not head.startswith("0")
    return body.replace(".", "") if thousands else body


def _day(plain: str) -> str:
    try:
        day, month, year = (int(part) for part in plain.replace("-", "/").split("/"))
        return date(year, month, day).isoformat()
    except ValueError:
        raise NotReadable("Hãy ghi ngày như 20/11/2026.") from None


def content_of(
    form: FormDefinition,
    *,
    figures: Mapping[str, list[int | None]],
    entered: Mapping[str, tuple[str, str]],
    words: Mapping[str, str],
    known_at: datetime | None,
) -> Content:
    """Everything the report says now: ``figures`` of its area, ``entered`` values and notes by place, words by block.

    A place nobody wrote at is None, not nought; a formula is known where all it rests on is.
    """
    held = evaluated(form, _numbers(form, figures, entered))
    cells = {}
    for cell in form.cells():
        value, note = entered.get(cell.ref, ("", ""))
        computed = cell.source is not Source.ENTERED
        kept = stored(held.get(cell.ref)) if computed else value or None
        cells[cell.ref] = Given(value=kept, source=cell.source, note=note)
    notes = {
        block.code: Given(value=None, source=Source.ENTERED, note=note)
        for block in form.blocks()
        if (note := entered.get(block.code, ("", ""))[1])
    }  # an answer to a question about words
    places = [*(one.code for one in form.blocks()), *(one.code for one in form.lists())]
    return Content(
        form=form.key, cells=cells | notes, words={code: words.get(code, "") for code in places},
        known_at=known_at if any(cell.source is Source.FIGURE for cell in form.cells()) else None,
    )  # fmt: skip


def _numbers(
    form: FormDefinition, figures: Mapping[str, list[int | None]], entered: Mapping[str, tuple[str, str]]
) -> dict[str, Fraction | None]:
    """Numbers formulas rest on: figures, and what people typed."""
    numbers: dict[str, Fraction | None] = {}
    for cell in form.cells():
        if cell.source is Source.FIGURE:
            numbers[cell.ref] = number(cell, figures)
        elif cell.source is Source.ENTERED and cell.kind in NUMBERS:
            numbers[cell.ref] = read(entered.get(cell.ref, ("", ""))[0])
    return numbers


def filled_of(form: FormDefinition, content: Content) -> Filled:
    """As checks, detectors and consolidation read it."""
    numbers: dict[str, Fraction | None] = {}
    texts: dict[str, str] = {}
    for cell in form.cells():
        given = content.cells.get(cell.ref)
        value = given.value if given else None
        if cell.kind in NUMBERS:
            numbers[cell.ref] = read(value)
        elif value:
            texts[cell.ref] = value
    notes = {place: one.note for place, one in content.cells.items() if one.note}
    return Filled(numbers=numbers, texts=texts, words=dict(content.words), notes=notes)


def said(cell: Cell, value: str | None) -> str:
    """A stored value as people read it: on the page and on paper alike. "" for an entered cell nobody wrote in."""
    if value is None or value == "":
        return "" if cell.source is Source.ENTERED else NOT_KNOWN
    if cell.kind is Kind.DAY:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if cell.kind is Kind.YES_NO:
        return "Có" if value == YES else "Không"
    found = read(value) if cell.kind in NUMBERS else None
    if found is None:
        return value
    if cell.kind is Kind.PER_CENT:
        return f"{number_text(round(float(found * PER_CENT), 1))} %"
    return number_text(float(found)).replace("-", "−")


def as_typed(cell: Cell, value: str) -> str:
    """A stored value as it stands in the field of a form, so that ``typed`` reads it back."""
    if cell.kind is Kind.DAY:
        return said(cell, value)
    if cell.kind is Kind.PER_CENT and value:
        return said(cell, value).removesuffix(" %")
    found = read(value) if cell.kind in NUMBERS else None
    return (stored(found) or "").replace(".", ",") if found is not None else value
