"""``binhyen journal verify`` and ``binhyen journal head``."""

from __future__ import annotations

import click
from django.utils import timezone

from . import actions

BROKEN = 2  # exit code


@click.command(
    help="Nối phần cuối vào chuỗi rồi đi hết chuỗi băm của nhật ký; in chỗ đứt đầu tiên.\n\n\b\n"
    "Mã thoát:\n  0  nguyên vẹn\n  2  chuỗi bị đứt\n"
)
def verify() -> None:
    verdict = actions.verify(at=timezone.now())
    if verdict.broken is None:
        click.echo(f"Nguyên vẹn: {verdict.head.position} ghi nhận.")
        click.echo(f"Đầu chuỗi: {verdict.head}")
        return
    broken = verdict.broken
    which = f", ghi nhận số {broken.fact_id}" if broken.fact_id else ""
    click.echo(f"CHUỖI BỊ ĐỨT ở mắt xích {broken.position}{which}: {broken.what}.", err=True)
    click.echo(f"Còn tin được đến mắt xích {verdict.head.position}.", err=True)
    raise SystemExit(BROKEN)


@click.command(help="In đầu chuỗi (số ghi nhận và mã băm) để ký giữ hoặc gửi đi nơi khác.")
def head() -> None:
    click.echo(str(actions.seal(at=timezone.now())))
