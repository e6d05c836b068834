"""Digital signatures of official documents: a PDF made ready to be signed, and what the signatures in a PDF are worth.

Nothing is fetched: a certificate is trusted where it leads to one of the given roots. Whether it was revoked is asked
of the lists of revoked certificates that are given; without one of its issuer it is not known. It is said as it is.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import (
    CertificateRevocationList,
    load_der_x509_certificate,
    load_der_x509_crl,
    load_pem_x509_certificates,
    load_pem_x509_crl,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.validation import KeyUsageConstraints, SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from .official_document import SIGNED_HERE
from .official_pdf import LaidOut

FIELD = "ChuKy"
_WIDE, _HIGH = 235.0, 62.0  # pt: the room above a name in the signature block
MOST = 30  # signatures in one file
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


class NotReadable(ValueError):
    """The file cannot be looked at; the message says why and what to do."""


_BROKEN = (
    PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError, zlib.error,
    struct.error,
)  # fmt: skip
_NO_PDF = "Tệp không phải PDF, hoặc PDF bị hỏng. Hãy mở tệp, lưu lại thành PDF rồi gửi lại."


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature in plain facts. ``trouble`` "": what was signed is unchanged and the signature belongs to it."""

    field: str
    signer: str  # of the certificate: who
    organisation: str
    issuer: str  # who gave the certificate
    serial: str
    valid_from: str  # ISO moments
    valid_to: str
    signed_at: str  # "" where the signature does not say
    time_trusted: bool  # by a time stamp; else the signer's own clock
    trusted: bool  # leads to a known root
    trouble: str = ""
    not_trusted_because: str = ""
    changed_after: str = ""  # what was added behind the signature, in words
    revoked_at: str = ""  # ISO moment its issuer revoked the certificate
    list_of: str = ""  # ISO moment of the issuer's list that was asked; "" none was at hand: revocation is not known


@dataclass(frozen=True, slots=True)
class Findings:
    signatures: tuple[Signed, ...]
    roots: int  # how many roots were known when it was looked at

    def as_data(self) -> dict[str, Any]:
        return {"signatures": [asdict(one) for one in self.signatures], "roots": self.roots}


def with_field(made: LaidOut) -> bytes:
    """The PDF with empty signature fields in its signature blocks, where signing programs offer to sign."""
    writer = IncrementalPdfFileWriter(io.BytesIO(made.pdf))
    for name, place in made.places.items():
        if not name.startswith(SIGNED_HERE):
            continue
        high = _height(writer, place.page - 1)
        box = (round(place.x), round(high - place.y - _HIGH), round(place.x + _WIDE), round(high - place.y))
        field = FIELD + name.removeprefix(SIGNED_HERE)
        append_signature_field(writer, SigFieldSpec(sig_field_name=field, on_page=place.page - 1, box=box))
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _height(writer: IncrementalPdfFileWriter, page: int) -> float:
    """How high a page is (from 0), in points: one that lies across is lower than the others."""
    node = writer.find_page_for_modification(page)[0].get_object()
    while "/MediaBox" not in node:
        node = node["/Parent"]
    return float(node["/MediaBox"][3])


def roots_in(folder: Path) -> tuple[list[x509.Certificate], list[str]]:
    """Root certificates of a folder (PEM or DER), and the files that hold none. A folder that is missing holds none."""
    found, odd = [], []
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        if path.suffix.lower() not in {".pem", ".crt", ".cer", ".der"}:
            continue
        try:
            found += _certificates(path.read_bytes())
        except (ValueError, OSError):
            odd.append(path.name)
    return found, odd


def _certificates(content: bytes) -> list[x509.Certificate]:
    if pem.detect(content):
        given = [one.public_bytes(Encoding.DER) for one in load_pem_x509_certificates(content)]
    else:
        given = [content]
    return [_whole(x509.Certificate.load(one)) for one in given]


def _whole(certificate: x509.Certificate) -> x509.Certificate:
    certificate.subject.native  # noqa: B018 - reads it, so that what is none shows here
    return certificate


def revocations_in(folder: Path) -> tuple[list[CertificateRevocationList], list[str]]:
    """Lists of revoked certificates (.crl, PEM or DER) of a folder, and the files that hold none."""
    found, odd = [], []
    for path in sorted(folder.glob("*.crl")) if folder.is_dir() else []:
        try:
            content = path.read_bytes()
            found.append(load_pem_x509_crl(content) if pem.detect(content) else load_der_x509_crl(content))
        except (ValueError, OSError):
            odd.append(path.name)
    return found, odd


def only_signed(content: bytes, base: bytes) -> bool:
    """Whether ``content`` is ``base`` with nothing added but signatures and what they need. Raises NotReadable.

    Unlike ``examine`` this looks at what was added before the first signature too.
    """
    if not content.startswith(base):
        return False
    try:
        last = PdfFileReader(io.BytesIO(base), strict=False).xrefs.total_revisions - 1
        found = _signing_only().review_file(PdfFileReader(io.BytesIO(content), strict=False), last)
    except _BROKEN as error:
        raise NotReadable(_NO_PDF) from error
    return not isinstance(found, SuspiciousModification) and found.modification_level <= ModificationLevel.FORM_FILLING


@cache
def _signing_only() -> StandardDiffPolicy:
    """What may be added to a file that was never signed: as behind a signature, and the mark that it is signed now."""
    form = FormUpdatingRule(
        [SigFieldCreationRule(), SigFieldModificationRule()], ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"}
    )
    return StandardDiffPolicy(DEFAULT_DIFF_POLICY.global_rules, form)


def examine(
    content: bytes, *, roots: Sequence[x509.Certificate] = (), lists: Sequence[CertificateRevocationList] = ()
) -> Findings:
    """What the signatures of a PDF are worth. Raises NotReadable."""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            raise NotReadable("Tệp PDF có mật khẩu nên không kiểm tra được. Hãy bỏ mật khẩu rồi gửi lại.")
        embedded = list(reader.embedded_regular_signatures)
        if len(embedded) > MOST:
            raise NotReadable(f"Tệp có hơn {MOST} chữ ký số; hệ thống không kiểm tra.")
        return Findings(tuple(_asked(_look(one, roots), one, roots, lists) for one in embedded), len(roots))
    except _BROKEN as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable(_NO_PDF) from error


def _look(one: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> Signed:
    certificate = one.signer_cert
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=one.self_reported_timestamp)
    try:
        status = validate_pdf_signature(one, signer_validation_context=context, key_usage_settings=_USAGE)
    except SignatureValidationError:
        return _plain(one, certificate, None, "cấu trúc chữ ký không đọc được.")
    return _plain(one, certificate, status, _trouble(status))


def _asked(
    found: Signed,
    one: EmbeddedPdfSignature,
    roots: Sequence[x509.Certificate],
    lists: Sequence[CertificateRevocationList],
) -> Signed:
    """The signature with what its issuer's latest list of revoked certificates says."""
    about = one.signer_cert
    above = [root for root in (*roots, *one.other_embedded_certs) if root.subject == about.issuer]
    own = [held for held in lists if any(_signed_by(held, root) for root in above)]
    if not own:
        return found
    latest = max(own, key=lambda held: held.last_update_utc)
    found = replace(found, list_of=latest.last_update_utc.isoformat())
    entry = latest.get_revoked_certificate_by_serial_number(about.serial_number)
    if entry is None:
        return found
    at, signed_at = entry.revocation_date_utc, datetime.fromisoformat(found.signed_at) if found.signed_at else None
    found = replace(found, revoked_at=at.isoformat())
    if signed_at is None or signed_at >= at:
        return replace(found, trusted=False, trouble=found.trouble or "chứng thư đã bị thu hồi trước giờ ký.")
    if not found.time_trusted:
        return replace(
            found, trusted=False,
            not_trusted_because="Chứng thư đã bị thu hồi, mà giờ ký chỉ là giờ của máy người ký: "
            "không chắc đã ký trước khi thu hồi.",
        )  # fmt: skip
    return found


def _signed_by(held: CertificateRevocationList, issuer: x509.Certificate) -> bool:
    """Whether it is the issuer's own list of all its certificates; one of a part of them says so critically."""
    key = load_der_x509_certificate(issuer.dump())
    if held.issuer != key.subject or any(one.critical for one in held.extensions):
        return False
    try:
        return held.is_signature_valid(key.public_key())  # type: ignore[arg-type]
    except (TypeError, ValueError):  # a key no list can be signed with
        return False


def _trouble(status: PdfSignatureStatus) -> str:
    if not status.intact:
        return "nội dung đã bị sửa sau khi ký."
    if not status.valid:
        return "chữ ký không khớp với chứng thư của người ký."
    if status.coverage not in {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}:
        return "chữ ký không phủ hết nội dung của tệp lúc ký."
    if status.modification_level == ModificationLevel.OTHER:
        return "sau khi ký, tệp bị thêm nội dung ngoài phạm vi được phép."
    return ""


def _plain(
    one: EmbeddedPdfSignature, about: x509.Certificate, status: PdfSignatureStatus | None, trouble: str
) -> Signed:
    names = about.subject.native
    stamped = status.timestamp_validity if status else None
    at = stamped.timestamp if stamped and stamped.intact and stamped.trusted else one.self_reported_timestamp
    trusted = bool(status and status.trusted)
    return Signed(
        field=one.field_name,
        signer=str(names.get("common_name", "")),
        organisation=_first(names.get("organization_name")),
        issuer=str(about.issuer.native.get("common_name") or _first(about.issuer.native.get("organization_name"))),
        serial=f"{about.serial_number:X}",
        valid_from=about.not_valid_before.isoformat(),
        valid_to=about.not_valid_after.isoformat(),
        signed_at=at.isoformat() if at else "",
        time_trusted=bool(stamped and stamped.intact and stamped.trusted),
        trusted=trusted,
        trouble=trouble,
        not_trusted_because="" if trusted else _why(status, about, one.self_reported_timestamp),
        changed_after=_after(status),
    )


def _first(value: Any) -> str:
    return str(value[0] if isinstance(value, list) else value or "")


def _why(status: PdfSignatureStatus | None, about: x509.Certificate, at: datetime | None) -> str:
    if at and not about.not_valid_before <= at <= about.not_valid_after:
        return "Chứng thư không còn (hoặc chưa có) hiệu lực lúc ký."
    if about.subject == about.issuer:
        return "Chứng thư do chính người ký tự cấp, không của tổ chức chứng thực nào."
    if status and status.validation_path is None:
        return "Chứng thư không dẫn tới gốc tin cậy nào đã cài trong hệ thống."
    return "Chứng thư không được phép dùng để ký văn bản, hoặc chuỗi chứng thư không hợp lệ."


def _after(status: PdfSignatureStatus | None) -> str:
    if status is None or status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return ""
    words = {
        ModificationLevel.LTA_UPDATES: "thêm dữ liệu xác minh chữ ký (được phép)",
        ModificationLevel.FORM_FILLING: "thêm chữ ký khác hoặc điền ô (được phép)",
        ModificationLevel.ANNOTATIONS: "thêm ghi chú (được phép)",
        ModificationLevel.NONE: "",
    }
    return words.get(status.modification_level, "thêm nội dung không được phép") if status.modification_level else ""
