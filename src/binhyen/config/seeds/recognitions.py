"""Decisions of the demonstration province that recognised its communes, and roads of two of them."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from binhyen.foundation.accounts.models import User
from binhyen.kit.paths import SEEDS
from binhyen.monitoring.classification.actions.planning import add_step, finish_step, set_roadmap
from binhyen.monitoring.classification.actions.recognitions import RecognitionDetails, enter_recognitions
from binhyen.monitoring.classification.models import Recognition
from binhyen.monitoring.classification.values import RecognisedAs, Scheme

from .areas.plan import ground
from .population.persons import Place
from .population.plan import drifting, figures

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def recognitions(*, places: Sequence[Place], at: datetime, by: User | None = None) -> int:
    """Enter them once, each known on its day; does nothing where there are any. Returns how many lines were entered."""
    if Recognition.objects.exists():
        return 0
    given = _given()
    lines = enter_recognitions(details=list(_of_2025(places, given)), by=by, at=_moment(given["known_on"], at))
    older = enter_recognitions(details=list(_older(places, given)), by=by, at=_moment(given["known_on"], at))
    codes = {place.code for place in places}
    for one in given["roads"]:
        if one["commune"] in codes:
            _road(one, by=by, at=at)
    return len(lines) + len(older)


def _given() -> dict[str, Any]:
    return tomllib.loads((SEEDS / "recognitions.toml").read_text(encoding="utf-8"))


def _moment(day: date, at: datetime) -> datetime:
    return min(datetime.combine(day, time(16), VIETNAM), at)


def _of_2025(places: Sequence[Place], given: dict[str, Any]) -> list[RecognitionDetails]:
    """As many of the communes free of drugs as were published, those that drift later among them."""
    published = figures()
    falling = drifting(places, published, start=published["start"])
    free = [place.code for place in ground(places).free]
    wanted = published["communes"]["recognised"] * len(free)
    wanted //= published["communes"]["recognised"] + published["communes"]["meeting"]
    rest = sorted(set(free) - falling)
    random.Random(given["start"]).shuffle(rest)  # noqa: S311
    return [
        RecognitionDetails(
            area_code=code,
            kind=RecognisedAs.DRUG_FREE,
            valid_from=given["decided_on"],
            period=given["period"],
            decision_number=given["decision"],
            decision_on=given["decided_on"],
            decided_by=given["decided_by"],
        )
        for code in (sorted(falling & set(free)) + rest)[:wanted]
    ]


def _older(places: Sequence[Place], given: dict[str, Any]) -> list[RecognitionDetails]:
    chosen = random.Random(given["start"] + 1).sample(  # noqa: S311
        [place.code for place in places], min(given["older"]["communes"], len(places))
    )
    return [
        RecognitionDetails(
            area_code=code,
            kind=RecognisedAs.DRUG_FREE,
            scheme=Scheme.CLEAN,
            valid_from=given["older"]["valid_from"],
            source=given["older"]["source"],
        )
        for code in sorted(chosen)
    ]


def _road(one: dict[str, Any], *, by: User | None, at: datetime) -> None:
    then = _moment(one["known_on"], at)
    road = set_roadmap(
        commune_code=one["commune"], goal=RecognisedAs(one["goal"]), target_on=one["target_on"], basis=one["basis"],
        by=by, at=then,
    )  # fmt: skip
    for given in one.get("steps", ()):
        step = add_step(
            roadmap_id=road.pk, text=given["text"], due_on=given["due_on"], owner=given["owner"], by=by, at=then
        )
        if "done_on" in given:
            finish_step(
                step_id=step.pk, commune_code=one["commune"], done_on=given["done_on"], note=given["done_note"],
                by=by, at=_moment(given["done_on"], at),
            )  # fmt: skip
