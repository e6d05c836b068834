"""Nobody finds a small figure in what is published, however the tables are added and subtracted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from binhyen_analytics.disclosure import TOTAL, NotProtectable, Table, protect, rounded

COMMUNES = {"A": "P", "B": "P", "C": "Q", "D": "Q"}
SEXES, BANDS = ("M", "F"), ("U18", "U30", "O30")
PARENTS = {"area": COMMUNES}
AREAS = (*COMMUNES, "P", "Q", TOTAL)


def tables_of(people):
    """The same people by area and sex, and by area and age."""
    by_sex, by_age = {}, {}
    for (area, sex, band), count in people.items():
        by_sex[area, sex] = by_sex.get((area, sex), 0) + count
        by_age[area, band] = by_age.get((area, band), 0) + count
    return [Table("giới", ("area", "sex"), by_sex, PARENTS), Table("tuổi", ("area", "age"), by_age, PARENTS)]


def members(area):
    return {area} if area in COMMUNES else {c for c, province in COMMUNES.items() if area in (province, TOTAL)}


def figures_of(tables, published):
    """Every figure as the leaves (commune, sex, band) it is made of, its true value, and what is shown of it."""
    leaves = [(c, s, b) for c in COMMUNES for s in SEXES for b in BANDS]
    for table, shown in zip(tables, published, strict=True):
        for (area, value), figure in shown.figures.items():
            of = [
                leaf[0] in members(area) and value in (TOTAL, leaf[1] if table.dimensions[1] == "sex" else leaf[2])
                for leaf in leaves
            ]
            part = table.counts.items()
            true = sum(n for (a, v), n in part if a in members(area) and value in (TOTAL, v))
            yield np.array(of, dtype=float), true, figure


def attack(figures, target, base):
    """The most the target can be, for somebody who knows every published table and how it was rounded."""
    rows, limits = [], []
    for of, _true, shown in figures:
        if shown is None:
            continue
        low, high = (0, 0) if shown == 0 else (max(5, shown - base // 2), shown + (base - 1) // 2)
        rows += [of, -of]
        limits += [high, -low]
    found = linprog(-target, A_ub=np.array(rows), b_ub=np.array(limits), bounds=(0, None))
    assert found.status in (0, 3), found.message
    return np.inf if found.status == 3 else -found.fun


people = st.fixed_dictionaries(
    {
        (c, s, b): st.one_of(st.just(0), st.integers(1, 6), st.integers(5, 60))
        for c in COMMUNES
        for s in SEXES
        for b in BANDS
    }
)


@settings(max_examples=60, deadline=None)
@given(people=people, base=st.sampled_from([1, 5]))
def test_no_combination_of_published_tables_gives_a_small_figure(people, base):
    tables = tables_of(people)
    figures = list(figures_of(tables, protect(tables, base=base)))

    for of, true, shown in figures:
        if 0 < true < 5:
            assert shown is None
            assert attack(figures, of, base) >= 5 - 1e-6
        elif shown is not None:
            assert shown == rounded(true, base)


def test_a_single_withheld_figure_of_a_row_takes_another_with_it():
    """3 alone could be had by subtraction; the cheapest other figure of the row and column goes too."""
    counts = {("A", "M"): 3, ("A", "F"): 40, ("B", "M"): 20, ("B", "F"): 30}
    shown = protect([Table("giới", ("area", "sex"), counts)], base=1)[0].figures

    assert shown["A", "M"] is None
    assert sum(figure is None for figure in shown.values()) >= 4
    assert shown[TOTAL, TOTAL] == 93


def test_a_commune_cannot_be_had_from_its_province():
    counts = {("A", "x"): 2, ("B", "x"): 50, ("C", "x"): 60, ("D", "x"): 70}
    shown = protect([Table("người", ("area", "list"), counts, PARENTS)], base=1)[0].figures

    assert shown["A", "x"] is None
    assert None in (shown["B", "x"], shown["P", "x"])


def test_rounding_hides_enough_by_itself_where_many_figures_are_rounded():
    counts = {("A", str(n)): 10 * n for n in range(1, 9)} | {("A", "0"): 4}
    shown = protect([Table("người", ("area", "list"), counts)], base=5)[0].figures

    assert [key for key, figure in shown.items() if figure is None] == [("A", "0"), (TOTAL, "0")]


def test_nothing_is_withheld_where_nothing_is_small_and_nobody_is_no_small_figure():
    counts = {("A", "M"): 5, ("A", "F"): 0, ("B", "M"): 12, ("B", "F"): 48}
    shown = protect([Table("giới", ("area", "sex"), counts)])[0].figures

    assert shown == {
        ("A", "M"): 5, ("A", "F"): 0, ("A", ""): 5, ("B", "M"): 10, ("B", "F"): 50, ("B", ""): 60,
        ("", "M"): 15, ("", "F"): 50, ("", ""): 65,
    }  # fmt: skip


def test_tables_that_cannot_be_decided_together_are_refused():
    sexes = Table("giới", ("area", "sex"), {("A", "M"): 7})

    with pytest.raises(NotProtectable, match="cùng chia theo area, sex"):
        protect([sexes, Table("giới, tuổi", ("area", "sex", "age"), {("A", "M", "U18"): 7})])
    with pytest.raises(NotProtectable, match="cùng chia theo sex, x"):  # a ring, each pair of which shares one
        protect([Table("a", ("x", "sex"), {}), Table("b", ("sex", "age"), {}), Table("c", ("age", "x"), {})])
    with pytest.raises(NotProtectable, match="không cùng một số người"):
        protect([sexes, Table("tuổi", ("area", "age"), {("A", "U18"): 9})])
    with pytest.raises(ValueError, match="step"):
        protect([sexes], least=3, base=5)
