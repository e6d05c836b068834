"""A reading handed out: JSON lines, plain text, and the rows that the spreadsheet and the appendix are built from.

``RegisterRow`` is what ``workbook`` and ``appendix`` take: the register of the database prints with the same builders.
"""

from __future__ import annotations

import importlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, cast

from binhyen.kit.vietnamese.text import collapse
from binhyen.operations.directives.reader.deadlines import last_day, printed
from binhyen.operations.directives.reader.marks import clean_runs
from binhyen.operations.directives.reader.values import (
    Deadline,
    DeadlineType,
    Duty,
    DutyKind,
    Finding,
    LegalRef,
    Meta,
    Node,
    Reading,
    Severity,
    Span,
    Target,
)

UNASSIGNED = "Chưa phân công"
KIND_WORDS = {DutyKind.TASK: "Nhiệm vụ", DutyKind.TARGET: "Chỉ tiêu", DutyKind.REPORT: "Báo cáo"}
_STEPS = {"-": "gạch đầu dòng ", "+": "dấu cộng ", "¶": "đoạn "}  # how a place without a printed number is called
SEVERITY_WORDS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.NOTE: "Lưu ý"}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One duty as a register prints it: words only, ready for a cell. Built from a reading or from the database."""

    stt: int
    title: str
    text: str
    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    deadline_text: str = ""  # "28/02/2026", "Hằng tháng, trước ngày 20", "" when none
    deadline_on: date | None = None  # first due day, for sorting and for the date column
    result: str = ""
    basis: str = ""  # where it stands: "Phần IV, mục 1.2, điểm a"
    directive: str = ""  # "Kế hoạch số 02/KH-UBND ngày 05/02/2026"
    kind: str = ""  # a word of KIND_WORDS
    place: str = ""  # "trang 3, dòng 124"
    section: str = ""  # outermost heading, groups the rows of the appendix
    remarks: str = ""  # what the check of the directive says about it


class Header(Protocol):
    """Who takes the register, when (a moment with a zone) and what for; ``kit.spreadsheets.Header`` is one."""

    @property
    def title(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def why(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A ``Header`` for callers that load no spreadsheet library."""

    title: str
    who: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands above the table of the annex; empty parts are not printed."""

    issuer: str = ""
    attached_to: str = ""  # "Kế hoạch số 02/KH-UBND ngày 05 tháng 02 năm 2026 của UBND tỉnh Lào Cai"


def to_records(reading: Reading) -> list[dict[str, Any]]:
    """One dict per duty, in the fields of the reference readings and ours after them; plain JSON types."""
    findings = _findings_by_duty(reading.findings)
    return [_record(reading, duty, findings[duty.index]) for duty in reading.duties]


def to_jsonl(reading: Reading) -> str:
    """``to_records``, one JSON object a line; ends with a line feed."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in to_records(reading))


def to_text(reading: Reading, *, lint: bool = False) -> str:
    """For people at a terminal: the directive, its duties one below the other, and with ``lint`` what is wrong."""
    parts = [_head(reading.meta, reading), ""]
    for row in register_rows(reading):
        parts += _paragraph(row)
    if not reading.duties:
        parts += ["Không tìm thấy nhiệm vụ nào trong văn bản.", ""]
    if lint:
        parts += lint_lines(reading)
    return "\n".join(parts).rstrip() + "\n"


def lint_lines(reading: Reading) -> list[str]:
    """The findings, one line each with its place, most serious first."""
    if not reading.findings:
        return ["Kiểm tra văn bản: không thấy điểm nào cần sửa."]
    order = list(Severity)
    ranked = sorted(reading.findings, key=lambda found: (order.index(found.severity), found.line))
    lines = [f"Kiểm tra văn bản: {len(ranked)} điểm cần xem."]
    for found in ranked:
        advice = f" → {found.suggestion}" if found.suggestion else ""
        where = f"dòng {found.line}: " if found.line else ""
        lines.append(f"  [{SEVERITY_WORDS[found.severity]}] {where}{found.message}{advice} ({found.code})")
    return lines


def register_rows(reading: Reading) -> list[RegisterRow]:
    """The duties as register rows, numbered from 1 in the order of the document."""
    directive = directive_name(reading.meta) or reading.doc
    findings = _findings_by_duty(reading.findings)
    headings = _headings(reading.outline)
    return [
        RegisterRow(
            stt=number,
            title=duty.title,
            text=collapse("".join(text for text, _ in clean_runs(duty.text))),
            leads=tuple(body.name for body in duty.leads),
            coordinators=tuple(body.name for body in duty.coordinators),
            deadline_text=duty.deadline.raw if duty.deadline.type is DeadlineType.NONE else printed(duty.deadline),
            deadline_on=last_day(duty.deadline),
            result=duty.result,
            basis=", ".join(_STEPS[step[0]] + step[1:] if step[0] in _STEPS else step for step in duty.path if step),
            directive=directive,
            kind=KIND_WORDS[duty.kind],
            place=_place(duty),
            section=headings.get(duty.path[0], duty.path[0]) if duty.path else "",
            remarks="; ".join(found.message for found in findings[duty.index]),
        )
        for number, duty in enumerate(reading.duties, 1)
    ]


def rows_to_xlsx(rows: Sequence[RegisterRow], *, header: Header) -> bytes:
    """The register as a spreadsheet: all rows on the first sheet, then one sheet per body."""
    module = importlib.import_module("binhyen.operations.directives.reader.workbook")  # heavy, not for JSON lines
    return cast("bytes", module.register_workbook(rows, header=header))


def rows_to_docx(rows: Sequence[RegisterRow], *, header: Header, cover: Cover | None = None) -> bytes:
    """The annex "Phân công nhiệm vụ" in Word, in the layout of Decree 30/2020/NĐ-CP."""
    module = importlib.import_module("binhyen.operations.directives.reader.appendix")  # heavy, not for JSON lines
    return cast("bytes", module.assignment_appendix(rows, header=header, cover=cover or Cover()))


def to_xlsx(reading: Reading, *, header: Header) -> bytes:
    """``rows_to_xlsx`` of a reading."""
    return rows_to_xlsx(register_rows(reading), header=header)


def to_docx(reading: Reading, *, header: Header) -> bytes:
    """``rows_to_docx`` of a reading, with the issuer of the directive on its head."""
    module = importlib.import_module("binhyen.operations.directives.reader.appendix")
    return cast("bytes", module.reading_appendix(reading, header=header))


def directive_name(meta: Meta) -> str:
    """As far as it is known: "Kế hoạch số 02/KH-UBND ngày 05/02/2026 của UBND tỉnh Lào Cai"."""
    words = [meta.kind or "Văn bản"] if meta.kind or meta.symbol else []
    if meta.symbol:
        words.append(f"số {meta.number or '…'}/{meta.symbol}")
    if meta.issued_on:
        words.append(f"ngày {meta.issued_on:%d/%m/%Y}")
    if meta.issuer:
        words.append(f"của {meta.issuer}")
    return " ".join(words)


def document_key(doc: str) -> str:
    """The short name of a document in JSON lines: "003" of "003-lao-cai-2026.txt", else the name without its ending."""
    stem = doc.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    for ending in (".txt", ".md", ".docx", ".doc", ".pdf", ".odt", ".html"):
        stem = stem.removesuffix(ending)
    lead = stem.split("-", 1)[0].split("_", 1)[0]
    return lead if lead.isdigit() and len(lead) == 3 and lead != stem else stem


def _record(reading: Reading, duty: Duty, findings: list[Finding]) -> dict[str, Any]:
    return {
        "doc": document_key(reading.doc),
        "line": duty.line,
        "path": " > ".join(duty.path),
        "kind": duty.kind.value,
        "lead": [body.name for body in duty.leads],
        "coordinate": [body.name for body in duty.coordinators],
        "deadline": _deadline(duty.deadline),
        "targets": [_target(each) for each in duty.targets],
        "quote": duty.text,
        "title": duty.title,
        "col": duty.col,
        "lead_basis": duty.lead_basis,
        "confidence": "clear" if duty.certain else "borderline",
        "report_to": [duty.report_to] if duty.report_to else [],
        "page": duty.page,
        "spans": [_span(reading, each) for each in duty.spans],
        "result": duty.result,
        "references": [_reference(each) for each in duty.references],
        "why": dict(duty.why),
        "findings": [found.code for found in findings],
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "type": deadline.type.value,
        "value": deadline.value or None,
        "raw": deadline.raw,
        "basis": deadline.basis or None,
        "at": deadline.at.strftime("%H:%M") if deadline.at else None,
    }


def _target(target: Target) -> dict[str, Any]:
    value = int(target.value) if float(target.value).is_integer() else target.value
    return {
        "metric": target.metric,
        "op": target.op,
        "value": value,
        "unit": target.unit,
        "by": target.by or None,
        "baseline": target.baseline or None,
    }


def _reference(reference: LegalRef) -> dict[str, Any]:
    return {
        "kind": reference.kind,
        "number": reference.number,
        "surface": reference.surface,
        "issued_on": reference.issued_on.isoformat() if reference.issued_on else None,
        "issuer": reference.issuer,
    }


def _span(reading: Reading, span: Span) -> dict[str, int]:
    """Where a span lies in the source: line (from 1) and column (from 0) of its first and behind its last character."""
    block = reading.blocks[span.block]
    line, col = block.locate(span.start)
    end_line, end_col = block.locate(max(span.start, span.end - 1))
    return {"line": line, "col": col, "end_line": end_line, "end_col": end_col + 1}


def _findings_by_duty(findings: Iterable[Finding]) -> defaultdict[int, list[Finding]]:
    grouped: defaultdict[int, list[Finding]] = defaultdict(list)
    for found in findings:
        if found.duty is not None:
            grouped[found.duty].append(found)
    return grouped


def _headings(outline: Iterable[Node]) -> dict[str, str]:
    """Places of the highest level in full: "Phần IV" -> "Phần IV. GIẢI PHÁP TRỌNG TÂM"."""
    found: dict[str, str] = {}
    for node in outline:
        name = node.marker.rstrip(".)")
        if node.parent is None and name and node.title:
            found.setdefault(name, f"{name}. {node.title}")
    return found


def _place(duty: Duty) -> str:
    page = f"trang {duty.page}, " if duty.page else ""
    return f"{page}dòng {duty.line}"


def _head(meta: Meta, reading: Reading) -> str:
    name = directive_name(meta) or reading.doc
    counts = ", ".join(
        f"{sum(duty.kind is kind for duty in reading.duties)} {word.lower()}" for kind, word in KIND_WORDS.items()
    )
    notes = "".join(f"\nGhi chú khi đọc: {note}" for note in reading.notes)
    return f"{name}\n{meta.abstract}\n{counts}{notes}".replace("\n\n", "\n")


def _paragraph(row: RegisterRow) -> list[str]:
    lines = [f"{row.stt}. [{row.kind}] {row.title}", f"   Chủ trì: {'; '.join(row.leads) or UNASSIGNED}"]
    if row.coordinators:
        lines.append(f"   Phối hợp: {'; '.join(row.coordinators)}")
    lines.append(f"   Thời hạn: {row.deadline_text or 'không nêu'}")
    if row.result:
        lines.append(f"   Sản phẩm: {row.result}")
    lines.append(f"   Vị trí: {row.place}{' – ' + row.basis if row.basis else ''}")
    return [*lines, ""]
