"""The leader's first page: what to decide, the target, what blocks, the trend; light enough for a phone."""

import gzip
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.foundation.access.queries import scope
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.notifications.actions import notify
from binhyen.monitoring.recognition.models import ReviewFile, ReviewStep
from binhyen.monitoring.recognition.values import StepKind
from binhyen.operations.cases.queries.trend import managed_on
from binhyen.portal import queries
from binhyen.portal.sheets import together
from binhyen.registers.territories.models import Commune
from tests.cast import BAN_LAU, NEXT_COMMUNE

pytestmark = pytest.mark.django_db
AT, ON = datetime(2026, 11, 20, 3, tzinfo=UTC), date(2026, 11, 20)
MOST_BYTES = 40 * 1024


@pytest.fixture
def home(recognised, person):
    return lambda name, on=ON: queries.home(scope=scope(user=person(name), on=on), on=on, at=AT)


@pytest.mark.parametrize(
    "name",
    ["commune_committee", "commune_police", "officer", "auditor", "administrator", "health_department", "stranger"],
)
def test_the_province_in_one_look_is_for_its_leaders_and_coordinators(home, name):
    found = home(name)

    assert found.look is None
    assert found.decisions == []


def test_who_leads_one_commune_sees_no_province(recognised):
    reader = Scope.of(1, [(Role.LEADER, "ubnd_xa_02788", BAN_LAU)])

    assert queries.home(scope=reader, on=ON, at=AT).look is None


def test_a_province_without_communes_has_nothing_to_look_at(db, person):
    assert queries.home(scope=scope(user=person("leader"), on=ON), on=ON, at=AT).look is None


def test_a_recognised_commune_that_no_longer_meets_it_is_named_first(home):
    first = home("leader").decisions[0]

    assert (first.title, first.text, first.state) == (
        "Xã Bản Lầu: đã công nhận, số liệu không còn đạt", "Còn 2 người nữa là đạt", "late",
    )  # fmt: skip
    assert first.url == f"/phan-loai/xa/{BAN_LAU}/"


def test_the_count_against_the_target_of_the_province_says_what_is_missing_and_how_fast(home):
    look = home("leader").look
    communes = Commune.objects.count()

    assert (look.communes, look.meets, look.recognised) == (communes, communes - 1, 2)
    assert (look.target.wanted, look.target.by, look.target.missing) == (communes, date(2026, 12, 31), 1)
    assert (look.target.days, look.target.a_month) == (41, 1)


def test_what_blocks_is_counted_in_communes_and_opens_the_map(home, as_):
    (only,) = home("coordinator").look.blockers

    assert (only.communes, only.amount) == (1, 2)
    assert as_("coordinator").get(only.url).status_code == 200


def test_the_trend_is_the_people_managed_on_each_day_of_it(home):
    trend = home("leader").look.trend

    assert (len(trend.values), trend.days[-1]) == (12, ON)
    assert (trend.first, trend.last) == (0, 2)
    assert managed_on(days=[date(2025, 12, 21), date(2025, 12, 22)]) == [0, 2]
    assert "11/2026: 2" in trend.words


def test_files_that_wait_for_a_decision_are_told_with_the_days_left(home, person):
    for code, kinds in ((BAN_LAU, [StepKind.SELF_ASSESSED, StepKind.CHECKED]), (NEXT_COMMUNE, [StepKind.DECIDED])):
        file = ReviewFile.objects.create(area_kind="COMMUNE", area_code=code, period=2026, opened_at=AT)
        for kind in kinds:
            ReviewStep.objects.create(file=file, kind=kind, on=ON, recorded_at=AT)

    waiting = next(one for one in home("leader", date(2026, 12, 16)).decisions if "hồ sơ" in one.title)
    assert (waiting.title, waiting.text) == ("1 hồ sơ xét công nhận đang chờ", "Trước 20/12/2026: còn 4 ngày.")
    late = next(one for one in home("leader", date(2026, 12, 22)).decisions if "hồ sơ" in one.title)
    assert (late.text, late.state) == ("Hạn 20/12/2026 đã qua 2 ngày.", "late")


def test_the_page_asks_the_tables_at_most_forty_times(recognised, as_):
    client = as_("leader")
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert "việc cần quyết hôm nay" in client.get("/").content.decode()

    assert len([one for one in asked if "FROM" in one["sql"]]) <= 40


def test_the_whole_page_is_itself_and_one_sheet_of_styles_of_forty_kilobytes_at_most(recognised, as_):
    page = as_("leader").get("/").content
    asked = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())

    assert asked == ["binhyen/css/one.css"]
    assert "<script" not in page.decode()
    assert sum(len(gzip.compress(body)) for body in (page, together(asked[0]).encode())) <= MOST_BYTES


def test_what_to_decide_and_to_watch_stands_before_the_province_which_is_closed(recognised, as_):
    page = as_("leader").get("/").content.decode()
    order = [page.index(words) for words in ("đã công nhận, số liệu", "Quá hạn theo đơn vị", "Toàn tỉnh", "Từng tháng")]

    assert order == sorted(order)
    assert "<details open" not in page
    assert "UBND xã Bản Lầu: chưa có tài khoản" in page  # whom to ask about the drift


def test_the_bell_counts_without_a_script(recognised, as_, person):
    notify(users=[person("leader")], kind="work.rejected", text="Một việc bị trả lại", at=AT)
    page = as_("leader").get("/").content.decode()

    assert '<span class="count" aria-hidden="true">1</span>' in page
    assert "hx-get" not in page


def test_icons_of_the_light_page_are_drawn_in_it_once(recognised, as_):
    page = as_("leader").get("/").content.decode()
    drawn = re.findall(r'<symbol id="([^"]+)"', page)

    assert len(drawn) == len(set(drawn)) > 3
    assert set(re.findall(r'<use href="#([^"]+)"', page)) == set(drawn)


def test_sheets_laid_together_hold_every_part_and_keep_each_to_its_media():
    night, day = together("binhyen/css/one-dark.css"), together("binhyen/css/one-light.css")

    assert "@media screen {" in night
    assert "prefers-color-scheme" not in day.split("@media print")[0]
    for name in ("tokens", "base", "parts"):
        part = Path(str(finders.find(f"binhyen/css/{name}.css"))).read_text(encoding="utf-8")
        assert part in night
        assert part in day
