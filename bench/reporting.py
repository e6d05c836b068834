"""Bench group "reporting": a month's reports as one, a filled weekly report, Monday morning.

On the filled installation of ``bench.filled``. Consolidating is done by hand today (days); the nearest published figure
is Kobo's export of 132,000 rows, more than 1,800 s. OpenCRVS bears 1,176 users on 12 processors.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from bench.cases import served
from bench.filled import filled
from bench.reporting_monday import HURRY, Monday, monday, p95
from bench.row import Row

GROUP = "reporting"
MOST = {99: 5.0, 3321: 20.0}  # seconds, Word and Excel
OPEN_MS, OPEN_QUERIES = 150.0, 10
P95_MS = 500.0
SILENT = 10  # of the 150, who owe a report and do not send it
KOBO, OPENCRVS = (
    ("Kobo, an export of 132,000 rows", 1800.0),
    "OpenCRVS, 1,176 users on 12 processors; an older one fell at 150",
)


def rows() -> Iterator[Row]:
    with filled("S") as made:
        done = subprocess.run(
            [sys.executable, "-m", "bench.reporting_measure"], env=made.env, check=True, stdout=subprocess.PIPE
        )
        found = json.loads(done.stdout)
        for units, most in MOST.items():
            took = round(found[f"consolidate {units}"] + found[f"files {units}"], 2)
            yield row(
                "báo cáo tháng của các xã thành một, Word và Excel, không kể HTTP", f"{units} đơn vị", took, "s", most,
                peer=KOBO[0], peer_value=KOBO[1],
            )  # fmt: skip
        with served(made.env) as (port, _):
            yield from of_monday(monday(made.env, port))


def of_monday(found: Monday) -> Iterator[Row]:
    """Half an hour pressed into three minutes, then 150 side by side; the one instant is only told."""
    size = f"{found.people} người, {found.sent} báo cáo"
    yield row("thứ Hai: báo cáo đã ký, gửi", size, found.people - SILENT - found.sent, "thiếu", 0)
    yield row(
        f"thứ Hai: đăng nhập đến gửi, ép nhanh gấp {HURRY} lần", size, round(found.took / 60 * HURRY, 1), "phút", 30.0,
        peer=OPENCRVS,
    )  # fmt: skip
    yield row("thứ Hai: lỗi", size, found.errors, "lỗi", 0)
    yield row("thứ Hai: mọi yêu cầu của buổi sáng, p95", size, round(found.morning_p95), "ms", P95_MS)
    yield row("thứ Hai: riêng đăng nhập (băm Argon2), p95", size, round(p95(found.times["sign in"])), "ms", P95_MS)
    many = f"{found.people} người cùng lúc"
    yield row(
        "thứ Hai: cùng làm, 10 giây bấm một lần, p95", many, round(p95(found.times["together"])), "ms", P95_MS,
        peer=OPENCRVS,
    )  # fmt: skip
    yield row(
        "thứ Hai: bấm cùng một khoảnh khắc, p95", many, round(p95(found.times["one instant"])), "ms", 0, told=True
    )
    yield row("báo cáo tuần đã điền: truy vấn của cả trang", "1 báo cáo", found.queries, "truy vấn", OPEN_QUERIES)
    yield row(
        "báo cáo tuần đã điền: mở cả trang qua HTTP, p95", "1 báo cáo", round(p95(found.times["open filled"])), "ms",
        OPEN_MS,
    )  # fmt: skip


def row(
    name: str,
    size: str,
    value: float,
    unit: str,
    most: float,
    *,
    peer: str = "",
    peer_value: float | None = None,
    told: bool = False,
) -> Row:
    return Row(
        group=GROUP, name=name, size=size, value=value, unit=unit, target="" if told else f"<= {most:g}",
        holds=told or value <= most, peer=peer, peer_value=peer_value, note=f"máy bận {os.getloadavg()[0]:.1f}",
    )  # fmt: skip
