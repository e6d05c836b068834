"""One inspection and one finding, with what the reader may do about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from binhyen.foundation.access.values import Scope
from binhyen.foundation.files.owners import Use
from binhyen.foundation.files.queries import seen_before
from binhyen.operations.inspections.models import Finding, FindingStep, Inspection
from binhyen.operations.inspections.permissions import Permission, may
from binhyen.operations.inspections.rules import states
from binhyen.operations.inspections.values import Remedy, Stage
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.documents.queries import outgoing as documents

from .notice import notice_of
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
    whole: bool  # the reader sees every finding of it
    notice: Outgoing | None  # the document of the conclusion, where the reader may open it


def inspects(*, inspection: Inspection, scope: Scope) -> bool:
    """Whether the reader acts for the body that inspects."""
    return may(scope, Permission.PLAN) and acting_bodies(scope).filter(pk=inspection.inspector_id).exists()


def sees_all(*, inspection: Inspection, scope: Scope) -> bool:
    """Whether the reader reads every finding of it, not only those of the own body."""
    return may(scope, Permission.READ_ALL) or acting_bodies(scope).filter(pk=inspection.inspector_id).exists()


def inspection_page(*, inspection: Inspection, scope: Scope) -> InspectionPage:
    rows = visible_findings(scope).filter(inspection=inspection).exclude(state=Remedy.WITHDRAWN)
    found = list(rows.select_related("target", "responsible", "follower").order_by("id"))
    mine = inspects(inspection=inspection, scope=scope)
    begun = notice_of(inspection=inspection) if inspection.stage == Stage.CONCLUDED else None
    drafts = [one for one in found if one.state == Remedy.DRAFT] if mine else []
    lacking = [Lacking(one, missing_of(one)) for one in drafts]
    return InspectionPage(
        inspection=inspection,
        findings=found,
        lacking=[one for one in lacking if one.missing],
        mine=mine,
        whole=sees_all(inspection=inspection, scope=scope),
        notice=begun if begun and documents.one(pk=begun.pk, scope=scope) else None,
    )


def missing_of(finding: Finding) -> tuple[str, ...]:
    """What the finding lacks for a conclusion."""
    return states.missing(vars(finding) | {"responsible": finding.responsible_id, "follower": finding.follower_id})


@dataclass(frozen=True, slots=True)
class Taken:
    """A step, and where else the photo that came with it is shown."""

    step: FindingStep
    again: Sequence[Use]


@dataclass(frozen=True, slots=True)
class FindingPage:
    finding: Finding
    steps: list[Taken]
    days_late: int
    may_edit: bool
    may_answer: bool
    may_follow: bool


def finding_page(*, finding: Finding, scope: Scope, on: date) -> FindingPage:
    own = set(acting_bodies(scope).values_list("pk", flat=True))
    judges = finding.follower_id in own and finding.responsible_id not in own
    mine = inspects(inspection=finding.inspection, scope=scope)
    steps = list(finding.steps.select_related("by", "file"))
    again = seen_before(files=[one.file_id for one in steps if one.file_id], scope=scope)
    return FindingPage(
        finding=finding,
        steps=[Taken(one, again.get(one.file_id, ()) if one.file_id else ()) for one in steps],
        days_late=states.days_late(
            due_on=finding.due_on, state=finding.state, claimed_on=finding.claimed_on, on=on
        ),
        may_edit=mine and finding.state == Remedy.DRAFT and finding.inspection.stage != Stage.CANCELLED,
        may_answer=finding.responsible_id in own and may(scope, Permission.ANSWER),
        may_follow=judges and may(scope, Permission.FOLLOW),
    )  # fmt: skip
