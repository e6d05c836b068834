"""Forecasts in a process of their own: the models behind them take seconds to load, and no server should wait for that.

Reads JSON from standard input, {"steps": 6, "series": {name: [numbers, oldest first]}}, and writes {name: forecast}
to standard output. A series that is too short or too small is answered by {"refused": why}.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from .predict import TooFew, predict


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Every series by its name."""
    return {name: _one(values, int(asked["steps"])) for name, values in asked["series"].items()}


def _one(values: list[float], steps: int) -> dict[str, Any]:
    try:
        found = predict(values, steps=steps)
    except TooFew as refused:
        return {"refused": str(refused)}
    kept = asdict(found)
    kept.pop("tried")
    return kept


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
