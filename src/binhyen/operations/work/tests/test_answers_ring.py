"""Clocks of whoever must answer, of a unit's steps, and of people that work names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.values import Role
from binhyen.foundation.notifications.models import Notification
from binhyen.kit.calendar import vietnam
from binhyen.operations.work.actions import answers, asking, claiming, doing, extensions
from binhyen.operations.work.actions.moving import Hand
from binhyen.operations.work.models import Nudge, Question, Task, TaskMove
from binhyen.operations.work.rules import reminders as rules
from binhyen.operations.work.values import Part, Waits

from .conftest import AT, DUE

SEVEN = datetime(2026, 2, 6, 0, 6, tzinfo=UTC)  # 07:06 of Friday 06/02/2026 in Vietnam
POLICE, COMMITTEE, HEALTH = "ca_xa_02788", "ubnd_xa_02788", "s_yte"
COLUMNS = ("user__username", "kind", "text")

pytestmark = pytest.mark.django_db


def ring(*days):
    return sum(answers.ring(at=SEVEN + timedelta(days=day)) for day in days)


def told(group):
    rows = Notification.objects.filter(kind__in=["work.answer", "work.escalated", "work.late", "work.due_soon"])
    found = rows.filter(text__contains=group).values_list("created_at", *COLUMNS)
    in_order = sorted(found, key=lambda row: (row[0], row[2] == "work.escalated"))  # who climbed hears last
    return [row[1:] for row in in_order]


@pytest.fixture
def claimed(give, hand, prove):
    """Work of the commune's police, claimed on Friday 06/02; the department of health confirms."""
    task = give(POLICE, verifier=HEALTH)
    police = hand("commune_police", POLICE)
    prove(task, police)
    claiming.claim(task_id=task.pk, hand=police)
    return task


@pytest.fixture
def chief(db):
    user = User.objects.create(username="chief", full_name="Giám đốc Sở")
    Appointment.objects.create(
        user=user, role=Role.LEADER, body_key=HEALTH, area_code="15", valid_from=date(2025, 7, 1)
    )
    return user


def test_a_claim_rings_for_who_verifies_then_up_the_line_each_once(claimed, person, chief):
    for name in ("health_department", "coordinator"):
        person(name)

    ring(*range(12), 11)

    # three working days after the Friday: Wednesday 11/02, then its head a working day later, the province after three
    assert told("việc báo xong") == [
        ("health_department", "work.answer", "1 việc báo xong chờ anh/chị xác nhận, hôm nay hết hạn"),
        ("health_department", "work.answer", "1 việc báo xong chờ anh/chị xác nhận, đã quá hạn"),
        ("chief", "work.escalated", "1 việc báo xong cơ quan anh/chị chưa xác nhận đã quá hạn, báo thủ trưởng cơ quan"),
    ]
    ring(*range(12, 25))  # Tết lies between
    last = told("việc báo xong")[-1]
    assert last == (
        "coordinator", "work.escalated", "1 việc báo xong quá hạn chưa ai xác nhận, của 1 cơ quan, đã báo cấp tỉnh",
    )  # fmt: skip
    assert set(Nudge.objects.values_list("code", flat=True)) == {"TODAY", "LATE", "HEAD", "PROVINCE"}
    moves = TaskMove.objects.filter(task=claimed, kind="ESCALATED").order_by("pk")
    assert [(one.state, one.body.key, one.reason) for one in moves] == [
        ("CLAIMED", HEALTH, "Việc báo xong: quá hạn xác nhận, báo thủ trưởng cơ quan"),
        ("CLAIMED", HEALTH, "Việc báo xong: quá hạn xác nhận, báo cấp tỉnh"),
    ]
    assert ring(30) == 0


def test_what_is_judged_in_time_is_quiet_and_a_new_claim_has_clocks_of_its_own(claimed, person, hand, prove):
    judge, police = hand("health_department", HEALTH), hand("commune_police", POLICE, AT + timedelta(days=4))
    share = claimed.shares.get().pk
    claiming.reject(task_id=claimed.pk, share_id=share, reason="Thiếu chữ ký", hand=judge)
    assert ring(5, 6) == 0
    claiming.claim(task_id=claimed.pk, hand=police)  # Tuesday 10/02

    ring(5, 6)
    assert told("việc báo xong") == []
    ring(7)  # Friday 13/02, three working days on
    assert len(told("việc báo xong")) == 1


def test_coordinators_hear_at_once_of_what_nobody_can_answer(claimed, person, give, hand):
    person("coordinator")
    task = give(POLICE, title="Không rõ")
    Question.objects.create(
        task=task, gaps=["WHEN"], text="Khi nào?", to=None, asked_at=AT, asked_by=person("commune_police"), due_at=DUE
    )

    ring(0, 1, 2)

    assert told("việc báo xong") == [
        ("coordinator", "work.answer",
         "1 việc báo xong không có ai ở cơ quan phải xác nhận: anh/chị xác nhận hoặc giao người")
    ]  # fmt: skip
    assert [who for who, _, _ in told("câu hỏi")] == ["coordinator"]


def test_questions_and_requests_for_time_ring_for_who_gave_the_work_and_never_for_who_asks(give, person, hand):
    task = give(POLICE, verifier=HEALTH)
    police = person("commune_police")
    for name in ("health_department", "coordinator"):
        person(name)
    # who verifies has an office in the body that asks as well: they decide nothing of it
    Appointment.objects.create(
        user=person("health_department"), role=Role.COMMUNE_POLICE, body_key=POLICE, area_code="02788",
        valid_from=date(2025, 7, 1),
    )  # fmt: skip
    extensions.ask(
        task_id=task.pk, period_id=None, to_due_at=DUE + timedelta(days=9), reason="Chờ kinh phí", by=police, at=AT
    )
    asking.ask_about_task(task_id=task.pk, gaps=["WHO"], text="Thôn nào?", by=police, at=AT)
    Notification.objects.all().delete()

    ring(*range(8))

    assert {who for who, _, _ in told("đề nghị gia hạn")} == {"coordinator"}
    # five working days for a question, three for a request
    assert [text for _, _, text in told("câu hỏi")] == [
        "1 câu hỏi về việc chưa rõ chờ anh/chị trả lời, hôm nay hết hạn"
    ]
    assert "1 đề nghị gia hạn chờ anh/chị quyết định, đã quá hạn" in [text for _, _, text in told("gia hạn")]
    page = Notification.objects.filter(text__contains="câu hỏi").first().url
    assert page == reverse("work:questions")


def test_the_lists_say_until_when_an_answer_is_due(claimed, give, person, as_):
    person("health_department")
    other = give(POLICE, title="Xin thêm")
    extensions.ask(
        task_id=other.pk, period_id=None, to_due_at=DUE + timedelta(days=9), reason="Chờ kinh phí",
        by=person("commune_police"), at=AT,
    )  # fmt: skip

    queue = as_("health_department").get(reverse("work:verify-queue")).content.decode()
    asked = as_("coordinator").get(reverse("work:extensions")).content.decode()
    assert "trả lời trước 17:00 11/02/2026" in queue
    assert "quyết định trước 17:00 11/02/2026" in asked
    assert "quá hạn" in queue  # read long after


def test_a_step_with_a_day_rings_for_whom_it_names_and_stops_at_their_head(give, person, hand):
    task = give(POLICE)
    police = person("commune_police")
    person("coordinator")
    by = hand("commune_police", POLICE)
    step = doing.add_step(task_id=task.pk, what="Họp thôn", user_id=police.pk, due_on=date(2026, 2, 11), hand=by)
    done = doing.add_step(task_id=task.pk, what="In mẫu", user_id=police.pk, due_on=date(2026, 2, 11), hand=by)
    doing.mark_step(step_id=done.pk, done=True, hand=by)

    ring(*range(12))

    assert [text for _, _, text in told("bước việc")] == [
        "1 bước việc của anh/chị sắp đến ngày", "1 bước việc của anh/chị đến ngày hôm nay",
        "1 bước việc của anh/chị đã quá ngày",
        "1 bước việc cơ quan anh/chị chưa làm xong đã quá hạn, báo thủ trưởng cơ quan",
    ]  # fmt: skip
    assert set(Nudge.objects.values_list("kind", "subject_id")) == {(Waits.STEP, step.pk)}
    assert {who for who, _, _ in told("bước việc")} == {"commune_police"}


def test_who_is_named_hears_of_it_and_has_a_list_of_their_own(give, person, as_):
    named, stepped, free = (give(POLICE, title=title) for title in ("Việc ghi tên", "Việc có bước", "Việc chung"))
    colleague = User.objects.create(username="colleague", full_name="Hoàng Văn Nhận")
    Appointment.objects.create(
        user=colleague, role=Role.COMMUNE_POLICE, body_key=POLICE, area_code="02788", valid_from=date(2025, 7, 1)
    )
    police, by = person("commune_police"), Hand(colleague, AT, named.shares.get().body_id)
    doing.name_person(task_id=named.pk, user_id=police.pk, hand=by)
    doing.add_step(task_id=stepped.pk, what="Họp", user_id=police.pk, due_on=date(2026, 2, 20), hand=by)

    rows = Notification.objects.filter(kind="work.named").order_by("-text")
    assert [(row.user.username, row.text, row.url) for row in rows] == [
        ("commune_police", "Việc ghi tên anh/chị: Việc ghi tên", reverse("work:task", args=[named.pk])),
        ("commune_police", "Một bước việc ghi tên anh/chị, trước 20/02/2026: Việc có bước",
         reverse("work:task", args=[stepped.pk])),
    ]  # fmt: skip
    page = as_("commune_police").get(f"{reverse('work:list')}?phan=ghi-ten").content.decode()
    assert "Việc ghi tên</a>" in page
    assert "Việc có bước</a>" in page
    assert f"{free.title}</a>" not in page
    assert "Việc ghi tên anh/chị" in as_("commune_police").get("/").content.decode()
    assert "Việc ghi tên</a>" not in as_("next_commune").get(f"{reverse('work:list')}?phan=ghi-ten").content.decode()

    doing.name_person(task_id=named.pk, user_id=colleague.pk, hand=by)
    assert rows.filter(text="Việc không còn ghi tên anh/chị: Việc ghi tên").count() == 1
    assert not rows.filter(user=colleague).exists()  # whoever did it knows
    assert Task.objects.get(pk=named.pk).shares.get(part=Part.LEAD).person == colleague


def test_where_nobody_can_answer_only_those_above_hear():
    late = {"due_at": DUE, "clocks": rules.Clocks((), 1, 3), "calendar": vietnam()}
    for told_before, day, anybody, codes in (
        ((), -5, True, []),
        ((), -5, False, ["NOBODY"]),
        (("NOBODY",), -5, False, []),
        ((), 1, True, ["LATE"]),  # Saturday after the Friday: no working day yet
        (("NOBODY",), 8, False, ["PROVINCE"]),
        (("LATE", "HEAD"), 8, True, ["PROVINCE"]),
    ):
        at = DUE + timedelta(days=day)
        assert rules.answering(at=at, told=told_before, anybody=anybody, **late) == codes
