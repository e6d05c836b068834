"""Who read whose file: the readings the journal holds, and by which crossing."""

from dataclasses import dataclass
from datetime import datetime

from binhyen.foundation.journal.events import RecordRead, kind_of, labels
from binhyen.foundation.journal.queries import history
from binhyen.registers.people.events import PERSON, CrossingOpened, NumberShown, PersonExported, SummaryPrinted
from binhyen.registers.people.models import Crossing

READ = kind_of(RecordRead)
KINDS = (READ, *(kind_of(event) for event in (CrossingOpened, NumberShown, PersonExported, SummaryPrinted)))
MOST = 300  # readings shown


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading. ``crossing`` is its reason where the reader had no office for it, "" where an office sufficed."""

    at: datetime
    user_id: int | None
    who: str
    what: str
    purpose: str
    crossing: str = ""


def read_lately(*, person_id: int, user_id: int, since: datetime) -> bool:
    """Whether a reading of this person by this account is stated after ``since``."""
    facts = history(subject_type=PERSON, subject_id=str(person_id))
    return facts.filter(kind=READ, actor_id=user_id, at__gt=since).exists()


def readers_of(*, person_id: int, since: datetime | None = None) -> list[Reading]:
    """Readings of one person's file, latest first, up to 300. Two queries. The caller may see the person."""
    facts = history(subject_type=PERSON, subject_id=str(person_id)).filter(kind__in=KINDS)
    if since:
        facts = facts.filter(at__gte=since)
    crossings = list(Crossing.objects.filter(person_id=person_id))
    words = labels()
    return [
        Reading(
            at=fact.at,
            user_id=fact.actor_id,
            who=fact.actor_name,
            what=words.get(fact.kind, fact.kind),
            purpose=fact.reason,
            crossing=next((c.reason for c in crossings if _within(c, fact.actor_id, fact.at)), ""),
        )
        for fact in facts[:MOST]
    ]


def _within(crossing: Crossing, user_id: int | None, at: datetime) -> bool:
    return crossing.user_id == user_id and crossing.opened_at <= at < (crossing.closed_at or crossing.ends_at)
