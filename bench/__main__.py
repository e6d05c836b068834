"""``python -m bench [ONLY=group]``: measure, print a table, write ``var/bench/latest.json``.

The exit code is 0 only when every target holds.

A group is a module ``bench/<group>.py`` with ``rows() -> Iterator[Row]``, or several that say ``GROUP = "…"``.
When only some groups are measured, the others' rows of the last run stay in the file.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import bench
from bench.row import Row
from binhyen.kit.paths import ROOT

RESULTS = Path(os.environ.get("BINHYEN_VAR", ROOT / "var")) / "bench" / "latest.json"
HEAD = ("", "group", "name", "size", "value", "target", "peer", "note")


def groups() -> dict[str, Callable[[], Iterator[Row]]]:
    """What can be measured. The modules of one group run one after the other."""
    found: dict[str, list[Callable[[], Iterator[Row]]]] = {}
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name in {"__main__", "row"} or "def rows(" not in source(module.name):
            continue
        measuring = importlib.import_module(f"bench.{module.name}")
        found.setdefault(getattr(measuring, "GROUP", module.name), []).append(measuring.rows)
    return {group: partial(one_after_the_other, measures) for group, measures in found.items()}


def one_after_the_other(measures: list[Callable[[], Iterator[Row]]]) -> Iterator[Row]:
    return chain.from_iterable(measure() for measure in measures)


def source(name: str) -> str:
    """Read first: a helper module may do work when it is imported."""
    return (Path(bench.__path__[0]) / f"{name}.py").read_text(encoding="utf-8")


def cells(row: Row) -> tuple[str, ...]:
    peer = f"{row.peer_value:g} ({row.peer})" if row.peer_value is not None else row.peer
    return (
        ("ok" if row.holds else "NO") if row.target else "–",
        row.group,
        row.name,
        row.size,
        f"{row.value:g} {row.unit}",
        row.target,
        peer,
        row.note,
    )


def print_table(rows: list[Row]) -> None:
    lines = [HEAD, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def write(rows: list[Row], measured: set[str]) -> None:
    kept: list[dict[str, Any]] = []
    if RESULTS.is_file():
        kept = [row for row in json.loads(RESULTS.read_text(encoding="utf-8")) if row["group"] not in measured]
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    everything = sorted([*kept, *map(asdict, rows)], key=lambda row: row["group"])
    RESULTS.write_text(json.dumps(everything, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    wanted = [name for argument in arguments for name in argument.removeprefix("ONLY=").split(",") if name]
    known = groups()
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        print(f"Không có nhóm đo: {', '.join(unknown)}. Có: {', '.join(known)}.", file=sys.stderr)
        return 2
    chosen = wanted or list(known)
    rows: list[Row] = []
    for name in chosen:
        print(f"… {name}", file=sys.stderr)
        rows += known[name]()
    print_table(rows)
    write(rows, set(chosen))
    failed = [row for row in rows if not row.holds]
    aimed = sum(1 for row in rows if row.target)
    told = f", {len(rows) - aimed} số chỉ để biết" if aimed < len(rows) else ""
    print(f"{aimed - len(failed)}/{aimed} số đo đạt mục tiêu{told}; ghi tại {RESULTS}")
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
