"""The grammar of deadlines: a table of how officials write, and a deadline in words that reads back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.operations.directives.reader import deadlines
from binhyen.operations.directives.reader.values import Deadline, DeadlineType

ISSUED = date(2026, 2, 15)
DATA = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row and not row[0].startswith("#"):
                yield row


@pytest.mark.parametrize(("phrase", "kind", "value", "hour"), list(rows("deadline_phrases.tsv")))
def test_a_bare_phrase_comes_to_its_value(phrase: str, kind: str, value: str, hour: str) -> None:
    found = deadlines.parse(phrase, issued=ISSUED)
    if kind == "-":
        assert found is None
        return
    assert found is not None
    assert (found.type, found.value) == (kind, value)
    assert found.at == (time.fromisoformat(hour) if hour else None)


@pytest.mark.parametrize(("sentence", "kind", "value"), list(rows("deadline_sentences.tsv")))
def test_the_deadline_that_governs_a_duty_is_chosen(sentence: str, kind: str, value: str) -> None:
    found = deadlines.own(sentence, issued=ISSUED)
    assert (found.type, found.value) == (kind, value)


def test_the_printed_words_and_their_place_are_kept() -> None:
    text = "Rà soát, lập danh sách (*Công an tỉnh chủ trì, hoàn thành trước ngày 30/6/2026*)."
    found = deadlines.own(text, issued=ISSUED)
    assert found.raw == "hoàn thành trước ngày 30/6/2026"
    assert found.span is not None
    assert text[found.span.start : found.span.end] == found.raw
    assert found.basis == "own"
    assert found.why


def test_marks_and_tags_of_the_source_do_not_hide_a_deadline() -> None:
    text = "<sup>(1)</sup> Ký cam kết với **100%** hộ kinh doanh (***hoàn thành trong quý II/2026***);"
    assert deadlines.own(text, issued=ISSUED).value == "2026-Q2"


def test_a_parenthesis_at_the_end_can_be_handed_down() -> None:
    text = "(1) Rà soát cơ sở; (2) lập danh sách; (3) ký cam kết (hoàn thành trước ngày 30/6/2026)."
    found = deadlines.closing(text, issued=ISSUED)
    assert found is not None
    assert found.value == "2026-06-30"
    assert deadlines.parenthesis(text, issued=ISSUED) == found


def test_a_parenthesis_amid_the_text_is_not_handed_down() -> None:
    text = "Rà soát (hoàn thành trước ngày 30/6/2026) rồi lập danh sách người nghiện."
    assert deadlines.closing(text, issued=ISSUED) is None
    assert deadlines.own(text, issued=ISSUED).value == "2026-06-30"


def test_a_parenthesis_that_names_a_plan_is_no_deadline() -> None:
    text = "Tuyên truyền sâu rộng (theo Kế hoạch số 15/KH-UBND ngày 12/01/2026 của UBND tỉnh giai đoạn 2026 - 2030)."
    assert deadlines.closing(text, issued=ISSUED) is None
    assert deadlines.own(text, issued=ISSUED).type is DeadlineType.NONE


def test_an_on_demand_report_keeps_its_words() -> None:
    found = deadlines.own("Báo cáo đột xuất khi có yêu cầu của Ban Chỉ đạo tỉnh.", issued=ISSUED)
    assert found.type is DeadlineType.NONE
    assert "đột xuất" in found.raw.lower()


@pytest.mark.parametrize(
    ("issued", "phrase", "value"),
    [
        (date(2025, 12, 20), "trước ngày 15/01", "2026-01-15"),
        (date(2026, 3, 10), "trước ngày 28/02", "2026-02-28"),
        (date(2026, 11, 5), "Quý I", "2027-Q1"),
        (date(2026, 11, 5), "Quý IV", "2026-Q4"),
        (date(2026, 11, 5), "trong tháng 3", "2027-03-31"),
        (date(2024, 1, 5), "trước ngày 29/02", "2024-02-29"),
    ],
)
def test_a_missing_year_is_that_of_the_directive_or_the_next(issued: date, phrase: str, value: str) -> None:
    found = deadlines.parse(phrase, issued=issued)
    assert found is not None
    assert found.value == value


def test_the_year_a_plan_is_made_for_goes_before_the_year_it_is_signed_in() -> None:
    found = deadlines.parse("Quý IV", issued=date(2025, 12, 28), year=2026)
    assert found is not None
    assert found.value == "2026-Q4"


def test_a_day_without_a_year_in_a_document_without_a_day_is_no_date() -> None:
    assert deadlines.own("Hoàn thành trước ngày 15/3.", issued=None).type is DeadlineType.NONE


def test_a_day_the_month_does_not_have_becomes_its_last() -> None:
    found = deadlines.parse("trước ngày 30/02/2026", issued=ISSUED)
    assert found is not None
    assert found.value == "2026-02-28"
    assert "không có ngày 30" in found.why


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("2026-02-28", DeadlineType.DATE, "28/02/2026"),
        ("2026-Q1", DeadlineType.QUARTER, "Quý I/2026"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", DeadlineType.RECURRING, "Ngày 20 hằng tháng"),
        ("FREQ=WEEKLY;BYDAY=MO;BYHOUR=10", DeadlineType.RECURRING, "Trước 10h thứ Hai hằng tuần"),
        ("CONTINUOUS", DeadlineType.CONTINUOUS, "Thường xuyên"),
        ("2026-Q1;THEN=CONTINUOUS", DeadlineType.COMPOUND, "Quý I/2026, sau đó thường xuyên"),
        ("", DeadlineType.NONE, "—"),
    ],
)
def test_a_column_on_the_screen_gets_few_words(value: str, kind: DeadlineType, words: str) -> None:
    assert deadlines.printed(Deadline(kind, value)) == words


@pytest.mark.parametrize(
    ("kind", "value", "day"),
    [
        (DeadlineType.DATE, "2026-02-28", date(2026, 2, 28)),
        (DeadlineType.QUARTER, "2026-Q2", date(2026, 6, 30)),
        (DeadlineType.QUARTER, "2026-Q2|2026-Q4", date(2026, 12, 31)),
        (DeadlineType.COMPOUND, "2026-Q1;THEN=FREQ=YEARLY", date(2026, 3, 31)),
        (DeadlineType.CONTINUOUS, "CONTINUOUS", None),
        (DeadlineType.RECURRING, "FREQ=MONTHLY", None),
        (DeadlineType.NONE, "", None),
    ],
)
def test_a_one_off_deadline_has_a_last_day(kind: DeadlineType, value: str, day: date | None) -> None:
    assert deadlines.last_day(Deadline(kind, value)) == day


# --- a rendered deadline reads back -----------------------------------------------------------------------------------

DAYS = st.dates(date(2020, 1, 1), date(2039, 12, 31))
HOURS = st.one_of(st.just(""), st.integers(0, 23).map(";BYHOUR={}".format))
MINUTES = st.one_of(
    HOURS, st.tuples(st.integers(0, 23), st.integers(1, 59)).map(lambda t: f";BYHOUR={t[0]};BYMINUTE={t[1]}")
)
RULES = st.one_of(
    st.tuples(st.just("FREQ=DAILY"), MINUTES),
    st.tuples(
        st.just("FREQ=WEEKLY"),
        st.sampled_from(("", *(f";BYDAY={d}" for d in ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]))),
        MINUTES,
    ),
    st.tuples(st.just("FREQ=WEEKLY;INTERVAL="), st.integers(2, 8).map(str)),
    st.tuples(st.just("FREQ=MONTHLY"), st.one_of(st.just(""), st.integers(1, 31).map(";BYMONTHDAY={}".format)), HOURS),
    st.tuples(st.just("FREQ=MONTHLY;BYMONTHDAY=-1")),
    st.tuples(st.sampled_from(("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=-1FR"))),
    st.tuples(
        st.just("FREQ=MONTHLY;INTERVAL=3"), st.one_of(st.just(""), st.integers(1, 31).map(";BYMONTHDAY={}".format))
    ),
    st.tuples(st.just("FREQ=MONTHLY;INTERVAL="), st.sampled_from(("2", "4", "6", "9"))),
    st.tuples(st.just("FREQ=YEARLY;INTERVAL="), st.integers(2, 9).map(str)),
    st.tuples(st.just("FREQ=YEARLY")),
    st.tuples(st.just("FREQ=YEARLY;BYMONTH="), st.integers(1, 12).map(str)),
    DAYS.map(lambda d: (f"FREQ=YEARLY;BYMONTH={d.month};BYMONTHDAY={d.day}",)),
    st.tuples(st.just("FREQ=UNSPECIFIED")),
).map("".join)
ENDS = st.one_of(
    DAYS.map(date.isoformat), st.tuples(st.integers(2020, 2039), st.integers(1, 4)).map(lambda t: f"{t[0]}-Q{t[1]}")
)
DEADLINES = st.one_of(
    st.builds(
        lambda d, at: Deadline(DeadlineType.DATE, d.isoformat(), at=at),
        DAYS,
        st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None)),
    ),
    st.builds(lambda v: Deadline(DeadlineType.QUARTER, v), ENDS.filter(lambda v: "Q" in v)),
    st.builds(lambda v: Deadline(DeadlineType.RECURRING, v), RULES),
    st.builds(lambda d: Deadline(DeadlineType.CONTINUOUS, f"CONTINUOUS;FROM={d.isoformat()}"), DAYS),
    st.just(Deadline(DeadlineType.CONTINUOUS, "CONTINUOUS")),
    st.builds(
        lambda head, then: Deadline(DeadlineType.COMPOUND, f"{head};THEN={then}"),
        ENDS,
        st.sampled_from(
            (
                "CONTINUOUS",
                "FREQ=WEEKLY",
                "FREQ=MONTHLY",
                "FREQ=MONTHLY;INTERVAL=3",
                "FREQ=MONTHLY;INTERVAL=6",
                "FREQ=YEARLY",
            )
        ),
    ),
)


@given(DEADLINES)
@settings(max_examples=400, deadline=None)
def test_a_rendered_deadline_reads_back(given_one: Deadline) -> None:
    found = deadlines.parse(deadlines.render(given_one), issued=ISSUED)
    assert found is not None
    assert (found.type, found.value, found.at) == (given_one.type, given_one.value, given_one.at)


@given(
    st.lists(RULES.filter(lambda r: "UNSPECIFIED" not in r), min_size=2, max_size=3, unique=True).filter(
        lambda rules: _distinct(rules)
    )
)
@settings(max_examples=300, deadline=None)
def test_several_rhythms_read_back_together(rules: list[str]) -> None:
    value = "|".join(rules)
    found = deadlines.parse(deadlines.render(Deadline(DeadlineType.RECURRING, value)), issued=ISSUED)
    assert found is not None
    assert (found.type, sorted(found.value.split("|"))) == (DeadlineType.RECURRING, sorted(rules))


def _distinct(rules: list[str]) -> bool:
    """No rhythm is the other said more exactly ("hằng tháng" beside "ngày 20 hằng tháng" is one rhythm)."""
    yearly = [r for r in rules if "BYMONTH=" in r]
    swallowed = [r for r in rules if r in ("FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=6")]
    return not (yearly and swallowed) and not any(a != b and b.startswith(a) for a in rules for b in rules)


@given(st.text(alphabet="trước ngày 0123456789/.-thángquýnămhằkỳđị()*,;:IVX", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_grammar(text: str) -> None:
    deadlines.own(text, issued=ISSUED)
    deadlines.parse(text, issued=ISSUED)
    deadlines.closing(text, issued=ISSUED)
