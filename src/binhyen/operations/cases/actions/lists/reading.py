"""Reading a list that was handed in: its rows are stored with their doubts and matches; the register stays as it is."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.files.storage import place
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.models import ColumnMapping, ListImport, ListRow
from binhyen.operations.cases.queries.lists.answers import answers
from binhyen.operations.cases.queries.lists.places import Places
from binhyen.operations.cases.queries.lists.rows import Answer, kept_cells, kept_findings, kept_mapping, shown
from binhyen.operations.cases.reader.mapping import Mapping
from binhyen.operations.cases.reader.read import ReadList, read
from binhyen.operations.cases.values import ListState

AT_ONCE = 2_000
Told = Callable[[int, int], None]


def read_list(*, import_id: int, by: User, at: datetime, told: Told | None = None) -> ListImport:
    """Read the file of an import into its rows, under the columns its unit remembers. All or nothing.

    ``by`` is whose sight decides whom the rows are matched with. Reading again replaces the rows, so it is safe to run
    twice. Raises ``Unreadable`` with a sentence.
    """
    today = timezone.localdate(at)
    scope = scope_of(user=by, on=today)
    with scope_in_database(scope), transaction.atomic():
        source = ListImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=import_id)
        if source.state not in {ListState.READING, ListState.PREVIEW}:
            return source
        data = place(source.file.sha256).read_bytes()
        result = read(data, source.file_name, today=today, mapping=remembered(source.body_key))
        source.rows.all().delete()
        counts = _store(source, result, scope, told)
        source.mapping, source.counts = kept_mapping(result), counts
        source.state, source.problem = ListState.PREVIEW, ""
        source.version += 1
        source.save()
        record(events.ListRead(subject_id=str(import_id), area=source.commune_code, rows=counts["rows"]), by=by, at=at)
    return source


def remembered(body_key: str) -> Mapping:
    """How this unit's headings were mended before."""
    rows = ColumnMapping.objects.filter(body_key=body_key).values_list("mapping", flat=True)
    return Mapping(tuple(table for one in rows for table in Mapping.from_json(json.dumps(one)).tables))


def _store(source: ListImport, result: ReadList, scope: Scope, told: Told | None) -> dict[str, int]:
    places = Places(commune_code=source.commune_code, on=source.as_of, provinces=scope.provinces)
    counts: Counter[str] = Counter()
    done, whole = 0, result.people
    for part in batched(result.rows(), AT_ONCE):
        judged = answers(part, scope=scope, commune_code=source.commune_code, on=source.as_of, places=places)
        ListRow.objects.bulk_create(_rows(source, judged))
        for one in judged:
            counts[one.match.known.value] += 1
            counts[one.severity or "CLEAN"] += 1
        done += len(part)
        if told:
            told(done, whole)
    return {"rows": done, **counts}


def _rows(source: ListImport, judged: list[Answer]) -> Iterator[ListRow]:
    return (_row(source, one) for one in judged)


def _row(source: ListImport, one: Answer) -> ListRow:
    row = ListRow(source=source, commune_code=source.commune_code, sheet=one.read.sheet[:120], number=one.read.number)
    fill(row=row, answer=one)
    return row


def fill(*, row: ListRow, answer: Answer) -> None:
    """Put what was read, found and matched on the row; whether it is taken in stays the officer's choice."""
    row.cells = kept_cells(answer.read)
    row.values = {**shown(answer.read.listed), "others": list(answer.match.others)}
    row.findings, row.severity = kept_findings(answer.findings), answer.severity
    row.match, row.person_id = answer.match.known.value, answer.match.person_id
    row.match_reasons = list(answer.match.reasons)
