"""The JSON doors of figures: who may not, exact numbers, what is not known is null."""

from tests.cast import BAN_LAU, NEXT_COMMUNE

from .test_figures import kept_here, some

API = "/api/v1"


def compute():
    areas = [BAN_LAU, NEXT_COMMUNE, "15"]
    kept_here(areas, some())


def test_who_may_not_is_told_so(lists, as_, client):
    assert client.get(f"{API}/indicators").status_code == 401
    assert as_("administrator").get(f"{API}/indicators").status_code == 403
    assert as_("stranger").get(f"{API}/closings").status_code == 403


def test_another_communes_figures_are_not_there(lists, as_):
    compute()

    assert as_("commune_police").get(f"{API}/indicators/addicts.reported?area={NEXT_COMMUNE}").status_code == 404
    assert as_("leader").get(f"{API}/indicators/addicts.reported?area={NEXT_COMMUNE}").json()["items"][0] == {
        "period": "2026-12", "start": "2026-11-15", "end": "2026-12-14", "running": True, "numerator": 1,
        "denominator": None,
    }  # fmt: skip


def test_before_anything_was_computed_nothing_is_there(lists, as_):
    assert as_("leader").get(f"{API}/indicators/addicts.reported").status_code == 404


def test_what_nobody_holds_is_null_and_says_so(lists, as_):
    compute()
    found = as_("leader").get(f"{API}/indicators/programme.g.schools").json()

    assert found["source"] is False
    assert {one["numerator"] for one in found["items"]} == {None}


def test_the_dictionary_is_searched(lists, as_):
    found = as_("commune_police").get(f"{API}/indicators?q=truy na&group=people").json()

    assert [one["code"] for one in found["items"]] == ["people.wanted"]
    assert found["items"][0]["law"]


def test_closed_books_are_listed(closed, as_):
    (found,) = as_("commune_police").get(f"{API}/closings").json()["items"]

    assert (found["code"], found["people"], found["as_of"]) == (closed.code, 5, "2026-11-14")
