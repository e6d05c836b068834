"""Outgoing documents of the demonstration: a plan with its number, waiting to be signed, and a letter being written."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import User
from binhyen.kit.paths import SEEDS
from binhyen.registers.documents.actions import outgoing as acts
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.documents.values import Words
from binhyen.registers.organisations.models import Body


def outgoing(*, people: dict[str, User], at: datetime) -> int:
    """Draft them once, number those that say so; returns how many, 0 where there were any already."""
    if Outgoing.objects.exists():
        return 0
    given = tomllib.loads((SEEDS / "outgoing.toml").read_text(encoding="utf-8"))["outgoing"]
    for one in given:
        _one(one, people, at)
    return len(given)


def _one(given: dict[str, Any], people: dict[str, User], at: datetime) -> None:
    by, today = people[given["by"]], timezone.localdate(at)
    scope = scope_of(user=by, on=today)
    words = Words(**{name: value for name, value in given.items() if name in Words.__dataclass_fields__})
    issuer = Body.objects.get(key=given["issuer"])
    row = acts.draft(scope=scope, issuer=issuer, words=words, template=f"{given['template']}@0", by=by, at=at)
    if given.get("number"):
        acts.number(scope=scope, outgoing_id=row.pk, day=today, today=today, kept=None, seen=row.saved, by=by, at=at)
