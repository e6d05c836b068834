"""Finding a person: how people type, who sees whom, and that an index answers."""

import pytest
from django.db import connection

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.registers.people.actions.moving import move
from binhyen.registers.people.models import Reach
from binhyen.registers.people.queries.alike import alike, asked_record
from binhyen.registers.people.queries.known import known_same
from binhyen.registers.people.queries.records import frequencies, records
from binhyen.registers.people.queries.search import _candidates, search
from binhyen.registers.people.values import AddressDetails, Birth
from binhyen_analytics.linkage.score import score

from .people_cast import AT, BAN_LAU, NEXT_COMMUNE, NUMBER, details, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(person):
    """What ``who`` finds by typing ``text``."""

    def find(text, who="commune_police"):
        return [card.full_name for card in search(scope=scope_of(user=person(who), on=AT.date()), text=text).cards]

    return find


def test_strangers_and_those_who_read_no_people_find_nobody(names):
    made()
    assert [names("vang", who) for who in ("stranger", "administrator", "health_department")] == [[], [], []]


def test_the_next_commune_finds_nobody_of_ours_by_name_number_or_ending(names):
    made(number=NUMBER, phone="0912345678")
    assert [names(text, "next_commune") for text in ("vang a", NUMBER, "1234", "0912345678", "1990")] == [[]] * 5


def test_the_province_finds_everybody(names):
    made()
    made("Vàng Thị Xa", commune_code=NEXT_COMMUNE, sex="F")
    assert len(names("vang", "leader")) == 2


@pytest.mark.parametrize(
    "text", ["vang a", "gia vang", "Vàng", "VÀNG A GIẢ", "vang a 1990", "1990", "1234", "vang 1234",
             NUMBER, "099 090 001 234", "0912 345 678", "5678", "+84912345678"],
)  # fmt: skip
def test_a_person_is_found_as_people_type(names, text):
    made(number=NUMBER, phone="0912345678")
    assert names(text) == ["Vàng A Giả"]


@pytest.mark.parametrize("text", ["", "   ", "tran", "vang b", "vang 1991", "9999", "123", "vang 9999", "!!!"])
def test_what_does_not_fit_finds_nobody(names, text):
    made(number=NUMBER)
    assert names(text) == []


def test_old_and_new_tone_spelling_and_the_spelling_of_other_offices_are_one(names):
    made("Nguyễn Văn Hoà")
    made("Xùng A Tráng")
    assert names("nguyễn hòa") == ["Nguyễn Văn Hoà"]
    assert names("sung chang") == ["Xùng A Tráng"]


def test_an_alias_finds_the_person(names):
    made(aliases=("Páo",))
    assert names("pao") == ["Vàng A Giả"]


def test_the_name_as_typed_comes_first_then_vietnamese_order(names):
    for name in ("Lý Văn An", "Văn Lý", "Lý Văn", "Lý Văn Ân", "Lý Văn Ái"):
        made(name)
    assert names("ly van") == ["Lý Văn", "Lý Văn Ái", "Lý Văn An", "Lý Văn Ân", "Văn Lý"]


def test_somebody_on_the_way_or_given_to_the_reader_is_found_too(names, person):
    moving, given = made(commune_code=NEXT_COMMUNE), made("Vàng Thị Bệnh", commune_code=NEXT_COMMUNE, sex="F")
    move(person_id=moving.pk, commune_code=NEXT_COMMUNE, to_commune_code=BAN_LAU, by=person("next_commune"), at=AT)
    Reach.objects.create(person=given, reader=f"u:{person('commune_police').pk}", ground="TEST")
    Reach.objects.create(person=given, reader="u:0", ground="TEST", ends_at=AT)

    assert sorted(names("vang")) == ["Vàng A Giả", "Vàng Thị Bệnh"]


def test_many_are_cut_and_said_to_be_more(person):
    for n in range(5):
        made(f"Lý Văn {chr(65 + n)}")
    found = search(scope=scope_of(user=person("officer"), on=AT.date()), text="ly", limit=3)
    assert (len(found.cards), found.more) == (3, True)


@pytest.mark.parametrize("who", ["officer", "commune_police"])
def test_a_search_takes_the_same_few_queries_for_one_as_for_twenty(person, who, django_assert_max_num_queries):
    scope = scope_of(user=person(who), on=AT.date())
    for n in range(20):
        made(f"Lý Văn {chr(65 + n)}", number=f"09909000{n:04}")
    with django_assert_max_num_queries(8):
        assert len(search(scope=scope, text="ly van").cards) == 20


MANY = """
    WITH many AS (
      INSERT INTO people_person (full_name, search_key, match_key, sort_key, sex, birth_year, birth_precision,
                                 commune_code, to_commune_code, registered_at, version)
      SELECT 'x', 'x', 'x', 'x', '', 1950 + n % 60, 'YEAR', lpad((2000 + n % 99)::text, 5, '0'), '', now(), 1
      FROM generate_series(1, 2000) n RETURNING id, birth_year, commune_code)
    INSERT INTO people_nametoken (person_id, token, commune_code, to_commune_code, birth_year)
    SELECT id, word || CASE WHEN word = 'a' THEN '' ELSE (id % 50)::text END, commune_code, '', birth_year
    FROM many, unnest(ARRAY['vang', 'a']) word"""


@pytest.mark.parametrize("who", ["officer", "commune_police"])
def test_words_are_looked_up_in_an_index(person, who):
    sql, given = _candidates(scope_of(user=person(who), on=AT.date()), "vang7", ["a"], year=1990, common=False)
    with connection.cursor() as cursor:
        cursor.execute(MANY)
        cursor.execute("ANALYZE people_nametoken")
        cursor.execute(f"EXPLAIN {sql}", given)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "'vang7'::text" in plan.split("Index Cond", 1)[1]
    assert "Seq Scan on people_nametoken" not in plan


def likes(person, who="commune_police", **given):
    hint = alike(scope=scope_of(user=person(who), on=AT.date()), details=details(**given))
    return hint, [like.card.full_name for like in hint.people]


def test_somebody_alike_is_brought_up_with_reasons(person):
    made()
    hint, found = likes(person, name="Vang A Gia", birth=Birth(year=1990))
    assert found == ["Vàng A Giả"]
    assert hint.people[0].reasons


def test_the_same_number_is_brought_up_whatever_the_name(person):
    made(number=NUMBER)
    hint, found = likes(person, name="Vàng A Dả", number=NUMBER)
    assert found == ["Vàng A Giả"]
    assert hint.people[0].same_number


def test_somebody_who_came_from_the_asked_commune_is_compared_by_it(person):
    here = AddressDetails(kind="PERMANENT", place_code=BAN_LAU)
    moved = made(birth=Birth(year=1990), commune_code=NEXT_COMMUNE, addresses=(here,))
    other = made(birth=Birth(year=1990), commune_code=NEXT_COMMUNE)
    asked = asked_record(details(birth=Birth(year=1990)))

    (record,), (stranger,) = list(records([moved])), list(records([other]))
    sure, less = (score(asked, one, frequencies=frequencies()) for one in (record, stranger))

    assert record.second_commune_code == BAN_LAU
    assert (sure.degrees["place"], less.degrees["place"]) == ("other_address", "far_same_name")
    assert sure.weight > less.weight


def test_somebody_else_is_not_brought_up(person):
    made("Trần Thị Khác", sex="F", birth=Birth(year=1970))
    assert likes(person)[1] == []


def test_of_the_next_commune_only_the_commune_is_told(person):
    made(number=NUMBER, commune_code=NEXT_COMMUNE)
    hint, found = likes(person, number=NUMBER)
    assert found == []
    assert len(hint.elsewhere) == 1
    assert "Giả" not in str(hint)


def test_who_has_a_number_is_known_as_a_person_or_as_a_commune(person):
    ours, _ = made(number=NUMBER), made(number="099090005678", commune_code=NEXT_COMMUNE)
    scope = scope_of(user=person("commune_police"), on=AT.date())

    found = [known_same(scope=scope, number=text) for text in ("099 090 001 234", "099090005678", "099090000000")]

    assert [(one.person_ids, one.elsewhere) for one in found] == [((ours.pk,), ()), ((), (NEXT_COMMUNE,)), ((), ())]
    assert not found[2]


def test_nothing_typed_brings_nobody_up(person):
    made()
    assert likes(person, name="", birth=Birth(), sex="")[1] == []
