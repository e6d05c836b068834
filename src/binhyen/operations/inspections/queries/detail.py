"""One inspection and one finding, with what the reader may do about them."""

from dataclasses import dataclass
from datetime import date

from binhyen.foundation.access.values import Scope
from binhyen.operations.inspections.models import Finding, FindingStep, Inspection
from binhyen.operations.inspections.permissions import Permission, may
from binhyen.operations.inspections.rules import states
from binhyen.operations.inspections.values import Remedy, Stage

from .visible import acting_bodies, visible_findings


@dataclass(frozen=True, slots=True)
class Lacking:
    """A finding that cannot be concluded yet, and what it lacks."""

    finding: Finding
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InspectionPage:
    inspection: Inspection
    findings: list[Finding]
    lacking: list[Lacking]
    mine: bool  # the reader may write in it


def inspects(*, inspection: Inspection, scope: Scope) -> bool:
    """Whether the reader acts for the body that inspects."""
    return may(scope, Permission.PLAN) and acting_bodies(scope).filter(pk=inspection.inspector_id).exists()


def inspection_page(*, inspection: Inspection, scope: Scope) -> InspectionPage:
    rows = visible_findings(scope).filter(inspection=inspection).exclude(state=Remedy.WITHDRAWN)
    found = list(rows.select_related("target", "responsible", "follower").order_by("id"))
    mine = inspects(inspection=inspection, scope=scope)
    drafts = [one for one in found if one.state == Remedy.DRAFT] if mine else []
    lacking = [Lacking(one, missing_of(one)) for one in drafts]
    return InspectionPage(inspection, found, [one for one in lacking if one.missing], mine)


def missing_of(finding: Finding) -> tuple[str, ...]:
    """What the finding lacks for a conclusion."""
    return states.missing(vars(finding) | {"responsible": finding.responsible_id, "follower": finding.follower_id})


@dataclass(frozen=True, slots=True)
class FindingPage:
    finding: Finding
    steps: list[FindingStep]
    days_late: int
    may_edit: bool
    may_answer: bool
    may_follow: bool


def finding_page(*, finding: Finding, scope: Scope, on: date) -> FindingPage:
    own = set(acting_bodies(scope).values_list("pk", flat=True))
    mine = inspects(inspection=finding.inspection, scope=scope)
    return FindingPage(
        finding=finding,
        steps=list(finding.steps.select_related("by", "file")),
        days_late=states.days_late(due_on=finding.due_on, state=finding.state, on=on),
        may_edit=mine and finding.state == Remedy.DRAFT and finding.inspection.stage != Stage.CANCELLED,
        may_answer=finding.responsible_id in own and may(scope, Permission.ANSWER),
        may_follow=finding.follower_id in own and may(scope, Permission.FOLLOW),
    )  # fmt: skip
