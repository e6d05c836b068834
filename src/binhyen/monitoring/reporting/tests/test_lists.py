"""Lists of a report: rows of the unit's own and rows drawn from work and inspections, frozen as they stood."""

import io
from datetime import date, timedelta
from unicodedata import normalize

import docx
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.kit import spreadsheets
from binhyen.kit.spreadsheets import Header
from binhyen.monitoring.reporting.actions import consolidating, editing, filling, rounds
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.models import Report, Round, RoundFigures
from binhyen.monitoring.reporting.queries import forms
from binhyen.monitoring.reporting.queries.lists import drawn
from binhyen.monitoring.reporting.queries.report import live_content, sheet
from binhyen.monitoring.reporting.reports import one
from binhyen.monitoring.reporting.reports.printing import printed
from binhyen.monitoring.reporting.reports.sheets import excel
from binhyen.monitoring.reporting.rules.editing import Doing, Edit
from binhyen.monitoring.reporting.rules.forms import FormError, parsed, shipped
from binhyen.monitoring.reporting.rules.lists import rows_of, text_of
from binhyen.monitoring.reporting.rules.written import written
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.operations.inspections.models import Inspection
from binhyen.operations.work.actions.giving import give
from binhyen.operations.work.models import Task
from binhyen.operations.work.values import Sharing, TaskDetails
from tests.cast import BAN_LAU, NEXT_COMMUNE

LISTED = {"title": "Văn bản đã ban hành", "kind": "LIST"}
CODE = "van_ban_da_ban_hanh"
cells = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=20)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(door_clock, "now", lambda: AT)


@pytest.fixture
def listed(opened, person):
    """The report of Bản Lầu in the province's own version of the weekly form: with an own list and two drawn ones."""
    by, day = person("coordinator"), date(2026, 11, 23)
    row = editing.begin(key="lc_week/1", province="15", code="lc_week", title="", by=by, at=AT, on=day)
    for fields in (LISTED, LISTED | {"title": "Kiểm tra", "draw": "INSPECTIONS"}, LISTED | {"title": "Chậm", "draw": "WORK_LATE"}):  # noqa: E501  # fmt: skip
        edit = Edit(doing=Doing.ADD_SECTION, fields=fields)
        row = editing.change(row_id=row.pk, revision=row.revision, edit=edit, by=by, at=AT)
    column = Edit(doing=Doing.ADD, section=CODE, part="columns", fields={"title": "Ngày"})
    editing.change(row_id=row.pk, revision=row.revision, edit=column, by=by, at=AT)
    editing.publish(row_id=row.pk, revision=row.revision + 1, by=by, at=AT, today=day)
    Round.objects.update(form_key="lc_week@15/1")
    return Report.objects.select_related("round__duty", "body").get(area_code=BAN_LAU)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=6))
def test_rows_read_back_as_they_were_written_whatever_stands_in_them(rows):
    section = parsed(written(shipped()["lc_week/1"]) | {"section": [LISTED | {"code": "a", "columns": [{"code": "x", "title": "X"}, {"code": "y", "title": "Y"}]}], "check": []}).sections[0]  # noqa: E501  # fmt: skip
    kept = rows_of(section, text_of(rows))
    plain = [[" ".join(normalize("NFC", cell).split()).replace("|", "/") for cell in row] for row in rows]
    assert [row for row in kept if any(row)] == [row for row in plain if any(row)]
    assert rows_of(section, text_of(kept)) == kept


def test_a_drawn_list_has_only_the_columns_its_source_knows():
    form = written(shipped()["lc_month/1"])
    for section in form["section"]:
        if section.get("draw") == "WORK_LATE":
            section["columns"].append({"code": "mau", "title": "Màu"})
    with pytest.raises(FormError, match="chỉ có các cột: Việc, Hạn, Đang ở bước"):
        parsed(form)


def test_another_unit_and_who_only_reads_write_no_rows(listed, as_):
    address = reverse("reporting:rows", args=[listed.pk, CODE])
    assert as_("next_commune").get(address).status_code == 404
    for name in ("officer", "leader", "auditor"):
        assert as_(name).post(address, {"rows": "1", "o:0:0": "x", "version": "0"}).status_code == 403
    assert as_("commune_police").get(reverse("reporting:rows", args=[listed.pk, "kiem_tra"])).status_code == 404
    with pytest.raises(ReportRefused):
        filling.set_block(report_id=listed.pk, code="kiem_tra", text="x", version=0, by=listed.opened_by, at=AT)


def test_rows_are_written_seen_by_the_other_and_nothing_is_lost(listed, as_):
    address = reverse("reporting:rows", args=[listed.pk, CODE])
    police, committee = as_("commune_police"), as_("commune_committee")
    more = police.post(address, {"rows": "2", "version": "0", "o:0:0": "Kế hoạch 5", "them": "1"}).text
    assert "Kế hoạch 5" in more
    assert 'name="o:10:1"' in more
    assert not listed.blocks.exists()
    given = {"rows": "3", "version": "0", "o:0:0": "Kế hoạch 5", "o:0:1": "02/11", "o:2:0": "Công văn | 7"}
    assert police.post(address, given).status_code == 302
    stale = committee.post(address, {"rows": "1", "version": "0", "o:0:0": "Thông báo 9"})
    assert stale.status_code == 422
    assert "Kế hoạch 5" in stale.text
    assert "Thông báo 9" in stale.text
    assert listed.blocks.get(code=CODE).text == "Kế hoạch 5|02/11\nCông văn / 7|"
    assert "Công văn / 7" in police.get(reverse("reporting:fill", args=[listed.pk])).text


def test_drawn_rows_are_of_the_unit_and_the_period_and_stay_as_they_were_signed(listed, bodies, person, signs, as_):
    police = person("commune_police")
    held = {
        "kind": "SUDDEN", "subject": "x", "ground": "x", "inspector": bodies["ca_tinh"],
        "starts_on": date(2026, 11, 16), "ends_on": date(2026, 11, 20), "made_at": AT, "made_by": police,
    }  # fmt: skip
    seen = Inspection.objects.create(title="Kiểm tra quán", stage="HELD", held_on=date(2026, 11, 18), **held)
    ahead = Inspection.objects.create(title="Chưa báo trước", **held)
    earlier = Inspection.objects.create(title="Tuần trước", stage="HELD", held_on=date(2026, 11, 12), **held)
    for found in (seen, ahead, earlier):
        found.targets.add(bodies[f"ubnd_xa_{BAN_LAU}"])
    give(
        details=TaskDetails(
            title="Lập hồ sơ", what="x", result="x", kinds=("DOCUMENT",), due_at=AT + timedelta(days=3)
        ),
        sharing=Sharing(
            leads=(bodies[f"ubnd_xa_{BAN_LAU}"].pk,), issuer=bodies["ca_tinh"].pk, verifier=bodies["ca_tinh"].pk
        ),
        by=person("coordinator"), at=AT,
    )  # fmt: skip
    filling.set_block(report_id=listed.pk, code=CODE, text="Kế hoạch 5|02/11", version=0, by=police, at=AT)
    for ref in ("tuyen_truyen.nay", "luot_nghe.nay"):
        filling.set_cell(report_id=listed.pk, ref=ref, value="3", note="", version=0, by=police, at=AT)
    shown = {part.section.code: part.lines for part in sheet(report=listed, at=AT).sections if part.listed}
    assert [line[0] for line in shown["kiem_tra"]] == ["Kiểm tra quán"], "neither planned ahead nor of other days"
    assert shown["cham_2"] == [], "what is not due yet is not late"

    signs(listed, "commune_police"), signs(listed, "commune_committee")
    Inspection.objects.filter(pk=seen.pk).update(title="Đổi tên sau khi ký")
    listed.refresh_from_db()
    held_now = sheet(report=listed, at=AT)
    paper = docx.Document(io.BytesIO(one.word(held_now)))
    in_word = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert {"Kiểm tra quán", "Kế hoạch 5", "02/11"} <= in_word
    assert "Đổi tên sau khi ký" not in in_word
    assert "Kế hoạch 5" in as_("officer").get(reverse("reporting:version", args=[listed.pk, 1])).text

    row = consolidating.consolidate(round_id=listed.round_id, by=None, at=AT)
    header = Header(title="T", who="Người thử", at=AT, why="thử")
    book = excel(printed(row=row, at=AT), header)
    rows = [line[:2] for line in spreadsheets.read(data=book, sheet=2)]
    assert ["UBND xã Bản Lầu", "Kế hoạch 5"] in rows
    page = as_("coordinator").get(reverse("reporting:form", args=["lc_week"])).text
    assert "Văn bản đã ban hành" in page


def test_late_is_what_was_due_by_then_and_a_correction_keeps_what_was_drawn(listed, bodies, person, signs):
    unit, police = bodies[f"ubnd_xa_{BAN_LAU}"].pk, bodies["ca_tinh"].pk
    details = TaskDetails(title="Lập hồ sơ", what="x", result="x", kinds=("DOCUMENT",), due_at=AT - timedelta(days=2))
    give(
        details=details, sharing=Sharing(leads=(unit,), issuer=police, verifier=police), by=person("coordinator"),
        at=AT - timedelta(days=9),
    )  # fmt: skip
    section = next(one for one in forms.of_key(key="lc_week@15/1").lists() if one.code == "cham_2")
    assert drawn(report=listed, section=section, at=AT - timedelta(days=3)) == ""
    assert "Lập hồ sơ" in drawn(report=listed, section=section, at=AT)
    for ref in ("tuyen_truyen.nay", "luot_nghe.nay"):
        filling.set_cell(
            report_id=listed.pk, ref=ref, value="3", note="", version=0, by=person("commune_police"), at=AT
        )
    signs(listed, "commune_police"), signs(listed, "commune_committee")
    Task.objects.update(state="VERIFIED")
    listed.refresh_from_db()
    assert "Lập hồ sơ" in live_content(report=listed, at=AT)[1].words["cham_2"]


def test_a_unit_counts_only_its_own_findings_of_an_inspection_of_many(listed, bodies, person):
    made = Inspection.objects.create(
        kind="SUDDEN", title="Hai xã", subject="x", ground="x", inspector=bodies["ca_tinh"], stage="CONCLUDED",
        starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 20), held_on=date(2026, 11, 18), made_at=AT,
        made_by=person("commune_police"), concluded_at=AT, concluded_by=person("commune_police"),
    )  # fmt: skip
    for key, state in ((BAN_LAU, "REMEDIED"), (NEXT_COMMUNE, "REMEDIED"), (NEXT_COMMUNE, "OPEN")):
        unit = bodies[f"ubnd_xa_{key}"]
        made.targets.add(unit)
        made.findings.create(
            target=unit, responsible=unit, follower=bodies["ca_tinh"], what="x", state=state, due_on=date(2026, 12, 1),
            original_due_on=date(2026, 12, 1),
        )  # fmt: skip
    section = next(one for one in forms.of_key(key="lc_week@15/1").lists() if one.code == "kiem_tra")
    assert drawn(report=listed, section=section, at=AT).endswith("|1|1")


def test_the_shipped_month_brings_its_own_lists(duty, bodies, person):
    month = duty.__class__.objects.get(key="lc-thang")
    made = rounds.open_due(duty=month, at=AT - timedelta(days=6))[0]
    RoundFigures.objects.create(round=made, area_code=BAN_LAU, known_at=AT, data={})
    report = Report.objects.select_related("round__duty", "body").get(round=made, area_code=BAN_LAU)
    assert [part.section.code for part in sheet(report=report, at=AT).sections if part.listed] == [
        "ds_cham",
        "ds_kiem_tra",
    ]
