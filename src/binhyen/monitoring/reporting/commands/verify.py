"""``binhyen verify BC-…``: whether a report is still what was signed."""

from __future__ import annotations

import click
from django.utils import timezone

from binhyen.monitoring.reporting.actions.signing import verify as check
from binhyen.monitoring.reporting.queries import seals
from binhyen.monitoring.reporting.rules.signing import read_code

UNKNOWN, BROKEN = 1, 2  # exit codes, as for closed books


@click.command(help="Kiểm tra mã in trên báo cáo, ví dụ BC-7Q4K-2MPX.")
@click.argument("code")
def verify(code: str) -> None:
    seal = seals.of_code(code=read_code(code) or "")
    if seal is None:
        click.echo(f"Không có báo cáo nào mang mã {code}.", err=True)
        raise SystemExit(UNKNOWN)
    verdict = check(seal=seal, by=None, at=timezone.now())
    report = seal.version.report
    click.echo(f"{seal.code}: {report.round.duty.name}, {report.round.name}, {report.body.name}.")
    signed = "; ".join(f"{one.title}: {one.signer}" for one in seals.signed(version=seal.version))
    click.echo(f"Bản {seal.version.number}, ký lúc {timezone.localtime(seal.at):%H:%M %d/%m/%Y}. {signed}.")
    if verdict.holds:
        place = f", mắt xích {verdict.position} của nhật ký" if verdict.position else ""
        click.echo(f"Còn nguyên như lúc ký{place}.")
        return
    click.echo("KHÔNG KHỚP:", err=True)
    for trouble in verdict.troubles:
        click.echo(f"  - {trouble}", err=True)
    raise SystemExit(BROKEN)
