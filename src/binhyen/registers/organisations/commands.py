"""``binhyen organisations load``: the bodies of a province and of its communes."""

import click
from django.utils import timezone

from . import actions, imports


@click.command(help="Nạp danh mục cơ quan của một tỉnh, cơ quan của các xã và các nhóm nơi nhận.")
@click.argument("province", metavar="MÃ_TỈNH")
def load(province: str) -> None:
    tables = imports.read_bodies(province_code=province)
    loaded = actions.load_bodies(tables=tables, province_code=province, by=None, at=timezone.now())
    click.echo(f"Đã nạp {loaded.bodies} cơ quan, {loaded.aliases} tên gọi khác, {loaded.memberships} thành viên nhóm.")
    for problem in loaded.problems:
        click.echo(f"Lưu ý, {problem.row}: {problem.reason}", err=True)
