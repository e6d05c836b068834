"""Figures as people here write them, and which way they go well."""

from enum import StrEnum


class Direction(StrEnum):
    """Which way is well: detected cases that grow are good work, people who use drugs that grow are not."""

    FEWER = "FEWER"
    MORE = "MORE"
    NEITHER = "NEITHER"


def number(value: float | None) -> str:
    """6.976 and 0,27; an unknown one is said to be so."""
    if value is None:
        return "chưa có số"
    if float(value).is_integer():
        return f"{value:,.0f}".replace(",", ".")
    return f"{value:,.2f}".rstrip("0").translate(str.maketrans(",.", ".,"))
