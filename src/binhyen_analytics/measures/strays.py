"""Rows no area counts, because their commune is in no register: to be told, not to be lost in silence."""

from __future__ import annotations

import ibis

from binhyen_analytics.engines import engine
from binhyen_analytics.snapshot import TABLES, Snapshot

from .known import known_at
from .sources import LISTS


def strays(snapshot: Snapshot, *, engine_name: str | None = None) -> dict[str, dict[str, int]]:
    """By table: commune codes that the snapshot's communes do not have, with how many rows known now say so.

    Of spans only those on a list: who has left the province has no commune and is on none.
    """
    found: dict[str, dict[str, int]] = {}
    with engine(snapshot, name=engine_name) as opened:
        register = opened.table("communes")
        for name, table in TABLES.items():
            if name == "communes" or not snapshot.has(name) or "commune_code" not in table.names:
                continue
            rows = opened.table(name)
            if "known_from" in rows.columns:
                rows = known_at(rows, snapshot.moment)
            if name == "case_spans":
                rows = rows.filter(rows.list_code.isin(LISTS) | rows.reported_list.isin(LISTS))
            lost = rows.anti_join(register, "commune_code")
            counted = opened.rows(lost.group_by("commune_code").aggregate(n=ibis._.count()))
            if counted.num_rows:
                found[name] = dict(zip(counted["commune_code"].to_pylist(), counted["n"].to_pylist(), strict=True))
    return found
