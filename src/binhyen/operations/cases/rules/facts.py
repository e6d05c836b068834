"""What each kind of legal fact is called, who may record and who may decide it, and what must be written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from binhyen.operations.cases.values import Compartment, FactKind, Objection, Severity

from .parameters import FOLDER, read, version

FIRST_YEAR, LAST_YEAR = 1900, 2060  # a day outside is a slip of the pen


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to write down. ``type``: choice, date, text, int, bool, body, commune, hours."""

    name: str
    label: str
    type: str
    required: bool = False
    choices: Mapping[str, str] | None = None
    min: int | None = None
    max: int | None = None
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A kind of fact under one law. ``by``: competent authorities, empty where nobody decides."""

    valid_from: date
    valid_to: date | None = None
    by: tuple[str, ...] = ()
    document: str = ""
    form: str = ""
    source: str = ""
    confidence: str = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSpec:
    kind: FactKind
    label: str
    group: str
    compartment: Compartment
    recorders: tuple[str, ...]
    timed: bool
    versions: tuple[Version, ...]
    fields: tuple[Field, ...]

    def on(self, day: date) -> Version:
        return version(self.versions, day)

    def known_to_law(self, day: date) -> bool:
        """Whether the law of the day has such an act at all; acts of before the first law we hold are let in."""
        return day >= self.versions[0].valid_from or self.versions[0].valid_from.year <= 2022

    def old_form(self, day: date) -> bool:
        """Whether the form's number is of Decree 105/2021 while its successor is not known."""
        return bool(self.on(day).form) and self.on(day).valid_to is None

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    def label_of(self, name: str, value: object) -> str:
        """The words of a choice, or the value as it is."""
        field = self.field(name)
        return (field.choices or {}).get(str(value), str(value)) if field else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    specs: Mapping[FactKind, FactSpec]
    authorities: Mapping[str, str]
    groups: Mapping[str, str]


@cache
def catalog(folder: Path = FOLDER) -> Catalog:
    """All kinds, read once from ``facts.toml``."""
    data = read(folder / "facts.toml")
    return Catalog(
        specs={kind: _spec(kind, data["fact"][kind]) for kind in FactKind},
        authorities=data["authorities"],
        groups=data["groups"],
    )


def spec(kind: FactKind) -> FactSpec:
    return catalog().specs[kind]


def specs() -> tuple[FactSpec, ...]:
    return tuple(catalog().specs.values())


def authority_label(code: str) -> str:
    """The name of an authority; an unknown code as it is."""
    return catalog().authorities.get(code, code)


def kinds_of(compartment: Compartment) -> frozenset[FactKind]:
    return frozenset(spec.kind for spec in specs() if spec.compartment is compartment)


def check_data(kind: FactKind, data: Mapping[str, object]) -> tuple[Objection, ...]:
    """Whether what is written down fits the kind: known fields, required ones there, values of their type and range."""
    found = spec(kind)
    names = {field.name for field in found.fields}
    objections = [
        _refused("UNKNOWN_FIELD", f"“{name}” không có trong mẫu này.", name) for name in data if name not in names
    ]
    for field in found.fields:
        value = data.get(field.name)
        if value is None or value == "":
            if field.required:
                objections.append(_refused("REQUIRED", f"Cần ghi: {field.label}.", field.name))
            continue
        words = _TYPES[field.type](field, value)
        if words:
            objections.append(_refused("BAD_VALUE", words, field.name))
    return tuple(objections)


def _spec(kind: FactKind, row: dict[str, Any]) -> FactSpec:
    return FactSpec(
        kind=kind,
        label=row["label"],
        group=row["group"],
        compartment=Compartment(row["compartment"]),
        recorders=tuple(row["recorders"]),
        timed=row.get("timed", False),
        versions=tuple(Version(**{**version, "by": tuple(version["by"])}) for version in row["law"]),
        fields=tuple(Field(**field) for field in row["field"]),
    )


def _refused(code: str, message: str, field: str) -> Objection:
    return Objection(code=code, severity=Severity.REFUSED, message=message, field=field)


def _choice(field: Field, value: object) -> str:
    return (
        ""
        if isinstance(value, str) and value in (field.choices or {})
        else f"{field.label}: hãy chọn một mục trong danh sách."
    )


def _date(field: Field, value: object) -> str:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if not isinstance(day, date):
        return f"{field.label}: ngày chưa đúng (cần ngày/tháng/năm)."
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return f"{field.label}: năm {day.year} chưa hợp lý, hãy xem lại."
    return ""


def _int(field: Field, value: object) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return f"{field.label}: cần một số."
    if (field.min is not None and value < field.min) or (field.max is not None and value > field.max):
        return f"{field.label}: cần từ {field.min} đến {field.max}."
    return ""


def _bool(field: Field, value: object) -> str:
    return "" if isinstance(value, bool) else f"{field.label}: cần trả lời có hoặc không."


def _text(field: Field, value: object) -> str:
    return "" if isinstance(value, str) else f"{field.label}: cần ghi bằng chữ."


def _commune(field: Field, value: object) -> str:
    good = isinstance(value, str) and len(value) == 5 and value.isdigit()
    return "" if good else f"{field.label}: hãy chọn xã, phường trong danh mục."


_TYPES: dict[str, Callable[[Field, object], str]] = {
    "choice": _choice,
    "date": _date,
    "int": _int,
    "hours": _int,
    "bool": _bool,
    "text": _text,
    "body": _text,
    "commune": _commune,
}
