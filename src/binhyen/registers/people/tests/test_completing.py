"""What a list adds to persons of the register: set-wise, refused whole where it cannot be stored, and taken back."""

from datetime import date

import pytest
from django.utils import timezone

from binhyen.foundation.journal.models import Fact
from binhyen.registers.people.actions import parts
from binhyen.registers.people.actions.completing import complete_many
from binhyen.registers.people.actions.registering import void
from binhyen.registers.people.actions.taking_back import built_on, take_back
from binhyen.registers.people.models import Alias, Contact, IdentityNumber, NameToken
from binhyen.registers.people.queries.cards import opened
from binhyen.registers.people.rules.problems import PersonRefused
from binhyen.registers.people.values import AddressDetails, Birth, Completion, PersonChanges

from .people_cast import AT, BAN_LAU, NUMBER, made

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)
PHONE = "0912345678"


@pytest.fixture
def complete(person):
    def run(*given):
        who = person("commune_police")
        return complete_many(given=given, on=TODAY, today=TODAY, by=who, at=AT, reason="Danh sách số 1")

    return run


def said(person, **given):
    return Completion(person_id=person.pk, version=person.version, **given)


def renamed(person, name):
    return PersonChanges(full_name=name, sex=person.sex, birth=Birth(year=1991), hamlet_id=person.hamlet_id)


def test_a_record_that_does_not_stand_gets_nothing(complete, person):
    gone = made()
    void(person_ids=[gone.pk], by=person("commune_police"), at=AT, reason="thử")

    (answer,) = complete(said(gone, contacts=(("PHONE", PHONE),)))

    assert answer.refused
    assert not Contact.objects.exists()


def test_a_row_somebody_amended_meanwhile_is_not_overwritten(complete):
    one = made()
    late = Completion(person_id=one.pk, version=one.version - 1, changes=renamed(one, "Vàng A Khác"))

    (answer,) = complete(late)

    one.refresh_from_db()
    assert "vừa được sửa" in answer.refused
    assert one.full_name == "Vàng A Giả"


def test_what_cannot_be_stored_is_refused_whole_and_the_others_stand(complete):
    bad, good = made(), made("Lý A Thử")

    first, second = complete(
        said(bad, contacts=(("PHONE", "12"),), aliases=("Tức",)), said(good, contacts=(("PHONE", PHONE),))
    )

    assert first.refused
    assert not Alias.objects.exists()
    assert [part for part, _ in second.added] == ["contact"]


def test_everything_is_added_with_its_facts_and_found_by_search(complete):
    one = made()
    address = AddressDetails(kind="PERMANENT", place_code=BAN_LAU, text="Thôn Na Lốc 1")
    given = said(
        one,
        numbers=(("CCCD", NUMBER),),
        contacts=(("PHONE", "0912 345 678"),),
        aliases=("Vàng Seo Tức",),
        addresses=(address,),
        sensitive=(("ETHNICITY", "Mông"),),
        changes=renamed(one, "Vàng A Thật"),
    )

    (answer,) = complete(given)

    one.refresh_from_db()
    assert (one.full_name, one.birth_year, one.version) == ("Vàng A Thật", 1991, 2)
    assert set(one.aliases.values_list("name", "kind")) == {("Vàng Seo Tức", "ALIAS"), ("Vàng A Giả", "FORMER")}
    assert opened(one.contacts.get()) == PHONE
    assert {part for part, _ in answer.added} == {"number", "contact", "alias", "address", "sensitive"}
    assert Fact.objects.filter(kind="people.PartAdded", subject_id=str(one.pk)).count() == len(answer.added)
    assert Fact.objects.get(kind="people.PersonAmended").data["fields"] == ["full_name", "birth"]
    assert {"that", "seo", "gia"} <= set(NameToken.objects.filter(person=one).values_list("token", flat=True))


def test_a_number_the_person_has_or_had_is_left_as_it_is(complete, person):
    one = made(number=NUMBER, phone=PHONE)
    phone = one.contacts.get()
    parts.end(person_id=one.pk, part="contact", row_id=str(phone.pk), on=TODAY, by=person("commune_police"), at=AT)

    (answer,) = complete(said(one, numbers=(("CCCD", NUMBER),), contacts=(("PHONE", PHONE),)))

    assert not answer.anything
    assert one.contacts.get().valid_to == TODAY


def test_what_is_replaced_ends_and_another_persons_row_does_not(complete):
    one, other = made(phone=PHONE), made("Lý A Thử", phone="0987654321")
    ends = tuple(("contact", str(row.pk)) for row in Contact.objects.all())

    complete(said(one, contacts=(("PHONE", "0900000001"),), ends=ends))

    assert one.contacts.filter(valid_to=TODAY).count() == 1
    assert not other.contacts.filter(valid_to__isnull=False).exists()


def test_more_persons_cost_no_more_statements(complete, django_assert_max_num_queries):
    people = [made(f"Vàng A {name}") for name in ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu")]
    given = [said(one, contacts=(("PHONE", f"091234567{n}"),), aliases=("Tức",)) for n, one in enumerate(people)]

    with django_assert_max_num_queries(20):
        complete(*given)

    assert Contact.objects.count() == len(people)


def test_it_is_taken_back_as_if_it_had_not_been(complete, person):
    one = made(phone=PHONE)
    ends = (("contact", str(one.contacts.get().pk)),)
    given = said(one, numbers=(("CCCD", NUMBER),), contacts=(("PHONE", "0900000001"),), ends=ends)
    done = complete(Completion(**{**_fields(given), "changes": renamed(one, "Vàng A Thật")}))

    take_back(done=done, by=person("commune_police"), at=AT, reason="Rút lại")

    one.refresh_from_db()
    assert (one.full_name, one.birth_on) == ("Vàng A Giả", date(1990, 3, 12))
    assert not one.aliases.exists()
    assert not IdentityNumber.objects.filter(person=one).exists()
    assert [(opened(row), row.valid_to) for row in one.contacts.all()] == [(PHONE, None)]
    assert "that" not in set(NameToken.objects.filter(person=one).values_list("token", flat=True))
    assert Fact.objects.filter(kind="people.PartsTakenBack", subject_id=str(one.pk)).count() == 1


def test_it_is_not_taken_back_from_under_somebody_who_worked_on(complete, person):
    one = made()
    done = complete(said(one, contacts=(("PHONE", PHONE),)))
    row_id = str(one.contacts.get().pk)
    parts.end(person_id=one.pk, part="contact", row_id=row_id, on=TODAY, by=person("commune_police"), at=AT)

    assert built_on(done=done) == {one.pk}
    with pytest.raises(PersonRefused):
        take_back(done=done, by=person("commune_police"), at=AT, reason="Rút lại")
    assert one.contacts.exists()


def _fields(given):
    return {name: getattr(given, name) for name in given.__slots__}
