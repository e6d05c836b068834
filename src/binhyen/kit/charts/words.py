"""A chart in words: what stands on it, between which bounds, and which way it went."""

from collections.abc import Iterator

from binhyen.kit.figures import Direction, number

from .values import Chart, Look, Point, Series

_WELL = {Direction.FEWER: "giảm là tốt", Direction.MORE: "tăng là tốt", Direction.NEITHER: ""}


def words(chart: Chart) -> str:
    """One paragraph that stands in for the picture: ends, bounds and direction of every series."""
    head = f"{chart.title}{f' ({chart.unit})' if chart.unit else ''}."
    well = f" Chiều tốt: {_WELL[chart.direction]}." if _WELL[chart.direction] else ""
    return " ".join([head + well, *_lines(chart)])


def _lines(chart: Chart) -> Iterator[str]:
    for series in chart.series:
        known = [point for point in series.points if point.value is not None]
        name = f"{series.name}: " if series.name and (len(chart.series) > 1 or chart.look is not Look.BARS) else ""
        if not known:
            yield f"{name}chưa có số."
        else:
            yield f"{name}{_of(series, known)}"


def _of(series: Series, known: list[Point]) -> str:
    first, last = known[0], known[-1]
    said = f"{first.label} {number(first.value)}"
    if len(known) > 1:
        said += f", {last.label} {number(last.value)} ({_change(first, last)})"
        low, high = min(known, key=_value), max(known, key=_value)
        said += f"; thấp nhất {number(low.value)} ({low.label}), cao nhất {number(high.value)} ({high.label})"
    if last.low is not None and last.high is not None:
        said += f"; khoảng của kỳ cuối {number(last.low)} đến {number(last.high)}"
    missing = len(series.points) - len(known)
    return said + (f"; {missing} kỳ chưa có số." if missing else ".")


def _value(point: Point) -> float:
    return point.value or 0


def _change(first: Point, last: Point) -> str:
    difference = _value(last) - _value(first)
    if not difference:
        return "không đổi"
    return f"{'tăng' if difference > 0 else 'giảm'} {number(abs(difference))}"
