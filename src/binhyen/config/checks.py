"""``binhyen check``: what a machine can say about the whole product without running a test; ``binhyen openapi``."""

from __future__ import annotations

import json

import click
from django.core.management import CommandError, call_command

from binhyen.config.api import api
from binhyen.kit.paths import ROOT

API_DESCRIPTION = ROOT / "docs" / "openapi.json"


def described() -> str:
    """The API's description as it is committed: sorted, so that a diff shows what changed."""
    schema = api.get_openapi_schema()
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


@click.command(help="Ghi mô tả API vào docs/openapi.json.")
def openapi() -> None:
    API_DESCRIPTION.write_text(described(), encoding="utf-8")


@click.command(help="Kiểm tra cài đặt, bước nâng cấp còn thiếu, mô tả API.")
def check() -> None:
    wrong = []
    try:
        call_command("check", fail_level="WARNING", verbosity=0)
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    except (CommandError, SystemExit) as error:
        wrong.append(f"Django: {error}")
    if not API_DESCRIPTION.exists() or API_DESCRIPTION.read_text(encoding="utf-8") != described():
        wrong.append("docs/openapi.json không khớp với API; chạy: binhyen openapi, rồi xem lại khác biệt.")
    for sentence in wrong:
        click.secho(sentence, fg="red", err=True)
    raise SystemExit(bool(wrong))
