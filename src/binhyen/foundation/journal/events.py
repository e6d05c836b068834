"""What every fact of the domain has in common. Facts are named in the past tense and hold ids and codes only."""

from dataclasses import asdict, dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact. Subclasses add fields of plain JSON types; names and free text of people never belong here."""

    SUBJECT: ClassVar[str]  # "directives.duty": what the fact is about

    subject_id: str
    area: str = ""

    @property
    def kind(self) -> str:
        """ "directives.DutyAccepted": the subject's app and the class name. Stored, so classes are not renamed."""
        return f"{self.SUBJECT.split('.')[0]}.{type(self).__name__}"

    def data(self) -> dict[str, object]:
        return {key: value for key, value in asdict(self).items() if key not in {"subject_id", "area"}}
