"""The table of periodic work: every line names something that exists and can be called with a moment."""

import inspect
from datetime import UTC, datetime

import pytest
from croniter import croniter
from django.utils.module_loading import autodiscover_modules
from procrastinate import App
from procrastinate.testing import InMemoryConnector

from binhyen.config import schedule
from binhyen.config.schedule import SCHEDULE
from binhyen.foundation.jobs.work import WORK
from binhyen.foundation.notifications.rules import digest_due


@pytest.mark.parametrize("line", SCHEDULE, ids=lambda line: line.kind)
def test_every_line_names_a_function_that_takes_a_moment(line):
    autodiscover_modules("jobs")

    inspect.signature(WORK[line.kind]).bind(at=datetime(2026, 2, 3, tzinfo=UTC))
    assert croniter.is_valid(line.cron)


def test_work_that_people_ask_for_can_tell_how_far_it_is():
    autodiscover_modules("jobs")
    periodic = {line.kind for line in SCHEDULE}
    asked = {kind: inspect.signature(function) for kind, function in WORK.items() if kind not in periodic}

    assert asked
    assert [kind for kind, signature in asked.items() if not {"progress", "at"} <= set(signature.parameters)] == []


def test_digests_are_tried_at_half_past_seven_in_vietnam():
    (line,) = [line for line in SCHEDULE if line.kind == "notifications.digest"]

    assert croniter.match(line.cron, datetime(2026, 2, 3, 0, 30, tzinfo=UTC))  # 07:30 in Vietnam
    assert digest_due(datetime(2026, 2, 3, 7, 30))  # noqa: DTZ001 - local on purpose
    assert not digest_due(datetime(2026, 2, 3, 7, 29))  # noqa: DTZ001


def test_of_what_a_server_makes_good_for_at_its_start_one_runs_at_a_time(monkeypatch):
    queue = App(connector=InMemoryConnector())
    monkeypatch.setattr(schedule, "app", queue)

    schedule.register()

    ours = {name: task for name, task in queue.tasks.items() if name.startswith("schedule.")}
    assert {name for name, task in ours.items() if not task.lock} == {"schedule.journal.seal", "schedule.jobs.sweep"}
    assert len({task.queueing_lock for task in ours.values()}) == len(SCHEDULE)
