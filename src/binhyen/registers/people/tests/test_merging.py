"""Two records that are one person: merged with provenance, taken apart again, or remembered as two."""

import pytest

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.journal.models import Fact
from binhyen.registers.people import merging as registry
from binhyen.registers.people.actions import pairs
from binhyen.registers.people.actions.amending import NotThere, amend
from binhyen.registers.people.actions.merging import merge, unmerge
from binhyen.registers.people.actions.parts import add_address, add_number
from binhyen.registers.people.models import Merge, Person, PossiblePair
from binhyen.registers.people.queries.pairs import queue
from binhyen.registers.people.queries.search import search
from binhyen.registers.people.rules.problems import PersonRefused
from binhyen.registers.people.values import AddressDetails, Birth, FoundPair, NumberDetails, PersonChanges

from .people_cast import AT, BIRTH, NEXT_COMMUNE, NUMBER, made

pytestmark = pytest.mark.django_db
OLD_CARD = "063123456"


@pytest.fixture
def two(person):
    kept = made("Vàng A Giả", number=NUMBER)
    gone = made("Vàng A Dả", birth=Birth(year=1990), sex="")
    by = person("officer")
    add_number(person_id=gone.pk, details=NumberDetails(kind="CMND", text=OLD_CARD), by=by, at=AT)
    add_number(person_id=gone.pk, details=NumberDetails(kind="CCCD", text=NUMBER), by=by, at=AT)
    add_address(person_id=gone.pk, details=AddressDetails(kind="ACTUAL", text="Na Lốc"), by=by, at=AT)
    return kept, gone, by


@pytest.fixture
def handlers():
    """Handlers of other subjects for one test."""
    before = dict(registry._HANDLERS)
    registry._HANDLERS.clear()
    yield registry
    registry._HANDLERS.clear()
    registry._HANDLERS.update(before)


def one(two, **given):
    kept, gone, by = two
    return merge(
        **({"kept_id": kept.pk, "gone_id": gone.pk, "fields": (), "by": by, "at": AT, "reason": "Cùng số"} | given)
    )


def shape():
    """Everything that a merge may change, to compare before and after."""
    return [
        (p.full_name, p.sex, p.birth_precision, p.merged_into_id, sorted(p.tokens.values_list("token", flat=True)),
         sorted(map(str, p.numbers.values_list("pk", flat=True))), sorted(p.aliases.values_list("name", flat=True)),
         p.addresses.count())
        for p in Person.objects.order_by("pk")
    ]  # fmt: skip


def test_numbers_and_addresses_move_and_what_both_had_stays_behind(two):
    kept, gone, _ = two
    one(two)

    assert sorted(kept.numbers.values_list("kind", flat=True)) == ["CCCD", "CMND"]
    assert kept.addresses.count() == 1
    assert gone.numbers.count() == 1
    assert list(kept.aliases.values_list("name", flat=True)) == ["Vàng A Dả"]


def test_where_every_field_came_from_is_kept(two):
    kept, gone, _ = two
    row = one(two, fields=("full_name", "birth"))

    kept.refresh_from_db()
    assert (kept.full_name, kept.birth_precision, kept.sex) == ("Vàng A Dả", "YEAR", "M")
    assert row.fields["full_name"] == {"from": gone.pk, "value_before": "Vàng A Giả"}
    assert row.fields["birth"]["value_before"] == ["1990-03-12", "DAY"]
    assert Fact.objects.get(kind="people.PersonMerged").data["fields"] == ["birth", "full_name"]
    assert Fact.objects.get(kind="people.PersonMergedAway").subject_id == str(gone.pk)


def test_one_is_found_by_both_names_and_the_other_no_longer_changes(two):
    kept, gone, by = two
    one(two)
    found = search(scope=scope_of(user=by, on=AT.date()), text="da")

    assert [card.id for card in found.cards] == [kept.pk]
    with pytest.raises(NotThere):
        amend(person_id=gone.pk, version=1, changes=PersonChanges(full_name="X"), by=by, at=AT)


def test_taken_apart_everything_is_as_before(two):
    _, _, by = two
    before = shape()
    row = one(two, fields=("full_name", "sex", "birth"))

    unmerge(merge_id=row.pk, by=by, at=AT, reason="Hai anh em")

    assert shape() == before
    assert Fact.objects.filter(kind="people.MergeUndone").count() == 2


def test_taken_apart_keeps_what_somebody_mended_since(two):
    kept, _, by = two
    row = one(two, fields=("full_name",))
    kept.refresh_from_db()
    changes = PersonChanges(full_name="Vàng A Thật", sex="M", birth=BIRTH)
    amend(person_id=kept.pk, version=kept.version, changes=changes, by=by, at=AT)

    unmerge(merge_id=row.pk, by=by, at=AT, reason="Hai anh em")

    assert Person.objects.get(pk=kept.pk).full_name == "Vàng A Thật"


def test_the_later_merge_is_undone_first_and_none_twice(two):
    kept, _, by = two
    third = made("Vàng A Za")
    first = one(two)
    second = merge(kept_id=kept.pk, gone_id=third.pk, fields=(), by=by, at=AT, reason="Cùng người")

    with pytest.raises(PersonRefused, match="lần gộp khác"):
        unmerge(merge_id=first.pk, by=by, at=AT, reason="x")
    unmerge(merge_id=second.pk, by=by, at=AT, reason="x")
    unmerge(merge_id=first.pk, by=by, at=AT, reason="x")
    with pytest.raises(PersonRefused, match="đã được tách"):
        unmerge(merge_id=first.pk, by=by, at=AT, reason="x")


@pytest.mark.parametrize("wrong", [{"gone_id": 0}, {"reason": " "}, {"fields": ("commune",)}])
def test_a_merge_into_itself_without_reason_or_of_other_fields_is_refused(two, wrong):
    if "gone_id" in wrong:
        wrong = {"gone_id": two[0].pk}
    with pytest.raises(PersonRefused):
        one(two, **wrong)
    assert not Merge.objects.exists()


def test_other_subjects_take_part_and_hand_back_what_undoing_needs(two, handlers):
    kept, gone, by = two
    undone = []
    handlers.register(
        "cases",
        merge=lambda kept, gone, by, at: {"facts": [kept, gone]},
        unmerge=lambda kept, gone, held, by, at: undone.append((kept, gone, held)),
    )

    row = one(two)
    unmerge(merge_id=row.pk, by=by, at=AT, reason="Hai anh em")

    assert undone == [(kept.pk, gone.pk, {"facts": [kept.pk, gone.pk]})]


def test_a_subject_that_refuses_leaves_everything_as_it_was(two, handlers):
    def refuse(**_):
        raise PersonRefused("Hai hồ sơ cùng đang chạy.")

    handlers.register("cases", merge=refuse, unmerge=refuse)
    before = shape()

    with pytest.raises(PersonRefused, match="cùng đang chạy"):
        one(two)

    assert shape() == before
    assert not Fact.objects.filter(kind="people.PersonMerged").exists()


def found_pair(left, right, weight=9.0):
    return FoundPair(left=left.pk, right=right.pk, weight=weight, probability=0.99, reasons=("cùng năm sinh",))


def test_two_different_persons_are_remembered_and_not_brought_up_again(two):
    kept, gone, by = two
    pairs.note_pairs(found=[found_pair(kept, gone)], compared=2, by=None, at=AT)
    pairs.different(left_id=gone.pk, right_id=kept.pk, by=by, at=AT, reason="Hai anh em ruột")

    assert pairs.note_pairs(found=[found_pair(kept, gone)], compared=2, by=None, at=AT) == 0
    assert PossiblePair.objects.get().state == "DIFFERENT"
    assert queue(scope=scope_of(user=by, on=AT.date())) == []


def test_a_pair_no_longer_found_leaves_the_queue(two):
    kept, gone, _ = two
    pairs.note_pairs(found=[found_pair(kept, gone)], compared=2, by=None, at=AT)
    assert pairs.note_pairs(found=[], compared=2, by=None, at=AT) == 0


def test_same_merges_and_settles_the_pair_and_undoing_opens_it_again(two):
    kept, gone, by = two
    pairs.note_pairs(found=[found_pair(kept, gone)], compared=2, by=None, at=AT)

    row = pairs.same(kept_id=kept.pk, gone_id=gone.pk, fields=(), by=by, at=AT, reason="Cùng số")
    settled = PossiblePair.objects.get().state
    unmerge(merge_id=row.pk, by=by, at=AT, reason="Nhầm")

    assert (settled, PossiblePair.objects.get().state) == ("SAME", "OPEN")


def test_a_pair_across_communes_names_the_other_commune_and_hides_its_person(person):
    ours, theirs = made(), made("Vàng A Xa", commune_code=NEXT_COMMUNE)
    pairs.note_pairs(found=[found_pair(ours, theirs)], compared=2, by=None, at=AT)

    (row,) = queue(scope=scope_of(user=person("commune_police"), on=AT.date()))

    assert (row.left.full_name, row.right) == ("Vàng A Giả", None)
    assert row.other_commune
    assert queue(scope=scope_of(user=person("stranger"), on=AT.date())) == []


def test_different_without_a_reason_is_refused(two):
    kept, gone, by = two
    with pytest.raises(PersonRefused):
        pairs.different(left_id=kept.pk, right_id=gone.pk, by=by, at=AT, reason=" ")
