"""A unit from the register to the list and off it: who may, what is refused, what is frozen, nothing half-done."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, ProgrammingError, connection, transaction
from docx import Document

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE
from binhyen.monitoring.classification.values import Act
from binhyen.monitoring.recognition.actions import unit_decisions as deciding
from binhyen.monitoring.recognition.actions import unit_papers, units
from binhyen.monitoring.recognition.actions.files import RecognitionRefused
from binhyen.monitoring.recognition.actions.unit_decisions import CriterionChoice, UnitsSigned
from binhyen.monitoring.recognition.actions.units import UnitAssessment, UnitDetails
from binhyen.monitoring.recognition.forms.units import UnitAssessForm
from binhyen.monitoring.recognition.models import (
    ProcedureSetting,
    ReviewFile,
    ReviewStep,
    Unit,
    UnitDecision,
    UnitDecisionLine,
    UnitEvidence,
    UnitFile,
    UnitStep,
)
from binhyen.monitoring.recognition.queries import units as queries
from binhyen.monitoring.recognition.queries.files import period_of
from binhyen.monitoring.recognition.queries.settings import papers as checklist
from binhyen.monitoring.recognition.queries.unit_criteria import criteria, every
from binhyen.monitoring.recognition.queries.unit_facts import register_figures
from binhyen.monitoring.recognition.rules import unit_law
from binhyen.monitoring.recognition.values import (
    CriterionForm,
    Decider,
    Figure,
    Statement,
    UnitKind,
    UnitLine,
    UnitResult,
    Weight,
)
from binhyen.operations.offences.actions import points
from binhyen.operations.offences.values import PointDetails, PointStatus, PointStep
from binhyen.registers.territories.actions import enter_hamlet
from binhyen.registers.territories.models import Hamlet
from binhyen.registers.territories.values import HamletDetails, HamletKind
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import PDF

pytestmark = pytest.mark.django_db
NOW, ON = datetime(2026, 11, 23, 2, 0, tzinfo=UTC), date(2026, 11, 23)
SIGNED = Statement(yes=True)
SCHOOL = {
    "PEOPLE": Statement(count=0), "VIOLATIONS": Statement(count=0), "SESSION": SIGNED, "COORDINATION": SIGNED,
}  # fmt: skip


@pytest.fixture
def year():
    return period_of(2026)


@pytest.fixture
def school(province, person):
    def enter(name="Trường THCS Bản Lầu", commune=BAN_LAU, **given):
        details = UnitDetails(kind=UnitKind.SCHOOL, commune_code=commune, name=name, **given)
        return units.enter_unit(details=details, by=person("commune_police"), at=NOW, today=ON)

    return enter


@pytest.fixture
def hamlet(province, person):
    def enter(name="Na Lốc 1", commune=BAN_LAU) -> Unit:
        details = HamletDetails(commune_code=commune, kind=HamletKind.THON, name=name, on=date(2025, 7, 1))
        enter_hamlet(details=details, by=person("commune_police"), at=NOW)
        units.enter_hamlets(commune_code=commune, by=person("commune_police"), at=NOW, today=ON)
        return Unit.objects.get(hamlet__name=name)

    return enter


@pytest.fixture
def assess(person, year):
    def act(unit, said=None, *, asks=True, said_by="Lù A Sử, hiệu trưởng", at=NOW):
        given = UnitAssessment(asks=asks, said_by=said_by, statements=SCHOOL if said is None else said)
        return units.assess_unit(
            unit_id=unit.pk, period=year, given=given, by=person("commune_police"), at=at, today=ON
        )

    return act


@pytest.fixture
def evidence(person, year):
    def hand_in(unit, *codes):
        for code in codes:
            given = {
                "file": SimpleUploadedFile(f"{code}.pdf", PDF), "number": "", "symbol": "BC", "issued_on": ON,
                "abstract": code,
            }  # fmt: skip
            unit_papers.hand_in_evidence(
                unit_id=unit.pk, period=year, code=code, given=given, by=person("commune_police"), at=NOW, today=ON
            )

    return hand_in


@pytest.fixture
def check(person):
    def act(unit, *, agreed=True, note="", who="commune_committee"):
        file = UnitFile.objects.get(unit=unit)
        return units.check_unit(
            file_id=file.pk, agreed=agreed, note=note, by=person(who), at=NOW + timedelta(hours=1), today=ON
        )

    return act


@pytest.fixture
def ready(school, assess, evidence, check):
    """A school that asked, with its papers, checked by somebody else."""
    unit = school()
    assess(unit)
    evidence(unit, *SCHOOL)
    check(unit)
    return unit


def signed(*lines, **given):
    kept = {
        "period": 2026, "commune_code": BAN_LAU, "number": "112/QĐ-UBND", "issued_on": ON, "signer": "Vàng A Dế",
        "signer_title": "Chủ tịch", "lines": lines,
    }  # fmt: skip
    return UnitsSigned(**{**kept, **given})


def decide(person, one, *, who="commune_committee"):
    return deciding.decide_units(signed=one, by=person(who), at=NOW + timedelta(hours=2), today=ON)


# who may not


REFUSED = [
    ("next_commune", "/cong-nhan/don-vi/{unit}/", 404),
    ("next_commune", "/cong-nhan/don-vi/{unit}/2026/tu-danh-gia/", 404),
    ("next_commune", "/cong-nhan/don-vi/{unit}/2026/minh-chung/PEOPLE/", 404),
    ("officer", "/cong-nhan/don-vi/{unit}/2026/tu-danh-gia/", 403),
    ("officer", "/cong-nhan/don-vi/{unit}/2026/tham-tra/", 403),
    ("officer", "/cong-nhan/don-vi/{unit}/sua/", 403),
    ("leader", "/cong-nhan/don-vi/them/", 403),
    ("commune_police", "/cong-nhan/don-vi/quyet-dinh/2026/", 403),
    ("commune_committee", "/cong-nhan/don-vi/tieu-chi/SCHOOL/PEOPLE/", 403),
    ("coordinator", "/cong-nhan/don-vi/tieu-chi/CLUB/", 404),
    ("coordinator", "/cong-nhan/don-vi/tieu-chi/SCHOOL/NOTHING/", 404),
    ("coordinator", "/cong-nhan/don-vi/?ky=2024", 404),
    ("health_department", "/cong-nhan/don-vi/", 403),
    ("stranger", "/cong-nhan/don-vi/", 403),
]


def test_who_may_not(school, as_):
    unit = school().pk
    found = [(name, path, as_(name).get(path.format(unit=unit)).status_code) for name, path, _status in REFUSED]
    assert found == REFUSED


def test_the_next_commune_neither_lists_nor_exports_the_unit(school, as_):
    school()
    for name, seen in (("next_commune", False), ("commune_police", True), ("officer", True)):
        page = as_(name).get("/cong-nhan/don-vi/?q=thcs ban lau").content.decode()
        assert ("Trường THCS Bản Lầu</a>" in page) is seen
        assert as_(name).get("/cong-nhan/don-vi/bang.xlsx").status_code == 200


WHO = {
    "police": ([(Role.COMMUNE_POLICE, "", BAN_LAU)], {BAN_LAU}),
    "next committee": ([(Role.COMMUNE_COMMITTEE, "", NEXT_COMMUNE)], {NEXT_COMMUNE}),
    "province": ([(Role.PROVINCE_OFFICER, "", "15")], {BAN_LAU, NEXT_COMMUNE}),
    "department": ([(Role.DEPARTMENT_OFFICER, "s_yte", "15")], set()),
    "facility": ([(Role.FACILITY_OFFICER, "cs", BAN_LAU)], set()),
    "nobody": ([], set()),
}
GUARDED = [
    *((model, "commune_code") for model in (Unit, UnitFile, UnitStep, UnitEvidence, UnitDecisionLine)),
    (ReviewFile, "area_code"), (ReviewStep, "file__area_code"),
]  # fmt: skip


def test_the_database_itself_shows_a_commune_its_own_units_and_files_only(
    ready, school, assess, assessed, evidence, person
):
    decide(person, signed(UnitLine(unit_id=ready.pk)))
    next_one = school("Trường Bát Xát", NEXT_COMMUNE)
    assess(next_one, {}, asks=False)
    evidence(next_one, "PEOPLE")
    for code in (BAN_LAU, NEXT_COMMUNE):
        assessed(code)
    with connection.cursor() as cursor:
        for role in (APP, PROVINCE):
            grants.apply(cursor.cursor, role=role)
        cursor.execute(f"SET LOCAL ROLE {APP}")

    for name, (offices, seen) in WHO.items():
        with scope_in_database(Scope.of(7, offices)):
            for model, column in GUARDED:
                expected = seen - {NEXT_COMMUNE} if model is UnitDecisionLine else seen  # nothing decided there
                assert set(model.objects.values_list(column, flat=True)) == expected, (name, model)
    assert not Unit.objects.exists()
    kept = {"kind": "SCHOOL", "name": "x", "search_key": "x", "sort_key": b"", "entered_at": NOW}
    with pytest.raises(ProgrammingError, match="row-level security"), scope_in_database(Scope.of(7, WHO["police"][0])):
        Unit.objects.create(commune_code=NEXT_COMMUNE, **kept)


def test_steps_and_decisions_cannot_be_altered(ready, person):
    decision = decide(person, signed(UnitLine(unit_id=ready.pk)))
    for row in (UnitStep.objects.filter(file__unit=ready), UnitDecision.objects.filter(pk=decision.pk), decision.lines):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.all().delete()


# the register of units


def test_hamlets_come_from_the_communes_list_once_and_nobody_is_entered_twice(hamlet, school, person):
    unit = hamlet()

    assert (unit.name, unit.kind, unit.commune_code) == ("Thôn Na Lốc 1", "HAMLET", BAN_LAU)
    assert units.enter_hamlets(commune_code=BAN_LAU, by=person("commune_police"), at=NOW, today=ON) == 0
    school()
    with pytest.raises(RecognitionRefused, match="đã có"):
        school("trường thcs  BẢN LẦU")
    details = UnitDetails(kind=UnitKind.HAMLET, commune_code=NEXT_COMMUNE, hamlet_id=unit.hamlet_id)
    with pytest.raises(RecognitionRefused, match="trong danh sách của xã"):
        units.enter_unit(details=details, by=person("commune_police"), at=NOW, today=ON)


def test_a_commune_enters_amends_and_closes_its_own_units_on_pages(province, as_):
    police = as_("commune_police")
    given = {"commune": BAN_LAU, "kind": "PREMISES", "name": "Karaoke Sao Đêm", "address": "Km 3", "hamlet": ""}
    assert police.post("/cong-nhan/don-vi/them/", {**given, "commune": NEXT_COMMUNE}).status_code == 200
    assert police.post("/cong-nhan/don-vi/them/", {**given, "name": ""}).status_code == 200
    assert not Unit.objects.exists()

    assert police.post("/cong-nhan/don-vi/them/", given).status_code == 302
    unit = Unit.objects.get()
    assert (
        police.post(f"/cong-nhan/don-vi/{unit.pk}/sua/", {"name": "Karaoke Sao Mai", "address": ""}).status_code == 302
    )
    assert "Karaoke Sao Mai" in police.get(f"/cong-nhan/don-vi/{unit.pk}/").content.decode()
    gone = {"on": "01/03/2024", "reason": "Đã giải thể"}
    assert police.post(f"/cong-nhan/don-vi/{unit.pk}/thoi/", gone).status_code == 302
    assert "Sổ chưa có đơn vị nào" in police.get("/cong-nhan/don-vi/").content.decode()


# what the register holds of a hamlet


def test_a_point_counts_in_its_hamlet_and_one_without_a_hamlet_in_none(hamlet, person):
    one, other = hamlet("Na Lốc 1"), hamlet("Đồi Gianh")
    step = PointStep(status=PointStatus.ESTABLISHED, on=date(2026, 11, 1))
    for written in ("Na Lốc 1", "thôn na lốc 1", "", "Cốc Chứ"):
        details = PointDetails(commune_code=BAN_LAU, hamlet=written)
        points.record_point(details=details, steps=[step], by=person("commune_police"), at=NOW - timedelta(days=3))

    found = register_figures(hamlets={one.hamlet_id: BAN_LAU, other.hamlet_id: BAN_LAU}, on=ON, at=NOW)

    assert found[one.hamlet_id]["F3"] == Figure(count=2, unplaced=2)
    assert found[other.hamlet_id]["F3"] == Figure(count=0, unplaced=2)
    assert found[other.hamlet_id]["F1"] == Figure(count=0)


# assessing and checking


def test_nobody_asks_for_what_register_and_statements_do_not_bear_out(hamlet, assess, person):
    unit = hamlet()
    step = PointStep(status=PointStatus.ESTABLISHED, on=date(2026, 11, 1))
    details = PointDetails(commune_code=BAN_LAU, hamlet="Na Lốc 1")
    points.record_point(details=details, steps=[step], by=person("commune_police"), at=NOW - timedelta(days=3))

    with pytest.raises(RecognitionRefused, match=r"còn 1\).*chưa khẳng định"):
        assess(unit, {})
    assert not UnitStep.objects.exists()
    found = assess(unit, {"COMMITMENT": SIGNED}, asks=False).data["results"]
    assert [(one["code"], one["met"], one["stated"]) for one in found[2:4]] == [
        ("POINTS", False, False), ("COMMITMENT", True, True),
    ]  # fmt: skip


def test_an_assessment_says_who_answers_for_it_and_counts_that_can_be(school, assess):
    unit = school()
    with pytest.raises(RecognitionRefused, match="người chịu trách nhiệm"):
        assess(unit, said_by=" ")
    with pytest.raises(RecognitionRefused, match="không thuộc loại đơn vị"):
        assess(unit, {"HOTLINE": SIGNED})
    with pytest.raises(RecognitionRefused, match="lớn hơn tổng số"):
        assess(unit, {"PEOPLE": Statement(count=5, total=4)})


def test_checking_names_each_statement_without_a_paper_and_is_done_by_somebody_else(school, assess, evidence, check):
    unit = school()
    assess(unit)
    evidence(unit, "PEOPLE", "SESSION")

    with pytest.raises(RecognitionRefused, match="không tự thẩm tra"):
        check(unit, who="commune_police")
    with pytest.raises(RecognitionRefused, match=r"thiếu minh chứng cho: .*vi phạm pháp luật.*; có kế hoạch"):
        check(unit)
    with pytest.raises(RecognitionRefused, match="lý do trả lại"):
        check(unit, agreed=False)
    check(unit, agreed=False, note="Thiếu quy chế phối hợp")
    assert [one.kind for one in UnitStep.objects.all()] == ["SELF_ASSESSED", "RETURNED"]


def test_papers_stay_as_they_were_checked(ready, person):
    file = UnitFile.objects.get(unit=ready)
    paper = file.evidence.first()
    with pytest.raises(RecognitionRefused, match="đã thẩm tra"):
        unit_papers.remove_evidence(
            file_id=file.pk, evidence_id=paper.pk, reason="x", by=person("commune_police"), at=NOW
        )


# decisions


def test_a_commune_recognises_its_own_checked_units_and_takes_them_off_for_a_reason(ready, school, person, year):
    other = school("Trường tiểu học")
    with pytest.raises(RecognitionRefused, match="chưa được thẩm tra xong"):
        decide(person, signed(UnitLine(unit_id=ready.pk), UnitLine(unit_id=other.pk)))
    assert not UnitDecision.objects.exists()

    decide(person, signed(UnitLine(unit_id=ready.pk)))
    with pytest.raises(RecognitionRefused, match="đã được ghi"):
        decide(person, signed(UnitLine(unit_id=ready.pk)))
    off = UnitLine(unit_id=ready.pk, act=Act.TAKEN_OFF)
    with pytest.raises(RecognitionRefused, match="lý do đưa ra"):
        decide(person, signed(off, number="120/QĐ-UBND"))
    with pytest.raises(RecognitionRefused, match="không có trong danh sách"):
        decide(person, signed(UnitLine(unit_id=other.pk, act=Act.TAKEN_OFF, reason="x"), number="121/QĐ-UBND"))
    found = UnitLine(unit_id=ready.pk, act=Act.TAKEN_OFF, reason="Phát hiện học sinh sử dụng")
    decide(person, signed(found, number="120/QĐ-UBND"))

    assert [one.act for one in queries.lines_of(ready)] == ["TAKEN_OFF", "PUT_ON"]
    place = queries.places(on=ON, codes=[BAN_LAU])[0]
    assert queries.opened(unit=ready, place=place, period=year, today=ON, at=NOW).recognised is None


def test_only_the_committee_whose_it_is_decides(ready, person):
    elsewhere = signed(UnitLine(unit_id=ready.pk), commune_code=NEXT_COMMUNE)
    with pytest.raises(RecognitionRefused, match="không thuộc xã này"):
        decide(person, elsewhere)
    with pytest.raises(RecognitionRefused, match="cơ quan khác"):
        decide(person, signed(UnitLine(unit_id=ready.pk), commune_code=""), who="coordinator")
    deciding.set_unit_decider(
        kind=UnitKind.SCHOOL, decider=Decider.PROVINCE, valid_from=ON, source="Quyết định 9/QĐ-UBND",
        by=person("coordinator"), at=NOW,
    )  # fmt: skip
    assert decide(person, signed(UnitLine(unit_id=ready.pk), commune_code=""), who="coordinator").decider == "PROVINCE"


def test_a_recognised_hamlet_that_no_longer_meets_it_is_warned_of_and_offered_to_be_taken_off(
    hamlet, assess, evidence, check, person, as_
):
    unit = hamlet()
    assess(unit, {"COMMITMENT": SIGNED})
    evidence(unit, "COMMITMENT")
    check(unit)
    decide(person, signed(UnitLine(unit_id=unit.pk)))
    committee = as_("commune_committee")
    assert "không còn đạt" not in committee.get("/cong-nhan/don-vi/?ky=2026").content.decode()

    step = PointStep(status=PointStatus.ESTABLISHED, on=date(2026, 11, 20))
    details = PointDetails(commune_code=BAN_LAU, hamlet="Na Lốc 1")
    points.record_point(details=details, steps=[step], by=person("commune_police"), at=NOW)

    assert "không còn đạt" in committee.get("/cong-nhan/don-vi/?ky=2026").content.decode()
    assert "số liệu của sổ không còn đạt" in committee.get(f"/cong-nhan/don-vi/{unit.pk}/?ky=2026").content.decode()
    assert "sổ không còn đạt" in committee.get("/cong-nhan/don-vi/quyet-dinh/2026/").content.decode()

    units.close_unit(unit_id=unit.pk, on=ON, reason="Sáp nhập", by=person("commune_police"), at=NOW, today=ON)
    assert "sổ không còn đạt" in committee.get("/cong-nhan/don-vi/quyet-dinh/2026/").text  # closed, yet on the list
    again = UnitDetails(kind=UnitKind.HAMLET, commune_code=BAN_LAU, hamlet_id=unit.hamlet_id)
    assert units.enter_unit(details=again, by=person("commune_police"), at=NOW, today=ON).pk == unit.pk
    for one in (one for one in criteria(kind=UnitKind.HAMLET, on=ON) if one.facts):
        asked = CriterionChoice(code=one.code, weight=Weight.ASKED, valid_from=ON, source="Quyết định 9")
        deciding.set_unit_criterion(kind=UnitKind.HAMLET, given=asked, by=person("coordinator"), at=NOW)
    assert "không còn đạt" not in committee.get("/cong-nhan/don-vi/?ky=2026").text  # only asked: it takes nobody off


def test_the_draft_is_a_decision_of_the_commune_that_cites_what_the_province_set(ready, as_, person):
    choice = CriterionChoice(
        code="SESSION", weight=Weight.REQUIRED, valid_from=ON, source="Quyết định 9/QĐ-UBND ngày 20/11/2026"
    )
    deciding.set_unit_criterion(kind=UnitKind.SCHOOL, given=choice, by=person("coordinator"), at=NOW)
    answer = as_("commune_committee").post(
        "/cong-nhan/don-vi/quyet-dinh/2026/", {"put_on": [ready.pk], "du-thao": "1", "signer_title": "Chủ tịch"}
    )

    document = Document(io.BytesIO(answer.content))
    words = "\n".join(one.text for one in document.paragraphs)
    cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Công nhận 1 đơn vị không ma túy theo Phụ lục" in words
    assert "Căn cứ Quyết định 9/QĐ-UBND ngày 20/11/2026;" in words
    assert "28/2025/QĐ-TTg" not in words  # it does not speak of schools
    assert "Trường THCS Bản Lầu" in cells
    assert "ỦY BAN NHÂN DÂN XÃ BẢN LẦU" in cells.upper()


# criteria of the province


def test_what_the_province_sets_holds_from_its_day_and_never_among_the_papers_of_communes(province, person):
    by = {"by": person("coordinator"), "at": NOW}
    weaker = CriterionChoice(
        code="SIGNED", weight=Weight.REQUIRED, bound=(9, 10), valid_from=date(2026, 12, 15), source="Quyết định 9"
    )
    own = CriterionChoice(
        label="Có camera an ninh", form=CriterionForm.YES, weight=Weight.REQUIRED, valid_from=ON, source="Quyết định 9"
    )
    off = CriterionChoice(code="HOTLINE", weight=Weight.OFF, valid_from=ON, source="Quyết định 9")
    for one in (weaker, own, off):
        deciding.set_unit_criterion(kind=UnitKind.PREMISES, given=one, **by)
    unfounded = CriterionChoice(weight=Weight.OFF, code="USE", valid_from=ON, source=" ")
    too_much = CriterionChoice(code="SIGNED", weight=Weight.REQUIRED, bound=(3, 2), valid_from=ON, source="x")
    for wrong, words in ((unfounded, "đã quy định"), (too_much, "Tỷ lệ")):
        with pytest.raises(RecognitionRefused, match=words):
            deciding.set_unit_criterion(kind=UnitKind.PREMISES, given=wrong, **by)

    today = {one.code: one for one in criteria(kind=UnitKind.PREMISES, on=ON)}
    later = {one.code: one for one in criteria(kind=UnitKind.PREMISES, on=date(2026, 12, 15))}
    assert set(today) == {"USE", "SIGNED", "P_CO_CAMERA_AN_NINH"}
    assert (today["SIGNED"].bound, later["SIGNED"].bound) == ((1, 1), (9, 10))
    assert {one.code for one in every(kind=UnitKind.PREMISES, on=ON)} == {*today, "HOTLINE"}
    assert "P_CO_CAMERA_AN_NINH" not in {one.code for one in checklist(on=ON)}
    assert not ProcedureSetting.objects.exists()


def test_a_page_sets_a_share_in_per_cent_exactly(province, as_):
    given = {"weight": "REQUIRED", "percent": "99.5", "valid_from": "23/11/2026", "source": "Quyết định 9"}
    page = as_("coordinator")
    assert page.post("/cong-nhan/don-vi/tieu-chi/PREMISES/SIGNED/", {**given, "percent": "101"}).status_code == 200
    assert page.post("/cong-nhan/don-vi/tieu-chi/PREMISES/SIGNED/", given).status_code == 302

    (one,) = (one for one in criteria(kind=UnitKind.PREMISES, on=ON) if one.code == "SIGNED")
    assert one.bound == (199, 200)


def test_the_whole_way_on_pages(school, as_, evidence):
    unit, police, committee = school(), as_("commune_police"), as_("commune_committee")
    base = f"/cong-nhan/don-vi/{unit.pk}/2026"
    said = {
        "said_by": "Lù A Sử, hiệu trưởng", "asks": "on", "PEOPLE.count": "0", "VIOLATIONS.count": "0",
        "SESSION.yes": "yes", "COORDINATION.yes": "no",
    }  # fmt: skip

    refused = police.post(f"{base}/tu-danh-gia/", said)
    assert "Chưa thể đề nghị công nhận, còn chưa đạt: có kế hoạch" in refused.content.decode()
    assert police.post(f"{base}/tu-danh-gia/", {**said, "COORDINATION.yes": "yes"}).status_code == 302
    page = police.get(f"/cong-nhan/don-vi/{unit.pk}/?ky=2026").content.decode()
    assert "Hồ sơ còn thiếu minh chứng" in page
    assert "4/4 tiêu chí bắt buộc" in page
    evidence(unit, *SCHOOL)
    assert committee.post(f"{base}/tham-tra/", {"agreed": "yes", "note": ""}).status_code == 302
    given = {
        "number": "112/QĐ-UBND", "issued_on": "23/11/2026", "signer": "Vàng A Dế", "signer_title": "Chủ tịch",
        "put_on": [unit.pk],
    }  # fmt: skip
    assert committee.post("/cong-nhan/don-vi/quyet-dinh/2026/", given).status_code == 302
    paper = UnitFile.objects.get(unit=unit).evidence.first()
    assert b"".join(as_("officer").get(f"{base}/giay-to/{paper.pk}/").streaming_content) == PDF

    assert "đã công nhận" in as_("leader").get("/cong-nhan/don-vi/?ky=2026&ds=1").content.decode()
    assert Hamlet.objects.count() == 0


def test_an_answer_about_cases_without_a_hamlet_holds_for_as_many_as_were_shown():
    of = next(one for one in unit_law.criteria(UnitKind.HAMLET) if one.facts)
    shown = f"{of.code}.unplaced"

    def form(n: int) -> UnitAssessForm:
        result = UnitResult(criterion=of, met=None, stated=True, count=0, unplaced=n)
        return UnitAssessForm({"said_by": "Lù A Sử", f"{of.code}.yes": "yes", shown: "2"}, results=[result])

    assert form(2).is_valid()
    assert form(2).fields[shown].initial == 2
    others_came = form(3)
    assert f"{of.code}.yes" in others_came.errors
    assert others_came[shown].value() == 3  # what is asked now
