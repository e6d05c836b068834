"""Clinics and facilities read the people they have: given when a case says so, taken back when it no longer does."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from binhyen.operations.cases.queries.whole import WholeCase
from binhyen.operations.cases.rules.holders import Holder, holder
from binhyen.operations.cases.values import CaseView
from binhyen.registers.organisations.queries import by_keys, find
from binhyen.registers.people.actions.giving import Given, give_to_bodies


def give(*, cases: Iterable[WholeCase], views: Mapping[int, CaseView], at: datetime) -> int:
    """Bring what bodies may read in step with the cases, inside the whole case. Returns how many persons changed hands.

    Bodies that are in no register are nobody. One query, some more where somebody is in a clinic or facility.
    """
    holders = {one.person_id: holder(state=views[one.person_id].span.state, facts=one.facts) for one in cases}
    keys = _keys({found.body for found in holders.values() if found}, at)
    wanted = {person: _given(found, keys) for person, found in holders.items()}
    return give_to_bodies(wanted=wanted, ground="CASE", at=at)


def _given(found: Holder | None, keys: Mapping[str, str]) -> Given:
    return {keys[found.body]: found.compartments} if found and found.body in keys else {}


def _keys(bodies: set[str], at: datetime) -> dict[str, str]:
    """Key of each body, told by key or by a name of the day."""
    if not bodies:
        return {}
    keys = {key: key for key in by_keys(keys=bodies)}
    named = bodies - keys.keys()
    found = find(names=named, on=timezone.localdate(at)) if named else {}
    return keys | {name: body.key for name, body in found.items()}
