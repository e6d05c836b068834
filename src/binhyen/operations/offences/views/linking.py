"""Linking a row to a person of the register: what the doors of persons and of wanted persons share."""

from typing import Any

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.offences.queries import choices
from binhyen.registers.people.forms.choosing import FIND, asked
from binhyen.registers.people.queries.choosing import Choosing, choosing, sees


def typed(request: ReaderRequest, initial: dict[str, Any]) -> dict[str, Any]:
    """What a form starts with: as it was sent, or, where the sender only looks for a person, shown again unread."""
    if FIND in request.POST:
        return {"data": None, "initial": {**initial, **request.POST.dict()}}
    return {"data": request.POST or None, "initial": initial}


def person(request: ReaderRequest, linked: int | None = None) -> Choosing:
    """Who is linked, of the form as it was sent or as it stands; and whom what was typed may mean."""
    text, chosen = asked(request.POST) if request.method == "POST" else ("", linked)
    return choosing(scope=request.scope, chosen=chosen, text=text)


def hold(request: ReaderRequest, wanted: int | None, linked: int | None = None) -> None:
    """Raise OffenceRefused where somebody is to be linked whom the reader does not see; who is linked may stay."""
    if wanted and wanted != linked and not sees(scope=request.scope, person_id=wanted):
        raise choices.unseen()
