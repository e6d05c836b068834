"""Text of the 1990s: TCVN3, VNI, VIQR, and UTF-8 coded twice."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.kit.vietnamese.legacy import (
    Legacy,
    convert,
    detect_legacy,
    from_tcvn3,
    from_utf8_twice,
    from_viqr,
    from_vni,
    is_capital_font,
    legacy_of_font,
    toneless_share,
    vietnamese_share,
)

SENTENCE = "Ủy ban nhân dân tỉnh giao Công an tỉnh chủ trì, phối hợp với Sở Y tế tổ chức rà soát người nghiện ma túy."
LOWER = SENTENCE.lower()
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"

# The tables once more, built from the other side: composed letter -> what the old encoding writes.
TCVN3 = dict(zip("àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
                 "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ", strict=True))  # fmt: skip
VNI_TONES = dict(zip("\u0300\u0309\u0303\u0301\u0323", "øûõùï", strict=True))
VNI_HATS = dict(zip(("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"), "âàåãáä", strict=True))
VNI_BREVES = dict(zip(("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"), "êèúüéë", strict=True))
VNI_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def to_tcvn3(text: str) -> str:
    return "".join(TCVN3.get(c, c) for c in text)


def to_vni(text: str) -> str:
    return "".join(map(_vni_letter, text))


def _vni_letter(letter: str) -> str:
    if letter in VNI_WHOLE:
        return VNI_WHOLE[letter]
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    tone = next((c for c in marks if c in VNI_TONES), "")
    if "\u0302" in marks:
        return base + VNI_HATS[tone]
    if "\u0306" in marks:
        return base + VNI_BREVES[tone]
    base = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
    return base + VNI_TONES.get(tone, "")


@given(st.text(LETTERS + " ,.;()0123456789", max_size=80))
def test_tcvn3_reads_back_letter_by_letter(text):
    assert from_tcvn3(to_tcvn3(text)) == text


@given(st.lists(st.sampled_from(LOWER.replace(",", "").replace(".", "").split()), max_size=20).map(" ".join))
def test_vni_reads_back_word_by_word(text):
    assert from_vni(to_vni(text)) == text


@given(st.text(max_size=80))
def test_text_that_is_unicode_already_passes_through_twice_coded_repair_unless_it_was_broken(text):
    broken = text.encode("utf-8").decode("latin-1")

    assert from_utf8_twice(broken) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("written", "legacy"),
    [
        (to_tcvn3(LOWER), Legacy.TCVN3),
        (to_vni(LOWER), Legacy.VNI),
        (LOWER.encode("utf-8").decode("latin-1"), Legacy.UTF8_TWICE),
        ("U?y ban nha^n da^n ti?nh giao Co^ng an ti?nh chu? tri`, pho^'i ho+.p vo+'i So+? Y te^'", Legacy.VIQR),
    ],
)
def test_each_old_encoding_is_recognised_and_becomes_vietnamese(written, legacy):
    assert detect_legacy(written) is legacy
    assert vietnamese_share(convert(written, legacy)) > 0.6


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "",
        "The plan of the province (2026): see www.example.org, e.g. café, naïve, Größe.",
        "1. 2. 3. a) b) (c)",
        "Ke hoach phong chong ma tuy nam 2026 cua tinh",
        "What? Where? Who? a.m. or p.m.?",
    ],
)
def test_unicode_and_other_languages_are_left_alone(text):
    assert detect_legacy(text) is None


def test_capitals_of_vni_stay_capitals():
    assert from_vni("KEÁ HOAÏCH PHOØNG, CHOÁNG MA TUÙY") == "KẾ HOẠCH PHÒNG, CHỐNG MA TÚY"


def test_a_capital_font_prints_small_letters_as_capitals():
    assert from_tcvn3("kÕ ho¹ch", capitals=True) == "KẾ HOẠCH"


def test_viqr_keeps_what_a_backslash_guards():
    assert from_viqr(r"DDu+o+`ng phi'a tru+o+'c la`\. Xong\?") == "Đường phía trước là. Xong?"


@pytest.mark.parametrize(
    ("font", "legacy", "capitals"),
    [
        (".VnTime", Legacy.TCVN3, False),
        (".VnTimeH", Legacy.TCVN3, True),
        ("VNI-Times", Legacy.VNI, False),
        ("Times New Roman", None, False),
        (None, None, False),
    ],
)
def test_font_names_tell_what_they_promise(font, legacy, capitals):
    assert (legacy_of_font(font), is_capital_font(font)) == (legacy, capitals)


def test_vietnamese_without_marks_is_told_from_english():
    assert toneless_share("Ke hoach phong chong ma tuy nam cua tinh giao cong an chu tri") > 0.9
    assert toneless_share("The province shall submit quarterly reports before the deadline set by law") < 0.5
