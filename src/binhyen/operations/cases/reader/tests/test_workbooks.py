"""Files of every kind, and files that are no lists: one clear sentence, never a trace."""

import io
import tracemalloc
import zipfile
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.operations.cases.reader import limits
from binhyen.operations.cases.reader.formats import package
from binhyen.operations.cases.reader.formats.biff import hints
from binhyen.operations.cases.reader.formats.xlsx import column_number, moment
from binhyen.operations.cases.reader.formats.xlsx_parts import is_day_format
from binhyen.operations.cases.reader.read import read
from binhyen.operations.cases.reader.values import Severity, Unreadable, at, letter
from binhyen.operations.cases.reader.workbook import open_book

from .making import TODAY, Formula, Page, columns, listed, ods, text_table, xlsx
from .old_excel import xls

_LIST = [["STT", "Họ và tên", "Năm sinh"], [1, "Lù Văn Sín", 1990], [2, "Lù Thị Mỷ", 1991]]
_GOOD = {"xlsx": xlsx(Page(_LIST)), "ods": ods(Page(_LIST)), "xls": xls(_LIST), "csv": text_table(_LIST)}


def _zip(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


def _replaced(data: bytes, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return _zip(*((each, content if each == name else old.read(each)) for each in old.namelist()))


@pytest.mark.parametrize("kind", list(_GOOD))
def test_the_kind_of_a_file_is_what_its_bytes_say_never_its_name(kind: str) -> None:
    result = listed(_GOOD[kind], "ten sai.pdf")
    assert result.kind == kind
    assert [(row.number, row.listed.full_name) for row in result.rows()] == [(2, "Lù Văn Sín"), (3, "Lù Thị Mỷ")]


def test_an_old_excel_file_keeps_merged_headings_and_days() -> None:
    data = xls(
        [
            ["DANH SÁCH NGƯỜI NGHIỆN MA TÚY"],
            ["STT", "Họ và tên", "Năm sinh", None, "Ngày phát hiện"],
            [None, None, "Nam", "Nữ"],
            [1, "Lù Văn Sín", 1990, None, date(2024, 3, 15)],
            [2, "Lù Thị Mỷ", None, 1985, date(2024, 3, 16)],
        ],
        merges=[(1, 2, 0, 0), (1, 2, 1, 1), (1, 1, 2, 3), (1, 2, 4, 4)],
    )
    result = listed(data, "cu.xls")
    assert columns(result)["C"] == "SEX_MARK:MALE"
    assert [(each.listed.sex, str(each.listed.birth), str(each.listed.detected_on)) for each in result.rows()] == [
        ("MALE", "1990", "15/03/2024"),
        ("FEMALE", "1985", "16/03/2024"),
    ]


def test_an_old_excel_file_tells_its_hidden_rows_and_columns() -> None:
    rows = [["STT", "Họ và tên", "Năm sinh", *[None] * 6, "Ghi chú"], [1, "Lù Văn Sín", 1990], [2, "Lù Thị Mỷ", 1991]]
    result = listed(xls(rows, hidden=[2]), "cu.xls")
    assert [(row.number, row.hidden) for row in result.rows()] == [(2, False), (3, True)]
    assert [each.code for each in result.findings] == ["HIDDEN_ROWS", "HIDDEN_COLUMNS"]


@given(st.binary(max_size=2_000))
def test_an_old_excel_file_that_is_torn_tells_nothing(data: bytes) -> None:
    whole = xls(_LIST, hidden=[2])
    assert hints(data) == []
    assert all(each.rows <= {3} for each in hints(whole[: len(whole) - len(data)]))


def test_spaces_and_repeated_cells_of_libreoffice_are_read() -> None:
    content = (
        '<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x" xmlns:style="urn:s">'
        '<office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
        '<table:table table:name="DS" table:style-name="ta2"><table:table-header-rows><table:table-row>'
        "<table:table-cell><text:p>STT</text:p></table:table-cell>"
        "<table:table-cell><text:p>Họ<text:s/>và <text:span>tên</text:span></text:p></table:table-cell>"
        "<table:table-cell><text:p>Năm sinh</text:p></table:table-cell>"
        '</table:table-row></table:table-header-rows><table:table-row table:number-rows-repeated="3"/>'
        '<table:table-row><table:table-cell office:value-type="float" office:value="1"/>'
        "<table:table-cell><office:annotation><text:p>lời bàn</text:p></office:annotation>"
        "<text:p>Lù Văn<text:line-break/>Sín</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="1990" table:number-columns-repeated="2"/>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    ).encode()
    data = _zip(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content))
    result = listed(data, "a.ods")
    found = [(row.number, row.listed.full_name, str(row.listed.birth)) for row in result.rows()]
    assert found == [(5, "Lù Văn Sín", "1990")]
    assert [each.code for each in result.findings] == ["HIDDEN_SHEET"]


def test_old_excel_letters_of_the_1990s_become_unicode() -> None:
    data = xls([["STT", "Hä vµ tªn", "N¨m sinh"], [1, "NguyÔn V¨n Hïng", 1990], [2, "TrÇn ThÞ Th¶o", 1991]])
    assert [each.listed.full_name for each in listed(data, "cu.xls").rows()] == ["Nguyễn Văn Hùng", "Trần Thị Thảo"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EMPTY"),
        (b"\0\0\0 \r\n", "EMPTY"),
        (b"%PDF-1.7 ...", "WRONG_KIND"),
        (b"\x89PNG\r\n\x1a\n....", "WRONG_KIND"),
        (b"Rar!\x1a\x07", "WRONG_KIND"),
        (b"MZ\x90\0", "WRONG_KIND"),
        (b"PK\x03\x04 torn", "CORRUPT"),
        (_GOOD["xlsx"][:-300], "CORRUPT"),
        (_GOOD["xls"][:900], "CORRUPT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le").ljust(4000, b"\0"), "ENCRYPTED"),
        (_zip(("anh.jpg", b"1"), ("danh sach.xlsx", b"2")), "WRONG_KIND"),
        (_zip(("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<a/>")), "WRONG_KIND"),
        (_zip(("[Content_Types].xml", b"<a/>"), ("xl/workbook.bin", b"1")), "WRONG_KIND"),
        (_zip(("[Content_Types].xml", b"<a/>"), ("xl/workbook.xml", b"<workbook/>")), "CORRUPT"),
        ("Kế hoạch tháng này của xã.\nKhông có bảng nào.".encode(), "NO_TABLE"),
        (xlsx(Page([["Tổng hợp"], ["Xã", "Số người"], ["Bản Lầu", 12]])), "NO_TABLE"),
        (b"<html><body><p>khong co bang</p></body></html>", "EMPTY"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "WRONG_KIND"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        read(data, "tep.xlsx", today=TODAY)
    assert told.value.code == code
    assert told.value.message[0].isupper()
    assert told.value.message.endswith(".")


def test_a_locked_zip_member_is_called_locked() -> None:
    data = bytearray(_GOOD["xlsx"])
    at_entry = data.rfind(b"PK\x01\x02")
    data[at_entry + 8] |= 1
    with pytest.raises(Unreadable) as told:
        read(bytes(data), "khoa.xlsx", today=TODAY)
    assert told.value.code == "ENCRYPTED"


def test_a_bomb_is_not_unpacked() -> None:
    sheet = b"<worksheet><sheetData>" + b"<row></row>" * 2_000_000
    with pytest.raises(Unreadable) as told:
        read(_replaced(_GOOD["xlsx"], "xl/worksheets/sheet1.xml", sheet), "bom.xlsx", today=TODAY)
    assert told.value.code == "ZIP_BOMB"


def test_entities_are_not_expanded() -> None:
    entities = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>'
    sheet = (
        entities
        + b'<worksheet xmlns="urn:x"><sheetData><row r="1"><c r="A1" t="str"><v>&y;&y;</v></c></row></sheetData>'
        b"</worksheet>"
    )
    with pytest.raises(Unreadable):
        read(_replaced(_GOOD["xlsx"], "xl/worksheets/sheet1.xml", sheet), "xxe.xlsx", today=TODAY)


def test_too_many_rows_are_refused_before_memory_is_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("binhyen.operations.cases.reader.formats.sheet.MAX_ROWS", 1_000)
    with pytest.raises(Unreadable) as told:
        listed(text_table([_LIST[0], *([each, "Lù Văn Sín", 1990] for each in range(1_200))]), "dai.csv")
    assert told.value.code == "TOO_MANY_ROWS"


def test_a_format_painted_down_a_million_rows_costs_nothing() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (each, each) for each in range(5, 9_000))
        + b"</sheetData></worksheet>"
    )
    with pytest.raises(Unreadable) as told:
        read(_replaced(_GOOD["xlsx"], "xl/worksheets/sheet1.xml", sheet), "trong.xlsx", today=TODAY)
    assert told.value.code == "NO_TABLE"


def test_tables_of_figures_empty_tables_and_continued_lines_are_told() -> None:
    figures = Page([["STT", "Xã", "Người nghiện", "Sau cai"], [1, "Bản Lầu", 3, 4]], name="TH")
    lines = Page(
        [["STT", "Họ và tên", "Ngày quyết định"], [1, "Lù Văn Sín", "01/02/2024"], [None, None, "02/02/2024"]],
        name="DS",
        merges=["B2:B3"],
    )
    empty = Page([["STT", "Họ và tên", "Năm sinh"]], name="Mẫu")
    result = listed(xlsx(figures, lines, empty))
    assert [each.code for each in result.findings] == ["FIGURES", "CONTINUED_ROWS", "NO_PEOPLE"]
    assert [(each.sheet, each.rows) for each in result.tables] == [("DS", 1), ("Mẫu", 0)]


def test_a_macro_is_not_run_but_told() -> None:
    with zipfile.ZipFile(io.BytesIO(_GOOD["xlsx"])) as old:
        data = _zip(*((each, old.read(each)) for each in old.namelist()), ("xl/vbaProject.bin", b"Sub Auto_Open()"))
    result = listed(data, "macro.xlsm")
    assert result.people == 2
    assert [each.code for each in result.findings] == ["MACROS"]


def test_formulas_hidden_rows_columns_and_sheets_are_counted_and_told() -> None:
    pages = (
        Page([_LIST[0], [Formula("=1", 1), "Lù Văn Sín", 1990], [2, "Lù Thị Mỷ", 1991]], name="DS", hidden_rows=[3]),
        Page(_LIST, name="Cũ", hidden=True, hidden_columns=["C"]),
    )
    result = listed(xlsx(*pages))
    assert {each.code for each in result.findings} == {"FORMULAS", "HIDDEN_ROWS", "HIDDEN_SHEET", "HIDDEN_COLUMNS"}
    assert [(each.name, each.rows, each.hidden_rows, each.formulas, each.hidden) for each in result.sheets] == [
        ("DS", 3, 1, 1, False),
        ("Cũ", 3, 0, 0, True),
    ]


def test_a_list_without_a_column_of_names_says_so() -> None:
    rows = [["STT", "Năm sinh", "Số CCCD"], [1, 1990, "010090001234"]]
    result = listed(xlsx(Page(rows)))
    assert [(each.severity, each.code) for each in result.findings] == [(Severity.ERROR, "NO_NAME_COLUMN")]


def test_cells_far_to_the_right_are_told_not_lost_in_silence() -> None:
    wide = [[*row, *[None] * 300, "xa"] for row in _LIST]
    assert "TOO_WIDE" in [each.code for each in listed(xlsx(Page(wide))).findings]


def test_the_same_bytes_have_the_same_fingerprint_and_rows_may_be_asked_for_again() -> None:
    one, two = listed(_GOOD["xlsx"]), listed(_GOOD["xlsx"], "ten khac.xlsx")
    assert one.sha256 == two.sha256
    assert list(one.rows()) == list(one.rows()) == list(two.rows())


def test_large_sheets_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("binhyen.operations.cases.reader.formats.sheet.MAX_CACHED_CELLS", 30)
    rows = [_LIST[0], *([each, f"Lù Văn {each * 'a'}", 1990] for each in range(1, 60))]
    sheet = open_book(xlsx(Page(rows)), "a.xlsx").sheets[0]
    once, again = list(sheet.rows()), list(sheet.rows())
    assert once == again
    assert once[1] is not again[1]


def test_names_of_cells_and_serial_days() -> None:
    assert [letter(each) for each in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert at(3, 17) == "D17"
    assert moment(45_000) == date(2023, 3, 15)
    assert moment(1) == date(1900, 1, 1)
    assert moment(43_538, base_1904=True) == date(2023, 3, 15)


@given(st.integers(min_value=0, max_value=16_383))
def test_letters_and_numbers_of_columns_agree(column: int) -> None:
    assert column_number(letter(column)) == column


@pytest.mark.parametrize(
    ("code", "is_day"),
    [("dd/mm/yyyy", True), ("[$-42A]d\\-m\\-yy;@", True), ("mmm-yy", True), ("0.00", False), ('#,##0 "đồng"', False),
     ("General", False), ("@", False), ('"ngày" 0', False), ("000000000000", False), ("[Red]yyyy", True)],
)  # fmt: skip
def test_number_formats_that_show_days(code: str, is_day: bool) -> None:
    assert is_day_format(code) is is_day


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=3_000),
    st.sampled_from(["", "PK\x03\x04", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "<html>", "\xff\xfe"]),
)
def test_random_bytes_are_read_or_refused(data: bytes, head: str) -> None:
    _read_or_refused(head.encode("latin-1") + data)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(_GOOD)), st.integers(min_value=0, max_value=100_000), st.randoms())
def test_damaged_files_are_read_or_refused(kind: str, cut: int, draw: Random) -> None:
    data = bytearray(_GOOD[kind])
    for _ in range(draw.randrange(1, 12)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    _read_or_refused(bytes(data[: max(1, cut % len(data))]))
    _read_or_refused(bytes(data))


_PARTS = [
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
    "xl/_rels/workbook.xml.rels",
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(_PARTS), st.randoms())
def test_damaged_parts_of_a_sound_package_are_read_or_refused(part: str, draw: Random) -> None:
    with zipfile.ZipFile(io.BytesIO(_GOOD["xlsx"])) as old:
        content = bytearray(old.read(part))
    for _ in range(draw.randrange(1, 6)):
        place = draw.randrange(len(content))
        content[place : place + draw.randrange(3)] = bytes(
            draw.choices(b'<>/"=&;0129abrst \0\xff', k=draw.randrange(3))
        )
    _read_or_refused(_replaced(_GOOD["xlsx"], part, bytes(content)))


_CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["STT", "Họ và tên", "Năm sinh", "Nam", "Nữ", "CCCD", "Tổng cộng", "I. Thôn Na Lốc", "(1)", "x", "#REF!"]
    ),
    st.integers(min_value=-(10**13), max_value=10**13),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(min_value=date(1900, 3, 1)),
    st.booleans(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(_CELLS, max_size=8), max_size=14))
def test_random_grids_under_headings_are_read_or_refused(rows: list[list[object]]) -> None:
    grid = [["STT", "Họ và tên", "Năm sinh", "CCCD", "Địa chỉ", "Tình trạng", "Ngày phát hiện", "SĐT"], *rows]
    _read_or_refused(xlsx(Page([[_writable(each) for each in row] for row in grid])))
    _read_or_refused(text_table([[str(each) for each in row] for row in grid]))


def _writable(value: object) -> object:
    return value.replace("\x00", "")[:200] if isinstance(value, str) else value


def _read_or_refused(data: bytes) -> None:
    sentence = "."
    try:
        for row in read(data, "tep", today=TODAY).rows():
            assert all(each.says and each.cell for each in row.findings)
    except Unreadable as told:
        sentence = told.message
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "cell",
    [
        "." * 90 + "!",
        "A" + "." * 90 + "!",
        "-" * 30_000,
        "( " * 9_000,
        "1." * 12_000,
        "a" * 32_000,
        "x, " * 9_000,
        "1 " * 9_000,
    ],
)
def test_hostile_cells_cost_no_more_than_others(cell: str) -> None:
    head = [
        "STT",
        "Họ và tên",
        "Năm sinh",
        "CCCD",
        "Địa chỉ",
        "SĐT",
        "Tình trạng",
        "Quyết định",
        "Số lần cai",
        "Ghi chú",
    ]
    result = listed(xlsx(Page([head, [1, *[cell] * 9]])))
    assert [row.number for row in result.rows()] == [2]


def test_limits_leave_room_for_the_largest_list() -> None:
    assert limits.MAX_ROWS >= 230_000
    assert package.CORRUPT.message


def test_memory_does_not_grow_with_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("binhyen.operations.cases.reader.formats.sheet.MAX_CACHED_CELLS", 1_000)
    monkeypatch.setattr("binhyen.operations.cases.reader.read._REPEATS_UP_TO", 100)
    peaks = []
    for size in (400, 1_600):
        data = text_table([_LIST[0], *([each, f"Lù Văn {_word(each)}", 1990] for each in range(size))])
        tracemalloc.start()
        assert sum(1 for _ in read(data, "dai.csv", today=TODAY).rows()) == size
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 300_000


def _word(number: int) -> str:
    return "".join(chr(97 + int(each)) for each in str(number)).capitalize()
