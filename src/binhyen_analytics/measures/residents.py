"""Denominators: people actually residing, by the last figure on or before a day. Missing is unknown, never guessed."""

from __future__ import annotations

from typing import Any

import numpy as np

from binhyen_analytics.engines import Engine

from .counts import Numbers
from .plan import PLACES, Frame

COLUMNS = ("place", "as_of", "people", "known_from", "known_to")


def residents(engine: Engine, frame: Frame) -> tuple[Numbers, Any]:
    """Areas × periods, and where it is not known because a commune of the area has no figure. One query."""
    found = engine.answer(
        ("residents",),
        lambda: engine.table("populations").join(engine.table(PLACES), "commune_code").select(*COLUMNS),
    )
    order = np.argsort(found["as_of"].to_numpy(), kind="stable")
    place, people = found["place"].to_numpy()[order], found["people"].to_numpy()[order]
    as_of, known, forgotten = (found[name].to_numpy()[order] for name in ("as_of", "known_from", "known_to"))
    figures = frame.empty()
    there = np.zeros(figures.shape, dtype=bool)
    for n, one in enumerate(frame.periods):
        moment = np.datetime64(frame.known(one).replace(tzinfo=None), "us")
        valid = (as_of <= np.datetime64(one.end)) & (known <= moment) & (np.isnat(forgotten) | (forgotten > moment))
        figures[place[valid], n] = people[valid]  # the last of a commune is the one that stays
        there[place[valid], n] = True
    members = frame.places.members
    missing = np.asarray(members @ (~there).astype(np.int64)) > 0
    return np.asarray(members @ figures), missing
