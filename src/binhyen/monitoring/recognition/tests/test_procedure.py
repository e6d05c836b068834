"""From the commune's own assessment to the decision: who may, what is refused, what is frozen, nothing half-done."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.journal.events import kind_of
from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.classification.actions.recognitions import RecognitionDetails, enter_recognitions
from binhyen.monitoring.classification.models import Recognition
from binhyen.monitoring.classification.queries.recognitions import recognised
from binhyen.monitoring.classification.values import Act, AreaKind, RecognisedAs, Scheme
from binhyen.monitoring.recognition.actions import councils, decisions, files
from binhyen.monitoring.recognition.actions.councils import Held
from binhyen.monitoring.recognition.actions.files import Assessment, RecognitionRefused
from binhyen.monitoring.recognition.events import DossierTaken
from binhyen.monitoring.recognition.models import Decision, ReviewFile, ReviewStep, Session, Vote
from binhyen.monitoring.recognition.queries import files as queries
from binhyen.monitoring.recognition.queries.decisions import offered
from binhyen.monitoring.recognition.queries.settings import papers, terms
from binhyen.monitoring.recognition.rules import course
from binhyen.monitoring.recognition.values import Choice, Line, Seat, Stage, StepKind
from binhyen.operations.offences.actions import points
from binhyen.operations.offences.values import PointDetails, PointStatus, PointStep
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import AT, MEMBERS, TODAY

pytestmark = pytest.mark.django_db


def _stage(file: ReviewFile) -> Stage:
    return course.stage(queries.facts(list(file.steps.all())))


def _held(council, *wanted: ReviewFile, absent: int = 0, **given) -> Held:
    members = list(council.members.filter(left_at__isnull=True))
    present = frozenset(one.pk for one in members[: len(members) - absent])
    kept = {"held_on": TODAY, "place": "Lào Cai", "secretary": "Trần Thị Mai", "present": present}
    return Held(**{**kept, "files": tuple(one.pk for one in wanted), **given})


def _signed(*lines: Line, **given) -> decisions.Signed:
    kept = {
        "period": 2025,
        "number": "3512/QĐ-UBND",
        "issued_on": TODAY,
        "signer": "Giàng Thị Sử",
        "signer_title": "Phó Chủ tịch",
    }
    return decisions.Signed(**{**kept, "lines": lines, **given})


def _decide(person, signed):
    return decisions.decide(signed=signed, by=person("coordinator"), at=AT + timedelta(hours=2), today=TODAY)


# who may not


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("next_commune", f"/cong-nhan/2025/xa/{BAN_LAU}/", 404),
        ("next_commune", f"/cong-nhan/2025/xa/{BAN_LAU}/tu-danh-gia/", 404),
        ("officer", f"/cong-nhan/2025/xa/{BAN_LAU}/tu-danh-gia/", 403),
        ("leader", f"/cong-nhan/2025/xa/{BAN_LAU}/tham-tra/", 403),
        ("commune_police", f"/cong-nhan/2025/xa/{BAN_LAU}/tham-tra/", 403),
        ("commune_police", "/cong-nhan/2025/hoi-dong/", 403),
        ("officer", "/cong-nhan/2025/hoi-dong/lap/", 403),
        ("officer", "/cong-nhan/2025/quyet-dinh/ghi/", 403),
        ("health_officer", "/cong-nhan/", 403),
        ("stranger", "/cong-nhan/", 403),
        ("coordinator", "/cong-nhan/?ky=2024", 404),
        ("coordinator", "/cong-nhan/?ky=2090", 404),
        ("coordinator", "/cong-nhan/2025/xa/99999/", 404),
    ],
)
def test_who_may_not(province, as_, name, path, status):
    assert as_(name).get(path).status_code == status


def test_steps_votes_and_decisions_cannot_be_altered(checked):
    step = checked().steps.first()

    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewStep.objects.filter(pk=step.pk).update(note="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewStep.objects.filter(pk=step.pk).delete()


# the commune's own assessment


def test_while_the_period_runs_nobody_assesses(province, person, period):
    with pytest.raises(RecognitionRefused, match="14/12/2025"):
        files.self_assess(
            area_code=BAN_LAU, period=period, given=Assessment(asks=False), by=person("commune_police"), at=AT,
            today=date(2025, 12, 14),
        )  # fmt: skip
    assert not ReviewFile.objects.exists()


def test_late_needs_its_reason_and_keeps_it(province, person, period):
    late = {
        "area_code": BAN_LAU,
        "period": period,
        "by": person("commune_police"),
        "at": AT,
        "today": date(2025, 12, 20),
    }

    with pytest.raises(RecognitionRefused, match="20/12/2025"):
        files.self_assess(given=Assessment(asks=False), **late)
    step = files.self_assess(given=Assessment(asks=False, late_reason="Mất điện"), **late)

    assert step.late_reason == "Mất điện"


def test_what_the_register_does_not_bear_out_is_not_asked_for(province, person, assessed):
    details = PointDetails(commune_code=BAN_LAU)
    step = PointStep(status=PointStatus.ESTABLISHED, on=date(2025, 11, 1))
    points.record_point(details=details, steps=[step], by=person("commune_police"), at=AT - timedelta(days=30))

    with pytest.raises(RecognitionRefused, match="chưa thể đề nghị"):
        assessed(asks=True)

    assert not ReviewFile.objects.exists()
    assert assessed(asks=False).steps.get().data["free"][2]["count"] == 1


def test_an_assessment_freezes_figures_and_says_so_when_they_change(assessed, person, as_):
    file = assessed()
    details = PointDetails(commune_code=BAN_LAU)
    step = PointStep(status=PointStatus.ESTABLISHED, on=date(2025, 11, 1))
    points.record_point(details=details, steps=[step], by=person("commune_police"), at=AT + timedelta(hours=1))

    assert file.steps.get().data["drug_free"] is True
    page = as_("officer").get(f"/cong-nhan/2025/xa/{BAN_LAU}/").content.decode()
    assert "Số liệu đã khác so với lúc xã tự đánh giá" in page


# checking


def test_a_file_with_a_missing_paper_is_not_agreed_to_and_each_is_named(assessed, person):
    file = assessed()

    with pytest.raises(RecognitionRefused) as refused:
        files.check(file_id=file.pk, agreed=True, note="", by=person("officer"), at=AT, today=TODAY)

    assert "báo cáo tự đánh giá" in str(refused.value)
    assert "nhân khẩu đang cư trú" in str(refused.value)
    assert _stage(file) is Stage.ASSESSED


def test_sending_back_needs_a_reason_and_the_commune_begins_again(assessed, person):
    file = assessed()
    check = {"file_id": file.pk, "by": person("officer"), "at": AT + timedelta(minutes=1), "today": TODAY}

    with pytest.raises(RecognitionRefused, match="lý do"):
        files.check(agreed=False, note=" ", **check)
    files.check(agreed=False, note="Thiếu xác nhận nhân khẩu", **check)

    assert _stage(file) is Stage.RETURNED


# the council


def test_a_council_has_one_chair_and_nobody_twice(province, person):
    kept = {
        "period": 2025,
        "number": "77",
        "decided_on": TODAY,
        "document": None,
        "by": person("coordinator"),
        "at": AT,
    }

    with pytest.raises(RecognitionRefused, match="đúng một Chủ tịch"):
        councils.set_council(members=MEMBERS[1:], **kept)
    with pytest.raises(RecognitionRefused, match="hai lần"):
        councils.set_council(members=[*MEMBERS, MEMBERS[-1]], **kept)


def test_too_few_sit_too_early_or_over_nothing_is_refused_whole(council, checked, person):
    file = checked()
    hold = {"period": 2025, "by": person("coordinator"), "at": AT, "today": TODAY}

    for wrong, words in (
        (_held(council, file, absent=2), "chưa đủ 67 %"),
        (_held(council, file, held_on=date(2025, 11, 1)), "Ngày họp"),
        (_held(council), "ít nhất một xã"),
    ):
        with pytest.raises(RecognitionRefused, match=words):
            councils.hold_session(held=wrong, **hold)

    assert not Session.objects.exists()
    assert not Vote.objects.exists()


def test_one_against_one_abstaining_is_not_enough_of_four(council, checked, person):
    file = checked()
    deputy, health = council.members.get(seat=Seat.DEPUTY), council.members.filter(seat=Seat.MEMBER)[0]
    others = {(file.pk, deputy.pk): Choice.AGAINST, (file.pk, health.pk): Choice.ABSTAINED}

    councils.hold_session(
        period=2025,
        held=_held(council, file, others=others),
        by=person("coordinator"),
        at=AT + timedelta(hours=1),
        today=TODAY,
    )

    assert _stage(file) is Stage.NOT_PASSED
    assert Vote.objects.filter(choice=Choice.FOR).count() == 2
    step = file.steps.last()
    assert (step.data["agree"], step.data["need"], step.data["members"]) == (2, 3, 4)


def test_a_file_that_was_not_checked_or_lacks_papers_is_not_voted_on(council, assessed, person):
    file = assessed()

    with pytest.raises(RecognitionRefused, match="chưa đến bước"):
        councils.hold_session(period=2025, held=_held(council, file), by=person("coordinator"), at=AT, today=TODAY)


# the decision


@pytest.fixture
def passed(council, checked, person):
    file = checked()
    councils.hold_session(
        period=2025, held=_held(council, file), by=person("coordinator"), at=AT + timedelta(hours=1), today=TODAY
    )
    return file


def test_nobody_is_recognised_without_the_council(checked, person):
    checked()

    with pytest.raises(RecognitionRefused, match="chưa quyết định được"):
        _decide(person, _signed(Line(area_code=BAN_LAU, kind=RecognisedAs.DRUG_FREE)))

    assert not Recognition.objects.exists()


def test_one_bad_line_and_nothing_of_the_decision_is_stored(passed, person):
    lines = (
        Line(area_code=BAN_LAU, kind=RecognisedAs.DRUG_FREE),
        Line(area_code=NEXT_COMMUNE, kind=RecognisedAs.DRUG_FREE),
    )

    with pytest.raises(RecognitionRefused, match=NEXT_COMMUNE):
        _decide(person, _signed(*lines))

    assert not Recognition.objects.exists()
    assert not Decision.objects.exists()
    assert _stage(passed) is Stage.PASSED


def test_a_signed_decision_recognises_closes_the_file_and_stands_in_the_journal(passed, person):
    decision = _decide(person, _signed(Line(area_code=BAN_LAU, kind=RecognisedAs.DRUG_FREE)))

    assert (BAN_LAU, RecognisedAs.DRUG_FREE) in recognised(on=TODAY)
    assert _stage(passed) is Stage.DECIDED
    assert Fact.objects.filter(subject_type="recognition.decision", subject_id=str(decision.pk)).exists()
    with pytest.raises(RecognitionRefused, match="đã được ghi"):
        _decide(person, _signed(Line(area_code=BAN_LAU, kind=RecognisedAs.DRUG_FREE)))


def test_only_what_stands_on_a_list_is_taken_off_it(passed, person):
    gone = Line(area_code=BAN_LAU, kind=RecognisedAs.DRUG_FREE, act=Act.TAKEN_OFF)

    with pytest.raises(RecognitionRefused, match="không có trong danh sách"):
        _decide(person, _signed(gone))
    _decide(person, _signed(Line(area_code=BAN_LAU, kind=RecognisedAs.DRUG_FREE)))
    _decide(person, _signed(gone, number="1/QĐ-UBND"))

    assert (BAN_LAU, RecognisedAs.DRUG_FREE) not in recognised(on=TODAY)


def test_the_province_assesses_itself_before_the_ministry_approves(province, person, period):
    line = Line(area_code="15", kind=RecognisedAs.DRUG_FREE)
    ministry = _signed(line, authority=decisions.MINISTRY, area_kind=AreaKind.PROVINCE)

    with pytest.raises(RecognitionRefused, match="chưa có hồ sơ"):
        _decide(person, ministry)
    step = files.assess_province(
        province="15", period=period, note="", late_reason="", by=person("coordinator"), at=AT, today=TODAY
    )
    _decide(person, ministry)

    assert sum(step.data["statuses"].values()) == 99
    row = Recognition.objects.get(area_kind=AreaKind.PROVINCE)
    assert (row.area_code, row.kind, row.decided_by) == ("15", RecognisedAs.DRUG_FREE, decisions.MINISTRY)


# what the province sets


def test_the_province_sets_the_share_and_the_papers_and_older_days_keep_theirs(province, person):
    kept = {"source": "Quy chế 12/QC-HĐXD", "by": person("coordinator"), "at": AT}
    councils.set_term(code="COUNCIL_SHARE", value=80, valid_from=TODAY, **kept)
    councils.set_paper(
        code="RESIDENTS", label="", required=False, needed_for=StepKind.CHECKED, valid_from=TODAY, **kept
    )
    councils.set_paper(
        code="", label="Ảnh lễ phát động", required=True, needed_for=StepKind.REVIEWED, valid_from=TODAY, **kept
    )

    assert (terms(on=TODAY)["COUNCIL_SHARE"].value, terms(on=TODAY - timedelta(1))["COUNCIL_SHARE"].value) == (80, 70)
    required = {rule.label for rule in papers(on=TODAY) if rule.required}
    assert "Ảnh lễ phát động" in required
    assert not any("nhân khẩu" in label for label in required)


def test_a_setting_without_its_source_is_refused(province, person):
    for wrong in ({"source": " ", "value": 80}, {"source": "Quy chế", "value": 0}, {"source": "Quy chế", "value": 101}):
        with pytest.raises(RecognitionRefused):
            councils.set_term(code="COUNCIL_SHARE", valid_from=TODAY, by=person("coordinator"), at=AT, **wrong)


# documents


def test_the_dossier_names_what_is_missing_and_hashes_what_is_there(assessed, with_papers, as_):
    file = assessed()
    path = f"/cong-nhan/2025/xa/{BAN_LAU}/ho-so.zip"

    def index() -> str:
        bundle = zipfile.ZipFile(io.BytesIO(as_("officer").get(path).content))
        assert bundle.testzip() is None
        return bundle.read("00-muc-luc.csv").decode("utf-8-sig")

    assert index().count("THIẾU") == 5
    with_papers(file)
    assert "THIẾU" not in index()
    names = zipfile.ZipFile(io.BytesIO(as_("officer").get(path).content)).namelist()
    assert len([name for name in names if name.endswith(".pdf")]) == 5
    assert (
        Fact.objects.filter(
            subject_type="recognition.file", subject_id=str(file.pk), kind=kind_of(DossierTaken)
        ).count()
        == 3
    )


def test_every_paper_of_the_procedure_opens_as_a_word_document(passed, council, as_):
    session = Session.objects.get()
    coordinator = as_("coordinator")
    drafted = coordinator.post(
        "/cong-nhan/2025/quyet-dinh/ghi/", {"du-thao": "1", "lines": [f"PUT_ON.DRUG_FREE.{BAN_LAU}"], "signer": "A"}
    )
    answers = [
        coordinator.get(f"/cong-nhan/2025/xa/{BAN_LAU}/bao-cao.docx"),
        coordinator.get("/cong-nhan/2025/to-trinh.docx"),
        coordinator.get(f"/cong-nhan/2025/hoi-dong/phien/{session.pk}/bien-ban.docx"),
        drafted,
    ]

    for answer in answers:
        text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
        assert "Bản Lầu" in text
        assert "{" not in text
    assert not Decision.objects.exists()


# the doors


def test_a_commune_assesses_and_the_council_votes_through_the_pages(province, as_, council, checked):
    file = checked()
    page = as_("coordinator").get("/cong-nhan/2025/hoi-dong/phien/")
    assert page.status_code == 200
    members = [one.pk for one in council.members.all()]
    given = {
        "held_on": "16/12/2025", "place": "Lào Cai", "secretary": "Trần Thị Mai", "present": members,
        "chosen": [file.pk], f"khong_{file.pk}": [members[1]],
    }  # fmt: skip

    answer = as_("coordinator").post("/cong-nhan/2025/hoi-dong/phien/", given)

    assert answer.status_code == 302
    assert _stage(file) is Stage.PASSED
    shown = as_("leader").get("/cong-nhan/2025/hoi-dong/").content.decode()
    assert "3/4" in shown
    assert "Lê Văn Quân (không đồng ý)" in shown


def test_somebody_who_votes_without_sitting_is_told_where(province, as_, council, checked):
    file = checked()
    members = [one.pk for one in council.members.all()]
    given = {
        "held_on": "16/12/2025", "place": "Lào Cai", "secretary": "A", "present": members[1:], "chosen": [file.pk],
        f"khong_{file.pk}": [members[0]],
    }  # fmt: skip

    page = as_("coordinator").post("/cong-nhan/2025/hoi-dong/phien/", given).content.decode()

    assert "có người biểu quyết nhưng không có mặt" in page
    assert not Session.objects.exists()


def test_members_pasted_wrongly_are_told_by_line(province, as_):
    for text, words in (
        ("Chủ tịch; Nguyễn Văn A", "Dòng 1"),
        ("Chủ tịch; A; B\nGiám đốc; C; D", "Dòng 2"),
        (" \n ", "bắt buộc|ít nhất"),
    ):
        page = as_("coordinator").post(
            "/cong-nhan/2025/hoi-dong/lap/", {"number": "1", "decided_on": "01/12/2025", "members": text}
        )
        assert page.status_code == 200
        assert any(word in page.content.decode() for word in words.split("|"))


def test_a_recognition_under_an_older_scheme_is_neither_listed_nor_offered_to_be_taken_off(province, person, period):
    older = RecognitionDetails(
        area_code=BAN_LAU, kind=RecognisedAs.DRUG_FREE, scheme=Scheme.CLEAN, valid_from=date(2024, 12, 25), period=2025,
        source="Danh sách sạch về ma túy 2024",
    )  # fmt: skip
    enter_recognitions(details=[older], by=person("coordinator"), at=AT)
    asked = {"scope": scope_of(user=person("coordinator"), on=TODAY), "province": "15", "period": period}

    found = queries.period_board(**asked, today=TODAY, at=AT)

    assert [entry for entry in found.entries if entry.recognised or entry.row.recognitions] == []
    assert [line for line in offered(**asked, today=TODAY, at=AT) if line.act is Act.TAKEN_OFF] == []
