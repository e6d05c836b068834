"""Lists that leave: who may, what is asked and told, what the sheet holds, until when it is kept, and its way back."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.jobs.work import Unwatched
from binhyen.foundation.journal.models import Fact
from binhyen.kit.spreadsheets import read
from binhyen.operations.cases import jobs
from binhyen.operations.cases.actions import exports as acts
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.actions.lists import receiving
from binhyen.operations.cases.actions.lists.reading import read_list
from binhyen.operations.cases.models import ListExport
from binhyen.operations.cases.queries import exports as queries
from binhyen.operations.cases.queries.lists.seals import returned, row_cell
from binhyen.operations.cases.queries.register import CaseFilter
from binhyen.operations.cases.values import BulkFact
from binhyen.registers.people.actions.rows import number_row
from binhyen.registers.people.rules.numbers import NumberRead
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import THEN
from .steps import listed

pytestmark = pytest.mark.django_db
WHY = acts.Why(purpose="Rà soát tháng 8", recipient="Công an tỉnh & Sở Y tế")
WHOLE = acts.Why(purpose="Lập hồ sơ đề nghị", recipient="Tòa án khu vực", numbers=True)
EVERYBODY = CaseFilter()
SENT = {"purpose": WHY.purpose, "recipient": WHY.recipient}
NUMBER = "010090000123"
OUT, ALL = "/ho-so/xuat/", "/ho-so/da-xuat/"


@pytest.fixture
def cases(registered):
    people = [registered("Vàng A Gió"), registered("Lý A Ánh"), registered("Tẩn Láo Tả", NEXT_COMMUNE)]
    states = ("MANAGED", "SUBSTITUTION", "MANAGED")
    rows = [BulkFact(person_id=one.pk, details=listed(state)) for one, state in zip(people, states, strict=True)]
    record_facts_bulk(rows=rows, by=None, at=THEN, source="test")
    number_row(person_id=people[0].pk, read=NumberRead("CCCD", NUMBER)).save()
    return people


@pytest.fixture
def taken(cases, person):
    """A list somebody took out."""

    def take(by="commune_police", asked=EVERYBODY, why=WHY, at=None):
        who = person(by)
        scope = scope_of(user=who, on=THEN.date())
        return acts.export(scope=scope, asked=asked, words=("Danh sách: L1",), why=why, by=who, at=at or timezone.now())

    return take


def content(client, row):
    answer = client.post(reverse("cases:export-take", args=[row.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def body(data):
    rows = read(data=data)
    head = next(place for place, row in enumerate(rows) if row[0] == "STT")
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


@pytest.mark.parametrize("who", ["leader", "auditor", "administrator", "health_department", "stranger"])
def test_who_takes_no_names_out_is_refused(as_, who, taken):
    row = taken()

    assert as_(who).get(OUT).status_code == 403
    assert as_(who).post(OUT, SENT).status_code == 403
    assert as_(who).get(ALL).status_code == 403
    assert as_(who).post(reverse("cases:export-take", args=[row.pk])).status_code == 403


def test_the_action_itself_refuses_whoever_takes_no_names_out(cases, person):
    leader = person("leader")

    with pytest.raises(PermissionError):
        acts.export(scope=scope_of(user=leader, on=THEN.date()), asked=EVERYBODY, words=(), why=WHY, by=leader, at=THEN)
    assert not ListExport.objects.exists()


def test_another_commune_neither_sees_nor_takes_the_list(as_, taken):
    row = taken()

    assert as_("next_commune").post(reverse("cases:export-take", args=[row.pk])).status_code == 404
    assert not as_("next_commune").get(ALL).context["exports"]


def test_a_list_of_the_province_is_not_taken_by_a_commune(as_, taken):
    row = taken(by="officer")

    assert as_("commune_police").post(reverse("cases:export-take", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("missing", ["purpose", "recipient"])
def test_without_purpose_or_recipient_nothing_leaves(as_, cases, missing):
    answer = as_("commune_police").post(OUT, SENT | {missing: " "})

    assert answer.status_code == 422
    assert not ListExport.objects.exists()


def test_a_filter_nobody_matches_leaves_nothing(as_, cases):
    answer = as_("commune_police").post(f"{OUT}?list=L3", SENT)

    assert answer.status_code == 422
    assert not ListExport.objects.exists()


def test_the_page_makes_the_list_its_filters_choose(as_, cases):
    client = as_("commune_police")

    assert client.post(f"{OUT}?list=L1", SENT).status_code == 302

    row = ListExport.objects.get()
    assert (row.row_count, row.total_count, row.commune_code) == (1, 2, BAN_LAU)
    assert [one["Họ và tên"] for one in body(content(client, row))] == ["Vàng A Gió"]


def test_the_sheet_says_who_why_for_whom_and_marks_every_page(as_, taken):
    data = content(as_("commune_police"), taken())

    head = [str(row[0]) for row in read(data=data)[:8]]
    assert "Người xuất: commune_police" in head
    assert "Nội dung: Rà soát tháng 8" in head
    assert "Giao cho: Công an tỉnh & Sở Y tế" in head
    assert any(line.startswith("Gồm 2 trên 2 hồ sơ") for line in head)
    page = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "Giao cho: Công an tỉnh &amp;&amp; Sở Y tế" in page.partition("<oddHeader>")[2]
    assert 'hidden="1"' in page.partition("</cols>")[0]


def test_numbers_are_masked_unless_asked_for_and_that_is_noted(as_, taken, cases):
    client = as_("commune_police")
    masked, whole = content(client, taken()), content(client, taken(why=WHOLE))

    assert all(NUMBER not in str(row) for row in body(masked))
    assert NUMBER in {row["Số CCCD, CMND"] for row in body(whole)}
    noted = Fact.objects.filter(kind="people.PersonExported", subject_id=str(cases[0].pk)).order_by("pk")
    assert [fact.data["numbers"] for fact in noted] == [False, True]


def test_who_is_named_has_it_in_the_history_and_the_list_is_a_fact(taken, cases):
    row = taken()

    fact = Fact.objects.get(kind="cases.ListExported")
    assert (fact.subject_id, fact.reason, fact.data["rows"]) == (str(row.pk), WHY.purpose, 2)
    named = Fact.objects.filter(kind="people.PersonExported").values_list("subject_id", flat=True)
    assert set(named) == {str(cases[0].pk), str(cases[1].pk)}
    assert all("Vàng" not in str(one.data) for one in Fact.objects.filter(kind="cases.ListExported"))


def test_taking_the_file_is_a_fact_each_time(as_, taken):
    row = taken()
    content(as_("commune_police"), row)
    content(as_("commune_committee"), row)

    assert Fact.objects.filter(kind="cases.ExportTaken", subject_id=str(row.pk)).count() == 2


def test_after_its_days_the_file_is_gone_and_what_left_stays_known(as_, taken):
    row = taken(at=THEN - acts.kept_for(THEN))
    kept = taken(at=THEN - acts.kept_for(THEN) + timedelta(hours=1))

    assert acts.expire(at=THEN) == 1
    assert acts.expire(at=THEN) == 0

    row.refresh_from_db()
    kept.refresh_from_db()
    assert row.file is None
    assert row.row_count == 2
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [kept.file_id]
    assert Fact.objects.filter(kind="cases.ExportExpired").count() == 1


def test_a_file_past_its_time_is_not_handed_out_even_before_it_is_forgotten(as_, taken):
    row = taken(at=THEN - timedelta(days=400))

    assert as_("commune_police").post(reverse("cases:export-take", args=[row.pk])).status_code == 404


def test_a_long_list_is_made_by_its_job_once(taken, monkeypatch):
    monkeypatch.setattr(acts, "AT_THE_DOOR", 1)
    row = taken()
    assert row.file is None

    jobs.make_one_export(export_id=row.pk, by_id=row.made_by_id, progress=Unwatched(), at=THEN)
    jobs.make_one_export(export_id=row.pk, by_id=row.made_by_id, progress=Unwatched(), at=THEN)

    row.refresh_from_db()
    assert row.file is not None
    assert Fact.objects.filter(kind="cases.ListExported").count() == 1


def test_more_people_cost_no_more_queries(taken, cases, django_assert_num_queries):
    people = [one.pk for one in cases]
    assert len(list(queries.rows(people=people[:1], export_id=1, numbers=True))) == 1

    with django_assert_num_queries(7):
        assert len(list(queries.rows(people=people, export_id=1, numbers=True))) == 3


def test_a_row_id_is_known_again_and_a_changed_one_is_not():
    cell = row_cell(export_id=4, person_id=17, cells=[("name", "Vàng A Gió")])

    back = returned(cell)
    assert (back.export_id, back.person_id) == (4, 17)
    assert returned(cell.replace("4.17", "4.18")) is None
    assert returned("17") is None
    assert returned("") is None


def reread(data, who, change=lambda row: row):
    """The exported sheet handed in again, its rows after ``change``."""
    rows = read(data=data)
    first = next(place for place, row in enumerate(rows) if row[0] == "STT") + 1
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, [str(cell) for cell in (change(row) if number >= first else row)])
    book.close()
    out.seek(0)
    source = receiving.receive(
        content=out, name="ve.xlsx", as_of=THEN.date(), commune_code=BAN_LAU, body_key="x", by=who, at=THEN
    )
    return read_list(import_id=source.pk, by=who, at=THEN)


def test_a_sheet_that_comes_back_knows_its_people_though_their_names_were_mended(as_, taken, cases, person):
    def rename(row):
        return [row[0], f"{row[1]} Sửa Hẳn", *row[2:]]

    source = reread(content(as_("commune_police"), taken()), person("commune_police"), rename)

    found = {row.person_id: row for row in source.rows.all()}
    assert set(found) == {cases[0].pk, cases[1].pk}
    assert {row.match for row in found.values()} == {"SAME"}
    assert not [row.findings for row in found.values() if row.severity == "ERROR"]


def test_a_forged_row_id_is_told_and_the_row_is_compared_as_any_other(as_, taken, person):
    def forge(row):
        return [row[0], "Sùng Seo Chưa Có", *row[2:-1], "1.17.aAAAA.xxxx"]

    source = reread(content(as_("commune_police"), taken()), person("commune_police"), forge)

    for row in source.rows.all():
        assert row.match == "NEW"
        assert "ROW_ID" in {one["code"] for one in row.findings}


def test_somebody_of_another_commune_is_not_reached_by_a_row_id(as_, taken, cases, person):
    data = content(as_("officer"), taken(by="officer"))

    source = reread(data, person("commune_police"))

    assert cases[2].pk not in {row.person_id for row in source.rows.all()}
