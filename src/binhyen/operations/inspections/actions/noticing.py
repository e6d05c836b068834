"""The notice of a conclusion becomes a document of the inspecting body: numbered, signed and sent with its others."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.operations.inspections.models import Inspection
from binhyen.operations.inspections.queries.notice import notice, notice_of
from binhyen.operations.inspections.values import InspectionRefused, Stage
from binhyen.registers.documents.actions.handing import draft_from
from binhyen.registers.documents.actions.outgoing import NotYours
from binhyen.registers.documents.actions.register import DocumentRefused
from binhyen.registers.documents.models import Outgoing


@transaction.atomic
def draft_notice(*, scope: Scope, inspection_id: int, by: User, at: datetime) -> Outgoing:
    """The draft of the notice; the one there is where somebody began it already.

    Raises InspectionRefused before the conclusion, and where the reader makes no documents of the inspecting body.
    """
    found = Inspection.objects.select_for_update(of=("self",)).select_related("inspector__parent").get(pk=inspection_id)
    if found.stage != Stage.CONCLUDED:
        raise InspectionRefused("Hãy kết luận đợt kiểm tra trước khi soạn thông báo.")
    begun = notice_of(inspection=found)
    if begun:
        return begun
    try:
        return draft_from(scope=scope, issuer=found.inspector, handed=notice(inspection=found), by=by, at=at)
    except NotYours:
        raise InspectionRefused("Văn bản do cơ quan kiểm tra ban hành.") from None
    except DocumentRefused as refusal:
        raise InspectionRefused(str(refusal)) from None
