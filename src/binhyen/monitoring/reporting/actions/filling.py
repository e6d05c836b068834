"""Writing into a report: opening it, cells and words with their versions, comments. Nothing is overwritten unseen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from binhyen.foundation.access.values import COMMUNE_CODE
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import clean
from binhyen.monitoring.reporting.events import ReportCommented, ReportFilled, ReportStepped
from binhyen.monitoring.reporting.models import CellComment, Report, ReportAct, ReportBlock, ReportCell
from binhyen.monitoring.reporting.queries import forms
from binhyen.monitoring.reporting.rules import states
from binhyen.monitoring.reporting.rules.detectors import likeness
from binhyen.monitoring.reporting.rules.filling import NotReadable, typed
from binhyen.monitoring.reporting.values.forms import FormDefinition, Source
from binhyen.monitoring.reporting.values.reports import Act, State

from . import telling
from .refusals import ReportRefused, StaleCell

NOTE, WORDS, COMMENT = 1000, 20_000, 1000


@transaction.atomic
def open_report(*, report_id: int, by: User, at: datetime) -> Report:
    """Somebody of the unit opens the report for the first time. Safe to run twice."""
    report = locked(report_id)
    if report.state != State.OPEN or at < report.round.opens_at or report.locked:
        return report
    report.state, report.opened_at, report.opened_by = State.DRAFT, at, by
    report.save(update_fields=["state", "opened_at", "opened_by"])
    act(report, what=Act.OPENED, by=by, at=at)
    return report


@transaction.atomic
def set_cell(*, report_id: int, ref: str, value: str, note: str, version: int, by: User, at: datetime) -> ReportCell:
    """Write a value only a person knows, or why a figure is what it is. ``version`` is what the writer saw, 0 nothing.

    ``ref`` may be a block's code: then only the note counts, an answer to what is asked about its words.
    Raises StaleCell where somebody else wrote meanwhile, ReportRefused for what cannot stand.
    """
    report = writable(report_id, at=at)
    form = forms.of_key(key=report.round.form_key)
    kept = _fitting(form, ref, value)
    said = clean(note).strip()[:NOTE]
    now = report.cells.filter(ref=ref).select_related("changed_by").first()
    if now is not None and (now.value, now.note) == (kept, said):
        return now
    if (now.version if now else 0) != version:
        raise StaleCell(now=now, value=kept, note=said)
    cell = now or ReportCell(report=report, ref=ref, version=0)
    cell.value, cell.note, cell.version, cell.changed_at, cell.changed_by = kept, said, version + 1, at, by
    cell.save()
    _touched(report, ref, cell.version, by=by, at=at)
    return cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What somebody typed at one place, and the version they saw there."""

    ref: str
    value: str
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the changes of one act: refused ones stand by place, with whose words are there now."""

    stale: Mapping[str, StaleCell]
    wrong: Mapping[str, str]


@transaction.atomic
def set_cells(*, report_id: int, changes: Iterable[Change], by: User, at: datetime) -> Kept:
    """Write several places; each stands or falls alone. Raises ReportRefused where nothing may be written at all."""
    writable(report_id, at=at)
    stale: dict[str, StaleCell] = {}
    wrong: dict[str, str] = {}
    for one in changes:
        try:
            with transaction.atomic():
                set_cell(
                    report_id=report_id, ref=one.ref, value=one.value, note=one.note, version=one.version, by=by, at=at
                )
        except StaleCell as found:
            stale[one.ref] = found
        except ReportRefused as refused:
            wrong[one.ref] = str(refused)
    return Kept(stale, wrong)


@transaction.atomic
def set_block(*, report_id: int, code: str, text: str, version: int, by: User, at: datetime) -> ReportBlock:
    """Write the words of a block, or the rows of a list (``rules.lists``). Raises as ``set_cell``."""
    report = writable(report_id, at=at)
    form = forms.of_key(key=report.round.form_key)
    if code not in {one.code for one in form.blocks()} | {one.code for one in form.lists() if not one.draw}:
        raise ReportRefused("Mẫu báo cáo không có phần này.")
    if len(text) > WORDS:
        raise ReportRefused(f"Phần này dài quá {WORDS} ký tự. Hãy viết gọn, chi tiết để ở phụ lục.")
    said = clean(text).strip()
    now = report.blocks.filter(code=code).select_related("changed_by").first()
    if now is not None and now.text == said:
        return now
    if (now.version if now else 0) != version:
        raise StaleCell(now=now, value=said)
    block = now or ReportBlock(report=report, code=code, version=0)
    block.text, block.version, block.changed_at, block.changed_by = said, version + 1, at, by
    block.likeness = likeness(said)
    block.save()
    _touched(report, code, block.version, by=by, at=at)
    return block


@transaction.atomic
def comment(*, report_id: int, place: str, text: str, by: User, at: datetime) -> CellComment:
    """Words about a cell, a block or the whole ("") for others to see and settle. Raises ReportRefused."""
    report = locked(report_id)
    form = forms.of_key(key=report.round.form_key)
    if place and place not in {*(one.ref for one in form.cells()), *(one.code for one in form.blocks())}:
        raise ReportRefused("Mẫu báo cáo không có ô này.")
    said = clean(text).strip()[:COMMENT]
    if not said:
        raise ReportRefused("Hãy viết điều cần nói.")
    made = report.comments.create(place=place, text=said, at=at, by=by)
    record(ReportCommented(subject_id=str(report.pk), area=area_of(report), place=place, settled=False), by=by, at=at)
    telling.asked(report=report, comment=made, by=by, at=at)
    return made


@transaction.atomic
def settle(*, report_id: int, comment_id: int, by: User, at: datetime) -> None:
    """What a comment asked is done. Settled ones stay to be read."""
    report = locked(report_id)
    found = report.comments.filter(pk=comment_id, settled_at__isnull=True).select_related("by").first()
    if found is None:
        return
    found.settled_at, found.settled_by = at, by
    found.save(update_fields=["settled_at", "settled_by"])
    done = ReportCommented(subject_id=str(report.pk), area=area_of(report), place=found.place, settled=True)
    record(done, by=by, at=at)
    telling.settled(report=report, comment=found, by=by, at=at)


def locked(report_id: int) -> Report:
    """The report with its round, held until the transaction ends."""
    return Report.objects.select_for_update(of=("self",)).select_related("round__duty", "body").get(pk=report_id)


def area_of(report: Report) -> str:
    """The commune a fact of the report belongs to; "" for those of the province."""
    return report.area_code if len(report.area_code) == COMMUNE_CODE else ""


def act(
    report: Report,
    *,
    what: Act,
    by: User | None,
    at: datetime,
    reason: str = "",
    number: int = 0,
    version_id: int | None = None,
    until: datetime | None = None,
) -> ReportAct:
    """The row that stays, with its fact."""
    row = ReportAct.objects.create(
        report=report, act=what, reason=reason[:NOTE], until=until, version_id=version_id, at=at, by=by
    )
    stepped = ReportStepped(subject_id=str(report.pk), area=area_of(report), act=what, number=number)
    record(stepped, by=by, at=at, reason=reason[:NOTE])
    return row


def writable(report_id: int, *, at: datetime) -> Report:
    """The report, held, where it may be written in now. Raises ReportRefused."""
    report = locked(report_id)
    try:
        states.check_edit(State(report.state), locked=report.locked, opens_at=report.round.opens_at, at=at)
    except states.NotPossible as refused:
        raise ReportRefused(str(refused)) from refused
    return report


def _fitting(form: FormDefinition, ref: str, value: str) -> str:
    """The value as stored. Only a cell that is entered takes one: nobody retypes a figure."""
    if any(one.code == ref for one in form.blocks()):
        return ""
    cell = next((one for one in form.cells() if one.ref == ref), None)
    if cell is None:
        raise ReportRefused("Mẫu báo cáo không có ô này.")
    if cell.source is not Source.ENTERED:
        if value.strip():
            raise ReportRefused("Số này hệ thống tính từ sổ, không gõ đè được. Thấy khác thì giải thích bên cạnh.")
        return ""
    try:
        return typed(cell, clean(value))
    except NotReadable as wrong:
        raise ReportRefused(str(wrong)) from wrong


def _touched(report: Report, place: str, version: int, *, by: User, at: datetime) -> None:
    if report.state == State.OPEN:
        report.state, report.opened_at, report.opened_by = State.DRAFT, at, by
        act(report, what=Act.OPENED, by=by, at=at)
    report.edited_at, report.edited_by = at, by
    report.save(update_fields=["state", "opened_at", "opened_by", "edited_at", "edited_by"])
    filled = ReportFilled(subject_id=str(report.pk), area=area_of(report), place=place, version=version)
    record(filled, by=by, at=at)
