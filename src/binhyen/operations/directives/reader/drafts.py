"""A duty in the making: its own words and what stands beside them about who and when."""

from __future__ import annotations

from dataclasses import dataclass, field

from .assignment import Assignment
from .helping import union
from .values import Deadline, DeadlineType, Node
from .zones import Zone


@dataclass(slots=True)
class Sides:
    """What stands beside a duty: an assignment and a deadline that are not in its own words."""

    assignment: Assignment = Assignment()
    deadline: Deadline = Deadline()
    product: str = ""
    basis: str = ""


@dataclass(slots=True)
class Draft:
    """A duty in the making."""

    node: Node
    start: int  # offsets of the block
    end: int
    words: int  # where the words after the marker begin
    zone: Zone
    report: bool = False  # cut off as a report of its own
    part: int = 0  # 0, 1 … of a split paragraph
    own: Assignment = Assignment()
    deadline: Deadline = Deadline()
    trailing: Sides = field(default_factory=Sides)  # after it, or in a section beside it
    fields: Sides = field(default_factory=Sides)  # its own labelled lines
    heading: Sides = field(default_factory=Sides)
    first: Draft | None = None  # of a split paragraph
    row: bool = False
    certain: bool = True


def merge(into: Sides, more: Sides) -> None:
    """Add what ``more`` says to ``into``: bodies are joined, a later deadline replaces an earlier one."""
    leads = union(into.assignment.leads, more.assignment.leads)
    helpers = union(into.assignment.coordinators, more.assignment.coordinators)
    if leads or helpers:
        into.assignment = Assignment(
            leads,
            helpers,
            max(into.assignment.firmness, more.assignment.firmness),
            more.assignment.why or into.assignment.why,
        )
    if more.deadline.raw or more.deadline.type is not DeadlineType.NONE:
        into.deadline = more.deadline
    into.product = more.product or into.product
    into.basis = into.basis or more.basis
