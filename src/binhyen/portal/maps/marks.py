"""Points and offences on the map of communes: only for who may read them, many of them as one mark with a number."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.kit.figures import number
from binhyen.kit.maps import Frame, Spot, clusters
from binhyen.operations.offences.permissions import Permission, may
from binhyen.operations.offences.queries.labels import KINDS, LOOKS, kind_words, legend, words
from binhyen.operations.offences.queries.spots import Located, located, unplaced
from binhyen.operations.offences.rules.periods import Period, period_of, year_of
from binhyen.operations.offences.values import Table

from .sheet import SIDE
from .values import Asked, Shape, Sheet

CHOICES: Mapping[str, tuple[Any, frozenset[Table]]] = {
    "": (gettext_lazy("Không"), frozenset()),
    "diem": (gettext_lazy("Điểm đang có"), frozenset({Table.POINTS})),
    "vu-viec": (gettext_lazy("Vụ việc trong kỳ"), frozenset({Table.OFFENCES})),
    "ca-hai": (gettext_lazy("Điểm và vụ việc"), frozenset({Table.POINTS, Table.OFFENCES})),
}
SMALL, STEP, MOST = 9, 2, 20  # of a mark with a number: its radius for two, for each doubling, at most


@dataclass(frozen=True, slots=True)
class Mark:
    """``look`` of a single row; ``count`` and ``radius`` where one mark stands for several."""

    x: int
    y: int
    label: str
    href: str
    look: str = ""
    count: int = 0
    radius: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """``counts`` says in words what each commune has, those without a place too; ``hrefs`` where its rows are read."""

    marks: Sequence[Mark] = ()
    legend: Sequence[tuple[str, str, int]] = ()
    counts: Mapping[str, str] = field(default_factory=dict)
    hrefs: Mapping[str, str] = field(default_factory=dict)
    unplaced: int = 0
    period: Period | None = None


def may_mark(scope: Scope) -> bool:
    return may(scope, Permission.READ)


def marks(*, asked: Asked, drawn: Sheet, choice: str) -> Marks:
    """The rows of the day on the sheet: where they are on outlines, as one number for a commune on its tile."""
    tables = CHOICES.get(choice, CHOICES[""])[1]
    if not tables or not drawn.shapes or not may_mark(asked.scope):
        return Marks()
    period = period_of(year=year_of(asked.on), on=asked.on)
    known = asked.known_at or asked.at
    with scope_in_database(asked.scope):
        rows = located(tables=tables, scope=asked.scope, start=period.start, on=period.on, known_at=known)
    shapes = {shape.code: shape for shape in drawn.shapes}
    rows = [one for one in rows if one.commune in shapes]
    kept: dict[str, list[Located]] = {}
    for one in rows:
        kept.setdefault(one.commune, []).append(one)
    hrefs = {code: _opens(code, period, asked.known_at and asked.known_at.date()) for code in kept}
    held = Marks(
        counts={code: _words(ones) for code, ones in kept.items()}, hrefs=hrefs,
        period=period,
    )  # fmt: skip
    if drawn.frame is None:
        return replace(held, marks=_on_tiles(kept, shapes, hrefs))
    found = _on_outlines(drawn.frame, rows, shapes, hrefs)
    return replace(held, marks=found, legend=legend(rows), unplaced=unplaced(rows))


def beside(shapes: Sequence[Shape], held: Marks) -> list[tuple[Shape, str, str]]:
    """Lines of the table: each commune with its rows in words and where they are read."""
    return [(one, held.counts.get(one.code, ""), held.hrefs.get(one.code, "")) for one in shapes]


def _on_outlines(
    frame: Frame, rows: Sequence[Located], shapes: Mapping[str, Shape], hrefs: Mapping[str, str]
) -> list[Mark]:
    spots = [
        Spot(*frame.step(float(one.longitude), float(one.latitude)), one.commune, one)
        for one in rows
        if one.longitude is not None and one.latitude is not None
    ]
    found = []
    for one in clusters(spots):
        name, row = shapes[one.group].name, one.items[0]
        if len(one.items) == 1:
            href = reverse("offences:row", args=[row.table.value, row.record])
            found.append(Mark(one.x, one.y, f"{name}. {words(row)}", href, LOOKS[row.kind]))
        else:
            found.append(_many(one.x, one.y, f"{name}: {_words(one.items)}", hrefs[one.group], len(one.items)))
    return sorted(found, key=lambda mark: mark.count)  # the greater over the smaller


def _on_tiles(
    kept: Mapping[str, Sequence[Located]], shapes: Mapping[str, Shape], hrefs: Mapping[str, str]
) -> list[Mark]:
    """In the upper right corner of each tile: how many the commune has, wherever they are."""
    return [
        _many(
            shapes[code].x + SIDE - 5, shapes[code].y + 5, f"{shapes[code].name}: {_words(ones)}", hrefs[code],
            len(ones), most=6,
        )
        for code, ones in kept.items()
    ]  # fmt: skip


def _many(x: int, y: int, label: str, href: str, count: int, *, most: int = MOST) -> Mark:
    label = f"{count} · {label}"  # what is seen first, as the sign shows it
    return Mark(x, y, label, href, "", count, min(most, SMALL + STEP * (count.bit_length() - 2)))


def _words(rows: Sequence[Located]) -> str:
    count = Counter(one.kind for one in rows)
    kinds = [kind for ones in KINDS.values() for kind in ones if count[kind]]
    return ", ".join(_("%(n)s %(what)s") % {"n": number(count[kind]), "what": kind_words(kind)} for kind in kinds)


def _opens(code: str, period: Period, known: date | None) -> str:
    asked = {"nam": str(year_of(period.on)), "ngay": f"{period.on:%d/%m/%Y}"}
    if known:
        asked["biet-den"] = f"{known:%d/%m/%Y}"
    return f"{reverse('offences:area', args=[code])}?{urlencode(asked)}"
