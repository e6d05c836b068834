"""What the migrations made is what the models say: tables, columns, keys, constraints, indexes."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.state import ProjectState

from binhyen.foundation.database.migrating import narrow_states

VIEWS = {"pghistory_events"}  # a query, no table
MODELS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and model._meta.db_table not in VIEWS
]


@pytest.fixture
def made(db):
    """By table: its columns; and all names of constraints and indexes with their table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        )
        columns = set(cursor.fetchall())
        cursor.execute("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE conrelid <> 0")
        names = set(cursor.fetchall())
        cursor.execute("SELECT tablename, indexname FROM pg_indexes WHERE schemaname = current_schema()")
        names |= set(cursor.fetchall())
        cursor.execute(
            "SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text FROM pg_constraint c "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE contype = 'f'"
        )
        return columns, names, set(cursor.fetchall())


def test_every_column_constraint_index_and_key_of_a_model_is_in_the_database(made):
    columns, names, keys = made
    missing = []
    for table, fields, named in ((m._meta.db_table, m._meta.local_concrete_fields, m._meta) for m in MODELS):
        held = [(table, field.column) for field in fields]
        owned = [(table, one.name) for one in (*named.constraints, *named.indexes)]
        bound = [
            (table, field.column, field.related_model._meta.db_table)
            for field in fields
            if field.is_relation and field.db_constraint
        ]
        missing += [*(set(held) - columns), *(set(owned) - names), *(set(bound) - keys)]

    assert missing == []
    assert len(MODELS) > 100


def test_django_is_left_as_it_was():
    before = ProjectState._find_reload_model
    with narrow_states():
        assert ProjectState._find_reload_model is not before or before.__module__ != "django.db.migrations.state"

    assert ProjectState._find_reload_model.__module__ == "django.db.migrations.state"
