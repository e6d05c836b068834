"""Mending what a person's own row says. Two officers on one record: the second is told what the first changed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.registers.people import events
from binhyen.registers.people.models import Alias, Person
from binhyen.registers.people.queries.changes import Change, since
from binhyen.registers.people.rules.births import check_birth
from binhyen.registers.people.rules.details import identity
from binhyen.registers.people.rules.names import check_name, tidy
from binhyen.registers.people.rules.problems import PersonRefused
from binhyen.registers.people.values import AliasKind, PersonChanges

from .rows import index_names


class StaleEdit(PersonRefused):
    """Somebody changed the record since it was shown. ``changes`` say what; nothing was written."""

    def __init__(self, person: Person, changes: Sequence[Change]) -> None:
        what = "; ".join(f"{c.label}: “{c.before or 'trống'}” → “{c.after or 'trống'}”" for c in changes)
        super().__init__(
            f"Hồ sơ vừa được người khác sửa ({what or 'thông tin khác'}). "
            "Chưa ghi gì của anh/chị. Hãy xem lại rồi lưu lần nữa."
        )
        self.person, self.changes = person, changes


class NotThere(PersonRefused):
    """The record was merged into another or taken out of the register."""


@transaction.atomic
def amend(
    *,
    person_id: int,
    version: int,
    changes: PersonChanges,
    by: User,
    at: datetime,
    reason: str = "",
    keep_name: bool = False,
) -> Person:
    """Mend name, sex, birth, hamlet. ``version`` is the one that was shown; ``keep_name`` keeps the name before.

    The fact names the fields. Nothing changed, nothing written. Raises StaleEdit, NotThere, PersonRefused.
    """
    person = standing(person_id)
    if person.version != version:
        raise StaleEdit(person, since(person=person, version=version))
    _check(changes, at)
    new = asdict(identity(full_name=changes.full_name, sex=changes.sex, birth=changes.birth))
    new["hamlet_id"] = changes.hamlet_id
    changed = [name for name, value in new.items() if _differs(getattr(person, name), value)]
    if not changed:
        return person
    if keep_name and "full_name" in changed:
        Alias.objects.get_or_create(person=person, name=person.full_name, defaults={"kind": AliasKind.FORMER})
    for name, value in new.items():
        setattr(person, name, value)
    person.version += 1
    person.save(update_fields=[*(name.removesuffix("_id") for name in new), "version"])
    if {"full_name", "birth_year"}.intersection(changed):
        index_names([person])
    fields = tuple(name for name in changed if not name.endswith("_key"))
    fact = events.PersonAmended(subject_id=str(person_id), area=person.commune_code, fields=fields)
    record(fact, by=by, at=at, reason=reason)
    return person


def standing(person_id: int) -> Person:
    """The record, locked for this transaction. Raises Person.DoesNotExist, NotThere."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.merged_into_id:
        raise NotThere("Hồ sơ này đã được gộp vào hồ sơ khác. Hãy mở hồ sơ được giữ lại.")
    if person.voided_at:
        raise NotThere("Hồ sơ này đã được rút khỏi sổ.")
    return person


def _check(changes: PersonChanges, at: datetime) -> None:
    found = [*check_name(tidy(changes.full_name)), *check_birth(changes.birth, today=timezone.localdate(at))]
    if found:
        raise PersonRefused(" ".join(problem.message for problem in found), tuple(found))


def _differs(old: object, new: object) -> bool:
    return bytes(old) != new if isinstance(old, memoryview) else old != new
