"""Lists that leave: what a row of them holds, and those that left before."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import batched
from typing import Any

from django.db.models import Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.foundation.database.among import among
from binhyen.kit.spreadsheets import Column, Kind
from binhyen.operations.cases.models import Case, ListExport
from binhyen.operations.cases.reader.changes import ROW_ID_HEADING
from binhyen.registers.people.models import Address, Alias, Contact, IdentityNumber, Person
from binhyen.registers.people.queries.cards import commune_names, opened
from binhyen.registers.people.rules.births import birth_words, stored_birth
from binhyen.registers.people.rules.numbers import mask
from binhyen.registers.people.values import AddressKind, Sex
from binhyen.registers.territories.models import Hamlet

from .labels import flag_labels, list_labels, measure_label, state_labels
from .lists.seals import row_cell
from .visible import visible_cases

AT_ONCE = 2_000  # people whose data are held at one time
SHOWN = 100
_CASE = (
    "person_id", "commune_code", "to_commune_code", "hamlet_id", "file_number", "list_code", "reported_list", "state",
    "measure", "since", "ends_on", "flags", "next_due_at",
)  # fmt: skip
_KINDS = (AddressKind.PERMANENT, AddressKind.TEMPORARY, AddressKind.ACTUAL, AddressKind.ORIGIN)
_SEXES = {one.value: one.label for one in Sex if one.value}
MASKED = ("Số giấy tờ (đã che)", "Liên hệ (đã che)")
WHOLE = ("Số CCCD, CMND", "Số điện thoại")
# what the cells after STT hold, in their order: by these names a sheet that comes back is compared
CELLS = (
    "name", "alias", "sex", "birth", "number", "phone", "PERMANENT", "TEMPORARY", "ACTUAL", "ORIGIN", "hamlet",
    "commune", "to_commune", "file_number", "list", "reported", "state", "measure", "since", "ends", "flags",
)  # fmt: skip


def columns(*, numbers: bool) -> list[Column]:
    """The columns of an exported list; ``numbers``: identity numbers and contacts stand in full."""
    identity, contact = WHOLE if numbers else MASKED
    return [
        Column("STT", 6, Kind.NUMBER), Column("Họ và tên", 26), Column("Tên gọi khác", 18), Column("Giới tính", 9),
        Column("Ngày sinh", 12), Column(identity, 18), Column(contact, 16), Column("Nơi thường trú", 30),
        Column("Nơi tạm trú", 30), Column("Nơi ở hiện tại", 30), Column("Quê quán", 24), Column("Thôn, tổ", 20),
        Column("Xã, phường", 20), Column("Đang chuyển đến", 20), Column("Số hồ sơ", 12), Column("Danh sách", 24),
        Column("Thống kê tính vào", 24), Column("Tình trạng", 30), Column("Hình thức", 24),
        Column("Ngày bắt đầu", 12, Kind.DAY), Column("Ngày kết thúc", 12, Kind.DAY), Column("Lưu ý", 24),
        Column("Thời hạn gần nhất", 17, Kind.MOMENT), Column(ROW_ID_HEADING, 12, hidden=True),
    ]  # fmt: skip


def rows(*, people: Sequence[int], export_id: int, numbers: bool) -> Iterator[tuple[Any, ...]]:
    """A row for each of ``people``, in their order, as ``columns`` names them. Seven queries for 2,000 people."""
    place = 0
    for part in batched(people, AT_ONCE):
        cases = _cases(part)
        known = _known(part, cases, numbers=numbers)
        for case in cases:
            place += 1
            row = _row(case, known)
            cells = list(zip(CELLS, map(cell_text, row), strict=False))  # not the next due day: clocks move it
            yield place, *row, row_cell(export_id=export_id, person_id=case[0], cells=cells)


def texts(*, people: Sequence[int], numbers: bool) -> dict[int, dict[str, str]]:
    """What the cells of an exported list would say of each person now, by ``CELLS``. Seven queries."""
    cases = _cases(people)
    known = _known(people, cases, numbers=numbers)
    return {case[0]: dict(zip(CELLS, map(cell_text, _row(case, known)), strict=False)) for case in cases}


def cell_text(value: Any) -> str:
    """A cell as whoever opens the sheet reads it."""
    return "" if value is None else f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _cases(part: Sequence[int]) -> list[tuple[Any, ...]]:
    found = {row[0]: row for row in Case.objects.filter(pk__in=among(part)).values_list(*_CASE)}
    return [found[pk] for pk in part if pk in found]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is held of some people, by person."""

    people: Mapping[int, tuple[str, str, date | None, str]]
    communes: Mapping[str, str]
    hamlets: Mapping[int, str]
    aliases: Mapping[int, list[str]]
    numbers: Mapping[int, list[str]]
    contacts: Mapping[int, list[str]]
    addresses: Mapping[tuple[int, str], str] = field(default_factory=dict)


def _known(part: Sequence[int], cases: Sequence[tuple[Any, ...]], *, numbers: bool) -> _Known:
    ids = among(part)
    held = Person.objects.filter(pk__in=ids).values_list("pk", "full_name", "sex", "birth_on", "birth_precision")
    lived = Address.objects.filter(person__in=ids, valid_to__isnull=True, kind__in=_KINDS).order_by("id")
    addresses = list(lived.values_list("person_id", "kind", "text", "place_code", "hamlet_id"))
    names = commune_names({code for row in cases for code in row[1:3]} | {row[3] for row in addresses})
    hamlets = _hamlets({row[3] for row in cases} | {row[4] for row in addresses})
    aliases = defaultdict(list)
    for pk, name in Alias.objects.filter(person__in=ids).order_by("id").values_list("person_id", "name"):
        aliases[pk].append(name)
    return _Known(
        people={pk: (name, sex, born, precision) for pk, name, sex, born, precision in held},
        communes=names,
        hamlets=hamlets,
        aliases=aliases,
        numbers=_opened(IdentityNumber.objects.filter(person__in=ids, valid_to__isnull=True), numbers),
        contacts=_opened(Contact.objects.filter(person__in=ids, valid_to__isnull=True, kind="PHONE"), numbers),
        addresses={(row[0], row[1]): _address(row, names, hamlets) for row in addresses},
    )


def _hamlets(ids: set[int | None]) -> dict[int, str]:
    return {one.pk: str(one) for one in Hamlet.objects.filter(pk__in={pk for pk in ids if pk})}


def _address(row: tuple[Any, ...], names: Mapping[str, str], hamlets: Mapping[int, str]) -> str:
    _, _, text, commune, hamlet = row
    return text or ", ".join(part for part in (hamlets.get(hamlet, ""), names.get(commune, "")) if part)


def _opened(held: QuerySet[Any], whole: bool) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for one in held.order_by("kind", "id").only("id", "person_id", "cipher"):
        text = opened(one)
        found[one.person_id].append(text if whole else mask(text))
    return found


def _row(case: tuple[Any, ...], known: _Known) -> tuple[Any, ...]:
    """The cells of a person between STT and the id of the row."""
    pk, commune, to_commune, hamlet, number, on_list, reported, state, measure, since, ends, flags, due = case
    name, sex, born, precision = known.people.get(pk, ("", "", None, ""))
    return (
        name, ", ".join(known.aliases.get(pk, ())), _SEXES.get(sex, ""),
        birth_words(stored_birth(born, precision)), ", ".join(known.numbers.get(pk, ())),
        ", ".join(known.contacts.get(pk, ())), *(known.addresses.get((pk, kind), "") for kind in _KINDS),
        known.hamlets.get(hamlet, ""), known.communes.get(commune, commune),
        known.communes.get(to_commune, to_commune), number, list_labels().get(on_list, on_list),
        list_labels().get(reported, reported), state_labels().get(state, state), measure_label(measure), since, ends,
        ", ".join(flag_labels().get(flag, flag) for flag in flags), due,
    )  # fmt: skip


def total(*, scope: Scope) -> int:
    """All cases the reader sees: of how many the rows of a list are a part."""
    return visible_cases(scope=scope).count()


def exports(*, scope: Scope) -> QuerySet[ListExport]:
    """Lists that left: those of the reader's communes and the reader's own; readers of the province see all."""
    found = ListExport.objects.select_related("made_by", "file").order_by("-made_at", "-pk")
    if scope.whole_province:
        return found
    return found.filter(Q(commune_code__in=sorted(scope.people_areas)) | Q(made_by=scope.user_id))


def latest(*, scope: Scope) -> list[ListExport]:
    return list(exports(scope=scope)[:SHOWN])


def one(*, scope: Scope, export_id: int, at: datetime) -> ListExport | None:
    """A list whose file is still kept."""
    return exports(scope=scope).filter(pk=export_id, file__isnull=False, expires_at__gt=at).first()
