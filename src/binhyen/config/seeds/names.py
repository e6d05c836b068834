"""Invented names from parts of names, by chance with a fixed start: the same word always gives the same person."""

import json
import random
from functools import cache
from typing import Any

from binhyen.kit.paths import SEEDS


@cache
def _parts() -> dict[str, Any]:
    parts: dict[str, Any] = json.loads((SEEDS / "data" / "name_parts.json").read_text(encoding="utf-8"))
    return parts


def invent(*, start: str, people: str, sex: str) -> str:
    """A full name of one of the province's peoples ("Kinh", "Mông", "Dao" …); ``sex``: "male" or "female"."""
    chance = random.Random(start)  # noqa: S311 - a name, no secret
    kinh = _parts()["kinh"]
    own = _parts()["ethnic"].get(people)
    surname = chance.choice(own["surnames"]) if own else _weighted(chance, {s["v"]: s["w"] for s in kinh["surnames"]})
    if own and f"{sex}_given" in own:
        return f"{surname} {chance.choice(own[f'{sex}_middle'])} {chance.choice(own[f'{sex}_given'])}"
    plain = {"male": "Văn", "female": "Thị"}[sex]
    middle = plain if own else _weighted(chance, kinh["middle"][sex])
    return f"{surname} {middle} {_weighted(chance, kinh[f'given_{sex}'])}"


def _weighted(chance: random.Random, weights: dict[str, float]) -> str:
    return chance.choices(list(weights), weights=list(weights.values()))[0]
