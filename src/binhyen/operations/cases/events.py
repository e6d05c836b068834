"""Facts of cases. Ids and codes only; what a legal fact says stands in the case, behind its compartment."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """``subject_id`` is the person."""

    SUBJECT: ClassVar[str] = "cases.case"


@dataclass(frozen=True, kw_only=True)
class CaseOpened(CaseEvent):
    LABEL: ClassVar[str] = "Lập hồ sơ"


@dataclass(frozen=True, kw_only=True)
class FactRecorded(CaseEvent):
    """Its kind is not named here: a journal is read by people who may not read every compartment."""

    LABEL: ClassVar[str] = "Ghi sự kiện vào hồ sơ"

    fact_id: int
    compartment: str
    effective_on: str  # ISO day
    warnings: tuple[str, ...] = ()  # codes of warnings that were answered with a reason


@dataclass(frozen=True, kw_only=True)
class FactCorrected(CaseEvent):
    LABEL: ClassVar[str] = "Sửa sự kiện trong hồ sơ"

    fact_id: int
    supersedes: int
    compartment: str


@dataclass(frozen=True, kw_only=True)
class FactWithdrawn(CaseEvent):
    LABEL: ClassVar[str] = "Rút sự kiện khỏi hồ sơ"

    fact_id: int
    supersedes: int
    compartment: str


@dataclass(frozen=True, kw_only=True)
class FactsRecorded(Event):
    """Many facts of many people in one act. ``subject_id`` names what they came from."""

    SUBJECT: ClassVar[str] = "cases.facts"
    LABEL: ClassVar[str] = "Ghi nhiều sự kiện một lượt"

    people: int
    facts: int


@dataclass(frozen=True, kw_only=True)
class TermsEnded(Event):
    """States that ended or began by their own day; ``subject_id`` is the day."""

    SUBJECT: ClassVar[str] = "cases.terms"
    LABEL: ClassVar[str] = "Hết thời hạn theo luật"

    people: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class CasesRefolded(Event):
    """The law's data changed: these people's cases came out otherwise. ``subject_id`` is the day."""

    SUBJECT: ClassVar[str] = "cases.terms"
    LABEL: ClassVar[str] = "Tính lại hồ sơ theo dữ liệu luật mới"

    looked: int
    people: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class CaseNumbered(CaseEvent):
    LABEL: ClassVar[str] = "Sửa số hồ sơ"


@dataclass(frozen=True, kw_only=True)
class TransferStarted(CaseEvent):
    LABEL: ClassVar[str] = "Chuyển hồ sơ đi"

    transfer_id: int
    to_commune: str


@dataclass(frozen=True, kw_only=True)
class TransferAccepted(CaseEvent):
    LABEL: ClassVar[str] = "Tiếp nhận hồ sơ chuyển đến"

    transfer_id: int


@dataclass(frozen=True, kw_only=True)
class TransferRefused(CaseEvent):
    LABEL: ClassVar[str] = "Trả lại hồ sơ chuyển đến"

    transfer_id: int


@dataclass(frozen=True, kw_only=True)
class TransferEscalated(CaseEvent):
    """The receiving commune stayed silent; the next level was told."""

    LABEL: ClassVar[str] = "Báo lên cấp trên: hồ sơ chuyển chưa ai nhận"

    transfer_id: int
    level: int


@dataclass(frozen=True, kw_only=True)
class ClocksEscalated(Event):
    """Clocks of one commune ran out and the next level was told; ``subject_id`` is the commune."""

    SUBJECT: ClassVar[str] = "cases.clocks"
    LABEL: ClassVar[str] = "Báo lên cấp trên: quá thời hạn luật định"

    level: int
    clocks: tuple[str, ...]
    people: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ReleaseAnnounced(CaseEvent):
    """The commune a person returns to was told, with so many days to go."""

    LABEL: ClassVar[str] = "Báo trước người sắp về"

    days: int


@dataclass(frozen=True, kw_only=True)
class HelperNamed(CaseEvent):
    LABEL: ClassVar[str] = "Phân công người giúp đỡ"

    helper_id: int


@dataclass(frozen=True, kw_only=True)
class HelperEnded(CaseEvent):
    LABEL: ClassVar[str] = "Thôi phân công người giúp đỡ"

    helper_id: int


@dataclass(frozen=True, kw_only=True)
class ReceptionPlanned(CaseEvent):
    LABEL: ClassVar[str] = "Lập kế hoạch đón người sắp về"

    helper_id: int
    first_visit_on: str  # ISO day


@dataclass(frozen=True, kw_only=True)
class PaperPrinted(CaseEvent):
    """``form`` and ``version`` say which words it was printed with; what it says stands in the case."""

    LABEL: ClassVar[str] = "In giấy tờ của hồ sơ"

    paper_id: int
    form: str
    version: int
    compartment: str


@dataclass(frozen=True, kw_only=True)
class PaperTaken(CaseEvent):
    """A paper that was printed before was taken out once more."""

    LABEL: ClassVar[str] = "Tải lại giấy tờ đã in"

    paper_id: int


@dataclass(frozen=True, kw_only=True)
class TemplateSaved(Event):
    """The subject is the form. ``as_shipped``: the province goes back to the words that came with the system."""

    SUBJECT: ClassVar[str] = "cases.template"
    LABEL: ClassVar[str] = "Sửa mẫu giấy tờ"

    version: int
    as_shipped: bool


@dataclass(frozen=True, kw_only=True)
class ListEvent(Event):
    """``subject_id`` is the import."""

    SUBJECT: ClassVar[str] = "cases.list"


@dataclass(frozen=True, kw_only=True)
class ListReceived(ListEvent):
    LABEL: ClassVar[str] = "Nhận một danh sách"

    sha256: str


@dataclass(frozen=True, kw_only=True)
class ListRead(ListEvent):
    LABEL: ClassVar[str] = "Đọc một danh sách"

    rows: int


@dataclass(frozen=True, kw_only=True)
class ListRowMended(ListEvent):
    LABEL: ClassVar[str] = "Sửa ô trong danh sách"

    row_id: int


@dataclass(frozen=True, kw_only=True)
class ListWritten(ListEvent):
    LABEL: ClassVar[str] = "Ghi một danh sách vào sổ"

    written: int
    same: int
    basket: int
    left_out: int


@dataclass(frozen=True, kw_only=True)
class ListUndone(ListEvent):
    LABEL: ClassVar[str] = "Rút lại một danh sách đã ghi"

    people: int
    facts: int


@dataclass(frozen=True, kw_only=True)
class ListFailed(ListEvent):
    LABEL: ClassVar[str] = "Không đọc được danh sách"

    code: str


@dataclass(frozen=True, kw_only=True)
class ColumnsMended(ListEvent):
    LABEL: ClassVar[str] = "Sửa cách hiểu cột của danh sách"


@dataclass(frozen=True, kw_only=True)
class ExportEvent(Event):
    """``subject_id`` is the export."""

    SUBJECT: ClassVar[str] = "cases.export"


@dataclass(frozen=True, kw_only=True)
class ListExported(ExportEvent):
    """A list of names leaves: so many rows of so many; ``numbers``: with identity numbers and contacts in full."""

    LABEL: ClassVar[str] = "Xuất danh sách"

    rows: int
    total: int
    numbers: bool


@dataclass(frozen=True, kw_only=True)
class ExportTaken(ExportEvent):
    LABEL: ClassVar[str] = "Tải danh sách đã xuất"


@dataclass(frozen=True, kw_only=True)
class ExportExpired(ExportEvent):
    LABEL: ClassVar[str] = "Danh sách đã xuất hết hạn, tệp được bỏ"


@dataclass(frozen=True, kw_only=True)
class RosterMade(Event):
    """``subject_id`` is the roster: the list one keeper has of one day."""

    SUBJECT: ClassVar[str] = "cases.roster"
    LABEL: ClassVar[str] = "Đưa một danh sách vào đối chiếu"

    import_id: int
    keeper: str
    entries: int


@dataclass(frozen=True, kw_only=True)
class ListsCompared(Event):
    """``subject_id`` is the day the lists speak of."""

    SUBJECT: ClassVar[str] = "cases.comparison"
    LABEL: ClassVar[str] = "Đối chiếu các danh sách"

    opened: int
    standing: int
    gone: int


@dataclass(frozen=True, kw_only=True)
class DifferenceClosed(Event):
    """``subject_id`` is the difference."""

    SUBJECT: ClassVar[str] = "cases.difference"
    LABEL: ClassVar[str] = "Giải quyết một chỗ lệch giữa các danh sách"

    outcome: str


@dataclass(frozen=True, kw_only=True)
class DifferencesEscalated(Event):
    """Differences of one commune ran past their day and the next level was told; ``subject_id`` is the commune.

    A difference between lists of the whole province has none: its subject is "province".
    """

    SUBJECT: ClassVar[str] = "cases.differences"
    LABEL: ClassVar[str] = "Báo lên cấp trên: chỗ lệch giữa các danh sách quá hạn"

    level: int
    differences: tuple[int, ...]
