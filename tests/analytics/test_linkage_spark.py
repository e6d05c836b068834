"""The same pairs on Spark, where the extra ``spark`` is installed."""

import pytest

from binhyen.config.seeds.linkage.noise import labelled
from binhyen_analytics.linkage.link import link
from binhyen_analytics.linkage.tables import table_of


def test_spark_finds_the_same_pairs_with_the_same_weights():
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    table = table_of(labelled(1_000, seed=23).records)

    here, there = link([table]), link([table], engine="spark")

    assert [(pair.left, pair.right, pair.degrees) for pair in there.pairs] == [
        (pair.left, pair.right, pair.degrees) for pair in here.pairs
    ]
    assert there.clusters == here.clusters
    assert [pair.weight for pair in there.pairs] == pytest.approx([pair.weight for pair in here.pairs], abs=1e-9)
