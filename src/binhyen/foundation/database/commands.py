"""``binhyen db migrate`` and ``binhyen db status``."""

from __future__ import annotations

import click
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from .grants import apply, ensure_roles, missing
from .migrating import narrow_states
from .server import PROVINCE, DatabaseUnavailable
from .session import address, embedded


@click.command(help="Tạo và nâng cấp các bảng, rồi đặt quyền cho vai trò ứng dụng.")
@click.option("--quiet", is_flag=True, help="Chỉ nói khi có lỗi.")
def migrate(quiet: bool) -> None:
    upgrade(quiet=quiet)


def upgrade(*, quiet: bool) -> None:
    """Roles, tables, rights: everything the application needs of the database. As the owner; safe to run twice."""
    owner, app = address("owner"), address("app")
    try:
        ensure_roles(owner=owner, app=app)
    except DatabaseUnavailable as unavailable:
        raise click.ClickException(str(unavailable)) from None
    with narrow_states():
        call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    with transaction.atomic(), connection.cursor() as cursor:
        count = apply(cursor.cursor, role=PROVINCE)
        if owner.user != app.user:
            apply(cursor.cursor, role=app.user)
    if owner.user == app.user:
        click.echo(
            "Lưu ý: ứng dụng đang vào bằng chính chủ sở hữu của bảng, nên nhật ký chỉ được giữ bằng trigger. "
            "Hãy đặt DATABASE_OWNER_URL và cho DATABASE_URL một vai trò riêng.",
            err=True,
        )
    elif not quiet:
        click.echo(f"Đã đặt quyền trên {count} bảng cho vai trò “{app.user}”.")


@click.command(help="Máy chủ, phiên bản, nâng cấp còn thiếu, quyền của vai trò ứng dụng.")
def status() -> None:
    server, app = embedded(), address("app")
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        size = cursor.fetchone()[0]
        wrong = missing(cursor.cursor, role=app.user) + missing(cursor.cursor, role=PROVINCE)
    executor = MigrationExecutor(connections["default"])
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    click.echo(f"Máy chủ   : {'nhúng, ' + str(server.root) if server else f'{app.host}:{app.port}/{app.name}'}")
    click.echo(f"PostgreSQL: {version}, dữ liệu {size}")
    click.echo(f"Nâng cấp  : {f'còn {len(pending)} bước, hãy chạy binhyen db migrate' if pending else 'đầy đủ'}")
    click.echo(f"Quyền     : {'sai ở ' + ', '.join(wrong) + '; hãy chạy binhyen db migrate' if wrong else 'đúng'}")
    if pending or wrong:
        raise SystemExit(1)
