"""``binhyen offences import``: a list as units keep it, read as the page reads it; written only when that is asked."""

from __future__ import annotations

import sys
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import click
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.accounts.models import User

from . import imports
from .actions.bulk import record_rows
from .permissions import Permission, may
from .queries.columns import columns
from .queries.visible import recordable
from .values import Table

UNREAD, TO_MEND = 3, 4  # exit codes, explained in the help
MOST_SAID = 50
HELP = """Đọc FILE (.xlsx, .xls, .ods) như trang “Nhập Excel” đọc, in ra dòng nào ghi được, dòng nào cần sửa vì sao.

Không có --write thì không ghi gì. Dòng đã có trong sổ không ghi lần nữa.

\b
Mã thoát:
  0  mọi dòng đều ghi được, hoặc đã có
  2  gõ sai lệnh
  3  tệp không đọc được
  4  có dòng cần sửa trong tệp (các dòng khác vẫn được ghi khi có --write)
"""


@click.command(name="import", help=HELP, short_help="Nhập danh sách vụ việc, điểm, cây, người bị truy nã.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--table", type=click.Choice(Table.values), default=Table.OFFENCES.value, show_default=True)
@click.option("--by", required=True, metavar="TÊN", help="Tài khoản đứng tên: chỉ ghi được cho xã của người này.")
@click.option("--write", is_flag=True, help="Ghi các dòng ghi được vào sổ.")
def bring(file: Path, table: str, by: str, write: bool) -> None:
    user, now = User.objects.filter(username=by).first(), timezone.now()
    if user is None:
        raise click.BadParameter(f"Không có tài khoản {by}.", param_hint="--by")
    sys.exit(_bring(file, Table(table), user, now, write=write))


def _bring(file: Path, table: Table, user: User, now: datetime, *, write: bool) -> int:
    today = timezone.localdate(now)
    scope = scope_of(user=user, on=today)
    if not may(scope, Permission.RECORD):
        raise click.BadParameter(f"{user.username} không có quyền ghi vi phạm, địa bàn.", param_hint="--by")
    data = file.read_bytes()
    with scope_in_database(scope):
        reader = imports.Reader(table, columns(table, communes=recordable(scope=scope, on=today)), scope, today)
        found = imports.preview(data=data, reader=reader)
        _say(found, reader)
        if write and found.good:
            rows = [(one.stated, one.key) for one in found.good if one.stated]
            source = f"file:{sha256(data).hexdigest()[:16]}"
            done = record_rows(rows=rows, by=user, at=now, source=source, table=table.value)
            click.echo(f"Đã ghi {sum(one.record_id is not None for one in done)} dòng vào sổ.")
    if found.problem:
        return UNREAD
    return TO_MEND if found.bad else 0


def _say(found: imports.Preview, reader: imports.Reader) -> None:
    if found.problem:
        click.echo(found.problem, err=True)
        return
    labels = {one.name: str(one.label) for one in reader.columns}
    click.echo(
        f"{len(found.rows)} dòng: {len(found.good)} ghi được, {len(found.there)} đã có trong sổ, "
        f"{len(found.bad)} cần sửa."
    )
    if found.ignored:
        click.echo(f"Cột không dùng đến: {', '.join(found.ignored)}")
    for row in found.bad[:MOST_SAID]:
        said = [f"{labels[name]}: {words}" if name in labels else words for name, words in row.problems.items()]
        click.echo(f"  dòng {row.number}: {' '.join(said)}")
    if len(found.bad) > MOST_SAID:
        click.echo(f"  … và {len(found.bad) - MOST_SAID} dòng nữa.")
