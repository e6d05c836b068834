"""Who acts for which part, who decides and answers, whose paper a number means; what a form refuses."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.values import Role
from binhyen.operations.work.actions import difficulties, extensions
from binhyen.operations.work.models import Extension
from binhyen.operations.work.queries import extensions as asked
from binhyen.operations.work.queries.papers import meant
from binhyen.operations.work.queries.visible import own_share
from binhyen.operations.work.values import Part
from binhyen.registers.documents.actions import register
from binhyen.registers.documents.models import OfficialDocument
from binhyen.registers.documents.values import Direction, DocumentDetails
from tests.cast import BAN_LAU, PROVINCE, SINCE

from .conftest import AT, DUE

POLICE, COMMITTEE = "ca_xa_02788", "ubnd_xa_02788"
TODAY = AT.date()
WHAT = "Thiếu máy in ở cả ba thôn."

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(db):
    """Somebody who only reads, in the very body that gives and verifies."""
    user = User.objects.create(username="auditor")
    Appointment.objects.create(user=user, role=Role.AUDITOR, body_key="ca_tinh", area_code=PROVINCE, valid_from=SINCE)


@pytest.fixture
def request_for_time(give, person):
    return extensions.ask(
        task_id=give(POLICE).pk, period_id=None, to_due_at=DUE + timedelta(days=7), by=person("commune_police"), at=AT,
        reason="Chờ danh sách của các thôn",
    )  # fmt: skip


class TestWhoMayNot:
    def test_an_auditor_of_the_giving_body_grants_no_time(self, auditor, request_for_time, as_):
        page = as_("auditor").post(reverse("work:extension", args=[request_for_time.pk]), {"act": "grant"})
        listed = as_("auditor").get(reverse("work:extensions"))

        assert page.status_code == 403
        assert not listed.context["waiting"]

    def test_an_auditor_of_the_answering_body_answers_nothing(self, auditor, bodies, person, as_):
        row = difficulties.raise_difficulty(
            body_id=bodies[POLICE].pk, owner_id=bodies["ca_tinh"].pk, what=WHAT, by=person("commune_police"), at=AT
        )
        for name in ("work:difficulty-answer", "work:difficulty-pass"):
            assert as_("auditor").get(reverse(name, args=[row.pk])).status_code == 403

    def test_what_waits_for_a_leader_of_a_commune_can_be_decided_by_them(self, give, person, bodies):
        leader = User.objects.create(username="chair")
        Appointment.objects.create(
            user=leader, role=Role.LEADER, body_key=COMMITTEE, area_code=BAN_LAU, valid_from=SINCE
        )
        for verifier in (COMMITTEE, "ca_xa_02683"):
            task = give(POLICE, verifier=verifier)
            extensions.ask(
                task_id=task.pk, period_id=None, to_due_at=DUE + timedelta(days=7), by=person("commune_police"), at=AT,
                reason="Chờ danh sách của các thôn",
            )  # fmt: skip
        scope = scope_of(user=leader, on=AT.date())

        waiting = list(asked.to_decide(scope=scope))

        assert [one.task.verifier.key for one in waiting] == [COMMITTEE]
        assert all(asked.may_decide(scope, one.task) for one in waiting)


class TestRequestsStay:
    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE work_extension SET asked_at = asked_at - interval '9 days'",
            "UPDATE work_extension SET to_due_at = to_due_at + interval '9 days'",
            "DELETE FROM work_extension",
            """INSERT INTO work_extension (task_id, body_id, from_due_at, to_due_at, reason, state, asked_at,
               asked_by_id, decision)
               SELECT task_id, body_id, from_due_at, to_due_at, reason, 'GRANTED', asked_at, asked_by_id, ''
               FROM work_extension""",
        ],
    )
    def test_what_was_asked_when_is_not_changed(self, request_for_time, change):
        with (
            pytest.raises(DatabaseError, match="work_extension"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)

    def test_a_decision_is_taken_once(self, request_for_time, person):
        extensions.decide(extension_id=request_for_time.pk, granted=False, words="Đủ", by=person("coordinator"), at=AT)

        with pytest.raises(DatabaseError, match="only decided, once"), transaction.atomic():
            Extension.objects.filter(pk=request_for_time.pk).update(state="GRANTED")


def test_of_two_offices_in_one_task_the_leading_one_acts_everywhere(give, person, as_, prove, hand):
    """A stand-in holds an office in the lead and in a body that helps."""
    user = person("commune_committee")
    Appointment.objects.create(
        user=user, role=Role.COMMUNE_POLICE, body_key=POLICE, area_code=BAN_LAU, valid_from=SINCE
    )
    task = give(COMMITTEE, co_leads=(POLICE,))
    client = as_("commune_committee")

    page = client.get(reverse("work:task", args=[task.pk]))
    prove(task, hand("commune_committee", COMMITTEE))
    client.post(reverse("work:claim", args=[task.pk]))

    assert page.context["page"].mine.share.part == Part.LEAD
    assert own_share(task=task, scope=scope_of(user=user, on=AT.date())).part == Part.LEAD
    assert dict(task.shares.values_list("part", "state")) == {"LEAD": "CLAIMED", "CO_LEAD": "GIVEN"}


class TestTooLong:
    @pytest.fixture
    def hard(self, bodies, person):
        return difficulties.raise_difficulty(
            body_id=bodies[POLICE].pk, owner_id=bodies["ca_tinh"].pk, what=WHAT, by=person("commune_police"), at=AT
        )

    def test_a_reason_longer_than_its_column_is_said_on_the_form(self, request_for_time, hard, bodies, as_):
        long = "x" * 501
        given = {"to_day": "01/12/2099", "to_hour": "17:00", "reason": long}
        extensions.withdraw(extension_id=request_for_time.pk, by=request_for_time.asked_by, at=AT)
        task = reverse("work:extension-ask", args=[request_for_time.task_id])
        passing = {"owner": bodies["s_yte"].pk, "reason": long}

        assert as_("commune_police").post(task, given).status_code == 422
        assert as_("commune_police").post(task, {**given, "reason": long[:500]}).status_code == 302
        waiting = Extension.objects.get(state="ASKED")
        decide = reverse("work:extension", args=[waiting.pk])
        assert as_("coordinator").post(decide, {"act": "refuse", "words": long}).status_code == 422
        hand_on = reverse("work:difficulty-pass", args=[hard.pk])
        assert as_("coordinator").post(hand_on, passing).status_code == 422
        assert as_("coordinator").post(hand_on, {**passing, "reason": long[:500]}).status_code == 302


class TestPapers:
    """Numbers repeat: every commune has a 02/KH-UBND."""

    @pytest.fixture
    def plan(self, person, bodies):
        def make(who, body, day=TODAY):
            details = DocumentDetails(
                direction=Direction.OUTGOING, kind="Kế hoạch", number="02", symbol="KH-UBND", issued_on=day,
                issuer_name=bodies[body].name,
            )  # fmt: skip
            row = register(details=details, file=None, by=person(who), at=AT)
            OfficialDocument.objects.filter(pk=row.pk).update(issuer=bodies[body])
            return row

        return make

    def found(self, text, who, person, body):
        scope = scope_of(user=person(who), on=AT.date())
        return list(meant(text=text, scope=scope, body=body.pk))

    def test_nobody_learns_of_a_paper_they_may_not_see(self, plan, person, bodies, give, as_):
        plan("next_commune", "ca_xa_02683")
        task = give(COMMITTEE)

        page = as_("commune_committee").post(
            reverse("work:show", args=[task.pk]), {"kind": "DOCUMENT", "document": "02/KH-UBND"}
        )

        assert self.found("02/KH-UBND", "commune_committee", person, bodies[COMMITTEE]) == []
        assert page.status_code == 422
        assert "Không có văn bản này" in page.content.decode()

    def test_the_bodys_own_is_meant_among_those_of_others(self, plan, person, bodies):
        plan("coordinator", "ca_tinh")
        own = plan("coordinator", COMMITTEE)
        plan("coordinator", "ca_xa_02683")

        for text in ("2/KH-UBND", "02 / kh-ubnd", "Kế hoạch số 02/KH-UBND ngày 06/02/2026"):
            assert self.found(text, "coordinator", person, bodies[COMMITTEE]) == [own]

    def test_of_several_years_the_day_decides(self, plan, person, bodies, give, as_):
        old = plan("commune_committee", COMMITTEE, AT.date() - timedelta(days=365))
        plan("commune_committee", COMMITTEE)
        task = give(COMMITTEE)
        client, where = as_("commune_committee"), reverse("work:show", args=[task.pk])

        several = client.post(where, {"kind": "DOCUMENT", "document": "02/KH-UBND"})
        one = client.post(where, {"kind": "DOCUMENT", "document": "02/KH-UBND 06/02/2025"})

        assert "Có nhiều văn bản cùng số" in several.content.decode()
        assert one.status_code == 302
        assert task.evidence.get().document_id == old.pk
