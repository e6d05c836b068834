"""The snapshot: of one moment, without a name, and only what has changed is read again."""

from datetime import timedelta
from functools import partial

import pyarrow.parquet as pq
import pytest
from django.db import connection

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM, Scope
from binhyen.monitoring.classification.actions.recognitions import RecognitionDetails, enter_recognitions
from binhyen.monitoring.classification.values import RecognisedAs
from binhyen.monitoring.indicators.actions import figures, freshening, snapshot
from binhyen.monitoring.indicators.actions.freshening import freshen_figures
from binhyen.monitoring.indicators.actions.refreshing import refresh_figures
from binhyen.monitoring.indicators.models import FigureRun, FigureSeries, Touched
from binhyen.monitoring.indicators.queries import boards, export
from binhyen.operations.cases.actions.facts import withdraw_fact
from binhyen.operations.cases.models import CaseFact, CaseSpan
from binhyen_analytics.measures import CATALOGUE, adds_up
from binhyen_analytics.snapshot import TABLES, Snapshot
from tests.cast import BAN_LAU

from .conftest import NOW, STATES

LATER = NOW + timedelta(minutes=20)
OF_CLASSES = ["communes.to_review", "communes.remaining", "communes.drifting"]  # and of recognitions
KIND = boards.DEFAULT_KIND
RECOGNISED = RecognitionDetails(
    area_code=BAN_LAU, kind=RecognisedAs.DRUG_FREE, valid_from=NOW.date() - timedelta(days=40), decision_number="1/QĐ"
)


@pytest.fixture
def place(settings, tmp_path, transactional_db):
    """Rows are really there, as another connection must see them; snapshots go to a folder of the test."""
    settings.VAR = tmp_path
    return tmp_path / "snapshots"


def whole(path):
    return b"".join(file.read_bytes() for file in sorted(path.rglob("*.parquet")))


def test_a_snapshot_holds_everybody_and_no_name(place, lists):
    taken = snapshot.take(scope=THE_SYSTEM, at=NOW)

    with scope_in_database(THE_SYSTEM):
        assert taken.manifest.rows("case_spans") == CaseSpan.objects.count()
        assert taken.manifest.rows("case_events") == CaseFact.objects.count()
    assert taken.manifest.rows("people") == len(STATES)
    assert sorted(snapshot.areas(taken)) == ["02683", "02788", "15"]
    files = [file for table in taken.manifest.tables for file in taken.files(table)]
    columns = {name for file in files for name in pq.read_schema(file).names}
    assert not columns & {"full_name", "number", "phone", "reference", "note", "cipher"}
    assert Snapshot.open(taken.path, whole=True)  # every file is as its manifest says
    assert not any(name.encode() in whole(taken.path) for name in STATES)


def test_a_scope_that_opens_nobody_takes_nobody(place, lists):
    assert snapshot.take(scope=Scope(), at=NOW).manifest.rows("case_spans") == 0


def test_what_has_not_changed_is_not_read_again(place, lists, monkeypatch):
    snapshot.take(scope=THE_SYSTEM, at=NOW)
    read, batches = [], snapshot._batches
    monkeypatch.setattr(snapshot, "_batches", lambda cursor, sql: read.append(sql) or batches(cursor, sql))

    again = snapshot.take(scope=THE_SYSTEM, at=LATER)

    assert not [sql for sql in read if "cases_casespan t WHERE" in sql or "cases_casefact t LEFT" in sql]
    assert again.manifest.rows("case_spans") > 0


def test_a_fact_withdrawn_since_is_in_the_next_snapshot(place, lists, person):
    first = snapshot.take(scope=THE_SYSTEM, at=NOW)
    with scope_in_database(THE_SYSTEM):
        fact = CaseFact.objects.get(person=lists["Vàng A Gió"])
        withdraw_fact(fact_id=fact.pk, reason="Nhầm người", by=person("officer"), at=NOW)
    second = snapshot.take(scope=THE_SYSTEM, at=LATER)

    def ends(taken):
        rows = pq.read_table(taken.files("case_events")[0]).to_pylist()
        return [row["known_to"] for row in rows if row["event_id"] == fact.pk]

    assert (ends(first), ends(second)) == ([None], [NOW])


def refresh(at):
    return refresh_figures(scope=THE_SYSTEM, at=at, told=lambda done, total, words: None)


def series():
    return {
        (row.code, row.area, row.period_kind): (row.numerators, row.denominators) for row in FigureSeries.objects.all()
    }


def asked_for() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'indicators.freshen'")
        return cursor.fetchone()[0]


def of_each_way() -> list[str]:
    """Two indicators of each way of counting over each source, above and below the line."""
    ways: dict[tuple[object, ...], list[str]] = {}
    for code, one in CATALOGUE.items():
        way = [(type(count), getattr(count, "source", "")) for count in (one.numerator, one.denominator)]
        ways.setdefault(tuple(way), []).append(code)
    some = (code for codes in ways.values() for code in codes[:2])
    return list(dict.fromkeys([*boards.shown_codes(), *OF_CLASSES, *some]))


def test_after_an_act_its_commune_is_computed_as_the_next_run_will(place, lists, person, monkeypatch):
    """And figures are computed anew only where something changed."""
    monkeypatch.setattr(figures, "keep", partial(figures.keep, codes=of_each_way()))
    assert "địa bàn" in refresh(NOW)
    assert "Không có gì thay đổi" in refresh(LATER)
    assert not Touched.objects.exists()
    before = series()
    assert freshening.warm(scope=THE_SYSTEM, at=LATER) == NOW.date()
    assert freshening.warm(scope=THE_SYSTEM, at=LATER) is None  # once a day
    jobs = asked_for()
    assert series() == before
    with scope_in_database(THE_SYSTEM):
        fact = CaseFact.objects.get(person=lists["Vàng A Gió"])
        withdraw_fact(fact_id=fact.pk, reason="Nhầm người", by=person("officer"), at=LATER)
    assert asked_for() == jobs + 1  # of one transaction, however many statements it had
    assert set(Touched.objects.values_list("commune_code", flat=True)) == {BAN_LAU}

    assert freshen_figures(scope=THE_SYSTEM, at=LATER) == 1
    assert freshen_figures(scope=THE_SYSTEM, at=LATER) == 0
    enter_recognitions(details=[RECOGNISED], by=None, at=LATER)
    assert set(Touched.objects.filter(run=None).values_list("written", flat=True)) == {"recognitions"}
    assert freshen_figures(scope=THE_SYSTEM, at=LATER) == 1
    fresh = series()
    moved = {code: [fresh[code, BAN_LAU, KIND][0][0], before[code, BAN_LAU, KIND][0][0]] for code in OF_CLASSES}
    assert not any(None in numbers for numbers in moved.values())
    assert any(now != was for now, was in moved.values())
    assert FigureRun.objects.get().fresh.get().area == BAN_LAU
    assert "địa bàn" in refresh(LATER + timedelta(minutes=20))

    anew = series()
    assert fresh != before
    assert {key: one for key, one in fresh.items() if key[1] != "15"} == {
        key: one for key, one in anew.items() if key[1] != "15"
    }
    sums = {key: one for key, one in fresh.items() if key[1] == "15" and adds_up(CATALOGUE[key[0]])}
    assert {key: one for key, one in sums.items() if any(one[0])} == {
        key: one for key, one in anew.items() if key in sums and any(one[0])
    }
    assert not Touched.objects.exists()


def test_only_few_snapshots_are_kept(place, lists):
    for step in range(5):
        snapshot.take(scope=THE_SYSTEM, at=NOW + timedelta(minutes=step))

    assert len(list(place.glob("[0-9]*Z"))) == snapshot.KEPT


def test_every_table_of_the_export_is_in_the_contract():
    assert set(export.tables()) <= set(TABLES)
    assert {name for name, table in TABLES.items() if not table.optional} <= set(export.tables())
