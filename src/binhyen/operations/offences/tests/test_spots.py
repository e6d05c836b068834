"""Places on the map: read as people write them, near their commune, seen by who sees the rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from binhyen.foundation.access.queries import scope
from binhyen.operations.offences.actions.points import record_point
from binhyen.operations.offences.models import Offence, UsePoint
from binhyen.operations.offences.queries.spots import located
from binhyen.operations.offences.rules import spots
from binhyen.operations.offences.values import PointDetails, PointStatus, PointStep, Table
from binhyen.registers.territories.models import Commune
from tests.cast import BAN_LAU

from .conftest import AT, START, TODAY

OFFENCE = {"occurred_on": "02/03/2026", "commune": BAN_LAU, "articles": ["249"], "nature": "CRIME"}


@pytest.mark.parametrize(
    "text",
    ["22.48, 103.97", "103.97, 22.48", "(22.48,103.97)", "22,48; 103,97", "22.48 103.97", "22°28'48\"N 103°58'12\"E"],
)
def test_a_place_is_read_as_maps_and_people_write_it(text):
    assert spots.read(text) == (Decimal("22.4800"), Decimal("103.9700"))


@pytest.mark.parametrize(
    "text", ["", "Bản Lầu", "22.48", "22.48, 22.48", "48.85, 2.35", "-22.48, 103.97", "1234, 5678"]
)
def test_what_is_no_place_in_vietnam_is_refused_in_words(text):
    with pytest.raises(spots.SpotUnreadable, match=r"22\.48, 103\.97"):
        spots.read(text)


def test_a_place_lies_within_reach_of_its_commune_or_is_asked_again():
    reach = spots.reach_of(latitude=22.5, longitude=104.0, area_km2=100.0)

    assert spots.check((Decimal("22.6"), Decimal("104.05")), reach) == []
    assert [one.field for one in spots.check((Decimal("22.5"), Decimal("104.3")), reach)] == ["spot"]
    assert spots.check((Decimal("10"), Decimal("106")), None) == []


@pytest.fixture
def here(communes):
    commune = Commune.objects.get(pk=BAN_LAU)
    return f"{commune.latitude}, {commune.longitude}"


@pytest.mark.django_db
def test_the_form_takes_a_place_near_the_commune_and_refuses_one_far_away(as_, here):
    client = as_("commune_police")
    far = client.post("/vi-pham/vu-viec/them/", OFFENCE | {"spot": "21.03, 105.85"})
    client.post("/vi-pham/vu-viec/them/", OFFENCE | {"spot": here})

    assert "km. Hãy xem lại vị trí" in far.content.decode()
    made = Offence.objects.get()
    assert made.spot == here
    page = client.get(f"/vi-pham/vu-viec/{made.pk}/").content.decode()
    assert here in page
    assert 'class="ground"' in page
    assert f"/vi-pham/vu-viec/{made.pk}/" in client.get(f"/vi-pham/xa/{BAN_LAU}/?nam=2026").content.decode()
    counted = as_("commune_committee").get(f"/vi-pham/xa/{BAN_LAU}/?nam=2026").content.decode()
    assert 'class="ground"' not in counted


@pytest.mark.django_db
def test_the_ground_to_choose_on_is_that_of_a_commune_within_reach(as_, here):
    assert "data-picks" in as_("commune_police").get(f"/vi-pham/vi-tri/?commune={BAN_LAU}").content.decode()
    assert "data-picks" not in as_("next_commune").get(f"/vi-pham/vi-tri/?commune={BAN_LAU}").content.decode()
    assert as_("leader").get(f"/vi-pham/vi-tri/?commune={BAN_LAU}").status_code == 403


@pytest.mark.django_db
def test_points_that_stood_on_the_day_and_offences_of_the_period_are_located(person, offence, communes):
    steps = [PointStep(status=PointStatus.SUSPECTED, on=date(2026, 2, 1)),
             PointStep(status=PointStatus.ELIMINATED, on=date(2026, 4, 1))]  # fmt: skip
    record_point(details=PointDetails(commune_code=BAN_LAU), steps=steps, by=person("officer"), at=AT)
    offence()

    def kinds(who, on):
        reader = scope(user=person(who), on=TODAY)
        rows = located(tables=Table, scope=reader, start=START, on=on, known_at=AT)
        return sorted(one.kind for one in rows)

    assert kinds("officer", date(2026, 3, 31)) == ["CRIME", "SUSPECTED"]
    assert kinds("commune_police", TODAY) == ["CRIME"]
    assert kinds("next_commune", TODAY) == kinds("leader", TODAY) == []


@pytest.mark.django_db
def test_the_database_takes_no_half_place_and_none_abroad(person, communes):
    row = {"known_from": AT, "commune_code": BAN_LAU, "kind": "PLACE", "id": 10**9, "record_id": 10**9}
    for degrees in ({"latitude": Decimal("22.5")}, {"latitude": Decimal("48.8"), "longitude": Decimal("2.3")}):
        with pytest.raises(DatabaseError, match="point_in_vietnam"), transaction.atomic():
            UsePoint.objects.create(**row, **degrees)
