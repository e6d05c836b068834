"""Putting reports together: who may, what is frozen, who is missing, and that nothing half-made is left."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from binhyen.foundation.journal import actions as journal
from binhyen.foundation.journal.models import Fact
from binhyen.foundation.notifications.models import Notification
from binhyen.monitoring.reporting import jobs
from binhyen.monitoring.reporting.actions import consolidating, filling, nudging, signing, telling
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.models import CellComment, Consolidation, Report
from binhyen.monitoring.reporting.queries import cockpit
from binhyen.monitoring.reporting.queries import consolidation as queries
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.monitoring.reporting.values.consolidated import Consolidated
from tests.cast import BAN_LAU, NEXT_COMMUNE

DUE = AT + timedelta(hours=2)


def whole_of(row: Consolidation) -> Consolidated:
    row.refresh_from_db()
    return Consolidated.of(row.content)


def test_a_commune_watches_no_round_and_puts_nothing_together(sent, as_):
    police = as_("commune_police")
    row = consolidating.consolidate(round_id=sent.round_id, by=None, at=AT)
    for name, args in (
        ("watch", [sent.round_id]), ("consolidations", [sent.round_id]), ("consolidated", [row.code]),
        ("consolidated-place", [row.code, "vu.nay"]), ("consolidated-file", [row.code, "docx"]),
        ("consolidated-questions", [row.code]), ("draft", [1]),
    ):  # fmt: skip
        assert police.get(reverse(f"reporting:{name}", args=args)).status_code in {403, 404}, name
    assert police.post(reverse("reporting:nudge", args=[sent.round_id])).status_code == 403
    leader = as_("leader")
    assert leader.post(reverse("reporting:consolidations", args=[sent.round_id])).status_code in {403, 404}


def test_what_is_missing_is_named_and_counts_nowhere(sent, person):
    row = consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)
    whole = whole_of(row)
    assert [one.name for one in whole.handed] == ["UBND xã Bản Lầu"]
    assert {one.name for one in whole.missing} == {"UBND xã Bát Xát", "Sở Y tế"}
    assert whole.totals["quan_ly.nay"].value == 21, "one commune's figure, not three"
    assert whole.totals["quan_ly.nay"].known == 1
    assert whole.totals["luot_nghe.nay"].value == 120
    silent = next(one for one in whole.sentences if "chưa gửi báo cáo" in one.text)
    assert {one.number for one in silent.origins} == {one.report for one in whole.missing}
    assert all(one.origins for one in whole.sentences)
    fact = Fact.objects.get(pk=row.fact_id)
    assert fact.data["digest"] == row.digest


def test_what_was_put_together_stays_when_a_unit_corrects_its_report(sent, person):
    row = consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)
    before = queries.place(row=row, cell=next(one for one in _cells(sent) if one.ref == "luot_nghe.nay"))
    signing.correct(report_id=sent.pk, reason="Đếm thiếu", by=person("commune_police"), at=AT)
    cell = sent.cells.get(ref="luot_nghe.nay")
    filling.set_cell(
        report_id=sent.pk, ref="luot_nghe.nay", value="150", note="", version=cell.version,
        by=person("commune_police"), at=AT,
    )  # fmt: skip
    assert queries.place(row=row, cell=next(one for one in _cells(sent) if one.ref == "luot_nghe.nay")) == before
    with pytest.raises(ReportRefused, match="Chưa đơn vị nào gửi"):
        consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)


def _cells(report):
    return queries.forms.of_key(key=report.round.form_key).cells()


def test_where_nothing_is_new_the_same_row_is_given_and_after_the_clock_one_more_is_made(sent, person):
    first = consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)
    again = consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT + timedelta(minutes=9))
    assert again == first
    assert consolidating.consolidate_due(at=DUE + timedelta(minutes=4)) == []
    (by_itself,) = consolidating.consolidate_due(at=DUE + timedelta(minutes=5))
    assert (by_itself.number, by_itself.by) == (2, None)
    assert jobs.consolidate_due(at=DUE + timedelta(minutes=10)).startswith("Đã tổng hợp 0 kỳ báo cáo đến hạn")


def test_what_was_put_together_by_hand_just_after_the_clock_is_put_together_once_more_and_no_oftener(sent, person):
    consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=DUE + timedelta(minutes=2))

    assert len(consolidating.consolidate_due(at=DUE + timedelta(minutes=5))) == 1
    assert consolidating.consolidate_due(at=DUE + timedelta(minutes=10)) == []
    assert Consolidation.objects.count() == 2


def test_a_server_that_dies_in_the_middle_leaves_nothing_and_the_job_does_it_whole(sent, person, monkeypatch):
    by = person("coordinator")
    with monkeypatch.context() as dying:
        dying.setattr(journal, "record", None)
        dying.setattr(consolidating, "record", _dies)
        with pytest.raises(SystemExit):
            consolidating.consolidate(round_id=sent.round_id, by=by, at=AT)
    assert not Consolidation.objects.exists()
    assert not Fact.objects.filter(data__has_key="missing").exists()
    told = []

    class Watched:
        def report(self, done, total, words=""):
            told.append((done, total))

        def link(self, url):
            told.append(url)

    said = jobs.consolidate(round_id=sent.round_id, by_id=by.pk, progress=Watched(), at=AT)
    row = Consolidation.objects.get()
    assert said == f"Đã tổng hợp 1 báo cáo: mã {row.code}."
    assert told[-1] == f"/bao-cao/tong-hop/{row.code}/"
    assert jobs.consolidate(round_id=sent.round_id, by_id=by.pk, progress=Watched(), at=AT) == said


def _dies(*args, **kwargs):
    raise SystemExit


def test_pages_and_files_say_the_same_and_every_number_opens(sent, as_, person, django_assert_max_num_queries):
    row = consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)
    client = as_("coordinator")
    with django_assert_max_num_queries(20):
        page = client.get(reverse("reporting:consolidated", args=[row.code]))
    assert "Có 1/3 đơn vị đã gửi" in page.text
    assert "UBND xã Bát Xát" in page.text
    assert reverse("reporting:consolidated-place", args=[row.code, "luot_nghe.nay"]) in page.text
    opened = client.get(reverse("reporting:consolidated-place", args=[row.code, "luot_nghe.nay"]))
    assert reverse("reporting:fill", args=[sent.pk]) in opened.text
    assert "chưa gửi" in opened.text
    word = client.get(reverse("reporting:consolidated-file", args=[row.code, "docx"]))
    text = ZipFile(BytesIO(word.content)).read("word/document.xml").decode()
    assert row.code in text
    assert "UBND xã Bát Xát" in text
    excel = client.get(reverse("reporting:consolidated-file", args=[row.code, "xlsx"]))
    assert excel.content[:2] == b"PK"
    assert client.get(reverse("reporting:consolidated-file", args=[row.code, "pdf"])).content[:4] == b"%PDF"
    assert Fact.objects.filter(subject_id=row.code, data__form="xlsx").exists()


def test_questions_are_asked_at_their_place_of_the_report(sent, as_, person):
    row = consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)
    client = as_("coordinator")
    address = reverse("reporting:consolidated-questions", args=[row.code])
    assert "Không có gì khác thường" in client.get(address).text, "two units are too few to compare"
    client.post(address, {"bao-cao": sent.pk, "o": "luot_nghe.nay", "hoi": "Số này đúng không?"})
    assert CellComment.objects.get().place == "luot_nghe.nay"
    missing = Report.objects.get(area_code=NEXT_COMMUNE)
    assert client.post(address, {"bao-cao": missing.pk, "o": "luot_nghe.nay", "hoi": "?"}).status_code == 404


def test_the_cockpit_tells_opened_writing_sent_and_late_in_two_queries(
    sent, as_, person, reader, django_assert_num_queries
):
    filling.open_report(
        report_id=Report.objects.get(area_code=NEXT_COMMUNE).pk, by=person("next_commune"), at=AT
    )  # fmt: skip
    held = cockpit.weekly(at=AT)
    scope = reader(person("coordinator"))
    assert held == sent.round
    with django_assert_num_queries(1):
        board = cockpit.board(held=held, scope=scope, at=DUE + timedelta(minutes=3))
    stages = {one.report.area_code: (one.stage, one.late.minutes) for one in board.lines}
    assert stages == {BAN_LAU: ("SENT", 0), NEXT_COMMUNE: ("OPENED", 3), "15": ("SILENT", 3)}
    assert (board.sent, board.owed, board.late, board.to_remind) == (1, 3, 2, 2)
    assert board.lines[0].stage == "SILENT", "who needs something stands first"
    page = as_("coordinator").get(reverse("reporting:monday"))
    assert "UBND xã Bát Xát" in page.text
    part = as_("coordinator").get(
        reverse("reporting:watch", args=[held.pk]), headers={"HX-Request": "true", "HX-Target": "board"}
    )
    assert "<html" not in part.text
    assert "hx-get" in page.text


def test_the_silent_are_reminded_once_a_quarter_of_an_hour_and_who_sent_is_left_in_peace(sent, person, reader):
    by, police, other = person("coordinator"), person("commune_police"), person("next_commune")
    units, people = nudging.nudge(round_id=sent.round_id, scope=reader(by), by=by, at=AT)
    assert (units, people) == (2, Notification.objects.count())
    told = set(Notification.objects.values_list("user_id", flat=True))
    assert other.pk in told
    assert police.pk not in told
    with pytest.raises(ReportRefused, match="15 phút"):
        nudging.nudge(round_id=sent.round_id, scope=reader(by), by=by, at=AT + timedelta(minutes=14))


def test_a_nudge_by_hand_leaves_the_reminder_of_the_clock_and_each_is_told_of_their_own(sent, person, reader):
    by, later = person("coordinator"), Report.objects.get(area_code=NEXT_COMMUNE)
    person("next_commune"), person("health_department")
    scope = reader(by)
    with pytest.raises(ReportRefused, match="mở từ"):
        nudging.nudge(round_id=sent.round_id, scope=scope, by=by, at=sent.round.opens_at - timedelta(minutes=1))
    Report.objects.filter(pk=later.pk).update(due_at=DUE + timedelta(days=1))
    nudging.nudge(round_id=sent.round_id, scope=scope, by=by, at=AT - timedelta(days=1))
    assert telling.remind(at=AT) == 1, "who was nudged on Sunday is reminded on Monday all the same"
    assert telling.remind(at=AT + timedelta(days=1)) == 1, "who was given more time, of their own clock"

    Notification.objects.all().delete()
    nudging.nudge(round_id=sent.round_id, scope=scope, by=by, at=DUE + timedelta(minutes=5))
    told = {one.user.username: one.text for one in Notification.objects.select_related("user")}
    assert "đã quá hạn" in told["health_department"]
    assert "đã quá hạn" not in told["next_commune"], "they were given more time"
    Report.objects.exclude(pk=sent.pk).update(locked=True)
    with pytest.raises(ReportRefused, match="không còn ai"):
        nudging.nudge(round_id=sent.round_id, scope=scope, by=by, at=DUE + timedelta(hours=1))
