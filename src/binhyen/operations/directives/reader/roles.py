"""What a place of the outline is: a duty, a heading, an assignment of what stands before it, a particular, a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from . import deadlines
from .assignment import NAMED, NOBODY, SUBJECT, Assigner, Assignment
from .fields import is_detail, leading_field
from .values import Block, DeadlineType, Level, Node
from .verbs import FORMALITY, ORDER, is_exhortation, opens_with_verb
from .words import fold, mostly_capitals
from .zones import Zone, is_head_line

_NOTE = re.compile(r"[*\s]*(?:lưu ý|ghi chú|chú ý|chú thích|\[\d{1,2}\]|\(\*\))")
_FIGURES = re.compile(
    r"(?:theo (?:số liệu|rà soát|thống kê|báo cáo|kết quả)|(?:trong )?thời gian (?:qua|gần đây)|trong (?:quý|năm"
    r"|tháng|những năm|\d)|hiện nay|tính đến|những năm|năm \d{4},|qua (?:rà soát|công tác))"
)
_GROUNDS = re.compile(r"(?:căn cứ|thực hiện|theo|xét|tiếp theo|triển khai|sau khi|ngày \d)\b")
_POINTS_ON = re.compile(
    r"(?:như sau|sau đây|dưới đây|sau)\s*[.:]?$|(?:nêu|quy định|ghi|chi tiết|theo)\s+(?:cụ thể\s+)?(?:tại|ở"
    r"|trong)?\s*(?:các\s+)?(?:phụ lục|bảng|biểu)\b"
)
_CLOSING_ORDER = re.compile(
    r"(?:(?:ubnd|chủ tịch|ban chỉ đạo|thường trực)[^.;:]{0,60}\s)?(?:yêu cầu|đề nghị|căn cứ|trên cơ sở|các (?:sở"
    r"|cơ quan|đơn vị)|thủ trưởng)"
)
SECTION_HEAD = re.compile(
    r"(?:phân công(?: thực hiện| nhiệm vụ| trách nhiệm)*|(?:đơn vị"
    r"|cơ quan)(?: chủ trì,?)?(?: phối hợp)?(?: thực hiện)?|thời gian(?: thực hiện| hoàn thành)?"
    r"|tiến độ(?: thực hiện)?|trách nhiệm thực hiện)"
)
_SHARED = re.compile(
    r"[\s*]*(?:\(|phân công(?:\s+(?:nhiệm vụ|thực hiện|trách nhiệm))*\s*:|giao (?:nhiệm vụ|trách nhiệm)\s*:)"
)
_BLANKS = re.compile(r"[.…]{5,}|_{4,}")  # a form to be filled in
_CLOSED = re.compile(r"[\s*]*\(.*\)[\s.;,]*$", re.DOTALL)
_BIG = (Level.PART, Level.CHAPTER, Level.SECTION, Level.ROMAN)


class Role(StrEnum):
    PLAIN = "PLAIN"
    ROW = "ROW"
    FIELD = "FIELD"  # "Cơ quan chủ trì: …"
    SHARED = "SHARED"  # "Phân công nhiệm vụ: …", a bracket of its own
    NOTE = "NOTE"  # "Lưu ý: …" that tells nobody to do anything


class Roles:
    """Knows what every place is; asked by whoever walks the outline."""

    def __init__(
        self,
        blocks: Sequence[Block],
        nodes: Sequence[Node],
        parts: Sequence[Zone],
        assigner: Assigner,
        issued: date | None,
    ) -> None:
        self._blocks, self._nodes, self._assigner, self._issued = blocks, nodes, assigner, issued
        self.zones = parts
        self.children: list[list[int]] = [[] for _ in nodes]
        for node in nodes:
            if node.parent is not None:
                self.children[node.parent].append(node.index)
        self.roles = [self._role(node) for node in nodes]
        self.details = self._details()

    def text(self, node: Node) -> str:
        """Printed words of a place, marker included."""
        return self._blocks[node.span.block].text[node.span.start : node.span.end]

    def words(self, node: Node) -> str:
        """Printed words of a place without its marker."""
        text = self.text(node)
        return text[after_marker(text, node.marker) :]

    def _role(self, node: Node) -> Role:
        if node.level is Level.ROW:
            return Role.ROW
        words = self.words(node)
        noted = _NOTE.match(fold(words))
        if noted and self._assigner.of_item(words[noted.end() :].lstrip(" :*")).firmness < SUBJECT:
            return Role.NOTE
        if self._shares(node, words):
            return Role.SHARED
        if node.level not in _BIG and leading_field(words):
            return Role.FIELD
        return Role.PLAIN

    def _shares(self, node: Node, words: str) -> bool:
        """A line of its own that assigns what stands before it."""
        if node.level not in (Level.TEXT, Level.LABEL, Level.DASH, Level.PLUS) or not _SHARED.match(fold(words)):
            return False
        if words.lstrip(" *").startswith("("):
            if not _CLOSED.match(words) or "(" in node.marker:
                return False
            inner = words.strip(" *.;,").removeprefix("(").removesuffix(")")
            return (
                bool(self._assigner.of_statement(inner))
                or deadlines.own(f"({inner})", issued=None).type is not DeadlineType.NONE
            )
        return True

    def _details(self) -> list[bool]:
        """Particulars of an event (place, form, those present), and what hangs below them."""
        found: list[bool] = []
        for node in self._nodes:
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
            self._assigner.of_item(rest.strip() if colon and len(head) < 90 else words).leads
        )

    def plain_children(self, node: Node) -> list[int]:
        kids = [
            child
            for child in self.children[node.index]
            if self.roles[child] in (Role.PLAIN, Role.ROW) and not self.details[child]
        ]
        if kids and _ended(self.words(node)):  # a full sentence: unnumbered paragraphs after it stand beside it
            kids = [child for child in kids if self._nodes[child].level not in (Level.TEXT, Level.LABEL)]
        return kids

    def is_leaf(self, node: Node, zone: Zone) -> bool:
        kids = self.children[node.index]
        plain = self.plain_children(node)
        if any(self.roles[child] is Role.ROW for child in kids):
            return False
        if plain and not self._only_particulars(node, kids, plain):
            return False
        words = self.words(node)
        folded = fold(words).strip()
        if (
            len(folded) < (6 if opens_with_verb(folded) else 12)
            or _BLANKS.search(folded)
            or folded.endswith("!")
            or (not kids and folded.endswith(":"))
            or _POINTS_ON.search(folded)
            and not kids
        ):
            return False
        if not plain and kids and SECTION_HEAD.fullmatch(folded.strip(" .:")):
            return False
        return self._asks(node, zone, words, folded, bool(kids))

    def _only_particulars(self, node: Node, kids: list[int], plain: list[int]) -> bool:
        """A duty followed by its particulars (form, time, those present), perhaps with one order among them."""
        return len(kids) >= 3 and len(plain) * 2 < len(kids) and len(self.words(node)) > 60

    def _asks(self, node: Node, zone: Zone, words: str, folded: str, kids: bool) -> bool:
        if FORMALITY.search(folded[:60]) or FORMALITY.match(folded) or is_head_line(node):
            return False
        if zone is Zone.TARGETS:
            return node.level is not Level.LABEL or len(folded) > 60
        own = self._assigner.of_item(words)
        if _NOTE.match(folded):
            noted = _NOTE.match(folded)
            return self._assigner.of_item(words[noted.end() :].lstrip(" :*")).firmness >= SUBJECT if noted else False
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
        return node.level in (Level.DASH, Level.PLUS) or self.words(self._nodes[node.parent]).rstrip().endswith(":")

    def _loose_text(self, node: Node, words: str, folded: str, own: Assignment) -> bool:
        if (
            folded.endswith(":")
            or is_exhortation(folded)
            or self._closes(node, folded)
            or _FIGURES.match(folded)
            or mostly_capitals(words)
        ):
            return False
        if own.firmness >= SUBJECT or opens_with_verb(folded):
            return True
        return node.level is Level.TEXT and len(words) >= 60 and node.parent is not None and folded.endswith((".", ";"))

    def _closes(self, node: Node, folded: str) -> bool:
        """The last paragraph of a text, with its "./.", that orders to carry it out and gives no day."""
        if node.marker or not folded.endswith("./.") or not _CLOSING_ORDER.match(folded):
            return False
        return deadlines.own(self.words(node), issued=self._issued).type is DeadlineType.NONE

    def _is_sentence(self, node: Node, words: str, folded: str, own: Assignment) -> bool:
        """A numbered line without anything below: a duty, or a heading whose text is missing."""
        if node.level is not Level.NUMBER or folded.endswith((".", ";", ")")) or own.firmness > NOBODY:
            return True
        return opens_with_verb(folded) or len(words) > 120


def _ended(words: str) -> bool:
    """Is this a full sentence rather than a heading? A bracket after a short name ends no sentence."""
    core = words.rstrip(" *")
    if core.endswith(")"):
        core = core[: core.rfind("(")].rstrip()
        return len(core) > 60 or opens_with_verb(fold(core))
    return len(core) > 40 and core.endswith((".", ";", "…"))


def after_marker(text: str, marker: str) -> int:
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
