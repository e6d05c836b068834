"""What can never be: impossible days, wrong authorities, amounts, and lives of points."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.operations.offences.rules import checks, entries, points
from binhyen.operations.offences.rules.periods import first_day, period_of, year_of
from binhyen.operations.offences.rules.problems import OffenceRefused
from binhyen.operations.offences.values import (
    Approver,
    Axis,
    Nature,
    OffenceDetails,
    PartyDetails,
    PlantDetails,
    PointStatus,
    PointStep,
    Residence,
    RouteDetails,
    RouteKind,
    SeizureDetails,
    Table,
    Unit,
    WantedDetails,
    WantedEnd,
)

from .conftest import TODAY

S, E, X, D = PointStatus.SUSPECTED, PointStatus.ESTABLISHED, PointStatus.ELIMINATED, PointStatus.DISPROVED
DAY = date(2026, 3, 2)
OFFENCE = OffenceDetails(occurred_on=DAY, commune_code="02788", articles=("249",))
PLANTS = PlantDetails(commune_code="02788", found_on=DAY, plants=10, destroyed_on=DAY)
ROUTE = RouteDetails(
    name="A", kind=RouteKind.LOCAL, axis=Axis.ROAD, approver=Approver.PROVINCE_COMMITTEE, decision="12/QĐ-UBND",
    valid_from=DAY, communes=("02788",),
)  # fmt: skip


def fields(problems):
    return {one.field for one in problems}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"occurred_on": TODAY + timedelta(days=1)}, "occurred_on"),
        ({"occurred_on": date(1999, 12, 31)}, "occurred_on"),
        ({"articles": ()}, "articles"),
        ({"nature": Nature.ADMINISTRATIVE}, "articles"),
        ({"articles": ("256a",), "occurred_on": date(2025, 6, 30)}, "articles"),
        ({"articles": ("300",)}, "articles"),
        ({"kinds": ("MOON",)}, "kinds"),
        ({"agency": "X"}, "agency"),
        ({"reference": "do cơ sở báo"}, "reference"),
        ({"hamlet": "nhà ông A, 0912 345 678"}, "hamlet"),
    ],
)
def test_an_offence_that_can_never_be_is_refused_at_its_field(change, field):
    assert field in fields(checks.offence(replace(OFFENCE, **change), today=TODAY))


@pytest.mark.parametrize("reference", ["12/QĐ-CQĐT", "723/2026/HSVA", "KN-0214", ""])
def test_a_number_of_a_file_is_a_reference(reference):
    assert checks.offence(replace(OFFENCE, reference=reference), today=TODAY) == []


def test_an_offence_that_can_be_is_let_in():
    assert checks.offence(OFFENCE, today=TODAY) == []


def test_article_256a_holds_from_its_day():
    assert checks.offence(replace(OFFENCE, articles=("256a",), occurred_on=date(2025, 7, 1)), today=TODAY) == []


@pytest.mark.parametrize(
    ("party", "right"),
    [
        (PartyDetails(residence=Residence.HERE, residence_commune="02788"), True),
        (PartyDetails(residence=Residence.HERE, residence_commune="02683"), False),
        (PartyDetails(residence=Residence.HERE), False),
        (PartyDetails(residence=Residence.ELSEWHERE), True),
        (PartyDetails(residence=Residence.ELSEWHERE, residence_commune="02788"), False),
        (PartyDetails(residence=Residence.UNKNOWN, residence_commune="02683"), False),
        (PartyDetails(), True),
    ],
)
def test_residence_agrees_with_the_place_of_the_offence(party, right):
    assert (checks.party(party, commune="02788") == []) is right


@pytest.mark.parametrize(
    ("amount", "unit", "right"),
    [
        ("0", Unit.GRAM, False),
        ("-1", Unit.GRAM, False),
        ("0.0001", Unit.GRAM, True),
        ("0.00001", Unit.GRAM, False),
        ("2.5", Unit.TABLET, False),
        ("3.0", Unit.TABLET, True),
        ("1E+20", Unit.GRAM, False),
    ],
)
def test_an_amount_is_more_than_nothing_and_exact(amount, unit, right):
    given_amount = SeizureDetails(substance="28-2026-IA-14", amount=Decimal(amount), unit=unit)

    assert (checks.seizure(given_amount) == []) is right


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"destroyed_on": DAY - timedelta(days=1)}, "destroyed_on"),
        ({"destroyed_on": TODAY + timedelta(days=1)}, "destroyed_on"),
        ({"plants": None}, "plants"),
        ({"plants": 0}, "plants"),
        ({"area_m2": Decimal(-1)}, "area_m2"),
    ],
)
def test_plants_are_found_before_they_are_destroyed_and_are_some(change, field):
    assert fields(checks.plants(replace(PLANTS, **change), today=TODAY)) == {field}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"approver": Approver.PUBLIC_SECURITY_MINISTRY}, "approver"),
        ({"kind": RouteKind.INTER_PROVINCIAL}, "approver"),
        ({"decision": ""}, "decision"),
        ({"communes": ()}, "communes"),
        ({"valid_to": DAY - timedelta(days=1), "end_decision": "1/QĐ"}, "valid_to"),
        ({"valid_to": DAY}, "end_decision"),
        ({"end_decision": "1/QĐ"}, "valid_to"),
    ],
)
def test_a_route_is_approved_by_its_own_authority(change, field):
    assert fields(checks.route(replace(ROUTE, **change), today=TODAY)) == {field}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to_on": DAY - timedelta(days=1), "ended": WantedEnd.CAUGHT}, "to_on"),
        ({"to_on": DAY}, "ended"),
        ({"ended": WantedEnd.LEFT}, "to_on"),
    ],
)
def test_hiding_ends_after_it_began_and_somehow(change, field):
    stated = WantedDetails(commune_code="02788", from_on=DAY, **change)

    assert fields(checks.wanted(stated, today=TODAY)) == {field}


def life(*steps):
    return [PointStep(status=status, on=DAY + timedelta(days=day)) for status, day in steps]


@pytest.mark.parametrize(
    ("steps", "right"),
    [
        (life((S, 0)), True),
        (life((E, 0), (X, 0)), True),  # found and eliminated in one raid
        (life((S, 0), (D, 5)), True),
        (life((S, 0), (E, 2), (X, 9), (S, 20)), True),  # it came back
        (life((X, 0)), False),
        (life((S, 5), (X, 0)), False),  # eliminated before it was suspected
        (life((S, 0), (S, 5)), False),
        (life((E, 0), (S, 5)), False),
        (life((E, 0), (D, 5)), False),
        (life((S, 0), (X, 5), (D, 6)), False),
        (life((S, 0), (X, 5), (E, 5)), True),  # of one day: established, then eliminated
        ([], False),
    ],
)
def test_a_point_has_a_life(steps, right):
    assert (points.check(steps, today=TODAY) == []) is right


@pytest.mark.parametrize(
    ("steps", "start", "end", "stood"),
    [
        (life((S, 0)), 0, 9, True),
        (life((S, 0), (X, 5)), 5, 9, False),
        (life((S, 0), (X, 5)), 4, 9, True),
        (life((E, 3), (X, 3)), 3, 9, True),
        (life((E, 3), (X, 3)), 4, 9, False),
        (life((S, 0), (D, 5)), 0, 9, False),  # it never was one
        (life((S, 0), (D, 5)), 0, 4, True),  # as seen before that was known to have been so
    ],
)
def test_a_point_stood_in_a_period_or_not(steps, start, end, stood):
    days = {"start": DAY + timedelta(days=start), "end": DAY + timedelta(days=end)}

    assert points.stood_in(steps, **days) is stood


lives = st.lists(
    st.builds(PointStep, status=st.sampled_from(PointStatus), on=st.dates(date(2026, 1, 1), date(2026, 2, 20))),
    max_size=6,
)


@given(lives)
@settings(max_examples=100, deadline=None)
def test_what_may_be_stated_next_is_what_the_check_lets_in(steps):
    if points.check(steps, today=TODAY):
        return
    status = points.status_on(steps, TODAY)
    later = date(2026, 3, 1)

    allowed = {one for one in PointStatus if not points.check([*steps, PointStep(status=one, on=later)], today=TODAY)}

    assert allowed == set(points.offers(status))


@given(lives, st.dates(date(2026, 1, 1), date(2026, 2, 20)), st.dates(date(2026, 1, 1), date(2026, 2, 20)))
@settings(max_examples=100, deadline=None)
def test_a_longer_period_never_holds_less(steps, one, other):
    start, end = min(one, other), max(one, other)
    if points.check(steps, today=TODAY) or not points.stood_in(steps, start=start, end=end):
        return

    assert points.stood_in(steps, start=start - timedelta(days=30), end=end)


@given(st.dates(date(2021, 1, 1), date(2030, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_every_day_lies_in_the_period_of_its_year(day):
    period = period_of(year=year_of(day), on=day)

    assert period.start <= period.on == day < first_day(period.year + 1)


def test_the_period_turns_on_the_15th_of_december():
    assert (year_of(date(2025, 12, 14)), year_of(date(2025, 12, 15))) == (2025, 2026)
    assert period_of(year=2025, on=TODAY).on == date(2025, 12, 14)
    with pytest.raises(ValueError, match="begins"):
        period_of(year=2028, on=TODAY)


def test_a_row_says_everything_that_is_missing_at_once():
    with pytest.raises(OffenceRefused) as refusal:
        entries.row_of(Table.OFFENCES, {}, today=TODAY)

    assert fields(refusal.value.problems) == {"occurred_on", "commune"}


def test_a_row_of_an_offence_counts_persons():
    row = entries.row_of(
        Table.OFFENCES,
        {"occurred_on": DAY, "commune": "02788", "articles": "249; 251", "here": 2, "elsewhere": 1, "unknown": 1},
        today=TODAY,
    )

    assert row.details.articles == ("249", "251")
    assert [one.residence for one in row.parties] == [Residence.HERE] * 2 + [Residence.ELSEWHERE, Residence.UNKNOWN]


def test_a_negative_number_of_persons_is_refused():
    with pytest.raises(OffenceRefused) as refusal:
        entries.row_of(
            Table.OFFENCES, {"occurred_on": DAY, "commune": "02788", "articles": "249", "here": -1}, today=TODAY
        )

    assert fields(refusal.value.problems) == {"here"}


@pytest.mark.parametrize(
    ("text", "code"), [("heroin", "28-2026-IA-14"), ("Hêrôin", "28-2026-IA-14"), ("28-2026-III-44", "28-2026-III-44")]
)
def test_a_substance_is_known_by_its_everyday_name(text, code):
    assert entries.substance_code(text) == (code, "")


def test_a_name_of_several_substances_is_never_guessed():
    code, words = entries.substance_code("acetyl")

    assert code == ""
    assert "có thể là" in words
    assert entries.substance_code("đường kính")[0] == ""
