"""The law's data changed: every case anew, only those that come out otherwise, and twice is once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from binhyen.foundation.journal.models import Fact as JournalFact
from binhyen.operations.cases import commands, models
from binhyen.operations.cases.actions import refolding
from binhyen.operations.cases.actions.clocks import refold_due
from binhyen.operations.cases.actions.facts import record_fact
from binhyen.operations.cases.actions.refolding import refold_all
from binhyen.operations.cases.models import Case, CaseSpan
from binhyen.operations.cases.queries import folding
from binhyen.operations.cases.rules.parameters import load
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .faults_cast import on_a_list
from .soundness import halves
from .steps import decided, positive, received

pytestmark = pytest.mark.django_db
MANAGED_SINCE = datetime(2026, 8, 6, 9, 50, tzinfo=UTC)
ENDED = datetime(2027, 8, 6, 3, 0, tzinfo=UTC)  # by the law as it is
NOW = datetime(2027, 9, 1, 3, 0, tzinfo=UTC)
TABLES = (models.Case, models.CaseFact, models.CaseSpan, models.CaseClock, models.Transfer, JournalFact)


def state():
    return [sorted(map(repr, table.objects.values_list())) for table in TABLES]


@pytest.fixture
def managed(registered, person):
    """``managed("Vàng A Gió")``: for a year from August 2026 on, by the law as it is."""

    def make(name="Vàng A Gió", commune=BAN_LAU):
        one = registered(name, commune=commune)
        for step in (positive("2026-08-06", "15:00"), received("2026-08-06", "16:50"), decided("2026-08-06")):
            record_fact(person_id=one.pk, details=step, by=person("officer"), at=MANAGED_SINCE)
        return one

    return make


@pytest.fixture
def two_years(monkeypatch):
    """The day management ends after its year; and then a law by which it lasts two."""
    now = load()
    longer = tuple(replace(term, value=2) for term in now.terms["USER_MANAGEMENT"])
    changed = replace(now, terms={**now.terms, "USER_MANAGEMENT": longer})

    def come():
        refold_due(at=ENDED)
        monkeypatch.setattr(folding, "load", lambda: changed)

    return come


def test_as_long_as_the_law_is_the_same_nothing_is_written(managed, person):
    managed()
    on_a_list("Lý A Chu", by=person("officer"))
    refold_due(at=ENDED)
    before = state()

    done = refold_all(at=NOW)

    assert (done.looked, done.changed, done.lists) == (2, 0, {})
    assert state() == before


def test_who_comes_out_otherwise_is_written_and_nobody_else_and_what_was_believed_stays(managed, person, two_years):
    one, other = managed(), on_a_list("Lý A Chu", by=person("officer"))
    two_years()
    same, version = repr(Case.objects.filter(pk=other.pk).values()[0]), Case.objects.get(pk=one.pk).version

    done = refold_all(at=NOW)

    assert (done.looked, done.changed, dict(done.lists)) == (2, 1, {("HISTORY", "L1"): 1})
    case = Case.objects.get(pk=one.pk)
    assert (case.state, case.list_code, case.version) == ("MANAGED", "L1", version + 1)
    believed = CaseSpan.objects.filter(person=one, state="MANAGED").order_by("known_from")
    assert [(str(span.legal_to), span.known_to) for span in believed] == [("2027-08-06", NOW), ("2028-08-06", None)]
    assert repr(Case.objects.filter(pk=other.pk).values()[0]) == same
    stated = JournalFact.objects.get(kind="cases.CasesRefolded")
    assert (stated.data["people"], stated.data["looked"]) == ([one.pk], 2)
    assert halves(on=NOW.date()) == {}


def test_twice_is_once(managed, two_years):
    managed()
    two_years()
    refold_all(at=NOW)
    before = state()

    assert refold_all(at=NOW + timedelta(hours=1)).changed == 0
    assert state() == before


def test_of_one_commune_alone(managed, two_years):
    managed()
    there = managed("Lý A Chu", commune=NEXT_COMMUNE)
    two_years()

    done = refold_all(at=NOW, commune=NEXT_COMMUNE)

    assert (done.looked, done.last) == (1, there.pk)
    assert dict(Case.objects.values_list("commune_code", "state")) == {BAN_LAU: "ENDED", NEXT_COMMUNE: "MANAGED"}


def test_stopped_in_the_middle_it_goes_on_from_there(managed, two_years, monkeypatch):
    people = sorted(managed(name).pk for name in ("Vàng A Gió", "Lý A Chu", "Sùng A Páo"))
    two_years()
    monkeypatch.setattr(refolding, "AT_ONCE", 1)

    def stop(done, whole, last):
        assert whole == 3
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refold_all(at=NOW, told=stop)
    again = Case.objects.filter(state="MANAGED").order_by("pk")
    assert list(again.values_list("pk", flat=True)) == people[:2]

    rest = refold_all(at=NOW, after=people[1])

    assert (rest.looked, rest.changed) == (1, 1)
    assert again.count() == 3


def test_the_command_says_how_far_it_is_what_changed_and_where_it_stopped(managed, two_years, monkeypatch):
    managed(), managed("Lý A Chu")
    two_years()
    monkeypatch.setattr(commands.timezone, "now", lambda: NOW)

    answer = CliRunner().invoke(commands.refold, catch_exceptions=False)

    assert "2/2" in answer.output
    assert "2 hồ sơ cho kết quả khác" in answer.output
    assert "→ Người sử dụng trái phép chất ma túy: 2 người" in answer.output
    assert CliRunner().invoke(commands.refold, ["--commune", "99999"]).exit_code == 2

    def broken(**_):
        raise RuntimeError("mất điện")

    monkeypatch.setattr(refolding, "_part", lambda *_: broken())
    stopped = CliRunner().invoke(commands.refold, ["--after", "7"])
    assert "--after 7" in stopped.output
    assert stopped.exit_code == 1
