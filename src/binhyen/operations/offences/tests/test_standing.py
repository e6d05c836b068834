"""What stood in each commune: persons once each, points by day, plants, routes, as known at a moment."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.operations.offences.actions.finds import correct_wanted, record_plants, record_wanted
from binhyen.operations.offences.actions.offences import correct_offence, withdraw_offence
from binhyen.operations.offences.actions.points import add_step, record_point, withdraw_point
from binhyen.operations.offences.actions.routes import record_route
from binhyen.operations.offences.queries.standing import standing
from binhyen.operations.offences.values import (
    Approver,
    Axis,
    Measure,
    OffenceDetails,
    PartyDetails,
    PlantDetails,
    PointDetails,
    PointStatus,
    PointStep,
    Residence,
    RouteDetails,
    RouteKind,
    WantedDetails,
    WantedEnd,
)
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import AT, AWAY, HERE, START, TODAY, UNSURE

pytestmark = pytest.mark.django_db
S, E, X, D = PointStatus.SUSPECTED, PointStatus.ESTABLISHED, PointStatus.ELIMINATED, PointStatus.DISPROVED
LATER = AT + timedelta(days=1)


def of(commune: str = BAN_LAU, *, start: date = START, on: date = TODAY, known_at: datetime = LATER):
    return standing(communes=[commune], start=start, on=on, known_at=known_at)[commune]


def test_a_commune_that_is_asked_for_is_in_the_answer_and_holds_nothing():
    found = of()

    assert (found.arrested, found.points_established, found.plants_m2, found.routes) == (0, 0, Decimal(0), frozenset())


def test_persons_are_counted_where_they_were_arrested_whoever_they_are(offence):
    made = offence(HERE, AWAY, UNSURE)

    found = of()

    assert (found.arrested, found.arrested_residence_unknown, found.resident_offenders) == (3, 1, 1)
    assert len(found.behind(Measure.ARRESTED)) == 3
    assert set(found.behind(Measure.RESIDENT_OFFENDERS)) <= set(made.parties.values_list("pk", flat=True))
    assert of(NEXT_COMMUNE).arrested == 0
    assert of(NEXT_COMMUNE).residents_elsewhere == 1


def test_a_person_arrested_twice_is_one_person_when_linked(offence, somebody):
    linked = PartyDetails(residence=Residence.HERE, residence_commune=BAN_LAU, person_id=somebody.pk)
    offence(linked)
    offence(linked, on=date(2026, 5, 5))
    offence(HERE, on=date(2026, 5, 6))

    assert (of().arrested, of().resident_offenders) == (2, 2)
    assert len(of().behind(Measure.ARRESTED)) == 3


def test_who_is_not_arrested_offends_all_the_same(offence):
    offence(PartyDetails(arrested=False, residence=Residence.HERE, residence_commune=BAN_LAU))

    assert (of().arrested, of().resident_offenders) == (0, 1)


def test_an_administrative_violation_is_no_crime(offence, somebody):
    linked = PartyDetails(residence=Residence.HERE, residence_commune=BAN_LAU, person_id=somebody.pk)
    offence(HERE, crime=False)
    assert (of().arrested, of().resident_offenders, of().resident_violators) == (0, 0, 1)

    offence(linked, crime=False)
    offence(linked)
    assert (of().resident_offenders, of().resident_violators) == (1, 1)  # who did both has committed a crime


@pytest.mark.parametrize(("on", "counted"), [(START, 1), (START - timedelta(days=1), 0), (TODAY, 1)])
def test_the_period_holds_its_first_and_its_last_day(offence, on, counted):
    offence(HERE, on=on)

    assert of().arrested == counted


def test_a_correction_moves_the_persons_and_the_past_stays_as_it_was_known(offence, person):
    made = offence(HERE)
    elsewhere = OffenceDetails(occurred_on=date(2026, 3, 9), commune_code=NEXT_COMMUNE, articles=("251",))
    correct_offence(record_id=made.pk, details=elsewhere, reason="nhầm xã", by=person("officer"), at=LATER)

    assert (of().arrested, of().residents_elsewhere, of(NEXT_COMMUNE).arrested) == (0, 1, 1)
    assert (of(known_at=AT).arrested, of(NEXT_COMMUNE, known_at=AT).arrested) == (1, 0)


def test_what_was_withdrawn_is_counted_no_longer(offence, person):
    made = offence(HERE, HERE)
    withdraw_offence(record_id=made.pk, reason="nhập hai lần", by=person("officer"), at=LATER)

    assert of().arrested == 0
    assert of(known_at=AT).arrested == 2


def test_nothing_is_known_before_it_was_stated(offence):
    offence(HERE)

    assert of(known_at=AT - timedelta(seconds=1)).arrested == 0


def point(person, *steps, commune=BAN_LAU):
    stated = [PointStep(status=status, on=on) for status, on in steps]
    return record_point(details=PointDetails(commune_code=commune), steps=stated, by=person("officer"), at=AT)


def test_points_stand_by_day(person):
    made = point(person, (S, date(2026, 2, 1)), (E, date(2026, 2, 10)))

    assert (of(on=date(2026, 1, 31)).points_suspected, of(on=date(2026, 2, 1)).points_suspected) == (0, 1)
    assert (of(on=date(2026, 2, 10)).points_suspected, of(on=date(2026, 2, 10)).points_established) == (0, 1)
    add_step(point_id=made.pk, step=PointStep(status=X, on=date(2026, 3, 1)), by=person("officer"), at=AT)
    assert of().points_established == 0
    assert (of().points_established_in_period, of().points_suspected_in_period) == (1, 0)
    assert of(start=date(2026, 3, 1)).points_established_in_period == 0
    assert of().behind(Measure.POINTS_ESTABLISHED_IN_PERIOD) == (made.pk,)


def test_found_and_eliminated_on_one_day_stood_on_that_day(person):
    point(person, (E, date(2026, 2, 1)), (X, date(2026, 2, 1)))

    assert (of().points_established, of().points_established_in_period) == (0, 1)


def test_what_was_disproved_or_withdrawn_never_stood(person):
    point(person, (S, date(2026, 2, 1)), (D, date(2026, 2, 9)))
    gone = point(person, (S, date(2026, 2, 1)))
    withdraw_point(record_id=gone.pk, reason="nhập hai lần", by=person("officer"), at=LATER)

    assert (of().points_suspected, of().points_suspected_in_period) == (0, 0)
    assert of(on=date(2026, 2, 5), known_at=AT).points_suspected == 2


def test_plants_count_when_found_and_destroyed_in_the_period(person):
    for found, destroyed in (
        (date(2026, 2, 1), date(2026, 2, 3)),
        (date(2025, 12, 1), date(2025, 12, 20)),
        (TODAY, None),
    ):
        details = PlantDetails(
            commune_code=BAN_LAU, found_on=found, destroyed_on=destroyed, plants=100, area_m2=Decimal("12.5")
        )
        record_plants(details=details, by=person("officer"), at=AT)

    assert (of().plants, of().plants_m2, of().plants_standing) == (200, Decimal("25.00"), 1)
    assert of(on=date(2026, 1, 1)).plants == 100


def test_somebody_hides_until_it_ended_and_never_where_it_was_a_mistake(person):
    details = WantedDetails(commune_code=BAN_LAU, from_on=date(2026, 2, 1))
    made = record_wanted(details=details, by=person("officer"), at=AT)
    assert of().wanted_hiding == 1

    for ended, counted in ((WantedEnd.CAUGHT, 1), (WantedEnd.NOT_HERE, 0)):
        over = WantedDetails(commune_code=BAN_LAU, from_on=date(2026, 2, 1), to_on=date(2026, 5, 1), ended=ended)
        correct_wanted(record_id=made.pk, details=over, reason="kết thúc", by=person("officer"), at=AT)
        assert of(on=date(2026, 5, 1)).wanted_hiding == counted
        assert of(on=date(2026, 5, 2)).wanted_hiding == 0


def test_a_route_lies_on_its_communes_while_it_is_on_the_list(person):
    details = RouteDetails(
        name="A", kind=RouteKind.LOCAL, axis=Axis.ROAD, approver=Approver.PROVINCE_COMMITTEE, decision="1/QĐ-UBND",
        valid_from=date(2026, 1, 5), valid_to=date(2026, 6, 30), end_decision="2/QĐ-UBND", communes=(BAN_LAU,),
    )  # fmt: skip
    made = record_route(details=details, by=person("officer"), at=AT)

    found = of(on=date(2026, 6, 30))
    assert (found.routes, found.route_rows) == (frozenset({RouteKind.LOCAL}), (made.pk,))
    assert of(on=date(2026, 7, 1)).routes == frozenset()
    assert of(NEXT_COMMUNE, on=date(2026, 6, 30)).routes == frozenset()


def test_all_communes_cost_as_many_queries_as_one(offence):
    offence(HERE)
    offence(AWAY, UNSURE)
    with CaptureQueriesContext(
        connection,
    ) as one:
        of()
    with CaptureQueriesContext(connection) as every:
        found = standing(communes=None, start=START, on=TODAY, known_at=LATER)

    assert len(one) == len(every) == 5
    assert found[BAN_LAU].arrested == 3


def test_a_period_that_ends_before_it_begins_is_an_error_of_the_program():
    with pytest.raises(ValueError, match="before it begins"):
        of(start=TODAY, on=START)
