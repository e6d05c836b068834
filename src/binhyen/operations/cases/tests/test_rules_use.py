"""Use and its management: two limbs, who decides, how long, what stops it (Law 120/2025, Art. 2.9, 23-27)."""

from datetime import date

from binhyen.operations.cases.values import FactKind, Flag, ListCode, PersonFacts, State

from .rules_cases import LAW, addict, clock, fact, look, managed, objections, positive, refusals, span, spans, warnings

MINOR = PersonFacts(birth_on=date(2010, 5, 5), birth_exact=True)


def test_a_decision_without_a_positive_test_is_refused() -> None:
    found = objections([], fact("MANAGEMENT_DECIDED", "2026-07-11"))
    assert "Đ. 2.9" in found["NO_POSITIVE_TEST"].article
    negative = [fact("TEST", "2026-07-10", result="NEGATIVE", ground="GROUNDS")]
    assert "NO_POSITIVE_TEST" in refusals(negative, fact("MANAGEMENT_DECIDED", "2026-07-11"))


def test_the_word_that_a_result_came_needs_the_result() -> None:
    assert "NO_POSITIVE_TEST" in refusals([], fact("POSITIVE_RECEIVED", "2026-07-10 08:00"))


def test_a_tip_that_nobody_verified_is_no_ground_for_a_test() -> None:
    tip = fact("TEST", "2026-07-10", result="NEGATIVE", ground="TIP")
    assert objections([], tip)["BAD_VALUE"].field == "ground"
    assert not refusals([], fact("TEST", "2026-07-10", result="NEGATIVE", ground="VERIFIED_TIP"))


def test_a_positive_test_alone_puts_nobody_on_a_list() -> None:
    found = span([positive("2026-07-10")], "2026-07-20")
    assert (found.state, found.list, found.reported) == (State.POSITIVE, ListCode.NONE, ListCode.NONE)


def test_before_july_2026_the_chair_decides_after_it_the_head_of_police() -> None:
    def refused(day: str, by: str) -> set[str]:
        return refusals([positive(day), fact("POSITIVE_RECEIVED", day)], fact("MANAGEMENT_DECIDED", day, by=by))

    assert not refused("2026-06-30", "CHAIR_COMMUNE")
    assert not refused("2026-07-01", "HEAD_COMMUNE_POLICE")
    assert refused("2026-06-30", "HEAD_COMMUNE_POLICE") == {"WRONG_AUTHORITY"}
    assert refused("2026-07-01", "CHAIR_COMMUNE") == {"WRONG_AUTHORITY"}
    assert refused("2026-07-01", "") == {"AUTHORITY_MISSING"}


def test_a_year_of_management_ends_by_itself_and_takes_the_person_off_the_list() -> None:
    found = spans(managed("2026-07-10"))
    assert [row.state for row in found] == [State.MANAGED, State.ENDED]
    assert found[0].list is ListCode.L1
    assert found[0].ends_by_term == found[0].end == date(2027, 7, 10)
    assert found[1].list is ListCode.HISTORY


def test_a_year_from_the_29th_of_february_ends_on_the_28th() -> None:
    assert spans(managed("2028-02-29"))[0].end == date(2029, 2, 28)


def test_the_province_may_count_the_last_day_too() -> None:
    law = LAW.with_overrides({"terms.TERM_LAST_DAY": 1})
    assert spans(managed("2026-07-10"), law=law)[0].end == date(2027, 7, 11)


def test_the_missing_paper_of_an_ended_year_is_a_clock_not_a_longer_measure() -> None:
    facts = managed("2026-07-10")
    found = clock(facts, "2027-08-01 09:00", "TERMINATE_MANAGEMENT")
    assert found is not None
    assert found.due_at is None
    assert found.confidence == "unknown"
    ended = [*facts, fact("MANAGEMENT_TERMINATED", "2027-07-12")]
    assert clock(ended, "2027-08-01 09:00", "TERMINATE_MANAGEMENT") is None
    assert span(ended, "2027-07-11").state is State.ENDED


def test_management_cannot_be_terminated_before_its_term_or_after_new_use() -> None:
    facts = managed("2026-07-10")
    assert refusals(facts, fact("MANAGEMENT_TERMINATED", "2027-05-01")) == {"TERM_RUNNING"}
    again = [*facts, positive("2027-07-01", used_on="2027-06-30")]
    assert "USED_AGAIN" in refusals(again, fact("MANAGEMENT_TERMINATED", "2027-07-09"))
    assert not refusals(facts, fact("MANAGEMENT_TERMINATED", "2027-07-09"))


def test_undecided_new_use_does_not_end_as_a_clean_year() -> None:
    facts = [*managed("2026-07-10"), positive("2027-06-01")]
    assert span(facts, "2027-07-10").state is State.POSITIVE
    assert (
        span([*managed("2026-07-10"), fact("MANAGEMENT_TERMINATED", "2027-07-10")], "2027-07-10").state is State.ENDED
    )


def test_new_use_during_management_begins_a_new_year_by_a_new_decision() -> None:
    facts = [*managed("2026-07-10"), positive("2026-12-01")]
    assert "ASSESS_FIRST" in warnings(facts, fact("MANAGEMENT_DECIDED", "2026-12-05"))
    facts.append(fact("ASSESSMENT_RESULT", "2026-12-04", result="NOT_ADDICTED"))
    new = fact("MANAGEMENT_DECIDED", "2026-12-05")
    assert not objections(facts, new)
    assert span([*facts, new], "2027-07-20").ends_by_term == date(2027, 12, 5)


def test_a_second_decision_needs_its_own_test() -> None:
    assert "NO_POSITIVE_TEST" in refusals(managed("2026-07-10"), fact("MANAGEMENT_DECIDED", "2026-12-05"))


def test_a_late_decision_asks_for_a_reason_an_hourless_receipt_for_its_hour() -> None:
    facts = [positive("2026-07-10 16:50"), fact("POSITIVE_RECEIVED", "2026-07-10 16:50")]
    assert warnings(facts, fact("MANAGEMENT_DECIDED", "2026-07-11 17:00")) == {"LATE_DECISION"}
    assert not objections(facts, fact("MANAGEMENT_DECIDED", "2026-07-11 16:50"))
    assert warnings([positive("2026-07-10")], fact("POSITIVE_RECEIVED", "2026-07-10")) == {"HOUR_MISSING"}


def test_without_a_stable_residence_assessment_comes_first() -> None:
    facts = [positive("2026-07-10 08:00"), fact("POSITIVE_RECEIVED", "2026-07-10 09:00", stable_residence=False)]
    decision = fact("MANAGEMENT_DECIDED", "2026-07-12 08:00")
    assert "ASSESS_HOMELESS" in refusals(facts, decision)
    facts.append(fact("ASSESSMENT_RESULT", "2026-07-11", result="NOT_ADDICTED"))
    assert not refusals(facts, decision)


def test_found_addicted_the_person_stays_managed_until_the_stop_decision() -> None:
    facts = [*managed("2026-07-10"), fact("ASSESSMENT_RESULT", "2026-09-01", result="ADDICTED")]
    assert span(facts, "2026-09-20").state is State.MANAGED
    assert clock(facts, "2026-09-20 08:00", "STOP_MANAGEMENT") is not None
    stop = fact("MANAGEMENT_STOPPED", "2026-09-21", ground="ADDICTED")
    assert not refusals(facts, stop)
    found = span([*facts, stop], "2026-09-21")
    assert (found.state, found.list) == (State.ADDICT, ListCode.L2)


def test_at_the_end_of_the_year_one_found_addicted_goes_to_the_addicts() -> None:
    facts = [*managed("2026-07-10"), fact("ASSESSMENT_RESULT", "2027-07-01", result="ADDICTED")]
    assert span(facts, "2027-07-10").state is State.ADDICT


def test_a_later_result_not_addicted_takes_the_question_away() -> None:
    facts = [
        *managed("2026-07-10"),
        fact("ASSESSMENT_RESULT", "2027-07-01", result="ADDICTED"),
        fact("ASSESSMENT_RESULT", "2027-07-05", result="NOT_ADDICTED"),
    ]
    assert span(facts, "2027-07-10").state is State.ENDED


def test_treatment_that_begins_before_the_stop_decision_is_warned_of_and_ends_management() -> None:
    facts = [*managed("2026-07-10"), fact("ASSESSMENT_RESULT", "2026-09-01", result="ADDICTED")]
    start = fact("SUBSTITUTION_STARTED", "2026-09-05")
    assert "STOP_FIRST" in warnings(facts, start)
    assert span([*facts, start], "2026-09-05").list is ListCode.L2
    late = fact("MANAGEMENT_STOPPED", "2026-09-08", ground="ADDICTED")
    assert not refusals([*facts, start], late)
    assert span([*facts, start, late], "2026-09-08").state is State.SUBSTITUTION


def test_a_stop_needs_its_ground() -> None:
    facts = managed("2026-07-10")
    assert refusals(facts, fact("MANAGEMENT_STOPPED", "2026-09-01", ground="ADDICTED")) == {"NO_RESULT"}
    assert refusals(facts, fact("MANAGEMENT_STOPPED", "2026-09-01", ground="CUSTODY")) == {"NOT_DETAINED"}
    assert warnings(facts, fact("MANAGEMENT_STOPPED", "2026-09-01", ground="PRISON")) == {"GROUND_MISSING"}
    assert refusals([], fact("MANAGEMENT_STOPPED", "2026-09-01", ground="PRISON")) == {"NO_GROUND"}


def test_an_addict_gets_no_user_decision() -> None:
    facts = [*addict("2026-09-01"), positive("2026-09-10")]
    assert refusals(facts, fact("MANAGEMENT_DECIDED", "2026-09-11")) == {"ADDICTED"}


def test_custody_suspends_only_by_decision_and_the_term_runs_on() -> None:
    facts = managed("2026-07-10")
    suspend = fact("MANAGEMENT_SUSPENDED", "2026-08-02")
    assert refusals(facts, suspend) == {"NOT_DETAINED"}
    facts.append(fact("CUSTODY_STARTED", "2026-08-01"))
    found = look(facts, "2026-08-01 12:00")
    assert found.span.state is State.MANAGED
    assert Flag.DETAINED in found.flags
    assert any(row.code == "SUSPEND_MANAGEMENT" for row in found.clocks)
    facts.append(suspend)
    assert span(facts, "2026-08-10").state is State.MANAGED_SUSPENDED
    assert span(facts, "2026-08-10").list is ListCode.L1
    facts.append(fact("CUSTODY_ENDED", "2026-10-01"))
    assert span(facts, "2026-10-01").state is State.MANAGED
    assert span(facts, "2026-10-01").ends_by_term == date(2027, 7, 10)


def test_the_province_may_read_the_suspended_time_as_added() -> None:
    law = LAW.with_overrides({"terms.SUSPENSION_EXTENDS": 1})
    facts = [
        *managed("2026-07-10"),
        fact("CUSTODY_STARTED", "2026-08-01"),
        fact("MANAGEMENT_SUSPENDED", "2026-08-01"),
        fact("MANAGEMENT_RESUMED", "2026-08-31"),
    ]
    assert spans(facts, law=law)[-2].ends_by_term == date(2027, 8, 9)
    never = facts[:-1]
    assert spans(never, law=law)[-1].state is State.MANAGED_SUSPENDED
    assert spans(never)[-1].state is State.CUSTODY


def test_custody_longer_than_the_time_left_leaves_no_one_on_the_list() -> None:
    facts = [*managed("2026-07-10"), fact("CUSTODY_STARTED", "2027-06-01"), fact("MANAGEMENT_SUSPENDED", "2027-06-02")]
    assert span(facts, "2027-07-10").state is State.CUSTODY
    assert span(facts, "2027-07-10").list is ListCode.HISTORY
    stop = [*facts, fact("MANAGEMENT_STOPPED", "2027-06-10", ground="CUSTODY")]
    assert span(stop, "2027-06-10").state is State.CUSTODY
    out = [*facts, fact("CUSTODY_ENDED", "2027-08-01")]
    assert span(out, "2027-08-01").state is State.ENDED


def test_one_found_addicted_in_custody_is_an_addict_in_custody() -> None:
    facts = [
        *managed("2026-07-10"),
        fact("CUSTODY_STARTED", "2026-08-01"),
        fact("ASSESSMENT_RESULT", "2026-08-05", result="ADDICTED"),
        fact("MANAGEMENT_STOPPED", "2026-08-06", ground="ADDICTED"),
    ]
    found = span(facts, "2026-08-06")
    assert (found.state, found.list) == (State.CUSTODY, ListCode.L2)
    assert span([*facts, fact("CUSTODY_ENDED", "2026-09-01")], "2026-09-01").state is State.ADDICT


def test_the_old_law_knew_no_suspension_and_its_decisions_keep_their_end() -> None:
    facts = [*managed("2026-03-01"), fact("CUSTODY_STARTED", "2026-06-01")]
    assert "NOT_IN_LAW" in refusals(facts, fact("MANAGEMENT_SUSPENDED", "2026-06-02", by="HEAD_COMMUNE_POLICE"))
    assert not refusals(facts, fact("MANAGEMENT_SUSPENDED", "2026-07-02"))
    assert span(facts, "2026-12-01").ends_by_term == date(2027, 3, 1)
    assert span(facts, "2026-05-01").article == "Luật 73/2021, Đ. 23.2, 26"


def test_a_child_is_managed_too_but_only_urine_without_a_guardian() -> None:
    blood = fact("TEST", "2026-07-10", result="NEGATIVE", ground="GROUNDS", sample="BLOOD")
    assert "GUARDIAN" in warnings([], blood, MINOR)
    urine = fact("TEST", "2026-07-10", result="NEGATIVE", ground="GROUNDS", sample="URINE")
    assert not objections([], urine, MINOR)
    assert Flag.MINOR in look(managed("2026-07-10"), "2026-07-11 08:00", MINOR).flags
    assert not refusals(managed("2026-07-10")[:2], fact("MANAGEMENT_DECIDED", "2026-07-10"), MINOR)


def test_the_ground_of_a_test_and_of_a_request_must_fit_the_case() -> None:
    assert "GROUND" in warnings([], fact("TEST", "2026-07-10", result="NEGATIVE", ground="MANAGED"))
    assert "GROUND" in warnings([], fact("ASSESSMENT_REQUESTED", "2026-07-10", ground="POST_REHAB"))
    assert not objections(managed("2026-07-10"), fact("ASSESSMENT_REQUESTED", "2026-08-10", ground="MANAGED"))


def test_a_result_without_a_request_and_against_the_file_asks_for_a_reason() -> None:
    assert warnings([], fact("ASSESSMENT_RESULT", "2026-07-10", result="ADDICTED")) == {"NO_REQUEST"}
    against = fact("ASSESSMENT_RESULT", "2026-10-01", result="NOT_ADDICTED")
    assert warnings(addict("2026-09-01"), against) == {"ALREADY_ADDICTED"}
    assert span([*addict("2026-09-01"), against], "2026-10-02").state is State.ADDICT


def test_electronic_monitoring_is_not_for_users() -> None:
    order = fact("MONITORING_ORDERED", "2026-08-01", basis="POST_REHAB", ends_on="2026-12-01")
    assert refusals(managed("2026-07-10"), order) == {"NOT_FOR_USERS"}
    offered = {move.kind: move for move in look(managed("2026-07-10"), "2026-08-01 08:00").moves}
    assert "người sử dụng" in offered[FactKind.MONITORING_ORDERED].blocked


def test_after_the_year_a_new_use_begins_again_from_nothing() -> None:
    facts = [*managed("2026-07-10"), positive("2028-01-01")]
    found = span(facts, "2028-01-01")
    assert (found.state, found.list) == (State.POSITIVE, ListCode.HISTORY)
