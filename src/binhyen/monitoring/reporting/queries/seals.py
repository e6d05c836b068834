"""Sealed versions: what their digest is made of, and whether they still are what was signed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.foundation.journal.queries import link_of
from binhyen.foundation.journal.queries import rows as facts_of
from binhyen.foundation.journal.rules import fact_hash
from binhyen.monitoring.reporting.models import Consolidation, Report, ReportSeal, ReportVersion, Signature
from binhyen.monitoring.reporting.rules import signing


@dataclass(frozen=True, slots=True)
class SealVerdict:
    """What was found of a code: empty ``troubles`` means it holds. ``position`` is its place in the journal's chain."""

    code: str
    position: int | None
    troubles: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.troubles


def of_code(*, code: str) -> ReportSeal | None:
    """The seal a code names, with its report."""
    found = ReportSeal.objects.filter(code=code).select_related(
        "version__report__round__duty", "version__report__body"
    )  # fmt: skip
    return found.first()


def header(*, report: Report, version: ReportVersion) -> signing.Header:
    """Whose report of which days it is, and what stood before it. One query."""
    before = (
        ReportSeal.objects.filter(version__report=report.pk, version__number__lt=version.number)
        .order_by("-version__number")
        .first()
    )
    return header_of(report=report, version=version, before=before.digest if before else "")


def header_of(*, report: Report, version: ReportVersion, before: str) -> signing.Header:
    """The same where it is known what stood ``before``. No query."""
    return signing.Header(
        duty=report.round.duty.key, unit=report.body.key, first=report.round.period_start, last=report.round.period_end,
        number=version.number, frozen_at=version.frozen_at, reason=version.reason, before=before,
    )  # fmt: skip


def signed(*, version: ReportVersion) -> list[signing.Signed]:
    """Who signed, in the order of the chain. One query."""
    return [signed_of(one) for one in version.signatures.order_by("step")]


def signed_of(row: Signature) -> signing.Signed:
    """A signature as the digest holds it."""
    return signing.Signed(title=row.title, signer=row.signer, user_id=row.user_id, statement=row.statement, at=row.at)


def free_code(
    *, header: signing.Header, content: Mapping[str, Any], signed: Sequence[signing.Signed], taken: Collection[str] = ()
) -> tuple[str, str, int]:
    """Digest, code and nonce of a seal whose code nothing bears yet, neither a seal nor one of ``taken``.

    Raises LookupError where a hundred nonces give none: then something else is wrong.
    """
    for nonce in range(signing.MOST_NONCES):
        digest = signing.digest(header, content, signed, nonce)
        code = signing.code_of(digest)
        if code not in taken and not ReportSeal.objects.filter(code=code).exists():
            return digest, code, nonce
    raise LookupError(code)


def verdict(*, seal: ReportSeal) -> SealVerdict:
    """Whether content, signatures and days still make the digest, and the journal holds the same. Four queries."""
    report, version = seal.version.report, seal.version
    troubles = []
    made = signing.digest(header(report=report, version=version), version.content, signed(version=version), seal.nonce)
    if made != seal.digest or signing.code_of(made) != seal.code:
        troubles.append("Nội dung, chữ ký hoặc kỳ của báo cáo không còn như lúc ký.")
    return _in_journal(seal.code, seal.digest, seal.fact_id, troubles)


def verdict_together(*, row: Consolidation) -> SealVerdict:
    """The same of reports put together: its content, and the seals of the versions in it. Four queries."""
    held = dict(ReportSeal.objects.filter(version__in=row.versions).values_list("version_id", "digest"))
    versions = [(number, held.get(number, "")) for number in row.versions]
    made = (
        signing.digest_together(row.round_id, row.number, row.content, versions, nonce)
        for nonce in range(signing.MOST_NONCES)
    )
    troubles = []
    if all(one != row.digest for one in made) or signing.code_of(row.digest, signing.TOGETHER) != row.code:
        troubles.append("Nội dung tổng hợp hoặc báo cáo trong đó không còn như lúc tổng hợp.")
    return _in_journal(row.code, row.digest, row.fact_id, troubles)


def _in_journal(code: str, digest: str, fact_id: int, troubles: list[str]) -> SealVerdict:
    """Whether the journal's chain holds the same digest under the same code."""
    fact = next(iter(facts_of([fact_id])), None)
    held = fact.data if fact and isinstance(fact.data, dict) else {}
    if fact is None or fact.subject_id != code or held.get("digest") != digest:
        troubles.append("Nhật ký không ghi bản này.")
        return SealVerdict(code, None, tuple(troubles))
    link = link_of(fact_id=fact_id)
    if link is not None and link.fact_hash != fact_hash(fact):
        troubles.append("Ghi nhận trong nhật ký đã bị sửa.")
    return SealVerdict(code, link.position if link else None, tuple(troubles))
