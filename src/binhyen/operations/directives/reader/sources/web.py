"""Web pages, also those saved under the name of a Word document: block elements become lines, tables become rows."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from html.parser import HTMLParser

from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.operations.directives.reader.values import RawLine, Refused

from .plain import text_of_bytes
from .word_tables import Table, is_layout

# fmt: off
_BLOCKS = frozenset((
    "p", "div", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "table", "tr",
    "section", "article", "header", "footer", "pre", "blockquote", "center", "form", "body",
))
# fmt: on
_SILENT = frozenset(
    ("script", "style", "head", "title", "noscript", "template", "svg", "select", "textarea", "button", "nav")
)
_BOLD = frozenset(("b", "strong"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MAX_SPAN = 63


def lines_of(data: bytes, progress: Callable[[int, int], None]) -> tuple[list[RawLine], list[str]]:
    """Lines of an HTML or MHTML file, with the remark that it is one."""
    if b"multipart/related" in data[:4096].lower():
        data = _html_of_mime(data)
    text, notes = _decoded(data)
    page = Page()
    page.feed(text)
    page.close()
    page.end_line()
    progress(1, 1)
    return page.lines, ["Đây là trang web (HTML): đã đọc phần chữ và bảng, bỏ qua hình thức trình bày.", *notes]


def _decoded(data: bytes) -> tuple[str, list[str]]:
    named = _CHARSET.search(data[:4096])
    if named and named.group(1).lower() in (b"windows-1258", b"utf-16"):
        try:
            return data.decode(named.group(1).decode()), []
        except UnicodeError:
            return text_of_bytes(data)
    return text_of_bytes(data)


def _html_of_mime(data: bytes) -> bytes:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content
    raise Refused("CORRUPT", "Trang web lưu một tệp (MHTML) không có phần chữ. Hãy mở bằng Word và lưu thành .docx.")


class Page(HTMLParser):
    """Collects lines; inside a table cell it collects the cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[RawLine] = []
        self._text: list[str] = []
        self._bold = 0
        self._bold_chars = 0
        self._silent = 0
        self._heading: int | None = None
        self._tables = 0
        self._depth = 0
        self._rows: list[list[list[str]]] = []
        self._cell_lines: list[str] | None = None  # of the cell that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "li":
            self.end_line()
            self._text = ["- "]
        elif tag in ("td", "th"):
            self._cell(dict(attrs))
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _BLOCKS:
            self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag == "table":
            self._end_table()
        elif tag in _BLOCKS or tag in ("td", "th", "li"):
            self.end_line()
            self._heading = None

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)
            self._bold_chars += len(data.strip()) if self._bold else 0

    def end_line(self) -> None:
        text = collapse(clean("".join(self._text)))
        bold = bool(text) and self._bold_chars >= len(text.replace(" ", "")) * 0.9
        self._text, self._bold_chars = [], 0
        if not text:
            return
        if self._depth and self._cell_lines is not None:
            self._cell_lines.append(text)
            return
        self.lines.append(RawLine(number=len(self.lines) + 1, text=text, heading=self._heading, bold=bold))

    def _block(self, tag: str) -> None:
        self.end_line()
        if tag == "table":
            if self._depth == 0:
                self._rows, self._cell_lines = [], None
            self._depth += 1
        elif tag == "tr" and self._depth == 1:
            self._rows.append([])
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading = int(tag[1])

    def _cell(self, attrs: dict[str, str | None]) -> None:
        self.end_line()
        if self._depth != 1:
            return
        if not self._rows:
            self._rows.append([])
        span = attrs.get("colspan") or "1"
        columns = min(int(span), _MAX_SPAN) if span.isdigit() and len(span) < 4 else 1
        self._cell_lines = []
        self._rows[-1].append(self._cell_lines)
        self._rows[-1] += [[] for _ in range(columns - 1)]

    def _end_table(self) -> None:
        self.end_line()
        self._depth = max(0, self._depth - 1)
        if self._depth:
            return
        rows = [row for row in self._rows if any(row)]
        self._rows, self._cell_lines = [], None
        table = Table(rows, bordered=True)
        if is_layout(table):
            for line in (line for row in rows for cell in row for line in cell):
                self.lines.append(RawLine(number=len(self.lines) + 1, text=line))
            return
        self._tables += 1
        for row in rows:
            cells = tuple("\n".join(cell) for cell in row)
            self.lines.append(
                RawLine(number=len(self.lines) + 1, text="\t".join(cells), cells=cells, table=self._tables)
            )
