"""What an address of reports asks for: the report a reader may read, fill in or receive."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.official_letters import NoLetters
from binhyen.monitoring.reporting.models import FormVersion, Report
from binhyen.monitoring.reporting.permissions import Permission, may, may_fill
from binhyen.monitoring.reporting.queries import editing
from binhyen.monitoring.reporting.queries.visible import visible
from binhyen.registers.territories.queries import own_provinces

NEW = "them"  # instead of a code: a row, column, block or check that is not there yet


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


def draft_of(request: ReaderRequest, pk: int) -> FormVersion:
    """A draft of the reader's own province, for who keeps forms; 404 otherwise."""
    found = editing.draft(pk=pk, province=province_of(request))
    if found is None or not may(request.scope, Permission.KEEP):
        raise Http404
    return found


def revision_of(request: ReaderRequest) -> int:
    """The revision of a draft the writer saw; 0 where none was sent."""
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() else 0


def no_letters(missing: NoLetters) -> str:
    """What lacks on the server where neither Word nor PDF can be laid out, and what is still there."""
    return _("%(missing)s Bản Excel vẫn tải được.") % {"missing": f"{str(missing).rstrip('.')}."}


def province_of(request: ReaderRequest) -> str:
    return min(own_provinces(scope=request.scope), default="")
