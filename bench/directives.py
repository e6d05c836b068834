"""Bench group "directives": how well and how fast a directive is read.

Accuracy beside the floors of the issue on the two given directives (where ``../shared`` is) and on the corpus; the time
of the 113 kB plan; growth with length; three hundred pages in time and memory. Each speed is taken in a fresh process,
as processor time, so that a busy machine does not decide; the wall time stands in the note.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from bench.row import Row
from binhyen.kit.paths import ROOT, SHARED
from binhyen.operations.directives.score_command import predicted_rows
from binhyen.operations.directives.scoring import GIVEN_FLOORS, UNSEEN_FLOORS, Score, load_aliases, load_rows, score
from tests.directives.authoring import HERE, Document, build, sources
from tests.directives.build import docx_bytes, pages_of, pdf_bytes

GIVEN = SHARED / "directives"
GIVEN_NAMES = ("002-lang-son-2024", "003-lao-cai-2026")
PLAN_SECONDS = 0.5
PLAN_BYTES = 113_000
GROWTH_SLACK = 1.3  # linear within measuring noise
PAGES, PAGES_SECONDS, PAGES_MB = 300, 8.0, 300
TIMES = 3


def rows() -> Iterator[Row]:
    if GIVEN.is_dir():
        for name in GIVEN_NAMES:
            yield from accuracy(f"given {name[:3]}", scored([(GIVEN, name)]), GIVEN_FLOORS)
    names = [path.stem for path in sources()]
    yield from accuracy(f"corpus, {len(names)} layouts", scored([(HERE, name) for name in names]), UNSEEN_FLOORS)
    with tempfile.TemporaryDirectory(prefix="by-bench-") as folder:
        yield from speed(Path(folder))


def scored(items: list[tuple[Path, str]]) -> Score:
    gold, zones, found = [], [], []
    for folder, name in items:
        expected = load_rows(folder / f"{name}.gold.jsonl")
        gold += expected
        zones += load_rows(folder / f"{name}.not_items.jsonl")
        found += predicted_rows(folder / f"{name}.txt", expected)
    tables = [path for path in (GIVEN / "agencies.csv", HERE / "agencies.csv") if path.is_file()]
    return score(found, gold, aliases=load_aliases(tables), ignore_borderline=True, dont_care=zones)


def accuracy(size: str, found: Score, floors: dict[str, float]) -> Iterator[Row]:
    for name, value in found.numbers().items():
        yield Row(
            group="directives", name=name.replace("_", " "), size=size, value=round(value, 4), unit="share",
            target=f">= {floors[name]:.2f}", holds=value >= floors[name], peer="floor of the issue",
            peer_value=floors[name], note=f"{found.gold_count} duties",
        )  # fmt: skip


def speed(folder: Path) -> Iterator[Row]:
    plan = plan_text()
    single = folder / "plan.txt"
    single.write_text(plan, encoding="utf-8")
    first = min((reading(single, TIMES) for _ in range(TIMES)), key=lambda took: took["first"])
    yield Row(
        group="directives", name="one plan, first reading after start", size=f"{len(plan.encode()) / 1000:.0f} kB",
        value=round(first["first"], 3), unit="s", target=f"<= {PLAN_SECONDS}", holds=first["first"] <= PLAN_SECONDS,
        peer="limit of the issue", peer_value=PLAN_SECONDS, note=f"wall {first['wall']:.3f} s",
    )  # fmt: skip
    for factor in (1, 4, 16):
        longer = folder / f"plan-{factor}.txt"
        longer.write_text(plan * factor, encoding="utf-8")
        took = reading(longer, TIMES)["best"]
        straight = first["best"] * factor
        yield Row(
            group="directives", name="reading time by length", size=f"{factor}x", value=round(took, 3), unit="s",
            target=f"<= {GROWTH_SLACK} x straight line", holds=took <= GROWTH_SLACK * straight,
            peer="1x time x length", peer_value=round(straight, 3),
        )  # fmt: skip
    yield from many_pages(folder)


def many_pages(folder: Path) -> Iterator[Row]:
    document = long_document()
    for form, content in (("pdf", pdf_bytes(document)), ("docx", docx_bytes(document))):
        file = folder / f"long.{form}"
        file.write_bytes(content)
        took = reading(file, 1)
        size = f"{PAGES} pages, .{form}"
        yield Row(
            group="directives", name="a long file, time", size=size, value=round(took["first"], 2), unit="s",
            target=f"<= {PAGES_SECONDS:g}", holds=took["first"] <= PAGES_SECONDS, peer="limit of the issue",
            peer_value=PAGES_SECONDS, note=f"{took['duties']:.0f} duties; wall {took['wall']:.2f} s",
        )  # fmt: skip
        yield Row(
            group="directives", name="a long file, peak memory", size=size, value=round(took["peak_mb"]), unit="MB",
            target=f"<= {PAGES_MB}", holds=took["peak_mb"] <= PAGES_MB, peer="limit of the issue", peer_value=PAGES_MB,
        )  # fmt: skip


def plan_text() -> str:
    """The given 113 kB plan, or as much of the corpus when it is not there."""
    given = GIVEN / f"{GIVEN_NAMES[1]}.txt"
    if given.is_file():
        return given.read_text(encoding="utf-8")
    text = "\n".join((HERE / f"{path.stem}.txt").read_text(encoding="utf-8") for path in sources())
    while len(text.encode()) < PLAN_BYTES:
        text += text
    return text.encode()[:PLAN_BYTES].decode(errors="ignore")


def long_document() -> Document:
    """The directives of the corpus one after the other until there are 300 pages."""
    document = replace(build(sources()[0]), paragraphs=[])
    for paragraphs in cycle([build(path).paragraphs for path in sources()]):
        document.paragraphs += paragraphs
        if pages_of(document) >= PAGES:
            break
    return document


def reading(file: Path, times: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.reading", str(file), str(times)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result
