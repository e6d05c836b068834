"""Adding to a person: numbers, contacts, addresses, other names, household, photo, sensitive notes; and ending them.

Nothing is taken away: what is no longer true gets its last day.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.registers.people import events
from binhyen.registers.people.models import (
    Address,
    Alias,
    Contact,
    HouseholdLink,
    IdentityNumber,
    Person,
    Photo,
    SensitiveNote,
)
from binhyen.registers.people.rules.compartments import compartment_of
from binhyen.registers.people.rules.names import check_name, tidy
from binhyen.registers.people.rules.numbers import check_contact, check_number, read_contact, read_number
from binhyen.registers.people.rules.problems import PersonRefused, Problem
from binhyen.registers.people.values import AddressDetails, AliasKind, NumberDetails, SensitiveDetails

from .amending import standing
from .rows import address_row, contact_row, index_names, number_row

NUMBER, CONTACT, ADDRESS, ALIAS = "number", "contact", "address", "alias"
HOUSEHOLD, PHOTO, SENSITIVE = "household", "photo", "sensitive"
_ENDING: dict[str, type[models.Model]] = {
    NUMBER: IdentityNumber, CONTACT: Contact, ADDRESS: Address, HOUSEHOLD: HouseholdLink, SENSITIVE: SensitiveNote
}  # fmt: skip


class NoSuchPart(PersonRefused):
    """The person has no such row."""


@transaction.atomic
def add_number(*, person_id: int, details: NumberDetails, by: User, at: datetime) -> IdentityNumber:
    """Raises PersonRefused where it is not built as a number of its kind, or stands with this person already."""
    person = standing(person_id)
    read = read_number(details.text, kind=details.kind)
    _refuse(check_number(read))
    row = number_row(person_id=person_id, read=read)
    row.issued_on, row.issued_by = details.issued_on, collapse(clean(details.issued_by))[:120]
    return _add(person, row, NUMBER, by, at, kind=read.kind, twice="Người này đã có số giấy tờ này.")


@transaction.atomic
def add_contact(*, person_id: int, kind: str, text: str, by: User, at: datetime) -> Contact:
    """Raises PersonRefused where it is not built as a contact of its kind, or stands with this person already."""
    person = standing(person_id)
    value = read_contact(text, kind=kind)
    _refuse(check_contact(value, kind=kind))
    return _add(
        person,
        contact_row(person_id=person_id, kind=kind, value=value),
        CONTACT,
        by,
        at,
        kind=kind,
        twice="Người này đã có liên hệ này.",
    )


@transaction.atomic
def add_address(*, person_id: int, details: AddressDetails, by: User, at: datetime) -> Address:
    """An address of a kind from a day on; the open one of the same kind ends the day it begins.

    Raises PersonRefused where its days are the wrong way round.
    """
    person = standing(person_id)
    if details.valid_from and details.valid_to and details.valid_to < details.valid_from:
        raise PersonRefused("Ngày cuối phải sau ngày đầu.", (Problem("valid_to", "Ngày cuối phải sau ngày đầu."),))
    if details.valid_from and not details.valid_to:
        before = person.addresses.filter(kind=details.kind, valid_to__isnull=True)
        before.filter(valid_from__lte=details.valid_from).update(valid_to=details.valid_from)
        before.filter(valid_from__isnull=True).update(valid_to=details.valid_from)
    row = address_row(person_id=person_id, details=details)
    return _add(person, row, ADDRESS, by, at, kind=details.kind)


@transaction.atomic
def add_alias(*, person_id: int, name: str, kind: AliasKind, by: User, at: datetime) -> Alias:
    """Another name, found by search as the first one is. Raises PersonRefused."""
    person = standing(person_id)
    name = tidy(name)
    _refuse(check_name(name))
    row = _add(
        person, Alias(person=person, kind=kind, name=name), ALIAS, by, at, kind=kind, twice="Tên này đã được ghi."
    )
    index_names([person])
    return row


@transaction.atomic
def add_household(
    *, person_id: int, relation: str, name: str = "", relative_id: int | None = None, by: User, at: datetime
) -> HouseholdLink:
    """Somebody of the household: by name, or as a person of the register. Raises PersonRefused."""
    person = standing(person_id)
    name, relation = tidy(name)[:120], collapse(clean(relation))[:40]
    if not relation or not (name or relative_id):
        raise PersonRefused("Hãy ghi quan hệ và tên của người trong hộ.")
    if relative_id == person_id:
        raise PersonRefused("Một người không thể là người thân của chính mình.")
    row = HouseholdLink(person=person, relative_id=relative_id, name=name, relation=relation)
    return _add(person, row, HOUSEHOLD, by, at)


@transaction.atomic
def add_photo(*, person_id: int, file: StoredFile, taken_on: date | None = None, by: User, at: datetime) -> Photo:
    """A portrait. Images of papers are sensitive and are added as such."""
    person = standing(person_id)
    return _add(person, Photo(person=person, file=file, taken_on=taken_on), PHOTO, by, at)


@transaction.atomic
def add_sensitive(
    *, person_id: int, details: SensitiveDetails, file: StoredFile | None = None, by: User, at: datetime
) -> SensitiveNote:
    """Ethnicity, religion, health, offences …: in the compartment of its topic; the open note of the topic ends.

    Raises PersonRefused where there is nothing to note.
    """
    person = standing(person_id)
    value = collapse(clean(details.value))[:500]
    if not value and file is None:
        raise PersonRefused("Hãy ghi nội dung.", (Problem("value", "Hãy ghi nội dung.", grave=True),))
    if file is None:
        person.sensitive.filter(topic=details.topic, ended_at__isnull=True, file__isnull=True).update(ended_at=at)
    compartment = compartment_of(details.topic)
    row = SensitiveNote(
        person=person,
        compartment=compartment,
        topic=details.topic,
        value=value,
        file=file,
        basis=collapse(clean(details.basis))[:200],
        recorded_at=at,
        recorded_by=by,
    )
    return _add(person, row, SENSITIVE, by, at, kind=details.topic, compartment=compartment)


@transaction.atomic
def end(*, person_id: int, part: str, row_id: str, on: date, by: User, at: datetime, reason: str = "") -> None:
    """From this day on a number, contact, address or household link is no longer true; a note ends at once.

    Raises NoSuchPart where the person has no such row, PersonRefused where it ended or begins later.
    """
    person = standing(person_id)
    row = _own_row(person, part, row_id)
    if part == SENSITIVE:
        ended, row.ended_at = row.ended_at, at
    else:
        ended, row.valid_to = row.valid_to, on
        if getattr(row, "valid_from", None) and row.valid_from > on:
            raise PersonRefused("Ngày cuối phải sau ngày đầu.")
    if ended:
        raise PersonRefused("Thông tin này đã kết thúc trước đó.")
    row.save(update_fields=["ended_at" if part == SENSITIVE else "valid_to"])
    fact = events.PartEnded(subject_id=str(person_id), area=person.commune_code, part=part, row_id=str(row_id))
    record(fact, by=by, at=at, reason=reason)


def _own_row(person: Person, part: str, row_id: str) -> Any:
    model = _ENDING.get(part)
    try:
        row = model._default_manager.select_for_update().filter(pk=row_id, person=person).first() if model else None
    except (ValueError, ValidationError):  # not an id of that table
        row = None
    if row is None:
        raise NoSuchPart("Người này không có mục đó.")
    return row


def _refuse(problems: tuple[Problem, ...]) -> None:
    grave = tuple(problem for problem in problems if problem.grave)
    if grave:
        raise PersonRefused(" ".join(problem.message for problem in grave), grave)


def _add[Row: models.Model](
    person: Person,
    row: Row,
    part: str,
    by: User,
    at: datetime,
    *,
    kind: str = "",
    compartment: str = "",
    twice: str = "Thông tin này đã có.",
) -> Row:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise PersonRefused(twice) from error
    fact = events.PartAdded(
        subject_id=str(person.pk),
        area=person.commune_code,
        part=part,
        part_kind=kind,
        row_id=str(row.pk),
        compartment=compartment,
    )
    record(fact, by=by, at=at)
    return row
