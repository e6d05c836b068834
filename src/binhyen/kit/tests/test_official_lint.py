"""The check of layout: each fault is found with its measure, our own documents have none, hostile files stay closed."""

import io
import zipfile
from datetime import date

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from binhyen.kit import official_document as official
from binhyen.kit.official_lint import NotDocument, lint
from binhyen.kit.official_lint.command import check

BODY = "Công an xã chủ trì rà soát người sử dụng trái phép chất ma túy trên địa bàn, báo cáo Ủy ban nhân dân xã. "


def plan():
    document = official.new_document(title="Kế hoạch")
    head = official.Letterhead(
        parent="Ủy ban nhân dân tỉnh", issuer="Sở Y tế", number="5", symbol="KH-SYT", place="Lào Cai",
        day=date(2026, 2, 5),
    )  # fmt: skip
    official.add_letterhead(document, head)
    official.add_title(document, "Kế hoạch", "Phòng, chống ma túy năm 2026")
    official.add_bases(document, ["Căn cứ Luật Phòng, chống ma túy", "Căn cứ Nghị định số 28/2026/NĐ-CP"])
    outline = official.Outline()
    for level, text in ((1, "Mục đích"), (3, BODY), (3, BODY), (3, BODY), (3, BODY), (3, BODY)):
        official.add_point(document, outline.next(official.Level(level)), text, official.Level(level))
    official.end_text(document)
    signature = official.Signature(titles=("KT. Giám đốc", "Phó Giám đốc"), name="Nguyễn Văn An")
    official.add_closing(document, recipients=["Như trên", "Lưu: VT"], signature=signature)
    return document


def found(document):
    return {one.code: one for one in lint(official.content(document)).wrong}


def cells(document, table=0):
    return [cell for row in document.tables[table].rows for cell in row.cells]


def test_our_own_document_has_no_fault():
    report = lint(official.content(plan()))

    assert (report.findings, report.kind) == ((), "Kế hoạch")


def _narrow(document):
    document.sections[0].left_margin = Mm(25)


def _font(document):
    document.paragraphs[-1].runs[0].font.name = "Arial"


def _old_font(document):
    document.paragraphs[-1].runs[0].font.name = ".VnTime"


def _small_motto(document):
    cells(document)[1].paragraphs[1].runs[0].font.size = Pt(12)


def _no_rule(document):
    rule = cells(document)[1].paragraphs[2]
    rule._p.getparent().remove(rule._p)


def _short_rule(document):
    cells(document)[1].paragraphs[2].paragraph_format.left_indent = Mm(60)


def _of_size(cell, at, size):
    def change(document):
        cells(document)[cell].paragraphs[at].runs[0].font.size = Pt(size)

    return change


def _small_address(document):
    line = document.paragraphs[3].insert_paragraph_before("Kính gửi: Ủy ban nhân dân tỉnh")
    line.runs[0].font.size = Pt(12)


def _plain_annex(document):
    official.start_another(document)
    official.add_annex_title(document, name="Phụ lục I", title="Danh sách")
    name = next(line for line in document.paragraphs if line.text == "PHỤ LỤC I")
    name.runs[0].bold, name.runs[0].font.size = False, Pt(13)


def _no_title_rule(document):
    rule = document.paragraphs[2]
    rule._p.getparent().remove(rule._p)


def _in(cell, old, new):
    def change(document):
        for line in cells(document)[cell].paragraphs:
            for run in line.runs:
                run.text = run.text.replace(old, new)

    return change


def _no_numbers(document):
    header = document.sections[0].header.paragraphs[0]._p
    header.getparent().remove(header)
    document.sections[0].header._element.append(docx.oxml.OxmlElement("w:p"))


def _on_the_first(document):
    document.sections[0].different_first_page_header_footer = False


def _later_without_number(document):
    section = document.add_section()
    section.header.is_linked_to_previous = False


def _later_hides_its_first(document):
    document.add_section().different_first_page_header_footer = True


def _left(document):
    document.paragraphs[-1].alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.LEFT


def _letters(document):
    document.paragraphs[-1].runs[0].text = f"e) {BODY}./."


def _upright_basis(document):
    next(line for line in document.paragraphs if line.text.startswith("Căn cứ")).runs[0].italic = False


def _no_deputy(document):
    cell = cells(document, -1)[1]
    line = next(line for line in cell.paragraphs if line.text.startswith("PHÓ"))
    line._p.getparent().remove(line._p)


def _recipients(old, new):
    def change(document):
        for line in cells(document, -1)[0].paragraphs:
            for run in line.runs:
                run.text = run.text.replace(old, new)

    return change


def _degree(document):
    cells(document, -1)[1].paragraphs[-1].runs[0].text = "TS. Nguyễn Văn An"


@pytest.mark.parametrize(
    ("spoil", "code", "off"),
    [
        (_narrow, "margin-left", "thiếu 5 mm"),
        (_font, "font", "chữ"),
        (_old_font, "font", "chữ"),
        (_small_motto, "size-motto_size", "nhỏ hơn 1"),
        (_no_rule, "rule-motto_rule", ""),
        (_short_rule, "rule-motto_rule", "mm"),
        (_in(1, "Tự do", "Tự Do"), "motto-words", ""),
        (_in(1, "CỘNG HÒA", "CỘNG HOÀ"), "nation-words", ""),
        (_in(2, "05/", "5/"), "number-zero", ""),
        (_in(2, "KH-SYT", "KH - SYT"), "symbol", ""),
        (_in(3, "tháng 02", "tháng 2"), "day-zero", ""),
        (_in(3, "ngày 05", "ngày 31"), "day-none", ""),
        (_no_numbers, "page-number", ""),
        (_on_the_first, "page-number-first", ""),
        (_later_without_number, "page-number-section", ""),
        (_later_hides_its_first, "page-number-section", ""),
        (_no_title_rule, "rule-rule", ""),
        (_of_size(0, 0, 14), "size-parent_size", "to hơn 1"),
        (_small_address, "size-addressed_size", "nhỏ hơn 1"),
        (_plain_annex, "size-annex_size", "nhỏ hơn 1"),
        (_plain_annex, "annex-bold", ""),
        (_left, "body-justified", "1/"),
        (_letters, "letter-order", ""),
        (_upright_basis, "basis-italic", ""),
        (_no_deputy, "signature-deputy", ""),
        (_degree, "signature-title", ""),
        (_recipients("Lưu: VT", "Sở Tư pháp"), "recipients-kept", ""),
        (_recipients("Như trên;", "Như trên"), "recipients-end", ""),
    ],
)
def test_one_fault_is_found_with_where_how_much_and_the_mend(spoil, code, off):
    document = plan()
    spoil(document)
    if code == "page-number":  # a short document may do without
        for _ in range(60):
            document.element.body.insert(8, docx.oxml.parse_xml(_plain()))

    one = found(document)[code]

    assert off in one.off
    assert all((one.where, one.found, one.wanted, one.mend))


def urgent(*, width=30.0, height=8, colour="C00000", size=13):
    document = official.new_document()
    head = official.Letterhead(issuer="Sở Y tế", number="5", symbol="SYT-NVY", place="Lào Cai", urgency="HỎA TỐC")
    official.add_letterhead(document, head)
    _, stamp = document.tables[0]._tbl.iter(qn("w:tbl"))  # the one within it
    for name, value in (("w:tcW", width * 1440 / 25.4), ("w:trHeight", height * 1440 / 25.4), ("w:sz", size * 2)):
        next(stamp.iter(qn(name))).set(qn("w:w" if name == "w:tcW" else "w:val"), str(round(value)))
    next(stamp.iter(qn("w:color"))).set(qn("w:val"), colour)
    return document


@pytest.mark.parametrize(
    ("given", "code", "off"),
    [
        ({}, "", ""),
        ({"width": 40}, "mark-width", "thừa 10,0 mm"),
        ({"height": 6.5}, "mark-height", "thiếu 1,5 mm"),
        ({"colour": "0000C0"}, "mark-red", ""),
        ({"size": 11}, "mark-size", ""),
    ],
)
def test_a_mark_of_urgency_has_its_frame_its_size_and_its_red(given, code, off):
    marks = {name: one for name, one in found(urgent(**given)).items() if name.startswith("mark-")}

    assert list(marks) == ([code] if code else [])
    assert all(one.off == off for one in marks.values())


def test_a_mark_without_a_frame_is_found_and_one_in_a_text_box_is_measured():
    document = urgent()
    stamp = next(one for one in document.tables[0]._tbl.iter(qn("w:tbl")) if one is not document.tables[0]._tbl)
    for edges in stamp.iter(qn("w:tblBorders")):
        edges.getparent().remove(edges)
    boxed = official.new_document()
    official.add_paragraph(boxed, "Nội dung")._p.append(docx.oxml.parse_xml(_box("KHẨN", wide=20, high=12)))

    assert "mark-frame" in found(document)
    assert found(boxed)["mark-height"].off == "thừa 4,0 mm"
    assert "mark-width" not in found(boxed)


def test_how_secrecy_looks_is_a_question_since_its_law_was_not_read():
    boxed = official.new_document()
    official.add_paragraph(boxed, "Nội dung")._p.append(docx.oxml.parse_xml(_box("Mật", wide=9, high=12)))
    said = [(one.code, one.weight) for one in lint(official.content(boxed)).findings if one.code.startswith("mark-")]

    assert said == [("mark-case", "LOOK")]


def test_a_word_in_a_column_of_a_table_is_no_mark():
    document = plan()
    official.add_table(document, [official.Column("Mức độ", 80)], [("Khẩn",), ("Mật",)])

    assert [one.code for one in lint(official.content(document)).findings if one.code.startswith("mark-")] == []


def test_a_mark_in_a_bordered_cell_of_the_head_is_looked_at():
    document = urgent(size=11)
    _, stamp = document.tables[0]._tbl.iter(qn("w:tbl"))
    cell, words = stamp.getparent(), next(stamp.iter(qn("w:p")))
    cell.replace(stamp, words)
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right"))
    cell.get_or_add_tcPr().append(docx.oxml.parse_xml(f"<w:tcBorders {nsdecls('w')}>{edges}</w:tcBorders>"))

    assert {name for name in found(document) if name.startswith("mark-")} == {"mark-size", "mark-width"}


def _box(words, *, wide, high):
    size = f'cx="{wide * 36000}" cy="{high * 36000}"'
    return (
        f'<w:r {nsdecls("w", "wp")} xmlns:wps="urn:x"><w:drawing><wp:anchor><wp:extent {size}/><wps:txbx>'
        f'<w:txbxContent><w:p><w:r><w:rPr><w:b/><w:color w:val="FF0000"/><w:sz w:val="26"/></w:rPr><w:t>{words}</w:t>'
        "</w:r></w:p></w:txbxContent></wps:txbx></wp:anchor></w:drawing></w:r>"
    )


def test_letters_in_ruled_tables_are_looked_at_and_those_of_the_head_are_not():
    document = plan()
    official.add_table(document, [official.Column("Số", 80)], [("1",), ("2",)])
    assert lint(official.content(document)).findings == ()
    for run in document.tables[-1]._tbl.iter(qn("w:sz")):
        run.set(qn("w:val"), "20")

    [one] = [one for one in lint(official.content(document)).findings if one.code == "table-size"]

    assert (one.found, one.off, one.weight) == ("cỡ 10", "3/3 ô", "LOOK")


def _plain():
    space = docx.oxml.ns.nsdecls("w")
    return (
        f'<w:p {space}><w:pPr><w:spacing w:after="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr>'
        '<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>Nội dung.</w:t></w:r></w:p>'
    )


def test_a_document_made_by_hand_in_words_own_look_has_many_faults():
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph(BODY)

    assert {"margin-right", "font", "nation", "motto", "body-size"} <= set(found(document))


def test_measures_with_decimals_of_other_programs_are_read_and_not_stumbled_over():
    document = plan()
    for line in document.paragraphs[3:]:
        line._p.get_or_add_pPr().append(docx.oxml.parse_xml(_decimals()))

    faults = found(document)

    assert "body-indent" not in faults  # 720.0005 twips is 12.7 mm
    assert "body-line" not in faults


def _decimals():
    return f'<w:spacing {docx.oxml.ns.nsdecls("w")} w:after="120.5" w:line="276.0005" w:lineRule="auto"/>'


def packed(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không phải Word"),
        (b"%PDF-1.7", "không phải Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "đời cũ"),
        (packed(**{"word/document.xml": "<a/>", "word/vbaProject.bin": "x"}), "macro"),
        (packed(**{"word/document.xml": " " * 30_000_000}), "phình ra"),
        (packed(**{"word/document.xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"}), "khai báo lạ"),
        (packed(**{"word/document.xml": "<a>"}), "hỏng bên trong"),
        (packed(**{"xl/workbook.xml": "<a/>"}), "không phải văn bản Word"),
        (packed(**{"word/document.xml": "<a/>"})[:60], "không phải Word"),
    ],
    ids=["empty", "pdf", "old", "macro", "bomb", "entity", "broken", "sheet", "cut"],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_words(content, words):
    with pytest.raises(NotDocument, match=words):
        lint(content)


def test_the_command_says_what_is_off_and_ends_accordingly(tmp_path):
    good, bad, none = (tmp_path / name for name in ("a.docx", "b.docx", "c.docx"))
    document = plan()
    good.write_bytes(official.content(document))
    _narrow(document)
    bad.write_bytes(official.content(document))
    none.write_bytes(b"x")

    results = [CliRunner().invoke(check, [str(path)]) for path in (good, bad, none)]

    assert [result.exit_code for result in results] == [0, 1, 2]
    assert "thiếu 5 mm" in results[1].output
