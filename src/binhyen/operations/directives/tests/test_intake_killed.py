"""A worker killed in the middle of reading leaves nothing half: either the whole directive, or the file still waiting.

Each case runs the job in a process of its own, which kills itself with SIGKILL at a point of the work.
"""

import os
import signal
import subprocess
import sys
import textwrap
from io import BytesIO

import pytest
from django.db import connection

from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.work import Unwatched
from binhyen.operations.directives import jobs
from binhyen.operations.directives.actions import intake as intakes
from binhyen.operations.directives.models import Directive, DirectiveFinding, Duty, DutyPart, Intake, Passage
from binhyen.registers.documents.models import OfficialDocument

from .conftest import AT, PLAN

WORKER = """
    import os, signal, sys
    os.environ["DJANGO_SETTINGS_MODULE"] = "binhyen.config.settings_test"
    from django.conf import settings
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    settings.FILES_ROOT = sys.argv[2]
    import django
    django.setup()
    from datetime import datetime, timezone
    from django.db.models.query import QuerySet
    from binhyen.foundation.jobs.work import Unwatched
    from binhyen.operations.directives import jobs
    from binhyen.operations.directives.actions import reading

    def die(*args, **kwargs):
        os.kill(os.getpid(), signal.SIGKILL)

    point = sys.argv[4]
    if point == "after the reading":
        jobs.store_reading = die
    elif point == "after the document":
        reading._sections = die
    elif point == "before the commit":
        reading.events.DirectiveRead = die
    else:
        whole = QuerySet.bulk_create
        def bulk_create(self, *args, **kwargs):
            made = whole(self, *args, **kwargs)
            if self.model.__name__ == point:
                die()
            return made
        QuerySet.bulk_create = bulk_create
    jobs.read(intake_id=int(sys.argv[3]), progress=Unwatched(), at=datetime(2026, 2, 6, tzinfo=timezone.utc))
"""
POINTS = [
    "after the reading", "after the document", "Passage", "Duty", "DutyPart", "DirectiveFinding", "before the commit",
]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", POINTS)
def test_a_killed_reading_leaves_nothing_half_and_is_done_again(point, files_root, db):
    officer = User.objects.create(username="officer")
    intake = intakes.receive(content=BytesIO(PLAN.encode()), name="ke-hoach.txt", issued=None, by=officer, at=AT)

    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WORKER), connection.settings_dict["NAME"], str(files_root),
         str(intake.pk), point],
        env=dict(os.environ), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    for model in (Directive, Passage, Duty, DutyPart, DirectiveFinding, OfficialDocument):
        assert not model.objects.exists(), model
    assert Intake.objects.get().state == "READING"

    jobs.read(intake_id=intake.pk, progress=Unwatched(), at=AT)
    assert Directive.objects.count() == 1
    assert Duty.objects.count() > 8
