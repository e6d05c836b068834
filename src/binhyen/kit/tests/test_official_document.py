"""Documents in the layout of Decree 30/2020/NĐ-CP, Annex I."""

import io
from datetime import date

import docx
import pytest
from docx.shared import Mm, Pt

from binhyen.kit import official_document as official


def opened(document):
    return docx.Document(io.BytesIO(official.content(document)))


def mm(length):
    return round(length / Mm(1))


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (part, name)
        for part, values in official.measures().items()
        for name, value in values.items()
        if isinstance(value, dict)
    ],
)
def test_every_measure_we_use_lies_within_the_decree(part, name):
    measure = official.measures()[part][name]

    assert measure["from"] <= measure["used"] <= measure["to"]


def test_the_source_of_the_measures_is_named():
    assert {"instrument", "valid_from", "confidence"} <= set(official.measures()["source"])


@pytest.mark.parametrize(("landscape", "size"), [(False, (210, 297)), (True, (297, 210))])
def test_the_page_is_a4_with_the_margins_of_the_decree(landscape, size):
    section = opened(official.new_document(landscape=landscape)).sections[0]

    assert (mm(section.page_width), mm(section.page_height)) == size
    assert (mm(section.top_margin), mm(section.left_margin), mm(section.right_margin)) == (20, 30, 15)


def test_pages_are_numbered_in_the_header_from_the_second_on():
    section = opened(official.new_document()).sections[0]

    assert section.different_first_page_header_footer
    assert 'w:instr=" PAGE "' in section.header._element.xml


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 12, 15), "ngày 15 tháng 12 năm 2026"),
    ],
)
def test_days_have_a_zero_under_ten_and_months_only_the_first_two(day, words):
    assert official.day_words(day) == words


def test_a_day_that_is_not_known_is_left_blank():
    assert official.day_words(None).split() == ["ngày", "tháng", "năm"]


def test_the_letterhead_has_the_nation_and_the_motto_on_one_line_each():
    document = official.new_document()
    head = official.Letterhead(
        parent="Ủy ban nhân dân tỉnh",
        issuer="Sở Y tế",
        number="05",
        symbol="KH-SYT",
        place="Lào Cai",
        day=date(2026, 3, 5),
    )
    official.add_letterhead(document, head)

    left, right = opened(document).tables[0].rows[0].cells

    assert [line.text for line in left.paragraphs if line.text] == ["ỦY BAN NHÂN DÂN TỈNH", "SỞ Y TẾ", "Số: 05/KH-SYT"]
    assert [line.text for line in right.paragraphs] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lào Cai, ngày 05 tháng 3 năm 2026",
    ]
    assert right.paragraphs[0].runs[0].font.size == Pt(13)
    assert right.paragraphs[1].runs[0].underline
    assert right.paragraphs[2].runs[0].italic


def test_the_closing_lists_recipients_and_signs():
    document = official.new_document()
    official.add_closing(
        document,
        recipients=["Như trên", "Lưu: VT, NC."],
        signature=official.Signature("TM. Ủy ban nhân dân", ("KT. Chủ tịch", "Phó Chủ tịch"), "Nguyễn Văn An"),
    )

    left, right = opened(document).tables[0].rows[0].cells

    assert left.text.split("\n") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, NC."]
    assert [line.text for line in right.paragraphs if line.text.strip()] == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn An",
    ]


def test_title_and_body_stand_as_the_decree_asks():
    document = official.new_document()
    official.add_title(document, "Kế hoạch", "Phòng, chống ma túy năm 2026")
    official.add_paragraph(document, "Giao Công an tỉnh chủ trì.")

    kind, abstract, _, body = opened(document).paragraphs

    assert (kind.text, kind.runs[0].bold, abstract.runs[0].bold) == ("KẾ HOẠCH", True, True)
    assert round(body.paragraph_format.first_line_indent / Mm(1), 1) == 12.7
    assert body.paragraph_format.space_after == Pt(6)


def test_a_table_may_hold_more_rows_than_a_day_has_minutes():
    document = official.new_document(landscape=True)
    columns = [official.Column("STT", 20), official.Column("Việc", 200)]
    official.add_table(document, columns, ([str(n), "Rà soát"] for n in range(1_500)))

    assert len(opened(document).tables[0]._tbl.tr_lst) == 1_501
