"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    WRONG = "WRONG"  # against the decree
    LOOK = "LOOK"  # perhaps meant so: a person decides


@dataclass(frozen=True, slots=True)
class Finding:
    """``found`` and ``wanted`` in the reader's words, ``off`` by how much, ``mend`` what to do."""

    code: str
    where: str
    found: str
    wanted: str
    mend: str
    off: str = ""
    weight: Weight = Weight.WRONG


@dataclass(frozen=True, slots=True)
class Report:
    findings: tuple[Finding, ...]
    lines: int  # that have words
    pages: int  # sections
    kind: str = ""  # what was taken for its kind; "" an official letter or none found

    @property
    def wrong(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.weight == Weight.WRONG)
