"""Duties as plain data: kept before a step, put back when the step is taken back."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from django.db import models

from binhyen.operations.directives.models import DirectiveFinding, Duty, DutyPart, DutyReference, DutyTarget

_KEPT_OUT = {"id", "directive_id", "duty_id", "version"}
_CHILDREN: dict[str, type[models.Model]] = {
    "parts": DutyPart,
    "targets": DutyTarget,
    "references": DutyReference,
    "findings": DirectiveFinding,
}
STATE_FIELDS = ("state", "reviewed_at", "reviewed_by_id")


def take(*, duties: Sequence[Duty]) -> list[dict[str, Any]]:
    """The duties with all their rows. One query per kind of row."""
    kept = {
        duty.pk: {"id": duty.pk, "version": duty.version, "fields": _fields(duty), **{name: [] for name in _CHILDREN}}
        for duty in duties
    }
    for name, model in _CHILDREN.items():
        for row in model._default_manager.filter(duty_id__in=kept).order_by("pk"):
            kept[row.duty_id][name].append(_fields(row))  # type: ignore[attr-defined]
    return list(kept.values())


def state_only(*, duties: Sequence[Duty]) -> list[dict[str, Any]]:
    """Enough to take back a step that changed nothing but the state."""
    return [
        {"id": duty.pk, "version": duty.version, "fields": {name: getattr(duty, name) for name in STATE_FIELDS}}
        for duty in duties
    ]


def absent(*, duty: Duty) -> dict[str, Any]:
    """This duty did not exist before the step; its section is where the reviewer was."""
    return {"id": duty.pk, "version": 0, "absent": True, "section": duty.section}


def finding_only(*, finding: DirectiveFinding) -> dict[str, Any]:
    """Enough to open a finding again."""
    return {"finding_id": finding.pk, "state": finding.state}


def put_back(*, duty: Duty, kept: dict[str, Any]) -> None:
    """Set the fields of ``duty`` and its rows to what was kept. The caller raises the version and saves."""
    for name, value in kept["fields"].items():
        setattr(duty, name, _python(Duty, name, value))
    for name, model in _CHILDREN.items():
        if name not in kept:
            continue
        model._default_manager.filter(duty_id=duty.pk).delete()
        extra = {"directive_id": duty.directive_id} if name == "findings" else {}
        model._default_manager.bulk_create(
            model(duty_id=duty.pk, **extra, **{key: _python(model, key, value) for key, value in row.items()})
            for row in kept[name]
        )


def _fields(row: models.Model) -> dict[str, Any]:
    """Own copies: JSON fields are lists and dicts that the step may change in place."""
    return {
        f.attname: deepcopy(getattr(row, f.attname)) for f in row._meta.concrete_fields if f.attname not in _KEPT_OUT
    }


def _python(model: type[models.Model], attname: str, value: Any) -> Any:
    field = next(f for f in model._meta.concrete_fields if f.attname == attname)
    return value if isinstance(field, models.JSONField | models.ForeignKey) else field.to_python(value)
