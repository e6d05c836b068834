"""Work that recurs and has an end is done with its last period; the periods keep their own counts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from binhyen.operations.work.actions import claiming, periods
from binhyen.operations.work.values import Cadence, Work

from .conftest import AT

POLICE = "ca_xa_02788"
DAY = timedelta(days=1)
STORED = {
    "phases": {"cadence": Cadence.RHYTHM, "rhythm": "2026-02-10|2026-02-24;AT=1000"},
    "a last day": {"cadence": Cadence.RHYTHM, "rhythm": "FREQ=WEEKLY;BYDAY=TU", "ends_on": date(2026, 2, 20)},
    "continuous": {"cadence": Cadence.BEAT, "beat_days": 10, "ends_on": date(2026, 2, 22)},
}


@pytest.mark.parametrize("stored", STORED.values(), ids=STORED)
def test_the_last_period_verified_ends_the_work_and_not_one_before(give, hand, prove, stored):
    task = give(POLICE, due_at=None, starts_on=AT.date(), **stored)
    states = []
    for days in range(1, 31):
        now = AT + days * DAY
        periods.open_ahead(at=now)
        row = task.periods.filter(starts_on__lte=now.date(), state=Work.GIVEN).order_by("number").first()
        if row is None:
            continue
        own, judge = hand("commune_police", POLICE, at=now), hand("coordinator", "ca_tinh", at=now)
        prove(task, own, period_id=row.pk)
        share = claiming.claim(task_id=task.pk, period_id=row.pk, hand=own)
        claiming.verify(task_id=task.pk, share_id=share.pk, period_id=row.pk, hand=judge)
        task.refresh_from_db()
        states.append(task.state)

    periods.open_ahead(at=AT + 90 * DAY)
    task.refresh_from_db()
    assert states == [Work.DOING] * (len(states) - 1) + [Work.VERIFIED]
    assert len(states) == task.periods.count() > 1
    assert (task.state, task.due_at, task.shares.get().state) == (Work.VERIFIED, None, Work.VERIFIED)
    assert task.moves.get(kind="VERIFIED", period=None).by is None


@pytest.mark.parametrize("stored", STORED.values(), ids=STORED)
def test_work_whose_last_period_was_verified_before_work_could_end_ends_with_the_next_round(give, stored):
    task, now = give(POLICE, due_at=None, starts_on=AT.date(), **stored), AT + 30 * DAY
    for days in (0, 10, 20, 30):  # stretches open on the day they begin
        periods.open_ahead(at=AT + days * DAY)
    last = task.periods.order_by("number").last()
    task.periods.exclude(pk=last.pk).update(state=Work.VERIFIED, verified_at=AT)
    periods.open_ahead(at=now)
    task.refresh_from_db()
    assert task.state == Work.GIVEN

    task.periods.update(state=Work.VERIFIED, verified_at=AT)
    periods.open_ahead(at=now)

    task.refresh_from_db()
    assert (task.state, task.due_at, task.verified_at, task.shares.get().state) == (
        Work.VERIFIED, None, now, Work.VERIFIED,
    )  # fmt: skip


def test_continuous_work_with_a_last_day_asks_for_nothing_behind_it(give, hand, prove):
    task = give(POLICE, due_at=None, starts_on=AT.date(), **STORED["continuous"])
    periods.open_ahead(at=datetime(2026, 2, 20, tzinfo=UTC))
    for row in task.periods.order_by("number"):
        now = datetime(2026, 2, 21, tzinfo=UTC)
        prove(task, hand("commune_police", POLICE, at=now), period_id=row.pk)
        claiming.claim(task_id=task.pk, period_id=row.pk, hand=hand("commune_police", POLICE, at=now))

    periods.follow_beats(at=AT + 90 * DAY)

    task.refresh_from_db()
    assert (task.state, task.due_at) == (Work.DOING, None)
