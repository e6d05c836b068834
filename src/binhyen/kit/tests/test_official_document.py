"""Documents in the layout of Decree 30/2020/NĐ-CP, Annex I."""

import io
from datetime import date

import docx
import pytest
from docx.shared import Mm, Pt

from binhyen.kit import official_document as official
from binhyen.kit.official_letters import width


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
        if isinstance(value, dict) and "used" in value
    ],
)
def test_every_measure_we_use_lies_within_the_decree(part, name):
    measure = official.measures()[part][name]

    assert measure["from"] <= measure["used"] <= measure.get("to", measure["used"])


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

    names, under = opened(document).tables[0].rows

    assert [line.text for line in names.cells[0].paragraphs if line.text] == ["ỦY BAN NHÂN DÂN TỈNH", "SỞ Y TẾ"]
    nation, motto, rule = names.cells[1].paragraphs
    assert (nation.text, motto.text) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert (nation.runs[0].font.size, motto.runs[0].font.size) == (Pt(13), Pt(14))
    assert not motto.runs[0].underline  # a drawn line, as the decree asks
    assert rule._p.pPr.xpath("w:pBdr/w:top")
    assert under.cells[0].text == "Số: 05/KH-SYT"
    assert under.cells[1].text == "Lào Cai, ngày 05 tháng 3 năm 2026"
    assert under.cells[1].paragraphs[0].runs[0].italic


@pytest.mark.parametrize(("side", "least", "most"), [(1, 1, 1), (0, 1 / 3, 1 / 2)], ids=["motto", "issuer"])
def test_the_lines_under_motto_and_issuer_are_as_long_as_the_decree_wants(side, least, most):
    document = official.new_document()
    official.add_letterhead(document, official.Letterhead(issuer="Sở Giáo dục"))
    cell = opened(document).tables[0].rows[0].cells[side]
    words, rule = cell.paragraphs[-2:]
    indents = rule.paragraph_format
    drawn = mm(cell.width) - 2 * 1.905 - (indents.left_indent + indents.right_indent) / Mm(1)

    share = drawn / width(words.text, size=words.runs[0].font.size.pt, bold=True)

    assert least - 0.02 <= share <= most + 0.02


def test_an_official_letter_says_what_it_is_about_under_its_number_and_how_urgent_it_is():
    document = official.new_document()
    head = official.Letterhead(
        issuer="UBND tỉnh", number="70", symbol="UBND-NC", about="V/v rà soát", urgency="THƯỢNG KHẨN"
    )
    official.add_letterhead(document, head)

    cell = opened(document).tables[0].rows[1].cells[0]
    [stamp] = cell.tables

    assert [line.text for line in cell.paragraphs if line.text] == ["Số: 70/UBND-NC", "V/v rà soát"]
    assert stamp.rows[0].cells[0].text == "THƯỢNG KHẨN"
    assert (mm(stamp.columns[0].width), mm(stamp.rows[0].height)) == (40, 8)


def test_points_are_lettered_as_in_vietnamese_and_begin_anew_under_the_next():
    outline = official.Outline()
    wanted = [(1, "I."), (2, "1."), *((3, f"{letter})") for letter in "abcdđeghik"), (4, "-"), (2, "2."), (3, "a)")]

    assert [outline.next(official.Level(level)) for level, _ in wanted] == [numeral for _, numeral in wanted]
    with pytest.raises(official.TooManyPoints):
        official.numeral(official.Level.LETTER, 24)


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop():
    document = official.new_document()
    official.add_bases(document, ["Căn cứ Luật A.", "Căn cứ Nghị định B;", "Theo đề nghị của Giám đốc C"])

    assert [line.text[-1] for line in document.paragraphs] == [";", ";", "."]
    assert all(line.runs[0].italic for line in document.paragraphs)


def test_the_text_ends_with_its_sign_and_once_only():
    document = official.new_document()
    official.add_paragraph(document, "Yêu cầu thực hiện.")
    official.end_text(document)
    official.end_text(document)

    assert document.paragraphs[-1].text == "Yêu cầu thực hiện./."


def test_a_table_too_wide_lies_across_and_the_pages_after_it_stand_again_with_running_numbers():
    document = official.new_document()
    official.add_table_turned(document, [official.Column("A", 100)], [("a",)])
    official.add_table_turned(document, [official.Column("A", 240)], [("a",)])

    standing, across, again = opened(document).sections

    assert [section.page_width > section.page_height for section in (standing, across, again)] == [False, True, False]
    assert standing.different_first_page_header_footer
    assert not across.different_first_page_header_footer


def test_a_draft_says_so_on_the_first_page_and_on_the_others():
    document = official.new_document()
    official.mark_draft(document)
    section = opened(document).sections[0]

    assert all('string="DỰ THẢO"' in part._element.xml for part in (section.header, section.first_page_header))


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
