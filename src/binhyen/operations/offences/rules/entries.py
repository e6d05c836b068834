"""A row as people type or paste it, made into what is stated: the same for the form, the grid and a file.

``given`` holds values already read by kind (days, numbers, codes of choices, text), by field; what is empty is missing.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.offences.values import (
    Nature,
    OffenceDetails,
    OffenceRow,
    PartyDetails,
    Plant,
    PlantDetails,
    PointDetails,
    PointKind,
    PointRow,
    PointStatus,
    PointStep,
    Residence,
    SeizureDetails,
    StatedRow,
    Table,
    Unit,
    WantedDetails,
)
from binhyen.registers.substances.rules import search, substance

from . import checks, points, spots
from .catalog import substance_words
from .problems import OffenceRefused, Problem

Given = Mapping[str, Any]
NEEDED = {
    Table.OFFENCES: ("occurred_on", "commune"),
    Table.POINTS: ("commune",),
    Table.PLANTS: ("commune", "found_on"),
    Table.WANTED: ("commune", "from_on"),
}
PERSONS = ("here", "elsewhere", "unknown")
STEPS = {
    "suspected_on": PointStatus.SUSPECTED,
    "established_on": PointStatus.ESTABLISHED,
    "eliminated_on": PointStatus.ELIMINATED,
    "disproved_on": PointStatus.DISPROVED,
}
MISSING = "Còn thiếu."


def row_of(table: Table, given: Given, *, today: date) -> StatedRow:
    """What the row states. Raises OffenceRefused with every problem, each naming the field of the row."""
    said = {name: value for name, value in given.items() if value not in (None, "", (), [])}
    missing = [Problem(name, MISSING) for name in NEEDED[table] if name not in said]
    if missing:
        raise OffenceRefused(*missing)
    readers: dict[Table, Callable[[Given, date], StatedRow]] = {
        Table.OFFENCES: _offence, Table.POINTS: _point, Table.PLANTS: _plants, Table.WANTED: _wanted,
    }  # fmt: skip
    return readers[table](said, today)


def _offence(said: Given, today: date) -> OffenceRow:
    commune = said["commune"]
    details = offence_details(said)
    problems = [Problem(_NAMES.get(one.field, one.field), one.message) for one in checks.offence(details, today=today)]
    problems += [
        Problem(name, "Số người không thể âm, và không quá 200.")
        for name in PERSONS
        if not 0 <= said.get(name, 0) <= checks.MOST_PARTIES
    ]
    seizures, wrong = _seizures(said)
    _hold([*problems, *wrong])
    here = PartyDetails(residence=Residence.HERE, residence_commune=commune)
    away, unsure = PartyDetails(residence=Residence.ELSEWHERE), PartyDetails()
    parties = (
        *(here,) * said.get("here", 0), *(away,) * said.get("elsewhere", 0), *(unsure,) * said.get("unknown", 0),
    )  # fmt: skip
    return OffenceRow(details=details, parties=parties, seizures=seizures)


_NAMES = {"commune_code": "commune"}


def offence_details(said: Given) -> OffenceDetails:
    """The offence itself, without persons and seizures. ``articles`` and ``kinds`` are codes, or joined by ";"."""
    return OffenceDetails(
        occurred_on=said["occurred_on"],
        commune_code=said["commune"],
        hamlet=said.get("hamlet", ""),
        nature=Nature(said.get("nature") or Nature.CRIME),
        articles=_codes(said.get("articles")),
        kinds=_codes(said.get("kinds")),
        agency=said.get("agency") or "POLICE",
        reference=said.get("reference", ""),
        **_spot(said),
    )


def _spot(said: Given) -> dict[str, Decimal]:
    """The degrees of a place. Raises OffenceRefused."""
    if "spot" not in said:
        return {}
    try:
        latitude, longitude = spots.read(said["spot"])
    except spots.SpotUnreadable as unreadable:
        raise OffenceRefused(Problem("spot", str(unreadable))) from unreadable
    return {"latitude": latitude, "longitude": longitude}


def _codes(given: Any) -> tuple[str, ...]:
    parts = given.split(";") if isinstance(given, str) else given or ()
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _seizures(said: Given) -> tuple[tuple[SeizureDetails, ...], list[Problem]]:
    names = ("substance", "amount", "unit")
    if "substance" not in said and "amount" not in said:
        return (), []
    missing = [Problem(name, MISSING) for name in names[:2] if name not in said]
    if missing:
        return (), missing
    code, problem = substance_code(said["substance"])
    if problem:
        return (), [Problem("substance", problem)]
    one = SeizureDetails(
        substance=code, amount=Decimal(said["amount"]), unit=Unit(said.get("unit") or Unit.GRAM)
    )  # fmt: skip
    return (one,), checks.seizure(one)


def substance_code(text: str) -> tuple[str, str]:
    """The code of a substance as people name it, or a sentence that says why not. Never a guess among several."""
    if substance(text):
        return text, ""
    key = search_key(text)
    if code := substance_words().get(key):
        return code, ""
    found = search(text, on=date.max)
    exact = [one for one in found if key in (search_key(one.short), search_key(one.name), search_key(one.label))]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0].code, ""
    if found:
        return "", f"“{text}” có thể là: {'; '.join(one.label for one in found[:4])}. Hãy ghi rõ."
    return "", f"Không có chất “{text}” trong danh mục của Nghị định 28/2026/NĐ-CP."


def _point(said: Given, today: date) -> PointRow:
    details = point_details(said)
    steps = tuple(PointStep(status=status, on=said[name]) for name, status in STEPS.items() if name in said)
    columns = {status: name for name, status in STEPS.items()}
    if not steps:
        raise OffenceRefused(Problem("suspected_on", "Hãy ghi ngày nghi vấn hoặc ngày có tài liệu xác định."))
    last = columns[points.in_order(steps)[-1].status]
    problems = [Problem(last, one.message) for one in points.check(steps, today=today)]
    _hold([*checks.point(details), *problems])
    return PointRow(details=details, steps=steps)


def point_details(said: Given) -> PointDetails:
    return PointDetails(
        commune_code=said["commune"],
        kind=PointKind(said.get("kind") or PointKind.PLACE),
        hamlet=said.get("hamlet", ""),
        reference=said.get("reference", ""),
        **_spot(said),
    )


def _plants(said: Given, today: date) -> PlantDetails:
    details = PlantDetails(
        commune_code=said["commune"],
        found_on=said["found_on"],
        hamlet=said.get("hamlet", ""),
        plant=Plant(said.get("plant") or Plant.OTHER),
        plants=said.get("plants"),
        area_m2=said.get("area_m2"),
        destroyed_on=said.get("destroyed_on"),
        reference=said.get("reference", ""),
    )
    _hold(checks.plants(details, today=today))
    return details


def _wanted(said: Given, today: date) -> WantedDetails:
    details = WantedDetails(
        commune_code=said["commune"],
        from_on=said["from_on"],
        to_on=said.get("to_on"),
        ended=said.get("ended", ""),
        reference=said.get("reference", ""),
        person_id=said.get("person_id"),
    )
    _hold(checks.wanted(details, today=today))
    return details


def _hold(problems: list[Problem]) -> None:
    if problems:
        raise OffenceRefused(*problems)
