"""A list and the register of people judge an identity number by the same data."""

import pytest

from binhyen.operations.cases.reader.cells.papers import structure
from binhyen.operations.cases.reader.cells.places import province_keys
from binhyen.registers.people.rules.numbers import build_problems

CODES = [f"{code:03}" for code in range(100)]


def test_a_place_the_reader_knows_is_one_the_register_knows():
    known = {code for code in CODES if structure(f"{code}090001234").place}

    assert known == {code for code in CODES if not build_problems(f"{code}090001234")}
    assert len(known) == 64  # 63 provinces and cities, and the code of invented persons


@pytest.mark.parametrize(("digit", "sex", "first"), [("0", "M", 1900), ("3", "F", 2000), ("4", "M", 2100)])
def test_sex_and_century_are_read_alike(digit, sex, first):
    number = f"010{digit}90001234"
    other = {"M": "F", "F": "M"}[sex]

    assert structure(number).birth_year == first + 90
    assert structure(number).sex[0] == sex
    assert build_problems(number, sex=sex) == ()
    assert build_problems(number, sex=other)


def test_a_fourth_digit_without_a_century_is_wrong_in_both():
    assert structure("010690001234") is None
    assert build_problems("010690001234")


def test_the_code_of_invented_persons_is_no_province_of_an_address():
    assert "lao cai" in province_keys()
    assert len(province_keys()) == 63
