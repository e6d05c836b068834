"""What an address of the procedure asks for: the period, the commune's file."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.classification.queries.board import Place, places
from binhyen.monitoring.classification.queries.overview import province_of
from binhyen.monitoring.recognition.permissions import may_see
from binhyen.monitoring.recognition.queries import files as queries
from binhyen.monitoring.recognition.queries.files import Opened, Period
from binhyen.registers.territories.queries import own_provinces

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def period_of(request: ReaderRequest, year: int | None = None) -> Period:
    """The period of an address, the current one where it names none; 404 where there is none."""
    if year is None:
        given = request.GET.get("ky", "")
        if not given.isdigit():
            return queries.current(request.today)
        year = int(given)
    found = queries.period_of(year)
    if found is None or found.first > request.today:
        raise Http404
    return found


def place_of(request: ReaderRequest, period: Period, code: str) -> Place:
    """A commune of the period's last day (or today) that the reader sees; 404 otherwise."""
    found = places(on=min(period.last, request.today), codes=[code])
    if not found or not may_see(request.scope, code):
        raise Http404
    return found[0]


def opened_of(request: ReaderRequest, year: int, code: str) -> Opened:
    period = period_of(request, year)
    place = place_of(request, period, code)
    return queries.opened(place=place, period=period, today=request.today, at=request.at)


def province_code(request: ReaderRequest) -> str:
    """The province whose procedure this is, for an office of the province or of one of its communes."""
    return province_of(request.scope) or min(own_provinces(scope=request.scope), default="")


def handed_out(content: bytes, name: str, kind: str = WORD) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def back_to_file(year: int, code: str) -> HttpResponse:
    return redirect("recognition:file", year, code)
