"""Forecasts of work: better than naive or honestly naive, with intervals that were tried on the past."""

import math
import random

import pytest

from binhyen_analytics.beds import Arrivals, beds
from binhyen_analytics.forecast import TooFew, predict
from binhyen_analytics.forecast.__main__ import answer


def noise(seed):
    return random.Random(seed)  # noqa: S311 - invented


def test_a_series_without_any_pattern_is_forecast_naively_and_says_so():
    draw, values = noise(5), [500.0]
    for _month in range(59):
        values.append(values[-1] + draw.gauss(0, 15))

    found = predict(values, steps=6)

    assert found.naive_is_better
    assert found.model == found.naive == "LAST_VALUE"
    assert [step.expected for step in found.steps] == [step.naive for step in found.steps] == [values[-1]] * 6
    assert found.errors["LAST_VALUE"] <= found.errors["SMOOTHING"]


def test_a_trend_with_a_year_in_it_is_smoothed_because_that_was_better():
    draw = noise(2)
    values = [300 + 4 * n + 40 * math.sin(2 * math.pi * n / 12) + draw.gauss(0, 3) for n in range(60)]
    ahead = [300 + 4 * n + 40 * math.sin(2 * math.pi * n / 12) for n in range(60, 66)]

    found = predict(values, steps=6)

    assert found.model == "SMOOTHING"
    assert found.errors["SMOOTHING"] < found.errors[found.naive]
    assert sum(step.low <= come <= step.high for step, come in zip(found.steps, ahead, strict=True)) >= 5
    off = sum(abs(step.expected - come) for step, come in zip(found.steps, ahead, strict=True))
    naively = sum(abs(step.naive - come) for step, come in zip(found.steps, ahead, strict=True))
    assert off < naively / 2


def test_what_was_said_before_is_kept_beside_what_came_and_never_looks_ahead():
    draw = noise(3)
    values = [200 + draw.gauss(0, 10) for _n in range(30)]

    found = predict(values, steps=3, ahead=3)
    changed = predict([*values[:-1], values[-1] + 1000], steps=3, ahead=3)

    assert [one.came for one in found.tried] == values[-len(found.tried) :]
    assert len(found.tried) == 15
    assert all(one.origin + one.ahead <= len(values) for one in found.tried)
    assert 0 <= found.covered <= 1
    same = {one.origin: one.expected for one in changed.tried if changed.model == found.model}
    assert all(same.get(one.origin, one.expected) == one.expected for one in found.tried)


def test_intervals_grow_with_the_distance_and_no_figure_is_below_nobody():
    draw = noise(4)
    values = [max(0.0, 14 + draw.gauss(0, 6)) for _n in range(30)]

    steps = predict(values, steps=12).steps

    assert all(0 <= step.low <= step.expected <= step.high for step in steps)
    assert steps[-1].high - steps[-1].low >= steps[0].high - steps[0].low


def test_few_people_and_few_months_are_refused():
    with pytest.raises(TooFew, match="12 tháng"):
        predict([100.0] * 12, steps=3)
    with pytest.raises(TooFew, match="từng người"):
        predict([3.0] * 36, steps=3)


def arrivals(*expected):
    return [Arrivals(number, number - 10, number + 10) for number in expected]


def test_beds_are_who_is_inside_less_whose_term_ends_plus_who_comes():
    found = beds(inside=100, ending=[10, 20, 0], coming=arrivals(15, 15, 15), term=24)

    assert [(month.leaving, month.coming, month.needed) for month in found] == [
        (10, 15, 105),
        (20, 15, 100),
        (0, 15, 115),
    ]
    assert [round(month.high - month.needed, 3) for month in found] == [
        10,
        round(10 * math.sqrt(2), 3),
        round(10 * math.sqrt(3), 3),
    ]
    assert found[2].short_of(110) == 5
    assert found[2].short_of(200) == 0


def test_what_if_more_come_some_leave_early_and_those_who_came_leave_again():
    more = beds(inside=100, ending=[0, 0], coming=arrivals(10, 10), change=2.0, term=24)
    early = beds(inside=100, ending=[0], coming=arrivals(0), early=0.1, term=24)
    short = beds(inside=0, ending=[0, 0, 0], coming=arrivals(8, 5, 5), term=2)

    assert [month.needed for month in more] == [120, 140]
    assert early[0].needed == 90
    assert [month.leaving for month in short] == [0, 0, 8]
    assert all(month.needed >= 0 for month in beds(inside=3, ending=[10], coming=arrivals(0), term=24))


def test_a_process_of_its_own_answers_every_series_by_name_or_says_why_not():
    found = answer({"steps": 2, "series": {"15 a": [100.0 + n % 5 for n in range(30)], "15 b": [1.0] * 30}})

    assert len(found["15 a"]["steps"]) == 2
    assert set(found["15 a"]) == {"steps", "model", "naive", "errors", "covered"}
    assert "từng người" in found["15 b"]["refused"]
