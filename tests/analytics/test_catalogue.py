"""What the catalogue promises of itself: breakdowns are complete, lists balance, every list is there in both ways."""

import pyarrow as pa
import pytest

from binhyen_analytics.measures import CATALOGUE, Length, compute, last
from binhyen_analytics.measures.catalogue.flows import CAME, WENT
from binhyen_analytics.measures.catalogue.regime import CODES
from binhyen_analytics.measures.sources import AGE_BANDS
from binhyen_analytics.snapshot import Snapshot
from tests.analytics.world import load, snapshot, worlds

LISTS = ("users", "addicts", "post_rehab")
NAMED = ("lists", "flows", "known", "regime", "forms")


@pytest.fixture(scope="module", params=NAMED)
def figures(request):
    """{(area, month): {code: numerator}} of all indicators of a world."""
    world = load(next(path for path in worlds() if path.stem == request.param))
    held = dict(snapshot(world).held)
    empty = Snapshot.of(held, moment=world["moment"])  # with its optional columns, empty where the world has none
    periods = last(16, Length.MONTH, world["moment"].date())
    found = {}
    for row in compute(empty, areas=["VN", "00001"], periods=periods).to_pylist():
        found.setdefault((row["area"], row["period_end"]), {})[row["code"]] = row["numerator"]
    assert any(numbers["people.managed.reported"] for numbers in found.values())
    return found


def test_every_coming_and_going_has_one_reason(figures):
    for numbers in figures.values():
        for name in LISTS:
            assert numbers[f"{name}.came"] == sum(numbers[f"{name}.came.{why}"] for why in (*CAME, "other"))
            assert numbers[f"{name}.went"] == sum(numbers[f"{name}.went.{why}"] for why in (*WENT, "other"))


def test_opening_and_came_less_went_is_the_stock_in_both_ways_of_counting(figures):
    stocks = {
        **{(name, ""): f"{name}.legal" for name in LISTS},
        **{(name, ".reported"): f"{name}.reported" for name in LISTS},
        ("people", ""): "people.managed",
        ("people", ".reported"): "people.managed.reported",
    }
    for numbers in figures.values():
        for (name, way), stock in stocks.items():
            opening, came, went = (numbers[f"{name}.{part}{way}"] for part in ("opening", "came", "went"))
            assert opening + came - went == numbers[stock]


def test_breakdowns_add_up_to_the_list_with_those_of_whom_it_is_not_known(figures):
    bands = [f"age.{band.lower()}" for band, _low, _high in AGE_BANDS] + ["age.unknown"]
    parts = [bands, *([f"{name}.{value.lower()}" for value in (*values, "unknown")] for name, values in CODES.items())]
    for numbers in figures.values():
        for name in LISTS:
            for part in parts:
                assert sum(numbers[f"{name}.{one}"] for one in part) == numbers[f"{name}.reported"]


def test_the_lists_add_up_to_all_managed(figures):
    for numbers in figures.values():
        assert numbers["people.managed"] == sum(numbers[f"{name}.legal"] for name in LISTS)
        assert numbers["people.managed.reported"] == sum(numbers[f"{name}.reported"] for name in LISTS)


def test_each_target_of_the_programme_is_there_with_its_data_or_says_it_has_none():
    letters = {code.split(".")[1] for code in CATALOGUE if code.startswith("programme.")}

    assert letters == {"a", "b", "c", "d", "dd", "e", "g", "h", "i"}


def test_nothing_in_a_snapshot_is_figures_of_nobody_not_an_error():
    """A product on its first day: no person, no commune's population, no optional table."""
    communes = {"communes": pa.table({"commune_code": ["00001"], "province_code": ["15"], "name": ["Một"]})}
    world = load(worlds()[0])
    rows = compute(
        Snapshot.of(communes, moment=world["moment"]),
        areas=["00001", "VN"], periods=last(2, Length.MONTH, world["moment"].date()),
    ).to_pylist()  # fmt: skip

    assert {row["status"] for row in rows} == {"OK", "UNKNOWN", "NO_SOURCE"}
    assert {row["numerator"] for row in rows if row["code"] != "communes" and row["status"] != "NO_SOURCE"} == {0}
