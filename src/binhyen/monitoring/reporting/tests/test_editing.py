"""The province's own form: begun, changed, tried, published; what is open keeps its version."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from binhyen.monitoring.reporting.actions import editing, rounds
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.models import FormVersion
from binhyen.monitoring.reporting.queries import forms
from binhyen.monitoring.reporting.rules import editing as rules
from binhyen.monitoring.reporting.rules.editing import Doing, Edit
from binhyen.monitoring.reporting.rules.forms import parsed, shipped, written
from binhyen.monitoring.reporting.tests.conftest import AT

TODAY = date(2026, 11, 23)
WEEK = written(shipped()["lc_week/1"])


def test_a_change_leaves_what_it_was_made_from_and_takes_a_code_nobody_has():
    added = rules.changed(
        WEEK, Edit(doing=Doing.ADD, section="so_lieu", part="rows", fields={"title": "Vào!", "entered": "WHOLE"})
    )
    codes = [one["code"] for one in added["section"][0]["rows"]]
    assert codes[-1] == "vao_2", "there is a row of that code already"
    assert len(WEEK["section"][0]["rows"]) == len(codes) - 1
    up = rules.changed(added, Edit(doing=Doing.MOVE_UP, section="so_lieu", part="rows", code="vao_2"))
    assert [one["code"] for one in up["section"][0]["rows"]][-2] == "vao_2"
    gone = rules.changed(up, Edit(doing=Doing.REMOVE, section="so_lieu", part="rows", code="vao_2"))
    assert rules.differences(WEEK, gone) == []
    with pytest.raises(rules.NotEdited):
        rules.changed(gone, Edit(doing=Doing.REMOVE, section="so_lieu", part="rows", code="vao_2"))


def test_versions_are_compared_in_words():
    new = rules.changed(
        WEEK,
        Edit(doing=Doing.SET, section="so_lieu", part="rows", code="xet_nghiem", fields={"figure": "tests.people"}),
    )
    new = rules.changed(new, Edit(doing=Doing.ADD_SECTION, fields={"title": "Tài liệu", "kind": "NARRATIVE"}))
    said = {(one.place, one.before, one.after) for one in rules.differences(WEEK, new)}
    assert said == {
        (
            "“Kết quả trong tuần”, “Lượt xét nghiệm chất ma túy”: chỉ tiêu", "Lượt xét nghiệm", "Người được xét nghiệm",
        ),
        ("“Tài liệu”", "", "phần mới"),
    }  # fmt: skip
    assert parsed(new).sections[-1].blocks


def test_a_draft_is_refused_what_would_not_stand_and_a_stale_change_overwrites_nothing(duty, person):
    by = person("coordinator")
    row = editing.begin(key="lc_week/1", province="15", code="lc_week", title="", by=by, at=AT, on=TODAY)
    with pytest.raises(ReportRefused, match="một bản nháp"):
        editing.begin(key="lc_week/1", province="15", code="lc_week", title="", by=by, at=AT, on=TODAY)
    remove = Edit(doing=Doing.REMOVE, section="so_lieu", part="rows", code="quan_ly")
    with pytest.raises(ReportRefused, match="Kiểm tra"):
        editing.change(row_id=row.pk, revision=1, edit=remove, by=by, at=AT)
    row.refresh_from_db()
    assert row.revision == 1
    fine = Edit(doing=Doing.HEAD, fields={"short": "Báo cáo tuần, mẫu tỉnh"})
    editing.change(row_id=row.pk, revision=1, edit=fine, by=by, at=AT)
    with pytest.raises(editing.StaleForm):
        editing.change(row_id=row.pk, revision=1, edit=fine, by=by, at=AT)


def test_rounds_open_with_the_version_of_their_last_day_and_those_there_keep_theirs(opened, person):
    by = person("coordinator")
    row = editing.begin(
        key="lc_week/1", province="15", code="lc_week", title="", by=by, at=AT, on=TODAY + timedelta(days=3)
    )
    with pytest.raises(ReportRefused, match="đã qua"):
        editing.publish(row_id=row.pk, revision=1, by=by, at=AT, today=TODAY + timedelta(days=4))
    editing.publish(row_id=row.pk, revision=1, by=by, at=AT, today=TODAY)
    with pytest.raises(ReportRefused, match="đã ban hành"):
        editing.drop(row_id=row.pk, by=by, at=AT)
    later = rounds.open_due(duty=opened.duty, at=AT + timedelta(days=7))[0]
    opened.refresh_from_db()
    assert (opened.form_key, later.form_key) == ("lc_week/1", "lc_week@15/1")
    assert forms.of_key(key="lc_week@15/1").province == "15"
    assert forms.in_force(code="lc_week", on=TODAY, province="15").key == "lc_week/1"
    assert forms.in_force(code="lc_week", on=TODAY + timedelta(days=9), province="20").key == "lc_week/1"


def test_a_coordinator_edits_on_the_pages_and_a_commune_only_reads(duty, as_, person):
    client = as_("coordinator")
    begin = reverse("reporting:form-begin", args=["lc_week"])
    asked = {"key": "lc_week/1", "on": "2026-12-01", "title": "Báo cáo nhanh"}
    assert as_("commune_police").post(begin, asked).status_code == 403
    assert as_("commune_police").get(reverse("reporting:form", args=["lc_week"])).status_code == 200
    client.post(begin, asked)
    row = FormVersion.objects.get()
    assert (row.code, row.data["title"], row.data["source"]) == ("bao_cao_nhanh", "Báo cáo nhanh", "Mẫu do tỉnh đặt")
    part = reverse("reporting:draft-part", args=[row.pk, "so_lieu", "rows", "them"])
    typed = {"title": "Người được xét nghiệm", "source": "FIGURE", "kind": "WHOLE", "revision": "1"}
    wrong = client.post(part, typed)
    assert wrong.status_code == 422
    assert "Hãy chọn một chỉ tiêu" in wrong.text
    found = client.get(reverse("reporting:form-indicators"), {"q": "duoc xet nghiem"})
    assert 'value="tests.people"' in found.text
    searched = client.post(part, typed | {"tim": "1", "q": "duoc xet nghiem"})
    assert 'value="tests.people"' in searched.text, "the search works without scripts too"
    assert client.post(part, typed | {"figure": "tests.people"}).status_code == 302
    address = reverse("reporting:draft", args=[row.pk])
    client.post(address, {"viec": "len", "section": "so_lieu", "part": "rows", "code": "vao", "revision": "2"})
    row.refresh_from_db()
    codes = [one["code"] for one in row.data["section"][0]["rows"]]
    assert codes[-1] == "nguoi_duoc_xet_nghiem"
    assert codes.index("vao") == 3
    page = client.get(address)
    assert "Người được xét nghiệm" in page.text
    assert "Chưa có số liệu để xem thử" in client.get(reverse("reporting:draft-preview", args=[row.pk])).text
    client.post(reverse("reporting:draft-publish", args=[row.pk]), {"revision": str(row.revision)})
    shown = client.get(reverse("reporting:form", args=["bao_cao_nhanh"]))
    assert "Bản 1 của tỉnh" in shown.text
    assert client.get(address).status_code == 404
