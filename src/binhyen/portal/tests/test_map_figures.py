"""Figures of the dictionary on the map: from what is kept, for the month of the day, for those who may know them."""

from datetime import UTC, date, datetime

import pytest

from binhyen.foundation.access.queries import scope
from binhyen.monitoring.indicators.models import FigureRun, FigureSeries
from binhyen.monitoring.indicators.queries import boards
from binhyen.portal.maps import Ask, Asked, layer_of, layers_for, sheet
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories import imports
from tests.cast import BAN_LAU, NEXT_COMMUNE

pytestmark = pytest.mark.django_db
AT, ON = datetime(2026, 3, 20, tzinfo=UTC), date(2026, 3, 20)
MONTHS = 25


@pytest.fixture
def kept(db):
    """Figures of two communes: 7 and 3 new users in the running month, nobody tested before; the rate of one."""
    territories.load_codes(tables=imports.read_codes(provinces=("15",)), by=None, at=AT)
    run = FigureRun.objects.create(
        computed_at=AT,
        moment=AT,
        as_of=ON,
        digest="x",
        codes=["users.came", "people.rate"],
        no_source=[],
        areas=boards.named(["15", BAN_LAU, NEXT_COMMUNE, "02680"]),
    )
    rest = [0] * (MONTHS - 1)
    for area, code, above, below in (
        (BAN_LAU, "users.came", [7, *rest], None),
        (NEXT_COMMUNE, "users.came", [3, *rest], None),
        (BAN_LAU, "people.rate", [5, *rest], [10_000] * MONTHS),
    ):
        FigureSeries.objects.create(
            run=run, code=code, area=area, period_kind="ADMIN_MONTH", numerators=above, denominators=below
        )


@pytest.fixture
def values(kept, person):
    def draw(name: str, code: str, on: date = ON, known_at: datetime | None = None):
        reader = scope(user=person(name), on=on)
        page = sheet(Ask(layer_of(code, reader), Asked(reader, "15", on, AT, known_at)))
        return {shape.code: shape.value for shape in page.shapes if shape.value}

    return draw


def test_a_commune_reads_its_own_figure_only(values):
    assert set(values("commune_police", "users-came")) == {BAN_LAU}


def test_who_reads_no_figures_is_offered_none(kept, person):
    for name in ("administrator", "stranger"):
        assert "users-came" not in {one.code for one in layers_for(scope(user=person(name), on=ON))}


def test_each_commune_has_the_figure_of_the_month_the_day_lies_in(values):
    found = values("coordinator", "users-came")

    assert (found[BAN_LAU].text, found[NEXT_COMMUNE].text, found["02680"].text) == ("7", "3", "0")
    assert values("coordinator", "users-came", date(2026, 2, 1))[BAN_LAU].text == "0"


def test_a_rate_shows_its_two_numbers(values):
    assert values("coordinator", "people-rate")[BAN_LAU].text.endswith("(5/10.000)")


def test_days_and_knowledge_that_are_not_kept_are_unknown_not_nought(values):
    assert values("coordinator", "users-came", date(2020, 1, 1)) == {}
    assert values("coordinator", "users-came", ON, AT) == {}


def test_a_figure_opens_its_page(values, as_):
    assert as_("coordinator").get(values("coordinator", "users-came")[BAN_LAU].href).status_code == 200
