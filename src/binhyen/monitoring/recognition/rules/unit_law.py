"""law/recognition/units.toml: kinds of smaller units and the criteria each is held against."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from binhyen.monitoring.recognition.values import (
    CriterionForm,
    Decider,
    UnitCriterion,
    UnitKind,
    UnitKindRule,
    Weight,
)

from .law import FOLDER


@cache
def _read(folder: Path) -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads((folder / "units.toml").read_text(encoding="utf-8"))["kind"])


@cache
def kinds(folder: Path = FOLDER) -> Mapping[UnitKind, UnitKindRule]:
    return {one.code: one for one in map(_kind, _read(folder))}


@cache
def criteria(kind: UnitKind, folder: Path = FOLDER) -> tuple[UnitCriterion, ...]:
    """What this system proposes for a kind, of every day; the province may set otherwise."""
    row = next(one for one in _read(folder) if one["code"] == kind)
    return tuple(map(_criterion, row["criterion"]))


def _kind(row: Mapping[str, Any]) -> UnitKindRule:
    given = {name: value for name, value in row.items() if name != "criterion"}
    return UnitKindRule(**{**given, "code": UnitKind(row["code"]), "decided_by": Decider(row["decided_by"])})


def _criterion(row: Mapping[str, Any]) -> UnitCriterion:
    bound = row.get("bound")
    read = {"form": CriterionForm(row["form"]), "weight": Weight(row["weight"])}
    return UnitCriterion(**{**row, **read, "bound": (bound[0], bound[1]) if bound else None})
