"""``binhyen snapshot``: apart from the other command, because it loads the analytics."""

from __future__ import annotations

import click
from django.utils import timezone

from binhyen.monitoring.indicators.jobs import refresh


@click.command(help="Chụp số liệu của tỉnh (Parquet) và tính lại mọi chỉ tiêu.")
def snapshot() -> None:
    click.echo(refresh(at=timezone.now(), progress=_Said()))


class _Said:
    """Progress on the screen."""

    def report(self, done: int, total: int = 0, message: str = "") -> None:
        click.echo(message, err=True)

    def link(self, url: str) -> None:
        """Nothing to open in a terminal."""
