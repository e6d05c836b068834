"""Entering, mending, moving and voiding persons: rows, facts, refusals; and two officers at once."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.journal.models import Fact
from binhyen.registers.people.actions.amending import NotThere, StaleEdit, amend
from binhyen.registers.people.actions.moving import move
from binhyen.registers.people.actions.registering import AlreadyRegistered, register, register_many, unvoid, void
from binhyen.registers.people.models import IdentityNumber, NameToken, Person
from binhyen.registers.people.queries.cards import opened
from binhyen.registers.people.queries.search import search
from binhyen.registers.people.rules.problems import PersonRefused
from binhyen.registers.people.values import Birth, PersonChanges

from .people_cast import AT, BAN_LAU, NEXT_COMMUNE, NUMBER, details, made

pytestmark = pytest.mark.django_db
DAY = AT.date()


def facts_of(person):
    return list(
        Fact.objects.filter(subject_type="people.person", subject_id=str(person.pk))
        .order_by("id")
        .values_list("kind", flat=True)
    )


def changes(**given):
    return PersonChanges(
        **({"full_name": "Vàng A Giả", "sex": "M", "birth": Birth(year=1990, month=3, day=12)} | given)
    )


def test_a_person_stands_in_the_register_with_a_fact_and_words_to_be_found_by(person):
    by = person("commune_police")

    found = register(details=details("Vàng A Giả", number=NUMBER), by=by, at=AT)

    assert facts_of(found) == ["people.PersonRegistered"]
    assert set(found.tokens.values_list("token", flat=True)) >= {"vang", "a", "gia"}
    assert found.birth_year == 1990
    assert found.registered_by == by


def test_the_journal_names_nobody_and_no_number(person):
    register(details=details("Vàng A Giả", number=NUMBER), by=person("commune_police"), at=AT)

    said = str(Fact.objects.get(kind="people.PersonRegistered").data)
    assert "Giả" not in said
    assert "1234" not in said


def test_a_number_is_sealed_for_its_row(person):
    row = made(number=NUMBER).numbers.get()
    other = made("Lý Thị Giả", number="099095005555").numbers.get()

    assert NUMBER.encode() not in bytes(row.cipher)
    assert opened(row) == NUMBER
    row.cipher = other.cipher
    with pytest.raises(Exception, match="chuyển từ nơi khác"):
        opened(row)


def test_history_keeps_no_sealed_column():
    columns = {field.name for field in apps.get_model("people", "IdentityNumberEvent")._meta.fields}
    assert columns.isdisjoint({"cipher", "blind", "tail"})


def test_a_known_number_is_told_and_a_second_record_must_be_meant(person):
    first, by = made(number=NUMBER), person("commune_police")
    scope = scope_of(user=by, on=DAY)

    with pytest.raises(AlreadyRegistered) as already:
        register(details=details("Vàng Seo Giả", number="099 090 001 234"), by=by, at=AT, scope=scope)

    assert already.value.known.person_ids == (first.pk,)
    assert Person.objects.count() == 1
    assert register(details=details("Vàng Seo Giả", number=NUMBER), by=by, at=AT, scope=scope, doubles=True)


def test_a_number_held_by_the_next_commune_is_told_as_that_commune_and_nothing_more(person):
    made(number=NUMBER, commune_code=NEXT_COMMUNE)
    by = person("commune_police")

    with pytest.raises(AlreadyRegistered) as already:
        register(details=details(number=NUMBER), by=by, at=AT, scope=scope_of(user=by, on=DAY))

    assert already.value.known.person_ids == ()
    assert already.value.known.elsewhere == (NEXT_COMMUNE,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "}, {"name": "x" * 121}, {"commune_code": ""}, {"sex": "X"}, {"birth": Birth(year=1890)},
        {"birth": Birth(year=2090)}, {"birth": Birth(month=2)}, {"number": "12345678901234"}, {"phone": "12"},
        {"aliases": ("7",)},
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_refused_with_its_field_and_nothing_is_written(wrong):
    with pytest.raises(PersonRefused) as refused:
        made(**wrong)

    assert refused.value.problems
    assert str(refused.value).endswith(".")
    assert not Person.objects.exists()


def test_without_the_journal_nothing_is_written(person, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("journal")

    monkeypatch.setattr(journal, "_fact", broken)
    with pytest.raises(RuntimeError):
        register(details=details(), by=person("commune_police"), at=AT)

    assert not Person.objects.exists()
    assert not NameToken.objects.exists()


def test_a_list_is_entered_whole_in_its_order_with_one_fact_for_each_and_one_for_all(person):
    names = [f"Lý Văn {word}" for word in ("An", "Bình", "Cường")]

    ids = register_many(details=[details(name) for name in names], by=person("officer"), at=AT, batch="b1")

    assert [Person.objects.get(pk=pk).full_name for pk in ids] == names
    assert list(Fact.objects.filter(kind="people.PersonRegistered").values_list("data__batch", flat=True)) == ["b1"] * 3
    assert Fact.objects.get(kind="people.PeopleRegistered").data == {"count": 3}


def test_a_list_with_one_impossible_person_enters_nobody(person):
    with pytest.raises(PersonRefused):
        register_many(details=[details(), details("")], by=person("officer"), at=AT)

    assert not Person.objects.exists()


def statements(work):
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def test_a_list_takes_as_many_statements_for_two_as_for_twenty(person):
    by = person("officer")

    def enter(size):
        names = [(f"Lý Văn {chr(97 + n)}", f"0990900{size:02}{n:03}") for n in range(size)]
        register_many(details=[details(name, number=number) for name, number in names], by=by, at=AT)

    assert statements(lambda: enter(2)) == statements(lambda: enter(20))


def test_mending_is_a_fact_that_names_the_fields_and_the_new_name_is_found(person):
    found, by = made(), person("commune_police")

    amend(person_id=found.pk, version=1, changes=changes(full_name="Vàng A Thật"), by=by, at=AT, keep_name=True)

    fact = Fact.objects.get(kind="people.PersonAmended")
    assert fact.data["fields"] == ["full_name", "search_key", "match_key"] or fact.data["fields"] == ["full_name"]
    scope = scope_of(user=by, on=DAY)
    assert [card.full_name for card in search(scope=scope, text="thật").cards] == ["Vàng A Thật"]
    assert search(scope=scope, text="giả").cards[0].aliases == ("Vàng A Giả",)


def test_nothing_changed_writes_nothing(person):
    found = made()

    amend(person_id=found.pk, version=1, changes=changes(), by=person("commune_police"), at=AT)

    assert facts_of(found) == ["people.PersonRegistered"]
    assert Person.objects.get().version == 1


def test_the_second_officer_is_told_what_the_first_changed_and_overwrites_nothing(person):
    found = made()
    amend(person_id=found.pk, version=1, changes=changes(sex="F"), by=person("commune_police"), at=AT)

    with pytest.raises(StaleEdit) as stale:
        amend(person_id=found.pk, version=1, changes=changes(full_name="Vàng B"), by=person("commune_committee"), at=AT)

    assert [(c.label, c.before, c.after) for c in stale.value.changes] == [("Giới tính", "Nam", "Nữ")]
    assert Person.objects.get().full_name == "Vàng A Giả"


def found_by(person):
    scopes = [scope_of(user=person(who), on=DAY) for who in ("commune_police", "next_commune")]
    return [len(search(scope=scope, text="vang").cards) for scope in scopes]


def test_a_move_is_shared_until_accepted_and_words_follow(person):
    found, by = made(), person("commune_police")

    move(person_id=found.pk, commune_code=BAN_LAU, to_commune_code=NEXT_COMMUNE, by=by, at=AT)
    both = found_by(person)
    move(person_id=found.pk, commune_code=NEXT_COMMUNE, by=person("next_commune"), at=AT)

    assert (both, found_by(person)) == ([1, 1], [0, 1])
    assert facts_of(found).count("people.PersonMoved") == 2


def test_a_move_to_where_one_is_writes_nothing(person):
    found = made()
    move(person_id=found.pk, commune_code=BAN_LAU, by=person("commune_police"), at=AT)
    assert facts_of(found) == ["people.PersonRegistered"]


def test_a_voided_person_is_not_found_and_comes_back(person):
    found, by = made(number=NUMBER), person("commune_police")
    scope = scope_of(user=by, on=DAY)

    assert void(person_ids=[found.pk], by=by, at=AT, reason="Ghi nhầm") == 1
    hidden = (search(scope=scope, text="vang").cards, search(scope=scope, text=NUMBER).cards)
    with pytest.raises(NotThere):
        amend(person_id=found.pk, version=1, changes=changes(sex=""), by=by, at=AT)
    assert unvoid(person_ids=[found.pk], by=by, at=AT, reason="Ghi lại") == 1

    assert hidden == ((), ())
    assert len(search(scope=scope, text="vang").cards) == 1
    assert IdentityNumber.objects.count() == 1
