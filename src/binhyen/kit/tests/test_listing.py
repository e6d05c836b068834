"""The state of a list in its address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.kit.listing import Filter, Listing, page_of, read_state

LISTING = Listing(
    sorts={"ten": ("sort_key", "id"), "ngay": ("-day", "id")},
    default_sort="ten",
    filters=(Filter("cap", "Cấp", (("TINH", "Tỉnh"), ("XA", "Xã"))), Filter("noi", "Nơi", hidden=True)),
    page_size=10,
)


def test_an_empty_address_is_the_whole_list():
    state = read_state(params={}, listing=LISTING)

    assert (state.search, state.sort, state.page, state.narrowed) == ("", "ten", 1, False)
    assert state.hidden() == []
    assert state.described() == "toàn bộ danh sách"


@pytest.mark.parametrize("wrong", ["", "0", "-1", "abc", "1e3", "²", "99999999999999999999"])
def test_a_wrong_page_is_the_first(wrong):
    assert read_state(params={"trang": wrong}, listing=LISTING).page == 1


def test_only_known_sorts_and_choices_are_taken():
    state = read_state(params={"sap": "mat_khau", "cap": "HUYEN", "noi": "15", "la": "x"}, listing=LISTING)

    assert state.sort == "ten"
    assert state.chosen == {"noi": "15"}


def test_a_minus_turns_every_field_of_the_order_around():
    assert read_state(params={"sap": "ngay"}, listing=LISTING).order() == ("-day", "id")
    assert read_state(params={"sap": "-ngay"}, listing=LISTING).order() == ("day", "-id")


def test_the_search_is_cleaned_of_what_a_database_refuses():
    assert read_state(params={"q": " Công\x00  an "}, listing=LISTING).search == "Công an"


def test_what_was_chosen_is_said_in_words():
    state = read_state(params={"q": "công an", "cap": "XA"}, listing=LISTING)

    assert state.described() == "tìm “công an”; Cấp: Xã"
    assert [one["value"] for one in state.fields()] == ["XA"]


@given(st.dictionaries(st.sampled_from(["q", "sap", "cap", "noi", "trang", "x"]), st.text(max_size=30)))
def test_any_address_reads_and_what_its_form_sends_reads_back(params):
    state = read_state(params=params, listing=LISTING)
    shown = {one["name"]: one["value"] for one in state.fields()}

    again = read_state(params={"q": state.search, **shown, **dict(state.hidden())}, listing=LISTING)

    assert (again.search, again.chosen, again.sort) == (state.search, state.chosen, state.sort)


def test_a_page_beyond_the_end_is_the_last():
    state = read_state(params={"trang": "9"}, listing=LISTING)

    assert list(page_of(list(range(25)), state)) == [20, 21, 22, 23, 24]
