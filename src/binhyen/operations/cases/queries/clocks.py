"""What runs today: the statutory times of the reader's cases, the most urgent first; and who comes home soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Min, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.models import CaseClock, CaseHelper
from binhyen.operations.cases.permissions import Permission, may
from binhyen.operations.cases.rules.clocks import ClockRule, clock_rules
from binhyen.operations.cases.rules.facts import spec
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.registers.people.models import Person
from binhyen.registers.people.queries.cards import commune_names

from .folding import today
from .projections import LAPSES, TERMS
from .recipients import OFFICES
from .visible import visible_cases

LATER = timedelta(days=30)  # clocks that run out later stand on the file, not on the page of today
COMES_HOME = ("RELEASE_FACILITY", "RELEASE_PRISON")
REACH = timedelta(days=90)  # how far ahead a return is shown


@dataclass(frozen=True, slots=True)
class Running:
    """One clock as a line of the page."""

    person_id: int
    name: str
    commune: str
    label: str
    article: str
    due: datetime | None
    paused: datetime | None
    pause_reason: str
    stops: str  # what stops it, in words
    record: str  # the kind of fact that stops it, for the button; "" where another office states it
    owner: str
    mine: bool
    confidence: str


@dataclass(frozen=True, slots=True)
class Place:
    """One commune's clocks, for readers of the whole province."""

    commune: str
    name: str
    late: int
    day: int
    week: int
    first: datetime | None


def visible_clocks(*, scope: Scope) -> QuerySet[CaseClock]:
    """Clocks of cases within reach."""
    if not may(scope, Permission.READ):
        return CaseClock.objects.none()
    if scope.whole_province:
        return CaseClock.objects.all()
    areas = sorted(scope.people_areas)
    seen = visible_cases(scope=scope).values("pk") if not areas else None
    return (
        CaseClock.objects.filter(person_id__in=seen)
        if seen is not None
        else CaseClock.objects.filter(Q(commune_code__in=areas) | Q(to_commune_code__in=areas))
    )


def asked(*, scope: Scope, at: datetime, commune: str = "", code: str = "", which: str = "") -> QuerySet[CaseClock]:
    """Clocks of the page. ``which``: LATE, DAY, TERM (ends by law), "" what is late and all of the next 30 days."""
    found = visible_clocks(scope=scope)
    if commune:
        found = found.filter(Q(commune_code=commune) | Q(to_commune_code=commune))
    if code:
        found = found.filter(code=code)
    if which == "LATE":
        found = found.filter(due_at__lt=at, paused_since__isnull=True).exclude(code__in=TERMS + LAPSES)
    elif which == "DAY":
        found = found.filter(due_at__range=(at, at + timedelta(days=1)))
    elif which == "TERM":
        found = found.filter(code__in=TERMS, due_at__lt=at + LATER)
    else:
        found = (
            found.exclude(code__in=TERMS)
            .exclude(code__in=LAPSES, due_at__lt=at)
            .filter(Q(due_at__isnull=True) | Q(due_at__lt=at + LATER))
        )
    return found.order_by(F("due_at").asc(nulls_last=True), "pk")


def lines(clocks: Iterable[CaseClock], *, scope: Scope) -> list[Running]:
    """The clocks as lines. Two queries: people and communes."""
    rows = list(clocks)
    names = dict(Person.objects.filter(pk__in={row.person_id for row in rows}).values_list("pk", "full_name"))
    communes = commune_names(row.commune_code for row in rows)
    return [_line(row, names.get(row.person_id, ""), communes.get(row.commune_code, ""), scope) for row in rows]


def _line(row: CaseClock, name: str, commune: str, scope: Scope) -> Running:
    rule = _rule(row)
    kinds = rule.stop if rule else ()
    office = OFFICES.get(row.owner)
    return Running(
        person_id=row.person_id,
        name=name,
        commune=commune,
        label=rule.label if rule else row.code,
        article=row.article,
        due=row.due_at,
        paused=row.paused_since,
        pause_reason=row.pause_reason,
        stops=spec(kinds[0]).label if kinds else "",
        record=kinds[0].value if kinds else "",
        owner=OWNERS.get(row.owner, row.owner),
        mine=bool(office and scope.has(office)),
        confidence=rule.confidence if rule else "",
    )


def _rule(row: CaseClock) -> ClockRule | None:
    versions = clock_rules().get(row.code)
    if not versions:
        return None
    day = row.started_at.astimezone(VIETNAM).date()
    return next((one for one in reversed(versions) if one.valid_from <= day), versions[0])


OWNERS = {
    "COMMUNE_POLICE": "Công an xã",
    "RECEIVING_POLICE": "Công an xã nơi đến",
    "COMMUNE_COMMITTEE": "UBND xã",
    "PROVINCE_POLICE": "Công an tỉnh",
    "FACILITY": "Cơ sở cai nghiện",
    "TREATMENT_FACILITY": "Cơ sở điều trị",
    "PERSON": "Người được quản lý",
    "COURT": "Tòa án",
}


def by_commune(*, scope: Scope, at: datetime) -> list[Place]:
    """Clocks of each commune that are late, due within a day, within a week; the gravest first. Two queries."""
    running = Q(paused_since__isnull=True)
    rows = (
        visible_clocks(scope=scope)
        .exclude(code__in=TERMS + LAPSES)
        .filter(due_at__lt=at + timedelta(days=7))
        .values("commune_code")
        .annotate(
            late=Count("pk", filter=running & Q(due_at__lt=at)),
            day=Count("pk", filter=running & Q(due_at__range=(at, at + timedelta(days=1)))),
            week=Count("pk", filter=running & Q(due_at__range=(at, at + timedelta(days=7)))),
            first=Min("due_at", filter=running),
        )
        .order_by("-late", "-day", "commune_code")
    )
    found = list(rows)
    names = commune_names(row["commune_code"] for row in found)
    return [
        Place(
            row["commune_code"], names.get(row["commune_code"], row["commune_code"]), row["late"], row["day"],
            row["week"], row["first"],
        )
        for row in found
    ]  # fmt: skip


def codes() -> list[tuple[str, str]]:
    """Clocks by code and label, for the filter."""
    return sorted(
        ((code, versions[-1].label) for code, versions in clock_rules().items() if code not in TERMS),
        key=lambda row: row[1],
    )


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who comes home, with the plan for the reception."""

    person_id: int
    name: str
    commune: str
    on: date | None
    source: str
    helper: str
    first_visit: date | None


def coming_home(*, scope: Scope, at: datetime) -> list[Coming]:
    """People who leave a facility or prison within 90 days, the first to come first. Four queries."""
    rows = list(visible_clocks(scope=scope).filter(code__in=COMES_HOME, due_at__lt=at + REACH).order_by("due_at", "pk"))
    people = [row.person_id for row in rows]
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "full_name"))
    communes = commune_names(row.commune_code for row in rows)
    helpers = {
        row.person_id: row
        for row in CaseHelper.objects.filter(person_id__in=people, direct=True, until__isnull=True).order_by("since")
    }
    return [_coming(row, names, communes, helpers) for row in rows]


def comes_home_on(*, person_id: int) -> date | None:
    """The day somebody is to come home, by the clock of the release; None where none runs. One query."""
    clocks = CaseClock.objects.filter(person_id=person_id, code__in=COMES_HOME, due_at__isnull=False)
    due = clocks.order_by("due_at").values_list("due_at", flat=True).first()
    return today(due) if due else None


def _coming(row: CaseClock, names: dict[int, str], communes: dict[str, str], helpers: dict[int, CaseHelper]) -> Coming:
    helper = helpers.get(row.person_id)
    rule = _rule(row)
    return Coming(
        person_id=row.person_id,
        name=names.get(row.person_id, ""),
        commune=communes.get(row.commune_code, row.commune_code),
        on=today(row.due_at) if row.due_at else None,
        source=rule.label.split(":")[0] if rule else "",
        helper=f"{helper.name} ({helper.role})" if helper else "",
        first_visit=helper.first_visit_on if helper else None,
    )


def urgent(*, scope: Scope, at: datetime) -> tuple[int, int]:
    """How many clocks of the reader are late, and how many run out within a day: for the first page. One query."""
    running = visible_clocks(scope=scope).filter(paused_since__isnull=True).exclude(code__in=TERMS + LAPSES)
    counts = running.filter(due_at__lt=at + timedelta(days=1)).aggregate(
        late=Count("pk", filter=Q(due_at__lt=at)), day=Count("pk", filter=Q(due_at__gte=at))
    )
    return counts["late"], counts["day"]
