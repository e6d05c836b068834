"""Vietnamese alphabetical order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.kit.vietnamese.sort import name_sort_key, sort_key

ALPHABET = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]
names = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạ ", min_size=1, max_size=20)


def test_letters_stand_in_the_order_of_the_alphabet():
    assert sorted(reversed(ALPHABET), key=sort_key) == ALPHABET


def test_tones_stand_in_the_order_level_falling_asking_tumbling_rising_heavy():
    assert sorted(reversed(TONES), key=sort_key) == TONES


def test_letters_of_the_whole_text_decide_before_any_tone():
    assert sorted(["mạ a", "ma b", "má a"], key=sort_key) == ["má a", "mạ a", "ma b"]


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ánh", "Ăn", "Ấn", "Bình", "Dũng", "Đào", "Hoa", "Ôn"],
        ["Công an tỉnh", "Công an xã", "Cục", "Sở Nội vụ", "Sở Y tế"],
        ["2", "a-b", "ab", "ba"],
        ["Hoa", "Hoà", "Hoá"],
    ],
)
def test_lists_come_out_as_people_expect(ordered):
    assert sorted(reversed(ordered), key=sort_key) == ordered


def test_capitals_and_spacing_do_not_count():
    assert sort_key("CÔNG  an tỉnh ") == sort_key("công an tỉnh")


def test_people_stand_by_their_given_name_first():
    people = ["Đỗ Văn An", "Nguyễn An", "Lê Thị Ánh", "Trần Bình", "Bùi Chi"]

    assert sorted(reversed(people), key=name_sort_key) == people


def test_an_empty_name_has_a_key_that_sorts_first():
    assert name_sort_key("  ") < name_sort_key("An")


@given(names, names)
def test_a_text_sorts_before_its_continuation(first, more):
    text = first.strip() or "a"

    assert sort_key(text) <= sort_key(text + more)


@given(st.text(max_size=30))
def test_any_text_has_a_key(text):
    assert sort_key(text) == sort_key(text)
    assert isinstance(name_sort_key(text), bytes)
