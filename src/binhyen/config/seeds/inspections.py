"""Inspections of the demonstration: one concluded and followed up, one sudden and not concluded yet, one ahead."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files.taking import take
from binhyen.kit import official_document as official
from binhyen.kit.paths import SEEDS
from binhyen.operations.inspections.actions import findings, planning
from binhyen.operations.inspections.models import Inspection
from binhyen.operations.inspections.values import FindingDetails, Member, PlanDetails
from binhyen.registers.organisations.models import Body


def inspections(*, people: dict[str, User], at: datetime) -> int:
    """Plan, hold and conclude them once; returns how many, 0 where there were any already."""
    if Inspection.objects.exists():
        return 0
    given = tomllib.loads((SEEDS / "inspections.toml").read_text(encoding="utf-8"))["inspection"]
    keys = {key for one in given for key in _keys(one)}
    bodies = {body.key: body.pk for body in Body.objects.filter(key__in=keys)}
    for one in given:
        _one(one, bodies, people, at)
    return len(given)


def _keys(one: dict[str, Any]) -> set[str]:
    named = {found[part] for found in one.get("finding", ()) for part in ("responsible", "follower") if part in found}
    return {"ca_tinh", *one["targets"], *named}


def _one(given: dict[str, Any], bodies: dict[str, int], people: dict[str, User], at: datetime) -> None:
    by, today = people["officer"], timezone.localdate(at)
    details = PlanDetails(
        kind=given["kind"], title=given["title"], subject=given["subject"], ground=given["ground"],
        inspector=bodies["ca_tinh"], targets=tuple(bodies[key] for key in given["targets"]),
        starts_on=today + timedelta(given["starts"]), ends_on=today + timedelta(given["ends"]),
        team=tuple(Member(*each) for each in given["team"]),
    )  # fmt: skip
    begun = at + timedelta(min(given["starts"], 0) - 1)
    made = planning.plan(details=details, by=by, at=begun)
    if "held" not in given:
        return
    held_at = at + timedelta(given["held"])
    planning.hold(inspection_id=made.pk, on=timezone.localdate(held_at), by=by, at=held_at)
    claims = []
    for found in given.get("finding", ()):
        row = findings.state(inspection_id=made.pk, details=_finding(found, bodies, today), by=by, at=held_at)
        claims.append((row.pk, found.get("claimed", "")))
    if "conclusion" not in given:
        return
    planning.conclude(inspection_id=made.pk, conclusion=given["conclusion"], by=by, at=held_at)
    for pk, words in claims:
        if words:
            shown = take(content=_minutes(words), name="bien-ban.docx", by=people["next_commune"], at=at - timedelta(1))
            findings.claim(
                finding_id=pk, text=words, by=people["next_commune"], at=at - timedelta(1), file=shown.file
            )  # fmt: skip


def _minutes(words: str) -> BytesIO:
    """A paper that shows what was done."""
    document = official.new_document(title="Biên bản khắc phục")
    official.add_title(document, "Biên bản", "Khắc phục tồn tại sau kiểm tra")
    official.add_paragraph(document, words)
    return BytesIO(official.content(document))


def _finding(given: dict[str, Any], bodies: dict[str, int], today: date) -> FindingDetails:
    return FindingDetails(
        target=bodies[given["target"]], what=given["what"], remedy=given["remedy"],
        responsible=bodies.get(given.get("responsible", "")), answerable=given.get("answerable", ""),
        due_on=today + timedelta(given["due"]) if "due" in given else None,
        follower=bodies.get(given.get("follower", "")), indicator=given.get("indicator", ""),
    )  # fmt: skip
