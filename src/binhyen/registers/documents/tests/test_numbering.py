"""Numbers of outgoing documents: no gap, no double, in order of days; whatever was given stays."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction

from binhyen.foundation.journal.models import Fact
from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.documents.actions import DocumentRefused, numbering
from binhyen.registers.documents.models import BookNumber, NumberBook
from binhyen.registers.documents.rules.numbering import series_of, symbol_of, wrong_day
from binhyen.registers.documents.values import SeriesMode
from binhyen.registers.organisations.models import Body

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SHORT = {"Kế hoạch": "KH", "Quyết định": "QĐ", "Công văn": ""}


@pytest.fixture
def health(db) -> Body:
    return Body.objects.create(
        key="s_yte",
        name="Sở Y tế",
        level="PROVINCE",
        block="DEPARTMENT",
        area_code="15",
        sort_key=b"",
        search_key=search_key("Sở Y tế"),
        initials="",
    )


@pytest.fixture
def taken(health, person):
    def take(kind="Kế hoạch", day=TODAY, today=TODAY):
        return numbering.take(
            body=health,
            kind=kind,
            symbol="KH-SYT",
            abstract="Phòng, chống ma túy",
            signer="An",
            day=day,
            today=today,
            by=person("officer"),
            at=AT,
        )

    return take


@pytest.mark.django_db(transaction=True)
def test_fifty_clerks_at_once_get_fifty_numbers_in_a_row(person):
    """Each on a connection of its own; every fifth fails after it took its number, and gives it back."""
    body = Body.objects.create(
        key="ubnd_tinh",
        name="UBND tỉnh",
        level="PROVINCE",
        area_code="15",
        search_key="ubnd",
        initials="",
        sort_key=b"",
    )
    clerk = person("officer")
    start, got, failed = threading.Barrier(50), [], []

    def clerk_works(at):
        start.wait()
        try:
            with transaction.atomic():
                row = numbering.take(
                    body=body,
                    kind="Kế hoạch",
                    symbol="KH-UBND",
                    abstract=f"Việc {at}",
                    signer="",
                    day=TODAY,
                    today=TODAY,
                    by=clerk,
                    at=AT,
                )
                transaction.set_rollback(at % 5 == 0)
            (failed if at % 5 == 0 else got).append(row.number)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=clerk_works, args=(at,)) for at in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(failed) == 10
    assert sorted(got) == list(range(1, 41))
    assert sorted(BookNumber.objects.values_list("number", flat=True)) == list(range(1, 41))
    assert NumberBook.objects.get().last == 40


@pytest.mark.django_db(transaction=True)
def test_two_kept_numbers_taken_at_once_see_each_others_days(person):
    """The second waits for the first to be written, and is then refused: its day is earlier."""
    body = Body.objects.create(
        key="ubnd_tinh", name="UBND tỉnh", level="PROVINCE", search_key="u", initials="", sort_key=b""
    )
    said = {"by": person("officer"), "at": AT}
    keep = {"body": body, "kind": "Kế hoạch", "symbol": "KH-UBND", "year": 2026, "reason": "x", **said}
    first, second = (numbering.reserve(**keep).pk for _ in range(2))
    used = {"symbol": "KH-UBND", "abstract": "x", "signer": "", "today": TODAY, **said}
    refused = []

    def other_clerk():
        try:
            numbering.use(number_id=second, day=date(2026, 11, 19), **used)
        except DocumentRefused as error:
            refused.append(str(error))
        finally:
            connection.close()

    clerk = threading.Thread(target=other_clerk)
    with transaction.atomic():
        numbering.use(number_id=first, day=date(2026, 11, 20), **used)
        clerk.start()
        while clerk.is_alive() and not waiting():
            clerk.join(0.02)
    clerk.join()

    assert "liền trước" in refused[0]


def waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def test_each_kind_counts_for_itself_until_the_head_of_the_body_says_otherwise(health, taken, person):
    assert [taken("Kế hoạch").number, taken("Quyết định").number, taken("Kế hoạch").number] == [1, 1, 2]

    numbering.set_rule(
        body=health,
        from_year=2027,
        mode=SeriesMode.TOGETHER,
        own_kinds=(),
        source="Quy chế",
        by=person("officer"),
        at=AT,
    )
    new_year = date(2027, 1, 4)
    assert [taken(kind, new_year, new_year).number for kind in ("Kế hoạch", "Công văn", "Quyết định")] == [1, 2, 3]


def test_how_a_body_counts_does_not_change_within_a_year(health, taken, person):
    taken()

    with pytest.raises(DocumentRefused, match="từ năm sau"):
        numbering.set_rule(
            body=health, from_year=2026, mode=SeriesMode.TOGETHER, own_kinds=(), source="x", by=person("officer"), at=AT
        )


def test_a_number_kept_back_is_used_once_and_a_cancelled_one_stays_with_its_reason(health, taken, person):
    kept = numbering.reserve(
        body=health, kind="Kế hoạch", symbol="KH-SYT", year=2026, reason="KH quý IV", by=person("officer"), at=AT
    )
    after = taken()
    used = {
        "symbol": "KH-SYT",
        "abstract": "x",
        "signer": "",
        "day": TODAY,
        "today": TODAY,
        "by": person("officer"),
        "at": AT,
    }
    row = numbering.use(number_id=kept.pk, **used)
    assert (row.number, after.number) == (1, 2)
    with pytest.raises(DocumentRefused, match="không còn được giữ"):
        numbering.use(number_id=kept.pk, **used)

    numbering.cancel(number_id=after.pk, reason="In nhầm", by=person("officer"), at=AT)
    after.refresh_from_db()
    assert (after.state, after.reason, taken().number) == ("CANCELLED", "In nhầm", 3)
    with pytest.raises(DocumentRefused, match="đã hủy"):
        numbering.cancel(number_id=after.pk, reason="nữa", by=person("officer"), at=AT)
    kinds = ["documents.NumberKept", "documents.NumberGiven", "documents.NumberGiven", "documents.NumberCancelled"]
    assert [*Fact.objects.order_by("id").values_list("kind", flat=True)][:4] == kinds


def test_a_number_is_never_deleted(taken):
    row = taken()

    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        BookNumber.objects.filter(pk=row.pk).delete()


def test_a_book_begun_in_the_middle_of_a_year_goes_on_from_paper(health, taken, person):
    given = {"body": health, "kind": "Kế hoạch", "year": 2026, "by": person("officer"), "at": AT}
    numbering.go_on_from(**given, last=1100)
    numbering.go_on_from(**given, last=110)  # it was typed wrongly, and no number was given yet
    assert Fact.objects.filter(kind="documents.NumberingGoesOn", data__last=110).exists()

    assert taken().number == 111
    with pytest.raises(DocumentRefused, match="không đặt lại"):
        numbering.go_on_from(body=health, kind="Kế hoạch", year=2026, last=5, by=person("officer"), at=AT)


def test_days_follow_numbers(taken):
    taken(day=date(2026, 11, 20))

    with pytest.raises(DocumentRefused, match="liền trước"):
        taken(day=date(2026, 11, 19))


@pytest.mark.parametrize(
    ("day", "before", "after", "trouble"),
    [
        (date(2026, 11, 20), None, None, ""),
        (date(2025, 12, 31), None, None, "Sổ năm 2026"),
        (date(2026, 11, 24), None, None, "chưa tới"),
        (date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 20), ""),
        (date(2026, 11, 20), date(2026, 11, 21), None, "liền trước"),
        (date(2026, 11, 20), None, date(2026, 11, 19), "liền sau"),
    ],
)
def test_the_day_of_a_number_lies_between_its_neighbours(day, before, after, trouble):
    assert trouble in wrong_day(day, year=2026, before=before, after=after, today=TODAY)
    assert bool(trouble) == bool(wrong_day(day, year=2026, before=before, after=after, today=TODAY))


@pytest.mark.parametrize(
    ("kind", "mode", "own", "series"),
    [
        ("Kế hoạch", "EACH", (), "KH"), ("Công văn", "EACH", (), "CV"), ("Kế hoạch", "TOGETHER", (), ""),
        ("Quyết định", "SOME", ("QĐ",), "QĐ"), ("Kế hoạch", "SOME", ("QĐ",), ""), ("Công văn", "SOME", ("CV",), "CV"),
    ],
)  # fmt: skip
def test_kinds_count_as_the_body_says(kind, mode, own, series):
    assert series_of(kind, mode=mode, own=own, abbreviations=SHORT) == series


@pytest.mark.parametrize(
    ("kind", "sign", "unit", "symbol"),
    [("Kế hoạch", "UBND", "NC", "KH-UBND"), ("Công văn", "UBND", "NC", "UBND-NC"), ("Công văn", "SYT", "", "SYT")],
)
def test_letters_name_who_wrote_them_and_others_their_kind(kind, sign, unit, symbol):
    assert symbol_of(kind, sign=sign, unit=unit, abbreviations=SHORT) == symbol
