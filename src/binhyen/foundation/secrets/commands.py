"""``binhyen keys list``, ``binhyen keys new``, ``binhyen keys rotate``: the keys of sealed fields, by the owner."""

from __future__ import annotations

import click
from django.utils import timezone

from . import actions, keyring, queries
from .registry import sealed_columns
from .values import KeysUnusable, NotGenuine, SealedColumn


@click.command(help="Các khóa đang có và số ô mã hóa dưới mỗi khóa; không in khóa.")
def list_keys() -> None:
    try:
        rows = queries.key_table()
    except KeysUnusable as unusable:
        raise click.ClickException(str(unusable)) from None
    click.echo(f"Tệp khóa: {keyring.path()}")
    for row in rows:
        made = f"tạo lúc {row.made_at}" if row.known else "KHÔNG CÓ trong tệp"
        click.echo(f"Khóa {row.number:>3}  dấu {row.mark}  {made}  {row.used} ô")
    if not all(row.known for row in rows):
        raise click.ClickException("Có dữ liệu mã hóa bằng khóa không còn trong tệp. Hãy đặt lại tệp khóa đã giữ.")


@click.command(help="Thêm một khóa; từ đây dữ liệu mới dùng khóa này. Sau đó hãy chạy `binhyen keys rotate`.")
def new() -> None:
    try:
        key = actions.make_key(by=None, at=timezone.now())
    except KeysUnusable as unusable:
        raise click.ClickException(str(unusable)) from None
    click.echo(f"Đã thêm khóa số {key.number} vào {keyring.path()}. Hãy giữ một bản của tệp này ở nơi khác.")


@click.command(help="Mã hóa lại mọi ô bằng khóa mới nhất, theo từng đợt; dừng giữa chừng thì chạy lại để làm tiếp.")
def rotate() -> None:
    try:
        total = sum(_rotate(column) for column in sealed_columns())
        number = keyring.ring().newest.number
    except (KeysUnusable, NotGenuine) as refused:
        raise click.ClickException(f"{refused} Các đợt trước đó đã xong và vẫn dùng được.") from None
    click.echo(f"Xong: {total} ô đã chuyển sang khóa số {number}.")


def _rotate(column: SealedColumn) -> int:
    total = 0
    last: object = None
    while (batch := actions.seal_anew(column=column, after=last, by=None, at=timezone.now())).rows:
        total, last = total + batch.rows, batch.last
        click.echo(f"{column.table}.{column.column}: {total}", err=True)
    return total
