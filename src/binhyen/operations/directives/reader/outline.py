"""From paragraphs to a tree of places. Numbers and letters decide, never fonts; wrong numbering survives as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .inline import Cut, inline_items
from .values import Block, Level, Node, Span
from .words import UPPER, fold, mostly_capitals, squeeze

_WORDS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = r"[IVXLC]{1,6}"
_MARKER = re.compile(
    rf"(?P<part>(?i:phần)\s+(?:(?i:thứ)\s+)?(?:{_ROMAN}|\d{{1,2}}|(?i:nhất|hai|ba|tư|bốn|năm|sáu))\b(?!\s+của)[.:]?)"
    rf"|(?P<chapter>(?i:chương)\s+(?:{_ROMAN}|\d{{1,2}})\b[.:]?)"
    rf"|(?P<annex>(?i:phụ\s+lục)\b(?:\s+(?:số\s+)?(?:{_ROMAN}|\d{{1,2}}|[A-D]))?\b[.:]?(?=\s*$|\s+[-–({UPPER}]))"
    rf"|(?P<section>(?i:mục)\s+(?:{_ROMAN}|\d{{1,2}})\b[.:]?(?=\s*$|\s+[-–]?\s*[{UPPER}]))"
    r"|(?P<article>(?i:điều)\s+\d{1,3}[a-zđ]?\s*[.:])"
    r"|(?P<romannumber>[IVX]{1,4}\.\d{1,2}(?:\.\d{1,2}){0,3}[.)]?(?=\s))"
    rf"|(?P<roman>(?!V/v){_ROMAN}(?:\s*[.)/]|\s+[-–]|[-–](?=\s))(?=\s*\S))"
    r"|(?P<capital>[A-HĐ][.)/](?=\s+\S))"
    rf"|(?P<spaced>(?:\d{{3}}\.(?=\s)|\d{{1,2}}\s?[-–]|\d{{1,2}}\s\.|l\s?\.)(?=\s*[{UPPER}“\"]))"
    rf"|(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,4}}(?:\.(?!\d)|[)/](?!\d)|(?<=\.\d)(?=\s+[{UPPER}“\"])"
    rf"|(?<=\.\d\d)(?=\s+[{UPPER}“\"])))"
    rf"|(?P<letter>\(?[a-zđ]\d?\s?\)|[a-eđg]\.(?=\s+[{UPPER}]))"
    r"|(?P<paren>\(\d{1,2}(?:\.\d{1,2})*\)\.?|\((?:i{1,3}|iv|v|vi{1,3}|ix|x)\))"
    r"|(?P<plus>\+(?=\s*\S))"
    r"|(?P<dash>[-–—](?=\s*\S))"
    r"|(?P<bullet>[•●▪◦○►➢➤→·*§✓](?=\s*\S))"
)
_FAMILY = {"romannumber": "number", "spaced": "number"}  # "II.1.", "1-", "3 ." and an "l." misread for "1."
_SPACES = re.compile(r"\s*")
_DETAIL_ONLY = re.compile(r"[\s.:;,–-]*$")

# The line that names the kind of a document; its title follows. And the lines that close one.
KIND_LINE = re.compile(
    r"kế hoạch|chương trình(?: hành động| công tác| phối hợp)?|quyết định|chỉ thị|thông báo(?: kết luận)?"
    r"|nghị quyết|hướng dẫn|đề án|quy chế|công điện|kết luận"
    r"|phương án|quy định|thông tri|kế hoạch (?:phối hợp|liên ngành|liên tịch)|nghị quyết liên tịch|danh mục"
    r"|bảng phân công(?: nhiệm vụ)?"
)
_BODY_LINE = re.compile(
    r"(?:(?:giao|đề nghị)\s+)?(?:sở |công an|ubnd|ủy ban|viện (?:kiểm|ks)|tòa án|bộ chỉ huy|ban (?:chỉ huy|quản lý"
    r"|tuyên|dân)|hội (?:liên|nông|cựu|người)"
    r"|tỉnh đoàn|thành đoàn|chi cục|báo |đài |bảo hiểm|các sở|văn phòng|thanh tra)"
)
LETTERHEAD = re.compile(
    r"(?:ủy ban|ubnd|hội đồng|hđnd|tỉnh|thành|xã|phường|huyện|bộ|công an|sở|ban|cộng hòa|độc lập|đảng|số|văn phòng"
    r"|chủ tịch|thủ tướng|liên)\b"
)
CLOSING_LINE = re.compile(
    r"nơi nhận\b|(?:tm|kt|tl|tuq|q)\.\s?\S|(?:t/m|k/t|t/l)\s|(?:phó )?chủ tịch$|(?:phó )?giám đốc$"
)
# How strong a family is: a stronger one closes all weaker ones.
_RANK = {
    "annex": 0, "part": 1, "chapter": 2, "section": 3, "article": 4, "capital": 5, "roman": 6, "caps": 7, "number": 8,
    "letter": 20, "bold": 21, "label": 22, "body": 22, "paren": 24, "bullet": 25, "dash": 26, "plus": 28, "text": 30,
    "row": 30,
}  # fmt: skip
_SMALL = ("text", "row", "plus", "dash", "bullet", "paren")
_LEVEL = {
    "annex": Level.PART, "part": Level.PART, "chapter": Level.CHAPTER, "section": Level.SECTION,
    "article": Level.ARTICLE, "capital": Level.ROMAN, "roman": Level.ROMAN, "number": Level.NUMBER,
    "letter": Level.LETTER, "paren": Level.PAREN, "dash": Level.DASH, "bullet": Level.DASH, "plus": Level.PLUS,
    "caps": Level.LABEL, "bold": Level.LABEL, "label": Level.LABEL, "body": Level.LABEL, "text": Level.TEXT,
    "row": Level.ROW,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker at the head of a paragraph."""

    family: str
    text: str  # as printed
    end: int  # where the words begin
    depth: int  # components of a decimal number, else 1
    ordinal: int  # its last number, 0 when it has none


@dataclass(slots=True)
class _Open:
    """A node that may still get children."""

    node: int
    family: str
    rank: float
    depth: int
    ordinal: int
    awaits: bool  # its words end with a colon: what follows hangs below it
    table: int | None = None


def read_mark(text: str, start: int = 0) -> Mark | None:
    """The marker at ``text[start:]``, None when the paragraph has none."""
    found = _MARKER.match(text, start)
    if not found or found.lastgroup is None:
        return None
    family, printed = _FAMILY.get(found.lastgroup, found.lastgroup), found.group().strip()
    end = _SPACES.match(text, found.end()).end()  # type: ignore[union-attr]
    if family == "roman" and not _plausible_roman(printed):
        return None
    depth, ordinal = 1, 0
    if family in ("number", "paren"):
        numbers = re.findall(r"\d+", printed)
        depth, ordinal = max(1, len(numbers)), int(numbers[-1]) if numbers else int(family == "number")
    elif family == "letter":
        ordinal = _LETTERS.find(printed.strip("().")[0]) + 1
    elif family in ("roman", "part", "chapter", "section", "article", "capital", "annex"):
        ordinal = _ordinal(printed)
    return Mark(family, printed, end, depth, ordinal)


def _plausible_roman(printed: str) -> bool:
    letters = printed.rstrip(" .)/-–")
    return re.fullmatch(r"(?:X{0,3})(?:IX|IV|V?I{0,3})", letters) is not None and letters != ""


def _ordinal(printed: str) -> int:
    digits = re.search(r"\d+", printed)
    if digits:
        return int(digits.group())
    word = printed.rstrip(" .:)/-–").rsplit(" ", 1)[-1]
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    if re.fullmatch(r"[IVXLC]+", word):
        values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[char] for char in word]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return ord(word[0]) - 64 if word and "A" <= word[0] <= "H" else 0


def outline(blocks: Sequence[Block]) -> tuple[Node, ...]:
    """All places of the text, in reading order; ``parent`` always comes before its children."""
    builder = _Builder()
    skip = -1
    for position, block in enumerate(blocks):
        if position == skip or not block.text:
            continue
        if block.cells:
            builder.row(block)
            continue
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if builder.block(block, following):
            skip = position + 1
    return tuple(builder.nodes)


class _Builder:
    """Keeps the open places and hangs each new one below the right one."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.open: list[_Open] = []
        self.marked = False  # has a numbered place been seen
        self.titles = 0  # lines that may still belong to the document's title

    def block(self, block: Block, following: Block | None) -> bool:
        """Add a paragraph; True when the next paragraph was taken as its title."""
        mark = read_mark(block.text)
        if mark is None:
            self._unmarked(block)
            return False
        self.titles, self.marked = 0, True
        title, taken = block.text[mark.end :], False
        if _needs_title(mark, title, following):
            title, taken = squeeze(f"{title} {following.text}"), True  # type: ignore[union-attr]
        inner = read_mark(block.text, mark.end) if mark.family in ("dash", "bullet") else None
        if inner and inner.family in ("letter", "number") and inner.end < len(block.text):
            mark = Mark(inner.family, f"{mark.text} {inner.text}", inner.end, inner.depth, inner.ordinal)
            title = block.text[inner.end :]
        self._place(mark)
        node = self._add(block, mark.family, mark.text, title, 0, mark)
        self._cut(block, node, mark)
        return taken

    def row(self, block: Block) -> None:
        while self.open and (self.open[-1].family in ("text", "row") or self._finished(self.open[-1])):
            self.open.pop()
        self._add(block, "row", "", squeeze(block.text), 0, None)

    def _finished(self, place: _Open) -> bool:
        """Does a place hold a full sentence? A table after it does not belong to it."""
        title = self.nodes[place.node].title
        return not place.awaits and place.rank >= 8 and len(title) > 40 and title.endswith((".", ";"))

    def _unmarked(self, block: Block) -> None:
        family = self._family(block)
        words = fold(block.text).strip(" :*")
        if KIND_LINE.fullmatch(words):
            self.open.clear()
            self._add(block, "caps", "", block.text, 0, None)
            self.titles = 3
            return
        if (
            self.titles
            and not re.match(r"kính gửi|căn cứ|thực hiện (?:kế|luật|chỉ|nghị)", words)
            and family in ("caps", "bold", "text")
            and not block.text.endswith((".", ":", ";"))
        ):
            self.titles -= 1
            self._add(block, "bold", "", block.text, 0, None)
            return
        self.titles = 0
        if not self.marked and family in ("caps", "bold") and LETTERHEAD.match(words):
            self._add(block, "caps", "", block.text, 0, None)
            return
        if words.startswith("kính gửi") or (family in ("label", "body") and words.endswith(" điện")):
            self.open.clear()
            self._add(block, "label", "", block.text, 0, None)
            return
        if CLOSING_LINE.match(words):
            self.open.clear()
        mark = Mark(family, "", 0, 1, 0)
        self._place(mark)
        node = self._add(block, family, "", block.text, 0, mark)
        self._cut(block, node, mark)

    def _family(self, block: Block) -> str:
        text = block.text
        if mostly_capitals(text) and len(text) < 200 and not text.endswith((".", ";")):
            return "caps"
        if len(text) < 120 and not text.endswith((".", ";", ",")) and _BODY_LINE.match(fold(text)):
            return "body"
        if len(text) < 160 and text.endswith(":"):
            return "label"
        if block.bold and len(text) < 120 and not text.endswith((".", ";", ",")) and "(" not in text[:1]:
            return "bold"
        return "text"

    def _place(self, mark: Mark) -> None:
        """Close the places the new one does not belong below."""
        top = self.open[-1] if self.open else None
        rank = _rank(mark)
        if mark.family == "text":
            self._close_for_text()
            return
        if top and top.awaits and self._below(top, mark):
            return
        twin = self._twin(mark)
        if twin is not None:
            del self.open[twin:]
            return
        while self.open and self.open[-1].rank >= rank and not (self.open[-1].awaits and rank >= 20):
            self.open.pop()

    def _below(self, top: _Open, mark: Mark) -> bool:
        """A place whose words end with a colon takes what follows, unless that goes on with an older count."""
        if mark.family in ("part", "chapter", "annex", "section", "article", "capital", "roman", "caps"):
            return False
        if mark.family == top.family:
            if mark.family in ("label", "body", "bold", "text", "dash", "bullet", "plus"):
                return False
            return mark.ordinal == 1 and top.ordinal != 0 and mark.depth <= top.depth and mark.family != "letter"
        if mark.family in ("label", "body"):
            return top.family in ("letter", "number")
        older = [place for place in self.open[:-1] if place.family == mark.family]
        if not older or mark.family in ("dash", "bullet"):
            return mark.family != "number" or mark.ordinal == 1 or not older
        return mark.ordinal != older[-1].ordinal + 1

    def _twin(self, mark: Mark) -> int | None:
        """Position of the open place the new one stands beside."""
        rank = _rank(mark)
        for position in range(len(self.open) - 1, -1, -1):
            place = self.open[position]
            if place.family == mark.family and (mark.family != "number" or place.depth == mark.depth):
                if self._restarts(position, mark):
                    return None
                return position
            if place.rank < (_RANK["number"] if mark.family == "body" else min(rank, 20)):
                return None
        return None

    def _restarts(self, position: int, mark: Mark) -> bool:
        """A count that begins again below a heading without a number ("Sở Y tế:" / 1. 2. / "Sở Tư pháp:" / 1.)."""
        between = self.open[position + 1 :]
        if (
            mark.ordinal == 1
            and mark.depth == 1
            and any(place.family in ("label", "body", "bold") for place in between)
        ):
            return self.open[position].ordinal >= 1
        return False

    def _close_for_text(self) -> None:
        """A paragraph without marker hangs below the nearest heading, or below what ends with a colon."""
        while (
            self.open
            and not self.open[-1].awaits
            and self.open[-1].family in ("text", "row", "plus", "dash", "bullet", "paren")
        ):
            self.open.pop()

    def _add(self, block: Block, family: str, marker: str, title: str, start: int, mark: Mark | None) -> int:
        index = len(self.nodes)
        parent = self.open[-1].node if self.open else None
        depth = self.nodes[parent].depth + 1 if parent is not None else 0
        span = Span(block.index, start, len(block.text))
        self.nodes.append(Node(index, parent, _LEVEL[family], marker, squeeze(title), span, depth))
        if mark is not None:
            awaits = title.rstrip().endswith(":")
            if family != "text" or awaits:
                self.open.append(_Open(index, family, _rank(mark), mark.depth, mark.ordinal, awaits, block.table))
        return index

    def _cut(self, block: Block, node: int, mark: Mark) -> None:
        """Items inside a paragraph: "(1) … (2) …" become places of their own."""
        cuts = inline_items(block.text, mark.end, mark.ordinal if mark.family in ("paren", "letter") else 0)
        if not cuts:
            return
        parent = node if cuts[0].ordinal == 1 else self.nodes[node].parent
        if cuts[0].ordinal != 1:
            first = self.nodes[node]
            title = squeeze(block.text[mark.end : cuts[0].start])
            span = Span(block.index, first.span.start, cuts[0].start)
            self.nodes[node] = Node(node, first.parent, first.level, first.marker, title, span, first.depth)
        for number, cut in enumerate(cuts):
            end = cuts[number + 1].start if number + 1 < len(cuts) else len(block.text)
            self._inline(block, cut, end, parent)
        if parent != node and self.open and self.open[-1].node == node:
            self.open[-1].ordinal = cuts[-1].ordinal

    def _inline(self, block: Block, cut: Cut, end: int, parent: int | None) -> None:
        index = len(self.nodes)
        depth = self.nodes[parent].depth + 1 if parent is not None else 0
        title = squeeze(block.text[cut.text_start : end])
        level = Level.LETTER if cut.marker[0].isalpha() else Level.PAREN
        self.nodes.append(Node(index, parent, level, cut.marker, title, Span(block.index, cut.start, end), depth))


def _rank(mark: Mark) -> float:
    return _RANK[mark.family] + (mark.depth - 1 if mark.family == "number" else 0)


def _needs_title(mark: Mark, title: str, following: Block | None) -> bool:
    """A marker that stands alone on its line takes the next line as its title."""
    if following is None or following.cells or not _DETAIL_ONLY.match(title):
        return False
    if mark.family not in ("part", "chapter", "annex", "section", "roman", "capital", "number", "article"):
        return False
    if read_mark(following.text) is not None or len(following.text) > 300:
        return False
    return mostly_capitals(following.text) or not following.text.endswith((".", ";")) or mark.family == "article"


def heading_text(node: Node) -> str:
    """The words of a place, folded, without the colon at the end."""
    return fold(node.title).strip(" .:;-")
