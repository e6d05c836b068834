"""What is wrong with one cell, before it is known which cell it is."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.operations.cases.reader.values import Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """``says`` continues "Ô D17: "; ``suggestion`` is what one click may put into the cell."""

    severity: Severity
    code: str
    says: str
    suggestion: str = ""


def error(code: str, says: str, suggestion: str = "") -> Problem:
    return Problem(Severity.ERROR, code, says, suggestion)


def warning(code: str, says: str, suggestion: str = "") -> Problem:
    return Problem(Severity.WARNING, code, says, suggestion)


def note(code: str, says: str, suggestion: str = "") -> Problem:
    return Problem(Severity.NOTE, code, says, suggestion)
