"""Cells: days, numbers of papers, telephones, names, places, words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.operations.cases.reader.cells import names, papers, places, simple
from binhyen.operations.cases.reader.cells.days import BIRTH, PAST, TERM, DayRule, day
from binhyen.operations.cases.reader.cells.letters import proper
from binhyen.operations.cases.reader.values import IdentityKind, IdentityNumber, PartialDay, Severity
from binhyen.operations.cases.reader.words import list_of, status_of

from .making import TODAY

_PAST_DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2016, 12, 31))


@given(_PAST_DAYS, st.sampled_from(["/", "-", ".", " / "]), st.booleans())
def test_a_day_written_day_first_is_that_day(true: date, separator: str, padded: bool) -> None:
    form = "{:02d}{}{:02d}{}{}" if padded else "{}{}{}{}{}"
    text = form.format(true.day, separator, true.month, separator, true.year)
    assert day(text, BIRTH, TODAY) == (PartialDay(true.year, true.month, true.day), [])


@given(_PAST_DAYS)
def test_a_serial_number_of_excel_is_its_day_and_is_told(true: date) -> None:
    found, said = day((true - date(1899, 12, 30)).days, BIRTH, TODAY)
    assert found == PartialDay(true.year, true.month, true.day)
    assert [each.code for each in said] == ["SERIAL_DAY"]


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_told_error(text: str) -> None:
    found, said = day(text, BIRTH, TODAY)
    if found is None:
        assert said[-1].severity is Severity.ERROR
    else:
        assert 1900 <= found.year <= TODAY.year


@given(
    st.one_of(st.integers(), st.floats(), st.dates(), st.booleans(), st.times()), st.sampled_from([BIRTH, PAST, TERM])
)
def test_any_cell_is_a_day_or_a_told_error(value: object, rule: DayRule) -> None:
    found, said = day(value, rule, TODAY)
    assert (found is None) == any(each.severity is Severity.ERROR for each in said)


@pytest.mark.parametrize(
    ("text", "iso", "codes"),
    [
        ("05/25/1990", "1990-05-25", ["DAY_MONTH_TURNED"]),
        ("29/02/2000", "2000-02-29", []),
        ("29/02/1999", None, ["NO_SUCH_DAY"]),
        ("5-3-90", "1990-03-05", ["SHORT_YEAR"]),
        ("5/3/10", "2010-03-05", ["SHORT_YEAR"]),
        ("5/3/20", "1920-03-05", ["SHORT_YEAR"]),
        ("sinh năm 1985", "1985", []),
        ("SN: 1985", "1985", []),
        ("../../1985", "1985", []),
        ("--/05/1985", "1985-05", []),
        ("Ngày 02 tháng 9 năm 1985", "1985-09-02", []),
        ("1985-09-02", "1985-09-02", []),
        ("2/9/1985 0:00:00", "1985-09-02", []),
        ("13/13/1990", None, ["NO_SUCH_DAY"]),
        ("01/01/1890", None, ["DAY_TOO_EARLY"]),
        ("01/01/1905", None, ["DAY_TOO_EARLY"]),
        ("23/11/2026", None, ["DAY_TO_COME"]),
        ("22/11/2026", "2026-11-22", []),
        ("2090", None, ["DAY_TO_COME"]),
        ("mùa xuân", None, ["DAY_UNREAD"]),
        ("", None, ["DAY_UNREAD"]),
    ],
)
def test_days_of_birth(text: str, iso: str | None, codes: list[str]) -> None:
    found, said = day(text, BIRTH, TODAY)
    assert (found.iso if found else None, [each.code for each in said]) == (iso, codes)


def test_a_term_may_lie_ahead_but_not_beyond_the_longest_measure() -> None:
    assert day("22/11/2029", TERM, TODAY)[0] == PartialDay(2029, 11, 22)
    assert [each.code for each in day("22/11/2090", TERM, TODAY)[1]] == ["DAY_TOO_LATE"]
    assert [each.code for each in day("22/11/2029", PAST, TODAY)[1]] == ["DAY_TO_COME"]


def test_a_whole_column_written_month_first_is_read_so() -> None:
    assert day("03/25/1990", DayRule(birth=True, month_first="TEXT"), TODAY) == (PartialDay(1990, 3, 25), [])
    assert day("03/05/1990", DayRule(birth=True, month_first="TEXT"), TODAY) == (PartialDay(1990, 3, 5), [])


def test_a_partial_day_prints_what_is_known() -> None:
    assert [str(each) for each in (PartialDay(1990), PartialDay(1990, 3), PartialDay(1990, 3, 5))] == [
        "1990",
        "03/1990",
        "05/03/1990",
    ]
    assert PartialDay(1990, 3, 5).exact == date(1990, 3, 5)
    assert PartialDay(1990, 3).exact is None


_TWELVE = st.builds(
    lambda place, century, year, rest: f"{place}{century}{year:02d}{rest:06d}",
    st.sampled_from(["001", "010", "020", "096"]),
    st.sampled_from(["0", "1"]),
    st.integers(0, 99),
    st.integers(0, 999_999),
)


@given(_TWELVE)
def test_a_citizens_number_says_place_sex_and_year(number: str) -> None:
    found = papers.structure(number)
    assert found is not None
    assert found.birth_year == 1900 + int(number[4:6])
    assert found.sex == ("FEMALE" if number[3] == "1" else "MALE")
    assert found.place


@given(_TWELVE)
def test_a_number_that_lost_its_zeros_in_excel_is_mended_and_told(number: str) -> None:
    found, said = papers.identities(int(number), TODAY)
    assert [each.number for each in found] == [number]
    assert [(each.code, each.suggestion) for each in said] == [("ID_ZERO_LOST", number)]


@given(_TWELVE, st.sampled_from([" ", ".", "", "\u00a0"]))
def test_signs_between_the_digits_do_not_matter(number: str, sign: str) -> None:
    text = sign.join((number[:3], number[3:6], number[6:9], number[9:]))
    assert [each.number for each in papers.identities(text, TODAY)[0]] == [number]


@given(st.text(max_size=40))
def test_any_text_is_a_number_nothing_or_a_told_error(text: str) -> None:
    found, said = papers.identities(text, TODAY)
    bare = " ".join(text.split()).lstrip("'`’").strip()  # the sign that keeps a spreadsheet from counting
    assert found or said or not bare or simple.is_nothing(bare)
    assert all(each.number for each in found)


@pytest.mark.parametrize("text", ["1.23E+11", "1,23457E+11", "1.02E11"])
def test_a_shortened_number_is_refused_because_digits_are_lost(text: str) -> None:
    assert papers.identities(text, TODAY) == ((), papers.identities(text, TODAY)[1])
    assert [each.code for each in papers.identities(text, TODAY)[1]] == ["ID_SCIENTIFIC"]


def test_a_number_is_held_against_birth_and_sex() -> None:
    number = IdentityNumber(IdentityKind.CITIZEN, "010190001234")
    assert papers.agreement(number, PartialDay(1990), "FEMALE") == []
    assert [each.code for each in papers.agreement(number, PartialDay(1991), "MALE")] == ["ID_BIRTH", "ID_SEX"]
    assert papers.agreement(IdentityNumber(IdentityKind.OLD, "063123456"), PartialDay(1991), "MALE") == []


def test_someone_born_abroad_has_a_number_too() -> None:
    found, said = papers.identities("101090001234", TODAY)
    assert (found[0].number, said) == ("101090001234", [])


@pytest.mark.parametrize(
    ("text", "name", "aliases", "birth"),
    [
        ("1. Lê Văn An", "Lê Văn An", (), ""),
        ("Lê Văn An (tức Tý)", "Lê Văn An", ("Tý",), ""),
        ("Lê Văn An (bí danh: Tý, Sửu)", "Lê Văn An", ("Tý", "Sửu"), ""),
        ("Lê Văn An tức Tý", "Lê Văn An", ("Tý",), ""),
        ("Lê Văn An 1990", "Lê Văn An", (), "1990"),
        ("Lê Văn An (12/05/1990)", "Lê Văn An", (), "12/05/1990"),
        ("Lê Văn Tức", "Lê Văn Tức", (), ""),
        ("H'Mí Ka", "H'Mí Ka", (), ""),
        ("Lê Văn An\n(Tý)\n12/05/1990", "Lê Văn An", ("Tý",), "12/05/1990"),
        ("Lê Văn An, sinh năm 1990, trú tại thôn 1, xã Bản Lầu", "Lê Văn An", (), "1990"),
        ("Lê Văn Trú", "Lê Văn Trú", (), ""),
        ("Lê Văn Sinh (1990)", "Lê Văn Sinh", (), "1990"),
        ("LÊ VĂN SINH 1990", "LÊ VĂN SINH", (), "1990"),
        ("lê văn sinh 1990", "lê văn sinh", (), "1990"),
        ("Lê Văn An sinh 1990", "Lê Văn An", (), "1990"),
        ("Lê Văn An, sinh: 5/3/1990", "Lê Văn An", (), "5/3/1990"),
        ("Lê Tức Páo", "Lê Tức Páo", (), ""),
    ],
)
def test_what_else_stands_in_a_cell_of_names(text: str, name: str, aliases: tuple[str, ...], birth: str) -> None:
    found = names.name(text)
    assert (found.name, found.aliases, found.birth) == (name, aliases, birth)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nguyễn T. Hương", ["NAME_INITIAL"]),
        ("Nguyễn T Hương", ["NAME_INITIAL"]),
        ("Giàng A Páo", []),
        ("Y Ban", []),
        ("Ô", ["NAME_ONE_WORD", "NAME_INITIAL"]),
        ("Lê Văn @", ["NAME_SIGNS"]),
        ("", ["NAME_MISSING"]),
        ("LÊ VĂN AN", ["NAME_CASE"]),
    ],
)
def test_what_is_told_of_a_name(text: str, codes: list[str]) -> None:
    assert [
        each.code for each in names.name(text).said if each.code != "NAME_CASE" or text.isupper() and len(text) > 1
    ] == codes


def test_a_name_is_kept_as_written_and_its_usual_form_offered() -> None:
    found = names.name("NGUYỄN VĂN A")
    assert found.name == "NGUYỄN VĂN A"
    assert [each.suggestion for each in found.said if each.code == "NAME_CASE"] == ["Nguyễn Văn A"]
    assert proper("H'MÔNG A-LỀNH") == "H'Mông A-Lềnh"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Thôn Na Lốc, Xã Bản Lầu, Tỉnh Lào Cai", ("Thôn Na Lốc", "Bản Lầu", "", "Lào Cai", "")),
        ("Thôn Na Lốc, Bản Lầu, Lào Cai", ("Thôn Na Lốc", "Bản Lầu", "", "Lào Cai", "")),
        ("Na Lốc, Bản Lầu, Mường Khương, Lào Cai", ("Na Lốc", "Bản Lầu", "Mường Khương", "Lào Cai", "")),
        ("Xã Bản Lầu", ("", "Bản Lầu", "", "", "")),
        ("Phố Mới, Cốc Lếu", ("Phố Mới", "Cốc Lếu", "", "", "")),
        ("Thôn 1, Quang Kim, Bát Xát, Lào Cai", ("Thôn 1", "Quang Kim", "Bát Xát", "Lào Cai", "")),
        ("Thôn 1, xã Quang Kim, Bát Xát", ("Thôn 1", "Quang Kim", "Bát Xát", "", "")),
        ("tổ 3 phường Cam Đường", ("tổ 3", "Cam Đường", "", "", "")),
        (
            "Số 5, ngõ 2, tổ 3, P. Cam Đường, TP. Lào Cai, tỉnh Lào Cai",
            ("tổ 3", "Cam Đường", "Lào Cai", "Lào Cai", "Số 5, ngõ 2"),
        ),
        ("phường Bến Nghé, quận 1, TP Hồ Chí Minh", ("", "Bến Nghé", "1", "Hồ Chí Minh", "")),
        ("không rõ", ("", "", "", "", "không rõ")),
        ("", ("", "", "", "", "")),
    ],
)
def test_parts_of_addresses(text: str, parts: tuple[str, ...]) -> None:
    found = places.address(text)
    assert (found.hamlet, found.commune, found.district, found.province, found.detail) == parts
    assert found.text == " ".join(text.split())


@given(st.text(max_size=60))
def test_no_letter_of_an_address_breaks_the_reader(text: str) -> None:
    assert places.address(text).text == " ".join(text.replace("\n", ", ").split())


def test_an_address_beside_a_name_is_its_own_part() -> None:
    assert names.name("Lê Văn An, SN 1990, HKTT: thôn 1, xã Bản Lầu").address == "thôn 1, xã Bản Lầu"
    assert names.name("Lê Văn An").address == ""


def test_addresses_typed_without_tones() -> None:
    found = places.address("THON NA LOC 2 XA BAN LAU HUYEN MUONG KHUONG TINH LAO CAI")
    parts = (found.hamlet, found.commune, found.district, found.province)
    assert parts == ("THON NA LOC 2", "BAN LAU", "MUONG KHUONG", "LAO CAI")
    assert places.hamlet_in("II. Thon Na Loc") == "Thon Na Loc"
    assert places.hamlet_in("To Van Hung") == ""


@pytest.mark.parametrize(
    ("title", "commune"),
    [
        ("DANH SÁCH NGƯỜI NGHIỆN MA TÚY XÃ BẢN LẦU NĂM 2026", "Bản Lầu"),
        ("Danh sách người nghiện phường Cam Đường (tính đến 15/11)", "Cam Đường"),
        ("DANH SÁCH NGƯỜI NGHIỆN CÁC XÃ, PHƯỜNG", ""),
        ("Công an xã", ""),
        ("quản lý tại xã theo quy định", ""),
    ],
)
def test_the_commune_of_a_title(title: str, commune: str) -> None:
    assert places.commune_in(title) == commune


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DANH SÁCH NGƯỜI NGHIỆN MA TÚY", "L2"),
        ("Người sử dụng trái phép chất ma túy", "L1"),
        ("Danh sách người bị quản lý sau cai nghiện ma túy", "L3"),
        ("Người có tiền sử nghiện ma túy", "HISTORY"),
        ("Danh sách người nghiện, người sử dụng trái phép", ""),
        ("L2", "L2"),
        ("Danh sách cán bộ", ""),
    ],
)
def test_which_list_a_title_speaks_of(text: str, code: str) -> None:
    assert list_of(text) == code


def test_giving_up_treatment_is_not_treatment() -> None:
    assert status_of("bỏ điều trị methadone").state == "ADDICT"
    assert status_of("điều trị methadone").state == "SUBSTITUTION"
    released = status_of("đã chấp hành xong án phạt tù")
    assert released is None or released.state != "PRISON"


@given(st.text(max_size=40))
def test_words_of_any_kind_are_taken_without_a_fault(text: str) -> None:
    tidy = simple.tidied(text)
    for read in (
        simple.sex,
        simple.ethnicity,
        simple.religion,
        simple.substance_codes,
        simple.test_result,
        simple.times,
        simple.status,
    ):
        read(tidy)
    simple.decision(tidy, "", TODAY)
    papers.phones(tidy)
    names.name(text)
    assert tidy == simple.tidied(tidy)
