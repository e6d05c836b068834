"""Many reports of one round at once, as they came on paper: for a province that begins, and for measuring.

What each says is frozen, its signatures and its seal are those of any report; only the rows are written together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record_many
from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.reporting.events import ReportSealed, ReportStepped
from binhyen.monitoring.reporting.models import (
    CellComment,
    Report,
    ReportAct,
    ReportBlock,
    ReportCell,
    ReportSeal,
    ReportVersion,
    Round,
    RoundFigures,
    Signature,
)
from binhyen.monitoring.reporting.queries import forms, seals
from binhyen.monitoring.reporting.rules import duties
from binhyen.monitoring.reporting.rules.detectors import likeness
from binhyen.monitoring.reporting.rules.filling import content_of
from binhyen.monitoring.reporting.values.reports import Act, State
from binhyen.operations.cases.rules.time import day_of

from .filling import area_of
from .refusals import ReportRefused

SEALED = "reporting.ReportSealed"
AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """One report as it came: values by place, words by block, who signed it, and what became of it."""

    report: Report  # with round, duty and body
    values: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    signers: Sequence[str] = ()  # in the order of the chain; fewer than it has: it waits for the next
    opened_at: datetime | None = None
    sent_at: datetime | None = None
    state: State = State.OPEN
    excuse: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)  # comments of a returned one, by place


@transaction.atomic
def lay(*, round_: Round, laid: Sequence[Laid], by: User, at: datetime) -> int:
    """Write reports of a round that are still empty. Returns how many were sealed.

    ``by`` is the officer of the province who entered them; signatures name who signed the paper.
    Raises ReportRefused for what is signed before the cut-off, or with figures that do not hold all days.
    """
    figures = {one.area_code: one for one in RoundFigures.objects.filter(round=round_)}
    form = forms.of_key(key=round_.form_key)
    _check_cut_off(round_, laid, figures, at)
    versions = []
    for one in laid:
        if one.signers:
            held = figures.get(one.report.area_code)
            content = content_of(
                form, figures=held.data if held else {}, words=one.words,
                entered={ref: (one.values.get(ref, ""), one.notes.get(ref, "")) for ref in {*one.values, *one.notes}},
                known_at=held.known_at if held else None,
            )  # fmt: skip
            frozen = one.sent_at or one.opened_at or at
            versions.append(
                ReportVersion(
                    report=one.report, number=1, content=content.data(), known_at=content.known_at, frozen_at=frozen,
                    frozen_by=by,
                )
            )  # fmt: skip
    ReportVersion.objects.bulk_create(versions, batch_size=AT_ONCE)
    signed = _sign(laid, {one.report.pk: one for one in versions}, at)
    sealed = _seal(laid, {one.report.pk: one for one in versions}, signed, by, at)
    _write(laid, by, at)
    _acts(laid, {one.report.pk: one for one in versions}, by, at)
    return sealed


def _check_cut_off(round_: Round, laid: Sequence[Laid], figures: Mapping[str, RoundFigures], at: datetime) -> None:
    signed = [one for one in laid if one.signers]
    early = any((one.sent_at or at) < round_.cut_off_at for one in signed) or (signed and at < round_.cut_off_at)
    known = (held.known_at for one in signed if (held := figures.get(one.report.area_code)))
    if early or any(moment < round_.cut_off_at for moment in known):
        raise ReportRefused("Chưa đến lúc chốt số liệu của kỳ, hoặc số từ sổ chưa tính đủ đến lúc chốt.")


def _sign(laid: Sequence[Laid], versions: Mapping[int, ReportVersion], at: datetime) -> dict[int, list[Signature]]:
    found: dict[int, list[Signature]] = {}
    for one in laid:
        chain = duties.steps_for(one.report.round.duty.steps, one.report.body.level)
        moment = one.sent_at or one.opened_at or at
        found[one.report.pk] = [
            Signature(
                version=versions[one.report.pk], step=number, title=step.title, signer=name[:200], user=None,
                statement=duties.statement(day_of(moment)).text, at=moment,
            )
            for number, (step, name) in enumerate(zip(chain, one.signers, strict=False))
        ]  # fmt: skip
    Signature.objects.bulk_create((row for rows in found.values() for row in rows), batch_size=AT_ONCE)
    return found


def _seal(
    laid: Sequence[Laid],
    versions: Mapping[int, ReportVersion],
    signed: Mapping[int, Sequence[Signature]],
    by: User,
    at: datetime,
) -> int:
    """Digests of what was sent into the journal, codes onto the seals. A code that is taken asks for another nonce."""
    made = _digests(laid, versions, signed)
    record_many(
        (
            ReportSealed(
                subject_id=code, area=area_of(one.report), report=one.report.pk, number=1, digest=digest
            )
            for code, (one, _, digest, _) in made.items()
        ),
        by=by, at=at,
    )  # fmt: skip
    facts = dict(
        Fact.objects.filter(subject_type=ReportSealed.SUBJECT, subject_id__in=list(made), kind=SEALED).values_list(
            "subject_id", "pk"
        )
    )
    ReportSeal.objects.bulk_create(
        (
            ReportSeal(
                version=versions[one.report.pk], code=code, digest=digest, nonce=nonce, at=sent,
                fact_id=facts[code],
            )
            for code, (one, sent, digest, nonce) in made.items()
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    for one, *_ in made.values():
        one.report.latest = versions[one.report.pk]
    return len(made)


type Digests = dict[str, tuple[Laid, datetime, str, int]]


def _digests(
    laid: Sequence[Laid], versions: Mapping[int, ReportVersion], signed: Mapping[int, Sequence[Signature]]
) -> Digests:
    """By code: what was sent, when, its digest and nonce. They are first versions, with none sent before."""
    made: Digests = {}
    for one in laid:
        if one.sent_at is None:
            continue
        version, names = versions[one.report.pk], [seals.signed_of(row) for row in signed[one.report.pk]]
        header = seals.header_of(report=one.report, version=version, before="")
        digest, code, nonce = seals.free_code(header=header, content=version.content, signed=names, taken=made)
        made[code] = one, one.sent_at, digest, nonce
    return made


def _write(laid: Sequence[Laid], by: User, at: datetime) -> None:
    """The reports themselves, what was written into them, what was asked of those that came back."""
    for one in laid:
        report, moment = one.report, one.opened_at
        report.state, report.opened_at, report.edited_at = one.state, moment, moment
        report.opened_by = report.edited_by = by if moment else None
        report.sent_at = report.first_sent_at = one.sent_at
        report.accepted_at = at if one.state is State.ACCEPTED else None
        report.signed_steps = len(one.signers) if one.state is not State.RETURNED else 0
        report.excused = bool(one.excuse)
    fields = [
        "state", "opened_at", "opened_by", "edited_at", "edited_by", "sent_at", "first_sent_at", "accepted_at",
        "signed_steps", "excused", "latest",
    ]  # fmt: skip
    Report.objects.bulk_update([one.report for one in laid], fields, batch_size=AT_ONCE)
    common = {"changed_at": at, "changed_by": by}
    ReportCell.objects.bulk_create(
        (
            ReportCell(
                report=one.report, ref=ref, value=one.values.get(ref, ""), note=one.notes.get(ref, ""), **common
            )
            for one in laid
            for ref in sorted({*one.values, *one.notes})
        ),
        batch_size=AT_ONCE * 4,
    )  # fmt: skip
    ReportBlock.objects.bulk_create(
        (
            ReportBlock(report=one.report, code=code, text=text, likeness=likeness(text), **common)
            for one in laid
            for code, text in one.words.items()
        ),
        batch_size=AT_ONCE * 4,
    )
    CellComment.objects.bulk_create(
        CellComment(report=one.report, place=place, text=text, at=at, by=by)
        for one in laid
        for place, text in one.asked.items()
    )


def _acts(laid: Sequence[Laid], versions: Mapping[int, ReportVersion], by: User, at: datetime) -> None:
    rows = []
    for one in laid:
        version = versions.get(one.report.pk)
        sent = one.sent_at or at
        if one.opened_at:
            rows.append(ReportAct(report=one.report, act=Act.OPENED, at=one.opened_at, by=by))
        if one.sent_at:
            rows.append(ReportAct(report=one.report, act=Act.SENT, at=sent, by=by, version=version))
        if one.excuse:
            rows.append(ReportAct(report=one.report, act=Act.EXCUSED, at=max(at, sent), by=by, reason=one.excuse))
        if one.state in {State.ACCEPTED, State.RETURNED}:
            act = Act.ACCEPTED if one.state is State.ACCEPTED else Act.RETURNED
            why = "Sửa theo góp ý ở từng ô." if act is Act.RETURNED else ""
            rows.append(ReportAct(report=one.report, act=act, at=max(at, sent), by=by, reason=why, version=version))
    ReportAct.objects.bulk_create(rows, batch_size=AT_ONCE * 4)
    record_many(
        (
            ReportStepped(
                subject_id=str(row.report_id), area=area_of(row.report), act=row.act, number=1 if row.version_id else 0
            )
            for row in rows
        ),
        by=by, at=at,
    )  # fmt: skip
