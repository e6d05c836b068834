"""Reads a directive into duties: ``from binhyen.operations.directives.reader import read``.

Stages, each a module of its own: sources (any file to lines) → lines (paragraphs) → outline (places) → meta → duties
→ lint.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from . import sources
from .bodies import Catalogue, default_catalogue
from .duties import find_duties
from .lines import blocks
from .lint import lint
from .meta import home_of, read_meta, reference_day
from .outline import outline
from .values import Reading, Refused
from .zones import zones


def read(
    source: str | bytes | os.PathLike[str],
    *,
    name: str | None = None,
    issued: date | None = None,
    catalogue: Catalogue | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Read a directive.

    ``source``: pasted text (str), a file's content (bytes) or a path. ``issued``: the day of issue, where the document
    does not print one or prints it wrongly. ``catalogue``: names of bodies; the project's own by default.
    ``progress``: called with (done, total) in pages. Raises Refused with what is wrong and how to mend it.
    """
    raw, notes = sources.raw_lines(source, name=name, progress=progress)
    paragraphs = blocks(raw)
    places = outline(paragraphs)
    parts = zones(places)
    meta = read_meta(paragraphs, places, parts)
    names = (catalogue or default_catalogue()).for_home(home_of(meta, paragraphs))
    duties = find_duties(raw, paragraphs, places, parts, names, issued or reference_day(meta, paragraphs))
    doc = name or (Path(source).name if isinstance(source, os.PathLike) else "")
    reading = Reading(doc, tuple(raw), paragraphs, places, meta, duties, (), tuple(notes))
    return replace(reading, findings=lint(reading, issued=issued))


__all__ = ["Reading", "Refused", "read"]
