"""Offences and areas of the demonstration province, and of the sizes of the bench, through the actions users use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from binhyen.config.seeds.population.persons import Place
from binhyen.foundation.accounts.models import User
from binhyen.operations.cases.models import Case
from binhyen.operations.offences.actions.bulk import load_rows
from binhyen.operations.offences.actions.offences import correct_party
from binhyen.operations.offences.actions.routes import record_route
from binhyen.operations.offences.models import Offence, OffenceParty
from binhyen.operations.offences.values import (
    Approver,
    Axis,
    PartyDetails,
    Residence,
    RouteDetails,
    RouteKind,
    StatedRow,
)
from binhyen.registers.territories.actions import set_populations
from binhyen.registers.territories.models import Commune
from binhyen.registers.territories.values import PopulationKind

from .plan import Story
from .spots import Spots

SOURCE = "seeds"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NEAR_DEGREES = 0.05  # of a route, some five kilometres
LINKED = "Đối chiếu với sổ hồ sơ: là người đang được quản lý"
MOST_LINKED = 120


def areas(*, places: Sequence[Place], at: datetime, by: User | None = None, scale: float = 1.0) -> int:
    """State everything once; does nothing where offences are there already. Returns how many rows were stated."""
    if Offence.objects.exists():
        return 0
    story = Story(places, until=at.date(), scale=scale)
    _populations(story, at=at)
    for one in story.given["routes"]:
        _route(one, at=at)
    spots = Spots([one.code for one in places])
    rows = ((spots.of(row), moment) for row, moment in _rows(story, at))
    count = load_rows(rows=rows, by=by, at=at, source=SOURCE)
    if by:
        _link(by=by, at=at, share=story.given["offences"]["linked"])
    return count


def _rows(story: Story, at: datetime) -> Iterator[tuple[StatedRow, datetime]]:
    """Each known in the evening two days after its last day."""
    for offence in story.offences():
        yield offence, _known(offence.details.occurred_on, at)
    for point in story.points():
        yield point, _known(max(step.on for step in point.steps), at)
    for find in story.plants():
        yield find, _known(find.destroyed_on or find.found_on, at)
    for wanted in story.wanted():
        yield wanted, _known(wanted.to_on or wanted.from_on, at)


def _known(day: date, at: datetime) -> datetime:
    return min(datetime.combine(day + timedelta(days=2), time(17), VIETNAM), at)


def _populations(story: Story, *, at: datetime) -> None:
    given, people = story.given["populations"], story.residents()
    codes = set(Commune.objects.filter(code__in=people).values_list("code", flat=True))
    for number, day in enumerate(given["days"]):
        if day > at.date():
            continue
        grown = {code: round(n * (1 + 0.004 * number)) for code, n in people.items() if code in codes}
        moment = _known(day + timedelta(days=3), at)
        set_populations(
            people=grown, kind=PopulationKind.RESIDENCE, as_of=day, source=given["source"], by=None, at=moment
        )


def _route(one: dict[str, Any], *, at: datetime) -> None:
    kind = RouteKind(one["kind"])
    approver = Approver.PROVINCE_COMMITTEE if kind is RouteKind.LOCAL else Approver.PUBLIC_SECURITY_MINISTRY
    communes = _along(one["from"], one["to"])
    if not communes or one["valid_from"] > at.date():
        return
    details = RouteDetails(
        name=one["name"], kind=kind, axis=Axis(one["axis"]), approver=approver, decision=one["decision"],
        valid_from=one["valid_from"], communes=communes,
    )  # fmt: skip
    record_route(details=details, by=None, at=_known(one["valid_from"], at))


def _along(start: str, end: str) -> tuple[str, ...]:
    """Communes whose centre lies near the straight line between two of them."""
    rows = Commune.objects.values_list("code", "longitude", "latitude")
    known = {code: (float(x), float(y)) for code, x, y in rows if x is not None and y is not None}
    if start not in known or end not in known:
        return ()
    (ax, ay), (bx, by) = known[start], known[end]
    length = (bx - ax) ** 2 + (by - ay) ** 2
    found = []
    for code, (x, y) in known.items():
        part = min(1.0, max(0.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
        away = (x - ax - part * (bx - ax)) ** 2 + (y - ay - part * (by - ay)) ** 2
        if away < NEAR_DEGREES**2:
            found.append(code)
    return tuple(sorted(found))


def _link(*, by: User, at: datetime, share: float) -> None:
    """Some residents are people of the register; one of them was arrested more than once."""
    homes: dict[str, list[int]] = {}
    for commune, person in Case.objects.order_by("person").values_list("commune_code", "person"):
        homes.setdefault(commune, []).append(person)
    parties = OffenceParty.objects.filter(residence=Residence.HERE, known_to=None, person=None).order_by("pk")
    for number, party in enumerate(parties[: round(MOST_LINKED / share)]):
        people = homes.get(party.commune_code, [])
        if not people or number * share % 1 >= share:
            continue
        person = people[(number // 3) % len(people)]
        taken = OffenceParty.objects.filter(offence=party.offence_id, person=person, known_to=None)
        if taken.exists():
            continue
        details = PartyDetails(
            arrested=party.arrested, residence=Residence.HERE, residence_commune=party.commune_code, person_id=person
        )
        correct_party(record_id=party.record_id, details=details, reason=LINKED, by=by, at=at)
