"""Numbers decide where a place hangs; wrong numbering survives as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.operations.directives.reader.lines import blocks
from binhyen.operations.directives.reader.outline import outline, read_mark
from binhyen.operations.directives.reader.values import Level, Node, RawLine


def places(*lines: str) -> tuple[Node, ...]:
    return outline(blocks([RawLine(number, line) for number, line in enumerate(lines, 1)]))


def shape(*lines: str) -> list[tuple[str, str | None]]:
    """Marker of each place with the marker of the one it hangs below."""
    nodes = places(*lines)
    return [
        (node.marker or node.title[:12], None if node.parent is None else nodes[node.parent].marker or "text")
        for node in nodes
    ]


@pytest.mark.parametrize(
    ("text", "family", "marker"),
    [
        ("Phần thứ nhất", "part", "Phần thứ nhất"),
        ("PHẦN II. GIẢI PHÁP", "part", "PHẦN II."),
        ("Chương III", "chapter", "Chương III"),
        ("Điều 5. Giao Sở Y tế", "article", "Điều 5."),
        ("IV. TỔ CHỨC THỰC HIỆN", "roman", "IV."),
        ("I- KẾT QUẢ", "roman", "I-"),
        ("2- Đảng ủy các xã", "number", "2-"),
        ("1.2.3. Cấp xã", "number", "1.2.3."),
        ("II.1. Nội dung", "number", "II.1."),
        ("đ) Kiểm tra", "letter", "đ)"),
        ("(4.1) Địa điểm", "paren", "(4.1)"),
        ("- Rà soát", "dash", "-"),
        ("• Rà soát", "bullet", "•"),
        ("+ Rà soát", "plus", "+"),
    ],
)
def test_markers_of_every_kind_are_read(text, family, marker):
    mark = read_mark(text)

    assert mark is not None
    assert (mark.family, mark.text) == (family, marker)


@pytest.mark.parametrize(
    "text",
    ["Phần mềm quản lý", "Chương trình hành động", "Mục tiêu chung", "V/v tăng cường", "3.676 người nghiện",
     "28/02/2026 là hạn cuối", "Điều tra cơ bản", "2026 - 2030", "12 xã biên giới"],
)  # fmt: skip
def test_words_and_figures_are_no_markers(text):
    assert read_mark(text) is None


def test_the_usual_order_of_headings():
    assert shape("Phần I", "MỤC TIÊU", "I. A", "1. B", "1.1. C", "a) D", "- E", "+ F", "b) G", "2. H") == [
        ("Phần I", None),
        ("I.", "Phần I"),
        ("1.", "I."),
        ("1.1.", "1."),
        ("a)", "1.1."),
        ("-", "a)"),
        ("+", "-"),
        ("b)", "1.1."),
        ("2.", "I."),
    ]


def test_a_marker_alone_takes_the_next_line_as_its_title():
    assert places("Phần thứ hai", "NHIỆM VỤ VÀ GIẢI PHÁP", "1. Rà soát.")[0].title == "NHIỆM VỤ VÀ GIẢI PHÁP"


def test_brackets_below_dashes_and_dashes_below_brackets():
    assert shape("- Sở Y tế:", "(1) Một", "(2) Hai", "- Thiết lập nhóm, cụ thể:", "(1) Cấp tỉnh:", "- Nhóm A",
                 "(2) Cấp xã: lập nhóm", "- Việc khác") == [
        ("-", None), ("(1)", "-"), ("(2)", "-"), ("-", None), ("(1)", "-"), ("-", "(1)"), ("(2)", "-"), ("-", None),
    ]  # fmt: skip


def test_repeated_and_skipped_numbers_survive():
    nodes = places("1. A", "1.1. B", "1.3. C", "1.3. D", "3. E")

    assert [node.marker for node in nodes] == ["1.", "1.1.", "1.3.", "1.3.", "3."]
    assert [node.parent for node in nodes] == [None, 0, 0, 0, None]


def test_a_count_begins_again_below_the_name_of_a_body():
    assert shape("III. TỔ CHỨC THỰC HIỆN", "Sở Y tế:", "1. Một", "2. Hai", "Sở Tư pháp:", "1. Ba") == [
        ("III.", None), ("Sở Y tế:", "III."), ("1.", "text"), ("2.", "text"), ("Sở Tư pháp:", "III."), ("1.", "text"),
    ]  # fmt: skip


def test_items_counted_inside_a_paragraph_are_places_of_their_own():
    nodes = places("- Giao Công an tỉnh: (1) Rà soát; (2) Lập danh sách (theo mẫu (1)); (3) Báo cáo.")

    assert [(node.level, node.marker, node.parent) for node in nodes] == [
        (Level.DASH, "-", None),
        (Level.PAREN, "(1)", 0),
        (Level.PAREN, "(2)", 0),
        (Level.PAREN, "(3)", 0),
    ]


def test_a_count_inside_brackets_is_a_remark():
    assert len(places("(2) Có 25 xã đạt (gồm: (1) không người nghiện; (2) không điểm bán lẻ) theo quy định.")) == 1


def test_a_second_item_in_the_same_paragraph_stands_beside_the_first():
    nodes = places("(1) Tham mưu xây dựng kế hoạch. (2) Phát huy hiệu quả công tác cai nghiện.")

    assert [(node.marker, node.parent) for node in nodes] == [("(1)", None), ("(2)", None)]
    assert nodes[0].title == "Tham mưu xây dựng kế hoạch."


def test_what_follows_the_signature_hangs_on_nothing():
    nodes = places("III. TỔ CHỨC THỰC HIỆN", "3. Giao Công an tỉnh theo dõi.", "Nơi nhận:", "- Bộ Công an;")

    assert nodes[2].parent is None


MARKERS = st.sampled_from(
    ["Phần I", "I.", "II.", "1.", "2.", "1.1.", "1.2.", "a)", "b)", "(1)", "(2)", "-", "+", "•", ""]
)
WORDS = st.sampled_from(
    ["Rà soát địa bàn.", "Công an tỉnh:", "Tổ chức, cụ thể:", "NHIỆM VỤ", "(1) một; (2) hai; (3) ba"]
)


@given(st.lists(st.tuples(MARKERS, WORDS), max_size=40))
def test_any_order_of_markers_gives_a_tree(lines):
    nodes = places(*(f"{marker} {words}".strip() for marker, words in lines))

    for node in nodes:
        assert node.parent is None or node.parent < node.index
        assert node.depth == (0 if node.parent is None else nodes[node.parent].depth + 1)
        assert 0 <= node.span.start < node.span.end
    assert len(nodes) >= len({node.span.block for node in nodes})


@given(st.integers(1, 9), st.integers(1, 6))
def test_a_regular_numbering_is_read_back(chapters, sections):
    lines = []
    for chapter in range(1, chapters + 1):
        lines.append(f"{chapter}. Chương mục thứ {chapter}")
        lines += [f"{chapter}.{section}. Việc cần làm." for section in range(1, sections + 1)]
    nodes = places(*lines)

    for node in nodes:
        if node.marker.count(".") == 2:
            assert node.parent is not None
            assert nodes[node.parent].marker == node.marker.split(".")[0] + "."
