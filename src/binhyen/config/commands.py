"""``binhyen demo``: the demonstration province, set up once and served."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import click

from binhyen.kit.paths import ROOT

STAMP = "demo.stamp"


BINHYEN = str(Path(sys.executable).parent / "binhyen")


def _binhyen(*words: str) -> None:
    result = subprocess.run([BINHYEN, *words], check=False)  # noqa: S603 - our own command
    if result.returncode:
        raise SystemExit(result.returncode)


def _state() -> str:
    """A word that changes when tables or the demonstration province change: then demo migrates and seeds again."""
    files = sorted([*ROOT.glob("src/**/migrations/*.py"), *ROOT.glob("seeds/**/*"), *ROOT.glob("law/**/*")])
    digest = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    for file in files:
        if file.is_file() and file.suffix != ".pyc":
            status = file.stat()
            digest.update(f"{file.relative_to(ROOT)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@click.command(help="Dựng tỉnh minh họa rồi phục vụ tại 127.0.0.1:8000.")
@click.option("--port", default=8000, show_default=True, help="Cổng.")
def demo(port: int) -> None:
    stamp = Path(os.environ.get("BINHYEN_VAR", ROOT / "var")) / STAMP
    state = _state()
    if not stamp.exists() or stamp.read_text() != state:
        click.secho("▸ tạo bảng", fg="cyan", err=True)
        _binhyen("db", "migrate", "--quiet")
        click.secho("▸ dựng tỉnh minh họa", fg="cyan", err=True)
        _binhyen("seed", "demo", "--again")
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(state)
    else:
        _binhyen("seed", "logins")
    # becomes the server, so that one signal ends both
    os.execv(BINHYEN, [BINHYEN, "serve", "--port", str(port)])  # noqa: S606 - our own command
