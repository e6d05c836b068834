"""Giving: who gets what, each its own copy, what is not clear goes back."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from binhyen.foundation.journal.models import Fact
from binhyen.foundation.notifications.models import Notification
from binhyen.operations.directives.actions.desk import StaleEdit
from binhyen.operations.directives.models import Duty
from binhyen.operations.directives.values import DutyValues, NamedBody
from binhyen.operations.work.actions import asking, doing, giving
from binhyen.operations.work.models import Question, Task, TaskMove, TaskPeriod, TaskShare
from binhyen.operations.work.queries import extensions
from binhyen.operations.work.queries.candidates import candidates
from binhyen.operations.work.values import Gap, Shape, Work, WorkRefused

from .conftest import AT, DUE

TODAY = AT.date()


def terms(bodies, **more):
    return giving.Terms(issuer=bodies["ubnd_tinh"].pk, verifier=bodies["ca_tinh"].pk, **more)


def give_all(directive, bodies, person, **more):
    return giving.give_duties(
        directive_id=directive.pk, duty_ids=set(directive.duties.values_list("pk", flat=True)),
        terms=terms(bodies, **more), by=person("coordinator"), at=AT,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": ""}, "what"), ({"kinds": ()}, "kinds"), ({"result": " "}, "kinds"), ({"due_at": None}, "deadline"),
        ({"due_at": AT}, "deadline"),  # the hour is gone
    ],
)  # fmt: skip
def test_a_task_by_hand_that_is_not_clear_is_not_given(give, changed, field):
    with pytest.raises(WorkRefused) as refusal:
        give("ubnd_xa_02788", **changed)

    assert refusal.value.field == field
    assert not Task.objects.exists()


def test_nobody_verifies_their_own_work(give):
    with pytest.raises(WorkRefused, match="không thể tự xác nhận"):
        give("ca_tinh", verifier="ca_tinh")

    assert give("ca_tinh", verifier="ubnd_tinh").verifier.key == "ubnd_tinh"


def test_one_body_gets_one_task_with_everybodys_part(give):
    task = give("ubnd_xa_02788", co_leads=("ca_xa_02788", "ubnd_xa_02788"), followers=("s_yte",))

    assert (task.shape, task.state, task.due_at, task.original_due_at) == (Shape.ONE, Work.GIVEN, DUE, DUE)
    parts = {(share.body.key, share.part) for share in task.shares.select_related("body")}
    assert parts == {("ubnd_xa_02788", "LEAD"), ("ca_xa_02788", "CO_LEAD"), ("s_yte", "FOLLOWER")}
    assert task.moves.get().kind == "GIVEN"
    assert Fact.objects.get(subject_type="work.task").data["lead"] == "ubnd_xa_02788"


def test_a_group_gets_a_copy_each_with_the_helpers_of_its_own_commune(give):
    head = give("ubnd_xa", co_leads=("ca_xa", "s_yte"))

    assert (head.shape, head.lead) == (Shape.HEAD, None)
    copies = {copy.lead.key: copy for copy in head.copies.select_related("lead")}
    assert set(copies) == {"ubnd_xa_02788", "ubnd_xa_02683"}
    for area in ("02788", "02683"):
        shares = {share.body.key for share in copies[f"ubnd_xa_{area}"].shares.select_related("body")}
        assert shares == {f"ubnd_xa_{area}", f"ca_xa_{area}"}
    assert [share.body.key for share in head.shares.select_related("body")] == ["s_yte"]


def test_people_are_told_once_however_much_is_given(give, person):
    person("commune_committee")
    give("ubnd_xa", title="Việc một")

    told = Notification.objects.filter(user=person("commune_committee"), kind="work.given")
    assert [one.text for one in told] == ["Việc mới: Việc một"]


def test_the_same_form_sent_twice_gives_once(give):
    key = uuid4()

    assert give("ubnd_xa", key=key) == give("ubnd_xa", key=key)
    assert Task.objects.filter(shape=Shape.COPY).count() == 2


def test_a_cascade_costs_as_many_statements_for_two_as_for_forty(give, bodies, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        give("ubnd_xa")


def test_clear_duties_are_given_and_the_others_asked_about(directive, duty, bodies, person):
    listed = duty("Lập danh sách người đã cai nghiện trở về", "ubnd_xa", co_leads=("ca_xa",))
    duty("Nâng cao hiệu quả công tác", "s_yte")
    duty("Báo cáo kết quả về UBND tỉnh", names=("Ban chuyên trách",))
    duty("Báo cáo kết quả tháng", "s_yte", deadline_type="none", deadline_value="")

    given = give_all(directive, bodies, person)

    assert (len(given.tasks), given.copies, given.questions) == (1, 2, 3)
    head = Task.objects.get(duty=listed, shape=Shape.HEAD)
    assert (head.kinds, head.issuer.key, head.verifier.key) == ("LIST", "ubnd_tinh", "ca_tinh")
    gaps = [set(row.gaps) for row in Question.objects.order_by("id")]
    assert gaps == [{Gap.WHAT, Gap.RESULT}, {Gap.WHO}, {Gap.WHEN}]
    assert all(row.to.key == "ubnd_tinh" and row.due_at > AT for row in Question.objects.all())


def test_giving_again_gives_nothing_and_asks_nothing(directive, duty, bodies, person):
    duty("Lập danh sách người nghiện", "s_yte")
    duty("Nâng cao hiệu quả", "s_yte")
    give_all(directive, bodies, person)

    again = give_all(directive, bodies, person)

    assert (again.tasks, again.questions) == ([], 0)
    assert Question.objects.count() == 1


def test_each_duty_is_verified_by_the_body_it_reports_to_and_followed_by_whoever_is_named(
    directive, duty, bodies, person
):
    told = duty("Báo cáo kết quả lập danh sách", "ubnd_xa", report_to="UBND tỉnh (qua Sở Y tế)")
    own = duty("Lập danh sách người nghiện", "s_yte", report_to="Sở Y tế")
    duty("Lập danh sách cơ sở kinh doanh", "s_yte", report_to="UBND cấp xã")
    found = candidates(directive=directive, today=TODAY, beat_days=None)
    assert [one.proposed and one.proposed.name for one in found] == ["Sở Y tế", None, None]

    given = give_all(
        directive, bodies, person, verifiers={told.pk: bodies["s_yte"].pk}, followers=(bodies["ubnd_tinh"].pk,)
    )

    assert {(task.duty_id, task.verifier.key) for task in given.tasks if task.duty_id in (told.pk, own.pk)} == {
        (told.pk, "s_yte"), (own.pk, "ca_tinh"),
    }  # fmt: skip
    followed = TaskShare.objects.filter(part="FOLLOWER").values_list("task_id", "body__key")
    assert set(followed) == {(task.pk, "ubnd_tinh") for task in given.tasks}


def test_a_rhythm_whose_hour_of_today_is_gone_begins_tomorrow(directive, duty, bodies, person):
    duty("Báo cáo kết quả tuần", "s_yte", deadline_type="recurring", deadline_value="FREQ=WEEKLY;BYDAY=FR;BYHOUR=8")

    task = give_all(directive, bodies, person).tasks[0]  # on a Friday at half past nine

    assert (task.starts_on, TaskPeriod.objects.get(task=task, number=1).due_at.date()) == (
        date(2026, 2, 7), date(2026, 2, 13),
    )  # fmt: skip


def test_two_leads_of_whom_nobody_answers_are_not_given(directive, duty):
    duty("Chủ trì kiểm tra các cơ sở kinh doanh", "ca_tinh", "s_yte")

    found = candidates(directive=directive, today=TODAY, beat_days=None)

    assert [one.gap for one in found[0].unclear] == [Gap.RESPONSIBLE]


def test_a_day_before_the_directive_was_issued_is_asked_about(directive, duty):
    duty("Lập danh sách người nghiện", "s_yte", deadline_value="2025-02-28")

    found = candidates(directive=directive, today=TODAY, beat_days=None)

    assert [one.why for one in found[0].unclear] == ["Thời hạn trước ngày ban hành văn bản."]


def test_continuous_work_needs_a_beat(directive, duty, bodies, person):
    duty("Tuần tra đường mòn biên giới", "s_yte", deadline_type="continuous", deadline_value="CONTINUOUS")
    found = candidates(directive=directive, today=TODAY, beat_days=None)
    assert [one.gap for one in found[0].unclear] == [Gap.WHEN]

    task = give_all(directive, bodies, person, beat_days=14).tasks[0]

    assert (task.cadence, task.beat_days, task.original_due_at) == ("BEAT", 14, None)
    assert task.due_at > AT


def test_recurring_work_of_a_group_opens_its_periods(directive, duty, bodies, person):
    duty(
        "Báo cáo tiến độ xây dựng xã không ma túy", "ubnd_xa", deadline_type="recurring", deadline_value="FREQ=MONTHLY"
    )

    head = give_all(directive, bodies, person).tasks[0]

    assert TaskPeriod.objects.filter(task__parent=head, number=1).count() == 2


def test_kinds_chosen_by_whoever_gives_stand_in_for_those_read(directive, duty, bodies, person):
    one = duty("Phối hợp giữ vững an ninh trật tự, quản lý tốt địa bàn", "s_yte")

    task = give_all(directive, bodies, person, kinds={one.pk: ("MINUTES",)}).tasks[0]

    assert task.kinds == "MINUTES"


def test_an_answer_mends_the_duty_which_is_then_given(directive, duty, bodies, person):
    one = duty("Lập danh sách người nghiện", deadline_type="none", deadline_value="")
    give_all(directive, bodies, person)
    question = Question.objects.get()
    values = DutyValues(
        kind="task", title=one.title, text=one.text, leads=(NamedBody("Sở Y tế", "s_yte"),), deadline="trước 31/3/2026"
    )
    by = {"by": person("coordinator"), "at": AT}
    with pytest.raises(StaleEdit), transaction.atomic():
        asking.answer_by_mending(question_id=question.pk, text="Sở Y tế", version=9, values=values, **by)
    question.refresh_from_db()
    assert question.answered_at is None

    asking.answer_by_mending(question_id=question.pk, text="Sở Y tế", version=one.version, values=values, **by)

    given = give_all(directive, bodies, person)
    assert [(task.lead.key, task.due_at.date().isoformat()) for task in given.tasks] == [("s_yte", "2026-03-31")]
    with pytest.raises(WorkRefused, match="đã được trả lời"):
        asking.answer(question_id=question.pk, text="Lần nữa", **by)


def stopped_and_given_again(directive, bodies, person, hand, *, at, reason="Giao nhầm đợt"):
    """Every task of the directive is stopped on 10/02 and given again at ``at``."""
    for task in Task.objects.exclude(shape=Shape.COPY).exclude(state=Work.STOPPED):
        doing.stop(
            task_id=task.pk,
            reason="Chờ kinh phí",
            hand=hand("coordinator", "ubnd_tinh", datetime(2026, 2, 10, tzinfo=UTC)),
        )
    return giving.give_duties(
        directive_id=directive.pk, duty_ids=set(directive.duties.values_list("pk", flat=True)),
        terms=terms(bodies, again=reason), by=person("coordinator"), at=at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("again_on", "original", "extended"),
    [(datetime(2026, 2, 20, tzinfo=UTC), "OPEN", "OPEN"), (datetime(2026, 3, 5, tzinfo=UTC), "LATE", "OPEN")],
)
def test_stopped_work_given_again_keeps_its_first_day_and_the_later_one_is_an_extension(
    directive, duty, bodies, person, hand, again_on, original, extended
):
    one = duty("Lập danh sách người nghiện", "ubnd_xa")
    first = give_all(directive, bodies, person).tasks[0]
    Duty.objects.filter(pk=one.pk).update(deadline_value="2026-03-31")
    with pytest.raises(WorkRefused) as refusal, transaction.atomic():
        stopped_and_given_again(directive, bodies, person, hand, at=again_on, reason=" ")
    assert refusal.value.field == "again"

    head = stopped_and_given_again(directive, bodies, person, hand, at=again_on).tasks[0]

    copy = head.copies.get(lead__key="ubnd_xa_02788")
    assert (head.again_of, copy.again_of.lead.key) == (first, "ubnd_xa_02788")
    assert (copy.original_due_at, timezone.localdate(copy.due_at)) == (
        first.copies.first().original_due_at, date(2026, 3, 31),
    )  # fmt: skip
    judged = extensions.judgements(tasks=[copy], at=again_on + timedelta(hours=1))[copy.pk]
    assert (judged.original, judged.extended, judged.due_at) == (original, extended, copy.due_at)
    assert copy.extensions.get().reason == copy.moves.get(kind="GIVEN").reason == "Giao nhầm đợt"


def test_only_whoever_gave_stops_it_and_all_copies_stop(give, hand):
    head = give("ubnd_xa")
    with pytest.raises(WorkRefused, match="Chỉ cơ quan giao"):
        doing.stop(task_id=head.pk, reason="Thôi", hand=hand("health_department", "s_yte"))
    with pytest.raises(WorkRefused, match="lý do"):
        doing.stop(task_id=head.pk, reason=" ", hand=hand("coordinator", "ca_tinh"))

    assert doing.stop(task_id=head.pk, reason="Văn bản bị thay thế", hand=hand("coordinator", "ca_tinh")) == 3
    assert set(Task.objects.values_list("state", flat=True)) == {Work.STOPPED}
    assert TaskMove.objects.filter(kind="STOPPED", reason="Văn bản bị thay thế").count() == 3


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE work_task SET original_due_at = original_due_at + interval '1 month'",
        "UPDATE work_task SET original_due_at = NULL",
        "UPDATE work_taskmove SET at = at - interval '1 month'",
        "DELETE FROM work_taskmove",
        "DELETE FROM work_task",
    ],
)
def test_the_database_lets_nobody_mend_what_on_time_is_counted_from(give, sql):
    give("s_yte")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
