"""Rows of some thousands of ids: one parameter instead of thousands, which the driver would each put into the text."""

from collections.abc import Sequence

from django.db.models.expressions import RawSQL


def among(ids: Sequence[int]) -> RawSQL:
    """For a filter: ``person__in=among(ids)``."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
