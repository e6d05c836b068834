"""Statutory times: hours, calendar days, working days, months; what stops and pauses them; Penal Code 256a."""

from datetime import date

import pytest

from binhyen.kit.calendar import vietnam
from binhyen.operations.cases.rules import allowed, check
from binhyen.operations.cases.rules.clocks import ClockRule, clock_rules, due
from binhyen.operations.cases.rules.parameters import Unit
from binhyen.operations.cases.values import Fact, FactKind, Flag, PersonFacts, State

from .rules_cases import (
    ADULT,
    LAW,
    addict,
    at_home,
    clock,
    committed,
    fact,
    look,
    managed,
    moment,
    on_substitution,
    positive,
    warnings,
)


def test_twenty_four_hours_from_friday_afternoon_end_on_saturday_afternoon() -> None:
    facts = [positive("2026-07-10 16:30"), fact("POSITIVE_RECEIVED", "2026-07-10 16:50")]  # a Friday
    found = clock(facts, "2026-07-10 17:00", "DECIDE_MANAGEMENT")
    assert found is not None
    assert found.due_at == moment("2026-07-11 16:50")
    assert found.owner == "COMMUNE_POLICE"
    assert found.stops_with[0] is FactKind.MANAGEMENT_DECIDED
    move = look(facts, "2026-07-10 17:00").moves[0]
    assert (move.kind, move.primary, move.due_at) == (FactKind.MANAGEMENT_DECIDED, True, moment("2026-07-11 16:50"))
    assert (
        clock([*facts, fact("MANAGEMENT_DECIDED", "2026-07-10 18:00")], "2026-07-10 19:00", "DECIDE_MANAGEMENT") is None
    )


def test_under_the_old_law_the_committee_had_three_working_days() -> None:
    facts = [positive("2026-04-28"), fact("POSITIVE_RECEIVED", "2026-04-28 15:00")]
    found = clock(facts, "2026-04-28 16:00", "DECIDE_MANAGEMENT")
    assert found is not None
    assert found.owner == "COMMUNE_COMMITTEE"
    assert found.due_at is not None
    # 29/4 is worked, 30/4 and 1/5 are holidays, 2/5 and 3/5 a weekend
    assert found.due_at.date() == vietnam().add_working_days(date(2026, 4, 28), 3)
    assert found.due_at.date() > date(2026, 5, 3)


def _rule(value: int | None, unit: Unit, owner: str = "COMMUNE_POLICE") -> ClockRule:
    return ClockRule(
        code="X",
        label="",
        start=(),
        stop=(),
        states=frozenset(),
        unit=unit,
        owner=owner,
        valid_from=date(2026, 7, 1),
        source="",
        confidence="confirmed",
        value=value,
    )


@pytest.mark.parametrize(
    ("rule", "start", "end"),
    [
        (_rule(24, Unit.HOURS), "2026-07-10 16:50", "2026-07-11 16:50:00"),
        (_rule(2, Unit.DAYS), "2026-07-10 16:50", "2026-07-12 23:59:59"),
        (_rule(2, Unit.DAYS, "PERSON"), "2026-07-10 16:50", "2026-07-13 23:59:59"),
        (_rule(1, Unit.WORKING_DAYS), "2026-07-10 16:50", "2026-07-13 23:59:59"),
        (_rule(3, Unit.MONTHS), "2026-11-30 10:00", "2027-02-28 23:59:59"),
        (_rule(None, Unit.WORKING_DAYS), "2026-07-10 16:50", ""),
    ],
)
def test_units_are_not_mixed_up(rule: ClockRule, start: str, end: str) -> None:
    assert due(rule, moment(start), vietnam()) == (moment(end) if end else None)


def test_a_length_the_law_leaves_open_is_shown_as_unknown_until_the_province_sets_it() -> None:
    found = clock(addict("2026-09-03"), "2026-09-04 08:00", "REGISTER_MEASURE")
    assert found is not None
    assert (found.due_at, found.confidence) == (None, "unknown")
    law = LAW.with_overrides({"clocks.REGISTER_MEASURE": 5})
    settled = clock(addict("2026-09-03"), "2026-09-04 08:00", "REGISTER_MEASURE", law=law)
    assert settled is not None
    assert settled.due_at is not None
    assert (settled.due_at.date(), settled.confidence) == (date(2026, 9, 10), "province")
    old = clock(addict("2026-06-01"), "2026-06-02 08:00", "REGISTER_MEASURE", law=law)
    assert old is not None
    assert old.due_at is not None
    assert (old.due_at.date(), old.confidence) == (date(2026, 6, 8), "secondary")


def test_a_value_fixed_by_law_is_not_the_provinces_to_set() -> None:
    with pytest.raises(ValueError, match=r"terms\.REHAB_FIRST"):
        LAW.with_overrides({"terms.REHAB_FIRST": 12})
    for unknown in ("terms.NOTHING", "clocks.NOTHING", "clocks.DECIDE_MANAGEMENT", "windows.REHAB"):
        with pytest.raises(ValueError, match=unknown):
            LAW.with_overrides({unknown: 12})
    assert {term.code for term in LAW.settable()} >= {"SUSPENSION_EXTENDS", "UNFINISHED_REHAB_COUNTS"}


def test_the_certificate_holds_six_months() -> None:
    found = clock(addict("2026-07-14"), "2026-07-20 08:00", "CERTIFICATE")
    assert found is not None
    assert found.due_at is not None
    assert found.due_at.date() == date(2027, 1, 14)


def test_the_monthly_check_runs_from_the_last_visit() -> None:
    facts = managed("2026-07-10")
    first = clock(facts, "2026-07-20 08:00", "MONTHLY_CHECK")
    assert first is not None
    assert first.due_at is not None
    assert first.due_at.date() == date(2026, 8, 10)
    visited = [*facts, fact("VISIT", "2026-08-05 09:00")]
    moved = [
        *visited,
        fact("MOVED_OUT", "2026-08-10 08:00", to="02683"),
        fact("MOVED_IN", "2026-08-10 09:00", commune="02683"),
    ]
    for case in (visited, moved):
        found = clock(case, "2026-08-20 08:00", "MONTHLY_CHECK")
        assert found is not None
        assert found.due_at is not None
        assert found.due_at.date() == date(2026, 9, 5)


def test_one_taken_from_a_list_is_not_late_for_months_before_it() -> None:
    facts = [fact("OPENING", "2026-07-15", state="MANAGED", since="2025-09-01")]
    found = clock(facts, "2026-07-20 08:00", "MONTHLY_CHECK")
    assert found is not None
    assert found.due_at is not None
    assert found.due_at.date() == date(2026, 8, 15)


def test_a_meeting_the_law_does_not_ask_for_runs_only_where_the_province_asks() -> None:
    facts = on_substitution("2026-09-03")
    assert clock(facts, "2026-09-10 08:00", "MONTHLY_MEETING") is None
    law = LAW.with_overrides({"clocks.MONTHLY_MEETING": 1})
    assert clock(facts, "2026-09-10 08:00", "MONTHLY_MEETING", law=law) is not None


def test_a_completion_at_a_private_facility_is_presented_within_two_days() -> None:
    facts = [
        *addict("2026-09-03"),
        fact("VOLUNTARY_STARTED", "2026-09-03", form="PRIVATE", by="PRIVATE_FACILITY"),
        fact("VOLUNTARY_COMPLETED", "2028-09-04", by="PRIVATE_FACILITY"),
    ]
    assert clock(facts, "2028-09-05 08:00", "PRESENT_COMPLETION") is not None
    assert clock([*facts, fact("VISIT", "2028-09-05")], "2028-09-06 08:00", "PRESENT_COMPLETION") is None
    public = [*facts[:-1], fact("VOLUNTARY_COMPLETED", "2028-09-04", by="FACILITY_HEAD")]
    assert clock(public, "2028-09-05 08:00", "PRESENT_COMPLETION") is None


def test_the_limitation_runs_from_the_last_act_only() -> None:
    assert clock(at_home("2026-09-03"), "2026-10-01 08:00", "LIMITATION") is None
    moved = [*on_substitution("2026-09-03"), fact("SUBSTITUTION_ENDED_EARLY", "2026-10-01", ground="MOVED")]
    assert clock(moved, "2026-10-05 08:00", "LIMITATION") is None
    used = [*at_home("2026-09-03"), positive("2026-10-03", used_on="2026-10-01")]
    found = clock(used, "2026-10-05 08:00", "LIMITATION")
    assert found is not None
    assert found.due_at is not None
    assert found.due_at.date() == date(2027, 1, 1)
    first = [*on_substitution("2026-09-03"), fact("VIOLATION", "2026-10-01", ground="OTHER", step=1)]
    assert clock(first, "2026-10-05 08:00", "LIMITATION") is None
    third = [*on_substitution("2026-09-03"), fact("VIOLATION", "2026-10-01", ground="OTHER", step=3)]
    assert clock(third, "2026-10-05 08:00", "LIMITATION") is not None
    assert clock(committed("2026-10-01"), "2026-10-02 08:00", "LIMITATION") is None


def test_leave_ends_on_its_day() -> None:
    facts = [
        *committed("2026-10-01"),
        fact("ADMITTED", "2026-10-02"),
        fact("LEAVE_STARTED", "2027-01-01", until="2027-01-05"),
    ]
    found = clock(facts, "2027-01-02 08:00", "LEAVE_RETURN")
    assert found is not None
    assert found.due_at is not None
    assert found.due_at.date() == date(2027, 1, 5)


def test_every_clock_is_bound_to_its_source_and_none_measures_unknown_units() -> None:
    for versions in clock_rules().values():
        for rule in versions:
            assert rule.source
            assert rule.confidence in {"confirmed", "secondary", "inferred", "directive", "unknown"}
            assert rule.unit in {Unit.HOURS, Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS}
            known = rule.value is not None or rule.due_field or rule.derived
            assert known or rule.confidence == "unknown"


def test_a_minor_who_turns_18_inside_goes_on_with_adults() -> None:
    young = PersonFacts(birth_on=date(2010, 3, 1), birth_exact=True)
    facts = [*committed("2027-10-01", ordinal=1), fact("ADMITTED", "2027-10-02")]
    found = clock(facts, "2027-12-01 08:00", "ADULT_TRANSFER", young)
    assert found is not None
    assert found.due_at is not None
    assert found.due_at.date() == date(2028, 3, 1)
    moved = [*facts, fact("ADMITTED", "2028-03-02")]
    assert clock(moved, "2028-03-03 08:00", "ADULT_TRANSFER", young) is None
    nearly = PersonFacts(birth_on=date(2011, 9, 1), birth_exact=True)
    assert clock(facts, "2027-12-01 08:00", "ADULT_TRANSFER", nearly) is None
    assert clock(facts, "2027-12-01 08:00", "ADULT_TRANSFER") is None


def test_a_visit_before_the_state_began_is_no_check_of_it() -> None:
    facts = [fact("VISIT", "2026-07-01 09:00"), *managed("2026-07-10")]
    found = clock(facts, "2026-07-20 08:00", "MONTHLY_CHECK")
    assert found is not None
    assert found.started_at.date() == date(2026, 7, 10)


# Penal Code 256a: refer, never judge


def sources(facts: list[Fact], test: Fact) -> list[str]:
    """What the windows a test falls in rest on."""
    found = check(facts, test, person=ADULT, parameters=LAW, at=test.effective_at)
    return [objection.article for objection in found if objection.code == "CRIMINAL_WINDOW"]


def test_use_during_voluntary_rehabilitation_is_flagged_with_both_readings() -> None:
    facts, test = at_home("2026-09-03"), positive("2026-10-01")
    assert len(set(sources(facts, test))) == 2
    assert not sources(facts[:2], test)
    found = look([*facts, test], "2026-10-02 08:00")
    assert Flag.CRIMINAL_WINDOW in found.flags
    assert found.span.state is State.VOLUNTARY_HOME


@pytest.mark.parametrize(
    "facts", [on_substitution("2026-09-03"), [*committed("2026-10-01"), fact("ADMITTED", "2026-10-02")]]
)
def test_use_during_treatment_or_compulsory_rehabilitation_is_flagged(facts: list[Fact]) -> None:
    assert sources(facts, positive("2026-11-01"))


def test_use_during_the_time_after_is_flagged() -> None:
    facts = [*on_substitution("2026-09-03"), fact("SUBSTITUTION_COMPLETED", "2028-01-10")]
    assert sources(facts, positive("2028-05-01"))


def test_two_years_after_count_only_together_with_management() -> None:
    done = [*on_substitution("2026-09-03"), fact("SUBSTITUTION_COMPLETED", "2028-01-10")]  # ended 10/01/2029
    assert not sources(done, positive("2029-03-01"))
    under = [*done, positive("2029-03-01"), fact("MANAGEMENT_DECIDED", "2029-03-02")]
    assert sources(under, positive("2029-06-01"))
    late = [*done, positive("2031-01-01"), fact("MANAGEMENT_DECIDED", "2031-01-02")]
    assert not sources(late, positive("2031-02-01"))


def test_two_years_after_giving_up_are_a_window() -> None:
    gave_up = [*on_substitution("2026-09-03"), fact("SUBSTITUTION_ENDED_EARLY", "2026-10-01", ground="GAVE_UP")]
    assert sources(gave_up, positive("2028-09-30"))
    assert not sources(gave_up, positive("2028-10-01"))
    expelled = [*on_substitution("2026-09-03"), fact("SUBSTITUTION_ENDED_EARLY", "2026-10-01", ground="EXPELLED")]
    assert not sources(expelled, positive("2027-01-01"))
    home = [*at_home("2026-09-03"), fact("VOLUNTARY_ENDED_EARLY", "2026-10-01")]
    assert sources(home, positive("2027-01-01"))


def test_acts_before_july_2025_do_not_count_whenever_they_were_found() -> None:
    facts = [*addict("2025-05-01"), fact("SUBSTITUTION_STARTED", "2025-05-10")]
    assert not sources(facts, positive("2025-06-30"))
    assert not sources(facts, positive("2025-07-02", used_on="2025-06-30"))
    assert sources(facts, positive("2025-07-01"))


def test_the_flag_goes_when_the_case_was_dealt_with() -> None:
    facts = [*on_substitution("2026-09-03"), positive("2026-10-01"), fact("CUSTODY_STARTED", "2026-10-02")]
    assert Flag.CRIMINAL_WINDOW not in look(facts, "2026-10-03 08:00").flags
    request = fact("ASSESSMENT_REQUESTED", "2026-10-02", ground="REGISTERING")
    assert "CRIMINAL_WINDOW" in warnings(facts[:-1], request)
    clean = [*facts[:-1], fact("TEST", "2026-10-05", result="NEGATIVE", ground="SUBSTITUTION")]
    later = fact("ASSESSMENT_REQUESTED", "2026-10-06", ground="REGISTERING")
    assert "CRIMINAL_WINDOW" not in warnings(clean, later)


# what comes next


def test_the_page_offers_what_the_law_waits_for_and_says_why_not() -> None:
    offered = {move.kind: move for move in look(on_substitution("2026-09-03"), "2026-10-01 08:00").moves}
    assert "Đ. 35.1" in offered[FactKind.COMPULSORY_FILE_OPENED].blocked
    assert not offered[FactKind.SUBSTITUTION_COMPLETED].blocked
    assert FactKind.MANAGEMENT_DECIDED not in offered
    found = {move.kind: move for move in look(addict("2026-09-03"), "2026-10-01 08:00").moves}
    assert not found[FactKind.COMPULSORY_FILE_OPENED].blocked
    assert found[FactKind.VOLUNTARY_REGISTERED].primary


def test_before_july_2026_nobody_is_offered_what_the_law_did_not_know() -> None:
    offered = {move.kind: move for move in look(on_substitution("2026-03-03"), "2026-05-01 08:00").moves}
    assert "chưa có việc" in offered[FactKind.MONITORING_ORDERED].blocked


def test_in_custody_the_end_of_custody_is_offered() -> None:
    facts = [*managed("2026-07-10"), fact("CUSTODY_STARTED", "2026-08-01")]
    kinds = [move.kind for move in allowed(facts, person=ADULT, parameters=LAW, at=moment("2026-08-02 08:00"))]
    assert FactKind.CUSTODY_ENDED in kinds
    assert FactKind.CUSTODY_STARTED not in kinds
    assert FactKind.MANAGEMENT_SUSPENDED in kinds


def test_every_state_offers_only_what_it_can_explain() -> None:
    for state in State:
        opening = (
            []
            if state in {State.NONE, State.POSITIVE, State.DEAD, State.MOVED_AWAY}
            else [fact("OPENING", "2026-07-15", state=str(state), since="2026-07-10")]
        )
        for move in look(opening, "2026-07-16 08:00").moves:
            assert move.label
            assert move.article
