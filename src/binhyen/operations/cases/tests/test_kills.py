"""A process killed with -9 in the middle of its work: what it left is whole, and the work is found again and ended."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.jobs.jobs import sweep
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.jobs.values import JobState
from binhyen.foundation.journal.models import Fact as JournalFact
from binhyen.foundation.notifications.models import Notification
from binhyen.operations.cases.actions import transfers
from binhyen.operations.cases.models import Case, CaseFact, ListImport, Transfer
from binhyen.operations.cases.values import Fate, ListState
from binhyen.registers.people.actions.merging import merge
from binhyen.registers.people.models import Merge, Person
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .faults_cast import NOW, dropped, names, on_a_list, two_records
from .soundness import balance, halves

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 6
DAY, TODAY = date(2026, 8, 6), timezone.localdate
LONGEST = 30  # seconds anything here may take
chance = random.Random(9)  # noqa: S311 - moments that can be drawn again


def waited(what):
    """Until ``what()`` is true."""
    end = time.monotonic() + LONGEST
    while not (found := what()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)
    return found


class Nursery:
    """Children that work in processes of their own, each of them ours to kill."""

    def __init__(self, database):
        script = str(Path(__file__).with_name("nursery.py"))
        self.process = subprocess.Popen(
            [sys.executable, script, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.children = []
        assert self.process.stdout.readline() == "ready\n"

    def start(self, **asked):
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        self.children.append(int(self.process.stdout.readline()))

    def alive(self):
        try:
            os.kill(self.children[-1], 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self):
        """The last child is gone, and the database has undone what it had begun."""
        with suppress(ProcessLookupError):
            os.kill(self.children[-1], signal.SIGKILL)
        waited(lambda: not self.alive())
        waited(nobody_else)

    def end(self):
        if self.children:
            with suppress(ProcessLookupError):
                os.kill(self.children[-1], signal.SIGKILL)
        self.process.stdin.close()
        self.process.wait(LONGEST)


def nobody_else():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone() == (0,)


@pytest.fixture(scope="module")
def nursery(django_db_setup):
    made = Nursery(connection.settings_dict["NAME"])
    yield made
    made.end()


@pytest.fixture(autouse=True)
def empty_queue():
    """Its tables are no models: they are not cleared with the others."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")


def wrong(on):
    communes = (BAN_LAU, NEXT_COMMUNE)
    return halves(on=on), balance(start=date(2026, 7, 1), end=max(on, DAY), communes=communes)


def killed_in_the_middle(nursery, count, **asked):
    """Start the work, kill it a moment after it has done one thing more. Returns how many things there are then."""
    before = count()
    nursery.start(**asked)
    waited(lambda: count() > before or not nursery.alive())
    time.sleep(chance.uniform(0, 0.03))
    nursery.kill()
    return count()


def test_acts_killed_in_the_middle_are_there_or_not_and_are_gone_on_with(person, nursery):
    by = person("officer")
    people = [on_a_list(name, by=by).pk for name in names(26)]
    acts = JournalFact.objects.filter(kind="cases.FactRecorded", at__gte=NOW).count
    seen = []
    for _ in range(KILLS):
        still = Case.objects.filter(commune_code=BAN_LAU, to_commune_code="").order_by("pk")
        left = list(still.values_list("pk", flat=True))
        given = {"people": left, "to": NEXT_COMMUNE, "by": by.pk, "at": NOW.isoformat()}
        seen.append(killed_in_the_middle(nursery, acts, work="move", **given))
        assert wrong(DAY) == ({}, [])
        assert Case.objects.count() == len(people), "nobody is lost between two communes"

    assert seen == sorted(set(seen)), "each run did something"
    assert seen[-1] < 2 * len(people), "the last one too was killed in the middle"
    for row in Transfer.objects.filter(closed_at__isnull=True):
        areas = frozenset({NEXT_COMMUNE})
        transfers.accept(transfer_id=row.pk, areas=areas, arrived_at=NOW, by=by, at=NOW)
    assert wrong(DAY) == ({}, [])
    assert not Case.objects.exclude(to_commune_code="").exists()


def test_merges_killed_in_the_middle_leave_one_record_or_two_and_are_gone_on_with(person, nursery):
    by = person("officer")
    pairs = [tuple(one.pk for one in two_records(n, by=by)) for n in range(3 * KILLS)]
    facts = CaseFact.objects.count()

    def open_pairs():
        done = set(Merge.objects.values_list("gone_id", flat=True))
        return [pair for pair in pairs if pair[1] not in done]

    seen = []
    for _ in range(KILLS):
        given = {"pairs": open_pairs(), "by": by.pk, "at": NOW.isoformat()}
        seen.append(killed_in_the_middle(nursery, Merge.objects.count, work="merge", **given))
        assert wrong(DAY) == ({}, [])
        assert CaseFact.objects.count() == facts
        assert Case.objects.count() == 2 * len(pairs) - seen[-1]

    assert seen == sorted(set(seen)), "each run did something"
    for kept, gone in open_pairs():
        merge(kept_id=kept, gone_id=gone, fields=(), by=by, at=NOW, reason="Một người")
    assert wrong(DAY) == ({}, [])
    assert Case.objects.count() == len(pairs)


def test_a_list_whose_worker_is_killed_is_found_again_told_of_and_written_to_its_end(person, as_, nursery):
    by, browser = person("commune_police"), as_("commune_police")
    source = dropped(60, by=by)
    page, write = (reverse(f"cases:{name}", args=[source.pk]) for name in ("list-import", "list-write"))
    Job.objects.all().delete()  # the reading, which is done
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    rows = source.rows.exclude(fate=Fate.WAITING).count
    assert browser.post(write).status_code == 302

    for kill in range(1, KILLS + 1):
        done = killed_in_the_middle(nursery, rows, work="worker")
        assert wrong(TODAY()) == ({}, [])
        assert 0 < done < 60
        assert Person.objects.count() == Case.objects.count() == done
        sweep(at=timezone.now(), silent_seconds=0)
        job = Job.objects.latest("pk")
        assert job.state == JobState.QUEUED, "the queue has it again"
        assert f"Đã xong {done} trên 60 dòng" in browser.get(page).content.decode()
        if kill % 3 == 0:  # thrice is the end of trying by itself
            given_up(nursery, job, by)
            assert "Làm tiếp" in browser.get(page).content.decode()
            assert browser.post(write).status_code == 302

    nursery.start(work="worker")
    waited(lambda: ListImport.objects.get().state == ListState.WRITTEN)
    waited(lambda: Job.objects.latest("pk").state == JobState.DONE)
    nursery.kill()
    assert wrong(TODAY()) == ({}, [])
    assert dict(ListImport.objects.get().counts["fates"]) == {"WRITTEN": 59, "BASKET": 1}
    assert Person.objects.count() == Case.objects.count() == 59
    assert JournalFact.objects.filter(kind="cases.ListWritten").count() == 1


def given_up(nursery, job, by):
    """The worker takes the job once more and leaves it: who asked is told. Killed then too, it keeps no lock."""
    nursery.start(work="worker")
    waited(lambda: Job.objects.get(pk=job.pk).state == JobState.INTERRUPTED)
    nursery.kill()
    sweep(at=timezone.now(), silent_seconds=0)
    assert Notification.objects.filter(user=by, kind="jobs.failed").exists()
