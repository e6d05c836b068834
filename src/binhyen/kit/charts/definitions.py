"""The one definition of each look, in Altair. Colours are the light ones of tokens.css: print needs no others."""

from collections.abc import Iterator
from math import ceil
from typing import Any

import altair as alt

from binhyen.kit.figures import Direction, number

from .values import Chart, Look, Series

Drawn = alt.LayerChart | alt.FacetChart

INK, INK_2, LINE, PALE, STRONG, SLATE = "#1b2a2b", "#4b5a5b", "#dedad0", "#9fd8cf", "#0b5d57", "#4c5a64"
# told apart without colour too: by their dashes, by the shape of their points and by the name at their end
HUES = (STRONG, "#b45309", "#1d5fa8", "#5b4b8a", SLATE)
DASHES = ([1, 0], [8, 3], [2, 2], [10, 3, 2, 3], [4, 4])
BROKEN = [4, 3]
_FEW = 14  # bars that have room for their value
_LETTER = 7  # points wide, at most, below the axis
_PANELS = 4  # small multiples in a row


def defined(chart: Chart) -> dict[str, Any]:
    """The Vega-Lite of the chart."""
    drawn = {Look.BARS: _bars, Look.LINES: _lines, Look.MULTIPLES: _multiples}[chart.look](chart)
    drawn = drawn.configure(
        font="Be Vietnam Pro", background="transparent", padding={"left": 4, "right": 12, "top": 10, "bottom": 4}
    )
    drawn = drawn.configure_view(stroke=None).configure_legend(disable=True)
    axis = {"labelColor": INK_2, "labelFontSize": 12, "domainColor": LINE, "tickColor": LINE, "gridColor": LINE}
    drawn = drawn.configure_axis(**axis).configure_axisX(grid=False, labelAngle=0)
    return drawn.configure_header(labelColor=INK, labelFontSize=12, labelFontWeight=600, title=None).to_dict()


def _rows(series: Series, at: int) -> Iterator[dict[str, Any]]:
    last = max((place for place, point in enumerate(series.points) if point.value is not None), default=-1)
    for place, point in enumerate(series.points):
        yield {
            "series": series.name, "order": at, "place": place, "label": point.label, "value": point.value,
            "low": point.low, "high": point.high, "last": place == last, "text": number(point.value),
        }  # fmt: skip


def _data(chart: Chart) -> alt.Data:
    return alt.Data(values=[row for at, series in enumerate(chart.series) for row in _rows(series, at)])


def _across(chart: Chart) -> alt.X:
    labels = [point.label for point in max((series.points for series in chart.series), key=len)]
    every = ceil(len(labels) * (max(map(len, labels)) + 2) * _LETTER / chart.width)
    shown = labels[(len(labels) - 1) % every :: every]  # the last always has its label
    axis = alt.Axis(title=None, values=shown, labelOverlap=False, labelFlush=False, ticks=False)
    return alt.X("label:N", sort=labels, axis=axis)


def _up(chart: Chart, *, zero: bool) -> alt.Y:
    axis = alt.Axis(title=None, tickCount=4, labelExpr="replace(format(datum.value, ',~f'), /,/g, '.')", domain=False)
    return alt.Y("value:Q", scale=alt.Scale(zero=zero, nice=True), axis=axis)


def _bars(chart: Chart) -> Drawn:
    """The last one strong: it is the one that is asked about."""
    base = alt.Chart(_data(chart), width=chart.width, height=chart.height).encode(x=_across(chart))
    bars = base.mark_bar(cornerRadiusTopLeft=2, cornerRadiusTopRight=2).encode(
        y=_up(chart, zero=True), color=alt.condition("datum.last", alt.value(STRONG), alt.value(PALE))
    )
    few = len(chart.series[0].points) <= _FEW
    texts = base.transform_filter("datum.value != null" if few else "datum.value != null && datum.last").mark_text(
        dy=-7, fontSize=12, color=INK
    )
    unknown = base.transform_filter("datum.value == null").mark_text(text="?", dy=-7, fontSize=13, color=INK_2)
    return alt.layer(bars, texts.encode(y="value:Q", text="text:N"), unknown.encode(y=alt.datum(0)))


def _lines(chart: Chart) -> Drawn:
    data, zero = _data(chart), chart.direction is not Direction.NEITHER
    layers: list[alt.Chart] = []
    for at, series in enumerate(chart.series):
        hue, dash = HUES[at % len(HUES)], BROKEN if series.expected else DASHES[at % len(DASHES)]
        base = alt.Chart(data, width=chart.width, height=chart.height).transform_filter(f"datum.order == {at}")
        base = base.encode(x=_across(chart))
        if any(point.low is not None for point in series.points):
            layers.append(base.mark_area(opacity=0.18, color=hue).encode(y="low:Q", y2="high:Q"))
        line = base.mark_line(color=hue, strokeWidth=2.2, strokeDash=dash, invalid="break-paths-show-domains")
        layers.append(line.encode(y=_up(chart, zero=zero)))
        end = base.transform_filter("datum.last && datum.value != null")
        layers.append(end.mark_point(filled=True, size=50, color=hue, opacity=1).encode(y="value:Q"))
        named = end.transform_calculate(named="datum.series + ' ' + datum.text")
        layers.append(
            named.mark_text(align="right", dx=4, dy=-11, color=INK, fontSize=12).encode(y="value:Q", text="named:N")
        )
    return alt.layer(*layers)


def _multiples(chart: Chart) -> Drawn:
    """Every panel to the same scale, so that heights compare; the last value is written, nothing else is."""
    across = alt.X("place:O", axis=None)
    base = alt.Chart(width=chart.width // _PANELS - 12, height=chart.height // 3).encode(x=across)
    bars = base.mark_bar().encode(
        y=alt.Y("value:Q", axis=None),
        color=alt.condition("datum.last", alt.value(STRONG), alt.value(PALE)),
    )
    text = base.transform_filter("datum.last").mark_text(align="right", dx=6, dy=-7, fontSize=11, color=INK)
    order = [series.name for series in chart.series]
    facet = alt.Facet("series:N", sort=order, header=alt.Header(labelAlign="left", labelAnchor="start"))
    return alt.layer(bars, text.encode(y="value:Q", text="text:N"), data=_data(chart)).facet(facet, columns=_PANELS)
