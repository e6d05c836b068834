"""Lists of work: found in an index by who does it and what is asked of it, printed from few columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.foundation.access.values import Scope
from binhyen.kit.listing import Filter, Listing, ListState
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.work.models import Task, TaskPeriod, TaskShare, TaskStep
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.values import OVER, TO_DO, Cadence, Part, Shape, Work
from binhyen.registers.organisations.models import Body
from binhyen.registers.organisations.queries import complete

from .visible import own_bodies

SEE, PART, BODY, DIRECTIVE, GROUP, PERIOD = "xem", "phan", "donvi", "vanban", "nhom", "ky"
OVERDUE, SOON, UNOPENED, SILENT = "qua-han", "sap-han", "chua-mo", "lau-chua-co"
SOON_DAYS = 7
SEEN = (
    (OVERDUE, _("Quá hạn")),
    (SOON, _("Đến hạn trong 7 ngày")),
    (SILENT, _("Thường xuyên, lâu chưa có minh chứng")),
    (UNOPENED, _("Chưa mở")),
    ("dang-lam", _("Đang làm")),
    ("bi-tra", _("Bị trả lại")),
    ("cho-xac-nhan", _("Chờ xác nhận")),
    ("da-xong", _("Đã xác nhận")),
    ("dung", _("Đã dừng")),
)
_STATES = {
    UNOPENED: (Work.GIVEN,), "dang-lam": (Work.OPENED, Work.DOING), "bi-tra": (Work.REJECTED,),
    "cho-xac-nhan": (Work.CLAIMED,), "da-xong": (Work.VERIFIED,), "dung": (Work.STOPPED,),
}  # fmt: skip
_OF_PERIODS = frozenset({"bi-tra", "cho-xac-nhan", "da-xong"})  # recurring work is it in one period and not in another
LEADS, HELPS, FOLLOWS, GIVES, NAMED = "", "phoi-hop", "theo-doi", "giao-di", "ghi-ten"
PARTS = (
    (NAMED, _("Ghi tên tôi")), (HELPS, _("Phối hợp")), (FOLLOWS, _("Theo dõi")), (GIVES, _("Cơ quan giao đi")),
)  # fmt: skip
_SHARES = {HELPS: Part.CO_LEAD, FOLLOWS: Part.FOLLOWER}
Ids = QuerySet[Task, int]
LEFT_OUT = 500  # rows a page may leave out before its ids are looked up first
FIELDS = ("id", "title", "lead__name", "state", "due_at", "original_due_at", "cadence")


def listing() -> Listing:
    """What lists of work can do, in the reader's language."""
    seen = tuple((code, str(label)) for code, label in SEEN)
    parts = tuple((code, str(label)) for code, label in PARTS)
    return Listing(
        sorts={"han": ("due_at", "id"), "moi": ("-id",)},
        default_sort="han",
        filters=(
            Filter(SEE, gettext("Tình trạng"), seen),
            Filter(PART, gettext("Phần việc"), parts),
            Filter(BODY, gettext("Cơ quan")),
            Filter(DIRECTIVE, gettext("Văn bản"), hidden=True),
            Filter(GROUP, gettext("Việc giao cho nhóm"), hidden=True),
            Filter(PERIOD, gettext("Kỳ có ngày"), hidden=True),
        ),
    )


def body_asked(text: str, *, at: datetime) -> int | None:
    """The id of the body a typed word means: by its key, else the best match of its name."""
    if not text:
        return None
    known = _with_key(text)
    if known is not None:
        return known
    found = complete(text=text, on=timezone.localdate(at), limit=1)
    return _with_key(found[0].key) if found else None


def _with_key(key: str) -> int | None:
    return next(iter(Body.objects.filter(key=key).values_list("pk", flat=True)), None)


def day_asked(text: str) -> date | None:
    """The day "20/11/2026" of an address; None for anything else."""
    parts = text.split("/")
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0])) if len(parts) == len("dmy") else None
    except ValueError:
        return None


def found(*, scope: Scope, state: ListState, at: datetime) -> QuerySet[Task]:
    """Tasks of bodies, without heads, that the reader may see and the address asks for.

    Recurring work waits, was sent back or is confirmed where one of its periods is; where the address names a day, only
    the period it lies in counts.
    One who reads for some bodies gets what they lead, or with ``phan`` their other parts; the province gets all.
    """
    rows = _seen(_of_bodies(scope, state, at), state, at)
    rows = rows if state.value(PART) in {*_SHARES, NAMED} else rows.exclude(shape=Shape.HEAD)
    for name, column in ((DIRECTIVE, "directive_id"), (GROUP, "parent_id")):
        value = state.value(name)
        if value:
            rows = rows.filter(**{column: int(value)}) if _number(value) else rows.none()
    for word in search_key(state.search).split():
        rows = rows.filter(search_key__contains=word)
    return rows.order_by(*state.order())


def _of_bodies(scope: Scope, state: ListState, at: datetime) -> QuerySet[Task]:
    asked = body_asked(state.value(BODY), at=at)
    if state.value(PART) == NAMED:
        rows = named(scope=scope, whole=bool(state.value(SEE)))
        if state.value(BODY):
            return rows.filter(lead=asked) if asked else rows.none()
        return rows
    if may(scope, Permission.READ_ALL):
        if state.value(BODY):
            return _parts([asked] if asked else [], state, at)
        return _parts(list(own_bodies(scope)), state, at) if state.value(PART) else Task.objects.all()
    own = list(own_bodies(scope)) if may(scope, Permission.READ_OWN) else []
    if state.value(BODY):
        mine = Task.objects.filter(Q(issuer__in=own) | Q(verifier__in=own) | Q(lead__in=own))
        return mine.filter(lead=asked) if asked else Task.objects.none()
    return _parts(own, state, at)


def named(*, scope: Scope, whole: bool = False) -> QuerySet[Task]:
    """Tasks of the reader's bodies that name the reader, or a step of which does: still to do, or ``whole``."""
    shares = TaskShare.objects.filter(body__key__in=scope.bodies)
    steps = TaskStep.objects.filter(person=scope.user_id, removed_at__isnull=True)
    if not whole:
        shares = shares.filter(state__in=TO_DO).exclude(task__state__in=OVER)
        steps = steps.filter(done_at__isnull=True)
    mine = shares.filter(Q(person=scope.user_id) | Q(pk__in=steps.values("share_id")))
    return Task.objects.filter(pk__in=mine.values("task_id"))


def _parts(bodies: list[int], state: ListState, at: datetime) -> QuerySet[Task]:
    """Tasks the bodies lead; help with or follow, by the state and the day of their own part; or gave."""
    part, states = state.value(PART), _states(state.value(SEE))
    if not bodies:
        return Task.objects.none()
    if part == GIVES:
        return Task.objects.filter(issuer__in=bodies)
    if part in _SHARES:
        shares = TaskShare.objects.filter(body__in=bodies, part=_SHARES[part])
        shares = shares.filter(state__in=states) if states else shares
        shares = _due(shares.annotate(due=Coalesce("period__due_at", "task__due_at")), state.value(SEE), at, "due")
        return Task.objects.filter(pk__in=shares.values("task_id"))
    return Task.objects.filter(lead__in=bodies)


def _states(asked: str) -> tuple[Work, ...]:
    return TO_DO if asked in {OVERDUE, SOON, SILENT} else _STATES.get(asked, ())


def _seen(rows: QuerySet[Task], state: ListState, at: datetime) -> QuerySet[Task]:
    asked = state.value(SEE)
    states, day = _states(asked), day_asked(state.value(PERIOD))
    if asked == SILENT:
        rows = rows.filter(cadence=Cadence.BEAT)
    if state.value(PART) in _SHARES:
        return rows
    if day:
        periods = _due(_of_day(day), asked, at, "due_at").filter(task=OuterRef("pk"))
        return rows.filter(Exists(periods.filter(state__in=states) if states else periods))
    if asked in _OF_PERIODS:
        return rows.filter(_standing(states))
    return _due(rows.filter(state__in=states) if states else rows, asked, at, "due_at")


def _standing(states: Sequence[Work]) -> Q:
    """Tasks in these states, and recurring and continuous work with a period in them.

    What is verified is most of all there ever was: it is looked up task by task, along the order of the list. The few
    that wait for somebody are found first.
    """
    periods = TaskPeriod.objects.filter(state__in=states)
    if Work.VERIFIED in states:
        return Q(state__in=states) | (~Q(cadence=Cadence.ONCE) & Q(Exists(periods.filter(task=OuterRef("pk")))))
    waiting = Task.objects.filter(state__in=states).values_list("pk")
    return Q(pk__in=waiting.union(periods.values_list("task_id"), all=True))


def _of_day(day: date) -> QuerySet[TaskPeriod]:
    return TaskPeriod.objects.filter(starts_on__lte=day, ends_on__gte=day)


def _due[Rows: QuerySet[Any]](rows: Rows, asked: str, at: datetime, name: str) -> Rows:
    """Those whose day is over, or near, where that is asked; ``name`` is their field of the day."""
    if asked == SOON:
        return rows.filter(**{f"{name}__gte": at, f"{name}__lt": at + timedelta(days=SOON_DAYS)})
    return rows.filter(**{f"{name}__lt": at}) if asked in {OVERDUE, SILENT} else rows


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < len("9223372036854775807")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list."""

    id: int
    title: str
    lead: str
    state: str
    due_at: datetime | None
    first_due_at: datetime | None  # before any extension
    cadence: str
    late: bool
    own: str = ""  # the state of the reader's own part, where it does not lead
    turn: str = ""  # days of the period asked for: state and day are its own then
    periods: str = ""  # of recurring work: how many periods are confirmed, wait, were sent back

    @property
    def state_label(self) -> str:
        if self.turn and self.state == Work.GIVEN:
            return gettext("Chưa báo xong")
        return str(Work(self.state).label)

    @property
    def own_label(self) -> str:
        return str(Work(self.own).label) if self.own else ""

    @property
    def amber(self) -> bool:
        """Continuous work that has shown nothing for too long."""
        return self.late and self.cadence == Cadence.BEAT


def lines(*, page: Ids, state: ListState, scope: Scope, at: datetime) -> list[Line]:
    """Rows of one page of ids, in the order of the list. One query, two for parts that do not lead and for filters
    that look at periods.

    Of a late page the ids are found in an index within the same query, so that what it leaves out costs no joins.
    """
    if page.query.low_mark > LEFT_OUT:
        rows = list(Task.objects.filter(pk__in=page).order_by(*state.order()).values_list(*FIELDS))
    else:
        rows = list(page.values_list(*FIELDS))
    if state.value(PART) in _SHARES:
        shares = TaskShare.objects.filter(task__in=[row[0] for row in rows], body__in=list(own_bodies(scope)))
        own = {pk: (part, due) for pk, part, due in shares.values_list("task_id", "state", "period__due_at")}
        return [_line(row, at, *own.get(row[0], ())) for row in rows]
    recurring, day = [row[0] for row in rows if row[-1] != Cadence.ONCE], day_asked(state.value(PERIOD))
    if day and recurring:
        return _of_period(rows, _of_day(day).filter(task__in=recurring), at)
    told = _told(recurring, at) if recurring and state.value(SEE) in _OF_PERIODS else {}
    return [_line(row, at, periods=told.get(row[0], "")) for row in rows]


def _line(
    row: tuple[Any, ...], at: datetime, own: str = "", own_due: datetime | None = None, *, periods: str = ""
) -> Line:
    pk, title, lead, state, due, first, cadence = row
    due = own_due or due
    late = bool(due and due < at and (own or state) in TO_DO)
    return Line(pk, title, lead or "", state, due, first, cadence, late, own, periods=periods)


def _of_period(rows: Sequence[tuple[Any, ...]], periods: QuerySet[TaskPeriod], at: datetime) -> list[Line]:
    """Each task as it stands in its period."""
    of = {one.task_id: one for one in periods}
    found = []
    for row in rows:
        pk, title, lead, _state, _due, _first, cadence = row
        one = of.get(pk)
        if one is None:
            found.append(_line(row, at))
            continue
        late = one.due_at < at and one.state in TO_DO
        days = f"{one.starts_on:%d/%m/%Y} – {one.ends_on:%d/%m/%Y}"
        found.append(Line(pk, title, lead or "", one.state, one.due_at, one.original_due_at, cadence, late, turn=days))
    return found


def _told(tasks: Sequence[int], at: datetime) -> Mapping[int, str]:
    """What became of the periods of recurring work that have begun, in words. One query."""
    begun = TaskPeriod.objects.filter(task__in=tasks, starts_on__lte=timezone.localdate(at))
    counted = (
        begun.values("task_id")
        .order_by()
        .annotate(
            n=Count("pk"),
            verified=Count("pk", filter=Q(state=Work.VERIFIED)),
            claimed=Count("pk", filter=Q(state=Work.CLAIMED)),
            rejected=Count("pk", filter=Q(state=Work.REJECTED)),
        )
    )
    return {row["task_id"]: _words(row) for row in counted}


def _words(row: Mapping[str, Any]) -> str:
    said = [gettext("%(done)d/%(n)d kỳ đã xác nhận") % {"done": row["verified"], "n": row["n"]}]
    said += [gettext("%(n)d kỳ chờ xác nhận") % {"n": row["claimed"]}] if row["claimed"] else []
    said += [gettext("%(n)d kỳ bị trả lại") % {"n": row["rejected"]}] if row["rejected"] else []
    return ", ".join(said)
