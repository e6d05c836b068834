"""Whole lists: the same weights as one pair, the floor of what is found, and lists that would never end."""

from dataclasses import replace
from itertools import combinations

import pyarrow.parquet
import pytest

from binhyen.config.seeds.linkage.noise import labelled
from binhyen_analytics.linkage import blocking
from binhyen_analytics.linkage.blocking import TooManyPairs
from binhyen_analytics.linkage.clusters import settle
from binhyen_analytics.linkage.link import Pair, link
from binhyen_analytics.linkage.score import score
from binhyen_analytics.linkage.tables import table_of


@pytest.fixture(scope="module")
def people():
    """5,000 records of the three levels of noise together, not those of the training."""
    return labelled(5_000, seed=21)


@pytest.fixture(scope="module")
def linked(people):
    return link([table_of(people.records)])


def ends(pairs):
    return {(pair.left, pair.right) for pair in pairs}


def test_nearly_everybody_is_found_and_nearly_nobody_is_wronged(people, linked):
    right = ends(linked.pairs) & people.truth

    assert len(right) / len(people.truth) >= 0.97
    assert len(right) / len(linked.pairs) >= 0.99


def test_batch_and_single_pair_weigh_alike(people, linked):
    """What the officer saw while typing is what the night's run finds."""
    by_id = {record.record_id: record for record in people.records}

    for pair in linked.pairs:
        single = score(by_id[pair.left], by_id[pair.right], frequencies=linked.frequencies)
        assert single.degrees == pair.degrees
        assert single.weight == pytest.approx(pair.weight, abs=1e-9)


def test_the_order_of_lists_and_rows_changes_nothing_and_parquet_is_read_like_a_table(people, linked, tmp_path):
    half, file = len(people.records) // 2, tmp_path / "danh sách 'A'.parquet"
    pyarrow.parquet.write_table(table_of(people.records[: half + 1]), file)
    turned = link([table_of(people.records[:half:-1]), file])

    assert turned.pairs == linked.pairs
    assert turned.clusters == linked.clusters


def test_between_lists_leaves_out_pairs_of_one_list(people):
    source = {record.record_id: record.source for record in people.records}
    between = link([table_of(people.records)], within_lists=False)

    assert between.pairs
    assert all(source[pair.left] != source[pair.right] for pair in between.pairs)


def test_a_person_is_in_one_cluster_at_most(linked):
    records = [record for cluster in linked.clusters for record in cluster]
    joined = {pair for cluster in linked.clusters for pair in combinations(cluster, 2)}

    assert len(records) == len(set(records))
    assert ends(linked.pairs) <= joined


def test_a_number_everybody_wrote_brings_no_two_together(people, monkeypatch):
    monkeypatch.setattr(blocking, "LARGEST_BLOCK", 50)
    careless = [replace(record, phone="0900000000") for record in people.records[:200]]
    linked = link([table_of(careless)])

    phone = next(size for size in linked.keys if size.key == "key_phone")
    assert (phone.largest, phone.left_out, phone.pairs) == (200, 1, 0)
    assert len(linked.pairs) < 100


def test_lists_that_give_too_many_pairs_are_refused_before_the_run(people, monkeypatch):
    monkeypatch.setattr(blocking, "MOST_PAIRS", 1)

    with pytest.raises(TooManyPairs, match="key_"):
        link([table_of(people.records)])


def test_nobody_is_linked_in_an_empty_list():
    linked = link([table_of([])])

    assert (linked.pairs, linked.clusters, linked.records) == ([], [], 0)


def pair(left, right, weight):
    return Pair(left, right, weight, {})


def test_the_better_fit_keeps_the_copy_and_the_other_is_contested():
    """Two namesakes of one list and a careless copy of one of them."""
    apart = {("one", "two"): -8.0}

    settled = settle([pair("copy", "one", 5.0), pair("copy", "two", 3.0)], lambda a, b: apart[tuple(sorted((a, b)))])

    assert ends(settled.kept) == {("copy", "one")}
    assert ends(settled.contested) == {("copy", "two")}
    assert settled.clusters == [("copy", "one")]


def test_copies_that_do_not_speak_against_each_other_are_one_person():
    settled = settle([pair("a", "b", 5.0), pair("b", "c", 4.0)], lambda a, b: 0.5)

    assert settled.clusters == [("a", "b", "c")]
    assert settled.contested == []
