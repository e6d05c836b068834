"""JSON doors that write: handing in, correcting, accepting, taking back, signing. The same actions as the pages."""

from typing import Any, BinaryIO, cast

from ninja import File
from ninja.files import UploadedFile

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.directives.actions import directive as whole
from binhyen.operations.directives.actions import findings, intake, review
from binhyen.operations.directives.actions.undo import undo as take_back
from binhyen.operations.directives.models import Directive, Duty, Intake
from binhyen.operations.directives.permissions import Permission
from binhyen.operations.directives.queries.intake import visible_intakes
from binhyen.operations.directives.reader import read
from binhyen.operations.directives.reader.exports import to_records
from binhyen.operations.directives.schemas import (
    Accepted,
    DirectiveOut,
    DutyIn,
    DutyOut,
    IntakeOut,
    ReadIn,
    ReasonIn,
    StepIn,
)

from .desk import REFUSALS, hand_of, needs, one_directive, one_duty, router

DUTY: dict[int, Any] = {200: DutyOut, **REFUSALS}


@router.post("/read", response={200: list[dict[str, Any]], **REFUSALS}, tags=["review"], operation_id="readText")
def read_text(request: ReaderRequest, sent: ReadIn) -> Any:
    """Read a pasted directive into the fields of ``binhyen directive read``. Nothing is stored."""
    needs(request, Permission.REVIEW)
    return to_records(read(sent.text.encode(), name="text.txt", issued=sent.issued))


@router.post("/directives", response={202: IntakeOut, **REFUSALS}, tags=["review"], operation_id="handIn")
def hand_in(request: ReaderRequest, file: File[UploadedFile]) -> tuple[int, Intake]:
    """Hand in a file to be read in the background; ask ``/intakes/{id}`` how far it is."""
    needs(request, Permission.REVIEW)
    name = file.name or "van-ban"
    return 202, intake.receive(
        content=cast(BinaryIO, file.file), name=name, issued=None, by=request.user, at=request.at
    )


@router.get("/intakes/{int:pk}", response={200: IntakeOut, **REFUSALS}, tags=["review"], operation_id="getIntake")
def get_intake(request: ReaderRequest, pk: int) -> Intake:
    """How far the reading of a handed-in file is, or why it could not be read."""
    return visible_intakes(scope=request.scope).get(pk=pk)


@router.put("/duties/{int:pk}", response=DUTY, tags=["review"], operation_id="editDuty")
def edit(request: ReaderRequest, pk: int, sent: DutyIn) -> Duty:
    """Set the fields of a duty; a corrected duty is an accepted one. 409 where somebody changed it meanwhile."""
    found = one_duty(request, pk)
    needs(request, Permission.REVIEW)
    hand = hand_of(request, sent.reason)
    review.edit_duty(duty_id=found.pk, version=sent.version, values=sent.values(), **hand)
    return one_duty(request, pk)


@router.post("/duties/{int:pk}/accept", response=DUTY, tags=["review"], operation_id="acceptDuty")
def accept(request: ReaderRequest, pk: int, sent: StepIn) -> Duty:
    """The duty stands as it is."""
    found = one_duty(request, pk)
    needs(request, Permission.REVIEW)
    review.accept(duty_id=found.pk, version=sent.version, **hand_of(request, sent.reason))
    return one_duty(request, pk)


@router.post("/duties/{int:pk}/remove", response=DUTY, tags=["review"], operation_id="removeDuty")
def remove(request: ReaderRequest, pk: int, sent: StepIn) -> Duty:
    """This is no duty. It can be taken back in."""
    found = one_duty(request, pk)
    needs(request, Permission.REVIEW)
    review.remove(duty_id=found.pk, version=sent.version, **hand_of(request, sent.reason))
    return one_duty(request, pk)


@router.post("/duties/{int:pk}/restore", response=DUTY, tags=["review"], operation_id="restoreDuty")
def restore(request: ReaderRequest, pk: int, sent: StepIn) -> Duty:
    """A removed duty waits for review again."""
    found = one_duty(request, pk)
    needs(request, Permission.REVIEW)
    review.restore(duty_id=found.pk, version=sent.version, **hand_of(request, sent.reason))
    return one_duty(request, pk)


@router.post("/findings/{int:pk}/take", response=DUTY, tags=["review"], operation_id="takeFinding")
def take(request: ReaderRequest, pk: int, sent: StepIn) -> Duty:
    """Apply the proposal of a finding to its duty."""
    needs(request, Permission.REVIEW)
    duty = findings.take_finding(finding_id=pk, version=sent.version, **hand_of(request, sent.reason))
    return one_duty(request, duty.pk)


@router.post(
    "/directives/{int:pk}/accept-certain",
    response={200: Accepted, **REFUSALS},
    tags=["review"],
    operation_id="acceptCertain",
)
def accept_certain(request: ReaderRequest, pk: int, sent: ReasonIn) -> dict[str, int]:
    """Accept every waiting duty the reader was certain of and in which the check found nothing open."""
    found = one_directive(request, pk)
    needs(request, Permission.REVIEW)
    return {"accepted": review.accept_certain(directive_id=found.pk, **hand_of(request, sent.reason))}


@router.post(
    "/directives/{int:pk}/undo", response={200: DirectiveOut, **REFUSALS}, tags=["review"], operation_id="undo"
)
def undo(request: ReaderRequest, pk: int, sent: ReasonIn) -> Directive:
    """Take back the caller's latest step on this directive."""
    found = one_directive(request, pk)
    needs(request, Permission.REVIEW)
    take_back(directive_id=found.pk, **hand_of(request, sent.reason))
    return one_directive(request, pk)


@router.post(
    "/directives/{int:pk}/sign", response={200: DirectiveOut, **REFUSALS}, tags=["review"], operation_id="sign"
)
def sign(request: ReaderRequest, pk: int) -> Directive:
    """Close the review of a directive."""
    found = one_directive(request, pk)
    needs(request, Permission.SIGN)
    whole.sign(directive_id=found.pk, by=request.user, at=request.at)
    return one_directive(request, pk)
