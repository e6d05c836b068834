"""Hamlets: entered, renamed and closed by the commune's own officers; nobody else."""

from datetime import date

import pytest

from binhyen.foundation.journal.models import Fact
from binhyen.registers.territories import actions, queries
from binhyen.registers.territories.models import Hamlet
from binhyen.registers.territories.values import HamletDetails

from .conftest import AT, TODAY

BAN_LAU = "02788"
START = date(2025, 7, 1)


def details(name: str = "Na Lốc 2", on: date = START, kind: str = "THON") -> HamletDetails:
    return HamletDetails(commune_code=BAN_LAU, kind=kind, name=name, on=on)


@pytest.fixture
def hamlet(two_provinces, person) -> Hamlet:
    return actions.enter_hamlet(details=details(), by=person("commune_police"), at=AT)


@pytest.mark.parametrize("who", ["next_commune", "coordinator", "officer", "leader", "auditor", "administrator"])
@pytest.mark.parametrize("page", ["thon/them/", "thon/{id}/doi-ten/", "thon/{id}/ket-thuc/"])
def test_only_the_communes_own_officers_may_change_its_hamlets(hamlet, as_, who, page):
    answer = as_(who).post(f"/dia-ban/xa/{BAN_LAU}/{page.format(id=hamlet.pk)}", {"name": "X", "on": "2026-01-01"})

    assert answer.status_code == 403
    assert [str(h) for h in Hamlet.objects.all()] == ["Thôn Na Lốc 2"]


def test_an_officer_cannot_reach_a_hamlet_through_another_commune(hamlet, as_):
    answer = as_("next_commune").post(
        f"/dia-ban/xa/02683/thon/{hamlet.pk}/ket-thuc/", {"on": "2026-01-01", "reason": "x"}
    )

    assert answer.status_code == 404
    hamlet.refresh_from_db()
    assert hamlet.valid_to is None


def test_the_commune_enters_a_hamlet_and_the_fact_is_told(two_provinces, as_):
    form = {"kind": "BAN", "name": "  Cốc   Phương ", "on": "01/07/2025"}

    answer = as_("commune_committee").post(f"/dia-ban/xa/{BAN_LAU}/thon/them/", form)

    assert answer.status_code == 302
    hamlet = Hamlet.objects.get()
    assert (str(hamlet), hamlet.search_key) == ("Bản Cốc Phương", "ban coc phuong")
    fact = Fact.objects.get(kind="territories.HamletEntered")
    assert (fact.subject_id, fact.area) == (str(hamlet.pk), BAN_LAU)


def test_the_same_name_twice_is_refused_with_a_sentence(hamlet, as_):
    answer = as_("commune_police").post(
        f"/dia-ban/xa/{BAN_LAU}/thon/them/", {"kind": "THON", "name": "Na Lôc 2", "on": "2026-01-01"}
    )

    assert answer.status_code == 422
    assert "đã có trong danh sách của xã" in answer.content.decode()
    assert Hamlet.objects.count() == 1


def test_a_new_name_keeps_the_old_one_with_its_days(hamlet, person):
    by = person("commune_police")

    actions.rename_hamlet(hamlet_id=hamlet.pk, details=details("Na Lốc", date(2026, 3, 1)), by=by, at=AT)
    actions.rename_hamlet(hamlet_id=hamlet.pk, details=details("Na Lốc Mới", date(2026, 6, 1)), by=by, at=AT)

    commune = queries.commune(code=BAN_LAU, on=TODAY)
    assert [str(h) for h in commune.open_hamlets] == ["Thôn Na Lốc Mới"]
    assert [(n.name, n.valid_from, n.valid_to) for n in hamlet.former_names.order_by("valid_from")] == [
        ("Na Lốc 2", START, date(2026, 2, 28)),
        ("Na Lốc", date(2026, 3, 1), date(2026, 5, 31)),
    ]


def test_a_name_cannot_begin_before_the_one_it_replaces(hamlet, person):
    with pytest.raises(actions.TerritoryRefused, match="phải sau ngày đó"):
        actions.rename_hamlet(hamlet_id=hamlet.pk, details=details("Khác", START), by=person("commune_police"), at=AT)

    assert not hamlet.former_names.exists()


def test_a_closed_hamlet_stays_but_leaves_the_list(hamlet, person):
    by = person("commune_police")
    actions.close_hamlet(hamlet_id=hamlet.pk, commune_code=BAN_LAU, on=date(2026, 5, 31), reason="NQ 12", by=by, at=AT)

    assert queries.commune(code=BAN_LAU, on=TODAY).open_hamlets == []
    assert len(queries.commune(code=BAN_LAU, on=date(2026, 5, 31)).open_hamlets) == 1
    with pytest.raises(actions.TerritoryRefused, match="đã kết thúc"):
        actions.close_hamlet(hamlet_id=hamlet.pk, commune_code=BAN_LAU, on=TODAY, reason="", by=by, at=AT)


def test_where_the_journal_fails_no_hamlet_is_stored(two_provinces, person, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        actions.enter_hamlet(details=details(), by=person("commune_police"), at=AT)

    assert not Hamlet.objects.exists()
