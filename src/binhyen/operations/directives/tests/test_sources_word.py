"""Word, ODT and web documents: lines as they are printed."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.operations.directives.reader.sources import raw_lines
from binhyen.operations.directives.reader.sources.word_numbering import figures
from binhyen.operations.directives.reader.values import RawLine

from .word_samples import cell, docx, item, level, p, table

SENTENCE = "Công an tỉnh chủ trì rà soát người nghiện"
OUTLINE = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + level(4, "bullet", "-")
    + level(5, "bullet", "\uf0b7", extra='<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def lines_of(body: str, **parts: str) -> list[RawLine]:
    return raw_lines(docx(body, **parts))[0]


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in lines_of(body, **parts)]


def test_numbers_that_word_prints_stand_in_the_text():
    depths = (0, 0, 1, 2, 2, 3, 3, 4, 5, 1, 2)

    printed = texts("".join(item(SENTENCE, depth) for depth in depths), numbering=OUTLINE)

    marks = [text.removesuffix(SENTENCE).strip() for text in printed]
    assert marks == ["I.", "II.", "1.", "1.1.", "1.2.", "a)", "b)", "-", "+", "2.", "2.1."]


def test_a_list_that_starts_anew_and_one_that_goes_on():
    body = item(SENTENCE, 1) + item(SENTENCE, 1) + p("xen giữa") + item(SENTENCE, 1) + item(SENTENCE, 1, number=2)

    printed = texts(body, numbering=OUTLINE)

    assert [text.split(" ", 1)[0] for text in printed] == ["1.", "2.", "xen", "3.", "5."]


def test_a_style_can_bring_the_number_and_the_heading_level():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="H"/></w:style>'
    )

    (line,) = lines_of(p(SENTENCE, '<w:pStyle w:val="Child"/>'), styles=styles, numbering=OUTLINE)

    assert (line.text, line.heading, line.bold) == (f"1. {SENTENCE}", 2, True)


def test_styles_that_are_based_on_each_other_end():
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{two}"/></w:style>'
        for one, two in ("AB", "BA")
    )

    assert texts(p(SENTENCE, '<w:pStyle w:val="A"/>'), styles=ring) == [SENTENCE]


def test_deleted_text_is_gone_and_inserted_text_stands():
    body = (
        "<w:p><w:r><w:t>Công an tỉnh chủ trì </w:t></w:r><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>rà soát người nghiện</w:t></w:r></w:ins></w:p>"
    )

    lines, notes = raw_lines(docx(body))

    assert lines[0].text == SENTENCE
    assert "Track Changes" in notes[0]


def test_table_rows_come_as_cells_and_merged_cells_are_filled_downwards():
    body = table(
        cell("STT") + cell("Nhiệm vụ") + cell("Đơn vị chủ trì"),
        cell("1") + cell("Tuyên truyền", "- ở trường") + cell("Công an tỉnh", merge="restart"),
        cell("2") + cell("Kiểm tra") + cell(merge=""),
        cell("Ghi chú chung", span=3),
    )

    rows = lines_of(body)

    assert [row.cells for row in rows] == [
        ("STT", "Nhiệm vụ", "Đơn vị chủ trì"),
        ("1", "Tuyên truyền\n- ở trường", "Công an tỉnh"),
        ("2", "Kiểm tra", "Công an tỉnh"),
        ("Ghi chú chung", "", ""),
    ]
    assert all(row.text == "\t".join(row.cells) and row.table == 1 for row in rows)


def test_the_letterhead_is_no_table_of_duties():
    body = table(
        cell("ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI") + cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        cell("Số: 02/KH-UBND") + cell("Lào Cai, ngày 05 tháng 02 năm 2026"),
        bordered=False,
    )

    lines = lines_of(body)

    assert [line.text for line in lines][1:4] == [
        "TỈNH LÀO CAI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 02/KH-UBND",
    ]
    assert not any(line.cells for line in lines)


def test_a_letterhead_set_with_tabs_comes_apart_and_other_tabs_are_spaces():
    tabbed = "<w:p><w:r><w:t>{}</w:t><w:tab/><w:t>{}</w:t></w:r></w:p>"
    body = tabbed.format("UBND TỈNH LÀO CAI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + tabbed.format("1.", SENTENCE)

    assert texts(body) == ["UBND TỈNH LÀO CAI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", f"1. {SENTENCE}"]


def test_a_text_box_is_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>Sở Y tế hướng dẫn các xã</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p><w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent><w:t>{SENTENCE}</w:t></w:r></w:p>"
    )

    assert texts(body) == ["Sở Y tế hướng dẫn các xã", SENTENCE]


def test_text_in_old_fonts_becomes_unicode_even_cut_into_runs():
    font = '<w:rFonts w:ascii="VNI-Times"/>'
    runs = "".join(
        f"<w:r><w:rPr>{font}</w:rPr><w:t>{part}</w:t></w:r>" for part in ("Coâng an tæ", "nh chu", "û trì raø soaùt")
    )
    capital = p("kÕ ho¹ch phßng chèng ma tuý", run='<w:rFonts w:ascii=".VnTimeH"/>')

    lines, notes = raw_lines(docx(f"<w:p>{runs}</w:p>{capital}"))

    assert [line.text for line in lines] == ["Công an tỉnh chủ trì rà soát", "KẾ HOẠCH PHÒNG CHỐNG MA TUÝ"]
    assert "Unicode" in notes[0]


def test_unicode_text_under_an_old_font_name_stays_as_it_is():
    assert texts(p(SENTENCE, run='<w:rFonts w:ascii=".VnTime"/>')) == [SENTENCE]


def test_bold_is_told_for_whole_paragraphs_and_for_labels():
    label = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Công an tỉnh:</w:t></w:r><w:r><w:t> rà soát người nghiện</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Công an</w:t></w:r><w:r><w:t> tỉnh rà soát</w:t></w:r></w:p>"
    )

    assert [line.bold for line in lines_of(label + p(SENTENCE, run="<w:b/>") + p(SENTENCE))] == [
        True,
        False,
        True,
        False,
    ]


def test_pages_are_counted_where_word_noted_its_breaks():
    broken = f"<w:p><w:r><w:lastRenderedPageBreak/><w:t>{SENTENCE}</w:t></w:r></w:p>"

    assert [line.page for line in lines_of(p(SENTENCE) + broken)] == [1, 2]
    assert [line.page for line in lines_of(p(SENTENCE))] == [None]


def test_a_raised_note_mark_is_no_part_of_the_word_but_of_a_unit():
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    body = (
        "<w:p><w:r><w:t>ma túy</w:t></w:r>" + raised.format("1") + "<w:r><w:t> trên diện tích 20 m</w:t></w:r>"
        + raised.format("2") + "</w:p>"
    )  # fmt: skip

    assert texts(body) == ["ma túy trên diện tích 20 m2"]


def test_a_manual_line_break_splits_where_something_new_begins():
    pieces = ("- Công an tỉnh rà soát;", "- Sở Y tế điều trị", "cho người nghiện")
    body = f"<w:p><w:r>{'<w:br/>'.join(f'<w:t>{piece}</w:t>' for piece in pieces)}</w:r></w:p>"

    assert texts(body) == ["- Công an tỉnh rà soát;", "- Sở Y tế điều trị cho người nghiện"]


@given(st.integers(min_value=1, max_value=3999))
def test_roman_figures_read_back(number):
    worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    values = [worth[letter] for letter in figures(number, "upperRoman")]

    assert sum(v if v >= after else -v for v, after in zip(values, [*values[1:], 0], strict=True)) == number


def _odt_cell(text: str) -> str:
    return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"


def test_an_odt_gives_lists_and_tables():
    office = 'xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s"'
    style = (
        '<text:list-style style:name="L">'
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>'
    )
    inner = f"<text:list><text:list-item><text:p>{SENTENCE}</text:p></text:list-item></text:list>"
    one = f"<text:list-item><text:p>Nhiệm<text:s/> vụ chung của tỉnh</text:p>{inner}</text:list-item>"
    rows = "".join(
        f"<table:table-row>{''.join(map(_odt_cell, row))}</table:table-row>"
        for row in (("STT", "Nhiệm vụ"), ("1", "Kiểm tra"), ("2", "Báo cáo"))
    )
    body = f'<text:list text:style-name="L">{one}{one}</text:list><table:table>{rows}</table:table>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {office}><office:automatic-styles>{style}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )

    lines, _ = raw_lines(stream.getvalue())

    assert [line.text.split(" ")[0] for line in lines[:4]] == ["1.", "a)", "2.", "a)"]
    assert lines[-1].cells == ("2", "Báo cáo")


def test_a_web_page_called_word_document_is_read_and_said():
    page = (
        "<html><head><title>t</title><style>p{}</style></head><body><h2>Kế hoạch của tỉnh</h2>"
        "<p>Giao <b>Công an</b> tỉnh&nbsp;chủ trì<script>x()</script></p><ul><li>rà soát</ul>"
        "<table><tr><td>STT<td>Nhiệm vụ</tr><tr><td>1<td>Kiểm tra</tr><tr><td colspan=2>Chung</tr></table>"
        "</body></html>"
    )

    lines, notes = raw_lines(page.encode(), name="ke-hoach.docx")

    assert [line.text for line in lines[:3]] == ["Kế hoạch của tỉnh", "Giao Công an tỉnh chủ trì", "- rà soát"]
    assert lines[0].heading == 2
    assert [line.cells for line in lines[3:]] == [("STT", "Nhiệm vụ"), ("1", "Kiểm tra"), ("Chung", "")]
    assert any("trang web" in note for note in notes)


@pytest.mark.parametrize("old", [b"{\\rtf1 x}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_an_old_file_is_read_through_libreoffice_where_that_is_installed(tmp_path, monkeypatch, old):
    (tmp_path / "made.docx").write_bytes(docx(p(SENTENCE)))
    program = tmp_path / "soffice"
    program.write_text(
        f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\ncp {tmp_path}/made.docx "$2/van-ban.docx"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    lines, notes = raw_lines(old, name="cu.doc")

    assert lines[0].text == SENTENCE
    assert any("LibreOffice" in note for note in notes)


@pytest.mark.parametrize("name", ["vb.docx", "../../etc/vb.docx", "C:\\vb.docx", "\0.docx", ""])
def test_the_name_of_a_file_decides_nothing(name):
    assert raw_lines(docx(p(SENTENCE)), name=name)[0][0].text == SENTENCE
