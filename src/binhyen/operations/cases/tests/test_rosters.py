"""Who has whom: who may, what is told apart, what closes by itself, what stays explained, and nothing is written."""

from io import BytesIO

import pytest
from django.urls import reverse

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.journal.models import Fact
from binhyen.operations.cases.actions import rosters as acts
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.actions.lists import receiving
from binhyen.operations.cases.actions.lists.reading import read_list
from binhyen.operations.cases.actions.lists.refusals import ListRefused
from binhyen.operations.cases.models import CaseFact, Difference, Roster
from binhyen.operations.cases.queries import rosters as queries
from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.rules.rosters import (
    TERM,
    Found,
    Keeper,
    Kind,
    Line,
    Lists,
    Outcome,
    Standing,
    against_register,
    between,
)
from binhyen.operations.cases.values import BulkFact
from binhyen.registers.people.actions.rows import number_row
from binhyen.registers.people.models import Person
from binhyen.registers.people.rules.numbers import NumberRead
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import THEN
from .steps import listed

DAY = THEN.date()
BOARD = "/ho-so/doi-chieu/"
NUMBERS = {"Vàng A Gió": "010090000123", "Lý A Ánh": "010090000456", "Tẩn Láo Tả": "010090000789"}
MANAGED = Standing(commune=BAN_LAU, state="MANAGED", legal="L1", reported="L1")
TREATED = Standing(commune=BAN_LAU, state="SUBSTITUTION", legal="L2", reported="L2")
INSIDE = Standing(commune=BAN_LAU, state="COMPULSORY", legal="", reported="L2")
PAST = Standing(commune=BAN_LAU, state="ENDED", legal="HISTORY", reported="HISTORY")
AWAY = Standing(commune=NEXT_COMMUNE, state="MANAGED", legal="L1", reported="L1")


def line(person, says="", **more):
    return Line(id=person or 99, person=person, name=f"Người {person}", birth_year=1990, says=says, **more)


def lists(keeper, *lines, commune=BAN_LAU):
    return Lists(keeper=keeper, commune=commune, lines=lines)


def kinds(found):
    return [(one.kind, one.left, one.right, one.person) for one in found]


def test_lists_that_agree_differ_in_nothing():
    assert against_register(lists(Keeper.POLICE, line(1), line(2)), {1: MANAGED, 2: TREATED}) == []


@pytest.mark.parametrize(
    ("keeper", "one", "register", "kind"),
    [
        (Keeper.POLICE, line(1), {}, Kind.MISSING_HERE),
        (Keeper.POLICE, line(None), {}, Kind.MISSING_HERE),
        (Keeper.POLICE, line(None, unsure=True), {}, Kind.UNSURE),
        (Keeper.POLICE, line(1), {1: AWAY}, Kind.OTHER_PLACE),
        (Keeper.POLICE, line(1), {1: PAST}, Kind.OTHER_STATE),
        (Keeper.POLICE, line(1, "SUBSTITUTION"), {1: MANAGED}, Kind.OTHER_STATE),
        (Keeper.CLINIC, line(1), {1: MANAGED}, Kind.OTHER_STATE),
    ],
)
def test_a_line_that_does_not_agree_says_how(keeper, one, register, kind):
    assert [found.kind for found in against_register(lists(keeper, one), register)] == [kind]


def test_a_keeper_of_some_of_the_people_lacks_only_those():
    found = against_register(lists(Keeper.CLINIC), {1: MANAGED, 2: TREATED})

    assert kinds(found) == [(Kind.MISSING_THERE, "REGISTER", "CLINIC", 2)]


def test_nobody_lacks_whom_an_unsure_line_may_be():
    found = against_register(lists(Keeper.POLICE, line(None, unsure=True, maybe=1)), {1: MANAGED})

    assert [one.kind for one in found] == [Kind.UNSURE]


def test_who_is_counted_but_on_no_list_by_law_may_be_named_or_not():
    assert against_register(lists(Keeper.POLICE), {1: INSIDE}) == []
    assert against_register(lists(Keeper.POLICE, line(1)), {1: INSIDE}) == []


def test_two_keepers_are_compared_both_ways_over_the_places_both_cover():
    police, commune = lists(Keeper.POLICE, line(1)), lists(Keeper.COMMUNE, line(2), line(3), commune="")

    found = between(police, commune, {1: MANAGED, 2: MANAGED, 3: AWAY})

    assert kinds(found) == [
        (Kind.MISSING_THERE, "POLICE", "COMMUNE", 1),
        (Kind.MISSING_THERE, "COMMUNE", "POLICE", 2),
    ]


def test_the_police_of_a_person_need_not_stand_on_the_clinics_list():
    found = between(lists(Keeper.POLICE, line(1)), lists(Keeper.CLINIC), {1: MANAGED})

    assert found == []


def test_the_days_to_settle_are_settable_and_told_as_unknown_law():
    term = load().term(TERM, DAY)

    assert (term.settable, term.confidence) == (True, "unknown")


def test_the_same_difference_is_known_again_by_person_or_by_name_and_year():
    first = Found(kind=Kind.MISSING_HERE, left="A", right="B", commune="x", name="Lò Mai", birth_year=1990)
    again = Found(kind=Kind.UNSURE, left="A", right="B", commune="x", name="LÒ MAI", birth_year=1990)
    other = Found(kind=Kind.MISSING_HERE, left="A", right="B", commune="x", name="Lò Mai", birth_year=1991)

    assert first.key == again.key
    assert first.key != other.key


@pytest.fixture
def cases(registered):
    people = [registered("Vàng A Gió"), registered("Lý A Ánh"), registered("Tẩn Láo Tả", NEXT_COMMUNE)]
    rows = [BulkFact(person_id=one.pk, details=listed("MANAGED")) for one in people]
    record_facts_bulk(rows=rows, by=None, at=THEN, source="test")
    for one in people:
        number_row(person_id=one.pk, read=NumberRead("CCCD", NUMBERS[one.full_name])).save()
    return people


@pytest.fixture
def brought(person, db):
    """A keeper's list that was handed in and read."""

    def bring(*names, kind="POLICE", by="commune_police", commune=BAN_LAU):
        known = {place: f"{name},{NUMBERS.get(name, '')}" for place, name in enumerate(names, start=1)}
        rows = "".join(f"{place},{who},1990\n" for place, who in known.items())
        who = person(by)
        source = receiving.receive(
            content=BytesIO(f"STT,Họ và tên,Số CCCD,Năm sinh\n{rows}".encode()),
            name="ds.csv",
            as_of=DAY,
            commune_code=commune,
            body_key=f"x_{by}",
            roster_kind=kind,
            by=who,
            at=THEN,
        )
        return read_list(import_id=source.pk, by=who, at=THEN)

    return bring


@pytest.fixture
def compared(brought, person):
    """The same, made comparable and compared."""

    def go(*names, **more):
        source, who = brought(*names, **more), person(more.get("by", "commune_police"))
        acts.make_roster(import_id=source.pk, by=who, at=THEN)
        return acts.compare(as_of=DAY, scope=scope_of(user=who, on=DAY), by=who, at=THEN)

    return go


def open_ones():
    return Difference.objects.filter(closed_at__isnull=True)


@pytest.mark.parametrize("who", ["leader", "auditor", "administrator", "health_department", "stranger"])
def test_who_keeps_no_lists_is_refused(as_, who, cases, compared):
    compared("Vàng A Gió")
    pk = Difference.objects.first().pk

    assert as_(who).get(BOARD).status_code == 403
    assert as_(who).post(reverse("cases:rosters-compare"), {"ngay": "03/08/2026"}).status_code == 403
    assert as_(who).post(reverse("cases:roster-settle", args=[pk]), {"outcome": "ADDED"}).status_code == 403
    assert open_ones().filter(pk=pk).exists()


def test_another_commune_sees_nothing_of_it_and_settles_nothing(as_, cases, brought, compared):
    compared("Vàng A Gió")
    pk = Difference.objects.first().pk
    source = brought("Lý A Ánh")
    other = as_("next_commune")

    assert other.get(BOARD).context["board"].as_of is None
    assert other.post(reverse("cases:roster-settle", args=[pk]), {"outcome": "ADDED"}).status_code == 404
    assert other.post(reverse("cases:roster-make", args=[source.pk])).status_code == 404


def test_a_list_to_compare_is_never_written(brought, person):
    source = brought("Người Chưa Có")

    with pytest.raises(ListRefused):
        receiving.ask_to_write(import_id=source.pk, by=person("commune_police"), at=THEN)


def test_a_list_for_the_register_is_not_compared(brought, person):
    source = brought("Vàng A Gió", kind="")

    with pytest.raises(acts.NotCompared):
        acts.make_roster(import_id=source.pk, by=person("commune_police"), at=THEN)
    assert not Roster.objects.exists()


def test_a_day_nobody_brought_a_list_of_is_not_compared(cases, person):
    who = person("commune_police")

    with pytest.raises(acts.NotCompared):
        acts.compare(as_of=DAY, scope=scope_of(user=who, on=DAY), by=who, at=THEN)


def test_differences_name_who_must_act_until_when_and_nobody_is_written(cases, compared):
    facts, people = CaseFact.objects.count(), Person.objects.count()

    assert compared("Vàng A Gió", "Sùng Seo Mới") == (2, 0, 0)

    missing, unknown = open_ones().order_by("kind").reverse()
    assert (missing.kind, missing.person_id, missing.right) == ("MISSING_THERE", cases[1].pk, "POLICE")
    assert (unknown.kind, unknown.person_id, unknown.detail["name"]) == ("MISSING_HERE", None, "Sùng Seo Mới")
    assert {missing.owner_body, unknown.owner_body} == {f"ca_xa_{BAN_LAU}"}
    assert f"{missing.due_at.astimezone(THEN.tzinfo):%d/%m}" == "10/08"
    assert (CaseFact.objects.count(), Person.objects.count()) == (facts, people)
    assert Fact.objects.get(kind="cases.ListsCompared").data["opened"] == 2


def test_compared_twice_is_the_same_and_what_agrees_closes_by_itself(cases, compared):
    compared("Vàng A Gió", "Sùng Seo Mới")
    kept = open_ones().get(kind="MISSING_HERE").pk
    assert compared("Vàng A Gió", "Sùng Seo Mới") == (0, 2, 0)

    assert compared("Vàng A Gió", "Lý A Ánh", "Sùng Seo Mới") == (0, 1, 1)

    assert open_ones().get().pk == kept
    assert Difference.objects.get(outcome="GONE").closed_by is None


def test_what_was_explained_stays_explained_and_what_was_not_mended_comes_back(cases, compared, person):
    compared("Vàng A Gió", "Sùng Seo Mới")
    unknown, missing = open_ones().get(kind="MISSING_HERE"), open_ones().get(kind="MISSING_THERE")
    police = person("commune_police")
    said = "Mới về, đang chờ kết quả xác định"
    acts.settle(difference_id=unknown.pk, outcome=Outcome.EXPLAINED, explanation=said, by=police, at=THEN)
    acts.settle(difference_id=missing.pk, outcome=Outcome.ADDED, explanation="", by=police, at=THEN)

    assert compared("Vàng A Gió", "Sùng Seo Mới") == (1, 0, 0)
    assert open_ones().get().person_id == missing.person_id


def test_an_explanation_is_needed_and_nothing_is_settled_twice(cases, compared, person):
    compared("Vàng A Gió")
    row, police = open_ones().get(), person("commune_police")

    with pytest.raises(acts.NotCompared):
        acts.settle(difference_id=row.pk, outcome=Outcome.EXPLAINED, explanation=" ", by=police, at=THEN)
    acts.settle(difference_id=row.pk, outcome=Outcome.CORRECTED, explanation="", by=police, at=THEN)
    with pytest.raises(acts.NotCompared):
        acts.settle(difference_id=row.pk, outcome=Outcome.ADDED, explanation="", by=police, at=THEN)


def test_two_keepers_of_a_commune_are_set_against_each_other(cases, compared):
    compared("Vàng A Gió", "Lý A Ánh")
    compared("Vàng A Gió", kind="COMMUNE", by="commune_committee")

    pairs = set(open_ones().values_list("left", "right", "person_id"))
    assert pairs == {("REGISTER", "COMMUNE", cases[1].pk), ("POLICE", "COMMUNE", cases[1].pk)}


def test_the_board_counts_each_pair_and_names_each_difference(as_, cases, compared):
    compared("Vàng A Gió", "Sùng Seo Mới")

    board = as_("commune_committee").get(BOARD).context["board"]

    assert [(one.left_names, one.right_names, one.open) for one in board.pairs] == [(2, 2, 2)]
    assert {one.name for one in board.lines} == {"Lý A Ánh", "Sùng Seo Mới"}
    assert not as_("commune_committee").get(f"{BOARD}?cap=CLINIC-REGISTER").context["board"].lines


def test_settling_on_the_page_asks_what_was_done(as_, cases, compared):
    compared("Vàng A Gió")
    row, police = open_ones().get(), as_("commune_police")
    page = reverse("cases:roster-settle", args=[row.pk])

    assert police.post(page, {}).status_code == 422
    assert police.post(page, {"outcome": "EXPLAINED"}).status_code == 422
    assert police.post(page, {"outcome": "GONE"}).status_code == 422
    assert police.post(page, {"outcome": "EXPLAINED", "explanation": "Đã chuyển đi"}).status_code == 302
    assert queries.still_open(scope=scope_of(user=row.__class__.objects.get().closed_by, on=DAY), at=THEN) == 0


def test_an_unsure_line_leads_to_where_somebody_says_who_it_is(as_, cases, compared):
    compared("Vang A Gio", "Lý A Ánh")
    row = open_ones().get(kind="UNSURE").entry.row

    page = as_("commune_police").get(reverse("cases:roster-settle", args=[open_ones().get(kind="UNSURE").pk]))

    assert reverse("cases:list-row", args=[row.source_id, row.pk]) in page.content.decode()


def test_a_list_is_handed_in_and_compared_through_the_pages(as_, cases, brought):
    source = brought("Vàng A Gió")
    police = as_("commune_police")
    assert "Đưa vào đối chiếu" in police.get(reverse("cases:list-import", args=[source.pk])).content.decode()

    assert police.post(reverse("cases:roster-make", args=[source.pk])).status_code == 302

    assert police.get(BOARD).context["board"].open == 1
