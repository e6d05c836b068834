"""One report as it stands: on the page, in Word and Excel, for the signer and for JSON. One query for all of them.

What is being filled in is read from figures, cells and words; what is signed, from the frozen version.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from binhyen.foundation.access.values import COMMUNE_CODE
from binhyen.monitoring.indicators.queries.exact import OPENED
from binhyen.monitoring.indicators.rules.live import LIVE
from binhyen.monitoring.reporting.models import (
    CellComment,
    Report,
    ReportNumber,
    ReportVersion,
    Signature,
    WorkLine,
)
from binhyen.monitoring.reporting.rules import checks, states
from binhyen.monitoring.reporting.rules.annexes import lacking
from binhyen.monitoring.reporting.rules.drafting import standing
from binhyen.monitoring.reporting.rules.duties import steps_for
from binhyen.monitoring.reporting.rules.figures import counted_days
from binhyen.monitoring.reporting.rules.filling import as_typed, content_of, said
from binhyen.monitoring.reporting.rules.lists import rows_of
from binhyen.monitoring.reporting.values.consolidated import From
from binhyen.monitoring.reporting.values.drafting import Source as Work
from binhyen.monitoring.reporting.values.findings import Finding, Looked, Weight
from binhyen.monitoring.reporting.values.forms import (
    Block,
    Cell,
    Column,
    FormDefinition,
    Part,
    Row,
    Section,
    SectionKind,
    Source,
    Span,
)
from binhyen.monitoring.reporting.values.reports import EDITABLE, Content, State, Step
from binhyen.operations.cases.rules.time import day_of

from . import annexes, drafting, forms, lists, looking
from .held import Held, Wrote
from .held import held as standing_in
from .numbers import kind_of


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
    figure: str = ""  # query of the indicator's page, and of the page of the facts counted
    facts: bool = False  # whether the facts it counts open one by one
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
    sources: Sequence[Work] = ()  # tasks and difficulties its words were drawn from, and still name

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
    def of_province(self) -> bool:
        """Whether its figures of the register are those of the whole province: its unit has no area of its own."""
        return len(self.report.area_code) != COMMUNE_CODE and any(one.counted for one in self.cells())

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
    def waits(self) -> list[Finding]:
        """What only time mends: days that are not over, figures that are being counted."""
        return [one for one in self.findings if one.looked is Looked.WAITS]

    @property
    def to_mend(self) -> list[Finding]:
        """What somebody must mend or explain."""
        return [one for one in self.blocking if one.looked is not Looked.WAITS]

    @property
    def blocking(self) -> list[Finding]:
        """What must be mended or explained before anybody signs."""
        return [one for one in self.findings if one.open and one.weight in {Weight.MUST, Weight.EXPLAIN}]

    @property
    def asked(self) -> list[Finding]:
        """What is only unusual and nobody answered yet: it may be signed, whoever signs sees it first."""
        return [one for one in self.findings if one.open and one.weight is Weight.ASK]

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
    """A report as it stands now. ``report`` with its round, duty and body. Four queries, one more for a drawn list."""
    form = forms.of_key(key=report.round.form_key)
    frozen = None if report.state in EDITABLE else _last_version(report)
    if frozen is not None:
        return of_version(version=frozen, form=form, report=report, at=at)
    held = standing_in(report=report)
    content = _live(report, form, held, at)
    found = looking.findings(report=report, form=form, content=content, held=held, at=at)
    return _sheet(report, form, content, at, findings=found, held=held)


def of_version(*, version: ReportVersion, form: FormDefinition, report: Report, at: datetime) -> Sheet:
    """A frozen version, with who signed it. Three queries, and one for signatures that are not there yet."""
    signatures = {one.step: one for one in version.signatures.all()}
    held = Held()
    for one in WorkLine.objects.filter(report=report.pk):
        held.taken.setdefault(one.code, []).append(Work(From(one.kind), one.number, one.mark))
    return _sheet(report, form, Content.of(version.content), at, version=version, signatures=signatures, held=held)


def offers(*, sheet: Sheet, at: datetime) -> drafting.Offers:
    """What the unit's work offers for the words of a report, but what they name already. One query."""
    found = drafting.offers(report=sheet.report, form=sheet.form, at=at)
    return drafting.left(
        offers=found, blocks=[(one.block, one.text) for part in sheet.sections for one in part.blocks]
    )  # fmt: skip


def live_content(*, report: Report, at: datetime) -> tuple[FormDefinition, Content]:
    """What would be frozen at a moment. Two queries, and one for each drawn list."""
    form = forms.of_key(key=report.round.form_key)
    return form, _live(report, form, standing_in(report=report), at)


def findings_now(*, report: Report, at: datetime) -> list[Finding]:
    """What checks and detectors say of what is being filled in."""
    form, held = forms.of_key(key=report.round.form_key), standing_in(report=report)
    content = _live(report, form, held, at)
    return looking.findings(report=report, form=form, content=content, held=held, at=at)


def _last_version(report: Report) -> ReportVersion | None:
    found = report.versions.select_related("seal", "paper_number").prefetch_related("signatures")
    return found.order_by("-number").first()


def _live(report: Report, form: FormDefinition, held: Held, at: datetime) -> Content:
    sent = Content.of(report.latest.content).words if report.latest else {}  # a correction keeps what was drawn then
    drawn = {
        one.code: sent[one.code] if one.code in sent else lists.drawn(report=report, section=one, at=at)
        for one in form.lists() if one.draw
    }  # fmt: skip
    content = content_of(
        form,
        figures=held.figures,
        entered={ref: (one.text, one.note) for ref, one in held.cells.items()},
        words={code: one.text for code, one in held.words.items()} | drawn,
        known_at=held.known_at,
    )
    return replace(content, annexes=annexes.attached(report=report))


def _sheet(
    report: Report,
    form: FormDefinition,
    content: Content,
    at: datetime,
    *,
    held: Held,
    findings: Sequence[Finding] = (),
    version: ReportVersion | None = None,
    signatures: Mapping[int, Signature] | None = None,
) -> Sheet:
    comments = list(report.comments.select_related("by", "settled_by"))
    shown = _Shown(report, form, content, findings, comments, held)
    chain = steps_for(report.round.duty.steps, report.body.level)
    signed = signatures or {}
    return Sheet(
        report=report, form=form, content=content, sections=[shown.section(one) for one in form.sections],
        findings=findings, comments=comments, version=version, places=shown.names,
        steps=[(step, signed.get(number)) for number, step in enumerate(chain)],
        lateness=states.lateness(
            due=report.due_at, sent=report.first_sent_at, now=at, excused=report.excused
        ),
    )  # fmt: skip


class _Shown:
    """What stands at each place, gathered once."""

    def __init__(
        self,
        report: Report,
        form: FormDefinition,
        content: Content,
        findings: Sequence[Finding],
        comments: Sequence[CellComment],
        held: Held,
    ) -> None:
        self.report, self.content, self.held = report, content, held
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
            row = self.held.words.get(section.code)
            lines = rows_of(section, self.content.words.get(section.code, ""))
            return ShownSection(section, lines=lines, version=row.version if row else 0)
        cells = {(one.row, one.column): one for one in section.cells}
        rows = [
            (row, [self.cell(cells[at], column) if (at := (row.code, column.code)) in cells else None for column in section.columns])  # noqa: E501
            for row in section.rows
        ]  # fmt: skip
        return ShownSection(section, rows, [self.block(one) for one in section.blocks])

    def cell(self, cell: Cell, column: Column) -> ShownCell:
        given, row = self.content.cells.get(cell.ref), self.held.cells.get(cell.ref)
        value = given.value if given else None
        counted = cell.source is Source.FIGURE
        return ShownCell(
            cell=cell, name=self.names[cell.ref], column=column.title,
            noted=cell.span is Span.PERIOD and column.source is not Source.FORMULA, value=value, text=said(cell, value),
            typed=as_typed(cell, value or ""), note=given.note if given else "", version=row.version if row else 0,
            **_writer(row), comments=self.comments[cell.ref], findings=self.findings[cell.ref],
            figure=self._figure(cell) if counted else "", people=self._people(cell),
            facts=value is not None and counted and cell.indicator in OPENED and cell.part is Part.NUMERATOR,
        )  # fmt: skip

    def block(self, block: Block) -> ShownBlock:
        row, noted = self.held.words.get(block.code), self.held.cells.get(block.code)
        given, text = self.content.cells.get(block.code), self.content.words.get(block.code, "")
        return ShownBlock(
            block=block, text=text, version=row.version if row else 0,
            note=given.note if given else "", note_version=noted.version if noted else 0,
            **_writer(row), comments=self.comments[block.code], findings=self.findings[block.code],
            sources=standing(self.held.taken.get(block.code, ()), text),
        )  # fmt: skip

    def _figure(self, cell: Cell) -> str:
        """What the pages of the indicator are asked: the area, and the very days the cell counts."""
        start, end = self._days(cell)
        asked = {"dia-ban": self.report.area_code, "tu": start.isoformat(), "den": end.isoformat()}
        known = self.content.known_at
        return urlencode(asked | ({"biet": known.isoformat()} if known else {}))

    def _days(self, cell: Cell) -> tuple[date, date]:
        round_, known = self.report.round, self.content.known_at
        today = day_of(known) if known else round_.period_end
        return counted_days(cell.span, round_.duty.rhythm, round_.period_start, round_.period_end, today)

    def _people(self, cell: Cell) -> str:
        """The query of the people behind a stock of people; "" for what cannot be opened so."""
        counted = LIVE.get(cell.indicator) if cell.source is Source.FIGURE else None
        asked = counted.opens if counted else None
        if asked is None or not self.content.known_at:
            return ""
        place = {"xa": self.report.area_code} if len(self.report.area_code) == COMMUNE_CODE else {}
        return urlencode({"ngay": self._days(cell)[1].isoformat(), **asked, **place})


def _writer(row: Wrote | None) -> dict[str, Any]:
    return {"by": row.by, "at": row.at} if row else {}
