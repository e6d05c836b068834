"""Evidence over a bad line, and by programs: all or nothing, what is sent twice stands once, who may not."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.files.storage import place
from binhyen.operations.work.models import Evidence
from binhyen.operations.work.values import Work

from .conftest import AT, photo
from .test_moves import _taken_in_ban_lau

COMMITTEE, POLICE = "ubnd_xa_02788", "ca_xa_02788"
JSON = {"HTTP_ACCEPT": "application/json"}

pytestmark = pytest.mark.django_db


def picture(seed=1, made=None):
    return SimpleUploadedFile(f"anh-{seed}.jpg", (made or photo(seed)).content.read(), "image/jpeg")


class TestTheForm:
    @pytest.fixture
    def where(self, give, files_root):
        return reverse("work:show", args=[give(COMMITTEE, kinds=("PHOTO",)).pk])

    def test_two_photos_chosen_together_are_two_pieces_of_evidence(self, where, as_):
        answer = as_("commune_committee").post(
            where, {"kind": "PHOTO", "note": "Tại thôn", "file": [picture(1), picture(7)]}
        )

        assert answer.status_code == 302
        assert list(Evidence.objects.values_list("kind", "note")) == [("PHOTO", "Tại thôn")] * 2

    def test_of_two_photos_one_broken_nothing_is_kept_and_the_words_stay(self, where, as_):
        broken = SimpleUploadedFile("anh.jpg", photo(3).content.read()[:9000], "image/jpeg")
        answer = as_("commune_committee").post(
            where, {"kind": "PHOTO", "note": "Tại thôn Na Nhung", "file": [picture(1), broken]}
        )

        assert answer.status_code == 422
        assert "Tại thôn Na Nhung" in answer.content.decode()
        assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)

    def test_what_was_received_before_the_line_broke_is_not_shown_twice(self, where, as_):
        client, key = as_("commune_committee"), uuid4()
        sent = {"kind": "PHOTO", "note": "Tại thôn", "one_time_key": key}
        client.post(where, {**sent, "file": picture(1), "more": "1"}, **JSON)  # its answer never came

        again = client.post(where, {**sent, "file": [picture(1), picture(7)]})

        assert again.status_code == 302
        assert Evidence.objects.count() == 2

    def test_another_photo_from_the_same_page_is_another_piece_of_evidence(self, where, as_):
        client, key = as_("commune_committee"), uuid4()
        for seed in (1, 7):
            client.post(where, {"kind": "PHOTO", "one_time_key": key, "file": picture(seed)})

        assert Evidence.objects.count() == 2

    def test_a_script_is_told_where_to_go_or_what_is_wrong_by_field(self, where, as_):
        client = as_("commune_committee")
        nothing = client.post(where, {"kind": "PHOTO"}, **JSON)
        done = client.post(where, {"kind": "PHOTO", "file": picture(1)}, **JSON)

        assert (nothing.status_code, nothing.json()) == (422, {"errors": {"file": ["Hãy chọn tệp."]}})
        assert done.json() == {"to": reverse("work:task", args=[Evidence.objects.get().task_id])}

    def test_only_the_last_file_is_told_of(self, where, as_):
        client = as_("commune_committee")
        for seed, more in ((1, {"more": "1"}), (7, {})):
            done = client.post(where, {"kind": "PHOTO", "file": picture(seed), **more}, **JSON).json()

        assert client.get(done["to"]).content.decode().count("Đã nộp minh chứng.") == 1


def part(name, content, more=b""):
    return b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name, more, content)


def test_an_upload_that_breaks_off_in_a_file_leaves_nothing_of_it(give, as_, files_root):
    """The server hands on what came: the first photo whole, of the second a half. Sent again, the first stands once."""
    client, key = as_("commune_committee"), uuid4()
    where = reverse("work:show", args=[give(COMMITTEE, kinds=("PHOTO",)).pk])
    photos = [photo(seed).content.read() for seed in (1, 7)]
    named = b'; filename="a.jpg"\r\nContent-Type: image/jpeg'
    begun = part(b"one_time_key", str(key).encode()) + part(b"kind", b"PHOTO")

    def sent(body):
        client.generic("POST", where, body, content_type="multipart/form-data; boundary=x")
        return Evidence.objects.count(), StoredFile.objects.count()

    assert sent(begun + part(b"file", photos[0], named)[:-5000]) == (0, 0)
    assert sent(begun + part(b"file", photos[0], named) + part(b"file", photos[1], named)[:-5000]) == (1, 1)
    assert sent(begun + part(b"file", photos[0], named) + part(b"file", photos[1], named) + b"--x--\r\n") == (2, 2)


def test_the_form_sends_its_key_before_its_files(give, as_):
    page = as_("commune_committee").get(reverse("work:show", args=[give(COMMITTEE).pk])).content.decode()

    assert page.index('name="one_time_key"') < page.index('type="file"')


class TestPrograms:
    def post(self, client, path, body=None, **form):
        data = form if body is None else json.dumps(body)
        more = {} if body is None else {"content_type": "application/json"}
        return client.post(f"/api/v1/tasks/{path}", data, **more)

    def test_who_may_not(self, give, as_, prove, hand, files_root):
        task = give(COMMITTEE, followers=(POLICE,))
        share = task.shares.get(part="LEAD").pk
        judging = {"share": share, "reason": "Thiếu"}

        def tried(who, body=judging):
            return [
                self.post(as_(who), f"{task.pk}/evidence", kind="NUMBER", value="3").status_code,
                *(self.post(as_(who), f"{task.pk}/{act}", body).status_code for act in ("claim", "verify", "reject")),
            ]

        assert tried("") == [401] * 4
        assert tried("stranger") == [403] * 4
        assert tried("next_commune") == [404] * 4
        assert tried("leader") == [403, 403, 403, 403]
        assert tried("commune_police") == [409, 409, 403, 403]  # a follower hands in nothing
        assert tried("health_department") == [404] * 4
        prove(task, hand("commune_committee", COMMITTEE))
        assert self.post(as_("commune_committee"), f"{task.pk}/verify", judging).status_code == 403

    def test_a_photo_a_claim_and_a_verdict(self, give, as_, files_root):
        own, judge = as_("commune_committee"), as_("coordinator")
        first, task = give(COMMITTEE, kinds=("PHOTO",)), give(COMMITTEE, kinds=("PHOTO",))
        self.post(own, f"{first.pk}/evidence", kind="PHOTO", file=picture(1))
        with_place = picture(1, _taken_in_ban_lau())

        shown = self.post(own, f"{task.pk}/evidence", kind="PHOTO", note="Tại thôn", file=with_place)
        claimed = self.post(own, f"{task.pk}/claim", {})
        share = claimed.json()["share"]
        sent_back = self.post(judge, f"{task.pk}/reject", {"share": share, "reason": "Mờ quá"})
        self.post(own, f"{task.pk}/claim", {})
        verified = self.post(judge, f"{task.pk}/verify", {"share": share})

        assert shown.status_code == 200, shown.json()
        assert shown.json()["alike"] == [first.pk]
        row = Evidence.objects.get(pk=shown.json()["id"])
        with Image.open(place(row.file.sha256)) as stored:
            assert not dict(stored.getexif())
        assert [claimed.json()["state"], sent_back.json()["state"]] == ["CLAIMED", "REJECTED"]
        assert verified.json() == {"task": task.pk, "share": share, "state": Work.VERIFIED}

    def test_the_same_key_twice_shows_once_and_a_refused_file_says_why(self, give, as_, files_root):
        task, own, key = give(COMMITTEE, kinds=("PHOTO",)), as_("commune_committee"), uuid4()
        ids = {
            self.post(own, f"{task.pk}/evidence", kind="PHOTO", key=key, file=picture(1)).json()["id"] for _ in range(2)
        }
        refused = self.post(
            own, f"{task.pk}/evidence", kind="LIST", file=SimpleUploadedFile("a.exe", b"MZ" + bytes(99))
        )

        assert len(ids) == Evidence.objects.count() == 1
        assert refused.status_code == 409
        assert refused.json()["detail"]

    def test_a_stretch_of_continuous_work_by_programs(self, give, as_, files_root):
        task = give(POLICE, kinds=("NUMBER",), cadence="BEAT", beat_days=30, due_at=None, starts_on=AT.date())
        task.periods.update(ends_on="2099-12-31")  # the moment of a request is now
        own, judge = as_("commune_police"), as_("coordinator")
        (period,) = own.get(f"/api/v1/tasks/{task.pk}").json()["periods"]

        shown = self.post(own, f"{task.pk}/evidence", kind="NUMBER", value="12.5", unit="buổi").json()
        unnamed = self.post(own, f"{task.pk}/claim", {})
        claimed = self.post(own, f"{task.pk}/claim", {"period": period["id"]}).json()
        verified = self.post(judge, f"{task.pk}/verify", {"share": claimed["share"], "period": period["id"]}).json()

        assert (shown["period"], unnamed.status_code) == (period["id"], 409)
        assert [claimed["state"], verified["state"]] == ["CLAIMED", "VERIFIED"]

    def test_a_paper_out_of_reach_is_no_evidence(self, give, as_, paper, files_root):
        task = give(COMMITTEE)

        answer = self.post(as_("commune_committee"), f"{task.pk}/evidence", kind="DOCUMENT", document=paper.pk)

        assert answer.status_code == 404
