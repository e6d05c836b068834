"""Reading a list that was handed in: its rows are stored with their doubts and matches; the register stays as it is."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import batched
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.files.storage import place
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.models import ColumnMapping, ListImport, ListRow, RosterEntry
from binhyen.operations.cases.queries.lists.answers import answers
from binhyen.operations.cases.queries.lists.offers.values import carried, counted
from binhyen.operations.cases.queries.lists.places import Places
from binhyen.operations.cases.queries.lists.rows import Answer, kept_cells, kept_findings, kept_mapping, shown
from binhyen.operations.cases.reader.mapping import Mapping
from binhyen.operations.cases.reader.read import ReadList, read
from binhyen.operations.cases.values import ListState

AT_ONCE = 2_000
_JSON = DjangoJSONEncoder(ensure_ascii=False)
_ADD = """
    INSERT INTO cases_listrow (source_id, commune_code, sheet, number, cells, "values", findings, severity, match,
                               person_id, match_reasons, offers, asks, gives, applied, accepted, fate, reason,
                               version)
    SELECT %(source)s, %(commune)s, sheet, number, cells, "values", findings, severity, match, person_id,
           match_reasons, offers, asks, gives, '{}', true, '', '', 1
    FROM json_to_recordset(%(rows)s::json) AS r (
        sheet text, number int, cells jsonb, "values" jsonb, findings jsonb, severity text, match text,
        person_id bigint, match_reasons jsonb, offers jsonb, asks smallint, gives smallint)"""
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
        RosterEntry.objects.filter(row__source=source).update(row=None)  # it was compared; made again, it gets new rows
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


def _store(source: ListImport, result: ReadList, scope: Scope, told: Told | None) -> dict[str, Any]:
    places = Places(commune_code=source.commune_code, on=source.as_of, provinces=scope.provinces)
    tables = {one.index: one for one in result.tables}
    counts: Counter[str] = Counter()
    exports: Counter[int] = Counter()
    done, whole = 0, result.people
    for part in batched(result.rows(), AT_ONCE):
        judged = answers(
            part, tables=tables, scope=scope, commune_code=source.commune_code, on=source.as_of, places=places,
            compared=bool(source.roster_kind),
        )  # fmt: skip
        _add(source, judged)
        for one in judged:
            counts[one.match.known.value] += 1
            counts[one.severity or "CLEAN"] += 1
            exports[one.export_id] += 1
        done += len(part)
        if told:
            told(done, whole)
    del exports[0]
    return {"rows": done, **counts, "exports": {str(number): rows for number, rows in exports.items()}}


def _add(source: ListImport, judged: list[Answer]) -> None:
    """The rows as one document: a quarter of the time an object and fourteen parameters for each take."""
    rows = [{**_columns(one), "sheet": one.read.sheet[:120], "number": one.read.number} for one in judged]
    given: dict[str, int | str] = {
        "source": source.pk,
        "commune": source.commune_code,
        "rows": _JSON.encode(rows),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ADD, given)


def fill(*, row: ListRow, answer: Answer) -> None:
    """Put what was read, found and matched on the row; whether it is taken in, and which cells, stays chosen."""
    kept = row.offers if row.person_id == answer.match.person_id else []
    offers = carried(answer.offers, kept, shown=True)
    for name, value in _columns(replace(answer, offers=offers)).items():
        setattr(row, name, value)


def _columns(one: Answer) -> dict[str, Any]:
    """Columns of a row: what was read, found, matched and offered."""
    offers = [offer.stored() for offer in one.offers]
    asks, gives = counted(offers)
    return {
        "offers": offers,
        "asks": asks,
        "gives": gives,
        "cells": kept_cells(one.read),
        "values": {**shown(one.read.listed), "others": list(one.match.others)},
        "findings": kept_findings(one.findings),
        "severity": one.severity,
        "match": one.match.known.value,
        "person_id": one.match.person_id,
        "match_reasons": list(one.match.reasons),
    }
