"""Forms of papers as data: known fields, one version for each day, who signs under which law, what may be printed."""

from dataclasses import replace
from datetime import date

import pytest

from binhyen.kit.official_form import Block, BlockKind, TemplateRefused
from binhyen.operations.cases.forms.papers import field_name
from binhyen.operations.cases.rules import paper_forms as rules
from binhyen.operations.cases.rules.paper_fields import KNOWN, SEALED, WRITTEN
from binhyen.operations.cases.rules.paper_forms import NoTemplate, Standing, Template
from binhyen.operations.cases.rules.paper_specimen import CASE
from binhyen.operations.cases.rules.paper_values import PaperFact, PaperPerson, Signing, minor, values
from binhyen.operations.cases.values import FactKind as K

OLD_LAW, NEW_LAW = date(2026, 6, 30), date(2026, 7, 1)
FORMS = list(rules.forms().values())
BY_CODE = rules.forms()


def known(case=CASE, **signing):
    return values(case, Signing(**signing), today=date(2026, 11, 23))


def signs(code, on, *, deputy=False):
    template = rules.in_force(BY_CODE[code], [], on)
    return rules.signing(template, deputy=deputy, values=known()).split("\n")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_shipped_form_is_a_sound_template_with_a_source(form):
    for template in form.templates:
        rules.check_words(form, template.blocks)
        assert template.source
        assert template.confidence in {"confirmed", "secondary", "directive", "inferred", "unknown"}
        assert not template.issuer or template.issuer in rules.issuers()


@pytest.mark.parametrize("name", ["trạng thái", "dân tộc", "ngày xét nghiệm"])
def test_a_paper_everybody_may_read_says_nothing_of_the_case(name):
    blocks = (Block(BlockKind.LINE, f"{{{name}?}}"),)

    with pytest.raises(TemplateRefused, match=name):
        rules.check_words(BY_CODE["SUMMONS"], blocks)
    rules.check_words(BY_CODE["COMMITMENT_MINUTES"], blocks)


def test_the_eight_forms_of_the_old_decree_are_there():
    numbers = {form.number for form in FORMS} - {""}

    assert numbers == {"03", "04", "05", "06", "07", "08", "09", "10"}


@pytest.mark.parametrize("form", [form for form in FORMS if form.number], ids=lambda form: form.code)
def test_an_old_form_is_marked_from_the_day_of_the_new_law_on_and_not_before(form):
    before, after = rules.in_force(form, [], OLD_LAW), rules.in_force(form, [], NEW_LAW)

    assert rules.mark(form, before) == (f"Mẫu số {form.number}",)
    assert rules.mark(form, after) == (f"Mẫu số {form.number}", "(mẫu theo quy định cũ)")
    assert (before.confidence, after.confidence) == ("confirmed", "inferred")


def test_a_day_before_the_first_version_has_no_form_and_says_since_when_there_is_one():
    with pytest.raises(NoTemplate, match="01/07/2026"):
        rules.in_force(BY_CODE["FILE_READING_NOTICE"], [], OLD_LAW)


def test_the_chair_decides_management_under_the_old_law_and_the_head_of_police_under_the_new():
    assert signs("MANAGEMENT_DECISION", OLD_LAW) == ["Chủ tịch"]
    assert signs("MANAGEMENT_DECISION", NEW_LAW) == ["Trưởng Công an xã"]


def test_the_chair_decides_the_time_after_rehabilitation_under_both_laws():
    assert signs("POST_REHAB_DECISION", OLD_LAW) == signs("POST_REHAB_DECISION", NEW_LAW) == ["Chủ tịch"]


def test_a_deputy_signs_for_the_head():
    assert signs("MANAGEMENT_DECISION", NEW_LAW, deputy=True) == ["KT. Trưởng Công an xã", "Phó Trưởng Công an xã"]
    assert signs("MANAGEMENT_DECISION", OLD_LAW, deputy=True) == ["KT. Chủ tịch", "Phó Chủ tịch"]


def test_only_a_committee_as_a_whole_is_signed_for():
    tm = {code: issuer for code, issuer in rules.issuers().items() if issuer.signs[0].startswith("TM.")}

    assert set(tm) == {"COMMITTEE"}
    assert tm["COMMITTEE"].deputy == ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")


@pytest.mark.parametrize(
    ("kind", "symbol"), [("xã", "QĐ-CAX"), ("phường", "QĐ-CAP"), ("đặc khu", "QĐ-CAĐK"), ("", "QĐ")]
)
def test_the_symbol_follows_the_kind_of_commune(kind, symbol):
    template = rules.in_force(BY_CODE["MANAGEMENT_DECISION"], [], NEW_LAW)

    assert rules.symbol_of(template, kind) == symbol


def own(version, since, **other):
    blocks = (Block(BlockKind.LINE, f"bản {version}"),)
    return Template(form="SUMMONS", version=version, valid_from=since, blocks=blocks, made_here=True, **other)


def test_the_last_version_of_the_province_is_printed_from_its_day_on():
    form = BY_CODE["SUMMONS"]
    mine = [own(2, date(2026, 8, 1)), own(3, date(2026, 9, 1))]

    assert [rules.in_force(form, mine, date(2026, month, 15)).version for month in (7, 8, 9)] == [1, 2, 3]


def test_the_province_goes_back_to_the_words_that_came_with_the_system():
    mine = [own(2, date(2026, 8, 1)), own(3, date(2026, 9, 1), as_shipped=True)]

    assert rules.in_force(BY_CODE["SUMMONS"], mine, date(2026, 9, 2)).version == 1


def test_words_the_province_wrote_under_the_old_law_end_with_it():
    mine = [replace(own(3, date(2026, 5, 1)), form="MANAGEMENT_DECISION")]
    form = BY_CODE["MANAGEMENT_DECISION"]

    assert rules.in_force(form, mine, OLD_LAW).version == 3
    assert rules.in_force(form, mine, NEW_LAW).version == 2


def offered(state, *facts):
    standing = [Standing(at, kind, data) for at, (kind, data) in enumerate(facts, 1)]
    return {offer.form.code: offer for offer in rules.offers(state=state, facts=standing)}


def test_nothing_that_needs_a_ground_is_offered_without_one():
    possible = {code for code, offer in offered("NONE").items() if offer.possible}

    assert possible == {"PERSONAL_SUMMARY", "SELF_STATEMENT", "SUMMONS", "RIGHTS_CARD"}


def test_a_negative_test_gives_a_slip_but_no_notice():
    found = offered("NONE", (K.TEST, {"result": "NEGATIVE"}))

    assert (found["TEST_RESULT"].possible, found["NOTICE_OF_USE"].possible) == (True, False)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("POSITIVE", "MANAGEMENT_DECISION"), ("AWAITING_POST_REHAB", "POST_REHAB_DECISION"),
        ("COMPULSORY_FILE", "FILE_READING_NOTICE"), ("ADDICT", "VOLUNTARY_ACCEPTANCE"),
    ],
)  # fmt: skip
def test_the_paper_the_law_waits_for_comes_first(state, code):
    offers = rules.offers(state=state, facts=[])

    assert code in {offer.form.code for offer in offers if offer.due}
    assert offers[0].due


def test_a_paper_is_about_the_last_fact_of_its_kind():
    found = offered("POSITIVE", (K.TEST, {"result": "POSITIVE"}), (K.TEST, {"result": "POSITIVE"}), (K.NOTE, {}))

    assert found["NOTICE_OF_USE"].fact_id == 2


def test_every_known_field_has_a_value_or_a_writer():
    assert KNOWN - set(known()) - set(WRITTEN) - set(SEALED) == {"chức danh người ký"}


def test_no_two_fields_share_the_name_of_their_box():
    assert len({field_name(name) for name in KNOWN}) == len(KNOWN)


def test_sealed_words_are_never_among_the_values():
    assert set(known()).isdisjoint(SEALED)


def test_management_that_is_decided_now_runs_from_the_day_of_the_paper():
    case = replace(CASE, state="POSITIVE", facts=CASE.facts[:1])

    assert known(case, day=date(2026, 8, 3))["quản lý từ ngày"] == "03/08/2026"
    assert known(case)["quản lý từ ngày"] == ""


def test_management_that_ended_keeps_its_lawful_last_day():
    assert known(replace(CASE, state="ENDED", ends_on=None))["quản lý đến ngày"] == "03/08/2027"


@pytest.mark.parametrize(("born", "young"), [(date(2009, 1, 1), True), (date(1990, 1, 1), False), (None, False)])
def test_a_person_under_eighteen_is_a_minor_on_the_day_of_the_paper(born, young):
    case = replace(CASE, person=PaperPerson(full_name="Vàng A G", birth_on=born))

    assert minor(case, date(2026, 11, 23)) == young


@pytest.mark.parametrize(("earlier", "months"), [((), "24 tháng"), ((K.VOLUNTARY_STARTED,), "36 tháng")])
def test_the_second_rehabilitation_is_longer(earlier, months):
    facts = tuple(PaperFact(id=9, kind=kind, on=date(2026, 8, 1)) for kind in (*earlier, K.VOLUNTARY_REGISTERED))

    assert known(replace(CASE, facts=facts))["thời hạn cai nghiện"] == months


@pytest.mark.parametrize(("completed", "ends", "length"), [
    (K.COMPULSORY_COMPLETED, date(2028, 9, 1), "02 năm"), (K.VOLUNTARY_COMPLETED, date(2027, 9, 1), "01 năm"),
])  # fmt: skip
def test_the_time_after_rehabilitation_runs_from_completion(completed, ends, length):
    done = PaperFact(id=9, kind=completed, on=date(2026, 9, 1))
    case = replace(CASE, state="AWAITING_POST_REHAB", ends_on=ends, facts=(done,))

    found = known(case, day=date(2026, 9, 20))
    assert found["thời hạn quản lý sau cai"] == length
    assert found["ngày hoàn thành cai nghiện"] == "01/09/2026"


def test_the_ground_of_a_stop_is_ticked_and_no_other():
    stop = PaperFact(id=9, kind=K.MANAGEMENT_STOPPED, on=date(2026, 9, 1), data={"ground": "PRISON"})
    found = known(replace(CASE, facts=(*CASE.facts, stop)))

    assert [name for name in found if name.startswith("ô dừng") and found[name] == "☒"] == ["ô dừng: án phạt tù"]


def test_nothing_is_ticked_that_nobody_said():
    found = known(replace(CASE, person=PaperPerson(full_name="Vàng A G"), facts=()))

    assert {found[name] for name in found if name.startswith("ô ")} == {"□"}


def test_who_decided_is_named_with_the_commune():
    assert known()["người ra quyết định quản lý"] == "Trưởng Công an xã Ví Dụ"
