"""What an address of classification asks for: the day, until when it was known, the commune."""

from datetime import date, datetime, time
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.fields import read_day
from binhyen.monitoring.classification.permissions import may_see
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.registers.territories.models import Commune

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def asked_days(request: ReaderRequest) -> tuple[date, datetime | None]:
    """The day of the class and until when facts were known: today and now where the address says nothing."""
    known = _day(request.GET.get("biet-den")) or request.today
    at = datetime.combine(known, time(23, 59, 59), VIETNAM) if known < request.today else None
    return _day(request.GET.get("ngay")) or request.today, at


def _day(text: str | None) -> date | None:
    """A day the register can speak of; an address with another is as if it said nothing."""
    day = read_day(text)
    return day if day and EARLIEST <= day <= LATEST else None


def days_query(on: date, known: datetime | None, today: date) -> str:
    """The same days as part of an address, "" for today as known now."""
    given = {"ngay": on.isoformat()} if on != today else {}
    if known:
        given["biet-den"] = known.date().isoformat()
    return urlencode(given)


def own_commune(request: ReaderRequest, code: str) -> Commune:
    """The commune of an address, where the reader sees its class; 404 otherwise."""
    commune = get_object_or_404(Commune.objects.select_related("province"), pk=code)
    if not may_see(request.scope, commune.pk):
        raise Http404
    return commune
