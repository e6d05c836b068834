"""What may happen when, and the arithmetic of cutting: nothing is lost, whatever is cut where."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.operations.directives import rules
from binhyen.operations.directives.permissions import TABLE, Permission
from binhyen.operations.directives.rules import Heading, NotPossible

WORDS = st.text(alphabet="aăâbcđ ,.;:()-12\n", min_size=1, max_size=200)


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(WORDS, st.integers(0, 220))
def test_a_cut_keeps_every_letter_or_is_refused(text, offset):
    try:
        first, second = rules.split_text(text, offset)
    except NotPossible:
        return
    assert letters(first + second) == letters(text)
    assert first
    assert second


@given(WORDS)
def test_offered_cuts_can_be_made_or_are_refused_with_a_sentence(text):
    for offset in rules.split_points(text):
        assert 0 < offset < len(text)
        assert text[offset - 1].isspace()


@given(st.text(alphabet="aăđ 1.,", max_size=80), st.data())
def test_the_same_place_is_found_in_the_text_with_marks_of_markup(text, data):
    marked = "".join(f"**{char}" if index % 7 == 3 else char for index, char in enumerate(text))
    marked = f"<sup>{marked}</sup>  "
    offset = data.draw(st.integers(0, len(text)))

    there = rules.twin_offset(text, offset, marked)

    tagless = re.sub(r"<[^<>]{1,40}>", "", marked[:there])
    assert [c for c in tagless if c.isalnum()] == [c for c in text[:offset] if c.isalnum()]


SPANS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 50), st.integers(1, 40)), min_size=1, max_size=4)


@given(SPANS, st.integers(0, 200))
def test_cut_spans_cover_what_the_whole_covered(drawn, length):
    spans = [{"block": index, "start": start, "end": start + size} for index, (_, start, size) in enumerate(drawn)]

    first, second = rules.split_spans(spans, length)

    covered = [(s["block"], at) for s in (*first, *second) for at in range(s["start"], s["end"])]
    assert covered == [(s["block"], at) for s in spans for at in range(s["start"], s["end"])]


@given(
    st.integers(0, 120),
    st.lists(st.tuples(st.integers(0, 119), st.integers(0, 4)), max_size=30, unique_by=lambda pair: pair[0]),
    st.dictionaries(st.integers(0, 119), st.integers(1, 20), max_size=60),
)
def test_sections_cover_the_text_once_and_stay_small(passages, headings, duties):
    found = rules.sections(passages, [Heading(at, depth, f"Mục {at}") for at, depth in sorted(headings)], duties)

    covered = [index for section in found for index in range(section.first, section.last + 1)]
    assert covered == list(range(passages))
    assert all(section.last - section.first < rules.SECTION_PASSAGES for section in found)
    for section in found:
        inside = [duties.get(index, 0) for index in range(section.first, section.last + 1)]
        assert sum(inside) <= rules.SECTION_DUTIES or len([n for n in inside if n]) == 1


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2026-02-28", "date"),
        ("2026-02-28|2026-05-30", "date"),
        ("2026-Q1", "quarter"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", "recurring"),
        ("CONTINUOUS", "continuous"),
        ("CONTINUOUS;FROM=2026-01-01", "continuous"),
        ("2026-Q1;THEN=CONTINUOUS", "compound"),
    ],
)
def test_a_value_tells_its_kind(value, kind):
    assert rules.deadline_type_of(value) == kind


@pytest.mark.parametrize("value", ["", "mai", "2026-13-01", "Sở Y tế"])
def test_what_is_no_deadline_is_refused(value):
    with pytest.raises(NotPossible):
        rules.deadline_type_of(value)


MOVES = {
    "PROPOSED": {"ACCEPT", "EDIT", "REMOVE", "SPLIT", "MERGE", "FINDING"},
    "ACCEPTED": {"EDIT", "REMOVE", "SPLIT", "MERGE", "FINDING"},
    "REMOVED": {"RESTORE"},
}


@pytest.mark.parametrize("state", MOVES)
@pytest.mark.parametrize("step", sorted(set().union(*MOVES.values())))
def test_every_step_in_every_state(step, state):
    if step in MOVES[state]:
        rules.check_move(step, state)
        return
    with pytest.raises(NotPossible) as refused:
        rules.check_move(step, state)
    assert str(refused.value).endswith(".")


def test_signing_and_reviewing_belong_to_few():
    assert {role for role, held in TABLE.items() if Permission.SIGN in held} == {"PROVINCE_COORDINATOR"}
    reviewers = {role for role, held in TABLE.items() if Permission.REVIEW in held}
    assert reviewers == {"PROVINCE_COORDINATOR", "PROVINCE_OFFICER"}
    assert "ADMINISTRATOR" not in TABLE
