"""The search for doubles in the whole register, by night."""

from datetime import datetime

from django.utils import timezone

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.foundation.jobs.work import Progress, Unwatched, job
from binhyen_analytics.linkage.link import Linked, Pair, link
from binhyen_analytics.linkage.model import MAYBE
from binhyen_analytics.linkage.reasons import reasons
from binhyen_analytics.linkage.tables import table_of

from .actions import pairs, requests
from .queries.batch import decided, everyone, name_counts
from .values import FoundPair


@job("people.find-pairs")
def find_pairs(*, at: datetime, progress: Progress = Unwatched()) -> str:  # noqa: B008 - it holds nothing
    """Compare everybody with everybody who may be the same; open pairs for people to look at. Safe to run twice.

    Numbers are in clear in this process's memory while it compares, and nowhere else.
    """
    with scope_in_database(THE_SYSTEM):
        progress.report(0, 0, "Đang đọc sổ")
        tables = [table_of(portion) for portion in everyone()]
        known = decided()
    if not tables:
        return "Sổ chưa có ai."
    progress.report(1, 3, "Đang so")
    linked = link(tables, threshold=MAYBE)
    progress.report(2, 3, "Đang ghi")
    found = _found(linked, known)
    with scope_in_database(THE_SYSTEM):
        waiting = pairs.note_pairs(found=found, compared=linked.records, by=None, at=timezone.now())
        pairs.note_names(counts=name_counts(linked.frequencies), at=timezone.now())
    return f"Đã so {linked.records} người; {waiting} cặp chờ xem."


@job("people.requests")
def remind_of_requests(*, at: datetime) -> str:
    """Requests of persons whose day is near or over: whoever received them is reminded. Safe to run twice a day."""
    with scope_in_database(THE_SYSTEM):
        return f"Đã nhắc {requests.remind(at=at)} yêu cầu."


def _found(linked: Linked, known: set[tuple[int, int]]) -> list[FoundPair]:
    """Sure pairs and contested ones alike: a person decides. Decided pairs are left alone."""
    rows = (_pair(pair) for pair in (*linked.pairs, *linked.contested))
    return [row for row in rows if (row.left, row.right) not in known]


def _pair(pair: Pair) -> FoundPair:
    left, right = sorted((int(pair.left), int(pair.right)))
    return FoundPair(
        left=left,
        right=right,
        weight=pair.weight,
        probability=pair.probability,
        reasons=reasons(pair.degrees).alike,
    )
