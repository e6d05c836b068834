"""From an empty report to a sealed one: what may not be done, what stays, what a correction says."""

from datetime import timedelta

import pytest
from django.db import connection

from binhyen.foundation.access.values import Scope
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.reporting.actions import filling, receiving, rounds, signing, telling
from binhyen.monitoring.reporting.actions.duties import adopt_law, end, make
from binhyen.monitoring.reporting.actions.refusals import ReportRefused, StaleCell
from binhyen.monitoring.reporting.models import Report, ReportAct, ReportDuty, ReportSeal
from binhyen.monitoring.reporting.permissions import may_fill, may_read, may_sign
from binhyen.monitoring.reporting.queries import seals
from binhyen.monitoring.reporting.queries.report import live_content, sheet
from binhyen.monitoring.reporting.rules import duties as law
from binhyen.monitoring.reporting.rules.calendar import problems
from binhyen.monitoring.reporting.rules.forms import shipped
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.monitoring.reporting.values.reports import Act, State
from tests.cast import BAN_LAU, NEXT_COMMUNE

LATER = AT + timedelta(minutes=125)  # 10:05, five minutes after the clock


def test_every_duty_of_the_law_can_stand_names_a_form_and_says_who_signs():
    codes = {form.code for form in shipped().values()}

    assert len(law.duties()) >= 12
    for one in law.duties():
        assert problems(one.rhythm) == []
        assert one.form_code in codes
        assert {"COMMUNE", "PROVINCE"} & {level for level in ("COMMUNE", "PROVINCE") if law.steps_for(one.chain, level)}
        assert one.confidence in {"confirmed", "secondary", "directive", "inferred", "unknown"}
    assert [one.key for one in law.of_province("20") if one.key.startswith("ls")] == ["ls-6-thang", "ls-nam"]


def test_duties_of_the_law_are_taken_in_once_and_only_those_of_the_province(duty):
    assert adopt_law(province="15", by=None, at=AT) == []
    assert not ReportDuty.objects.filter(key__startswith="ls-").exists()


def test_a_round_is_opened_once_with_a_report_of_each_who_owes_it(duty):
    made = rounds.open_due(duty=duty, at=AT)

    assert [one.code for one in made] == ["2026-W47"]
    assert rounds.open_due(duty=duty, at=AT + timedelta(hours=1)) == []
    assert set(Report.objects.values_list("area_code", flat=True)) == {"15", BAN_LAU, NEXT_COMMUNE}
    later = rounds.open_due(duty=duty, at=AT + timedelta(days=15))
    assert [one.code for one in later] == ["2026-W48", "2026-W49"]
    assert Report.objects.count() == 9


def test_a_duty_that_ended_opens_no_more_rounds(opened, person):
    end(key="lc-tuan", valid_to=opened.period_end, reason="Kế hoạch mới", by=person("coordinator"), at=AT)

    assert rounds.open_due(duty=opened.duty, at=AT + timedelta(days=30)) == []
    with pytest.raises(ReportRefused):
        end(key="lc-tuan", valid_to=opened.period_end, reason="lần nữa", by=person("coordinator"), at=AT)


def test_on_demand_rounds_say_which_days_and_until_when(duty, person):
    asked = ReportDuty.objects.get(key="lc-dot-xuat")
    by = person("coordinator")
    days = {"first": AT.date() - timedelta(10), "last": AT.date() - timedelta(1), "by": by, "at": AT}

    with pytest.raises(ReportRefused, match="Hạn gửi"):
        rounds.ask(duty=asked, due=AT - timedelta(hours=1), asked="Điểm nóng", **days)
    with pytest.raises(ReportRefused, match="cố định"):
        rounds.ask(duty=duty, due=AT + timedelta(days=1), asked="Điểm nóng", **days)
    made = rounds.ask(
        duty=asked, due=AT + timedelta(days=1), asked="Điểm nóng", unit_keys=[f"ubnd_xa_{BAN_LAU}"], **days
    )
    assert [one.area_code for one in made.reports.all()] == [BAN_LAU]


def test_the_province_makes_a_duty_only_of_what_can_stand(duty, person):
    weekly = law.duties()[0]
    coordinator = person("coordinator")

    def made(**changes):
        details = {field: getattr(weekly, field) for field in weekly.__slots__} | {"key": ""} | changes
        return make(details=type(weekly)(**details), province="15", by=coordinator, at=AT)

    with pytest.raises(ReportRefused, match="đơn vị"):
        made(units=("khong_co",))
    with pytest.raises(ReportRefused, match="mẫu"):
        made(form_code="khong_co")
    with pytest.raises(ReportRefused, match="ký"):
        made(chain=())
    one, two = made(name="Báo cáo chuyên đề"), made(name="Báo cáo chuyên đề")
    assert (one.key, two.key) == ("bao-cao-chuyen-de", "bao-cao-chuyen-de-2")


def test_a_figure_is_never_typed_only_explained(report, person):
    police = person("commune_police")

    with pytest.raises(ReportRefused, match="không gõ đè"):
        filling.set_cell(report_id=report.pk, ref="vu.nay", value="9", note="", version=0, by=police, at=AT)
    with pytest.raises(ReportRefused, match="không có ô"):
        filling.set_cell(report_id=report.pk, ref="khong.co", value="9", note="", version=0, by=police, at=AT)
    with pytest.raises(ReportRefused, match="số"):
        filling.set_cell(report_id=report.pk, ref="luot_nghe.nay", value="ba", note="", version=0, by=police, at=AT)
    kept = filling.set_cell(report_id=report.pk, ref="vu.nay", value="", note="Một vụ do huyện cũ chuyển", version=0, by=police, at=AT)  # noqa: E501  # fmt: skip
    assert (kept.value, kept.note, kept.version) == ("", "Một vụ do huyện cũ chuyển", 1)
    report.refresh_from_db()
    assert report.state == State.DRAFT


def test_two_people_in_one_report_the_stale_one_is_refused_and_sees_both_texts(report, person):
    police, committee = person("commune_police"), person("commune_committee")
    given = {"report_id": report.pk, "ref": "luot_nghe.nay", "note": "", "at": AT}
    filling.set_cell(**given, value="40", version=0, by=police)

    with pytest.raises(StaleCell) as refused:
        filling.set_cell(**given, value="45", version=0, by=committee)

    assert (refused.value.now.value, refused.value.value, refused.value.now.changed_by) == ("40", "45", police)
    assert report.cells.get(ref="luot_nghe.nay").value == "40"
    again = filling.set_cell(**given, value="40", version=0, by=committee)  # the same said twice is no quarrel
    assert (again.version, again.changed_by) == (1, police)
    assert filling.set_cell(**given, value="45", version=1, by=committee).version == 2
    with pytest.raises(StaleCell):
        filling.set_block(report_id=report.pk, code="noi_bat", text="b", version=3, by=committee, at=AT)


def test_where_the_journal_fails_nothing_is_written(report, person, monkeypatch):
    police = person("commune_police")
    monkeypatch.setattr(journal, "_write", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        filling.set_cell(report_id=report.pk, ref="luot_nghe.nay", value="1", note="", version=0, by=police, at=AT)
    assert not report.cells.exists()


def test_nobody_signs_what_is_not_whole_not_theirs_or_not_what_they_saw(report, person, reader, signs):
    police, stranger = person("commune_police"), person("next_commune")
    seen = signing.fingerprint(live_content(report=report, at=AT)[1].data())

    def sign(user, **changes):
        given = {"seen": seen, "agreed": True, "capacity": "HEAD", "scope": reader(user), "by": user} | changes
        return signing.sign(report_id=report.pk, at=AT, **given)

    with pytest.raises(ReportRefused, match="phải sửa hoặc giải thích"):
        sign(police)
    with pytest.raises(ReportRefused, match="Trưởng Công an"):
        sign(stranger)
    with pytest.raises(ReportRefused, match="Trưởng Công an"):
        sign(person("commune_committee"))
    with pytest.raises(ReportRefused, match="đánh dấu"):
        sign(police, agreed=False)
    assert not report.versions.exists()


def test_a_report_changed_since_it_was_shown_is_not_signed(filled, person, reader):
    police = person("commune_police")
    seen = signing.fingerprint(live_content(report=filled, at=AT)[1].data())
    filling.set_cell(
        report_id=filled.pk, ref="luot_nghe.nay", value="121", note="", version=1, by=person("commune_committee"), at=AT
    )

    with pytest.raises(ReportRefused, match="thay đổi"):
        signing.sign(
            report_id=filled.pk, seen=seen, agreed=True, capacity="HEAD", scope=reader(police), by=police, at=AT
        )
    assert not filled.versions.exists()


def test_two_sign_then_it_is_sealed_sent_and_its_code_holds(filled, signs):
    first = signs(filled, "commune_police")
    assert (first.state, first.signed_steps) == (State.SIGNED, 1)
    with pytest.raises(ReportRefused, match="Chủ tịch"):
        signs(filled, "commune_police")
    done = signs(filled, "commune_committee", at=LATER)

    assert (done.state, done.first_sent_at) == (State.SENT, LATER)
    seal = ReportSeal.objects.select_related("version__report__round__duty", "version__report__body").get()
    assert seals.verdict(seal=seal).holds
    assert [one.title for one in seal.version.signatures.all()] == ["Trưởng Công an cấp xã", "Chủ tịch Ủy ban nhân dân cấp xã"]  # noqa: E501  # fmt: skip
    assert all("tính chính xác" in one.statement for one in seal.version.signatures.all())
    assert Fact.objects.filter(kind="reporting.ReportSealed", subject_id=seal.code).count() == 1
    assert sheet(report=done, at=LATER).lateness.words == "gửi chậm 5 phút"


def test_whoever_is_to_sign_next_may_send_it_back(filled, signs, person, reader):
    signs(filled, "commune_police")
    committee = person("commune_committee")

    with pytest.raises(ReportRefused, match="chờ ký"):
        filling.set_cell(report_id=filled.pk, ref="luot_nghe.nay", value="1", note="", version=1, by=committee, at=AT)
    with pytest.raises(ReportRefused, match="điều cần sửa"):
        signing.send_back(report_id=filled.pk, reason=" ", scope=reader(committee), by=committee, at=AT)
    back = signing.send_back(report_id=filled.pk, reason="Đếm lại", scope=reader(committee), by=committee, at=AT)
    assert (back.state, back.signed_steps) == (State.DRAFT, 0)


def test_what_was_sent_is_never_edited_a_correction_is_a_new_version_that_says_what_changed_and_why(
    sent, signs, person
):
    police = person("commune_police")
    cell = {"report_id": sent.pk, "ref": "luot_nghe.nay", "value": "150", "note": "", "version": 1, "by": police}
    first = sent.latest

    with pytest.raises(ReportRefused, match="Đính chính"):
        filling.set_cell(**cell, at=LATER)
    with pytest.raises(ReportRefused, match="lý do"):
        signing.correct(report_id=sent.pk, reason="", by=police, at=LATER)
    signing.correct(report_id=sent.pk, reason="Sót buổi tối thứ Bảy", by=police, at=LATER)
    filling.set_cell(**cell, at=LATER)
    sent.refresh_from_db()
    assert sent.latest == first  # what others read until the new one is signed
    signs(sent, "commune_police", at=LATER)
    signs(sent, "commune_committee", at=LATER)

    sent.refresh_from_db()
    assert (sent.first_sent_at, sent.sent_at) == (AT, LATER)
    assert (sent.latest.number, sent.latest.reason) == (2, "Sót buổi tối thứ Bảy")
    assert ["luot_nghe.nay", "120", "150"] in sent.latest.changes
    for seal in ReportSeal.objects.select_related("version__report__round__duty", "version__report__body"):
        assert seals.verdict(seal=seal).holds
    assert first.content["cells"]["luot_nghe.nay"][0] == "120"


@pytest.mark.django_db(transaction=False)
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("reporting_reportversion", "content = jsonb_set(content, '{words,noi_bat}', '\"Khác\"')"),
        ("reporting_signature", "signer = 'Người khác'"),
        ("reporting_reportversion", "number = 7"),
    ],
)
def test_what_was_signed_cannot_be_moved_without_being_found(sent, table, change):
    seal = seals.of_code(code=ReportSeal.objects.get().code)
    assert seals.verdict(seal=seal).holds
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"UPDATE {table} SET {change}")  # noqa: S608
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")

    verdict = seals.verdict(seal=seals.of_code(code=seal.code))
    assert not verdict.holds
    assert "không còn như lúc ký" in verdict.troubles[0]


def test_a_report_comes_back_with_words_on_the_cell_and_goes_again(sent, person, signs):
    officer, police = person("officer"), person("commune_police")
    with pytest.raises(ReportRefused, match="góp ý vào ô"):
        receiving.give_back(report_id=sent.pk, reason="", by=officer, at=LATER)
    note = filling.comment(report_id=sent.pk, place="luot_nghe.nay", text="Kèm biên bản", by=officer, at=LATER)
    with pytest.raises(ReportRefused, match="góp ý chưa xong"):
        receiving.accept(report_id=sent.pk, by=officer, at=LATER)

    back = receiving.give_back(report_id=sent.pk, reason="", by=officer, at=LATER)
    assert (back.state, back.latest.number, back.first_sent_at) == (State.RETURNED, 1, AT)
    shown = sheet(report=back, at=LATER)
    assert [one.text for one in shown.at("luot_nghe.nay").comments] == ["Kèm biên bản"]
    filling.set_cell(report_id=sent.pk, ref="luot_nghe.nay", value="118", note="Theo biên bản", version=1, by=police, at=LATER)  # noqa: E501  # fmt: skip
    filling.settle(report_id=sent.pk, comment_id=note.pk, by=police, at=LATER)
    signs(sent, "commune_police", at=LATER)
    signs(sent, "commune_committee", at=LATER)
    assert receiving.accept(report_id=sent.pk, by=officer, at=LATER).state == State.ACCEPTED


def test_late_stays_late_an_excuse_stands_beside_it_and_no_day_is_moved_afterwards(filled, signs, person):
    officer = person("officer")
    with pytest.raises(ReportRefused, match="không chậm"):
        receiving.excuse(report_id=filled.pk, reason="Mưa lũ", by=officer, at=AT)
    until = filled.due_at + timedelta(hours=4)
    with pytest.raises(ReportRefused, match="Đã quá hạn"):
        receiving.extend(report_id=filled.pk, until=until, reason="Mưa lũ", by=officer, at=LATER)
    signs(filled, "commune_police", at=LATER)
    signs(filled, "commune_committee", at=LATER)
    receiving.excuse(report_id=filled.pk, reason="Mất điện vì mưa lũ", by=officer, at=LATER)

    filled.refresh_from_db()
    assert sheet(report=filled, at=LATER).lateness.words == "gửi chậm 5 phút, có lý do được chấp nhận"
    with pytest.raises(ReportRefused):
        receiving.extend(report_id=filled.pk, until=until, reason="Mưa lũ", by=officer, at=AT)
    why = ReportAct.objects.get(report=filled, act=Act.EXCUSED)
    assert (why.by, why.reason) == (officer, "Mất điện vì mưa lũ")


def test_a_later_day_is_given_before_the_clock_and_the_first_one_kept(filled, person):
    until = filled.due_at + timedelta(hours=4)
    receiving.extend(report_id=filled.pk, until=until, reason="Mưa lũ", by=person("officer"), at=AT)

    filled.refresh_from_db()
    assert (filled.first_due_at, filled.due_at) == (filled.round.due_at, until)


def test_a_locked_report_takes_nothing_until_it_is_unlocked_with_a_reason(filled, signs, person):
    officer, police = person("officer"), person("commune_police")
    receiving.lock(report_id=filled.pk, on=True, reason="Đã tổng hợp", by=officer, at=AT)

    with pytest.raises(ReportRefused, match="khóa"):
        filling.set_cell(report_id=filled.pk, ref="luot_nghe.nay", value="1", note="", version=1, by=police, at=AT)
    with pytest.raises(ReportRefused, match="khóa"):
        signs(filled, "commune_police")
    receiving.lock(report_id=filled.pk, on=False, reason="Xã xin bổ sung", by=officer, at=AT)
    signs(filled, "commune_police")


def test_those_who_have_not_sent_are_told_once_before_the_clock(sent, person, opened):
    person("next_commune"), person("health_department")

    assert telling.remind(at=opened.due_at - timedelta(hours=5)) == 0
    assert telling.remind(at=AT) == 2  # the next commune and the department: not Bản Lầu, which has sent
    assert telling.remind(at=AT + timedelta(minutes=10)) == 0
    assert set(Report.objects.exclude(pk=sent.pk).values_list("reminded_at", flat=True)) == {AT}


def test_two_offices_of_one_person_are_never_put_together():
    """Police of one commune and committee of another: neither signs for the other half."""
    own, other = f"ubnd_xa_{BAN_LAU}", f"ubnd_xa_{NEXT_COMMUNE}"
    scope = Scope.of(
        1, [("COMMUNE_POLICE", f"ca_xa_{BAN_LAU}", BAN_LAU), ("COMMUNE_COMMITTEE", other, NEXT_COMMUNE),
            ("HEALTH_OFFICER", "tyt", BAN_LAU), ("AUDITOR", "", NEXT_COMMUNE)],
    )  # fmt: skip
    first, second = ({"body_key": own, "area_code": BAN_LAU}, {"body_key": other, "area_code": NEXT_COMMUNE})
    assert may_sign(scope, ("COMMUNE_POLICE",), **first)
    assert not may_sign(scope, ("COMMUNE_COMMITTEE",), **first)
    assert may_sign(scope, ("COMMUNE_COMMITTEE",), **second)
    assert not may_sign(scope, ("COMMUNE_POLICE",), **second)
    auditor = Scope.of(2, [("HEALTH_OFFICER", "tyt", BAN_LAU), ("AUDITOR", "", NEXT_COMMUNE)])
    assert may_read(auditor, **second)
    assert not may_fill(auditor, **second)
    assert not may_read(auditor, **first), "the reports of the committee are no health officer's"
