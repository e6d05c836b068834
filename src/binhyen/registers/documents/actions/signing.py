"""The signed file comes back: ours, unchanged, signed by whom the document names; what is not known is told."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions as files
from binhyen.foundation.files import kinds as file_kinds
from binhyen.foundation.files import storage
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.journal.actions import record
from binhyen.kit.official_signatures import Findings, NotReadable, Signed, examine, only_signed
from binhyen.registers.documents import events
from binhyen.registers.documents.models import OfficialDocument, Outgoing
from binhyen.registers.documents.rules.signers import same_person
from binhyen.registers.documents.trust import trust
from binhyen.registers.documents.values import OutgoingState

from .outgoing import LARGEST, locked
from .register import DocumentRefused


class NotConfirmed(DocumentRefused):
    """The signer's certificate leads to no installed root: somebody must say why the file is taken all the same."""


@transaction.atomic
def take_signed(
    *, scope: Scope, outgoing_id: int, content: bytes, name: str, on_paper: bool, by: User, at: datetime,
    because: str = "",
) -> Outgoing:  # fmt: skip
    """The signed file comes back. Signed digitally it must be our own file, signed by whom it names.

    ``on_paper``: it was signed by hand and scanned; then nothing is verified, and the document says so. ``because``:
    why it is taken though roots are installed and the signer's certificate leads to none; it goes into the journal.
    Raises DocumentRefused with what is wrong, NotConfirmed where ``because`` is needed.
    """
    row = locked(outgoing_id, scope=scope, states=(OutgoingState.NUMBERED,))
    if on_paper:
        confirmed = True  # nothing was asked of a certificate
    else:
        row.checked, confirmed = _checked(row, content, because.strip())
    row.signed = _kept(content, name, by, at)
    row.on_paper, row.state, row.changed_at = on_paper, OutgoingState.SIGNED, at
    row.save(update_fields=["signed", "on_paper", "checked", "state", "changed_at"])
    if row.document:
        OfficialDocument.objects.filter(pk=row.document.pk).update(file=row.signed)
    fact = events.OutgoingSigned(
        subject_id=str(row.pk), on_paper=on_paper, sha256=row.signed.sha256, unconfirmed=not confirmed
    )
    record(fact, by=by, at=at, reason="" if confirmed else because)
    return row


def _checked(row: Outgoing, content: bytes, because: str) -> tuple[dict[str, Any], bool]:
    """What was found, and whether the signer's certificate is confirmed as far as this installation can."""
    found = _examined(row, content)
    own = [one for one in found.signatures if same_person(printed=row.signer, certificate=one.signer)]
    if not own:
        whose = ", ".join(dict.fromkeys(one.signer or "(không ghi tên)" for one in found.signatures))
        raise DocumentRefused(
            f"Chứng thư là của {whose}, còn văn bản ghi người ký {row.signer}. Người có tên trên văn bản phải ký bằng "
            "chứng thư của mình; con dấu của cơ quan ký thêm bên cạnh được. Nếu đổi người ký, hủy số này và lập lại."
        )
    if not found.roots or any(one.trusted for one in own):
        return found.as_data(), True
    if not because:
        raise NotConfirmed(_unconfirmed(own[0]))
    return found.as_data() | {"because": because}, False


def _unconfirmed(one: Signed) -> str:
    return (
        f"Chưa xác nhận được chứng thư của {one.signer}, ghi do {one.issuer} cấp: {one.not_trusted_because} Hãy ký lại "
        "bằng chứng thư của tổ chức đã cài, hoặc chọn lại tệp, đánh dấu nhận và ghi lý do; lý do được ghi vào nhật ký."
    )


def _examined(row: Outgoing, content: bytes) -> Findings:
    held, ours = trust(), _stored(row.to_sign)
    try:
        found = examine(content, roots=held.roots, lists=held.lists)
        unchanged = only_signed(content, ours)
    except NotReadable as refused:
        raise DocumentRefused(str(refused)) from refused
    if content.startswith(ours) and not unchanged:
        raise DocumentRefused(
            "Trong tệp có phần được thêm hoặc thay ngoài chữ ký, nên không còn đúng văn bản đã trình. Hãy tải lại tệp "
            "trình ký, chỉ ký số lên đó rồi gửi lại."
        )
    if not unchanged:
        raise DocumentRefused(
            "Tệp này không phải tệp PDF hệ thống đã trình ký, hoặc đã bị phần mềm khác lưu lại. Hãy tải đúng tệp trình "
            "ký, ký số lên đó rồi gửi lại. Nếu ký tay trên giấy, đánh dấu “Ký tay trên giấy, đây là bản quét”."
        )
    if not found.signatures:
        raise DocumentRefused("Tệp chưa có chữ ký số nào. Hãy ký số rồi gửi lại.")
    if broken := [one.trouble for one in found.signatures if one.trouble]:
        raise DocumentRefused(f"Chữ ký số không dùng được: {broken[0]}")
    return found


def _kept(content: bytes, name: str, by: User, at: datetime) -> StoredFile:
    try:
        return files.store(
            content=io.BytesIO(content), name=name, by=by, at=at, allowed={file_kinds.PDF}, limit=LARGEST
        )
    except files.FileRefused as refused:
        raise DocumentRefused(str(refused)) from refused


def _stored(file: StoredFile | None) -> bytes:
    return storage.place(file.sha256).read_bytes() if file else b""
