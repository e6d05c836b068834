"""What can be shown on the map, each asked of the subject that holds it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.kit.figures import Direction, number
from binhyen.operations.cases.permissions import COUNTERS
from binhyen.operations.cases.queries.totals import Line, totals
from binhyen.registers.territories import queries as territories

from .classes import CLASS_LAYERS
from .figures import figure_layers
from .values import Asked, Layer, Value

MONTH = timedelta(days=30)


def _people(asked: Asked) -> dict[str, Line]:
    """Lines of the communes the reader sees; one without people on a list has an empty line."""
    with scope_in_database(asked.scope):
        counted = totals(on=asked.on, known_at=asked.known_at).communes
    mine = asked.scope.areas
    seen = [row.pk for row in territories.communes(on=asked.on, province_code=asked.province)]
    whole = asked.scope.whole_province
    return {code: counted.get(code, Line(code)) for code in seen if whole or code in mine}


def _opens(asked: Asked, code: str) -> str:
    """The people behind the figure."""
    words = {"xa": code, "list": "ALL", "cach": "reported", "ngay": f"{asked.on:%d/%m/%Y}"}
    return f"{reverse('cases:totals-people')}?{urlencode(words)}"


def managed(asked: Asked) -> Mapping[str, Value]:
    lines = _people(asked)
    return {
        code: Value(
            _("%(n)s người") % {"n": number(line.managed_reported)}, line.managed_reported, href=_opens(asked, code)
        )
        for code, line in lines.items()
    }


def managed_change(asked: Asked) -> Mapping[str, Value]:
    before = _people(replace(asked, on=asked.on - MONTH))
    return {
        code: Value(_sign(change), change, href=_opens(asked, code))
        for code, line in _people(asked).items()
        if (change := line.managed_reported - before[code].managed_reported) is not None
    }


def _sign(change: int) -> str:
    if not change:
        return _("không đổi")
    return (_("tăng %(n)s") if change > 0 else _("giảm %(n)s")) % {"n": number(abs(change))}


def density(asked: Asked) -> Mapping[str, Value]:
    rows = territories.communes(on=asked.on, province_code=asked.province)
    return {
        row.pk: Value(
            _("%(n)s người/km²") % {"n": number(round(float(row.density)))},  # type: ignore[attr-defined]
            float(row.density),  # type: ignore[attr-defined]
            href=reverse("territories:commune", args=[row.pk]),
        )
        for row in rows
        if row.density  # type: ignore[attr-defined]
    }


def _reads_cases(scope: Scope) -> bool:
    return bool(scope.roles.intersection(COUNTERS))


LAYERS = (
    *CLASS_LAYERS,
    Layer(
        "dang-quan-ly",
        gettext_lazy("Người đang quản lý"),
        managed,
        gettext_lazy("người"),
        Direction.FEWER,
        source=gettext_lazy("Sổ hồ sơ, cách tính đã công bố"),
        shown_to=_reads_cases,
    ),
    Layer(
        "thay-doi",
        gettext_lazy("Người đang quản lý: tăng, giảm trong 30 ngày"),
        managed_change,
        gettext_lazy("người"),
        Direction.FEWER,
        source=gettext_lazy("Sổ hồ sơ, cách tính đã công bố"),
        change=True,
        shown_to=_reads_cases,
    ),
    Layer(
        "mat-do",
        gettext_lazy("Mật độ dân số"),
        density,
        gettext_lazy("người/km²"),
        source=gettext_lazy("Dân số mới nhất đã ghi"),
    ),
    *figure_layers(),
)


def layers_for(scope: Scope) -> tuple[Layer, ...]:
    return tuple(layer for layer in LAYERS if layer.shown_to(scope))


def layer_of(code: str, scope: Scope) -> Layer:
    """The layer asked for, or the first this reader may see."""
    mine = layers_for(scope)
    return next((layer for layer in mine if layer.code == code), mine[0])
