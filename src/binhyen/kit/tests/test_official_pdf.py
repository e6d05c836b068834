"""PDF drawn from the .docx of official documents."""

import io
from datetime import UTC, date, datetime

import docx
import pypdfium2
import pytest
from lxml import etree
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from binhyen.kit import official_document as official
from binhyen.kit.official_pdf import NotDrawable, laid_out, pdf_of
from binhyen.kit.official_signatures import with_field


def letter():
    document = official.new_document(title="Kế hoạch phòng, chống ma túy")
    head = official.Letterhead(
        issuer="Ủy ban nhân dân\nxã Bản Lầu", number="5", symbol="KH-UBND", place="Bản Lầu", day=date(2026, 2, 5)
    )
    official.add_letterhead(document, head)
    official.add_title(document, "Kế hoạch", "Phòng, chống ma túy năm 2026")
    for _ in range(16):
        official.add_paragraph(document, "Công an xã chủ trì rà soát người sử dụng trái phép chất ma túy. " * 3)
    columns = [official.Column("STT", 13, centred=True), official.Column("Nhiệm vụ", 150)]
    official.add_table(document, columns, [official.GroupRow("Nhóm I"), ("1", "Rà soát < 5 & > 3 #let $x$ \\ *đậm*")])
    signature = official.Signature("TM. Ủy ban nhân dân", ("KT. Chủ tịch", "Phó Chủ tịch"), "Giàng Thị Ẵm")
    official.add_closing(document, recipients=["Như trên", "Lưu: VT"], signature=signature)
    return document


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def test_the_moment_it_was_made_stands_in_it_to_the_second():
    pdf = pdf_of(official.content(letter()), at=datetime(2026, 11, 23, 5, 30, 7, 123456, tzinfo=UTC))

    assert "20261123053007" in pypdfium2.PdfDocument(pdf).get_metadata_value("CreationDate")


def test_a_pdf_says_every_word_of_its_docx_and_signs_in_it_are_words():
    document = letter()
    printed = "".join(pages(pdf_of(official.content(document)))).split()

    words = "".join(etree.fromstring(etree.tostring(document.element.body)).itertext()).split()
    assert sorted("".join(printed)) == sorted("".join([*words, "2"]))  # and the number of the second page
    assert "#let" in printed


def test_pages_are_numbered_from_the_second_on_and_an_annex_begins_anew():
    document = letter()
    official.start_another(document)
    official.add_annex_title(document, name="Phụ lục", title="Danh sách")
    first, second, annex = pages(pdf_of(official.content(document)))

    assert second.lstrip().startswith("2")
    assert first.lstrip()[0] != "1"
    assert annex.strip().startswith("PHỤ LỤC")


def test_the_same_docx_gives_the_same_pdf():
    content = official.content(letter())

    assert pdf_of(content) == pdf_of(content)


def test_a_pdf_is_made_for_keeping():
    pdf = pdf_of(official.content(letter()))

    assert b"pdfaid" in pdf
    assert b"/Lang" in pdf


def test_pictures_are_drawn():
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(stream, "PNG")
    document = official.new_document(title="Hình")
    document.add_paragraph().add_run().add_picture(io.BytesIO(stream.getvalue()))

    page = pypdfium2.PdfDocument(pdf_of(official.content(document)))[0].render(scale=1).to_pil()

    assert (255, 0, 0) in {page.getpixel((x, 60)) for x in range(85, 200)}


def test_what_cannot_be_drawn_is_refused_and_not_left_out():
    document = docx.Document()
    run = document.add_paragraph().add_run()
    run._r.append(docx.oxml.parse_xml(f"<w:object {docx.oxml.ns.nsdecls('w')}/>"))

    with pytest.raises(NotDrawable, match="object"):
        pdf_of(official.content(document))
    with pytest.raises(NotDrawable):
        pdf_of(b"PK\x03\x04 no zip")


def test_a_mark_is_found_where_it_was_put():
    document = letter()
    last = document.tables[-1].rows[0].cells[1].paragraphs[-1]
    start = docx.oxml.parse_xml(f'<w:bookmarkStart {docx.oxml.ns.nsdecls("w")} w:id="1" w:name="chu_ky"/>')
    last._p.insert(1, start)

    place = laid_out(official.content(document)).places["chu_ky"]

    assert place.page == 2
    assert 250 < place.x < 400


def ending_in_a_table(rows, width):
    document = official.new_document()
    columns = [official.Column("Thôn", width / 2), official.Column("Người", width / 2)]
    official.add_table_turned(document, columns, [(f"Thôn {at}", str(at)) for at in range(1, rows + 1)])
    official.add_gap(document)
    official.end_text(document)
    official.keep_with_next(document)
    official.add_closing(document, recipients=["Lưu: VT"], signature=official.Signature("", ("Chủ tịch",), "Giàng A"))
    return document


def test_under_a_last_table_the_signature_has_its_last_row_with_the_head_over_it():
    made = [pages(pdf_of(official.content(ending_in_a_table(rows, 160)))) for rows in range(27, 35, 2)]
    moved = [page.split() for *_, page in made]

    assert {len(one) for one in made} == {1, 2}, "the end of a page is among them"
    for rows, (words, one) in enumerate(zip(moved, made, strict=True)):
        assert "./." in words
        assert len(one) == 1 or words[:5] == ["2", "Thôn", "Người", "Thôn", str(27 + 2 * rows)]


def test_under_a_last_table_that_lies_across_the_signature_lies_across_too():
    made = laid_out(official.content(ending_in_a_table(3, 240)))
    *_, last = pypdfium2.PdfDocument(made.pdf)
    field = PdfFileReader(io.BytesIO(with_field(made))).root["/AcroForm"]["/Fields"][0]

    assert last.get_width() > last.get_height()
    assert {"Thôn", "3", "./.", "Giàng"} <= set(last.get_textpage().get_text_range().split())
    low, high = float(field["/Rect"][1]), float(field["/Rect"][3])
    assert 0 < low < high < last.get_height()
