"""``binhyen verify BC-…`` and ``TH-…``: whether a report, or many put together, still is what it was."""

from __future__ import annotations

import click
from django.utils import timezone

from binhyen.monitoring.reporting.actions import consolidating, signing
from binhyen.monitoring.reporting.models import Consolidation, ReportSeal
from binhyen.monitoring.reporting.queries import consolidation, seals
from binhyen.monitoring.reporting.rules.signing import read_code

UNKNOWN, BROKEN = 1, 2  # exit codes, as for closed books


@click.command(help="Kiểm tra mã in trên báo cáo, ví dụ BC-7Q4K-2MPX, hoặc bản tổng hợp, ví dụ TH-7Q4K-2MPX.")
@click.argument("code")
def verify(code: str) -> None:
    plain = read_code(code) or ""
    seal, together = seals.of_code(code=plain), consolidation.one(code=plain)
    if seal is not None:
        verdict = signing.verify(seal=seal, by=None, at=timezone.now())
        _said(seal)
    elif together is not None:
        verdict = consolidating.verify(row=together, by=None, at=timezone.now())
        _said_together(together)
    else:
        click.echo(f"Không có báo cáo nào mang mã {code}.", err=True)
        raise SystemExit(UNKNOWN)
    if verdict.holds:
        place = f", mắt xích {verdict.position} của nhật ký" if verdict.position else ""
        click.echo(f"Còn nguyên như lúc {'ký' if seal else 'tổng hợp'}{place}.")
        return
    click.echo("KHÔNG KHỚP:", err=True)
    for trouble in verdict.troubles:
        click.echo(f"  - {trouble}", err=True)
    raise SystemExit(BROKEN)


def _said(seal: ReportSeal) -> None:
    report = seal.version.report
    click.echo(f"{seal.code}: {report.round.duty.name}, {report.round.name}, {report.body.name}.")
    signed = "; ".join(f"{one.title}: {one.signer}" for one in seals.signed(version=seal.version))
    click.echo(f"Bản {seal.version.number}, ký lúc {timezone.localtime(seal.at):%H:%M %d/%m/%Y}. {signed}.")


def _said_together(row: Consolidation) -> None:
    click.echo(f"{row.code}: {row.round.duty.name}, {row.round.name}, bản tổng hợp {row.number}.")
    click.echo(f"{len(row.versions)} báo cáo, tổng hợp lúc {timezone.localtime(row.at):%H:%M %d/%m/%Y}.")
