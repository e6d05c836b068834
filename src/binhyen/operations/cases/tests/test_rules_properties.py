"""No accepted sequence of facts breaks the law's arithmetic (Hypothesis)."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from binhyen.operations.cases.rules import balance, check, known, spec, stock, timeline
from binhyen.operations.cases.rules.clocks import span_on
from binhyen.operations.cases.rules.fold import HANDLERS
from binhyen.operations.cases.rules.time import VIETNAM, midnight
from binhyen.operations.cases.values import Fact, FactKind, ListCode, PersonFacts, Severity, Span, State

from .rules_cases import HERE, LAW, THERE, look

DAY = timedelta(days=1)
FIRST = date(2025, 10, 1)  # so that courses cross the change of law
LISTS = (ListCode.L1, ListCode.L2, ListCode.L3)
OFF = {State.ENDED, State.DEAD, State.PRISON, State.OTHER_MEASURE, State.MOVED_AWAY, State.COMPULSORY}
EVERY = set(LISTS)
REMOVES = {  # Art. 27.3, 48.3, 48.4
    FactKind.DIED: EVERY,
    FactKind.DECLARED_MISSING: EVERY,
    FactKind.PRISON_STARTED: EVERY,
    FactKind.OTHER_MEASURE_STARTED: EVERY,
    FactKind.POST_REHAB_COMPLETED: EVERY,
    FactKind.MANAGEMENT_TERMINATED: {ListCode.L1, ListCode.L3},
    FactKind.MANAGEMENT_STOPPED: {ListCode.L1},
    FactKind.VOLUNTARY_COMPLETED: {ListCode.L1, ListCode.L2},
    FactKind.SUBSTITUTION_COMPLETED: {ListCode.L1, ListCode.L2},
}
PEOPLE = st.sampled_from(
    [
        PersonFacts(birth_on=date(1990, 5, 5), birth_exact=True, female=False),
        PersonFacts(birth_on=date(2009, 3, 1), birth_exact=True, female=True),
        PersonFacts(),
    ]
)


BEHIND = {"used_on", "act_on", "since", "child_born_on"}


@st.composite
def contents(draw: st.DrawFn, kind: FactKind, day: date) -> dict[str, object]:
    """Data that fits a kind: every required field, now and then one of the others."""
    data: dict[str, object] = {}
    for field in spec(kind).fields:
        if not field.required and field.type != "bool" and draw(st.integers(0, 3)):
            continue
        if field.choices:
            data[field.name] = draw(st.sampled_from(sorted(field.choices)))
        elif field.type == "int":
            data[field.name] = draw(st.integers(field.min or 0, field.max or 36))
        elif field.type == "bool":
            data[field.name] = draw(st.booleans())
        elif field.type == "date":
            away = draw(st.integers(0, 60))
            data[field.name] = str(day - DAY * away if field.name in BEHIND else day + DAY * away * 9)
        elif field.type == "commune":
            data[field.name] = draw(st.sampled_from([HERE, THERE, "02700"]))
        else:
            data[field.name] = draw(st.sampled_from(["", "Lai Châu"])) if field.name == "province" else "x"
    return data


KINDS = st.sampled_from(list(FactKind))
RARE = {FactKind.DIED, FactKind.TEST, FactKind.MOVED_OUT, FactKind.PRISON_STARTED, FactKind.CUSTODY_STARTED}


def act(draw: st.DrawFn | st.DataObject, kind: FactKind, day: date, id_: int) -> Fact:
    pick = draw.draw if isinstance(draw, st.DataObject) else draw
    by = spec(kind).on(day).by
    at = midnight(day) + timedelta(minutes=pick(st.sampled_from([0, 0, 500, 1010])))
    return Fact(
        id=id_,
        kind=kind,
        effective_at=at,
        recorded_at=at,
        commune=pick(st.sampled_from([HERE, HERE, THERE])),
        day_only=at == midnight(day),
        authority=pick(st.sampled_from(by)) if by else "",
        data=pick(contents(kind, day)),
    )


ENDS_BY_ITSELF = {State.MANAGED, State.MANAGED_SUSPENDED, State.AWAITING_POST_REHAB, State.POST_REHAB}
BEGINS = {FactKind.ADMITTED, FactKind.OPENING, FactKind.PRISON_ENDED}


def whole(found: Sequence[Span], facts: Sequence[Fact]) -> None:
    """Contiguous, one state a day, no negative term, the last open. Rehabilitation lasts until its paper."""
    kinds = {fact.id: fact.kind for fact in facts}
    assert found
    assert found[-1].end is None
    for before, after in zip(found, found[1:], strict=False):
        assert before.end == after.start
        assert before.start < after.start
    for span in found:
        if span.ends_by_term is not None and span.state in ENDS_BY_ITSELF:
            assert span.end is not None
            assert span.ends_by_term >= span.end
        elif span.ends_by_term is not None and span.because and kinds[span.because] in BEGINS:
            assert span.ends_by_term >= span.start
        assert span.state not in OFF or span.list not in LISTS
        assert span.commune
        assert not span.measure or span.measure == "x" or span.measure in LAW.measure_labels


class AcceptedCourse(RuleBasedStateMachine):
    """Facts are recorded one after another, as officers would: what is refused is not written."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: list[Fact] = []
        self.ids = count(1)
        self.day = FIRST

    @initialize(person=PEOPLE, taken_over=st.booleans(), data=st.data())
    def begin(self, person: PersonFacts, taken_over: bool, data: st.DataObject) -> None:
        self.person = person
        kind = FactKind.OPENING if taken_over else FactKind.TEST
        first = act(data, kind, FIRST, next(self.ids))
        self.write(replace(first, data={"result": "POSITIVE", "ground": "CAUGHT"}) if not taken_over else first)

    @property
    def at(self) -> datetime:
        return midnight(self.day) + timedelta(hours=23)

    def write(self, new: Fact) -> None:
        found = check(self.facts, new, person=self.person, parameters=LAW, at=self.at)
        if any(objection.severity is Severity.REFUSED for objection in found):
            return
        self.facts.append(new)

    @rule(days=st.sampled_from([0, 0, 1, 3, 20, 90, 400]), kind=KINDS, data=st.data())
    def record(self, days: int, kind: FactKind, data: st.DataObject) -> None:
        self.day += DAY * days
        self.write(act(data, kind, self.day, next(self.ids)))

    @rule(days=st.sampled_from([0, 1, 10, 300]), data=st.data())
    def do_what_is_offered(self, days: int, data: st.DataObject) -> None:
        """Follow the page: this walks deep into the law."""
        self.day += DAY * days
        moves = [move.kind for move in self.look().moves if not move.blocked and move.kind in HANDLERS]
        moves = [kind for kind in moves if kind not in RARE] or moves
        if moves:
            kind = data.draw(st.sampled_from(moves))
            new = act(data, kind, self.day, next(self.ids))
            pending = self.look().span.to_commune
            self.write(replace(new, commune=pending) if kind is FactKind.MOVED_IN and pending else new)

    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        if self.facts:
            old = data.draw(st.sampled_from(self.facts))
            new = act(data, old.kind, data.draw(st.sampled_from([FIRST, self.day])), next(self.ids))
            self.write(replace(new, supersedes=old.id, recorded_at=self.at))

    def look(self):  # type: ignore[no-untyped-def]
        return look(self.facts, str(self.at.replace(tzinfo=None)), self.person)

    def spans(self) -> tuple[Span, ...]:
        return timeline(self.facts, person=self.person, parameters=LAW)

    @invariant()
    def one_state_on_every_day(self) -> None:
        if self.facts:
            whole(self.spans(), self.facts)

    @invariant()
    def a_ground_of_removal_removes(self) -> None:
        kinds = {fact.id: fact for fact in self.facts}
        for span in self.spans():
            began = kinds.get(span.because or 0)
            if began is not None and (began.kind in REMOVES or began.data.get("outcome") == "COMMIT"):
                assert span.list not in REMOVES.get(began.kind, {ListCode.L1, ListCode.L2})
            if began is not None and began.kind is FactKind.LIST_REMOVED:
                assert span.list is not began.data["list"]

    @invariant()
    def the_order_of_recording_does_not_count(self) -> None:
        shuffled = random.Random(len(self.facts)).sample(self.facts, len(self.facts))  # noqa: S311
        assert timeline(shuffled, person=self.person, parameters=LAW) == self.spans()

    @invariant()
    def what_comes_later_does_not_change_a_day_before(self) -> None:
        past = [fact for fact in self.facts if fact.effective_at.astimezone(VIETNAM).date() <= self.day]
        then = span_on(timeline(past, person=self.person, parameters=LAW), self.day)
        now = span_on(self.spans(), self.day)
        assert (then and (then.state, then.list, then.commune)) == (now and (now.state, now.list, now.commune))

    @invariant()
    def the_page_can_always_be_drawn(self) -> None:
        if self.facts:
            found = self.look()
            assert found.span in found.spans or found.on < found.spans[0].start
            told = {"RELEASE_PRISON", "MONITORING_ENDS"}  # the paper says the day, right or wrong
            assert all(c.due_at is None or c.due_at >= c.started_at - DAY or c.code in told for c in found.clocks)

    @invariant()
    def totals_balance(self) -> None:
        cases = [self.spans()]
        for place in (None, {HERE}, {THERE}):
            for reported in (False, True):
                found = balance(cases, place, FIRST + DAY * 30, FIRST + DAY * 700, reported=reported)
                assert all(row.holds for row in found.values())
        assert sum(stock(cases, self.day).values()) == (1 if self.facts else 0)


TestAcceptedCourse = AcceptedCourse.TestCase
TestAcceptedCourse.settings = settings(
    max_examples=40, stateful_step_count=22, deadline=None, suppress_health_check=list(HealthCheck)
)


@st.composite
def any_facts(draw: st.DrawFn) -> list[Fact]:
    """Facts nobody checked: what a broken import could hold."""
    size = draw(st.integers(1, 12))
    return [act(draw, draw(KINDS), FIRST + DAY * draw(st.integers(0, 900)), id_) for id_ in range(1, size + 1)]


@settings(max_examples=100, deadline=None)
@given(facts=any_facts(), person=PEOPLE, order=st.randoms(use_true_random=False))
def test_even_facts_nobody_checked_fold_to_one_timeline(
    facts: list[Fact], person: PersonFacts, order: random.Random
) -> None:
    found = timeline(facts, person=person, parameters=LAW)
    whole(found, facts)
    shuffled = facts[:]
    order.shuffle(shuffled)
    assert timeline(shuffled, person=person, parameters=LAW) == found
    renamed = [replace(fact, id=100 - fact.id) for fact in facts]
    again = timeline(renamed, person=person, parameters=LAW)
    assert [replace(span, because=None) for span in again] == [replace(span, because=None) for span in found]


VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=12), st.dates(), st.lists(st.text()))


@settings(max_examples=100, deadline=None)
@given(
    facts=any_facts(),
    person=PEOPLE,
    broken=st.lists(
        st.dictionaries(
            st.sampled_from(["state", "since", "ends_on", "form", "result", "to", "months", "held_days"]), VALUES
        )
    ),
)
def test_not_even_broken_contents_stop_the_page(
    facts: list[Fact], person: PersonFacts, broken: list[dict[str, object]]
) -> None:
    spoiled = [
        replace(fact, data={**fact.data, **data}) for fact, data in zip(facts, [*broken, *[{}] * 12], strict=False)
    ]
    found = look(spoiled, "2027-03-01 08:00", person)
    assert found.spans
    for fact in spoiled:
        at = midnight(FIRST + DAY * 1000)
        check([other for other in spoiled if other is not fact], fact, person=person, parameters=LAW, at=at)


@settings(max_examples=60, deadline=None)
@given(facts=any_facts(), person=PEOPLE, data=st.data())
def test_correcting_a_fact_equals_having_recorded_it_right(
    facts: list[Fact], person: PersonFacts, data: st.DataObject
) -> None:
    old = data.draw(st.sampled_from(facts))
    right = act(data, old.kind, FIRST + DAY * data.draw(st.integers(0, 900)), 99)
    corrected = timeline([*facts, replace(right, supersedes=old.id)], person=person, parameters=LAW)
    at_once = timeline([fact for fact in facts if fact is not old] + [right], person=person, parameters=LAW)
    assert corrected == at_once
    withdrawn = timeline([*facts, replace(right, supersedes=old.id, withdrawn=True)], person=person, parameters=LAW)
    assert withdrawn == timeline([fact for fact in facts if fact is not old], person=person, parameters=LAW)


@settings(max_examples=40, deadline=None)
@given(facts=any_facts(), person=PEOPLE, delays=st.lists(st.integers(0, 200), min_size=12, max_size=12))
def test_what_was_known_on_a_day_is_what_had_been_recorded_by_then(
    facts: list[Fact], person: PersonFacts, delays: list[int]
) -> None:
    late = [
        replace(fact, recorded_at=fact.recorded_at + DAY * delay) for fact, delay in zip(facts, delays, strict=False)
    ]
    moment = midnight(FIRST + DAY * 450)
    then = look(late, str(moment.replace(tzinfo=None)), person, known=str(moment.replace(tzinfo=None)))
    now = look(known(late, moment), str(moment.replace(tzinfo=None)), person)
    assert then == now
