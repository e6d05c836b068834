"""One report as it stands: on the page, in Word and Excel, for the signer and for JSON. One query for all of them.

What is being filled in is read from figures, cells and words; what is signed, from the frozen version.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from binhyen.monitoring.indicators.rules.live import LIVE
from binhyen.monitoring.reporting.models import (
    CellComment,
    Report,
    ReportBlock,
    ReportCell,
    ReportNumber,
    ReportVersion,
    RoundFigures,
    Signature,
)
from binhyen.monitoring.reporting.rules import checks, states
from binhyen.monitoring.reporting.rules.annexes import lacking
from binhyen.monitoring.reporting.rules.duties import steps_for
from binhyen.monitoring.reporting.rules.figures import days_of
from binhyen.monitoring.reporting.rules.filling import as_typed, content_of, said
from binhyen.monitoring.reporting.rules.lists import rows_of
from binhyen.monitoring.reporting.values.findings import Finding, Weight
from binhyen.monitoring.reporting.values.forms import (
    Block,
    Cell,
    Column,
    FormDefinition,
    Row,
    Section,
    SectionKind,
    Source,
    Span,
)
from binhyen.monitoring.reporting.values.periods import ADMIN_START, CALENDAR_START, Beat
from binhyen.monitoring.reporting.values.reports import EDITABLE, Content, State, Step
from binhyen.operations.cases.rules.time import day_of

from . import annexes, forms, lists, looking
from .numbers import kind_of

_PERIOD_KINDS = {
    (Beat.MONTH, ADMIN_START): "ADMIN_MONTH", (Beat.HALF, ADMIN_START): "ADMIN_HALF",
    (Beat.YEAR, ADMIN_START): "ADMIN_YEAR", (Beat.MONTH, CALENDAR_START): "STAT_MONTH",
    (Beat.YEAR, CALENDAR_START): "STAT_YEAR",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCell:
    """One place of a table. ``text`` as people read it; ``typed`` as it stands in a field."""

    cell: Cell
    name: str
    column: str  # its heading
    noted: bool  # whether an explanation belongs here
    value: str | None
    text: str
    typed: str = ""
    note: str = ""
    version: int = 0
    by: str = ""
    at: datetime | None = None
    comments: Sequence[CellComment] = ()
    findings: Sequence[Finding] = ()
    figure: str = ""  # query of the indicator's page
    people: str = ""  # query of the page of the people counted

    @property
    def entered(self) -> bool:
        return self.cell.source is Source.ENTERED

    @property
    def counted(self) -> bool:
        return self.cell.source is Source.FIGURE

    @property
    def asks(self) -> bool:
        """Whether somebody has to do something here."""
        return any(one.open for one in self.findings) or any(one.settled_at is None for one in self.comments)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    block: Block
    text: str
    note: str = ""
    version: int = 0
    note_version: int = 0
    by: str = ""
    at: datetime | None = None
    comments: Sequence[CellComment] = ()
    findings: Sequence[Finding] = ()

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in (part.strip() for part in self.text.splitlines()) if line]


@dataclass(frozen=True, slots=True)
class ShownSection:
    section: Section
    rows: Sequence[tuple[Row, Sequence[ShownCell | None]]] = ()
    blocks: Sequence[ShownBlock] = ()
    lines: Sequence[Sequence[str]] = ()  # of a list
    version: int = 0  # of a list somebody wrote

    @property
    def table(self) -> bool:
        return self.section.kind is SectionKind.TABLE

    @property
    def people(self) -> bool:
        return bool(self.section.people)

    @property
    def listed(self) -> bool:
        return self.section.listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything of one report at one moment."""

    report: Report
    form: FormDefinition
    content: Content
    sections: Sequence[ShownSection]
    findings: Sequence[Finding] = ()
    comments: Sequence[CellComment] = ()
    steps: Sequence[tuple[Step, Signature | None]] = ()
    version: ReportVersion | None = None  # what is shown is this frozen one
    lateness: states.Lateness
    places: Mapping[str, str] = field(default_factory=dict)  # names of cells and blocks

    @property
    def state(self) -> State:
        return State(self.report.state)

    @property
    def number(self) -> ReportNumber | None:
        """The number the paper of what is shown bears."""
        return getattr(self.version, "paper_number", None)

    @property
    def numberless(self) -> bool:
        """Whether all have signed and its paper bears no number yet, though its kind does."""
        sealed = getattr(self.version, "seal", None) is not None
        return sealed and self.number is None and bool(kind_of(printed=self.form.document))

    @property
    def lacking(self) -> list[str]:
        """Titles the duty names that are not attached."""
        return lacking(self.report.round.duty.annexes, self.content.annexes)

    @property
    def editable(self) -> bool:
        return self.version is None and not self.report.locked

    @property
    def next_step(self) -> Step | None:
        return next((step for step, signature in self.steps if signature is None), None)

    @property
    def open_findings(self) -> list[Finding]:
        return [one for one in self.findings if one.open]

    @property
    def blocking(self) -> list[Finding]:
        """What must be mended or explained before anybody signs."""
        return [one for one in self.findings if one.open and one.weight in {Weight.MUST, Weight.EXPLAIN}]

    @property
    def open_comments(self) -> list[CellComment]:
        return [one for one in self.comments if one.settled_at is None]

    def cells(self) -> Iterator[ShownCell]:
        for section in self.sections:
            for _, row in section.rows:
                yield from (one for one in row if one is not None)

    def at(self, place: str) -> ShownCell | ShownBlock | None:
        """The cell or block at a place."""
        for section in self.sections:
            for block in section.blocks:
                if block.block.code == place:
                    return block
        return next((one for one in self.cells() if one.cell.ref == place), None)


def sheet(*, report: Report, at: datetime) -> Sheet:
    """A report as it stands now. ``report`` with its round, duty and body. At most six queries."""
    form = forms.of_key(key=report.round.form_key)
    frozen = None if report.state in EDITABLE else _last_version(report)
    if frozen is not None:
        return of_version(version=frozen, form=form, report=report, at=at)
    entered = {one.ref: one for one in report.cells.select_related("changed_by")}
    words = {one.code: one for one in report.blocks.select_related("changed_by")}
    content = _live(report, form, entered, words, at)
    found = looking.findings(report=report, form=form, content=content)
    return _sheet(report, form, content, at, findings=found, entered=entered, words=words)


def of_version(*, version: ReportVersion, form: FormDefinition, report: Report, at: datetime) -> Sheet:
    """A frozen version, with who signed it. Two queries, and one for signatures that are not there yet."""
    signatures = {one.step: one for one in version.signatures.all()}
    return _sheet(report, form, Content.of(version.content), at, version=version, signatures=signatures)


def live_content(*, report: Report, at: datetime) -> tuple[FormDefinition, Content]:
    """What would be frozen at a moment. Four queries, and one for each drawn list."""
    form = forms.of_key(key=report.round.form_key)
    entered, words = ({one.ref: one for one in report.cells.all()}, {one.code: one for one in report.blocks.all()})
    return form, _live(report, form, entered, words, at)


def findings_now(*, report: Report, at: datetime) -> list[Finding]:
    """What checks and detectors say of what is being filled in."""
    form, content = live_content(report=report, at=at)
    return looking.findings(report=report, form=form, content=content)


def _last_version(report: Report) -> ReportVersion | None:
    found = report.versions.select_related("seal", "paper_number").prefetch_related("signatures")
    return found.order_by("-number").first()


def _live(
    report: Report,
    form: FormDefinition,
    entered: Mapping[str, ReportCell],
    words: Mapping[str, ReportBlock],
    at: datetime,
) -> Content:
    figures = RoundFigures.objects.filter(round=report.round_id, area_code=report.area_code).first()
    sent = Content.of(report.latest.content).words if report.latest else {}  # a correction keeps what was drawn then
    drawn = {
        one.code: sent[one.code] if one.code in sent else lists.drawn(report=report, section=one, at=at)
        for one in form.lists() if one.draw
    }  # fmt: skip
    content = content_of(
        form,
        figures=figures.data if figures else {},
        entered={ref: (one.value, one.note) for ref, one in entered.items()},
        words={code: one.text for code, one in words.items()} | drawn,
        known_at=figures.known_at if figures else None,
    )
    return replace(content, annexes=annexes.attached(report=report))


def _sheet(
    report: Report,
    form: FormDefinition,
    content: Content,
    at: datetime,
    *,
    findings: Sequence[Finding] = (),
    entered: Mapping[str, ReportCell] | None = None,
    words: Mapping[str, ReportBlock] | None = None,
    version: ReportVersion | None = None,
    signatures: Mapping[int, Signature] | None = None,
) -> Sheet:
    comments = list(report.comments.select_related("by", "settled_by"))
    held = _Held(report, form, content, findings, comments, entered or {}, words or {})
    chain = steps_for(report.round.duty.steps, report.body.level)
    signed = signatures or {}
    return Sheet(
        report=report, form=form, content=content, sections=[held.section(one) for one in form.sections],
        findings=findings, comments=comments, version=version, places=held.names,
        steps=[(step, signed.get(number)) for number, step in enumerate(chain)],
        lateness=states.lateness(
            due=report.due_at, sent=report.first_sent_at, now=at, excused=report.excused
        ),
    )  # fmt: skip


class _Held:
    """What stands at each place, gathered once."""

    def __init__(
        self,
        report: Report,
        form: FormDefinition,
        content: Content,
        findings: Sequence[Finding],
        comments: Sequence[CellComment],
        entered: Mapping[str, ReportCell],
        words: Mapping[str, ReportBlock],
    ) -> None:
        self.report, self.content, self.entered, self.words = report, content, entered, words
        self.names = checks.titles(form)
        self.findings: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            for place in finding.places[:1]:
                self.findings[place].append(finding)
        self.comments: dict[str, list[CellComment]] = defaultdict(list)
        for comment in comments:
            self.comments[comment.place].append(comment)

    def section(self, section: Section) -> ShownSection:
        if section.listed:
            row = self.words.get(section.code)
            lines = rows_of(section, self.content.words.get(section.code, ""))
            return ShownSection(section, lines=lines, version=row.version if row else 0)
        cells = {(one.row, one.column): one for one in section.cells}
        rows = [
            (row, [self.cell(cells[at], column) if (at := (row.code, column.code)) in cells else None for column in section.columns])  # noqa: E501
            for row in section.rows
        ]  # fmt: skip
        return ShownSection(section, rows, [self.block(one) for one in section.blocks])

    def cell(self, cell: Cell, column: Column) -> ShownCell:
        given, row = self.content.cells.get(cell.ref), self.entered.get(cell.ref)
        value = given.value if given else None
        figure = self._figure(cell) if cell.source is Source.FIGURE else {}
        return ShownCell(
            cell=cell, name=self.names[cell.ref], column=column.title,
            noted=cell.span is Span.PERIOD and column.source is not Source.FORMULA, value=value, text=said(cell, value),
            typed=as_typed(cell, value or ""), note=given.note if given else "", version=row.version if row else 0,
            by=str(row.changed_by) if row else "", at=row.changed_at if row else None,
            comments=self.comments[cell.ref], findings=self.findings[cell.ref],
            figure=urlencode(figure), people=self._people(cell),
        )  # fmt: skip

    def block(self, block: Block) -> ShownBlock:
        row, noted = self.words.get(block.code), self.entered.get(block.code)
        given = self.content.cells.get(block.code)
        return ShownBlock(
            block=block, text=self.content.words.get(block.code, ""), version=row.version if row else 0,
            note=given.note if given else "", note_version=noted.version if noted else 0,
            by=str(row.changed_by) if row else "", at=row.changed_at if row else None,
            comments=self.comments[block.code], findings=self.findings[block.code],
        )  # fmt: skip

    def _figure(self, cell: Cell) -> dict[str, Any]:
        """What the indicator's page is asked: the area, and the period where it keeps such periods."""
        round_, rhythm = self.report.round, self.report.round.duty.rhythm
        asked = {"dia-ban": self.report.area_code}
        kind = _PERIOD_KINDS.get((rhythm.beat, rhythm.starts))
        if kind and cell.span is Span.PERIOD:
            asked |= {"loai-ky": kind, "ky": round_.code}
        return asked

    def _people(self, cell: Cell) -> str:
        """The query of the people behind a stock of people; "" for what cannot be opened so."""
        counted = LIVE.get(cell.indicator) if cell.source is Source.FIGURE else None
        asked = counted.opens if counted else None
        if asked is None or not self.content.known_at:
            return ""
        round_ = self.report.round
        last = min(
            days_of(cell.span, round_.duty.rhythm, round_.period_start, round_.period_end)[1],
            day_of(self.content.known_at),
        )
        place = {"xa": self.report.area_code} if len(self.report.area_code) > len("15") else {}
        return urlencode({"ngay": last.isoformat(), **asked, **place})
