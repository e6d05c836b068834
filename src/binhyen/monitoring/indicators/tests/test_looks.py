"""Any day as known on any day, opened to what came later; figures over time in small panels."""

from datetime import timedelta

import pytest

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.jobs.work import Unwatched
from binhyen.kit.spreadsheets import read as read_sheet
from binhyen.monitoring.indicators import jobs
from binhyen.monitoring.indicators.actions import looking
from binhyen.monitoring.indicators.models import FigureLook
from binhyen.monitoring.indicators.queries import looks as queries
from binhyen.monitoring.indicators.queries import multiples
from binhyen.operations.cases.actions.facts import record_fact, withdraw_fact
from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.tests.steps import positive
from tests.cast import BAN_LAU

from .conftest import NOW
from .test_figures import computed, snapshot_here  # noqa: F401 - a fixture

LOOK, LATER = "/so-lieu/ngay/", "/so-lieu/ngay/{}/"
OVER_TIME = "/so-lieu/theo-thoi-gian/"
FIRST = "Vàng A Gió"


@pytest.fixture
def looked(computed, closed, lists, person, as_, monkeypatch):  # noqa: F811
    """After the books were closed one fact was withdrawn and a test came in late; then somebody asks."""
    with scope_in_database(THE_SYSTEM):
        fact = CaseFact.objects.get(person=lists[FIRST])
        withdraw_fact(fact_id=fact.pk, reason="Nhầm người", by=person("officer"), at=NOW)
        late = positive("2026-11-10", reason="Ghi muộn")
        record_fact(person_id=lists["Tẩn Láo Tả"].pk, details=late, by=person("officer"), at=NOW)
    monkeypatch.setattr(looking, "latest", lambda folder: snapshot_here())
    address = as_("coordinator").post(LOOK, {"chot": closed.code, "dia-ban": BAN_LAU}).url
    jobs.look(**Job.objects.get(kind="indicators.look").arguments, progress=Unwatched(), at=NOW)
    return address


def lines(page):
    return {line.entry.code: line for part in page.context["parts"] for line in part.lines}


def test_a_day_stands_as_it_was_closed_beside_what_is_known_now_and_opens_to_the_people_between(looked, closed, as_):
    found = lines(as_("coordinator").get(looked))
    one, same = found["users.reported"], found["addicts.reported"]

    assert (one.then.value, one.now.value, one.moved.words, one.opens) == (1, 0, "giảm 1", "people")
    assert (same.then, same.moved) == (same.now, None)
    why = as_("commune_police").get(f"{LATER.format('users.reported')}?{looked.partition('?')[2]}").content.decode()
    sheet = as_("coordinator").get(f"{looked}&xlsx=1")
    assert f"Lúc chốt {closed.code}" in str(read_sheet(data=sheet.content))
    assert FIRST in why
    assert "1 người làm con số khác đi" in why


def test_work_written_later_is_shown_with_its_facts_a_rate_with_its_rows_and_only_whose_they_are(looked, as_):
    asked = looked.partition("?")[2].replace(BAN_LAU, "15")
    page = as_("coordinator").get(f"{LOOK}?{asked}")
    assert (lines(page)["tests"].then.value, lines(page)["tests"].now.value) == (0, 1)

    assert "Tẩn Láo Tả" in as_("officer").get(f"{LATER.format('tests')}?{asked}").content.decode()
    assert "Tẩn Láo Tả" not in as_("commune_police").get(f"{LATER.format('tests')}?{asked}").content.decode()
    assert as_("stranger").get(f"{LOOK}?{asked}").status_code == 403

    # The late test is late above the line of a rate, and one more fact below it.
    line = lines(as_("coordinator").get(f"{LOOK}?{asked}"))["quality.late"]
    assert (line.then.detail, line.now.detail, line.opens) == ("0/0", "1/1", "rows")

    page = as_("officer").get(f"{LATER.format('quality.late')}?{asked}")
    assert [(one.name.partition(":")[0], one.below, one.then, one.now) for one in page.context["rows"]] == [
        ("Tẩn Láo Tả", False, 0, 1), ("Tẩn Láo Tả", True, 0, 1),
    ]  # fmt: skip
    assert "2 dòng làm con số khác đi" in page.text
    other = as_("commune_police").get(f"{LATER.format('quality.late')}?{asked}")
    assert (other.context["rows"], "Tẩn Láo Tả" in other.text) == ([], False)


def test_a_look_from_before_the_moment_it_was_asked_of_is_computed_again_once_that_is_over(closed):
    wanted = queries.asked(params={"chot": closed.code}, areas={BAN_LAU: "Xã Bản Lầu"}, today=NOW.date())
    kept = FigureLook.objects.create(
        on=wanted.on, known_at=wanted.known_at, period_kind=wanted.kind, moment=closed.known_at
    )

    assert queries.kept(wanted=wanted, today=NOW.date()) == kept
    FigureLook.objects.update(moment=kept.known_at - timedelta(hours=5))
    assert queries.kept(wanted=wanted, today=NOW.date()) is None
    assert queries.kept(wanted=wanted, today=wanted.known_on) is not None  # that day still runs


def test_an_address_that_says_nonsense_asks_about_today(computed, as_):  # noqa: F811
    page = as_("commune_police").get(LOOK, {"ngay": "32/13/2026", "biet": "01-13-2026", "dia-ban": "01"})

    assert page.status_code == 200
    assert page.context["wanted"].area == BAN_LAU
    assert page.context["wanted"].known_on == page.context["wanted"].on


def test_panels_have_one_scale_and_a_commune_sees_all_figures_of_its_own(computed, as_):  # noqa: F811
    province = as_("coordinator").get(OVER_TIME, {"chi-tieu": "addicts.reported", "sap": "nhieu"}).context["page"]
    own = as_("commune_police").get(OVER_TIME).context["page"]

    values = [panel.last.value for panel in province.panels]
    assert values == sorted(values, reverse=True)
    assert max(bar.height for panel in province.panels for bar in panel.drawn) == multiples.HIGH
    assert len(province.periods) == len(province.panels[0].past) == 12
    assert {"users.reported", "tests"} <= {panel.key for panel in own.panels}
    assert own.entry is None
