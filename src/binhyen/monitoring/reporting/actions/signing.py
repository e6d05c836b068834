"""Signing a report: frozen at the first signature, sealed in the journal's chain and sent with the last."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import ReportSealed, SealVerified
from binhyen.monitoring.reporting.models import Report, ReportSeal, ReportVersion, Signature
from binhyen.monitoring.reporting.permissions import may_sign
from binhyen.monitoring.reporting.queries import report as queries
from binhyen.monitoring.reporting.queries import seals
from binhyen.monitoring.reporting.rules import duties, signing, states
from binhyen.monitoring.reporting.values.findings import Finding, Weight
from binhyen.monitoring.reporting.values.reports import Act, Content, State, Step
from binhyen.operations.cases.rules.time import day_of

from . import numbering, telling
from .filling import act, area_of, locked
from .refusals import ReportRefused

_REASONS = (Act.CORRECTED, Act.RETURNED)


@transaction.atomic
def sign(*, report_id: int, seen: str, agreed: bool, capacity: str, scope: Scope, by: User, at: datetime) -> Report:
    """Put one's name to a report. The first signature freezes it; the last seals and sends it.

    ``seen`` is ``fingerprint`` of what the signer was shown, ``agreed`` whether the statement was ticked, ``capacity``
    one of ``duties.CAPACITIES``: it stands in words with the signature, and above the name where it is printed.
    Raises ReportRefused: not this person's turn, something must be mended first, it changed since it was shown.
    """
    report = locked(report_id)
    try:
        states.check(Act.SIGNED, State(report.state), locked=report.locked)
    except states.NotPossible as refused:
        raise ReportRefused(str(refused)) from refused
    if not agreed:
        raise ReportRefused("Hãy đánh dấu xác nhận và chịu trách nhiệm về tính chính xác.")
    if capacity not in duties.CAPACITIES:
        raise ReportRefused("Hãy chọn ký với tư cách người đứng đầu, cấp phó ký thay hay quyền cấp trưởng.")
    step = _turn(report, scope)
    version = _frozen(report, by=by, at=at)
    if seen != fingerprint(version.content):
        raise ReportRefused("Báo cáo đã thay đổi từ lúc anh/chị xem. Hãy xem lại rồi ký.")
    if version.signatures.filter(user=by).exists():
        raise ReportRefused("Anh/chị đã ký báo cáo này rồi; bước sau phải do người khác ký.")
    Signature.objects.create(
        version=version, step=report.signed_steps, title=duties.signed_as(step, capacity), capacity=capacity,
        signer=_signature(by), user=by,
        statement=duties.statement(day_of(at)).text, at=at,
    )  # fmt: skip
    report.signed_steps += 1
    report.state = State.SIGNED
    act(report, what=Act.SIGNED, by=by, at=at, number=version.number, version_id=version.pk)
    if report.signed_steps == len(steps_of(report)):
        _send(report, version, by=by, at=at)
        telling.sent_again(report=report, at=at)
    report.save()
    if report.state == State.SIGNED:
        telling.turn(report=report, by=by, at=at)
    return report


@transaction.atomic
def send_back(*, report_id: int, reason: str, scope: Scope, by: User, at: datetime) -> Report:
    """Whoever is to sign next does not: back to those who fill it in, with the reason. Raises ReportRefused."""
    report = locked(report_id)
    try:
        states.check(Act.SENT_BACK, State(report.state), locked=report.locked)
    except states.NotPossible as refused:
        raise ReportRefused(str(refused)) from refused
    _turn(report, scope)
    if not reason.strip():
        raise ReportRefused("Hãy nêu điều cần sửa.")
    report.state, report.signed_steps = State.DRAFT, 0
    report.save(update_fields=["state", "signed_steps"])
    act(report, what=Act.SENT_BACK, by=by, at=at, reason=reason.strip())
    telling.back(report=report, by=by, at=at)
    return report


@transaction.atomic
def correct(*, report_id: int, reason: str, by: User, at: datetime) -> Report:
    """Open a sent report again: the sent version stays, a new one will say what changed and why. ReportRefused."""
    report = locked(report_id)
    try:
        states.check(Act.CORRECTED, State(report.state), locked=report.locked)
    except states.NotPossible as refused:
        raise ReportRefused(str(refused)) from refused
    if not reason.strip():
        raise ReportRefused("Hãy nêu lý do đính chính.")
    report.state, report.signed_steps = State.DRAFT, 0
    report.save(update_fields=["state", "signed_steps"])
    act(report, what=Act.CORRECTED, by=by, at=at, reason=reason.strip(), version_id=report.latest_id)
    return report


@transaction.atomic
def verify(*, seal: ReportSeal, by: User | None, at: datetime) -> seals.SealVerdict:
    """Whether a sealed report still is what was signed; that it was asked is a fact."""
    verdict = seals.verdict(seal=seal)
    record(SealVerified(subject_id=seal.code, digest=seal.digest, holds=verdict.holds), by=by, at=at)
    return verdict


def fingerprint(content: object) -> str:
    """What a signer was shown, in short."""
    return signing.plain_digest(content)


def steps_of(report: Report) -> tuple[Step, ...]:
    """The signatures a report needs, in order."""
    return duties.steps_for(report.round.duty.steps, report.body.level)


def _turn(report: Report, scope: Scope) -> Step:
    """The step that is to be signed now, where it is the reader's."""
    steps = steps_of(report)
    if report.signed_steps >= len(steps):
        raise ReportRefused("Chế độ báo cáo này chưa định ai ký. Hãy báo điều phối cấp tỉnh.")
    step = steps[report.signed_steps]
    if not may_sign(scope, step.roles, body_key=report.body.key, area_code=report.area_code):
        raise ReportRefused(f"Bước này do {step.title} ký.")
    return step


def _frozen(report: Report, *, by: User, at: datetime) -> ReportVersion:
    """The version being signed; made with the first signature, where nothing keeps it from being signed."""
    if report.signed_steps:
        return report.versions.order_by("-number")[0]
    form, content = queries.live_content(report=report, at=at)
    blocking = _blocking(queries.findings_now(report=report, at=at))
    if blocking:
        raise ReportRefused(f"Còn {len(blocking)} chỗ phải sửa hoặc giải thích: {blocking[0].words}")
    last = report.versions.order_by("-number").first()
    sent = report.latest
    changes = signing.differences(Content.of(sent.content), content) if sent else []
    reason = report.acts.filter(act__in=_REASONS).order_by("-at", "-pk").first() if sent else None
    return ReportVersion.objects.create(
        report=report, number=last.number + 1 if last else 1, content=content.data(), known_at=content.known_at,
        frozen_at=at, frozen_by=by, reason=reason.reason if reason else "",
        changes=[[one.place, one.before, one.after] for one in changes],
    )  # fmt: skip


def _blocking(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if one.open and one.weight in {Weight.MUST, Weight.EXPLAIN}]


def _send(report: Report, version: ReportVersion, *, by: User, at: datetime) -> None:
    """Seal the version and send the report. ``first_sent_at`` is written once: on time is never mended afterwards."""
    _seal(report, version, at=at, by=by)
    report.state, report.sent_at, report.latest = State.SENT, at, version
    report.first_sent_at = report.first_sent_at or at
    if states.wish_of(report, at) is None:
        report.asked_at = None  # sent in time: there is nothing left to ask for; a late one keeps its request
    act(report, what=Act.SENT, by=by, at=at, number=version.number, version_id=version.pk)
    report.save()
    numbering.at_seal(report=report, version=version, by=by, at=at)


def _seal(report: Report, version: ReportVersion, *, by: User | None, at: datetime) -> ReportSeal:
    """The digest into the journal, the code for the paper. A code that is taken asks for another nonce."""
    digest, code, nonce = seals.free_code(
        header=seals.header(report=report, version=version), content=version.content,
        signed=seals.signed(version=version),
    )  # fmt: skip
    event = ReportSealed(
        subject_id=code, area=area_of(report), report=report.pk, number=version.number, digest=digest
    )  # fmt: skip
    fact = record(event, by=by, at=at)
    return ReportSeal.objects.create(version=version, code=code, digest=digest, nonce=nonce, at=at, fact_id=fact.pk)


def _signature(by: User) -> str:
    return ", ".join(part for part in (by.full_name or by.username, by.position) if part)[:200]
