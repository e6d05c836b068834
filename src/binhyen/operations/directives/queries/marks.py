"""The text of a directive cut at the marks: who leads, who coordinates, by when, how much; and at the duties."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from binhyen.operations.directives.models import Duty, Passage
from binhyen.operations.directives.values import Part

LEAD, COORDINATE, DEADLINE, TARGET = "lead", "coordinate", "deadline", "target"
HEADINGS = frozenset({"PART", "CHAPTER", "SECTION", "ARTICLE", "ROMAN", "NUMBER", "LABEL"})
HEADING_LETTERS = 160
_PARTS = {Part.LEAD: LEAD, Part.COORDINATE: COORDINATE}
_STRONGER = {mark: rank for rank, mark in enumerate((DEADLINE, TARGET, LEAD, COORDINATE, ""))}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring characters of one passage with the same mark."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring stretches of the same duty (0: of none)."""

    duty: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ShownPassage:
    index: int
    page: int | None
    line: int
    level: str
    runs: tuple[Run, ...]
    gap_before: bool = False  # passages between this one and the one above are not shown

    @property
    def heading(self) -> bool:
        """A heading as people see one: numbered or labelled, short, and no duty."""
        short = sum(len(stretch.text) for run in self.runs for stretch in run.stretches) <= HEADING_LETTERS
        return short and self.level in HEADINGS and not self.duty

    @property
    def duty(self) -> int:
        """The first duty in it, 0 where there is none."""
        return next((run.duty for run in self.runs if run.duty), 0)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    name: str


def shown_passages(passages: Iterable[Passage], duties: Iterable[Duty]) -> tuple[ShownPassage, ...]:
    """Passages in order, cut at the spans of ``duties`` and of their parts, targets and deadlines (prefetched)."""
    owners: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    marks: defaultdict[int, list[_Mark]] = defaultdict(list)
    for duty in duties:
        for span in duty.spans:
            owners[span["block"]].append((span["start"], span["end"], duty.pk))
        for block, mark in _marks(duty):
            marks[block].append(mark)
    shown = []
    last = None
    for passage in passages:
        runs = tuple(_runs(passage.text, owners[passage.index], marks[passage.index]))
        gap = last is not None and passage.index > last + 1
        shown.append(ShownPassage(passage.index, passage.page, passage.line, passage.level, runs, gap))
        last = passage.index
    return tuple(shown)


def _marks(duty: Duty) -> Iterator[tuple[int, _Mark]]:
    for part in duty.parts.all():
        if part.span:
            yield part.span["block"], _Mark(part.span["start"], part.span["end"], _PARTS[Part(part.part)])
    for target in duty.targets.all():
        if target.span:
            yield target.span["block"], _Mark(target.span["start"], target.span["end"], TARGET)
    if duty.deadline_span:
        span = duty.deadline_span
        yield span["block"], _Mark(span["start"], span["end"], DEADLINE)


def _runs(text: str, owners: list[tuple[int, int, int]], marks: list[_Mark]) -> Iterator[Run]:
    """Cut ``text`` where a duty or a mark begins or ends. Overlapping marks: deadline, target, lead, coordinate win."""
    edges = {0, len(text)}
    for start, end, _ in owners:
        edges |= {start, end}
    for mark in marks:
        edges |= {mark.start, mark.end}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    run: list[Stretch] = []
    current = 0
    for start, end in zip(cuts, cuts[1:], strict=False):
        owner = next((pk for first, last, pk in owners if first <= start < last), 0)
        name = min((m.name for m in marks if m.start <= start < m.end), key=_STRONGER.__getitem__, default="")
        if owner != current and run:
            yield Run(current, tuple(run))
            run = []
        current = owner
        if run and run[-1].mark == name == "":
            run[-1] = Stretch(run[-1].text + text[start:end])
        else:
            run.append(Stretch(text[start:end], name))
    if run:
        yield Run(current, tuple(run))
