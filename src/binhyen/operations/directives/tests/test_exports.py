"""What leaves the reader: JSON lines, text, the spreadsheet and the annex, compared by content."""

import io
import json
from datetime import UTC, date, datetime, time

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from python_calamine import CalamineWorkbook

from binhyen.operations.directives.reader.exports import (
    Cover,
    RegisterRow,
    Taken,
    document_key,
    lint_lines,
    register_rows,
    rows_to_docx,
    rows_to_xlsx,
    to_docx,
    to_jsonl,
    to_text,
    to_xlsx,
)
from binhyen.operations.directives.reader.values import (
    Block,
    BodyMention,
    Deadline,
    DeadlineType,
    Duty,
    DutyKind,
    Finding,
    LegalRef,
    Level,
    Meta,
    Node,
    Piece,
    RawLine,
    Reading,
    Severity,
    Span,
    Target,
)

TEXT = "- Công an tỉnh chủ trì, phối hợp **Sở Y tế** rà soát 100% người nghiện trước ngày 28/02/2026."
PLAIN = "- Công an tỉnh chủ trì, phối hợp Sở Y tế rà soát 100% người nghiện trước ngày 28/02/2026."
HEADER = Taken("Phân công nhiệm vụ", "Trần Thị Hoa", datetime(2026, 2, 6, 1, 30, tzinfo=UTC), "Trình ký")
FIELDS = [
    "doc", "line", "path", "kind", "lead", "coordinate", "deadline", "targets", "quote",
    "title", "col", "lead_basis", "confidence",
]  # fmt: skip


def duty(index: int, **fields: object) -> Duty:
    given = {
        "index": index, "kind": DutyKind.TASK, "title": "Rà soát người nghiện", "text": TEXT,
        "path": ("Phần II", "1", "-2"), "line": 7, "col": 2, "page": 3, "spans": (Span(0, 2, 20),),
    } | fields  # fmt: skip
    return Duty(**given)


def reading(*duties: Duty, findings: tuple[Finding, ...] = ()) -> Reading:
    meta = Meta(issuer="UBND tỉnh Lào Cai", number="02", symbol="KH-UBND", issued_on=date(2026, 2, 5), kind="Kế hoạch")
    block = Block(0, PLAIN, (Piece(0, 40, 7, 2, 3), Piece(40, len(PLAIN), 8, 0, 3)))
    part = Node(0, None, Level.PART, "Phần II.", "NHIỆM VỤ", Span(0, 0, 8), 0)
    return Reading("003-lao-cai.txt", (RawLine(7, TEXT),), (block,), (part,), meta, duties, findings)


FULL = duty(
    0,
    leads=(BodyMention("Công an tỉnh", "Công an tỉnh"),),
    coordinators=(BodyMention("Sở Y tế", "Sở Y tế"), BodyMention("UBND cấp xã", "UBND các xã")),
    lead_basis="explicit",
    deadline=Deadline(DeadlineType.DATE, "2026-02-28", "trước ngày 28/02/2026", "own", time(16, 30)),
    targets=(Target("người nghiện", "=", 100.0, "%", "2026-12-31"), Target("tỷ lệ", ">=", 92.5, "%")),
    references=(LegalRef("Luật", "120/2025/QH15", "Luật số 120/2025/QH15"),),
    report_to="UBND tỉnh",
    result="Báo cáo",
    why={"deadline": "Ngày ghi trong câu."},
)
BARE = duty(
    1,
    kind=DutyKind.REPORT,
    title="=HYPERLINK(1)",
    text="+cmd|' /C calc'!A0",
    path=("Phần III",),
    certain=False,
    page=None,
)
WRONG = Finding("DEADLINE_PAST", Severity.ERROR, "Thời hạn ở trước ngày ban hành", "Sửa thành 2027", duty=0, line=7)
VAGUE = Finding("NOBODY_NAMED", Severity.NOTE, "Không nêu cơ quan", line=9)


def test_json_lines_have_the_fields_of_the_reference_readings_first():
    (record,) = [json.loads(line) for line in to_jsonl(reading(FULL, findings=(WRONG,))).splitlines()]

    assert list(record)[: len(FIELDS)] == FIELDS
    assert (record["doc"], record["line"], record["path"], record["kind"]) == ("003", 7, "Phần II > 1 > -2", "task")
    assert (record["lead"], record["coordinate"]) == (["Công an tỉnh"], ["Sở Y tế", "UBND cấp xã"])
    assert record["deadline"] == {
        "type": "date", "value": "2026-02-28", "raw": "trước ngày 28/02/2026", "basis": "own", "at": "16:30",
    }  # fmt: skip
    assert [(each["op"], each["value"], each["by"]) for each in record["targets"]] == [
        ("=", 100, "2026-12-31"),
        (">=", 92.5, None),
    ]
    assert (record["quote"], record["findings"], record["report_to"]) == (TEXT, ["DEADLINE_PAST"], ["UBND tỉnh"])


def test_a_duty_without_anything_still_has_every_field():
    (record,) = [json.loads(line) for line in to_jsonl(reading(BARE)).splitlines()]

    assert (record["lead"], record["deadline"]["type"], record["deadline"]["value"]) == ([], "none", None)
    assert (record["confidence"], record["page"]) == ("borderline", None)


def test_spans_point_into_the_source_lines():
    across = duty(0, spans=(Span(0, 2, 45),))

    (record,) = [json.loads(line) for line in to_jsonl(reading(across)).splitlines()]

    assert record["spans"] == [{"line": 7, "col": 4, "end_line": 8, "end_col": 5}]


def test_a_reading_without_duties_gives_no_lines():
    assert to_jsonl(reading()) == ""
    assert "Không tìm thấy nhiệm vụ nào" in to_text(reading())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("003-lao-cai-2026.txt", "003"), ("/a/b/002-lang-son.docx", "002"), ("ke-hoach-02.pdf", "ke-hoach-02"),
        ("C:\\vb\\003_x.md", "003"), ("166-KH-UBND.pdf", "166"), ("2026-ke-hoach.txt", "2026-ke-hoach"), ("", ""),
    ],
)  # fmt: skip
def test_the_short_name_of_a_document(name, key):
    assert document_key(name) == key


def test_rows_hold_words_ready_for_a_cell():
    first, second = register_rows(reading(FULL, BARE, findings=(WRONG, VAGUE)))

    assert first == RegisterRow(
        stt=1, title="Rà soát người nghiện", text=PLAIN, leads=("Công an tỉnh",),
        coordinators=("Sở Y tế", "UBND cấp xã"), deadline_text="16h30 28/02/2026", deadline_on=date(2026, 2, 28),
        result="Báo cáo",
        basis="Phần II, 1, gạch đầu dòng 2", directive="Kế hoạch số 02/KH-UBND ngày 05/02/2026 của UBND tỉnh Lào Cai",
        kind="Nhiệm vụ", place="trang 3, dòng 7", section="Phần II. NHIỆM VỤ", remarks="Thời hạn ở trước ngày ban hành",
    )  # fmt: skip
    assert (second.stt, second.leads, second.deadline_text, second.place) == (2, (), "", "dòng 7")


def test_findings_are_listed_most_serious_first_with_place_and_advice():
    lines = lint_lines(reading(FULL, findings=(VAGUE, WRONG)))

    assert lines[0] == "Kiểm tra văn bản: 2 điểm cần xem."
    assert lines[1] == "  [Lỗi] dòng 7: Thời hạn ở trước ngày ban hành → Sửa thành 2027 (DEADLINE_PAST)"
    assert "[Lưu ý] dòng 9" in lines[2]


def test_the_text_form_names_what_is_missing():
    text = to_text(reading(FULL, BARE), lint=True)

    assert "1 nhiệm vụ, 0 chỉ tiêu, 1 báo cáo" in text
    assert "Chủ trì: Chưa phân công" in text
    assert "không thấy điểm nào cần sửa" in text


def sheets_of(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def test_the_workbook_has_all_duties_those_of_nobody_and_a_sheet_per_body():
    sheets = sheets_of(to_xlsx(reading(FULL, BARE), header=HEADER))

    assert list(sheets) == ["Tất cả", "Chưa phân công", "Công an tỉnh", "Sở Y tế", "UBND cấp xã"]
    everything = sheets["Tất cả"]
    assert everything[0][0] == "Phân công nhiệm vụ"
    assert "Trần Thị Hoa" in str(everything[1][0])
    assert everything[5][:7] == ["STT", "Loại", "Nhiệm vụ", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"]
    assert everything[6][4:8] == ["Công an tỉnh", "Sở Y tế\nUBND cấp xã", "16h30 28/02/2026", date(2026, 2, 28)]
    assert [row[1] for row in sheets["Sở Y tế"][5:]] == ["Vai trò", "Phối hợp"]


def test_a_formula_in_a_directive_stays_text():
    rows = sheets_of(to_xlsx(reading(BARE), header=HEADER))["Tất cả"]

    assert rows[6][2:4] == ["=HYPERLINK(1)", "+cmd|' /C calc'!A0"]


def test_sheet_names_that_the_format_forbids_are_mended():
    rows = [
        RegisterRow(1, "a", "b", leads=("Sở Văn hóa, Thể thao và Du lịch tỉnh A",)),
        RegisterRow(2, "a", "b", leads=("Sở Văn hóa, Thể thao và Du lịch tỉnh B", "A/B: [C]*?")),
    ]

    names = list(sheets_of(rows_to_xlsx(rows, header=HEADER)))

    assert len(set(names)) == len(names) == 4
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_the_annex_is_laid_out_as_the_decree_asks():
    document = docx.Document(io.BytesIO(to_docx(reading(FULL, BARE), header=HEADER)))
    section = document.sections[0]

    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (297, 210)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [20, 20, 30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_annex_holds_the_head_the_title_and_one_row_per_duty():
    document = docx.Document(io.BytesIO(to_docx(reading(FULL, BARE), header=HEADER)))
    head, table = document.tables
    titles = [paragraph.text for paragraph in document.paragraphs if paragraph.text]

    assert head.cell(0, 0).text.strip() == "ỦY BAN NHÂN DÂN TỈNH LÀO CAI"
    assert head.cell(0, 1).text.strip().split("\n") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert titles == [
        "PHỤ LỤC",
        "PHÂN CÔNG NHIỆM VỤ",
        "(Kèm theo Kế hoạch số 02/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Lào Cai)",
    ]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm", "Căn cứ"]
    assert cells[1][0] == "Phần II. NHIỆM VỤ"
    assert cells[2] == [
        "1", PLAIN.removeprefix("- "), "Công an tỉnh", "Sở Y tế; UBND cấp xã", "16h30 28/02/2026", "Báo cáo",
        "Phần II, 1, gạch đầu dòng 2",
    ]  # fmt: skip
    assert cells[4][2:5] == ["Chưa phân công", "", "Chưa nêu"]


def test_the_head_row_of_the_annex_is_printed_on_every_page():
    table = docx.Document(io.BytesIO(to_docx(reading(FULL), header=HEADER))).tables[1]

    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False]


def test_rows_of_several_directives_are_grouped_by_directive():
    rows = [RegisterRow(n, "a", "Rà soát", directive=f"Kế hoạch số {n}", section="Phần I") for n in (1, 2)]

    table = docx.Document(io.BytesIO(rows_to_docx(rows, header=HEADER, cover=Cover()))).tables[1]

    assert [row.cells[0].text for row in table.rows] == [
        "STT",
        "Kế hoạch số 1 – Phần I",
        "1",
        "Kế hoạch số 2 – Phần I",
        "2",
    ]


def test_characters_that_xml_cannot_hold_and_markup_do_no_harm():
    rows = [RegisterRow(1, "a", "Rà soát \0\x0b<w:t>&amp; \ud800 người", leads=("A & B <c>",))]

    table = docx.Document(io.BytesIO(rows_to_docx(rows, header=HEADER))).tables[1]

    assert table.rows[1].cells[1].text.startswith("Rà soát")
    assert table.rows[1].cells[2].text == "A & B <c>"


def test_an_empty_register_is_still_a_document_and_a_workbook():
    assert len(docx.Document(io.BytesIO(rows_to_docx([], header=HEADER))).tables[1].rows) == 1
    assert list(sheets_of(rows_to_xlsx([], header=HEADER))) == ["Tất cả"]
