"""``binhyen db start`` and ``binhyen db stop``: the embedded server's life by hand. No Django needed."""

from __future__ import annotations

import click

from .server import DatabaseUnavailable
from .session import embedded


@click.command(help="Bật cơ sở dữ liệu nhúng (bật lần đầu thì tạo).")
def start() -> None:
    server = embedded()
    if server is None:
        click.echo("Đang dùng máy chủ của DATABASE_URL; không có gì để bật.")
        return
    try:
        server.start()
    except DatabaseUnavailable as unavailable:
        raise click.ClickException(str(unavailable)) from None
    click.echo(f"Cơ sở dữ liệu nhúng đang chạy ở {server.root}.")


@click.command(help="Tắt cơ sở dữ liệu nhúng.")
def stop() -> None:
    server = embedded()
    if server is None:
        click.echo("Đang dùng máy chủ của DATABASE_URL; hãy tắt ở máy chủ đó.")
        return
    server.stop()
    click.echo("Đã tắt cơ sở dữ liệu nhúng.")
