"""Tables of a snapshot that the product makes instead of asking for: of the same moment, and only what has moved.

What a commune is on a day changes when somebody writes about that commune, or the law is read otherwise.
All other rows are taken over from the snapshot before.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import connection, transaction

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.monitoring.indicators.queries.export import Maker
from binhyen_analytics.snapshot import TABLES, Snapshot


@contextmanager
def seen_as(exported: str, *, scope: Scope) -> Iterator[None]:
    """Inside, Django's connection sees what the transaction does that exported its view, as ``scope`` reads."""
    with transaction.atomic():
        if exported:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute(f"SET TRANSACTION SNAPSHOT '{exported}'")
        with scope_in_database(scope):
            yield


def anew(
    *, name: str, maker: Maker, days: Sequence[date], communes: Sequence[str], touched: set[str], at: datetime,
    before: Snapshot | None,
) -> pa.Table:  # fmt: skip
    """The rows of a table; those of ``before`` are kept for the same days and communes not ``touched`` since.

    Inside ``seen_as``.
    """
    kept = TABLES[name].arrow.empty_table()
    if before is not None and before.has(name):
        found = pq.read_table(before.files(name), schema=TABLES[name].arrow)
        same = pc.and_(
            pc.is_in(found["legal_from"], value_set=pa.array(days, pa.date32())),
            pc.and_(
                pc.is_in(found["commune_code"], value_set=pa.array(list(communes), pa.string())),
                pc.invert(pc.is_in(found["commune_code"], value_set=pa.array(sorted(touched), pa.string()))),
            ),
        )
        kept = found.filter(same)
    there: dict[date, set[str]] = {}
    for day, code in zip(kept["legal_from"].to_pylist(), kept["commune_code"].to_pylist(), strict=True):
        there.setdefault(day, set()).add(code)
    parts, alike = [kept], defaultdict(list)
    for day in days:
        alike[tuple(code for code in communes if code not in there.get(day, ()))].append(day)
    parts += [maker.rows(days=some, communes=wanted, at=at) for wanted, some in alike.items() if wanted]
    whole = pa.concat_tables(parts).sort_by([("legal_from", "ascending"), ("commune_code", "ascending")])
    return whole.combine_chunks()  # equal rows make an equal file, however many were made anew
