"""What the doors of inspections share: the row a reader may see, a refusal as a page."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.form_pages import form_page
from binhyen.operations.inspections.models import Finding, Inspection
from binhyen.operations.inspections.queries import detail, visible

page = form_page("inspections")


def inspection_of(request: ReaderRequest, pk: int) -> Inspection:
    """Raises Http404 for an inspection the reader may not see."""
    found = visible.inspection(scope=request.scope, pk=pk)
    if found is None:
        raise Http404
    return found


def own_inspection(request: ReaderRequest, pk: int) -> Inspection:
    """An inspection of the reader's own body. Raises Http404 unseen, PermissionDenied where another body inspects."""
    found = inspection_of(request, pk)
    if not detail.inspects(inspection=found, scope=request.scope):
        raise PermissionDenied
    return found


def finding_of(request: ReaderRequest, pk: int) -> Finding:
    """Raises Http404 for a finding the reader may not see."""
    found = visible.finding(scope=request.scope, pk=pk)
    if found is None:
        raise Http404
    return found
