"""One pair: conditions, weights, words, and the candidates an officer sees while typing."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.config.seeds.linkage.noise import record
from binhyen.config.seeds.linkage.people import Person
from binhyen_analytics.linkage import model
from binhyen_analytics.linkage.columns import COLUMNS, Record
from binhyen_analytics.linkage.conditions import within
from binhyen_analytics.linkage.frequencies import Frequencies, counted
from binhyen_analytics.linkage.reasons import WORDS, reasons, sentence
from binhyen_analytics.linkage.score import likely, score
from binhyen_analytics.linkage.settings import check_weights

NAMES = Frequencies({("nguyen", "van", "nam"): 900, ("sung", "a", "chang"): 9, ("lo", "van", "pha"): 1})


def person(name, **other):
    known = {
        "key": 1,
        "group": "Kinh",
        "name": name,
        "birth_year": 1990,
        "birth_month": 3,
        "birth_day": 7,
        "sex": "NAM",
        "id12": None,
        "id9": None,
        "commune": "02788",
        "hamlet": "Na Lốc",
        "phone": None,
    } | other
    return record(Person(**known), record_id="x", source=other.get("source", "a"))


def degree(comparison, left, right):
    return score(left, right, frequencies=NAMES).degrees[comparison]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hùng", "same"),
        ("Nguyễn Văn Hùng", "NGUYEN VAN HUNG", "same_without_tones"),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "other_tones"),
        ("Sùng A Tráng", "Xùng A Cháng", "other_spelling"),
        ("Nguyễn Văn Hùng", "Hùng Nguyễn Văn", "other_order"),
        ("Nguyễn Văn Hùng", "N. V. Hùng", "initials"),
        ("Nguyễn Văn Hùng", "Nguyễn Hùng", "middle_left_out"),
        ("Nguyễn Văn Hùng", "Nguyển Vắn Hùng", "other_tones"),
        ("Nguyễn Văn Hùng", "Nguễn Văn Hùng", "slip_before_given"),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hùbg", "slip_in_given"),
        ("Nguyễn Văn Hùng", "Nguyễn Đức Hùng", "other_middle"),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Bình", "other_given"),
        ("Nguyễn Văn Hùng", "Trần Đức Hùng", "only_given"),
        ("Nguyễn Văn Hùng", "Lò Thị Mai", "other"),
    ],
)
def test_names_agree_in_degrees(one, other, found):
    assert degree("name", person(one), person(other)) == found
    assert degree("name", person(other), person(one)) == found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ((1990, 3, 7), (1990, 3, 7), "same"),
        ((1990, 1, 1), (1990, 1, 1), "new_year"),
        ((1990, 3, 7), (1990, 7, 3), "crossed"),
        ((1990, 3, 7), (1990, 3, None), "same_month"),
        ((1990, 3, 7), (1990, None, None), "same_year"),
        ((1990, 3, 7), (1990, 1, 1), "same_year_new_year"),
        ((1990, 3, 7), (1990, 3, 17), "slip_in_day"),
        ((1990, 3, 7), (1991, 3, 7), "slip_in_year"),
        ((1990, 3, 7), (1989, None, None), "about"),
        ((1990, 3, 7), (1990, 8, 21), "other_day"),
        ((1990, 3, 7), (1978, 3, 7), "other"),
        ((1990, 3, 7), (None, None, None), "not_said"),
    ],
)
def test_births_agree_in_degrees(one, other, found):
    left, right = (
        person("Lò Văn Phà", birth_year=year, birth_month=month, birth_day=day) for year, month, day in (one, other)
    )

    assert degree("birth", left, right) == found
    assert degree("birth", right, left) == found


def test_twelve_digits_are_never_compared_with_nine():
    """The citizen's number does not contain the older card's number."""
    new, old = person("Lò Văn Phà", id12="097090123456"), person("Lò Văn Phà", id9="090123456")

    assert degree("id12", new, old) == degree("id9", new, old) == model.UNKNOWN


def test_the_address_left_behind_counts():
    moved = replace(person("Lò Văn Phà", commune="02683", hamlet=None), second_commune_code="02788")

    assert degree("place", moved, person("Lò Văn Phà")) == "other_address"


def test_a_rare_name_weighs_more_than_a_common_one():
    common, rare = person("Nguyễn Văn Nam"), person("Lò Văn Phà")

    assert score(rare, rare, frequencies=NAMES).weight > score(common, common, frequencies=NAMES).weight


def test_twins_are_two_persons():
    one = person("Vàng A Páo", phone="0912345678", id12="097090123456")
    two = person("Vàng A Sử", phone="0912345678", id12="097090123457")

    found = score(one, two, frequencies=NAMES)

    assert found.probability < model.MAYBE
    assert "sinh đôi" in sentence(found.degrees)


def test_the_hint_shows_the_surest_first_and_leaves_out_strangers():
    typed = person("nguyen van nam")
    candidates = [
        replace(person("Nguyễn Văn Nam", hamlet=None), record_id="same-commune"),
        replace(person("Nguyễn Văn Nam"), record_id="same-hamlet"),
        replace(person("Nguyễn Văn Nam", birth_year=1961, birth_month=8, birth_day=2), record_id="older"),
        replace(person("Lò Thị Mai", sex="NU"), record_id="stranger"),
    ]

    hints = likely(typed, candidates, frequencies=counted([typed, *candidates]))

    assert [hint.right for hint in hints] == ["same-hamlet", "same-commune"]


def test_a_record_without_anything_weighs_and_does_not_break():
    nothing = Record(record_id="1")

    found = score(nothing, Record(record_id="2"), frequencies=Frequencies())

    assert found.probability < model.MAYBE
    assert {name for name, degree in found.degrees.items() if degree != model.UNKNOWN} <= {
        "name",
        "birth",
        "place",
        "kin",
        "list",
    }


def test_every_degree_has_its_words_and_every_word_its_degree():
    silent = {"name.not_said", "birth.not_said", "place.not_said", "kin.none", "list.same", "list.other"}
    degrees = {f"{c.code}.{d.code}" for c in model.COMPARISONS for d in c.degrees}
    words = {f"{comparison}.{degree}" for comparison, known in WORDS.items() for degree in known}

    assert degrees - silent == words


def test_reasons_say_what_speaks_for_and_against():
    left = person("Nguyễn Văn Hùng", phone="0912345678", birth_month=None, birth_day=None)
    right = person("nguyen van hung", phone="0987654321")
    degrees = score(left, right, frequencies=NAMES).degrees

    assert reasons(degrees).unlike == ("khác số điện thoại",)
    assert sentence(degrees) == (
        "tên giống hệt khi bỏ dấu, cùng năm sinh, cùng giới tính, cùng thôn; nhưng khác số điện thoại"
    )


def test_every_weight_can_be_handed_to_the_engine():
    check_weights()


def test_columns_carry_the_kits_keys_under_the_same_names():
    keys = set(Record.__slots__) & {"match_key", "full_name_key", "fold_key", "order_key", "initials", "is_abbreviated"}

    assert keys < set(COLUMNS)
    assert len(keys) == 6


def test_scoring_a_pair_loads_no_engine():
    """A web process imports this; DuckDB, splink and Arrow would cost it a second and a hundred megabytes."""
    asked = (
        "import sys; import binhyen_analytics.linkage.score, binhyen_analytics.linkage.reasons;"
        "sys.exit(any(name in sys.modules for name in ('duckdb', 'splink', 'pyarrow', 'pyspark')))"
    )

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def distance(one, other):
    """Levenshtein by the book."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row, above = [i], row
        for j, b in enumerate(other, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
    return row[-1]


WORDS_LIKE = st.text("anhv ", max_size=9)


@settings(max_examples=100)
@given(WORDS_LIKE, WORDS_LIKE, st.integers(0, 3))
def test_the_quick_distance_is_the_true_one(one, other, edits):
    assert within(one, other, edits) == (distance(one, other) <= edits)
