"""``binhyen snapshot``: apart from the other command, because it loads the analytics."""

from __future__ import annotations

import os

import click
from django.utils import timezone

from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.monitoring.indicators.actions.refreshing import refresh_figures

GENTLY = 10  # steps of priority given up


@click.command(help="Chụp số liệu của tỉnh (Parquet) và tính lại mọi chỉ tiêu.")
@click.option("--gently", is_flag=True, help="Nhường bộ xử lý cho việc khác.")
def snapshot(gently: bool) -> None:
    if gently:
        os.nice(GENTLY)
    click.echo(refresh_figures(scope=THE_SYSTEM, at=timezone.now(), told=_said))


def _said(done: int, total: int, words: str) -> None:
    click.echo(words, err=True)
