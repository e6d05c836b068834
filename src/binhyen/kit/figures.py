"""Figures as people here write them, and which way they go well."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

PLACES = 2  # after the comma, of what is not exact


class Direction(StrEnum):
    """Which way is well: detected cases that grow are good work, people who use drugs that grow are not."""

    FEWER = "FEWER"
    MORE = "MORE"
    NEITHER = "NEITHER"


def number(value: float | Decimal | Fraction | None) -> str:
    """6.976 and 0,27; an unknown one is said to be so.

    Whole numbers and decimals are written as exact as they are given. A fraction that ends is too; one that does not
    end, and a float, are rounded to two places.
    """
    if value is None:
        return "chưa có số"
    if isinstance(value, Fraction):
        value = _decimal(value)
    text = f"{value:,}" if isinstance(value, int | Decimal) else f"{value:,.{PLACES}f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def _decimal(value: Fraction) -> Decimal:
    """Exact where only twos and fives divide it."""
    left = value.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact if left == 1 else round(exact, PLACES)
