"""Periods opened ahead, more time, clocks that ring once, the ladder of silence."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.values import Role
from binhyen.foundation.notifications.models import Notification
from binhyen.operations.work import jobs
from binhyen.operations.work.actions import claiming, doing, extensions, periods, reminders, terms
from binhyen.operations.work.models import Extension, Task, TaskMove, TaskPeriod, Told
from binhyen.operations.work.queries import extensions as asked
from binhyen.operations.work.rules.ontime import Verdict
from binhyen.operations.work.values import Cadence, ExtensionState, WorkRefused

from .conftest import AT, DUE

LOCAL_SEVEN = datetime(2026, 2, 6, 0, 6, tzinfo=UTC)  # 07:06 in Vietnam
MONTHLY = {"cadence": Cadence.RHYTHM, "rhythm": "FREQ=MONTHLY;BYMONTHDAY=20", "due_at": None}
POLICE, COMMITTEE = "ca_xa_02788", "ubnd_xa_02788"

pytestmark = pytest.mark.django_db


def told(kind):
    rows = Notification.objects.filter(kind=kind).order_by("created_at")
    return [(row.user.username, row.text) for row in rows.select_related("user")]


@pytest.fixture
def monthly(give):
    return give(POLICE, starts_on=date(2026, 2, 6), **MONTHLY)


@pytest.fixture
def head(person):
    """Who leads the commune's police."""
    user = User.objects.create(username="head", full_name="Trưởng Công an xã")
    Appointment.objects.create(
        user=user, role=Role.LEADER, body_key=POLICE, area_code="02788", valid_from=date(2025, 7, 1)
    )
    return user


class TestPeriods:
    def test_periods_are_opened_ahead_once_and_go_on_behind_the_last(self, monthly):
        again = periods.open_ahead(at=AT)
        later = periods.open_ahead(at=AT + timedelta(days=60))

        rows = list(monthly.periods.order_by("number"))
        assert again == 0
        assert later > 0
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert rows[0].starts_on == date(2026, 2, 6)
        assert all(
            after.starts_on == before.ends_on + timedelta(days=1) for before, after in zip(rows, rows[1:], strict=False)
        )
        assert TaskMove.objects.filter(task=monthly, kind="PERIOD").count() == len(rows)

    def test_a_due_day_of_tet_moves_and_says_why(self, monthly):
        first = monthly.periods.get(number=1)  # 20/02/2026 lies within Tết

        assert first.ends_on == date(2026, 2, 20)
        assert first.due_at.date() == date(2026, 2, 23)
        assert "Tết" in first.moved_because

    def test_a_changed_rhythm_goes_on_without_a_gap(self, monthly):
        Task.objects.filter(pk=monthly.pk).update(rhythm="FREQ=WEEKLY;BYDAY=MO")

        periods.open_ahead(at=AT + timedelta(days=60))

        rows = list(monthly.periods.order_by("number"))
        assert len(rows) > 4
        assert all(
            after.starts_on == before.ends_on + timedelta(days=1) for before, after in zip(rows, rows[1:], strict=False)
        )

    def test_the_task_is_next_due_with_its_earliest_open_period(self, monthly, hand, prove):
        first, second = monthly.periods.order_by("number")[:2]
        police = hand("commune_police", POLICE)
        prove(monthly, police, period_id=first.pk)
        claiming.claim(task_id=monthly.pk, period_id=first.pk, hand=police)
        periods.open_ahead(at=AT)

        monthly.refresh_from_db()
        assert monthly.due_at == second.due_at

    def test_continuous_work_is_due_a_beat_after_the_last_evidence(self, give, hand, prove):
        task = give(POLICE, cadence=Cadence.BEAT, beat_days=30, due_at=None, starts_on=date(2026, 2, 6))
        periods.open_ahead(at=AT)
        task.refresh_from_db()
        silent = task.due_at
        prove(task, hand("commune_police", POLICE, AT + timedelta(days=20)))
        periods.open_ahead(at=AT + timedelta(days=20))

        task.refresh_from_db()
        assert silent.date() == date(2026, 3, 9)  # thirty days on is a Sunday
        assert task.due_at.date() == date(2026, 3, 30)

    def test_the_provinces_own_hour_holds_for_periods_opened_from_then_on(self, monthly, person):
        before = monthly.periods.get(number=1).due_at
        terms.set_term(
            code="DUE_MINUTE", value=600, valid_from=date(2026, 4, 1), source="Quy chế", by=person("coordinator"), at=AT
        )
        periods.open_ahead(at=datetime(2026, 4, 2, tzinfo=UTC))

        last = monthly.periods.order_by("-number").first()
        assert monthly.periods.get(number=1).due_at == before
        assert last.due_at.astimezone(UTC).hour == 3  # 10:00 in Vietnam

    def test_a_term_stays_within_its_bounds(self, person):
        asked_for = {"valid_from": date(2026, 4, 1), "source": "Quy chế", "by": person("coordinator"), "at": AT}

        with pytest.raises(WorkRefused):
            terms.set_term(code="DUE_MINUTE", value=1440, **asked_for)
        with pytest.raises(WorkRefused):
            terms.set_term(code="KHÁC", value=1, **asked_for)


class TestExtensions:
    def ask(self, task, person, *, at=AT, to=DUE + timedelta(days=10), reason="Chờ cấp kinh phí của tỉnh", period=None):
        return extensions.ask(
            task_id=task.pk, period_id=period, to_due_at=to, reason=reason, by=person("commune_police"), at=at
        )

    def test_granting_moves_the_day_and_keeps_the_first(self, give, person):
        task = give(POLICE)
        row = self.ask(task, person)
        extensions.decide(extension_id=row.pk, granted=True, words="", by=person("coordinator"), at=AT)

        task.refresh_from_db()
        assert (task.original_due_at, task.due_at) == (DUE, row.to_due_at)
        move = TaskMove.objects.get(task=task, kind="EXTENDED")
        assert (move.original_due_at, move.due_at, move.reason) == (DUE, row.to_due_at, row.reason)

    def test_the_day_of_a_refused_request_stays_and_a_refusal_says_why(self, give, person):
        task = give(POLICE)
        row = self.ask(task, person)
        with pytest.raises(WorkRefused):
            extensions.decide(extension_id=row.pk, granted=False, words=" ", by=person("coordinator"), at=AT)
        extensions.decide(extension_id=row.pk, granted=False, words="Đủ thời gian", by=person("coordinator"), at=AT)

        task.refresh_from_db()
        assert task.due_at == DUE
        with pytest.raises(WorkRefused):
            extensions.decide(extension_id=row.pk, granted=True, words="", by=person("coordinator"), at=AT)

    @pytest.mark.parametrize(
        "wrong", [{"to": DUE - timedelta(days=1)}, {"reason": "bận"}, {"at": DUE + timedelta(days=20)}]
    )
    def test_a_request_needs_a_later_day_and_a_reason(self, give, person, wrong):
        task = give(POLICE)

        with pytest.raises(WorkRefused):
            self.ask(task, person, **wrong)
        assert not Extension.objects.exists()

    def test_one_request_at_a_time(self, give, person):
        task = give(POLICE)
        self.ask(task, person)

        with pytest.raises(WorkRefused):
            self.ask(task, person, to=DUE + timedelta(days=20))

    def test_a_period_is_extended_on_its_own(self, monthly, person):
        first = monthly.periods.get(number=1)
        with pytest.raises(WorkRefused):
            self.ask(monthly, person, to=first.due_at + timedelta(days=2))
        row = self.ask(monthly, person, to=first.due_at + timedelta(days=2), period=first.pk)
        extensions.decide(extension_id=row.pk, granted=True, words="", by=person("coordinator"), at=AT)

        first.refresh_from_db()
        monthly.refresh_from_db()
        assert first.due_at == first.original_due_at + timedelta(days=2)
        assert monthly.due_at == first.due_at

    def test_work_asked_for_and_granted_after_the_day_stays_late_on_both_counts(self, give, person, hand, prove):
        task = give(POLICE)
        late = DUE + timedelta(days=1)
        row = self.ask(task, person, at=late)
        extensions.decide(extension_id=row.pk, granted=True, words="", by=person("coordinator"), at=late)
        police = hand("commune_police", POLICE, late)
        prove(task, police)
        claiming.claim(task_id=task.pk, hand=police)

        judged = asked.judgements(tasks=[task], at=late)[task.pk]
        assert (judged.original, judged.extended) == (Verdict.LATE, Verdict.LATE)

    def test_nobody_decides_for_their_own_body(self, give, person, as_):
        task = give(POLICE)
        row = self.ask(task, person)
        address = reverse("work:extension", args=[row.pk])

        assert as_("commune_police").post(address, {"act": "grant", "words": ""}).status_code == 403
        assert as_("next_commune").post(address, {"act": "grant", "words": ""}).status_code == 404
        assert as_("coordinator").post(address, {"act": "grant", "words": ""}).status_code == 302
        row.refresh_from_db()
        assert row.state == ExtensionState.GRANTED


class TestClocks:
    def ring(self, *days, hour=LOCAL_SEVEN):
        return sum(reminders.ring(at=hour + timedelta(days=day)) for day in days)

    def test_before_the_day_each_clock_rings_once(self, give, person):
        person("commune_police")
        give(POLICE)  # due 27/02, 21 days on

        self.ring(*range(22))

        assert told("work.due_soon") == [
            ("commune_police", "1 việc còn 7 ngày là đến hạn, sớm nhất 17:00 27/02/2026"),
            ("commune_police", "1 việc còn 3 ngày là đến hạn, sớm nhất 17:00 27/02/2026"),
            ("commune_police", "1 việc còn 1 ngày là đến hạn, sớm nhất 17:00 27/02/2026"),
            ("commune_police", "1 việc đến hạn hôm nay, sớm nhất lúc 17:00"),
        ]

    def test_a_server_that_was_off_reminds_once(self, give, person):
        person("commune_police")
        give(POLICE)

        self.ring(20)

        assert [text for _, text in told("work.due_soon")] == [
            "1 việc còn 1 ngày là đến hạn, sớm nhất 17:00 27/02/2026"
        ]

    def test_silence_goes_up_the_line_with_grace_each_step_once(self, give, person, head):
        for name in ("commune_police", "coordinator", "leader"):
            person(name)
        give(POLICE)

        self.ring(*range(22, 40))

        assert [who for who, _ in told("work.late")] == ["commune_police"]
        assert [(who, text.split(",")[0]) for who, text in told("work.escalated")] == [
            ("head", "1 việc của cơ quan anh/chị quá hạn chưa xong"),
            ("coordinator", "1 việc quá hạn của 1 cơ quan chưa ai làm xong"),
        ]
        steps = TaskMove.objects.filter(kind="ESCALATED").order_by("at").values_list("at", flat=True)
        # due Friday 27/02 17:00: Monday is the first working day after it, Wednesday the third
        assert [at.date() for at in steps] == [date(2026, 3, 2), date(2026, 3, 4)]
        assert set(Told.objects.values_list("code", flat=True)) == {"LATE", "HEAD", "PROVINCE"}

    def test_whoever_is_named_hears_and_no_colleague(self, give, person, hand):
        task = give(POLICE)
        colleague = User.objects.create(username="colleague")
        Appointment.objects.create(
            user=colleague, role=Role.COMMUNE_POLICE, body_key=POLICE, area_code="02788", valid_from=date(2025, 7, 1)
        )
        doing.name_person(task_id=task.pk, user_id=colleague.pk, hand=hand("commune_police", POLICE))

        self.ring(21)

        assert [who for who, _ in told("work.due_soon")] == ["colleague"]

    def test_work_that_is_done_or_stopped_is_quiet(self, give, person, hand, prove):
        task = give(POLICE)
        police = hand("commune_police", POLICE)
        prove(task, police)
        claiming.claim(task_id=task.pk, hand=police)

        assert self.ring(14, 21, 30) == 0

    def test_a_clock_nobody_heard_rings_again_once_there_is_somebody(self, give, person):
        give(POLICE)
        assert self.ring(20) == 0
        person("commune_police")

        assert self.ring(20) == 1

    def test_an_extension_has_clocks_of_its_own(self, give, person):
        person("commune_police")
        task = give(POLICE)
        self.ring(20)
        Task.objects.filter(pk=task.pk).update(due_at=DUE + timedelta(days=14))

        self.ring(34)

        assert len(told("work.due_soon")) == 2

    def test_several_tasks_are_one_message(self, give, person):
        person("commune_police")
        give(POLICE, title="Một")
        give(POLICE, title="Hai")

        self.ring(20)

        assert [text.split(" ", 1)[0] for _, text in told("work.due_soon")] == ["2"]

    def test_continuous_work_turns_amber_and_the_head_hears_but_not_the_province(self, give, person, head):
        for name in ("commune_police", "coordinator"):
            person(name)
        give(POLICE, cadence=Cadence.BEAT, beat_days=30, due_at=None, starts_on=date(2026, 2, 6))
        periods.open_ahead(at=AT)

        self.ring(*range(25, 45))

        assert [who for who, _ in told("work.late")] == ["commune_police"]
        assert [who for who, _ in told("work.escalated")] == ["head"]

    def test_a_co_lead_is_reminded_of_its_own_part_and_no_follower_is(self, give, person, head):
        for name in ("commune_committee", "commune_police", "next_commune", "coordinator"):
            person(name)
        give(COMMITTEE, co_leads=(POLICE,), followers=("ca_xa_02683",))

        self.ring(*range(21, 40))

        assert {who for who, _ in told("work.due_soon")} == {"commune_committee", "commune_police"}
        assert sorted(who for who, _ in told("work.late")) == ["commune_committee", "commune_police"]
        # the head of the helping body hears of its part, the province once of the task alone
        assert sorted(who for who, _ in told("work.escalated")) == ["commune_committee", "coordinator", "head"]

    def test_a_co_lead_of_recurring_work_is_reminded_of_the_period_whose_turn_it_is(self, give, person):
        for name in ("commune_committee", "commune_police"):
            person(name)
        task = give(COMMITTEE, co_leads=(POLICE,), starts_on=date(2026, 2, 6), **MONTHLY)
        periods.open_ahead(at=AT)

        jobs.clocks(at=datetime(2026, 2, 23, 0, 6, tzinfo=UTC))

        assert {who for who, _ in told("work.due_soon")} == {"commune_committee", "commune_police"}
        share = task.shares.get(part="CO_LEAD")
        assert share.told.get().period == task.periods.get(number=1)

    def test_a_co_lead_that_has_done_its_part_is_quiet_and_so_is_one_of_work_that_is_over(
        self, give, person, hand, prove
    ):
        police, committee = hand("commune_police", POLICE), hand("commune_committee", COMMITTEE)
        done, over = (give(COMMITTEE, co_leads=(POLICE,), title=title) for title in ("Một", "Hai"))
        prove(done, police)
        claiming.claim(task_id=done.pk, hand=police)
        prove(over, committee)
        claiming.claim(task_id=over.pk, hand=committee)
        lead = over.shares.get(part="LEAD").pk
        claiming.verify(task_id=over.pk, share_id=lead, hand=hand("coordinator", "ca_tinh"))
        Notification.objects.all().delete()

        self.ring(30)

        assert [who for who, _ in told("work.late")] == ["commune_committee"]

    def test_a_stretch_with_evidence_that_nobody_claimed_is_told_of(self, give, person, hand, prove):
        task = give(POLICE, cadence=Cadence.BEAT, beat_days=30, due_at=None, starts_on=date(2026, 2, 6))
        prove(task, hand("commune_police", POLICE, AT + timedelta(days=20)))
        periods.open_ahead(at=AT + timedelta(days=20))

        self.ring(*range(25, 35))

        assert told("work.late") == [
            (
                "commune_police",
                "1 việc thường xuyên của cơ quan anh/chị đã đến nhịp mà chưa có minh chứng hoặc chưa báo xong",
            )
        ]

    def test_nobody_is_reminded_before_seven(self, give, person):
        person("commune_police")
        give(POLICE)

        assert reminders.ring(at=LOCAL_SEVEN + timedelta(days=20, hours=-2)) == 0

    def test_clocks_the_province_turned_off_do_not_ring(self, give, person):
        for code in ("REMIND_FIRST", "REMIND_SECOND", "REMIND_LAST"):
            terms.set_term(
                code=code, value=0, valid_from=date(2026, 2, 6), source="Quy chế", by=person("coordinator"), at=AT
            )
        person("commune_police")
        give(POLICE)

        self.ring(*range(22))

        assert [text for _, text in told("work.due_soon")] == ["1 việc đến hạn hôm nay, sớm nhất lúc 17:00"]

    def test_a_period_rings_like_a_task(self, monthly, person):
        person("commune_police")

        jobs.clocks(at=datetime(2026, 2, 23, 0, 6, tzinfo=UTC))

        assert told("work.due_soon") == [("commune_police", "1 việc đến hạn hôm nay, sớm nhất lúc 17:00")]
        assert TaskPeriod.objects.filter(told__code="TODAY").count() == 1
