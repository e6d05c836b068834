"""The cast of all tests, and the test database. What must come before Django's settings is in settings_test.py."""

from collections.abc import Iterator
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from xdist.scheduler import LoadScopeScheduling

from binhyen.foundation.database import grants
from binhyen.foundation.database.migrating import narrow_states
from binhyen.foundation.database.server import APP, PROVINCE

JOURNEYS = "tests/journeys/"
pytest_plugins = ["tests.cast", "tests.register_cast"]


class TogetherScheduling(LoadScopeScheduling):
    """Side by side, a file stays together, and so do the browser journeys: they share one served province."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if JOURNEYS in nodeid else nodeid.split("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TogetherScheduling:
    return TogetherScheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys come first: they take longest, and the rest runs beside them."""
    items.sort(key=lambda item: JOURNEYS not in item.nodeid)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The test database is made as ``binhyen db migrate`` makes one."""
    with narrow_states():
        yield


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
