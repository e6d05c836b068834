"""Planning how somebody who comes home is received: the helper and the day they first meet."""

from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.models import CaseHelper
from binhyen.operations.cases.queries.clocks import comes_home_on
from binhyen.operations.cases.queries.folding import today
from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.rules.reception import first_visit_problem
from binhyen.registers.people.models import Person

from .helpers import name_helper
from .refusals import CaseRefused, NotInReach


@transaction.atomic
def plan_reception(
    *, person_id: int, name: str, role: str, phone: str = "", first_visit_on: date, by: User, at: datetime
) -> CaseHelper:
    """Who helps directly from the return on, and when they first meet. Planned again, the plan before is replaced.

    The same name and role is the same helper. Raises NotInReach, CaseRefused with a sentence where nobody comes home
    or the day cannot be.
    """
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotInReach
    problem = first_visit_problem(
        first_visit_on, today=today(at), comes_on=comes_home_on(person_id=person_id), parameters=load()
    )
    if problem:
        raise CaseRefused(problem)
    team = CaseHelper.objects.filter(person_id=person_id, until__isnull=True)
    team.exclude(first_visit_on=None).update(first_visit_on=None)
    row = team.filter(direct=True, name=name, role=role).first() or name_helper(
        person_id=person_id, name=name, role=role, direct=True, since=today(at), by=by, at=at
    )
    row.phone, row.first_visit_on = phone, first_visit_on
    row.save(update_fields=["phone", "first_visit_on"])
    stated = events.ReceptionPlanned(
        subject_id=str(person_id), area=person.commune_code, helper_id=row.pk, first_visit_on=first_visit_on.isoformat()
    )
    record(stated, by=by, at=at)
    return row
