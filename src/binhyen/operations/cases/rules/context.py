"""What a check of a new fact sees: the case as it stood in law just before it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from binhyen.kit.calendar import Calendar
from binhyen.operations.cases.values import Fact, FactKind, Objection, PersonFacts, Severity, Span, State

from .clocks import Rows, span_on
from .course import Course
from .facts import FactSpec
from .parameters import Parameters


@dataclass(frozen=True, slots=True)
class Context:
    """``course``, ``rows`` and ``spans``: what came before the new fact, in law; ``at``: the moment of recording."""

    new: Fact
    day: date
    spec: FactSpec
    person: PersonFacts
    parameters: Parameters
    calendar: Calendar
    at: datetime
    course: Course
    rows: Rows
    spans: tuple[Span, ...]
    later: Rows = ()  # what the order of reading puts after the new fact

    @property
    def state(self) -> State:
        return self.course.state

    @property
    def new_law(self) -> bool:
        return self.parameters.new_law(self.day)

    def text(self, name: str) -> str:
        value = self.new.data.get(name)
        return value if isinstance(value, str) else ""

    def last(self, *kinds: FactKind) -> tuple[date, Fact] | None:
        return next((row for row in reversed(self.rows) if row[1].kind in kinds), None)

    def since(self, day: date | None, kind: FactKind) -> list[Fact]:
        """Facts of a kind from a day on."""
        return [fact for on, fact in self.rows if fact.kind is kind and (day is None or on >= day)]

    def state_on(self, day: date) -> State:
        span = span_on(self.spans, day)
        return span.state if span else State.NONE

    def article(self, new: str, old: str = "") -> str:
        """An article of the law of the day: "Luật 120/2025, Đ. 24.4a"."""
        law = self.parameters.law(self.day)
        article = new if self.new_law else old
        return f"{law.short}, {article}" if article else law.short


Check = Callable[[Context], Iterator[Objection]]


def refused(code: str, message: str, article: str = "", field: str = "") -> Objection:
    return Objection(code=code, severity=Severity.REFUSED, message=message, article=article, field=field)


def warning(code: str, message: str, article: str = "", field: str = "") -> Objection:
    return Objection(code=code, severity=Severity.WARNING, message=message, article=article, field=field)


def words(day: date) -> str:
    """A day as people here write it."""
    return day.strftime("%d/%m/%Y")
