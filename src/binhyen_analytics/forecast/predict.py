"""A forecast with its interval, the errors the same way of forecasting made in the past, and the naive one beside.

Smoothing is used only where it was clearly better than the naive model on the past; otherwise the naive one is the
forecast, and the answer says so. Series too small to be about an area are refused: they would be about persons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .models import MODELS, NAIVE, SEASON, Values

LEAST_MONTHS = 2 * SEASON
LEAST_PEOPLE = 10  # of the last year, on average
ORIGINS = 24  # months of the past from which all are tried
MARGIN = 0.9  # of the naive error: whoever is hardly better was lucky


class TooFew(ValueError):
    """Too short, or too small, to be forecast; the message says which, in words for the page."""


@dataclass(frozen=True, slots=True)
class Step:
    expected: float
    low: float
    high: float
    naive: float  # what the better naive model says, to be shown beside


@dataclass(frozen=True, slots=True)
class Tried:
    """What a model would have said ``ahead`` months before, and what came. ``origin``: how many values it had seen."""

    origin: int
    ahead: int
    expected: float
    low: float
    high: float
    came: float

    @property
    def error(self) -> float:
        return abs(self.expected - self.came)


@dataclass(frozen=True, slots=True)
class Forecast:
    """``model`` is SMOOTHING, LAST_VALUE or LAST_YEAR; ``naive`` the better of the last two.

    ``errors``: mean absolute error of each model on the last two years, in the unit of the series. ``covered``: share
    of the past values that lay within the interval of the chosen one (0.8 were expected).
    """

    steps: tuple[Step, ...]
    model: str
    naive: str
    errors: dict[str, float]
    covered: float
    tried: tuple[Tried, ...]

    @property
    def naive_is_better(self) -> bool:
        return self.model == self.naive


def predict(values: Sequence[float], *, steps: int, ahead: int = 3) -> Forecast:
    """The ``steps`` months after ``values``, judged by what was said ``ahead`` months before. Raises ``TooFew``."""
    past = np.asarray(values, dtype=float)
    if len(past) < LEAST_MONTHS:
        raise TooFew(f"mới có {len(past)} tháng số liệu, cần ít nhất {LEAST_MONTHS} tháng để dự báo")
    if past[-SEASON:].mean() < LEAST_PEOPLE:
        raise TooFew(f"số liệu quá nhỏ (dưới {LEAST_PEOPLE}): dự báo sẽ là nói về từng người, hệ thống không làm")
    tried = {name: _try(name, past, ahead) for name in MODELS}
    errors = {name: float(np.mean([one.error for one in found])) for name, found in tried.items()}
    naive = min(NAIVE, key=lambda name: _all_errors(name, past, ahead))
    chosen = "SMOOTHING" if errors["SMOOTHING"] < MARGIN * errors[naive] else naive
    said, beside = MODELS[chosen](past, steps), MODELS[naive](past, steps)
    rows = zip(said.expected, said.low, said.high, beside.expected, strict=True)
    inside = [one.low <= one.came <= one.high for one in tried[chosen]]
    return Forecast(
        steps=tuple(Step(*(max(0.0, float(number)) for number in row)) for row in rows),
        model=chosen,
        naive=naive,
        errors=errors,
        covered=sum(inside) / len(inside),
        tried=tuple(tried[chosen]),
    )


def _all_errors(name: str, past: Values, ahead: int) -> float:
    """Of a naive model, over the whole past: they cost nothing to try."""
    return float(np.mean([one.error for one in _try(name, past, ahead, origins=len(past))]))


def _try(name: str, past: Values, ahead: int, *, origins: int = ORIGINS) -> list[Tried]:
    """The model at each of the last months, knowing only what was known then."""
    found = []
    first = max(SEASON + 1, len(past) - origins - ahead + 1)
    for origin in range(first, len(past) - ahead + 1):
        said = MODELS[name](past[:origin], ahead)
        expected, low, high = (float(column[ahead - 1]) for column in (said.expected, said.low, said.high))
        found.append(Tried(origin, ahead, expected, low, high, came=float(past[origin + ahead - 1])))
    return found
