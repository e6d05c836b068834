"""Which places of the outline are duties, and what is said beside them about who and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from . import deadlines
from .assignment import NAMED, NOBODY, SUBJECT, Assigner, Assignment, union
from .fields import is_detail, leading_field, read_fields
from .splitting import split
from .tables import TableReader, rows_of
from .values import Block, Deadline, DeadlineType, Level, Node
from .verbs import FORMALITY, ORDER, is_exhortation, opens_with_verb
from .words import fold, mostly_capitals
from .zones import Zone, is_head_line

_NOTE = re.compile(r"[*\s]*(?:lưu ý|ghi chú|chú ý|chú thích|\[\d{1,2}\]|\(\*\))")
_FIGURES = re.compile(
    r"(?:theo (?:số liệu|rà soát|thống kê|báo cáo|kết quả)|(?:trong )?thời gian (?:qua|gần đây)|trong (?:quý|năm|tháng|những năm|\d)|hiện nay|tính đến|những năm|năm \d{4},|qua (?:rà soát|công tác))"
)
_GROUNDS = re.compile(r"(?:căn cứ|thực hiện|theo|xét|tiếp theo|triển khai|sau khi|ngày \d)\b")
_POINTS_ON = re.compile(
    r"(?:như sau|sau đây|dưới đây|sau)\s*[.:]?$|(?:nêu|quy định|ghi|chi tiết|theo)\s+(?:cụ thể\s+)?(?:tại|ở|trong)?\s*(?:các\s+)?(?:phụ lục|bảng|biểu)\b"
)
_CLOSING_ORDER = re.compile(r"(?:(?:ubnd|chủ tịch|ban chỉ đạo|thường trực)[^.;:]{0,60}\s)?(?:yêu cầu|đề nghị|căn cứ|trên cơ sở|các (?:sở|cơ quan|đơn vị)|thủ trưởng)")
_SECTION_HEAD = re.compile(
    r"(?:phân công(?: thực hiện| nhiệm vụ| trách nhiệm)*|(?:đơn vị|cơ quan)(?: chủ trì,?)?(?: phối hợp)?(?: thực hiện)?|thời gian(?: thực hiện| hoàn thành)?|tiến độ(?: thực hiện)?|trách nhiệm thực hiện)"
)
_SHARED = re.compile(
    r"[\s*]*(?:\(|phân công(?:\s+(?:nhiệm vụ|thực hiện|trách nhiệm))*\s*:|giao (?:nhiệm vụ|trách nhiệm)\s*:)"
)
_CLOSED = re.compile(r"[\s*]*\(.*\)[\s.;,]*$", re.DOTALL)
_BIG = (Level.PART, Level.CHAPTER, Level.SECTION, Level.ROMAN)


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


class Collector:
    """Walks the outline once and collects the duties with all that governs them."""

    def __init__(self, blocks: Sequence[Block], nodes: Sequence[Node], parts: Sequence[Zone], assigner: Assigner, issued: date | None) -> None:
        self.blocks, self.nodes, self.assigner, self.issued = blocks, nodes, assigner, issued
        self.zones = parts
        self.children: list[list[int]] = [[] for _ in nodes]
        for node in nodes:
            if node.parent is not None:
                self.children[node.parent].append(node.index)
        self.roles = [self._role(node) for node in nodes]
        self.details = self._details()
        self.drafts: list[Draft] = []
        self.first: list[int] = [0] * len(nodes)  # number of drafts when a place was reached
        self.done: dict[int, int] = {}  # up to where a place's drafts have their shared assignment
        self.group: dict[int, int] = {}  # number of drafts when a place last had a labelled line
        self.above: dict[int, Sides] = {}  # labelled lines of a heading before its duties
        self.headings: dict[int, Sides] = {}
        self.lent: set[int] = set()
        self.tables = TableReader(assigner, issued)

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

    # --- what a place is -----------------------------------------------------------------------------------------------

    def text(self, node: Node) -> str:
        """Printed words of a place, marker included."""
        return self.blocks[node.span.block].text[node.span.start : node.span.end]

    def words(self, node: Node) -> str:
        """Printed words of a place without its marker."""
        text = self.text(node)
        return text[_after_marker(text, node.marker) :]

    def _role(self, node: Node) -> str:
        if node.level is Level.ROW:
            return "row"
        words = self.words(node)
        noted = _NOTE.match(fold(words))
        if noted and self.assigner.of_item(words[noted.end() :].lstrip(" :*")).firmness < SUBJECT:
            return "note"
        if self._shares(node, words):
            return "shared"
        if node.level not in _BIG and leading_field(words):
            return "field"
        return "plain"

    def _shares(self, node: Node, words: str) -> bool:
        """A line of its own that assigns what stands before it."""
        if node.level not in (Level.TEXT, Level.LABEL, Level.DASH, Level.PLUS) or not _SHARED.match(fold(words)):
            return False
        if words.lstrip(" *").startswith("("):
            if not _CLOSED.match(words) or "(" in node.marker:
                return False
            inner = words.strip(" *.;,").removeprefix("(").removesuffix(")")
            return (
                bool(self.assigner.of_statement(inner))
                or deadlines.own(f"({inner})", issued=None).type is not DeadlineType.NONE
            )
        return True

    def _details(self) -> list[bool]:
        """Particulars of an event (place, form, those present), and what hangs below them."""
        found: list[bool] = []
        for node in self.nodes:
            above = node.parent is not None and found[node.parent]
            words = self.words(node)
            if node.level in (Level.NUMBER, *_BIG, Level.ARTICLE, Level.ROW):
                found.append(False)
            else:
                label = is_detail(words, loose=above)
                found.append((label or above) and not self._orders(words))
        return found

    def _orders(self, words: str) -> bool:
        head, colon, rest = words.partition(":")
        folded = fold(rest.strip() if colon and len(head) < 90 else words)
        order = ORDER.match(folded)
        return order is not None and bool(
            self.assigner.of_item(rest.strip() if colon and len(head) < 90 else words).leads
        )

    def _plain_children(self, node: Node) -> list[int]:
        kids = [
            child
            for child in self.children[node.index]
            if self.roles[child] in ("plain", "row") and not self.details[child]
        ]
        if kids and _ended(self.words(node)):  # a full sentence: unnumbered paragraphs after it stand beside it
            kids = [child for child in kids if self.nodes[child].level not in (Level.TEXT, Level.LABEL)]
        return kids

    # --- walking ---------------------------------------------------------------------------------------------------------

    def _visit(self, node: Node) -> None:
        zone = self.zones[node.index]
        role = self.roles[node.index]
        if role == "shared":
            self._shared(node)
        elif role == "field":
            self._field(node, zone)
        elif zone is Zone.OUTSIDE or self.details[node.index]:
            if self.details[node.index]:
                self._detail(node)
        elif self._is_leaf(node, zone):
            self._draft(node, zone)

    def _is_leaf(self, node: Node, zone: Zone) -> bool:
        kids = self.children[node.index]
        plain = self._plain_children(node)
        if any(self.roles[child] == "row" for child in kids):
            return False
        if plain and not self._only_particulars(node, kids, plain):
            return self._sentence_above(node, zone)
        words = self.words(node)
        folded = fold(words).strip()
        if (
            len(folded) < 12
            or folded.endswith("!")
            or (not kids and folded.endswith(":"))
            or _POINTS_ON.search(folded)
            and not kids
        ):
            return False
        if not plain and kids and _SECTION_HEAD.fullmatch(folded.strip(" .:")):
            return False
        return self._asks(node, zone, words, folded, bool(kids))

    def _only_particulars(self, node: Node, kids: list[int], plain: list[int]) -> bool:
        """A duty followed by its particulars (form, time, those present), perhaps with one order among them."""
        return len(kids) >= 3 and len(plain) * 2 < len(kids) and len(self.words(node)) > 60

    def _sentence_above(self, node: Node, zone: Zone) -> bool:
        """A place with places below it is a duty only where it is a full sentence with a deadline of its own."""
        return False

    def _asks(self, node: Node, zone: Zone, words: str, folded: str, kids: bool) -> bool:
        if FORMALITY.search(folded[:60]) or FORMALITY.match(folded) or is_head_line(node):
            return False
        if zone is Zone.TARGETS:
            return node.level is not Level.LABEL or len(folded) > 60
        own = self.assigner.of_item(words)
        if _NOTE.match(folded):
            noted = _NOTE.match(folded)
            return self.assigner.of_item(words[noted.end() :].lstrip(" :*")).firmness >= SUBJECT if noted else False
        if zone is Zone.MONEY or folded.startswith(("kinh phí", "nguồn kinh phí")):
            return own.firmness > NOBODY
        if zone is Zone.UNKNOWN and not self._known_below(node):
            return (
                not mostly_capitals(words)
                and len(words) > 40
                and own.firmness >= NAMED
                and not is_exhortation(folded)
                and not _GROUNDS.match(folded)
                and not folded.endswith(":")
            )
        if node.level in (Level.TEXT, Level.LABEL):
            return self._loose_text(node, words, folded, own)
        if node.level in _BIG or (mostly_capitals(words) and not kids):
            return kids or (len(words) > 70 and not mostly_capitals(words))
        return kids or self._is_sentence(node, words, folded, own)

    def _known_below(self, node: Node) -> bool:
        """Numbered places of a letter or directive without headings are duties too."""
        if node.level in (Level.NUMBER, Level.LETTER, Level.PAREN, Level.ARTICLE):
            return True
        if node.parent is None:
            return False
        return node.level in (Level.DASH, Level.PLUS) or self.words(self.nodes[node.parent]).rstrip().endswith(":")

    def _loose_text(self, node: Node, words: str, folded: str, own: Assignment) -> bool:
        if folded.endswith(":") or is_exhortation(folded) or self._closes(node, folded) or _FIGURES.match(folded) or mostly_capitals(words):
            return False
        if own.firmness >= SUBJECT or opens_with_verb(folded):
            return True
        return node.level is Level.TEXT and len(words) >= 60 and node.parent is not None and folded.endswith((".", ";"))

    def _closes(self, node: Node, folded: str) -> bool:
        """The last paragraph of a text, with its "./.", that orders to carry it out and gives no day."""
        if node.marker or not folded.endswith("./.") or not _CLOSING_ORDER.match(folded):
            return False
        return deadlines.own(self.words(node), issued=self.issued).type is DeadlineType.NONE

    def _is_sentence(self, node: Node, words: str, folded: str, own: Assignment) -> bool:
        """A numbered line without anything below: a duty, or a heading whose text is missing."""
        if node.level is not Level.NUMBER or folded.endswith((".", ";", ")")) or own.firmness > NOBODY:
            return True
        return opens_with_verb(folded) or len(words) > 120

    def _draft(self, node: Node, zone: Zone) -> None:
        block = self.blocks[node.span.block]
        text = self.text(node)
        fields = read_fields(text[len(node.marker) :]) if ":" in text else []
        fields = [part for part in fields if part.label > 12]
        main_end = node.span.start + len(node.marker) + fields[0].label if fields else node.span.end
        skip = node.span.start + _after_marker(text, node.marker)
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
            draft.heading = self._heading_of(node)
            if fields:
                draft.fields = self._sides(text[len(node.marker) :][fields[0].label :], "explicit")
            self.drafts.append(draft)

    # --- what stands beside ----------------------------------------------------------------------------------------------

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
        words = self.words(node)
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

    def _field(self, node: Node, zone: Zone) -> None:
        parent = node.parent
        sides = self._sides(self.words(node), "trailing")
        if parent is None:
            return
        if self._is_draft(parent):
            self._lend_back(parent, sides)
            for draft in self.drafts[self.first[parent] :]:
                if draft.node.index == parent:
                    _merge(draft.fields, sides)
                    draft.fields.basis = "trailing"
            _merge(self.above.setdefault(parent, Sides(basis="heading")), sides)
            return
        grand = self.nodes[parent].parent
        if (
            grand is not None
            and not self._plain_children(self.nodes[parent])
            and _SECTION_HEAD.fullmatch(fold(self.nodes[parent].title).strip(" .:"))
        ):
            self._spread(grand, sides, "section")
        elif len(self.drafts) > self.first[parent]:
            self._spread(parent, sides, "section" if node.level is Level.NUMBER else "trailing")
        else:
            _merge(self.above.setdefault(parent, Sides(basis="heading")), sides)

    def _lend_back(self, parent: int, sides: Sides) -> None:
        """Lines after the last of several items that have none of their own go to all of them."""
        grand = self.nodes[parent].parent
        start = self.first[grand] if grand is not None else 0
        for number in range(self.first[parent] - 1, start - 1, -1):
            draft = self.drafts[number]
            if (
                draft.node.parent != grand
                or draft.fields.assignment
                or draft.fields.deadline.raw
                or draft.trailing.basis == "trailing"
                and draft.trailing.assignment is not sides.assignment
                and draft.node.index not in self.lent
            ):
                return
            if draft.own.firmness >= NAMED:
                return
            self.lent.add(draft.node.index)
            _merge(draft.trailing, sides)
            draft.trailing.basis = "trailing"

    def _spread(self, parent: int, sides: Sides, basis: str) -> None:
        start = max(self.first[parent], self.done.get(parent, 0))
        mark = self.group.get(parent)
        if mark is not None and len(self.drafts) > mark and basis == "trailing":
            start = max(start, mark)
            self.done[parent] = mark
        self.group[parent] = len(self.drafts)
        for draft in self.drafts[start:]:
            _merge(draft.trailing, sides)
            draft.trailing.basis = basis

    def _detail(self, node: Node) -> None:
        """ "Thời gian: …" among the particulars of an event gives the event its deadline (read as a field); nothing else."""

    # --- headings ----------------------------------------------------------------------------------------------------------

    def _heading_of(self, node: Node) -> Sides:
        """Leads and deadline of the nearest places above that name any."""
        found = Sides(basis="heading")
        helpers: Assignment = Assignment()
        index = node.parent
        while index is not None:
            sides = self._heading(index)
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
            index = self.nodes[index].parent
        if not found.assignment.leads and helpers.coordinators:
            found.assignment = helpers
        return found

    def _heading(self, index: int) -> Sides:
        if index not in self.headings:
            self.headings[index] = self._read_heading(self.nodes[index])
        sides = self.headings[index]
        extra = self.above.get(index)
        if extra:
            sides = Sides(
                extra.assignment if extra.assignment.leads else sides.assignment,
                extra.deadline if extra.deadline.raw else sides.deadline,
                "",
                "heading",
            )
        return sides

    def _read_heading(self, node: Node) -> Sides:
        words = self.words(node)
        inline = next(
            (child for child in self.children[node.index] if self.nodes[child].span.block == node.span.block), None
        )
        if inline is not None:
            words = words[: max(0, self.nodes[inline].span.start - node.span.end + len(words))].rstrip()
        if node.level in (Level.PART, Level.CHAPTER, Level.SECTION) or (
            node.level is Level.ARTICLE and not words.endswith(":")
        ):
            return Sides(self.assigner.of_heading(node.title), Deadline(), "", "heading")
        found = self.assigner.of_heading(words)
        chapeau = words.endswith(":") or inline is not None
        if not found.leads and chapeau and found.why != "superior":
            found = self.assigner.of_item(words.rstrip(" :"))
        due = Deadline()
        if chapeau and (len(words) > 25 or "uý" in words):
            due = (
                deadlines.closing(
                    re.sub(r",?\s*(?:cụ thể|trong đó|như sau|gồm)(?: như sau)?\s*:?\s*$", "", words.rstrip(" :")),
                    issued=self.issued,
                )
                or Deadline()
            )
        return Sides(found, due, "", "heading")

    # --- items in one paragraph, tables --------------------------------------------------------------------------------------

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
            draft.heading = self._heading_of(anchor) if not row.assignment.leads else Sides()
            self.drafts.append(draft)
        return position + len(rows)


def _ended(words: str) -> bool:
    """Is this a full sentence rather than a heading? A bracket after a short name ends no sentence."""
    core = words.rstrip(" *")
    if core.endswith(")"):
        core = core[: core.rfind("(")].rstrip()
        return len(core) > 60 or opens_with_verb(fold(core))
    return len(core) > 40 and core.endswith((".", ";", "…"))


def _after_marker(text: str, marker: str) -> int:
    """Offset of the words after the marker and what separates them from it."""
    if not marker:
        return 0
    at = text.find(marker[-1], 0) if not text.startswith(marker) else len(marker) - 1
    end = at + 1 if text.startswith(marker) else _loosely(text, marker)
    while end < len(text) and text[end] in " .:":
        end += 1
    return end


def _loosely(text: str, marker: str) -> int:
    """A marker of two parts ("- a)") is printed with its own spaces."""
    at = 0
    for part in marker.split(" "):
        found = text.find(part, at, at + len(part) + 3)
        if found < 0:
            return at
        at = found + len(part)
    return at


def _merge(into: Sides, more: Sides) -> None:
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
