"""The rows of transfers follow the facts: whoever states that somebody left, arrived or never came moves them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.calendar import vietnam
from binhyen.operations.cases import events
from binhyen.operations.cases.models import Transfer
from binhyen.operations.cases.queries import recipients
from binhyen.operations.cases.queries.folding import today
from binhyen.operations.cases.queries.whole import WholeCase
from binhyen.operations.cases.rules.passages import CLOCK, Passage, answer_due, passages
from binhyen.operations.cases.values import CaseView, Clock, Fact, FactKind

from . import telling

_ENDS = (FactKind.MOVED_IN, FactKind.MOVE_REFUSED)
_PLACE = 200  # width of the column


def follow(
    *, cases: Iterable[WholeCase], views: Mapping[int, CaseView], by: User | None, at: datetime, quiet: bool = False
) -> int:
    """Open and close transfers as the clock of the move says. Both communes are told, unless ``quiet``.

    A move that left and was answered within one act, or before transfers were kept, has its row too: closed, told to
    nobody. One query for any number of cases, more for those that move. Returns how many transfers changed.
    """
    cases = list(cases)
    held = {row.person_id: row for row in Transfer.objects.filter(
        person_id__in=[one.person_id for one in cases], closed_at__isnull=True)}  # fmt: skip
    changed = 0
    for one in cases:
        clock = next((clock for clock in views[one.person_id].clocks if clock.code == CLOCK), None)
        row = held.get(one.person_id)
        if row and (clock is None or clock.because != row.out_fact_id):
            _close(row, one, by, at, quiet)
            changed += 1
        if clock and (row is None or clock.because != row.out_fact_id):
            _open(one, clock, views[one.person_id], by, at, quiet)
            changed += 1
    return changed + _over_already(cases, by, at)


def _over_already(cases: Sequence[WholeCase], by: User | None, at: datetime) -> int:
    """A row for each move that was answered and has none."""
    moves = [(one, passage) for one in cases for passage in passages(one.facts)]
    if not moves:
        return 0
    known = Transfer.objects.filter(person_id__in={one.person_id for one, _ in moves})
    used = {fact for pair in known.values_list("out_fact_id", "in_fact_id") for fact in pair}
    rows = [_past(one, passage) for one, passage in moves if used.isdisjoint({passage.out.id, passage.end.id})]
    for row in Transfer.objects.bulk_create(rows):
        _state_end(row, by, at)
    return len(rows)


def _past(one: WholeCase, passage: Passage) -> Transfer:
    out, end = passage.out, passage.end
    return Transfer(
        person_id=one.person_id,
        commune_code=out.commune,
        to_commune_code=_text(out, "to"),
        to_place=_place(out),
        out_fact_id=out.id,
        in_fact_id=None if passage.refused else end.id,
        left_at=out.effective_at,
        due_at=answer_due(out.effective_at, vietnam()),
        closed_at=end.recorded_at,
        refused=passage.refused,
    )


def _open(one: WholeCase, clock: Clock, view: CaseView, by: User | None, at: datetime, quiet: bool) -> None:
    fact = next(fact for fact in one.facts if fact.id == clock.because)
    row = Transfer.objects.create(
        person_id=one.person_id,
        commune_code=view.span.commune,
        to_commune_code=_text(fact, "to"),
        to_place=_place(fact),
        out_fact_id=fact.id,
        left_at=fact.effective_at,
        notified_at=None if quiet else at,
        due_at=clock.due_at or fact.effective_at,
    )
    stated = events.TransferStarted(
        subject_id=str(one.person_id), area=row.commune_code, transfer_id=row.pk, to_commune=row.to_commune_code
    )
    record(stated, by=by, at=at)
    if not quiet and row.to_commune_code:
        text = f"Hồ sơ chuyển đến: tiếp nhận hoặc trả lời {telling.by_when(row.due_at)} ({clock.article})."
        _tell(row, row.to_commune_code, text, at)


def _close(row: Transfer, one: WholeCase, by: User | None, at: datetime, quiet: bool) -> None:
    end = _end_of(one, row.out_fact_id)
    row.closed_at = at
    row.refused = end is None or end.kind is FactKind.MOVE_REFUSED
    row.in_fact_id = end.id if end and end.kind is FactKind.MOVED_IN else None
    row.save(update_fields=["closed_at", "refused", "in_fact"])
    _state_end(row, by, at)
    if not quiet and row.to_commune_code:
        words = "nơi đến trả lời không tiếp nhận" if row.refused else "nơi đến đã tiếp nhận"
        _tell(row, row.commune_code, f"Hồ sơ chuyển đi: {words}.", at)


def _state_end(row: Transfer, by: User | None, at: datetime) -> None:
    event = events.TransferRefused if row.refused else events.TransferAccepted
    area = row.commune_code if row.refused else row.to_commune_code
    record(event(subject_id=str(row.person_id), area=area, transfer_id=row.pk), by=by, at=at)


def _end_of(one: WholeCase, out: int) -> Fact | None:
    """What ended the move that began with fact ``out``; None where that fact itself was taken back."""
    gone = {fact.supersedes for fact in one.facts}
    begun = next((fact for fact in one.facts if fact.id == out and out not in gone), None)
    if begun is None:
        return None
    after = [
        fact
        for fact in one.facts
        if fact.kind in _ENDS and fact.effective_at >= begun.effective_at and fact.id not in gone and not fact.withdrawn
    ]
    return min(after, key=lambda fact: (fact.effective_at, fact.id), default=None)


def _tell(row: Transfer, commune: str, text: str, at: datetime) -> None:
    users = recipients.owners(owner="COMMUNE_POLICE", commune=commune, on=today(at))
    telling.tell_of_transfer(users=users, text=text, transfer_id=row.pk, at=at)


def _place(fact: Fact) -> str:
    """Where to, as it was said."""
    return ", ".join(filter(None, (_text(fact, "address"), _text(fact, "province"))))[:_PLACE]


def _text(fact: Fact, name: str) -> str:
    value = fact.data.get(name)
    return value if isinstance(value, str) else ""
