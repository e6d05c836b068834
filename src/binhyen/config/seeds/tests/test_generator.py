"""The generator of people to measure with: its sizes, and the labelled copy beside them."""

import csv
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from binhyen.config.seeds.generator import PAIRS, PEOPLE, SIZES, LabelledCopy, fill, standing
from binhyen.config.seeds.population.persons import Place
from binhyen.config.seeds.population.plan import figures, remaining
from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.operations.cases.models import Case, CaseFact

UNTIL = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
PROVINCE = tuple(Place(f"{2500 + n:05}", f"xã {n}", 3_000 + 37 * n) for n in range(97)) + (
    Place("02788", "xã Bản Lầu", 9_000),
    Place("02683", "xã Bát Xát", 12_000),
)
COUNTRY = PROVINCE + tuple(Place(f"{10_000 + n}", f"xã {n}", 5_000) for n in range(3_321 - 99))


def people(size, *, scale, where=PROVINCE):
    return list(standing(where=where, until=UNTIL, size=SIZES[size], scale=scale))


def test_a_province_is_seven_thousand_managed_and_four_thousand_with_a_history():
    stories = Counter(one.story for one in people("S", scale=0.1))

    assert stories.pop("before") == 394
    assert stories.total() == pytest.approx(698, abs=2)


def test_a_country_has_its_people_and_some_five_facts_each():
    everybody = people("L", scale=0.01, where=COUNTRY)

    assert len(everybody) == pytest.approx(2_300, abs=4)
    assert 4.1 <= sum(len(one.steps) for one in everybody) / len(everybody) <= 5.5
    assert len({one.person.details.commune_code for one in everybody}) > 1_000


def test_as_great_a_share_of_a_country_has_people_found_as_of_a_province():
    given = figures()
    province, country = (remaining(where, given, start=given["start"]) for where in (PROVINCE, COUNTRY))

    assert len(province) == 42
    assert len(country) / len(COUNTRY) == pytest.approx(len(province) / len(PROVINCE), abs=0.001)


@pytest.mark.django_db
def test_everybody_is_written_with_a_case_and_every_fact():
    everybody = people("S", scale=0.003)

    with scope_in_database(THE_SYSTEM):
        written = [one for part in fill(everybody, at=NOW) for one in part]

        assert len(written) == len(everybody) == Case.objects.count()
        assert CaseFact.objects.count() == sum(len(one.steps) for one in everybody)


def test_the_labelled_copy_names_every_pair_that_is_one_person(tmp_path):
    copy = LabelledCopy(tmp_path, communes=[place.code for place in PROVINCE], start=7)
    copy.add(people("S", scale=0.02))
    copy.close()

    with (tmp_path / PEOPLE).open(encoding="utf-8") as file:
        records = {row["record_id"]: row for row in csv.DictReader(file)}
    with (tmp_path / PAIRS).open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file))
    numbers = Counter(record_id[:-1] for record_id in records)

    assert {row["source"] for row in records.values()} == {"cong-an", "tram-y-te", "co-so"}
    assert len(pairs) == sum(n * (n - 1) // 2 for n in numbers.values()) > 20
    assert all(pair["left"][:-1] == pair["right"][:-1] for pair in pairs)
