"""The model: what is compared, in which degrees, and what each degree weighs.

A weight is in bits, as splink's match weight: +1 doubles the odds that two records are one person, −1 halves them. The
weights stand in ``parameters.toml`` with how they were found. The first degree that holds counts, from above.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from binhyen_analytics.linkage.conditions import (
    Condition,
    across,
    apart,
    crossed,
    differ,
    either_agrees,
    either_is,
    longer,
    near,
    same,
    unknown,
)

PARAMETERS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("parameters.toml").read_text(encoding="utf-8"))
START: float = PARAMETERS["start"]  # bits: the odds before anything is compared
SAME: float = PARAMETERS["same"]  # probability from which two records count as one person
MAYBE: float = PARAMETERS["maybe"]  # probability from which a person should look
TRAINED_ON: int = PARAMETERS["records"]  # named records in one run when the weights were found
RARITY: float = PARAMETERS["rarity"]  # bits per bit of rarity of a name both have, beyond COMMON_NAME
RARITY_FAR: float = PARAMETERS["rarity_far"]  # the same again, when they do not live in one commune
COMMON_NAME: float = PARAMETERS["common_name"]  # share of a name that is neither common nor rare
RAREST_NAME: float = PARAMETERS["rarest_name"]  # shares below this count as this
UNKNOWN = "unknown"  # the degree of what cannot be compared; weighs nothing


@dataclass(frozen=True, slots=True)
class Degree:
    code: str
    condition: Condition | None  # None: whatever no degree above caught
    weight: float
    rarity: float = 0.0  # bits per bit of rarity of the name: agreeing on a rare one says more
    is_far: bool = False  # not from one commune: the more people are compared, the more of them agree by chance


@dataclass(frozen=True, slots=True)
class Comparison:
    code: str
    unknown: Condition | None  # cannot be compared
    degrees: tuple[Degree, ...]


_ALL_BIRTH = same("birth_year") & same("birth_month") & same("birth_day")
_NEW_YEAR = either_is("birth_month", 1) & either_is("birth_day", 1)  # 01/01 is mostly written for "year known only"
_DAY_UNKNOWN = unknown("birth_month") | unknown("birth_day")

_NAME = {
    "same": same("match_key"),
    "same_without_tones": same("full_name_key") & either_agrees("match_key", "full_name_key"),
    "other_tones": same("full_name_key"),
    "other_spelling": same("fold_key"),
    "other_order": same("order_key"),
    "initials": same("given_key") & same("initials") & either_is("is_abbreviated", True),
    "middle_left_out": same("family_key") & same("given_key") & unknown("middle_key"),
    "slip_before_given": same("given_key") & near("fold_key", 1) & longer("fold_key", 6),
    "slip_in_given": near("fold_key", 1) & longer("fold_key", 6),
    "slips_before_given": same("given_key") & near("fold_key", 2) & longer("fold_key", 9),
    "slips_in_given": near("fold_key", 2) & longer("fold_key", 9),
    "other_middle": same("family_key") & same("given_key"),
    "other_given": same("family_key") & same("middle_key"),
    "three_slips": near("fold_key", 3) & longer("fold_key", 12),
    "slips_other_order": near("order_key", 2) & longer("order_key", 9),
    "only_given": same("given_key"),
    "only_family": same("family_key"),
    "not_said": unknown("full_name_key"),
    "other": None,
}
_RARE = ("same", "same_without_tones", "other_tones", "other_spelling", "other_order", "initials", "middle_left_out",
         "slip_before_given", "slips_before_given")  # fmt: skip
_BIRTH = {
    "new_year": _ALL_BIRTH & _NEW_YEAR,
    "same": _ALL_BIRTH,
    "crossed": same("birth_year") & crossed("birth_month", "birth_day"),
    "same_month": same("birth_year") & same("birth_month") & unknown("birth_day"),
    "same_year": same("birth_year") & _DAY_UNKNOWN,
    "same_year_new_year": same("birth_year") & _NEW_YEAR,
    "slip_in_day": same("birth_year") & (same("birth_month") | same("birth_day")),
    "slip_in_year": same("birth_month") & same("birth_day") & apart("birth_year", 1),
    "slip_in_year_and_day": apart("birth_year", 1) & (same("birth_month") | same("birth_day")),
    "about": apart("birth_year", 1) & (_DAY_UNKNOWN | _NEW_YEAR),
    "other_day": same("birth_year"),
    "not_said": unknown("birth_year"),
    "other": None,
}
_ID12 = {"same": same("id12"), "slip": near("id12", 1), "slips": near("id12", 2), "other": None}
_ID9 = {"same": same("id9"), "slip": near("id9", 1), "other": None}
_SEX = {"same": same("sex"), "other": None}
_PLACE = {
    "same_hamlet": same("commune_code") & same("hamlet_key"),
    "same_commune": same("commune_code") & unknown("hamlet_key"),
    "other_hamlet": same("commune_code"),
    "other_address": across("commune_code", "second_commune_code"),
    "not_said": unknown("commune_code"),
    "far_same_name": same("order_key"),
    "other": None,
}
_PHONE = {"same": same("phone"), "slip": near("phone", 1), "other": None}
# Twins agree on everything but the given name; without this they would pass for one person.
_KIN = {
    "twins_next_number": differ("given_key") & same("family_key") & near("id12", 1) & differ("id12"),
    "twins": differ("given_key") & same("family_key") & _ALL_BIRTH & same("commune_code"),
    "none": None,
}
# A careful list seldom has one person twice; another list often has the person too.
_LIST = {"same": same("source"), "other": None}


def _comparison(
    code: str,
    conditions: dict[str, Condition | None],
    absent: Condition | None = None,
    *,
    rare: dict[str, float] | None = None,
    far: tuple[str, ...] = (),
) -> Comparison:
    weights = PARAMETERS[code]
    degrees = (Degree(n, c, weights[n], (rare or {}).get(n, 0.0), n in far) for n, c in conditions.items())
    return Comparison(code, absent, tuple(degrees))


COMPARISONS = (
    _comparison("name", _NAME, rare=dict.fromkeys(_RARE, RARITY)),
    _comparison("birth", _BIRTH),
    _comparison("id12", _ID12, unknown("id12")),
    _comparison("id9", _ID9, unknown("id9")),
    _comparison("sex", _SEX, unknown("sex")),
    _comparison("place", _PLACE, rare={"far_same_name": RARITY_FAR}, far=("not_said", "far_same_name", "other")),
    _comparison("phone", _PHONE, unknown("phone")),
    _comparison("kin", _KIN),
    _comparison("list", _LIST),
)


def distance(records: int) -> float:
    """Bits to take away from a pair that does not come from one commune, among so many records (0: not known)."""
    return math.log2(max(records, 1_000) / TRAINED_ON) if records else 0.0
