"""Home shows what waits for this reader, and nothing of anybody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from binhyen.foundation.access.queries import scope
from binhyen.operations.directives.models import Duty
from binhyen.portal import queries
from binhyen.portal.values import Home
from tests.register_cast import NOW, TODAY

pytestmark = pytest.mark.django_db
People = Callable[[str], Any]


@pytest.fixture
def home(register: dict[str, Duty], person: People) -> Callable[..., Home]:
    def make(name: str, on: Any = TODAY) -> Home:
        return queries.home(scope=scope(user=person(name), on=on), on=on, at=NOW)

    return make


def test_the_next_commune_sees_no_clock_of_this_one(home: Callable[..., Home]) -> None:
    assert home("next_commune").clocks == []
    assert home("next_commune").figures == []


def test_a_commune_sees_the_clock_of_work_given_to_all_communes(home: Callable[..., Home]) -> None:
    clocks = home("commune_committee", TODAY - timedelta(3)).clocks
    assert [(clock.title, clock.on, clock.again) for clock in clocks] == [("Họp dân hằng tháng", TODAY, True)]


def test_a_rhythm_stands_with_its_next_day_not_with_the_one_gone_by(home: Callable[..., Home]) -> None:
    clocks = home("commune_committee", TODAY + timedelta(2)).clocks
    assert [clock.on.isoformat() for clock in clocks] == ["2026-12-20"]


def test_work_not_yet_accepted_runs_no_clock(home: Callable[..., Home]) -> None:
    assert "Thống kê cơ sở kinh doanh" not in [clock.title for clock in home("health_department").clocks]


def test_the_figures_of_the_whole_province_are_for_those_who_read_it(home: Callable[..., Home]) -> None:
    figures = {figure.label: figure.value for figure in home("leader").figures}
    assert figures == {"Việc trong mọi văn bản": 6, "Đã qua hạn": 1, "Chưa phân công": 1, "Thiếu “4 rõ”": 1}
    assert home("health_department").figures == []


def test_a_figure_opens_into_exactly_the_rows_it_counts(
    home: Callable[..., Home], as_: Callable[[str], Client]
) -> None:
    client = as_("leader")
    for figure in home("leader").figures:
        assert client.get(figure.url).context["page"].paginator.count == figure.value, figure.label


def test_the_figures_of_a_body_open_into_exactly_the_rows_they_count(
    home: Callable[..., Home], as_: Callable[[str], Client]
) -> None:
    client = as_("health_department")
    (work,) = home("health_department").bodies
    assert work.name == "Sở Y tế"
    for figure in work.figures:
        assert client.get(figure.url).context["page"].paginator.count == figure.value, figure.label


def test_only_reviewers_are_asked_to_review(home: Callable[..., Home]) -> None:
    assert [(ask.done, ask.whole) for ask in home("officer").asks] == [(5, 6)]
    assert [home(name).asks for name in ("leader", "auditor", "health_department", "commune_committee")] == [[]] * 4


def test_open_findings_are_counted_by_kind_for_those_who_read_all(home: Callable[..., Home]) -> None:
    assert [(one.code, one.n) for one in home("coordinator").troubles] == [("NOBODY_NAMED", 1)]
    assert home("commune_committee").troubles == []


def test_a_leader_is_told_what_to_decide_gravest_first(home: Callable[..., Home]) -> None:
    assert [(one.title, one.text) for one in home("leader").decisions] == [
        ("1 nhiệm vụ trong văn bản đã qua hạn", "Nhiều nhất: Công an tỉnh, 1 việc."),
        ("1 nhiệm vụ trong văn bản chưa có ai chủ trì", "Giao người chủ trì, hoặc hỏi cơ quan ban hành."),
    ]
    assert home("coordinator").decisions == []


def test_each_decision_carries_whom_to_ask_and_a_text_ready_to_be_sent(
    home: Callable[..., Home], person: People
) -> None:
    coordinator = str(person("coordinator"))
    late, nobody = home("leader").decisions
    assert "còn 1 nhiệm vụ trong văn bản" in late.contacts[0].text
    assert [one.name for one in nobody.contacts] == [coordinator]
    assert "chưa có ai chủ trì" in nobody.contacts[0].text


def test_a_directive_wholly_accepted_waits_for_its_signature(
    home: Callable[..., Home], register: dict[str, Duty], person: People
) -> None:
    Duty.objects.filter(state="PROPOSED").update(state="ACCEPTED", reviewed_at=NOW, reviewed_by=person("officer"))
    assert home("leader").decisions[-1].title == "Chờ chốt: Kế hoạch 2/KH-UBND"


@pytest.mark.parametrize("name", ["coordinator", "leader", "commune_committee", "auditor", "administrator"])
def test_the_page_opens_for_every_role(register: dict[str, Duty], as_: Callable[[str], Client], name: str) -> None:
    page = as_(name).get("/")
    assert page.status_code == 200
    assert len(page.content) < 20_000


@pytest.mark.parametrize(("name", "most"), [("coordinator", 40), ("commune_committee", 32)])
def test_home_asks_the_database_a_bounded_number_of_times(
    register: dict[str, Duty],
    as_: Callable[[str], Client],
    django_assert_max_num_queries: Callable[[int], Any],
    name: str,
    most: int,
) -> None:
    client = as_(name)
    client.get("/")
    with django_assert_max_num_queries(most):
        client.get("/")
