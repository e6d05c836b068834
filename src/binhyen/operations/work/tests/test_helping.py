"""Co-leads of recurring work contribute period by period; a head has the periods of its copies, rolled up by period."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.kit.listing import read_state
from binhyen.operations.work.actions import claiming, extensions, periods, proving
from binhyen.operations.work.models import Task, TaskMove, TaskPeriod, TaskShare
from binhyen.operations.work.queries import counting, judging, lists, rolling
from binhyen.operations.work.queries.matrix import matrix
from binhyen.operations.work.values import EvidenceKind, MoveKind, Part, Work, WorkRefused

from .conftest import AT, DUE, photo
from .test_periods import BEATING, MONTHLY

COMMITTEE = ("commune_committee", "ubnd_xa_02788")
POLICE = ("commune_police", "ca_xa_02788")
HEALTH = ("health_department", "s_yte")
JUDGE = ("coordinator", "ca_tinh")
DAY = timedelta(days=1)
SECOND = AT + 20 * DAY  # 26/02/2026: the period of 20 March is under way
THIRD = AT + 50 * DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def say_done(prove):
    """Evidence and a claim: of the lead of a period, of a co-lead of the one its turn is."""

    def make(task, hand, period=None):
        prove(task, hand, **({"period_id": period.pk} if period else {}))
        return claiming.claim(task_id=task.pk, hand=hand, period_id=period.pk if period else None)

    return make


def helped(task) -> TaskShare:
    return task.shares.select_related("period").get(part=Part.CO_LEAD)


class TestCoLeads:
    def test_confirmed_in_one_period_it_is_asked_for_in_the_next_once_that_begins(self, give, hand, say_done):
        task = give(COMMITTEE[1], co_leads=(POLICE[1],), **MONTHLY)
        assert helped(task).period == task.periods.get(number=1)
        share = say_done(task, hand(*POLICE))
        claiming.verify(task_id=task.pk, share_id=share.pk, hand=hand(*COMMITTEE))
        assert (helped(task).state, helped(task).period.number) == (Work.VERIFIED, 1)  # the second has not begun

        periods.open_ahead(at=SECOND)
        periods.open_ahead(at=SECOND)

        assert (helped(task).state, helped(task).period.number) == (Work.OPENED, 2)
        opened = TaskMove.objects.get(share=share, kind=MoveKind.PERIOD)
        assert (opened.period, opened.by) == (task.periods.get(number=2), None)
        verified = TaskMove.objects.get(share=share, kind=MoveKind.VERIFIED)
        assert verified.period == task.periods.get(number=1)

    def test_one_that_lags_behind_is_asked_for_every_period_in_turn(self, give, hand, say_done):
        task = give(COMMITTEE[1], co_leads=(POLICE[1],), **MONTHLY)
        periods.open_ahead(at=THIRD)
        assert helped(task).period.number == 1

        for number in (1, 2):
            share = say_done(task, hand(*POLICE, THIRD))
            assert share.period.number == number
            claiming.verify(task_id=task.pk, share_id=share.pk, hand=hand(*COMMITTEE, THIRD))

        assert (helped(task).state, helped(task).period.number) == (Work.OPENED, 3)

    def test_what_was_shown_for_a_period_that_is_confirmed_stays_and_serves_no_other(self, give, hand, prove, say_done):
        task = give(COMMITTEE[1], co_leads=(POLICE[1],), **MONTHLY)
        share = say_done(task, hand(*POLICE))
        claiming.verify(task_id=task.pk, share_id=share.pk, hand=hand(*COMMITTEE))
        periods.open_ahead(at=SECOND)

        with pytest.raises(WorkRefused, match="cho kỳ này"):
            claiming.claim(task_id=task.pk, hand=hand(*POLICE, SECOND))
        with pytest.raises(WorkRefused, match="rút báo xong"):
            proving.withdraw(evidence_id=share.evidence.get().pk, reason="Nhầm", hand=hand(*POLICE, SECOND))
        assert prove(task, hand(*POLICE, SECOND)).period.number == 2

    def test_one_that_helps_a_whole_group_has_the_periods_of_the_head(self, give, hand, say_done):
        head = give("ubnd_xa", co_leads=(HEALTH[1],), **MONTHLY)
        share = say_done(head, hand(*HEALTH))
        waiting = judging.waiting(scope=scope_of(user=hand(*JUDGE).by, on=AT.date()))
        assert [row[:2] for row in waiting] == [(judging.SHARE, share.pk)]

        claiming.verify(task_id=head.pk, share_id=share.pk, hand=hand(*JUDGE))
        periods.open_ahead(at=SECOND)

        assert (helped(head).period.task_id, helped(head).period.number) == (head.pk, 2)
        head.refresh_from_db()
        assert head.due_at.date() == date(2026, 3, 20)

    def test_its_list_shows_the_day_of_its_own_period(self, give, hand, say_done, as_):
        task = give(COMMITTEE[1], co_leads=(POLICE[1],), **MONTHLY)
        first = task.periods.get(number=1)
        share = say_done(task, hand(*POLICE))
        claiming.verify(task_id=task.pk, share_id=share.pk, hand=hand(*COMMITTEE))
        periods.open_ahead(at=SECOND)
        task.refresh_from_db()
        assert task.due_at == first.due_at  # the lead is late with the first

        scope = scope_of(user=hand(*POLICE).by, on=SECOND.date())

        def listed(asked):
            state = read_state(params={"phan": "phoi-hop", "xem": asked}, listing=lists.listing())
            page = lists.found(scope=scope, state=state, at=SECOND).values_list("pk", flat=True)
            return lists.lines(page=page, state=state, scope=scope, at=SECOND)

        (line,) = listed("dang-lam")
        assert (line.due_at.date(), line.late) == (date(2026, 3, 20), False)
        assert listed("qua-han") == []


class TestRolledUp:
    @pytest.fixture
    def head(self, give) -> Task:
        return give("ubnd_xa", title="Báo cáo hằng tháng", **MONTHLY)

    def done(self, head, hand, say_done, at=AT) -> TaskPeriod:
        """The committee of Bản Lầu is done with its first period."""
        copy = head.copies.get(lead__key=COMMITTEE[1])
        first = copy.periods.get(number=1)
        share = say_done(copy, hand(*COMMITTEE, at), first)
        claiming.verify(task_id=copy.pk, share_id=share.pk, period_id=first.pk, hand=hand(*JUDGE, at))
        return first

    def test_a_month_counts_what_was_verified_in_it_and_the_next_begins_anew(self, head, hand, say_done):
        self.done(head, hand, say_done)
        here = rolling.roll_up(heads=[head], at=AT)[head.pk]
        assert (here.verified, here.whole, here.state, here.late) == (1, 2, Work.DOING, 0)

        periods.open_ahead(at=SECOND)
        head.refresh_from_db()
        now = rolling.roll_up(heads=[head], at=SECOND)[head.pk]
        then = rolling.roll_up(heads=[head], at=SECOND, on=date(2026, 2, 20))[head.pk]

        assert (now.turn.number, now.verified, now.late, now.overdue) == (2, 0, 0, 1)
        assert (then.turn.number, then.verified, then.late) == (1, 1, 1)
        assert now.due_at.date() == date(2026, 3, 20)
        assert [
            one.verified for one in rolling.rolled(turns=rolling.turns(head=head, today=SECOND.date()), at=SECOND)
        ] == [0, 1]

    def test_all_verified_after_the_day_is_no_longer_late(self, give, hand, say_done, as_):
        head = give("ubnd_xa")
        for copy, who in zip(head.copies.order_by("lead__key"), ("next_commune", "commune_committee"), strict=True):
            TaskShare.objects.filter(task=copy).update(state=Work.VERIFIED)
            Task.objects.filter(pk=copy.pk).update(state=Work.VERIFIED)
            assert who
        page = as_("coordinator").get(reverse("work:task", args=[head.pk]))

        assert (page.context["late"], page.context["rolled"].state) == (False, Work.VERIFIED)

    def test_the_page_opens_any_period_and_leads_to_the_list_of_it(self, head, hand, say_done, as_):
        first = self.done(head, hand, say_done)
        coordinator = as_("coordinator")
        page = coordinator.get(reverse("work:task", args=[head.pk]), {"ky": "20/02/2026"})
        text = page.content.decode()

        assert page.context["rolled"].turn.ends_on == first.ends_on == date(2026, 2, 20)
        assert {(row.name, row.state) for row in page.context["copies"]} == {
            ("UBND xã Bản Lầu", Work.VERIFIED), ("UBND xã Bát Xát", Work.GIVEN),
        }  # fmt: skip
        assert f"?nhom={head.pk}&amp;ky=20/02/2026" in text
        wrong = coordinator.get(reverse("work:task", args=[head.pk]), {"ky": "31/02/2026", "trang": "x"})
        assert wrong.status_code == 200

        listed = coordinator.get(reverse("work:list"), {"nhom": head.pk, "ky": "20/02/2026", "xem": "da-xong"})
        (line,) = listed.context["lines"]
        assert (line.lead, line.state, line.turn) == ("UBND xã Bản Lầu", Work.VERIFIED, "06/02/2026 – 20/02/2026")
        assert coordinator.get(reverse("work:heads")).context["rows"][0][1].turn is not None

    def test_the_filters_of_lists_and_the_matrix_reach_periods(self, head, hand, say_done, as_):
        self.done(head, hand, say_done)
        copy = head.copies.get(lead__key=COMMITTEE[1])
        second = copy.periods.get(number=2)
        share = say_done(copy, hand(*COMMITTEE), second)
        coordinator = as_("coordinator")

        def asked(word):
            return [
                (line.id, line.periods)
                for line in coordinator.get(reverse("work:list"), {"xem": word}).context["lines"]
            ]

        assert [pk for pk, _words in asked("da-xong")] == [pk for pk, _words in asked("cho-xac-nhan")] == [copy.pk]
        assert "kỳ đã xác nhận" in asked("da-xong")[0][1]
        assert asked("bi-tra") == []
        claiming.reject(task_id=copy.pk, share_id=share.pk, period_id=second.pk, reason="Thiếu số", hand=hand(*JUDGE))
        assert [pk for pk, _words in asked("bi-tra")] == [copy.pk]
        own = scope_of(user=hand(*COMMITTEE).by, on=AT.date())
        assert counting.counts(scope=own, at=AT).sent_back == 1
        scope = scope_of(user=hand(*JUDGE).by, on=AT.date())
        found = matrix(scope=scope, today=AT.date(), at=AT, directive=None)
        row = next(row for row in found.rows if row.key == COMMITTEE[1])
        assert (row.given, row.verified, row.periods, row.periods_verified) == (1, 0, 1, 1)


class TestQueue:
    def test_work_periods_and_parts_stand_in_one_list_the_oldest_first(
        self, give, hand, prove, say_done, as_, monkeypatch, django_assert_max_num_queries
    ):
        monkeypatch.setattr("binhyen.operations.work.views.judging.ROWS", 2)
        once, monthly = give(POLICE[1], title="Một lần"), give(COMMITTEE[1], title="Hằng tháng", **MONTHLY)
        head = give("ubnd_xa", title="Cả nhóm", co_leads=(HEALTH[1],), **BEATING)
        say_done(head, hand(*HEALTH, AT + 3 * DAY))
        say_done(once, hand(*POLICE, AT + 2 * DAY))
        for number, day in ((1, 1), (2, 4)):
            say_done(monthly, hand(*COMMITTEE, AT + day * DAY), monthly.periods.get(number=number))
        coordinator = as_("coordinator")
        coordinator.get(reverse("work:verify-queue"))

        with django_assert_max_num_queries(14):
            first = coordinator.get(reverse("work:verify-queue"))
        second = coordinator.get(reverse("work:verify-queue"), {"trang": "2"})

        rows = [*first.context["claims"], *second.context["claims"]]
        assert [(row.title, row.helps) for row in rows] == [
            ("Hằng tháng", False), ("Một lần", False), ("Cả nhóm", True), ("Hằng tháng", False),
        ]  # fmt: skip
        assert [row.period.number if row.period else 0 for row in rows] == [1, 0, 1, 2]
        assert "4 việc" in coordinator.get("/").content.decode()

    def test_what_a_body_of_the_readers_own_claimed_waits_for_somebody_else(self, give, hand, prove, as_):
        task = give(COMMITTEE[1], co_leads=(POLICE[1],))
        prove(task, hand(*POLICE))
        claiming.claim(task_id=task.pk, hand=hand(*POLICE))

        assert len(as_("commune_committee").get(reverse("work:verify-queue")).context["claims"]) == 1
        assert as_("commune_police").get(reverse("work:verify-queue")).context["claims"] == []

    def test_a_photo_handed_in_before_is_seen_in_the_queue(self, give, hand, as_, files_root):
        tasks = [give(body, title=body, kinds=("PHOTO",)) for body in (COMMITTEE[1], POLICE[1], "ca_xa_02683")]
        doers = (COMMITTEE, POLICE, ("next_commune", "ca_xa_02683"))
        for task, who, seed in zip(tasks, doers, (3, 3, 8), strict=True):
            user = hand(*who)
            scope = scope_of(user=user.by, on=AT.date())
            shown = proving.Shown(kind=EvidenceKind.PHOTO)
            proving.show(task_id=task.pk, shown=shown, upload=photo(seed), hand=user, scope=scope)
            claiming.claim(task_id=task.pk, hand=user)

        page = as_("coordinator").get(reverse("work:verify-queue"))

        assert [row.seen_before for row in page.context["claims"]] == [True, True, False]
        assert page.content.decode().count("ảnh giống ảnh đã nộp") == 2


def test_requests_for_more_time_are_reached_page_by_page(give, person, as_, monkeypatch):
    monkeypatch.setattr("binhyen.operations.work.views.extensions.ROWS", 2)
    monkeypatch.setattr("binhyen.operations.work.views.extensions.NEWEST", 1)
    for number in range(5):
        row = extensions.ask(
            task_id=give(POLICE[1]).pk, period_id=None, to_due_at=DUE + 7 * DAY, by=person("commune_police"), at=AT,
            reason="Chờ danh sách của các thôn",
        )  # fmt: skip
        if number < 3:
            extensions.decide(extension_id=row.pk, granted=False, words="Đủ", by=person("coordinator"), at=AT)
    where, coordinator = reverse("work:extensions"), as_("coordinator")

    first = coordinator.get(where)
    second = coordinator.get(where, {"xem": "khac", "trang": "2"})

    assert [len(first.context[name]) for name in ("waiting", "past")] == [2, 1]
    assert "Xem cả 3 đề nghị khác" in first.content.decode()
    assert (len(second.context["past"]), second.context["page"].paginator.count) == (1, 3)


def test_a_head_shows_what_its_co_lead_handed_in_and_lets_it_hand_in_more(give, hand, prove, as_):
    head = give("ubnd_xa", co_leads=(HEALTH[1],), **MONTHLY)
    row = prove(head, hand(*HEALTH), note="Đã cử cán bộ hỗ trợ các xã")
    where = reverse("work:task", args=[head.pk])

    own, judge = (as_(name).get(where).content.decode() for name in ("health_department", "coordinator"))

    assert row.note in own
    assert row.note in judge
    assert reverse("work:show", args=[head.pk]) in own
    assert 'name="person"' in own
    assert (
        "Phần phối hợp của kỳ 1" in as_("health_department").get(reverse("work:show", args=[head.pk])).content.decode()
    )
