"""The model as splink wants it: same degrees, same weights, for whichever engine."""

from __future__ import annotations

import math
from typing import Any

from binhyen_analytics.linkage import model
from binhyen_analytics.linkage.blocking import KEYS

BETWEEN_LISTS = " and l.source <> r.source"
_FIXED = {"fix_m_probability": True, "fix_u_probability": True}


def settings(*, records: int, within_lists: bool) -> dict[str, Any]:
    """Splink settings. ``records``: how many names were counted; ``within_lists``: also pairs inside one list."""
    rule = "" if within_lists else BETWEEN_LISTS
    return {
        "link_type": "dedupe_only",  # lists are stacked; the rule says whether a pair may come from one list
        "unique_id_column_name": "record_id",
        "probability_two_random_records_match": 2**model.START / (1 + 2**model.START),
        "blocking_rules_to_generate_predictions": [{"blocking_rule": f"l.{key} = r.{key}{rule}"} for key in KEYS],
        "comparisons": [_comparison(comparison, records) for comparison in model.COMPARISONS],
        "retain_matching_columns": True,  # else the degrees found are not handed out
        "retain_intermediate_calculation_columns": False,
    }


def degrees_of(found: dict[str, int]) -> dict[str, str]:
    """Splink's numbers of levels (``gamma``) per comparison, back to the degrees of the model."""
    return {c.code: _degree(c, found[c.code]) for c in model.COMPARISONS}


def _degree(comparison: model.Comparison, number: int) -> str:
    return model.UNKNOWN if number < 0 else comparison.degrees[len(comparison.degrees) - 1 - number].code


def _comparison(comparison: model.Comparison, records: int) -> dict[str, Any]:
    levels = [_level(degree, records) for degree in comparison.degrees]
    if comparison.unknown is not None:
        nothing = {"sql_condition": comparison.unknown.sql, "is_null_level": True, "label_for_charts": model.UNKNOWN}
        levels.insert(0, nothing)
    return {"output_column_name": comparison.code, "comparison_levels": levels}


def _level(degree: model.Degree, records: int) -> dict[str, Any]:
    """Only the ratio m/u weighs. Where rarity counts, u is the share of a name neither common nor rare."""
    weight = degree.weight - (model.distance(records) if degree.is_far else 0.0)
    level: dict[str, Any] = {
        "sql_condition": degree.condition.sql if degree.condition else "ELSE",
        "label_for_charts": degree.code,
        **_FIXED,
    }
    if degree.rarity:
        u = model.COMMON_NAME
        level |= {
            "tf_adjustment_column": "full_name_key",
            "tf_adjustment_weight": degree.rarity,
            "tf_minimum_u_value": model.RAREST_NAME,
            "disable_tf_exact_match_detection": True,
        }
    else:
        u = min(0.5, 0.5 / 2**weight)
    return level | {"m_probability": u * 2**weight, "u_probability": u}


def check_weights() -> None:
    """Raises ValueError when a weight cannot be written as two probabilities."""
    most = -math.log2(model.COMMON_NAME)
    for comparison in model.COMPARISONS:
        for degree in comparison.degrees:
            if degree.rarity and degree.weight > most:
                raise ValueError(f"{comparison.code}.{degree.code}: {degree.weight} bits are more than {most:.1f}")
