"""``binhyen territories``: the official codes, and outlines from a file the installation brings."""

from pathlib import Path

import click
from django.utils import timezone

from binhyen.kit.paths import SHARED

from . import actions, imports
from .values import AreaLevel

LICENCE = "Ranh giới đơn giản hóa để hiển thị, không phải ranh giới pháp lý"


@click.command(name="load", help="Nạp danh mục tỉnh, xã, bảng chuyển đổi và dân số vào cơ sở dữ liệu.")
def load() -> None:
    written = actions.load_codes(tables=imports.read_codes(), by=None, at=timezone.now())
    click.echo(
        f"Đã nạp {written['provinces']} tỉnh, {written['communes']} xã, {written['successions']} dòng chuyển đổi, "
        f"{written['populations']} số dân."
    )


@click.command(name="boundaries", help="Nạp ranh giới từ một tệp TopoJSON, hoặc mọi tệp *.topo.json của một thư mục.")
@click.argument("path", type=click.Path(path_type=Path), default=SHARED / "data" / "geo")
@click.option("--source", default=LICENCE, show_default=True, help="Nguồn, ghi kèm mọi ranh giới.")
def boundaries(path: Path, source: str) -> None:
    files = sorted(path.glob("*.topo.json")) if path.is_dir() else [path]
    if not files:
        raise click.ClickException(f"Không có tệp *.topo.json nào trong {path}.")
    now = timezone.now()
    for file in files:
        try:
            shapes = imports.read_boundaries(path=file)
            level = AreaLevel.COMMUNE if len(shapes[0].code) == 5 else AreaLevel.PROVINCE
            count = actions.import_boundaries(
                shapes=shapes, level=level, source=source, on=timezone.localdate(now), by=None, at=now
            )
        except (imports.BoundaryFileUnreadable, actions.TerritoryRefused) as refused:
            raise click.ClickException(f"{file.name}: {refused}") from refused
        click.echo(f"{file.name}: {count} vùng.")
