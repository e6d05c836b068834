"""Classes on the map: a commune sees its own, every value opens, what is not known is not coloured."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.foundation.access.queries import scope
from binhyen.portal.maps import Ask, Asked, layers_for, sheet
from binhyen.portal.maps.classes import CLASS_LAYERS
from tests.cast import BAN_LAU, NEXT_COMMUNE

pytestmark = pytest.mark.django_db
AT, ON = datetime(2026, 4, 1, tzinfo=UTC), date(2026, 3, 27)
LAYERS = {layer.code: layer for layer in CLASS_LAYERS}


@pytest.fixture
def shapes(recognised, person):
    def draw(name: str, code: str, on: date = ON):
        asked = Asked(scope(user=person(name), on=on), "15", on, AT)
        return {shape.code: shape for shape in sheet(Ask(LAYERS[code], asked)).shapes}

    return draw


def test_a_commune_sees_its_own_class_and_nobody_else_s(shapes):
    for code in LAYERS:
        assert {area for area, shape in shapes("commune_police", code).items() if shape.value} <= {BAN_LAU}


@pytest.mark.parametrize(
    "name", ["administrator", "health_officer", "facility_officer", "stranger", "health_department"]
)
def test_who_may_not_read_classes_is_offered_none(recognised, person, name):
    mine = layers_for(scope(user=person(name), on=ON))

    assert not set(LAYERS) & {layer.code for layer in mine}


def test_the_status_stands_first_for_those_who_read_classes(recognised, person):
    assert layers_for(scope(user=person("leader"), on=ON))[0].code == "tinh-trang"


@pytest.mark.parametrize(
    ("layer", "here", "there"),
    [
        ("tinh-trang", ("done", "Đã công nhận"), ("done", "Đã công nhận")),
        ("giu-duoc", ("heavy-2", "Đã công nhận, số liệu không còn đạt"), ("near", "Đã công nhận, vẫn đạt")),
        ("trong-diem", ("heavy-0", "Trọng điểm loại III"), ("fine", "Không thuộc loại trọng điểm nào")),
        ("tieu-chi", ("good-3", "2/3 tiêu chí"), ("good-4", "3/3 tiêu chí")),
        ("nguoi-can", ("bad-1", "2 người"), ("bad-0", "0 người")),
        ("ty-le", ("bad-1", "0,2 trên 1.000 dân (2/10.000)"), ("bad-0", "0 trên 1.000 dân (0/10.000)")),
        ("bi-bat", ("bad-0", "0 người"), ("bad-0", "0 người")),
        ("diem", ("bad-0", "0 điểm"), ("bad-0", "0 điểm")),
        ("huong", ("same", "Không đổi"), ("same", "Không đổi")),
    ],
)
def test_each_layer_says_and_shades_what_the_board_holds(shapes, layer, here, there):
    found = shapes("coordinator", layer)

    assert (found[BAN_LAU].look, found[BAN_LAU].value.text) == here
    assert (found[NEXT_COMMUNE].look, found[NEXT_COMMUNE].value.text) == there


def test_without_residents_a_rate_is_unknown_not_nought(shapes):
    found = shapes("coordinator", "ty-le")

    assert (found["02680"].value, found["02680"].look) == (None, "unknown")


def test_before_the_decision_was_in_force_nothing_is_coloured(shapes):
    assert {shape.look for shape in shapes("coordinator", "tinh-trang", date(2025, 8, 1)).values()} == {"unknown"}


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_every_value_opens_what_is_behind_it(shapes, as_, layer):
    value = shapes("coordinator", layer)[BAN_LAU].value

    assert as_("coordinator").get(value.href).status_code == 200


def test_the_map_asks_as_often_for_a_province_as_for_a_commune(recognised, as_):
    counts = []
    for name in ("commune_police", "coordinator"):
        client = as_(name)
        client.get("/ban-do/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/ban-do/", {"lop": "tinh-trang", "ngay": "27/03/2026"}).status_code == 200
        counts.append(len(asked))

    assert max(counts) - min(counts) <= 2
    assert max(counts) <= 40
