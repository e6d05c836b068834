"""What everybody may read: nothing small, nothing before somebody decided so, and only from closed books."""

import pytest

from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.indicators.actions.publishing import NotPublished, publish
from binhyen.monitoring.indicators.models import Publication

from .conftest import NOW

PUBLIC = "/so-lieu/cong-khai/"


def test_nothing_is_public_before_somebody_published_it(closed, client):
    page = client.get(PUBLIC)

    assert page.status_code == 200
    assert "Chưa có số liệu công khai" in page.content.decode()


@pytest.mark.parametrize("who", ["officer", "leader", "commune_police", "stranger"])
def test_nobody_but_the_coordinator_publishes(closed, as_, who):
    assert as_(who).post(f"/so-lieu/chot/{closed.code}/cong-khai/").status_code == 403


def test_small_figures_are_withheld_from_everybody(closed, person, client):
    """Five people in two communes: every figure of a commune is small, so none may be read."""
    made = publish(closing=closed, by=person("coordinator"), at=NOW)
    page = client.get(PUBLIC)

    small = [people for area, _, people in made.figures if len(area) == 5 and people not in (None, 0)]
    assert small == []
    assert "được che" in page.content.decode()
    assert closed.code in page.content.decode()
    assert all(people is None or people % 5 == 0 for _, _, people in made.figures)
    assert Fact.objects.filter(kind="indicators.FiguresPublished", subject_id=closed.code).exists()


def test_a_closing_is_published_once(closed, person):
    publish(closing=closed, by=person("coordinator"), at=NOW)
    with pytest.raises(NotPublished):
        publish(closing=closed, by=person("coordinator"), at=NOW)

    assert Publication.objects.count() == 1
