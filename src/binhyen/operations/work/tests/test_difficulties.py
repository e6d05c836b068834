"""Difficulties have an owner and a clock; silence sends them up; words answer them. Ready texts name no person."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import ExifTags, Image

from binhyen.foundation.access.queries import scope
from binhyen.foundation.files import taking
from binhyen.foundation.files.actions import FileRefused
from binhyen.foundation.files.storage import place
from binhyen.foundation.notifications.models import Notification
from binhyen.operations.directives.actions import telling
from binhyen.operations.work import jobs
from binhyen.operations.work.actions import difficulties, feeds, proving
from binhyen.operations.work.actions.moving import Hand
from binhyen.operations.work.models import Difficulty, DifficultyPass, Task, WorkFeed
from binhyen.operations.work.queries import difficulties as queries
from binhyen.operations.work.rules.recurrence import LOCAL
from binhyen.operations.work.rules.texts import LateBody, meeting, to_body, to_group
from binhyen.operations.work.values import DifficultyState, EvidenceKind, Part, Shown, WorkRefused

from .conftest import AT, DUE, photo

POLICE, COMMITTEE, PROVINCE = "ca_xa_02788", "ubnd_xa_02788", "ca_tinh"
WHAT = "Chưa có kinh phí mua que thử cho đợt rà soát tháng này."
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"

pytestmark = pytest.mark.django_db


@pytest.fixture
def hard(bodies, person, give):
    """Raised by the commune's police about a task the province's police gave."""
    return difficulties.raise_difficulty(
        body_id=bodies[POLICE].pk, owner_id=bodies["s_yte"].pk, what=WHAT, wants="Cấp 200 que thử",
        task_id=give(POLICE).pk, by=person("commune_police"), at=AT,
    )  # fmt: skip


def told():
    return list(Notification.objects.filter(kind="work.difficulty").values_list("user__username", flat=True))


def test_who_has_to_answer_is_told_and_has_a_day(bodies, person, hard):
    person("health_department")
    difficulties.raise_difficulty(
        body_id=bodies[POLICE].pk, owner_id=bodies["s_yte"].pk, what=WHAT, by=person("commune_police"), at=AT
    )

    assert told() == ["health_department"]
    # five working days after Friday 06/02/2026
    assert hard.due_at == datetime(2026, 2, 13, 17, tzinfo=LOCAL)


@pytest.mark.parametrize("wrong", [{"what": "khó"}, {"owner": POLICE}])
def test_a_difficulty_says_what_it_is_and_asks_another(bodies, person, wrong):
    with pytest.raises(WorkRefused):
        difficulties.raise_difficulty(
            body_id=bodies[POLICE].pk, owner_id=bodies[wrong.get("owner", "s_yte")].pk, what=wrong.get("what", WHAT),
            by=person("commune_police"), at=AT,
        )  # fmt: skip
    assert not Difficulty.objects.exists()


def test_silence_goes_up_after_its_grace_and_stops_at_the_top(hard, person):
    person("coordinator")
    moments = [hard.due_at + timedelta(days=days) for days in range(40)]
    moved = [day for day, at in enumerate(moments) if difficulties.climb(at=at)]

    hard.refresh_from_db()
    steps = list(DifficultyPass.objects.order_by("at").values_list("from_body__key", "to_body__key"))
    assert steps == [("s_yte", PROVINCE)]
    assert len(moved) == 1
    assert moved[0] > 1  # two working days of grace
    assert hard.owner.key == PROVINCE
    assert hard.due_at > moments[moved[0]]  # the new owner has a term of its own
    assert told() == ["coordinator"]


def test_an_answer_in_words_reaches_whoever_asked(hard, as_, person):
    person("health_department")
    browser = as_("health_department")
    address = reverse("work:difficulty-answer", args=[hard.pk])

    assert browser.post(address, {"words": "ừ"}).status_code == 422
    upload = BytesIO(PAPER)
    upload.name = "cong-van.pdf"
    answer = browser.post(address, {"words": "Sở Y tế cấp 200 que thử trước ngày 20/02/2026.", "papers": [upload]})

    hard.refresh_from_db()
    assert answer.status_code == 302
    assert hard.state == DifficultyState.ANSWERED
    assert hard.papers.filter(answers=True).count() == 1
    file = hard.papers.get().file_id
    assert as_("commune_police").get(reverse("files:download", args=[file])).status_code == 200
    assert as_("next_commune").get(reverse("files:download", args=[file])).status_code == 404
    assert "commune_police" in told()


def test_a_photo_with_a_difficulty_loses_its_place_and_is_known_again(hard, as_, give, bodies, person, files_root):
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (22.0, 30.0, 0.0), 3: "E", 4: (103.0, 57.0, 36.0)})
    upload = photo(exif=exif)
    upload.content.name = upload.name
    given = {"words": "Đã cấp, xem ảnh bàn giao kèm theo.", "papers": [upload.content]}
    assert as_("health_department").post(reverse("work:difficulty-answer", args=[hard.pk]), given).status_code == 302
    paper = hard.papers.get()
    with Image.open(place(paper.file.sha256)) as stored:
        assert not dict(stored.getexif())
    broken = BytesIO(b"\xff\xd8\xff\xe1 torn off")
    broken.name = "anh.jpg"
    with pytest.raises(FileRefused, match="Không mở được ảnh"):  # what the camera wrote would stay in it
        taking.take(content=broken, name=broken.name, by=None, at=AT)

    police = person("commune_police")
    shown = Shown(kind=EvidenceKind.PHOTO)
    hand = Hand(police, AT, bodies[POLICE].pk)
    same = photo(quality=45, size=(400, 300))
    proving.show(task_id=hard.task_id, shown=shown, upload=same, hand=hand, scope=scope(user=police, on=AT.date()))

    page = as_("commune_police").get(reverse("work:difficulty", args=[hard.pk])).content.decode()
    assert "Ảnh này giống ảnh đã nộp" in page
    assert reverse("work:task", args=[hard.task_id]) in page
    again = as_("commune_police").get(reverse("work:task", args=[hard.task_id])).content.decode()
    assert "Trả lời khó khăn của Công an xã Bản Lầu" in again


@pytest.mark.parametrize(
    ("name", "page", "answering"),
    [("commune_police", 200, 403), ("health_department", 200, 200), ("coordinator", 200, 200), ("leader", 200, 403),
     ("next_commune", 404, 404), ("commune_committee", 404, 404)],
)  # fmt: skip
def test_who_reads_and_who_answers(hard, as_, name, page, answering):
    assert as_(name).get(reverse("work:difficulty", args=[hard.pk])).status_code == page
    assert as_(name).get(reverse("work:difficulty-answer", args=[hard.pk])).status_code == answering


def test_an_answer_that_did_not_help_waits_again_and_one_that_did_is_settled(hard, person, as_):
    health, police = person("health_department"), as_("commune_police")
    difficulties.answer(difficulty_id=hard.pk, words="Xã tự mua bằng kinh phí của xã.", by=health, at=AT)
    again = reverse("work:difficulty-reopen", args=[hard.pk])
    assert police.post(again, {"reason": "Xã không còn kinh phí chi thường xuyên."}).status_code == 302
    hard.refresh_from_db()
    assert hard.state == DifficultyState.OPEN
    assert "Xã tự mua" in hard.what

    difficulties.answer(difficulty_id=hard.pk, words="Sở cấp trước ngày 20/02/2026.", by=health, at=AT)
    police.post(reverse("work:difficulty-close", args=[hard.pk]))
    hard.refresh_from_db()
    assert hard.state == DifficultyState.SETTLED
    with pytest.raises(WorkRefused):
        difficulties.withdraw(difficulty_id=hard.pk, by=person("commune_police"), at=AT)


def test_the_owner_hands_it_to_whoever_can_answer(hard, as_, bodies):
    address = reverse("work:difficulty-pass", args=[hard.pk])
    given = {"owner": bodies[PROVINCE].pk, "reason": "Thuộc nguồn kinh phí của Công an tỉnh."}

    assert as_("health_department").post(address, given).status_code == 302

    hard.refresh_from_db()
    assert (hard.owner.key, hard.passed_from.key) == (PROVINCE, "s_yte")
    # whoever had it still sees where it went
    assert as_("health_department").get(reverse("work:difficulty", args=[hard.pk])).status_code == 200


def test_the_leaders_page_counts_what_nobody_answered(hard, as_, person):
    from_province = queries.unanswered(
        scope=scope(user=person("leader"), on=AT.date()), at=hard.due_at + timedelta(minutes=1)
    )
    elsewhere = queries.unanswered(scope=scope(user=person("next_commune"), on=AT.date()), at=AT)

    assert (from_province.open, from_province.late, from_province.oldest) == (1, 1, AT)
    assert elsewhere.open == 0


def test_a_commune_raises_one_of_a_task_on_the_page(give, as_, bodies, person):
    task = give(POLICE)
    person("coordinator")
    address = reverse("work:difficulty-of-task", args=[task.pk])
    page = as_("commune_police").get(address).content.decode()

    assert "Công an tỉnh" in page
    assert as_("leader").get(address).status_code == 403
    given = {"body": bodies[POLICE].pk, "owner": bodies[PROVINCE].pk, "what": WHAT}
    assert as_("commune_police").post(address, given).status_code == 302
    assert Difficulty.objects.get().task == task


def test_duties_that_became_work_are_not_told_of_by_the_register_too(duty, give, person):
    person("commune_committee")
    due = date(2026, 2, 28)
    duty("Lập danh sách người đã cai nghiện", COMMITTEE, due_on=due)
    became = duty("Họp dân ở các thôn", COMMITTEE, due_on=due)
    Task.objects.filter(pk=give(COMMITTEE).pk).update(duty=became)

    telling.deadlines(at=datetime(2026, 2, 21, 8, tzinfo=LOCAL))

    (text,) = Notification.objects.filter(kind="directives.due_soon").values_list("text", flat=True)
    assert text.startswith("1 nhiệm vụ ")


class TestFeeds:
    def test_a_persons_feed_holds_what_names_them(self, give, person, as_):
        due = timezone.now() + timedelta(days=10)  # a feed looks ahead from the day it is read
        task = give(POLICE, title="Việc ghi tên", due_at=due)
        other = give(POLICE, title="Việc của người khác", due_at=due)
        police = person("commune_police")
        task.shares.filter(part=Part.LEAD).update(person=police)
        token = feeds.make(body=None, by=police, at=AT)

        text = as_("").get(reverse("work:feed", args=[token])).content.decode()

        assert "Việc ghi tên" in text
        assert other.title not in text
        assert f"DTSTART:{due:%Y%m%dT%H%M%S}Z" in text

    def test_a_feed_of_a_body_ends_with_the_office_of_whoever_made_it(self, give, bodies, person, as_):
        give(POLICE, title="Việc của công an xã")
        token = feeds.make(body=bodies[POLICE], by=person("commune_police"), at=AT)
        address = reverse("work:feed", args=[token])
        assert as_("").get(address).status_code == 200

        person("commune_police").appointments.update(valid_to=date(2025, 8, 1))

        assert as_("").get(address).status_code == 404

    def test_a_revoked_address_does_not_exist_and_the_secret_is_not_kept(self, bodies, person, as_):
        token = feeds.make(body=bodies[POLICE], by=person("commune_police"), at=AT)
        row = WorkFeed.objects.get()
        assert token not in str(WorkFeed.objects.values())
        assert as_("next_commune").post(reverse("work:feed-revoke", args=[row.pk])).status_code == 404
        assert as_("commune_police").post(reverse("work:feed-revoke", args=[row.pk])).status_code == 302

        assert as_("").get(reverse("work:feed", args=[token])).status_code == 404

    def test_nobody_makes_a_feed_of_another_body(self, bodies, as_):
        assert as_("next_commune").post(reverse("work:feed-make"), {"body": POLICE}).status_code == 404
        assert not WorkFeed.objects.exists()


class TestTexts:
    def test_a_body_is_told_how_much_is_late(self):
        one = LateBody("x", "UBND xã Bản Lầu", 3, DUE)

        text = to_body(one, at=DUE + timedelta(days=1), address="https://by.example/cong-viec/")

        assert "Kính gửi UBND xã Bản Lầu" in text
        assert "còn 3 việc quá hạn, lâu nhất từ 27/02/2026" in text
        assert text.endswith("https://by.example/cong-viec/")

    def test_a_group_reads_the_worst_first_and_an_honest_rest(self):
        rows = [LateBody(str(n), f"xã {n}", n, DUE) for n in range(1, 51)]

        text = to_group(rows, at=DUE, address="x")

        assert text.splitlines()[1] == "1. xã 50: 50 việc"
        assert "… và 10 đơn vị khác." in text
        assert "không có đơn vị nào" in to_group([], at=DUE, address="x")

    def test_a_meeting_is_told_with_its_weekday(self):
        text = meeting(title="họp giao ban tuần", at=datetime(2026, 3, 2, 8, tzinfo=LOCAL), place="Phòng họp số 1")

        assert "08:00 thứ Hai ngày 02/03/2026, tại Phòng họp số 1." in text

    def test_the_page_names_bodies_and_no_person(self, give, as_, person):
        give(POLICE)
        person("commune_police")
        asked = {"title": "Họp", "day": "02/03/2026", "hour": "8:00", "place": "Hội trường"}
        page = as_("coordinator").get(reverse("work:texts"), asked)

        assert "Công an xã Bản Lầu" in page.content.decode()
        assert "Kính mời các đồng chí dự Họp" in page.content.decode()


def test_the_jobs_say_what_they_did(hard):
    assert jobs.unanswered(at=hard.due_at + timedelta(days=10)).startswith("Đã chuyển ")
    assert jobs.open_periods(at=AT) == "Đã mở 0 kỳ của việc định kỳ."
