"""Looking at one report: is it whole, do its numbers fit each other, the period before, other units, other reports.

What does not fit is either mended or explained with a note; what is only unusual is asked. Pure functions on values.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import sqrt
from statistics import median

from binhyen.foundation.access.values import COMMUNE_CODE
from binhyen.kit.figures import number as shown
from binhyen.monitoring.indicators.rules.dictionary import dictionary
from binhyen.monitoring.reporting.rules.cells import evaluated, parse, refs, value
from binhyen.monitoring.reporting.rules.forms import sides
from binhyen.monitoring.reporting.values.consolidated import Spread
from binhyen.monitoring.reporting.values.findings import Finding, Looked, Other, Weight
from binhyen.monitoring.reporting.values.forms import (
    NUMBERS,
    Cell,
    Check,
    CheckKind,
    Filled,
    FormDefinition,
    Kind,
    Numbers,
    Row,
    Source,
    Span,
)

LEAST_CHANGE, UNUSUAL_CHANGE = 5, 3.0  # counts; standard deviations of the difference of two counts
LEAST_UNITS, UNUSUAL_UNIT = 8, 3.5  # Iglewicz and Hoaglin's bound of the modified z-score
_TO_SIGMA, _MEAN_TO_SIGMA = 1.4826, 1.2533  # of the median, the mean of absolute deviations
WORDS = {
    CheckKind.STOCK: "Cuối kỳ phải bằng đầu kỳ + vào − ra",
    CheckKind.PARTS: "Các phần cộng lại phải bằng tổng",
    CheckKind.EQUAL: "Hai số phải bằng nhau",
    CheckKind.AT_MOST: "Số này không được lớn hơn số kia",
}
MEND = {
    CheckKind.STOCK: "Mở số vào, số ra để xem thiếu sự kiện nào trong sổ; ghi bổ sung ở hồ sơ, hoặc giải thích.",
    CheckKind.PARTS: "Xem người nào chưa xếp vào phần nào; sửa ở hồ sơ, hoặc giải thích.",
    CheckKind.EQUAL: "Xem lại hai số, hoặc giải thích vì sao khác.",
    CheckKind.AT_MOST: "Xem lại hai số, hoặc giải thích vì sao.",
}


def titles(form: FormDefinition) -> dict[str, str]:
    """What each cell and block is called: "Người nghiện, đầu kỳ"."""
    found = {block.code: block.title for block in form.blocks()}
    found |= {section.code: section.title for section in form.lists()}
    for section in form.sections:
        rows: Mapping[str, Row] = {row.code: row for row in section.rows}
        columns = {column.code: column.title for column in section.columns}
        for cell in section.cells:
            alone = len(section.columns) == 1
            found[cell.ref] = (
                rows[cell.row].title if alone else f"{rows[cell.row].title}: {columns[cell.column].lower()}"
            )
    return found


def whole(form: FormDefinition, filled: Filled) -> Iterator[Finding]:
    """What is missing, and what cannot be. A figure that is not known is explained: nobody types it."""
    names = titles(form)
    for cell in form.cells():
        if cell.source is Source.ENTERED:
            yield from _entered(cell, names[cell.ref], filled)
        elif cell.source is Source.FIGURE and cell.span is Span.PERIOD and filled.numbers.get(cell.ref) is None:
            yield Finding(
                looked=Looked.MISSING, weight=Weight.EXPLAIN, words=f"Hệ thống chưa có số: {names[cell.ref].lower()}.",
                mend="Ghi ở phần giải thích vì sao chưa có, hoặc bổ sung dữ liệu gốc.", places=(cell.ref,),
            )  # fmt: skip
    for block in form.blocks():
        if block.required and not filled.words.get(block.code, "").strip():
            yield Finding(
                looked=Looked.MISSING, weight=Weight.MUST, words=f"Chưa viết: {block.title.lower()}.",
                mend="Viết vài câu; không có gì thì ghi “Không có”.", places=(block.code,),
            )  # fmt: skip


def _entered(cell: Cell, name: str, filled: Filled) -> Iterator[Finding]:
    if cell.kind not in NUMBERS:
        if cell.required and not filled.texts.get(cell.ref, "").strip():
            yield _missing(cell, name)
        return
    number, typed = filled.numbers.get(cell.ref), filled.texts.get(cell.ref, "").strip()
    wrong = number is None if typed else False
    if number is not None:
        wrong = number < 0 or (cell.kind is Kind.WHOLE and number.denominator != 1)
    if wrong:
        yield Finding(
            looked=Looked.NOT_A_NUMBER, weight=Weight.MUST, places=(cell.ref,),
            words=f"{name}: phải là số{' nguyên' if cell.kind is Kind.WHOLE else ''}, không âm.",
            mend="Sửa lại số; không có thì ghi 0, chưa biết thì để trống và giải thích.",
        )  # fmt: skip
    elif number is None and cell.required:
        yield _missing(cell, name)


def _missing(cell: Cell, name: str) -> Finding:
    return Finding(
        looked=Looked.MISSING, weight=Weight.MUST, words=f"Chưa ghi: {name.lower()}.",
        mend="Ghi vào; không có thì ghi 0.", places=(cell.ref,),
    )  # fmt: skip


def identities(form: FormDefinition, numbers: Numbers) -> Iterator[Finding]:
    """Checks of the form that do not hold. Where a side is not known nothing is said: that is said elsewhere."""
    held = evaluated(form, numbers)
    names = titles(form)
    for check in form.checks:
        if not check.off:
            yield from _unfits(form, check, held, names)


def outcome(form: FormDefinition, check: Check, numbers: Numbers) -> tuple[bool | None, list[Finding]]:
    """Whether one check holds of a report, None where nothing of it is known; and what does not fit."""
    held = evaluated(form, numbers)
    found = list(_unfits(form, check, held, titles(form)))
    if found:
        return False, found
    both = [(value(parse(left), held), value(parse(right), held)) for _, left, right in sides(form, check)]
    return (True if any(one is not None and two is not None for one, two in both) else None), []


def _unfits(form: FormDefinition, check: Check, held: Numbers, names: Mapping[str, str]) -> Iterator[Finding]:
    for _, left, right in sides(form, check):
        one, two = value(parse(left), held), value(parse(right), held)
        if one is None or two is None or (one <= two if check.kind is CheckKind.AT_MOST else one == two):
            continue
        yield _unfit(check, names, one, two, tuple(dict.fromkeys([*refs(parse(left)), *refs(parse(right))])))


def _unfit(check: Check, names: Mapping[str, str], one: Fraction, two: Fraction, places: tuple[str, ...]) -> Finding:
    rule = check.words or WORDS[check.kind]
    said = f"{names[places[0]]} ghi {amount(one)}, tính ra {amount(two)}"
    if check.kind is CheckKind.AT_MOST:
        said = f"{names[places[0]]} là {amount(one)}, nhiều hơn {amount(two)}"
    return Finding(
        looked=Looked.IDENTITY, weight=Weight.EXPLAIN, words=f"{rule}: {said}, lệch {amount(abs(one - two))}.",
        mend=check.mend or MEND[check.kind], places=places,
    )  # fmt: skip


def amount(number: Fraction) -> str:
    """A number as people here write it."""
    return shown(float(number))


def _counts(form: FormDefinition) -> Iterator[Cell]:
    """Cells whose own value is worth comparing: of the period itself, counted or written, no formula."""
    for cell in form.cells():
        if cell.source is not Source.FORMULA and cell.span is Span.PERIOD and cell.kind in NUMBERS:
            yield cell


def unusual_change(now: Fraction, before: Fraction) -> bool:
    """Whether two counts differ by more than chance lets counts of that size differ."""
    change, both = abs(now - before), now + before
    return change >= LEAST_CHANGE and both > 0 and float(change) / sqrt(float(both)) > UNUSUAL_CHANGE


def against_before(form: FormDefinition, now: Numbers, before: Numbers) -> Iterator[Finding]:
    """Numbers that moved more than counts move by themselves since the period before."""
    names = titles(form)
    for cell in _counts(form):
        one, two = now.get(cell.ref), before.get(cell.ref)
        if one is not None and two is not None and unusual_change(one, two):
            way = "tăng" if one > two else "giảm"
            yield Finding(
                looked=Looked.BEFORE, weight=Weight.ASK, places=(cell.ref,),
                words=f"{names[cell.ref]}: {amount(one)}, kỳ trước {amount(two)}, {way} {amount(abs(one - two))}. "
                "Vì sao?",
                mend="Ghi nguyên nhân vào phần giải thích của ô này.",
            )  # fmt: skip


def against_units(
    form: FormDefinition, numbers: Numbers, spreads: Mapping[str, Spread], size: Fraction | None, among: str
) -> Iterator[Finding]:
    """Numbers of a unit far from where those of all units lay when they were last put together, ``among`` in words."""
    names = titles(form)
    for cell in _counts(form):
        spread, number = spreads.get(cell.ref), numbers.get(cell.ref)
        if spread is None or number is None or number < 0 or (spread.by_size and not size):
            continue
        far = _apart(spread, level(number, size if spread.by_size else None))
        if abs(far) > UNUSUAL_UNIT:
            yield _far(cell, names[cell.ref], far, spread.centre, by_size=spread.by_size, among=among)


def compared(form: FormDefinition, numbers: Numbers, *, area: str) -> Numbers:
    """What is compared with other units: of an office of the province what it wrote, not the province's figures."""
    if len(area) == COMMUNE_CODE:
        return numbers
    written = {cell.ref for cell in form.cells() if cell.source is Source.ENTERED}
    return {ref: number for ref, number in numbers.items() if ref in written}


def spreads(form: FormDefinition, units: Mapping[str, Numbers], sizes: Mapping[str, Fraction]) -> dict[str, Spread]:
    """How the numbers of all units lie, by cell."""
    found: dict[str, Spread] = {}
    for cell in _counts(form):
        known = _known({key: numbers.get(cell.ref) for key, numbers in units.items()})
        spread = _spread(known, sizes)
        if spread is not None:
            found[cell.ref] = spread
    return found


def far_units(
    form: FormDefinition, units: Mapping[str, Numbers], sizes: Mapping[str, Fraction]
) -> dict[str, list[Finding]]:
    """Numbers of units far from those of all units in the same round, by unit."""
    names = titles(form)
    found: dict[str, list[Finding]] = {}
    for cell in _counts(form):
        held = {key: numbers[cell.ref] for key, numbers in units.items() if numbers.get(cell.ref) is not None}
        for unit, (apart, middle, by_size) in scores(held, sizes).items():
            if abs(apart) > UNUSUAL_UNIT:
                found.setdefault(unit, []).append(_far(cell, names[cell.ref], apart, middle, by_size=by_size))
    return found


def _far(
    cell: Cell, name: str, apart: float, middle: Fraction, *, by_size: bool, among: str = "các đơn vị khác"
) -> Finding:
    per = " trên một nghìn dân" if by_size else ""
    return Finding(
        looked=Looked.UNITS, weight=Weight.ASK, places=(cell.ref,),
        words=f"{name}{per} {'cao' if apart > 0 else 'thấp'} khác hẳn {among} "
        f"(mức giữa là {amount(middle)}). Số này đúng không?",
        mend="Nếu đúng, ghi ngắn gọn vì sao địa bàn mình khác; nếu chưa đúng, sửa ở nơi ghi số.",
    )  # fmt: skip


def scores(
    held: Mapping[str, Fraction | None], sizes: Mapping[str, Fraction]
) -> dict[str, tuple[float, Fraction, bool]]:
    """How far each unit lies from the middle, in robust standard deviations, with the middle; whether by size.

    Counts are looked at by their square roots, so that large units do not always stand out. Too few units, or units
    that are all alike: nothing.
    """
    known = _known(held)
    spread = _spread(known, sizes)
    if spread is None:
        return {}
    by_size = spread.by_size
    return {
        unit: (_apart(spread, level(number, sizes[unit] if by_size else None)), spread.centre, by_size)
        for unit, number in known.items()
    }


def level(number: Fraction, size: Fraction | None) -> Fraction:
    """A number of a unit, of a thousand people where its size is given."""
    return number * 1000 / size if size else number


def _known(held: Mapping[str, Fraction | None]) -> dict[str, Fraction]:
    return {unit: number for unit, number in held.items() if number is not None and number >= 0}


def _spread(known: Mapping[str, Fraction], sizes: Mapping[str, Fraction]) -> Spread | None:
    """None of too few units, or of units that are all alike."""
    if len(known) < LEAST_UNITS:
        return None
    by_size = all(sizes.get(unit, Fraction(0)) > 0 for unit in known)
    levels = [level(number, sizes[unit] if by_size else None) for unit, number in known.items()]
    roots = [sqrt(float(one)) for one in levels]
    middle = median(roots)
    apart = [abs(root - middle) for root in roots]
    spread = _TO_SIGMA * median(apart) or _MEAN_TO_SIGMA * sum(apart) / len(apart)
    return Spread(centre=median(levels), middle=middle, spread=spread, by_size=by_size) if spread else None


def _apart(spread: Spread, one: Fraction) -> float:
    """How far a level lies from the middle, in robust standard deviations."""
    return (sqrt(float(one)) - spread.middle) / spread.spread


def against_reports(
    form: FormDefinition, numbers: Numbers, *, start: date, end: date, others: Sequence[Other]
) -> Iterator[Finding]:
    """Where another report of the unit says another number of the same thing over the same days."""
    names = titles(form)
    mine = _by_meaning(form, numbers, start, end)
    for other in others:
        theirs = _by_meaning(other.form, other.filled.numbers, other.start, other.end)
        for key in mine.keys() & theirs.keys():
            (place, one), (_, two) = mine[key], theirs[key]
            if one != two:
                yield Finding(
                    looked=Looked.OTHER_REPORT, weight=Weight.EXPLAIN, places=(place,),
                    words=f"{names[place]}: ở đây {amount(one)}, còn “{other.name}” đã ghi {amount(two)}.",
                    mend="Số của hai báo cáo cùng kỳ phải như nhau: sửa một bên, hoặc giải thích.",
                )  # fmt: skip


type Meaning = tuple[str, str, date | None, date]


def _by_meaning(form: FormDefinition, numbers: Numbers, start: date, end: date) -> dict[Meaning, tuple[str, Fraction]]:
    """Known numbers by what they count, with the first place each stands at."""
    found: dict[Meaning, tuple[str, Fraction]] = {}
    for cell in _counts(form):
        held, key = numbers.get(cell.ref), _meant(cell, start, end)
        if held is not None and key is not None:
            found.setdefault(key, (cell.ref, held))
    return found


def _meant(cell: Cell, start: date, end: date) -> Meaning | None:
    """What a cell counts: of which days matters for what happened, only the last day for what stands."""
    entry = dictionary().entries.get(cell.indicator)
    if entry is None:
        return None
    return cell.indicator, cell.part, start if entry.period == "FLOW" else None, end


def answered(findings: Iterable[Finding], filled: Filled) -> list[Finding]:
    """Findings with the note that answers them, those still open first, the weightiest first."""
    found = [
        replace(one, answer=next((note for place in one.places[:1] if (note := filled.notes.get(place, ""))), ""))
        for one in findings
    ]
    order = [Weight.MUST, Weight.EXPLAIN, Weight.ASK]
    return sorted(found, key=lambda one: (not one.open, order.index(one.weight)))
