"""A process with everything loaded and no connection: each line it reads becomes a child that does that work.

It answers with the child's number, so that a test can kill it in the middle. Started by test_kills.py with the name
of the database.
"""
# ruff: noqa: E402 - tables load after the settings are chosen

import json
import os
import signal
import sys
from datetime import timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "binhyen.config.settings_test"

import django

django.setup()

from django.db import connection
from django.utils.dateparse import parse_datetime
from procrastinate.contrib.django import app

from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.jobs import run
from binhyen.foundation.jobs.work import WORK as REGISTERED
from binhyen.operations.cases.actions import transfers
from binhyen.operations.cases.actions.lists import writing
from binhyen.operations.cases.jobs import write_one_list
from binhyen.operations.cases.queries.labels import state_labels
from binhyen.operations.cases.rules import clocks, facts, parameters
from binhyen.operations.cases.values import FactKind
from binhyen.registers.people.actions.merging import merge

CHUNK = 3  # rows of a list in one transaction, so that there is a middle to be killed in


def move(*, people, to, by, at):
    """Each person leaves and arrives: two acts."""
    for person in people:
        row = transfers.start(person_id=person, left_at=at, to_commune=to, by=by, at=at)
        later = at + timedelta(hours=1)
        transfers.accept(transfer_id=row.pk, areas=frozenset({to}), arrived_at=later, by=by, at=later)


def merge_all(*, pairs, by, at):
    for kept, gone in pairs:
        merge(kept_id=kept, gone_id=gone, fields=("full_name",), by=by, at=at, reason="Một người")


def work_off(**_):
    """The worker, as ``binhyen worker`` runs it, without what comes by the clock."""
    writing.CHUNK = CHUNK
    assert run.name in app.tasks
    assert write_one_list in REGISTERED.values()
    queue = app.with_connector(app.connector.get_worker_connector())
    with queue.open():
        queue.run_worker(concurrency=1, delete_jobs="successful")


WORK = {"move": move, "merge": merge_all, "worker": work_off}


def child(line):
    asked = json.loads(line)
    work = WORK[asked.pop("work")]
    if "by" in asked:
        asked |= {"by": User.objects.get(pk=asked["by"]), "at": parse_datetime(asked["at"])}
    work(**asked)


def main():
    connection.settings_dict["NAME"] = sys.argv[1]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    parameters.load(), clocks.clock_rules(), facts.spec(FactKind.MOVED_OUT), state_labels()
    print("ready", flush=True)  # noqa: T201 - the way to the test
    for line in sys.stdin:
        number = os.fork()
        if not number:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            child(line)
            os._exit(0)
        print(number, flush=True)  # noqa: T201


main()
