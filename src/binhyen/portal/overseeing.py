"""What a leader asks of others: whose work is late, who has not reported, what waits; and whom to call about it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.accounts.models import Appointment
from binhyen.foundation.accounts.queries import in_force
from binhyen.monitoring.reporting.queries import cockpit, consolidation
from binhyen.operations.inspections.queries import lists as inspections
from binhyen.operations.work.queries.difficulties import unanswered
from binhyen.operations.work.queries.late import late_bodies
from binhyen.operations.work.rules import texts

from .values import InCharge, LateUnit, Oversight, Waits, Weekly

UNITS = 5
# whose telephone is rung first: who leads a body before who works in it
_FIRST = {Role.LEADER: 0, Role.COMMUNE_COMMITTEE: 1, Role.COMMUNE_POLICE: 1, Role.PROVINCE_COORDINATOR: 1}
_LAST = 2


def oversight(*, scope: Scope, on: date, at: datetime) -> Oversight:
    """Late work of bodies, the round of this week, difficulties and findings that wait. Eight queries at most."""
    late = late_bodies(scope=scope, at=at)
    heads = _in_charge([one.key for one in late[:UNITS]], on)
    address = f"{settings.PUBLIC_URL}{reverse('work:list')}"
    units = [
        LateUnit(
            one.name, one.late, one.oldest, f"{reverse('work:list')}?xem=qua-han&donvi={one.key}",
            texts.to_body(one, at=at, address=address), heads.get(one.key),
        )
        for one in late[:UNITS]
    ]  # fmt: skip
    return Oversight(
        units=units, late_units=len(late), late_work=sum(one.late for one in late), weekly=_weekly(scope, at),
        waits=_waits(scope, on, at), silent=sum(one.silent for one in late),
    )  # fmt: skip


def _in_charge(keys: Collection[str], on: date) -> dict[str, InCharge]:
    """Of each body one person to ask, with a telephone where there is one. One query."""
    if not keys:
        return {}
    offices = Appointment.objects.filter(in_force(on), body_key__in=keys, user__is_active=True).select_related("user")
    found: dict[str, list[Appointment]] = defaultdict(list)
    for office in offices:
        found[office.body_key].append(office)
    return {key: _first(held) for key, held in found.items()}


def _first(held: Sequence[Appointment]) -> InCharge:
    chosen = min(held, key=lambda one: (not one.user.phone, _FIRST.get(Role(one.role), _LAST), one.pk))
    return InCharge(str(chosen.user), chosen.user.position, chosen.user.phone)


def _weekly(scope: Scope, at: datetime) -> Weekly | None:
    held = cockpit.weekly(at=at)
    if held is None:
        return None
    board = cockpit.board(held=held, scope=scope, at=at)
    if not board.owed:
        return None
    made = consolidation.made(held=held)[:1]
    note = reverse("reporting:consolidated", args=[made[0].code]) if made else ""
    return Weekly(held.due_at, board.sent, board.owed, board.late, reverse("reporting:monday"), note)


def _waits(scope: Scope, on: date, at: datetime) -> list[Waits]:
    """What nobody has answered or mended in time, where there is any."""
    asked = unanswered(scope=scope, at=at)
    found = inspections.waiting(scope=scope, on=on)
    rows = (
        Waits("difficulties", asked.open, asked.late, f"{reverse('work:difficulties')}?xem=cho-tra-loi"),
        Waits("findings", found.late, found.late, f"{reverse('inspections:findings')}?xem=qua-han"),
    )
    return [one for one in rows if one.count]
