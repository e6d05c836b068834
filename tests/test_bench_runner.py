"""The runner of benches: what it measures, keeps and answers."""

import json

import pytest

from bench import __main__ as runner
from bench.row import Row


def row(group, *, holds):
    return Row(group=group, name="một số đo", size="1", value=1, unit="s", target="<= 2", holds=holds, peer_value=2)


@pytest.fixture
def results(tmp_path, monkeypatch):
    file = tmp_path / "bench" / "latest.json"
    monkeypatch.setattr(runner, "RESULTS", file)
    known = {"good": lambda: iter([row("good", holds=True)]), "bad": lambda: iter([row("bad", holds=False)])}
    monkeypatch.setattr(runner, "groups", lambda: known)
    return file


def test_it_succeeds_only_when_every_target_holds(results):
    assert runner.main(["ONLY=good"]) == 0
    assert runner.main(["ONLY=bad"]) == 1
    assert runner.main([]) == 1


def test_an_unknown_group_is_refused_and_nothing_is_written(results):
    assert runner.main(["ONLY=nothing"]) == 2
    assert not results.exists()


def test_a_run_of_one_group_keeps_the_rows_of_the_others(results):
    runner.main([])
    runner.main(["ONLY=good"])

    assert [(found["group"], found["holds"]) for found in json.loads(results.read_text())] == [
        ("bad", False),
        ("good", True),
    ]


def test_modules_of_one_group_run_one_after_the_other():
    measures = [lambda: iter([row("people", holds=True)]), lambda: iter([row("people", holds=False)])]

    assert [found.holds for found in runner.one_after_the_other(measures)] == [True, False]


def test_every_module_with_rows_is_a_group():
    assert "directives" in runner.groups()
    assert "people" in runner.groups()
    assert "linkage" not in runner.groups()
    assert "row" not in runner.groups()
