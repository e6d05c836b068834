"""A snapshot and all figures from it, where anything has changed since the last."""

from datetime import datetime

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.indicators.queries.boards import latest_run
from binhyen.operations.cases.rules.time import day_of

from . import figures, snapshot
from .forecasting import forecast
from .snapshot import Told


def refresh_figures(*, scope: Scope, at: datetime, told: Told) -> str:
    """Take a snapshot and compute; says what came of it. ``scope`` opens everything. Safe to run twice."""
    taken = snapshot.take(scope=scope, at=at, told=told)
    today, before = day_of(at), latest_run()
    if before and (before.digest, before.as_of) == (taken.manifest.digest, today):
        return "Không có gì thay đổi từ lần tính trước."
    told(0, 0, "Đang tính mọi chỉ tiêu")
    areas = snapshot.areas(taken)
    if not areas:
        return "Chưa có người nào trong sổ, chưa có gì để tính."
    run = figures.keep(snapshot=taken, areas=areas, as_of=today, at=at)
    told(0, 0, "Đang dự báo")
    forecast(run=run)
    return f"Đã tính {len(run.codes) - len(run.no_source)} chỉ tiêu của {len(areas)} địa bàn."
