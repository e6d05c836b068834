"""What a list added to persons of the register, taken away again, as long as nobody changed it since."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record_many
from binhyen.foundation.journal.events import Event
from binhyen.registers.people import events
from binhyen.registers.people.models import Person
from binhyen.registers.people.rules.births import stored_birth
from binhyen.registers.people.rules.details import identity
from binhyen.registers.people.rules.problems import PersonRefused
from binhyen.registers.people.values import Completed

from .completing import MODELS
from .parts import ALIAS, SENSITIVE
from .rows import index_names


def built_on(*, done: Sequence[Completed]) -> set[int]:
    """Persons whose data somebody changed since: the own row, or a row that was added or ended. Seven queries."""
    people = Person.objects.in_bulk([one.person_id for one in done])
    standing = {part: _standing(part, done) for part in MODELS}
    return {one.person_id for one in done if _changed(one, people.get(one.person_id), standing)}


@transaction.atomic
def take_back(*, done: Sequence[Completed], by: User, at: datetime, reason: str) -> int:
    """Take away what was added, open again what was ended, give the own row what it said before.

    Nothing is taken back where somebody built on it (``built_on``): PersonRefused. Returns how many persons.
    """
    ids = [one.person_id for one in done]
    people = {one.pk: one for one in Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    if built_on(done=done):
        raise PersonRefused("Thông tin danh sách đã thêm có người sửa tiếp, nên không rút lại được.")
    for part, model in MODELS.items():
        model._default_manager.filter(pk__in=_keys(done, part, "added")).delete()
        if part != ALIAS:
            ended = {"ended_at" if part == SENSITIVE else "valid_to": None}
            model._default_manager.filter(pk__in=_keys(done, part, "ended")).update(**ended)
    facts: list[Event] = []
    for one in done:
        person = people[one.person_id]
        who = {"subject_id": str(person.pk), "area": person.commune_code}
        if one.before:
            _give_back(person, dict(one.before))
            facts.append(events.PersonAmended(fields=tuple(name for name, _ in one.before), **who))
        if one.added or one.ended:
            parts = tuple(sorted({part for part, _ in (*one.added, *one.ended)}))
            facts.append(events.PartsTakenBack(parts=parts, **who))
    named = [one.person_id for one in done if one.before or any(part == ALIAS for part, _ in one.added)]
    index_names([people[pk] for pk in named])
    record_many(facts, by=by, at=at, reason=reason)
    return len(done)


def _keys(done: Sequence[Completed], part: str, what: str) -> list[str]:
    return [key for one in done for kind, key in getattr(one, what) if kind == part]


def _standing(part: str, done: Sequence[Completed]) -> dict[str, tuple[int, bool]]:
    """Rows of a part that were added or ended: whose they are now, and whether they still hold."""
    keys = {*_keys(done, part, "added"), *_keys(done, part, "ended")}
    rows: Any = MODELS[part]._default_manager.filter(pk__in=keys)
    if part == ALIAS:
        return {str(pk): (person, True) for pk, person in rows.values_list("pk", "person_id")}
    last = "ended_at" if part == SENSITIVE else "valid_to"
    return {str(pk): (person, over is None) for pk, person, over in rows.values_list("pk", "person_id", last)}


def _changed(one: Completed, person: Person | None, standing: dict[str, dict[str, tuple[int, bool]]]) -> bool:
    if person is None or person.merged_into_id or person.voided_at:
        return True
    if one.before and person.version != one.version:
        return True
    kept = (standing[part].get(key) == (person.pk, True) for part, key in one.added)
    over = (standing[part].get(key) == (person.pk, False) for part, key in one.ended)
    return not (all(kept) and all(over))


def _give_back(person: Person, before: dict[str, str]) -> None:
    first, _, known = before.get("birth", f"{person.birth_on or ''} {person.birth_precision}").partition(" ")
    birth = stored_birth(date.fromisoformat(first) if first else None, known)
    name, sex = before.get("full_name", person.full_name), before.get("sex", person.sex)
    values: dict[str, Any] = asdict(identity(full_name=name, sex=sex, birth=birth))
    if "hamlet" in before:
        values["hamlet_id"] = int(before["hamlet"]) if before["hamlet"] else None
    for column, value in values.items():
        setattr(person, column, value)
    person.version += 1
    person.save(update_fields=[*(column.removesuffix("_id") for column in values), "version"])
