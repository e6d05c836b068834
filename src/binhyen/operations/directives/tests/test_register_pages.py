"""The register's pages, what leaves from them, and the secret calendar of a body. Who may not comes first."""

import io
from datetime import date

import pytest
from docx import Document
from icalendar import Calendar

from binhyen.foundation.journal.models import Fact
from binhyen.kit.spreadsheets import read
from binhyen.operations.directives.models import CalendarFeed, Duty

PAGES = ["/viec/", "/viec/lich/", "/viec/dong-thoi-gian/", "/viec/bang/", "/viec/loc/", "/viec/co-quan/s_yte/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_may_not_open_the_register(register, as_, path):
    assert as_("stranger").get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", ["officer", "leader", "auditor", "health_department", "commune_committee"])
def test_who_reads_duties_opens_every_view_of_them(register, as_, path, name):
    assert as_(name).get(path).status_code == 200


def test_a_duty_one_does_not_see_does_not_exist(register, as_):
    hidden = register["Tuần tra biên giới"]

    assert as_("commune_committee").get(f"/viec/{hidden.pk}/").status_code == 404
    assert as_("officer").get(f"/viec/{hidden.pk}/").status_code == 200


@pytest.mark.parametrize(
    "query", ["?q=%00", "?trang=0", "?trang=999999", "?due_from=32/13/2026", "?commune=xyz", "?nam=0"]
)
def test_a_strange_address_gives_a_page_and_never_an_error(register, as_, query):
    officer = as_("officer")

    for path in PAGES[:5]:
        assert officer.get(path + query).status_code == 200


def test_a_title_with_markup_is_printed_as_text(register, as_):
    Duty.objects.filter(title="Tuần tra biên giới").update(title="<script>alert(1)</script>", lead_names="A & <b>B</b>")

    page = as_("officer").get("/viec/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "A &amp; &lt;b&gt;B&lt;/b&gt;" in page


def queries_of(client, path, assert_num, count):
    client.get(path)  # the first page of a session writes where it is used
    with assert_num(count):
        client.get(path)


def test_the_list_asks_the_same_whatever_its_length(register, as_, django_assert_num_queries):
    officer = as_("officer")

    queries_of(officer, "/viec/", django_assert_num_queries, 6)
    copies = [Duty.objects.get(title="Tuần tra biên giới") for _ in range(60)]
    for number, copy in enumerate(copies):
        copy.pk, copy.position = None, 100 + number
    Duty.objects.bulk_create(copies)

    queries_of(officer, "/viec/", django_assert_num_queries, 6)


def exported(client, form, query="", purpose="Gửi các sở rà soát"):
    return client.post(f"/viec/xuat/{form}/?{query}", {"purpose": purpose})


def test_the_sheet_holds_just_what_the_list_shows_and_says_who_when_and_why(register, as_):
    answer = exported(as_("officer"), "xlsx", "body=s_yte&part=LEAD")

    rows = read(data=answer.content)
    text = "\n".join(str(cell) for row in rows for cell in row)
    assert "Xét nghiệm người nghi nghiện" in text
    assert "Thống kê cơ sở kinh doanh" in text
    assert "Tuần tra biên giới" not in text
    assert "Gửi các sở rà soát" in text
    assert "officer" in text


def test_a_department_takes_out_only_what_it_sees(register, as_):
    rows = read(data=exported(as_("health_department"), "xlsx").content)

    text = "\n".join(str(cell) for row in rows for cell in row)
    assert "Treo pa nô tại trụ sở" in text
    assert "Tuần tra biên giới" not in text


def test_the_appendix_names_lead_and_deadline_in_its_table(register, as_):
    answer = exported(as_("officer"), "docx", "body=s_yte&part=LEAD")

    cells = [
        cell.text for table in Document(io.BytesIO(answer.content)).tables for row in table.rows for cell in row.cells
    ]
    assert "Sở Y tế" in cells
    assert any("Xét nghiệm người nghi nghiện" in cell for cell in cells)


def test_taking_the_register_out_is_a_fact_with_its_purpose(register, as_):
    exported(as_("officer"), "xlsx", "kind=task")

    fact = Fact.objects.get(kind="directives.RegisterExported")
    assert (fact.reason, fact.data["rows"], fact.actor_name) == ("Gửi các sở rà soát", 6, "officer")


def test_without_a_purpose_nothing_leaves(register, as_):
    answer = exported(as_("officer"), "xlsx", purpose="")

    assert answer.status_code == 422
    assert not Fact.objects.filter(kind="directives.RegisterExported").exists()


def made_feed(client, key="s_yte"):
    page = client.post(f"/viec/co-quan/{key}/lich/").content.decode()
    return page.split('value="http://testserver', 1)[1].split('"', 1)[0]


def test_a_body_makes_a_calendar_only_for_itself(register, as_):
    assert as_("health_department").post("/viec/co-quan/ca_tinh/lich/").status_code == 404
    assert not CalendarFeed.objects.exists()


def test_the_secret_address_shows_the_dated_duties_of_the_body_without_signing_in(register, as_, client):
    address = made_feed(as_("health_department"))

    calendar = Calendar.from_ical(client.get(address).content)

    found = {str(event["summary"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}
    assert found["Xét nghiệm người nghi nghiện"] == date(2026, 12, 31)
    assert "Tuần tra biên giới" not in found
    assert "Thống kê cơ sở kinh doanh" not in found  # not accepted yet


def test_the_secret_itself_is_not_kept(register, as_):
    token = made_feed(as_("health_department")).rsplit("/", 1)[1].removesuffix(".ics")

    assert token not in str(CalendarFeed.objects.values())


def test_a_revoked_or_guessed_address_does_not_exist(register, as_, client):
    department = as_("health_department")
    address = made_feed(department)
    feed = CalendarFeed.objects.get()

    assert as_("commune_committee").post(f"/viec/lich/{feed.pk}/thu-hoi/").status_code == 404
    assert client.get(address).status_code == 200
    department.post(f"/viec/lich/{feed.pk}/thu-hoi/")

    assert client.get(address).status_code == 404
    assert client.get("/viec/lich/guess.ics").status_code == 404
