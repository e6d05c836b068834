"""What every fact of the domain has in common. Facts are named in the past tense and hold ids and codes only."""

from dataclasses import asdict, dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact. Subclasses add fields of plain JSON types; names and free text of people never belong here.

    ``LABEL`` is what auditors read ("Chấp nhận nhiệm vụ"); without one they read the kind.
    """

    SUBJECT: ClassVar[str]  # "directives.duty": what the fact is about
    LABEL: ClassVar[str] = ""

    subject_id: str
    area: str = ""

    @property
    def kind(self) -> str:
        """ "directives.DutyAccepted": the subject's app and the class name. Stored, so classes are not renamed."""
        return kind_of(type(self))

    def data(self) -> dict[str, object]:
        return {key: value for key, value in asdict(self).items() if key not in {"subject_id", "area"}}


def kind_of(event: type[Event]) -> str:
    return f"{event.SUBJECT.split('.')[0]}.{event.__name__}"


def labels() -> dict[str, str]:
    """Kind to label, for every event class that is loaded."""
    found: dict[str, str] = {}
    classes = list(Event.__subclasses__())
    while classes:
        event = classes.pop()
        classes.extend(event.__subclasses__())
        if hasattr(event, "SUBJECT"):
            found[kind_of(event)] = event.LABEL or kind_of(event)
    return found


@dataclass(frozen=True, kw_only=True)
class RecordRead(Event):
    """Somebody opened a sensitive record. The subject is the record."""

    SUBJECT: ClassVar[str] = "journal.record"
    LABEL: ClassVar[str] = "Mở xem hồ sơ nhạy cảm"

    record: str  # "people.person": what kind of record it was


@dataclass(frozen=True, kw_only=True)
class ChainVerified(Event):
    SUBJECT: ClassVar[str] = "journal.chain"
    LABEL: ClassVar[str] = "Kiểm tra chuỗi nhật ký: nguyên vẹn"

    position: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class ChainBroken(Event):
    SUBJECT: ClassVar[str] = "journal.chain"
    LABEL: ClassVar[str] = "Kiểm tra chuỗi nhật ký: bị đứt"

    position: int
    fact_id: int
    what: str


@dataclass(frozen=True, kw_only=True)
class JournalRestored(Event):
    """The database was restored from a backup; numbers of transactions begin anew."""

    SUBJECT: ClassVar[str] = "journal.chain"
    LABEL: ClassVar[str] = "Khôi phục dữ liệu từ bản sao lưu"

    position: int
    hash: str
