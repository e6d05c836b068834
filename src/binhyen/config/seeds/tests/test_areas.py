"""What is dealt out over the communes: those free of drugs have no blocker, the others fail for mixed reasons."""

from datetime import date

import pytest

from binhyen.config.seeds.areas.plan import Story, ground
from binhyen.config.seeds.population.persons import Place
from binhyen.config.seeds.population.plan import figures
from binhyen.operations.offences.rules import checks, points
from binhyen.operations.offences.values import STANDING, Residence
from binhyen.registers.territories.imports import read_codes

UNTIL = date(2026, 11, 20)
DAY = date(2026, 1, 15)  # of the published split
START = date(2025, 12, 15)


@pytest.fixture(scope="module")
def story():
    facts = read_codes(provinces=("15",)).facts
    return Story([Place(one.code, one.code, one.population) for one in facts], until=UNTIL)


def test_the_communes_are_divided_as_published(story):
    published = figures()["communes"]
    found = story.ground

    assert len(found.free) == published["recognised"] + published["meeting"] == 57
    assert len(found.remaining) == published["remaining"] == 42
    assert len(found.others) == published["without_users"]
    assert ground([*found.free, *found.remaining]).free


def blockers(story, start, on):
    offended = {
        one.details.commune_code
        for one in story.offences()
        if start <= one.details.occurred_on <= on and any(p.residence == Residence.HERE for p in one.parties)
    }
    stood = {one.details.commune_code for one in story.points() if points.status_on(one.steps, on) in STANDING}
    hid = {one.commune_code for one in story.wanted() if one.from_on <= on and (one.to_on is None or one.to_on >= on)}
    return offended, stood, hid


@pytest.mark.parametrize(("start", "on"), [(START, DAY), (START, UNTIL), (date(2024, 12, 15), date(2025, 12, 14))])
def test_a_free_commune_has_no_blocker(story, start, on):
    free = {one.code for one in story.ground.free}

    assert [free & found for found in blockers(story, start, on)] == [set(), set(), set()]


def test_a_commune_without_users_is_held_back_by_something_else_from_the_first_day(story):
    offended, stood, hid = blockers(story, START, DAY)
    others = {one.code for one in story.ground.others}

    assert others <= offended | stood | hid
    assert all(others & found for found in (offended, stood, hid))


def test_everything_dealt_out_could_be_stated_by_hand(story):
    problems = [one for row in story.offences() for one in checks.offence(row.details, today=UNTIL)]
    problems += [
        one
        for row in story.offences()
        for p in row.parties
        for one in checks.party(p, commune=row.details.commune_code)
    ]
    problems += [one for row in story.offences() for seized in row.seizures for one in checks.seizure(seized)]
    problems += [one for row in story.points() for one in points.check(row.steps, today=UNTIL)]
    problems += [one for row in story.plants() for one in checks.plants(row, today=UNTIL)]
    problems += [one for row in story.wanted() for one in checks.wanted(row, today=UNTIL)]

    assert problems == []


def test_every_commune_has_residents(story):
    people = story.residents()

    assert len(people) == 99
    assert min(people.values()) > 1000
