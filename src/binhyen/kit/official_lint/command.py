"""``binhyen documents lint FILE``: what is off in a Word file, a line each; needs no database."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from . import NotDocument, lint
from .values import Weight


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In ra JSON cho máy đọc.")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """So tệp Word với thể thức. Kết thúc bằng 0 nếu đúng, 1 nếu có chỗ sai, 2 nếu không xem được tệp."""
    worst = 0
    for path in files:
        try:
            report = lint(path.read_bytes())
        except NotDocument as refused:
            click.echo(f"{path}: {refused}", err=True)
            worst = 2
            continue
        if as_json:
            click.echo(json.dumps({"file": str(path), **asdict(report)}, ensure_ascii=False))
        else:
            click.echo(f"{path}: {len(report.wrong)} chỗ sai, {len(report.findings) - len(report.wrong)} chỗ nên xem")
            for one in report.findings:
                mark = "SAI" if one.weight == Weight.WRONG else "xem"
                off = f" ({one.off})" if one.off else ""
                click.echo(f"  {mark} {one.where}: {one.found}{off}; quy định: {one.wanted}. {one.mend}")
        worst = max(worst, 1 if report.wrong else 0)
    raise SystemExit(worst)
