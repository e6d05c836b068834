"""What is wrong with what somebody wrote of a person, in words for that somebody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """``field`` is that of PersonDetails; ``grave`` means it cannot be stored so, else a person decides."""

    field: str
    message: str
    grave: bool = False


class PersonRefused(Exception):
    """The change is refused; the message is a Vietnamese sentence for the person who asked for it.

    ``problems`` name the fields where more than one is meant.
    """

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems
