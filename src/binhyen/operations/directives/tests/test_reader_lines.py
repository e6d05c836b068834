"""Source lines become logical paragraphs, and every character knows where it came from."""

import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.operations.directives.reader.layout import measure
from binhyen.operations.directives.reader.lines import blocks
from binhyen.operations.directives.reader.values import Block, RawLine

PLAN = (
    "I. NHIỆM VỤ",
    (
        "1. Công an tỉnh chủ trì, phối hợp với các sở, ban, ngành, tổ chức chính trị - xã hội rà soát người nghiện trên"
        " địa bàn; lập danh sách theo từng thôn, tổ dân phố và cập nhật vào phần mềm quản lý."
    ),
    (
        "2. Sở Y tế bố trí sinh phẩm xét nghiệm cho các trạm y tế, tập huấn cho nhân viên y tế của các xã biên giới về"
        " xác định tình trạng nghiện ma túy trước khi mở đợt cao điểm mùa hè năm nay."
    ),
    "- Phòng Văn hóa - Xã hội các xã hướng dẫn thôn, bản đưa nội dung phòng, chống ma túy vào quy ước của cộng đồng.",
)


def lines_of(text: str) -> list[RawLine]:
    return [RawLine(number, line) for number, line in enumerate(text.split("\n"), 1)]


def texts(source: str) -> list[str]:
    return [block.text for block in blocks(lines_of(source))]


def wrapped(width: int, gap: str = "\n") -> str:
    return gap.join(line for paragraph in PLAN for line in textwrap.wrap(paragraph, width, break_on_hyphens=False))


def test_one_paragraph_a_line_stays_as_it_is():
    assert texts("\n".join(PLAN)) == list(PLAN)


@pytest.mark.parametrize("width", [60, 72, 88])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_broken_at_a_width_are_joined_whether_or_not_blank_lines_stand_between(width, gap):
    assert texts(wrapped(width, gap)) == list(PLAN)


def test_a_page_number_in_the_middle_of_a_sentence_is_left_out():
    source = "1. Sở Y tế rà soát các cơ sở điều trị trên địa bàn và\n\n\n3\n\nbáo cáo kết quả về Ủy ban nhân dân tỉnh."

    assert texts(source) == [
        "1. Sở Y tế rà soát các cơ sở điều trị trên địa bàn và báo cáo kết quả về Ủy ban nhân dân tỉnh."
    ]


def test_a_bracket_that_is_still_open_draws_the_next_page_in():
    source = "- Thiết lập nhóm tiếp nhận tin báo của Nhân dân (Hoàn\n\nThành trong quý II/2026, sau đó duy trì)"

    assert len(texts(source)) == 1


def test_a_sentence_that_cannot_end_there_goes_on_with_a_capital_letter():
    source = "Thực hiện quy chế phối hợp đã được ký kết nhiều năm nay giữa các cơ quan của\n\nBộ Công an và Bộ Y tế."

    assert len(texts(source)) == 1


def test_a_dash_inside_a_sentence_opens_no_item():
    source = wrapped(72) + "\n" + "\n".join(["3. Ban Chỉ đạo và các tổ chức chính trị xã hội, tổ chức chính trị",
                                              "- xã hội của tỉnh giám sát việc thực hiện."])  # fmt: skip

    assert "chính trị - xã hội của tỉnh" in texts(source)[-1]


def test_headings_and_labels_never_run_together():
    assert texts("PHẦN I\nMỤC ĐÍCH\nNơi nhận:\n- Như trên;\nTM. ỦY BAN NHÂN DÂN") == [
        "PHẦN I",
        "MỤC ĐÍCH",
        "Nơi nhận:",
        "- Như trên;",
        "TM. ỦY BAN NHÂN DÂN",
    ]


def test_running_heads_of_pages_are_left_out():
    edges = ["UBND TỈNH - Kế hoạch số 5", "{page}. Việc thứ {page} của kế hoạch."]
    pages = [
        RawLine(10 * page + at, text.format(page=page), page=page)
        for page in range(1, 5)
        for at, text in enumerate(edges)
    ]

    assert [block.text[:9] for block in blocks(pages)] == ["1. Việc t", "2. Việc t", "3. Việc t", "4. Việc t"]


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("## **II. GIẢI PHÁP**", "II. GIẢI PHÁP"),
        ("- **Sở Y tế:** tập huấn (*hoàn thành quý I*)", "- Sở Y tế: tập huấn (hoàn thành quý I)"),
        ("<sup>(1)</sup> Thành lập tổ", "(1) Thành lập tổ"),
        ('<p style="x"><b>Báo cáo</b> tháng</p>', "Báo cáo tháng"),
        ("gửi [a@b.vn](mailto:a@b.vn) ngay", "gửi a@b.vn ngay"),
        ("a ) Chủ trì , phối hợp ; báo cáo .", "a) Chủ trì, phối hợp; báo cáo."),
        (r"\* *Lưu ý:* giữ gìn", "* Lưu ý: giữ gìn"),
    ],
)
def test_marks_are_taken_off(source, clean):
    assert texts(source) == [clean]


def test_decomposed_letters_are_composed():
    assert texts(unicodedata.normalize("NFD", PLAN[1])) == [PLAN[1]]


def test_an_offset_leads_back_to_line_and_column_of_the_source():
    source = "- **Sở Y tế** tập huấn cho\n\n4\n\nnhân viên <b>trạm</b> y tế."
    block = blocks(lines_of(source))[0]

    assert block.locate(block.text.index("Sở")) == (1, 4)
    assert block.locate(block.text.index("nhân")) == (5, 0)
    assert block.locate(block.text.index("trạm")) == (5, source.split("\n")[4].index("trạm"))


@pytest.mark.parametrize(
    "source",
    ["| TT | Nội dung | Chủ trì |", "TT\tNội dung\tChủ trì", "<tr><td>TT</td><td>Nội dung</td><td>Chủ trì</td></tr>"],
)
def test_rows_of_any_kind_of_table_keep_their_cells(source):
    assert blocks(lines_of(source))[0].cells == ("TT", "Nội dung", "Chủ trì")


def test_a_table_written_cell_below_cell_is_put_together_again():
    source = "TT\nNội dung\nChủ trì\nThời hạn\n1\nRà soát bến bãi\nCông an tỉnh\nQuý II\n2\nTập huấn\nSở Y tế\nQuý III"

    assert [block.cells for block in blocks(lines_of(source))] == [
        ("TT", "Nội dung", "Chủ trì", "Thời hạn"),
        ("1", "Rà soát bến bãi", "Công an tỉnh", "Quý II"),
        ("2", "Tập huấn", "Sở Y tế", "Quý III"),
    ]


@given(st.lists(st.text(alphabet="aăbcđê 1.-()*_\t|", max_size=30), max_size=30))
def test_every_character_of_a_block_is_found_at_its_place(source):
    lines = [RawLine(number, line) for number, line in enumerate(source, 1)]

    for block in blocks(lines):
        assert [piece.start for piece in block.pieces] == sorted(piece.start for piece in block.pieces)
        _check_places(block, lines)


def _check_places(block: Block, lines: list[RawLine]) -> None:
    for piece in block.pieces:
        words = block.text[piece.start : piece.end]
        if words.strip():
            assert lines[piece.line - 1].text[piece.col : piece.col + len(words)] == words


def test_text_of_long_lines_is_not_taken_for_a_wrapped_one():
    assert not measure(lines_of("\n".join(paragraph * 3 for paragraph in PLAN * 3))).wrapped
