"""Rehabilitation, treatment, committal and the time after (Law 120/2025, Art. 28-43, 47, 48, 56)."""

from datetime import date, timedelta

import pytest

from binhyen.operations.cases.values import Fact, FactKind, Flag, ListCode, PersonFacts, State

from .rules_cases import (
    LAW,
    WOMAN,
    addict,
    at_home,
    clock,
    committed,
    fact,
    look,
    objections,
    on_substitution,
    positive,
    refusals,
    span,
    spans,
    warnings,
)

CHILD = PersonFacts(birth_on=date(2015, 1, 1), birth_exact=True)
MINOR = PersonFacts(birth_on=date(2010, 1, 1), birth_exact=True)


def inside(day: str = "2026-10-02", **data: object) -> list[Fact]:
    return [*committed("2026-10-01", **data), fact("ADMITTED", day)]


# length: 24 months the first time, 36 again, for every form


def test_the_first_rehabilitation_lasts_24_months() -> None:
    assert span(at_home("2026-09-03"), "2026-10-01").ends_by_term == date(2028, 9, 3)


def test_from_the_second_on_it_lasts_36_months() -> None:
    facts = committed("2026-12-01", held_days=0)
    found = span([*facts, fact("ADMITTED", "2026-12-02")], "2026-12-02")
    assert found.ends_by_term == date(2029, 12, 2)


def test_whether_an_unfinished_rehabilitation_counts_is_for_the_province_to_say() -> None:
    law = LAW.with_overrides({"terms.UNFINISHED_REHAB_COUNTS": 0})
    facts = [*committed("2026-12-01", held_days=0), fact("ADMITTED", "2026-12-02")]
    assert spans(facts, law=law)[-1].ends_by_term == date(2028, 12, 2)


def test_whether_one_before_july_2026_counts_is_shown_as_open() -> None:
    facts = [
        *addict("2025-01-01"),
        fact("VOLUNTARY_STARTED", "2025-01-05", form="HOME", months=6),
        fact("VOLUNTARY_COMPLETED", "2025-07-05"),
        *addict("2026-09-01"),
    ]
    start = fact("VOLUNTARY_STARTED", "2026-09-03", form="HOME")
    assert "ORDINAL_UNKNOWN" in warnings(facts, start)
    assert span([*facts, start], "2026-09-03").ends_by_term == date(2029, 9, 3)
    law = LAW.with_overrides({"terms.EARLIER_REHAB_COUNTS": 0})
    assert spans([*facts, start], law=law)[-1].ends_by_term == date(2028, 9, 3)


def test_a_length_the_law_does_not_know_is_refused() -> None:
    start = fact("VOLUNTARY_STARTED", "2026-09-03", form="HOME", months=12)
    assert "24 tháng" in objections(addict("2026-09-01"), start)["LENGTH"].message
    old = fact("VOLUNTARY_STARTED", "2026-03-03", form="HOME", months=24, by="CHAIR_COMMUNE")
    assert "6 đến 12" in objections(addict("2026-03-01"), old)["LENGTH"].message
    unknown = fact("VOLUNTARY_STARTED", "2026-03-03", form="HOME", by="CHAIR_COMMUNE")
    assert "LENGTH_UNKNOWN" in warnings(addict("2026-03-01"), unknown)
    assert span([*addict("2026-03-01"), unknown], "2026-03-03").ends_by_term is None


def test_an_ordinal_other_than_the_counted_one_asks_for_a_reason() -> None:
    assert "ORDINAL" in warnings(addict("2026-09-01"), fact("VOLUNTARY_STARTED", "2026-09-03", form="HOME", ordinal=2))


# transition, Article 56


def test_who_was_in_rehabilitation_on_1_july_2026_keeps_the_old_length_and_gets_the_new_time_after() -> None:
    facts = [*addict("2026-03-01"), fact("VOLUNTARY_STARTED", "2026-03-05", form="HOME", months=6, by="CHAIR_COMMUNE")]
    assert span(facts, "2026-08-01").ends_by_term == date(2026, 9, 5)
    done = fact("VOLUNTARY_COMPLETED", "2026-09-05")
    assert not refusals(facts, done)
    after = span([*facts, done], "2026-09-06")
    assert after.article.startswith("Luật 120/2025")
    assert after.ends_by_term == date(2027, 9, 5)


def test_a_file_opened_before_and_decided_after_is_wholly_under_the_new_law() -> None:
    facts = [
        *addict("2026-05-01"),
        fact("COMPULSORY_FILE_OPENED", "2026-06-15", ground="NOT_REGISTERED", act_on="2026-06-10"),
        fact("COMPULSORY_FILE_READ", "2026-06-16"),
        fact("COMPULSORY_FILE_SENT", "2026-06-24"),
    ]
    twelve = objections(facts, fact("COURT_DECIDED", "2026-07-10", outcome="COMMIT", months=12))
    assert "56.2" in twelve["LENGTH"].message
    assert not refusals(facts, fact("COURT_DECIDED", "2026-07-10", outcome="COMMIT", months=24))
    assert not refusals(facts, fact("COURT_DECIDED", "2026-06-29", outcome="COMMIT", months=12))
    assert "LENGTH" in refusals(facts, fact("COURT_DECIDED", "2026-06-29", outcome="COMMIT", months=36))


def test_a_minor_under_the_old_law_has_a_shorter_range() -> None:
    facts = [
        *addict("2026-05-01"),
        fact("COMPULSORY_FILE_OPENED", "2026-06-15", ground="NOT_REGISTERED", act_on="2026-06-10"),
    ]
    assert "LENGTH" in refusals(facts, fact("COURT_DECIDED", "2026-06-29", outcome="COMMIT", months=24), MINOR)


# voluntary


def test_each_form_of_voluntary_rehabilitation_has_its_own_authority() -> None:
    def refused(form: str, by: str) -> bool:
        return "WRONG_AUTHORITY" in refusals(addict(), fact("VOLUNTARY_STARTED", "2026-09-03", form=form, by=by))

    assert not refused("HOME", "HEAD_COMMUNE_POLICE")
    assert not refused("PRIVATE", "PRIVATE_FACILITY")
    assert not refused("PUBLIC", "PROVINCE_POLICE_DIRECTOR")
    assert refused("HOME", "PROVINCE_POLICE_DIRECTOR")
    assert refused("PUBLIC", "HEAD_COMMUNE_POLICE")


def test_a_certificate_older_than_six_months_carries_no_registration() -> None:
    facts = addict("2026-07-14")
    assert "CERTIFICATE_OLD" not in refusals(facts, fact("VOLUNTARY_REGISTERED", "2027-01-14", form="PUBLIC"))
    assert "CERTIFICATE_OLD" in refusals(facts, fact("VOLUNTARY_REGISTERED", "2027-01-15", form="PUBLIC"))


def test_without_a_stable_residence_only_a_public_facility() -> None:
    facts = [positive("2026-09-01"), fact("POSITIVE_RECEIVED", "2026-09-01", stable_residence=False), *addict()]
    assert "NO_RESIDENCE" in refusals(facts, fact("VOLUNTARY_REGISTERED", "2026-09-03", form="HOME", commitment=True))
    assert not refusals(facts, fact("VOLUNTARY_REGISTERED", "2026-09-03", form="PUBLIC"))


def test_a_minor_registers_with_a_guardian_and_at_home_with_a_commitment() -> None:
    assert "GUARDIAN" in refusals(addict(), fact("VOLUNTARY_REGISTERED", "2026-09-03", form="HOME"), MINOR)
    assert "COMMITMENT" in warnings(addict(), fact("VOLUNTARY_REGISTERED", "2026-09-03", form="HOME"))


def test_rehabilitation_is_not_complete_before_its_whole_term() -> None:
    facts = at_home("2026-09-03")
    assert refusals(facts, fact("VOLUNTARY_COMPLETED", "2027-09-03")) == {"TERM_RUNNING"}
    assert not refusals(facts, fact("VOLUNTARY_COMPLETED", "2028-09-02"))


def test_a_term_that_ran_out_without_certificate_does_not_complete_itself() -> None:
    assert spans(at_home("2026-09-03"))[-1].state is State.VOLUNTARY_HOME


def test_three_phases_at_a_private_facility_and_the_rest_at_home() -> None:
    facts = [*addict("2026-09-01"), fact("VOLUNTARY_STARTED", "2026-09-03", form="PRIVATE", by="PRIVATE_FACILITY")]
    assert "PHASES" in refusals(facts, fact("VOLUNTARY_PHASES_DONE", "2027-03-03", phases=2))
    facts.append(fact("VOLUNTARY_PHASES_DONE", "2027-03-03", phases=3))
    waiting = clock(facts, "2027-03-04 08:00", "PRESENT_PHASES")
    assert waiting is not None
    assert waiting.due_at is not None
    assert waiting.due_at.date() == date(2027, 3, 5)
    home = fact("VOLUNTARY_STARTED", "2027-03-05", form="HOME")
    assert not refusals(facts, home)
    found = span([*facts, home], "2027-03-05")
    assert found.ends_by_term == date(2027, 3, 5) + (date(2028, 9, 3) - date(2027, 3, 3))
    given_up = [*facts, fact("VOLUNTARY_ENDED_EARLY", "2027-03-10")]
    assert span(given_up, "2027-03-10").state is State.ADDICT


def test_another_form_of_the_same_rehabilitation_keeps_its_end() -> None:
    facts = [
        *at_home("2026-09-03"),
        fact("VOLUNTARY_STARTED", "2026-12-01", form="PUBLIC", by="PROVINCE_POLICE_DIRECTOR"),
    ]
    assert span(facts, "2026-12-01").state is State.VOLUNTARY_PUBLIC
    assert span(facts, "2026-12-01").ends_by_term == date(2028, 9, 3)


def test_a_decision_to_a_public_facility_takes_off_the_list_but_not_out_of_the_stock() -> None:
    facts = [*addict(), fact("VOLUNTARY_STARTED", "2026-09-03", form="PUBLIC", by="PROVINCE_POLICE_DIRECTOR")]
    found = span(facts, "2026-09-03")
    assert (found.list, found.reported) == (ListCode.NONE, ListCode.L2)
    admitted = [*facts, fact("ADMITTED", "2026-09-05 10:00"), fact("ADMITTED", "2026-12-01 10:00")]
    assert span(admitted, "2026-12-01").ends_by_term == date(2028, 9, 5)


# substitution


def test_treatment_has_no_term_and_completes_into_one_year_after() -> None:
    facts = on_substitution("2026-09-03")
    assert span(facts, "2027-09-03").ends_by_term is None
    done = span([*facts, fact("SUBSTITUTION_COMPLETED", "2028-01-10")], "2028-01-10")
    assert (done.state, done.list) == (State.AWAITING_POST_REHAB, ListCode.L3)
    assert done.ends_by_term == date(2029, 1, 10)


def test_treatment_begun_after_home_rehabilitation_ends_that() -> None:
    facts = [*at_home("2026-09-03"), fact("SUBSTITUTION_STARTED", "2026-12-01")]
    assert span(facts, "2026-12-01").state is State.SUBSTITUTION
    assert "NOT_REGISTERED" in warnings(addict(), fact("SUBSTITUTION_STARTED", "2026-09-05"))


# violations: 1, 2, 3


def test_violations_go_reminder_review_file() -> None:
    facts = on_substitution("2026-07-03")
    opened = fact("COMPULSORY_FILE_OPENED", "2026-10-10", ground="THIRD", act_on="2026-10-09")
    for step, day in ((1, "2026-08-01"), (2, "2026-09-01"), (3, "2026-10-09")):
        assert "GROUND_MISSING" in refusals(facts, opened)
        assert "STEP" in warnings(facts, fact("VIOLATION", day, ground="OTHER", step=step % 3 + 1))
        violation = fact("VIOLATION", day, ground="OTHER", step=step)
        assert not objections(facts, violation)
        facts.append(violation)
    assert not refusals(facts, opened)
    assert "CRIMINAL_FIRST" in warnings(facts, opened)


def test_violations_of_an_earlier_measure_do_not_count() -> None:
    facts = [
        *on_substitution("2026-07-03"),
        fact("VIOLATION", "2026-08-01", ground="OTHER", step=1),
        fact("VIOLATION", "2026-08-11", ground="OTHER", step=2),
        fact("SUBSTITUTION_ENDED_EARLY", "2026-08-20", ground="MOVED"),
        fact("SUBSTITUTION_STARTED", "2026-08-25"),
    ]
    assert not objections(facts, fact("VIOLATION", "2026-09-01", ground="OTHER", step=1))


def test_violations_belong_to_home_rehabilitation_and_treatment_only() -> None:
    assert refusals(addict(), fact("VIOLATION", "2026-10-01", ground="OTHER")) == {"NOT_IN_MEASURE"}
    facts = on_substitution("2026-07-03")
    refusal = fact("VIOLATION", "2026-10-01", ground="MONITORING")
    assert refusals(facts, refusal) == {"NOT_MONITORED"}
    facts.append(fact("MONITORING_ORDERED", "2026-09-01", basis="SUBSTITUTION", ends_on="2027-09-01"))
    assert not refusals(facts, refusal)
    assert not refusals([*facts, refusal], fact("COMPULSORY_FILE_OPENED", "2026-10-02", ground="MONITORING"))


def test_an_act_of_commune_education_counts_when_repeated() -> None:
    facts = [*on_substitution("2026-07-03"), fact("VIOLATION", "2026-09-01", ground="COMMUNE_EDUCATION")]
    opened = fact("COMPULSORY_FILE_OPENED", "2026-10-10", ground="REPEATED", act_on="2026-10-09")
    assert "GROUND_MISSING" in refusals(facts, opened)
    facts.append(fact("VIOLATION", "2026-10-09", ground="COMMUNE_EDUCATION"))
    assert not refusals(facts, opened)


# who may not be committed, on what ground, in what time


def gave_up() -> list[Fact]:
    return [*at_home("2026-09-03"), fact("VOLUNTARY_ENDED_EARLY", "2026-10-01")]


def opened(day: str = "2026-10-05", **data: object) -> Fact:
    return fact("COMPULSORY_FILE_OPENED", day, **{"ground": "GAVE_UP", "act_on": "2026-10-01", **data})


def test_a_file_needs_its_ground() -> None:
    assert not objections(gave_up(), opened())
    assert "GROUND_MISSING" in refusals(addict(), opened())
    assert "GROUND_MISSING" in refusals(gave_up(), opened(ground="EXPELLED"))
    assert "GROUND_MISSING" in refusals(gave_up(), opened(ground="USED"))
    assert "GROUND_MISSING" in refusals(gave_up(), opened(ground="POST_REHAB"))
    assert "GROUND_MISSING" in refusals(on_substitution(), opened(ground="NOT_REGISTERED"))
    expelled = [*on_substitution(), fact("SUBSTITUTION_ENDED_EARLY", "2026-10-01", ground="EXPELLED")]
    assert not refusals(expelled, opened(ground="EXPELLED"))
    used = [*at_home("2026-09-03"), positive("2026-10-01")]
    assert not refusals(used, opened(ground="USED"))


def test_the_pregnant_the_sole_carer_the_incapable_and_children_are_not_committed() -> None:
    pregnant = [*gave_up(), fact("PREGNANT", "2026-09-20")]
    assert "BARRED" in refusals(pregnant, opened(), WOMAN)
    assert "BARRED" not in refusals([*pregnant, fact("PREGNANCY_ENDED", "2026-10-02")], opened(), WOMAN)
    assert "BARRED" in refusals(gave_up(), opened(bar="CARER"))
    assert "BARRED" in refusals(gave_up(), opened(bar="NO_CAPACITY"))
    assert "TOO_YOUNG" in refusals(gave_up(), opened(), CHILD)
    assert not refusals(gave_up(), opened(), MINOR)
    assert "AGE_GROUP" in warnings(gave_up(), opened(age_group="ADULT"), MINOR)
    assert "AGE_UNKNOWN" in warnings(gave_up(), opened(), PersonFacts())


def test_where_only_the_year_of_birth_is_known_a_minor_is_not_taken_for_an_adult() -> None:
    year_only = PersonFacts(birth_on=date(2008, 1, 1))
    assert "AGE_INEXACT" in warnings(gave_up(), opened(), year_only)
    assert "AGE_INEXACT" not in warnings(gave_up(), opened(), PersonFacts(birth_on=date(2007, 1, 1)))


def test_pregnancy_bars_the_court_decision_and_the_admission_too() -> None:
    facts = [*committed("2026-10-01")[:-1], fact("PREGNANT", "2026-09-25")]
    assert "BARRED" in refusals(facts, fact("COURT_DECIDED", "2026-10-01", outcome="COMMIT"), WOMAN)
    later = [*committed("2026-10-01"), fact("PREGNANT", "2026-10-01")]
    assert "BARRED" in refusals(later, fact("ADMITTED", "2026-10-02"), WOMAN)
    assert "NOT_FEMALE" in refusals(addict(), fact("PREGNANT", "2026-09-25"))


def test_after_three_months_from_the_last_act_it_is_too_late_unless_the_person_evades() -> None:
    assert "TOO_LATE" not in refusals(gave_up(), opened("2027-01-01"))
    assert "TOO_LATE" in refusals(gave_up(), opened("2027-01-02"))
    hiding = [*gave_up(), fact("ABSENT", "2026-10-10", evading=True)]
    assert "TOO_LATE" not in refusals(hiding, opened("2027-01-02"))
    paused = clock(hiding, "2026-11-01 08:00", "LIMITATION")
    assert paused is not None
    assert paused.paused_since is not None
    back = [*hiding, fact("ABSENCE_ENDED", "2027-02-01", evading=True)]
    found = clock(back, "2027-02-10 08:00", "LIMITATION")
    assert found is not None
    assert found.due_at is not None
    assert found.due_at.date() == date(2027, 5, 1)


def test_the_day_of_the_act_must_be_known_and_past() -> None:
    assert "ACT_DAY" in refusals(gave_up(), opened(act_on="2026-10-06"))
    unknown = fact("COMPULSORY_FILE_OPENED", "2026-10-05", ground="NOT_REGISTERED")
    assert {"ACT_DAY", "REGISTRATION_UNKNOWN"} <= warnings(addict(), unknown)


def test_not_registering_counts_once_the_time_to_register_has_passed() -> None:
    facts = addict("2026-05-04")
    early = fact("COMPULSORY_FILE_OPENED", "2026-05-11", ground="NOT_REGISTERED", act_on="2026-05-11")
    assert "STILL_TIME" in refusals(facts, early)
    assert not refusals(
        facts, fact("COMPULSORY_FILE_OPENED", "2026-05-12", ground="NOT_REGISTERED", act_on="2026-05-11")
    )
    law = LAW.with_overrides({"clocks.REGISTER_MEASURE": 5})
    new = fact("COMPULSORY_FILE_OPENED", "2026-09-04", ground="NOT_REGISTERED", act_on="2026-09-04")
    assert "STILL_TIME" in objections(addict("2026-09-03"), new, law=law)
    assert not refusals([], fact("NOTE", "2026-09-03", text="x"))


def test_the_person_has_three_working_days_to_read_the_file() -> None:
    facts = [*gave_up(), opened()]
    assert "NOT_READ" in refusals(facts, fact("COMPULSORY_FILE_SENT", "2026-10-08"))
    facts.append(fact("COMPULSORY_FILE_READ", "2026-10-08"))  # a Thursday
    assert "READING" in refusals(facts, fact("COMPULSORY_FILE_SENT", "2026-10-13"))
    assert not refusals(facts, fact("COMPULSORY_FILE_SENT", "2026-10-14"))
    reading, sending = (clock(facts, "2026-10-09 08:00", code) for code in ("FILE_READING", "FILE_SENDING"))
    assert reading is not None
    assert reading.due_at is not None
    assert reading.due_at.date() == date(2026, 10, 13)
    assert sending is not None
    assert sending.due_at is not None
    assert sending.due_at.date() == date(2026, 10, 14)
    assert "NO_FILE" in refusals(gave_up(), fact("COMPULSORY_FILE_SENT", "2026-10-14"))
    assert "NO_FILE" in refusals(gave_up(), fact("COMPULSORY_FILE_READ", "2026-10-14"))
    assert "NO_FILE" in refusals(gave_up(), fact("COURT_ACCEPTED", "2026-10-14"))


def test_handing_over_within_a_public_facility_and_back_keeps_the_case() -> None:
    private = [*addict(), fact("VOLUNTARY_STARTED", "2026-09-03", form="PRIVATE", by="PRIVATE_FACILITY")]
    stored = fact("VOLUNTARY_STARTED", "2026-12-01", form="NOWHERE")
    assert spans([*private, stored]) == spans(private)


def test_a_minors_guardian_is_told_of_the_file() -> None:
    assert "GUARDIAN" in refusals([*gave_up(), opened()], fact("COMPULSORY_FILE_READ", "2026-10-08"), MINOR)


def test_a_court_that_refuses_gives_the_person_back_to_what_was() -> None:
    facts = [*at_home("2026-09-03"), positive("2026-10-01"), opened(ground="USED")]
    assert span(facts, "2026-10-05").state is State.COMPULSORY_FILE
    refused = span([*facts, fact("COURT_DECIDED", "2026-10-20", outcome="REFUSE")], "2026-10-20")
    assert (refused.state, refused.ends_by_term) == (State.VOLUNTARY_HOME, date(2028, 9, 3))
    closed = span([*facts, fact("COMPULSORY_FILE_CLOSED", "2026-10-20", ground="CRIMINAL")], "2026-10-20")
    assert closed.state is State.VOLUNTARY_HOME


# execution


def test_the_decision_takes_off_the_list_at_once_the_stock_keeps_counting() -> None:
    waiting = span(committed("2026-10-01"), "2026-10-01")
    assert (waiting.state, waiting.list, waiting.reported) == (State.AWAITING_EXECUTION, ListCode.NONE, ListCode.L2)
    served = span(inside(), "2026-10-02")
    assert (served.state, served.list, served.reported) == (State.COMPULSORY, ListCode.NONE, ListCode.L2)


def test_execution_has_24_hours_and_24_more_and_waits_while_postponed() -> None:
    facts = [*committed()[:-1], fact("COURT_DECIDED", "2026-10-01 10:00", outcome="COMMIT")]
    execute, place = (clock(facts, "2026-10-01 12:00", code) for code in ("EXECUTE", "PLACE"))
    assert execute is not None
    assert place is not None
    assert execute.due_at is not None
    assert place.due_at is not None
    assert (execute.due_at.day, execute.due_at.hour) == (2, 10)
    assert (place.due_at.day, place.due_at.hour) == (3, 10)
    postponed = [*facts, fact("EXECUTION_POSTPONED", "2026-10-01 15:00", ground="ILL", until="2026-12-01")]
    execute = clock(postponed, "2026-11-01 12:00", "EXECUTE")
    assert execute is not None
    assert execute.pause_reason
    assert clock(postponed, "2026-11-01 12:00", "POSTPONEMENT") is not None
    assert span(postponed, "2026-11-01").measure == "POSTPONED"


@pytest.mark.parametrize(
    ("ground", "state", "code"),
    [
        ("NO_LONGER_ADDICTED", State.ENDED, ListCode.HISTORY),
        ("PREGNANT", State.ADDICT, ListCode.L2),
        ("CRITICALLY_ILL", State.ADDICT, ListCode.L2),
    ],
)
def test_an_exemption_ends_the_committal(ground: str, state: State, code: ListCode) -> None:
    found = span([*committed(), fact("EXECUTION_EXEMPTED", "2026-10-10", ground=ground)], "2026-10-10")
    assert (found.state, found.list) == (state, code)
    rest = span([*inside(), fact("EXECUTION_EXEMPTED", "2027-10-10", ground=ground)], "2027-10-10")
    assert rest.state is state


def test_court_director_and_head_of_facility_each_decide_their_own() -> None:
    def wrong(facts: list[Fact], kind: str, by: str, **data: object) -> bool:
        return "WRONG_AUTHORITY" in refusals(facts, fact(kind, "2026-11-02", by=by, **data))

    voluntary = [*addict(), fact("VOLUNTARY_STARTED", "2026-09-03", form="PUBLIC", by="PROVINCE_POLICE_DIRECTOR")]
    ill = {"ground": "ILL"}
    assert not wrong(committed(), "EXECUTION_POSTPONED", "REGIONAL_COURT", **ill)
    assert wrong(committed(), "EXECUTION_POSTPONED", "PROVINCE_POLICE_DIRECTOR", **ill)
    assert not wrong(voluntary, "EXECUTION_POSTPONED", "PROVINCE_POLICE_DIRECTOR", **ill)
    assert wrong(voluntary, "EXECUTION_POSTPONED", "REGIONAL_COURT", **ill)
    fled = [*committed(), fact("ESCAPED", "2026-10-20")]
    assert not wrong(fled, "SEARCH_DECIDED", "PROVINCE_POLICE_DIRECTOR")
    assert wrong(fled, "SEARCH_DECIDED", "FACILITY_HEAD")
    broke_out = [*inside(), fact("ESCAPED", "2026-10-20")]
    assert wrong(broke_out, "SEARCH_DECIDED", "PROVINCE_POLICE_DIRECTOR")
    assert not wrong(broke_out, "SEARCH_DECIDED", "FACILITY_HEAD")
    assert "NOT_ESCAPED" in refusals(inside(), fact("SEARCH_DECIDED", "2026-11-02"))


def test_no_longer_addicted_exempts_only_who_was_postponed() -> None:
    cured = fact("EXECUTION_EXEMPTED", "2026-12-02", ground="NO_LONGER_ADDICTED")
    assert "NOT_POSTPONED" in refusals(committed(), cured)
    assert not refusals([*committed(), fact("EXECUTION_POSTPONED", "2026-10-05", ground="ILL")], cured)


def test_a_voluntary_decision_may_wait_too_and_its_term_runs_from_admission() -> None:
    facts = [*addict(), fact("VOLUNTARY_STARTED", "2026-09-03", form="PUBLIC", by="PROVINCE_POLICE_DIRECTOR")]
    facts.append(fact("EXECUTION_POSTPONED", "2026-09-04", ground="FAMILY", by="PROVINCE_POLICE_DIRECTOR"))
    assert span(facts, "2026-10-01").measure == "POSTPONED"
    assert span([*facts, fact("ADMITTED", "2026-12-01")], "2026-12-01").ends_by_term == date(2028, 12, 1)


def test_time_held_while_the_file_was_made_is_credited() -> None:
    facts = committed("2026-10-01", held_days=30, ordinal=1)
    assert span([*facts, fact("ADMITTED", "2026-10-02")], "2026-10-02").ends_by_term == date(2028, 10, 2) - timedelta(
        30
    )
    assert "HELD_DAYS" in refusals(
        committed("2026-10-01")[:-1], fact("COURT_DECIDED", "2026-10-01", outcome="COMMIT", held_days=31)
    )
    held = [
        row if row.kind is not FactKind.COMPULSORY_FILE_OPENED else opened("2026-09-01", act_on="2026-08-22", held=True)
        for row in committed("2026-10-01", ordinal=1)
    ]
    assert span(held, "2026-09-05").measure == "HELD"
    found = span([*held, fact("ADMITTED", "2026-10-02")], "2026-10-02")
    assert found.ends_by_term == date(2028, 10, 2) - timedelta(31)


def test_escape_stops_the_term_and_being_found_lets_it_run_on() -> None:
    facts = [*inside(ordinal=1), fact("ESCAPED", "2027-01-10 22:00")]
    assert span(facts, "2027-01-15").ends_by_term is None
    notice = clock(facts, "2027-01-11 08:00", "SEARCH_NOTICE")
    assert notice is not None
    assert notice.due_at is not None
    assert notice.due_at.hour == 22
    searched = [*facts, fact("SEARCH_DECIDED", "2027-01-11")]
    assert Flag.SEARCHED in look(searched, "2027-01-12 08:00").flags
    back = [*searched, fact("FOUND", "2027-01-20")]
    assert span(back, "2027-01-20").ends_by_term == date(2028, 10, 12)
    assert Flag.SEARCHED not in look(back, "2027-01-21 08:00").flags
    law = LAW.with_overrides({"terms.ESCAPE_EXTENDS": 0})
    assert spans(back, law=law)[-1].ends_by_term == date(2028, 10, 2)


def test_one_who_flees_before_admission_is_still_awaiting_execution() -> None:
    facts = [*committed(), fact("ESCAPED", "2026-10-02"), fact("FOUND", "2026-10-09")]
    assert span(facts, "2026-10-03").measure == "ESCAPED"
    assert span(facts, "2026-10-09").state is State.AWAITING_EXECUTION


def test_illness_treated_at_home_counts_and_under_three_months_nobody_goes_back() -> None:
    facts = [*inside(ordinal=1), fact("REHABILITATION_SUSPENDED", "2028-06-01")]
    assert span(facts, "2028-06-02").ends_by_term == date(2028, 10, 2)
    assert "TOO_SHORT" in refusals(facts, fact("REHABILITATION_RESUMED", "2028-07-03"))
    back = fact("REHABILITATION_RESUMED", "2028-07-01")
    assert not refusals(facts, back)
    assert span([*facts, back], "2028-07-01").measure == ""


# the time after


def test_after_compulsory_rehabilitation_two_years_a_minor_one() -> None:
    facts = [*inside(ordinal=1), fact("COMPULSORY_COMPLETED", "2028-10-02")]
    assert span(facts, "2028-10-02").ends_by_term == date(2030, 10, 2)
    decided = [*facts, fact("POST_REHAB_DECIDED", "2028-10-05")]
    assert span(decided, "2028-10-05").measure == "COMPULSORY"
    assert span(facts, "2028-10-02", MINOR).ends_by_term == date(2029, 10, 2)


def test_the_time_after_runs_from_completion_whenever_the_chair_signs() -> None:
    facts = [*on_substitution("2026-09-03"), fact("SUBSTITUTION_COMPLETED", "2028-01-10")]
    assert clock(facts, "2028-01-11 08:00", "DECIDE_POST_REHAB") is not None
    decision = fact("POST_REHAB_DECIDED", "2028-03-01")
    assert not refusals(facts, decision)
    wrong = fact("POST_REHAB_DECIDED", "2028-03-01", by="HEAD_COMMUNE_POLICE")
    assert refusals(facts, wrong) == {"WRONG_AUTHORITY"}
    found = spans([*facts, decision])
    assert (found[-2].state, found[-2].end) == (State.POST_REHAB, date(2029, 1, 10))
    assert (found[-1].state, found[-1].list) == (State.ENDED, ListCode.HISTORY)
    assert spans(facts)[-1].state is State.ENDED
    assert refusals([*facts, decision], fact("POST_REHAB_COMPLETED", "2028-12-01")) == {"TERM_RUNNING"}
    served = fact("POST_REHAB_COMPLETED", "2029-01-09")
    assert not refusals([*facts, decision], served)
    assert span([*facts, decision, served], "2029-01-09").state is State.ENDED
    assert not refusals([*facts, decision], fact("POST_REHAB_COMPLETED", "2029-01-12"))


def test_found_addicted_again_leaves_the_third_list_for_the_second_at_once() -> None:
    facts = [
        *on_substitution("2026-09-03"),
        fact("SUBSTITUTION_COMPLETED", "2028-01-10"),
        fact("POST_REHAB_DECIDED", "2028-01-12"),
        positive("2028-05-01"),
        fact("ASSESSMENT_RESULT", "2028-05-03", result="ADDICTED"),
    ]
    found = span(facts, "2028-05-03")
    assert (found.state, found.list) == (State.ADDICT, ListCode.L2)
    assert not refusals(facts, opened("2028-05-10", ground="POST_REHAB", act_on="2028-05-01"))


# prison


def test_what_is_left_of_the_time_after_resumes_after_prison() -> None:
    facts = [
        *on_substitution("2026-09-03"),
        fact("SUBSTITUTION_COMPLETED", "2028-01-10"),
        fact("POST_REHAB_DECIDED", "2028-01-12"),
        fact("PRISON_STARTED", "2028-03-10"),
    ]
    assert span(facts, "2028-03-10").list is ListCode.NONE
    back = spans([*facts, fact("PRISON_ENDED", "2030-03-10")])
    assert back[-2].state is State.POST_REHAB
    assert back[-2].end == date(2030, 3, 10) + (date(2029, 1, 10) - date(2028, 3, 10))


def test_what_is_left_of_rehabilitation_resumes_after_prison() -> None:
    home = [*at_home("2026-09-03"), fact("PRISON_STARTED", "2027-09-03"), fact("PRISON_ENDED", "2029-01-01")]
    assert span(home, "2029-01-01").state is State.VOLUNTARY_HOME
    assert span(home, "2029-01-01").ends_by_term == date(2029, 1, 1) + (date(2028, 9, 3) - date(2027, 9, 3))
    facts = [*inside(ordinal=1), fact("PRISON_STARTED", "2027-10-02"), fact("PRISON_ENDED", "2029-01-01")]
    assert span(facts, "2028-01-01").reported is ListCode.L2
    assert span(facts, "2029-01-01").state is State.AWAITING_EXECUTION
    again = span([*facts, fact("ADMITTED", "2029-01-02")], "2029-01-02")
    assert again.ends_by_term == date(2029, 1, 2) + (date(2028, 10, 2) - date(2027, 10, 2))
    waiting = [*committed(), fact("PRISON_STARTED", "2026-10-10"), fact("PRISON_ENDED", "2027-01-01")]
    assert span(waiting, "2027-01-01").state is State.AWAITING_EXECUTION


def test_release_is_announced_sixty_thirty_and_seven_days_ahead() -> None:
    found = clock(inside(ordinal=1), "2028-09-01 08:00", "RELEASE_FACILITY")
    assert found is not None
    assert found.due_at is not None
    assert (found.due_at.date(), found.warns) == (date(2028, 10, 2), (60, 30, 7))
    prison = [*addict(), fact("PRISON_STARTED", "2026-10-01", release_on="2027-10-01")]
    released = clock(prison, "2027-09-01 08:00", "RELEASE_PRISON")
    assert released is not None
    assert released.warns == (60, 30, 7)
    backwards = fact("PRISON_STARTED", "2026-10-01", release_on="2026-09-01")
    assert refusals(addict(), backwards) == {"RELEASE"}
