"""The map: whose figures it shows, how it shades them, and what it says where it knows nothing."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from binhyen.foundation.access.queries import scope
from binhyen.kit.figures import Direction
from binhyen.operations.offences.actions.offences import record_offence
from binhyen.operations.offences.values import OffenceDetails
from binhyen.portal.maps import Ask, Asked, Marks, in_order, layer_of, layers_for, marks, sheet
from binhyen.portal.maps.values import Kind, Layer, Value
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories import imports, queries
from binhyen.registers.territories.models import Commune
from binhyen.registers.territories.values import AreaLevel, AreaShape
from tests.cast import BAN_LAU, NEXT_COMMUNE

pytestmark = pytest.mark.django_db
AT, ON = datetime(2026, 3, 1, tzinfo=UTC), date(2026, 3, 1)


@pytest.fixture
def province(db):
    territories.load_codes(tables=imports.read_codes(provinces=("15",)), by=None, at=AT)


@pytest.fixture
def drawn(province, person):
    def draw(name: str, layer: Layer | str, **how: bool):
        reader = scope(user=person(name), on=ON)
        shown = layer_of(layer, reader) if isinstance(layer, str) else layer
        return sheet(Ask(shown, Asked(reader, "15", ON, AT), **how))

    return draw


def _layer(values: Mapping[str, Value], **kept) -> Layer:
    return Layer("thu", "Thử", lambda asked: values, **kept)


def _looks(page) -> dict[str, str]:
    return {shape.code: shape.look for shape in page.shapes}


def _squares() -> list[AreaShape]:
    rows = queries.communes(on=ON, province_code="15")
    return [
        AreaShape(row.code, (((tuple((104 + at * 0.01 + dx, 22 + dy) for dx, dy in _CORNERS)),),))
        for at, row in enumerate(rows)
    ]


_CORNERS = ((0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01), (0.0, 0.0))


def test_a_commune_sees_its_own_figure_and_no_other(drawn):
    page = drawn("commune_police", "dang-quan-ly")

    assert {shape.code for shape in page.shapes if shape.value} == {BAN_LAU}
    assert page.legend[-1].look == "unknown"
    assert page.legend[-1].communes == 98


def test_who_may_not_count_people_is_not_offered_those_layers(drawn, person):
    assert [layer.code for layer in layers_for(scope(user=person("administrator"), on=ON))] == ["mat-do"]
    assert drawn("administrator", "dang-quan-ly").layer.code == "mat-do"


def test_the_province_sees_every_commune_once_as_a_tile_with_its_name(drawn):
    page = drawn("coordinator", "dang-quan-ly")

    assert page.tiled
    assert page.placed
    assert len(page.shapes) == len({(shape.x, shape.y) for shape in page.shapes}) == 99
    assert [word for _y, word in next(s for s in page.shapes if s.code == BAN_LAU).words] == ["Bản Lầu"]


def test_borders_are_drawn_where_the_province_brought_them_and_tiles_where_they_are_asked_for(drawn):
    territories.import_boundaries(shapes=_squares(), level=AreaLevel.COMMUNE, source="thử", on=ON, by=None, at=AT)

    page = drawn("coordinator", "mat-do")

    assert not page.tiled
    assert all(shape.path.startswith("M") for shape in page.shapes)
    assert drawn("coordinator", "mat-do", tiled=True).tiled


def test_communes_without_coordinates_stand_by_name_and_the_page_says_so(drawn, as_):
    Commune.objects.filter(pk=BAN_LAU).update(latitude=None)

    assert not drawn("coordinator", "mat-do").placed
    assert "ô xếp theo tên" in as_("coordinator").get("/ban-do/").content.decode()


def test_classes_keep_their_looks_and_the_legend_counts_them(drawn):
    kinds = (Kind("DONE", "Đã công nhận", "done"), Kind("LEFT", "Còn lại", "left"))
    values = {BAN_LAU: Value("Đã công nhận", kind="DONE"), NEXT_COMMUNE: Value("Còn lại", kind="LEFT")}

    page = drawn("coordinator", _layer(values, kinds=kinds))

    assert (_looks(page)[BAN_LAU], _looks(page)[NEXT_COMMUNE]) == ("done", "left")
    assert [(step.look, step.communes) for step in page.legend] == [("done", 1), ("left", 1), ("unknown", 97)]
    assert [shape.code for shape in in_order(page)[:2]] == [BAN_LAU, NEXT_COMMUNE]


@pytest.mark.parametrize(
    ("direction", "grown", "shrunk"),
    [(Direction.FEWER, "worse", "better"), (Direction.MORE, "better", "worse"), (Direction.NEITHER, "more", "fewer")],
)
def test_the_colour_of_a_change_knows_which_way_is_well(drawn, direction, grown, shrunk):
    values = {BAN_LAU: Value("tăng 2", 2), NEXT_COMMUNE: Value("giảm 1", -1)}

    looks = _looks(drawn("coordinator", _layer(values, change=True, direction=direction)))

    assert (looks[BAN_LAU], looks[NEXT_COMMUNE]) == (grown, shrunk)


def test_more_people_darken_the_warm_ramp_and_nought_is_palest(drawn):
    codes = [row.pk for row in queries.communes(on=ON, province_code="15")]
    values = {code: Value(str(at), at) for at, code in enumerate(codes)}

    page = drawn("coordinator", _layer(values, direction=Direction.FEWER))

    assert [step.look for step in page.legend] == ["bad-0", "bad-1", "bad-2", "bad-3", "bad-4"]
    assert page.legend[0].label == "0"
    assert page.legend[0].communes == 1
    assert in_order(page)[0].value.number == 98


def test_a_page_of_ninety_nine_outlines_writes_coordinates_as_svg_reads_them(province, as_):
    territories.import_boundaries(shapes=_squares(), level=AreaLevel.COMMUNE, source="thử", on=ON, by=None, at=AT)
    asked, packed = {"kieu": "ranh-gioi", "ngay": "01/03/2026"}, {"accept-encoding": "gzip"}
    answer = as_("coordinator").get("/ban-do/", asked, headers=packed)

    page = gzip.decompress(answer.content).decode()
    assert len(answer.content) * 4 < len(page)
    assert len(re.findall(r'<path d="M\d+ \d+l[-\d ]+z"/>', page)) == 99
    assert page.count("data-row=") == 99


def test_a_reader_of_no_province_is_told_what_is_missing(as_, db):
    page = as_("coordinator").get("/ban-do/").content.decode()

    assert "Chưa có xã, phường nào để vẽ" in page


def test_days_ahead_and_nonsense_are_taken_as_today(province, as_):
    for day in ("31/12/2090", "hôm qua", "2026-13-40"):
        assert as_("coordinator").get("/ban-do/", {"ngay": day, "lop": "x", "tinh": "99"}).status_code == 200


def test_rows_are_marked_for_who_may_read_them_and_many_near_each_other_are_one_number(province, person, as_):
    territories.import_boundaries(shapes=_squares(), level=AreaLevel.COMMUNE, source="thử", on=ON, by=None, at=AT)
    for number in range(3):
        record_offence(details=_placed(BAN_LAU), by=person("officer"), at=AT)
        record_offence(details=_placed(NEXT_COMMUNE, number * Decimal("0.02")), by=person("officer"), at=AT)
    record_offence(details=replace(_placed(BAN_LAU), latitude=None, longitude=None), by=person("officer"), at=AT)

    def drawn(name, **how):
        asked = Asked(scope(user=person(name), on=ON), "15", ON, AT)
        return marks(asked=asked, drawn=sheet(Ask(layer_of("mat-do", asked.scope), asked, **how)), choice="ca-hai")

    mine, whole = drawn("commune_police"), drawn("officer")
    assert [(one.count, one.look) for one in mine.marks] == [(3, "")]
    assert (mine.unplaced, set(mine.counts)) == (1, {BAN_LAU})
    assert mine.marks[0].href.startswith(f"/vi-pham/xa/{BAN_LAU}/?nam=2026&ngay=")
    assert sum(one.count or 1 for one in whole.marks) == 6
    assert [one.count for one in drawn("officer", tiled=True).marks] == [3, 4]  # with who has no place
    assert drawn("leader") == Marks()
    assert "f-diem" not in as_("leader").get("/ban-do/", {"diem": "ca-hai"}).content.decode()
    assert "4 vụ phạm tội" in as_("commune_police").get("/ban-do/", {"diem": "vu-viec", "ngay": "01/03/2026"}).text


def _placed(code: str, aside: Decimal = Decimal(0)) -> OffenceDetails:
    row = Commune.objects.get(pk=code)
    return OffenceDetails(
        occurred_on=ON, commune_code=code, articles=("249",), latitude=row.latitude, longitude=row.longitude + aside
    )
