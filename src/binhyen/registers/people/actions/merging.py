"""Two records that are one person become one, with where every field came from; and apart again."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from binhyen.foundation.access.rls import whole_case_in_database
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.registers.people import events, merging
from binhyen.registers.people.models import (
    Address,
    Alias,
    Contact,
    HouseholdLink,
    IdentityNumber,
    Merge,
    Person,
    Photo,
    PossiblePair,
    SensitiveNote,
    SubjectRequest,
)
from binhyen.registers.people.rules.births import stored_birth
from binhyen.registers.people.rules.details import identity
from binhyen.registers.people.rules.problems import PersonRefused
from binhyen.registers.people.values import AliasKind, PairState

from .amending import standing
from .rows import index_names

FIELDS = ("full_name", "sex", "birth", "hamlet")  # what may be taken from the record that goes
# what moves with the person, and by which columns two rows of one person would be the same
_PARTS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "alias": (Alias, ("name",)),
    "number": (IdentityNumber, ("blind",)),
    "contact": (Contact, ("blind",)),
    "address": (Address, ()),
    "household": (HouseholdLink, ()),
    "photo": (Photo, ()),
    "sensitive": (SensitiveNote, ()),
    "request": (SubjectRequest, ()),
}


@transaction.atomic
def merge(*, kept_id: int, gone_id: int, fields: Collection[str], by: User, at: datetime, reason: str) -> Merge:
    """``gone`` becomes part of ``kept``; ``fields`` (of FIELDS) are taken from it, the others stay as they are.

    Numbers, addresses … move; those both had stay behind with the record that went. Other subjects take part in the
    same transaction (``people.merging``). Both records must be visible to the caller: the door asks. Raises
    PersonRefused for a record that does not stand, for a merge into itself, without a reason, or from a subject.
    """
    if kept_id == gone_id or set(fields) - set(FIELDS) or not reason.strip():
        raise PersonRefused("Hãy chọn hai hồ sơ khác nhau và nêu lý do gộp.")
    with whole_case_in_database(kept_id, gone_id):
        people = {pk: standing(pk) for pk in sorted((kept_id, gone_id))}  # always in one order: no deadlock
        kept, gone = people[kept_id], people[gone_id]
        before = _take(kept, gone, fields)
        moved: dict[str, Any] = {name: _move(name, gone_id, kept_id) for name in _PARTS}
        moved["names_kept"] = _keep_names(kept, gone, before)
        moved["subjects"] = merging.merge_all(kept=kept_id, gone=gone_id, by=by, at=at)
        gone.merged_into = kept
        gone.save(update_fields=["merged_into"])
        index_names([kept, gone])
        moved["pair"] = _settle_pair(kept, gone, by, at, reason)
        row = Merge.objects.create(
            person=kept, gone=gone, fields=before, moved=moved, reason=reason.strip()[:300], merged_at=at, merged_by=by
        )
        _state_merge(row, kept, gone, tuple(sorted(fields)), by, at)
    return row


@transaction.atomic
def unmerge(*, merge_id: int, by: User, at: datetime, reason: str) -> None:
    """Take a merge apart: rows go back, fields get their value from before where nobody changed them since.

    The later of two merges is undone first. Raises PersonRefused where it was undone or cannot be, Merge.DoesNotExist.
    """
    row = Merge.objects.select_for_update().get(pk=merge_id)
    with whole_case_in_database(row.person_id, row.gone_id):
        if row.undone_at or not reason.strip():
            raise PersonRefused("Lần gộp này đã được tách lại." if row.undone_at else "Hãy nêu lý do tách lại.")
        later = Merge.objects.filter(person_id=row.person_id, undone_at__isnull=True, pk__gt=row.pk)
        kept = standing(row.person_id)
        if later.exists():
            raise PersonRefused("Sau lần gộp này còn lần gộp khác. Hãy tách lần sau trước.")
        gone = Person.objects.select_for_update().get(pk=row.gone_id)
        merging.unmerge_all(kept=kept.pk, gone=gone.pk, held=row.moved["subjects"], by=by, at=at)
        Alias.objects.filter(pk__in=row.moved["names_kept"], person=kept).delete()
        for name, (model, _) in _PARTS.items():
            model._default_manager.filter(pk__in=row.moved[name], person=kept).update(person=gone)
        _give_back(kept, gone, row.fields)
        gone.merged_into = None
        gone.save(update_fields=["merged_into"])
        index_names([kept, gone])
        pair_before = {"state": PairState.OPEN, "decided_at": None, "decided_by": None, "reason": ""}
        PossiblePair.objects.filter(pk=row.moved["pair"]).update(**pair_before)
        row.undone_at, row.undone_by = at, by
        row.save(update_fields=["undone_at", "undone_by"])
        for person, other in ((kept, gone), (gone, kept)):
            fact = events.MergeUndone(
                subject_id=str(person.pk), area=person.commune_code, gone_id=str(other.pk), merge_id=row.pk
            )
            record(fact, by=by, at=at, reason=reason)


def _take(kept: Person, gone: Person, fields: Collection[str]) -> dict[str, Any]:
    """Write the chosen fields into the record that stays; what each said before, for the provenance."""
    before = {name: {"from": gone.pk, "value_before": _value(kept, name)} for name in FIELDS if name in fields}
    for name in before:
        _put(kept, name, _value(gone, name))
    _rewrite(kept)
    return before


def _give_back(kept: Person, gone: Person, before: dict[str, Any]) -> None:
    for name, was in before.items():
        if _value(kept, name) == _value(gone, name):
            _put(kept, name, was["value_before"])
    _rewrite(kept)


def _value(person: Person, name: str) -> Any:
    if name == "birth":
        return [str(person.birth_on or ""), person.birth_precision]
    return person.hamlet_id if name == "hamlet" else getattr(person, name)


def _put(person: Person, name: str, value: Any) -> None:
    if name == "birth":
        person.birth_on = date.fromisoformat(value[0]) if value[0] else None
        person.birth_precision = value[1]
    elif name == "hamlet":
        person.hamlet_id = value
    else:
        setattr(person, name, value)


def _rewrite(person: Person) -> None:
    """The row with everything that follows from name and birth."""
    birth = stored_birth(person.birth_on, person.birth_precision)
    for name, value in asdict(identity(full_name=person.full_name, sex=person.sex, birth=birth)).items():
        setattr(person, name, value)
    person.version += 1
    person.save()


def _move(name: str, gone_id: int, kept_id: int) -> list[Any]:
    """Rows of the record that goes, now of the one that stays; those it has too stay where they are. Their ids."""
    model, same = _PARTS[name]
    rows = model._default_manager.filter(person_id=gone_id)
    if same:
        held = model._default_manager.filter(person_id=kept_id).values(*same)
        rows = rows.exclude(**{f"{same[0]}__in": held})
    ids = [row if isinstance(row, int) else str(row) for row in rows.values_list("pk", flat=True)]
    model._default_manager.filter(pk__in=ids).update(person_id=kept_id)
    return ids


def _keep_names(kept: Person, gone: Person, before: dict[str, Any]) -> list[int]:
    """Both names stay findable: the one not chosen becomes another spelling. Ids of rows added."""
    names = {gone.full_name, before.get("full_name", {}).get("value_before", kept.full_name)} - {kept.full_name}
    added = []
    for name in sorted(names):
        row, new = Alias.objects.get_or_create(person=kept, name=name, defaults={"kind": AliasKind.SPELLING})
        added += [row.pk] if new else []
    return added


def _settle_pair(kept: Person, gone: Person, by: User, at: datetime, reason: str) -> int | None:
    left, right = sorted((kept.pk, gone.pk))
    pair = PossiblePair.objects.filter(left=left, right=right).first()
    if pair is None:
        return None
    pair.state, pair.decided_at, pair.decided_by, pair.reason = PairState.SAME, at, by, reason[:300]
    pair.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    return pair.pk


def _state_merge(row: Merge, kept: Person, gone: Person, fields: tuple[str, ...], by: User, at: datetime) -> None:
    merged = events.PersonMerged(
        subject_id=str(kept.pk), area=kept.commune_code, gone_id=str(gone.pk), merge_id=row.pk, fields=fields
    )
    away = events.PersonMergedAway(
        subject_id=str(gone.pk), area=gone.commune_code, kept_id=str(kept.pk), merge_id=row.pk
    )
    record(merged, by=by, at=at, reason=row.reason)
    record(away, by=by, at=at, reason=row.reason)
