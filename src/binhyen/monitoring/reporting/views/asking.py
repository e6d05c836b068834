"""What an address of reports asks for: the report a reader may read, fill in or receive."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.permissions import may_fill
from binhyen.monitoring.reporting.queries.visible import visible


def report_of(request: ReaderRequest, pk: int) -> Report:
    """A report the reader may read, with round, duty and body; 404 otherwise."""
    found = visible(scope=request.scope).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def own_report(request: ReaderRequest, pk: int) -> Report:
    """A report the reader may fill in: 404 where it is not seen, 403 where it is another's."""
    found = report_of(request, pk)
    if not fills(request, found):
        raise PermissionDenied
    return found


def fills(request: ReaderRequest, report: Report) -> bool:
    return may_fill(request.scope, body_key=report.body.key, area_code=report.area_code)
