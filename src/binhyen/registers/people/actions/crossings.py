"""Looking across an area or a compartment: asked with a ground, told at once, ended by itself.

What a crossing opens stands in ``people_reach`` until its end, where the database's policies read it: nothing needs to
run for it to be over.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.rls import whole_case_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.foundation.notifications.actions import notify
from binhyen.registers.people import events
from binhyen.registers.people.models import Crossing, Person, Reach
from binhyen.registers.people.queries.crossings import found, heads, is_open, open_now
from binhyen.registers.people.queries.visible import people
from binhyen.registers.people.rules.crossings import (
    SHORTEST_REASON,
    CrossingGround,
    crossing_grounds,
    opened_by,
)
from binhyen.registers.people.rules.problems import PersonRefused
from binhyen.registers.people.values import CrossingKind, SoughtPerson

PAGE = "people:crossings"


class CrossingRefused(PersonRefused):
    """Nothing was opened."""


class SeenAlready(CrossingRefused):
    """The reader's own office opens the person, or the crossing is open. ``person_id`` may be shown."""

    def __init__(self, message: str, person_id: int) -> None:
        super().__init__(message)
        self.person_id = person_id


@dataclass(frozen=True, slots=True)
class _Meant:
    """What is opened and why, found good."""

    kind: str
    compartment: str
    ground: CrossingGround
    reason: str


@transaction.atomic
def open_area(
    *, asked: SoughtPerson, ground: str, reason: str, scope: Scope, by: User, at: datetime
) -> Crossing | None:
    """Open a person of another area; None where nobody fits, which is a fact as well.

    Raises CrossingRefused without a ground or reason, or where several fit; SeenAlready.
    """
    meant = _meant(CrossingKind.AREA, "", ground, reason, scope, at)
    with whole_case_in_database():
        ids = found(asked=asked)
    if not ids:
        fact = events.CrossingSought(subject_id=str(by.pk), area=asked.commune_code, ground=ground)
        record(fact, by=by, at=at, reason=reason)
        return None
    if len(ids) > 1:
        raise CrossingRefused("Có hơn một người cùng họ tên, năm sinh ở xã đó. Hãy hỏi bằng số giấy tờ.")
    if people(scope).filter(pk=ids[0]).exists():
        raise SeenAlready("Người này thuộc phạm vi anh/chị đang xem được, không cần xin mở.", ids[0])
    return _open(ids[0], meant, scope, by, at)


@transaction.atomic
def open_compartment(
    *, person_id: int, compartment: str, ground: str, reason: str, scope: Scope, by: User, at: datetime
) -> Crossing:
    """Open another compartment of a person the reader sees.

    Raises Person.DoesNotExist, CrossingRefused without a ground or reason, SeenAlready where the office opens it.
    """
    person = people(scope).get(pk=person_id)
    meant = _meant(CrossingKind.COMPARTMENT, compartment, ground, reason, scope, at)
    if compartment in scope.opens_for(person.commune_code, person.to_commune_code):
        raise SeenAlready("Vai trò của anh/chị đã xem được ngăn này.", person_id)
    return _open(person_id, meant, scope, by, at)


def _meant(kind: str, compartment: str, code: str, reason: str, scope: Scope, at: datetime) -> _Meant:
    on = timezone.localdate(at)
    offered = crossing_grounds(kind=kind, roles=scope.roles, on=on, compartment=compartment)
    ground = next((one for one in offered if one.code == code), None)
    if ground is None:
        raise CrossingRefused("Căn cứ này không dùng được cho vai trò của anh/chị hoặc cho phần muốn xem.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise CrossingRefused("Hãy ghi rõ lý do, ví dụ việc đang làm và số văn bản.")
    return _Meant(kind, compartment, ground, reason.strip())


def _open(person_id: int, meant: _Meant, scope: Scope, by: User, at: datetime) -> Crossing:
    running = open_now(person_id=person_id, user_id=by.pk, kind=meant.kind, compartment=meant.compartment, at=at)
    if running:
        until = f"{timezone.localtime(running.ends_at):%H:%M %d/%m/%Y}"
        raise SeenAlready(f"Anh/chị đang mở xem người này, đến {until}.", person_id)
    with whole_case_in_database(person_id):
        person = Person.objects.get(pk=person_id)
        crossing = Crossing.objects.create(
            person=person,
            user=by,
            kind=meant.kind,
            compartment=meant.compartment,
            ground=meant.ground.code,
            reason=meant.reason,
            opened_at=at,
            ends_at=meant.ground.ends_at(at),
        )
        _give(crossing, meant, scope)
        _tell(crossing, person, meant, scope)
    return crossing


def _give(crossing: Crossing, meant: _Meant, scope: Scope) -> None:
    """What the policies read: this account, this person, these compartments, until then."""
    own = scope.compartments
    for name in opened_by(kind=meant.kind, ground=meant.ground, compartment=meant.compartment, own=own):
        Reach.objects.update_or_create(
            person=crossing.person,
            reader=f"u:{crossing.user_id}",
            compartment=name,
            defaults={"ground": meant.ground.code, "ends_at": crossing.ends_at, "crossing": crossing},
        )


def _tell(crossing: Crossing, person: Person, meant: _Meant, scope: Scope) -> None:
    """The fact, and a message to the heads of both units at once. No name of the person: it also goes by mail."""
    by, at, until = crossing.user, crossing.opened_at, timezone.localtime(crossing.ends_at)
    fact = events.CrossingOpened(
        subject_id=str(person.pk),
        area=person.commune_code,
        crossing_id=crossing.pk,
        crossing_kind=meant.kind,
        compartment=meant.compartment,
        ground=meant.ground.code,
        until=crossing.ends_at.isoformat(),
    )
    record(fact, by=by, at=at, reason=meant.reason)
    communes = (person.commune_code, person.to_commune_code)
    told = heads(communes=communes, bodies=scope.bodies, on=timezone.localdate(at)).exclude(pk=by.pk)
    text = f"{by} mở xem hồ sơ số {person.pk}, đến {until:%H:%M %d/%m/%Y}. Căn cứ: {meant.ground.label}."
    notify(
        users=told,
        kind="people.crossing",
        text=text,
        at=at,
        url=reverse(PAGE),
        subject_type=events.PERSON,
        subject_id=str(person.pk),
    )


@transaction.atomic
def close_crossing(*, crossing_id: int, by: User, at: datetime) -> Crossing:
    """End one's own crossing before its time. Over already: nothing happens. Raises Crossing.DoesNotExist."""
    crossing = Crossing.objects.select_for_update().get(pk=crossing_id, user=by)
    if is_open(crossing, at=at):
        _end(crossing, by, at)
        record(events.CrossingClosed(subject_id=str(crossing.person_id), crossing_id=crossing.pk), by=by, at=at)
    return crossing


@transaction.atomic
def object_to_crossing(*, crossing_id: int, objection: str, scope: Scope, by: User, at: datetime) -> Crossing:
    """The person's unit says that this was not right: the crossing ends, its owner is asked to explain.

    Raises Crossing.DoesNotExist for one of somebody else's person or one's own, CrossingRefused without words.
    """
    rows = Crossing.objects.select_for_update(of=("self",)).filter(person__in=people(scope)).exclude(user=by)
    crossing = rows.get(pk=crossing_id)
    if not objection.strip():
        raise CrossingRefused("Hãy ghi vì sao lượt mở xem này không đúng.")
    if crossing.objected_at:
        raise CrossingRefused("Đã có người trong đơn vị yêu cầu giải trình lượt này.")
    if is_open(crossing, at=at):
        _end(crossing, by, at)
    crossing.objected_at, crossing.objected_by, crossing.objection = at, by, objection.strip()
    crossing.save(update_fields=["objected_at", "objected_by", "objection"])
    fact = events.CrossingObjected(subject_id=str(crossing.person_id), crossing_id=crossing.pk)
    record(fact, by=by, at=at, reason=crossing.objection)
    text = f"{by} không đồng ý lượt mở xem hồ sơ số {crossing.person_id} của anh/chị và yêu cầu giải trình."
    notify(users=[crossing.user], kind="people.objection", text=text, at=at, url=reverse(PAGE))
    return crossing


@transaction.atomic
def explain_crossing(*, crossing_id: int, explanation: str, by: User, at: datetime) -> Crossing:
    """The owner's answer to the objection; told to who objected. Raises Crossing.DoesNotExist, CrossingRefused."""
    crossing = Crossing.objects.select_for_update().get(pk=crossing_id, user=by, objected_at__isnull=False)
    if not explanation.strip():
        raise CrossingRefused("Hãy ghi lời giải trình.")
    crossing.explanation = explanation.strip()
    crossing.save(update_fields=["explanation"])
    fact = events.CrossingExplained(subject_id=str(crossing.person_id), crossing_id=crossing.pk)
    record(fact, by=by, at=at, reason=crossing.explanation)
    told = [crossing.objected_by] if crossing.objected_by else []
    notify(users=told, kind="people.objection", text=f"{by} đã giải trình lượt mở xem hồ sơ.", at=at, url=reverse(PAGE))
    return crossing


def _end(crossing: Crossing, by: User, at: datetime) -> None:
    """What it opened is closed by the same statement as the crossing."""
    crossing.closed_at, crossing.closed_by = at, by
    crossing.save(update_fields=["closed_at", "closed_by"])
    with whole_case_in_database(crossing.person_id):
        Reach.objects.filter(crossing=crossing, ends_at__gt=at).update(ends_at=at)
