"""Lists of a report: rows of words kept as text, a line each, so that they are frozen and sealed as all words are."""

from collections.abc import Iterable, Mapping, Sequence

from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.monitoring.reporting.values.forms import Draw, Section

PART = "|"
MOST_ROWS, LONGEST = 200, 400  # rows of a list, letters of a cell
FIELDS: Mapping[Draw, Mapping[str, str]] = {  # what a drawn list can show, by the code of its column
    Draw.WORK_DONE: {"viec": "Việc", "han": "Hạn", "xong": "Xác nhận xong"},
    Draw.WORK_LATE: {"viec": "Việc", "han": "Hạn", "buoc": "Đang ở bước"},
    Draw.INSPECTIONS: {
        "cuoc": "Cuộc kiểm tra", "co_quan": "Cơ quan kiểm tra", "ngay": "Ngày kiểm tra", "buoc": "Kết quả",
        "phat_hien": "Phát hiện", "khac_phuc": "Đã khắc phục",
    },
}  # fmt: skip


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """Rows as they are kept; rows without a word are left out."""
    kept = [[_plain(cell) for cell in row] for row in rows]
    return "\n".join(PART.join(row) for row in kept if any(row))


def rows_of(section: Section, text: str) -> list[list[str]]:
    """Rows as they were kept, each with a cell for every column."""
    width = len(section.columns)
    rows = [line.split(PART) for line in text.splitlines() if line.strip(PART + " ")]
    return [[*row, *[""] * width][:width] for row in rows]


def drawn(section: Section, found: Iterable[Mapping[str, str]]) -> str:
    """What was found elsewhere, in the columns the form asks for."""
    return text_of([one.get(column.code, "") for column in section.columns] for one in found)


def _plain(cell: str) -> str:
    return collapse(clean(cell)).replace(PART, "/")[:LONGEST]
