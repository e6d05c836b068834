"""What is forecast, and which stretch of the past it is forecast from."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .periods import FOLDER

KIND = "ADMIN_MONTH"
LONGEST = 6  # digits anybody means


@dataclass(frozen=True, slots=True)
class Wanted:
    """``codes`` in the order of the page; ``inside`` and ``coming`` are what beds are reckoned from."""

    steps: int
    codes: tuple[str, ...]
    inside: str
    coming: str

    @property
    def every(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.codes, self.inside, self.coming)))


@cache
def wanted() -> Wanted:
    given = tomllib.loads((FOLDER / "forecast.toml").read_text(encoding="utf-8"))
    return Wanted(
        given["steps"], tuple(row["code"] for row in given["series"]), given["beds"]["inside"], given["beds"]["coming"]
    )


def past(numerators: Sequence[int | None]) -> list[int]:
    """Whole months oldest first, of a series kept with the running one first; what lies before a gap is left out."""
    found: list[int] = []
    for value in numerators[1:]:
        if value is None:
            break
        found.append(value)
    return found[::-1]


def percent(text: str | None, *, least: int, most: int) -> int:
    """A supposed change in per cent as typed; nonsense is none, what is too much is cut."""
    bare = (text or "").replace("%", "").replace(" ", "")
    digits = bare.lstrip("+-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST):
        return 0
    return max(least, min(most, -int(digits) if bare.startswith("-") else int(digits)))
