"""How the reader did against its reviewers: what is compared, and what the command says."""

import json

import pytest
from click.testing import CliRunner

from binhyen.operations.directives.actions import review, shape
from binhyen.operations.directives.queries.scoring import reviewed_directives, reviewed_pairs
from binhyen.operations.directives.score_command import score_directive
from binhyen.operations.directives.values import NamedBody, Place

from .test_review_actions import edit


def accept(found, clerk):
    return review.accept(duty_id=found.pk, version=found.version, **clerk)


def test_what_nobody_has_looked_at_does_not_count(plan):
    assert reviewed_pairs(directive=plan) == []
    assert reviewed_directives() == []


def test_an_accepted_duty_is_compared_with_what_was_read(plan, duty, clerk):
    accept(duty("Tuần tra"), clerk)

    [pair] = reviewed_pairs(directive=plan)

    assert pair.read["lead"] == pair.reviewed["lead"] == ["Công an tỉnh"]
    assert pair.read["deadline"] == pair.reviewed["deadline"]


def test_a_correction_shows_on_the_reviewed_side_only(plan, duty, clerk):
    edit(duty("Treo pa nô"), clerk, leads=(NamedBody("Sở Y tế"),))

    [pair] = reviewed_pairs(directive=plan)

    assert (pair.read["lead"], pair.reviewed["lead"]) == ([], ["Sở Y tế"])


def test_a_removed_duty_is_the_readers_false_alarm(plan, duty, clerk):
    found = duty("Treo pa nô")
    review.remove(duty_id=found.pk, version=found.version, **clerk)

    [pair] = reviewed_pairs(directive=plan)

    assert pair.read is not None
    assert pair.reviewed is None


def test_a_duty_a_person_made_is_the_readers_miss(plan, clerk, bodies):
    passage = plan.passages.get(text__contains="Nâng cao nhận thức")
    made = shape.make_duty(directive_id=plan.pk, place=Place(passage.index, 0, passage.index, 50), **clerk)
    accept(made, clerk)

    [pair] = reviewed_pairs(directive=plan)

    assert pair.read is None
    assert pair.reviewed["quote"] == made.text


@pytest.fixture
def command(monkeypatch):
    """Run ``binhyen directive score --reviewed`` on the test's own connection."""
    monkeypatch.setattr("binhyen.foundation.database.session.prepare", lambda role: None)

    def run(*words):
        return CliRunner().invoke(score_directive, ["--reviewed", *words])

    return run


def test_the_command_says_when_there_is_nothing_to_compare(command, plan):
    assert "Chưa có văn bản nào được rà soát" in command().output


def test_the_command_counts_what_reviewers_changed(command, plan, duty, clerk):
    review.accept_certain(directive_id=plan.pk, **clerk)
    perfect = json.loads(command("--json").output)
    edit(duty("rà soát người nghi nghiện"), clerk, leads=(NamedBody("Sở Y tế"),), coordinators=())

    after = json.loads(command("--json").output)

    assert perfect["lead"] == perfect["detection"] == 1.0
    assert after["lead"] < 1.0
    assert after["detection"] == 1.0


def test_the_command_can_be_held_to_the_floors(command, plan, duty, clerk):
    edit(duty("Tuần tra"), clerk, leads=(NamedBody("Sở Y tế"),), deadline="hằng tháng")

    assert command("--floors").exit_code == 4
