"""Reading templates of documents: those that came with the system, the province's versions of them, and its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Max, QuerySet

from binhyen.registers.documents.models import DocumentTemplate
from binhyen.registers.documents.rules.templates import AS_SHIPPED, ENDED, Template, own, shipped, with_body


@dataclass(frozen=True, slots=True)
class Version:
    """One version the province wrote, and where it stands on a day: "now", "later", "before"."""

    number: int
    valid_from: date
    source: str
    made_by: Any
    made_at: Any
    standing: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A template as it counts on a day (None: not yet, or no longer), and its latest words, which may count later."""

    latest: Template
    now: Template | None
    ended: bool


def templates(*, on: date) -> list[Template]:
    """Every template as it counts on a day, by title. One query."""
    return [one.now for one in listed(on=on) if one.now]


def template(*, code: str, on: date) -> Template | None:
    """One template as it counts on a day."""
    return next((one for one in templates(on=on) if one.code == code), None)


def listed(*, on: date) -> list[Listed]:
    """Every template there is, also those that count later or no more. One query."""
    rows: dict[str, list[DocumentTemplate]] = {code: [] for code in shipped()}
    for code, group in groupby(DocumentTemplate.objects.order_by("code", "version"), key=lambda row: row.code):
        rows[code] = list(group)
    found = [_listed(code, held, on) for code, held in rows.items()]
    return sorted(found, key=lambda one: one.latest.title)


def latest(*, code: str) -> Template | None:
    """The words last written for a template, whenever they count: what the next version is written from."""
    return next((one.latest for one in listed(on=date.max) if one.latest.code == code), None)


def at_version(*, code: str, version: int) -> Template | None:
    """A template as one of its versions says; 0 is the one that came with the system."""
    if version == 0:
        return shipped().get(code)
    row = DocumentTemplate.objects.filter(code=code, version=version).first()
    return None if row is None or row.body.get(ENDED) else _template(row)


def versions(*, code: str, on: date) -> list[Version]:
    """The province's versions of a template, the latest first. One query."""
    rows = list(_rows(code).select_related("made_by").order_by("-version"))
    counts, since = _counting(rows, on), _since(rows, on)
    return [
        Version(
            row.version, row.valid_from, row.source, row.made_by, row.made_at,
            "now" if row is counts else "later" if row.valid_from > on and row.version > since else "before",
            bool(row.body.get(ENDED)),
        )
        for row in rows
    ]  # fmt: skip


def last_version(*, code: str) -> int:
    return _rows(code).aggregate(last=Max("version"))["last"] or 0


def last_words(*, code: str) -> DocumentTemplate | None:
    """The last version that holds words, of a template the province made itself."""
    return next((row for row in _rows(code).order_by("-version") if not row.body.get(ENDED)), None)


def _rows(code: str) -> QuerySet[DocumentTemplate]:
    return DocumentTemplate.objects.filter(code=code)


def _counting(rows: list[DocumentTemplate], on: date) -> DocumentTemplate | None:
    """The version whose day came last; of one day, the one written last."""
    since = _since(rows, on)
    come = [row for row in rows if row.valid_from <= on and row.version >= since]
    return max(come, key=lambda row: (row.valid_from, row.version), default=None)


def _since(rows: list[DocumentTemplate], on: date) -> int:
    """The last version that ended the template or restored it: what was written before, for later, counts no more."""
    wordless = (row for row in rows if row.body.get(ENDED) or row.body.get(AS_SHIPPED))
    return max((row.version for row in wordless if row.valid_from <= on), default=0)


def _listed(code: str, rows: list[DocumentTemplate], on: date) -> Listed:
    spoken = [row for row in rows if not row.body.get(ENDED)]
    words = _template(spoken[-1]) if spoken else shipped()[code]
    counts = _counting(rows, on)
    if counts is None:
        return Listed(words, shipped().get(code), ended=False)
    ended = bool(counts.body.get(ENDED))
    return Listed(words, None if ended else _template(counts), ended)


def _template(row: DocumentTemplate) -> Template:
    came = shipped().get(row.code)
    said = {"body": row.body, "version": row.version, "valid_from": row.valid_from, "source": row.source}
    return with_body(came, **said) if came else own(code=row.code, **said)
