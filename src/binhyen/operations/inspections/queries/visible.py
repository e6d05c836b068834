"""What one reader sees of inspections. Every page, export and API read starts here."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from binhyen.foundation.access.values import Scope
from binhyen.foundation.files.owners import Use
from binhyen.operations.inspections.models import Finding, FindingStep, Inspection
from binhyen.operations.inspections.permissions import Permission, may
from binhyen.operations.inspections.values import Kind, Stage
from binhyen.registers.organisations.models import Body


def acting_bodies(scope: Scope) -> QuerySet[Body]:
    """Bodies the reader may act for."""
    return Body.objects.filter(key__in=scope.bodies).order_by("sort_key", "id")


def _own(scope: Scope) -> QuerySet[Body, Any]:
    """Ids of the bodies the reader reads for: their own; of a commune's leader or auditor all of the commune."""
    if not may(scope, Permission.READ_OWN):
        return Body.objects.none().values("pk")
    mine = Q(key__in=scope.bodies)
    if not scope.province_wide and not may(scope, Permission.ANSWER):
        mine |= Q(area_code__in=scope.areas)
    return Body.objects.filter(mine).values("pk")


def visible_findings(scope: Scope) -> QuerySet[Finding]:
    """Findings this reader may read. A draft is read by those who inspect; who is inspected reads the conclusion.

    What was withdrawn before the conclusion stays a draft in this.
    """
    if may(scope, Permission.READ_ALL):
        return Finding.objects.all()
    own = _own(scope)
    told = Q(original_due_on__isnull=False) & (Q(target__in=own) | Q(responsible__in=own) | Q(follower__in=own))
    return Finding.objects.filter(Q(inspection__inspector__in=own) | told)


def visible_inspections(scope: Scope) -> QuerySet[Inspection]:
    """All for the province; else those in which a body of the reader inspects, is inspected, answers or follows.

    Whom a sudden inspection looks at learns of it when it is held.
    """
    if may(scope, Permission.READ_ALL):
        return Inspection.objects.all()
    own = _own(scope)
    target = Inspection.targets.through.objects.filter(inspection=OuterRef("pk"), body__in=own)
    found = visible_findings(scope).filter(inspection=OuterRef("pk"))
    announced = ~Q(kind=Kind.SUDDEN, stage__in=(Stage.PLANNED, Stage.CANCELLED))
    return Inspection.objects.filter(Q(inspector__in=own) | (announced & Exists(target)) | Exists(found))


def inspection(*, scope: Scope, pk: int) -> Inspection | None:
    return visible_inspections(scope).filter(pk=pk).select_related("inspector", "concluded_by", "made_by").first()


def finding(*, scope: Scope, pk: int) -> Finding | None:
    return (
        visible_findings(scope)
        .filter(pk=pk)
        .select_related("inspection__inspector", "target", "responsible", "follower")
        .first()
    )


def opens_file(file_id: UUID, scope: Scope) -> bool:
    """Whether a step of a finding the reader may see holds the file."""
    return FindingStep.objects.filter(file=file_id, finding__in=visible_findings(scope)).exists()


def uses(file_ids: Collection[UUID], scope: Scope) -> Iterator[Use]:
    """Where steps of findings show these files. One query, two where there is some."""
    rows = FindingStep.objects.filter(file__in=file_ids).select_related("finding__target", "finding__responsible")
    found = list(rows)
    here = visible_findings(scope).filter(pk__in={row.finding_id for row in found})
    seen = set(here.values_list("pk", flat=True)) if found else set()
    for row in found:
        if row.file_id:
            body = row.finding.responsible or row.finding.target
            yield Use(
                file_id=row.file_id, subject="inspections", subject_id=row.finding_id,
                title=f"{row.get_step_display()}: phát hiện tại {row.finding.target.name}", who=body.name, at=row.at,
                url=reverse("inspections:finding", args=[row.finding_id]), seen=row.finding_id in seen,
            )  # fmt: skip
