"""Names of persons: their parts, and keys that forgive what scribes vary."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.kit.vietnamese.names import NameParts, fold, is_initial, name_keys, name_parts
from binhyen.kit.vietnamese.text import without_tones


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Nguyễn Văn Nam", ("Nguyễn", "Văn", "Nam")),
        ("  Nguyễn   Thị Thu  Hà ", ("Nguyễn", "Thị Thu", "Hà")),
        ("Giàng Páo", ("Giàng", "", "Páo")),
        ("Lử", ("", "", "Lử")),
        ("", ("", "", "")),
        ("Tôn Nữ Thị Ninh", ("Tôn Nữ", "Thị", "Ninh")),
        ("ton nu thi ninh", ("ton nu", "thi", "ninh")),
        ("Tôn Thất", ("Tôn", "", "Thất")),
        ("N.V.Nam", ("N.", "V.", "Nam")),
        ("H'Mỷ Thị Dợ", ("HMỷ", "Thị", "Dợ")),
        ("Nguyễn\u200b Văn\x00Nam", ("Nguyễn", "Văn", "Nam")),
    ],
)
def test_a_name_has_family_middle_and_given(name, parts):
    assert name_parts(name) == NameParts(*parts)


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        ("Nguyễn Văn Hòa", "Nguyễn Văn Hoà"),
        ("Lê Thị Thủy", "Lê Thị Thuỷ"),
        ("Vũ Thị Mỹ", "Vũ Thị Mĩ"),
        ("Trần Văn Ký", "TRẦN  VĂN KÍ"),
        ("Đỗ Văn Ất", unicodedata.normalize("NFD", "Đỗ Văn Ất")),
    ],
)
def test_tone_placement_i_y_case_and_composition_do_not_count(written, otherwise):
    assert name_keys(written) == name_keys(otherwise)


def test_tones_count_in_the_match_key_alone():
    hung, hoi = name_keys("Nguyễn Văn Hùng"), name_keys("Nguyễn Văn Hưng")

    assert hung.match_key != hoi.match_key
    assert hung.full_name_key == hoi.full_name_key == "nguyen van hung"


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        ("Vàng A Páo", "Vang A Pao"),
        ("Giàng Thị Mỷ", "Giang Thi Mỵ"),
        ("Giàng Seo Sử", "Ràng Xeo Xử"),
        ("Giàng A Chư", "Dàng A Trư"),
        ("Sùng A Tráng", "Xùng A Cháng"),
        ("Quáng Văn Nghè", "Cuáng Văn Ngè"),
        ("Cứ A Ký", "Kứ A Cí"),
        ("Lò Thị Yên", "Lò Thị Iên"),
        ("Phàn Gìn", "Fàn Dìn"),
    ],
)
def test_spellings_of_one_minority_name_fold_together(written, otherwise):
    assert name_keys(written).fold_key == name_keys(otherwise).fold_key
    assert name_keys(written).order_key == name_keys(otherwise).order_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nam", "Năng"),
        ("Mai", "May"),
        ("Khang", "Hang"),
        ("Thủy", "Thúi"),
        ("Chu", "Thu"),
        ("Lò", "Lao"),
        ("Phù", "Phú A"),
        ("Khé", "Ké"),
    ],
)
def test_other_names_stay_apart(one, other):
    assert name_keys(one).fold_key != name_keys(other).fold_key


def test_the_words_in_another_order_meet_in_the_order_key():
    assert name_keys("Nam Nguyễn Văn").order_key == name_keys("Nguyễn Văn Nam").order_key
    assert name_keys("Nam Nguyễn Văn").fold_key != name_keys("Nguyễn Văn Nam").fold_key


def test_parts_are_folded_like_the_whole():
    keys = name_keys("Giàng Seo Xử")

    assert (keys.family_key, keys.middle_key, keys.given_key) == ("dang", "seo", "su")
    assert keys.fold_key == "dang seo su"


@pytest.mark.parametrize("name", ["N.V. Nam", "Nguyễn V. Nam", "Nguyễn V Nam", "Ng. Văn Nam", "Ng Văn Nam"])
def test_abbreviated_names_are_known_and_keep_their_initials(name):
    keys = name_keys(name)

    assert keys.is_abbreviated
    assert (keys.initials, keys.given_key) == ("nvn", "nam")


@pytest.mark.parametrize("name", ["Vàng A Páo", "Nguyễn Văn Nam", "Ú Ý", ""])
def test_short_words_are_no_initials(name):
    assert not name_keys(name).is_abbreviated


def test_one_word_is_an_initial_or_folds():
    assert is_initial("Đ")
    assert is_initial("A.")
    assert not is_initial("A")
    assert fold("Xùng") == fold("Sung") == "sung"


VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềốồớờứừ ABĐX.'", max_size=30)


@settings(max_examples=100)
@given(VIETNAMESE)
def test_a_name_typed_without_tones_keeps_its_toneless_keys(name):
    bare = name_keys(without_tones(name))

    assert bare.full_name_key == bare.match_key
    assert bare.fold_key.split() == [fold(word) for word in bare.full_name_key.split()]


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_text_has_keys_and_parts(text):
    keys, parts = name_keys(text), name_parts(text)

    assert sorted(keys.fold_key.split()) == keys.order_key.split()
    assert bool(keys.given_key) <= bool(parts.given)
