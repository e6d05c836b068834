"""Keepers' lists set against each other: a list made comparable, compared, and each difference settled by somebody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import combinations

from django.db import transaction
from django.urls import reverse

from binhyen.foundation.access.rls import whole_case_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.foundation.notifications.actions import notify
from binhyen.kit.calendar import vietnam
from binhyen.operations.cases import events
from binhyen.operations.cases.models import Difference, ListImport, ListRow, Roster, RosterEntry
from binhyen.operations.cases.queries import recipients
from binhyen.operations.cases.queries import rosters as queries
from binhyen.operations.cases.rules.clocks import up_the_line
from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.rules.rosters import TERM, Found, Outcome, against_register, between
from binhyen.operations.cases.rules.time import day_of, last_moment
from binhyen.operations.cases.values import ListState
from binhyen.registers.people.queries.cards import commune_names

AT_ONCE = 2_000
_POLICE = "ca_xa_{commune}"


class NotCompared(Exception):
    """The step is refused; the message is a sentence for the person who asked for it."""


@transaction.atomic
def make_roster(*, import_id: int, by: User, at: datetime) -> Roster:
    """Turn the rows of a list that was read into one keeper's list of its day; made again, its lines are replaced.

    Rows left out or with errors are not taken. Nothing is written to the register. Raises NotCompared.
    """
    source = ListImport.objects.select_for_update().get(pk=import_id)
    if not source.roster_kind:
        raise NotCompared("Danh sách này để nhập vào sổ, không phải để đối chiếu.")
    if source.state != ListState.PREVIEW:
        raise NotCompared("Danh sách chưa đọc xong, nên chưa đối chiếu được.")
    roster, _ = Roster.objects.update_or_create(
        source=source,
        defaults={
            "kind": source.roster_kind, "body_key": source.body_key, "commune_code": source.commune_code,
            "as_of": source.as_of, "made_at": at, "made_by": by,
        },
    )  # fmt: skip
    roster.entries.all().delete()
    rows = source.rows.filter(accepted=True).exclude(severity="ERROR").order_by("pk")
    made = RosterEntry.objects.bulk_create((_entry(roster, row) for row in rows.iterator(AT_ONCE)), batch_size=AT_ONCE)
    if not made:
        raise NotCompared("Danh sách không có dòng nào dùng được: hãy sửa các dòng có lỗi trước.")
    fact = events.RosterMade(
        subject_id=str(roster.pk), area=roster.commune_code, import_id=import_id, keeper=roster.kind, entries=len(made)
    )
    record(fact, by=by, at=at)
    return roster


def _entry(roster: Roster, row: ListRow) -> RosterEntry:
    year = str(row.values.get("birth", ""))[-4:]
    return RosterEntry(
        roster=roster,
        commune_code=row.commune_code,
        person_id=row.person_id if row.match == "SAME" else None,
        row=row,
        name=str(row.values.get("name", ""))[:120],
        birth_year=int(year) if year.isdecimal() else None,
        says=str(row.values.get("status", ""))[:20],
    )


@transaction.atomic
def compare(*, as_of: date, scope: Scope, by: User, at: datetime) -> tuple[int, int, int]:
    """Set the lists of a day against the register and each other; returns how many differences are new, stay, go.

    Within the reader's scope. Found again, a difference keeps its day and owner; no longer found, it closes by itself;
    one that was explained is not opened again. Raises NotCompared where nobody brought a list of that day.
    """
    lists = queries.lists_of(scope=scope, as_of=as_of)
    if not lists:
        raise NotCompared("Chưa có danh sách nào của ngày này để đối chiếu.")
    places = {one.commune for one in lists}
    named = {person for one in lists for person in one.people}
    holders = [one.holder for one in lists]
    register = queries.register_of(scope=scope, as_of=as_of, communes=places, people=named, holders=holders)
    found: dict[tuple[object, ...], Found] = {}
    for one in lists:
        found |= {each.key: each for each in against_register(one, register)}
    for one, other in combinations(lists, 2):
        if one.keeper != other.keeper:
            found |= {each.key: each for each in between(one, other, register)}
    keepers = {one.keeper for one in lists}
    numbers = _store(found, as_of=as_of, places=places, keepers=keepers, scope=scope, at=at)
    opened, standing, gone = numbers
    area = next(iter(places)) if len(places) == 1 else ""
    fact = events.ListsCompared(subject_id=as_of.isoformat(), area=area, opened=opened, standing=standing, gone=gone)
    record(fact, by=by, at=at)
    return numbers


def _store(
    found: dict[tuple[object, ...], Found],
    *,
    as_of: date,
    places: set[str],
    keepers: set[str],
    scope: Scope,
    at: datetime,
) -> tuple[int, int, int]:
    sides = [*keepers, queries.REGISTER]
    known = queries.differences(scope=scope).filter(left__in=sides, right__in=sides)
    if "" not in places:
        known = known.filter(commune_code__in=places)
    running = {_key(row): row for row in known.filter(closed_at__isnull=True).select_for_update(of=("self",))}
    explained = {(_key(row), row.kind) for row in known.filter(outcome=Outcome.EXPLAINED)}
    again = [key for key in running if key in found]
    for key in again:
        row, one = running[key], found[key]
        row.as_of, row.kind, row.detail, row.entry_id = max(row.as_of, as_of), one.kind.value, _detail(one), one.entry
    Difference.objects.bulk_update((running[key] for key in again), ["as_of", "kind", "detail", "entry"], AT_ONCE)
    gone = [row for key, row in running.items() if key not in found and row.as_of <= as_of]
    for row in gone:
        row.closed_at, row.outcome = at, Outcome.GONE.value
    Difference.objects.bulk_update(gone, ["closed_at", "outcome"], AT_ONCE)
    fresh = [one for key, one in found.items() if key not in running and (key, one.kind.value) not in explained]
    Difference.objects.bulk_create(_rows(fresh, as_of, at), batch_size=AT_ONCE)
    return len(fresh), len(again), len(gone)


def _key(row: Difference) -> tuple[object, ...]:
    who = (row.person_id,) if row.person_id else (str(row.detail.get("name", "")).casefold(), row.detail.get("born"))
    return (row.left, row.right, *who)


def _detail(one: Found) -> dict[str, object]:
    named: dict[str, object] = {} if one.person else {"name": one.name, "born": one.birth_year}
    return {**one.detail, **named}


def _rows(fresh: Iterable[Found], as_of: date, at: datetime) -> Iterable[Difference]:
    due = last_moment(vietnam().add_working_days(day_of(at), load().number(TERM, day_of(at))))
    return (
        Difference(
            commune_code=one.commune,
            as_of=as_of,
            kind=one.kind.value,
            person_id=one.person,
            entry_id=one.entry,
            left=one.left,
            right=one.right,
            detail=_detail(one),
            owner_body=_POLICE.format(commune=one.commune) if one.commune else one.brought_by,
            due_at=due,
            opened_at=at,
        )
        for one in fresh
    )


@transaction.atomic
def settle(*, difference_id: int, outcome: Outcome, explanation: str, by: User, at: datetime) -> Difference:
    """Somebody looked: what was done about a difference. The caller has found it within the reader's scope.

    Raises NotCompared: it is closed already, or what is explained has no explanation.
    """
    row = Difference.objects.select_for_update().get(pk=difference_id)
    if row.closed_at:
        raise NotCompared("Chỗ lệch này đã được giải quyết rồi.")
    if outcome is Outcome.GONE or (outcome is Outcome.EXPLAINED and not explanation.strip()):
        raise NotCompared("Hãy ghi lý do vì sao cả hai danh sách đều đúng.")
    row.closed_at, row.closed_by, row.outcome, row.explanation = at, by, outcome.value, explanation.strip()
    row.save(update_fields=["closed_at", "closed_by", "outcome", "explanation"])
    fact = events.DifferenceClosed(subject_id=str(row.pk), area=row.commune_code, outcome=outcome.value)
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def escalate(*, at: datetime) -> int:
    """Tell of differences past their day: who must look, the heads of the commune, the province, as clocks are told.

    One message a commune and level, never a name. Safe to run at any time; returns how many were raised.
    """
    levels, raised = up_the_line(load(), day_of(at)), defaultdict[tuple[str, str, int], list[Difference]](list)
    with whole_case_in_database():
        late = Difference.objects.select_for_update().filter(
            closed_at__isnull=True, due_at__lt=at, told_level__lt=levels[-1][0]
        )
        for row in late.order_by("pk"):
            level = max(level for level, after in levels if row.due_at + after <= at)
            if level > row.told_level:
                body = row.owner_body if level == 1 and not row.commune_code else ""
                raised[row.commune_code, body, level].append(row)
        for (commune, body, level), rows in raised.items():
            _raise_to(commune, body, level, rows, at)
    return sum(len(rows) for rows in raised.values())


def _raise_to(commune: str, body: str, level: int, rows: Sequence[Difference], at: datetime) -> None:
    ids = tuple(row.pk for row in rows)
    Difference.objects.filter(pk__in=ids).update(told_level=level)
    if level == 1 or (level == 2 and not commune):
        users = recipients.lookers(commune=commune, body=body, on=day_of(at))
    else:
        users = recipients.line(level=level - 1, commune=commune, on=day_of(at))
    where = f" ({commune_names([commune]).get(commune, commune)})" if level > 2 and commune else ""
    text = f"{len(ids)} chỗ lệch giữa các danh sách đã quá hạn mà chưa ai giải quyết{where}."
    notify(users=users, kind="cases.differences", text=text, at=at, url=reverse("cases:rosters"))
    fact = events.DifferencesEscalated(subject_id=commune or "province", area=commune, level=level, differences=ids)
    record(fact, by=None, at=at)
