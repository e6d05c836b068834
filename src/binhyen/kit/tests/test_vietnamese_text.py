"""One form, search and match keys, tone placement."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.kit.vietnamese.syllables import is_marked_syllable, is_syllable
from binhyen.kit.vietnamese.text import clean, collapse, match_key, new_tones, nfc, old_tones, search_key, without_tones

# Tones written in full, so that the tests do not lean on the code they test.
TABLE = {
    "a": "aàảãáạ", "ă": "ăằẳẵắặ", "â": "âầẩẫấậ", "e": "eèẻẽéẹ", "ê": "êềểễếệ", "i": "iìỉĩíị", "o": "oòỏõóọ",
    "ô": "ôồổỗốộ", "ơ": "ơờởỡớợ", "u": "uùủũúụ", "ư": "ưừửữứự", "y": "yỳỷỹýỵ",
}  # fmt: skip
LETTERS = "bcdđghklmnpqrstvx" + "".join(TABLE.values())
words = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=8)
vietnamese = st.lists(words, min_size=0, max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "new", "old"),
    [
        ("Hòa", "Hoà", "Hòa"), ("Hoà", "Hoà", "Hòa"), ("HÒA", "HOÀ", "HÒA"), ("khỏe", "khoẻ", "khỏe"),
        ("Thủy", "Thuỷ", "Thủy"), ("Ủy ban", "Uỷ ban", "Ủy ban"), ("hoạ", "hoạ", "họa"), ("tuý", "tuý", "túy"),
    ],
)  # fmt: skip
def test_the_two_schools_of_tone_placement_turn_into_each_other(typed, new, old):
    assert (new_tones(typed), old_tones(typed)) == (new, old)


@pytest.mark.parametrize(
    "word",
    [
        "Hoàng", "loét", "quý", "quả", "quốc", "giá", "gì", "gìn", "giếng", "của", "mía", "ngoài", "xoáy", "khuỷu",
        "tiền", "đường", "thuở", "hoàn", "huỳnh", "nguyễn", "yếu", "ý",
    ],
)  # fmt: skip
def test_words_that_both_schools_write_alike_stay_as_they_are(word):
    assert new_tones(word) == old_tones(word) == word


@pytest.mark.parametrize(
    ("typed", "right"), [("hòang", "hoàng"), ("lóet", "loét"), ("qúy", "quý"), ("gía", "giá"), ("qủa", "quả")]
)
def test_a_misplaced_mark_is_mended(typed, right):
    assert old_tones(typed) == right


@pytest.mark.parametrize("word", ["café", "naïve", "über", "Zoë", "FIFA", "résumé"])
def test_words_of_other_languages_keep_their_marks(word):
    assert new_tones(word) == word


@given(vietnamese)
def test_placing_tones_twice_changes_nothing_more(text):
    assert new_tones(new_tones(text)) == new_tones(text)
    assert old_tones(new_tones(text)) == old_tones(text)


@given(vietnamese)
def test_placing_tones_moves_marks_and_loses_none(text):
    marks = sorted(c for c in unicodedata.normalize("NFD", text) if unicodedata.combining(c))
    assert sorted(c for c in unicodedata.normalize("NFD", new_tones(text)) if unicodedata.combining(c)) == marks
    assert without_tones(new_tones(text)) == without_tones(nfc(text))


@given(vietnamese)
def test_a_search_key_is_plain_lower_case_and_its_own_key(text):
    key = search_key(text)

    assert key.isascii()
    assert key == key.lower() == search_key(key)


@given(vietnamese)
def test_composed_and_decomposed_text_have_the_same_keys(text):
    apart = unicodedata.normalize("NFD", text)

    assert search_key(apart) == search_key(text)
    assert match_key(apart) == match_key(text)


@given(vietnamese)
def test_both_schools_of_tone_placement_have_the_same_match_key(text):
    assert match_key(new_tones(text)) == match_key(old_tones(text)) == match_key(text.upper())


@pytest.mark.parametrize(
    ("one", "other"), [("kỹ thuật", "kĩ thuật"), ("Lý", "lí"), ("quý I", "quí I"), ("y tế", "i tế")]
)
def test_i_and_y_as_only_vowel_match(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("tay", "tai"), ("thúy", "thúi"), ("má", "mà"), ("dân", "đân"), ("quân", "quan")]
)
def test_different_words_never_match(one, other):
    assert match_key(one) != match_key(other)


def test_the_search_key_reads_d_with_and_without_bar_as_d():
    assert search_key("  Đội   đặc-nhiệm số 3 (ÐẶC) ") == "doi dac nhiem so 3 dac"


def test_the_search_key_keeps_other_scripts_findable():
    assert search_key("Ольга 李") == "ольга 李"


@given(st.text(max_size=60))
def test_cleaned_text_holds_no_control_characters_and_keeps_its_columns(text):
    cleaned = clean(text)

    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in cleaned)
    assert clean(cleaned) == cleaned


def test_a_nul_byte_becomes_a_space_and_a_zero_width_mark_nothing():
    assert clean("ma\0túy\u200b\ufeff") == "ma túy"


def test_collapsed_text_has_single_spaces():
    assert collapse(" \tCông\u00a0 an\n\ntỉnh ") == "Công an tỉnh"


@pytest.mark.parametrize("word", ["nghiêng", "Trường", "quyết", "khuya", "giết", "ngoằn", "xoong", "yêu", "ươm"])
def test_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["tàt", "strong", "plan", "wifi", "aa", "ngh", "hòá"])
def test_what_cannot_be_said_in_vietnamese_is_no_syllable(word):
    assert not is_syllable(word)


def test_only_marked_syllables_prove_the_language():
    assert is_marked_syllable("tỉnh")
    assert not is_marked_syllable("can")
