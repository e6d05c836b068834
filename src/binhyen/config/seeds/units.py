"""Units of the demonstration below the commune: hamlets, schools, premises, an agency, at every stage."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from binhyen.foundation.accounts.models import User
from binhyen.kit.paths import SEEDS
from binhyen.monitoring.recognition.actions import unit_decisions, unit_papers
from binhyen.monitoring.recognition.actions import units as acts
from binhyen.monitoring.recognition.models import Unit, UnitFile
from binhyen.monitoring.recognition.queries.files import Period, period_of
from binhyen.monitoring.recognition.values import Statement, UnitKind, UnitLine
from binhyen.registers.documents.actions import register
from binhyen.registers.documents.values import Direction, DocumentDetails
from binhyen.registers.territories.models import Hamlet

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
COMMUNE = "02788"


def units(*, people: dict[str, User], at: datetime) -> int:
    """Enter them once, each step on its day, by its own officers. Returns how many stand in the register."""
    given = tomllib.loads((SEEDS / "units.toml").read_text(encoding="utf-8"))
    period = period_of(given["period"])
    if period is None or Unit.objects.exists() or not Hamlet.objects.filter(commune=COMMUNE).exists():
        return 0
    police = people["commune_police"]
    day: date = given["assessed_on"]
    acts.enter_hamlets(commune_code=COMMUNE, by=police, at=_moment(day, 8, at), today=day)
    decided = [one for row in given["units"] if (one := _entered(row, period, given, people=people, at=at)) is not None]
    if decided:
        signed = unit_decisions.UnitsSigned(
            period=period.year, commune_code=COMMUNE, lines=decided, **given["decision"]
        )
        on: date = given["decision"]["issued_on"]
        unit_decisions.decide_units(signed=signed, by=people["commune_committee"], at=_moment(on, 16, at), today=on)
    return Unit.objects.count()


def _entered(
    row: dict[str, Any], period: Period, given: dict[str, Any], *, people: dict[str, User], at: datetime
) -> UnitLine | None:
    """One unit with the steps it stands after; its line, where it is to be decided of."""
    police, committee = people["commune_police"], people["commune_committee"]
    day, checked = given["assessed_on"], given["checked_on"]
    details = acts.UnitDetails(
        kind=UnitKind(row["kind"]), commune_code=COMMUNE, name=row["name"], address=row.get("address", "")
    )
    unit = acts.enter_unit(details=details, by=police, at=_moment(day, 8, at), today=day)
    stands = row.get("stands", "")
    if not stands:
        return None
    said = {code: _said(value) for code, value in row["said"].items()}
    asks = stands != "RETURNED"
    assessment = acts.UnitAssessment(asks=asks, said_by=given["answers"], statements=said)
    acts.assess_unit(unit_id=unit.pk, period=period, given=assessment, by=police, at=_moment(day, 9, at), today=day)
    if stands == "ASSESSED":
        return None
    for code in said:
        paper = register(
            details=DocumentDetails(
                direction=Direction.INCOMING, issued_on=day, abstract=f"Minh chứng của {unit.name}"
            ),
            file=None, by=police, at=_moment(day, 10, at), doubles=True,
        )  # fmt: skip
        unit_papers.add_evidence(
            unit_id=unit.pk, period=period, code=code, document=paper, by=police, at=_moment(day, 10, at), today=day
        )
    acts.check_unit(
        file_id=UnitFile.objects.get(unit=unit).pk, agreed=asks, note=row.get("note", ""), by=committee,
        at=_moment(checked, 15, at), today=checked,
    )  # fmt: skip
    return UnitLine(unit_id=unit.pk) if stands == "DECIDED" else None


def _said(value: bool | int | list[int]) -> Statement:
    if isinstance(value, bool):
        return Statement(yes=value)
    return Statement(count=value) if isinstance(value, int) else Statement(count=value[0], total=value[1])


def _moment(day: date, hour: int, at: datetime) -> datetime:
    return min(datetime.combine(day, time(hour), VIETNAM), at)
