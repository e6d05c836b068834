"""The words of the register of people, and the values doors hand over."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices


class Sex(TextChoices):
    MALE = "M", "Nam"
    FEMALE = "F", "Nữ"
    UNKNOWN = "", "Chưa rõ"


class BirthPrecision(TextChoices):
    DAY = "DAY", "Đủ ngày, tháng, năm"
    MONTH = "MONTH", "Chỉ tháng, năm"
    YEAR = "YEAR", "Chỉ năm"
    UNKNOWN = "UNKNOWN", "Chưa rõ"


class NumberKind(TextChoices):
    CITIZEN = "CCCD", "Căn cước, CCCD (12 số)"
    OLD_CARD = "CMND", "CMND (9 số)"
    PASSPORT = "PASSPORT", "Hộ chiếu"
    OTHER = "OTHER", "Giấy tờ khác"


class ContactKind(TextChoices):
    PHONE = "PHONE", "Điện thoại"
    EMAIL = "EMAIL", "Thư điện tử"
    SOCIAL = "SOCIAL", "Tài khoản mạng xã hội"


class AddressKind(TextChoices):
    PERMANENT = "PERMANENT", "Thường trú"
    TEMPORARY = "TEMPORARY", "Tạm trú"
    ACTUAL = "ACTUAL", "Nơi ở hiện tại"
    ORIGIN = "ORIGIN", "Quê quán"


class AliasKind(TextChoices):
    ALIAS = "ALIAS", "Tên gọi khác"
    FORMER = "FORMER", "Tên trước đây"
    SPELLING = "SPELLING", "Cách viết khác"


class Topic(TextChoices):
    """Sensitive personal data (Decree 356/2025, Art. 4), kept apart from the person's row."""

    ETHNICITY = "ETHNICITY", "Dân tộc"
    RELIGION = "RELIGION", "Tôn giáo"
    HEALTH = "HEALTH", "Sức khỏe"
    OFFENCE = "OFFENCE", "Vi phạm pháp luật, tiền án, tiền sự"
    PAPER_IMAGE = "PAPER_IMAGE", "Ảnh chụp giấy tờ"
    BACKGROUND = "BACKGROUND", "Học vấn, nghề nghiệp, hoàn cảnh"


class Compartment(TextChoices):
    COMMON = "COMMON", "Chung"
    MANAGEMENT = "MANAGEMENT", "Quản lý"
    HEALTH = "HEALTH", "Y tế"
    SUPPORT = "SUPPORT", "Hỗ trợ"


class RequestKind(TextChoices):
    """What a person may ask (Law 91/2025, Art. 4.1; Decree 356/2025, Art. 5)."""

    VIEW = "VIEW", "Xem dữ liệu về mình"
    PROVIDE = "PROVIDE", "Nhận bản tóm tắt"
    CORRECT = "CORRECT", "Sửa cho đúng"
    WITHDRAW = "WITHDRAW", "Rút lại sự đồng ý"
    RESTRICT = "RESTRICT", "Hạn chế xử lý"
    OBJECT = "OBJECT", "Phản đối xử lý"
    DELETE = "DELETE", "Xóa dữ liệu"
    PROTECT = "PROTECT", "Yêu cầu biện pháp bảo vệ"


class Outcome(TextChoices):
    PENDING = "", "Đang giải quyết"
    DONE = "DONE", "Đã thực hiện"
    PARTLY = "PARTLY", "Thực hiện một phần"
    REFUSED = "REFUSED", "Từ chối, có căn cứ"


class PairState(TextChoices):
    OPEN = "OPEN", "Chờ xem"
    SAME = "SAME", "Cùng một người"
    DIFFERENT = "DIFFERENT", "Hai người khác nhau"


class CrossingKind(TextChoices):
    AREA = "AREA", "Người của địa bàn khác"
    COMPARTMENT = "COMPARTMENT", "Ngăn dữ liệu khác"


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """A birth as far as it is known: full, month and year, or year only."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressDetails:
    kind: str  # AddressKind
    place_code: str = ""  # commune code; "" where it could not be resolved
    hamlet_id: int | None = None
    text: str = ""  # as written
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """What a form, a row of a list or the API says of a person. Raw text as written; actions normalise it."""

    full_name: str
    commune_code: str  # whose register it is: the commune that manages the person
    sex: str = ""
    birth: Birth = Birth()
    aliases: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()  # (NumberKind, as written)
    contacts: tuple[tuple[str, str], ...] = ()  # (ContactKind, as written)
    addresses: tuple[AddressDetails, ...] = ()
    hamlet_id: int | None = None
    sensitive: tuple[tuple[str, str], ...] = ()  # (Topic, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanges:
    """What of a person's own row a form says: the whole of it, changed or not."""

    full_name: str
    sex: str = ""
    birth: Birth = Birth()
    hamlet_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What a list adds to a person of the register, or mends. Raw text as written; the action normalises it.

    ``changes`` are the whole of the person's own row, None leaves it as it is; ``version`` is the one they were
    compared with. ``ends`` are rows (part, id) that are no longer true.
    """

    person_id: int
    version: int
    numbers: tuple[tuple[str, str], ...] = ()  # (NumberKind, as written)
    contacts: tuple[tuple[str, str], ...] = ()  # (ContactKind, as written)
    aliases: tuple[str, ...] = ()
    addresses: tuple[AddressDetails, ...] = ()
    sensitive: tuple[tuple[str, str], ...] = ()  # (Topic, value)
    ends: tuple[tuple[str, str], ...] = ()
    changes: PersonChanges | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """What became of a completion: enough to take it back. ``refused`` says why nothing of it was written."""

    person_id: int
    version: int = 0  # of the person's own row afterwards
    added: tuple[tuple[str, str], ...] = ()  # (part, row id)
    ended: tuple[tuple[str, str], ...] = ()
    before: tuple[tuple[str, str], ...] = ()  # fields of the own row that changed, and what they said
    refused: str = ""

    @property
    def anything(self) -> bool:
        return bool(self.added or self.ended or self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberDetails:
    kind: str  # NumberKind, "" reads it from the number
    text: str  # as written
    issued_on: date | None = None
    issued_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitiveDetails:
    topic: str  # Topic
    value: str = ""
    basis: str = ""  # why we hold it


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A number or contact as it is shown before somebody asks for the whole of it."""

    id: str
    kind: str
    kind_label: str
    text: str  # "•••• 1234"
    valid_to: date | None = None
    issued_on: date | None = None
    issued_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person in one line of a list: enough to tell persons apart, nothing sensitive."""

    id: int
    full_name: str
    sex: str  # its label, "" where unknown
    birth: str  # "12/03/1990", "1990", ""
    commune_code: str
    commune: str  # its name of today
    to_commune: str = ""
    hamlet: str = ""
    numbers: tuple[str, ...] = ()  # masked
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Somebody of the register who may be the person a form or a row speaks of."""

    card: PersonCard
    weight: float  # log2 of the odds
    probability: float
    reasons: tuple[str, ...]  # Vietnamese words, the weightiest first
    same_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """The answer to "do we have this person already?". ``elsewhere`` names communes whose register holds the number."""

    people: tuple[Likeness, ...] = ()
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPair:
    """Two records a search for doubles brought up; left < right."""

    left: int
    right: int
    weight: float
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetails:
    """What a person, or who stands for the person, asks about the data held."""

    kind: str  # RequestKind
    text: str = ""
    asked_by: str = ""  # "" the person; else the representative
    with_processor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtPerson:
    """Somebody of another area, told exactly: by a whole number, or by full name, year of birth and commune."""

    number: str = ""
    full_name: str = ""
    birth_year: int | None = None
    commune_code: str = ""
