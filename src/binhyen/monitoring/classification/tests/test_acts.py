"""Acts of classification: who may not, what is refused, what is written and stated; what-if from live facts."""

from datetime import date, timedelta

import pytest
from django.db import connection

from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.classification.actions import planning, recognitions
from binhyen.monitoring.classification.actions.planning import SupposedChange
from binhyen.monitoring.classification.actions.readings import ClassificationRefused, choose_reading
from binhyen.monitoring.classification.actions.recognitions import RecognitionDetails
from binhyen.monitoring.classification.models import (
    ReadingChoice,
    Recognition,
    Roadmap,
    RoadmapStep,
    Scenario,
    ScenarioChange,
)
from binhyen.monitoring.classification.queries.choices import chosen
from binhyen.monitoring.classification.queries.handed import RECOGNITIONS
from binhyen.monitoring.classification.queries.recognitions import history, recognised
from binhyen.monitoring.classification.queries.suppose import Supposed, suppose
from binhyen.monitoring.classification.rules.law import defaults
from binhyen.monitoring.classification.values import Act, AreaKind, ChangeKind, RecognisedAs, Scheme
from tests.cast import BAN_LAU

from .conftest import LEARNT, NOW, ON

pytestmark = pytest.mark.django_db
SOURCE = "Công văn 12/CAT-PC04 ngày 05/01/2026"


def choose(value="TYPE_III", valid_from=ON, at=NOW, **given):
    return choose_reading(**{"code": "HOLE", "value": value, "valid_from": valid_from, "source": SOURCE, "by": None,
                             "at": at, **given})  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [{"code": "GONE"}, {"value": "GUESS"}, {"source": "  "}, {"valid_from": date(2025, 8, 23)}],
)
def test_a_reading_that_is_none_without_a_letter_or_before_the_law_is_refused(db, given):
    with pytest.raises(ClassificationRefused):
        choose(**given)
    assert not ReadingChoice.objects.exists()


def test_a_reading_holds_from_its_day_and_was_not_known_before_it_was_recorded(db):
    choose()
    choose(value="REVIEWER", valid_from=ON + timedelta(days=10), at=NOW)

    assert chosen(on=ON - timedelta(days=1))["HOLE"] == "REVIEWER"
    assert chosen(on=ON)["HOLE"] == "TYPE_III"
    assert chosen(on=ON + timedelta(days=10))["HOLE"] == "REVIEWER"
    assert chosen(on=ON, known_at=NOW - timedelta(days=1)) == defaults()
    assert Fact.objects.filter(kind="classification.ReadingChosen", reason=SOURCE).count() == 2


def line(**given):
    return RecognitionDetails(**{"area_code": BAN_LAU, "kind": RecognisedAs.DRUG_FREE, "valid_from": ON,
                                 "decision_number": "1/QĐ-UBND", **given})  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        {"area_code": "99999"},
        {"area_code": "99", "area_kind": AreaKind.PROVINCE},
        {"decision_number": ""},
        {"valid_from": date(2025, 8, 1)},
        {"valid_to": ON - timedelta(days=1)},
    ],
)
def test_a_recognition_of_nowhere_without_a_decision_or_before_the_law_is_refused_with_all_of_its_list(communes, given):
    with pytest.raises(ClassificationRefused):
        recognitions.enter_recognitions(details=[line(), line(**given)], by=None, at=NOW)
    assert not Recognition.objects.exists()


def test_an_area_is_recognised_from_the_decision_until_it_is_taken_off(communes):
    off = line(act=Act.TAKEN_OFF, valid_from=ON + timedelta(days=30))
    recognitions.enter_recognitions(details=[line(), off], by=None, at=NOW)

    assert list(recognised(on=ON)) == [(BAN_LAU, RecognisedAs.DRUG_FREE)]
    assert recognised(on=ON - timedelta(days=1)) == {}
    assert recognised(on=ON + timedelta(days=30)) == {}
    assert recognised(on=ON, known_at=NOW - timedelta(days=1)) == {}
    assert Fact.objects.filter(kind="classification.RecognitionEntered", area=BAN_LAU).count() == 2


def test_a_recognition_ends_on_its_last_day_and_schemes_are_never_mixed(communes):
    ends = line(valid_to=ON + timedelta(days=5))
    older = line(scheme=Scheme.CLEAN, valid_from=date(2024, 1, 1), decision_number="", source="Danh sách 2024")
    recognitions.enter_recognitions(details=[ends, older], by=None, at=NOW)

    assert recognised(on=ON + timedelta(days=5))
    assert recognised(on=ON + timedelta(days=6)) == {}
    assert list(recognised(on=date(2026, 1, 1), scheme=Scheme.CLEAN)) == [(BAN_LAU, RecognisedAs.DRUG_FREE)]
    assert recognised(on=date(2026, 1, 1)) == {}


def test_figures_count_the_communes_that_are_recognised_on_a_day_as_known_on_a_day(communes):
    [first] = recognitions.enter_recognitions(details=[line()], by=None, at=LEARNT)
    later = [line(act=Act.TAKEN_OFF, valid_from=ON + timedelta(days=30)), line(valid_from=ON + timedelta(days=60),
             valid_to=ON + timedelta(days=70)), line(scheme=Scheme.CLEAN, valid_from=date(2024, 1, 1))]  # fmt: skip
    recognitions.enter_recognitions(details=later, by=None, at=NOW)
    after = NOW + timedelta(days=9)
    recognitions.withdraw_recognition(recognition_id=first.pk, reason="Nhầm", by=None, at=after)
    with connection.cursor() as cursor:
        cursor.execute(RECOGNITIONS)
        rows = cursor.fetchall()

    def counted(on, known, scheme):
        return {
            code for code, start, end, since, until, of in rows
            if of == scheme and start <= on and (end is None or on < end) and since <= known
            and (until is None or known < until)
        }  # fmt: skip

    for on in (ON + timedelta(days=days) for days in (-1, 0, 29, 30, 59, 60, 70, 71)):
        for known in (LEARNT - timedelta(days=1), LEARNT, NOW, after):
            wanted = {area for area, _ in recognised(on=on, known_at=known)}
            assert counted(on, known, "DECISION_28") == wanted, (on, known)
    assert counted(ON, after, "CLEAN") == {BAN_LAU}


def test_a_line_entered_by_mistake_is_superseded_and_was_believed_until_then(communes):
    [row] = recognitions.enter_recognitions(details=[line()], by=None, at=LEARNT)
    recognitions.withdraw_recognition(recognition_id=row.pk, reason="Nhầm xã", by=None, at=NOW)

    assert recognised(on=ON) == {}
    assert recognised(on=ON, known_at=NOW - timedelta(days=1))
    assert history(area=BAN_LAU) == []
    assert Recognition.objects.count() == 2
    with pytest.raises(ClassificationRefused):
        recognitions.withdraw_recognition(recognition_id=row.pk, reason="Nhầm", by=None, at=NOW)


def test_a_road_needs_a_basis_and_a_day_to_come_and_a_new_one_takes_the_open_steps_along(communes):
    for given in ({"basis": " "}, {"target_on": NOW.date() - timedelta(days=1)}):
        with pytest.raises(ClassificationRefused):
            road(**given)
    first = road()
    done = planning.add_step(roadmap_id=first.pk, text="Một", due_on=ON + timedelta(days=9), by=None, at=NOW)
    open_one = planning.add_step(roadmap_id=first.pk, text="Hai", due_on=ON + timedelta(days=20), by=None, at=NOW)
    planning.finish_step(step_id=done.pk, commune_code=BAN_LAU, done_on=ON, note="xong", by=None, at=NOW)

    second = road(target_on=date(2027, 1, 1))

    open_one.refresh_from_db()
    done.refresh_from_db()
    assert (open_one.roadmap_id, done.roadmap_id) == (second.pk, first.pk)
    assert Roadmap.objects.filter(closed_at=None).count() == 1


def road(**given):
    return planning.set_roadmap(**{"commune_code": BAN_LAU, "goal": RecognisedAs.DRUG_FREE,
                                   "target_on": date(2026, 12, 14), "basis": "Kế hoạch", "by": None, "at": NOW,
                                   **given})  # fmt: skip


def test_a_step_lies_on_its_road_and_is_done_once_in_its_own_commune(communes):
    made = road()
    with pytest.raises(ClassificationRefused, match="trước ngày đích"):
        planning.add_step(roadmap_id=made.pk, text="x", due_on=date(2027, 1, 1), by=None, at=NOW)
    step = planning.add_step(roadmap_id=made.pk, text="x", due_on=ON, by=None, at=NOW)

    with pytest.raises(RoadmapStep.DoesNotExist):
        planning.finish_step(step_id=step.pk, commune_code="02683", done_on=ON, note="", by=None, at=NOW)
    with pytest.raises(ClassificationRefused):
        planning.finish_step(
            step_id=step.pk, commune_code=BAN_LAU, done_on=NOW.date() + timedelta(days=1), note="", by=None, at=NOW
        )
    planning.finish_step(step_id=step.pk, commune_code=BAN_LAU, done_on=ON, note="", by=None, at=NOW)
    with pytest.raises(RoadmapStep.DoesNotExist):
        planning.remove_step(step_id=step.pk, commune_code=BAN_LAU, by=None, at=NOW)


def test_a_scenario_is_saved_replaced_by_its_name_and_removed_only_in_its_commune(lives):
    somebody = lives("Vàng A Gió", "MANAGED")
    change = SupposedChange(kind=ChangeKind.SUBSTITUTION, day=ON, person_id=somebody.pk)
    save = {"commune_code": BAN_LAU, "by": None, "at": NOW}
    planning.save_scenario(name="Trước hè", changes=[change, change], **save)
    kept = planning.save_scenario(name=" Trước  hè ", changes=[change], **save)

    assert (Scenario.objects.count(), ScenarioChange.objects.count()) == (1, 1)
    with pytest.raises(ClassificationRefused):
        planning.save_scenario(name="Không gì", changes=[], **save)
    with pytest.raises(Scenario.DoesNotExist):
        planning.remove_scenario(scenario_id=kept.pk, commune_code="02683", by=None, at=NOW)
    planning.remove_scenario(scenario_id=kept.pk, commune_code=BAN_LAU, by=None, at=NOW)
    assert not ScenarioChange.objects.exists()


@pytest.mark.parametrize("act", ["reading", "road", "recognition", "scenario"])
def test_where_the_journal_fails_nothing_is_saved(communes, monkeypatch, act):
    def broken(*args, **kwargs):
        raise RuntimeError

    for module in ("readings", "planning", "recognitions"):
        name = "record_many" if module == "recognitions" else "record"
        monkeypatch.setattr(f"binhyen.monitoring.classification.actions.{module}.{name}", broken)
    change = SupposedChange(kind=ChangeKind.NEW_USER, day=ON)
    acts = {
        "reading": choose,
        "road": road,
        "recognition": lambda: recognitions.enter_recognitions(details=[line()], by=None, at=NOW),
        "scenario": lambda: planning.save_scenario(commune_code=BAN_LAU, name="x", changes=[change], by=None, at=NOW),
    }

    with pytest.raises(RuntimeError):
        acts[act]()

    assert not any(model.objects.exists() for model in (ReadingChoice, Roadmap, Recognition, Scenario))


def supposed(*changes, until=date(2026, 12, 14)):
    return suppose(commune=BAN_LAU, on=ON, until=until, changes=changes, chosen=defaults(), at=NOW)


def test_two_people_and_a_point_supposed_away_meet_all_three_from_the_last_of_their_days(lives, point):
    first, second = lives("Vàng A Gió", "AWAITING_EXECUTION"), lives("Lý A Chu", "ADDICT")
    where = point(("ESTABLISHED", date(2026, 1, 20)))
    changes = [
        Supposed(kind=ChangeKind.FACILITY, day=date(2026, 4, 30), person_id=first.pk),
        Supposed(kind=ChangeKind.SUBSTITUTION, day=date(2026, 9, 30), person_id=second.pk),
        Supposed(kind=ChangeKind.POINT_CLOSED, day=date(2026, 6, 1), row_id=where),
    ]

    found = supposed(*changes)

    assert found.met_from == date(2026, 9, 30)
    assert [step.result.free_met for step in found.steps] == [1, 1, 2, 3, 3]
    assert supposed(*changes[:2]).met_from is None


def test_a_term_that_ends_by_law_is_waited_for_and_one_new_user_undoes_it(lives):
    lives("Vàng A Gió", "MANAGED", since="2025-12-20")
    later = date(2027, 1, 10)

    assert supposed(until=later).met_from == later
    assert supposed(Supposed(kind=ChangeKind.NEW_USER, day=date(2026, 5, 1)), until=later).met_from is None


def test_supposing_treatment_for_somebody_whose_measure_has_ended_by_then_changes_nothing(lives):
    gone = lives("Vàng A Gió", "MANAGED", since="2025-12-20")
    change = Supposed(kind=ChangeKind.NEW_USER, day=date(2026, 5, 1))
    treated = Supposed(kind=ChangeKind.SUBSTITUTION, day=date(2027, 2, 1), person_id=gone.pk)

    assert supposed(change, treated, until=date(2027, 3, 1)).last.result.blocking == 1


def test_supposing_writes_nothing(lives):
    somebody = lives("Vàng A Gió", "ADDICT")
    before = Fact.objects.count()

    supposed(Supposed(kind=ChangeKind.SUBSTITUTION, day=ON, person_id=somebody.pk))

    assert Fact.objects.count() == before
