"""What a form, a row or the API says of a person, brought into the forms that are stored, or refused."""

from dataclasses import dataclass, field
from datetime import date

from binhyen.kit.vietnamese.sort import name_sort_key
from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.people.values import Birth, BirthPrecision, PersonDetails, Sex

from .births import check_birth, first_day, precision
from .names import LONGEST_NAME, check_name, keys, tidy, tokens
from .numbers import NumberRead, check_contact, check_number, read_contact, read_number
from .problems import PersonRefused, Problem

_COMMUNE_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The columns of a person's own row that follow from name, sex and birth."""

    full_name: str
    search_key: str
    match_key: str
    sort_key: bytes
    sex: str
    birth_on: date | None
    birth_year: int | None
    birth_precision: BirthPrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A person ready to be written: nothing in here is refused by the database."""

    details: PersonDetails
    identity: Identity
    aliases: tuple[str, ...] = ()
    numbers: tuple[NumberRead, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    tokens: frozenset[str] = field(default_factory=frozenset)


def identity(*, full_name: str, sex: str, birth: Birth) -> Identity:
    """Name in NFC with its keys, birth as its first day and how much of it is known."""
    name = tidy(full_name)
    return Identity(
        full_name=name,
        search_key=search_key(name)[:LONGEST_NAME],
        match_key=keys(name).fold_key[:LONGEST_NAME],
        sort_key=name_sort_key(name),
        sex=sex,
        birth_on=first_day(birth),
        birth_year=birth.year,
        birth_precision=precision(birth),
    )


def problems(details: PersonDetails, *, today: date) -> tuple[Problem, ...]:
    """Everything wrong with it: what cannot be stored (grave) and what a person should look at."""
    found = [*check_name(tidy(details.full_name)), *check_birth(details.birth, today=today)]
    if details.sex not in Sex.values:
        found.append(Problem("sex", "Giới tính chỉ ghi Nam hoặc Nữ, hoặc để trống.", grave=True))
    code = details.commune_code
    if not (len(code) == _COMMUNE_DIGITS and code.isascii() and code.isdigit()):
        found.append(Problem("commune_code", "Chưa chọn xã, phường quản lý.", grave=True))
    for kind, text in details.numbers:
        found += check_number(read_number(text, kind=kind), birth=details.birth, sex=details.sex)
    for kind, text in details.contacts:
        found += check_contact(read_contact(text, kind=kind), kind=kind)
    for alias in details.aliases:
        found += [Problem("aliases", problem.message, problem.grave) for problem in check_name(tidy(alias))]
    return tuple(found)


def ready(details: PersonDetails, *, today: date) -> Ready:
    """Raises PersonRefused with every grave problem; the others are the caller's to show before."""
    grave = tuple(problem for problem in problems(details, today=today) if problem.grave)
    if grave:
        raise PersonRefused(" ".join(problem.message for problem in grave), grave)
    known = identity(full_name=details.full_name, sex=details.sex, birth=details.birth)
    aliases = tuple(dict.fromkeys(tidy(alias) for alias in details.aliases if tidy(alias) != known.full_name))
    numbers = {(read := read_number(text, kind=kind)).value: read for kind, text in details.numbers}
    contacts = {(value := read_contact(text, kind=kind)): (kind, value) for kind, text in details.contacts}
    return Ready(
        details=details,
        identity=known,
        aliases=aliases,
        numbers=tuple(numbers.values()),
        contacts=tuple(contacts.values()),
        tokens=tokens([known.full_name, *aliases]),
    )
