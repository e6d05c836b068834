"""``binhyen verify CODE``: whether the figures behind a code on a report are still those that were closed."""

from __future__ import annotations

import click
from django.utils import timezone

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.monitoring.indicators.actions import closing as acts
from binhyen.monitoring.indicators.queries import closings
from binhyen.monitoring.indicators.rules.codes import read_code

UNKNOWN, BROKEN = 1, 2  # exit codes


@click.command(
    help="Kiểm tra mã chốt số liệu in trên báo cáo, ví dụ BY-7Q4K-2M.\n\n\b\n"
    "Mã thoát:\n  0  còn nguyên vẹn\n  1  không có mã này\n  2  không khớp\n"
)
@click.argument("code")
def verify(code: str) -> None:
    wanted = read_code(code)
    if wanted is None:
        click.echo(f"“{code}” không phải mã chốt: mã có dạng BY-7Q4K-2M, xem lại từng ký tự.", err=True)
        raise SystemExit(UNKNOWN)
    with scope_in_database(THE_SYSTEM):
        closing = closings.one(code=wanted)
        if closing is None:
            click.echo(f"Không có bản chốt nào mang mã {wanted}.", err=True)
            raise SystemExit(UNKNOWN)
        verdict = acts.check(closing=closing, by=None, at=timezone.now())
    period = closings.period_of(closing)
    click.echo(f"{closing.code}: số liệu {period.name}, {closing.people} người trong ba danh sách.")
    click.echo(f"Người ký: {closing.signer}, lúc {timezone.localtime(closing.closed_at):%H:%M %d/%m/%Y}.")
    if verdict.holds:
        place = f", mắt xích {verdict.position} của nhật ký" if verdict.position else ""
        click.echo(f"Còn nguyên vẹn: {verdict.rows} dòng khớp{place}.")
        return
    click.echo("KHÔNG KHỚP:", err=True)
    for finding in verdict.findings:
        click.echo(f"  - {finding.text}", err=True)
    raise SystemExit(BROKEN)
