"""``binhyen classify``: the classes of communes on any day, as known at any day."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

import click
from django.utils import timezone

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.kit.fields import read_day
from binhyen.monitoring.classification.queries.board import Asked, Board, Row, board, places
from binhyen.monitoring.classification.rules.words import key_label
from binhyen.operations.cases.rules.time import VIETNAM

UNKNOWN_PLACE = 3  # exit code

HELP = """Xếp loại các xã, phường theo Quyết định 28/2025/QĐ-TTg vào một ngày bất kỳ.

Mỗi xã một dòng: mã, tên, số tiêu chí không ma túy đạt, còn thiếu gì, loại trọng điểm.

\b
Mã thoát:
  0  xong
  2  gõ sai lệnh
  3  không có xã, tỉnh mang mã này vào ngày ấy
"""


@click.command(name="classify", help=HELP)
@click.option("--on", "on_text", default="", metavar="NGÀY", help="Ngày xếp loại (27/03/2026); bỏ trống là hôm nay.")
@click.option("--known-at", default="", metavar="NGÀY", help="Theo những gì biết đến hết ngày này.")
@click.option("--commune", default="", metavar="MÃ", help="Chỉ một xã.")
@click.option("--province", default="", metavar="MÃ", help="Các xã của một tỉnh; có cả phân loại của tỉnh.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def classify(on_text: str, known_at: str, commune: str, province: str, as_json: bool) -> None:
    at = timezone.now()
    on = _day(on_text, "--on") or timezone.localdate(at)
    known = _day(known_at, "--known-at")
    moment = datetime.combine(known, time(23, 59, 59), VIETNAM) if known else None
    with scope_in_database(THE_SYSTEM):
        mine = places(on=on, province=province, codes=[commune] if commune else None)
        if not mine:
            click.echo(f"Không có xã, phường nào mang mã {commune or province} vào ngày {on:%d/%m/%Y}.", err=True)
            raise SystemExit(UNKNOWN_PLACE)
        asked = Asked(on=on, at=at, known_at=moment, compare=False, readings=bool(commune))
        found = board(places=mine, asked=asked, province="" if commune else province)
    click.echo(json.dumps(_data(found), ensure_ascii=False, indent=1) if as_json else _text(found))


def _day(text: str, option: str) -> date | None:
    if not text:
        return None
    day = read_day(text)
    if day is None:
        raise click.BadParameter(f"“{text}” không phải ngày; viết như 27/03/2026 hoặc 2026-03-27.", param_hint=option)
    return day


def _text(found: Board) -> str:
    width = max(len(row.place.name) for row in found.rows)
    lines = [
        f"{row.place.code}  {row.place.name:{width}}  {row.now.free_met}/3  {key_label(row.now)}"
        f"{'. ' + row.lacking if row.lacking else ''}{' (đã công nhận)' if row.status == 'RECOGNISED' else ''}"
        for row in found.rows
    ]
    counts = found.statuses
    lines.append(
        f"\n{len(found.rows)} xã: {counts['RECOGNISED']} đã công nhận, {counts['MEETS']} đạt 3/3 chờ xét, "
        f"{counts['REMAINING']} còn lại."
    )
    if found.province:
        lines.append(f"Cả tỉnh: {key_label(found.province)}.")
    return "\n".join(lines)


def _data(found: Board) -> dict[str, Any]:
    return {"on": found.on.isoformat(), "statuses": found.statuses, "communes": [_row(row) for row in found.rows]}


def _row(row: Row) -> dict[str, Any]:
    return {
        "code": row.place.code,
        "name": row.place.name,
        "status": row.status,
        "free_met": row.now.free_met,
        "key": row.now.key.value,
        "possible": [one.value for one in row.now.possible],
        "missing": list(row.now.missing),
        "criteria": {one.code: None if one.level is None else one.level.name for one in row.now.criteria},
        "free": {one.code: one.count for one in row.now.free},
    }
