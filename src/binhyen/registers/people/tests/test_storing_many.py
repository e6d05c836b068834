"""Many rows sent as columns: the server reads what was meant, and nothing slips through a wrong type."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DataError, connection
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.foundation.database.arrays import array
from binhyen.foundation.database.inserting import insert
from binhyen.foundation.jobs.models import Job
from binhyen.registers.people.models import Alias, Person

AT = datetime(2026, 11, 22, 17, 30, 5, 250_000, tzinfo=UTC)
COLUMNS = {
    "text": ["a", "", None, "NULL", 'x"y', "c:\\d\\", "{1,2}", " Giàng, A ", "dòng\nhai", "'; DROP", "😀"],
    "bigint": [1, -7, None, 2**62],
    "double precision": [1.5, None, 1e-9, 3],
    "numeric": [Decimal("3.10"), None],
    "boolean": [True, None, False],
    "date": [date(1890, 1, 2), None, date(2090, 2, 28)],
    "timestamptz": [AT, None],
    "uuid": [UUID(int=7), None],
    "bytea": [b"\x00\\\xff'\"", None, b""],
}


def back(kind, values):
    with connection.cursor() as cursor:
        source = f"FROM unnest(%s::{kind}[]) WITH ORDINALITY AS t (value, n)"
        cursor.execute(f"SELECT value {source} ORDER BY n", [array(values)])
        return [bytes(value) if isinstance(value, memoryview) else value for (value,) in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", COLUMNS)
def test_a_column_arrives_as_it_was(kind):
    assert back(kind, COLUMNS[kind]) == COLUMNS[kind]
    assert back(kind, [None, None]) == [None, None]
    assert back(kind, []) == []


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12), max_size=6))
def test_no_text_breaks_out_of_its_place(texts):
    assert back("text", texts) == texts


@pytest.mark.parametrize("mixed", [[1, "2,3"], ["a", 1], [UUID(int=1), "}"], [AT, "x"], [b"x", 1], [{}], [[1]]])
def test_mixed_and_unknown_types_are_refused(mixed):
    with pytest.raises((TypeError, AttributeError)):
        array(mixed)


def person(name):
    return Person(
        full_name=name, search_key="a", match_key="a", sort_key=b"\x01", birth_precision="UNKNOWN", registered_at=AT,
        commune_code="02788",
    )  # fmt: skip


@pytest.mark.django_db
def test_rows_get_their_numbers_in_order_and_keep_their_defaults():
    people = [person(f"Người {n}") for n in range(3)]

    assert insert(people) == 3

    assert [one.pk for one in people] == sorted(one.pk for one in people)
    stored = Person.objects.get(pk=people[1].pk)
    assert (stored.full_name, stored.version, stored.hamlet_id, bytes(stored.sort_key)) == ("Người 1", 1, None, b"\x01")


@pytest.mark.django_db
def test_a_text_that_is_too_long_is_refused_and_not_cut():
    with pytest.raises(DataError):
        insert([person("x" * 121)])


def test_a_table_with_a_column_that_is_not_plain_is_refused():
    with pytest.raises(TypeError, match="no plain column"):
        insert([Job(kind="x", title="x", created_at=AT)])


@pytest.mark.django_db
def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert(Alias(name=name) for name in ()) == 0
