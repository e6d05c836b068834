"""Plain words become the parts of a document; every shipped template stands in the layout of the decree."""

import io
from datetime import date

import docx
import pytest

from binhyen.kit import official_signing
from binhyen.kit.official_form import BlockKind
from binhyen.kit.official_lint import lint
from binhyen.kit.official_pdf import pages_in, pictures_of
from binhyen.registers.documents.laying import columns_for, laid
from binhyen.registers.documents.rules.signers import same_person
from binhyen.registers.documents.rules.templates import check, shipped
from binhyen.registers.documents.rules.wording import WordsRefused, check_braces, fields_of, lines_of, parts_of
from binhyen.registers.documents.values import Words
from binhyen.registers.organisations.values import Block

K = BlockKind
TEXT = """ỦY BAN NHÂN DÂN XÃ
Căn cứ Luật A;
Theo đề nghị của B.
QUYẾT ĐỊNH:
Điều 7. Giao việc.
I. Phần
1. Khoản
a) Một
f) Hai
- Gạch
Đoạn thường.
TT | Việc
1 | Rà soát | thừa"""


def words(text="Nội dung.", **more):
    given = {
        "kind": "Kế hoạch", "issuer_name": "Ủy ban nhân dân\nxã Bản Lầu", "sign": "UBND", "place": "Bản Lầu",
        "abstract": "Phòng, chống ma túy", "text": text, "signer": "Giàng Thị Ẵm", "head_post": "Chủ tịch",
        "collective": "Ủy ban nhân dân", "recipients": "UBND tỉnh\nLưu: VT",
    }  # fmt: skip
    return Words(**(given | more))


def test_every_line_becomes_what_it_looks_like():
    text = TEXT.rsplit("\n", 1)[0] + "\n1 | Rà soát"

    blocks = parts_of(text).body

    kinds = [
        K.HEADING, K.BASIS, K.BASIS, K.HEADING, K.ARTICLE, K.PART, K.POINT, K.LETTER, K.LETTER, K.DASH, K.PARAGRAPH,
        K.TABLE,
    ]  # fmt: skip
    assert [block.kind for block in blocks] == kinds
    assert blocks[4].text == "Giao việc."


@pytest.mark.parametrize("code", ["CONG_VAN", "BAO_CAO"])
def test_the_sentence_that_opens_a_text_is_no_legal_basis(code):
    assert parts_of(shipped()[code].text).body[0].kind == K.PARAGRAPH


def test_clauses_count_anew_under_each_article():
    made = laid(words("Điều 1. Một.\n1. A.\n2. B.\nĐiều 2. Hai.\n1. C.\na) D.\nb) E."))

    said = [line.text.split(" ")[0] for line in docx.Document(io.BytesIO(made)).paragraphs if line.text]
    assert said[2:] == ["Điều", "1.", "2.", "Điều", "1.", "a)", "b)"]


def test_a_template_counts_from_the_day_of_the_law_it_cites():
    for one in shipped().values():
        assert one.valid_from >= date(2026, 7, 1) or "120/2025" not in one.text


def test_a_table_with_a_cell_too_many_names_the_line():
    with pytest.raises(WordsRefused, match="dòng 2: có 3 ô"):
        parts_of(TEXT)


@pytest.mark.parametrize(("text", "words"), [("  \n ", "chưa có nội dung"), ("a | b", "chỉ có một dòng")])
def test_what_cannot_be_laid_out_is_refused(text, words):
    with pytest.raises(WordsRefused, match=words):
        parts_of(text)


def test_the_head_of_a_document_is_measured_by_its_own_pages_though_the_annex_lies_across():
    wide = "|".join(f"Chỉ tiêu dài thứ {at}" for at in range(12))
    made = laid(words(f"Nội dung.\nPHỤ LỤC: Biểu\n{wide}\n{wide}", abstract="Kết quả phòng, chống ma túy " * 3))

    assert lint(made).wrong == ()


def test_annexes_stand_apart_on_pages_of_their_own():
    made = laid(words("Nội dung.\nPHỤ LỤC: Danh sách\nMột.\nPHỤ LỤC: Biểu\nTT | Việc\n1 | Hai"))
    text = "\n".join(line.text for line in docx.Document(io.BytesIO(made)).paragraphs)

    assert (pages_in(made), len(pictures_of(made, ppi=20))) == (3, 3)
    assert "PHỤ LỤC I\nDANH SÁCH" in text
    assert "PHỤ LỤC II\nBIỂU" in text


def test_columns_fill_the_page_and_figures_stand_in_the_middle():
    columns = columns_for(["TT", "Nhiệm vụ", "Số"], [["1", "Rà soát người sử dụng trái phép " * 3, "1.234"]])

    assert round(sum(column.width for column in columns)) == 165
    assert [column.centred for column in columns] == [True, False, True]
    assert columns[1].width > 3 * columns[0].width


def test_a_table_of_many_long_columns_lies_across():
    head = [f"Chỉ tiêu thứ {at}" for at in range(9)]

    assert round(sum(column.width for column in columns_for(head, [["một hai ba bốn năm"] * 9]))) == 252


def test_lines_lose_their_dashes_and_ends_and_fields_are_named_once():
    assert lines_of("- Như trên;\n\n– Lưu: VT.") == ["Như trên", "Lưu: VT"]
    assert fields_of("{a} và {b}", "{a}") == ["a", "b"]
    with pytest.raises(WordsRefused, match="Nội dung, dòng 2"):
        check_braces("{a}\n{b", where="Nội dung")


@pytest.mark.parametrize("code", sorted(shipped()))
def test_a_shipped_template_laid_out_has_no_fault_of_layout(code):
    template = shipped()[code]
    body = {name: getattr(template, name) for name in ("abstract", "addressed", "text", "recipients")}
    check(body)

    made = laid(words(kind=template.kind, unit="NC", **body), draft=True)

    assert [(one.code, one.where) for one in lint(made).wrong] == []


@pytest.mark.parametrize("kind", ["Công văn", "Kế hoạch"])
def test_a_letter_says_what_it_is_about_under_its_number_and_a_plan_in_its_title(kind):
    document = docx.Document(io.BytesIO(laid(words(kind=kind, unit="NC"), number="7")))
    under = document.tables[0].rows[1].cells[0].text

    assert under == ("Số: 07/UBND-NC\nV/v Phòng, chống ma túy" if kind == "Công văn" else "Số: 07/KH-UBND")
    assert (document.paragraphs[0].text == "KẾ HOẠCH") == (kind == "Kế hoạch")


@pytest.mark.parametrize(
    ("certificate", "same"),
    [
        ("Nguyễn Văn Hòa", True),
        ("Nguyễn Văn Hoà", True),  # the tone stands elsewhere
        ("NGUYEN VAN HOA", True),  # written without tones
        ("Nguyễn Văn Hòa, UBND xã Bản Lầu", True),
        ("Đại tá Nguyễn Văn Hòa - Công an tỉnh 0123", True),
        ("NGUYỄN VĂN HÒA PHÓ CHỦ TỊCH UBND xã Bản Lầu", True),  # a post is no part of a name
        ("ThS. Nguyễn Văn Hòa", True),
        ("Nguyễn Văn Hòa Chu", False),
        ("NGUYEN VAN HOA CHU TICH", False),  # without tones it may be anybody's name
        ("Nguyễn Văn Hoa", False),
        ("Hòa", False),
        ("UBND xã Bản Lầu", False),
        ("", False),
    ],
)
def test_a_certificate_is_of_the_person_a_document_names(certificate, same):
    for printed in ("Nguyễn Văn Hòa", "Đại tá Nguyễn Văn Hòa"):
        assert same_person(printed=printed, certificate=certificate) == same


@pytest.mark.parametrize(
    ("printed", "certificate", "same"),
    [
        ("Trần Thị Lan", "Trần Thị Lan Anh", False),
        ("Trần Thị Lan", "Trần Thị Lan-Anh", False),
        ("Thị Lan Anh", "Trần Thị Lan Anh", False),
        ("Lê Tường Vân Anh", "Trần Vân Anh", False),  # "Tường" is no rank
        ("Đái Tường Vân Anh", "Vân Anh", False),
        ("Vân Anh", "DAI TUONG VAN ANH", False),
        ("Lý Y-Blô Niê", "Lý Y-Blô Niê - Sở Y tế", True),
        ("Lý Thị Lan", "LY THI LAN", True),
        ("Lan", "Trần Thị Lan", False),
        ("Trần Thị Lan", "Bác sĩ Trần Thị Lan", True),
        ("BSCKII. Trần Thị Lan", "Th.S Trần Thị Lan", True),
        ("Trần Thị Lan", "Bác Trần Thị Lan", False),
    ],
)
def test_a_longer_name_is_another_persons(printed, certificate, same):
    assert same_person(printed=printed, certificate=certificate) == same


def test_every_kind_of_body_has_posts_or_says_why_they_are_asked():
    ruled = {row["block"] for row in official_signing._law()["body"]}

    assert ruled | set(official_signing.asked()) == set(Block.values)
    assert all(official_signing.asked().values())
