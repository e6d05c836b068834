"""What can be checked on paper: births, numbers, words to search by, compartments, clocks of requests."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.registers.people.rules.births import BirthUnreadable, birth_words, first_day, precision, read_birth
from binhyen.registers.people.rules.compartments import compartment_of
from binhyen.registers.people.rules.names import tokens
from binhyen.registers.people.rules.numbers import (
    build_problems,
    check_contact,
    check_number,
    mask,
    read_contact,
    read_number,
)
from binhyen.registers.people.rules.records import second_commune
from binhyen.registers.people.rules.requests import clocks, ground, grounds, longest_extension
from binhyen.registers.people.rules.searching import Asked, read_search
from binhyen.registers.people.values import Birth, BirthPrecision, Compartment, NumberKind, RequestKind, Topic

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("12/3/1990", Birth(year=1990, month=3, day=12)),
        ("12.03.90", Birth(year=1990, month=3, day=12)),
        ("12-3-05", Birth(year=2005, month=3, day=12)),
        ("1990-03-12", Birth(year=1990, month=3, day=12)),
        ("03/1990", Birth(year=1990, month=3)),
        ("00/00/1990", Birth(year=1990)),
        ("năm 1990", Birth(year=1990)),
        ("", Birth()),
    ],
)
def test_a_birth_is_read_as_lists_write_it(text, birth):
    assert read_birth(text, today=TODAY) == birth


@pytest.mark.parametrize("text", ["31/02/1990", "1890", "2090", "21/11/2026", "13/13/1990", "hôm qua", "12/0/1990"])
def test_an_impossible_birth_is_refused_with_a_sentence(text):
    with pytest.raises(BirthUnreadable, match=r"\.$"):
        read_birth(text, today=TODAY)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(min_value=date(1900, 1, 1), max_value=TODAY))
def test_a_birth_written_out_is_read_back(day):
    birth = Birth(year=day.year, month=day.month, day=day.day)

    assert read_birth(birth_words(birth), today=TODAY) == birth
    assert (first_day(birth), precision(birth)) == (day, BirthPrecision.DAY)


def test_a_number_is_one_however_it_is_written():
    assert {read_number(text).value for text in ("010 090 001 234", "CCCD: 010090001234", "010.090.001.234")} == {
        "010090001234"
    }


def test_a_zero_a_spreadsheet_dropped_comes_back_only_where_the_number_is_right_with_it():
    assert read_number("10090001234").value == "010090001234"
    assert read_number("1090001234").value == "001090001234"
    assert read_number("99999999999").value == "99999999999"


def test_what_a_number_says_against_the_form_is_told_and_not_refused():
    found = check_number(read_number("010090001234"), birth=Birth(year=1991), sex="F")

    assert ["1990" in one.message for one in found] == [True, False]
    assert not any(one.grave for one in found)


def test_the_demonstration_prefix_was_never_issued_and_is_let_through():
    assert build_problems("099090001234") == ()
    assert "098" in build_problems("098090001234")[0].message


@pytest.mark.parametrize(("kind", "text"), [(NumberKind.CITIZEN, "123"), (NumberKind.OLD_CARD, "1234567890"), ("", "")])
def test_a_wrong_length_is_grave(kind, text):
    assert check_number(read_number(text, kind=kind))[0].grave


def test_a_mask_shows_four_signs_and_never_a_whole_number():
    assert mask("010090001234") == "•••• 1234"
    assert mask("1234") == "••••"


def test_a_telephone_has_one_form():
    assert {read_contact(t, kind="PHONE") for t in ("+84 912 345 678", "0912.345.678", "912345678")} == {"0912345678"}
    assert check_contact("09123", kind="PHONE")[0].grave


def test_words_of_a_name_are_found_in_either_spelling():
    assert {"ly", "li"} <= tokens(["Lý A Dế"])
    assert tokens(["Nguyễn Hòa"]) == tokens(["NGUYỄN HOÀ"])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("vang a 1990", {"words": ("vang", "a"), "year": 1990, "ending": ""}),
        ("1234 lý", {"words": ("ly",), "ending": "1234"}),
        ("0912 345 678", {"number": "0912345678"}),
        ("010 090 001 234", {"number": "010090001234"}),
        ("1990", {"year": 1990, "ending": "1990"}),
        ("C1234567", {"document": "C1234567"}),
    ],
)
def test_what_is_typed_is_told_apart(text, asked):
    found = read_search(text)
    assert {name: getattr(found, name) for name in asked} == asked


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_without_fault(text):
    assert isinstance(read_search(text), Asked)


def test_every_sensitive_topic_has_a_compartment_and_health_stays_with_health():
    assert {compartment_of(topic) for topic in Topic} <= set(Compartment)
    assert compartment_of(Topic.HEALTH) == Compartment.HEALTH


def test_clocks_of_a_request_are_those_of_the_decree():
    friday = date(2026, 11, 20)
    found = {kind: (clocks(kind=kind, received_on=friday).answer_by - friday).days for kind in RequestKind.values}

    # Tuesday 24/11 is Culture Day, off since 2026: the second working day is the Wednesday
    assert clocks(kind="VIEW", received_on=friday).acknowledge_by == date(2026, 11, 25)
    assert found == {
        "VIEW": 10, "PROVIDE": 10, "CORRECT": 10, "WITHDRAW": 15, "RESTRICT": 15, "OBJECT": 15, "DELETE": 20,
        "PROTECT": 15,
    }  # fmt: skip
    assert (clocks(kind="DELETE", received_on=friday, with_processor=True).answer_by - friday).days == 30
    assert longest_extension(kind="DELETE", answer_by=friday) == date(2026, 12, 10)


def test_deleting_may_be_refused_for_a_statutory_duty_and_viewing_may_not():
    assert "STATUTORY_DUTY" in {one.code for one in grounds(kind="DELETE", on=TODAY)}
    assert "STATUTORY_DUTY" not in {one.code for one in grounds(kind="VIEW", on=TODAY)}
    assert grounds(kind="DELETE", on=date(2025, 12, 31)) == ()
    assert ground("STATUTORY_DUTY").article.startswith("Luật 91/2025")


@pytest.mark.parametrize(
    ("addresses", "to", "second"),
    [
        ([], "", ""),
        ([("PERMANENT", "02788", None)], "", ""),  # the commune itself
        ([("ORIGIN", "02683", None)], "", ""),  # where the family comes from
        ([("TEMPORARY", "", None)], "", ""),  # a place nobody could resolve
        ([("TEMPORARY", "02701", None), ("PERMANENT", "02683", None)], "", "02683"),
        ([("PERMANENT", "02683", date(2025, 1, 1)), ("ACTUAL", "02701", None)], "", "02701"),  # it holds
        ([("ACTUAL", "02683", date(2024, 1, 1)), ("ACTUAL", "02701", date(2025, 1, 1))], "", "02701"),  # left last
        ([("PERMANENT", "02683", None)], "02701", "02701"),  # on the way there
    ],
)
def test_the_second_commune_is_where_the_person_may_also_be_listed(addresses, to, second):
    assert second_commune("02788", addresses=addresses, to_commune_code=to) == second
