"""The cast of all tests, and the test database. What must come before Django's settings is in settings_test.py."""

import pgtrigger
import pytest
from django.db import connection

from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE

pytest_plugins = ["tests.cast", "tests.register_cast"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Side by side, a file stays together, and so do the browser journeys: they share one served province."""
    for item in items:
        together = "journeys" if "tests/journeys/" in item.nodeid else item.nodeid.split("::")[0]
        item.add_marker(pytest.mark.xdist_group(together))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The app role has its rights, as after ``binhyen db migrate``; a test with real transactions may be cleared away.

    Such tests end with TRUNCATE, which the journal refuses; its own test puts that trigger back for itself.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for role in (APP, PROVINCE):
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {role} NOLOGIN NOBYPASSRLS")
            grants.apply(cursor.cursor, role=role)
        for model, trigger in pgtrigger.registered():
            if trigger.operation == pgtrigger.Truncate:
                trigger.uninstall(model)
