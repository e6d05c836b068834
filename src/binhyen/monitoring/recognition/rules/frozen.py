"""A class as plain data, to be stored with an assessment and read again when the rules have moved on."""

from typing import Any

from binhyen.monitoring.classification.values import Classification, CriterionResult


def as_data(found: Classification) -> dict[str, Any]:
    """Class, the three criteria of Article 6 and the five of Article 4 with their figures. Exact: no floats."""
    return {
        "key": found.key.value,
        "drug_free": found.drug_free,
        "free": [
            {"code": one.code, "label": one.label, "article": one.article, "count": one.count, "met": one.met}
            for one in found.free
        ],
        "criteria": [_criterion(one) for one in found.criteria],
    }


def _criterion(one: CriterionResult) -> dict[str, Any]:
    measures = [
        {
            "label": measure.label,
            "unit": measure.unit,
            "numerator": str(measure.numerator),
            "denominator": measure.denominator,
        }
        for measure in one.measures
    ]
    level = None if one.level is None else int(one.level)
    return {"code": one.code, "label": one.label, "article": one.article, "level": level, "measures": measures}
