"""Opening + in − out = closing, whichever place, period and measure."""

from datetime import date

from binhyen.operations.cases.rules import balance, stock
from binhyen.operations.cases.values import ListCode, State

from .rules_cases import HERE, THERE, addict, at_home, committed, fact, managed, on_substitution, positive, spans

YEAR = (date(2026, 1, 1), date(2027, 1, 1))


def test_one_who_enters_and_leaves_is_counted_once_each_way() -> None:
    cases = [spans([*managed("2026-02-10"), fact("DIED", "2026-05-01")])]
    found = balance(cases, None, *YEAR)[ListCode.L1]
    assert (found.opening, dict(found.came), dict(found.left), found.closing) == (0, {"NEW": 1}, {"DIED": 1}, 0)
    assert found.holds


def test_the_first_day_belongs_to_the_period_the_end_does_not() -> None:
    cases = [spans(managed("2026-01-01")), spans(managed("2027-01-01"))]
    found = balance(cases, None, *YEAR)[ListCode.L1]
    assert (found.opening, sum(found.came.values())) == (0, 1)
    assert found.closing == 1


def test_a_move_is_a_departure_here_and_an_arrival_there() -> None:
    case = spans(
        [
            *managed("2026-02-10"),
            fact("MOVED_OUT", "2026-03-01 08:00", to=THERE),
            fact("MOVED_IN", "2026-03-03 08:00", commune=THERE),
        ]
    )
    here, there = (balance([case], {place}, date(2026, 3, 1), date(2026, 4, 1))[ListCode.L1] for place in (HERE, THERE))
    assert (here.opening, dict(here.left), here.closing) == (1, {"DEPARTED": 1}, 0)
    assert (there.opening, dict(there.came), there.closing) == (0, {"ARRIVED": 1}, 1)
    both = balance([case], {HERE, THERE}, date(2026, 3, 1), date(2026, 4, 1))[ListCode.L1]
    assert (both.opening, both.came, both.left, both.closing) == (1, {}, {}, 1)


def test_between_lists_the_other_list_is_named() -> None:
    case = spans(
        [
            *managed("2026-02-10"),
            fact("ASSESSMENT_RESULT", "2026-03-01", result="ADDICTED"),
            fact("MANAGEMENT_STOPPED", "2026-03-02", ground="ADDICTED"),
        ]
    )
    found = balance([case], None, *YEAR)
    assert found[ListCode.L1].left == {"TO_L2": 1}
    assert found[ListCode.L2].came == {"FROM_L1": 1}


def test_the_committed_leave_the_legal_list_and_stay_in_the_stock() -> None:
    case = spans([*committed("2026-10-01"), fact("ADMITTED", "2026-10-02")])
    legal = balance([case], None, date(2026, 9, 1), date(2027, 1, 1))[ListCode.L2]
    assert (legal.opening, legal.left, legal.closing) == (1, {"FACILITY": 1}, 0)
    reported = balance([case], None, date(2026, 9, 1), date(2027, 1, 1), reported=True)[ListCode.L2]
    assert (reported.opening, reported.left, reported.closing) == (1, {}, 1)


def test_coming_back_is_not_new() -> None:
    again = spans([*managed("2024-02-10"), positive("2026-02-01"), fact("MANAGEMENT_DECIDED", "2026-02-02")])
    assert balance([again], None, *YEAR)[ListCode.L1].came == {"AGAIN": 1}
    freed = spans([*addict("2025-09-01"), fact("PRISON_STARTED", "2025-10-01"), fact("PRISON_ENDED", "2026-10-01")])
    assert balance([freed], None, *YEAR)[ListCode.L2].came == {"RETURNED": 1}


def test_the_published_stock_of_a_province_is_given_back() -> None:
    """1,987 + 62 + 72 + 1,555 = 3,676 in small: every kind the plan of Lào Cai counts among addicts."""
    cases = [
        spans(on_substitution("2025-09-03")),
        spans(committed("2026-01-02", months=24)),
        spans([*committed("2026-01-02", months=24), fact("ADMITTED", "2026-01-03")]),
        spans([*at_home("2025-09-03"), fact("CUSTODY_STARTED", "2026-01-01")]),
        spans([*addict("2025-09-03"), fact("PRISON_STARTED", "2026-01-01")]),
        spans(managed("2026-01-05")),
        spans(managed("2024-01-05")),
    ]
    day = date(2026, 1, 15)
    reported, legal = stock(cases, day, reported=True), stock(cases, day)
    assert (reported[HERE, ListCode.L2], legal[HERE, ListCode.L2]) == (5, 2)
    assert (reported[HERE, ListCode.L1], reported[HERE, ListCode.HISTORY]) == (1, 1)
    assert sum(reported.values()) == len(cases)
    assert not stock(cases, date(2000, 1, 1))


def test_an_odd_way_out_is_counted_too() -> None:
    case = spans([fact("OPENING", "2026-01-10", state="ADDICT"), fact("OPENING", "2026-02-10", state="NONE")])
    assert case[-1].state is State.NONE
    found = balance([case], None, *YEAR)[ListCode.L2]
    assert found.left == {"OTHER": 1}
    assert found.holds
