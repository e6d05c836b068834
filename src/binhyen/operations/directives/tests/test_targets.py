"""Numeric targets: what a number asks for, and which numbers ask for nothing."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.operations.directives.reader import targets
from binhyen.operations.directives.reader.values import Target

ISSUED = date(2026, 2, 15)
TABLE = Path(__file__).parent / "data" / "targets.tsv"


def rows() -> list[list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in table if row and not row[0].startswith("#")]


@pytest.mark.parametrize(("sentence", "expected"), rows())
def test_the_numbers_of_a_duty(sentence: str, expected: str) -> None:
    found = targets.find(sentence, issued=ISSUED)
    assert "; ".join(f"{one.op} {one.value:g} {one.unit}" for one in found) == expected


def test_what_is_counted_by_when_and_against_what() -> None:
    (found,) = targets.find(
        "Giảm ít nhất 8% số người nghiện ngoài xã hội so với cuối năm 2025, hoàn thành trước ngày 30/11/2026.",
        issued=ISSUED,
    )
    assert found.metric == "số người nghiện ngoài xã hội"
    assert found.by == "2026-11-30"
    assert found.baseline == "cuối năm 2025"


def test_what_is_counted_may_stand_before_the_number() -> None:
    (found,) = targets.find("Tỷ lệ giải quyết tin báo, tố giác đạt từ 92% trở lên.", issued=ISSUED)
    assert found.metric.endswith("tố giác")


def test_the_place_of_a_target_is_that_of_its_number() -> None:
    text = "Chỉ đạo **100%** trường học ký cam kết."
    (found,) = targets.find(text, issued=ISSUED)
    assert found.span is not None
    assert text[found.span.start : found.span.end] == "100%"


@pytest.mark.parametrize(
    ("words", "unit", "expected"),
    [
        ("≥ 50", "%", Target("m", ">=", 50, "%")),
        ("Trên 90%", "", Target("m", ">", 90, "%")),
        ("1.200 người", "", Target("m", "=", 1200, "người")),
        ("100", "%", Target("m", "=", 100, "%")),
        ("80 - 85", "%", Target("m", ">=", 80, "%")),
        ("Giảm 10%", "", Target("m", "decrease", 10, "%")),
        ("tối đa 5", "vụ", Target("m", "<=", 5, "vụ")),
        ("theo kế hoạch", "%", None),
    ],
)
def test_a_table_cell_holds_a_target(words: str, unit: str, expected: Target | None) -> None:
    assert targets.of_cell(words, metric="m", unit=unit) == expected


@given(st.text(alphabet="0123456789.,%/() ítnhấtrêngiảmxãphường-", max_size=50))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_search_for_targets(text: str) -> None:
    targets.find(text, issued=ISSUED)
    targets.of_cell(text, metric="m")
