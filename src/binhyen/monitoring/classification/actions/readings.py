"""How the province reads open passages, chosen with its letter."""

from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.monitoring.classification.events import ReadingChosen
from binhyen.monitoring.classification.models import ReadingChoice
from binhyen.monitoring.classification.rules.law import readings

SOURCE_LENGTH = 300


class ClassificationRefused(Exception):
    """The change is refused; the message is a Vietnamese sentence for the person who asked for it."""


@transaction.atomic
def choose_reading(
    *, code: str, value: str, valid_from: date, source: str, by: User | None, at: datetime
) -> ReadingChoice:
    """From ``valid_from`` on the passage ``code`` is read as ``value``; ``source`` is the letter that settled it.

    Raises:
        ClassificationRefused: no such passage or value, no source, or a day before the passage was law.
    """
    known = readings().get(code)
    if known is None or value not in {one.code for one in known.values}:
        raise ClassificationRefused("Không có cách hiểu này trong quy định đang dùng.")
    words = collapse(clean(source))[:SOURCE_LENGTH]
    if not words:
        raise ClassificationRefused("Hãy ghi văn bản hoặc cuộc họp đã thống nhất cách hiểu này: số, ngày, cơ quan.")
    if valid_from < known.valid_from:
        raise ClassificationRefused(f"Quy định này có hiệu lực từ {known.valid_from:%d/%m/%Y}, hãy chọn từ ngày đó.")
    choice = ReadingChoice.objects.create(
        code=code, value=value, valid_from=valid_from, source=words, recorded_at=at, recorded_by=by
    )
    record(ReadingChosen(subject_id=code, value=value, valid_from=valid_from.isoformat()), by=by, at=at, reason=words)
    return choice
