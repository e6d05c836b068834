"""``binhyen worker`` does the queue's jobs; ``binhyen ready`` brings tables and static files up to date."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import cast

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from binhyen.portal.sheets import TOGETHER

from . import schedule

BINHYEN = Path(sys.executable).parent / "binhyen"
STAMP = ".stamp"
STOP_SECONDS = 20  # running jobs get this long to come to their end


@click.command(help="Chạy tiến trình nền: đọc văn bản, thư tổng hợp, niêm phong nhật ký. Dừng bằng Ctrl+C.")
@click.option("--concurrency", default=3, show_default=True, help="Số việc làm cùng lúc.")
def worker(concurrency: int) -> None:
    schedule.register()
    # an app of its own, so that jobs which ask for further jobs still do so in their own transaction
    queue = app.with_connector(cast(DjangoConnector, app.connector).get_worker_connector())
    with queue.open():
        queue.run_worker(
            concurrency=concurrency,
            delete_jobs="successful",
            shutdown_graceful_timeout=STOP_SECONDS,
            name=f"binhyen-{os.getpid()}",
        )


@click.command(help="Nâng cấp bảng và tệp tĩnh nếu cần; `binhyen serve` tự gọi.")
def ready() -> None:
    connections["default"].ensure_connection()
    executor = MigrationExecutor(connections["default"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        click.echo("▸ nâng cấp các bảng", err=True)
        result = subprocess.run([str(BINHYEN), "db", "migrate", "--quiet"], check=False)  # noqa: S603 - our own command
        if result.returncode:
            raise SystemExit(result.returncode)
    state, stamp = _static_state(), Path(settings.STATIC_ROOT) / STAMP
    if not stamp.exists() or stamp.read_text() != state:
        click.echo("▸ gom tệp tĩnh", err=True)
        left_out = settings.STATIC_LEFT_OUT
        call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=left_out)
        stamp.write_text(state)


def _static_state() -> str:
    """A word that changes when any static file does, or which of them are laid together."""
    digest = hashlib.sha256(repr(sorted(TOGETHER.items())).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = os.stat(storage.path(path))
            digest.update(f"{storage.location} {path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
