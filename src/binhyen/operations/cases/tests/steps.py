"""The shorthand facts of the tests of actions and pages are written in."""

from datetime import datetime
from typing import Any

from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import FactDetails, FactKind


def day(text: str, hour: str = "") -> datetime:
    """A legal day, or a moment of it, in Vietnam."""
    return datetime.fromisoformat(f"{text}T{hour or '00:00'}").replace(tzinfo=VIETNAM)


def fact(kind: FactKind, on: str, hour: str = "", **said: Any) -> FactDetails:
    """``fact(K.TEST, "2026-08-03", "16:50", data={...})``."""
    return FactDetails(kind=kind, effective_at=day(on, hour), day_only=not hour, **said)


def listed(state: str, since: str = "2026-08-03", **data: object) -> FactDetails:
    """The state a list gives, as an import states it."""
    return fact(FactKind.OPENING, since, data={"state": state, "since": since, **data})


def positive(on: str, hour: str = "16:00", **said: Any) -> FactDetails:
    given = {"result": "POSITIVE", "ground": "CAUGHT", **said.pop("data", {})}
    return fact(FactKind.TEST, on, hour, authority="HEAD_COMMUNE_POLICE", data=given, **said)


def received(on: str, hour: str, **said: Any) -> FactDetails:
    return fact(FactKind.POSITIVE_RECEIVED, on, hour, data={"stable_residence": True}, **said)


def decided(on: str, **said: Any) -> FactDetails:
    return fact(FactKind.MANAGEMENT_DECIDED, on, authority="HEAD_COMMUNE_POLICE", document_number="12/QĐ-CAX", **said)
