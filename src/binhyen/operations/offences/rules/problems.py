"""What is wrong with something somebody stated."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """``field`` is a field of the value that was handed over, "" where it is about the whole."""

    field: str
    message: str


class OffenceRefused(Exception):
    """The act is refused; every problem is a Vietnamese sentence for the person who asked for it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(one.message for one in problems))
        self.problems = problems


def refused(message: str, field: str = "") -> OffenceRefused:
    return OffenceRefused(Problem(field, message))
