"""What the rules propose for one body in one period, and why; or why not. Plain Python on values.

Only what is final counts: work and remedies that were verified in time, or that are late, which nothing written later
mends. What is only claimed counts neither way. There is no score: each criterion stands with its figures, and no list
is put in an order by them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from binhyen.operations.work.rules.ontime import Verdict

from . import sentences
from .facts import About, Item, of
from .law import PERCENT, Term

COMMEND, ACCOUNT = "COMMEND", "ACCOUNT"
type Local = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class Ground:
    """A criterion with what was found. ``denominator`` 0: there was nothing to count. ``met`` None: not used."""

    code: str
    label: str
    unit: str
    limit: int
    numerator: int
    denominator: int | None
    met: bool | None

    @property
    def words(self) -> str:
        """The figures as people read them: "8/9 (88%)", the share rounded down; "3/12"; "2"."""
        if self.denominator is None:
            return str(self.numerator)
        if self.unit != PERCENT:
            return f"{self.numerator}/{self.denominator}"
        if not self.denominator:
            return "chưa có việc để tính"
        return f"{self.numerator}/{self.denominator} ({self.numerator * 100 // self.denominator}%)"


@dataclass(frozen=True, slots=True)
class Opens:
    """A row of evidence a line opens to: what it is about, whose page, its title and how it ended."""

    about: str
    ref: str
    opens: int
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as drawn: ``code`` and ``ref`` name it; what speaks for the body stands beside."""

    code: str
    ref: str
    sentence: str
    rows: tuple[Opens, ...]
    numerator: int | None = None
    denominator: int | None = None
    excuses: tuple[str, ...] = ()
    against: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    proposed: bool
    grounds: tuple[Ground, ...]
    lines: tuple[Drawn, ...]
    not_counted: tuple[tuple[str, int], ...]  # code and how many

    @property
    def failing(self) -> tuple[Ground, ...]:
        return tuple(one for one in self.grounds if one.met is False)


def weigh(kind: str, items: Sequence[Item], terms: Mapping[str, Term], local: Local) -> Weighed:
    """``terms``: those in force for the period, by code; ``local`` turns a moment into the time people read."""
    grounds = _commend(items, terms) if kind == COMMEND else _account(items, terms)
    used = [one for one in grounds if one.met is not None]
    proposed = all(one.met for one in used) if kind == COMMEND else any(one.met for one in used)
    lines: tuple[Drawn, ...] = ()
    if proposed:
        lines = tuple(_praise(items)) if kind == COMMEND else tuple(_blame(items, grounds, local))
    return Weighed(proposed, tuple(grounds), lines, _left_out(items))


def _left_out(items: Iterable[Item]) -> tuple[tuple[str, int], ...]:
    codes = [code for one in items if (code := sentences.why_not_counted(one))]
    return tuple((code, codes.count(code)) for code in sentences.NOT_COUNTED if code in codes)


def _commend(items: Sequence[Item], terms: Mapping[str, Term]) -> list[Ground]:
    work, remedies = [one for one in of(items, About.WORK) if one.counted], of(items, About.REMEDY)
    kept, first = _in_time(work), sum(one.original is Verdict.ON_TIME for one in work)
    return [
        _at_least(terms["COMMEND_DONE"], kept),
        _share(terms["COMMEND_ORIGINAL"], first, len(work)),
        _share(terms["COMMEND_EXTENDED"], kept, len(work)),
        _at_most(terms["COMMEND_REJECTED"], sum(one.rejected for one in items)),
        _at_most(terms["COMMEND_REMEDY_LATE"], sum(one.extended is Verdict.LATE for one in remedies)),
        _at_most(terms["COMMEND_SILENT"], len(_late(items, About.ANSWER))),
    ]


def _account(items: Sequence[Item], terms: Mapping[str, Term]) -> list[Ground]:
    def counts(found: Iterable[Item]) -> list[Item]:
        return [one for one in found if terms["ACCOUNT_EXCUSED"].value or not one.excused]

    def late(about: About) -> int:
        return len(counts(_late(items, about)))

    rejected = sum(one.rejected for one in counts(items))
    return [
        _reached(terms["ACCOUNT_LATE"], late(About.WORK), _counted(items, About.WORK)),
        _reached(terms["ACCOUNT_REJECTED"], rejected),
        _reached(terms["ACCOUNT_REMEDY_LATE"], late(About.REMEDY), _counted(items, About.REMEDY)),
        _reached(terms["ACCOUNT_SILENT"], late(About.ANSWER)),
    ]


def _counted(items: Iterable[Item], about: About) -> int:
    return sum(one.about is about and one.counted for one in items)


def _late(items: Iterable[Item], about: About) -> list[Item]:
    return [one for one in items if one.about is about and one.extended is Verdict.LATE]


def _in_time(items: Iterable[Item]) -> int:
    return sum(one.extended is Verdict.ON_TIME for one in items)


def _at_least(term: Term, found: int) -> Ground:
    return _ground(term, found, None, found >= term.value)


def _at_most(term: Term, found: int) -> Ground:
    return _ground(term, found, None, found <= term.value)


def _reached(term: Term, found: int, whole: int | None = None) -> Ground:
    """``whole``: of how many that count, for whoever reads it."""
    return _ground(term, found, whole, found >= term.value)


def _share(term: Term, part: int, whole: int) -> Ground:
    """As whole numbers, without rounding; of nothing no share is reached."""
    return _ground(term, part, whole, bool(whole) and part * 100 >= term.value * whole)


def _ground(term: Term, part: int, whole: int | None, met: bool) -> Ground:
    return Ground(term.code, term.label, term.unit, term.value, part, whole, met if term.used else None)


def _praise(items: Sequence[Item]) -> Iterable[Drawn]:
    """For a body that meets every criterion: its figures, each with the rows it is made of, and what speaks against."""
    work = [one for one in of(items, About.WORK) if one.counted]
    kept, first, done = _in_time(work), sum(one.original is Verdict.ON_TIME for one in work), _done(work)
    rows, whole = _rows(work), len(work)
    yield Drawn(
        "DONE", "", f"Đã hoàn thành và được xác nhận {done}/{whole} việc có hạn trong kỳ.",
        _rows(one for one in work if one.verified), done, whole,
    )  # fmt: skip
    yield Drawn("ORIGINAL", "", f"Đúng hạn giao ban đầu {first}/{whole} việc.", rows, first, whole)
    yield Drawn("EXTENDED", "", f"Đúng hạn, tính cả gia hạn được duyệt, {kept}/{whole} việc.", rows, kept, whole)
    remedies = [one for one in of(items, About.REMEDY) if one.counted]
    if remedies:
        mended = _in_time(remedies)
        words = f"Khắc phục đúng hạn, được xác nhận {mended}/{len(remedies)} phát hiện qua kiểm tra."
        yield Drawn("REMEDY", "", words, _rows(remedies), mended, len(remedies))
    yield from (_sent_back(one) for one in items if one.rejected)


def _done(items: Iterable[Item]) -> int:
    return sum(one.verified for one in items)


_BLAMED = {
    "ACCOUNT_LATE": About.WORK, "ACCOUNT_REMEDY_LATE": About.REMEDY, "ACCOUNT_SILENT": About.ANSWER,
}  # fmt: skip


def _blame(items: Sequence[Item], grounds: Iterable[Ground], local: Local) -> Iterable[Drawn]:
    """One line for each fact behind a criterion that is reached, those with an excuse too: it stands beside them."""
    for ground in grounds:
        if not ground.met:
            continue
        if ground.code == "ACCOUNT_REJECTED":
            yield from (_sent_back(one) for one in items if one.rejected)
        else:
            yield from (against(one, local=local) for one in _late(items, _BLAMED[ground.code]))


def against(item: Item, *, local: Local) -> Drawn:
    """The line of one late piece of work, late remedy or missing answer. ``numerator``: minutes late."""
    words = sentences.late(item, due=local(item.due_at))
    return Drawn(
        "LATE" if item.about is About.WORK else f"{item.about}_LATE", item.ref, words, (_row(item),),
        numerator=item.late_minutes or None, excuses=_said(item), against=True,
    )  # fmt: skip


def chosen(item: Item, *, sentence: str) -> Drawn:
    """A line somebody adds about one final fact, in their own words."""
    return Drawn(
        "CHOSEN", item.ref, sentence, (_row(item),), excuses=_said(item),
        against=item.extended is Verdict.LATE or bool(item.rejected),
    )  # fmt: skip


def _sent_back(item: Item) -> Drawn:
    return Drawn(
        "REJECTED", item.ref, sentences.rejected(item), (_row(item),), numerator=item.rejected, excuses=_said(item),
        against=True,
    )  # fmt: skip


def _said(item: Item) -> tuple[str, ...]:
    return tuple(one.words for one in item.excuses)


def _rows(items: Iterable[Item]) -> tuple[Opens, ...]:
    return tuple(_row(one) for one in items)


def _row(item: Item) -> Opens:
    return Opens(str(item.about), item.ref, item.opens, item.title, sentences.outcome(item))
