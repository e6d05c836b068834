"""Lists of inspections and of findings, and how many of them wait for whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from binhyen.foundation.access.values import Scope
from binhyen.kit.listing import Filter, Listing, ListState
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.inspections.models import Finding, Inspection
from binhyen.operations.inspections.values import RUNNING, Kind, Remedy, Stage

from .visible import acting_bodies, visible_findings, visible_inspections

KIND, STAGE, STATE, BODY = "loai", "giai-doan", "xem", "donvi"
OVERDUE, TO_REMEDY, TO_VERIFY = "qua-han", "toi-khac-phuc", "toi-xac-nhan"


def inspection_listing() -> Listing:
    return Listing(
        sorts={"ngay": ("starts_on", "id"), "ten": ("search_key", "id")},
        default_sort="-ngay",
        filters=(
            Filter(KIND, gettext("Loại"), tuple((str(code), str(label)) for code, label in Kind.choices)),
            Filter(STAGE, gettext("Giai đoạn"), tuple((str(code), str(label)) for code, label in Stage.choices)),
        ),
    )


def inspections(*, scope: Scope, state: ListState, on: date) -> QuerySet[Inspection]:
    """Inspections the reader may see and the address asks for, each with its numbers of findings."""
    rows = visible_inspections(scope).select_related("inspector").prefetch_related("targets")
    if state.value(KIND):
        rows = rows.filter(kind=state.value(KIND))
    if state.value(STAGE):
        rows = rows.filter(stage=state.value(STAGE))
    for word in search_key(state.search).split():
        rows = rows.filter(search_key__contains=word)
    seen = Q(findings__in=visible_findings(scope))  # the numbers count what the reader may open
    late = seen & Q(findings__state__in=RUNNING, findings__due_on__lt=on)
    return rows.annotate(
        found=Count("findings", filter=seen & ~Q(findings__state=Remedy.WITHDRAWN), distinct=True),
        running=Count("findings", filter=seen & Q(findings__state__in=RUNNING), distinct=True),
        late=Count("findings", filter=late, distinct=True),
    ).order_by(*state.order())


def finding_listing() -> Listing:
    states = (
        (OVERDUE, gettext("Quá hạn khắc phục")),
        (TO_REMEDY, gettext("Cơ quan tôi phải khắc phục")),
        (TO_VERIFY, gettext("Cơ quan tôi phải xác nhận")),
        *((str(code), str(label)) for code, label in Remedy.choices),
    )
    return Listing(
        sorts={"han": ("due_on", "id"), "moi": ("-id",)},
        default_sort="han",
        filters=(Filter(STATE, gettext("Tình trạng"), states), Filter(BODY, gettext("Cơ quan"))),
    )


def findings(*, scope: Scope, state: ListState, on: date) -> QuerySet[Finding]:
    """Findings the reader may see and the address asks for."""
    rows = visible_findings(scope).select_related("inspection", "target", "responsible", "follower")
    rows = _in_state(rows, state.value(STATE), scope, on)
    for word in search_key(state.value(BODY)).split():
        rows = rows.filter(Q(target__search_key__contains=word) | Q(responsible__search_key__contains=word))
    for word in search_key(state.search).split():
        rows = rows.filter(search_key__contains=word)
    return rows.order_by(*state.order())


def hurting(*, scope: Scope, code: str, area: str = "") -> QuerySet[Finding]:
    """Findings not mended yet that hurt a figure, the soonest due first; ``area``: a commune's code, "" for all."""
    rows = visible_findings(scope).filter(state__in=RUNNING, indicator=code)
    rows = rows.filter(target__area_code=area) if area else rows
    return rows.select_related("target", "responsible").order_by("due_on", "id")


def _in_state(rows: QuerySet[Finding], asked: str, scope: Scope, on: date) -> QuerySet[Finding]:
    if asked == OVERDUE:
        return rows.filter(state__in=RUNNING, due_on__lt=on)
    if asked == TO_REMEDY:
        return rows.filter(state=Remedy.OPEN, responsible__in=acting_bodies(scope).values("pk"))
    if asked == TO_VERIFY:
        return rows.filter(state=Remedy.CLAIMED, follower__in=acting_bodies(scope).values("pk"))
    return rows.filter(state=asked) if asked else rows.exclude(state=Remedy.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many findings wait for the reader, and how many the reader sees that are late."""

    to_remedy: int
    to_verify: int
    late: int


def waiting(*, scope: Scope, on: date) -> Waiting:
    """One query."""
    late = Q(state__in=RUNNING, due_on__lt=on)
    found = visible_findings(scope).aggregate(
        to_remedy=Count("pk", filter=Q(state=Remedy.OPEN, responsible__key__in=scope.bodies)),
        to_verify=Count("pk", filter=Q(state=Remedy.CLAIMED, follower__key__in=scope.bodies)),
        late=Count("pk", filter=late),
    )
    return Waiting(**found)
