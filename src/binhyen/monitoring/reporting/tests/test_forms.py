"""Forms shipped as data, and what is found wrong with a form somebody edits."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.monitoring.indicators.rules.dictionary import dictionary
from binhyen.monitoring.reporting.rules.cells import FormulaError, evaluated, ordered, parse, value
from binhyen.monitoring.reporting.rules.forms import FormError, in_force, parsed, shipped, sides
from binhyen.monitoring.reporting.rules.written import written
from binhyen.monitoring.reporting.values.forms import SectionKind, Source

FORMS = sorted(shipped())
DAY = date(2026, 11, 23)


@pytest.mark.parametrize("key", FORMS)
def test_every_form_names_only_indicators_that_exist_and_reads_back_as_written(key: str) -> None:
    form = shipped()[key]
    asked = {cell.indicator for cell in form.cells() if cell.indicator}
    assert asked or key.startswith("bms_lists")
    assert asked <= set(dictionary().entries)
    assert all(cell.indicator for cell in form.cells() if cell.source is Source.FIGURE)
    assert parsed(written(form)) == form
    assert form.source
    assert form.confidence != "confirmed", "no form here was read in its own law"
    assert form.remark, "what is not known of a form is said"


@pytest.mark.parametrize("key", FORMS)
def test_every_form_adds_up_when_its_parts_do(key: str) -> None:
    form = shipped()[key]
    ordered({cell.ref: cell for cell in form.cells()})
    for check in form.checks:
        assert list(sides(form, check)), check.code


def test_what_the_two_provinces_and_the_state_ask_for_is_there() -> None:
    assert {key.split("/")[0] for key in FORMS} == {
        "lc_week", "lc_month", "lc_phase", "lc_year", "ls_half", "ls_year", "bms_figures", "bms_lists", "ntp_month",
        "ntp_half", "ntp_year",
    }  # fmt: skip
    lists = [section for section in shipped()["bms_lists/1"].sections if section.kind is SectionKind.LIST]
    assert [one.people for one in lists] == [("L2",), ("L1",), ("L3",)]
    assert not any(cell.kind == "TEXT" for cell in shipped()["bms_lists/1"].cells()), "no name stands in a report"


def test_a_form_says_which_provinces_it_was_made_for_and_a_version_of_a_province_is_its_own() -> None:
    first = shipped()["ls_half/1"]
    assert [first.meant_for(code) for code in ("20", "15", "")] == [True, False, True]
    assert parsed(written(first) | {"province": "15"}).meant_for("15"), "taken over: the province's own"
    region = parsed(written(first) | {"provinces": ["15", "20"]})
    assert region.meant_for("15")
    assert not region.meant_for("01")
    for_all = {key for key, one in shipped().items() if one.meant_for("01")}
    assert for_all == {"bms_figures/1", "bms_lists/1", "ntp_month/1", "ntp_half/1", "ntp_year/1"}


def test_a_version_holds_from_its_day_and_the_province_comes_before_what_is_shipped() -> None:
    first = shipped()["lc_week/1"]
    own = parsed(written(first) | {"province": "15", "version": 2, "valid_from": "2026-12-01"})
    forms = [first, own]
    assert in_force(forms, code="lc_week", on=date(2026, 11, 30), province="15") == first
    assert in_force(forms, code="lc_week", on=date(2026, 12, 1), province="15") == own
    assert in_force(forms, code="lc_week", on=date(2026, 12, 1), province="20") == first
    assert in_force(forms, code="lc_week", on=date(2025, 12, 1), province="15") is None


def a_form(*rows: dict[str, object], columns: list[dict[str, object]] | None = None) -> dict[str, object]:
    table = {"code": "t", "kind": "TABLE", "title": "Bảng", "columns": columns or [{"code": "x", "title": "X"}]}
    return {
        "code": "thu", "version": 1, "title": "Thử", "short": "Thử", "who": "ANY", "valid_from": DAY,
        "section": [table | {"rows": list(rows)}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"code": "a", "title": "A", "figure": "khong.co"}], "không có chỉ tiêu “khong.co”"),
        ([{"code": "a", "title": "A", "formula": "[b.]"}, {"code": "b", "title": "B", "formula": "[a.]"}], "đi vòng"),
        ([{"code": "a", "title": "A", "formula": "[a.] + 1"}], "đi vòng"),
        ([{"code": "a", "title": "A", "formula": "[xa.x] + 1"}], "không có ô"),
        ([{"code": "a", "title": "A", "formula": "1 +"}], "chưa viết hết"),
        ([{"code": "a", "title": "", "entered": "WHOLE"}], "chưa có tên"),
        ([{"code": "a", "title": "A", "entered": "WHOLE"}, {"code": "a", "title": "B", "entered": "WHOLE"}], "hai lần"),
        (
            [{"code": "a", "title": "A", "entered": "TEXT"}, {"code": "b", "title": "B", "formula": "[a.] * 2"}],
            "không tính được",
        ),
        ([{"code": "Á", "title": "A", "entered": "WHOLE"}], "chữ thường không dấu"),
        ([{"code": "a", "title": "A", "entered": "GI"}], "Không đọc được mẫu"),
    ],
)
def test_what_is_wrong_with_a_form_is_said(rows: list[dict[str, object]], said: str) -> None:
    with pytest.raises(FormError) as refused:
        parsed(a_form(*rows))
    assert said in str(refused.value)


def test_a_formula_that_reads_an_empty_place_leaves_its_own_place_empty() -> None:
    columns = [{"code": "nay", "title": "Nay"}, {"code": "truoc", "title": "Trước", "span": "BEFORE"},
               {"code": "hieu", "title": "Tăng", "formula": "[.nay] - [.truoc]"}]  # fmt: skip
    form = parsed(
        a_form(
            {"code": "a", "title": "A", "figure": "points.found"},
            {"code": "b", "title": "B", "entered": "WHOLE"},
            {"code": "c", "title": "C", "formula": "SUM([a.]:[b.])"},
            columns=columns,
        )
    )
    assert {cell.ref for cell in form.cells()} == {"a.nay", "a.truoc", "a.hieu", "b.nay", "c.nay"}
    found = evaluated(form, {"a.nay": Fraction(5), "a.truoc": Fraction(7), "b.nay": Fraction(2)})
    assert (found["a.hieu"], found["c.nay"]) == (-2, 7)


whole = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=1000)


@settings(max_examples=60, deadline=None)
@given(st.recursive(
    st.tuples(st.just("n"), whole), lambda inner: st.tuples(st.sampled_from("+-*/"), inner, inner), max_leaves=8
))  # fmt: skip
def test_a_formula_comes_to_what_exact_arithmetic_comes_to(tree: tuple[object, ...]) -> None:
    values: dict[str, Fraction | None] = {}

    def text(node: tuple[object, ...]) -> str:
        if node[0] == "n":
            values[f"r{len(values)}.x"] = node[1]  # type: ignore[assignment]
            return f"[r{len(values) - 1}.x]"
        return f"({text(node[1])} {node[0]} {text(node[2])})"  # type: ignore[arg-type]

    def exact(node: tuple[object, ...]) -> Fraction:
        if node[0] == "n":
            return node[1]  # type: ignore[return-value]
        left, right = exact(node[1]), exact(node[2])  # type: ignore[arg-type]
        return {"+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right,
                "/": lambda: left / right}[str(node[0])]()  # fmt: skip

    formula = text(tree)
    try:
        expected: Fraction | None = exact(tree)
    except ZeroDivisionError:
        expected = None
    assert value(parse(formula), values) == expected
    values["r0.x"] = None
    assert value(parse(formula), values) is None, "what is not known is never taken for zero"


@pytest.mark.parametrize(
    "text", ["", "1 2", "(1", "[a]", "SUM()", "SUM([a.x]:2)", "__import__('os')", "1 ** 2", "(" * 30 + "1" + ")" * 30]
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)
