"""Findings on personal data that a directive should not carry: mobile numbers, private mailboxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from binhyen.operations.directives.reader.values import Finding, Severity, Span

from .context import Context

_MOBILE: Final = re.compile(r"(?<![\d.,/])(?:\+?84|0)[\s.\-]?[35789]\d(?:[\s.\-]?\d){7}(?![\d])")
_MAIL: Final = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_PRIVATE: Final = re.compile(
    r"@(?:gmail|googlemail|yahoo|ymail|outlook|hotmail|live|icloud|me|aol|proton|protonmail|zoho|mail)\.[a-z.]+$",
    re.IGNORECASE,
)


def contacts(context: Context) -> Iterator[Finding]:
    if context.reading is None:
        return
    for block in context.reading.blocks:
        if not any(c in block.text for c in "0@+"):
            continue
        for match in _MOBILE.finditer(block.text):
            yield _finding(
                "PERSONAL_PHONE",
                f"Có số điện thoại di động {_hidden(match.group())} trong văn bản.",
                "Thay bằng số điện thoại của cơ quan hoặc đường dây nóng.",
                block.locate(match.start())[0],
                Span(block.index, match.start(), match.end()),
            )
        for match in _MAIL.finditer(block.text):
            if _PRIVATE.search(match.group()):
                yield _finding(
                    "PRIVATE_MAILBOX",
                    f"Có hòm thư cá nhân ({match.group().split('@')[1]}) trong văn bản.",
                    "Dùng hòm thư công vụ của cơ quan.",
                    block.locate(match.start())[0],
                    Span(block.index, match.start(), match.end()),
                )


def _hidden(number: str) -> str:
    """The number with its middle left out: a finding must not spread what it warns of."""
    digits = re.sub(r"\D", "", number)
    return f"{digits[:3]}…{digits[-2:]}"


def _finding(code: str, message: str, suggestion: str, line: int, span: Span) -> Finding:
    return Finding(code, Severity.WARNING, message, suggestion, line=line, span=span)
