"""A deadline in words, as whoever gives work writes it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from binhyen.kit.calendar import vietnam
from binhyen.operations.work.rules import recurrence, terms
from binhyen.operations.work.rules.recurrence import LOCAL, Move
from binhyen.operations.work.rules.spoken import Spoken, Unread, meant
from binhyen.operations.work.rules.timing import timing

AT = datetime(2026, 11, 23, 10, 0, tzinfo=LOCAL)  # a Monday
HABITS = terms.habits({})


def read(text, *, habits=HABITS, **more):
    return meant(Spoken(text=text, **{"beat_days": 30, **more}), at=AT, habits=habits, calendar=vietnam())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Hãy ghi thời hạn"),
        ("sớm nhất có thể", "Chưa hiểu thời hạn"),
        ("định kỳ", "Chưa hiểu thời hạn"),
        ("31/02/2027", "Không có ngày 31/02/2027"),
        ("20/11/2026", "đã qua"),
        ("trước 9 giờ ngày 23/11/2026", "đã qua"),
        ("quý I/2026, quý IV/2026", "Ngày 31/03/2026 đã qua"),
        ("30/6/2026 và 31/12/2026", "Ngày 30/06/2026 đã qua"),
        ("28/02/2026, sau đó hằng quý", "đã qua"),
        ("28/02/2027, sau đó thường xuyên", "hai việc"),
        ("ngày 1, 3, 5, 8, 10, 12, 15, 18, 20, 23, 25, 28 hằng tháng", "Quá nhiều ngày hạn"),
        ("; ".join(f"{day}/01/2027" for day in range(1, 29)), "Quá nhiều ngày hạn"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_write(text, words):
    with pytest.raises(Unread, match=words):
        read(text)


@pytest.mark.parametrize(
    ("text", "more", "field"),
    [
        ("thường xuyên", {"beat_days": None}, "beat_days"),
        ("26/02/2027", {"until": date(2027, 3, 1)}, "ends_on"),
        ("hằng tháng, trước ngày 20", {"until": date(2026, 11, 1)}, "ends_on"),
    ],
)
def test_what_does_not_go_together_is_said_where_it_stands(text, more, field):
    with pytest.raises(Unread) as unread:
        read(text, **more)
    assert unread.value.field == field


@pytest.mark.parametrize(
    ("text", "cadence", "rhythm", "first"),
    [
        ("26/02/2027", "ONCE", "", ["17:00 26/02/2027"]),
        ("trước 10 giờ ngày 26/02/2027", "ONCE", "", ["10:00 26/02/2027"]),
        ("quý I/2027", "ONCE", "", ["17:00 31/03/2027"]),
        ("quý II/2027, quý IV/2027", "RHYTHM", "2027-Q2|2027-Q4", ["17:00 30/06/2027", "17:00 31/12/2027"]),
        ("hằng tháng, trước ngày 20", "RHYTHM", "FREQ=MONTHLY;BYMONTHDAY=20",
         ["17:00 21/12/2026", "17:00 20/01/2027", "17:00 22/02/2027"]),
        ("26/02/2027, sau đó hằng quý", "RHYTHM", "2027-02-26;THEN=FREQ=MONTHLY;INTERVAL=3",
         ["17:00 26/02/2027", "17:00 31/03/2027", "17:00 30/06/2027"]),
        ("thường xuyên", "BEAT", "", ["17:00 23/12/2026", "17:00 22/01/2027", "17:00 22/02/2027"]),
        ("ngày 16, 18 và 24 hằng tháng", "RHYTHM",
         "FREQ=MONTHLY;BYMONTHDAY=16|FREQ=MONTHLY;BYMONTHDAY=18|FREQ=MONTHLY;BYMONTHDAY=24",
         ["17:00 25/11/2026", "17:00 16/12/2026", "17:00 18/12/2026"]),
    ],
)  # fmt: skip
def test_the_first_days_are_shown_as_they_will_be_due(text, cadence, rhythm, first):
    found = read(text)
    assert (found.timing.cadence, found.timing.rhythm) == (cadence, rhythm)
    assert [f"{one.due_at:%H:%M %d/%m/%Y}" for one in found.days] == first
    assert found.timing.due_at == found.days[0].due_at


@pytest.mark.parametrize(
    "text",
    ["giai đoạn 1: trước 9h30 30/6/2027; giai đoạn 2: 31/12/2027", "9:30 30/6/2027 và 31/12/2027"],
)
def test_several_whole_days_are_phases_and_keep_their_hour(text):
    found = read(text)

    assert found.words == "Theo giai đoạn: 09:30 30/06/2027; 09:30 31/12/2027"
    deadline = recurrence.stored(found.timing.rhythm)
    days = recurrence.periods(deadline, begins=AT.date(), through=date(2030, 1, 1), habits=HABITS, calendar=vietnam())
    assert [f"{one.due_at:%H:%M %d/%m/%Y}" for one in days] == ["09:30 30/06/2027", "09:30 31/12/2027"]


@pytest.mark.parametrize(
    ("move", "days"),
    [(Move.BACK, ["25/06/2027", "31/12/2027"]), (Move.STAYS, ["27/06/2027", "31/12/2027"])],
)
def test_phases_are_shown_by_the_rule_they_open_by_also_where_the_province_set_another_than_for_single_days(move, days):
    habits = replace(HABITS, moves={**HABITS.moves, "ONCE": Move.FORWARD, "PHASE": move})
    found = read("27/6/2027 và 31/12/2027", habits=habits)  # the first is a Sunday
    assert [f"{one.due_at:%d/%m/%Y}" for one in found.days] == days
    of_duty = timing(
        kind="date", value="2027-06-27|2027-12-31", at=None, begins=AT.date(), issued=None, beat_days=None,
        habits=habits, calendar=vietnam(),
    )  # fmt: skip
    stored = recurrence.stored(found.timing.rhythm)
    opened = recurrence.periods(
        stored, begins=AT.date(), through=date(2030, 1, 1), habits=habits, calendar=vietnam()
    )  # fmt: skip
    assert found.timing.due_at == of_duty.due_at == next(opened).due_at


def test_an_hour_of_today_that_is_gone_begins_with_the_next():
    found = read("thứ Hai hằng tuần, trước 10 giờ")
    assert (found.starts_on, found.days[0].due_at.date()) == (date(2026, 11, 24), date(2026, 11, 30))


def test_work_that_recurs_ends_with_its_last_day():
    found = read("hằng tháng, trước ngày 20", until=date(2027, 1, 8))
    assert [(one.end, one.due_at.date()) for one in found.days] == [
        (date(2026, 12, 20), date(2026, 12, 21)), (date(2027, 1, 8), date(2027, 1, 8)),
    ]  # fmt: skip


def test_a_day_off_is_said_and_the_next_working_day_is_offered():
    asked, kept = read("08/02/2027"), read("08/02/2027", keeps_day=True)

    assert "Tết" in asked.choice.because
    assert (asked.choice.offered, asked.days[0].due_at.date()) == (date(2027, 2, 11), date(2027, 2, 11))
    assert kept.days[0].due_at.date() == date(2027, 2, 8)
