"""What looking at a report finds: identities, the period before, other units, other reports, signs of copying."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction as F

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.monitoring.reporting.rules import checks, detectors
from binhyen.monitoring.reporting.rules.forms import shipped
from binhyen.monitoring.reporting.values.consolidated import Spread
from binhyen.monitoring.reporting.values.findings import Finding, Looked, Other, Weight
from binhyen.monitoring.reporting.values.forms import Filled, Numbers, Source

MONTH, WEEK, HALF = (shipped()[key] for key in ("lc_month/1", "lc_week/1", "ls_half/1"))
counts = st.integers(0, 500)
NOBODY: Mapping[str, F] = {}
WORDS = (
    "Trong tháng Công an xã đã phối hợp với các thôn tổ chức ba buổi tuyên truyền tại nhà văn hóa, "
    "vận động hai gia đình đưa người thân đi cai nghiện và lập hồ sơ quản lý bốn người sử dụng trái phép."
)


def said(found: list[Finding]) -> list[Looked]:
    return [one.looked for one in found]


@settings(max_examples=60, deadline=None)
@given(counts, counts, counts, st.integers(-3, 3))
def test_stock_is_opening_and_in_and_out_and_any_slip_is_found_by_its_size(
    opening: int, came: int, went: int, slip: int
) -> None:
    closing = opening + came - went + slip
    held: Numbers = {"dau_ky.nghien": F(opening), "vao.nghien": F(came), "ra.nghien": F(went)}
    held = {**held, "cuoi_ky.nghien": F(closing)}
    found = list(checks.identities(MONTH, held))
    assert bool(found) == bool(slip)
    if found:
        assert found[0].places[0] == "cuoi_ky.nghien"
        assert f"lệch {abs(slip)}" in found[0].words
        assert found[0].mend
    unknown = {**held, "vao.nghien": None}
    assert not list(checks.identities(MONTH, unknown)), "what is not known is not taken for zero"


def test_parts_must_make_the_whole_and_more_positives_than_tests_are_told() -> None:
    held = {"quan_ly.nay": F(10), "nghien.nay": F(5), "su_dung.nay": F(3), "sau_cai.nay": F(1)}
    (found,) = checks.identities(WEEK, held)
    assert "ghi 10, tính ra 9" in found.words
    (found,) = checks.identities(MONTH, {"duong_tinh.nay": F(7), "xet_nghiem.nay": F(6)})
    assert found.weight is Weight.EXPLAIN
    assert "7, nhiều hơn 6" in found.words


def test_what_a_person_must_write_is_asked_for_and_a_note_is_no_substitute() -> None:
    filled = Filled(numbers={"tuyen_truyen.nay": F(1, 2), "luot_nghe.nay": F(-1)}, notes={"tuyen_truyen.nay": "x"})
    found = checks.answered(checks.whole(MONTH, filled), filled)
    musts = {one.places[0]: one.looked for one in found if one.weight is Weight.MUST}
    assert musts == {
        "tuyen_truyen.nay": Looked.NOT_A_NUMBER, "luot_nghe.nay": Looked.NOT_A_NUMBER, "noi_bat": Looked.MISSING,
        "ky_toi": Looked.MISSING,
    }  # fmt: skip
    assert all(one.open for one in found if one.weight is Weight.MUST)
    figures = [one for one in found if one.weight is Weight.EXPLAIN]
    assert figures, "figures the product does not know are said to be unknown"
    assert "Hệ thống chưa có số" in figures[0].words


@settings(max_examples=60, deadline=None)
@given(counts, counts)
def test_a_change_is_asked_about_both_ways_alike_and_never_a_small_one(now: int, before: int) -> None:
    cell = "tuyen_truyen.nay"
    there = list(checks.against_before(MONTH, {cell: F(now)}, {cell: F(before)}))
    back = list(checks.against_before(MONTH, {cell: F(before)}, {cell: F(now)}))
    assert bool(there) == bool(back)
    assert not there or (abs(now - before) >= checks.LEAST_CHANGE and there[0].weight is Weight.ASK)
    assert all("?" in one.words for one in there)


def test_one_unit_far_from_all_others_is_asked_and_nobody_where_all_are_alike() -> None:
    def asked(units: Mapping[str, Numbers], unit: str, sizes: Mapping[str, F] = NOBODY) -> list[Finding]:
        """The same before signing, against how the others lay, as after all are put together."""
        kept = {ref: Spread.of(one.data()) for ref, one in checks.spreads(MONTH, units, sizes).items()}
        found = list(checks.against_units(MONTH, units[unit], kept, sizes.get(unit), "các đơn vị khác"))
        assert found == checks.far_units(MONTH, units, sizes).get(unit, [])
        return found

    units: dict[str, Numbers] = {f"u{n:02}": {"tuyen_truyen.nay": F(4 + n % 3)} for n in range(20)}
    assert not asked(units, "u01")
    units["u01"] = {"tuyen_truyen.nay": F(90)}
    (found,) = asked(units, "u01")
    assert found.looked is Looked.UNITS
    assert "cao khác hẳn" in found.words
    assert not asked(units, "u02")
    sizes = {unit: F(1000) for unit in units} | {"u01": F(18_000)}
    assert not asked(units, "u01", sizes), "a large unit has more of everything"
    assert not asked({unit: {"tuyen_truyen.nay": F(4)} for unit in units}, "u01")
    assert not asked(dict(list(units.items())[:5]), "u01")


def test_words_others_have_sent_are_asked_without_saying_whose_and_short_ones_are_not() -> None:
    retyped = WORDS.replace("ba buổi", "3 buổi").upper()
    assert detectors.likeness(WORDS.replace("ba buổi", "5 buổi")) == detectors.likeness(retyped) != ""
    assert detectors.likeness("Không có.") == ""
    (found,) = detectors.same_words_sent(MONTH, {"noi_bat": 2, "de_xuat": 0})
    assert (found.weight, found.places, found.units) == (Weight.ASK, ("noi_bat",), ())
    assert "2 đơn vị khác" in found.words


def test_two_reports_of_a_unit_about_the_same_days_say_the_same() -> None:
    start, end = date(2026, 6, 15), date(2026, 12, 14)
    theirs = Filled(numbers={"cuoi_ky.nghien": F(30), "vu.nay": F(2)})
    other = Other(name="Báo cáo 6 tháng", form=HALF, filled=theirs, start=start, end=end)
    mine: Numbers = {"cuoi_ky.nghien": F(31), "vu.nay": F(1)}
    month = date(2026, 11, 15)
    (found,) = checks.against_reports(MONTH, mine, start=month, end=end, others=[other])
    assert found.places == ("cuoi_ky.nghien",), "what happened in a month and in half a year is not compared"
    assert "ở đây 31" in found.words
    both = list(checks.against_reports(MONTH, mine, start=start, end=end, others=[other]))
    assert len(both) == 2


ENTERED = [cell.ref for cell in MONTH.cells() if cell.source is Source.ENTERED]


def test_a_copied_month_is_asked_about_and_a_note_settles_it() -> None:
    now = {ref: F(n + 1) for n, ref in enumerate(ENTERED)}
    (found,) = detectors.copied(MONTH, now, dict(now))
    noted = Filled(numbers=now, notes={found.places[0]: "Đợt tuyên truyền kéo dài hai tháng, đã đếm lại."})
    (settled,) = checks.answered([found], noted)
    assert not settled.open
    assert not list(detectors.copied(MONTH, now, {**now, ENTERED[0]: F(99)}))
    assert not list(detectors.copied(MONTH, dict.fromkeys(ENTERED, F(0)), dict.fromkeys(ENTERED, F(0))))


def test_a_number_that_stands_still_is_asked_about_after_four_periods() -> None:
    still = {ENTERED[0]: F(7)}
    assert not list(detectors.frozen(MONTH, [still] * 3))
    (found,) = detectors.frozen(MONTH, [still] * 4)
    assert found.places == (ENTERED[0],)
    assert not list(detectors.frozen(MONTH, [*[still] * 3, {ENTERED[0]: F(8)}]))
    assert not list(detectors.frozen(MONTH, [{ENTERED[0]: F(0)}] * 4)), "nothing, four times, is another question"


def test_round_numbers_are_asked_about_only_where_chance_hardly_makes_them() -> None:
    form = shipped()["ntp_month/1"]
    refs = [cell.ref for cell in detectors.entered(form)][:10]
    assert list(detectors.rounded(form, {ref: F(10 * (n + 1)) for n, ref in enumerate(refs)}))
    assert not list(detectors.rounded(form, {ref: F(11 + n) for n, ref in enumerate(refs)}))
    assert detectors.by_chance(0, 10) == pytest.approx(1)
    assert detectors.by_chance(10, 10) == pytest.approx(1e-10)


def test_a_commune_of_zeros_is_asked_about_only_where_it_has_people() -> None:
    zeros = {cell.ref: F(0) for cell in MONTH.cells()}
    assert not list(detectors.all_zero(MONTH, zeros))
    assert said(list(detectors.all_zero(MONTH, {**zeros, "cuoi_ky.nghien": F(12)}))) == [Looked.ALL_ZERO]
    busy = {**zeros, "cuoi_ky.nghien": F(12), "xet_nghiem.nay": F(1)}
    assert not list(detectors.all_zero(MONTH, busy))


def test_words_are_compared_without_tones_and_figures_and_short_ones_never() -> None:
    other = WORDS.replace("ba buổi", "5 buổi")
    assert detectors.alike(WORDS, WORDS.upper()) == 1
    assert detectors.alike(WORDS, other) > 0.7
    assert detectors.alike("Không có.", "Không có.") == 0
    now, before = Filled(words={"noi_bat": WORDS}), Filled(words={"noi_bat": WORDS})
    (found,) = detectors.same_words_before(MONTH, now, before)
    assert "100 % lời giống kỳ trước" in found.words


def test_units_with_one_text_are_found_among_many_and_told_of_each_other() -> None:
    own = {f"u{n:03}": Filled(words={"noi_bat": " ".join(f"từ{chr(97 + (n * 7 + k) % 26)}{chr(97 + n % 26)}{chr(97 + n // 26)}" for k in range(30))}) for n in range(200)}  # noqa: E501  # fmt: skip
    units = own | {"u005": Filled(words={"noi_bat": WORDS}), "u150": Filled(words={"noi_bat": WORDS + " Hết."})}
    found = detectors.same_words_units(MONTH, units, {"u150": "Xã Bát Xát"})
    assert set(found) == {"u005", "u150"}
    assert "Xã Bát Xát" in found["u005"][0].words
    assert found["u150"][0].units == ("u005",)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([cell.ref for cell in MONTH.cells()]), st.none() | counts.map(F), max_size=40))
def test_whatever_a_report_holds_looking_at_it_never_accuses(numbers: Mapping[str, F | None]) -> None:
    filled = Filled(numbers=dict(numbers))
    found = [
        *checks.whole(MONTH, filled), *checks.identities(MONTH, filled.numbers),
        *checks.against_before(MONTH, filled.numbers, filled.numbers),
        *detectors.copied(MONTH, filled.numbers, filled.numbers), *detectors.frozen(MONTH, [filled.numbers] * 4),
        *detectors.rounded(MONTH, filled.numbers), *detectors.all_zero(MONTH, filled.numbers),
    ]  # fmt: skip
    cells = {cell.ref for cell in MONTH.cells()} | {block.code for block in MONTH.blocks()}
    for one in found:
        assert one.mend
        assert set(one.places) <= cells
        assert one.weight is not Weight.ASK or "?" in one.words
        assert replace(one, answer="Đã xem lại").open == (one.weight is Weight.MUST)
