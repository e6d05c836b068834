"""PDF files and scans: lines with pages, tables from ruling lines, recognised letters."""

import io
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from binhyen.operations.directives.reader.sources import ocr, raw_lines
from binhyen.operations.directives.reader.sources.ocr_layout import laid_out, strokes_of, words_of
from binhyen.operations.directives.reader.sources.pdf_tables import Stroke, grids
from binhyen.operations.directives.reader.values import Refused

from .pdf_samples import Page, paragraphs, pdf, ruled

SENTENCE = "Công an tỉnh chủ trì, phối hợp với Sở Y tế rà soát."
HEAD = ("STT", "Nhiệm vụ", "Chủ trì")
XS = [85.0, 145.0, 345.0, 550.0]


def table_page(rows: list[tuple[str, ...]], *, top: float = 720.0) -> Page:
    ys = [top - 30 * at for at in range(len(rows) + 1)]
    texts = [
        (x + 4, y - 18, text)
        for y, row in zip(ys, rows, strict=False)
        for x, text in zip(XS, row, strict=False)
        if text
    ]
    return Page(texts, ruled(XS, ys))


def words(*lines: str, top: int = 100) -> str:
    """What tesseract says of some lines: one row per word, places in pixels."""
    rows = ["level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext"]
    for number, line in enumerate(lines, 1):
        left = 100
        for at, word in enumerate(line.split(" "), 1):
            if word:
                rows.append(
                    f"5\t1\t1\t1\t{number}\t{at}\t{left}\t{top + 60 * number}\t{20 * len(word)}\t40\t95\t{word}"
                )
            left += 20 * len(word) + 20
    return "\n".join(rows)


@pytest.fixture
def reader_of_scans(tmp_path, monkeypatch):
    """A stand-in for tesseract that answers every picture with two lines."""
    answer = tmp_path / "answer.tsv"
    answer.write_text(words(SENTENCE, "Sở Y tế"))
    program = tmp_path / "tesseract"
    program.write_text(f'#!/bin/sh\n[ "$1" = --list-langs ] && echo vie && exit\ncat > /dev/null\ncat {answer}\n')
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    ocr.is_installed.cache_clear()
    yield
    ocr.is_installed.cache_clear()


@pytest.fixture
def no_reader_of_scans(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.is_installed.cache_clear()
    yield
    ocr.is_installed.cache_clear()


def test_lines_carry_their_page():
    lines, _ = raw_lines(pdf(paragraphs("KẾ HOẠCH", SENTENCE), paragraphs("2", "Sở Nội vụ hướng dẫn các xã, phường.")))

    assert [(line.number, line.page, line.text[:9]) for line in lines] == [
        (1, 1, "KẾ HOẠCH"),
        (2, 1, "Công an t"),
        (3, 2, "2"),
        (4, 2, "Sở Nội vụ"),
    ]


def test_words_set_side_by_side_are_two_lines():
    page = Page([(60, 780, "Số: 02/KH-UBND"), (330, 780, "Lào Cai, ngày 05 tháng 02 năm 2026"), (85, 740, SENTENCE)])

    assert [line.text for line in raw_lines(pdf(page))[0]][:2] == [
        "Số: 02/KH-UBND",
        "Lào Cai, ngày 05 tháng 02 năm 2026",
    ]


def test_a_ruled_table_becomes_rows_of_cells():
    page = table_page([HEAD, ("1", "Tuyên truyền", "Công an tỉnh"), ("2", "Điều trị", "Sở Y tế")])
    page.texts.insert(0, (85, 780, SENTENCE))

    lines, _ = raw_lines(pdf(page))

    assert lines[0].text == SENTENCE
    assert [line.cells for line in lines[1:]] == [
        HEAD,
        ("1", "Tuyên truyền", "Công an tỉnh"),
        ("2", "Điều trị", "Sở Y tế"),
    ]


def test_a_table_over_two_pages_is_one_table_without_its_second_head():
    first = table_page([HEAD, ("1", "Tuyên truyền ở", "Công an tỉnh")], top=120)
    second = table_page([HEAD, ("", "trường học", ""), ("2", "Điều trị", "Sở Y tế")], top=790)

    lines, _ = raw_lines(pdf(first, second))

    assert [line.cells for line in lines] == [
        HEAD,
        ("1", "Tuyên truyền ở trường học", "Công an tỉnh"),
        ("2", "Điều trị", "Sở Y tế"),
    ]
    assert {line.table for line in lines} == {1}


def test_a_cell_merged_downwards_repeats_its_words():
    page = table_page([HEAD, ("1", "Tuyên truyền", "Công an tỉnh"), ("2", "Điều trị", "")])
    page.lines = [line for line in page.lines if line[1] != 660.0 or line[3] != 660.0] + [(85, 660, 345, 660)]

    lines, _ = raw_lines(pdf(page))

    assert [line.cells[2] for line in lines] == ["Chủ trì", "Công an tỉnh", "Công an tỉnh"]


def test_an_empty_line_parts_paragraphs_where_the_next_word_would_have_fitted():
    full = "Công an tỉnh chủ trì, phối hợp với Sở Y tế, Sở Nội vụ và các xã rà soát"
    page = paragraphs("KẾ HOẠCH", "của tỉnh", "năm 2026", full, full, "người nghiện", "Sở Y tế", full, full)

    texts = [line.text for line in raw_lines(pdf(page))[0]]

    assert texts == ["KẾ HOẠCH", "của tỉnh", "năm 2026", "", full, full, "người nghiện", "", "Sở Y tế", "", full, full]


def test_an_empty_line_parts_a_paragraph_with_an_indented_first_line():
    full = "Công an tỉnh chủ trì, phối hợp với Sở Y tế, Sở Nội vụ và các xã rà soát"
    page = paragraphs(*[full] * 8)
    short = full.removesuffix(" soát")
    page.texts[5] = (115.0, page.texts[5][1], short)

    texts = [line.text for line in raw_lines(pdf(page))[0]]

    assert texts == [full] * 5 + ["", short] + [full] * 2


def test_an_underline_is_no_table():
    page = paragraphs("KẾ HOẠCH", SENTENCE)
    page.lines = [(200, 770, 300, 770), (85, 600, 500, 600)]

    assert not any(line.cells for line in raw_lines(pdf(page))[0])


@given(st.integers(1, 6), st.integers(2, 6), st.randoms())
def test_a_full_grid_has_as_many_cells_as_drawn_however_its_lines_are_ordered(rows, columns, order):
    xs = [50.0 + 60 * at for at in range(columns + 1)]
    ys = [700.0 - 25 * at for at in range(rows + 1)]
    strokes = [Stroke(*line) for line in ruled(xs, ys)]
    order.shuffle(strokes)

    (grid,) = grids(strokes)

    assert [[cell is not None for cell in row] for row in grid.rows] == [[True] * columns] * rows


@given(st.lists(st.tuples(*[st.floats(0, 600, allow_nan=False)] * 4), max_size=40))
def test_any_lines_make_tables_or_none_but_no_error(places):
    strokes = [Stroke(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in places]

    for grid in grids(strokes):
        assert grid.box.left < grid.box.right


@pytest.mark.usefixtures("reader_of_scans")
def test_a_scanned_pdf_is_recognised_page_by_page_and_says_so():
    lines, notes = raw_lines(pdf(Page(picture=True), paragraphs(SENTENCE), Page(picture=True)))

    assert [(line.page, line.text) for line in lines] == [
        (1, SENTENCE),
        (1, "Sở Y tế"),
        (2, SENTENCE),
        (3, SENTENCE),
        (3, "Sở Y tế"),
    ]
    assert "trang 1, 3" in notes[0]


@pytest.mark.usefixtures("reader_of_scans")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP"])
def test_pictures_of_every_kind_are_recognised(form):
    assert [line.text for line in raw_lines(picture(form))[0]] == [SENTENCE, "Sở Y tế"]


@pytest.mark.usefixtures("no_reader_of_scans")
@pytest.mark.parametrize("data", [pdf(Page(picture=True)), b"picture"])
def test_without_the_program_a_scan_is_refused_with_the_name_of_the_package(data):
    with pytest.raises(Refused) as refused:
        raw_lines(picture("PNG") if data == b"picture" else data)

    assert refused.value.code == "NEEDS_OCR"
    assert "tesseract-ocr-vie" in refused.value.message


@pytest.mark.usefixtures("no_reader_of_scans")
def test_without_the_program_a_few_scanned_pages_are_named_and_the_rest_is_read():
    lines, notes = raw_lines(pdf(paragraphs(*[SENTENCE] * 8), Page(picture=True)))

    assert len(lines) == 8
    assert "trang 2" in notes[0]


def test_recognised_words_far_apart_on_one_line_are_two_lines():
    page = laid_out(words_of(words("ỦY BAN" + " " * 20 + "CỘNG HÒA", "TỈNH LÀO CAI")), [], width=1654)

    assert [item.text for item in page.items] == ["ỦY BAN", "CỘNG HÒA", "TỈNH LÀO CAI"]


def test_the_rules_of_a_scanned_table_are_found_also_when_scanned_askew():
    image = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in ruled([150, 400, 900, 1500], [300, 420, 540]):
        pen.line((x0, y0, x1, y1), fill=0, width=4)

    for angle in (0, 0.3, -0.3):
        (grid,) = grids(strokes_of(image.rotate(angle, fillcolor=255)))
        assert [len(row) for row in grid.rows] == [3, 3]


def test_recognised_words_inside_rules_become_cells():
    scale = 595 / 1654
    lines = ruled([90, 700, 1500], [-150.0, -230.0, -290.0])
    (grid,) = grids(
        [Stroke(*(place * scale for place in (x0, min(y0, y1), x1, max(y0, y1)))) for x0, y0, x1, y1 in lines]
    )

    page = laid_out(
        words_of(words("Việc" + " " * 34 + "Chủ trì", "Rà soát" + " " * 31 + "Công an tỉnh")), [grid], width=1654
    )

    assert page.items[0].rows == (("Việc", "Chủ trì"), ("Rà soát", "Công an tỉnh"))


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("Côngan", "Công an"), ("túytại", "túy tại"), ("nghiêng", "nghiêng"), ("UBND", "UBND"), ("karaoke", "karaoke")],
)
def test_words_recognised_as_one_are_taken_apart(seen, meant):
    (word,) = words_of(words(seen))

    assert word.text == meant


@pytest.mark.parametrize("answer", ["", "5\t1", "5\t1\t1\t1\t1\t1\ta\tb\tc\td\t9\tCông", "\n\n"])
def test_an_answer_of_nonsense_is_a_page_without_words(answer):
    assert laid_out(words_of(answer), [], width=0).items == []


def picture(form: str) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (200, 280), 255).save(stream, form)
    return stream.getvalue()
