"""Stating, correcting, withdrawing: rows and facts together, nothing half done, nothing twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from binhyen.foundation.journal.models import Fact
from binhyen.operations.offences.actions import merging, offences, points, routes
from binhyen.operations.offences.actions.stating import RecordChanged
from binhyen.operations.offences.models import Offence, OffenceParty, Route, Seizure, UsePointFact
from binhyen.operations.offences.rules.problems import OffenceRefused
from binhyen.operations.offences.values import (
    Approver,
    Axis,
    OffenceDetails,
    PartyDetails,
    PointDetails,
    PointStatus,
    PointStep,
    Residence,
    RouteDetails,
    RouteKind,
    SeizureDetails,
    Unit,
)
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import AT, AWAY, HERE

pytestmark = pytest.mark.django_db
DETAILS = OffenceDetails(occurred_on=date(2026, 3, 2), commune_code=BAN_LAU, articles=("249",))
HEROIN = SeizureDetails(substance="28-2026-IA-14", amount=Decimal("1.25"), unit=Unit.GRAM)


def kinds():
    return list(Fact.objects.filter(kind__startswith="offences.").order_by("pk").values_list("kind", flat=True))


def test_an_offence_is_stated_once_however_often_the_form_is_sent(offence):
    key = uuid4()
    one, two = offence(HERE, key=key), offence(HERE, key=key)

    assert one == two
    assert (one.record_id, OffenceParty.objects.count(), kinds()) == (one.pk, 1, ["offences.OffenceRecorded"])


def test_what_is_refused_leaves_nothing(offence):
    wrong = replace(HEROIN, substance="sugar", amount=Decimal(-1))

    with pytest.raises(OffenceRefused) as refusal:
        offence(HERE, seizures=(wrong,))

    assert {one.field for one in refusal.value.problems} == {"amount", "substance"}
    assert (Offence.objects.count(), Fact.objects.filter(kind__startswith="offences.").count()) == (0, 0)


def test_without_the_journal_nothing_is_written(offence, monkeypatch):
    monkeypatch.setattr(offences, "record", lambda *a, **k: (_ for _ in ()).throw(RuntimeError("journal")))

    with pytest.raises(RuntimeError):
        offence(HERE)

    assert Offence.objects.count() == 0


def test_a_correction_is_the_next_version_and_names_why(offence, person):
    made = offence(HERE, seizures=(HEROIN,))
    new = replace(DETAILS, commune_code=NEXT_COMMUNE, occurred_on=date(2026, 3, 5))
    offences.correct_offence(record_id=made.pk, details=new, reason="nhầm xã", by=person("officer"), at=AT)

    first, second = Offence.objects.filter(record=made).order_by("pk")
    assert (first.known_to, first.closed_reason, second.reason, second.known_to) == (AT, "nhầm xã", "nhầm xã", None)
    party = OffenceParty.objects.get(known_to=None)
    assert (party.commune_code, party.occurred_on, party.residence) == (NEXT_COMMUNE, date(2026, 3, 5), "ELSEWHERE")
    assert Seizure.objects.get(known_to=None).commune_code == NEXT_COMMUNE


def test_a_correction_needs_a_reason_and_the_version_that_was_seen(offence, person):
    made = offence(HERE)
    new = replace(DETAILS, hamlet="Na Lốc")
    with pytest.raises(OffenceRefused, match="vì sao"):
        offences.correct_offence(record_id=made.pk, details=new, reason=" ", by=person("officer"), at=AT)
    offences.correct_offence(record_id=made.pk, details=new, reason="x", version=made.pk, by=person("officer"), at=AT)

    with pytest.raises(RecordChanged):
        offences.correct_offence(
            record_id=made.pk, details=DETAILS, reason="x", version=made.pk, by=person("officer"), at=AT
        )


def test_the_same_again_changes_nothing(offence, person):
    made = offence(HERE)
    offences.correct_offence(record_id=made.pk, details=DETAILS, reason="x", by=person("officer"), at=AT)

    assert Offence.objects.count() == 1


def test_a_person_is_linked_once_in_an_offence(offence, person, somebody):
    linked = PartyDetails(residence=Residence.HERE, residence_commune=BAN_LAU, person_id=somebody.pk)
    made = offence(linked)

    with pytest.raises(OffenceRefused, match="đã được tính"):
        offences.add_party(offence_id=made.pk, details=linked, by=person("officer"), at=AT)


def test_persons_and_seizures_are_corrected_and_withdrawn_one_by_one(offence, person):
    made = offence(HERE, AWAY, seizures=(HEROIN,))
    who = {"by": person("officer"), "at": AT, "reason": "giám định lại"}
    heavier = replace(HEROIN, amount=Decimal("2.5"))
    offences.correct_seizure(record_id=Seizure.objects.get().pk, details=heavier, **who)
    first, second = made.parties.order_by("pk")
    offences.correct_party(record_id=first.pk, details=replace(HERE, arrested=False), **who)
    offences.withdraw_party(record_id=second.pk, **who)

    assert Seizure.objects.get(known_to=None).amount == Decimal("2.5")
    assert [one.arrested for one in OffenceParty.objects.filter(known_to=None)] == [False]
    assert kinds()[1:] == ["offences.SeizureCorrected", "offences.PartyCorrected", "offences.PartyWithdrawn"]


def test_a_step_that_breaks_the_life_of_a_point_is_refused(person):
    step = PointStep(status=PointStatus.SUSPECTED, on=date(2026, 2, 1))
    who = {"by": person("officer"), "at": AT}
    made = points.record_point(details=PointDetails(commune_code=BAN_LAU), steps=[step], **who)
    gone = points.add_step(point_id=made.pk, step=PointStep(status=PointStatus.ELIMINATED, on=date(2026, 3, 1)), **who)

    with pytest.raises(OffenceRefused):
        points.withdraw_step(record_id=UsePointFact.objects.get(status="SUSPECTED").pk, reason="x", **who)
    early = PointStep(status=PointStatus.ELIMINATED, on=date(2026, 1, 1))
    with pytest.raises(OffenceRefused):
        points.correct_step(record_id=gone.pk, step=early, reason="x", **who)
    points.withdraw_step(record_id=gone.pk, reason="ghi nhầm điểm", **who)
    assert UsePointFact.objects.filter(known_to=None).count() == 1


def test_a_route_changes_its_communes_as_a_new_version(person):
    details = RouteDetails(
        name="A", kind=RouteKind.LOCAL, axis=Axis.ROAD, approver=Approver.PROVINCE_COMMITTEE, decision="1/QĐ-UBND",
        valid_from=date(2026, 1, 5), communes=(BAN_LAU,),
    )  # fmt: skip
    who = {"by": person("officer"), "at": AT}
    made = routes.record_route(details=details, **who)
    routes.correct_route(record_id=made.pk, details=replace(details, communes=(NEXT_COMMUNE,)), reason="sót xã", **who)

    old, new = Route.objects.order_by("pk")
    assert [one.stretches.get().commune_code for one in (old, new)] == [BAN_LAU, NEXT_COMMUNE]
    wrong = replace(details, approver=Approver.PUBLIC_SECURITY_MINISTRY)
    with pytest.raises(OffenceRefused):
        routes.record_route(details=wrong, **who)


def test_two_records_of_one_person_are_counted_once_and_taken_apart_again(offence, person, somebody):
    officer = person("officer")
    other = type(somebody).objects.get(pk=somebody.pk)
    other.pk = None
    other.save(force_insert=True)
    linked = PartyDetails(residence=Residence.HERE, residence_commune=BAN_LAU, person_id=somebody.pk)
    offence(linked, replace(linked, person_id=other.pk))
    alone = offence(replace(linked, person_id=other.pk), on=date(2026, 4, 4))

    held = merging.merge(kept=somebody.pk, gone=other.pk, by=officer, at=AT)
    now = OffenceParty.objects.filter(known_to=None)
    assert set(now.values_list("person", flat=True)) == {somebody.pk}
    assert now.count() == 2

    merging.unmerge(kept=somebody.pk, gone=other.pk, held=held, by=officer, at=AT)
    assert now.filter(person=other.pk).count() == 2
    assert now.get(offence=alone).person_id == other.pk
