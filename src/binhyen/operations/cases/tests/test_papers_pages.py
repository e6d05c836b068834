"""Papers on the page: who may not print, what is printed, what is kept of it, and how the province edits templates."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import docx
import pytest
from django.test import Client
from django.urls import reverse

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.models import Fact
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.operations.cases.actions import papers as acts
from binhyen.operations.cases.actions.facts import record_fact
from binhyen.operations.cases.models import CaseHelper, CasePaper, PaperTemplate
from binhyen.operations.cases.queries import papers as queries
from binhyen.operations.cases.queries.papers import Asked, NotPrintable
from binhyen.operations.cases.rules.paper_forms import forms
from binhyen.operations.cases.rules.paper_values import Signing
from binhyen.operations.cases.values import FactDetails, FactKind
from binhyen.registers.people.actions.registering import register
from binhyen.registers.people.models import Person
from binhyen.registers.people.values import AddressDetails, Birth, PersonDetails
from binhyen.registers.territories.models import Commune, Province
from tests.cast import BAN_LAU, NEXT_COMMUNE, PROVINCE

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 8, 2, 2, 0, tzinfo=UTC)
NOW = datetime(2026, 8, 3, 1, 0, tzinfo=UTC)
TODAY = date(2026, 8, 3)
NUMBER = "010190001234"
SINCE = date(2025, 7, 1)
DECISION = "management_decision"


@pytest.fixture(autouse=True)
def places() -> None:
    province = Province.objects.create(
        code=PROVINCE, name="Lào Cai", full_name="Tỉnh Lào Cai", kind="tỉnh", search_key="lao cai",
        sort_key=sort_key("Lào Cai"), valid_from=SINCE, source="-",
    )  # fmt: skip
    for code, name in ((BAN_LAU, "Bản Lầu"), (NEXT_COMMUNE, "Bát Xát")):
        Commune.objects.create(
            code=code, province=province, name=name, full_name=f"Xã {name}", kind="xã", search_key=name.lower(),
            sort_key=sort_key(name), valid_from=SINCE, source="-",
        )  # fmt: skip


@pytest.fixture
def positive(places: None, person: Callable[[str], User]) -> Person:
    """Somebody of Bản Lầu with a positive result, received by the police an hour ago."""
    details = PersonDetails(
        full_name="Vàng A Gió",
        commune_code=BAN_LAU,
        sex="M",
        birth=Birth(year=1990),
        numbers=(("CCCD", NUMBER),),
        addresses=(AddressDetails(kind="PERMANENT", place_code=BAN_LAU),),
        sensitive=(("ETHNICITY", "Mông"),),
    )
    police = person("commune_police")
    somebody = register(details=details, by=police, at=THEN)
    test = {"result": "POSITIVE", "ground": "CAUGHT", "substance": "AMPHETAMINE"}
    for kind, data in ((FactKind.TEST, test), (FactKind.POSITIVE_RECEIVED, {})):
        record_fact(
            person_id=somebody.pk,
            details=FactDetails(kind=kind, effective_at=THEN, day_only=False, data=data, authority="TESTER"),
            by=police,
            at=THEN,
        )
    return somebody


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


def address(name: str, *arguments: object) -> str:
    return reverse(f"cases:{name}", args=arguments)


def send(client: Client, person: Person, code: str = DECISION, **given: str):
    return client.post(address("paper", person.pk, code), {"act": "print", **given})


@pytest.mark.parametrize("who", ["health_department", "administrator", "stranger"])
def test_who_reads_no_cases_reaches_no_papers(as_, positive, who):
    assert as_(who).get(address("papers", positive.pk)).status_code == 403
    assert send(as_(who), positive).status_code == 403


def test_the_next_commune_finds_nobody(as_, positive):
    client = as_("next_commune")

    assert client.get(address("papers", positive.pk)).status_code == 404
    assert send(client, positive).status_code == 404
    assert CasePaper.objects.count() == 0


@pytest.mark.parametrize("who", ["leader", "auditor"])
def test_who_only_looks_on_prints_nothing(as_, positive, who):
    page = as_(who).get(address("papers", positive.pk))

    assert (page.status_code, "không in giấy mới" in page.content.decode()) == (200, True)
    assert send(as_(who), positive).status_code == 403


def test_the_committee_prints_no_paper_of_the_police(as_, positive):
    answer = send(as_("commune_committee"), positive)

    assert answer.status_code == 302
    assert CasePaper.objects.count() == 0


def test_an_auditor_does_not_find_what_was_printed_of_a_compartment_that_stays_closed(as_, positive, person):
    send(as_("commune_police"), positive)
    paper = CasePaper.objects.get()

    assert as_("auditor").post(address("paper-again", paper.pk)).status_code == 404
    assert not list(queries.papers_of(scope=scope(person("auditor")), person_id=positive.pk))


def scope(user: User):
    return scope_of(user=user, on=TODAY)


def test_a_paper_without_its_ground_is_refused_with_the_reason(as_, positive):
    answer = as_("commune_police").post(address("paper", positive.pk, "stop_decision"), {"act": "print"}, follow=True)

    assert "Không có quyết định quản lý nào để dừng." in answer.content.decode()
    assert CasePaper.objects.count() == 0


def test_the_page_offers_the_paper_the_law_waits_for_first(as_, positive):
    page = as_("commune_police").get(address("papers", positive.pk)).content.decode()

    assert page.index("Đến bước này cần giấy") < page.index(forms()["MANAGEMENT_DECISION"].title)
    assert "Chưa hoàn thành cai nghiện" in page


def test_a_paper_shows_its_gaps_and_hides_the_number_until_it_is_printed(as_, positive):
    page = as_("commune_police").get(address("paper", positive.pk, DECISION)).content.decode()

    assert "Còn thiếu" in page
    assert "tóm tắt sự việc" in page
    assert "mẫu theo quy định cũ" in page
    assert NUMBER not in page
    assert NUMBER[-4:] in page


def test_a_preview_while_writing_is_only_the_sheet(as_, positive):
    sent = {"act": "look", "w_tom_tat_su_viec": "Sử dụng tại nhà", "day": "03/08/2026"}
    answer = as_("commune_police").post(address("paper", positive.pk, DECISION), sent, headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert "<html" not in page
    assert "Sử dụng tại nhà" in page
    assert CasePaper.objects.count() == 0


def test_a_printed_paper_has_head_person_number_and_the_post_that_signs(as_, positive):
    sent = {"day": "03/08/2026", "number": "7", "signer": "Lù A Sáng", "w_tom_tat_su_viec": "Sử dụng tại nhà"}
    answer = send(as_("commune_police"), positive, **sent)

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="quyet-dinh-quan-ly')
    text = words(answer.content)
    for said in (
        "CÔNG AN TỈNH LÀO CAI", "CÔNG AN XÃ BẢN LẦU", "Số: 07/QĐ-CAX", "Bản Lầu, ngày 03 tháng 8 năm 2026",
        "Vàng A Gió", NUMBER, "Mông", "Sử dụng tại nhà", "kể từ ngày 03/08/2026", "TRƯỞNG CÔNG AN XÃ", "Lù A Sáng",
        "(mẫu theo quy định cũ)",
    ):  # fmt: skip
        assert said in text
    assert "TM." not in text


def test_a_paper_that_was_printed_is_kept_and_a_fact_without_the_number_beside_its_sealed_row(as_, positive):
    send(as_("commune_police"), positive, number="7", day="03/08/2026")

    paper = CasePaper.objects.get()
    assert (paper.form, paper.version, paper.number, paper.compartment) == ("MANAGEMENT_DECISION", 2, "7", "MANAGEMENT")
    assert NUMBER not in str(paper.data)
    fact = Fact.objects.get(kind="cases.PaperPrinted")
    assert (fact.subject_id, fact.data["paper_id"], fact.data["version"]) == (str(positive.pk), paper.pk, 2)
    assert "Vàng" not in str(fact.data)


def test_the_same_paper_sent_twice_is_one_paper(as_, positive):
    client = as_("commune_police")
    first, second = (send(client, positive, number="7") for _ in range(2))

    assert words(first.content) == words(second.content)
    assert CasePaper.objects.count() == 1
    assert Fact.objects.filter(kind="cases.PaperTaken").count() == 1


def test_a_paper_taken_again_says_what_it_said_though_the_case_has_moved_on(as_, positive):
    client = as_("commune_police")
    first = send(client, positive)
    Person.objects.filter(pk=positive.pk).update(full_name="Vàng A Khác")

    again = client.post(address("paper-again", CasePaper.objects.get().pk))

    assert words(again.content) == words(first.content)
    assert "Vàng A Gió" in words(again.content)


def test_a_sealed_number_is_never_taken_from_the_form(as_, positive):
    text = words(send(as_("commune_police"), positive, w_so_giay_to="999999999999").content)

    assert "999999999999" not in text
    assert NUMBER in text


def test_words_with_braces_stay_words(as_, positive):
    text = words(send(as_("commune_police"), positive, w_tom_tat_su_viec="{số giấy tờ} {họ và tên}").content)

    assert "(số giấy tờ) (họ và tên)" in text


def test_before_the_new_law_the_chair_decides(as_, positive):
    text = words(send(as_("commune_police"), positive, day="30/06/2026").content)

    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BẢN LẦU" in text
    assert "(mẫu theo quy định cũ)" not in text
    assert CasePaper.objects.get().version == 1


def test_looking_at_a_paper_is_a_reading_of_the_person(as_, positive):
    as_("commune_police").get(address("paper", positive.pk, DECISION))

    assert Fact.objects.filter(kind="journal.RecordRead", subject_id=str(positive.pk)).exists()


def test_those_who_help_stand_in_the_decision(as_, positive):
    CaseHelper.objects.create(person=positive, name="Lù Thị D.", role="Hội Phụ nữ", since=TODAY, direct=True)

    assert "Lù Thị D." in words(send(as_("commune_police"), positive).content)


def test_printing_for_many_makes_one_file_and_a_paper_for_each(as_, positive, person):
    other = register(
        details=PersonDetails(full_name="Lý Thị Mây", commune_code=BAN_LAU), by=person("commune_police"), at=THEN
    )
    away = register(
        details=PersonDetails(full_name="Tẩn A Xa", commune_code=NEXT_COMMUNE), by=person("next_commune"), at=THEN
    )
    sent = {
        "people": f"{positive.pk},{other.pk},{away.pk}",
        "code": "SUMMONS",
        "w_viec_moi": "trao đổi về việc học nghề",
    }
    client = as_("commune_police")
    page = client.get(address("papers-many"), sent).content.decode()
    answer = client.post(address("papers-many"), {**sent, "act": "print"})

    assert "Tẩn A Xa" not in page
    text = words(answer.content)
    assert text.count("GIẤY MỜI") == text.count("trao đổi về việc học nghề") == 2
    assert {paper.person_id for paper in CasePaper.objects.all()} == {positive.pk, other.pk}


def test_who_cannot_get_the_paper_stands_apart_with_the_reason(as_, positive, person):
    other = register(
        details=PersonDetails(full_name="Lý Thị Mây", commune_code=BAN_LAU), by=person("commune_police"), at=THEN
    )
    sent = {"people": f"{positive.pk},{other.pk}", "code": "MANAGEMENT_DECISION"}
    page = as_("commune_police").get(address("papers-many"), sent).content.decode()

    assert page.index("Vàng A Gió") < page.index("1 người chưa in được") < page.index("Lý Thị Mây")


def test_rows_ticked_in_the_list_come_along(as_, positive):
    page = as_("commune_police").post(address("papers-many"), {"ids": [str(positive.pk)], "kind": "VISIT"})

    assert f'name="people" value="{positive.pk}"' in page.content.decode()


def leaves(person, somebody, to=NEXT_COMMUNE):
    details = FactDetails(
        kind=FactKind.MOVED_OUT, effective_at=NOW, day_only=False, data={"to": to}, document_number="8/TB-CAX"
    )
    record_fact(person_id=somebody.pk, details=details, by=person("commune_police"), at=NOW)


def test_the_receiving_commune_takes_a_person_over_in_its_own_name(as_, positive, person):
    leaves(person, positive)
    refused = send(as_("commune_police"), positive, "transfer_acceptance")
    text = words(send(as_("next_commune"), positive, "transfer_acceptance").content)

    assert refused.status_code == 302
    for said in ("CÔNG AN XÃ BÁT XÁT", "Bên giao: Công an xã Bản Lầu", "Bên nhận: Công an xã Bát Xát", "8/TB-CAX"):
        assert said in text


def test_the_notice_of_a_move_goes_to_where_the_person_goes(as_, positive, person):
    leaves(person, positive)

    assert "Kính gửi: Công an xã Bát Xát" in words(send(as_("commune_police"), positive, "transfer_notice").content)
    assert send(as_("next_commune"), positive, "transfer_notice").status_code == 302


def test_a_minor_signs_with_a_guardian(as_, person):
    details = PersonDetails(full_name="Lý A Nhỏ", commune_code=BAN_LAU, birth=Birth(year=2010, month=5, day=1))
    child = register(details=details, by=person("commune_police"), at=THEN)
    opening = {"state": "ADDICT", "since": "2026-07-20"}
    record_fact(
        person_id=child.pk,
        details=FactDetails(kind=FactKind.OPENING, effective_at=THEN, data=opening),
        by=person("commune_police"),
        at=THEN,
    )

    assert "CHA, MẸ, NGƯỜI GIÁM HỘ" in words(send(as_("commune_police"), child, "voluntary_acceptance").content)


def test_nobody_chosen_says_what_to_do(as_):
    assert "Chưa chọn người nào" in as_("commune_police").get(address("papers-many")).content.decode()


def test_a_fact_that_cannot_be_written_leaves_no_paper(positive, person, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(acts, "record", broken)
    user = person("commune_police")
    with pytest.raises(RuntimeError):
        acts.print_one(
            scope=scope(user), person_id=positive.pk, code="MANAGEMENT_DECISION", asked=Asked(), by=user, at=NOW,
            today=TODAY,
        )  # fmt: skip

    assert CasePaper.objects.count() == 0


def test_a_day_without_a_form_is_refused_in_words(positive, person):
    with pytest.raises(NotPrintable, match="Chưa có mẫu"):
        queries.draft(
            scope=scope(person("commune_police")), person_id=positive.pk, code="SUMMONS",
            asked=Asked(signing=Signing(day=date(2026, 1, 5))), today=TODAY,
        )  # fmt: skip


def blocks(*texts: str, **head: str) -> dict[str, object]:
    return {
        "issuer": "POLICE", "symbol": "GM", "valid_from": "01/08/2026", "source": "Công văn 12/CAT-PC04", "seen": "1",
        "kind": ["PARAGRAPH"] * len(texts), "text": list(texts), "only": [""] * len(texts), "act": "save", **head,
    }  # fmt: skip


EDIT = ("template-edit", "summons")


@pytest.mark.parametrize("who", ["officer", "commune_police", "leader", "auditor", "stranger"])
def test_only_the_coordinator_of_the_province_edits_templates(as_, who):
    assert as_(who).post(address(*EDIT), blocks("Mời {họ và tên}")).status_code == 403
    assert as_(who).post(address("template-restore", "summons"), {"seen": "1"}).status_code == 403
    assert PaperTemplate.objects.count() == 0


def test_the_action_itself_refuses_who_keeps_no_templates(person):
    with pytest.raises(acts.NotKeeper):
        acts.restore_template(
            scope=scope(person("officer")), code="SUMMONS", valid_from=TODAY, seen=1, by=person("officer"), at=NOW
        )


def test_a_new_version_is_printed_from_and_the_old_papers_stay(as_, positive):
    police = as_("commune_police")
    first = send(police, positive, "summons")
    answer = as_("coordinator").post(address(*EDIT), blocks("Kính mời {họ và tên} đến gặp."))
    second = send(police, positive, "summons")

    assert answer.status_code == 302
    assert "Kính mời Vàng A Gió đến gặp." in words(second.content)
    assert [paper.version for paper in CasePaper.objects.order_by("id")] == [1, 2]
    again = police.post(address("paper-again", CasePaper.objects.order_by("id")[0].pk))
    assert words(again.content) == words(first.content)
    assert Fact.objects.get(kind="cases.TemplateSaved").reason == "Công văn 12/CAT-PC04"


@pytest.mark.parametrize("still", [True, False])
def test_the_province_says_whether_its_words_are_still_an_old_form(as_, positive, still):
    sent = blocks("Quyết định mới", symbol="QĐ", seen="2", **({"old": "on"} if still else {}))
    as_("coordinator").post(address("template-edit", DECISION), sent)

    text = words(send(as_("commune_police"), positive).content)
    assert "Quyết định mới" in text
    assert ("(mẫu theo quy định cũ)" in text) == still


@pytest.mark.parametrize(
    ("text", "said"), [("{họ tên}", "Có phải"), ("", "chưa có chữ nào"), ("{họ và tên", "ngoặc nhọn")]
)
def test_a_broken_template_is_not_saved_and_nothing_written_is_lost(as_, text, said):
    answer = as_("coordinator").post(address(*EDIT), blocks(text))

    assert (answer.status_code, PaperTemplate.objects.count()) == (422, 0)
    assert said in answer.content.decode()
    assert "Công văn 12/CAT-PC04" in answer.content.decode()


def test_two_editors_at_once_do_not_lose_each_other(as_):
    client = as_("coordinator")
    client.post(address(*EDIT), blocks("Bản của người thứ nhất"))
    answer = client.post(address(*EDIT), blocks("Bản của người thứ hai"))

    assert "Người khác vừa lưu" in answer.content.decode()
    assert PaperTemplate.objects.count() == 1


def test_going_back_to_the_words_of_the_system_is_a_version_too(as_, positive):
    client = as_("coordinator")
    client.post(address(*EDIT), blocks("Bản của tỉnh"))
    client.post(address("template-restore", "summons"), {"seen": "2"})

    assert [row.version for row in PaperTemplate.objects.order_by("version")] == [2, 3]
    assert "GIẤY MỜI" in words(send(as_("commune_police"), positive, "summons").content)


@pytest.mark.parametrize(
    ("act", "order"),
    [("up-1", "bac"), ("down-0", "bac"), ("remove-1", "ac"), ("add-0", "a bc"), ("up-0", "abc"), ("up-9", "abc")],
)
def test_blocks_are_moved_added_and_removed_without_scripts(as_, act, order):
    answer = as_("coordinator").post(address(*EDIT), blocks("a", "b", "c", act=act))

    assert [row["text"] or " " for row in answer.context["rows"]] == list(order)
    assert PaperTemplate.objects.count() == 0


def test_the_list_of_templates_says_source_and_confidence_of_each(as_):
    page = as_("commune_police").get(address("templates")).content.decode()

    assert page.count("<tr>") == len(forms()) + 1
    assert "mẫu theo quy định cũ" in page


def test_a_page_of_many_gathers_in_a_fixed_number_of_queries(positive, person, django_assert_max_num_queries):
    user = person("commune_police")
    details = [PersonDetails(full_name=f"Lý A {n}", commune_code=BAN_LAU) for n in range(20)]
    ids = [register(details=one, by=user, at=THEN, doubles=True).pk for one in details]
    with django_assert_max_num_queries(14):
        made, _ = queries.drafts(scope=scope(user), ids=ids, code="SUMMONS", asked=Asked(), today=TODAY)

    assert len(made) == 20
