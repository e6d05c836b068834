"""Pages of clocks: who may not, a unit asks on its report's page, one act for many, locks by dated rule."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.monitoring.reporting import jobs
from binhyen.monitoring.reporting.actions import locking, receiving, requesting
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.models import DutyLock, Report, ReportAct
from binhyen.monitoring.reporting.rules.duties import lock_days
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.monitoring.reporting.values.reports import Act
from tests.cast import BAN_LAU, NEXT_COMMUNE

DUE = AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(door_clock, "now", lambda: AT)


def test_only_its_own_unit_asks_and_only_who_receives_decides(report, as_):
    ask, decide = reverse("reporting:request", args=[report.pk]), reverse("reporting:decide", args=[report.round_id])
    assert as_("next_commune").get(ask).status_code == 404
    assert as_("officer").get(ask).status_code == 403
    assert as_("commune_police").get(decide).status_code == 403
    assert as_("leader").post(decide, {"bao-cao": report.pk, "what": "lock", "reason": "x"}).status_code == 403
    assert as_("officer").get(reverse("reporting:duty-lock", args=["lc-tuan"])).status_code == 403


def test_a_unit_asks_on_its_page_and_the_province_answers_many_in_one_act(report, as_):
    ask, fill = reverse("reporting:request", args=[report.pk]), reverse("reporting:fill", args=[report.pk])
    police, officer = as_("commune_police"), as_("officer")
    assert "Xin lùi hạn" in police.get(fill).text
    assert police.post(ask, {"reason": "Lũ", "until": ""}).status_code == 422
    assert police.post(ask, {"reason": "Lũ", "until": "09:00 23/11/2026"}).status_code == 422
    assert police.post(ask, {"reason": "Lũ chia cắt ba thôn", "until": "16:00 23/11/2026"}).status_code == 302
    assert "Chưa trả lời" in police.get(fill).text
    assert police.get(ask).status_code == 302, "one request at a time"

    home = officer.get("/").text
    assert f"/bao-cao/ky/{report.round_id}/xu-ly/?buoc=xin" in home
    one = officer.get(reverse("reporting:receive", args=[report.pk]))
    assert one.context["form"].initial["what"] == "extend"
    assert "Lũ chia cắt ba thôn" in one.context["form"].initial["reason"]
    board = officer.get(reverse("reporting:watch", args=[report.round_id]), {"buoc": "xin"})
    assert [line.report.pk for line in board.context["lines"]] == [report.pk]

    decide = reverse("reporting:decide", args=[report.round_id])
    asked = officer.get(decide, {"buoc": "xin", "het": ""})
    assert asked.context["chosen"] == {report.pk}
    assert "Lũ chia cắt ba thôn" in asked.text
    assert officer.post(decide, {"what": "lock", "reason": "x"}).status_code == 422, "nobody is chosen"
    both = list(Report.objects.exclude(area_code="15").values_list("pk", flat=True))
    given = {"bao-cao": both, "what": "extend", "reason": "Bão số 9", "until": "10:00 24/11/2026"}
    assert officer.post(decide, given).status_code == 302
    assert set(Report.objects.filter(pk__in=both).values_list("due_at", flat=True)) == {DUE + timedelta(days=1)}
    assert not Report.objects.filter(asked_at__isnull=False).exists()
    assert "hạn đầu" in police.get(fill).text
    refused = officer.post(decide, {"bao-cao": both, "what": "excuse", "reason": "Bão"}, follow=True)
    assert "UBND xã Bản Lầu: Báo cáo này không chậm." in refused.text


def test_a_request_for_time_ends_when_the_report_goes_in_time_and_a_late_one_waits_on(filled, signs, as_, person):
    ask, board = reverse("reporting:request", args=[filled.pk]), f"/bao-cao/ky/{filled.round_id}/xu-ly/?buoc=xin"
    police, officer = as_("commune_police"), as_("officer")
    police.post(ask, {"reason": "Lũ", "until": "16:00 23/11/2026"})
    signs(filled, "commune_police")
    assert board in officer.get("/").text
    signs(filled, "commune_committee")
    assert board not in officer.get("/").text, "nobody is told it is refused: it is needed no more"
    assert "Chưa trả lời" not in police.get(reverse("reporting:fill", args=[filled.pk])).text

    late, at = Report.objects.get(pk=filled.pk), DUE + timedelta(minutes=9)
    Report.objects.filter(pk=late.pk).update(first_sent_at=at, sent_at=at)
    requesting.request(report_id=late.pk, reason="Lũ", by=person("commune_police"), at=at)
    receiving.give_back(report_id=late.pk, reason="Sửa", by=person("officer"), at=at)
    signs(late, "commune_police", at=at), signs(late, "commune_committee", at=at)
    late.refresh_from_db()
    assert (late.state, late.asked_at) == ("SENT", at), "whether it is excused is still to be said"


def test_the_newest_rule_in_force_counts():
    def rule(days, first):
        return DutyLock(days=days, valid_from=first)

    rules = [
        rule(10, date(2026, 1, 1)),
        rule(5, date(2026, 6, 1)),
        rule(None, date(2026, 9, 1)),
        rule(7, date(2026, 6, 1)),
    ]
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 1), date(2026, 10, 1)]
    assert [lock_days(rules, day) for day in days] == [None, 10, 10, 7, None]


def test_reports_are_locked_by_the_dated_rule_of_their_duty_and_never_against_a_hand(sent, person):
    by, officer = person("coordinator"), person("officer")
    given = {"key": "lc-tuan", "reason": "Quy chế", "by": by, "at": AT}
    for wrong in ({"days": 0, "valid_from": AT.date()}, {"days": 3, "valid_from": AT.date() - timedelta(1)}):
        with pytest.raises(ReportRefused):
            locking.set_lock(**given, **wrong)
    locking.set_lock(**given, days=3, valid_from=AT.date())
    with pytest.raises(ReportRefused, match="vốn đã"):
        locking.set_lock(**given, days=3, valid_from=AT.date() + timedelta(7))
    other = Report.objects.get(area_code=NEXT_COMMUNE)
    receiving.extend(report_id=other.pk, until=DUE + timedelta(days=1), reason="Bão", by=officer, at=AT)

    assert jobs.lock(at=DUE + timedelta(days=3) - timedelta(minutes=1)) == "Đã khóa 0 báo cáo."
    assert jobs.lock(at=DUE + timedelta(days=3)) == "Đã khóa 2 báo cáo."
    assert set(Report.objects.filter(locked=True).values_list("area_code", flat=True)) == {"15", BAN_LAU}
    assert ReportAct.objects.get(report=sent, act=Act.LOCKED).by is None
    receiving.lock(report_id=sent.pk, on=False, reason="Xin bổ sung", by=officer, at=DUE + timedelta(days=3))
    assert jobs.lock(at=DUE + timedelta(days=9)) == "Đã khóa 1 báo cáo.", "the other's own clock; not who was unlocked"


def test_the_day_of_locking_is_set_on_the_page_of_the_duty(duty, as_):
    address = reverse("reporting:duty-lock", args=[duty.key])
    client = as_("coordinator")
    assert client.post(address, {"days": "400", "valid_from": "23/11/2026", "reason": "x"}).status_code == 422
    assert client.post(address, {"days": "5", "valid_from": "01/11/2026", "reason": "x"}).status_code == 422
    assert client.post(address, {"days": "5", "valid_from": "23/11/2026", "reason": "Quy chế"}).status_code == 302
    assert "5 ngày, kỳ đến hạn từ 23/11/2026" in client.get(reverse("reporting:duty", args=[duty.key])).text
