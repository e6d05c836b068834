"""The books of the demonstration province: the last two administrative months, closed on the morning after."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.monitoring.indicators.actions.closing import close
from binhyen.monitoring.indicators.actions.publishing import publish
from binhyen.monitoring.indicators.models import Closing
from binhyen.monitoring.indicators.rules.periods import kinds, latest_ended
from binhyen.operations.cases.rules.time import VIETNAM

MONTHLY = "ADMIN_MONTH"


def close_books(*, people: dict[str, User], at: datetime) -> None:
    """Once, after the people are there and before the mistakes of today are mended: the differences are to be seen."""
    if Closing.objects.exists():
        return
    latest = latest_ended(kinds()[MONTHLY], timezone.localdate(at))
    for period in (latest.moved(-1), latest):
        morning = datetime.combine(period.end + timedelta(days=1), time(8), VIETNAM)
        made = close(kind=MONTHLY, code=period.code, note="", by=people["coordinator"], at=morning)
    publish(closing=made, by=people["coordinator"], at=morning)
