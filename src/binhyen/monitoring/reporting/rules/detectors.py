"""Signs of a report written for form's sake: copied, frozen, round, empty. Questions, never accusations.

Each has an innocent answer as well, so each is asked, shown to the unit first, and settled by a note.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from math import comb
from types import MappingProxyType

from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.indicators.rules.dictionary import dictionary
from binhyen.monitoring.reporting.rules.checks import amount, titles
from binhyen.monitoring.reporting.values.findings import Finding, Looked, Weight
from binhyen.monitoring.reporting.values.forms import NUMBERS, Cell, Filled, FormDefinition, Numbers, Source, Span

LEAST_NUMBERS = 3  # other than zero, that a copied report must hold
LEAST_WORDS, SHINGLE, ALIKE = 12, 4, 0.8  # words of a text; words in a row; share of them two texts have in common
COMMON = 25  # units; a run of words more of them share is a way of speaking, not a copy
FROZEN_PERIODS = 4
ROUND_FROM, ROUND_LEAST, ROUND_CHANCE = 10, 8, 0.001
NOTHING: Mapping[str, str] = MappingProxyType({})


def entered(form: FormDefinition) -> list[Cell]:
    """Cells a person writes a number into."""
    return [cell for cell in form.cells() if cell.source is Source.ENTERED and cell.kind in NUMBERS]


def copied(form: FormDefinition, now: Numbers, before: Numbers) -> Iterator[Finding]:
    """Everything a person wrote is the same as in the period before."""
    cells = entered(form)
    pairs = [(now.get(cell.ref), before.get(cell.ref)) for cell in cells]
    if all(one == two for one, two in pairs) and sum(1 for one, _ in pairs if one) >= LEAST_NUMBERS:
        yield Finding(
            looked=Looked.COPIED, weight=Weight.ASK, places=tuple(cell.ref for cell in cells),
            words=f"Cả {len(cells)} số tự ghi đều giống hệt kỳ trước. Đã đếm lại trong kỳ này chưa?",
            mend="Nếu đúng là không đổi, ghi rõ ở phần giải thích.",
        )  # fmt: skip


def frozen(form: FormDefinition, history: Sequence[Numbers]) -> Iterator[Finding]:
    """A number a person wrote has stood still for several periods; ``history`` has this period first."""
    names, past = titles(form), history[:FROZEN_PERIODS]
    if len(past) < FROZEN_PERIODS:
        return
    for cell in entered(form):
        values = [held.get(cell.ref) for held in past]
        if values[0] and all(one == values[0] for one in values):
            yield Finding(
                looked=Looked.FROZEN, weight=Weight.ASK, places=(cell.ref,),
                words=f"{names[cell.ref]} là {amount(values[0])} suốt {FROZEN_PERIODS} kỳ liền. Số có còn đúng không?",
                mend="Nếu đúng, ghi vì sao không đổi.",
            )  # fmt: skip


def rounded(form: FormDefinition, numbers: Numbers) -> Iterator[Finding]:
    """More numbers end in 0 than chance lets them."""
    cells = [
        cell for cell in entered(form) if (held := numbers.get(cell.ref)) is not None
        and held >= ROUND_FROM and held.denominator == 1
    ]  # fmt: skip
    round_ones = [cell for cell in cells if numbers[cell.ref] % 10 == 0]  # type: ignore[operator]
    if len(cells) >= ROUND_LEAST and by_chance(len(round_ones), len(cells)) < ROUND_CHANCE:
        yield Finding(
            looked=Looked.ROUND, weight=Weight.ASK, places=tuple(cell.ref for cell in round_ones),
            words=f"{len(round_ones)} trong {len(cells)} số tự ghi tròn chục. Đây là số đếm được hay ước chừng?",
            mend="Số ước chừng thì ghi rõ là ước; đếm được thì ghi số đếm.",
        )  # fmt: skip


def by_chance(round_ones: int, all_of_them: int) -> float:
    """How likely at least so many of them end in 0, where every last figure is as likely as another."""
    return sum(
        comb(all_of_them, k) * 0.1**k * 0.9 ** (all_of_them - k) for k in range(round_ones, all_of_them + 1)
    )  # fmt: skip


def all_zero(form: FormDefinition, numbers: Numbers) -> Iterator[Finding]:
    """Nothing happened and nothing was done, though people are being managed."""
    entries = dictionary().entries
    cells = [cell for cell in form.cells() if cell.kind in NUMBERS and cell.span is Span.PERIOD]
    standing = [
        cell.ref for cell in cells
        if cell.source is Source.FIGURE and entries[cell.indicator].period == "STOCK" and numbers.get(cell.ref)
    ]  # fmt: skip
    happened = [
        cell.ref for cell in cells
        if cell.source is Source.ENTERED
        or (cell.source is Source.FIGURE and entries[cell.indicator].period == "FLOW")
    ]  # fmt: skip
    known = [numbers[ref] for ref in happened if numbers.get(ref) is not None]
    if standing and len(known) >= LEAST_NUMBERS and not any(known):
        yield Finding(
            looked=Looked.ALL_ZERO, weight=Weight.ASK, places=tuple(happened),
            words="Đang có người trong danh sách mà mọi việc trong kỳ đều là 0. Trong kỳ có việc nào chưa ghi vào sổ "
            "không?",
            mend="Ghi bổ sung việc đã làm; nếu thật không có gì, ghi rõ.",
        )  # fmt: skip


def same_words_before(form: FormDefinition, now: Filled, before: Filled) -> Iterator[Finding]:
    """A text is (nearly) that of the period before."""
    names = titles(form)
    for block in form.blocks():
        share = alike(now.words.get(block.code, ""), before.words.get(block.code, ""))
        if share >= ALIKE:
            yield Finding(
                looked=Looked.SAME_WORDS_BEFORE, weight=Weight.ASK, places=(block.code,),
                words=f"{names[block.code]}: {percent(share)} lời giống kỳ trước. Kỳ này có gì mới không?",
                mend="Viết điều của kỳ này; việc kéo dài thì nói đã đi đến đâu.",
            )  # fmt: skip


def same_words_units(
    form: FormDefinition, units: Mapping[str, Filled], names_of: Mapping[str, str] = NOTHING
) -> dict[str, list[Finding]]:
    """Units whose texts are (nearly) another's in the same round, by unit. ``names_of`` are the units' names."""
    names = titles(form)
    found: dict[str, list[Finding]] = defaultdict(list)
    for block in form.blocks():
        texts = {unit: filled.words.get(block.code, "") for unit, filled in units.items()}
        for unit, others in sorted(twins(texts).items()):
            told = ", ".join(names_of.get(other, other) for other in others[:3])
            more = f" và {len(others) - 3} đơn vị nữa" if len(others) > 3 else ""
            found[unit].append(
                Finding(
                    looked=Looked.SAME_WORDS_UNITS,
                    weight=Weight.ASK,
                    places=(block.code,),
                    units=tuple(others),
                    words=f"{names[block.code]}: lời gần như của {told}{more}. Có phải dùng chung một bản không?",
                    mend="Viết điều của đơn vị mình; nếu cùng làm một việc thì nói rõ là cùng làm.",
                )  # fmt: skip
            )
    return dict(found)


def likeness(text: str) -> str:
    """What texts of the same words have in common, tones, figures and signs left out; "" of a short text."""
    words = _words(text)
    return sha256(" ".join(words).encode()).hexdigest() if len(words) >= LEAST_WORDS else ""


def same_words_sent(form: FormDefinition, alike: Mapping[str, int]) -> Iterator[Finding]:
    """Words of this report other units have sent in the same round, by block how many. Whose they are is not told."""
    names = titles(form)
    for block in form.blocks():
        if many := alike.get(block.code, 0):
            yield Finding(
                looked=Looked.SAME_WORDS_UNITS, weight=Weight.ASK, places=(block.code,),
                words=f"{names[block.code]}: {many} đơn vị khác đã gửi đúng những lời này. Có phải dùng chung một bản "
                "không?",
                mend="Viết điều của đơn vị mình; nếu cùng làm một việc thì nói rõ là cùng làm.",
            )  # fmt: skip


def percent(share: float) -> str:
    return f"{round(share * 100)} %"


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Runs of words of a text, tones and figures left out; none of a text too short to be told from another."""
    words = _words(text)
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _words(text: str) -> list[str]:
    found: list[str] = re.findall(r"[a-z]+", search_key(text))
    return found


def alike(one: str, two: str) -> float:
    """Which share of all runs of words of two texts they have in common: 0 to 1."""
    return _share(shingles(one), shingles(two))


def _share(mine: frozenset[tuple[str, ...]], theirs: frozenset[tuple[str, ...]]) -> float:
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def twins(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """For each unit the others whose text is (nearly) its own. Not every pair is looked at: 3,000 units take seconds.

    Equal texts are found at once; of the others only those that share a run of words few units use are compared.
    """
    runs = {unit: shingles(text) for unit, text in texts.items()}
    same: dict[frozenset[tuple[str, ...]], list[str]] = defaultdict(list)
    for unit, run in runs.items():
        if run:
            same[run].append(unit)
    found: dict[str, set[str]] = defaultdict(set)
    for group in same.values():
        for unit in group if len(group) > 1 else ():
            found[unit].update(other for other in group if other != unit)
    for one, two in _near({run: group[0] for run, group in same.items()}):
        for unit in same[runs[one]]:
            found[unit].update(same[runs[two]])
        for unit in same[runs[two]]:
            found[unit].update(same[runs[one]])
    return {unit: sorted(others) for unit, others in found.items()}


def _near(kinds: Mapping[frozenset[tuple[str, ...]], str]) -> Iterator[tuple[str, str]]:
    """Pairs of different texts that are nearly the same, each by one unit that wrote it."""
    holding: dict[tuple[str, ...], list[frozenset[tuple[str, ...]]]] = defaultdict(list)
    for run in kinds:
        for piece in run:
            holding[piece].append(run)
    shared: Counter[tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]] = Counter()
    for group in holding.values():
        if 1 < len(group) <= COMMON:
            for at, one in enumerate(group):
                for two in group[at + 1 :]:
                    shared[one, two] += 1
    for (one, two), common in shared.items():
        if common * 2 >= min(len(one), len(two)) and _share(one, two) >= ALIKE:
            yield kinds[one], kinds[two]
