"""Outlines and tiles: a border two areas share stays one line, neighbours stay neighbours."""

import csv
from math import hypot
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.kit.maps import Spot, Tile, clusters, outlines, starts, step_of, tiles
from binhyen.kit.paths import LAW

LEFT = [[[[104.0, 22.0], [104.1, 22.0], [104.1, 22.1], [104.0, 22.1], [104.0, 22.0]]]]
RIGHT = [[[[104.1, 22.0], [104.2, 22.0], [104.2, 22.1], [104.1, 22.1], [104.1, 22.0]]]]


def _lao_cai(folder: Path = LAW / "codes") -> dict[str, tuple[float, float]]:
    with (folder / "communes.csv").open(encoding="utf-8") as lines:
        mine = {row["code"] for row in csv.DictReader(lines) if row["province"] == "15"}
    with (folder / "commune_facts.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["code"] in mine]
    return {row["code"]: (float(row["lon"]), float(row["lat"])) for row in rows}


def test_two_areas_that_touch_share_the_same_steps():
    frame, drawn = outlines({"a": LEFT, "b": RIGHT})

    assert frame.width == 1000
    assert frame.height == pytest.approx(1000 * 0.1 / (0.2 * frame.narrowing), abs=1)
    assert drawn["a"].path.startswith(f"M0 {frame.height}l500 0 0-")
    assert drawn["b"].path.startswith(f"M500 {frame.height}l500 0 0-")


def test_a_mark_stands_inside_a_crooked_area():
    crescent = [[[[0, 0], [10, 0], [10, 10], [0, 10], [0, 9], [9, 9], [9, 1], [0, 1], [0, 0]]]]

    middle = outlines({"c": crescent})[1]["c"].middle

    assert 900 < middle[0] < 1000


def test_nothing_to_draw_is_said():
    with pytest.raises(ValueError, match="no outlines"):
        outlines({"a": []})


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=4), st.tuples(st.floats(102, 110), st.floats(8, 24)), max_size=60
    )
)
@settings(max_examples=60, deadline=None)
def test_every_area_has_a_tile_of_its_own_in_whatever_order_they_come(places):
    placed = tiles(places)

    assert set(placed) == set(places)
    assert len(set(placed.values())) == len(places)
    assert tiles(dict(reversed(places.items()))) == placed


def test_one_area_is_one_tile():
    assert tiles({"a": (104.0, 22.0)}) == {"a": Tile(0, 0)}


def test_of_the_four_nearest_communes_at_least_three_in_four_lie_beside():
    places = _lao_cai()
    placed = tiles(places)

    def apart(a: str, b: str) -> float:
        return hypot((places[a][0] - places[b][0]) * 0.93, places[a][1] - places[b][1])

    pairs = [(a, b) for a in places for b in sorted(places, key=lambda b: apart(a, b))[1:5]]
    beside = [max(abs(placed[a].row - placed[b].row), abs(placed[a].column - placed[b].column)) == 1 for a, b in pairs]

    assert len(places) == 99
    assert sum(beside) / len(beside) >= 0.75


@given(st.lists(st.one_of(st.integers(0, 10**6), st.floats(0, 1000, allow_nan=False)), min_size=1, max_size=80))
@settings(max_examples=100, deadline=None)
def test_every_value_stands_on_a_step_that_begins_at_or_below_it(values):
    begin = starts(values)

    assert list(begin) == sorted(set(begin))
    assert 1 <= len(begin) <= 5
    assert all(begin[step_of(value, begin)] <= value for value in values)


def test_nought_has_a_step_of_its_own_and_the_others_are_about_as_full():
    begin = starts([0, 0, 0, *range(1, 101)])

    assert begin[0] == 0
    assert begin[1] == 1
    assert [step_of(value, begin) for value in (0, 1, 26, 51, 76, 100)] == [0, 1, 2, 3, 4, 4]
    assert starts([]) == ()


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999), st.sampled_from("AB")), max_size=60))
def test_every_spot_is_in_one_mark_and_no_mark_holds_two_groups(places):
    spots = [Spot(x, y, group, at) for at, (x, y, group) in enumerate(places)]
    found = clusters(spots, cell=26)

    assert sorted(item for one in found for item in one.items) == list(range(len(places)))
    assert all({places[item][2] for item in one.items} == {one.group} for one in found)
    assert all(
        abs(places[item][0] - one.x) < 26 and abs(places[item][1] - one.y) < 26 for one in found for item in one.items
    )


def test_twenty_thousand_spots_are_fewer_marks_than_cells():
    spots = [Spot(at % 997, at % 991, at % 99, at) for at in range(20_000)]

    assert len(clusters(spots, cell=1000)) == 99
