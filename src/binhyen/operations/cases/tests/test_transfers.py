"""A person moves: two communes, one owner at a time, silence goes up the line, nobody on no list or on two."""

from datetime import UTC, datetime, timedelta

import pytest

from binhyen.foundation.journal.models import Fact as JournalFact
from binhyen.foundation.notifications.models import Notification
from binhyen.operations.cases.actions import transfers
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.actions.facts import record_fact, refold, withdraw_fact
from binhyen.operations.cases.models import Case, CaseFact, Transfer
from binhyen.operations.cases.queries.totals import totals
from binhyen.operations.cases.values import BulkFact, FactKind
from binhyen.registers.people.models import Person
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .steps import day, fact, listed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 6, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HERE, THERE = frozenset({BAN_LAU}), frozenset({NEXT_COMMUNE})


@pytest.fixture
def leaving(somebody, person):
    """Somebody on the second list who has left for Bát Xát."""
    record_fact(person_id=somebody.pk, details=listed("SUBSTITUTION"), by=person("commune_police"), at=NOW)
    person("next_commune")
    return transfers.start(
        person_id=somebody.pk, left_at=NOW, to_commune=NEXT_COMMUNE, by=person("commune_police"), at=NOW
    )


def on_lists(at=NOW):
    """How often people stand on the second list, by commune."""
    return {code: line.legal["L2"] for code, line in totals(on=at.date()).communes.items() if line.legal["L2"]}


def test_the_sender_cannot_accept_for_the_receiver(leaving, person):
    with pytest.raises(transfers.NotTheReceiver):
        transfers.accept(transfer_id=leaving.pk, areas=HERE, arrived_at=NOW, by=person("commune_police"), at=NOW + HOUR)
    assert Transfer.objects.get().closed_at is None


def test_the_notice_runs_24_hours_and_the_receiver_is_told(leaving, person):
    assert leaving.due_at == NOW + 24 * HOUR
    told = Notification.objects.filter(kind="cases.transfer")
    assert [one.user for one in told] == [person("next_commune")]
    assert "Gió" not in told[0].text


def test_until_it_is_accepted_the_sender_has_the_case_and_both_see_it(leaving):
    case, human = Case.objects.get(), Person.objects.get()

    assert (case.commune_code, case.to_commune_code, case.flags) == (BAN_LAU, NEXT_COMMUNE, ["IN_TRANSIT"])
    assert (human.commune_code, human.to_commune_code) == (BAN_LAU, NEXT_COMMUNE)
    assert on_lists() == {BAN_LAU: 1}


def test_accepted_the_receiver_has_it_alone(leaving, person):
    receiver = person("next_commune")
    transfers.accept(transfer_id=leaving.pk, areas=THERE, arrived_at=NOW + HOUR, by=receiver, at=NOW + HOUR)

    case, human = Case.objects.get(), Person.objects.get()
    assert (case.commune_code, case.to_commune_code, case.state) == (NEXT_COMMUNE, "", "SUBSTITUTION")
    assert (human.commune_code, human.to_commune_code) == (NEXT_COMMUNE, "")
    assert on_lists() == {NEXT_COMMUNE: 1}
    done = Transfer.objects.get()
    assert (done.refused, done.in_fact) == (False, CaseFact.objects.get(kind="MOVED_IN"))
    with pytest.raises(transfers.AlreadyClosed):
        transfers.accept(transfer_id=leaving.pk, areas=THERE, arrived_at=NOW, by=receiver, at=NOW + 2 * HOUR)


def test_refused_the_sender_goes_on_answering_and_is_told(leaving, person):
    transfers.refuse(
        transfer_id=leaving.pk, areas=THERE, reason="Không đến ở", by=person("next_commune"), at=NOW + HOUR
    )

    case = Case.objects.get()
    assert (case.commune_code, case.to_commune_code) == (BAN_LAU, "")
    assert Transfer.objects.get().refused
    assert Notification.objects.filter(user=person("commune_police"), kind="cases.transfer").count() == 1
    assert on_lists() == {BAN_LAU: 1}


def test_silence_goes_to_both_communes_then_to_the_province_and_each_once(leaving, person):
    coordinator = person("coordinator")
    told = Notification.objects.filter(kind="cases.transfer")

    assert transfers.escalate(at=leaving.due_at - HOUR) == 0
    assert transfers.escalate(at=leaving.due_at + HOUR) == 1
    first = told.filter(created_at=leaving.due_at + HOUR)
    assert {one.user.username for one in first} == {"commune_police", "next_commune"}
    assert transfers.escalate(at=leaving.due_at + 2 * HOUR) == 0
    assert transfers.escalate(at=leaving.due_at + 25 * HOUR) == 1
    assert told.filter(user=coordinator).count() == 1


def test_a_departure_that_never_was_closes_the_move(leaving, person):
    withdraw_fact(fact_id=leaving.out_fact_id, reason="Nhầm người", by=person("commune_police"), at=NOW + HOUR)

    assert Transfer.objects.get().closed_at == NOW + HOUR
    assert Person.objects.get().to_commune_code == ""


def test_out_of_the_province_the_sender_notes_that_the_other_province_took_over(somebody, person):
    police = person("commune_police")
    record_fact(person_id=somebody.pk, details=listed("SUBSTITUTION"), by=police, at=NOW)
    move = transfers.start(person_id=somebody.pk, left_at=NOW, province="Phú Thọ", by=police, at=NOW)
    assert (move.to_place, on_lists()) == ("Phú Thọ", {BAN_LAU: 1})

    transfers.accept(transfer_id=move.pk, areas=HERE, arrived_at=NOW + HOUR, by=police, at=NOW + HOUR)

    assert Case.objects.get().state == "MOVED_AWAY"
    assert on_lists() == {}


def in_one_list(person, *kinds):
    """Several facts of one person in one bulk act, none saying whose hand it is."""
    rows = [BulkFact(person_id=person.pk, details=fact(kind, on, **said)) for kind, on, said in kinds]
    return record_facts_bulk(rows=rows, by=None, at=NOW, source="test")


LIST = ("OPENING", "2026-08-03", {"data": {"state": "SUBSTITUTION", "since": "2026-08-03"}})
LEFT = ("MOVED_OUT", "2026-09-01", {"data": {"to": NEXT_COMMUNE}, "reason": "Sổ cũ"})
CAME = ("MOVED_IN", "2026-09-03", {"reason": "Sổ cũ"})


def kinds(*rows):
    return [(FactKind(kind), on, said) for kind, on, said in rows]


def test_a_list_that_moves_somebody_out_and_in_leaves_a_closed_move_with_its_days(somebody):
    outcomes = in_one_list(somebody, *kinds(LIST, LEFT, CAME))

    assert all(one.fact_id for one in outcomes)
    move = Transfer.objects.get()
    assert (move.commune_code, move.to_commune_code, move.refused) == (BAN_LAU, NEXT_COMMUNE, False)
    assert (move.left_at, move.in_fact.effective_at) == (day("2026-09-01"), day("2026-09-03"))
    assert (move.closed_at, move.due_at) == (NOW, day("2026-09-01") + 24 * HOUR)
    assert JournalFact.objects.filter(kind="cases.TransferAccepted", data__transfer_id=move.pk).count() == 1
    assert on_lists() == {NEXT_COMMUNE: 1}
    assert not Notification.objects.exists()


def test_there_and_back_and_on_the_way_again_in_one_list_are_three_moves(somebody):
    back = ("MOVED_OUT", "2026-10-01", {"data": {"to": BAN_LAU}, "reason": "Sổ cũ"})
    again = ("MOVED_OUT", "2026-11-05", {"data": {"to": BAN_LAU}, "reason": "Sổ cũ"})
    refused = ("MOVE_REFUSED", "2026-10-02", {"data": {"reason": "Không đến"}, "reason": "Sổ cũ"})
    outcomes = in_one_list(somebody, *kinds(LIST, LEFT, CAME, back, refused, again))

    assert [one.objections for one in outcomes if not one.fact_id] == []
    moves = Transfer.objects.order_by("left_at").values_list("commune_code", "refused", "closed_at")
    assert list(moves) == [(BAN_LAU, False, NOW), (NEXT_COMMUNE, True, NOW), (NEXT_COMMUNE, False, None)]
    assert on_lists() == {NEXT_COMMUNE: 1}


def test_a_move_kept_before_gets_its_row_once_however_often_the_case_is_folded(somebody, person):
    in_one_list(somebody, *kinds(LIST, LEFT, CAME))
    Transfer.objects.all().delete()

    for _ in range(2):
        refold(people=[somebody.pk], at=NOW + HOUR)

    assert [(one.commune_code, one.closed_at) for one in Transfer.objects.all()] == [(BAN_LAU, NOW)]


def test_the_pages_follow_a_move_to_its_acceptance(leaving, as_):
    sender, receiver = as_("commune_police"), as_("next_commune")
    page = f"/ho-so/chuyen/{leaving.pk}/"

    assert "Chờ" in sender.get(page).content.decode()
    assert sender.get(f"/ho-so/{leaving.person_id}/").status_code == 200
    assert receiver.get(f"/ho-so/{leaving.person_id}/").status_code == 200
    assert receiver.post(page + "tra-lai/", {"reason": ""}).status_code == 422
    assert receiver.post(page + "nhan/", {"arrived_on": "40/40/2026"}).status_code == 422
    accepted = receiver.post(page + "nhan/", {"arrived_on": "06/11/2026", "arrived_time": "11:00"})
    assert accepted["Location"] == f"/ho-so/{leaving.person_id}/"
    assert sender.get(f"/ho-so/{leaving.person_id}/").status_code == 404
    assert "đã tiếp nhận" in sender.get("/ho-so/chuyen/").content.decode()
