"""A session of somebody of the demonstration, and tables as they are a minute later: ``… bench.leader_fill leader``."""

import sys

from bench.cases_fill import session_of  # makes the process ready first

from django.db import connection  # isort: skip

from binhyen.foundation.accounts.models import User  # isort: skip


def main(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    sys.stdout.write(session_of(User.objects.get(username=name)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
