"""How each person counts in Decision 28/2025: in the rate of criterion (a), and against criterion 1 of Art. 6."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from binhyen.monitoring.classification.values import PersonKey
from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.values import State

from .law import FOLDER

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People of one standing. ``rate`` and ``breaks``: yes, no, or the code of the reading that decides."""

    code: str
    label: str
    states: frozenset[str]
    measures: frozenset[str]  # empty: any
    addict: bool | None
    rate: str
    breaks: str

    def fits(self, key: PersonKey) -> bool:
        return (
            key.state in self.states
            and (not self.measures or key.measure in self.measures)
            and self.addict in {None, key.addict}
        )


@cache
def groups() -> tuple[Group, ...]:
    rows = tomllib.loads((FOLDER / "people.toml").read_text(encoding="utf-8"))["group"]
    return tuple(
        Group(
            code=row["code"],
            label=row["label"],
            states=frozenset(row["states"]),
            measures=frozenset(row.get("measures", ())),
            addict=row.get("addict"),
            rate=row["rate"],
            breaks=row["breaks"],
        )
        for row in rows
    )


@cache
def group(key: PersonKey) -> Group:
    """The first group of law/classification/people.toml that fits, else what law/cases/lists.toml says of the state.

    Raises:
        ValueError: the law of cases calls it unknown and no group says which reading decides.
    """
    for one in groups():
        if one.fits(key):
            return one
    standing = load().standing(State(key.state), key.addict)
    if not {standing.in_rate, standing.breaks_drug_free} <= {YES, NO}:
        raise ValueError(f"{key.state}: law/cases/lists.toml says unknown, law/classification/people.toml nothing")
    return Group(
        code=key.state,
        label=standing.label,
        states=frozenset({key.state}),
        measures=frozenset(),
        addict=None,
        rate=standing.in_rate,
        breaks=standing.breaks_drug_free,
    )


def holds(answer: str, chosen: Mapping[str, str]) -> bool:
    """Yes, no, or what the reading says."""
    return answer == YES or (answer != NO and chosen[answer] == "YES")


def with_file(people: Mapping[PersonKey, int], chosen: Mapping[str, str]) -> int:
    """Numerator of criterion (a): people with a management file."""
    return sum(number for key, number in people.items() if holds(group(key).rate, chosen))


def breaking(people: Mapping[PersonKey, int], chosen: Mapping[str, str]) -> int:
    """How many people stand against the first criterion of Article 6."""
    return sum(number for key, number in people.items() if holds(group(key).breaks, chosen))


def breaks(key: PersonKey, chosen: Mapping[str, str]) -> bool:
    return holds(group(key).breaks, chosen)


def by_group(people: Mapping[PersonKey, int]) -> dict[Group, int]:
    """How many people of each standing, the most first."""
    found: dict[Group, int] = {}
    for key, number in people.items():
        one = group(key)
        found[one] = found.get(one, 0) + number
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0].code)))
