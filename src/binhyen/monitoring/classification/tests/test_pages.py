"""Pages, sheet, API and command of classes: who may not first, then what a reader sees and does."""

import io
import json
from datetime import date

import pytest
from click.testing import CliRunner

from binhyen.kit import spreadsheets
from binhyen.monitoring.classification.actions.recognitions import RecognitionDetails, enter_recognitions
from binhyen.monitoring.classification.commands import UNKNOWN_PLACE, classify
from binhyen.monitoring.classification.models import ReadingChoice, Roadmap, RoadmapStep, Scenario
from binhyen.monitoring.classification.values import RecognisedAs
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import LEARNT

pytestmark = pytest.mark.django_db
BOARD, HERE, THERE = "/phan-loai/", f"/phan-loai/xa/{BAN_LAU}/", f"/phan-loai/xa/{NEXT_COMMUNE}/"
DAYS = "?ngay=27/03/2026"


@pytest.mark.parametrize("who", ["stranger", "health_department", "administrator"])
@pytest.mark.parametrize("path", [BOARD, HERE, "/phan-loai/cach-hieu/", "/phan-loai/lo-trinh/"])
def test_who_has_no_business_with_classes_is_refused(communes, as_, who, path):
    assert as_(who).get(path).status_code == 403


def test_a_commune_sees_its_own_class_and_no_other_s(communes, as_):
    police = as_("commune_police")

    assert police.get(HERE + DAYS).status_code == 200
    assert police.get(THERE + DAYS).status_code == 404
    assert police.get("/phan-loai/xa/99999/").status_code == 404
    assert [row.place.code for row in police.get(BOARD + DAYS).context["board"].rows] == [BAN_LAU]
    assert police.get(BOARD + DAYS).context["board"].province is None


@pytest.mark.parametrize("who", ["officer", "commune_police", "leader"])
def test_only_the_coordinator_settles_how_the_law_is_read(communes, as_, who):
    given = {"value": "TYPE_III", "valid_from": "01/01/2026", "source": "Công văn 1"}

    assert as_(who).post("/phan-loai/cach-hieu/HOLE/", given).status_code == 403
    assert not ReadingChoice.objects.exists()


@pytest.mark.parametrize("who", ["leader", "auditor", "next_commune"])
def test_who_plans_nothing_here_saves_no_road_and_no_scenario(communes, as_, who):
    there = as_(who)

    assert there.post(f"{HERE}lo-trinh/dat/", {}).status_code in {403, 404}
    assert there.post(f"{HERE}neu/luu/", {"name": "x", "moi-NEW_USER": "1"}).status_code in {403, 404}
    assert not Roadmap.objects.exists()
    assert not Scenario.objects.exists()


def test_the_board_says_how_many_are_recognised_meet_and_remain(lives, as_):
    lives("Vàng A Gió", "MANAGED")
    enter_recognitions(
        details=[RecognitionDetails(area_code=NEXT_COMMUNE, kind=RecognisedAs.DRUG_FREE,
                                    valid_from=date(2025, 12, 18), decision_number="1/QĐ-UBND")],
        by=None, at=LEARNT,
    )  # fmt: skip

    page = as_("officer").get(BOARD + DAYS)

    assert page.context["board"].statuses == {"RECOGNISED": 1, "MEETS": 0, "REMAINING": 1}
    words = page.content.decode()
    assert "Còn 1 người nữa là đạt" in words
    assert "Chưa có số nhân khẩu đang cư trú" in words  # of the province: nobody knows Bát Xát's


def test_the_board_is_searched_without_tones_filtered_and_sorted(lives, as_):
    lives("Vàng A Gió", "MANAGED")
    officer = as_("officer")

    def codes(query):
        return [row.place.code for row in officer.get(f"{BOARD}{DAYS}&{query}").context["page"]]

    assert codes("q=bat xat") == [NEXT_COMMUNE]
    assert codes("q=khongco") == []
    assert codes("tinh-trang=REMAINING") == [BAN_LAU]
    assert codes("loai=TYPE_III") == [BAN_LAU]
    assert codes("sap=-con-thieu") == [BAN_LAU, NEXT_COMMUNE]
    assert codes("sap=con-thieu") == [NEXT_COMMUNE, BAN_LAU]
    assert "Không có xã, phường nào khớp" in officer.get(f"{BOARD}{DAYS}&q=khongco").content.decode()


def test_the_sheet_has_the_figures_of_every_criterion_and_says_who_when_and_why(lives, as_):
    lives("Vàng A Gió", "MANAGED")
    answer = as_("officer").get(f"{BOARD}xuat/{DAYS}")

    rows = spreadsheets.read(data=answer.content)
    words = "\n".join(str(cell) for row in rows for cell in row)

    assert "Phân loại địa bàn ngày 27/03/2026" in words
    assert "officer" in words
    line = next(row for row in rows if "Xã Bản Lầu" in row)
    assert line[1] == BAN_LAU
    assert {"1/10.000", "Còn 1 người nữa là đạt", "Trọng điểm loại III"} <= set(line)
    assert len(io.BytesIO(answer.content).getvalue()) > 1000


def test_the_page_of_a_commune_names_who_stands_in_the_way_with_the_way_to_the_file(lives, as_):
    somebody = lives("Vàng A Gió", "AWAITING_EXECUTION")

    words = as_("commune_police").get(HERE + DAYS).content.decode()

    assert "Vàng A Gió" in words
    assert f"/ho-so/{somebody.pk}/" in words
    assert "2/3 tiêu chí" in words
    assert "Chờ thi hành quyết định cai nghiện bắt buộc" in words


def test_the_hole_and_what_other_readings_say_stand_on_the_page(lives, as_):
    for number in range(30):
        lives(f"Vàng A {number}", "MANAGED")

    words = as_("officer").get(HERE + DAYS).content.decode()

    assert "Văn bản không nói trường hợp này (Điều 4)" in words
    assert "Xếp loại III" in words
    assert "30" in words
    assert "0,30 %" in words


def test_a_commune_without_residents_and_a_day_before_the_decision_say_so(lives, as_):
    lives("Tẩn Láo Tả", "MANAGED", commune=NEXT_COMMUNE)
    officer = as_("officer")

    assert "Chưa có số nhân khẩu đang cư trú" in officer.get(THERE + DAYS).content.decode()
    assert "Ngày này chưa có quy định" in officer.get(f"{HERE}?ngay=23/08/2025").content.decode()


@pytest.mark.parametrize("days", ["?ngay=01/01/0001", "?ngay=31/12/9999&biet-den=01/01/0001", "?ngay=abc"])
def test_days_nobody_can_mean_are_today(communes, as_, days):
    assert as_("officer").get(HERE + days).status_code == 200
    assert as_("officer").get(BOARD + days).status_code == 200


def test_a_supposition_is_worked_out_saved_opened_again_and_dropped(lives, as_):
    somebody = lives("Vàng A Gió", "ADDICT")
    police = as_("commune_police")
    given = {f"lam-p{somebody.pk}": "SUBSTITUTION", f"ngay-p{somebody.pk}": "01/12/2099", "den": "31/12/2099"}

    far = police.get(f"{HERE}neu/", given).content.decode()
    near = police.get(f"{HERE}neu/", {f"lam-p{somebody.pk}": "SUBSTITUTION"}, headers={"HX-Request": "true"})
    police.post(f"{HERE}neu/luu/", {f"lam-p{somebody.pk}": "SUBSTITUTION", "name": "Trước hè"})

    assert "Chưa đạt 3/3" in far  # nobody plans that far
    assert "Đạt 3/3 từ" in near.content.decode()
    assert "<html" not in near.content.decode()
    saved = Scenario.objects.get()
    [(scenario, address)] = police.get(f"{HERE}neu/").context["scenarios"]
    assert scenario == saved
    assert "Đạt 3/3 từ" in police.get(f"{HERE}neu/?{address}").content.decode()
    assert police.post(f"{HERE}neu/{saved.pk}/bo/").status_code == 302
    assert not Scenario.objects.exists()


def test_nothing_is_supposed_of_people_of_another_commune(lives, as_):
    other = lives("Tẩn Láo Tả", "MANAGED", commune=NEXT_COMMUNE)
    police = as_("commune_police")

    police.post(f"{HERE}neu/luu/", {f"lam-p{other.pk}": "SUBSTITUTION", "name": "x"})

    assert not Scenario.objects.exists()


def test_a_road_is_set_a_step_added_done_and_a_late_one_told(communes, as_):
    police = as_("commune_police")
    assert "Xã chưa có lộ trình" in police.get(f"{HERE}lo-trinh/").content.decode()
    given = {"goal": "DRUG_FREE", "target_on": "14/12/2099", "basis": "Kế hoạch của tỉnh"}
    assert police.post(f"{HERE}lo-trinh/dat/", {**given, "target_on": "x"}).status_code == 422
    assert police.post(f"{HERE}lo-trinh/dat/", {**given, "target_on": "01/01/2020"}).status_code == 422
    assert police.post(f"{HERE}lo-trinh/dat/", given).status_code == 302

    assert police.post(f"{HERE}lo-trinh/them/", {"text": "Vận động", "due_on": "15/12/2099"}).status_code == 422
    police.post(f"{HERE}lo-trinh/them/", {"text": "Vận động", "due_on": "01/01/2026", "owner": "Công an xã"})
    step = RoadmapStep.objects.get()
    assert "1 bước quá hạn" in police.get(f"{HERE}lo-trinh/").content.decode()
    assert as_("next_commune").post(f"{HERE}lo-trinh/{step.pk}/xong/", {"done_on": "02/01/2026"}).status_code == 404
    police.post(f"{HERE}lo-trinh/{step.pk}/xong/", {"done_on": "02/01/2026", "note": "đủ"})

    step.refresh_from_db()
    assert (step.done_on, step.done_note) == (date(2026, 1, 2), "đủ")
    assert "Xong 1/1 bước" in police.get(f"{HERE}lo-trinh/").content.decode()
    assert "1/1" in as_("leader").get("/phan-loai/lo-trinh/").content.decode()


def test_a_reading_is_chosen_with_its_letter_and_every_class_follows(lives, as_):
    for number in range(30):
        lives(f"Vàng A {number}", "MANAGED")
    coordinator = as_("coordinator")
    given = {"value": "TYPE_III", "valid_from": "01/01/2026", "source": "Công văn 12/CAT-PC04"}

    assert coordinator.post("/phan-loai/cach-hieu/HOLE/", {**given, "source": ""}).status_code == 422
    assert coordinator.post("/phan-loai/cach-hieu/HOLE/", given).status_code == 302

    assert "Công văn 12/CAT-PC04" in coordinator.get("/phan-loai/cach-hieu/").content.decode()
    [row] = coordinator.get(f"{BOARD}{DAYS}&q=ban lau").context["page"].object_list
    assert row.now.key == "TYPE_III"
    [before] = coordinator.get(f"{BOARD}?ngay=31/12/2025&q=ban lau").context["page"].object_list
    assert before.now.key == "REVIEWER"


def call(client, path, body=None):
    options = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    return getattr(client, "get" if body is None else "post")(f"/api/v1/classification/{path}", **options)


def test_the_api_refuses_whom_the_pages_refuse(communes, as_):
    assert call(as_("stranger"), "communes").status_code == 403
    assert call(as_("next_commune"), f"communes/{BAN_LAU}").status_code == 404
    assert call(as_("officer"), "communes/99999").status_code == 404
    assert call(as_("officer"), f"communes/{BAN_LAU}?on=0001-01-01").status_code == 422


def test_the_api_gives_exact_numerators_and_denominators(lives, as_):
    lives("Vàng A Gió", "MANAGED")

    found = call(as_("officer"), f"communes/{BAN_LAU}?on=2026-03-27").json()

    rate = found["criteria"][0]["measures"][0]
    assert (rate["numerator"], rate["denominator"], rate["level"]) == ("1", 10_000, "III")
    assert (found["key"], found["free_met"], found["status"]) == ("TYPE_III", 2, "REMAINING")
    assert found["readings"]["HOLE"] == "REVIEWER"
    listed = call(as_("officer"), "communes?on=2026-03-27").json()
    assert (listed["count"], listed["meets"], listed["remaining"]) == (2, 1, 1)
    assert "Vàng A Gió" not in json.dumps(listed, ensure_ascii=False)


def test_the_api_supposes_only_people_the_reader_sees_here(lives, as_):
    mine, other = lives("Vàng A Gió", "ADDICT"), lives("Tẩn Láo Tả", "ADDICT", commune=NEXT_COMMUNE)
    police = as_("commune_police")

    def change(who):
        return {"until": "2099-01-01", "changes": [{"kind": "SUBSTITUTION", "day": "2027-01-01", "person_id": who.pk}]}

    assert call(police, f"communes/{BAN_LAU}/suppose", change(mine)).json()["met_from"] == "2027-01-01"
    assert call(police, f"communes/{BAN_LAU}/suppose", change(other)).status_code == 404
    past = {"until": "2020-01-01", "changes": []}
    assert call(police, f"communes/{BAN_LAU}/suppose", past).status_code == 422


def test_the_command_says_every_commune_on_its_line_and_an_unknown_one_is_said(lives):
    lives("Vàng A Gió", "MANAGED")
    run = CliRunner().invoke

    said = run(classify, ["--province", "15", "--on", "27/03/2026"])
    one = json.loads(run(classify, ["--commune", BAN_LAU, "--on", "2026-03-27", "--json"]).output)

    assert said.exit_code == 0
    assert "2 xã: 0 đã công nhận, 1 đạt 3/3 chờ xét, 1 còn lại." in said.output
    assert one["communes"][0]["criteria"]["A"] == "III"
    assert run(classify, ["--commune", "99999"]).exit_code == UNKNOWN_PLACE
    assert run(classify, ["--on", "hôm qua"]).exit_code == 2
