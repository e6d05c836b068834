"""Facts of directives and duties. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class IntakeEvent(Event):
    SUBJECT: ClassVar[str] = "directives.intake"


@dataclass(frozen=True, kw_only=True)
class DirectiveReceived(IntakeEvent):
    """A file was handed in to be read."""

    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class DirectiveRefused(IntakeEvent):
    """The file could not be read and was taken away again."""

    code: str


@dataclass(frozen=True, kw_only=True)
class IntakeDismissed(IntakeEvent):
    """The notice of a failed reading was put away."""


@dataclass(frozen=True, kw_only=True)
class DirectiveEvent(Event):
    SUBJECT: ClassVar[str] = "directives.directive"


@dataclass(frozen=True, kw_only=True)
class DirectiveRead(DirectiveEvent):
    intake_id: int
    passages: int
    duties: int
    findings: int


@dataclass(frozen=True, kw_only=True)
class DirectiveCorrected(DirectiveEvent):
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DirectiveDiscarded(DirectiveEvent):
    """A reading nobody had reviewed yet was thrown away with its file."""

    sha256: str
    duties: int


@dataclass(frozen=True, kw_only=True)
class RegisterSigned(DirectiveEvent):
    accepted: int
    removed: int


@dataclass(frozen=True, kw_only=True)
class DutiesAccepted(DirectiveEvent):
    """Many duties accepted in one act."""

    duty_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class StepUndone(DirectiveEvent):
    step_id: int
    step_kind: str
    duty_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class DutyEvent(Event):
    SUBJECT: ClassVar[str] = "directives.duty"

    directive_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class DutyAccepted(DutyEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class DutyEdited(DutyEvent):
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DutyRemoved(DutyEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class DutyRestored(DutyEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class DutyMade(DutyEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class DutySplit(DutyEvent):
    new_id: int


@dataclass(frozen=True, kw_only=True)
class DutiesMerged(DutyEvent):
    merged_id: int


@dataclass(frozen=True, kw_only=True)
class FindingTaken(DutyEvent):
    """The proposal of a finding was applied."""

    finding_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class FindingKept(DirectiveEvent):
    """A finding was looked at and the text left as it stands."""

    finding_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class RegisterExported(Event):
    """The register, or a part of it, left as a file. ``subject_id`` is the moment; the purpose is the fact's reason."""

    SUBJECT: ClassVar[str] = "directives.register"

    form: str  # xlsx / docx
    rows: int


@dataclass(frozen=True, kw_only=True)
class CalendarFeedEvent(Event):
    SUBJECT: ClassVar[str] = "directives.feed"


@dataclass(frozen=True, kw_only=True)
class CalendarFeedMade(CalendarFeedEvent):
    body_key: str


@dataclass(frozen=True, kw_only=True)
class CalendarFeedRevoked(CalendarFeedEvent):
    pass
