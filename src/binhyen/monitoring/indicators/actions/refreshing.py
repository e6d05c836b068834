"""A snapshot and all figures from it, where anything has changed since the last."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.indicators.models import Touched
from binhyen.monitoring.indicators.queries.boards import latest_run
from binhyen.operations.cases.rules.time import day_of

from . import figures, snapshot
from .forecasting import forecast
from .snapshot import Told, alone

COMMAND = (str(Path(sys.executable).parent / "binhyen"), "snapshot", "--gently")


class NotRefreshed(Exception):
    """The process that computes has failed; what it said last."""


def refresh_figures(*, scope: Scope, at: datetime, told: Told) -> str:
    """Take a snapshot and compute; says what came of it. ``scope`` opens everything. Safe to run twice.

    One at a time: a second run waits for the first, and then mostly finds nothing changed.
    """
    with alone():
        return _refresh(scope=scope, at=at, told=told)


def _refresh(*, scope: Scope, at: datetime, told: Told) -> str:
    taken = snapshot.take_with_marks(scope=scope, at=at, told=told)
    today, before = day_of(at), latest_run()
    if before and (before.digest, before.as_of) == (taken.snapshot.manifest.digest, today):
        Touched.objects.filter(pk__in=taken.touched).delete()
        return "Không có gì thay đổi từ lần tính trước."
    told(0, 0, "Đang tính mọi chỉ tiêu")
    areas = snapshot.areas(taken.snapshot)
    if not areas:
        return "Chưa có người nào trong sổ, chưa có gì để tính."
    run = figures.keep(snapshot=taken.snapshot, areas=areas, as_of=today, at=at)
    Touched.objects.filter(pk__in=taken.touched).delete()
    told(0, 0, "Đang dự báo")
    forecast(run=run)
    return f"Đã tính {len(run.codes) - len(run.no_source)} chỉ tiêu của {len(areas)} địa bàn."


def refresh_aside(*, told: Told) -> str:
    """The same in a process of its own that gives way to all others, so that pages and short work stay quick."""
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:  # noqa: S603
        last = ""
        for line in child.stderr or ():
            last = line.strip() or last
            told(0, 0, last)
        said = child.stdout.read().strip() if child.stdout else ""
    if child.returncode:
        raise NotRefreshed(last)
    return said
