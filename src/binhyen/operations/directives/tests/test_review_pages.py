"""The pages of directives and their review: who may not, what they show, that they ask a fixed number of questions."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binhyen.foundation.jobs.work import Unwatched
from binhyen.operations.directives import jobs
from binhyen.operations.directives.actions import review
from binhyen.operations.directives.models import Duty

from .conftest import AT, PLAN

READING = ["leader", "auditor"]
OTHERS = ["stranger", "administrator"]
ASSIGNED = ["health_department", "commune_police", "commune_committee"]
HTMX = {"HX-Request": "true"}


def addresses(plan, duty):
    """Every address of the review: name, arguments, how it is asked, and whether it only reads."""
    found = duty("ký cam kết")
    finding = found.findings.first().pk
    return [
        ("list", [], "get", True),
        ("add", [], "get", False),
        ("directive", [plan.pk], "get", True),
        ("meta", [plan.pk], "get", False),
        ("discard", [plan.pk], "post", False),
        ("sign", [plan.pk], "post", False),
        ("review", [plan.pk], "get", True),
        ("outline", [plan.pk], "get", True),
        ("accept-certain", [plan.pk], "post", False),
        ("accept-section", [plan.pk, 0], "post", False),
        ("undo", [plan.pk], "post", False),
        ("make", [plan.pk], "post", False),
        ("deadline", [plan.pk], "get", False),
        ("bodies", [], "get", False),
        ("card", [found.pk], "get", True),
        ("accept", [found.pk], "post", False),
        ("remove", [found.pk], "post", False),
        ("restore", [found.pk], "post", False),
        ("edit", [found.pk], "get", False),
        ("edit", [found.pk], "post", False),
        ("split", [found.pk], "get", False),
        ("split", [found.pk], "post", False),
        ("merge", [found.pk], "post", False),
        ("take-finding", [finding], "post", False),
        ("keep-finding", [finding], "post", False),
        ("intake", [plan.intake.pk], "get", False),
        ("intake-again", [plan.intake.pk], "post", False),
        ("intake-dismiss", [plan.intake.pk], "post", False),
    ]


def statuses(client, plan, duty, *, reading=None):
    return {
        (name, how): getattr(client, how)(reverse(f"directives:{name}", args=args), {"version": 1}).status_code
        for name, args, how, reads in addresses(plan, duty)
        if reading is None or reads is reading
    }


def test_whoever_is_not_signed_in_is_sent_to_the_entrance(plan, duty, as_):
    assert set(statuses(as_(""), plan, duty).values()) == {302}
    assert Duty.objects.filter(version__gt=1).count() == 0


@pytest.mark.parametrize("name", OTHERS)
def test_without_an_office_that_reads_directives_every_door_is_shut(plan, duty, as_, name):
    assert set(statuses(as_(name), plan, duty).values()) == {403}


@pytest.mark.parametrize("name", READING)
def test_those_who_read_may_not_change(plan, duty, as_, name):
    client = as_(name)

    assert set(statuses(client, plan, duty, reading=True).values()) <= {200, 302}
    assert set(statuses(client, plan, duty, reading=False).values()) == {403}
    assert Duty.objects.filter(version__gt=1).count() == 0


@pytest.mark.parametrize("name", ASSIGNED)
def test_departments_and_communes_do_not_enter_the_review(plan, duty, as_, name):
    found = statuses(as_(name), plan, duty)

    assert {key for key, status in found.items() if status == 200} == {("list", "get")}
    assert found[("directive", "get")] == 404
    assert found[("review", "get")] == 403


def test_an_officer_reviews_but_does_not_sign(plan, as_):
    assert as_("officer").post(reverse("directives:sign", args=[plan.pk])).status_code == 403


def test_a_department_sees_the_directive_once_one_of_its_duties_is_accepted(plan, duty, as_, clerk):
    client = as_("health_department")
    assert plan.document.abstract not in client.get(reverse("directives:list")).content.decode()

    found = duty("Tập huấn xét nghiệm")
    review.accept(duty_id=found.pk, version=found.version, **clerk)

    page = client.get(reverse("directives:directive", args=[plan.pk])).content.decode()
    assert found.title in page
    assert "Tuần tra" not in page
    assert plan.document.abstract in client.get(reverse("directives:list")).content.decode()


def test_a_commune_sees_the_duties_of_its_group(plan, duty, as_, clerk):
    found = duty("Lập danh sách")
    review.accept(duty_id=found.pk, version=found.version, **clerk)

    page = as_("commune_committee").get(reverse("directives:directive", args=[plan.pk])).content.decode()

    assert found.title in page


def section_of(duty):
    return {"muc": duty("Tuần tra").section}


def test_the_review_page_shows_text_and_duties_side_by_side(plan, duty, as_):
    page = as_("officer").get(reverse("directives:review", args=[plan.pk]), section_of(duty)).content.decode()

    assert '<mark class="lead">Công an tỉnh</mark>' in page
    assert '<mark class="deadline">thực hiện thường xuyên</mark>' in page
    assert f'id="duty-{duty("Tuần tra").pk}"' in page
    assert "Đã duyệt" in page


def test_the_text_of_a_passage_is_printed_letter_by_letter(plan, duty, as_):
    """Selections are counted in characters of the passage: the page may add none and lose none."""
    page = as_("officer").get(reverse("directives:review", args=[plan.pk]), section_of(duty)).content.decode()

    shown = dict(re.findall(r'<p class="para[^"]*" id="p-(\d+)"[^>]*>(.*?)</p>', page, re.DOTALL))
    assert shown
    for index, markup in shown.items():
        text = re.sub(r"<[^>]+>", "", markup).replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")
        assert text == plan.passages.get(index=int(index)).text


def test_a_leader_reads_the_review_without_its_buttons(plan, as_):
    page = as_("leader").get(reverse("directives:review", args=[plan.pk])).content.decode()

    assert "data-act=" not in page
    assert "accept-certain" not in page


def test_filters_show_the_duties_with_a_finding(plan, duty, as_):
    page = as_("officer").get(reverse("directives:review", args=[plan.pk]), {"loc": "NOBODY_NAMED"}).content.decode()

    assert f'id="duty-{duty("Treo pa nô").pk}"' in page
    assert f'id="duty-{duty("Tuần tra").pk}"' not in page


def test_search_needs_no_tones(plan, duty, as_):
    page = as_("officer").get(reverse("directives:review", args=[plan.pk]), {"q": "treo pa no"}).content.decode()

    assert f'id="duty-{duty("Treo pa nô").pk}"' in page
    assert f'id="duty-{duty("Tuần tra").pk}"' not in page


@pytest.mark.parametrize(
    "broken", ["muc=abc", "muc=-1", "loc=drop table", "trang=0", "q=%00", "loai=x", "muc=99999999999"]
)
def test_a_broken_address_is_no_error(plan, as_, broken):
    assert as_("officer").get(reverse("directives:review", args=[plan.pk]) + "?" + broken).status_code == 200


def test_accepting_by_htmx_answers_with_the_card_and_the_counts(plan, duty, as_):
    found = duty("Tuần tra")

    answer = as_("officer").post(reverse("directives:accept", args=[found.pk]), {"version": 1}, headers=HTMX)

    page = answer.content.decode()
    assert 'data-state="ACCEPTED"' in page
    assert 'id="review-progress" hx-swap-oob="true"' in page
    assert json.loads(answer["HX-Trigger"])["toast"]["text"] == "Đã duyệt."


def test_accepting_without_script_leads_back_to_the_duty(plan, duty, as_):
    found = duty("Tuần tra")

    answer = as_("officer").post(reverse("directives:accept", args=[found.pk]), {"version": 1})

    assert answer["Location"].endswith(f"/ra-soat/?muc={found.section}#duty-{found.pk}")
    assert duty("Tuần tra").state == "ACCEPTED"


def form_of(duty, **changed):
    """What a browser sends from the edit form."""
    return {
        "version": duty.version,
        "kind": duty.kind,
        "title": duty.title,
        "text": duty.text,
        "leads": duty.lead_names.replace("; ", "\n"),
        "coordinators": "",
        "deadline": "",
        "result": "",
        "report_to": "",
        "t-TOTAL_FORMS": 0,
        "t-INITIAL_FORMS": 0,
        **changed,
    }


def test_an_edit_is_saved_and_the_duty_accepted(duty, as_, bodies):
    found = duty("Treo pa nô")
    sent = form_of(
        found,
        leads="Sở Y tế\ts_yte",
        deadline="15/4/2026",
        **{"t-TOTAL_FORMS": 1, "t-0-metric": "số pa nô", "t-0-op": ">=", "t-0-value": "12,5", "t-0-unit": "chiếc"},
    )

    answer = as_("officer").post(reverse("directives:edit", args=[found.pk]), sent, headers=HTMX)

    now = duty("Treo pa nô")
    assert answer.status_code == 200
    assert (now.state, now.lead_names, now.due_on.isoformat()) == ("ACCEPTED", "Sở Y tế", "2026-04-15")
    assert float(now.targets.get().value) == 12.5


def test_a_deadline_that_is_not_understood_comes_back_with_the_form(duty, as_):
    found = duty("Treo pa nô")

    answer = as_("officer").post(
        reverse("directives:edit", args=[found.pk]), form_of(found, deadline="hôm nào đẹp trời"), headers=HTMX
    )

    assert answer.status_code == 422
    assert "Chưa hiểu thời hạn" in answer.content.decode()
    assert "hôm nào đẹp trời" in answer.content.decode()
    assert duty("Treo pa nô").version == 1


def test_two_reviewers_do_not_overwrite_each_other(duty, as_):
    seen = duty("Treo pa nô")
    address = reverse("directives:edit", args=[seen.pk])
    as_("coordinator").post(address, form_of(seen, title="Treo băng rôn"), headers=HTMX)

    answer = as_("officer").post(address, form_of(seen, title="Treo áp phích"), headers=HTMX)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "coordinator đã sửa nhiệm vụ này" in page
    assert "<td>Treo áp phích</td><td>Treo băng rôn</td>" in page
    assert 'value="Treo áp phích"' in page  # what was typed is still in the form
    assert duty("Treo pa nô").title == "Treo băng rôn"

    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    again = as_("officer").post(address, form_of(seen, title="Treo áp phích", version=version), headers=HTMX)
    assert again.status_code == 200
    assert duty("Treo pa nô").title == "Treo áp phích"


def test_a_key_on_a_changed_duty_shows_the_duty_as_it_is(duty, as_):
    seen = duty("Treo pa nô")
    as_("coordinator").post(reverse("directives:edit", args=[seen.pk]), form_of(seen, title="Treo băng rôn"))

    answer = as_("officer").post(reverse("directives:remove", args=[seen.pk]), {"version": 1}, headers=HTMX)

    assert "Treo băng rôn" in answer.content.decode()
    assert "coordinator" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    assert duty("Treo pa nô").state == "ACCEPTED"


def test_a_selection_becomes_a_duty(plan, as_, bodies):
    passage = plan.passages.get(text__contains="Nâng cao nhận thức")

    answer = as_("officer").post(
        reverse("directives:make", args=[plan.pk]),
        {"passage": passage.index, "start": 3, "end_passage": passage.index, "end": len(passage.text)},
        headers=HTMX,
    )

    made = plan.duties.get(as_read__isnull=True)
    assert made.text == passage.text[3:]
    assert answer["HX-Retarget"] == "#window"
    assert f'data-focus="{made.pk}"' in answer.content.decode()


def test_a_whole_passage_becomes_a_duty_by_keyboard(plan, as_, bodies):
    passage = plan.passages.get(text__contains="Nâng cao nhận thức")

    as_("officer").post(reverse("directives:make", args=[plan.pk]), {"passage": passage.index}, headers=HTMX)

    assert plan.duties.get(as_read__isnull=True).text == passage.text


def test_a_split_at_the_cursor_of_the_left_pane_cuts_the_duty_there(plan, duty, as_):
    found = duty("Bố trí thuốc")
    [span] = found.spans
    text = plan.passages.get(index=span["block"]).text
    sent = {"version": 1, "passage": span["block"], "offset": text.index("báo cáo")}

    as_("officer").post(reverse("directives:split", args=[found.pk]), sent, headers=HTMX)

    assert Duty.objects.get(pk=found.pk).text.endswith("cơ sở,")
    assert plan.duties.get(as_read__isnull=True).text.startswith("báo cáo")


def test_what_a_deadline_means_is_said_while_it_is_typed(plan, as_):
    address = reverse("directives:deadline", args=[plan.pk])

    saturday = as_("officer").get(address, {"deadline": "28/2/2026"}).content.decode()
    nonsense = as_("officer").get(address, {"deadline": "mai mốt gì đó"}).content.decode()

    assert "28/02/2026" in saturday
    assert "thứ Bảy" in saturday
    assert "Chưa hiểu" in nonsense


def test_bodies_are_offered_without_tones(bodies, as_):
    offered = as_("officer").get(reverse("directives:bodies"), {"q": "so y te"}).json()["bodies"]

    assert [body["key"] for body in offered][0] == "s_yte"


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


LONG = PLAN.replace(
    "b) Tuần tra các tuyến",
    "".join(
        f"b{n}) Kiểm tra cơ sở kinh doanh số {n}, hoàn thành trước ngày {n + 1}/4/2026; Sở Y tế phối hợp.\n\n"
        for n in range(1, 26)
    )
    + "b) Tuần tra các tuyến",
)


@pytest.fixture
def long_plan(plan, hand_in):
    intake = hand_in(LONG, name="dai.txt")
    jobs.read(intake_id=intake.pk, progress=Unwatched(), at=AT)
    intake.refresh_from_db()
    return intake.directive


def test_the_review_page_asks_a_fixed_number_of_questions(plan, long_plan, duty, as_):
    client = as_("officer")
    assert long_plan.duties.count() > 30

    short = queries_of(client, reverse("directives:review", args=[plan.pk]))
    long = queries_of(client, reverse("directives:review", args=[long_plan.pk]))

    assert short == long
    assert long <= 16


def test_the_list_asks_a_fixed_number_of_questions(plan, as_, hand_in):
    client = as_("officer")
    one = queries_of(client, reverse("directives:list"))
    for number in range(3):
        intake = hand_in(PLAN.replace("Số: 21", f"Số: {30 + number}"), name=f"k{number}.txt")
        jobs.read(intake_id=intake.pk, progress=Unwatched(), at=AT)

    assert queries_of(client, reverse("directives:list")) == one
    assert one <= 12


def test_a_long_directive_comes_in_windows(long_plan, as_):
    page = as_("officer").get(reverse("directives:review", args=[long_plan.pk])).content

    assert len(long_plan.sections) > 2
    assert len(page) < 60_000


def test_the_data_of_a_directive_is_corrected_and_duties_checked_against_the_new_day(plan, duty, as_):
    assert duty("ký cam kết").findings.filter(code="DEADLINE_BEFORE_ISSUE").exists()
    sent = {"kind": "Kế hoạch", "number": "21", "symbol": "KH-UBND", "issued_on": "05/01/2026", "abstract": "Giữ yên"}

    answer = as_("officer").post(reverse("directives:meta", args=[plan.pk]), sent)

    plan.document.refresh_from_db()
    assert answer.status_code == 302
    assert plan.document.issued_on.isoformat() == "2026-01-05"
    assert plan.document.abstract == "Giữ yên"
    assert not duty("ký cam kết").findings.filter(code="DEADLINE_BEFORE_ISSUE").exists()


def test_an_unreviewed_reading_is_thrown_away_with_its_file(plan, as_, files_root, django_capture_on_commit_callbacks):
    sha256 = plan.document.file.sha256

    with django_capture_on_commit_callbacks(execute=True):
        as_("officer").post(reverse("directives:discard", args=[plan.pk]))

    assert not Duty.objects.exists()
    assert not type(plan.document).objects.exists()
    assert sha256 not in {path.name for path in files_root.rglob("*")}


def test_a_reading_somebody_has_worked_on_is_not_thrown_away(plan, duty, as_, clerk):
    review.accept(duty_id=duty("Tuần tra").pk, version=1, **clerk)

    as_("officer").post(reverse("directives:discard", args=[plan.pk]))

    assert plan.duties.filter(state="ACCEPTED").count() == 1


def test_a_finding_on_the_whole_directive_is_shown_with_its_place(plan, as_):
    finding = plan.findings.create(
        code="NUMBER_SKIPPED", severity="note", message="Sau 2.3 là 2.5.", line=3, passage=1, duty=None
    )

    page = as_("officer").get(reverse("directives:review", args=[plan.pk]), {"loc": "NUMBER_SKIPPED"}).content.decode()

    assert "Sau 2.3 là 2.5." in page
    assert 'id="p-1"' in page
    assert reverse("directives:keep-finding", args=[finding.pk]) in page


@pytest.fixture
def signed(plan, as_):
    client = as_("coordinator")
    for section in sorted(set(plan.duties.values_list("section", flat=True))):
        client.post(reverse("directives:accept-section", args=[plan.pk, section]))
    client.post(reverse("directives:sign", args=[plan.pk]))
    plan.refresh_from_db()
    return plan


def test_a_signed_register_offers_corrections_to_its_chief_only(signed, duty, as_):
    address = reverse("directives:review", args=[signed.pk])

    assert "Đính chính" in as_("coordinator").get(address).content.decode()
    assert "data-act=" not in as_("officer").get(address).content.decode()


def test_a_correction_without_a_reason_comes_back_with_the_form(signed, duty, as_):
    found = duty("Tuần tra")
    address = reverse("directives:edit", args=[found.pk])

    without = as_("coordinator").post(address, form_of(found, title="Khác"), headers=HTMX)
    given = as_("coordinator").post(address, form_of(found, title="Khác", reason="Công văn 30"), headers=HTMX)

    assert (without.status_code, given.status_code) == (422, 200)
    assert duty("Tuần tra").title == "Khác"


def test_an_officer_cannot_correct_a_signed_register(signed, duty, as_):
    found = duty("Tuần tra")

    answer = as_("officer").post(
        reverse("directives:edit", args=[found.pk]), form_of(found, title="Khác", reason="Tôi muốn"), headers=HTMX
    )

    assert "Chỉ người điều phối" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    assert duty("Tuần tra").title != "Khác"
