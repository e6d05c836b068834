"""Rows of a source in one evaluation: they become an expression only where one is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import ibis


@dataclass(frozen=True)
class Rows:
    """``source`` names them; ``build`` makes the expression."""

    source: str
    build: Callable[[], ibis.Table]

    @cached_property
    def table(self) -> ibis.Table:
        return self.build()
