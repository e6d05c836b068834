"""What time does to cases by itself: terms that end, clocks nobody answered, people about to come home."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from binhyen.foundation.access.rls import whole_case_in_database
from binhyen.foundation.journal.actions import record
from binhyen.foundation.notifications.actions import notify
from binhyen.operations.cases import events
from binhyen.operations.cases.models import Case, CaseClock
from binhyen.operations.cases.queries import recipients
from binhyen.operations.cases.queries.folding import today
from binhyen.operations.cases.queries.whole import whole_cases
from binhyen.operations.cases.rules.clocks import clock_rules, up_the_line
from binhyen.operations.cases.rules.parameters import Unit, load, version

from .placing import place
from .projecting import project

AT_ONCE = 500  # people per transaction of the nightly fold
ON_LIST = frozenset({"L1", "L2", "L3"})
RELEASES = ("RELEASE_FACILITY", "RELEASE_PRISON")
GOES_UP = frozenset({Unit.HOURS, Unit.WORKING_DAYS})  # times of days and months are told to their own office alone


def refold_due(*, at: datetime) -> int:
    """Bring cases up to today whose state, list or flags change by themselves; returns how many.

    Removes from lists on time: nobody stays listed because nobody looked. The commune is told what ended. Safe to run
    twice.
    """
    on, done = today(at), 0
    while part := _some_due(on):
        done += _refold(part, at)
    return done


def _some_due(on: date) -> list[int]:
    with transaction.atomic(), whole_case_in_database():
        due = Case.objects.filter(refold_on__lte=on).order_by("refold_on", "pk")
        return list(due.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _refold(people: Sequence[int], at: datetime) -> int:
    with whole_case_in_database():
        before = dict(Case.objects.filter(pk__in=people).values_list("pk", "list_code"))
        cases = list(whole_cases(people=people, locked=True).values())
        views = project(cases=cases, at=at, counted=False)
        place(cases=cases, views=views, by=None, at=at)
        record(events.TermsEnded(subject_id=today(at).isoformat(), people=tuple(sorted(views))), by=None, at=at)
        ended: dict[str, int] = defaultdict(int)
        for one in cases:
            view = views[one.person_id]
            if before.get(one.person_id) in ON_LIST and view.span.list.value not in ON_LIST:
                ended[view.span.commune] += 1
    for commune, count in ended.items():
        text = f"{count} người đã hết thời hạn và ra khỏi danh sách từ hôm nay theo luật."
        _tell_commune(commune, "cases.ended", text, f"{reverse('cases:clocks')}?xem=het-han", at)
    return len(cases)


@transaction.atomic
def escalate(*, at: datetime) -> int:
    """Tell who must act, then the line above, of clocks that ran out: one message a commune and level, never a name.

    Safe to run at any time; returns how many clocks were raised.
    """
    raised: dict[tuple[str, str, int], list[CaseClock]] = defaultdict(list)
    with whole_case_in_database():
        late = CaseClock.objects.select_for_update().filter(
            due_at__lt=at, paused_since__isnull=True, owner__in=recipients.OFFICES, told_level__lt=3
        )
        for clock in late.exclude(code__in=RELEASES).order_by("pk"):
            level = _level(clock, at)
            if level > clock.told_level:
                raised[clock.commune_code, clock.owner if level == 1 else "", level].append(clock)
        for (commune, owner, level), clocks in raised.items():
            _raise_to(commune, owner, level, clocks, at)
    return sum(len(clocks) for clocks in raised.values())


def _level(clock: CaseClock, at: datetime) -> int:
    levels = up_the_line(load(), today(at))
    reached = max(level for level, after in levels if (clock.due_at or at) + after <= at)
    unit = clock_rules()[clock.code][-1].unit
    return reached if unit in GOES_UP else 1


def _raise_to(commune: str, owner: str, level: int, clocks: Sequence[CaseClock], at: datetime) -> None:
    CaseClock.objects.filter(pk__in=[clock.pk for clock in clocks]).update(told_level=level)
    if level == 1:
        users = recipients.owners(owner=owner, commune=commune, on=today(at))
    else:
        users = recipients.line(level=level - 1, commune=commune, on=today(at))
    text = f"{len(clocks)} thời hạn luật định đã quá hạn" + (f" ({commune})." if level > 2 else ".")
    notify(users=users, kind="cases.late", text=text, at=at, url=f"{reverse('cases:clocks')}?xa={commune}")
    stated = events.ClocksEscalated(
        subject_id=commune, area=commune, level=level, clocks=tuple(sorted({clock.code for clock in clocks})),
        people=tuple(sorted({clock.person_id for clock in clocks})),
    )  # fmt: skip
    record(stated, by=None, at=at)


@transaction.atomic
def announce_releases(*, at: datetime) -> int:
    """Tell the commune of people who come home, so many days ahead as the clock warns; a missed day is made good for.

    Safe to run twice; returns how many announcements were made.
    """
    on = today(at)
    ahead = {code: _ahead(code, on) for code in RELEASES}
    furthest = max(days for line in ahead.values() for days, _ in line)
    told: dict[tuple[str, int], list[int]] = defaultdict(list)
    with whole_case_in_database():
        soon = CaseClock.objects.select_for_update().filter(
            code__in=RELEASES, due_at__gte=at, due_at__lt=at + timedelta(days=furthest + 1)
        )
        for clock in soon.order_by("pk"):
            left = (today(clock.due_at) - on).days if clock.due_at else 0
            days, level = min((step for step in ahead[clock.code] if left <= step[0]), default=(0, 0))
            if level > clock.told_level:
                CaseClock.objects.filter(pk=clock.pk).update(told_level=level)
                told[clock.commune_code, days].append(clock.person_id)
                stated = events.ReleaseAnnounced(subject_id=str(clock.person_id), area=clock.commune_code, days=days)
                record(stated, by=None, at=at)
    for (commune, days), people in told.items():
        text = f"{len(people)} người sắp về trong {days} ngày tới: phân công người giúp đỡ và ngày gặp đầu tiên."
        _tell_commune(commune, "cases.release", text, reverse("cases:returning"), at)
    return sum(len(people) for people in told.values())


def _ahead(code: str, on: date) -> tuple[tuple[int, int], ...]:
    """The days before a release on which it is told, furthest first, each with the level that says it was."""
    warns = sorted(version(clock_rules()[code], on).warns, reverse=True)
    return tuple((days, level) for level, days in enumerate(warns, 1))


def _tell_commune(commune: str, kind: str, text: str, url: str, at: datetime) -> None:
    users = recipients.line(level=1, commune=commune, on=today(at))
    notify(users=users, kind=kind, text=text, at=at, url=url)
