"""A process with everything loaded: each line it reads becomes a child that does that work, and may kill itself.

``kill`` is after which statement the child sends itself SIGKILL: 0 counts the statements and undoes them all, -1 dies
when the work is over. Answers with how the child ended: the count, "killed" or "done". Started by test_killed.py.
"""
# ruff: noqa: E402 - tables load after the settings are chosen

import json
import os
import signal
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "binhyen.config.settings_test"

import django

django.setup()

from django.db import connection, transaction
from django.utils.dateparse import parse_datetime

from binhyen.foundation.access.queries import scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.work import Unwatched
from binhyen.monitoring.reporting import jobs
from binhyen.monitoring.reporting.actions import signing
from binhyen.monitoring.reporting.rules import checks
from binhyen.monitoring.reporting.rules.duties import duties
from binhyen.monitoring.reporting.rules.forms import shipped
from binhyen.operations.cases.rules.time import day_of


def sign(*, report_id, seen, by, at):
    reader = scope(user=by, on=day_of(at))
    signing.sign(report_id=report_id, seen=seen, agreed=True, capacity="HEAD", scope=reader, by=by, at=at)


def consolidate(*, round_id, by, at):
    jobs.consolidate(round_id=round_id, by_id=by.pk, progress=Unwatched(), at=at)


WORK = {"sign": sign, "consolidate": consolidate}


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Count:
    """Counts statements that were carried out; the process is gone after the one it is told."""

    def __init__(self, last):
        self.last, self.done = last, 0

    def __call__(self, execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        self.done += not sql.startswith(("SAVEPOINT", "RELEASE"))
        if self.done == self.last:
            die()
        return found


def child(asked, answer):
    kill, work = asked.pop("kill"), WORK[asked.pop("work")]
    asked |= {"by": User.objects.get(pk=asked["by"]), "at": parse_datetime(asked["at"])}
    count = Count(kill)
    with connection.execute_wrapper(count):
        if kill:
            work(**asked)
            if kill < 0:
                die()
        else:
            with transaction.atomic():
                work(**asked)
                transaction.set_rollback(True)
    os.write(answer, str(count.done).encode())


def main():
    connection.settings_dict["NAME"] = sys.argv[1]
    shipped(), duties(), checks.dictionary()
    print("ready", flush=True)  # noqa: T201 - the way to the test
    for line in sys.stdin:
        asked = json.loads(line)
        reads, writes = os.pipe()
        number = os.fork()
        if not number:
            child(asked, writes)
            os._exit(0)
        os.close(writes)
        _, status = os.waitpid(number, 0)
        counted = os.read(reads, 20).decode()
        os.close(reads)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print("killed" if killed else counted or "failed", flush=True)  # noqa: T201


main()
