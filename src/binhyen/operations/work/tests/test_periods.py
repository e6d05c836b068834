"""Periods of recurring work, stretches of continuous work: claimed and verified one by one, stopped with their task."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from binhyen.operations.work.actions import claiming, doing, extensions, periods
from binhyen.operations.work.models import TaskPeriod
from binhyen.operations.work.queries import detail
from binhyen.operations.work.queries import extensions as judged
from binhyen.operations.work.rules.ontime import Verdict
from binhyen.operations.work.values import Cadence, Work, WorkRefused

from .conftest import AT

POLICE = "ca_xa_02788"
OWN, JUDGE = ("commune_police", POLICE), ("coordinator", "ca_tinh")
BEGINS = date(2026, 2, 6)
MONTHLY = {"cadence": Cadence.RHYTHM, "rhythm": "FREQ=MONTHLY;BYMONTHDAY=20", "due_at": None, "starts_on": BEGINS}
DAILY = {**MONTHLY, "rhythm": "FREQ=DAILY"}
BEATING = {"cadence": Cadence.BEAT, "beat_days": 30, "due_at": None, "starts_on": BEGINS}
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def beating(give):
    return give(POLICE, title="Tuyên truyền thường xuyên", **BEATING)


class TestStopped:
    def test_nothing_is_done_any_more_with_a_period_of_stopped_work(self, give, hand, prove):
        task = give(POLICE, **MONTHLY)
        first = task.periods.get(number=1)
        prove(task, hand(*OWN), period_id=first.pk)
        doing.stop(task_id=task.pk, reason="Không cần nữa", hand=hand(*JUDGE))

        for act in (
            lambda: claiming.claim(task_id=task.pk, period_id=first.pk, hand=hand(*OWN)),
            lambda: prove(task, hand(*OWN), period_id=first.pk),
            lambda: extensions.ask(
                task_id=task.pk, period_id=first.pk, to_due_at=first.due_at + DAY, reason="Xin thêm một ngày",
                by=hand(*OWN).by, at=AT,
            ),
        ):  # fmt: skip
            with pytest.raises(WorkRefused):
                act()

    def test_its_periods_count_neither_as_late_nor_as_done(self, give, hand):
        task = give(POLICE, **MONTHLY)
        doing.stop(task_id=task.pk, reason="Không cần nữa", hand=hand(*JUDGE))

        found = judged.period_judgements(periods=list(task.periods.all()), at=AT + 90 * DAY)

        assert found
        assert {one.original for one in found.values()} == {Verdict.STOPPED}
        assert set(task.periods.values_list("state", flat=True)) == {Work.STOPPED}

    def test_a_claim_of_it_waits_for_nobody_and_what_was_verified_stays(self, give, hand, prove, as_):
        task = give(POLICE, **DAILY)
        first, second = task.periods.order_by("number")[:2]
        for one in (first, second):
            prove(task, hand(*OWN), period_id=one.pk)
            claiming.claim(task_id=task.pk, period_id=one.pk, hand=hand(*OWN))
        share = task.shares.get()
        claiming.verify(task_id=task.pk, share_id=share.pk, period_id=first.pk, hand=hand(*JUDGE))

        doing.stop(task_id=task.pk, reason="Không cần nữa", hand=hand(*JUDGE))

        assert list(task.periods.order_by("number").values_list("state", flat=True)[:2]) == ["VERIFIED", "STOPPED"]
        assert task.title not in as_("coordinator").get(reverse("work:verify-queue")).content.decode()


class TestReached:
    def test_an_old_open_period_of_daily_work_is_shown_and_claimed(self, give, hand, prove, as_):
        task = give(POLICE, **DAILY)
        later = AT + 100 * DAY
        periods.open_ahead(at=later)
        third = task.periods.get(number=3)

        shown = detail.open_periods(task=task, on=later.date())

        assert third in shown
        assert shown[0].starts_on == later.date()
        prove(task, hand(*OWN, later), period_id=third.pk)
        claiming.claim(task_id=task.pk, period_id=third.pk, hand=hand(*OWN, later))
        third.refresh_from_db()
        assert third.state == Work.CLAIMED

    def test_the_page_holds_what_waits_and_the_newest_of_the_rest(self, give):
        task = give(POLICE, **DAILY)
        periods.open_ahead(at=AT + 150 * DAY)
        TaskPeriod.objects.filter(task=task, number__lte=100).exclude(number=7).update(state=Work.VERIFIED)

        found = detail._periods(task, (AT + 150 * DAY).date())

        assert 7 in {one.number for one in found}
        assert len(found) == 1 + (151 - 100) + detail.MOST_PERIODS  # the old one, those begun, and as many others


class TestBeats:
    def test_a_stretch_opens_with_the_work_and_the_next_on_the_day_it_begins(self, beating):
        assert list(beating.periods.values_list("number", "starts_on", "ends_on")) == [(1, BEGINS, date(2026, 3, 7))]
        periods.open_ahead(at=AT + 29 * DAY)
        assert beating.periods.count() == 1

        periods.open_ahead(at=AT + 30 * DAY)

        assert beating.periods.get(number=2).starts_on == date(2026, 3, 8)

    def test_it_is_claimed_with_evidence_and_verified_by_another_body(self, beating, hand, prove):
        stretch = beating.periods.get()
        with pytest.raises(WorkRefused, match="Chưa có minh chứng"):
            claiming.claim(task_id=beating.pk, period_id=stretch.pk, hand=hand(*OWN))
        prove(beating, hand(*OWN))  # of the stretch under way, without naming it
        claiming.claim(task_id=beating.pk, period_id=stretch.pk, hand=hand(*OWN))
        share = beating.shares.get()
        with pytest.raises(WorkRefused, match="cơ quan khác xác nhận"):
            claiming.verify(task_id=beating.pk, share_id=share.pk, period_id=stretch.pk, hand=hand(*OWN))

        claiming.verify(task_id=beating.pk, share_id=share.pk, period_id=stretch.pk, hand=hand(*JUDGE))

        stretch.refresh_from_db()
        beating.refresh_from_db()
        assert (stretch.state, beating.state) == (Work.VERIFIED, Work.DOING)
        assert judged.period_judgements(periods=[stretch], at=AT)[stretch.pk].original is Verdict.ON_TIME

    def test_what_is_shown_after_the_claim_keeps_the_work_green_and_is_of_no_stretch(self, beating, hand, prove):
        stretch = beating.periods.get()
        prove(beating, hand(*OWN))
        claiming.claim(task_id=beating.pk, period_id=stretch.pk, hand=hand(*OWN))

        later = prove(beating, hand(*OWN, AT + 20 * DAY))

        beating.refresh_from_db()
        assert later.period is None
        assert beating.due_at.date() == date(2026, 3, 30)

    def test_a_claim_names_its_stretch(self, beating, hand, prove):
        prove(beating, hand(*OWN))
        with pytest.raises(WorkRefused, match="Hãy chọn kỳ"):
            claiming.claim(task_id=beating.pk, hand=hand(*OWN))

    def test_a_co_lead_shows_and_claims_its_part_of_the_stretch_its_turn_is(self, give, hand, prove):
        task = give("ubnd_xa_02788", co_leads=(POLICE,), **BEATING)
        row = prove(task, hand(*OWN))
        share = claiming.claim(task_id=task.pk, hand=hand(*OWN))

        assert (row.period, share.state) == (task.periods.get(), Work.CLAIMED)

    def test_work_given_before_there_were_stretches_begins_with_the_one_under_way(self, beating):
        later = AT + 95 * DAY
        unfolded = periods._unfolding(later.date(), later.date(), periods.habits_of({}))

        found = list(periods._missing(beating, None, unfolded, later))

        assert [(one.number, one.starts_on) for one in found] == [(1, date(2026, 5, 7))]

    def test_through_the_pages_from_the_evidence_to_the_verdict(self, beating, as_, prove, hand):
        own, judge = as_("commune_police"), as_("coordinator")
        where = reverse("work:task", args=[beating.pk])
        prove(beating, hand(*OWN))
        stretch, share = beating.periods.get(), beating.shares.get()
        assert f'name="period" value="{stretch.pk}"' in own.get(where).content.decode()

        own.post(reverse("work:claim", args=[beating.pk]), {"period": stretch.pk})
        assert beating.title in judge.get(reverse("work:verify-queue")).content.decode()
        judge.post(reverse("work:verify", args=[beating.pk, share.pk]), {"period": stretch.pk})

        stretch.refresh_from_db()
        assert stretch.state == Work.VERIFIED
