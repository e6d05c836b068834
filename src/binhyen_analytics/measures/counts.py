"""What can be counted. An indicator is one count, or one over another; each is written once, as an Ibis predicate.

``source`` names rows (see ``sources``), ``where`` says which of them: ``_.list_code == "L2"``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from ibis.common.deferred import Deferred

type Numbers = np.ndarray[Any, np.dtype[np.int64]]  # areas × periods


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Rows that stand on the last day of the period; ``opening``: on the eve of its first day."""

    source: str
    where: Deferred | None = None
    opening: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Came:
    """Rows of spans that begin to meet ``where`` within the period: the person did not, or not here, the day before.

    ``because``: only those whose new span began with such a fact. For a larger area a move inside it is no coming.
    """

    source: str
    where: Deferred
    because: Deferred | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Went:
    """The reverse: they meet ``where`` no longer, or no longer here. ``because`` is of the span that follows."""

    source: str
    where: Deferred
    because: Deferred | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Happened:
    """Rows dated in the period, or the sum of ``amount`` over them."""

    source: str
    where: Deferred | None = None
    amount: Deferred | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Distinct:
    """Different ``who`` among the rows dated in the period."""

    source: str
    where: Deferred | None = None
    who: str = "person_id"


@dataclass(frozen=True, slots=True, eq=False)
class Residents:
    """People actually residing, by the last figure on or before the last day. Unknown where a commune has none."""


@dataclass(frozen=True, slots=True, eq=False)
class Communes:
    """How many communes the area has; with ``rule``, for how many of them it holds.

    ``rule`` is given each of ``of`` as communes × periods and answers the same shape of truths.
    """

    of: tuple[Count, ...] = ()
    rule: Callable[..., Any] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """Counts that add up, added."""

    of: tuple[Count, ...]


@dataclass(frozen=True, slots=True, eq=False)
class YearBefore:
    """The same count in the period one year earlier: what a growth is measured against."""

    of: Count


@dataclass(frozen=True, slots=True, eq=False)
class NoSource:
    """The product holds no data for it yet. Shown as such, never as 0."""


type Count = Standing | Came | Went | Happened | Distinct | Residents | Communes | Sum | YearBefore | NoSource


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """``scale``: how many of the numerator make one unit (10,000 for amounts kept in ten-thousandths).

    ``needs``: optional columns it cannot do without, as ``table.column``.
    """

    code: str
    numerator: Count
    denominator: Count | None = None
    scale: int = 1
    needs: tuple[str, ...] = ()
