"""The register of duties: list, calendar, timeline, matrix, a body's sheet. Always within the reader's scope."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypedDict

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.kit.calendar import vietnam
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.directives.models import CalendarFeed, Directive, DirectiveFinding, Duty, DutyPart
from binhyen.operations.directives.occurrences import last_day, occurrences
from binhyen.operations.directives.values import DeadlineKind, DutyState, FindingState, Part
from binhyen.registers.organisations.models import Body, Membership

from .visible import visible_directives, visible_duties

LIST_FIELDS = (
    "id", "title", "kind", "lead_names", "coordinator_names", "deadline_type", "deadline_text", "due_on", "state",
    "four_clear", "directive_id", "directive__document__kind", "directive__document__number",
    "directive__document__symbol", "directive__document__issuer_name", "line",
)  # fmt: skip
SORTS = {
    "order": ("directive_id", "position", "id"),
    "due": (F("due_on").asc(nulls_last=True), "id"),
    "-due": (F("due_on").desc(nulls_last=True), "-id"),
    "lead": ("lead_names", "id"),
    "title": ("title", "id"),
}


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What the reader asked for. Empty fields do not filter. ``body`` is a key; ``commune`` a commune code."""

    text: str = ""
    body: str = ""
    part: str = ""
    kind: str = ""
    deadline: str = ""
    due_from: date | None = None
    due_to: date | None = None
    finding: str = ""
    directive: int | None = None
    commune: str = ""
    state: str = ""
    only: str = ""  # unassigned / unclear / overdue
    sort: str = "order"


def with_groups(body_ids: Iterable[int], *, on: date) -> set[int]:
    """The bodies and every group that has one of them as a member on day ``on``. One query."""
    own = set(body_ids)
    groups = Membership.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        member__in=own,
    )
    return own | set(groups.values_list("group_id", flat=True))


def has_part(body_ids: Iterable[int], part: str = "") -> Exists:
    parts = DutyPart.objects.filter(duty=OuterRef("pk"), body_id__in=body_ids)
    return Exists(parts.filter(part=part) if part else parts)


def day_off(day: date) -> str:
    """Why nobody works on ``day`` ("thứ Bảy", "nghỉ lễ Quốc khánh"), empty on a working day."""
    return vietnam().explain(day)


def register(*, scope: Scope, on: date, asked: RegisterFilter) -> QuerySet[Duty]:
    """Duties the reader may see that match ``asked``, in its order. ``on`` decides offices, groups and lateness."""
    found = visible_duties(scope, on).exclude(state=DutyState.REMOVED)
    words = search_key(asked.text).split()
    if asked.text.strip() and not words:
        return found.none()  # signs only: nothing is written like that
    for word in words:
        found = found.filter(search_key__contains=word)
    found = _by_body(found, asked, on)
    for name, given in (
        ("kind", asked.kind), ("deadline_type", asked.deadline), ("directive_id", asked.directive),
        ("state", asked.state), ("due_on__gte", asked.due_from), ("due_on__lte", asked.due_to),
    ):  # fmt: skip
        if given:
            found = found.filter(**{name: given})
    if asked.finding:
        findings = DirectiveFinding.objects.filter(duty=OuterRef("pk"), code=asked.finding, state=FindingState.OPEN)
        found = found.filter(Exists(findings))
    return _only(found, asked.only, on).order_by(*SORTS.get(asked.sort, SORTS["order"]))


def _by_body(found: QuerySet[Duty], asked: RegisterFilter, on: date) -> QuerySet[Duty]:
    if asked.body:
        ids = with_groups(Body.objects.filter(key=asked.body).values_list("pk", flat=True), on=on)
        found = found.filter(has_part(ids, asked.part))
    elif asked.part:
        found = found.filter(Exists(DutyPart.objects.filter(duty=OuterRef("pk"), part=asked.part)))
    if asked.commune:
        bodies = Body.objects.filter(area_code=asked.commune).values_list("pk", flat=True)
        found = found.filter(has_part(with_groups(bodies, on=on)))
    return found


def _only(found: QuerySet[Duty], only: str, on: date) -> QuerySet[Duty]:
    if only == "unassigned":
        return found.filter(lead_names="")
    if only == "unclear":
        return found.filter(four_clear=False)
    if only == "overdue":
        return found.filter(due_on__lt=on)
    return found


class RegisterLine(TypedDict):
    """One row of the list, ready to print: long enumerations of bodies are cut here, not in the template.

    A dict, because a template finds a key at once and an attribute only after failing to find a key.
    """

    id: int
    title: str
    leads: str
    coordinators: str
    due: str
    late: bool
    document: str
    state: str


LINE_FIELDS = (
    "id", "title", "lead_names", "coordinator_names", "deadline_text", "due_on", "state", "four_clear", "directive_id",
)  # fmt: skip
LONGEST_BODIES = 90  # characters of an enumeration of bodies in a list
MONTH_ENTRIES = 25  # shown per month of the timeline, the rest behind a link
LATEST_DIRECTIVES = 60  # offered in the filter; older ones are found by search


def keys(found: QuerySet[Duty], *, asked: RegisterFilter) -> list[int] | QuerySet[Duty, int]:
    """The ids of the register in its order, to be counted and paged.

    Words are looked up once and their matches kept as a list: counting and paging would each look them up anew.
    """
    ids = found.values_list("pk", flat=True)
    return list(ids) if asked.text else ids


def lines(page: Iterable[int], *, found: QuerySet[Duty], on: date) -> list[RegisterLine]:
    """Rows of one page of ``keys``, in the order of ``found``. Two queries without joins: rows, names of directives.

    A page is found in the index alone: rows are wide, and those before it are not read.
    """
    rows = list(Duty.objects.filter(pk__in=page).order_by(*found.query.order_by).values_list(*LINE_FIELDS))
    names = _names(Directive.objects.filter(pk__in={row[-1] for row in rows}))
    return [
        {
            "id": pk,
            "title": title,
            "leads": _cut(leads),
            "coordinators": _cut(others),
            "due": due,
            "late": bool(day and day < on),
            "document": names.get(directive, ""),
            "state": state if state == DutyState.PROPOSED else ("CLEAR" if clear else "UNCLEAR"),
        }
        for pk, title, leads, others, due, day, state, clear, directive in rows
    ]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_BODIES else text[: LONGEST_BODIES - 1].rstrip() + "…"


def directive_names(*, scope: Scope, on: date) -> dict[int, str]:
    """ "Kế hoạch 02/KH-UBND" by directive id, the latest first, as far as the reader sees them. One query."""
    latest = visible_directives(scope, on).order_by("-document__issued_on", "-id")
    return _names(latest[:LATEST_DIRECTIVES])


def _names(found: QuerySet[Directive]) -> dict[int, str]:
    columns = ("id", "document__kind", "document__number", "document__symbol")
    return {
        pk: " ".join(filter(None, (kind, f"{number or '…'}/{symbol}" if symbol else number)))
        for pk, kind, number, symbol in found.values_list(*columns)
    }


def rows(found: QuerySet[Duty]) -> QuerySet[Duty, dict[str, object]]:
    """The columns a list shows, as plain rows: no model objects, one query."""
    return found.values(*LIST_FIELDS)


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A duty on a day of the calendar."""

    on: date
    duty_id: int
    title: str
    leads: str
    deadline_type: str


def calendar(*, scope: Scope, on: date, asked: RegisterFilter, start: date, end: date) -> dict[date, list[DayEntry]]:
    """Days of ``start``..``end`` with the duties that fall due on them, recurring ones unfolded. Two queries."""
    found = register(scope=scope, on=on, asked=asked).filter(
        Q(due_on__range=(start, end)) | Q(deadline_type__in=[DeadlineKind.RECURRING, DeadlineKind.COMPOUND])
    )
    days: dict[date, list[DayEntry]] = defaultdict(list)
    columns = ("id", "title", "lead_names", "deadline_type", "deadline_value", "directive__document__issued_on")
    for pk, title, leads, kind, value, issued_on in found.values_list(*columns):
        for day in occurrences(kind, value, start, end, since=issued_on):
            days[day].append(DayEntry(day, pk, title, leads, kind))
    return dict(sorted(days.items()))


@dataclass(frozen=True, slots=True)
class TimelineMonth:
    """``entries`` are the first ones of the month, ``count`` is all of them; ``last`` its last day, for the link."""

    month: date  # its first day
    last: date
    entries: tuple[DayEntry, ...]
    count: int


def timeline(*, scope: Scope, on: date, asked: RegisterFilter, year: int) -> list[TimelineMonth]:
    """Single days of one year month by month; rhythms are left to the calendar, they would drown the rest."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    found = register(scope=scope, on=on, asked=asked).filter(due_on__range=(start, end)).order_by("due_on", "id")
    months: dict[date, list[DayEntry]] = {date(year, month, 1): [] for month in range(1, 13)}
    for pk, title, leads, kind, day in found.values_list("id", "title", "lead_names", "deadline_type", "due_on"):
        if day:  # the filter leaves none without
            months[day.replace(day=1)].append(DayEntry(day, pk, title, leads, kind))
    return [
        TimelineMonth(month, last_day(month.year, month.month), tuple(entries[:MONTH_ENTRIES]), len(entries))
        for month, entries in months.items()
    ]


@dataclass(slots=True)
class MatrixRow:
    """One body's year: duties due per month, then what has no month."""

    key: str
    name: str
    months: list[int] = field(default_factory=lambda: [0] * 12)
    continuous: int = 0
    undated: int = 0
    total: int = 0


def matrix(*, scope: Scope, on: date, asked: RegisterFilter, year: int) -> list[MatrixRow]:
    """Body × month for the bodies in the lead; a rhythm counts once in each month it falls in. Two queries.

    Duties without a lead are the row "chưa phân công". Sorted by total, most first, then by name.
    """
    duties = register(scope=scope, on=on, asked=asked)
    columns = ("id", "deadline_type", "deadline_value", "directive__document__issued_on")
    by_duty = {pk: _months(kind, value, issued, year) for pk, kind, value, issued in duties.values_list(*columns)}
    parts = DutyPart.objects.filter(duty__in=duties.order_by(), part=Part.LEAD).values_list(
        "duty_id", "name", "body__key"
    )
    found: dict[str, MatrixRow] = {}
    led = set()
    for duty_id, name, key in parts:
        led.add(duty_id)
        _count(found.setdefault(name, MatrixRow(key or "", name)), by_duty[duty_id])
    unassigned = MatrixRow("", "")
    for duty_id in by_duty.keys() - led:
        _count(unassigned, by_duty[duty_id])
    ordered = sorted(found.values(), key=lambda row: (-row.total, row.name))
    return ([unassigned] if unassigned.total else []) + ordered


def _months(kind: str, value: str, issued_on: date | None, year: int) -> Counter[int]:
    """Months 1-12 in which the deadline falls; 0 for continuous work, -1 for none, nothing for other years."""
    if kind == DeadlineKind.CONTINUOUS:
        return Counter({0: 1})
    if kind == DeadlineKind.NONE or value == "FREQ=UNSPECIFIED":
        return Counter({-1: 1})
    days = occurrences(kind, value, date(year, 1, 1), date(year, 12, 31), since=issued_on)
    return Counter({month: 1 for month in {day.month for day in days}})


def _count(row: MatrixRow, months: Counter[int]) -> None:
    row.total += 1
    row.continuous += months[0]
    row.undated += months[-1]
    for month in range(1, 13):
        row.months[month - 1] += months[month]


@dataclass(frozen=True, slots=True)
class BodySheet:
    """All of one body's duties, as lead and as coordinator, own and through its groups."""

    body: Body
    leading: list[dict[str, object]]
    coordinating: list[dict[str, object]]
    soon: int  # due within 14 days
    overdue: int


def body_sheet(*, scope: Scope, on: date, key: str) -> BodySheet:
    """The sheet of one body as far as the reader sees it. Raises Body.DoesNotExist for an unknown key. Four queries."""
    body = Body.objects.get(key=key)
    ids = with_groups([body.pk], on=on)
    seen = visible_duties(scope, on).exclude(state=DutyState.REMOVED).order_by(*SORTS["due"])
    leading = list(rows(seen.filter(has_part(ids, Part.LEAD))))
    others = seen.filter(has_part(ids, Part.COORDINATE)).exclude(has_part(ids, Part.LEAD))
    coordinating = list(rows(others))
    days = [row["due_on"] for row in leading if isinstance(row["due_on"], date)]
    return BodySheet(
        body=body,
        leading=leading,
        coordinating=coordinating,
        soon=sum(on <= day <= on + timedelta(days=14) for day in days),
        overdue=sum(day < on for day in days),
    )


def finding_codes(*, scope: Scope, on: date) -> list[str]:
    """Codes of open findings on duties the reader sees, for the filter. One query."""
    found = DirectiveFinding.objects.filter(state=FindingState.OPEN, duty__in=visible_duties(scope, on))
    return sorted(set(found.values_list("code", flat=True)))


def one(*, scope: Scope, on: date, pk: int) -> Duty | None:
    """One duty with everything its page shows, or None where the reader may not see it. Five queries."""
    seen = visible_duties(scope, on).filter(pk=pk).select_related("directive__document", "reviewed_by")
    return seen.prefetch_related("parts__body", "targets", "references", "findings").first()


def feeds(*, scope: Scope, body: Body) -> QuerySet[CalendarFeed]:
    """Open feeds of a body, newest first, for those who may revoke them."""
    if not scope.province_wide and body.key not in scope.bodies:
        return CalendarFeed.objects.none()
    return CalendarFeed.objects.filter(body=body, revoked_at__isnull=True).select_related("made_by").order_by("-id")


def open_feed(*, token_hash: str) -> CalendarFeed | None:
    """The feed behind a secret address, None for a wrong or revoked one."""
    return CalendarFeed.objects.select_related("body").filter(token_hash=token_hash, revoked_at__isnull=True).first()


def feed_duties(*, body: Body, on: date) -> QuerySet[Duty]:
    """Accepted duties of a body, own and through its groups: what its feed shows."""
    ids = with_groups([body.pk], on=on)
    dated = Duty.objects.filter(has_part(ids), state=DutyState.ACCEPTED)
    return dated.exclude(deadline_type__in=[DeadlineKind.NONE, DeadlineKind.CONTINUOUS]).order_by("id")
