"""The register of documents as a spreadsheet, in the columns of the books of Decree 30/2020, appendix IV."""

from collections.abc import Iterable
from datetime import datetime

from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write

from .models import BookNumber, OfficialDocument

_COLUMNS = (
    Column("STT", 6, Kind.NUMBER),
    Column("Sổ", 13),
    Column("Số đến", 9),
    Column("Ngày đến", 12, Kind.DAY),
    Column("Số, ký hiệu", 20),
    Column("Ngày văn bản", 12, Kind.DAY),
    Column("Loại", 16),
    Column("Cơ quan ban hành", 32),
    Column("Trích yếu", 60),
    Column("Người ký", 24),
    Column("Nơi nhận", 44),
    Column("Tệp", 28),
)


def documents(*, rows: Iterable[OfficialDocument], who: str, at: datetime, why: str) -> bytes:
    """The documents as .xlsx, in the order given."""
    table = [
        (
            number,
            row.get_direction_display(),
            row.arrival_number,
            row.arrived_on,
            row.printed,
            row.issued_on or row.issued_text,
            row.kind,
            row.issuer_name,
            row.abstract,
            row.signer,
            "; ".join(row.recipients),
            row.file.name if row.file else "",
        )
        for number, row in enumerate(rows, start=1)
    ]
    return write(header=Header("Sổ văn bản", who, at, why), sheets=[Sheet("Văn bản", _COLUMNS, table)])


_NUMBERS = (
    Column("Năm", 8, Kind.NUMBER), Column("Cơ quan", 30), Column("Sổ", 10), Column("Số", 8, Kind.NUMBER),
    Column("Số, ký hiệu", 20), Column("Ngày ký", 12, Kind.DAY), Column("Loại", 16), Column("Trích yếu", 60),
    Column("Người ký", 24), Column("Tình trạng", 14), Column("Lý do giữ, hủy", 40),
)  # fmt: skip


def numbers(*, rows: Iterable[BookNumber], who: str, at: datetime, why: str) -> bytes:
    """Numbers of the books as .xlsx, cancelled and kept ones in their places."""
    table = [
        (
            row.book.year, row.book.body.name, row.book.series or "chung", row.number, row.printed, row.issued_on,
            row.kind, row.abstract, row.signer, row.get_state_display(), row.reason,
        )
        for row in rows
    ]  # fmt: skip
    return write(header=Header("Sổ số văn bản đi", who, at, why), sheets=[Sheet("Số văn bản đi", _NUMBERS, table)])
