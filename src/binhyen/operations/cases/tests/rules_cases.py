"""Facts for the tests of the rules: written in one line, in the order they happen."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import count

from binhyen.kit.calendar import vietnam
from binhyen.operations.cases.rules import check, load, spec, timeline, view
from binhyen.operations.cases.rules.clocks import span_on
from binhyen.operations.cases.rules.time import VIETNAM, midnight
from binhyen.operations.cases.values import (
    CaseView,
    Clock,
    Fact,
    FactKind,
    Objection,
    PersonFacts,
    Severity,
    Span,
)

HERE, THERE = "02788", "02683"
ADULT = PersonFacts(birth_on=date(1990, 5, 5), birth_exact=True, female=False)
WOMAN = PersonFacts(birth_on=date(1990, 5, 5), birth_exact=True, female=True)
LAW = load()
_ids = count(1)


def moment(text: str) -> datetime:
    """ "2026-07-10" or "2026-07-10 16:50", in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def fact(
    kind: str,
    when: str,
    *,
    by: str | None = None,
    commune: str = HERE,
    supersedes: int | None = None,
    withdrawn: bool = False,
    recorded: str = "",
    **data: object,
) -> Fact:
    """One fact; the authority is the first competent one of the day unless ``by`` says otherwise."""
    at = moment(when)
    competent = spec(FactKind(kind)).on(at.date()).by
    return Fact(
        id=next(_ids),
        kind=FactKind(kind),
        effective_at=at,
        recorded_at=moment(recorded) if recorded else at,
        commune=commune,
        day_only=" " not in when,
        authority=by if by is not None else (competent[0] if competent else ""),
        data=data,
        supersedes=supersedes,
        withdrawn=withdrawn,
    )


def spans(facts: Iterable[Fact], person: PersonFacts = ADULT, law: object = LAW) -> tuple[Span, ...]:
    return timeline(facts, person=person, parameters=law)  # type: ignore[arg-type]


def span(facts: Iterable[Fact], on: str, person: PersonFacts = ADULT) -> Span:
    found = span_on(spans(facts, person), date.fromisoformat(on))
    assert found is not None
    return found


def look(facts: Iterable[Fact], at: str, person: PersonFacts = ADULT, known: str = "", law: object = LAW) -> CaseView:
    return view(
        facts,
        person=person,
        at=moment(at),
        known_at=moment(known) if known else None,
        parameters=law,  # type: ignore[arg-type]
        holidays=vietnam(),
    )


def clock(facts: Iterable[Fact], at: str, code: str, person: PersonFacts = ADULT, law: object = LAW) -> Clock | None:
    return next((found for found in look(facts, at, person, law=law).clocks if found.code == code), None)


def objections(
    facts: Iterable[Fact], new: Fact, person: PersonFacts = ADULT, at: str = "", law: object = LAW
) -> dict[str, Objection]:
    """By code. ``at``: the moment of recording, an hour after the fact unless told."""
    recording = moment(at) if at else new.effective_at + timedelta(hours=1)
    found = check(facts, new, person=person, parameters=law, at=recording)  # type: ignore[arg-type]
    return {objection.code: objection for objection in found}


def refusals(facts: Iterable[Fact], new: Fact, person: PersonFacts = ADULT, at: str = "") -> set[str]:
    found = objections(facts, new, person, at)
    return {code for code, objection in found.items() if objection.severity is Severity.REFUSED}


def warnings(facts: Iterable[Fact], new: Fact, person: PersonFacts = ADULT, at: str = "") -> set[str]:
    found = objections(facts, new, person, at)
    return {code for code, objection in found.items() if objection.severity is Severity.WARNING}


def positive(day: str, **data: object) -> Fact:
    return fact("TEST", day, result="POSITIVE", ground="CAUGHT", **data)


def managed(day: str = "2026-07-10") -> list[Fact]:
    """A positive test and a decision the same day."""
    return [positive(day), fact("POSITIVE_RECEIVED", day), fact("MANAGEMENT_DECIDED", day)]


def addict(day: str = "2026-09-01") -> list[Fact]:
    """Found addicted without having been managed."""
    return [
        fact("ASSESSMENT_REQUESTED", day, ground="SELF"),
        fact("ASSESSMENT_RESULT", day, result="ADDICTED"),
    ]


def at_home(day: str = "2026-09-03") -> list[Fact]:
    return [
        *addict(day),
        fact("VOLUNTARY_REGISTERED", day, form="HOME", commitment=True),
        fact("VOLUNTARY_STARTED", day, form="HOME"),
    ]


def on_substitution(day: str = "2026-09-03") -> list[Fact]:
    return [*addict(day), fact("SUBSTITUTION_REGISTERED", day), fact("SUBSTITUTION_STARTED", day)]


def committed(day: str = "2026-10-01", **data: object) -> list[Fact]:
    """Gave up at home, file, reading, court: a decision to commit on ``day``."""
    decided = date.fromisoformat(day)

    def before(days: int) -> str:
        return str(decided - timedelta(days=days))

    return [
        *at_home(before(60)),
        fact("VOLUNTARY_ENDED_EARLY", before(40)),
        fact("COMPULSORY_FILE_OPENED", before(30), ground="GAVE_UP", act_on=before(40)),
        fact("COMPULSORY_FILE_READ", before(25)),
        fact("COMPULSORY_FILE_SENT", before(15)),
        fact("COURT_ACCEPTED", before(10)),
        fact("COURT_DECIDED", day, outcome="COMMIT", **data),
    ]


def days(text: str) -> datetime:
    return midnight(date.fromisoformat(text))
