"""Lists that speak of people the register has: who may change them, cell by cell, what is written, and its undoing."""

from io import BytesIO

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.journal.models import Fact
from binhyen.kit.grid.changes import CellChange
from binhyen.kit.spreadsheets import read
from binhyen.operations.cases.actions import exports
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.actions.lists import mending, receiving, undoing, writing
from binhyen.operations.cases.actions.lists.reading import read_list
from binhyen.operations.cases.actions.lists.refusals import ListRefused
from binhyen.operations.cases.models import Case, ListRow
from binhyen.operations.cases.queries.register import CaseFilter
from binhyen.operations.cases.values import BulkFact, Fate, ListState
from binhyen.registers.people.actions import parts
from binhyen.registers.people.actions.amending import amend
from binhyen.registers.people.models import Contact, Person
from binhyen.registers.people.queries.cards import opened
from binhyen.registers.people.values import Birth, NumberDetails, PersonChanges
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import THEN
from .steps import listed

pytestmark = pytest.mark.django_db
NUMBER, PHONE = "010090000123", "0912345678"
HEAD = ("STT", "Họ và tên", "Giới tính", "Năm sinh", "Số CCCD", "Điện thoại", "Ghi chú")


@pytest.fixture
def police(person):
    return person("commune_police")


@pytest.fixture
def known(registered, police):
    """Two people of Bản Lầu with their cases; the first has a number."""
    people = [registered("Vàng A Gió"), registered("Lý A Ánh", year=1988)]
    rows = [BulkFact(person_id=one.pk, details=listed("MANAGED")) for one in people]
    record_facts_bulk(rows=rows, by=None, at=THEN, source="test")
    parts.add_number(person_id=people[0].pk, details=NumberDetails(kind="CCCD", text=NUMBER), by=police, at=THEN)
    return people


def scope(user):
    return scope_of(user=user, on=THEN.date())


def dropped(content, by, commune=BAN_LAU):
    content.seek(0)
    source = receiving.receive(
        content=content, name="ds.xlsx", as_of=THEN.date(), commune_code=commune, body_key="x", by=by, at=THEN
    )
    return read_list(import_id=source.pk, by=by, at=THEN)


def workbook(*rows, head=HEAD):
    content = BytesIO()
    book = xlsxwriter.Workbook(content)
    page = book.add_worksheet("DS")
    page.write(0, 0, "DANH SÁCH NGƯỜI SỬ DỤNG TRÁI PHÉP CHẤT MA TÚY")
    for number, row in enumerate([head, *rows]):
        page.write_row(2 + number, 0, row)
    book.close()
    return content


@pytest.fixture
def exported(known, police):
    """The sheet of both, numbers in full unless masked, with changed cells: {(name, heading): text}."""

    def take(changes=None, numbers=True, by=police):
        why = exports.Why(purpose="Rà soát", recipient="Công an xã", numbers=numbers)
        row = exports.export(scope=scope(by), asked=CaseFilter(), words=(), why=why, by=by, at=THEN)
        data = b"".join(exports.take(row=row, by=by, at=THEN))
        rows = read(data=data)
        first = next(place for place, one in enumerate(rows) if one[0] == "STT")
        lines = {one[1]: one for one in rows[first + 1 :]}
        for (name, heading), text in (changes or {}).items():
            lines[name][rows[first].index(heading)] = text
        content = BytesIO()
        book = xlsxwriter.Workbook(content, {"default_date_format": "dd/mm/yyyy"})
        page = book.add_worksheet()
        for number, one in enumerate(rows):
            page.write_row(number, 0, one)
        book.close()
        return content

    return take


def write(source, by):
    return writing.write_list(import_id=source.pk, by=by, at=THEN)


def row_of(source, person):
    return source.rows.get(person=person)


def said(row):
    return {one["topic"]: one["said"] for one in row.offers}


def take(row, by, **takes):
    """``take(row, police, phone=True, birth=False)``."""
    places = {place: takes[one["topic"]] for place, one in enumerate(row.offers) if one["topic"] in takes}
    return mending.take_cells(import_id=row.source_id, row_id=row.pk, version=row.version, takes=places, by=by, at=THEN)


def phones(person):
    return [opened(one) for one in Contact.objects.filter(person=person, valid_to__isnull=True)]


# who may not


@pytest.mark.parametrize("who", ["leader", "auditor", "administrator", "health_department", "stranger"])
def test_who_keeps_no_lists_chooses_no_cells(as_, who, known, police):
    source = dropped(workbook((1, "Vàng A Gió", "Nam", "1990", NUMBER, PHONE, "")), police)

    answer = as_(who).post(reverse("cases:list-rows", args=[source.pk]), {"what": "take", "all": "1"})

    assert answer.status_code == 403


def test_another_commune_chooses_no_cells(as_, known, police):
    source = dropped(workbook((1, "Vàng A Gió", "Nam", "1990", NUMBER, PHONE, "")), police)
    row = source.rows.get()

    assert as_("next_commune").post(reverse("cases:list-rows", args=[source.pk]), {"what": "take"}).status_code == 404
    assert (
        as_("next_commune").post(reverse("cases:list-row", args=[source.pk, row.pk]), {"takes": "1"}).status_code == 404
    )


def test_somebody_on_the_way_here_is_seen_and_not_changed_by_the_commune_that_waits(known, police):
    Person.objects.filter(pk=known[0].pk).update(commune_code=NEXT_COMMUNE, to_commune_code=BAN_LAU)
    source = dropped(workbook((1, "Vàng A Gió", "Nam", "1990", NUMBER, PHONE, "")), police)
    row = source.rows.get()
    assert (row.match, row.person_id, row.offers) == ("SAME", known[0].pk, [])

    write(source, police)

    assert phones(known[0]) == []


def test_a_choice_posted_over_what_lost_its_right_meanwhile_writes_nothing(known, police):
    source = dropped(workbook((1, "Vàng A Gió", "Nam", "1990", NUMBER, PHONE, "")), police)
    assert said(source.rows.get()) == {"phone": "LACKS"}
    Person.objects.filter(pk=known[0].pk).update(commune_code=NEXT_COMMUNE, to_commune_code=BAN_LAU)

    write(source, police)

    assert phones(known[0]) == []


# a list of any commune


def test_what_the_register_lacks_is_added_unless_somebody_says_no(known, police):
    source = dropped(
        workbook(
            (1, "Vàng A Gió", "Nam", "12/05/1990", NUMBER, PHONE, ""),
            (2, "Lý A Ánh", "Nam", "1988", "010088000456", "0987654321", ""),
        ),
        police,
    )
    first, second = row_of(source, known[0]), source.rows.get(number=5)
    assert said(first) == {"birth": "LACKS", "phone": "LACKS"}
    if second.match != "SAME":
        mending.choose(
            import_id=source.pk, row_id=second.pk, person_id=known[1].pk, scope=scope(police), by=police, at=THEN
        )
    second.refresh_from_db()
    assert said(second) == {"number": "LACKS", "phone": "LACKS"}
    take(second, police, phone=False)

    write(source, police)

    known[0].refresh_from_db()
    assert str(known[0].birth_on) == "1990-05-12"
    assert (phones(known[0]), phones(known[1])) == ([PHONE], [])
    assert [opened(one) for one in known[1].numbers.all()] == ["010088000456"]
    assert set(source.rows.values_list("fate", flat=True)) == {Fate.WRITTEN}
    fact = Fact.objects.get(kind="people.PartAdded", subject_id=str(known[0].pk), data__part="contact")
    assert fact.reason == f"Theo danh sách số {source.pk}"


def test_what_differs_is_asked_and_never_overwritten_by_itself(known, police):
    source = dropped(workbook((1, "Vàng A Giò", "Nữ", "1991", NUMBER, PHONE, "")), police)
    row = row_of(source, known[0])
    assert said(row) == {"name": "DIFFERS", "sex": "DIFFERS", "birth": "DIFFERS", "phone": "LACKS"}
    assert (row.asks, row.gives) == (3, 1)

    write(source, police)

    known[0].refresh_from_db()
    row.refresh_from_db()
    assert (known[0].full_name, known[0].sex, known[0].birth_year) == ("Vàng A Gió", "M", 1990)
    assert phones(known[0]) == [PHONE]
    assert row.fate == Fate.BASKET
    assert "Họ và tên, Giới tính, Ngày sinh" in row.reason


def test_what_waited_in_the_basket_is_written_once_it_is_chosen(known, police):
    source = dropped(workbook((1, "Vàng A Giò", "Nam", "1991", NUMBER, "", "")), police)
    write(source, police)
    row = row_of(source, known[0])
    take(row, police, name=True, birth=False)

    write(source, police)

    known[0].refresh_from_db()
    row.refresh_from_db()
    assert (known[0].full_name, known[0].birth_year) == ("Vàng A Giò", 1990)
    assert [one.name for one in known[0].aliases.all()] == ["Vàng A Gió"]
    assert row.fate == Fate.WRITTEN


def test_the_same_list_again_has_nothing_to_add(known, police):
    line = (1, "Vàng A Gió", "Nam", "12/05/1990", NUMBER, PHONE, "")
    write(dropped(workbook(line), police), police)

    again = dropped(workbook(line), police)

    assert again.rows.get().offers == []
    write(again, police)
    assert again.rows.get().fate == Fate.SAME


def test_two_rows_of_one_person_change_it_once(known, police):
    source = dropped(
        workbook(
            (1, "Vàng A Gió", "Nam", "1990", NUMBER, PHONE, ""), (2, "Vàng A Gió", "Nam", "1990", NUMBER, PHONE, "")
        ),
        police,
    )

    write(source, police)

    assert phones(known[0]) == [PHONE]


def test_what_the_register_learnt_since_the_preview_is_asked_about_anew(known, police):
    source = dropped(workbook((1, "Vàng A Gió", "Nam", "1990", NUMBER, PHONE, "")), police)
    parts.add_contact(person_id=known[0].pk, kind="PHONE", text="0900000001", by=police, at=THEN)

    write(source, police)

    row = row_of(source, known[0])
    assert phones(known[0]) == ["0900000001"]
    assert (row.fate, said(row), row.asks) == (Fate.BASKET, {"phone": "DIFFERS"}, 1)


def test_a_choice_over_a_row_somebody_changed_is_refused(known, police):
    source = dropped(workbook((1, "Vàng A Giò", "Nam", "1991", NUMBER, "", "")), police)
    row = row_of(source, known[0])
    take(row, police, name=True)

    with pytest.raises(ListRefused, match="vừa có người sửa"):
        take(row, police, name=False)


# a sheet of ours that comes back


def test_a_sheet_that_comes_back_as_it_left_asks_nothing_and_changes_nothing(exported, police):
    for numbers in (True, False):
        source = dropped(exported(numbers=numbers), police)
        assert [(row.offers, row.severity) for row in source.rows.all() if row.offers or row.severity == "ERROR"] == []
        before = list(Person.objects.order_by("pk").values_list("pk", "version"))

        write(source, police)

        assert set(source.rows.values_list("fate", flat=True)) == {Fate.SAME}
        assert list(Person.objects.order_by("pk").values_list("pk", "version")) == before


def test_changed_cells_are_asked_one_by_one_and_written_as_chosen(exported, known, police):
    content = exported(
        {
            ("Vàng A Gió", "Họ và tên"): "Vàng A Gió Mới",
            ("Lý A Ánh", "Ngày sinh"): "1987",
            ("Lý A Ánh", "Số điện thoại"): PHONE,
            ("Lý A Ánh", "Số hồ sơ"): "12/HS",
        }
    )
    source = dropped(content, police)
    first, second = row_of(source, known[0]), row_of(source, known[1])
    assert said(first) == {"name": "SHEET"}
    assert said(second) == {"birth": "SHEET", "phone": "SHEET", "file_number": "SHEET"}
    take(first, police, name=True)
    take(second, police, birth=False, phone=True, file_number=True)

    write(source, police)

    for one in known:
        one.refresh_from_db()
    assert (known[0].full_name, known[1].birth_year) == ("Vàng A Gió Mới", 1988)
    assert phones(known[1]) == [PHONE]
    assert Case.objects.get(pk=known[1].pk).file_number == "12/HS"
    assert set(source.rows.values_list("fate", flat=True)) == {Fate.WRITTEN}


def test_a_cell_the_register_changed_since_is_kept_and_told(exported, known, police):
    content = exported()
    changes = PersonChanges(full_name="Vàng A Gió Sửa", sex="M", birth=Birth(year=1990))
    amend(person_id=known[0].pk, version=known[0].version, changes=changes, by=police, at=THEN)
    source = dropped(content, police)
    row = row_of(source, known[0])
    assert (said(row), row.asks) == ({"name": "REGISTER"}, 0)

    write(source, police)

    known[0].refresh_from_db()
    assert known[0].full_name == "Vàng A Gió Sửa"


def test_a_cell_both_sides_changed_is_a_conflict_that_is_never_taken_with_others(exported, known, police):
    content = exported({("Vàng A Gió", "Họ và tên"): "Vàng A Gió Tệp", ("Lý A Ánh", "Ngày sinh"): "1987"})
    changes = PersonChanges(full_name="Vàng A Gió Sổ", sex="M", birth=Birth(year=1990))
    amend(person_id=known[0].pk, version=known[0].version, changes=changes, by=police, at=THEN)
    source = dropped(content, police)
    row = row_of(source, known[0])
    assert said(row) == {"name": "BOTH"}

    assert mending.take_all(import_id=source.pk, row_ids=None, take=True, by=police, at=THEN) == (1, 1)
    write(source, police)

    known[0].refresh_from_db()
    known[1].refresh_from_db()
    row.refresh_from_db()
    assert (known[0].full_name, known[1].birth_year) == ("Vàng A Gió Sổ", 1987)
    assert row.fate == Fate.BASKET
    take(row, police, name=True)
    write(source, police)
    known[0].refresh_from_db()
    assert known[0].full_name == "Vàng A Gió Tệp"


def test_an_emptied_cell_ends_what_stood_there_only_when_it_is_taken(exported, known, police):
    source = dropped(exported({("Vàng A Gió", "Số CCCD, CMND"): ""}), police)
    row = row_of(source, known[0])
    assert said(row) == {"number": "SHEET"}
    write(source, police)
    assert known[0].numbers.get().valid_to is None

    row.refresh_from_db()
    take(row, police, number=True)
    write(source, police)

    assert known[0].numbers.get().valid_to == THEN.date()


def test_a_whole_number_typed_over_a_masked_one_is_offered(exported, known, police):
    source = dropped(exported({("Vàng A Gió", "Số giấy tờ (đã che)"): "010090000999"}, numbers=False), police)
    row = row_of(source, known[0])
    assert said(row) == {"number": "SHEET"}
    assert NUMBER not in str(row.offers)
    take(row, police, number=True)

    write(source, police)

    open_ones = known[0].numbers.filter(valid_to__isnull=True)
    assert [opened(one) for one in open_ones] == ["010090000999"]


def test_the_state_of_a_case_is_not_changed_by_a_list(exported, known, police):
    source = dropped(exported({("Vàng A Gió", "Tình trạng"): "Đang điều trị Methadone"}), police)
    row = row_of(source, known[0])
    assert said(row) == {"state": "FIXED"}

    write(source, police)

    assert Case.objects.get(pk=known[0].pk).state == "MANAGED"
    assert row_of(source, known[0]).fate == Fate.BASKET


def test_a_list_is_taken_back_with_what_it_added_to_known_people(exported, known, police):
    content = exported(
        {
            ("Vàng A Gió", "Họ và tên"): "Vàng A Gió Mới",
            ("Vàng A Gió", "Số điện thoại"): PHONE,
            ("Lý A Ánh", "Số hồ sơ"): "12/HS",
        }
    )
    source = dropped(content, police)
    mending.take_all(import_id=source.pk, row_ids=None, take=True, by=police, at=THEN)
    write(source, police)
    assert phones(known[0]) == [PHONE]

    undoing.undo(import_id=source.pk, by=police, at=THEN)

    source.refresh_from_db()
    known[0].refresh_from_db()
    assert source.state == ListState.UNDONE
    assert (known[0].full_name, phones(known[0]), known[0].voided_at) == ("Vàng A Gió", [], None)
    assert not known[0].aliases.exists()
    assert Case.objects.get(pk=known[1].pk).file_number == ""


def test_a_list_stays_where_somebody_worked_on_with_a_person_it_changed(exported, known, police):
    source = dropped(exported({("Vàng A Gió", "Họ và tên"): "Vàng A Gió Mới"}), police)
    mending.take_all(import_id=source.pk, row_ids=None, take=True, by=police, at=THEN)
    write(source, police)
    known[0].refresh_from_db()
    changes = PersonChanges(full_name="Vàng A Gió Sau", sex="M", birth=Birth(year=1990))
    amend(person_id=known[0].pk, version=known[0].version, changes=changes, by=police, at=THEN)

    with pytest.raises(ListRefused, match="1 hồ sơ"):
        undoing.undo(import_id=source.pk, by=police, at=THEN)


def test_a_cell_put_right_in_the_preview_asks_no_more(exported, known, police):
    source = dropped(exported({("Vàng A Gió", "Họ và tên"): "Vàng A Gió Lầm"}), police)
    row = row_of(source, known[0])
    place = next(one["place"] for one in row.offers)
    change = CellChange(str(row.pk), row.version, f"c{place}", "Vàng A Gió")

    mending.mend_cells(import_id=source.pk, changes=[change], scope=scope(police), by=police, at=THEN)

    row.refresh_from_db()
    assert (row.person_id, row.offers, row.asks) == (known[0].pk, [], 0)


def test_what_was_written_is_not_chosen_again(as_, exported, known, police):
    source = dropped(exported({("Vàng A Gió", "Họ và tên"): "Vàng A Gió Mới"}), police)
    mending.take_all(import_id=source.pk, row_ids=None, take=False, by=police, at=THEN)
    write(source, police)
    row = row_of(source, known[0])
    shown = as_("commune_police").get(reverse("cases:list-row", args=[source.pk, row.pk])).content.decode()
    assert "take-0" not in shown

    with pytest.raises(ListRefused, match="không sửa"):
        take(row, police, name=True)


def test_rows_that_did_not_come_back_are_told_and_delete_nobody(as_, exported, known, police):
    content = exported()
    rows = [one for one in read(data=content.getvalue()) if one[1] != "Lý A Ánh"]
    short = BytesIO()
    book = xlsxwriter.Workbook(short)
    page = book.add_worksheet()
    for number, one in enumerate(rows):
        page.write_row(number, 0, one)
    book.close()
    source = dropped(short, police)

    shown = as_("commune_police").get(reverse("cases:list-import", args=[source.pk])).content.decode()

    assert "1 dòng không quay lại" in shown
    write(source, police)
    assert Person.objects.filter(voided_at__isnull=True).count() == 2


# the pages


def test_the_page_of_a_row_shows_both_sides_and_takes_the_choice(as_, exported, known, police):
    source = dropped(exported({("Vàng A Gió", "Họ và tên"): "Vàng A Gió Mới"}), police)
    row = row_of(source, known[0])
    address = reverse("cases:list-row", args=[source.pk, row.pk])
    browser = as_("commune_police")
    shown = browser.get(address).content.decode()
    assert "đã sửa trong tệp" in shown
    assert "ô như khi xuất" in shown
    assert NUMBER not in shown.partition("So với sổ")[2].partition("ô như khi xuất")[0]

    browser.post(address, {"takes": "1", "version": row.version, "take-0": "1"})

    row.refresh_from_db()
    assert (row.asks, row.gives) == (0, 1)


def test_the_page_of_the_list_counts_what_differs_and_decides_it_together(as_, exported, police):
    source = dropped(exported({("Vàng A Gió", "Họ và tên"): "Vàng A Gió Mới"}), police)
    browser = as_("commune_police")
    page = browser.get(reverse("cases:list-import", args=[source.pk])).content.decode()
    assert "1 dòng có ô khác với sổ" in page

    browser.post(reverse("cases:list-rows", args=[source.pk]), {"what": "keep", "all": "1"})

    assert not ListRow.objects.filter(source=source, asks__gt=0).exists()
    assert "dòng có ô khác với sổ" not in browser.get(reverse("cases:list-import", args=[source.pk])).content.decode()


def test_more_known_people_cost_no_more_queries(registered, police):
    def written(*names):
        """How many queries it takes to write telephones and births of so many known people."""
        people = [registered(f"Vàng A {name}") for name in names]
        cases = [BulkFact(person_id=one.pk, details=listed("MANAGED")) for one in people]
        record_facts_bulk(rows=cases, by=None, at=THEN, source="test")
        phone = (f"091234{person.pk % 10_000:04}" for person in people)
        lines = [(n, one.full_name, "Nam", "12/05/1990", "", next(phone), "") for n, one in enumerate(people)]
        source = dropped(workbook(*lines), police)
        for row, one in zip(source.rows.order_by("id"), people, strict=True):
            mending.choose(
                import_id=source.pk, row_id=row.pk, person_id=one.pk, scope=scope(police), by=police, at=THEN
            )
        with CaptureQueriesContext(connection) as asked:
            write(source, police)
        assert all(phones(one) for one in people)
        return len(asked)

    assert written("Một", "Hai") >= written("Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín")
