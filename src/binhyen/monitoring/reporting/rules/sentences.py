"""The words of many reports as one: what stands out, what is slow, what is in the way. No sentence without its origin.

Nothing is rewritten: a sentence is what a unit wrote, or is made of numbers of the reports by the patterns here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from binhyen.kit.vietnamese.text import clean, search_key
from binhyen.monitoring.indicators.rules.dictionary import dictionary
from binhyen.monitoring.reporting.rules.checks import amount
from binhyen.monitoring.reporting.rules.totals import of_areas
from binhyen.monitoring.reporting.values.consolidated import From, Handed, Missing, Origin, Sentence, Total
from binhyen.monitoring.reporting.values.forms import Block, Cell, FormDefinition, Gather, Source, Span

NAMED = 3  # units a sentence of numbers names
TOLD = 8  # sentences of numbers under "nổi bật"
HEADINGS = {
    Gather.HIGHLIGHT: "Kết quả nổi bật", Gather.SLOW: "Việc chậm", Gather.DIFFICULTY: "Khó khăn, vướng mắc",
    Gather.PROPOSAL: "Đề xuất, kiến nghị", Gather.NEXT: "Việc kỳ tới", Gather.OTHER: "Nội dung khác",
}  # fmt: skip
_NOTHING = {"khong", "khong co", "khong co gi", "chua co", "chua phat sinh", "khong phat sinh", "co ban khong"}
_GAP = re.compile(r"(?<=[.!?;])[ \t]+")
_SHORT = re.compile(r"(?:^|\s)[^\W\d_a-z]{1,3}\.$")  # "TP. Lào Cai"
_BULLET = re.compile(r"^(?:[-+*•–]|\d{1,2}[.)]|[a-zđ]\))\s*")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, bullets taken off; "Không có" and the like are none."""
    for piece in (piece for line in clean(text).splitlines() for piece in _pieces(line)):
        said = _BULLET.sub("", piece.strip()).strip(" ;")
        if said and search_key(said).strip(" .") not in _NOTHING:
            yield said


def _pieces(line: str) -> list[str]:
    """A line cut where a sentence ends: not before a small letter, not after an abbreviation."""
    found: list[str] = []
    for piece in _GAP.split(line):
        if found and (piece[:1].islower() or _SHORT.search(found[-1])):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def of_words(form: FormDefinition, handed: Sequence[Handed]) -> list[Sentence]:
    """What the units wrote, by heading; one sentence several wrote stands once, with all of them."""
    found: dict[tuple[Gather, str], tuple[str, list[Origin]]] = {}
    for block in form.blocks():
        for one in handed:
            for said in sentences(one.filled.words.get(block.code, "")):
                _add(found, block, said, one)
    return [Sentence(gather, said, tuple(origins)) for (gather, _), (said, origins) in found.items()]


def _add(found: dict[tuple[Gather, str], tuple[str, list[Origin]]], block: Block, said: str, one: Handed) -> None:
    _, origins = found.setdefault((block.gather, search_key(said)), (said, []))
    origin = Origin(From.BLOCK, one.report, block.code, one.name)
    if origin not in origins:
        origins.append(origin)


def of_numbers(form: FormDefinition, handed: Sequence[Handed], totals: Mapping[str, Total]) -> list[Sentence]:
    """What the numbers say: how many in all, against the period before, and in which units most."""
    standing = of_areas(handed)
    said = []
    for cell in form.cells():
        total = totals.get(cell.ref)
        if total is not None and total.value and _happens(cell):
            units = standing if cell.source is Source.FIGURE else handed
            said.append(_counted(form, cell, total.value, totals, units))
    return said[:TOLD]


def _happens(cell: Cell) -> bool:
    """Whether a cell counts what happened in the period."""
    if cell.span is not Span.PERIOD:
        return False
    if cell.source is Source.ENTERED:
        return True
    entry = dictionary().entries.get(cell.indicator)
    return cell.source is Source.FIGURE and entry is not None and entry.period == "FLOW" and entry.show == "COUNT"


def _counted(
    form: FormDefinition, cell: Cell, value: Fraction, totals: Mapping[str, Total], handed: Sequence[Handed]
) -> Sentence:
    most = sorted(
        ((number, one) for one in handed if (number := one.filled.numbers.get(cell.ref))),
        key=lambda pair: (-pair[0], pair[1].name),
    )[:NAMED]
    text = f"{_subject(form, cell)}: {amount(value)} {cell.unit}".rstrip() + _moved(form, cell, value, totals, handed)
    if len(handed) > 1 and most:
        text += "; nhiều nhất: " + ", ".join(f"{one.name} ({amount(number)})" for number, one in most)
    origins = tuple(Origin(From.CELL, one.report, cell.ref, one.name) for _, one in most)
    return Sentence(Gather.HIGHLIGHT, f"{text}.", origins)


def _subject(form: FormDefinition, cell: Cell) -> str:
    """What a cell counts, with the words of its column where columns speak of different people."""
    section = next(section for section in form.sections if any(row.code == cell.row for row in section.rows))
    title = next(row.title for row in section.rows if row.code == cell.row)
    column = next(column for column in section.columns if column.code == cell.column)
    return f"{title} ({column.title.lower()})" if column.of else title


def _moved(
    form: FormDefinition, cell: Cell, value: Fraction, totals: Mapping[str, Total], handed: Sequence[Handed]
) -> str:
    """Against the period before, where the same units say both."""
    before = next(
        (one.ref for one in form.cells() if one.row == cell.row and one.span in {Span.BEFORE, Span.YEAR_BEFORE}), ""
    )
    then = totals.get(before)
    both = all((one.filled.numbers.get(before) is None) == (one.filled.numbers.get(cell.ref) is None) for one in handed)
    if then is None or then.value is None or not both:
        return ""
    change = value - then.value
    if not change:
        return ", không đổi so với kỳ so sánh"
    return f", {'tăng' if change > 0 else 'giảm'} {amount(abs(change))} so với kỳ so sánh"


def of_lateness(handed: Sequence[Handed], missing: Sequence[Missing]) -> list[Sentence]:
    """Who sent late, who has not sent: the excused said as such."""
    late = [one for one in handed if one.minutes_late and not one.excused]
    excused = [one for one in handed if one.minutes_late and one.excused]
    silent = [one for one in missing if not one.excused]
    allowed = [one for one in missing if one.excused]
    told = (
        ("gửi báo cáo muộn", late), ("gửi muộn, có lý do được chấp nhận", excused),
        ("chưa gửi báo cáo, nên không có trong số liệu", silent),
        ("chưa gửi, có lý do được chấp nhận, nên không có trong số liệu", allowed),
    )  # fmt: skip
    return [
        Sentence(
            Gather.SLOW,
            f"{len(group)} đơn vị {words}: {', '.join(one.name for one in group)}.",
            tuple(Origin(From.REPORT, one.report, "", one.name) for one in group),
        )  # fmt: skip
        for words, group in told
        if group
    ]
