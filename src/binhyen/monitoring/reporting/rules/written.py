"""A form as JSON can hold it: what the editor of forms keeps and compares."""

from typing import Any

from binhyen.monitoring.reporting.values.forms import (
    Block,
    Check,
    Column,
    FormDefinition,
    Kind,
    Row,
    Section,
    Source,
)

PLAIN = {  # plain fields by what holds them
    Row: ("code", "title", "number", "heading", "unit", "required", "help"),
    Column: ("code", "title", "unit", "of"),
    Block: ("code", "title", "required", "help"),
    Section: ("code", "title", "landscape", "note"),
    Check: ("code", "left", "right", "words", "mend", "off"),
    FormDefinition: (
        "code", "version", "title", "short", "valid_from", "valid_to", "province", "source", "confidence", "remark",
        "document", "abstract",
    ),
}  # fmt: skip


def written(form: FormDefinition) -> dict[str, Any]:
    """The form as JSON can hold it; ``forms.parsed`` reads it back as it was."""
    found = _named(form, FormDefinition) | {"who": form.who.value, "recipients": list(form.recipients)}
    found["valid_from"] = form.valid_from.isoformat()
    if form.valid_to is not None:
        found["valid_to"] = form.valid_to.isoformat()
    if form.provinces:
        found["provinces"] = list(form.provinces)
    found["section"] = [_written_section(one) for one in form.sections]
    found["check"] = [_named(one, Check) | {"kind": one.kind.value} for one in form.checks]
    return found


def _named(thing: Any, kind: type) -> dict[str, Any]:
    held = {name: getattr(thing, name) for name in PLAIN[kind]}
    return {name: said for name, said in held.items() if said not in ("", None, False)}


def _written_section(section: Section) -> dict[str, Any]:
    found = _named(section, Section) | {"kind": section.kind.value}
    if section.columns:
        found["columns"] = [_written_column(one) for one in section.columns]
    if section.rows:
        found["rows"] = [_written_row(one) for one in section.rows]
    if section.blocks:
        found["blocks"] = [
            _named(one, Block) | {"gather": one.gather.value, "draft": one.draft.value} for one in section.blocks
        ]
    if section.people:
        found["people"] = list(section.people)
    if section.draw:
        found["draw"] = section.draw.value
    return found


def _written_column(column: Column) -> dict[str, Any]:
    found = _named(column, Column) | {"span": column.span.value}
    if column.formula:
        found["formula"] = column.formula
    if column.part:
        found["part"] = column.part.value
    if column.source is Source.ENTERED:
        found["entered"] = (column.kind or Kind.TEXT).value
    elif column.kind:
        found["kind"] = column.kind.value
    return found


def _written_row(row: Row) -> dict[str, Any]:
    found = _named(row, Row) | {"kind": row.kind.value}
    if row.formula:
        found["formula"] = row.formula
    if row.indicator:
        found["figure"] = row.indicator
        found["part"] = row.part.value
    if row.source is Source.ENTERED:
        found["entered"] = row.kind.value
    if row.only:
        found["only"] = list(row.only)
    return found
