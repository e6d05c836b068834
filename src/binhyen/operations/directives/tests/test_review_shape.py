"""Making, splitting and merging duties: the words are kept, and every step can be taken back."""

import re

import pytest

from binhyen.foundation.journal import actions as journal
from binhyen.foundation.journal.models import Fact
from binhyen.operations.directives.actions import review, shape
from binhyen.operations.directives.actions.undo import undo
from binhyen.operations.directives.models import Duty, Passage
from binhyen.operations.directives.rules import NotPossible
from binhyen.operations.directives.values import Place

from .test_review_actions import JournalDown, edit, journal_down

__all__ = ["journal_down"]


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def rows(plan):
    """Everything a step may change, without versions."""
    duties = plan.duties.order_by("pk")
    return [
        {
            **{k: v for k, v in Duty.objects.filter(pk=d.pk).values().get().items() if k != "version"},
            "parts": list(d.parts.order_by("part", "position").values("part", "name", "body_id", "surface", "span")),
            "targets": list(d.targets.order_by("pk").values("metric", "op", "value")),
            "findings": sorted(d.findings.values_list("code", "state")),
        }
        for d in duties
    ]


def split_twice(duty, clerk):
    found = duty("Bố trí thuốc")
    return shape.split_duty(duty_id=found.pk, version=found.version, offset=found.text.index("báo cáo"), **clerk)


def passage_of(plan, text: str) -> Passage:
    return plan.passages.get(text__contains=text)


def test_a_split_keeps_every_word(duty, clerk):
    whole = duty("Bố trí thuốc").text

    first, second = split_twice(duty, clerk)

    assert words(first.text + second.text) == words(whole)
    assert second.text.startswith("báo cáo UBND tỉnh")
    assert first.position < second.position
    assert Fact.objects.get(kind="directives.DutySplit").data["new_id"] == second.pk


def test_both_halves_stand_where_their_words_stand(plan, duty, clerk):
    for half in split_twice(duty, clerk):
        [span] = half.spans
        text = plan.passages.get(index=span["block"]).text[span["start"] : span["end"]]
        assert words(text) == words(half.text)


def test_the_second_half_takes_over_who_leads_and_reads_its_own_deadline(duty, clerk):
    _, second = split_twice(duty, clerk)

    assert second.lead_names == "Sở Y tế"
    assert second.due_on.isoformat() == "2026-06-30"
    assert second.as_read is None


@pytest.mark.parametrize("offset", [1, 10_000])
def test_a_split_at_the_edge_is_refused(duty, clerk, offset):
    found = duty("Bố trí thuốc")

    with pytest.raises(NotPossible, match="giữa"):
        shape.split_duty(duty_id=found.pk, version=found.version, offset=offset, **clerk)


def test_merging_joins_words_bodies_and_targets(duty, clerk):
    first, second = duty("rà soát người nghi nghiện"), duty("Tuần tra")

    merged = shape.merge_duties(duty_id=first.pk, version=first.version, **clerk)

    assert words(merged.text) == words(first.text + second.text)
    assert merged.deadline_value == "2026-03-20"
    assert merged.lead_names == "Công an tỉnh"
    assert Duty.objects.get(pk=second.pk).state == "REMOVED"


def test_the_last_duty_has_nothing_to_merge_with(plan, clerk):
    last = plan.duties.order_by("-position").first()

    with pytest.raises(NotPossible, match="không còn nhiệm vụ"):
        shape.merge_duties(duty_id=last.pk, version=last.version, **clerk)


def test_a_made_duty_is_read_from_its_own_words(plan, clerk, bodies):
    passage = passage_of(plan, "Nâng cao nhận thức")
    start = passage.text.index("Nâng")

    made = shape.make_duty(
        directive_id=plan.pk, place=Place(passage.index, start, passage.index, len(passage.text)), **clerk
    )

    assert made.text == passage.text[start:].strip()
    assert made.state == "PROPOSED"
    assert made.position < plan.duties.exclude(pk=made.pk).order_by("position").first().position
    assert made.as_read is None
    assert Fact.objects.get(kind="directives.DutyMade").subject_id == str(made.pk)


def test_a_made_duty_finds_lead_helper_and_deadline_in_its_words(plan, clerk, bodies):
    passage = passage_of(plan, "rà soát người nghi nghiện")

    made = shape.make_duty(
        directive_id=plan.pk, place=Place(passage.index, 0, passage.index, len(passage.text)), **clerk
    )

    assert made.coordinator_names == "Sở Y tế"
    assert made.due_on.isoformat() == "2026-03-20"


def test_a_duty_may_run_over_several_passages(plan, clerk):
    first = passage_of(plan, "rà soát người nghi nghiện")

    made = shape.make_duty(directive_id=plan.pk, place=Place(first.index, 3, first.index + 1, 30), **clerk)

    assert [span["block"] for span in made.spans] == [first.index, first.index + 1]


def test_an_empty_selection_makes_no_duty(plan, clerk):
    with pytest.raises(NotPossible, match="không có chữ"):
        shape.make_duty(directive_id=plan.pk, place=Place(0, 0, 0, 0), **clerk)


def test_a_selection_outside_of_the_text_makes_no_duty(plan, clerk):
    with pytest.raises(NotPossible):
        shape.make_duty(directive_id=plan.pk, place=Place(10_000, 0, 10_001, 5), **clerk)


def do(name, plan, duty, clerk):
    found = duty("Bố trí thuốc")
    passage = passage_of(plan, "Nâng cao nhận thức")
    steps = {
        "accept": lambda: review.accept(duty_id=found.pk, version=found.version, **clerk),
        "remove": lambda: review.remove(duty_id=found.pk, version=found.version, **clerk),
        "edit": lambda: edit(found, clerk, title="Khác", deadline="hằng tháng", leads=()),
        "split": lambda: split_twice(duty, clerk),
        "merge": lambda: shape.merge_duties(duty_id=found.pk, version=found.version, **clerk),
        "make": lambda: shape.make_duty(
            directive_id=plan.pk, place=Place(passage.index, 0, passage.index, 40), **clerk
        ),
        "certain": lambda: review.accept_certain(directive_id=plan.pk, **clerk),
    }
    steps[name]()


STEPS = ["accept", "remove", "edit", "split", "merge", "make", "certain"]


@pytest.mark.parametrize("name", STEPS)
def test_every_step_can_be_taken_back(name, plan, duty, clerk):
    before = rows(plan)
    do(name, plan, duty, clerk)
    assert rows(plan) != before

    undo(directive_id=plan.pk, **clerk)

    assert rows(plan) == before
    assert Fact.objects.get(kind="directives.StepUndone").subject_id == str(plan.pk)


@pytest.mark.parametrize("name", ["split", "merge", "make"])
def test_where_the_journal_fails_the_cut_is_as_before(name, plan, duty, clerk, journal_down):
    before = rows(plan)

    with pytest.raises(JournalDown):
        do(name, plan, duty, clerk)

    assert rows(plan) == before


def test_steps_are_taken_back_one_after_the_other(plan, duty, clerk):
    before = rows(plan)
    review.accept(duty_id=duty("Tuần tra").pk, version=1, **clerk)
    edit(duty("Tuần tra"), clerk, title="Khác")
    split_twice(duty, clerk)

    for _ in range(3):
        undo(directive_id=plan.pk, **clerk)

    assert rows(plan) == before
    with pytest.raises(NotPossible, match="Không còn bước nào"):
        undo(directive_id=plan.pk, **clerk)


def test_versions_never_go_back(plan, duty, clerk):
    review.accept(duty_id=duty("Tuần tra").pk, version=1, **clerk)

    undo(directive_id=plan.pk, **clerk)

    assert duty("Tuần tra").version == 3


def test_a_reviewer_takes_back_only_the_own_steps(plan, duty, clerk, colleague):
    review.accept(duty_id=duty("Tuần tra").pk, version=1, **clerk)
    review.accept(duty_id=duty("Treo pa nô").pk, version=1, **colleague)

    undo(directive_id=plan.pk, **clerk)

    assert duty("Tuần tra").state == "PROPOSED"
    assert duty("Treo pa nô").state == "ACCEPTED"


def test_a_step_others_have_built_on_is_not_taken_back(plan, duty, clerk, colleague):
    review.accept(duty_id=duty("Tuần tra").pk, version=1, **clerk)
    edit(duty("Tuần tra"), colleague, title="Tuần tra đường mòn")

    with pytest.raises(NotPossible, match="coordinator đã sửa"):
        undo(directive_id=plan.pk, **clerk)

    assert duty("Tuần tra").title == "Tuần tra đường mòn"


def test_taking_back_where_the_journal_fails_changes_nothing(plan, duty, clerk, monkeypatch):
    review.accept(duty_id=duty("Tuần tra").pk, version=1, **clerk)

    def fail(*args, **kwargs):
        raise JournalDown

    monkeypatch.setattr(journal, "record", fail)
    with pytest.raises(JournalDown):
        undo(directive_id=plan.pk, **clerk)

    assert duty("Tuần tra").state == "ACCEPTED"


def test_positions_keep_room_however_often_one_splits_at_the_same_place(plan, clerk):
    passage = passage_of(plan, "Nâng cao nhận thức")

    for _ in range(14):
        shape.make_duty(directive_id=plan.pk, place=Place(passage.index, 0, passage.index, 40), **clerk)

    positions = list(plan.duties.values_list("position", flat=True))
    assert len(positions) == len(set(positions))
