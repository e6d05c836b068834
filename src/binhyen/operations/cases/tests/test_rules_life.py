"""Moves, lists, custody, death, days that cannot be, corrections (Law 120/2025, Art. 24.7, 27, 47.1, 48)."""

from dataclasses import replace
from datetime import UTC, date

import pytest

from binhyen.operations.cases.values import Fact, FactKind, Flag, ListCode, PersonFacts, Severity, State

from .rules_cases import (
    ADULT,
    HERE,
    LAW,
    THERE,
    addict,
    at_home,
    clock,
    committed,
    fact,
    look,
    managed,
    objections,
    on_substitution,
    positive,
    refusals,
    span,
    spans,
    warnings,
)

# moves


def test_until_the_receiver_accepts_the_sender_answers_and_the_list_stays() -> None:
    facts = [*managed("2026-07-10"), fact("MOVED_OUT", "2026-08-01 07:30", to=THERE)]
    moving = span(facts, "2026-08-05")
    assert (moving.commune, moving.to_commune, moving.list) == (HERE, THERE, ListCode.L1)
    assert moving.ends_by_term == date(2027, 7, 10)
    found = look(facts, "2026-08-05 08:00")
    assert Flag.IN_TRANSIT in found.flags
    running = next(row for row in found.clocks if row.code == "TRANSFER_ACCEPTED")
    assert running.due_at is not None
    assert (running.due_at.day, running.due_at.hour, running.due_at.minute) == (2, 7, 30)
    assert running.commune == THERE
    assert found.moves[0].kind is FactKind.MOVED_IN
    accepted = fact("MOVED_IN", "2026-08-05 09:00", commune=THERE)
    assert not refusals(facts, accepted)
    there = span([*facts, accepted], "2026-08-05")
    assert (there.commune, there.to_commune, there.list) == (THERE, "", ListCode.L1)
    assert there.ends_by_term == date(2027, 7, 10)
    assert clock([*facts, accepted], "2026-08-06 08:00", "TRANSFER_ACCEPTED") is None


def test_one_who_never_arrived_is_back_on_the_senders_hands() -> None:
    facts = [*managed("2026-07-10"), fact("MOVED_OUT", "2026-08-01 07:30", to=THERE)]
    back = fact("MOVE_REFUSED", "2026-08-04", commune=THERE, reason="Không đến trình diện")
    assert not refusals(facts, back)
    assert span([*facts, back], "2026-08-04").to_commune == ""
    assert refusals(managed("2026-07-10"), back) == {"NOT_SENT"}


def test_nobody_takes_a_person_whom_nobody_sent_or_whom_another_was_sent() -> None:
    accepted = fact("MOVED_IN", "2026-08-05 09:00", commune=THERE)
    assert refusals(managed("2026-07-10"), accepted) == {"NOT_SENT"}
    facts = [*managed("2026-07-10"), fact("MOVED_OUT", "2026-08-01 07:30", to="02700")]
    assert refusals(facts, accepted) == {"NOT_RECEIVER"}


def test_a_move_names_a_destination_and_one_at_a_time() -> None:
    facts = managed("2026-07-10")
    assert "NO_DESTINATION" in refusals(facts, fact("MOVED_OUT", "2026-08-01 07:30"))
    assert refusals(facts, fact("MOVED_OUT", "2026-08-01 07:30", to=HERE)) == {"SAME_COMMUNE"}
    assert refusals(facts, fact("MOVED_OUT", "2026-08-01 07:30", to=HERE, commune=THERE)) >= {"NOT_OWNER"}
    facts.append(fact("MOVED_OUT", "2026-08-01 07:30", to=THERE))
    assert refusals(facts, fact("MOVED_OUT", "2026-08-02 07:30", to="02700")) == {"IN_TRANSIT"}


def test_a_late_notice_and_a_move_of_one_inside_ask_for_a_reason() -> None:
    leaving = fact("MOVED_OUT", "2026-08-01 07:30", to=THERE)
    assert warnings(managed("2026-07-10"), leaving, at="2026-08-02 07:31") == {"LATE_NOTICE"}
    assert not warnings(managed("2026-07-10"), leaving, at="2026-08-02 07:30")
    inside = [*committed(), fact("ADMITTED", "2026-10-02")]
    assert "INSIDE" in warnings(inside, fact("MOVED_OUT", "2026-11-01 07:30", to=THERE))


def test_out_of_the_province_the_sender_notes_the_acceptance() -> None:
    facts = [*managed("2026-07-10"), fact("MOVED_OUT", "2026-08-01 07:30", province="Lai Châu")]
    assert span(facts, "2026-08-10").list is ListCode.L1
    assert refusals(facts, fact("MOVED_IN", "2026-08-11 08:00", commune=THERE)) == {"NOT_SENDER"}
    accepted = fact("MOVED_IN", "2026-08-11 08:00")
    assert not refusals(facts, accepted)
    found = span([*facts, accepted], "2026-08-11")
    assert (found.state, found.list) == (State.MOVED_AWAY, ListCode.NONE)
    back = fact("OPENING", "2027-01-10", commune=THERE, state="MANAGED", ends_on="2027-07-10")
    assert not refusals([*facts, accepted], back)
    assert span([*facts, accepted, back], "2027-01-10").commune == THERE


def test_old_law_gave_five_working_days() -> None:
    facts = [*managed("2026-03-02"), fact("MOVED_OUT", "2026-03-06 08:00", to=THERE)]
    found = clock(facts, "2026-03-07 08:00", "TRANSFER_ACCEPTED")
    assert found is not None
    assert found.due_at is not None
    assert found.due_at.date() == date(2026, 3, 13)


# lists


def test_a_removal_follows_its_ground() -> None:
    facts = at_home("2026-09-03")
    early = fact("LIST_REMOVED", "2026-12-01", list="L2", ground="COMPLETED")
    assert refusals(facts, early) == {"GROUND_MISSING"}
    wrong = fact("LIST_REMOVED", "2026-12-01", list="L2", ground="TERM")
    assert refusals(facts, wrong) == {"WRONG_GROUND"}
    done = [*facts, fact("VOLUNTARY_COMPLETED", "2028-09-03")]
    paper = fact("LIST_REMOVED", "2028-09-03", list="L2", ground="COMPLETED")
    assert not refusals(done, paper)
    assert span([*done, paper], "2028-09-03").list is ListCode.L3
    assert refusals([], fact("LIST_REMOVED", "2026-12-01", list="L1", ground="TERM")) == {"NO_GROUND"}


def test_moving_out_of_the_province_may_be_noted_by_the_removal() -> None:
    facts = [*at_home("2026-09-03"), fact("MOVED_OUT", "2026-12-01 08:00", province="Lai Châu")]
    removed = fact("LIST_REMOVED", "2026-12-20", list="L2", ground="MOVED")
    assert not refusals(facts, removed)
    assert span([*facts, removed], "2026-12-20").state is State.MOVED_AWAY


def test_a_removal_with_blanks_is_told_of_the_blanks() -> None:
    assert refusals(managed(), fact("LIST_REMOVED", "2026-12-01", list="L1")) >= {"REQUIRED"}


def test_one_who_died_during_a_move_waits_for_nobody() -> None:
    facts = [*managed("2026-07-10"), fact("MOVED_OUT", "2026-08-01 07:30", to=THERE), fact("DIED", "2026-08-02")]
    assert span(facts, "2026-08-02").to_commune == ""


def test_leave_that_ends_before_it_begins_is_refused() -> None:
    inside = [*committed(), fact("ADMITTED", "2026-10-02")]
    assert refusals(inside, fact("LEAVE_STARTED", "2026-11-01", until="2026-11-01")) == {"NOT_AHEAD"}
    assert refusals(inside, fact("LEAVE_STARTED", "2026-11-01", until="31/11/2026")) == {"BAD_VALUE"}


def test_a_removal_stored_without_its_ground_still_takes_off_the_list() -> None:
    found = span(
        [*at_home("2026-09-03"), fact("LIST_REMOVED", "2026-12-01", list="L2", ground="COMPLETED")], "2026-12-01"
    )
    assert found.list is ListCode.HISTORY


# flags are no states


@pytest.mark.parametrize(
    ("begin", "end", "flag"),
    [
        ("ABSENT", "ABSENCE_ENDED", Flag.ABSENT),
        ("WANTED", "WANTED_ENDED", Flag.WANTED),
        ("PSYCHOSIS_SIGNS", "PSYCHOSIS_SIGNS_ENDED", Flag.PSYCHOSIS_SIGNS),
        ("PREGNANT", "PREGNANCY_ENDED", Flag.PREGNANT),
    ],
)
def test_a_flag_changes_no_state_and_ends(begin: str, end: str, flag: Flag) -> None:
    facts = [*on_substitution("2026-09-03"), fact(begin, "2026-10-01")]
    found = look(facts, "2026-10-02 08:00")
    assert found.span.state is State.SUBSTITUTION
    assert flag in found.flags
    assert flag not in look([*facts, fact(end, "2026-10-05")], "2026-10-06 08:00").flags


def test_absence_has_no_statutory_exit() -> None:
    facts = [*addict(), fact("ABSENT", "2026-09-10")]
    assert span(facts, "2036-09-10").list is ListCode.L2
    offered = [move.kind for move in look(facts, "2026-09-11 08:00").moves]
    assert FactKind.ABSENCE_ENDED in offered
    assert FactKind.ABSENT not in offered


def test_a_certificate_of_pregnancy_nobody_closed_says_nothing_after_ten_months() -> None:
    facts = [*addict("2026-09-03"), fact("PREGNANT", "2026-09-10")]
    assert Flag.PREGNANT not in look(facts, "2027-08-01 08:00").flags


def test_monitoring_ends_with_its_term_and_with_its_measure() -> None:
    order = fact("MONITORING_ORDERED", "2026-10-01", basis="SUBSTITUTION", ends_on="2027-10-01")
    facts = [*on_substitution("2026-09-03"), order]
    assert not objections(on_substitution("2026-09-03"), order)
    assert Flag.MONITORED in look(facts, "2027-10-01 08:00").flags
    assert Flag.MONITORED not in look(facts, "2027-10-02 08:00").flags
    stopped = [*facts, fact("SUBSTITUTION_ENDED_EARLY", "2026-12-01", ground="GAVE_UP")]
    assert Flag.MONITORED not in look(stopped, "2026-12-02 08:00").flags
    assert clock(facts, "2026-12-01 08:00", "MONITORING_ENDS") is not None


def test_monitoring_needs_its_basis_a_term_and_a_measure_it_does_not_outlive() -> None:
    def refused(**data: object) -> set[str]:
        return refusals(at_home("2026-09-03"), fact("MONITORING_ORDERED", "2026-10-01", **data))

    assert not refused(basis="VOLUNTARY_HOME", ends_on="2027-10-01")
    assert refused(basis="POST_REHAB", ends_on="2027-10-01") == {"BASIS"}
    assert refused(basis="VOLUNTARY_HOME", ends_on="2026-10-01") == {"NO_TERM"}
    assert refused(basis="VOLUNTARY_HOME", ends_on="2028-10-01") == {"BEYOND_MEASURE"}
    assert refused(basis="VOLUNTARY_HOME") == {"REQUIRED"}
    order = fact("MONITORING_ORDERED", "2026-10-01", basis="POST_REHAB", ends_on="2027-10-01")
    assert refusals(addict("2026-09-03"), order) == {"NOT_MONITORABLE"}


# custody, prison, other measures


@pytest.mark.parametrize(
    ("facts", "state", "listed"),
    [
        (addict("2026-09-01"), State.CUSTODY, ListCode.L2),
        (on_substitution("2026-09-01"), State.CUSTODY, ListCode.L2),
        ([positive("2026-09-01")], State.CUSTODY, ListCode.NONE),
        (committed("2026-09-20"), State.AWAITING_EXECUTION, ListCode.NONE),
    ],
)
def test_custody_is_no_ground_of_removal_and_gives_back_what_was(
    facts: list[Fact],
    state: State,
    listed: ListCode,
) -> None:
    before = span(facts, "2026-09-25")
    held = [*facts, fact("CUSTODY_STARTED", "2026-10-01")]
    assert (span(held, "2026-10-01").state, span(held, "2026-10-01").list) == (state, listed)
    assert Flag.DETAINED in look(held, "2026-10-02 08:00").flags
    back = span([*held, fact("CUSTODY_ENDED", "2026-12-01")], "2026-12-01")
    assert (back.state, back.list, back.ends_by_term) == (before.state, before.list, before.ends_by_term)
    assert refusals(held, fact("CUSTODY_STARTED", "2026-10-05")) == {"NO_GROUND"}
    assert refusals(facts, fact("CUSTODY_ENDED", "2026-10-05")) == {"NO_GROUND"}


def test_whether_custody_lengthens_rehabilitation_is_for_the_province_to_say() -> None:
    facts = [*at_home("2026-09-03"), fact("CUSTODY_STARTED", "2026-10-01"), fact("CUSTODY_ENDED", "2026-10-31")]
    assert spans(facts)[-1].ends_by_term == date(2028, 9, 3)
    law = LAW.with_overrides({"terms.CUSTODY_EXTENDS": 1})
    assert spans(facts, law=law)[-1].ends_by_term == date(2028, 10, 3)


def test_a_time_after_that_ran_out_with_the_sentence_does_not_come_back() -> None:
    facts = [
        *on_substitution("2026-09-03"),
        fact("SUBSTITUTION_COMPLETED", "2027-01-10"),
        fact("PRISON_STARTED", "2027-01-10 12:00"),
        fact("PRISON_ENDED", "2029-01-10"),
    ]
    assert span(facts, "2029-01-10").state is State.AWAITING_POST_REHAB
    late = [*facts[:-2], fact("PRISON_STARTED", "2028-01-10"), facts[-1]]
    assert span(late, "2029-01-10").state is State.ENDED


def test_the_stock_counts_addicts_in_custody_and_in_prison() -> None:
    held = [*addict(), fact("CUSTODY_STARTED", "2026-10-01")]
    assert span(held, "2026-10-01").reported is ListCode.L2
    serving = span([*held, fact("PRISON_STARTED", "2026-12-01")], "2026-12-01")
    assert (serving.state, serving.list, serving.reported) == (State.PRISON, ListCode.NONE, ListCode.L2)


def test_one_found_addicted_in_custody_joins_the_addicts() -> None:
    facts = [positive("2026-09-01"), fact("CUSTODY_STARTED", "2026-09-02")]
    facts.append(fact("ASSESSMENT_RESULT", "2026-09-05", result="ADDICTED"))
    assert span(facts, "2026-09-05").list is ListCode.L2
    assert span([*facts, fact("CUSTODY_ENDED", "2026-10-01")], "2026-10-01").state is State.ADDICT


def test_a_sentence_stops_the_management_of_a_user_for_good() -> None:
    facts = [*managed("2026-07-10"), fact("CUSTODY_STARTED", "2026-08-01"), fact("PRISON_STARTED", "2026-09-01")]
    assert span(facts, "2026-09-01").list is ListCode.NONE
    stop = fact("MANAGEMENT_STOPPED", "2026-09-02", ground="PRISON")
    assert not objections(facts, stop)
    released = span([*facts, stop, fact("PRISON_ENDED", "2026-12-01")], "2026-12-01")
    assert (released.state, released.list) == (State.ENDED, ListCode.HISTORY)
    assert refusals(facts, fact("PRISON_STARTED", "2026-10-01")) == {"NO_GROUND"}


def test_the_question_of_addiction_survives_a_sentence() -> None:
    facts = [
        *managed("2026-07-10"),
        fact("ASSESSMENT_RESULT", "2026-08-01", result="ADDICTED"),
        fact("PRISON_STARTED", "2026-08-03"),
        fact("PRISON_ENDED", "2026-12-01"),
    ]
    assert span(facts, "2026-12-01").state is State.ADDICT
    inside = [*managed("2026-07-10"), fact("PRISON_STARTED", "2026-08-03")]
    inside.append(fact("ASSESSMENT_RESULT", "2026-08-10", result="ADDICTED"))
    assert span(inside, "2026-08-10").reported is ListCode.L2


def test_compulsory_education_takes_off_every_list() -> None:
    def after(facts: list[Fact]) -> State:
        held = [*facts, fact("OTHER_MEASURE_STARTED", "2026-10-01", measure="COMPULSORY_EDUCATION")]
        assert span(held, "2026-10-01").list is ListCode.NONE
        return span([*held, fact("OTHER_MEASURE_ENDED", "2027-10-01")], "2027-10-01").state

    assert after(managed("2026-07-10")) is State.ENDED
    assert after(addict("2026-09-01")) is State.ADDICT
    again = [*addict(), fact("OTHER_MEASURE_STARTED", "2026-10-01", measure="REFORMATORY")]
    twice = fact("OTHER_MEASURE_STARTED", "2026-10-02", measure="REFORMATORY")
    assert refusals(again, twice) == {"NO_GROUND"}


# death, missing


def test_after_death_nothing_is_recorded() -> None:
    facts = [*addict(), fact("DIED", "2026-10-01")]
    assert span(facts, "2026-10-01").list is ListCode.NONE
    assert refusals(facts, positive("2026-10-05")) == {"DEAD"}
    assert not refusals(facts, fact("NOTE", "2026-10-05", text="Gia đình đã nhận giấy tờ"))
    assert not look([*facts, fact("WANTED", "2026-10-02")], "2026-10-05 08:00").flags
    assert not look(facts, "2026-10-05 08:00").moves


def test_a_death_told_late_shows_what_stands_after_it() -> None:
    facts = on_substitution("2026-09-03")
    assert "LATER_FACT" in warnings(facts, fact("DIED", "2026-09-02"))


def test_one_declared_missing_may_be_found() -> None:
    facts = [*addict(), fact("DECLARED_MISSING", "2028-10-01")]
    assert span(facts, "2028-10-01").state is State.DEAD
    found = fact("FOUND", "2029-01-01")
    assert not refusals(facts, found)
    assert span([*facts, found], "2029-01-01").state is State.ENDED
    assert refusals([*addict(), fact("DIED", "2026-10-01")], found) == {"DEAD"}


# taken over from a list


def test_a_list_gives_a_state_from_its_day() -> None:
    facts = [fact("OPENING", "2026-01-15", state="SUBSTITUTION", since="2024-05-01", form="METHADONE")]
    found = spans(facts)
    assert (found[0].start, found[0].state, found[0].measure) == (date(2024, 5, 1), State.SUBSTITUTION, "METHADONE")
    assert span([fact("OPENING", "2026-01-15", state="ENDED")], "2026-02-01").list is ListCode.HISTORY
    assert spans([fact("OPENING", "2026-01-15", state="ADDICT", since="2026-02-01")])[0].start == date(2026, 1, 15)


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        ({"state": "MANAGED", "since": "2025-12-01"}, date(2026, 12, 1)),
        ({"state": "POST_REHAB", "since": "2025-12-01"}, date(2026, 12, 1)),
        ({"state": "POST_REHAB", "since": "2025-12-01", "form": "COMPULSORY"}, date(2027, 12, 1)),
        ({"state": "POST_REHAB", "ends_on": "2026-08-01"}, date(2026, 8, 1)),
        ({"state": "COMPULSORY", "since": "2025-12-01", "months": 18}, date(2027, 6, 1)),
        ({"state": "COMPULSORY", "since": "2025-12-01"}, None),
        ({"state": "AWAITING_EXECUTION", "since": "2025-12-01", "months": 18}, None),
        ({"state": "CUSTODY", "since": "2025-12-01"}, None),
    ],
)
def test_a_list_gives_an_end_where_the_law_or_the_list_knows_one(data: dict[str, object], ends: date | None) -> None:
    opening = fact("OPENING", "2026-01-15", **data)
    assert not refusals([], opening)
    assert span([opening], "2026-01-16").ends_by_term == ends


def test_lists_in_custody_count_as_addicts_unless_the_list_says_otherwise() -> None:
    assert span([fact("OPENING", "2026-01-15", state="CUSTODY")], "2026-01-15").list is ListCode.L2
    assert span([fact("OPENING", "2026-01-15", state="PRISON", addict=True)], "2026-01-15").reported is ListCode.L2
    user = span([fact("OPENING", "2026-01-15", state="CUSTODY", addict=False)], "2026-01-15")
    assert user.list is ListCode.NONE


def test_a_list_that_kept_somebody_too_long_is_told_so() -> None:
    opening = fact("OPENING", "2026-01-15", state="MANAGED", since="2024-06-01")
    assert "TERM_OVER" in warnings([], opening)
    assert span([opening], "2026-01-15").state is State.ENDED
    post = fact("OPENING", "2026-01-15", state="POST_REHAB", since="2024-06-01", form="COMPULSORY")
    assert "TERM_OVER" not in warnings([], post)


def test_moments_that_come_in_universal_time_keep_their_vietnamese_day() -> None:
    opening = fact("OPENING", "2026-01-15", state="ADDICT", since="2026-01-15")
    stored = replace(opening, effective_at=opening.effective_at.astimezone(UTC))
    assert not refusals([], stored)
    assert spans([stored]) == spans([opening])


def test_a_list_never_overrides_a_case_and_its_days_must_agree() -> None:
    assert "CASE_EXISTS" in refusals(addict(), fact("OPENING", "2026-10-01", state="SUBSTITUTION"))
    older = fact("OPENING", "2026-10-01", state="SUBSTITUTION", since="2024-01-05")
    assert "CASE_EXISTS" in refusals(managed("2026-07-10"), older)
    assert "ENDS" in refusals([], fact("OPENING", "2026-01-15", state="POST_REHAB", ends_on="2026-01-15"))
    assert "SINCE" in refusals([], fact("OPENING", "2026-01-15", state="ADDICT", since="2026-01-16"))


def test_a_rehabilitation_from_a_list_counts_for_the_next() -> None:
    facts = [
        fact("OPENING", "2026-07-15", state="VOLUNTARY_PRIVATE", since="2026-01-01", ends_on="2026-08-01"),
        fact("ADMITTED", "2026-07-20"),
        fact("VOLUNTARY_COMPLETED", "2026-08-01"),
        *addict("2027-09-01"),
        fact("VOLUNTARY_STARTED", "2027-09-03", form="HOME"),
    ]
    assert span(facts, "2026-07-21").ends_by_term == date(2026, 8, 1)
    assert span(facts, "2027-09-03").ends_by_term == date(2030, 9, 3)
    told = [
        fact("OPENING", "2026-07-15", state="ADDICT", earlier_rehabs=1),
        fact("VOLUNTARY_STARTED", "2026-08-01", form="HOME"),
    ]
    assert span(told, "2026-08-01").ends_by_term == date(2029, 8, 1)


# days that cannot be, and every fact


@pytest.mark.parametrize(
    ("when", "at", "code"),
    [
        ("1890-07-10", "2026-07-10 08:00", "TOO_EARLY"),
        ("2090-07-10", "2026-07-10 08:00", "FUTURE"),
        ("2026-07-11", "2026-07-10 08:00", "FUTURE"),
        ("2026-07-10 09:00", "2026-07-10 08:59", "FUTURE"),
        ("1985-07-10", "2026-07-10 08:00", "BEFORE_BIRTH"),
    ],
)
def test_days_that_cannot_be_are_refused(when: str, at: str, code: str) -> None:
    assert code in refusals([], positive(when), at=at)


def test_dates_inside_the_fact_must_be_possible_too() -> None:
    assert "BAD_VALUE" in refusals([], positive("2026-07-10", used_on="1890-01-01"))
    assert "BAD_VALUE" in refusals([], positive("2026-07-10", used_on="2090-01-01"))


def test_a_fact_told_very_late_or_twice_asks_for_a_reason() -> None:
    assert warnings([], positive("2026-07-10"), at="2026-12-10 08:00") == {"LATE"}
    assert warnings([positive("2026-07-10")], positive("2026-07-10")) == {"TWICE"}
    assert not warnings([positive("2026-07-10")], positive("2026-07-11"))


def test_a_fact_without_ground_is_refused_with_the_article_and_the_state() -> None:
    found = objections(managed("2026-07-10"), fact("SUBSTITUTION_COMPLETED", "2026-08-01"))["NO_GROUND"]
    assert found.severity is Severity.REFUSED
    assert "Đang bị quản lý" in found.message
    assert "Đ. 42.1" in found.article


@pytest.mark.parametrize(
    "kind",
    [
        "MANAGEMENT_RESUMED",
        "VOLUNTARY_STARTED",
        "VOLUNTARY_PHASES_DONE",
        "VOLUNTARY_COMPLETED",
        "VOLUNTARY_ENDED_EARLY",
        "SUBSTITUTION_STARTED",
        "SUBSTITUTION_COMPLETED",
        "SUBSTITUTION_ENDED_EARLY",
        "COMPULSORY_FILE_CLOSED",
        "COURT_DECIDED",
        "EXECUTION_POSTPONED",
        "EXECUTION_EXEMPTED",
        "ADMITTED",
        "REHABILITATION_SUSPENDED",
        "REHABILITATION_RESUMED",
        "ESCAPED",
        "COMPULSORY_COMPLETED",
        "POST_REHAB_DECIDED",
        "POST_REHAB_COMPLETED",
        "MOVED_IN",
        "MOVE_REFUSED",
        "CUSTODY_ENDED",
        "PRISON_ENDED",
        "OTHER_MEASURE_ENDED",
    ],
)
def test_what_has_no_ground_changes_nothing(kind: str) -> None:
    facts = managed("2026-07-10")
    data = {"outcome": "COMMIT"} if kind == "COURT_DECIDED" else {"form": "HOME"}
    stray = fact(kind, "2026-08-01", **data)
    assert spans([*facts, stray]) == spans(facts)
    assert refusals(facts, stray)


# corrections


def test_a_correction_equals_having_recorded_it_right() -> None:
    wrong = fact("ASSESSMENT_RESULT", "2026-09-01", result="NOT_ADDICTED")
    right = fact("ASSESSMENT_RESULT", "2026-09-01", result="ADDICTED", supersedes=wrong.id, recorded="2026-09-05")
    assert not refusals([positive("2026-08-20"), wrong], right, at="2026-09-05 08:00")
    assert spans([positive("2026-08-20"), wrong, right])[-1].state is State.ADDICT
    again = fact("ASSESSMENT_RESULT", "2026-09-02", result="ADDICTED", supersedes=right.id, recorded="2026-09-06")
    found = spans([positive("2026-08-20"), wrong, right, again])
    assert found[-1].start == date(2026, 9, 2)


def test_a_withdrawn_fact_never_was_and_what_rested_on_it_is_shown() -> None:
    facts = on_substitution("2026-09-03")
    result = facts[1]
    gone = fact("ASSESSMENT_RESULT", "2026-09-03", supersedes=result.id, withdrawn=True, recorded="2026-10-01")
    assert spans([*facts, gone])[-1].state is State.NONE
    assert warnings(facts, gone) == {"LATER_FACT"}
    assert not refusals(facts, gone)


def test_what_was_known_is_told_as_it_was_known() -> None:
    result = fact("ASSESSMENT_RESULT", "2026-09-01", result="ADDICTED", recorded="2026-09-10")
    facts = [positive("2026-08-20"), result]
    assert look(facts, "2026-09-05 08:00", known="2026-09-05 08:00").span.state is State.POSITIVE
    assert look(facts, "2026-09-05 08:00", known="2026-09-11 08:00").span.state is State.ADDICT
    assert look(facts, "2026-08-01 08:00").span.state is State.NONE
    assert look([], "2026-08-01 08:00").span.commune == ""


def test_on_one_day_the_law_reads_in_its_own_order_where_the_hour_is_not_known() -> None:
    decision, test = fact("MANAGEMENT_DECIDED", "2026-07-10"), positive("2026-07-10 16:50")
    assert spans([decision, test])[0].state is State.MANAGED
    held = [
        *addict("2026-07-01"),
        fact("CUSTODY_STARTED", "2026-07-10 08:00"),
        fact("CUSTODY_ENDED", "2026-07-10 17:00"),
    ]
    assert span(held, "2026-07-10").state is State.ADDICT


def test_months_known_only_by_year_do_not_make_a_minor_by_accident() -> None:
    assert Flag.MINOR not in look(managed("2026-07-10"), "2026-07-11 08:00", PersonFacts()).flags
    assert Flag.MINOR not in look(managed("2026-07-10"), "2026-07-11 08:00", ADULT).flags
