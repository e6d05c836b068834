"""Facts about persons. Ids, codes and names of fields only: what a field says never stands in the journal."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event

PERSON = "people.person"


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Ghi người vào sổ"
    batch: str = ""  # the list or job it came with


@dataclass(frozen=True, kw_only=True)
class PeopleRegistered(Event):
    """One fact for a whole list; each person has a fact of its own too."""

    SUBJECT: ClassVar[str] = "people.batch"
    LABEL: ClassVar[str] = "Ghi nhiều người vào sổ một lần"
    count: int


@dataclass(frozen=True, kw_only=True)
class PersonAmended(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Sửa thông tin của người"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PartAdded(Event):
    """A number, a contact, an address … was added to a person."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Thêm thông tin của người"
    part: str  # number, contact, address, alias, household, photo, sensitive
    part_kind: str = ""
    row_id: str = ""
    compartment: str = ""


@dataclass(frozen=True, kw_only=True)
class PartEnded(Event):
    """A number, a contact, an address … is no longer true since a day."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Kết thúc một thông tin của người"
    part: str
    row_id: str = ""


@dataclass(frozen=True, kw_only=True)
class PartsTakenBack(Event):
    """What a list had added to the person was taken away again, because the list was taken back."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Rút lại thông tin một danh sách đã thêm"
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PersonVoided(Event):
    """Entered by a list that was undone, or by mistake."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Rút người khỏi sổ"


@dataclass(frozen=True, kw_only=True)
class PersonUnvoided(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Đưa người trở lại sổ"


@dataclass(frozen=True, kw_only=True)
class PersonMoved(Event):
    """Whose person it is changed; ``to_area`` is set while the receiving commune has not accepted yet."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Chuyển địa bàn quản lý của người"
    from_area: str
    to_area: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonMerged(Event):
    """Two records were one person. The subject is the record that stays."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Gộp hồ sơ trùng vào hồ sơ này"
    gone_id: str
    merge_id: int
    fields: tuple[str, ...] = ()  # those taken from the other record


@dataclass(frozen=True, kw_only=True)
class PersonMergedAway(Event):
    """The subject is the record that went."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Gộp hồ sơ này vào hồ sơ khác"
    kept_id: str
    merge_id: int


@dataclass(frozen=True, kw_only=True)
class MergeUndone(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Tách lại hồ sơ đã gộp"
    gone_id: str
    merge_id: int


@dataclass(frozen=True, kw_only=True)
class PairDecided(Event):
    """The subject is the pair "left-right" of two persons."""

    SUBJECT: ClassVar[str] = "people.pair"
    LABEL: ClassVar[str] = "Kết luận về hai hồ sơ giống nhau"
    decision: str


@dataclass(frozen=True, kw_only=True)
class PairsFound(Event):
    SUBJECT: ClassVar[str] = "people.pairs"
    LABEL: ClassVar[str] = "Tìm hồ sơ trùng trong toàn sổ"
    compared: int
    found: int


@dataclass(frozen=True, kw_only=True)
class NumberShown(Event):
    """Somebody had a whole number or contact shown."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Hiện số giấy tờ hoặc liên hệ"
    part: str
    row_id: str


@dataclass(frozen=True, kw_only=True)
class SummaryPrinted(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "In bản tóm tắt dữ liệu cho người dân"


@dataclass(frozen=True, kw_only=True)
class PersonExported(Event):
    """The person stands in a list that left the system; ``numbers``: with identity numbers and contacts in full."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Có tên trong danh sách đã xuất"
    export_id: int
    numbers: bool


@dataclass(frozen=True, kw_only=True)
class RequestReceived(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Nhận yêu cầu của chủ thể dữ liệu"
    request_id: int
    request_kind: str


@dataclass(frozen=True, kw_only=True)
class RequestAcknowledged(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Xác nhận đã nhận yêu cầu của chủ thể dữ liệu"
    request_id: int


@dataclass(frozen=True, kw_only=True)
class RequestExtended(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Gia hạn trả lời yêu cầu của chủ thể dữ liệu"
    request_id: int
    until: str  # ISO day


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Trả lời yêu cầu của chủ thể dữ liệu"
    request_id: int
    outcome: str
    ground: str = ""


@dataclass(frozen=True, kw_only=True)
class CrossingOpened(Event):
    """Somebody opened a person of another area, or another compartment of a person, for a time."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Mở xem ngoài địa bàn hoặc ngăn khác"
    crossing_id: int
    crossing_kind: str
    compartment: str = ""
    ground: str
    until: str  # ISO moment


@dataclass(frozen=True, kw_only=True)
class CrossingClosed(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Đóng lượt mở xem trước hạn"
    crossing_id: int


@dataclass(frozen=True, kw_only=True)
class CrossingObjected(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Không đồng ý lượt mở xem, yêu cầu giải trình"
    crossing_id: int


@dataclass(frozen=True, kw_only=True)
class CrossingExplained(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Giải trình lượt mở xem"
    crossing_id: int


@dataclass(frozen=True, kw_only=True)
class CrossingSought(Event):
    """Somebody asked for a person of another area and nobody was found. The subject is the account that asked."""

    SUBJECT: ClassVar[str] = "people.sought"
    LABEL: ClassVar[str] = "Hỏi người của địa bàn khác, không tìm thấy"
    ground: str


@dataclass(frozen=True, kw_only=True)
class PersonGiven(Event):
    """A clinic or facility has the person now, and reads what its work needs."""

    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Giao cơ sở xem hồ sơ của người đang ở đó"
    body: str


@dataclass(frozen=True, kw_only=True)
class PersonTakenBack(Event):
    SUBJECT: ClassVar[str] = PERSON
    LABEL: ClassVar[str] = "Cơ sở thôi xem hồ sơ của người đã rời đó"
    body: str
