"""An officer leaves: a minute with all open work, signed by both, and then the work changes hands."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.urls import reverse

from binhyen.foundation.accounts import waiting
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.values import Role
from binhyen.foundation.journal.models import Fact
from binhyen.operations.work.actions import claiming, difficulties, doing, extensions, handover, periods
from binhyen.operations.work.models import Handover, Question, Task, TaskMove, TaskShare, TaskStep
from binhyen.operations.work.queries import handovers as queries
from binhyen.operations.work.reports.handover import minute
from binhyen.operations.work.values import HandoverState, Work, WorkRefused

from .conftest import AT, DUE
from .test_periods import MONTHLY

POLICE = "ca_xa_02788"
WHY = "Chuyển công tác theo quyết định"

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db):
    user = User.objects.create(username="colleague", full_name="Hoàng Văn Nhận")
    Appointment.objects.create(
        user=user, role=Role.COMMUNE_POLICE, body_key=POLICE, area_code="02788", valid_from=date(2025, 7, 1)
    )
    return user


@pytest.fixture
def third(db):
    """One more who does the body's work."""
    user = User.objects.create(username="third", full_name="Lù Thị Ba")
    Appointment.objects.create(
        user=user, role=Role.COMMUNE_POLICE, body_key=POLICE, area_code="02788", valid_from=date(2025, 7, 1)
    )
    return user


@pytest.fixture
def named(give, hand, person, third):
    """One task that names the officer, one with a step of theirs, one of nobody."""
    police, by = person("commune_police"), hand("commune_police", POLICE)
    mine, stepped, free = (give(POLICE, title=title) for title in ("Việc ghi tên", "Việc có bước", "Việc chung"))
    doing.name_person(task_id=mine.pk, user_id=police.pk, hand=by)
    doing.add_step(task_id=stepped.pk, what="Rà soát thôn Na Lốc", user_id=police.pk, due_on=None, hand=by)
    return mine, stepped, free


@pytest.fixture
def drawn(named, bodies, person, colleague):
    police = person("commune_police")
    return handover.make(
        body_id=bodies[POLICE].pk, giver_id=police.pk, receiver_id=colleague.pk, reason=WHY, by=police, at=AT
    )


def test_the_minute_lists_every_open_work_that_names_the_giver(drawn):
    assert [one.title for one in drawn.items.order_by("pk")] == ["Việc ghi tên", "Rà soát thôn Na Lốc"]


def test_work_that_names_nobody_goes_with_the_only_one_who_does_it(named, third, bodies, person, colleague, as_):
    person("administrator")
    third.appointments.update(valid_to=date(2026, 1, 1))
    police = person("commune_police")
    row = handover.make(
        body_id=bodies[POLICE].pk, giver_id=police.pk, receiver_id=colleague.pk, reason=WHY, by=police, at=AT
    )
    items = {one.title: one.note for one in row.items.all()}
    assert set(items) == {"Việc ghi tên", "Rà soát thôn Na Lốc", "Việc có bước", "Việc chung"}
    assert items["Việc chung"] == "Chủ trì, chưa ghi tên ai"
    handover.sign_as_giver(handover_id=row.pk, by=police, at=AT)
    handover.sign_as_receiver(handover_id=row.pk, by=colleague, at=AT)

    assert {share.person for share in TaskShare.objects.filter(body=bodies[POLICE])} == {colleague}


def test_one_who_is_gone_and_whose_work_names_nobody_is_offered_to_the_administrator(give, person, third, hand):
    give(POLICE)
    on = AT.date()
    assert list(queries.givers(on=on)) == []
    third.appointments.update(valid_to=date(2026, 1, 1))
    assert list(queries.givers(on=on)) == [third]
    person("commune_police")
    assert list(queries.givers(on=on)) == [third]  # whoever came instead is one: the minute may still be drawn up
    other = User.objects.create(username="other", full_name="Người khác")
    Appointment.objects.create(
        user=other, role=Role.COMMUNE_POLICE, body_key=POLICE, area_code="02788", valid_from=date(2025, 7, 1)
    )
    assert list(queries.givers(on=on)) == []


def test_what_waits_for_an_answer_of_the_body_is_counted_in_the_minute(
    named, give, hand, prove, bodies, person, colleague
):
    committee, police = hand("commune_committee", "ubnd_xa_02788"), person("commune_police")
    judged, hard = give("ubnd_xa_02788", verifier=POLICE), give("ubnd_xa_02788", verifier=POLICE, title="Khó")
    prove(judged, committee)
    claiming.claim(task_id=judged.pk, hand=committee)
    extensions.ask(
        task_id=hard.pk,
        period_id=None,
        to_due_at=DUE + timedelta(days=9),
        reason="Chờ kinh phí",
        by=committee.by,
        at=AT,
    )
    difficulties.raise_difficulty(
        body_id=bodies["ubnd_xa_02788"].pk, owner_id=bodies[POLICE].pk, what="Chưa có người dẫn đường.",
        by=committee.by, at=AT,
    )  # fmt: skip
    Question.objects.create(
        task=hard, gaps=["WHO"], text="Ai?", to=bodies[POLICE], asked_at=AT, asked_by=committee.by, due_at=DUE
    )
    row = handover.make(
        body_id=bodies[POLICE].pk, giver_id=police.pk, receiver_id=colleague.pk, reason=WHY, by=police, at=AT
    )

    lines = {one.label: one.count for one in row.matters.all()}
    for label in (
        "Việc, kỳ của việc chờ cơ quan xác nhận", "Câu hỏi về việc chưa rõ chờ cơ quan trả lời",
        "Khó khăn, vướng mắc chờ cơ quan trả lời", "Đề nghị gia hạn chờ cơ quan quyết định",
    ):  # fmt: skip
        assert lines[label] == 1
    assert "Phần phối hợp chờ cơ quan xác nhận" not in lines  # what is nothing has no line


def test_the_work_changes_hands_with_the_second_signature_and_not_before(drawn, named, person, colleague):
    handover.sign_as_giver(handover_id=drawn.pk, by=person("commune_police"), at=AT)
    assert not TaskShare.objects.filter(person=colleague).exists()

    handover.sign_as_receiver(handover_id=drawn.pk, by=colleague, at=AT)

    mine, stepped, free = named
    assert mine.shares.get().person == colleague
    assert TaskStep.objects.get(share__task=stepped).person == colleague
    assert free.shares.get().person is None
    assert TaskMove.objects.filter(kind="HANDED_OVER").get().task == mine
    facts = Fact.objects.filter(subject_type="work.handover", data__has_key="digest")
    assert [fact.data["side"] for fact in facts.order_by("pk")] == ["giver", "receiver"]
    assert len({fact.data["digest"] for fact in facts}) == 1  # both signed the same


def test_only_the_two_sign_each_their_side_and_in_order(drawn, person, colleague):
    with pytest.raises(WorkRefused):
        handover.sign_as_receiver(handover_id=drawn.pk, by=colleague, at=AT)
    for wrong in (colleague, person("coordinator")):
        with pytest.raises(WorkRefused):
            handover.sign_as_giver(handover_id=drawn.pk, by=wrong, at=AT)
    handover.sign_as_giver(handover_id=drawn.pk, by=person("commune_police"), at=AT)
    with pytest.raises(WorkRefused):
        handover.sign_as_receiver(handover_id=drawn.pk, by=person("commune_police"), at=AT)


def test_the_giver_signs_what_is_open_at_that_moment(drawn, give, hand, person):
    late = give(POLICE, title="Việc giao sau khi lập")
    police = person("commune_police")
    doing.name_person(task_id=late.pk, user_id=police.pk, hand=hand("commune_police", POLICE))

    handover.sign_as_giver(handover_id=drawn.pk, by=police, at=AT)

    assert "Việc giao sau khi lập" in drawn.items.values_list("title", flat=True)


def test_work_that_was_done_meanwhile_or_went_to_another_stays_there(drawn, named, person, colleague, hand, prove):
    mine, _, _ = named
    handover.sign_as_giver(handover_id=drawn.pk, by=person("commune_police"), at=AT)
    TaskShare.objects.filter(task=mine).update(person=None)
    later = hand("commune_police", POLICE, AT + timedelta(hours=1))
    prove(mine, later)
    claiming.claim(task_id=mine.pk, hand=later)

    handover.sign_as_receiver(handover_id=drawn.pk, by=colleague, at=AT + timedelta(hours=2))

    assert mine.shares.get().person is None
    assert not TaskMove.objects.filter(kind="HANDED_OVER").exists()


def test_a_helping_part_whose_month_is_confirmed_goes_along_it_reopens_with_the_next(
    give, hand, prove, bodies, person, colleague, as_
):
    committee, police = hand("commune_committee", "ubnd_xa_02788"), hand("commune_police", POLICE)
    task = give("ubnd_xa_02788", co_leads=(POLICE,), **MONTHLY)
    doing.name_person(task_id=task.pk, user_id=police.by.pk, hand=police)
    prove(task, police)
    share = claiming.claim(task_id=task.pk, hand=police)
    claiming.verify(task_id=task.pk, share_id=share.pk, hand=committee)
    assert (
        reverse("work:name-person", args=[task.pk])
        in as_("commune_police").get(reverse("work:task", args=[task.pk])).content.decode()
    )
    doing.name_person(task_id=task.pk, user_id=None, hand=police)
    doing.name_person(task_id=task.pk, user_id=police.by.pk, hand=police)
    assert list(queries.givers(on=AT.date())) == [police.by]

    row = handover.make(
        body_id=bodies[POLICE].pk, giver_id=police.by.pk, receiver_id=colleague.pk, reason=WHY, by=police.by, at=AT
    )
    handover.sign_as_giver(handover_id=row.pk, by=police.by, at=AT)
    handover.sign_as_receiver(handover_id=row.pk, by=colleague, at=AT)
    periods.open_ahead(at=AT + timedelta(days=20))

    share.refresh_from_db()
    assert (share.state, share.period.number, share.person) == (Work.OPENED, 2, colleague)
    Task.objects.filter(pk=task.pk).update(state=Work.VERIFIED)
    TaskShare.objects.filter(pk=share.pk).update(state=Work.VERIFIED)
    with pytest.raises(WorkRefused, match="đã kết thúc"):
        doing.name_person(task_id=task.pk, user_id=None, hand=police)
    assert not queries.open_shares().filter(pk=share.pk).exists()


def test_a_helping_part_of_a_group_whose_copies_are_over_is_over_too(give):
    head = give("ubnd_xa", co_leads=("s_yte",), **MONTHLY)
    helping = head.shares.filter(part="CO_LEAD")
    helping.update(state=Work.VERIFIED, period=head.copies.first().periods.first())
    assert queries.open_shares().filter(pk__in=helping).exists()
    assert not helping.get().over
    head.copies.update(state=Work.VERIFIED)
    assert not queries.open_shares().filter(pk__in=helping).exists()
    assert helping.get().over


def test_an_administrator_signs_for_one_who_is_gone_with_the_reason(named, bodies, person, colleague):
    police, admin = person("commune_police"), person("administrator")
    police.is_active = False
    police.save()
    row = handover.make(
        body_id=bodies[POLICE].pk, giver_id=police.pk, receiver_id=colleague.pk, reason=WHY, by=admin, at=AT
    )
    with pytest.raises(WorkRefused):
        handover.sign_for_absent(handover_id=row.pk, reason="", by=admin, at=AT)
    with pytest.raises(WorkRefused):
        handover.sign_for_absent(handover_id=row.pk, reason="Người giao đã nghỉ việc", by=person("coordinator"), at=AT)

    handover.sign_for_absent(handover_id=row.pk, reason="Người giao đã nghỉ việc", by=admin, at=AT)
    handover.sign_as_receiver(handover_id=row.pk, by=colleague, at=AT)

    row.refresh_from_db()
    assert (row.state, row.giver_signed_by) == (HandoverState.DONE, admin)
    assert "ký thay, vì: Người giao đã nghỉ việc." in _words(row)


def _words(row):
    document = docx.Document(BytesIO(minute(row, place="Bản Lầu")))
    cells = (cell.text for table in document.tables for line in table.rows for cell in line.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_minute_is_an_official_paper_with_both_and_all_work(drawn):
    text = _words(drawn)

    for words in ("BIÊN BẢN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hoàng Văn Nhận", "Việc ghi tên", "NGƯỜI GIAO"):
        assert words in text


@pytest.mark.parametrize("wrong", ["nobody_else", "self", "stranger", "reason", "twice"])
def test_a_minute_that_cannot_be_is_not_drawn_up(wrong, named, bodies, person, colleague):
    police = person("commune_police")
    given = {
        "body_id": bodies[POLICE].pk, "giver_id": police.pk, "receiver_id": colleague.pk, "reason": WHY, "by": police,
        "at": AT,
    }  # fmt: skip
    if wrong == "twice":
        handover.make(**given)
    change = {
        "nobody_else": {"by": person("next_commune")}, "self": {"receiver_id": police.pk},
        "stranger": {"receiver_id": person("stranger").pk}, "reason": {"reason": "đi"}, "twice": {},
    }[wrong]  # fmt: skip

    with pytest.raises(WorkRefused):
        handover.make(**given | change)
    assert Handover.objects.count() == (wrong == "twice")


def test_others_do_not_see_the_minute(drawn, as_):
    address = reverse("work:handover", args=[drawn.pk])

    assert as_("commune_police").get(address).status_code == 200
    assert as_("administrator").get(address).status_code == 200
    assert as_("next_commune").get(address).status_code == 404
    assert as_("next_commune").post(reverse("work:handover-sign", args=[drawn.pk])).status_code == 404
    assert as_("commune_police").get(reverse("work:handover-paper", args=[drawn.pk])).status_code == 200


def test_what_waits_elsewhere_for_the_office_is_counted_in_the_minute(named, bodies, person, colleague, monkeypatch):
    line = waiting.Waiting("Thời hạn luật định đã quá", 3)
    monkeypatch.setattr(waiting, "_LISTERS", {"x": lambda **_: [line, waiting.Waiting("không có", 0)]})
    police = person("commune_police")

    row = handover.make(
        body_id=bodies[POLICE].pk, giver_id=police.pk, receiver_id=colleague.pk, reason=WHY, by=police, at=AT
    )

    assert [(one.label, one.count) for one in row.matters.all()] == [("Thời hạn luật định đã quá", 3)]


def test_drawing_up_and_signing_on_the_pages(named, as_, bodies, person, colleague):
    police = as_("commune_police")
    address = reverse("work:handover-add", args=[person("commune_police").pk, bodies[POLICE].pk])
    assert police.post(address, {"receiver": colleague.pk, "reason": "đi"}).status_code == 422
    police.post(address, {"receiver": colleague.pk, "reason": WHY})
    row = Handover.objects.get()
    police.post(reverse("work:handover-sign", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == HandoverState.SIGNED_BY_GIVER
    police.post(reverse("work:handover-cancel", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == HandoverState.CANCELLED
