"""The same person twice in one file: told on the later row."""

from __future__ import annotations

from dataclasses import replace

from binhyen.kit.vietnamese.text import search_key

from .values import Field, Finding, ReadRow, Severity


class Repeats:
    """Remembers where each number of papers and each name with its birth was first seen."""

    def __init__(self) -> None:
        self._numbers: dict[str, tuple[str, int]] = {}
        self._people: dict[tuple[str, str], tuple[str, int]] = {}
        self._sealed: dict[str, tuple[str, int]] = {}

    def seen(self, row: ReadRow) -> ReadRow:
        """The row, with a warning where it says the same person as an earlier one."""
        place = (row.sheet, row.number)
        if row.row_id and (first := self._sealed.setdefault(row.row_id, place)) != place:
            says = f"mã dòng này đã có ở {_where(first, row)} (dòng được chép lại), không rõ lấy dòng nào"
            return _with(row, "ROW_ID_REPEATED", Field.ROW_ID, says, Severity.ERROR, "Hãy bỏ dòng này ra")
        for number in row.listed.identity:
            first = self._numbers.setdefault(number.number, place)
            if first != place:
                return _with(
                    row, "ID_REPEATED", Field.IDENTITY, f"số giấy tờ {number.number} đã có ở {_where(first, row)}"
                )
        if row.listed.full_name and row.listed.birth is not None:
            key = (search_key(row.listed.full_name), row.listed.birth.iso)
            first = self._people.setdefault(key, place)
            if first != place:
                return _with(
                    row, "PERSON_REPEATED", Field.FULL_NAME, f"trùng họ tên và ngày sinh với {_where(first, row)}"
                )
        return row


def _where(first: tuple[str, int], row: ReadRow) -> str:
    sheet, number = first
    return f"dòng {number}" if sheet == row.sheet else f"dòng {number} trang “{sheet}”"


def _with(
    row: ReadRow,
    code: str,
    field: Field,
    says: str,
    severity: Severity = Severity.WARNING,
    mend: str = "Hãy xem có phải một người không",
) -> ReadRow:
    found = Finding(severity, code, f"dòng {row.number}", field, f"Dòng {row.number}: {says}. {mend}.")
    return replace(row, findings=(*row.findings, found))
