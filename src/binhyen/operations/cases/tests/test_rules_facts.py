"""The kinds of facts as data: complete, dated, sourced; what is written down must fit."""

from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from binhyen.operations.cases.rules.facts import authority_label, catalog, check_data, kinds_of, spec, specs
from binhyen.operations.cases.rules.parameters import FOLDER, Unit, load
from binhyen.operations.cases.values import Compartment, FactKind, Flag, ListCode, State

_TYPES = {"choice", "date", "text", "int", "bool", "body", "commune", "hours"}
_CONFIDENCE = {"confirmed", "secondary", "directive", "inferred", "unknown"}


@pytest.mark.parametrize("kind", FactKind)
def test_every_kind_has_words_recorders_law_and_plain_fields(kind: FactKind) -> None:
    found = spec(kind)
    assert found.label
    assert found.group in catalog().groups
    assert found.recorders
    assert found.versions == tuple(sorted(found.versions, key=lambda version: version.valid_from))
    for version in found.versions:
        assert version.confidence in _CONFIDENCE
        assert version.source or kind is FactKind.NOTE
        assert set(version.by) <= set(catalog().authorities)
    for field in found.fields:
        assert field.type in _TYPES
        assert bool(field.choices) == (field.type == "choice")
        assert found.field(field.name) is field


@pytest.mark.parametrize("kind", FactKind)
def test_versions_of_one_kind_follow_each_other_without_gap_or_overlap(kind: FactKind) -> None:
    versions = spec(kind).versions
    for before, after in zip(versions, versions[1:], strict=False):
        assert before.valid_to is not None
        assert (after.valid_from - before.valid_to).days == 1
    assert versions[-1].valid_to is None


def test_no_field_holds_positions_or_scores() -> None:
    names = {field.name for found in specs() for field in found.fields}
    assert not {"position", "positions", "gps", "latitude", "longitude", "score", "risk"} & names


@pytest.mark.parametrize(
    ("kind", "data", "code", "field"),
    [
        ("TEST", {"ground": "CAUGHT"}, "REQUIRED", "result"),
        ("TEST", {"result": "", "ground": "CAUGHT"}, "REQUIRED", "result"),
        ("TEST", {"result": "MAYBE", "ground": "CAUGHT"}, "BAD_VALUE", "result"),
        ("TEST", {"result": "NEGATIVE", "ground": "CAUGHT", "mood": "x"}, "UNKNOWN_FIELD", "mood"),
        ("TEST", {"result": "NEGATIVE", "ground": "CAUGHT", "used_on": "31/02/2026"}, "BAD_VALUE", "used_on"),
        ("TEST", {"result": "NEGATIVE", "ground": "CAUGHT", "used_on": 20260701}, "BAD_VALUE", "used_on"),
        (
            "TEST",
            {"result": "NEGATIVE", "ground": "CAUGHT", "guardian_consent": "yes"},
            "BAD_VALUE",
            "guardian_consent",
        ),
        ("PHASE", {"phase": 6}, "BAD_VALUE", "phase"),
        ("PHASE", {"phase": 0}, "BAD_VALUE", "phase"),
        ("PHASE", {"phase": True}, "BAD_VALUE", "phase"),
        ("PHASE", {"phase": "2"}, "BAD_VALUE", "phase"),
        ("NOTE", {"text": 5}, "BAD_VALUE", "text"),
        ("MOVED_OUT", {"to": "2683"}, "BAD_VALUE", "to"),
        ("MOVED_OUT", {"to": 2683}, "BAD_VALUE", "to"),
    ],
)
def test_what_does_not_fit_is_told_with_its_field(kind: str, data: dict[str, object], code: str, field: str) -> None:
    found = check_data(FactKind(kind), data)
    assert (found[0].code, found[0].field) == (code, field)
    assert found[0].message.endswith(".")


def test_what_fits_is_let_through() -> None:
    assert not check_data(FactKind.TEST, {"result": "POSITIVE", "ground": "CAUGHT", "used_on": date(2026, 7, 1)})
    assert not check_data(FactKind.MOVED_OUT, {"to": "02683", "province": None})


def test_words_for_people_come_from_the_data() -> None:
    assert spec(FactKind.TEST).label_of("result", "POSITIVE") == "Dương tính"
    assert spec(FactKind.TEST).label_of("unknown", "X") == "X"
    assert authority_label("HEAD_COMMUNE_POLICE") == "Trưởng Công an cấp xã"
    assert authority_label("NOBODY") == "NOBODY"


def test_forms_of_the_old_decree_are_marked_under_the_new_law() -> None:
    decision = spec(FactKind.MANAGEMENT_DECIDED)
    assert decision.old_form(date(2026, 7, 1))
    assert not decision.old_form(date(2026, 6, 30))
    assert not spec(FactKind.DIED).old_form(date(2026, 7, 1))


def test_health_and_support_stand_apart() -> None:
    assert kinds_of(Compartment.HEALTH) == {FactKind.PREGNANT, FactKind.PREGNANCY_ENDED}
    assert kinds_of(Compartment.SUPPORT) == {FactKind.HELP_GIVEN}
    assert "HEALTH_OFFICER" not in spec(FactKind.COURT_DECIDED).recorders


def test_acts_of_before_2022_are_let_in_new_ones_are_not() -> None:
    assert spec(FactKind.TEST).known_to_law(date(2015, 1, 1))
    assert not spec(FactKind.MONITORING_ORDERED).known_to_law(date(2026, 6, 30))


# parameters


def test_the_law_of_a_day() -> None:
    law = load()
    assert law.law(date(2010, 1, 1)).code == law.law(date(2026, 6, 30)).code == "73/2021"
    assert law.law(date(2026, 7, 1)).code == "120/2025"
    assert law.change_day == date(2026, 7, 1)
    assert {rule.code for rule in law.transitions} == {
        "REHAB_UNDER_WAY",
        "FILE_BEFORE_DECISION_AFTER",
        "COMMITTEE_DECISIONS",
    }


def test_every_term_and_standing_names_its_source() -> None:
    law = load()
    for versions in law.terms.values():
        for term in versions:
            assert term.source
            assert term.confidence in _CONFIDENCE
            assert isinstance(term.unit, Unit)
            assert term.confidence != "unknown" or term.settable
    for state in State:
        assert law.label(state)
        assert law.standing(state, False).in_rate in {"yes", "no", "unknown"}
    assert set(law.list_labels) == {ListCode.L1, ListCode.L2, ListCode.L3, ListCode.HISTORY}
    assert set(law.flag_labels) == set(Flag)


def test_a_length_nobody_knows_is_not_invented() -> None:
    law = load().with_overrides({"terms.UNFINISHED_REHAB_COUNTS": None})
    assert law.value("UNFINISHED_REHAB_COUNTS", date(2026, 7, 1)) is None
    with pytest.raises(ValueError, match="UNFINISHED"):
        law.number("UNFINISHED_REHAB_COUNTS", date(2026, 7, 1))
    assert law.term("REHAB_FIRST", date(2020, 1, 1)).value == 24


def test_what_a_province_settled_is_read_and_what_the_law_fixes_is_refused(tmp_path: Path) -> None:
    for name in ("clocks", "terms", "lists", "transition", "windows"):
        copy(FOLDER / f"{name}.toml", tmp_path)
    settled = tmp_path / "province.toml"
    settled.write_text('[[set]]\nkey = "clocks.REGISTER_MEASURE"\nvalue = 5\nsource = "x"\n', encoding="utf-8")
    assert load(tmp_path).overrides == {"clocks.REGISTER_MEASURE": 5}
    load.cache_clear()
    settled.write_text('[[set]]\nkey = "terms.USER_MANAGEMENT"\nvalue = 2\nsource = "x"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="USER_MANAGEMENT"):
        load(tmp_path)


def test_the_wordings_of_decision_28_stand_beside_each_state() -> None:
    law = load()
    assert law.standing(State.MANAGED, False).breaks_drug_free == "yes"
    assert law.standing(State.AWAITING_EXECUTION, True).breaks_drug_free == "yes"
    for state in (State.SUBSTITUTION, State.VOLUNTARY_HOME, State.POST_REHAB):
        assert law.standing(state, False).breaks_drug_free == "no"
