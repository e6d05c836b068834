"""One step of an invented life: a legal fact with its day, the day it was recorded, and who decided it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import EMPTY, FactDetails, FactKind

DAY = timedelta(days=1)
NEW_LAW = date(2026, 7, 1)  # Law 120/2025 in force
REGIONAL_COURTS = date(2025, 7, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``known`` is the day of recording; ``commune`` the acting one, "" the case's own."""

    kind: FactKind
    on: date
    known: date
    hour: int | None = None
    authority: str = ""
    data: Mapping[str, object] = field(default_factory=lambda: EMPTY)
    number: str = ""
    commune: str = ""
    reason: str = ""

    def details(self) -> FactDetails:
        start = datetime.combine(self.on, time(self.hour or 0), VIETNAM)
        return FactDetails(
            kind=self.kind,
            effective_at=start.astimezone(UTC),
            day_only=self.hour is None,
            data=dict(self.data),
            authority=self.authority,
            document_number=self.number,
            document_on=self.on if self.number else None,
            reason=self.reason,
        )

    def recorded_at(self) -> datetime:
        """An hour of the working day; later than the fact itself on the same day."""
        hour = max(9, (self.hour or 0) + 1)
        start = datetime.combine(self.known, time(min(hour, 23)), VIETNAM) + timedelta(minutes=self.on.day)
        return start.astimezone(UTC)


class Life:
    """Puts steps down in the order they happened; what was recorded late stays late."""

    def __init__(self, chance: random.Random, *, until: date) -> None:
        self.chance, self.until = chance, until
        self.steps: list[Step] = []
        self.serial = chance.randrange(1, 400)

    def add(
        self,
        kind: FactKind,
        on: date,
        *,
        late: int | None = None,
        hour: int | None = None,
        by: str = "",
        paper: str = "",
        commune: str = "",
        known: date | None = None,
        reason: str = "",
        **data: object,
    ) -> bool:
        """A step, unless it lies ahead of the day the province is made for. ``late`` days until it was recorded."""
        lag = self.chance.choices((0, 1, 3, 8), weights=(60, 25, 10, 5))[0] if late is None else late
        recorded = known or on + lag * DAY
        if self.steps and recorded < self.steps[-1].known:
            recorded = self.steps[-1].known
        if on > self.until or recorded > self.until:
            return False
        self.serial += 1
        number = f"{self.serial:02}/{paper}" if paper else ""
        self.steps.append(
            Step(
                kind=kind,
                on=on,
                known=recorded,
                hour=hour,
                authority=by,
                data=data,
                number=number,
                commune=commune,
                reason=reason,
            )  # fmt: skip
        )
        return True

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def between(self, first: date, last: date) -> date:
        """A day of [first, last]; ``first`` where nothing lies between."""
        return first + timedelta(days=self.chance.randint(0, max(0, (last - first).days)))


def court(on: date) -> str:
    return "REGIONAL_COURT" if on >= REGIONAL_COURTS else "DISTRICT_COURT"


def manager(on: date) -> str:
    """Who decides the management of an illegal user on a day."""
    return "HEAD_COMMUNE_POLICE" if on >= NEW_LAW else "CHAIR_COMMUNE"
