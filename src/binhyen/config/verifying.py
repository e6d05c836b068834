"""``binhyen verify CODE``: the code of closed books or of a report; each subject checks its own."""

from __future__ import annotations

import click

from binhyen.monitoring.indicators.commands.verify import verify as books
from binhyen.monitoring.reporting.commands.verify import verify as reports
from binhyen.monitoring.reporting.rules.signing import read_code


@click.command(
    help="Kiểm tra mã in trên giấy: mã chốt số (BY-7Q4K-2M), mã báo cáo (BC-7Q4K-2MPX), mã tổng hợp (TH-7Q4K-2MPX).\n\n"
    "\b\n"
    "Mã thoát:\n  0  còn nguyên vẹn\n  1  không có mã này\n  2  không khớp\n"
)
@click.argument("code")
@click.pass_context
def verify(context: click.Context, code: str) -> None:
    context.invoke(reports if read_code(code) else books, code=code)
