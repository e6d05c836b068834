"""Facts of communes for any day, known at any moment; classes, the board and the evidence that stand on them."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.foundation.access.rls import scope_in_database
from binhyen.monitoring.classification.actions.recognitions import RecognitionDetails, enter_recognitions
from binhyen.monitoring.classification.queries.board import Asked, board, curve, places
from binhyen.monitoring.classification.queries.choices import chosen
from binhyen.monitoring.classification.queries.commune import behind, commune_page
from binhyen.monitoring.classification.queries.facts import areas
from binhyen.monitoring.classification.rules.classify import NO_RESIDENTS, classify
from binhyen.monitoring.classification.values import (
    Direction,
    KeyClass,
    PersonKey,
    RecognisedAs,
    Scheme,
)
from binhyen.registers.territories.models import Commune
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import LEARNT, NOW, ON

pytestmark = pytest.mark.django_db
BOTH = [BAN_LAU, NEXT_COMMUNE]


def one(on=ON, known_at=None, commune=BAN_LAU):
    return areas(communes=[commune], on=on, at=NOW, known_at=known_at)[commune]


def test_a_commune_s_facts_are_its_people_its_offences_its_points_and_its_residents(lives, arrested, point):
    lives("Vàng A Gió", "MANAGED")
    lives("Lý A Chu", "SUBSTITUTION")
    lives("Tẩn Láo Tả", "MANAGED", commune=NEXT_COMMUNE)
    arrested(residence="HERE")
    arrested(residence="ELSEWHERE", people=2)
    arrested(residence="UNKNOWN")
    point(("SUSPECTED", date(2026, 1, 20)))

    facts = one().facts

    assert facts.people == {PersonKey("MANAGED"): 1, PersonKey("SUBSTITUTION", addict=True): 1}
    assert (facts.residents, facts.arrested, facts.resident_offenders, facts.unknown_offenders) == (10_000, 4, 1, 1)
    assert (facts.points_suspected, facts.points_established) == (1, 0)


def test_offences_count_from_the_15th_of_december_and_begin_anew_with_the_next_period(arrested):
    arrested(on=date(2025, 12, 14))
    arrested(on=date(2025, 12, 15))

    assert one(on=date(2025, 12, 14)).facts.arrested == 1
    assert one(on=ON).facts.arrested == 1
    assert one(on=date(2026, 12, 15)).facts.arrested == 0


def test_a_day_is_classified_as_it_was_known_on_a_day(lives, point):
    lives("Vàng A Gió", "MANAGED", at=datetime(2026, 2, 20, tzinfo=UTC))
    point(("ESTABLISHED", date(2026, 1, 20)), at=datetime(2026, 2, 25, tzinfo=UTC))
    before, between = datetime(2026, 2, 10, tzinfo=UTC), datetime(2026, 2, 22, tzinfo=UTC)

    assert classify(one(known_at=before).facts).drug_free
    assert classify(one(known_at=between).facts).free_met == 2
    assert classify(one().facts).free_met == 1


def test_a_day_to_come_holds_what_ends_by_law_until_then(lives):
    lives("Vàng A Gió", "MANAGED", since="2025-12-20")

    assert not classify(one(on=date(2026, 12, 10)).facts).drug_free
    assert classify(one(on=date(2027, 1, 10)).facts).drug_free


def test_a_population_entered_later_was_unknown_before(communes):
    assert one().facts.residents == 10_000
    assert one(known_at=datetime(2026, 1, 1, tzinfo=UTC)).facts.residents is None
    assert one(on=date(2025, 11, 1)).facts.residents is None


def test_a_commune_without_residents_is_unknown_and_says_so(lives):
    lives("Tẩn Láo Tả", "MANAGED", commune=NEXT_COMMUNE)

    found = classify(one(commune=NEXT_COMMUNE).facts)

    assert (found.key, found.missing) == (KeyClass.UNKNOWN, (NO_RESIDENTS,))
    assert found.free_met == 2


def test_many_communes_cost_as_many_queries_as_one(lives):
    lives("Vàng A Gió", "MANAGED")
    with CaptureQueriesContext(connection) as few:
        areas(communes=[BAN_LAU], on=ON, at=NOW)
    with CaptureQueriesContext(connection) as more:
        areas(communes=BOTH, on=ON, at=NOW)

    assert len(few) == len(more) <= 10


def test_the_class_of_a_commune_is_the_same_alone_among_others_and_over_the_whole(lives, arrested):
    lives("Vàng A Gió", "MANAGED")
    lives("Tẩn Láo Tả", "AWAITING_EXECUTION", commune=NEXT_COMMUNE)
    arrested(residence="HERE")

    together = areas(communes=BOTH, on=ON, at=NOW)
    whole = areas(communes=BOTH, on=ON, at=NOW, whole=True)

    for code in BOTH:
        alone = classify(one(commune=code).facts)
        assert classify(together[code].facts) == alone
        assert classify(whole[code].facts) == alone


@pytest.fixture
def recognised(communes):
    first = RecognitionDetails(
        area_code=BAN_LAU, kind=RecognisedAs.DRUG_FREE, valid_from=date(2025, 12, 18), decision_number="1/QĐ-UBND"
    )
    older = RecognitionDetails(
        area_code=NEXT_COMMUNE, kind=RecognisedAs.DRUG_FREE, valid_from=date(2024, 12, 18), scheme=Scheme.CLEAN,
        source="Danh sách năm 2024",
    )  # fmt: skip
    return enter_recognitions(details=[first, older], by=None, at=LEARNT)


def seen(on=ON, **asked):
    return board(places=places(on=on, province="15"), asked=Asked(on=on, at=NOW, **asked), province="15")


def test_the_board_counts_recognised_meeting_and_remaining_and_leaves_older_schemes_apart(recognised, lives):
    lives("Tẩn Láo Tả", "SUBSTITUTION", commune=NEXT_COMMUNE)

    found = seen()

    assert found.statuses == {"RECOGNISED": 1, "MEETS": 1, "REMAINING": 0}
    assert found.drifting == []


def test_a_recognised_commune_where_somebody_is_found_drifts_and_goes_the_wrong_way(recognised, lives):
    lives("Vàng A Gió", "MANAGED", since="2026-03-10", at=datetime(2026, 3, 11, tzinfo=UTC))

    found = seen()

    [row] = found.drifting
    assert (row.place.code, row.status, row.lacking) == (BAN_LAU, "RECOGNISED", "Còn 1 người nữa là đạt")
    assert row.direction == Direction.WORSE
    assert found.rows[1].direction == Direction.SAME


def test_on_the_day_before_the_decision_nobody_is_recognised(recognised):
    assert seen(on=date(2025, 12, 17)).statuses["RECOGNISED"] == 0
    assert seen(known_at=datetime(2026, 1, 1, tzinfo=UTC)).statuses["RECOGNISED"] == 0


def test_the_province_is_classified_with_its_communes_and_lacks_what_they_lack(recognised, lives):
    lives("Vàng A Gió", "MANAGED")

    found = seen()

    assert found.province.key == KeyClass.NONE
    assert found.province.free_met == 2
    residents = found.province.criteria[0]
    assert residents.missing == NO_RESIDENTS  # of Bát Xát nobody knows how many live there


def test_the_curve_counts_each_day_as_the_board_does(recognised, lives):
    lives("Vàng A Gió", "MANAGED")
    days = [date(2025, 12, 17), date(2025, 12, 18), ON]

    found = curve(places=places(on=ON, province="15"), days=days, asked=Asked(on=ON, at=NOW))

    assert [(one.recognised, one.meets) for one in found] == [(0, 2), (1, 2), (1, 1)]


def page(scope, name, on=ON):
    with scope_in_database(scope(name)):
        return commune_page(
            commune=Commune.objects.select_related("province").get(pk=BAN_LAU), on=on, at=NOW, scope=scope(name)
        )


def test_who_stands_in_the_way_is_named_to_those_who_see_the_person(lives, scope):
    mine = lives("Vàng A Gió", "MANAGED")
    lives("Lý A Chu", "SUBSTITUTION")

    found = page(scope, "commune_police")

    assert [(one.id, one.line["name"]) for one in found.blockers] == [(mine.pk, "Vàng A Gió")]
    assert found.hidden == 0
    assert found.now.blocking == 1


def test_whoever_may_not_see_cases_gets_the_count_and_no_name(lives, scope):
    lives("Vàng A Gió", "MANAGED")

    with scope_in_database(scope("officer")):
        found = behind(commune=BAN_LAU, what="people_breaking", on=ON, at=NOW, scope=scope("health_department"))

    assert (found.count, found.unseen, [one.line for one in found.people]) == (1, 1, [None])


def test_every_number_opens_into_as_many_rows(lives, arrested, point, scope):
    lives("Vàng A Gió", "MANAGED")
    lives("Lý A Chu", "SUBSTITUTION")
    arrested(residence="HERE")
    arrested(residence="ELSEWHERE")
    point(("SUSPECTED", date(2026, 1, 20)))
    opened = {}
    with scope_in_database(scope("officer")):
        for what in ("people_breaking", "people", "resident_offenders", "arrested", "points", "wanted_hiding"):
            found = behind(commune=BAN_LAU, what=what, on=ON, at=NOW, scope=scope("officer"))
            opened[what] = (found.count, len(found.people) + len(found.rows), found.unseen)
        assert behind(commune=BAN_LAU, what="nothing", on=ON, at=NOW, scope=scope("officer")) is None

    assert opened == {
        "people_breaking": (1, 1, 0), "people": (2, 2, 0), "resident_offenders": (1, 1, 0), "arrested": (2, 2, 0),
        "points": (1, 1, 0), "wanted_hiding": (0, 0, 0),
    }  # fmt: skip


def test_counts_of_offences_are_seen_and_their_rows_are_not_by_the_committee(arrested, scope):
    arrested(residence="HERE")

    with scope_in_database(scope("commune_committee")):
        found = behind(commune=BAN_LAU, what="resident_offenders", on=ON, at=NOW, scope=scope("commune_committee"))

    assert (found.count, found.rows, found.unseen) == (1, [], 1)


def test_without_a_choice_the_defaults_hold(communes):
    assert chosen(on=ON)["HOLE"] == "REVIEWER"
