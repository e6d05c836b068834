"""The rows by which a figure differs then and now, as the reader may see them: each opens to its own page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from binhyen.monitoring.indicators.models import FigureLook
from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.queries.labels import reason_label
from binhyen.operations.offences.models import OffenceParty
from binhyen.registers.people.models import Person

from .closings import names_in_order

PAGE_ROWS = 50
WORDS = {"offence": "Vụ việc số {}", "point": "Điểm số {}", "route": "Tuyến số {}", "task": "Việc số {}"}
TABLES = {"offence": "vu-viec", "point": "diem"}
Row = Sequence[Any]  # above or below, kind, number, commune, then, now


@dataclass(frozen=True, slots=True)
class Differing:
    """``name`` and ``url`` are empty where the row is not this reader's to see."""

    name: str
    url: str
    commune: str
    below: bool
    then: int
    now: int


def rows(
    *, look: FigureLook, area: str, code: str, within: Collection[str] | None, number: str | None
) -> tuple[Page[Row], list[Differing]]:
    """A page of them, in the communes ``within`` (None: all). Inside the reader's scope; five queries."""
    found = [row for row in look.changes.get(f"{area} {code}", []) if within is None or row[3] in within]
    here = Paginator(found, PAGE_ROWS).get_page(number)
    communes = names_in_order({row[3] for row in here})
    known = _known(list(here))
    return here, [
        Differing(*_shown(row, known, communes), communes.get(row[3], row[3]), bool(row[0]), row[4], row[5])
        for row in here
    ]


type Known = Mapping[str, Mapping[int, tuple[str, str]]]  # kind: number: name, address


def _known(here: Sequence[Row]) -> Known:
    numbers: dict[str, set[int]] = {}
    for _, kind, number, *_rest in here:
        kind, number = _meant(kind, number)
        numbers.setdefault(kind, set()).add(number)
    people = Person.objects.filter(pk__in=numbers.get("person", ()))
    facts = CaseFact.objects.filter(pk__in=numbers.get("event", ())).select_related("person")
    parties = OffenceParty.objects.filter(record_id__in=numbers.get("party", ()))
    return {
        "person": {one.pk: (one.full_name, reverse("cases:file", args=[one.pk])) for one in people},
        "event": {
            one.pk: (
                f"{one.person.full_name}: {reason_label(one.kind)}", reverse("cases:file", args=[one.person_id]),
            )
            for one in facts
        },
        "party": {
            one.record_id: (
                f"Người bị bắt, vụ việc số {one.offence_id}", _row_of("offence", one.offence_id),
            )
            for one in parties
        },
    }  # fmt: skip


def _meant(kind: str, number: int) -> tuple[str, int]:
    if kind == "counted":
        return ("person", number) if number > 0 else ("party", -number)
    return kind, number


def _shown(row: Row, known: Known, communes: Mapping[str, str]) -> tuple[str, str]:
    kind, number = _meant(row[1], row[2])
    if kind in known:
        return known[kind].get(number, ("", ""))
    if kind in WORDS:
        return WORDS[kind].format(number), _row_of(kind, number)
    return communes.get(row[3], row[3]), reverse("classification:commune", args=[row[3]])


def _row_of(kind: str, number: int) -> str:
    if kind == "task":
        return reverse("work:task", args=[number])
    if kind == "route":
        return reverse("offences:route", args=[number])
    return reverse("offences:row", kwargs={"table": TABLES[kind], "pk": number})
