"""Writing templates of documents. A version is never changed: the next one is written, and counts from its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.document_kinds import abbreviations
from binhyen.registers.documents import events
from binhyen.registers.documents.models import DocumentTemplate
from binhyen.registers.documents.permissions import may_keep_templates
from binhyen.registers.documents.queries.templates import last_version, last_words
from binhyen.registers.documents.rules import templates as rules

from .outgoing import NotYours, OutOfDate
from .register import DocumentRefused


@transaction.atomic
def create_template(
    *, scope: Scope, title: str, kind: str, body: Mapping[str, str], valid_from: date, source: str, by: User,
    at: datetime,
) -> DocumentTemplate:  # fmt: skip
    """A template of the province's own. Raises NotYours, WordsRefused, DocumentRefused where its name is taken."""
    if not may_keep_templates(scope=scope):
        raise NotYours
    code = rules.code_of(title)
    if not code or kind not in abbreviations():
        raise DocumentRefused("Hãy ghi tên mẫu bằng chữ và chọn loại văn bản.")
    if code in rules.shipped() or last_version(code=code):
        raise DocumentRefused("Đã có mẫu mang tên này. Hãy mở mẫu đó, hoặc đặt tên khác.")
    rules.check(body)
    return _kept(code, {**body, "title": title, "kind": kind}, valid_from, source, by, at)


@transaction.atomic
def save_template(
    *, scope: Scope, code: str, body: Mapping[str, str], valid_from: date, seen: int, source: str, by: User,
    at: datetime,
) -> DocumentTemplate:  # fmt: skip
    """A new version. ``body`` {AS_SHIPPED: "1"} is the shipped one again, {ENDED: "1"}: it is no longer offered.

    ``seen``: the last version the writer knew of. Raises NotYours, OutOfDate, WordsRefused, DocumentRefused.
    """
    if not may_keep_templates(scope=scope):
        raise NotYours
    if last_version(code=code) != seen:
        raise OutOfDate("Người khác vừa lưu một phiên bản của mẫu này. Hãy mở lại để xem rồi sửa tiếp.")
    own = code not in rules.shipped()
    if own and not seen:
        raise DocumentRefused("Không có mẫu này.")
    if body.get(rules.AS_SHIPPED if own else rules.ENDED):
        raise DocumentRefused("Mẫu của tỉnh không có bản gốc; mẫu của hệ thống không bỏ được, chỉ quay về bản gốc.")
    if body.get(rules.AS_SHIPPED) or body.get(rules.ENDED):
        return _kept(code, body, valid_from, source, by, at)
    rules.check(body)
    if own and (before := last_words(code=code)):
        body = {**body, "title": before.body["title"], "kind": before.body["kind"]}
    return _kept(code, body, valid_from, source, by, at)


def _kept(
    code: str, body: Mapping[str, str], valid_from: date, source: str, by: User, at: datetime
) -> DocumentTemplate:
    version = last_version(code=code) + 1
    row = DocumentTemplate.objects.create(
        code=code, version=version, body=dict(body), valid_from=valid_from, source=source[:200], made_at=at, made_by=by
    )
    fact = events.DocumentTemplateSaved(
        subject_id=code, version=version, as_shipped=rules.AS_SHIPPED in body, ended=rules.ENDED in body
    )
    record(fact, by=by, at=at, reason=source)
    return row
