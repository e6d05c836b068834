"""Lists of work: found in an index by who does it and what is asked of it, printed from few columns."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.foundation.access.values import Scope
from binhyen.kit.listing import Filter, Listing, ListState
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.work.models import Task, TaskShare
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.values import TO_DO, Cadence, Part, Shape, Work
from binhyen.registers.organisations.models import Body
from binhyen.registers.organisations.queries import complete

from .visible import own_bodies, reads_for

SEE, PART, BODY, DIRECTIVE, GROUP = "xem", "phan", "donvi", "vanban", "nhom"
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
LEADS, HELPS, FOLLOWS, GIVES = "", "phoi-hop", "theo-doi", "giao-di"
PARTS = ((HELPS, _("Phối hợp")), (FOLLOWS, _("Theo dõi")), (GIVES, _("Cơ quan giao đi")))
_SHARES = {HELPS: Part.CO_LEAD, FOLLOWS: Part.FOLLOWER}
Ids = QuerySet[Task, int]
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
        ),
    )


def body_asked(text: str, *, at: datetime) -> Body | None:
    """The body a typed word means: its key, else the best match of its name."""
    if not text:
        return None
    known = Body.objects.filter(key=text).first()
    if known:
        return known
    found = complete(text=text, on=timezone.localdate(at), limit=1)
    return Body.objects.filter(key=found[0].key).first() if found else None


def found(*, scope: Scope, state: ListState, at: datetime) -> QuerySet[Task]:
    """Tasks of bodies, without heads, that the reader may see and the address asks for.

    One who reads for some bodies gets what they lead, or with ``phan`` their other parts; the province gets all.
    """
    rows = _seen(_of_bodies(scope, state, at), state, at)
    rows = rows if state.value(PART) in _SHARES else rows.exclude(shape=Shape.HEAD)
    for name, column in ((DIRECTIVE, "directive_id"), (GROUP, "parent_id")):
        value = state.value(name)
        if value:
            rows = rows.filter(**{column: int(value)}) if _number(value) else rows.none()
    for word in search_key(state.search).split():
        rows = rows.filter(search_key__contains=word)
    return rows.order_by(*state.order())


def _of_bodies(scope: Scope, state: ListState, at: datetime) -> QuerySet[Task]:
    asked = body_asked(state.value(BODY), at=at)
    if may(scope, Permission.READ_ALL):
        if state.value(BODY):
            return _parts([asked.pk] if asked else [], state)
        return _parts(list(own_bodies(scope)), state) if state.value(PART) else Task.objects.all()
    own = list(own_bodies(scope)) if may(scope, Permission.READ_OWN) else []
    if state.value(BODY):
        mine = Task.objects.filter(Q(issuer__in=own) | Q(verifier__in=own) | Q(lead__in=own))
        return mine.filter(lead=asked) if asked else Task.objects.none()
    return _parts(own, state)


def _parts(bodies: list[int], state: ListState) -> QuerySet[Task]:
    """Tasks the bodies lead; help with or follow, by the state of their own part; or gave."""
    part, states = state.value(PART), _states(state.value(SEE))
    if not bodies:
        return Task.objects.none()
    if part == GIVES:
        return Task.objects.filter(issuer__in=bodies)
    if part in _SHARES:
        shares = TaskShare.objects.filter(body__in=bodies, part=_SHARES[part])
        shares = shares.filter(state__in=states) if states else shares
        return Task.objects.filter(pk__in=shares.values("task_id"))
    return Task.objects.filter(lead__in=bodies)


def _states(asked: str) -> tuple[Work, ...]:
    return TO_DO if asked in {OVERDUE, SOON, SILENT} else _STATES.get(asked, ())


def _seen(rows: QuerySet[Task], state: ListState, at: datetime) -> QuerySet[Task]:
    asked = state.value(SEE)
    states = _states(asked)
    if states and state.value(PART) not in _SHARES:
        rows = rows.filter(state__in=states)
    if asked == SOON:
        return rows.filter(due_at__gte=at, due_at__lt=at + timedelta(days=SOON_DAYS))
    if asked == SILENT:
        rows = rows.filter(cadence=Cadence.BEAT)
    return rows.filter(due_at__lt=at) if asked in {OVERDUE, SILENT} else rows


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

    @property
    def state_label(self) -> str:
        return str(Work(self.state).label)

    @property
    def own_label(self) -> str:
        return str(Work(self.own).label) if self.own else ""

    @property
    def amber(self) -> bool:
        """Continuous work that has shown nothing for too long."""
        return self.late and self.cadence == Cadence.BEAT


def lines(*, page: Ids, state: ListState, scope: Scope, at: datetime) -> list[Line]:
    """Rows of one page of ids, in the order of the list. One query, two for parts that do not lead.

    The ids are found in an index within the same query, so that a late page costs no joins for what it leaves out.
    """
    rows = list(Task.objects.filter(pk__in=page).order_by(*state.order()).values_list(*FIELDS))
    own: dict[int, str] = {}
    if state.value(PART) in _SHARES:
        shares = TaskShare.objects.filter(task__in=[row[0] for row in rows], body__in=list(own_bodies(scope)))
        own = dict(shares.values_list("task_id", "state"))
    return [_line(row, own, at) for row in rows]


def _line(row: tuple[Any, ...], own: dict[int, str], at: datetime) -> Line:
    pk, title, lead, state, due, first, cadence = row
    part = own.get(pk, "")
    late = bool(due and due < at and (part or state) in TO_DO)
    return Line(pk, title, lead or "", state, due, first, cadence, late, part)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the reader's bodies lead and have still to do."""

    overdue: int = 0
    soon: int = 0
    unopened: int = 0
    sent_back: int = 0


def counts(*, scope: Scope, at: datetime) -> Counts:
    """One query, none for somebody without a body."""
    own = reads_for(scope)
    if own is None:
        return Counts()
    bodies = Body.objects.filter(own).values("pk")
    rows = Task.objects.filter(lead__in=bodies, state__in=TO_DO).exclude(shape=Shape.HEAD)
    near = Q(due_at__gte=at, due_at__lt=at + timedelta(days=SOON_DAYS))
    found = rows.aggregate(
        overdue=Count("pk", filter=Q(due_at__lt=at)),
        soon=Count("pk", filter=near),
        unopened=Count("pk", filter=Q(state=Work.GIVEN)),
        sent_back=Count("pk", filter=Q(state=Work.REJECTED)),
    )
    return Counts(**found)
