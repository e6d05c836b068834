"""Text files and pasted text: encodings, line numbers, pages, marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.operations.directives.reader.sources import raw_lines
from binhyen.operations.directives.reader.sources.plain import lines_of_text
from binhyen.operations.directives.reader.values import Refused

TEXT = (
    "KẾ HOẠCH\n\n1. Giao Công an tỉnh chủ trì, phối hợp với Sở Y tế rà soát.\n"
    "2. Ủy ban nhân dân các xã, phường báo cáo trước ngày 28/02/2026.\n"
)
# One word per encoding table of the 1990s, written as those files hold it.
TCVN3 = "kÕ ho¹ch phßng, chèng ma tuý\ngiao c«ng an tØnh chñ tr×, phèi hîp víi së y tÕ\n".encode("latin-1")
VNI = "keá hoaïch phoøng, choáng ma tuùy\ngiao coâng an tænh chuû trì, phoái hôïp vôùi sôû y teá\n".encode("latin-1")


def texts(source: str | bytes) -> list[str]:
    return [line.text for line in raw_lines(source)[0]]


def test_lines_are_numbered_as_cat_numbers_them():
    lines, _ = raw_lines(TEXT.encode())

    assert [(line.number, line.text[:2]) for line in lines] == [(1, "KẾ"), (2, ""), (3, "1."), (4, "2.")]


@given(st.lists(st.text("aăâ bcđê,1.", max_size=12), min_size=1, max_size=30))
def test_every_line_stands_at_its_number_whatever_is_empty(written):
    lines, _ = lines_of_text("\n".join(written))

    for line in lines:
        assert line.text == written[line.number - 1].rstrip()
    assert all(not text.strip() for text in written[len(lines) :])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_gives_the_same_lines(encoding):
    assert texts(TEXT.encode(encoding)) == texts(TEXT)


def test_windows_1258_is_read_with_its_own_tone_marks():
    coded = b"".join(_cp1258(letter) for letter in unicodedata.normalize("NFC", TEXT))

    lines, notes = raw_lines(coded)

    assert [line.text for line in lines] == texts(TEXT)
    assert "Windows-1258" in notes[0]


def _cp1258(letter: str) -> bytes:
    """The code page has hats and horns as letters, tones as marks behind them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
    return (base + "".join(c for c in parts if c in tones)).encode("cp1258")


@pytest.mark.parametrize(("data", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_files_of_the_nineties_become_unicode_with_a_remark(data, name):
    lines, notes = raw_lines(data)

    assert lines[1].text.startswith("giao công an tỉnh chủ trì, phối hợp với sở y tế")
    assert name in notes[0]


def test_decomposed_letters_are_composed():
    assert texts(unicodedata.normalize("NFD", TEXT)) == texts(TEXT)


def test_windows_and_old_macintosh_line_ends_count_once():
    assert texts(TEXT.replace("\n", "\r\n")) == texts(TEXT)
    assert texts(TEXT.replace("\n", "\r")) == texts(TEXT)


def test_a_torn_letter_in_a_utf8_file_costs_only_that_letter():
    torn = TEXT.encode()[:40] + b"\xe1" + TEXT.encode()[40:]

    assert texts(torn)[3] == texts(TEXT)[3]


def test_a_nul_byte_is_taken_out_and_said():
    lines, notes = raw_lines(TEXT.replace("Giao", "Gi\0ao"))

    assert "\0" not in lines[2].text
    assert "NUL" in notes[0]


def test_a_form_feed_starts_a_new_page():
    lines, _ = raw_lines(TEXT + "\f3. Sở Nội vụ hướng dẫn các xã.\n")

    assert [line.page for line in lines] == [1, 1, 1, 1, 2]


def test_markdown_gives_hints_and_keeps_its_marks():
    lines, _ = raw_lines("## 1. Nhiệm vụ trọng tâm của tỉnh\n**KẾ HOẠCH**\n" + TEXT)

    assert (lines[0].heading, lines[0].text[:2], lines[1].bold, lines[2].bold) == (2, "##", True, False)


def test_text_without_tones_is_read_with_a_warning():
    lines, notes = raw_lines("Giao Cong an tinh chu tri, phoi hop voi So Y te ra soat nguoi nghien tren dia ban tinh.")

    assert len(lines) == 1
    assert "không dấu" in notes[0]


def test_ten_thousand_lines_keep_their_numbers():
    lines, _ = raw_lines("- Công an xã rà soát người nghiện.\n" * 10_000)

    assert (len(lines), lines[-1].number) == (10_000, 10_000)


def test_a_pasted_path_is_text_and_opens_no_file():
    with pytest.raises(Refused) as refused:
        raw_lines("../../../../etc/passwd and other words of another language entirely")

    assert refused.value.code == "NOT_VIETNAMESE"


@pytest.mark.parametrize("source", ["", "   \n\t\n", "\0\0", "12 34 ... (5)", b"", b" \n"])
def test_nothing_to_read_is_said(source):
    with pytest.raises(Refused) as refused:
        raw_lines(source)

    assert refused.value.code == "EMPTY"


def test_another_language_is_refused():
    with pytest.raises(Refused) as refused:
        raw_lines(
            "The Provincial People's Committee assigns the Department of Health to report before the deadline. " * 5
        )

    assert refused.value.code == "NOT_VIETNAMESE"
    assert "tiếng Việt" in refused.value.message
