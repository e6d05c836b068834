"""An offer: one thing a row says of a known person that the register does not, or says otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from binhyen.operations.cases.queries.lists.held import Held
from binhyen.registers.people.rules.births import stored_birth
from binhyen.registers.people.values import AddressDetails, AddressKind, Completion, PersonChanges, Topic

TOPICS: Mapping[str, str] = {
    "name": "Họ và tên", "alias": "Tên gọi khác", "sex": "Giới tính", "birth": "Ngày sinh", "number": "Số giấy tờ",
    "phone": "Điện thoại", "hamlet": "Thôn, tổ", "commune": "Xã, phường", "to_commune": "Đang chuyển đến",
    "file_number": "Số hồ sơ", "list": "Danh sách", "reported": "Thống kê tính vào", "state": "Tình trạng",
    "measure": "Hình thức", "since": "Ngày bắt đầu", "ends": "Ngày kết thúc", "flags": "Lưu ý",
    **{one.value: one.label for one in AddressKind}, **{one.value: one.label for one in Topic},
}  # fmt: skip


class Said(StrEnum):
    LACKS = "LACKS"  # the register has nothing here
    DIFFERS = "DIFFERS"  # the register says something else, nobody knows since when
    SHEET = "SHEET"  # changed in a sheet we exported
    BOTH = "BOTH"  # changed in the sheet and, since the export, in the register: a conflict
    REGISTER = "REGISTER"  # changed in the register since the export; the sheet is older
    FIXED = "FIXED"  # changed in the sheet, but not a thing a list may change
    UNREAD = "UNREAD"  # changed in the sheet, and nobody can read to what


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What taking an offer writes."""

    numbers: tuple[tuple[str, str], ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    addresses: tuple[AddressDetails, ...] = ()
    sensitive: tuple[tuple[str, str], ...] = ()
    ends: tuple[tuple[str, str], ...] = ()
    own: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))  # fields of PersonChanges
    file_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """``before`` tells whether the register still says what was shown; ``place`` is the column, -1 none.

    ``take``: True take it from the list, False keep the register, None nobody has said. Without ``act`` there is
    nothing to take, only something to know.
    """

    topic: str
    said: Said
    current: str
    sheet: str
    before: str = ""
    note: str = ""
    place: int = -1
    act: Act | None = None
    take: bool | None = None

    @property
    def open(self) -> bool:
        return self.act is not None

    def stored(self) -> dict[str, Any]:
        names = ("topic", "said", "current", "sheet", "before", "note", "place", "open", "take")
        return {name: getattr(self, name) for name in names}


def carried(fresh: Sequence[Offer], kept: Sequence[Mapping[str, Any]], *, shown: bool) -> tuple[Offer, ...]:
    """Offers worked out anew with what was chosen before; a choice made over other words does not count.

    ``shown``: the fresh ones are about to be shown, so that those nobody saw yet begin as they do at the first look.
    Otherwise (the list is being written) what nobody saw waits for a choice.
    """
    chosen = {(one["topic"], one["sheet"], one["before"]): one["take"] for one in kept}
    return tuple(
        replace(one, take=chosen.get((one.topic, one.sheet, one.before), one.take if shown else None)) for one in fresh
    )


def counted(offers: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """(how many wait for a choice, how many would be written) of stored offers."""
    open_ones = [one["take"] for one in offers if one["open"]]
    return open_ones.count(None), open_ones.count(True)


def completion(held: Held, taken: Sequence[Offer]) -> Completion | None:
    """What the taken offers write of the person; None where they write nothing there."""
    acts = [one.act for one in taken if one.act]
    own: dict[str, Any] = {name: value for act in acts for name, value in act.own.items()}
    person = held.person
    changes = None
    if own:
        now = {
            "full_name": person.full_name, "sex": person.sex, "hamlet_id": person.hamlet_id,
            "birth": stored_birth(person.birth_on, person.birth_precision),
        }  # fmt: skip
        changes = PersonChanges(**{**now, **own})
    made = Completion(
        person_id=person.pk,
        version=person.version,
        numbers=tuple(one for act in acts for one in act.numbers),
        contacts=tuple(one for act in acts for one in act.contacts),
        aliases=tuple(one for act in acts for one in act.aliases),
        addresses=tuple(one for act in acts for one in act.addresses),
        sensitive=tuple(one for act in acts for one in act.sensitive),
        ends=tuple(one for act in acts for one in act.ends),
        changes=changes,
    )
    return made if made != Completion(person_id=person.pk, version=person.version) else None
