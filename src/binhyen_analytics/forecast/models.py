"""Three ways to say what comes next. The naive ones are no straw men: for stocks the last value is hard to beat."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

type Values = np.ndarray[Any, np.dtype[np.float64]]

SEASON = 12  # months
SEASONAL_FROM = 3 * SEASON  # a year's shape is learnt from three
CONFIDENCE = 0.8  # of the interval


@dataclass(frozen=True, slots=True)
class Ahead:
    """Expected values and the bounds of their intervals, step by step."""

    expected: Values
    low: Values
    high: Values


type Model = Callable[[Values, int], Ahead]


def last_value(past: Values, steps: int) -> Ahead:
    """Tomorrow is like today."""
    return _spread(np.full(steps, past[-1]), np.diff(past), np.sqrt(np.arange(1, steps + 1)))


def last_year(past: Values, steps: int) -> Ahead:
    """This month is like the same one a year ago."""
    expected = np.array([past[-SEASON + step % SEASON] for step in range(steps)])
    years = 1 + np.arange(steps) // SEASON
    return _spread(expected, past[SEASON:] - past[:-SEASON], np.sqrt(years))


def smoothing(past: Values, steps: int) -> Ahead:
    """Exponential smoothing with a trend that flattens, and a yearly shape where there are three years to learn it."""
    seasonal = len(past) >= SEASONAL_FROM
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a fit that did not settle: its errors on the past tell
        model = ETSModel(
            pd.Series(past), error="add", trend="add", damped_trend=True, seasonal="add" if seasonal else None,
            seasonal_periods=SEASON if seasonal else None, initialization_method="heuristic",
        )  # fmt: skip
        found = model.fit(disp=False, maxiter=200).get_prediction(start=len(past), end=len(past) + steps - 1)
        frame = found.summary_frame(alpha=1 - CONFIDENCE)
    return Ahead(*(np.asarray(frame[name], dtype=float) for name in ("mean", "pi_lower", "pi_upper")))


NAIVE: dict[str, Model] = {"LAST_VALUE": last_value, "LAST_YEAR": last_year}
MODELS: dict[str, Model] = {"SMOOTHING": smoothing, **NAIVE}


def _spread(expected: Values, errors: Values, growth: Values) -> Ahead:
    width = norm.ppf((1 + CONFIDENCE) / 2) * float(np.sqrt(np.mean(np.square(errors)))) * growth
    return Ahead(expected, expected - width, expected + width)
