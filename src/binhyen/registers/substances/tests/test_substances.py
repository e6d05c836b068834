"""The lists of Decree 28/2026: how many rows, what a code means, how one is looked up."""

from collections import Counter
from datetime import date

import pytest

from binhyen.registers.substances.rules import label_of, listed, search, substance, substances

IN_FORCE = date(2026, 3, 1)
PUBLISHED = {"IA": 24, "IB": 34, "IIA": 135, "IIB": 341, "III": 81, "IVA": 31, "IVB": 30, "IVC": 18}


def test_each_list_has_as_many_rows_as_the_gazette_printed():
    assert Counter(one.list for one in substances().values()) == PUBLISHED


def test_nothing_is_listed_before_the_decree_and_everything_after():
    assert listed(date(2026, 1, 18)) == []
    assert len(listed(date(2026, 1, 19))) == sum(PUBLISHED.values())


@pytest.mark.parametrize(
    ("asked", "code"),
    [("heroin", "28-2026-IA-14"), ("561-27-3", "28-2026-IA-14"), ("thuoc phien che pham", "28-2026-IA-24")],
)
def test_a_substance_is_found_by_words_without_tones_or_by_its_cas_number(asked, code):
    assert search(asked, on=IN_FORCE)[0].code == code


def test_an_empty_search_finds_nothing():
    assert search("  ", on=IN_FORCE) == []


def test_a_code_has_words_and_an_unknown_one_stays_as_it_is():
    assert label_of("28-2026-IA-14") == "Heroin (IA.14)"
    assert label_of("57-2022-IA-1") == "57-2022-IA-1"
    assert substance("nothing") is None
