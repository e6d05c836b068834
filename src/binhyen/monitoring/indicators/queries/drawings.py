"""Charts of figures."""

from functools import lru_cache

from binhyen.kit.charts import Chart, Direction, Point, Series, Shown, shown

from .boards import Page

FEWEST = 2  # points worth a drawing
KEPT = 512  # drawings; a figure that has not changed is not drawn again


def over_time(page: Page) -> Shown | None:
    """An indicator over its periods, oldest first; None where there is nothing to draw."""
    points = tuple(Point(period.short, figure.value) for period, figure in reversed(page.past))
    if sum(point.value is not None for point in points) < FEWEST or not any(point.value for point in points):
        return None
    unit = "%" if page.entry.denominator else page.entry.unit
    series = (Series(page.entry.name, points),)
    return _drawn(Chart(page.entry.name, series, unit=unit, direction=Direction(page.entry.direction)))


@lru_cache(maxsize=KEPT)
def _drawn(chart: Chart) -> Shown:
    return shown(chart)
