"""Given work is made clearer by whoever gave it: for all copies, with a reason, never its day."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from binhyen.foundation.notifications.models import Notification
from binhyen.operations.work.actions import asking, claiming, mending, periods
from binhyen.operations.work.models import Question, Task, TaskMending, TaskPeriod, TaskShare
from binhyen.operations.work.queries.mending import named, standing
from binhyen.operations.work.values import Mending, Work, WorkRefused

from .conftest import AT, DUE
from .test_periods import MONTHLY


@pytest.fixture
def mend(hand, bodies):
    """``mend(task, result="…", co_leads=("ca_xa",))``: what is not named stays as it stands."""

    def make(task, *, reason="Làm rõ theo đề nghị của xã", by=("coordinator", "ca_tinh"), at=AT, **changed):
        return mending.mend(
            task_id=task.pk, mending=wanted(task, bodies, **changed), reason=reason, hand=hand(*by, at=at)
        )

    return make


def wanted(task, bodies, **changed):
    now = standing(task)
    given = {name: tuple(bodies[key].pk for key in changed.pop(name)) for name in ("co_leads", "followers", "leads")
             if name in changed}  # fmt: skip
    if "verifier" in changed:
        given["verifier"] = bodies[changed.pop("verifier")].pk
    return Mending(
        **{"what": task.what, "result": task.result, "kinds": task.evidence_kinds, "verifier": task.verifier_id,
           "co_leads": tuple(now.co_leads), "followers": tuple(now.followers), **given, **changed}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": " ", "result": "Danh sách"}, "lý do"),
        ({"by": ("health_department", "s_yte"), "result": "Danh sách"}, "Chỉ cơ quan giao"),
        ({"result": " "}, "kết quả"),
        ({"kinds": ()}, "minh chứng"),
        ({"verifier": "ubnd_xa_02788"}, "không tự xác nhận"),
        ({"leads": ("s_yte",)}, "giao riêng"),
        ({}, "Chưa có gì thay đổi"),
    ],
)
def test_what_would_make_work_less_clear_is_refused(give, mend, more, words):
    with pytest.raises(WorkRefused, match=words), transaction.atomic():
        mend(give("ubnd_xa_02788"), **more)
    assert not TaskMending.objects.exists()


def test_a_head_is_mended_for_all_copies_that_are_not_over_and_its_day_stays(give, mend, person):
    head = give("ubnd_xa", co_leads=("ca_xa",))
    done = head.copies.get(lead__key="ubnd_xa_02683")
    Task.objects.filter(pk=done.pk).update(state=Work.VERIFIED)
    copy = head.copies.get(lead__key="ubnd_xa_02788")
    person("commune_committee")

    fields = mend(head, result="Danh sách có chữ ký", kinds=("LIST", "DOCUMENT"), verifier="ubnd_tinh")

    copy.refresh_from_db()
    done.refresh_from_db()
    assert set(fields) == {"RESULT", "KINDS", "VERIFIER"}
    assert (copy.result, copy.kinds, copy.verifier.key) == ("Danh sách có chữ ký", "DOCUMENT LIST", "ubnd_tinh")
    assert (copy.due_at, copy.original_due_at) == (DUE, DUE)
    assert (done.result, done.verifier.key) == ("Bản cam kết", "ca_tinh")
    move = copy.moves.get(kind="MENDED")
    assert (move.reason, move.state, move.original_due_at) == ("Làm rõ theo đề nghị của xã", Work.GIVEN, DUE)
    assert not done.moves.filter(kind="MENDED").exists()
    before = dict(TaskMending.objects.filter(task=head).values_list("field", "before"))
    assert before == {"RESULT": "Bản cam kết", "KINDS": "Văn bản", "VERIFIER": "Công an tỉnh"}
    assert Notification.objects.filter(kind="work.mended", user=person("commune_committee")).count() == 1
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE work_taskmending SET before = ''")


def test_helpers_come_and_go_and_each_stands_on_the_copy_of_its_commune(give, mend, bodies):
    head = give("ubnd_xa", co_leads=("s_yte",), followers=("ubnd_tinh",))

    mend(head, co_leads=("ca_xa",), followers=("s_yte",))

    shares = TaskShare.objects.exclude(part="LEAD").values_list("task__lead__key", "body__key", "part", "state")
    assert set(shares) == {
        (None, "s_yte", "FOLLOWER", "GIVEN"),
        (None, "ubnd_tinh", "FOLLOWER", "STOPPED"),
        ("ubnd_xa_02788", "ca_xa_02788", "CO_LEAD", "GIVEN"),
        ("ubnd_xa_02683", "ca_xa_02683", "CO_LEAD", "GIVEN"),
    }
    assert named(standing(head).co_leads, on=AT.date()) == ["Công an cấp xã"]
    mend(head, followers=("ubnd_tinh",))
    assert TaskShare.objects.get(body=bodies["ubnd_tinh"]).state == Work.GIVEN


def test_who_has_said_its_part_is_done_is_not_sent_away(give, mend, hand, prove):
    task = give("ubnd_xa_02788", co_leads=("ca_xa_02788",))
    helper = hand("commune_police", "ca_xa_02788")
    prove(task, helper)
    share = claiming.claim(task_id=task.pk, hand=helper)

    for more in ({"co_leads": ()}, {"co_leads": (), "followers": ("ca_xa_02788",)}):
        with pytest.raises(WorkRefused, match="đã báo xong phần phối hợp"), transaction.atomic():
            mend(task, **more)
    claiming.verify(task_id=task.pk, share_id=share.pk, hand=hand("commune_committee", "ubnd_xa_02788"))
    for more in ({"co_leads": ()}, {"co_leads": (), "followers": ("ca_xa_02788",)}):
        with pytest.raises(WorkRefused, match="đã báo xong phần phối hợp"), transaction.atomic():
            mend(task, **more)


@pytest.mark.parametrize("followers", [(), ("ca_xa_02788",)], ids=["taken off", "following"])
def test_a_helper_of_recurring_work_goes_when_its_month_is_confirmed_and_comes_back_to_the_one_under_way(
    give, mend, hand, prove, followers
):
    task = give("ubnd_xa_02788", co_leads=("ca_xa_02788",), **MONTHLY)
    helper = hand("commune_police", "ca_xa_02788")
    prove(task, helper)
    share = claiming.claim(task_id=task.pk, hand=helper)
    claiming.verify(task_id=task.pk, share_id=share.pk, hand=hand("commune_committee", "ubnd_xa_02788"))

    mend(task, co_leads=(), followers=followers)
    share.refresh_from_db()
    assert (share.state, share.period) == (Work.GIVEN, None) if followers else share.state == Work.STOPPED
    much_later = AT + timedelta(days=200)
    periods.open_ahead(at=much_later)
    mend(task, co_leads=("ca_xa_02788",), followers=(), at=much_later)
    periods.open_ahead(at=much_later)

    share.refresh_from_db()
    assert (share.part, share.state, share.opened_at) == ("CO_LEAD", Work.GIVEN, None)
    assert share.period.starts_on <= much_later.date() <= share.period.ends_on


def test_whoever_has_no_part_any_more_and_whoever_verifies_from_now_on_are_told(give, mend, person):
    task = give("ubnd_xa_02788", co_leads=("ca_xa_02788",))
    police, health = person("commune_police"), person("health_department")

    mend(task, co_leads=(), verifier="s_yte")

    told = dict(Notification.objects.filter(kind="work.mended").values_list("user", "text"))
    assert told[police.pk].startswith("Cơ quan anh/chị không còn phần trong việc")
    assert told[health.pk].startswith("Cơ quan anh/chị xác nhận kết quả của việc")


def test_a_body_that_joins_gets_a_copy_with_the_same_day(give, mend, bodies):
    head = give("ubnd_xa_02788", "ca_tinh", verifier="ubnd_tinh")
    with pytest.raises(WorkRefused, match="Hạn của việc đã qua"), transaction.atomic():
        mend(head, leads=("ubnd_xa",), at=DUE + timedelta(days=1))

    mend(head, leads=("ubnd_xa",), co_leads=("ca_xa_02683",))

    copy = head.copies.get(lead__key="ubnd_xa_02683")
    assert head.copies.count() == 3
    assert (copy.due_at, copy.original_due_at, copy.moves.get().kind) == (DUE, DUE, "GIVEN")
    assert set(copy.shares.values_list("body__key", "part")) == {
        ("ubnd_xa_02683", "LEAD"), ("ca_xa_02683", "CO_LEAD"),
    }  # fmt: skip
    assert TaskMending.objects.get(field="LEADS").after == "UBND xã Bát Xát"


def test_a_body_that_joins_recurring_work_begins_with_the_period_under_way(give, mend):
    head = give(
        "ubnd_xa_02788", "ca_tinh", verifier="ubnd_tinh", cadence="RHYTHM", rhythm="FREQ=MONTHLY;BYMONTHDAY=20",
        due_at=DUE,
    )  # fmt: skip
    later = AT + timedelta(days=40)

    mend(head, leads=("ubnd_xa_02683",), at=later)

    first = TaskPeriod.objects.filter(task__lead__key="ubnd_xa_02683").order_by("number").first()
    assert (first.number, first.starts_on, first.ends_on.isoformat()) == (1, later.date(), "2026-03-20")
    assert first.task.due_at == first.due_at


def test_a_question_about_a_copy_is_answered_by_mending_the_groups_work(give, hand, bodies, person):
    head = give("ubnd_xa")
    copy = head.copies.get(lead__key="ubnd_xa_02788")
    ask = {"gaps": ["RESULT"], "text": "Kết quả là gì?", "by": person("commune_committee"), "at": AT}
    answers = hand("coordinator", "ca_tinh")
    first, second = (asking.ask_about_task(task_id=copy.pk, **ask) for _ in range(2))

    asking.answer_by_mending_task(
        question_id=first.pk, text="Nộp danh sách", mending=wanted(head, bodies, kinds=("LIST",)), hand=answers
    )
    head.refresh_from_db()
    asking.answer_by_mending_task(question_id=second.pk, text="Như trên", mending=wanted(head, bodies), hand=answers)

    copy.refresh_from_db()
    assert (copy.kinds, copy.moves.get(kind="MENDED").reason) == ("LIST", "Nộp danh sách")
    assert set(Question.objects.values_list("answer", flat=True)) == {"Nộp danh sách", "Như trên"}


def test_a_question_about_a_copy_is_answered_in_words_once_all_copies_are_over(give, as_, person):
    head = give("ubnd_xa")
    copy = head.copies.get(lead__key="ubnd_xa_02788")
    asked = asking.ask_about_task(
        task_id=copy.pk, gaps=["WHAT"], text="Ở thôn nào?", by=person("commune_committee"), at=AT
    )
    head.copies.update(state=Work.VERIFIED)
    where, coordinator = reverse("work:answer", args=[asked.pk]), as_("coordinator")
    assert list(coordinator.get(where).context["form"].fields) == ["text"]

    assert coordinator.post(where, {"text": "Ở mọi thôn"}).url == reverse("work:questions")

    asked.refresh_from_db()
    assert asked.answer == "Ở mọi thôn"


def test_the_pages_mend_and_show_what_stood_before(give, as_, bodies, person):
    head = give("ubnd_xa", co_leads=("ca_xa",))
    copy = head.copies.get(lead__key="ubnd_xa_02788")
    where = reverse("work:mend", args=[head.pk])
    coordinator, committee = as_("coordinator"), as_("commune_committee")
    assert committee.get(where).status_code == 404
    assert committee.get(reverse("work:mend", args=[copy.pk])).status_code == 403
    assert coordinator.get(reverse("work:mend", args=[copy.pk])).url == where
    shown = coordinator.get(where).context["form"]
    sent = {name: shown.initial[name] for name in ("what", "verifier", "co_leads", "followers")}
    assert sent["co_leads"] == "Công an cấp xã"

    group = coordinator.post(where, {**sent, "result": "Biên bản", "kinds": ["MINUTES"], "verifier": "UBND cấp xã",
                                     "reason": "x"})  # fmt: skip
    done = coordinator.post(where, {**sent, "result": "Biên bản", "kinds": ["MINUTES"], "reason": "Xã hỏi lại"})

    assert "là nhóm cơ quan" in str(group.context["form"].errors["verifier"])
    assert done.url == reverse("work:task", args=[head.pk])
    page = committee.get(reverse("work:task", args=[copy.pk])).content.decode()
    assert "<del>Bản cam kết</del>" in page
    assert "Xã hỏi lại" in page
    assert where not in page

    asked = asking.ask_about_task(
        task_id=copy.pk, gaps=["WHAT"], text="Ở thôn nào?", by=person("commune_committee"), at=AT
    )
    answer = reverse("work:answer", args=[asked.pk])
    fields = coordinator.get(answer).context["form"].initial
    coordinator.post(answer, {**fields, "text": "Ở mọi thôn", "what": "Ký cam kết tại mọi thôn."})
    copy.refresh_from_db()
    assert (copy.what, copy.result) == ("Ký cam kết tại mọi thôn.", "Biên bản")
