"""Who is told of what, and how often: those whose turn it is, each of their own clock, nobody flooded."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.values import Role
from binhyen.foundation.notifications.models import Notification
from binhyen.monitoring.reporting import jobs
from binhyen.monitoring.reporting.actions import filling, receiving, requesting, rounds, signing, telling
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.models import Consolidation, Report, ReportDuty
from binhyen.monitoring.reporting.queries import mine
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.monitoring.reporting.values.reports import Act
from tests.cast import BAN_LAU, NEXT_COMMUNE, SINCE

DUE = AT + timedelta(hours=2)


@pytest.fixture
def chair(db):
    """Leads the committee of Bản Lầu: signs second, fills in nothing."""
    user = User.objects.create(username="chair", full_name="Chủ tịch")
    Appointment.objects.create(
        user=user, role=Role.LEADER, body_key=f"ubnd_xa_{BAN_LAU}", area_code=BAN_LAU, valid_from=SINCE
    )
    return user


def told(kind):
    """Who got messages of a kind, each as often as they got one."""
    return sorted(Notification.objects.filter(kind=f"reporting.{kind}").values_list("user__username", flat=True))


def test_who_signs_next_is_told_and_nobody_else(filled, signs, chair, person):
    person("commune_committee"), person("next_commune"), person("officer")
    signs(filled, "commune_police")

    assert told("turn") == ["chair", "commune_committee"]
    one = Notification.objects.filter(kind="reporting.turn").first()
    assert one.url == reverse("reporting:sign", args=[filled.pk])
    signs(filled, "commune_committee")
    assert len(told("turn")) == 2, "sent: it is nobody's turn"


def test_what_is_not_signed_goes_back_to_who_wrote_and_signed_it(filled, signs, person, reader, chair):
    signs(filled, "commune_police")
    by = person("commune_committee")
    signing.send_back(report_id=filled.pk, reason="Đếm lại", scope=reader(by), by=by, at=AT)

    assert told("returned") == ["chair", "commune_police"]


def test_a_question_on_a_sent_report_reaches_the_unit_once_and_its_answer_who_asked(sent, person, reader):
    officer, police = person("officer"), person("commune_police")
    person("next_commune")
    for place in ("luot_nghe.nay", "tuyen_truyen.nay"):
        filling.comment(report_id=sent.pk, place=place, text="Kèm biên bản?", by=officer, at=AT)

    assert told("asked") == ["commune_committee", "commune_police"], "two questions in a row are one message"
    assert Notification.objects.filter(kind="reporting.asked")[0].url.endswith("#row-luot_nghe")
    (line,) = mine.due(scope=reader(police), at=AT)
    assert (line.asks, line.questions) == ("Trả lời câu hỏi", 2)
    assert [one.report.pk for one in mine.mine(scope=reader(police), at=AT).open] == [sent.pk]
    filling.comment(report_id=sent.pk, place="luot_nghe.nay", text="Có, ở công an xã.", by=police, at=AT)
    assert told("answered") == ["officer"]
    assert mine.due(scope=reader(police), at=AT)[0].questions == 2, "an answer is no question"
    for one in sent.comments.filter(of_unit=False):
        filling.settle(report_id=sent.pk, comment_id=one.pk, by=police, at=AT)
    assert told("answered") == ["officer", "officer"], "once more when all is settled"
    assert mine.due(scope=reader(police), at=AT) == []


def test_words_of_the_unit_from_before_are_no_questions_put_to_it(sent, person, reader):
    police, gone, officer = person("commune_police"), person("next_commune"), person("officer")
    Appointment.objects.create(
        user=gone, role=Role.COMMUNE_POLICE, body_key=f"ca_xa_{BAN_LAU}", area_code=BAN_LAU, valid_from=SINCE,
        valid_to=AT.date() - timedelta(days=1),
    )  # fmt: skip
    day = timedelta(days=1)
    for by, at in ((police, AT), (person("commune_committee"), AT), (officer, AT), (gone, AT), (gone, AT - day)):
        sent.comments.create(text="Xem lại", by=by, at=at)
    import_module("binhyen.monitoring.reporting.migrations.0033_whose_words").of_unit(apps, None)

    assert list(sent.comments.order_by("pk").values_list("of_unit", flat=True)) == [True, True, False, False, True]
    assert [one.questions for one in mine.due(scope=reader(police), at=AT)] == [2]


def test_who_returned_a_report_learns_that_it_came_again(sent, signs, person):
    officer = person("officer")
    receiving.give_back(report_id=sent.pk, reason="Thiếu một thôn", by=officer, at=AT)
    assert told("returned") == ["commune_committee", "commune_police"]
    signs(sent, "commune_police")
    signs(sent, "commune_committee")

    assert told("again") == ["officer"]


def test_a_report_on_demand_is_told_of_and_stands_in_the_worklist_at_once(duty, person, reader, chair):
    police, by = person("commune_police"), person("coordinator")
    asked = ReportDuty.objects.get(key="lc-dot-xuat")
    held = rounds.ask(
        duty=asked, first=AT.date() - timedelta(10), last=AT.date() - timedelta(1), due=AT + timedelta(days=20),
        asked="Điểm nóng", unit_keys=[f"ubnd_xa_{BAN_LAU}"], by=by, at=AT,
    )  # fmt: skip

    assert told("opened") == ["chair", "commune_police"]
    rounds.ask(
        duty=asked, first=AT.date() - timedelta(10), last=AT.date() - timedelta(1), due=AT + timedelta(hours=5),
        asked="Gấp", unit_keys=[f"ubnd_xa_{NEXT_COMMUNE}"], by=by, at=AT,
    )  # fmt: skip
    person("next_commune")
    assert telling.remind(at=AT + timedelta(minutes=10)) == 0, "who was asked ten minutes ago is not reminded"
    assert [one.report.round_id for one in mine.due(scope=reader(police), at=AT)] == [held.pk]


def test_each_is_reminded_of_their_own_clock_and_the_chair_with_them(opened, person, chair):
    person("commune_police"), person("next_commune"), person("health_department")
    later = Report.objects.get(area_code=NEXT_COMMUNE)
    receiving.extend(
        report_id=later.pk, until=DUE + timedelta(days=1), reason="Mưa lũ", by=person("officer"), at=AT
    )  # fmt: skip

    assert told("decided") == ["next_commune"]
    assert telling.remind(at=AT) == 3
    assert told("due") == ["chair", "commune_police", "health_department"]
    assert telling.remind(at=AT + timedelta(hours=1)) == 0
    assert telling.remind(at=AT + timedelta(days=1)) == 1
    assert "10:00 thứ Ba" in Notification.objects.get(kind="reporting.due", user__username="next_commune").text


def test_who_signed_is_not_reminded_who_is_to_sign_is(filled, signs, person, chair):
    signs(filled, "commune_police")
    telling.remind(at=AT)

    assert told("due") == ["chair"]


def test_at_five_past_ten_the_silent_are_told_once_and_who_receives_gets_the_note(sent, person):
    person("next_commune"), person("officer"), person("leader"), person("health_department")
    receiving.decide(
        report_ids=[Report.objects.get(area_code="15").pk], what=Act.LOCKED, reason="Sai mẫu", by=None, at=AT
    )
    assert "đã báo 0 người" in jobs.consolidate_due(at=DUE + timedelta(minutes=4))
    jobs.consolidate_due(at=DUE + timedelta(minutes=5))

    made = Consolidation.objects.get()
    assert told("late") == ["next_commune"], "not who sent, not whose report is locked"
    assert told("noted") == ["leader", "officer"]
    note = Notification.objects.filter(kind="reporting.noted").first()
    assert (note.url, "1/3 đơn vị đã gửi, 2 chưa gửi" in note.text) == (f"/bao-cao/tong-hop/{made.code}/", True)
    assert "đã báo 0 người" in jobs.consolidate_due(at=DUE + timedelta(minutes=10))


def test_a_leader_alone_at_the_receiving_body_leaves_the_note_to_the_coordinators_too(opened, person):
    person("coordinator"), person("officer"), person("leader")
    ReportDuty.objects.filter(pk=opened.duty_id).update(through_key="")
    telling.noted(at=DUE + timedelta(minutes=5))

    assert told("noted") == ["coordinator", "leader"]


def test_where_nothing_came_in_the_note_leads_to_the_board(opened, person):
    person("coordinator")
    telling.noted(at=DUE + timedelta(minutes=5))

    assert Notification.objects.get().url == reverse("reporting:watch", args=[opened.pk])


def test_a_person_of_many_units_gets_one_message(opened, person):
    both = person("commune_police")
    Appointment.objects.create(
        user=both, role=Role.COMMUNE_POLICE, body_key=f"ca_xa_{NEXT_COMMUNE}", area_code=NEXT_COMMUNE, valid_from=SINCE
    )
    telling.remind(at=AT)
    receiving.decide(
        report_ids=opened.reports.values_list("pk", flat=True), what=Act.EXTENDED, until=DUE + timedelta(hours=4),
        reason="Mất điện toàn tỉnh", by=person("officer"), at=AT,
    )  # fmt: skip

    texts = list(Notification.objects.filter(user=both).order_by("created_at", "kind").values_list("text", "url"))
    assert len(texts) == 2
    assert all(text.startswith("2 báo cáo") and url == reverse("reporting:mine") for text, url in texts)


def test_a_unit_asks_and_only_what_can_be_granted(opened, person):
    police = person("commune_police")
    report = Report.objects.get(area_code=BAN_LAU)

    def ask(at=AT, **changes):
        given = {"reason": "Lũ cuốn đường vào ba thôn", "until": DUE + timedelta(hours=6), "by": police} | changes
        return requesting.request(report_id=report.pk, at=at, **given)

    with pytest.raises(ReportRefused, match="lý do"):
        ask(reason=" ")
    with pytest.raises(ReportRefused, match="hạn mới"):
        ask(until=DUE)
    person("officer")
    ask()
    assert told("request") == ["officer"]
    with pytest.raises(ReportRefused, match="đang chờ"):
        ask()
    receiving.decline(report_id=report.pk, reason="Đã gửi được qua điện thoại", by=person("officer"), at=AT)
    assert told("decided") == ["commune_police"]
    late = ask(at=DUE + timedelta(minutes=30), until=None)
    assert late.asked_at == DUE + timedelta(minutes=30)
    receiving.excuse(report_id=report.pk, reason="Lũ", by=person("officer"), at=DUE + timedelta(hours=1))
    with pytest.raises(ReportRefused, match="không có gì phải đề nghị"):
        ask(at=DUE + timedelta(hours=2))
    with pytest.raises(ReportRefused, match="không có đề nghị"):
        receiving.decline(report_id=report.pk, reason="x", by=person("officer"), at=DUE + timedelta(hours=2))


def test_one_act_decides_for_many_and_each_stands_alone(sent, person):
    officer, others = person("officer"), Report.objects.filter(latest=None)
    made = receiving.decide(
        report_ids=[sent.pk, *(one.pk for one in others)], what=Act.EXTENDED, until=DUE + timedelta(days=1),
        reason="Bão", by=officer, at=AT,
    )  # fmt: skip

    assert {one.pk for one in made.done} == {one.pk for one in others}
    assert [(one.pk, "đã gửi" in why.lower()) for one, why in made.refused] == [(sent.pk, True)]
    assert set(others.values_list("due_at", flat=True)) == {DUE + timedelta(days=1)}
    sent.refresh_from_db()
    assert sent.due_at == DUE
