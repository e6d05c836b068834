"""``binhyen snapshot``: apart from the other command, because it loads the analytics."""

from __future__ import annotations

import click
from django.utils import timezone

from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.monitoring.indicators.actions.refreshing import refresh_figures


@click.command(help="Chụp số liệu của tỉnh (Parquet) và tính lại mọi chỉ tiêu.")
def snapshot() -> None:
    click.echo(refresh_figures(scope=THE_SYSTEM, at=timezone.now(), told=_said))


def _said(done: int, total: int, words: str) -> None:
    click.echo(words, err=True)
