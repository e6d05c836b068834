"""What was found to look alike, and what people decided: one person, or two. "Two" is remembered."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.registers.people import events
from binhyen.registers.people.models import Merge, NameCount, Person, PossiblePair
from binhyen.registers.people.rules.problems import PersonRefused
from binhyen.registers.people.values import FoundPair, PairState

from .merging import merge

AT_ONCE = 2_000


@transaction.atomic
def different(*, left_id: int, right_id: int, by: User, at: datetime, reason: str) -> PossiblePair:
    """Two persons, however alike: they are not brought up again. Raises PersonRefused without a reason."""
    if not reason.strip() or left_id == right_id:
        raise PersonRefused("Hãy ghi vì sao đây là hai người khác nhau.")
    left, right = sorted((left_id, right_id))
    people = Person.objects.in_bulk([left, right])
    pair, _ = PossiblePair.objects.get_or_create(
        left=people[left],
        right=people[right],
        defaults={
            "commune_code": people[left].commune_code, "to_commune_code": people[right].commune_code,
            "weight": 0, "probability": 0, "found_at": at,
        },
    )  # fmt: skip
    if pair.state == PairState.SAME:
        raise PersonRefused("Hai hồ sơ này đã được gộp. Hãy tách lại trước.")
    pair.state, pair.decided_at, pair.decided_by, pair.reason = PairState.DIFFERENT, at, by, reason.strip()[:300]
    pair.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    fact = events.PairDecided(subject_id=f"{left}-{right}", area=people[left].commune_code, decision=pair.state)
    record(fact, by=by, at=at, reason=reason)
    return pair


@transaction.atomic
def same(*, kept_id: int, gone_id: int, fields: Collection[str], by: User, at: datetime, reason: str) -> Merge:
    """One person: the decision is a fact of the pair, and the records are merged. Raises as ``merging.merge``."""
    left, right = sorted((kept_id, gone_id))
    row = merge(kept_id=kept_id, gone_id=gone_id, fields=fields, by=by, at=at, reason=reason)
    fact = events.PairDecided(subject_id=f"{left}-{right}", area=row.person.commune_code, decision=PairState.SAME)
    record(fact, by=by, at=at, reason=reason)
    return row


@transaction.atomic
def note_pairs(*, found: Sequence[FoundPair], compared: int, by: User | None, at: datetime) -> int:
    """Write what a search for doubles found. Decided pairs stay decided; open ones no longer found are dropped.

    Returns how many pairs are open now. Runs with the whole province open to it (a job).
    """
    communes = dict(
        Person.objects.filter(pk__in={pk for pair in found for pk in (pair.left, pair.right)}).values_list(
            "pk", "commune_code"
        )
    )
    rows = [
        PossiblePair(
            left_id=pair.left,
            right_id=pair.right,
            commune_code=communes[pair.left],
            to_commune_code=communes[pair.right],
            weight=pair.weight,
            probability=pair.probability,
            reasons=list(pair.reasons),
            found_at=at,
        )
        for pair in found
        if pair.left in communes and pair.right in communes
    ]
    PossiblePair.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    keys = {(pair.left_id, pair.right_id) for pair in rows}
    open_pairs = PossiblePair.objects.filter(state=PairState.OPEN)
    gone = [pk for pk, left, right in open_pairs.values_list("pk", "left", "right") if (left, right) not in keys]
    PossiblePair.objects.filter(pk__in=gone).delete()
    record(events.PairsFound(subject_id=f"{at:%Y-%m-%d}", compared=compared, found=len(rows)), by=by, at=at)
    return open_pairs.count()


@transaction.atomic
def note_names(*, counts: Sequence[tuple[str, str, str, int]], at: datetime) -> int:
    """How many persons have each name (family, middle, given, persons), instead of what was counted before."""
    NameCount.objects.all().delete()
    rows = (
        NameCount(family=family[:60], middle=middle[:120], given=given[:60], people=people, counted_at=at)
        for family, middle, given, people in counts
    )
    return len(NameCount.objects.bulk_create(rows, batch_size=AT_ONCE))
