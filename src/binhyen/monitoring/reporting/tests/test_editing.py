"""The province's own form: begun, changed, tried, published; what is open keeps its version."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.urls import reverse

from binhyen.monitoring.reporting.actions import editing, rounds
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.models import FormVersion
from binhyen.monitoring.reporting.queries import forms
from binhyen.monitoring.reporting.rules import check_words, checks
from binhyen.monitoring.reporting.rules import editing as rules
from binhyen.monitoring.reporting.rules.cells import parse, value
from binhyen.monitoring.reporting.rules.editing import Doing, Edit
from binhyen.monitoring.reporting.rules.forms import parsed, shipped, sides
from binhyen.monitoring.reporting.rules.written import written
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


def test_checks_are_read_as_sentences_and_what_is_picked_becomes_the_same_formula():
    form = shipped()["lc_week/1"]
    parts, stock = form.checks
    assert check_words.said(form, parts) == (
        "“Người đang quản lý trong ba danh sách, cuối tuần: từng cột” phải bằng “Người nghiện: từng cột” + "
        "“Người sử dụng trái phép: từng cột” + “Người bị quản lý sau cai: từng cột”"
    )
    assert check_words.terms_of(form, stock.right) == [(1, "quan_ly.truoc"), (1, "vao.nay"), (-1, "ra.nay")]
    first, last = (section_rows := [row.code for row in form.sections[0].rows if not row.heading])[0], section_rows[-1]
    column = form.sections[0].columns[0].code
    there = check_words.terms_of(form, f"SUM([{first}.{column}]:[{last}.{column}])")
    assert there == check_words.terms_of(form, f"SUM([{last}.{column}]:[{first}.{column}])")
    assert len(there) == len(section_rows)
    assert check_words.terms_of(form, f"SUM([{first}.{column}]:[da_bo.{column}])") is None  # a row that was taken away
    names = check_words.place_names(form)
    assert len(set(names.values())) == len(names)
    for place, name in names.items():
        assert check_words.place_of(form, name.upper()) == place
    for one in (check for form in shipped().values() for check in form.checks):
        terms = check_words.terms_of(shipped_form := _form_of(one), one.right)
        if terms is not None:
            again = check_words.formula_of([p for s, p in terms if s > 0], [p for s, p in terms if s < 0])
            other = replace(one, right=again)
            assert sorted(_sides(shipped_form, one)) == sorted(_sides(shipped_form, other)), one.code


def _form_of(check):
    return next(form for form in shipped().values() if check in form.checks)


def _sides(form, check):
    numbers = {cell.ref: Fraction(n + 1) for n, cell in enumerate(form.cells())}
    return [
        (column, value(parse(left), numbers), value(parse(right), numbers))
        for column, left, right in sides(form, check)
    ]


def test_a_check_is_made_tried_on_the_last_round_switched_off_and_taken_away(sent, as_, person):
    by = person("coordinator")
    row = editing.begin(key="lc_week/1", province="15", code="lc_week", title="", by=by, at=AT, on=TODAY)
    client, address = as_("coordinator"), reverse("reporting:draft-check", args=[row.pk, "them"])
    assert as_("officer").get(address).status_code == 403
    assert as_("commune_police").post(address, {}).status_code == 403
    given = {
        "kind": "AT_MOST", "left": "lượt người dự: tuần này", "plus_1": "Buổi tuyên truyền đã tổ chức: tuần này",
        "revision": "1",
    }  # fmt: skip
    wrong = client.post(address, given | {"plus_1": "Số không có"})
    assert wrong.status_code == 422
    assert "Mẫu không có ô “Số không có”" in wrong.text
    assert client.post(address, given | {"plus_1": ""}).status_code == 422
    tried = client.post(address, given | {"thu": "1"}).text
    assert "1 không khớp" in tried
    assert "120, nhiều hơn 3" in tried
    row.refresh_from_db()
    assert (row.revision, len(row.data["check"])) == (1, 2), "trying keeps nothing"

    assert client.post(address, given | {"words": "Mỗi buổi phải có người dự"}).status_code == 302
    row.refresh_from_db()
    made = row.data["check"][-1]
    assert (made["code"], made["left"], made["right"]) == (
        "moi_buoi_phai_co_nguoi_d", "[luot_nghe.nay]", "[tuyen_truyen.nay]",
    )  # fmt: skip
    stale = client.post(address, given)
    assert "Người khác vừa sửa" in stale.text
    draft = reverse("reporting:draft", args=[row.pk])
    small = {"part": "checks", "code": made["code"]}
    assert "Mỗi buổi phải có người dự" in client.get(draft).text
    client.post(draft, small | {"viec": "tat", "revision": "2"})
    row.refresh_from_db()
    form = parsed(row.data)
    assert form.checks[-1].off
    broken = {"luot_nghe.nay": Fraction(9), "tuyen_truyen.nay": Fraction(3)}
    assert list(checks.identities(form, broken)) == []
    assert "đang tắt" in client.get(draft).text
    client.post(draft, small | {"viec": "bat", "revision": "3"})
    row.refresh_from_db()
    assert len(list(checks.identities(parsed(row.data), broken))) == 1
    said = {one.place for one in rules.differences(WEEK, row.data)}
    assert any("Mỗi buổi phải có người dự" in place for place in said)
    client.post(draft, small | {"viec": "bo", "revision": "4"})
    row.refresh_from_db()
    assert [one["code"] for one in row.data["check"]] == ["ba_danh_sach", "ton"]
    opened = client.get(reverse("reporting:draft-check", args=[row.pk, "ton"])).text
    assert "Người đang quản lý trong ba danh sách, cuối tuần: tuần trước" in opened
    assert "1 báo cáo đúng" in opened or "1 không khớp" in opened
