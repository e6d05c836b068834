"""Every clock of work reads what the province set on its page, and the law's file where it set nothing."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.queries import scope
from binhyen.operations.work.actions import asking, claiming, difficulties, terms
from binhyen.operations.work.models import Question
from binhyen.operations.work.queries import matrix, owners
from binhyen.operations.work.queries.candidates import candidates
from binhyen.operations.work.values import Cadence, EvidenceKind

from .conftest import AT, DUE

BEFORE = date(2026, 1, 1)
POLICE = "ca_xa_02788"

pytestmark = pytest.mark.django_db


@pytest.fixture
def settle(person):
    def act(**values):
        for code, value in values.items():
            terms.set_term(code=code, value=value, valid_from=BEFORE, source="Quy chế", by=person("coordinator"), at=AT)

    return act


@pytest.fixture
def scope_of_coordinator(person):
    return scope(user=person("coordinator"), on=AT.date())


def local(moment):
    return timezone.localtime(moment)


def test_a_question_and_a_difficulty_wait_as_long_as_the_province_says(give, bodies, person, settle):
    task, by = give(POLICE), person("commune_police")
    asked = asking.ask_about_task(task_id=task.pk, gaps=["WHEN"], text="Đến bao giờ?", by=by, at=AT)
    settle(ANSWER_QUESTION=1, ANSWER_DIFFICULTY=2, DUE_MINUTE=600)

    sooner = asking.ask_about_task(task_id=task.pk, gaps=["WHEN"], text="Đến bao giờ?", by=by, at=AT)
    hard = difficulties.raise_difficulty(
        body_id=bodies[POLICE].pk, owner_id=bodies["ca_tinh"].pk, what="Thiếu máy in ở cả ba thôn.", by=by, at=AT
    )

    assert local(asked.due_at) == datetime(2026, 2, 13, 17, tzinfo=local(asked.due_at).tzinfo)
    assert (local(sooner.due_at).date(), local(sooner.due_at).hour) == (date(2026, 2, 9), 10)
    assert (local(hard.due_at).date(), local(hard.due_at).hour) == (date(2026, 2, 10), 10)


def test_the_day_of_a_duty_ends_and_moves_as_the_province_says(directive, duty, settle):
    duty("Lập danh sách người nghiện", "s_yte")  # due on Saturday 28/02/2026

    def due():
        return local(candidates(directive=directive, today=AT.date(), beat_days=None)[0].timing.due_at)

    before = due()
    settle(DUE_MINUTE=600, MOVE_ONCE=0)

    assert (before.date(), before.hour) == (date(2026, 3, 2), 17)
    assert (due().date(), due().hour) == (date(2026, 2, 28), 10)


def test_a_beat_ends_at_the_hour_of_the_province(give, hand, prove, settle):
    task = give(POLICE, cadence=Cadence.BEAT, beat_days=30, due_at=None, starts_on=AT.date())
    settle(DUE_MINUTE=600)

    prove(task, hand("commune_police", POLICE, AT + timedelta(days=3)))

    task.refresh_from_db()
    assert local(task.due_at).hour == 10


def test_continuous_work_is_proposed_with_the_beat_of_the_province_and_with_none_before(directive, duty, as_, settle):
    duty("Tuyên truyền thường xuyên", "s_yte", deadline_type="continuous", deadline_value="CONTINUOUS")
    where = reverse("work:give-directive", args=[directive.pk])
    proposed = [as_("coordinator").get(where).context["form"].initial["beat_days"]]
    settle(BEAT_DAYS=15)

    page = as_("coordinator").get(where)

    assert [*proposed, page.context["form"].initial["beat_days"]] == [None, 15]
    assert len(page.context["clear"]) == 1


def test_who_lets_work_lie_is_named_after_the_days_and_times_of_the_province(
    give, hand, prove, settle, scope_of_coordinator
):
    task = give(POLICE, kinds=(EvidenceKind.DOCUMENT,))
    police, judge = hand("commune_police", POLICE), hand("coordinator", "ca_tinh")
    prove(task, police)
    claiming.claim(task_id=task.pk, hand=police)
    claiming.reject(task_id=task.pk, share_id=task.shares.get().pk, reason="Thiếu", hand=judge)
    unopened = give("ubnd_xa_02788")

    def named():
        at = AT + timedelta(days=4)
        found = matrix.matrix(scope=scope_of_coordinator, today=at.date(), at=at, directive=None)
        return {one.task.pk for one in found.evading}

    assert named() == set()
    settle(UNOPENED=1, SENT_BACK_OFTEN=1)
    assert named() == {task.pk, unopened.pk}


def test_the_terms_stand_on_their_page_in_words(as_, settle):
    settle(SENT_BACK_OFTEN=3)
    page = as_("coordinator").get(reverse("work:terms")).content.decode()

    assert "Việc bị trả lại bao nhiêu lần thì nêu tên: <b>3</b>" in page
    form = as_("coordinator").get(reverse("work:term", args=["SENT_BACK_OFTEN"])).content.decode()
    assert "Số lần" in form


def test_nobody_who_left_stands_above(bodies, person, give):
    user = person("coordinator")
    assert owners.coordinator_bodies(on=AT.date()) == [bodies["ca_tinh"].pk]

    user.appointments.update(valid_to=date(2026, 2, 1))

    assert owners.coordinator_bodies(on=AT.date()) == []


def test_late_questions_are_counted_within_what_the_reader_sees(give, directive, duty, bodies, person):
    task, other = give(POLICE), give("ca_xa_02683")
    for one, who in ((task, "commune_police"), (other, "next_commune")):
        asking.ask_about_task(task_id=one.pk, gaps=["WHEN"], text="Đến bao giờ?", by=person(who), at=AT)
    unclear = duty("Nâng cao hiệu quả", "s_yte", deadline_type="none", deadline_value="")
    rows = candidates(directive=directive, today=AT.date(), beat_days=None, only=[unclear.pk])
    asking.ask_about_duties(directive=directive, candidates=rows, by=person("coordinator"), at=AT)
    later = DUE + timedelta(days=30)

    def late(who, directive=None):
        reader = scope(user=person(who), on=AT.date())
        return matrix.matrix(scope=reader, today=later.date(), at=later, directive=directive).unanswered

    assert Question.objects.count() == 3
    assert [late("coordinator"), late("coordinator", directive.pk), late("commune_police")] == [3, 1, 1]
