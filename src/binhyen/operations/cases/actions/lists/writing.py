"""Writing a previewed list into the register, chunk by chunk: each chunk whole or not at all, and never twice.

A killed process leaves whole chunks behind; whoever runs the job again goes on with the rows that have no fate yet.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.models import Case, ListImport, ListRow
from binhyen.operations.cases.queries.labels import state_labels
from binhyen.operations.cases.queries.lists.places import Places
from binhyen.operations.cases.queries.lists.reading import opening, person_details, stands
from binhyen.operations.cases.queries.lists.rows import read_again, readers_of
from binhyen.operations.cases.reader.values import Listed, Severity
from binhyen.operations.cases.values import BulkFact, Fate, ListState
from binhyen.registers.people.actions.registering import register_many
from binhyen.registers.people.queries.matching import Known

from .completing import Completing
from .refusals import ListRefused

CHUNK = 1_000  # rows in one transaction
Told = Callable[[int, int], None]
UNDECIDED = "Có thể đã có người này: hãy chọn đúng là người đó, hay là người khác."
_KEEP = """
    UPDATE cases_listrow r
    SET fate = k.fate, reason = k.reason, person_id = k.person_id, offers = k.offers::jsonb, asks = k.asks,
        gives = k.gives, applied = k.applied::jsonb, version = r.version + 1
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::int[], %s::int[], %s::text[])
         AS k (id, fate, reason, person_id, offers, asks, gives, applied)
    WHERE r.id = k.id"""
NO_CASE = "Đã ghi người; chưa lập hồ sơ vì danh sách không nói rõ đang ở diện nào."


def write_list(*, import_id: int, by: User, at: datetime, told: Told | None = None) -> ListImport:
    """Give every row its fate. Resumable; safe to run twice. Raises ListRefused where there is nothing to write."""
    scope = scope_of(user=by, on=timezone.localdate(at))
    with scope_in_database(scope):
        source = ListImport.objects.get(pk=import_id)
        whole = source.rows.filter(fate=Fate.WAITING).count()
    if source.state not in {ListState.PREVIEW, ListState.WRITING, ListState.WRITTEN}:
        raise ListRefused("Danh sách này chưa đọc xong hoặc đã rút lại, nên không ghi được.")
    places = Places(commune_code=source.commune_code, on=source.as_of, provinces=scope.provinces)
    done = 0
    while size := _chunk(import_id, scope, places, by, at):
        done += size
        if told:
            told(done, whole)
    return _close(import_id, scope, by, at)


def _chunk(import_id: int, scope: Scope, places: Places, by: User, at: datetime) -> int:
    """The next rows without a fate, in one transaction. Returns how many there were."""
    with scope_in_database(scope), transaction.atomic():
        source = ListImport.objects.select_for_update().get(pk=import_id)
        if source.state != ListState.WRITING:
            source.state = ListState.WRITING
            source.save(update_fields=["state"])
        rows = list(source.rows.filter(fate=Fate.WAITING).order_by("id").select_for_update()[:CHUNK])
        if rows:
            _Chunk(source, rows, places, scope, by, at).run()
        return len(rows)


class _Chunk:
    """Some rows of one list, written together."""

    def __init__(
        self, source: ListImport, rows: Sequence[ListRow], places: Places, scope: Scope, by: User, at: datetime
    ) -> None:
        self.source, self.rows, self.places, self.scope, self.by, self.at = source, rows, places, scope, by, at
        readers = readers_of(source, today=timezone.localdate(at))
        self.tables = {index: reader.table for index, reader in readers.items()}
        self.reads = {row.pk: read_again(row, readers[row.cells["table"]]) for row in rows}
        self.listed: dict[int, Listed] = {pk: read.listed for pk, read in self.reads.items()}
        self.exported: frozenset[int] = frozenset()  # rows whose cell of the state came back as it left

    def run(self) -> None:
        for row in self.rows:
            row.fate, row.reason = _barred(row)
        self._register([row for row in self.rows if not row.fate and row.match == Known.NEW and not row.person_id])
        known = [row for row in self.rows if not row.fate and row.match == Known.SAME and row.person_id]
        completed = Completing(
            source=self.source, rows=known, reads=self.reads, tables=self.tables, places=self.places, scope=self.scope,
            by=self.by, at=self.at,
        )  # fmt: skip
        completed.write()
        self.exported = completed.exported
        self._state([row for row in self.rows if row.fate in {"", Fate.WRITTEN} and row.person_id])
        for row in known:
            completed.tell(row)
        self._keep()

    def _keep(self) -> None:
        """What became of each row. As columns: an update with a case for each row takes seconds to put together."""
        rows = (
            (
                row.pk, row.fate, row.reason, row.person_id, json.dumps(row.offers), row.asks, row.gives,
                json.dumps(row.applied),
            )
            for row in self.rows
        )  # fmt: skip
        columns = zip(*rows, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [list(column) for column in columns])

    def _register(self, rows: Sequence[ListRow]) -> None:
        details = [person_details(self.listed[row.pk], self.places) for row in rows]
        if not details:
            return
        batch = f"list:{self.source.pk}"
        for row, person_id in zip(
            rows, register_many(details=details, by=self.by, at=self.at, batch=batch), strict=True
        ):
            row.person_id, row.fate, row.reason = person_id, Fate.WRITTEN, ""
            row.applied = {"brought": person_id}

    def _state(self, rows: Sequence[ListRow]) -> None:
        """Take over the state a row gives where the person has no case yet; never against a case that says other."""
        standing = dict(Case.objects.filter(person__in=[row.person_id for row in rows]).values_list("person", "state"))
        to_open: list[tuple[ListRow, BulkFact]] = []
        words = state_labels()
        for row in rows:
            listed, state = self.listed[row.pk], stands(self.listed[row.pk])
            known = standing.get(row.person_id or 0, "")
            if known and state and known != state and row.pk not in self.exported:
                row.fate = Fate.BASKET
                row.reason = f"Danh sách ghi “{words[state]}”, hồ sơ ghi “{words[known]}”: hãy mở hồ sơ xem lại."
            elif known:
                row.fate = Fate.SAME
            else:
                details = opening(listed, as_of=self.source.as_of, row_id=row.pk)
                if details is None:
                    row.fate, row.reason = row.fate or Fate.SAME, NO_CASE
                else:
                    fact = BulkFact(person_id=row.person_id or 0, details=details, source_row_id=row.pk)
                    to_open.append((row, fact))
        self._open(to_open)

    def _open(self, wanted: Sequence[tuple[ListRow, BulkFact]]) -> None:
        outcomes = record_facts_bulk(
            rows=[fact for _, fact in wanted], by=self.by, at=self.at, source=f"list:{self.source.pk}"
        )
        for (row, _), outcome in zip(wanted, outcomes, strict=True):
            if outcome.fact_id:
                row.fate = Fate.WRITTEN
            else:
                row.fate = Fate.BASKET
                row.reason = f"Đã ghi người, chưa lập được hồ sơ: {outcome.objections[0].message}"[:300]


def _barred(row: ListRow) -> tuple[str, str]:
    """The fate of a row that is not to be written, with its reason; ("", "") for one that is."""
    if not row.accepted:
        return Fate.LEFT_OUT, row.reason or "Anh/chị đã bỏ dòng này."
    if row.severity == Severity.ERROR:
        errors = [one["says"] for one in row.findings if one["severity"] == Severity.ERROR]
        return Fate.BASKET, "; ".join(errors)[:300]
    if row.match == Known.MAYBE:
        return Fate.BASKET, UNDECIDED
    return "", ""


def _close(import_id: int, scope: Scope, by: User, at: datetime) -> ListImport:
    with scope_in_database(scope), transaction.atomic():
        source = ListImport.objects.select_for_update().get(pk=import_id)
        fates = Counter(dict(source.rows.values_list("fate").annotate(n=Count("id")).order_by()))
        source.state, source.written_at, source.version = ListState.WRITTEN, at, source.version + 1
        source.counts = {**source.counts, "fates": dict(fates)}
        source.save()
        fact = events.ListWritten(
            subject_id=str(import_id),
            area=source.commune_code,
            written=fates[Fate.WRITTEN],
            same=fates[Fate.SAME],
            basket=fates[Fate.BASKET],
            left_out=fates[Fate.LEFT_OUT],
        )
        record(fact, by=by, at=at)
    return source
