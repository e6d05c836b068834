"""The register of documents as a spreadsheet, in the columns of the books of Decree 30/2020, appendix IV."""

from collections.abc import Iterable
from datetime import datetime

from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write

from .models import OfficialDocument

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
