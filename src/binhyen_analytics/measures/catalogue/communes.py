"""Communes themselves: recognised, meeting the three criteria, remaining; their classes; premises in them.

Lào Cai: 99 = 32 recognised + 25 meeting 3/3 and not yet recognised + 42 remaining. Recognitions under schemes before
Decision 28/2025 are another series and never added to these.
"""

from typing import Any

from ibis import _

from binhyen_analytics.measures.counts import Communes, Indicator, Standing

CLASSES = {"1": "I", "2": "II", "3": "III", "drug_free": "DRUG_FREE", "reviewer": "REVIEWER", "unknown": "UNKNOWN"}

communes = Communes()
recognised = Standing("recognitions", _.scheme == "DECISION_28")
meeting = Standing("classes", _["class"] == "DRUG_FREE")
recognised_before = Standing("recognitions", _.scheme != "DECISION_28")
recognised_communes = Communes((recognised,), lambda r: r > 0)


def _to_review(is_recognised: Any, meets: Any) -> Any:
    return (is_recognised == 0) & (meets > 0)


def _remaining(is_recognised: Any, meets: Any) -> Any:
    return (is_recognised == 0) & (meets == 0)


def _drifting(is_recognised: Any, meets: Any) -> Any:
    return (is_recognised > 0) & (meets == 0)


COMMUNES = (
    Indicator("communes", communes),
    Indicator("communes.recognised", recognised_communes, communes),
    Indicator("communes.recognised.older", Communes((recognised_before,), lambda r: r > 0)),
    Indicator("communes.to_review", Communes((recognised, meeting), _to_review), communes),
    Indicator("communes.remaining", Communes((recognised, meeting), _remaining), communes),
    Indicator("communes.drifting", Communes((recognised, meeting), _drifting)),
    *(
        Indicator(f"communes.class_{name}", Standing("classes", _["class"] == code), communes)
        for name, code in CLASSES.items()
    ),
    Indicator("premises", Standing("premises")),
    Indicator("premises.disguised_karaoke", Standing("premises", _.signs.contains("|DISGUISED_KARAOKE|"))),
    Indicator("premises.disguised", Standing("premises", _.signs.contains("|DISGUISED|"))),
    Indicator("premises.drug_history", Standing("premises", _.signs.contains("|DRUG_HISTORY|"))),
)
