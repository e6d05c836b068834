"""Forms as data: values go in, gaps stay dotted and are named, and the outcome stands as the decree asks."""

import io
from datetime import date

import docx
import pytest
from docx.enum.text import WD_TAB_LEADER
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.kit import official_document as official
from binhyen.kit import official_form as forms
from binhyen.kit.official_document import Letterhead
from binhyen.kit.official_form import Block, BlockKind, Head, TemplateRefused
from binhyen.kit.official_words import BLANK

LINE, TABLE, SIGN = BlockKind.LINE, BlockKind.TABLE, BlockKind.SIGNATURES


def printed(head, *blocks, **values):
    document = official.new_document()
    forms.write(document, head, forms.fill(blocks, values))
    return docx.Document(io.BytesIO(official.content(document)))


def words(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


ALONE = Head(None, (), "Bản Lầu", date(2026, 2, 5))
POLICE = Head(Letterhead("Công an xã Bản Lầu", "Công an tỉnh Lào Cai", "7", "QĐ-CAX", "Bản Lầu", date(2026, 2, 5)))


def test_what_is_not_known_stays_dotted_and_is_named_once():
    filled = forms.fill([Block(LINE, "Tên: {tên}; sinh {ngày}\n{tên}, {...}, {phụ?}")], {"ngày": "1990"})

    assert filled.blocks[0].rows == ((f"Tên: {BLANK}; sinh 1990",), (f"{BLANK}, {BLANK}, {BLANK}",))
    assert filled.missing == ("tên",)


def test_a_value_that_looks_like_a_field_is_plain_words():
    filled = forms.fill([Block(LINE, "Tên: {tên}")], {"tên": "{số}"}, later=("số",))

    assert forms.complete(filled, {"số": "010203"}).blocks[0].rows == (("Tên: (số)",),)


def test_what_is_left_for_later_is_put_in_then_and_named_where_it_is_missing():
    filled = forms.fill([Block(LINE, "Số: {số}, {thoại?}")], {"số": "1"}, later=("số", "thoại"))

    assert filled.blocks[0].rows == (("Số: {số}, {thoại?}",),)
    assert forms.complete(filled, {"số": "2", "thoại": "3"}).blocks[0].rows == (("Số: 2, 3",),)
    assert forms.complete(filled, {"số": "", "thoại": ""}).missing == ("số",)


def test_a_block_of_a_condition_is_printed_only_under_it():
    blocks = [Block(LINE, "ai cũng có"), Block(LINE, "chỉ trẻ em", "MINOR")]

    assert len(forms.fill(blocks, {}).blocks) == 1
    assert len(forms.fill(blocks, {}, when=("MINOR",)).blocks) == 2


def test_a_table_grows_with_its_rows_and_leaves_room_where_there_are_none():
    block = Block(TABLE, "STT | Tên\n{tổ}")

    assert forms.fill([block], {"tổ": [("1", "Lù"), ("2", "Thào")]}).blocks[0].rows[1:] == (("1", "Lù"), ("2", "Thào"))
    empty = forms.fill([block], {})
    assert (empty.blocks[0].rows[1], empty.missing) == (("", ""), ("tổ",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{họ tên}", "Có phải {họ và tên}?"),
        ("{họ và tên", "ngoặc nhọn"),
        ("   ", "chưa có chữ nào"),
        ("x" * (forms.LONGEST_BLOCK + 1), "dài hơn"),
    ],
)
def test_a_broken_template_is_refused_with_the_place_and_the_mend(text, said):
    with pytest.raises(TemplateRefused, match=said.replace("{", r"\{").replace("?", r"\?")):
        forms.check([Block(LINE, text)], known={"họ và tên"})


def test_a_template_with_too_many_blocks_is_refused():
    with pytest.raises(TemplateRefused, match="gộp bớt"):
        forms.check([Block(LINE, "chữ")] * (forms.MOST_BLOCKS + 1), known=())


def test_what_was_filled_survives_being_stored():
    filled = forms.fill([Block(LINE, "Tên: {tên}"), Block(SIGN, "Trưởng | (Ký) | {tên}")], {"tên": "Vàng A G"})

    assert forms.from_data(forms.as_data(filled)) == filled


def test_a_number_under_ten_and_a_day_in_february_have_their_zeros():
    cells = printed(POLICE, Block(LINE, "chữ")).tables[0].rows[1].cells

    assert "Số: 07/QĐ-CAX" in cells[0].text
    assert "Bản Lầu, ngày 05 tháng 02 năm 2026" in cells[1].text


def test_the_nation_stands_on_one_line_above_a_paper_nobody_issues():
    document = printed(ALONE, Block(LINE, "chữ"))

    assert words(document)[:3] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Bản Lầu, ngày 05 tháng 02 năm 2026",
    ]  # fmt: skip


def test_the_mark_of_an_old_form_stands_above_the_head():
    head = Head(POLICE.letterhead, ("Mẫu số 07", "(mẫu theo quy định cũ)"))

    assert words(printed(head, Block(LINE, "chữ")))[:2] == ["Mẫu số 07", "(mẫu theo quy định cũ)"]


def test_dots_at_the_end_of_a_line_run_to_the_margin():
    line = printed(ALONE, Block(LINE, "Tên: {tên}")).paragraphs[-1]

    (stop,) = line.paragraph_format.tab_stops
    assert (line.text, stop.leader, round(stop.position / Mm(1))) == ("Tên: \t", WD_TAB_LEADER.DOTS, 165)


def test_articles_are_numbered_by_themselves_in_bold():
    document = printed(ALONE, Block(BlockKind.ARTICLE, "Một.\nThêm."), Block(BlockKind.ARTICLE, "Hai."))

    assert words(document)[-3:] == ["Điều 1. Một.", "Thêm.", "Điều 2. Hai."]
    assert document.paragraphs[-1].runs[1].bold


def test_recipients_and_the_one_who_signs_stand_side_by_side():
    blocks = [Block(BlockKind.RECIPIENTS, "Như trên\nLưu: VT"), Block(SIGN, "Trưởng Công an xã | | Lù A Sáng")]

    recipients, signer = printed(POLICE, *blocks).tables[-1].rows[0].cells

    assert recipients.text == "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    assert [line for line in signer.text.split("\n") if line] == ["TRƯỞNG CÔNG AN XÃ", "Lù A Sáng"]


def test_a_name_that_is_not_known_is_left_open_under_the_post():
    (signature,) = forms.signatures(forms.fill([Block(SIGN, "Trưởng | (Ký) | {tên?}")], {}).blocks[0])

    assert (signature.titles, signature.note, signature.name) == (("Trưởng",), "(Ký)", "")


def test_a_deputy_signs_under_both_posts():
    filled = forms.fill([Block(SIGN, "{chức danh} | |")], {"chức danh": "KT. Chủ tịch\nPhó Chủ tịch"})

    assert forms.signatures(filled.blocks[0])[0].titles == ("KT. Chủ tịch", "Phó Chủ tịch")


def test_no_signature_stands_on_a_page_alone():
    document = printed(ALONE, Block(LINE, "chữ cuối"), Block(SIGN, "Người viết | (Ký) |"))

    assert document.paragraphs[-1].paragraph_format.keep_with_next


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["tên", "việc", "rows"]), st.text(max_size=60)))
def test_whatever_is_written_the_paper_opens_in_word(values):
    blocks = [
        Block(BlockKind.TITLE, "Biên bản\n{tên}"),
        Block(LINE, "{tên}: {việc}"),
        Block(BlockKind.ARTICLE, "{việc}"),
        Block(TABLE, "STT | {tên}\n{rows}"),
        Block(SIGN, "{tên} | {việc} | {tên}"),
    ]

    assert "CỘNG HÒA XÃ HỘI" in words(printed(ALONE, *blocks, **values))[0]


def test_a_second_paper_begins_on_a_page_one_of_its_own():
    document = official.new_document()
    forms.write(document, ALONE, forms.fill([Block(LINE, "một")], {}))
    official.start_another(document)
    forms.write(document, ALONE, forms.fill([Block(LINE, "hai")], {}))

    second = docx.Document(io.BytesIO(official.content(document))).sections[1]

    assert second.different_first_page_header_footer
    assert 'w:pgNumType w:start="1"' in second._sectPr.xml
    assert (round(second.left_margin / Mm(1)), round(second.right_margin / Mm(1))) == (30, 15)


def test_clauses_count_anew_under_each_article():
    article, clause = BlockKind.ARTICLE, BlockKind.POINT
    given = [
        Block(article, "Một."),
        Block(clause, "A."),
        Block(clause, "B."),
        Block(article, "Hai."),
        Block(clause, "C."),
    ]

    said = [line for line in words(printed(POLICE, *given)) if line[:1].isdigit() or line.startswith("Điều")]

    assert said == ["Điều 1. Một.", "1. A.", "2. B.", "Điều 2. Hai.", "1. C."]
