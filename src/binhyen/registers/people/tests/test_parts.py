"""What is added to a person and ended again; and what the person asks, with the clocks of the decree."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.journal.models import Fact
from binhyen.foundation.notifications.models import Notification
from binhyen.registers.people.actions import parts, requests
from binhyen.registers.people.queries import person as queries
from binhyen.registers.people.queries.requests import worklist
from binhyen.registers.people.rules.problems import PersonRefused
from binhyen.registers.people.values import (
    AddressDetails,
    AliasKind,
    NumberDetails,
    Outcome,
    RequestDetails,
    SensitiveDetails,
)

from .people_cast import AT, NEXT_COMMUNE, NUMBER, made

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)


@pytest.fixture
def hand(person):
    """Who acts and when."""
    return {"by": person("commune_police"), "at": AT}


def added(part):
    return Fact.objects.filter(kind="people.PartAdded", data__part=part).count()


def test_a_number_stands_once_with_a_person_and_must_be_built_as_one(hand):
    found = made()
    parts.add_number(person_id=found.pk, details=NumberDetails(kind="CCCD", text=NUMBER), **hand)

    for text in (NUMBER, "123"):
        with pytest.raises(PersonRefused):
            parts.add_number(person_id=found.pk, details=NumberDetails(kind="CCCD", text=text), **hand)
    assert added("number") == 1


def test_a_new_address_ends_the_one_before_of_its_kind(hand):
    found = made()
    for day in (date(2024, 1, 1), date(2025, 6, 1)):
        details = AddressDetails(kind="PERMANENT", place_code="02788", valid_from=day)
        parts.add_address(person_id=found.pk, details=details, **hand)

    days = found.addresses.order_by("valid_from").values_list("valid_from", "valid_to")
    assert list(days) == [(date(2024, 1, 1), date(2025, 6, 1)), (date(2025, 6, 1), None)]


def test_an_address_that_ends_before_it_begins_is_refused(hand):
    wrong = AddressDetails(kind="ACTUAL", valid_from=date(2025, 1, 2), valid_to=date(2025, 1, 1))
    with pytest.raises(PersonRefused):
        parts.add_address(person_id=made().pk, details=wrong, **hand)


def test_another_name_is_noted_once(hand):
    found = made()
    parts.add_alias(person_id=found.pk, name="Páo", kind=AliasKind.ALIAS, **hand)
    with pytest.raises(PersonRefused):
        parts.add_alias(person_id=found.pk, name=" Páo ", kind=AliasKind.ALIAS, **hand)
    assert found.tokens.filter(token="pao").exists()


@pytest.mark.parametrize("wrong", [{"relation": "", "name": "X"}, {"relation": "mẹ"}])
def test_a_household_link_needs_a_relation_and_somebody(hand, wrong):
    with pytest.raises(PersonRefused):
        parts.add_household(person_id=made().pk, **wrong, **hand)


def test_nobody_is_the_own_relative(hand):
    found = made()
    with pytest.raises(PersonRefused):
        parts.add_household(person_id=found.pk, relation="anh", relative_id=found.pk, **hand)


def test_sensitive_data_stands_in_the_compartment_of_its_topic_and_the_newer_note_counts(hand, person):
    found = made()
    for value in ("Mông", "Dao"):
        parts.add_sensitive(person_id=found.pk, details=SensitiveDetails(topic="ETHNICITY", value=value), **hand)
    parts.add_sensitive(person_id=found.pk, details=SensitiveDetails(topic="HEALTH", value="kín"), **hand)

    seen = queries.file(scope=scope_of(user=person("commune_police"), on=TODAY), person=found).sensitive
    assert [note.value for note in seen] == ["Dao"]
    assert "kín" not in str(list(Fact.objects.values_list("data", flat=True)))


def test_what_is_no_longer_true_gets_its_last_day_once(hand):
    found = made(number=NUMBER)
    row = found.numbers.get()
    parts.end(person_id=found.pk, part="number", row_id=str(row.pk), on=TODAY, reason="Cấp lại", **hand)

    row.refresh_from_db()
    assert row.valid_to == TODAY
    with pytest.raises(PersonRefused, match="đã kết thúc"):
        parts.end(person_id=found.pk, part="number", row_id=str(row.pk), on=TODAY, **hand)


@pytest.mark.parametrize(("part", "row_id"), [("number", "x"), ("address", "999999"), ("wrong", "1")])
def test_what_the_person_does_not_have_cannot_end(hand, part, row_id):
    with pytest.raises(parts.NoSuchPart):
        parts.end(person_id=made().pk, part=part, row_id=row_id, on=TODAY, **hand)


def asked(hand, kind="DELETE"):
    return requests.ask(person_id=made().pk, details=RequestDetails(kind=kind, text="Xin xóa"), **hand)


def test_a_request_runs_on_its_clocks_until_it_is_answered(hand, person):
    row = asked(hand)
    scope = scope_of(user=person("commune_police"), on=TODAY)
    steps = [worklist(scope=scope)[0][0].next_step]
    requests.acknowledge(request_id=row.pk, **hand)
    steps.append(worklist(scope=scope)[0][0].next_step)
    requests.answer(request_id=row.pk, outcome=Outcome.REFUSED, answer="Không xóa", ground="STATUTORY_DUTY", **hand)

    waiting, done = worklist(scope=scope)
    assert steps == ["Xác nhận đã nhận", "Trả lời"]
    assert (waiting, [line.ground.code for line in done]) == ([], ["STATUTORY_DUTY"])
    assert row.answer_by == TODAY + timedelta(days=20)


def test_the_next_commune_does_not_see_what_our_people_ask(hand, person):
    asked(hand)
    assert worklist(scope=scope_of(user=person("next_commune"), on=TODAY)) == ([], [])


@pytest.mark.parametrize(
    ("outcome", "ground"), [("REFUSED", ""), ("PARTLY", ""), ("REFUSED", "ALREADY_RIGHT"), ("", "")]
)
def test_a_refusal_needs_a_ground_the_law_has_for_it(hand, outcome, ground):
    row = asked(hand)
    with pytest.raises(PersonRefused):
        requests.answer(request_id=row.pk, outcome=Outcome(outcome), answer="Không", ground=ground, **hand)


def test_an_answer_is_put_off_once_with_a_reason_and_not_beyond_the_law(hand):
    row = asked(hand)
    last = row.answer_by + timedelta(days=20)
    for until, reason in ((last + timedelta(days=1), "x"), (row.answer_by, "x"), (last, " ")):
        with pytest.raises(PersonRefused):
            requests.extend(request_id=row.pk, until=until, reason=reason, **hand)

    requests.extend(request_id=row.pk, until=last, reason="Cần xác minh", **hand)
    with pytest.raises(PersonRefused, match="một lần"):
        requests.extend(request_id=row.pk, until=last, reason="x", **hand)


def test_an_answer_cannot_be_put_off_after_its_day(hand):
    row = asked(hand)
    late = AT + timedelta(days=21)
    with pytest.raises(PersonRefused, match="quá hạn"):
        requests.extend(request_id=row.pk, until=late.date(), reason="x", by=hand["by"], at=late)


def test_what_is_answered_stays_answered(hand):
    row = asked(hand, "VIEW")
    requests.answer(request_id=row.pk, outcome=Outcome.DONE, answer="Đã cho xem", **hand)
    for step in (
        lambda: requests.acknowledge(request_id=row.pk, **hand),
        lambda: requests.answer(request_id=row.pk, outcome=Outcome.DONE, answer="x", **hand),
    ):
        with pytest.raises(PersonRefused, match="đã được trả lời"):
            step()


def test_whoever_received_a_request_is_reminded_once_a_day_and_the_heads_when_it_is_late(hand, person):
    row, leader = asked(hand, "VIEW"), person("coordinator")
    late = AT + timedelta(days=30)

    told = [requests.remind(at=at) for at in (AT, AT + timedelta(days=4), AT + timedelta(days=4), late)]

    received = Notification.objects.filter(kind="people.request", subject_id=str(row.pk))
    assert told == [0, 1, 0, 1]
    assert received.filter(user=hand["by"]).count() == 2
    assert "Giả" not in received.first().text
    assert leader.pk not in set(received.values_list("user_id", flat=True))  # the commune has police of its own


def test_a_file_of_a_person_is_read_in_few_queries(person, hand, django_assert_max_num_queries):
    found = made(number=NUMBER, phone="0912345678", commune_code=NEXT_COMMUNE)
    scope = scope_of(user=person("next_commune"), on=TODAY)
    with django_assert_max_num_queries(10):
        queries.file(scope=scope, person=found)
