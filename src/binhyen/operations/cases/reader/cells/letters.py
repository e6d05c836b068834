"""Capital and small letters."""

from __future__ import annotations

import re

_FIRST = re.compile(r"(^|['’\-])([^\W\d_])")


def proper(text: str) -> str:
    """ "NGUYỄN VĂN A" -> "Nguyễn Văn A"; "H'MÔNG" -> "H'Mông"."""
    return " ".join(_FIRST.sub(lambda hit: hit.group(1) + hit.group(2).upper(), word.lower()) for word in text.split())
