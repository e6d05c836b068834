"""Rows of a list between the file, the preview and the register: as stored, and read again as the file was."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from binhyen.operations.cases.models import ListImport, ListRow
from binhyen.operations.cases.reader.mapping import Mapping
from binhyen.operations.cases.reader.read import ReadList
from binhyen.operations.cases.reader.rows import RowReader
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.reader.values import Finding, Listed, RawRow, ReadRow, Section, Severity
from binhyen.operations.cases.values import ListCode
from binhyen.registers.people.queries.matching import Match

from .offers.values import Offer

GRAVEST = {Severity.ERROR: 3, Severity.WARNING: 2, Severity.NOTE: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A row read, placed and matched."""

    read: ReadRow
    findings: tuple[Finding, ...]
    match: Match
    offers: tuple[Offer, ...] = ()
    export_id: int = 0  # of our own sheet the row came back in

    @property
    def severity(self) -> str:
        gravest = max((one.severity for one in self.findings), key=GRAVEST.__getitem__, default=None)
        return gravest.value if gravest else ""


def kept_mapping(result: ReadList) -> dict[str, Any]:
    """What is needed to read a single row again: the tables as they were found, and their columns."""
    tables = [
        {"index": one.index, "sheet": one.sheet, "titles": list(one.titles), "commune": one.commune, "rows": one.rows}
        for one in result.tables
    ]
    return {"tables": tables, "columns": json.loads(result.mapping.to_json())}


def tables_of(source: ListImport) -> dict[int, Table]:
    """The tables of an import by index, rebuilt from what was kept."""
    mappings = Mapping.from_json(json.dumps(source.mapping["columns"])).tables
    return {
        meta["index"]: Table(
            index=meta["index"],
            sheet=meta["sheet"],
            sheet_index=0,
            titles=tuple(meta["titles"]),
            header_rows=None,
            mapping=mapping,
            commune=meta["commune"],
            rows=meta["rows"],
        )
        for meta, mapping in zip(source.mapping["tables"], mappings, strict=True)
    }


def kept_cells(read: ReadRow) -> dict[str, Any]:
    """The texts of a row as the officer sees them, and what stood above it."""
    sections = [[one.text, one.row, one.hamlet, one.commune, one.list.value] for one in read.sections]
    return {"table": read.table, "texts": list(read.raw), "sections": sections, "hidden": read.hidden}


def readers_of(source: ListImport, *, today: date) -> dict[int, RowReader]:
    """The tables of an import by index, each with what reads its rows again."""
    return {index: RowReader(table, today) for index, table in tables_of(source).items()}


def read_again(row: ListRow, reader: RowReader, *, changes: dict[int, str] | None = None) -> ReadRow:
    """The row under the same rules as in the file, with the officer's ``changes`` (place of the column: text)."""
    texts, columns = list(row.cells["texts"]), reader.table.columns
    for place, text in (changes or {}).items():
        texts[place] = text
    values: list[Any] = [""] * (max(columns, default=0) + 1)
    for place, column in enumerate(columns):
        values[column] = texts[place] if place < len(texts) else ""
    sections = tuple(
        Section(text, number, hamlet, commune, ListCode(code))
        for text, number, hamlet, commune, code in row.cells["sections"]
    )
    read = reader.read_alone(RawRow(row.number, values, row.cells.get("hidden", False)), sections)
    return replace(read, raw=tuple(texts))


def shown(listed: Listed) -> dict[str, str]:
    """What the preview shows beside the cells: the row as it was understood."""
    return {
        "name": listed.full_name,
        "birth": str(listed.birth or ""),
        "sex": listed.sex,
        "numbers": ", ".join(one.number for one in listed.identity),
        "status": listed.status.state.value if listed.status else "",
        "list": listed.list.value,
    }


def kept_findings(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [
        {
            "severity": one.severity.value,
            "code": one.code,
            "cell": one.cell,
            "field": one.field.value,
            "says": one.says,
            "suggestion": one.suggestion,
        }
        for one in findings
    ]
