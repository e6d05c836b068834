"""Lists of proposals, and what waits for whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from binhyen.foundation.access.values import Scope
from binhyen.kit.listing import Filter, Listing, ListState
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.merit.models import Proposal
from binhyen.monitoring.merit.permissions import Permission, may
from binhyen.monitoring.merit.rules import periods
from binhyen.monitoring.merit.values import Kind, State

from .visible import visible

PERIOD, KIND, STATE = "ky", "loai", "xem"
TO_DECIDE = "cho-quyet-dinh"
SHOWN = 12  # periods offered in the filter


def listing(*, scope: Scope) -> Listing:
    codes = visible(scope).order_by("-first", "-last").values_list("period", flat=True).distinct()[: SHOWN * 4]
    known = [one for code in dict.fromkeys(codes) if (one := periods.of_code(code))][:SHOWN]
    states = ((TO_DECIDE, gettext("Chờ quyết định")), *((str(code), str(label)) for code, label in State.choices))
    return Listing(
        sorts={
            "co-quan": ("body__sort_key", "-first", "id"),
            "moi": ("-id",),
            "ky": ("-first", "body__sort_key", "id"),
        },
        default_sort="moi",
        filters=(
            Filter(PERIOD, gettext("Kỳ"), tuple((one.code, one.label) for one in known)),
            Filter(KIND, gettext("Loại"), tuple((str(code), str(label)) for code, label in Kind.choices)),
            Filter(STATE, gettext("Tình trạng"), states),
        ),
    )


def proposals(*, scope: Scope, state: ListState, on: date) -> QuerySet[Proposal]:
    """Proposals the reader may see and the address asks for; never in an order of merit."""
    rows = visible(scope)
    if state.value(PERIOD):
        rows = rows.filter(period=state.value(PERIOD))
    if state.value(KIND):
        rows = rows.filter(kind=state.value(KIND))
    if state.value(STATE) == TO_DECIDE:
        rows = rows.filter(ripe(on))
    elif state.value(STATE):
        rows = rows.filter(state=state.value(STATE))
    for word in search_key(state.search).split():
        rows = rows.filter(body__search_key__contains=word)
    return rows.order_by(*state.order())


def ripe(on: date) -> Q:
    """What may be decided: the body has spoken, or its time for it is over."""
    return Q(state=State.ANSWERED) | Q(state=State.SENT, word_due_on__lt=on)


def own(*, scope: Scope) -> QuerySet[Proposal]:
    """Those about the bodies the reader acts for, newest first."""
    return visible(scope).filter(body__key__in=scope.bodies).order_by("-first", "-pk")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for this reader."""

    word: int  # the own body's word
    appeal: int  # decisions against the own body that may still be appealed
    decide: int
    answer: int  # appeals to the own body
    send: int  # drawn up or returned, not sent yet

    @property
    def any(self) -> bool:
        return any((self.word, self.appeal, self.decide, self.answer, self.send))


NOTHING = Waiting(0, 0, 0, 0, 0)


def waiting(*, scope: Scope, on: date) -> Waiting:
    """One query; none for whom no proposal can concern."""
    if not may(scope, Permission.READ_OWN):
        return NOTHING
    mine, others = Q(body__key__in=scope.bodies), ~Q(body__key__in=scope.bodies)
    me = scope.user_id
    decides = others & ripe(on) & ~Q(proposed_by=me) if may(scope, Permission.DECIDE) else Q(pk__in=())
    sends = others & Q(state=State.PROPOSED) if may(scope, Permission.PREPARE) else Q(pk__in=())
    answers = others & Q(state=State.APPEALED, appeal_to__key__in=scope.bodies)
    found = (
        visible(scope)
        .order_by()
        .aggregate(
            word=Count("pk", filter=mine & Q(state=State.SENT)),
            appeal=Count("pk", filter=mine & Q(state=State.DECIDED, appeal_due_on__gte=on)),
            decide=Count("pk", filter=decides),
            answer=Count("pk", filter=answers & ~Q(decided_by=me) & ~Q(proposed_by=me)),
            send=Count("pk", filter=sends),
        )
    )
    return Waiting(**found)


def counts(*, scope: Scope, state: ListState, on: date) -> dict[str, int]:
    """How many of a period are of each kind and where they stand: counts of proposals, not of merit. One query."""
    rows = visible(scope).exclude(state=State.WITHDRAWN)
    if state.value(PERIOD):
        rows = rows.filter(period=state.value(PERIOD))
    told = Q(state__in=(State.SENT, State.ANSWERED), kind=state.value(KIND)) & ~Q(body__key__in=scope.bodies)
    return rows.order_by().aggregate(
        told=Count("pk", filter=told),  # of the kind asked for: what a letter of the period would tell of
        commend=Count("pk", filter=Q(kind=Kind.COMMEND)),
        account=Count("pk", filter=Q(kind=Kind.ACCOUNT)),
        ripe=Count("pk", filter=ripe(on)),
        appealed=Count("pk", filter=Q(state=State.APPEALED)),
    )
