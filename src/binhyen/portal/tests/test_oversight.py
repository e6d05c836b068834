"""Whose work is late, who is silent, what nobody answers: whom to call, and a text to send, without a script."""

from datetime import UTC, date, datetime, timedelta

import pytest

from binhyen.foundation.access.queries import scope
from binhyen.monitoring.reporting.models import ReportDuty, Round
from binhyen.operations.inspections.models import Inspection
from binhyen.operations.work.actions import extensions
from binhyen.operations.work.actions.giving import give
from binhyen.operations.work.models import Difficulty, Task
from binhyen.operations.work.values import Sharing, TaskDetails
from binhyen.portal import queries
from binhyen.registers.documents.models import BookNumber, NumberBook, Outgoing
from binhyen.registers.organisations.models import Body
from tests.cast import SINCE

pytestmark = pytest.mark.django_db
AT, ON = datetime(2026, 11, 20, 3, tzinfo=UTC), date(2026, 11, 20)


@pytest.fixture
def late_work(body, person):
    """The committee of Bản Lầu is late with two tasks, Bát Xát with none; one difficulty waits, one remedy is late."""
    police, committee = body("ca_tinh"), body("ubnd_xa_02788")
    head = person("commune_committee")
    head.phone, head.position = "0900 000 001", "Chủ tịch UBND xã"
    head.save()
    for lead, days in ((committee, -3), (committee, -9), (body("s_yte"), 3)):
        details = TaskDetails(
            title="Việc", what="Làm", result="Báo cáo", kinds=("DOCUMENT",), due_at=AT + timedelta(days)
        )
        sharing = Sharing(leads=(lead.pk,), issuer=police.pk, verifier=police.pk)
        give(details=details, sharing=sharing, by=person("coordinator"), at=AT - timedelta(20))
    Difficulty.objects.create(
        body=committee, what="Thiếu kinh phí", owner=police, raised_at=AT, raised_by=head, due_at=AT - timedelta(1)
    )
    inspection = Inspection.objects.create(
        kind="SUDDEN", title="x", subject="x", ground="x", inspector=police, starts_on=SINCE, ends_on=SINCE,
        stage="CONCLUDED", held_on=SINCE, concluded_at=AT, concluded_by=head, made_at=AT, made_by=head,
    )  # fmt: skip
    inspection.findings.create(
        target=committee,
        what="x",
        state="OPEN",
        responsible=committee,
        follower=police,
        due_on=ON - timedelta(1),
        original_due_on=ON - timedelta(1),
    )


@pytest.fixture
def committee(db):
    """The province's, which the leader leads."""
    return Body.objects.create(
        key="ubnd_tinh", name="UBND tỉnh", level="PROVINCE", block="COMMITTEE", search_key="", sort_key=b"", initials=""
    )


def home(as_name, person):
    return queries.home(scope=scope(user=person(as_name), on=ON), on=ON, at=AT)


def watched(as_name, person):
    return {one.code: one for one in home(as_name, person).watches}


@pytest.mark.parametrize("name", ["commune_committee", "commune_police", "officer", "health_department", "stranger"])
def test_only_who_leads_or_coordinates_the_province_oversees_it(late_work, person, name):
    assert watched(name, person) == {}


def test_late_units_come_with_whom_to_call_and_a_text_without_persons(late_work, person):
    late = watched("leader", person)["late"]
    (unit,) = late.contacts
    assert (unit.body, unit.note) == ("UBND xã Bản Lầu", "2 việc, lâu nhất từ 11/11/2026")
    assert (unit.phone, unit.position) == ("0900 000 001", "Chủ tịch UBND xã")
    assert unit.call == "tel:0900000001"
    assert unit.message.startswith("sms:0900000001?body=K%C3%ADnh")
    assert "còn 2 việc quá hạn" in unit.text
    assert unit.name not in unit.text
    assert (late.told, late.state) == ("2 việc, 1 đơn vị", "late")


def test_a_unit_without_a_number_or_without_anybody_says_so(late_work, person, as_):
    head = person("commune_committee")
    head.phone = ""
    head.save()
    page = as_("leader").get("/").content.decode()
    assert f"{head}: chưa có số điện thoại" in page
    assert "tel:" not in page.split("Quá hạn theo đơn vị")[1].split("</ul>")[0]

    head.appointments.update(withdrawn=True)

    page = as_("leader").get("/").content.decode()
    assert "UBND xã Bản Lầu: chưa có tài khoản" in page
    assert "còn 2 việc quá hạn" in page  # the text is there all the same


def test_what_only_the_reader_can_do_is_not_asked_of_themself(late_work, committee, body, person, as_):
    Difficulty.objects.update(owner=committee)
    Task.objects.filter(lead__key="ubnd_xa_02788").update(lead=body("ca_tinh"), verifier=committee)
    person("leader")

    hard = next(one for one in home("leader", person).decisions if one.code == "difficulties")
    assert [(one.body, one.own) for one in hard.contacts] == [("UBND tỉnh", True)]
    page = as_("leader").get("/").content.decode()
    assert "UBND tỉnh: phần của anh/chị" in page
    assert "Kính gửi UBND tỉnh" not in page
    assert "Công an tỉnh: phần của anh/chị" not in page

    page = as_("coordinator").get("/").content.decode()
    assert "Công an tỉnh: phần của anh/chị" in page
    assert "Kính gửi Công an tỉnh" not in page
    assert "2 việc, lâu nhất từ 11/11/2026" in page


def test_continuous_work_that_shows_nothing_is_named_among_the_late(late_work, body, person, as_):
    details = TaskDetails(
        title="Tuyên truyền", what="Làm", result="Ảnh", kinds=("PHOTO",), cadence="BEAT", beat_days=3,
        due_at=AT - timedelta(1), starts_on=ON - timedelta(4),
    )  # fmt: skip
    sharing = Sharing(leads=(body("s_yte").pk,), issuer=body("ca_tinh").pk, verifier=body("ca_tinh").pk)
    give(details=details, sharing=sharing, by=person("coordinator"), at=AT - timedelta(4))

    late = watched("leader", person)["late"]

    assert (late.told, [words[:11] for words, _url in late.links]) == ("3 việc, 2 đơn vị", ["Trong đó 1 "])
    assert [("trong đó 1 việc thường xuyên" in one.text) for one in late.contacts] == [False, True]
    assert "xem=lau-chua-co" in as_("leader").get("/").content.decode()
    assert len(as_("leader").get("/cong-viec/?xem=lau-chua-co").context["lines"]) == 1


def test_each_thing_stands_once_among_what_to_decide_or_in_a_line_and_opens(late_work, person, as_):
    found, coordinator, leader = home("leader", person), watched("coordinator", person), as_("leader")

    hard = next(one for one in found.decisions if one.code == "difficulties")
    assert (hard.title, hard.text) == ("1 khó khăn chưa ai trả lời", "1 đã quá hạn trả lời.")
    assert [one.body for one in hard.contacts] == ["Công an tỉnh"]
    assert "còn 1 khó khăn, vướng mắc của đơn vị khác" in hard.contacts[0].text
    assert {one.code: one.told for one in found.watches} == {
        "late": "2 việc, 1 đơn vị", "drift": "không có", "findings": "1",
    }  # fmt: skip
    assert [coordinator[code].told for code in ("difficulties", "findings")] == ["1", "1"]
    urls = [*(one.url for one in found.watches), *(one.url for one in found.decisions)]
    assert {leader.get(url).status_code for url in urls} == {200}


def test_what_only_the_leader_decides_goes_first_with_who_asks_for_it(late_work, committee, person, as_):
    """A later day is asked of the province's committee; a numbered paper waits for its signature."""
    task = Task.objects.get(lead__key="s_yte")
    Task.objects.filter(pk=task.pk).update(issuer=committee)
    asker = person("health_department")
    reason = "Bệnh viện chưa góp ý xong dự thảo"
    extensions.ask(task_id=task.pk, period_id=None, to_due_at=AT + timedelta(9), reason=reason, by=asker, at=AT)
    found = home("leader", person)

    first = found.decisions[0]
    assert (first.title, first.url) == ("Đề nghị gia hạn chờ quyết định", "/cong-viec/gia-han/")
    assert first.text == "Sở Y tế: xin đến 29/11/2026, “Việc”"
    assert [one.name for one in first.contacts] == [str(asker)]
    assert first.url not in [one.url for one in found.asks]
    page = as_("leader").get("/").content.decode()
    order = [page.index(words) for words in ("Đề nghị gia hạn", "khó khăn chưa ai", "Quá hạn theo đơn vị")]
    assert order == sorted(order)
    assert page.index("<main") < order[0]
    assert "<details open" not in page


def test_a_paper_with_a_number_waits_for_the_leaders_signature_with_who_wrote_it(committee, person, as_):
    clerk, issuer = person("coordinator"), committee
    clerk.phone = "+84 900 000 002"
    clerk.save()
    taken = BookNumber.objects.create(
        book=NumberBook.objects.create(body=issuer, year=2026), number=12, state="ISSUED", kind="Kế hoạch",
        symbol="KH-UBND", taken_at=AT, taken_by=clerk, issued_on=ON,
    )  # fmt: skip
    paper = Outgoing.objects.create(
        issuer=issuer, kind="Kế hoạch", abstract="Cao điểm", state="NUMBERED", number=taken, made_at=AT, made_by=clerk,
        changed_at=AT,
    )  # fmt: skip

    found = home("leader", person)

    (first,) = [one for one in found.decisions if one.code == "NUMBERED"]
    assert first.title == "Văn bản chờ ký"
    assert "Cao điểm" in first.text
    assert [(one.name, one.call, one.url) for one in first.contacts] == [
        (str(clerk), "tel:+84900000002", f"/cong-van/du-thao/{paper.pk}/")
    ]
    assert as_("leader").get(first.url).context["page"].paginator.count == 1
    leads = scope(user=person("leader"), on=ON)
    assert ("Văn bản chờ ký", 1) in [(one.label, one.count) for one in queries.waits(scope=leads, on=ON, at=AT)]
    assert not [one for one in home("officer", person).asks if "Văn bản" in one.title]


@pytest.fixture
def silent(body, person):
    """The weekly round is due in an hour; the committee of Bản Lầu has not opened its report, a department sent it.

    Its police have a day more; the province police's report is locked.
    """
    head = person("commune_committee")
    head.phone = "0900.000.001"
    head.save()
    duty = ReportDuty.objects.create(
        key="tuan", name="Báo cáo tuần", province_code="15", receiver_key="ca_tinh", beat="WEEK", form_code="x",
        valid_from=SINCE, origin="PROVINCE", source="thử", confidence="confirmed", made_at=AT,
    )  # fmt: skip
    due = AT + timedelta(hours=1)
    held = Round.objects.create(
        duty=duty, code="2026-W47", name="Tuần 47", period_start=ON, period_end=ON, opens_at=AT - timedelta(1),
        cut_off_at=AT, due_at=due, due_as_said=due, form_key="x/1", made_at=AT,
    )  # fmt: skip
    for unit, state, more in (("ubnd_xa_02788", "OPEN", 0), ("ca_xa_02788", "OPEN", 24), ("s_yte", "SENT", 0)):
        own = due + timedelta(hours=more)
        held.reports.create(body=body(unit), first_due_at=due, due_at=own, state=state)
    held.reports.create(body=body("ca_tinh"), first_due_at=due, due_at=due, locked=True)


def test_silent_units_of_the_week_are_named_with_whom_to_call(silent, person, as_):
    week = watched("leader", person)["weekly"]

    assert (week.told, week.state) == ("1/4 đã gửi", "warn")
    found = {one.body: (one.note, one.call, one.text.split(" chưa thấy gửi")[0][-21:]) for one in week.contacts}
    assert found == {
        "UBND xã Bản Lầu": ("Chưa mở", "tel:0900000001", "11:00 ngày 20/11/2026"),
        "Công an xã Bản Lầu": ("Chưa mở", "", "11:00 ngày 21/11/2026"),
    }
    assert "1/4 đã gửi" in as_("leader").get("/").content.decode()


def test_the_page_needs_no_script_for_it(late_work, as_):
    page = as_("leader").get("/").content.decode()
    assert 'href="tel:0900000001"' in page
    assert 'href="sms:0900000001?body=' in page
    assert "còn 2 việc quá hạn" in page
