"""What the places above a duty say about it: leads, coordinators and a deadline handed down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from . import deadlines
from .assignment import NAMED, Assigner, Assignment
from .drafts import Sides
from .helping import union
from .roles import Roles
from .values import Deadline, DeadlineType, Level, Node

_OPENING_END = re.compile(r",?\s*(?:cụ thể|trong đó|như sau|gồm)(?: như sau)?\s*:?\s*$")


class Headings:
    """Reads each heading once; ``above`` holds labelled lines that stand before a heading's duties."""

    def __init__(self, nodes: Sequence[Node], roles: Roles, assigner: Assigner, issued: date | None) -> None:
        self._nodes, self._roles, self._assigner, self._issued = nodes, roles, assigner, issued
        self._read: dict[int, Sides] = {}
        self.above: dict[int, Sides] = {}

    def over(self, node: Node) -> Sides:
        """Leads and deadline of the nearest places above that name any."""
        found = Sides(basis="heading")
        helpers: Assignment = Assignment()
        index = node.parent
        while index is not None:
            sides = self._of(index)
            if not found.assignment.leads and sides.assignment.leads:
                found.assignment = Assignment(
                    sides.assignment.leads,
                    union(helpers.coordinators, sides.assignment.coordinators),
                    NAMED,
                    sides.assignment.why,
                )
            elif not found.assignment.leads:
                helpers = Assignment((), union(helpers.coordinators, sides.assignment.coordinators))
            if found.deadline.type is DeadlineType.NONE and sides.deadline.type is not DeadlineType.NONE:
                found.deadline = sides.deadline
            index = self._nodes[index].parent
        if not found.assignment.leads and helpers.coordinators:
            found.assignment = helpers
        return found

    def _of(self, index: int) -> Sides:
        if index not in self._read:
            self._read[index] = self._parse(self._nodes[index])
        sides = self._read[index]
        extra = self.above.get(index)
        if extra:
            sides = Sides(
                extra.assignment if extra.assignment.leads else sides.assignment,
                extra.deadline if extra.deadline.raw else sides.deadline,
                "",
                "heading",
            )
        return sides

    def _parse(self, node: Node) -> Sides:
        words = self._opening_words(node)
        formal = node.level in (Level.PART, Level.CHAPTER, Level.SECTION)
        if formal or (node.level is Level.ARTICLE and not words.endswith(":")):
            return Sides(self._assigner.of_heading(node.title), Deadline(), "", "heading")
        found = self._assigner.of_heading(words)
        chapeau = words.endswith(":") or self._inline(node) is not None
        if not found.leads and chapeau and found.why != "superior":
            found = self._assigner.of_item(words.rstrip(" :"))
        due = self._closing(words) if chapeau and (len(words) > 25 or "uý" in words) else None
        return Sides(found, due or Deadline(), "", "heading")

    def _inline(self, node: Node) -> Node | None:
        """The first item counted inside the paragraph of a place."""
        children = (self._nodes[child] for child in self._roles.children[node.index])
        return next((child for child in children if child.span.block == node.span.block), None)

    def _opening_words(self, node: Node) -> str:
        words = self._roles.words(node)
        inline = self._inline(node)
        if inline is None:
            return words
        return words[: max(0, inline.span.start - node.span.end + len(words))].rstrip()

    def _closing(self, words: str) -> Deadline | None:
        return deadlines.closing(_OPENING_END.sub("", words.rstrip(" :")), issued=self._issued)
