"""Walks the outline once and collects the duties with all that governs them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from . import deadlines
from .assignment import NAMED, SUBJECT, Assigner, Assignment
from .drafts import Draft, Sides, merge
from .fields import read_fields
from .headings import Headings
from .roles import SECTION_HEAD, Role, Roles, after_marker
from .splitting import split
from .tables import TableReader, rows_of
from .values import Block, Deadline, DeadlineType, Level, Node
from .words import fold
from .zones import Zone


class Collector:
    """One walk through one document."""

    def __init__(
        self,
        blocks: Sequence[Block],
        nodes: Sequence[Node],
        parts: Sequence[Zone],
        assigner: Assigner,
        issued: date | None,
    ) -> None:
        self.blocks, self.nodes, self.assigner, self.issued = blocks, nodes, assigner, issued
        self.roles = Roles(blocks, nodes, parts, assigner, issued)
        self.headings = Headings(nodes, self.roles, assigner, issued)
        self.tables = TableReader(assigner, issued)
        self.zones = parts
        self.drafts: list[Draft] = []
        self.first: list[int] = [0] * len(nodes)  # number of drafts when a place was reached
        self.done: dict[int, int] = {}  # up to where a place's drafts have their shared assignment
        self.group: dict[int, int] = {}  # number of drafts when a place last had a labelled line
        self.lent: dict[int, int] = {}  # place of a draft -> the place whose labelled lines it was lent

    def collect(self) -> list[Draft]:
        """All drafts in reading order."""
        position = 0
        while position < len(self.nodes):
            node = self.nodes[position]
            self.first[node.index] = len(self.drafts)
            if node.level is Level.ROW:
                position = self._table(position)
                continue
            self._visit(node)
            position += 1
        self._share_inline()
        return self.drafts

    def _visit(self, node: Node) -> None:
        zone, role = self.zones[node.index], self.roles.roles[node.index]
        if role is Role.SHARED:
            self._shared(node)
        elif role is Role.FIELD:
            self._field(node)
        elif role is Role.PLAIN and self._may_ask(node, zone) and self.roles.is_leaf(node, zone):
            self._draft(node, zone)

    def _may_ask(self, node: Node, zone: Zone) -> bool:
        return zone is not Zone.OUTSIDE and not self.roles.details[node.index]

    def _draft(self, node: Node, zone: Zone) -> None:
        block = self.blocks[node.span.block]
        text = self.roles.text(node)
        fields = read_fields(text[len(node.marker) :]) if ":" in text else []
        fields = [part for part in fields if part.label > 12]
        main_end = node.span.start + len(node.marker) + fields[0].label if fields else node.span.end
        skip = node.span.start + after_marker(text, node.marker)
        main = block.text[skip:main_end]
        first: Draft | None = None
        for number, (start, end, report) in enumerate(split(main, issued=self.issued)):
            begin = skip + start if number else node.span.start
            stop = node.span.end if fields and end == len(main) else skip + end
            draft = Draft(node, begin, stop, skip + start, zone, report and number > 0, number)
            draft.own = self.assigner.of_item(block.text[skip + start : skip + end].strip())
            draft.deadline = deadlines.own(block.text[skip + start : skip + end], issued=self.issued)
            draft.first = first
            first = first or draft
            draft.heading = self.headings.over(node)
            if fields:
                draft.fields = self._sides(text[len(node.marker) :][fields[0].label :], "explicit")
            self.drafts.append(draft)

    # --- what stands beside ---

    def _sides(self, words: str, basis: str) -> Sides:
        """Read a labelled line, or several in one line."""
        parts = read_fields(words)
        times = " ".join(words[part.start : part.end] for part in parts if part.kind == "time")
        product = "; ".join(words[part.start : part.end].strip(" .;") for part in parts if part.kind == "product")
        return Sides(self.assigner.of_fields(words), self._phrase(times.strip(" .;)")), product, basis)

    def _phrase(self, words: str) -> Deadline:
        if not words:
            return Deadline()
        found = deadlines.parse(words, issued=self.issued)
        return found if found and found.type is not DeadlineType.NONE else deadlines.own(words, issued=self.issued)

    def _shared(self, node: Node) -> None:
        """An assignment after the duties goes back to all of them since the last one."""
        parent = node.parent
        while parent is not None and self._is_draft(parent):
            parent = self.nodes[parent].parent
        key = -1 if parent is None else parent
        start = max(self.done.get(key, 0), self.first[parent] if parent is not None else 0)
        words = self.roles.words(node)
        inner = words.strip(" *.;,")
        inner = inner.removeprefix("(").removesuffix(")") if inner.startswith("(") else inner
        found = self.assigner.of_statement(inner)
        due = deadlines.own(words if words.lstrip(" *").startswith("(") else f"({inner})", issued=self.issued)
        for draft in self.drafts[start:]:
            draft.trailing = Sides(found, due, "", "trailing")
        self.done[key] = len(self.drafts)

    def _is_draft(self, index: int) -> bool:
        begin = self.first[index]
        return begin < len(self.drafts) and self.drafts[begin].node.index == index

    def _field(self, node: Node) -> None:
        parent = node.parent
        sides = self._sides(self.roles.words(node), "trailing")
        if parent is None:
            return
        if self._is_draft(parent):
            self._lend_back(parent, sides)
            for draft in self.drafts[self.first[parent] :]:
                if draft.node.index == parent:
                    merge(draft.fields, sides)
                    draft.fields.basis = "trailing"
            merge(self.headings.above.setdefault(parent, Sides(basis="heading")), sides)
            return
        grand = self.nodes[parent].parent
        if (
            grand is not None
            and not self.roles.plain_children(self.nodes[parent])
            and SECTION_HEAD.fullmatch(fold(self.nodes[parent].title).strip(" .:"))
        ):
            self._spread(grand, sides, "section")
        elif len(self.drafts) > self.first[parent]:
            self._spread(parent, sides, "section" if node.level is Level.NUMBER else "trailing")
        else:
            merge(self.headings.above.setdefault(parent, Sides(basis="heading")), sides)

    def _lend_back(self, parent: int, sides: Sides) -> None:
        """Lines after the last of several items that have none of their own go to all of them."""
        grand = self.nodes[parent].parent
        start = self.first[grand] if grand is not None else 0
        for number in range(self.first[parent] - 1, start - 1, -1):
            draft = self.drafts[number]
            if draft.node.parent != grand or draft.own.firmness >= NAMED or draft.fields.basis:
                return
            if draft.trailing.basis and self.lent.get(draft.node.index) != parent:
                return
            self.lent[draft.node.index] = parent
            merge(draft.trailing, sides)
            draft.trailing.basis = "trailing"

    def _spread(self, parent: int, sides: Sides, basis: str) -> None:
        start = max(self.first[parent], self.done.get(parent, 0))
        mark = self.group.get(parent)
        if mark is not None and len(self.drafts) > mark and basis == "trailing":
            start = max(start, mark)
            self.done[parent] = mark
        self.group[parent] = len(self.drafts)
        for draft in self.drafts[start:]:
            merge(draft.trailing, sides)
            draft.trailing.basis = basis

    # --- items in one paragraph, tables ---

    def _share_inline(self) -> None:
        """The bracket that ends a paragraph of several items is theirs all, where they have none of their own."""
        by_block: dict[int, list[Draft]] = {}
        for draft in self.drafts:
            if draft.part == 0 and not draft.row:
                by_block.setdefault(draft.node.span.block, []).append(draft)
        for group in by_block.values():
            if len(group) < 2 or any(draft.node.level is Level.ROW for draft in group):
                continue
            text = self.blocks[group[-1].node.span.block].text
            last = text[group[-1].start : group[-1].end]
            due = deadlines.closing(last, issued=self.issued)
            shared = group[-1].own if group[-1].own.firmness > NAMED else Assignment()
            for draft in group[:-1]:
                if (
                    draft.deadline.type is DeadlineType.NONE
                    and not draft.deadline.raw
                    and due
                    and not draft.trailing.deadline.raw
                ):
                    draft.trailing.deadline = due
                if shared.leads and draft.own.firmness <= SUBJECT and not draft.trailing.assignment.leads:
                    draft.trailing.assignment, draft.trailing.basis = shared, "paragraph"

    def _table(self, position: int) -> int:
        rows = rows_of(self.nodes, self.blocks, position)
        anchor = self.nodes[position]
        zone = self.zones[anchor.index]
        for row in self.tables.read(rows, zone):
            draft = Draft(row.node, row.start, row.end, row.start, row.zone, row=True)
            draft.own, draft.deadline, draft.certain = row.assignment, row.deadline, row.certain
            draft.fields = Sides(product=row.product)
            draft.heading = self.headings.over(anchor) if not row.assignment.leads else Sides()
            self.drafts.append(draft)
        return position + len(rows)
