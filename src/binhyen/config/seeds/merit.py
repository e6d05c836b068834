"""Proposals of the demonstration, drawn by the rules from its work: one asked for its word, one to be decided."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import User
from binhyen.kit.paths import SEEDS
from binhyen.monitoring.merit.actions import answering, keeping, preparing
from binhyen.monitoring.merit.models import Proposal
from binhyen.monitoring.merit.rules import periods
from binhyen.monitoring.merit.values import CircumstanceDetails, LineWord, Mark, MeritRefused
from binhyen.registers.organisations.models import Body


def merit(*, people: dict[str, User], at: datetime) -> int:
    """Propose once; returns how many, 0 where there were any already or the rules propose none of those meant."""
    if Proposal.objects.exists():
        return 0
    given = tomllib.loads((SEEDS / "merit.toml").read_text(encoding="utf-8"))
    _setting(given, people["coordinator"], at)
    keys = {"ca_tinh", *(one["body"] for one in given["proposal"])}
    bodies = {body.key: body.pk for body in Body.objects.filter(key__in=keys)}
    return sum(_one(one, given["period"], bodies, people, at) for one in given["proposal"])


def _setting(given: dict[str, Any], by: User, at: datetime) -> None:
    setting, storm = given["setting"], given["storm"]
    day = setting["valid_from"]
    for code, value in setting["terms"].items():
        keeping.set_term(
            code=code, value=value, text="", valid_from=day.date(), source=setting["source"], by=by, at=min(day, at)
        )
    details = CircumstanceDetails(
        what=storm["what"], first=storm["first"], last=storm["last"], source=storm["source"],
        communes=tuple(storm["communes"]),
    )  # fmt: skip
    keeping.state_circumstance(details=details, by=by, at=at)


def _one(given: dict[str, Any], code: str, bodies: dict[str, int], people: dict[str, User], at: datetime) -> int:
    by, period = people["coordinator"], periods.of_code(code)
    if period is None:
        return 0
    scope = scope_of(user=by, on=timezone.localdate(at))
    try:
        (made,) = preparing.propose(
            kind=given["kind"], period=period, bodies=[bodies[given["body"]]], proposer=bodies["ca_tinh"], scope=scope,
            by=by, at=at,
        )  # fmt: skip
    except MeritRefused:  # seeded on a day on which this work is not due yet
        return 0
    preparing.send(proposal_id=made.pk, scope=scope, by=by, at=at)
    if "who" in given:
        body = people[given["who"]]
        first, *others = made.lines.values_list("pk", flat=True)
        words = [LineWord(first, Mark.OBJECTED, given["objection"]), *(LineWord(pk, Mark.AGREED) for pk in others)]
        answering.word(
            proposal_id=made.pk,
            words=words,
            text=given["word"],
            scope=scope_of(user=body, on=timezone.localdate(at)),
            by=body,
            at=at,
        )
    return 1
