"""``binhyen cases refold``: every case by the law's data of now, after they changed."""

from __future__ import annotations

import click
from django.utils import timezone

from binhyen.registers.territories.models import Commune

from .actions import refolding
from .queries.labels import list_labels

HELP = """Tính lại hồ sơ theo dữ liệu luật hiện nay (law/cases/*.toml). Chạy sau mỗi lần sửa dữ liệu luật.

Sự kiện đã ghi không đổi. Chỉ hồ sơ cho kết quả khác mới được ghi lại, nên chạy lần nữa không đổi gì thêm.
Làm theo từng đợt; dừng giữa chừng thì các đợt đã xong vẫn còn, chạy lại để làm tiếp.
"""


@click.command(name="refold", help=HELP, short_help="Tính lại hồ sơ theo dữ liệu luật hiện nay.")
@click.option("--commune", default="", metavar="MÃ", help="Chỉ hồ sơ của một xã, phường (mã năm chữ số).")
@click.option("--after", default=0, metavar="SỐ", help="Làm tiếp từ sau hồ sơ số này (in ra khi dừng giữa chừng).")
def refold(commune: str, after: int) -> None:
    if commune and not Commune.objects.filter(code=commune).exists():
        raise click.BadParameter(f"Không có xã, phường mã {commune}.", param_hint="--commune")
    line = Line(after)
    try:
        done = refolding.refold_all(at=timezone.now(), commune=commune, after=after, told=line)
    except BaseException:
        click.echo(f"Dừng sau hồ sơ số {line.last}. Phần đã xong vẫn còn. Làm tiếp: --after {line.last}", err=True)
        raise
    click.echo(f"Đã xem {done.looked} hồ sơ, {done.changed} hồ sơ cho kết quả khác và đã ghi lại.")
    if done.moves:
        click.echo(f"Bổ sung {done.moves} lượt chuyển nơi cư trú chưa có dòng.")
    words = list_labels()
    for (before, now), people in sorted(done.lists.items()):
        click.echo(f"  {words[before]} → {words[now]}: {people} người")


class Line:
    """How far it is, on the screen of errors."""

    def __init__(self, after: int) -> None:
        self.last = after

    def __call__(self, looked: int, whole: int, last: int) -> None:
        self.last = last
        click.echo(f"{looked}/{whole}", err=True)
