"""A process killed with -9 while it signs, seals or puts together: nothing is half, and it is gone on with."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.reporting.actions import consolidating, signing
from binhyen.monitoring.reporting.actions.signing import fingerprint
from binhyen.monitoring.reporting.models import (
    Consolidation,
    Report,
    ReportAct,
    ReportSeal,
    ReportVersion,
    Signature,
)
from binhyen.monitoring.reporting.queries import seals
from binhyen.monitoring.reporting.queries.report import live_content
from binhyen.monitoring.reporting.tests.conftest import AT

pytestmark = pytest.mark.django_db(transaction=True)
POINTS, LONGEST = 7, 30  # moments of one work; seconds anything may take
TABLES = (Report, ReportVersion, Signature, ReportSeal, ReportAct, Consolidation, Fact)


class Nursery:
    """A process whose children do the work and are killed."""

    def __init__(self, database):
        script = str(Path(__file__).with_name("nursery.py"))
        self.process = subprocess.Popen(
            [sys.executable, script, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout.readline() == "ready\n"

    def does(self, **asked):
        """How the child ended, once the database has undone what it had begun."""
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        ended = self.process.stdout.readline().strip()
        end = time.monotonic() + LONGEST
        while not nobody_else():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.01)
        return ended

    def end(self):
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


def everything():
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}


def killed_at_every_point(nursery, **asked):
    """Killed after the first statement, after the last, and between: each time all is as before. How many points."""
    statements = int(nursery.does(kill=0, **asked))
    points = sorted({1, statements, *range(2, statements, max(1, statements // POINTS))})
    before = everything()
    for point in points:
        assert nursery.does(kill=point, **asked) == "killed"
        assert everything() == before, f"after statement {point} of {statements}"
    return len(points)


def test_signing_and_sealing_are_there_whole_or_not_at_all(filled, person, nursery):
    for name, left in (("commune_police", 0), ("commune_committee", 1)):
        versions = filled.versions.order_by("-number")
        content = versions[0].content if left else live_content(report=filled, at=AT)[1].data()
        asked = {"report_id": filled.pk, "seen": fingerprint(content), "by": person(name).pk, "at": AT.isoformat()}
        assert killed_at_every_point(nursery, work="sign", **asked) > POINTS
        assert nursery.does(work="sign", kill=-1, **asked) == "killed", "when all was written"
        filled.refresh_from_db()
        assert (filled.signed_steps, Signature.objects.count()) == (left + 1, left + 1)

    seal = seals.of_code(code=ReportSeal.objects.get().code)
    assert signing.verify(seal=seal, by=None, at=AT).holds
    assert (filled.state, filled.latest_id, filled.first_sent_at) == ("SENT", seal.version_id, AT)


def test_what_is_put_together_is_there_whole_or_not_at_all_and_the_job_goes_on(sent, person, nursery):
    asked = {"work": "consolidate", "round_id": sent.round_id, "by": person("coordinator").pk, "at": AT.isoformat()}
    assert killed_at_every_point(nursery, **asked) > POINTS
    assert not Consolidation.objects.exists()

    assert nursery.does(kill=-1, **asked) == "killed", "the worker dies before it says that it is done"
    made = Consolidation.objects.get()
    assert consolidating.verify(row=made, by=None, at=AT).holds
    assert int(nursery.does(kill=10_000, **asked)) > 0, "the job is run again"
    assert Consolidation.objects.get() == made
