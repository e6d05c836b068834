"""Opening a file: a reading is itself a fact, written before anything is shown."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.access.rls import whole_case_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.operations.cases.permissions import recordable
from binhyen.operations.cases.queries import file as files
from binhyen.operations.cases.queries import folding
from binhyen.operations.cases.queries.whole import as_fact, as_person
from binhyen.operations.cases.values import CaseView
from binhyen.registers.people.actions.reading import state_reading

from .refusals import NotInReach


@transaction.atomic
def open_file(
    *,
    person_id: int,
    scope: Scope,
    by: User,
    at: datetime,
    known_at: datetime | None = None,
    by_recording: bool = False,
    purpose: str = "",
) -> files.File:
    """The file as ``by`` may see it, as known at a moment (None: now); that it was opened is written down.

    Raises NotInReach. About ten queries whatever the number of facts.
    """
    case = files.one_case(person_id=person_id, scope=scope)
    if case is None:
        raise NotInReach
    state_reading(person_id=person_id, area=case.commune_code, by=by, at=at, purpose=purpose)
    closed = files.closed_compartments(scope=scope, case=case)
    shown = files.visible_facts(person_id=person_id, closed=[code for code, _, _ in closed])
    with whole_case_in_database(person_id):
        facts = files.all_facts(person_id=person_id)
    view = folding.view([as_fact(fact) for fact in facts], person=as_person(case.person), at=at, known_at=known_at)
    groups = files.groups(facts, shown=shown, at=at, known_at=known_at, by_recording=by_recording)
    commune, to_commune = files.communes_of(case)
    return files.File(
        case=case,
        commune=commune,
        to_commune=to_commune,
        view=view,
        groups=groups,
        shown=sum(len(group.entries) for group in groups),
        closed=closed,
        helpers=files.helpers(person_id=person_id),
        transfer=files.open_transfer(person_id=person_id) if case.to_commune_code else None,
        **_moves(view, scope),
    )


def _moves(view: CaseView, scope: Scope) -> dict[str, list]:
    """What this reader may state next, the step the law waits for first; and what may not be stated, with why."""
    may = recordable(scope)
    own = [move for move in view.moves if move.kind in may]
    return {
        "moves": sorted((move for move in own if not move.blocked), key=lambda move: not move.primary),
        "blocked": [move for move in own if move.blocked],
    }
