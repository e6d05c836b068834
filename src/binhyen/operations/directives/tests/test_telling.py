"""Who learns of which duties, and that nobody learns of them twice."""

from datetime import timedelta

import pytest

from binhyen.foundation.accounts.models import Appointment
from binhyen.foundation.notifications.models import Notification
from binhyen.operations.directives.actions import directive as whole
from binhyen.operations.directives.actions import review, telling

from .conftest import AT


def told(kind):
    """username → text"""
    return dict(Notification.objects.filter(kind=kind).values_list("user__username", "text"))


@pytest.fixture
def people(person):
    return [person(name) for name in ("health_department", "commune_police", "leader", "stranger", "next_commune")]


@pytest.fixture
def signed(plan, people, colleague):
    for section in range(len(plan.sections)):
        if plan.duties.filter(section=section).exists():
            review.accept_section(directive_id=plan.pk, section=section, **colleague)
    return whole.sign(directive_id=plan.pk, **colleague)


def test_whoever_handed_the_file_in_learns_that_it_is_read(plan):
    (text,) = told("directives.read").values()

    assert "kế hoạch 21/KH-UBND" in text
    assert str(plan.duties.count()) in text


def test_nobody_is_told_of_duties_that_are_still_reviewed(plan, people):
    assert told("directives.assigned") == {}
    assert telling.deadlines(at=AT) == 0


def test_those_who_act_for_a_body_learn_how_many_duties_it_has(signed):
    health = signed.duties.filter(parts__body__key="s_yte").distinct().count()

    assert told("directives.assigned")["health_department"] == (
        f"{health} nhiệm vụ của cơ quan anh/chị trong kế hoạch 21/KH-UBND"
    )
    assert "stranger" not in told("directives.assigned")


def test_an_office_that_has_ended_is_told_nothing(plan, people, colleague):
    Appointment.objects.filter(user__username="health_department").update(valid_to=AT.date() - timedelta(days=1))
    for section in range(len(plan.sections)):
        if plan.duties.filter(section=section).exists():
            review.accept_section(directive_id=plan.pk, section=section, **colleague)
    whole.sign(directive_id=plan.pk, **colleague)

    assert "health_department" not in told("directives.assigned")


@pytest.mark.parametrize(
    ("days", "kind"), [(7, "directives.due_soon"), (1, "directives.due_soon"), (-1, "directives.late")]
)
def test_leads_are_told_before_a_last_day_and_after_it(signed, days, kind):
    duty = signed.duties.filter(parts__part="LEAD", parts__body__key="s_yte", due_on__isnull=False).first()

    telling.deadlines(at=AT + timedelta(days=(duty.due_on - AT.date()).days - days))

    assert "cơ quan anh/chị chủ trì" in told(kind)["health_department"]


def test_a_day_is_told_once(signed):
    duty = signed.duties.filter(parts__part="LEAD", parts__body__key="s_yte", due_on__isnull=False).first()
    at = AT + timedelta(days=(duty.due_on - AT.date()).days - 7)

    assert telling.deadlines(at=at) > 0
    assert telling.deadlines(at=at + timedelta(hours=3)) == 0
