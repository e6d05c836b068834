"""What the reader had read beside what reviewers made of it: rows for ``scoring.score``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.operations.directives.models import Directive, Duty
from binhyen.operations.directives.values import DutyState, Part


@dataclass(frozen=True, slots=True)
class ReviewedPair:
    """One duty: the reader's row and the reviewed row. ``read`` None: made by a person; ``reviewed`` None: removed."""

    read: dict[str, Any] | None
    reviewed: dict[str, Any] | None


def reviewed_pairs(*, directive: Directive) -> list[ReviewedPair]:
    """Every duty of a directive that a reviewer has accepted or removed, in order. Three queries.

    Rows have the fields of the gold files: line, path, kind, lead, coordinate, deadline, targets, quote, title. A duty
    made by a person and removed again is left out; duties nobody has looked at do not count.
    """
    looked_at = directive.duties.exclude(state=DutyState.PROPOSED).order_by("position")
    pairs = []
    for duty in looked_at.prefetch_related("parts", "targets"):
        read = _read_row(duty.as_read) if duty.as_read else None
        reviewed = _reviewed_row(duty) if duty.state == DutyState.ACCEPTED else None
        if read or reviewed:
            pairs.append(ReviewedPair(read, reviewed))
    return pairs


def reviewed_directives(*, only: Sequence[int] = ()) -> list[Directive]:
    """Directives with at least one duty somebody has looked at; ``only`` of these ids where any are given."""
    found = Directive.objects.filter(duties__reviewed_at__isnull=False).distinct().order_by("pk")
    return list((found.filter(pk__in=only) if only else found).select_related("document"))


def _read_row(kept: dict[str, Any]) -> dict[str, Any]:
    return {
        "line": kept["line"],
        "path": " > ".join(kept["path"]),
        "kind": kept["kind"],
        "lead": kept["leads"],
        "coordinate": kept["coordinators"],
        "deadline": {**kept["deadline"], "value": kept["deadline"]["value"] or None},
        "targets": [{**target, "by": target["by"] or None} for target in kept["targets"]],
        "quote": kept["text"],
        "title": kept["title"],
    }


def _reviewed_row(duty: Duty) -> dict[str, Any]:
    parts = sorted(duty.parts.all(), key=lambda part: part.position)
    return {
        "line": duty.line,
        "path": " > ".join(duty.path),
        "kind": duty.kind,
        "lead": [part.name for part in parts if part.part == Part.LEAD],
        "coordinate": [part.name for part in parts if part.part == Part.COORDINATE],
        "deadline": {
            "type": duty.deadline_type,
            "value": duty.deadline_value or None,
            "raw": duty.deadline_raw,
        },
        "targets": [
            {
                "metric": target.metric,
                "op": target.op,
                "value": float(target.value),
                "unit": target.unit,
                "by": target.by or None,
                "baseline": target.baseline,
            }
            for target in duty.targets.all()
        ],
        "quote": duty.text,
        "title": duty.title,
    }
