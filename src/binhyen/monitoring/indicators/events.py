"""Facts of figures: books that were closed, closings that were checked."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class BooksClosed(Event):
    """``subject_id`` is the code on reports; ``digest`` binds totals, rows, statement and signer."""

    SUBJECT: ClassVar[str] = "indicators.closing"
    LABEL: ClassVar[str] = "Chốt số liệu"

    period_kind: str
    period_code: str
    digest: str
    people: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class ClosingVerified(Event):
    SUBJECT: ClassVar[str] = "indicators.closing"
    LABEL: ClassVar[str] = "Kiểm tra bản chốt: khớp"

    digest: str


@dataclass(frozen=True, kw_only=True)
class ClosingBroken(Event):
    """What no longer fits, by code of the check."""

    SUBJECT: ClassVar[str] = "indicators.closing"
    LABEL: ClassVar[str] = "Kiểm tra bản chốt: không khớp"

    digest: str
    checks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FigureStated(Event):
    """``supersedes``: the row it corrects, 0 for none. Who reported it stands in the document."""

    SUBJECT: ClassVar[str] = "indicators.stated"
    LABEL: ClassVar[str] = "Nhập số do đơn vị báo cáo"

    code: str
    area: str
    supersedes: int = 0


@dataclass(frozen=True, kw_only=True)
class FigureWithdrawn(Event):
    SUBJECT: ClassVar[str] = "indicators.stated"
    LABEL: ClassVar[str] = "Rút số do đơn vị báo cáo"

    code: str
    area: str
    supersedes: int


@dataclass(frozen=True, kw_only=True)
class FiguresPublished(Event):
    SUBJECT: ClassVar[str] = "indicators.closing"
    LABEL: ClassVar[str] = "Công khai số liệu đã chốt"

    withheld: int  # figures that were hidden because they, or others through them, were small
