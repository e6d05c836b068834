"""What a report says: figures as counted, what people wrote, formulas; what is not known stays so."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.monitoring.reporting.rules import filling, signing
from binhyen.monitoring.reporting.rules.figures import key, number, read, stored, wanted
from binhyen.monitoring.reporting.rules.forms import shipped
from binhyen.monitoring.reporting.values.forms import Cell, Kind, Source, Span
from binhyen.monitoring.reporting.values.reports import Content

FORM = shipped()["lc_week/1"]
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def entered(kind):
    return Cell(row="a", column="b", source=Source.ENTERED, kind=kind)


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (Kind.WHOLE, " 12 ", "12"), (Kind.WHOLE, "1.234", "1234"), (Kind.WHOLE, "1 234", "1234"),
        (Kind.DECIMAL, "2,5", "2.5"), (Kind.DECIMAL, "1.234,5", "1234.5"), (Kind.DECIMAL, "0.125", "0.125"),
        (Kind.PER_CENT, "25 %", "0.25"), (Kind.DAY, "1/2/2026", "2026-02-01"), (Kind.YES_NO, "có", "1"),
        (Kind.YES_NO, "không", "0"), (Kind.TEXT, " hai  chữ ", "hai chữ"), (Kind.WHOLE, "", ""),
    ],
)  # fmt: skip
def test_what_is_typed_is_kept_exactly_and_shown_as_people_write_it(kind, text, kept):
    cell = entered(kind)

    assert filling.typed(cell, text) == kept
    assert filling.typed(cell, filling.as_typed(cell, kept)) == kept


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Kind.WHOLE, "2,5"), (Kind.WHOLE, "-1"), (Kind.WHOLE, "mười"), (Kind.WHOLE, "1/3"), (Kind.DECIMAL, "1,2,3"),
     (Kind.DAY, "31/02/2026"), (Kind.TEXT, "x" * 501)],
)  # fmt: skip
def test_what_does_not_fit_a_cell_is_refused_with_what_would(kind, text):
    with pytest.raises(filling.NotReadable, match=r"[Hh]ãy|không|Chỉ"):
        filling.typed(entered(kind), text)


@settings(max_examples=80, deadline=None)
@given(st.fractions(min_value=-10_000, max_value=10_000, max_denominator=1000))
def test_a_number_is_stored_without_loss(found):
    assert read(stored(found)) == found


def test_a_figure_nobody_knows_is_not_nought():
    figures = {key(code, span): [None, None] for span, codes in wanted(FORM).items() for code in codes}
    content = filling.content_of(FORM, figures=figures, entered={}, words={}, known_at=AT)

    cell = next(one for one in FORM.cells() if one.source is Source.FIGURE)
    formula = next(one for one in FORM.cells() if one.source is Source.FORMULA)
    assert number(cell, {}) is None
    assert (content.cells[cell.ref].value, content.cells[formula.ref].value) == (None, None)
    assert filling.said(cell, None) == "chưa rõ"


def test_a_report_is_put_together_from_figures_words_and_formulas_and_reads_back_as_it_was():
    figures = {key(code, span): [7 if span is Span.PERIOD else 5, None] for span, codes in wanted(FORM).items() for code in codes}  # noqa: E501  # fmt: skip
    entered_cells = {"tuyen_truyen.nay": ("3", "cộng cả buổi ở bản"), "noi_bat": ("", "Khác tuần trước, đã xem lại")}
    content = filling.content_of(
        FORM, figures=figures, entered=entered_cells, words={"noi_bat": "Triệt xóa một điểm."}, known_at=AT
    )

    assert content.cells["vu.nay"].value == "7"
    assert content.cells["vu.tang_giam"].value == "2"
    assert content.cells["tuyen_truyen.nay"].note == "cộng cả buổi ở bản"
    assert Content.of(content.data()) == content
    filled = filling.filled_of(FORM, content)
    assert filled.numbers["vu.tang_giam"] == Fraction(2)
    assert filled.notes["noi_bat"] == "Khác tuần trước, đã xem lại"
    assert filled.words["noi_bat"] == "Triệt xóa một điểm."


def test_a_correction_tells_each_place_it_changed():
    figures = {key(code, span): [7, None] for span, codes in wanted(FORM).items() for code in codes}
    one = filling.content_of(FORM, figures=figures, entered={"luot_nghe.nay": ("40", "")}, words={}, known_at=AT)
    two = filling.content_of(
        FORM, figures=figures | {key("offences.crimes", Span.PERIOD): [8, None]}, entered={"luot_nghe.nay": ("45", "")},
        words={"noi_bat": "Có"}, known_at=AT,
    )  # fmt: skip

    found = {change.place: (change.before, change.after) for change in signing.differences(one, two)}
    assert found["luot_nghe.nay"] == ("40", "45")
    assert found["vu.nay"] == ("7", "8")
    assert found["noi_bat"] == ("", "Có")
    assert signing.differences(one, one) == []


@settings(max_examples=50, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(0, 6), st.sampled_from(signing.ALPHABET))
def test_a_code_is_read_however_it_is_typed_and_one_wrong_character_is_noticed(digest, place, other):
    code = signing.code_of(digest.hex())

    assert signing.read_code(code.lower().replace("-", " ")) == code
    body = code.removeprefix("BC-").replace("-", "")
    wrong = body[:place] + other + body[place + 1 :]
    assert (signing.read_code(f"BC{wrong}") == code) == (wrong == body)
    assert signing.read_code("BY-7Q4K-2M") is None
