"""Who measures: an officer of the province. Prints a session cookie: ``python -m bench.cases_fill``."""

import sys
from datetime import date

from binhyen.foundation.database.session import prepare

prepare("owner")

from importlib import import_module  # noqa: E402

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import connection  # noqa: E402

from binhyen.foundation.accounts.models import Appointment, User  # noqa: E402
from binhyen.foundation.accounts.values import Role  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def session_of(user: User) -> str:
    """The key of a session in which somebody is signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def main() -> None:
    user = User.objects.create(username="bench", full_name="Người đo")
    Appointment.objects.create(
        user=user, role=Role.PROVINCE_OFFICER, body_key="ca_tinh", area_code="15", valid_from=date(2025, 7, 1)
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum does a minute after a bulk load
    sys.stdout.write(session_of(user) + "\n")


if __name__ == "__main__":
    main()
