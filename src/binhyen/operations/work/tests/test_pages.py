"""Pages of work as people use them: from a duty to a verified task, and how little they ask of the database."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import Appointment
from binhyen.kit.calendar import vietnam
from binhyen.kit.listing import read_state
from binhyen.operations.work.actions import claiming, doing
from binhyen.operations.work.models import Question, Task, TaskShare
from binhyen.operations.work.queries import counting, lists
from binhyen.operations.work.values import Part, Work
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories import imports
from tests.cast import SINCE

from .conftest import AT, DUE, photo
from .test_moves import show

COMMITTEE = ("commune_committee", "ubnd_xa_02788")


@pytest.fixture
def communes(db):
    territories.load_codes(tables=imports.read_codes(provinces=("15",)), by=None, at=AT)


def text_of(page) -> str:
    return page.content.decode()


def test_a_body_sees_its_own_work_and_no_other(give, as_):
    give("ubnd_xa_02788", title="Việc của Bản Lầu")
    other = give("ubnd_xa_02683", title="Việc của Bát Xát")
    shown = as_("commune_committee").get(reverse("work:list"))

    assert "Việc của Bản Lầu" in text_of(shown)
    assert "Việc của Bát Xát" not in text_of(shown)
    assert as_("commune_committee").get(reverse("work:task", args=[other.pk])).status_code == 404


@pytest.mark.parametrize(("who", "most"), [("coordinator", 12), ("commune_committee", 14)])
def test_a_list_of_work_costs_few_queries(give, as_, django_assert_max_num_queries, who, most):
    for number in range(12):
        give("ubnd_xa_02788", title=f"Việc {number}")
    client = as_(who)
    client.get(reverse("work:list"))

    with django_assert_max_num_queries(most):
        page = client.get(reverse("work:list"), {"xem": "qua-han", "donvi": "ubnd_xa_02788"})
    assert page.context["page"].paginator.count == 12


@pytest.mark.parametrize("reader", ["commune_committee", "leader of the commune"])
def test_the_numbers_above_a_list_are_those_of_its_filters(give, hand, person, reader):
    for body, due, state in (
        ("ubnd_xa_02788", -3, Work.DOING), ("ubnd_xa_02788", -1, Work.REJECTED), ("ca_xa_02788", 2, Work.GIVEN),
        ("ubnd_xa_02788", 7, Work.GIVEN), ("ubnd_xa_02788", -9, Work.VERIFIED), ("ubnd_xa_02683", 1, Work.GIVEN),
    ):  # fmt: skip
        Task.objects.filter(pk=give(body).pk).update(due_at=AT + timedelta(days=due), state=state)
    user = person("commune_committee")
    if reader != "commune_committee":
        user.appointments.all().delete()
        Appointment.objects.create(user=user, role="LEADER", area_code="02788", valid_from=SINCE)
    scope = scope_of(user=user, on=AT.date())
    shown = {
        word: lists.found(scope=scope, state=read_state(params={"xem": word}, listing=lists.listing()), at=AT).count()
        for word in ("qua-han", "sap-han", "chua-mo", "bi-tra")
    }
    found = counting.counts(scope=scope, at=AT)
    assert dict(zip(shown, (found.overdue, found.soon, found.unopened, found.sent_back), strict=True)) == shown
    assert shown["chua-mo"] == (1 if reader == "commune_committee" else 2)  # a leader's are all of the commune


def test_a_late_page_shows_what_it_would_show_among_the_first(give, person, monkeypatch):
    for number in range(4):
        give("ubnd_xa_02788", title=f"Việc {number}", due_at=DUE + timedelta(days=number % 3))
    scope = scope_of(user=person("coordinator"), on=AT.date())
    state = read_state(params={}, listing=lists.listing())
    page = lists.found(scope=scope, state=state, at=AT).values_list("pk", flat=True)[2:4]
    first = lists.lines(page=page, state=state, scope=scope, at=AT)
    monkeypatch.setattr(lists, "LEFT_OUT", 1)
    assert [one.title for one in first] == ["Việc 1", "Việc 2"]
    assert lists.lines(page=page, state=state, scope=scope, at=AT) == first


def test_work_that_names_somebody_is_nobodys_of_a_body_that_is_not_known(give, hand, person, as_):
    head = give("ubnd_xa", co_leads=("s_yte",))
    officer = person("health_department")
    helping = hand("health_department", "s_yte")
    doing.name_person(task_id=head.pk, user_id=officer.pk, hand=helping)
    asked = reverse("work:list") + "?phan=ghi-ten"
    assert [one.id for one in as_("health_department").get(asked).context["lines"]] == [head.pk]
    assert as_("health_department").get(f"{asked}&donvi=khong-co").context["lines"] == []


def test_opening_the_page_opens_the_work_of_ones_body_alone(give, as_):
    task = give("ubnd_xa_02788")
    as_("coordinator").get(reverse("work:task", args=[task.pk]))
    assert TaskShare.objects.get(task=task).state == Work.GIVEN

    page = as_("commune_committee").get(reverse("work:task", args=[task.pk]))

    assert TaskShare.objects.get(task=task).state == Work.OPENED
    assert "Phần của cơ quan anh/chị" in text_of(page)


def test_a_member_of_a_group_is_led_to_its_own_copy(give, as_):
    head = give("ubnd_xa")
    copy = head.copies.get(lead__key="ubnd_xa_02788")
    TaskShare.objects.create(task=head, body=copy.lead, part=Part.FOLLOWER, changed_at=AT)

    answer = as_("commune_committee").get(reverse("work:task", args=[head.pk]))

    assert answer.url == reverse("work:task", args=[copy.pk])


def test_two_photos_a_claim_and_a_verdict_through_the_pages(give, as_, files_root):
    task = give("ubnd_xa_02788", kinds=("PHOTO",))
    own, judge = as_("commune_committee"), as_("coordinator")
    where = reverse("work:show", args=[task.pk])
    nothing = own.post(where, {"kind": "PHOTO"})
    assert nothing.status_code == 422
    for seed in (1, 7):
        sent = photo(seed)
        sent.content.name = sent.name
        assert own.post(where, {"kind": "PHOTO", "note": "Tại thôn", "file": sent.content}).status_code == 302
    assert own.post(reverse("work:claim", args=[task.pk])).status_code == 302
    waiting = judge.get(reverse("work:verify-queue"))
    assert task.title in text_of(waiting)

    share = task.shares.get()
    empty = judge.post(reverse("work:reject", args=[task.pk, share.pk]), {"reason": ""})
    judge.post(reverse("work:verify", args=[task.pk, share.pk]))

    task.refresh_from_db()
    assert (empty.status_code, task.state) == (422, Work.VERIFIED)
    assert task.evidence.count() == 2


def test_a_directive_is_given_by_its_page_with_what_is_unclear_asked_about(directive, duty, as_, person):
    duty("Lập danh sách người đã cai nghiện", "ubnd_xa")
    duty("Nâng cao hiệu quả công tác", "s_yte")
    coordinator = as_("coordinator")
    where = reverse("work:give-directive", args=[directive.pk])
    preview = text_of(coordinator.get(where))
    assert "1 việc đủ 4 rõ" in preview
    assert "1 việc chưa rõ, không giao" in preview
    body = directive.document.issuer_id

    coordinator.post(
        where, {"duty": list(directive.duties.values_list("pk", flat=True)), "issuer": body, "verifier": "Công an tỉnh",
                "ask": "on"},
    )  # fmt: skip

    assert Task.objects.filter(shape="COPY").count() == 2
    question = Question.objects.get()
    assert question.text in text_of(coordinator.get(reverse("work:questions")))
    answered = coordinator.post(
        reverse("work:answer", args=[question.pk]),
        {"text": "Lập danh sách cụ thể", "version": question.duty.version, "leads": "Sở Y tế",
         "deadline": "trước 31/3/2026", "result": "Danh sách"},
    )  # fmt: skip
    assert answered.status_code == 302
    question.refresh_from_db()
    assert question.answered_by == person("coordinator")


def test_one_duty_is_given_from_its_own_page_and_the_others_are_left(directive, duty, as_):
    wanted, unclear = duty("Lập danh sách người đã cai nghiện", "ubnd_xa"), duty("Nâng cao hiệu quả", "s_yte")
    duty("Rà soát cơ sở kinh doanh", "ca_xa")
    coordinator = as_("coordinator")
    opened = coordinator.get(f"/viec/{wanted.pk}/").content.decode()
    way = re.search(r'href="([^"]+\?viec=\d+)"[^>]*>.*?Giao việc này', opened)
    assert "Giao việc này" not in as_("leader").get(f"/viec/{unclear.pk}/").content.decode()

    page = coordinator.get(way.group(1))
    ticked = re.findall(r'name="duty" value="(\d+)"[^>]*checked', page.content.decode())
    assert ticked == [str(wanted.pk)]

    choices = page.context["form"].fields["issuer"].choices
    given = coordinator.post(way.group(1), {"duty": ticked, "issuer": choices[0][0], "verifier": "Công an tỉnh"})

    task = Task.objects.get(shape="HEAD")
    assert given.url == reverse("work:task", args=[task.pk])
    assert not Question.objects.exists()
    assert "Giao việc này" not in coordinator.get(f"/viec/{wanted.pk}/").content.decode()


def test_giving_by_hand_says_what_is_missing_and_whom_it_does_not_know(bodies, as_):
    page = as_("coordinator").post(
        reverse("work:give"),
        {"title": "Ký cam kết", "what": "Ký cam kết", "leads": "Sở Y Té", "verifier": "Công an tỉnh",
         "issuer": bodies["ca_tinh"].pk},
    )  # fmt: skip

    assert page.status_code == 422
    errors = page.context["form"].errors
    assert set(errors) == {"leads", "result", "kinds", "deadline"}
    assert "Có phải “Sở Y tế”?" in str(errors["leads"])


def test_a_committee_gives_only_within_its_commune(bodies, as_):
    given = {
        "title": "Họp thôn", "what": "Họp thôn", "result": "Biên bản", "kinds": ["MINUTES"],
        "deadline": "26/02/2027", "issuer": bodies["ubnd_xa_02788"].pk, "verifier": "UBND xã Bản Lầu",
    }  # fmt: skip
    committee = as_("commune_committee")
    outside = committee.post(reverse("work:give"), {**given, "leads": "Công an xã Bát Xát"})
    inside = committee.post(reverse("work:give"), {**given, "leads": "Công an xã Bản Lầu"})

    assert (outside.status_code, inside.status_code) == (422, 302)


def test_the_heads_the_heat_and_the_matrix_say_who_has_not_opened(give, as_, communes, duty):
    head = give("ubnd_xa", title="Ra quân")
    duty("Kiểm tra các cơ sở lưu trú", "ca_tinh", "s_yte", clarity={"responsible": False})
    duty("Tuần tra biên giới", names=())
    coordinator = as_("coordinator")

    heat = coordinator.get(reverse("work:heat"), {"nhom": head.pk}).context["heat"]
    rolled = coordinator.get(reverse("work:task", args=[head.pk])).context["rolled"]
    found = coordinator.get(reverse("work:matrix")).context["matrix"]

    assert [(one.unopened, one.given) for one in heat.unopened] == [(1, 1), (1, 1)]
    assert (rolled.whole, rolled.unopened, rolled.overdue) == (2, 2, 2)
    assert (found.overlapping, found.left_out, len(found.evading)) == (1, 1, 2)
    assert text_of(coordinator.get(reverse("work:heads"))).count("Ra quân") == 1


def test_the_register_of_duties_links_to_the_task(directive, duty, give, as_, bodies, person):
    one = duty("Lập danh sách người nghiện", "s_yte")
    coordinator = as_("coordinator")
    coordinator.post(
        reverse("work:give-directive", args=[directive.pk]),
        {"duty": [one.pk], "issuer": bodies["ubnd_tinh"].pk, "verifier": "Công an tỉnh"},
    )
    task = Task.objects.get(duty=one)

    assert reverse("work:task", args=[task.pk]) in text_of(coordinator.get(f"/viec/{one.pk}/"))


def test_everything_new_is_received_in_one_act(give, as_):
    for number in range(3):
        give("ubnd_xa_02788", title=f"Việc {number}")

    as_("commune_committee").post(reverse("work:receive-all"))

    assert set(TaskShare.objects.values_list("state", flat=True)) == {Work.OPENED}


def test_the_doors_for_programs_say_what_is_missing(give, as_, hand, prove):
    task = give("ubnd_xa_02788", due_at=timezone.now())
    own = as_("commune_committee")
    claim = reverse("api:claim_task", args=[task.pk])

    refused = own.post(claim, "{}", content_type="application/json")
    prove(task, hand(*COMMITTEE))
    done = own.post(claim, json.dumps({"note": "Đã gửi"}), content_type="application/json")
    shown = own.get(reverse("api:one_task", args=[task.pk])).json()
    listed = own.get(reverse("api:tasks"), {"see": "cho-xac-nhan"}).json()

    assert (refused.status_code, refused.json()["detail"]) == (409, "Chưa có minh chứng: văn bản.")
    assert (done.status_code, done.json()["state"]) == (200, "CLAIMED")
    assert (shown["state"], len(shown["evidence"])) == ("CLAIMED", 1)
    assert [row["id"] for row in listed["items"]] == [task.pk]


def test_files_of_evidence_are_read_by_whoever_sees_the_task(give, as_, hand, files_root):
    row = show(give("ubnd_xa_02788", kinds=("PHOTO",)), hand(*COMMITTEE), photo())
    where = reverse("files:download", args=[row.file_id])

    assert as_("coordinator").get(where).status_code == 200
    assert as_("next_commune").get(where).status_code == 404


def test_an_empty_list_says_what_to_do_next(bodies, as_):
    assert "Việc được giao cho cơ quan anh/chị sẽ hiện ở đây" in text_of(
        as_("commune_police").get(reverse("work:list"))
    )


def test_a_claim_by_hand_of_a_late_task_stays_late(give, hand, prove):
    task = give("ubnd_xa_02788", due_at=DUE)
    late = hand(*COMMITTEE, at=DUE.replace(month=3))
    prove(task, late)
    claiming.claim(task_id=task.pk, hand=late)

    move = task.moves.get(kind="CLAIMED")
    assert (move.at > move.due_at, move.original_due_at) == (True, DUE)


BY_HAND = {
    "title": "Báo cáo rà soát", "what": "Rà soát cơ sở có điều kiện.", "leads": "UBND cấp xã", "result": "Danh sách",
    "kinds": ["LIST"], "verifier": "Công an tỉnh",
}  # fmt: skip


def test_by_hand_every_rhythm_is_given_in_words_with_its_first_days_before(bodies, as_):
    client, where = as_("coordinator"), reverse("work:give")
    sent = {**BY_HAND, "issuer": bodies["ca_tinh"].pk, "deadline": "hằng tháng, trước ngày 20", "ends_on": "31/12/2040"}
    fragment = text_of(client.get(reverse("work:give-days"), {"deadline": "hằng tháng, trước ngày 20"}))
    assert "Hiểu là: Ngày 20 hằng tháng" in fragment
    assert fragment.count("Hạn 17:00") == 3
    assert "Không có ngày 31/02/2040" in text_of(client.get(reverse("work:give-days"), {"deadline": "31/02/2040"}))
    shown = text_of(client.post(where, {"deadline": "quý I/2040", "title": "Việc dở", "preview": "1"}))
    assert "Hiểu là: Quý I/2040" in shown
    assert 'value="Việc dở"' in shown
    assert not Task.objects.exists()

    past = client.post(where, {**sent, "deadline": "20/11/2020", "ends_on": ""})
    client.post(where, sent)

    assert "đã qua" in str(past.context["form"].errors["deadline"])
    head = Task.objects.get(shape="HEAD")
    assert (head.cadence, head.rhythm, head.ends_on.isoformat()) == (
        "RHYTHM", "FREQ=MONTHLY;BYMONTHDAY=20", "2040-12-31",
    )  # fmt: skip
    assert head.copies.filter(periods__number=1).count() == 2


@pytest.mark.parametrize("holds", ["next", "keep"])
def test_a_day_off_by_hand_is_given_only_once_it_is_said_which_day_holds(bodies, as_, holds):
    client, where = as_("coordinator"), reverse("work:give")
    today = timezone.localdate()
    sunday = today + timedelta(days=20 - today.weekday())
    offered = vietnam().next_working_day(sunday)
    sent = {**BY_HAND, "issuer": bodies["ca_tinh"].pk, "deadline": f"{sunday:%d/%m/%Y}"}

    asked = client.post(where, sent)
    of_another_day = client.post(where, {**sent, "day_off": f"{holds}:{today}"})
    client.post(where, {**sent, "day_off": f"{holds}:{sunday}"})

    assert (asked.status_code, of_another_day.status_code) == (422, 422)
    assert f"Ngày làm việc gần nhất: {offered:%d/%m/%Y}" in text_of(asked)
    given = timezone.localdate(Task.objects.get(shape="HEAD").due_at)
    assert given == (offered if holds == "next" else sunday)


def test_each_duty_has_its_verifier_and_stopped_work_is_given_again_with_a_reason(directive, duty, as_, bodies, hand):
    one = duty("Báo cáo kết quả lập danh sách", "ubnd_xa", report_to="UBND tỉnh (qua Sở Y tế)")
    client, where = as_("coordinator"), reverse("work:give-directive", args=[directive.pk])
    sent = {"duty": [one.pk], "issuer": bodies["ca_tinh"].pk, "verifier": "Công an tỉnh", "followers": "UBND tỉnh"}
    page = text_of(client.get(where))
    assert re.search(rf'name="verifier_{one.pk}" value="Sở Y tế"', page)
    assert "Lý do giao lại" not in page
    unclear = duty("Giữ vững địa bàn", "ca_xa", report_to="UBND tỉnh")
    unknown = client.post(where, {**sent, f"verifier_{one.pk}": "Sở Y Té"})
    assert "Có phải “Sở Y tế”?" in text_of(unknown)

    client.post(
        where, {**sent, "duty": [one.pk, unclear.pk], f"verifier_{one.pk}": "Sở Y tế", f"kinds_{unclear.pk}": "MINUTES"}
    )
    assert Task.objects.get(duty=unclear, shape="HEAD").verifier.key == "ubnd_tinh"
    head = Task.objects.get(duty=one, shape="HEAD")
    doing.stop(task_id=head.pk, reason="Chờ kinh phí", hand=hand("coordinator", "ca_tinh", at=timezone.now()))
    again = text_of(client.get(where))
    refused = client.post(where, sent)
    client.post(where, {**sent, "again": "Đã có kinh phí"})

    assert head.verifier.key == "s_yte"
    assert "Chờ kinh phí" in again
    assert "ghi lý do giao lại" in str(refused.context["form"].errors["again"])
    later = Task.objects.get(again_of=head)
    assert later.moves.get(kind="GIVEN").reason == "Đã có kinh phí"
    assert "Giao lại việc đã dừng" in text_of(client.get(reverse("work:task", args=[later.pk])))
