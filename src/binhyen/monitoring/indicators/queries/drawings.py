"""Charts of figures."""

from binhyen.kit.charts import Chart, Direction, Point, Series, Shown, shown

from .boards import Page

FEWEST = 2  # points worth a drawing


def over_time(page: Page) -> Shown | None:
    """An indicator over its periods, oldest first; None where there is nothing to draw."""
    points = tuple(Point(period.short, figure.value) for period, figure in reversed(page.past))
    if sum(point.value is not None for point in points) < FEWEST or not any(point.value for point in points):
        return None
    unit = "%" if page.entry.denominator else page.entry.unit
    return shown(
        Chart(page.entry.name, (Series(page.entry.name, points),), unit=unit, direction=Direction(page.entry.direction))
    )
