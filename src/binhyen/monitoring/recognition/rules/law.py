"""law/recognition/procedure.toml: steps, papers and numbers of the yearly procedure."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from binhyen.kit.paths import LAW
from binhyen.monitoring.recognition.values import PaperRule, StepKind, StepRule, Term

FOLDER = LAW / "recognition"


@cache
def _read(folder: Path) -> Mapping[str, Any]:
    return tomllib.loads((folder / "procedure.toml").read_text(encoding="utf-8"))


@cache
def steps(*, province: bool = False, folder: Path = FOLDER) -> tuple[StepRule, ...]:
    """The steps of a commune's file, or of the province's own, in order."""
    return tuple(_step(row) for row in _read(folder)["province_step" if province else "step"])


@cache
def papers(folder: Path = FOLDER) -> tuple[PaperRule, ...]:
    """The papers this system proposes; the province may set others."""
    return tuple(PaperRule(**{**row, "needed_for": StepKind(row["needed_for"])}) for row in _read(folder)["paper"])


@cache
def terms(folder: Path = FOLDER) -> Mapping[str, Term]:
    kept = ("code", "label", "value", "valid_from", "source", "confidence")
    return {row["code"]: Term(**{name: row[name] for name in kept}) for row in _read(folder)["term"]}


def step(kind: StepKind, *, province: bool = False) -> StepRule | None:
    return next((one for one in steps(province=province) if one.code == kind), None)


def due(kind: StepKind, year: int, *, province: bool = False) -> date | None:
    """The day before which a step of the period that ends in ``year`` must be done; None where none is set."""
    rule = step(kind, province=province)
    return date(year, *rule.before) if rule and rule.before else None


def bases(on: date, *, organisation: bool = True, areas: bool = True, folder: Path = FOLDER) -> tuple[str, ...]:
    """What a paper of a day rests on; ``organisation``: the law on local government, ``areas``: that on areas too."""
    return tuple(
        row["text"]
        for row in _read(folder)["basis"]
        if row["valid_from"] <= on <= row.get("valid_to", date.max)
        and (organisation or not row.get("organisation"))
        and (areas or not row.get("areas"))
    )


def _step(row: Mapping[str, Any]) -> StepRule:
    before = row.get("before")
    return StepRule(
        code=StepKind(row["code"]), label=row["label"], actor=row["actor"], article=row["article"],
        source=row["source"], confidence=row["confidence"],
        before=(before["month"], before["day"]) if before else None,
    )  # fmt: skip
