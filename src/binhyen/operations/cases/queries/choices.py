"""What the forms of a file offer: kinds of facts by group, communes nearby."""

from collections.abc import Iterable
from datetime import date

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.models import Case
from binhyen.operations.cases.rules.facts import FactSpec, catalog
from binhyen.operations.cases.values import FactKind, State
from binhyen.registers.people.queries.visible import people
from binhyen.registers.territories.models import Commune, valid_on

NOT_BY_HAND = frozenset({FactKind.OPENING})  # comes from a list


def kinds(*, may: Iterable[FactKind]) -> list[tuple[str, list[FactSpec]]]:
    """Kinds of facts by group, in the order of law/cases."""
    allowed = set(may) - NOT_BY_HAND
    found = catalog()
    rows = [
        (label, [spec for spec in found.specs.values() if spec.group == group and spec.kind in allowed])
        for group, label in found.groups.items()
    ]
    return [row for row in rows if row[1]]


def needs_commune(spec: FactSpec) -> bool:
    return any(field.type == "commune" for field in spec.fields)


def communes(*, near: str, on: date) -> list[tuple[str, str]]:
    """Communes of the province of ``near`` in Vietnamese order. One query."""
    rows = Commune.objects.filter(valid_on(on), province__communes__code=near).exclude(code=near)
    return list(rows.order_by("sort_key", "code").values_list("code", "full_name"))


def new_case(*, person_id: int, scope: Scope) -> Case | None:
    """A case as it will be when the first fact opens it; not stored. None where the reader sees no such person."""
    person = people(scope).select_related("hamlet").filter(pk=person_id).first()
    if person is None:
        return None
    moment = person.registered_at
    return Case(
        person=person, commune_code=person.commune_code, to_commune_code=person.to_commune_code,
        state=State.NONE.value, opened_at=moment, changed_at=moment, version=0, flags=[],
    )  # fmt: skip
