"""Lists in: who may, what is read, mended, written once, taken back; and what a broken machine leaves behind."""

import json
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.urls import reverse

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.journal.models import Fact as JournalFact
from binhyen.kit.grid.changes import CellChange, Outcome
from binhyen.operations.cases.actions.facts import record_fact
from binhyen.operations.cases.actions.lists import mending, receiving, undoing, writing
from binhyen.operations.cases.actions.lists.reading import read_list
from binhyen.operations.cases.actions.lists.refusals import ListRefused
from binhyen.operations.cases.models import Case, CaseFact, ColumnMapping, ListImport, ListRow
from binhyen.operations.cases.reader.values import Field, Unreadable
from binhyen.operations.cases.values import FactKind, Fate, ListState
from binhyen.registers.people.models import Person
from tests.cast import BAN_LAU

from .conftest import THEN
from .steps import fact as stated

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 3)
TITLE = "DANH SÁCH NGƯỜI SỬ DỤNG TRÁI PHÉP CHẤT MA TÚY"
HEAD = ("STT", "Họ và tên", "Giới tính", "Năm sinh", "Số CCCD", "Ghi chú")
ROWS = (
    (1, "Lù Văn Tích", "Nam", "12/05/1988", "099088900001", ""),
    (2, "Giàng A Phử", "Nam", "1990", "", ""),
    (3, "Vàng Thị Mỷ", "Nữ", "31/02/1995", "", ""),
    (4, "Hoàng Văn Pản", "Nam", "1985", "099085900004", ""),
)


def sheet(rows=ROWS):
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet("DS")
    page.write(0, 0, TITLE)
    for column, heading in enumerate(HEAD):
        page.write(2, column, heading)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(3 + number, column, value)
    book.close()
    content.seek(0)
    return content


@pytest.fixture
def dropped(person):
    """A list somebody dropped and the machine has read."""

    def drop(rows=ROWS, by="commune_police", commune=BAN_LAU):
        who = person(by)
        source = receiving.receive(
            content=sheet(rows),
            name="ds.xlsx",
            as_of=TODAY,
            commune_code=commune,
            body_key="ca_xa_02788",
            by=who,
            at=THEN,
        )
        return read_list(import_id=source.pk, by=who, at=THEN)

    return drop


@pytest.fixture
def police(person):
    return person("commune_police")


def write(source, by):
    return writing.write_list(import_id=source.pk, by=by, at=THEN)


def change(row, name, value):
    return CellChange(str(row.pk), row.version, name, value)


def scope(user):
    return scope_of(user=user, on=TODAY)


@pytest.mark.parametrize("who", ["leader", "auditor", "administrator", "health_department", "stranger"])
def test_who_keeps_no_lists_reaches_none(as_, who, dropped):
    source = dropped()

    assert as_(who).get(reverse("cases:lists")).status_code == 403
    assert as_(who).post(reverse("cases:list-write", args=[source.pk])).status_code == 403


def test_another_commune_does_not_see_the_list(as_, dropped):
    source = dropped()

    for name in ("list-import", "list-columns"):
        assert as_("next_commune").get(reverse(f"cases:{name}", args=[source.pk])).status_code == 404
    assert as_("next_commune").post(reverse("cases:list-write", args=[source.pk])).status_code == 404


def test_reading_keeps_every_row_and_writes_nobody(dropped):
    source = dropped()

    assert source.state == ListState.PREVIEW
    assert [row.values["name"] for row in source.rows.order_by("id")] == [row[1] for row in ROWS]
    bad = source.rows.get(severity="ERROR")
    assert bad.findings[0]["cell"] == "D6"
    assert "31/02/1995" in bad.findings[0]["says"]
    assert not Person.objects.exists()


def test_a_mended_cell_is_read_again_by_the_same_rules(dropped, police):
    source = dropped()
    bad = source.rows.get(severity="ERROR")

    (answer,) = mending.mend_cells(
        import_id=source.pk, changes=[change(bad, "c3", "28/02/1995")], scope=scope(police), by=police, at=THEN
    )

    bad.refresh_from_db()
    assert answer.outcome is Outcome.SAVED
    assert bad.severity != "ERROR"
    assert bad.values["birth"] == "28/02/1995"


def test_of_two_officers_on_one_row_the_second_is_told(dropped, police):
    source = dropped()
    row = source.rows.first()
    mending.mend_cells(import_id=source.pk, changes=[change(row, "c5", "một")], scope=scope(police), by=police, at=THEN)

    (answer,) = mending.mend_cells(
        import_id=source.pk, changes=[change(row, "c5", "hai")], scope=scope(police), by=police, at=THEN
    )

    assert answer.outcome is Outcome.CONFLICT
    assert answer.value == "một"


def test_good_rows_are_written_with_their_case_and_the_rest_waits_in_the_basket(dropped, police):
    source = dropped()

    write(source, police)

    fates = dict(source.rows.values_list("values__name", "fate"))
    assert fates == {
        "Lù Văn Tích": "WRITTEN",
        "Giàng A Phử": "WRITTEN",
        "Vàng Thị Mỷ": "BASKET",
        "Hoàng Văn Pản": "WRITTEN",
    }
    assert set(Case.objects.values_list("list_code", flat=True)) == {"L1"}
    assert Person.objects.count() == 3
    assert all(fact.source_row.source_id == source.pk for fact in CaseFact.objects.select_related("source_row"))
    assert JournalFact.objects.filter(kind="cases.ListWritten", subject_id=str(source.pk)).count() == 1


def test_what_was_mended_in_the_basket_is_written_afterwards(dropped, police):
    source = dropped()
    write(source, police)
    basket = source.rows.get(fate=Fate.BASKET)
    mending.mend_cells(
        import_id=source.pk, changes=[change(basket, "c3", "1995")], scope=scope(police), by=police, at=THEN
    )

    write(source, police)

    assert not source.rows.exclude(fate=Fate.WRITTEN).exists()
    assert Person.objects.count() == 4


def test_the_same_file_twice_changes_nothing(dropped, police):
    write(dropped(), police)
    before = (Person.objects.count(), CaseFact.objects.count())

    second = dropped()
    write(second, police)

    assert (Person.objects.count(), CaseFact.objects.count()) == before
    assert not second.rows.filter(fate=Fate.WRITTEN).exists()


def test_a_row_that_may_be_somebody_waits_until_a_person_says_who(dropped, police, registered):
    known = registered("Giàng A Phử", year=1990)
    source = dropped(ROWS[1:2])
    row = source.rows.get()
    assert row.match in {"SAME", "MAYBE"}

    mending.choose(import_id=source.pk, row_id=row.pk, person_id=known.pk, scope=scope(police), by=police, at=THEN)
    write(source, police)

    row.refresh_from_db()
    assert (row.fate, row.person_id) == ("WRITTEN", known.pk)
    assert Person.objects.count() == 1


def test_a_list_never_overrules_a_case(dropped, police):
    write(dropped(ROWS[:1]), police)
    other = dropped(((*ROWS[0][:5], "Đang điều trị Methadone"),))
    row = other.rows.get()
    table = next(iter(other.mapping["columns"]["tables"]))
    notes = next(one["column"] for one in table["columns"] if one["heading"] == "Ghi chú")
    mending.mend_columns(import_id=other.pk, columns={0: {notes: (Field.STATUS, "")}}, lists={}, by=police, at=THEN)
    read_list(import_id=other.pk, by=police, at=THEN)

    write(other, police)

    row = other.rows.get()
    assert row.fate == Fate.BASKET
    assert "hồ sơ ghi" in row.reason
    assert Case.objects.get().state == "MANAGED"
    assert ColumnMapping.objects.filter(body_key="ca_xa_02788").exists()


def test_a_list_can_be_taken_back_while_nobody_built_on_it(dropped, police):
    source = dropped()
    write(source, police)

    undoing.undo(import_id=source.pk, by=police, at=THEN)

    source.refresh_from_db()
    assert source.state == ListState.UNDONE
    assert not Person.objects.filter(voided_at__isnull=True).exists()
    assert not Case.objects.exclude(list_code="").exists()
    assert ListRow.objects.filter(source=source).count() == len(ROWS)


def test_a_list_somebody_built_on_stays(dropped, police):
    source = dropped()
    write(source, police)
    one = source.rows.filter(fate=Fate.WRITTEN).first()
    record_fact(
        person_id=one.person_id,
        details=stated(FactKind.VISIT, "2026-08-03", data={"place": "HOME", "met": True}),
        by=police,
        at=THEN,
    )

    with pytest.raises(ListRefused, match="1 hồ sơ"):
        undoing.undo(import_id=source.pk, by=police, at=THEN)

    assert Person.objects.filter(voided_at__isnull=True).count() == 3


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00" * 400, b"khong phai bang"])
def test_a_broken_file_is_refused_in_words_at_the_door_or_when_read(as_, person, content):
    file = BytesIO(content)
    file.name = "x.xlsx"
    answer = as_("commune_police").post(
        reverse("cases:lists"), {"file": file, "as_of": "03/08/2026", "commune": BAN_LAU}, follow=False
    )

    if answer.status_code == 422:
        assert answer.context["form"].errors
    else:
        source = ListImport.objects.get()
        with pytest.raises(Unreadable) as told:
            read_list(import_id=source.pk, by=person("commune_police"), at=THEN)
        assert told.value.message


def test_the_page_shows_the_grid_saves_a_cell_and_writes(as_, dropped, police):
    source = dropped()
    browser = as_("commune_police")
    page = browser.get(reverse("cases:list-import", args=[source.pk]))
    assert "Ghi vào sổ 3 dòng" in page.content.decode()
    row = source.rows.get(severity="ERROR")

    answer = browser.post(
        reverse("cases:list-save", args=[source.pk]),
        json.dumps([{"id": str(row.pk), "version": row.version, "field": "c3", "value": "1995"}]),
        content_type="application/json",
    )

    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.severity != "ERROR"
    assert browser.post(reverse("cases:list-write", args=[source.pk])).status_code == 302
    source.refresh_from_db()
    assert source.state == ListState.WRITING


def test_one_row_can_be_mended_without_script(as_, dropped):
    source = dropped()
    row = source.rows.get(severity="ERROR")
    address = reverse("cases:list-row", args=[source.pk, row.pk])
    browser = as_("commune_police")
    assert "D6" in browser.get(address).content.decode()

    browser.post(address, {"version": row.version, "c3": "1995"})

    row.refresh_from_db()
    assert row.values["birth"] == "1995"


def test_columns_are_shown_with_their_reason_and_remembered_for_the_unit(as_, dropped, police):
    source = dropped()
    browser = as_("commune_police")
    address = reverse("cases:list-columns", args=[source.pk])
    form = browser.get(address).context["form"]
    given = {name: form[name].initial or "" for name in form.fields} | {"col-0-5": "IGNORED|"}

    assert browser.post(address, given).status_code == 302

    again = dropped()
    assert again.mapping["columns"]["tables"][0]["columns"][5]["field"] == "IGNORED"
