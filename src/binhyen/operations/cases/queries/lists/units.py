"""Small things the pages of lists ask: whose list it may be, words for its state, samples of its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from binhyen.foundation.access.values import Scope
from binhyen.kit.grid.changes import CellChange
from binhyen.operations.cases.models import Case, ListImport, ListRow
from binhyen.operations.cases.queries.labels import state_labels
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.reader.values import Field
from binhyen.registers.people.queries.cards import cards
from binhyen.registers.territories.queries import communes as all_communes

from . import pages

SAMPLES = 4


def communes(*, scope: Scope, on: date) -> list[tuple[str, str]]:
    """Whose people a list may hold: the reader's communes; for the province the whole of it first."""
    if scope.whole_province:
        province = next(iter(sorted(scope.provinces)), "")
        found = [(one.code, one.full_name) for one in all_communes(on=on, province_code=province)]
        return [("", _("Cả tỉnh: theo địa chỉ từng dòng")), *found]
    if not scope.people_areas:  # a clinic or facility has people of any commune
        return [("", _("Người của cơ sở: theo địa chỉ từng dòng"))]
    names = {one.code: one.full_name for one in all_communes(on=on).filter(code__in=sorted(scope.people_areas))}
    return [(code, names.get(code, code)) for code in sorted(scope.people_areas)]


def body_of(*, scope: Scope) -> str:
    """The unit whose mended columns are remembered."""
    return next(iter(sorted(scope.bodies)), "")


@dataclass(frozen=True, slots=True)
class Chip:
    key: str
    label: str
    number: int
    here: bool


def chips(found: pages.Preview) -> list[Chip]:
    """The ways to look at the rows, those that hold any first of all."""
    words = {
        "": _("Tất cả"), "sua": _("Cần sửa"), "chon": _("Có thể đã có"), "khac": _("Khác với sổ"),
        "them": _("Thêm cho người đã có"), "moi": _("Mới"), "co": _("Đã có"), "bo": _("Bỏ ra"),
        "da-ghi": _("Đã ghi"), "gio": _("Trong giỏ"),
    }  # fmt: skip
    numbers = {key: found.counts[key.replace("-", "_") or "all"] for key in words}
    return [
        Chip(key, label, numbers[key], key == found.filter)
        for key, label in words.items()
        if not key or numbers[key] or key == found.filter
    ]


def address(name: str, found: pages.Preview, *, start: int | None = None) -> str:
    asked: dict[str, object] = {}
    if found.table is not None:
        asked["bang"] = found.table.index
    if found.filter:
        asked["loc"] = found.filter
    if start is not None:
        asked["tu"] = start
    query = urlencode(asked)
    return reverse(f"cases:{name}", args=[found.source.pk]) + (f"?{query}" if query else "")


def number(text: str | None, *, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


def column_rows(source: ListImport, tables: dict[int, Table], form: Any) -> list[dict[str, Any]]:
    """Each table with its columns: the choice, why it was guessed, and some of the cells below."""
    rows = []
    for index, table in tables.items():
        texts = [
            one["texts"]
            for one in source.rows.filter(cells__table=index).order_by("id").values_list("cells", flat=True)[:40]
        ]
        columns = [
            {
                "field": form[f"col-{index}-{one.column}"],
                "guess": one,
                "samples": _samples(texts, place),
            }
            for place, one in enumerate(table.mapping.columns)
        ]
        rows.append({"table": table, "list": form[f"list-{index}"], "columns": columns})
    return rows


def _samples(texts: list[list[str]], place: int) -> list[str]:
    found: dict[str, None] = {}
    for row in texts:
        if place < len(row) and row[place]:
            found[row[place]] = None
        if len(found) == SAMPLES:
            break
    return list(found)


def row_fields(source: ListImport, row: ListRow) -> list[dict[str, Any]]:
    """The cells of one row for the form without the grid, each with what is said of it."""
    table = pages.tables_of(source)[row.cells["table"]]
    said: dict[str, list[dict[str, str]]] = {}
    for one in row.findings:
        said.setdefault(one["cell"], []).append(one)
    texts = row.cells["texts"]
    return [
        {
            "name": f"c{place}",
            "label": f"{one.letter}. {one.heading or one.label}",
            "value": texts[place] if place < len(texts) else "",
            "findings": said.get(f"{one.letter}{row.number}", []),
        }
        for place, one in enumerate(table.mapping.columns)
        if one.field is not Field.ROW_ID
    ]


def posted_takes(posted: Mapping[str, str], row: ListRow) -> dict[int, bool]:
    """What the form says of each cell that differs: place among the offers, and whether the list is taken."""
    said = {place: posted.get(f"take-{place}") for place in range(len(row.offers))}
    return {place: text == "1" for place, text in said.items() if text in {"0", "1"}}


def posted_cells(posted: Mapping[str, str], row: ListRow) -> list[CellChange]:
    """The cells of the form that differ from the row."""
    version = number(posted.get("version"), default=0)
    texts = row.cells["texts"]
    changes = []
    for place, before in enumerate(texts):
        name = f"c{place}"
        if name in posted and posted[name].strip() != before:
            changes.append(CellChange(str(row.pk), version, name, posted[name].strip()))
    return changes


def side_by_side(*, scope: Scope, found: ListRow) -> list[dict[str, Any]]:
    """The persons a row may be, as cards, each with where the case stands."""
    people = pages.candidates(scope=scope, found=found)
    states = dict(Case.objects.filter(person__in=[one.pk for one in people]).values_list("person", "state"))
    words = state_labels()
    return [
        {"card": card, "state": words.get(states.get(card.id, ""), ""), "reasons": _reasons(found, card.id)}
        for card in cards(people)
    ]


def _reasons(found: ListRow, person_id: int) -> list[str]:
    return list(found.match_reasons) if found.person_id == person_id else []
