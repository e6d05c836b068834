"""Decision 28/2025 by its truth tables: every threshold at, just below and just above; every trap; the hole."""

from datetime import date
from decimal import Decimal

import pytest

from binhyen.monitoring.classification.rules.classify import NO_RESIDENTS, NOT_IN_FORCE, classify
from binhyen.monitoring.classification.rules.law import defaults, law_of, readings
from binhyen.monitoring.classification.rules.people import group, groups
from binhyen.monitoring.classification.rules.province import classify_province, whole
from binhyen.monitoring.classification.rules.readings import alternatives, settled
from binhyen.monitoring.classification.values import Classification, KeyClass, Level, PersonKey
from binhyen.operations.cases.values import State

from .areas import AWAITING, INSIDE, MANAGED, ON, SUBSTITUTION, area, of_row, table

COMMUNES, PROVINCES = table("decision_28_communes.csv"), table("decision_28_provinces.csv")
SIGNS = {None: "?", Level.NONE: ".", Level.III: "3", Level.II: "2", Level.I: "1"}


def test_the_tables_have_a_line_for_every_threshold():
    assert len(COMMUNES) > 60
    assert len(PROVINCES) > 25


@pytest.mark.parametrize("row", COMMUNES, ids=lambda row: row["case"])
def test_a_commune_is_of_the_class_the_table_says(row):
    found = classify(of_row(row))

    assert (found.key.value, "".join(SIGNS[one.level] for one in found.criteria), found.free_met) == (
        row["key"], row["levels"], int(row["free"]),
    )  # fmt: skip


@pytest.mark.parametrize("row", PROVINCES, ids=lambda row: row["case"])
def test_a_province_is_of_the_class_the_table_says(row):
    communes = [of_key(KeyClass.TYPE_II if number < int(row["key"]) else KeyClass.NONE, number)
                for number in range(int(row["communes"]))]  # fmt: skip

    found = classify_province(of_row(row), communes)

    signs = {None: "?", Level.NONE: ".", Level.I: "x"}
    assert (found.key.value, "".join(signs[one.level] for one in found.criteria)) == (row["class"], row["levels"])


def of_key(key, number=0, possible=()):
    return Classification(
        area=f"{number:05}", on=ON, law="DEC28", key=key, possible=possible, criteria=(), counts={}, free=()
    )


def test_a_commune_that_may_be_of_type_i_leaves_the_share_of_a_province_open():
    communes = [of_key(KeyClass.UNKNOWN, 0, (KeyClass.TYPE_I, KeyClass.TYPE_III)), *(of_key(KeyClass.NONE),) * 10]

    found = classify_province(area(points_established=5, arrested=5, routes=frozenset({"INTER_PROVINCIAL"})), communes)

    assert found.key == KeyClass.UNKNOWN
    assert set(found.possible) == {KeyClass.NONE, KeyClass.KEY_PROVINCE}


def test_a_province_is_the_sum_of_its_communes_and_drug_free_by_the_same_article():
    one, two = area(people={MANAGED: 1}, arrested=2, plants_m2=Decimal("1.5")), area(people={SUBSTITUTION: 3})
    found = whole("15", ON, [one, two])

    assert (found.residents, found.arrested, found.plants_m2) == (20_000, 2, Decimal("1.5"))
    assert found.people == {MANAGED: 1, SUBSTITUTION: 3}
    assert not classify_province(found, []).drug_free
    assert classify_province(whole("15", ON, [two]), []).drug_free


def test_residents_of_a_province_are_missing_where_one_commune_s_are():
    assert whole("15", ON, [area(), area(residents=None)]).residents is None


def test_before_the_decision_there_is_no_class_at_all():
    found = classify(area(on=date(2025, 8, 23), people={MANAGED: 500}))

    assert (found.law, found.key, found.missing) == ("", KeyClass.UNKNOWN, (NOT_IN_FORCE,))
    assert classify(area(on=date(2025, 8, 24))).law == "DEC28"


def test_what_is_missing_is_said_with_what_the_class_may_be():
    found = classify(area(residents=None, people={MANAGED: 3}, points_established=2, plants=3000))

    assert found.key == KeyClass.UNKNOWN
    assert found.possible == (KeyClass.TYPE_I, KeyClass.TYPE_II, KeyClass.TYPE_III)
    assert found.missing == (NO_RESIDENTS,)


def test_two_classes_at_one_moment_are_both_said():
    found = classify(area(people={SUBSTITUTION: 5}))

    assert found.drug_free
    assert found.key == KeyClass.TYPE_III
    assert found.both
    assert found.headline == "DRUG_FREE"


@pytest.mark.parametrize(
    ("key", "defeats"),
    [
        (PersonKey("SUBSTITUTION", addict=True), False),
        (PersonKey("VOLUNTARY_HOME", addict=True, measure="HOME"), False),
        (PersonKey("POST_REHAB"), False),
        (PersonKey("MANAGED"), True),
        (PersonKey("ADDICT", addict=True), True),
        (PersonKey("AWAITING_EXECUTION", addict=True), True),
        (PersonKey("COMPULSORY_FILE", addict=True), True),
        (PersonKey("COMPULSORY_FILE", addict=True, measure="HELD"), False),
        (PersonKey("COMPULSORY", addict=True), False),
        (PersonKey("COMPULSORY", addict=True, measure="ESCAPED"), True),
        (PersonKey("VOLUNTARY_PRIVATE", addict=True), False),
        (PersonKey("VOLUNTARY_PRIVATE", addict=True, measure="PHASES_DONE"), True),
        (PersonKey("PRISON", addict=True), False),
        (PersonKey("ENDED"), False),
        (PersonKey("POSITIVE"), True),
    ],
)
def test_the_list_of_exceptions_is_closed(key, defeats):
    assert (classify(area(people={key: 1})).free[0].count == 1) is defeats


@pytest.mark.parametrize(
    ("key", "counts"),
    [(MANAGED, 1), (SUBSTITUTION, 1), (AWAITING, 1), (INSIDE, 0), (PersonKey("POST_REHAB"), 0), (PersonKey("ENDED"), 0),
     (PersonKey("PRISON", addict=True), 0), (PersonKey("DEAD"), 0)],
)  # fmt: skip
def test_the_rate_counts_people_with_a_file_and_nobody_after_rehabilitation(key, counts):
    assert classify(area(people={key: 1})).criteria[0].measures[0].numerator == counts


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("addict", [False, True])
@pytest.mark.parametrize("measure", ["", "HELD", "ESCAPED", "PHASES_DONE"])
def test_every_state_of_the_law_of_cases_has_an_answer_or_a_reading(state, addict, measure):
    found = group(PersonKey(state.value, addict, measure))

    assert {found.rate, found.breaks} <= {"yes", "no", *readings()}


def test_every_reading_is_used_by_somebody_and_every_group_names_a_reading_or_an_answer():
    used = {answer for one in groups() for answer in (one.rate, one.breaks)}
    by_areas = {"POINTS_SUSPECTED", "POINTS_PERIOD", "VIOLATIONS", "RESIDENCE_UNKNOWN", "HOLE", "RESIDENTS"}

    assert used - {"yes", "no"} | by_areas == set(readings())


FLIPS = {
    "RATE_INSIDE": {"people": {INSIDE: 10}},
    "RATE_AWAITING": {"people": {AWAITING: 10}},
    "RATE_DETAINED": {"people": {PersonKey("CUSTODY", addict=True): 10}},
    "FACILITY_RESIDENT": {"people": {INSIDE: 1}},
    "OUTSIDE_BREAKS": {"people": {PersonKey("COMPULSORY", addict=True, measure="ESCAPED"): 1}},
    "AWAITING_BREAKS": {"people": {AWAITING: 1}},
    "DETAINED_RESIDENT": {"people": {PersonKey("MANAGED_SUSPENDED"): 1}},
    "POSITIVE_BREAKS": {"people": {PersonKey("POSITIVE"): 1}},
    "POINTS_SUSPECTED": {"points_suspected": 1},
    "POINTS_PERIOD": {"points_established_period": 1},
    "VIOLATIONS": {"resident_violators": 1},
    "RESIDENCE_UNKNOWN": {"unknown_offenders": 1},
    "HOLE": {"people": {MANAGED: 30}},
    "RESIDENTS": {"residents": None, "other_population": 10_000, "people": {MANAGED: 30}},
}


@pytest.mark.parametrize("code", list(readings()))
def test_each_open_passage_changes_an_area_and_both_readings_are_shown(code):
    facts, chosen = area(**FLIPS[code]), defaults()
    found = {one.reading: one for one in alternatives(facts, chosen)}

    assert set(found) == set(readings())
    assert found[code].changes
    other = classify(facts, {**chosen, code: found[code].value})
    assert (other.key, other.free_met) == (found[code].key, found[code].free_met)


def test_a_choice_the_law_no_longer_knows_is_left_aside():
    assert settled({"HOLE": "TYPE_III", "GONE": "YES", "RESIDENTS": "GUESSED"}) == {**defaults(), "HOLE": "TYPE_III"}


@pytest.mark.parametrize(
    ("facts", "code", "fewer", "below", "more"),
    [
        (area(people={MANAGED: 30}), "A", 21, Level.III, 20),
        (area(people={MANAGED: 50}), "A", 1, Level.II, None),
        (area(people={MANAGED: 9}), "A", 9, Level.NONE, 1),
        (area(), "A", None, None, 1),
        (area(residents=6214, people={MANAGED: 32}), "A", 1, Level.II, None),
        (area(points_established=3), "B", 2, Level.II, None),
        (area(points_established=1), "B", 1, Level.NONE, 1),
        (area(arrested=5), "C", 1, Level.III, 5),
        (area(plants=3000), "D", 1, Level.II, None),
    ],
)
def test_the_distance_to_the_next_level_is_counted_in_whole_persons_and_points(facts, code, fewer, below, more):
    measure = next(one for one in classify(facts).criteria if one.code == code).measures[0]

    assert (measure.fewer, measure.below, measure.more) == (fewer, below, more)


def test_a_number_names_the_criteria_and_articles_that_ask_for_it():
    asked = {number: [one.article for one in law_of(number, on=date(2026, 3, 1))] for number in ("people", "points")}

    assert asked["people"] == ["Đ. 4, điểm a"]
    assert [one.split(",")[0] for one in asked["points"]] == ["Đ. 6", "Đ. 4"]
    assert law_of("people", on=date(2025, 1, 1)) == ()
