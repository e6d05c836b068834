"""Handing a directive in: taken, or refused with a sentence and nothing stored."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binhyen.foundation.files import uploads
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.jobs.values import JobRefused
from binhyen.foundation.jobs.work import Unwatched
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.journal.models import Fact
from binhyen.operations.directives import jobs
from binhyen.operations.directives.actions import intake as intakes
from binhyen.operations.directives.models import Directive, Duty, Intake
from binhyen.registers.documents.models import OfficialDocument

from .conftest import AT, PLAN
from .test_sources_refusals import BAD, docx, p

ADD = "directives:add"
NO_DUTIES = "\n\n".join(f"Thời tiết ngày {n} tháng 5 ở vùng cao mát mẻ, có mưa nhỏ vài nơi." for n in range(1, 20))
WEB_PAGE = b"<!doctype html><html><body><p>C\xc3\xb4ng an t\xe1\xbb\x89nh ch\xe1\xbb\xa7 tr\xc3\xac.</p></body></html>"


@pytest.fixture
def send(as_, files_root, bodies):
    """``send(file=…)`` or ``send(text=…)``: the answer of the page for handing in."""
    client = as_("officer")

    def post(**sent):
        return client.post(reverse(ADD), sent)

    return post


@pytest.fixture
def worker(django_capture_on_commit_callbacks):
    """Do the reading of every waiting intake, as the worker does."""

    def work():
        for intake in Intake.objects.filter(state="READING"):
            with django_capture_on_commit_callbacks(execute=True):
                jobs.read(intake_id=intake.pk, progress=Unwatched(), at=AT)

    return work


def upload(content, name="ke-hoach.docx"):
    return SimpleUploadedFile(name, content)


def nothing_is_kept(files_root):
    """No row and no content of the file, anywhere."""
    assert not StoredFile.objects.exists()
    assert not Directive.objects.exists()
    assert not Duty.objects.exists()
    assert not OfficialDocument.objects.exists()
    assert [path for path in files_root.rglob("*") if path.is_file()] == []


def test_a_file_is_taken_and_its_reading_asked_for_in_one_step(send):
    answer = send(file=upload(PLAN.encode(), "ke-hoach.txt"))

    intake = Intake.objects.get()
    assert answer["Location"] == reverse("directives:intake", args=[intake.pk])
    assert Job.objects.get().arguments == {"intake_id": intake.pk}
    assert Fact.objects.get(kind="directives.DirectiveReceived").subject_id == str(intake.pk)


def test_pasted_text_is_taken_like_a_file(send, worker):
    send(text=PLAN)

    worker()

    assert Duty.objects.count() > 8


def test_the_progress_page_leads_to_the_review_when_all_is_read(send, worker, as_):
    address = send(file=upload(PLAN.encode(), "ke-hoach.txt"))["Location"]
    client = as_("officer")
    assert "có thể rời trang này" in client.get(address).content.decode()

    worker()

    review = reverse("directives:review", args=[Directive.objects.get().pk])
    assert client.get(address)["Location"] == review
    assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == review


def test_where_the_journal_fails_no_file_is_taken(hand_in, monkeypatch, db, files_root):
    class JournalDownError(Exception):
        pass

    def fail(*args, **kwargs):
        raise JournalDownError

    monkeypatch.setattr(journal, "record", fail)
    with pytest.raises(JournalDownError):
        hand_in()

    assert not Intake.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Job.objects.exists()


def test_the_same_file_again_leads_to_the_first(send, worker):
    send(file=upload(PLAN.encode(), "ke-hoach.txt"))
    worker()

    answer = send(file=upload(PLAN.encode(), "ban-sao.txt"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đã được nộp rồi" in page
    assert reverse("directives:directive", args=[Directive.objects.get().pk]) in page
    assert Intake.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_the_day_a_clerk_gives_beats_the_printed_one(send, worker):
    send(file=upload(PLAN.encode(), "ke-hoach.txt"), issued="07/02/2026")

    worker()

    assert OfficialDocument.objects.get().issued_on.isoformat() == "2026-02-07"


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_gets_a_sentence_and_leaves_nothing(bad, send, worker, files_root, monkeypatch):
    monkeypatch.setattr("binhyen.operations.directives.reader.sources.ocr.is_installed", lambda: True)
    monkeypatch.setattr("binhyen.operations.directives.reader.sources.ocr._recognised", lambda _image: "")

    answer = send(file=upload(BAD[bad][0]))
    if answer.status_code == 302:
        with pytest.raises(JobRefused) as refused:
            worker()
        sentence = Intake.objects.get().failure
        assert sentence == str(refused.value)
    else:
        assert answer.status_code == 422
        [sentence] = answer.context["form"].errors["file"]
        assert sentence.replace('"', "&quot;")[:30] in answer.content.decode() or "“" in sentence

    assert len(sentence) > 30
    nothing_is_kept(files_root)


def refused_at_once(answer, *words):
    assert answer.status_code == 422
    page = answer.content.decode()
    assert all(word in page for word in words), page[page.find("error") :][:600]
    assert 'name="file"' in page  # the page stays usable


def test_an_encrypted_document_is_told_to_lose_its_password(send, files_root):
    refused_at_once(send(file=upload(BAD["encrypted Word"][0])), "mật khẩu")
    nothing_is_kept(files_root)


def test_macros_are_refused_at_the_door(send, files_root):
    refused_at_once(send(file=upload(BAD["macro"][0])), "macro")
    nothing_is_kept(files_root)


def test_a_web_page_called_docx_is_called_by_its_name(send, files_root):
    refused_at_once(send(file=upload(WEB_PAGE)), "trang web (HTML)", ".docx hoặc .pdf")
    nothing_is_kept(files_root)


def test_an_empty_file_is_refused_at_the_door(send, files_root):
    refused_at_once(send(file=upload(b"")), "rỗng")
    nothing_is_kept(files_root)


def test_nothing_at_all_is_asked_for_something(send):
    refused_at_once(send(), "Chưa có gì để đọc")


def test_blank_text_is_asked_for_something(send):
    refused_at_once(send(text=" \n "), "Chưa có gì để đọc")


def test_an_upload_beyond_the_limit_is_stopped_while_it_comes(send, files_root, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT_BYTES", 256 * 1024)
    monkeypatch.setattr(uploads, "DATA_BESIDE_BYTES", 0)

    refused_at_once(send(file=upload(b"x" * 1024 * 1024)), "lớn hơn 200 MB")
    nothing_is_kept(files_root)


def failed_later(send, worker, sent):
    send(**sent)
    with pytest.raises(JobRefused):
        worker()
    return Intake.objects.get()


def test_a_text_without_one_duty_is_refused_and_leaves_nothing(send, worker, files_root):
    intake = failed_later(send, worker, {"text": NO_DUTIES})

    assert intake.state == "FAILED"
    assert "không thấy nhiệm vụ nào" in intake.failure
    nothing_is_kept(files_root)


def test_another_language_is_refused_and_leaves_nothing(send, worker, files_root):
    words = "The Department of Health shall submit a report every quarter to the People's Committee. " * 20
    intake = failed_later(send, worker, {"file": upload(docx(p(words)))})

    assert intake.failure_code == "NOT_VIETNAMESE"
    nothing_is_kept(files_root)


def test_the_sentence_stays_on_the_list_until_it_is_put_away(send, worker, as_):
    intake = failed_later(send, worker, {"text": NO_DUTIES})
    client = as_("officer")
    assert intake.failure in client.get(reverse("directives:list")).content.decode()
    assert intake.failure in client.get(reverse("directives:intake", args=[intake.pk])).content.decode()

    client.post(reverse("directives:intake-dismiss", args=[intake.pk]))

    assert intake.failure not in client.get(reverse("directives:list")).content.decode()


def test_a_failed_file_may_be_handed_in_again(send, worker):
    failed_later(send, worker, {"text": NO_DUTIES})

    assert send(text=NO_DUTIES).status_code == 302


def test_a_nul_byte_in_pasted_text_does_no_harm(send, worker):
    answer = send(text=PLAN.replace("Treo pa nô", "Treo\x00 pa nô"))

    assert answer.status_code in {302, 422}
    if answer.status_code == 302:
        worker()
        assert "\x00" not in "".join(Duty.objects.values_list("text", flat=True))


def test_a_nul_byte_in_a_text_file_does_no_harm(send, worker, files_root):
    answer = send(file=upload(PLAN.replace("Treo pa nô", "Treo\x00 pa nô").encode(), "ke-hoach.txt"))

    if answer.status_code == 302:
        worker()
        assert "\x00" not in "".join(Duty.objects.values_list("text", flat=True))
    else:
        assert answer.status_code == 422
        nothing_is_kept(files_root)


def test_a_path_in_a_file_name_is_only_a_name(send, worker, tmp_path):
    send(file=upload(PLAN.encode(), "..\\..\\etc\\ke-hoach.txt"))

    worker()

    assert Intake.objects.get().name == "ke-hoach.txt"


def test_what_was_read_cannot_be_put_away_as_a_notice(send, worker, as_):
    send(text=PLAN)
    worker()
    intake = Intake.objects.get()

    as_("officer").post(reverse("directives:intake-dismiss", args=[intake.pk]))

    assert Intake.objects.filter(pk=intake.pk).exists()


def test_an_interrupted_reading_says_so_and_is_read_again_on_demand(hand_in, as_, worker):
    intake = hand_in()
    Job.objects.update(state="INTERRUPTED", message="Việc bị ngắt 3 lần và không được làm tiếp.", finished_at=AT)
    client = as_("officer")
    assert "bị ngắt 3 lần" in client.get(reverse("directives:intake", args=[intake.pk])).content.decode()

    client.post(reverse("directives:intake-again", args=[intake.pk]))

    assert Job.objects.filter(state="QUEUED").count() == 1
    worker()
    assert Directive.objects.count() == 1


def test_only_one_of_two_at_the_same_moment_is_kept(hand_in):
    hand_in()

    with pytest.raises(intakes.AlreadyThere) as there:
        hand_in(name="khac.txt")

    assert there.value.intake == Intake.objects.get()


def test_a_file_the_scanner_has_not_looked_at_waits_and_says_so(hand_in, settings, as_):
    settings.SCANNER = "/khong/co/chuong-trinh"
    intake = hand_in()

    with pytest.raises(JobRefused, match="Chương trình quét"):
        jobs.read(intake_id=intake.pk, progress=Unwatched(), at=AT)

    intake.refresh_from_db()
    assert intake.state == "READING"
    settings.SCANNER = ""
    jobs.read(intake_id=intake.pk, progress=Unwatched(), at=AT)
    assert Directive.objects.count() == 1


def test_a_file_the_scanner_refuses_later_is_taken_away(
    hand_in, settings, tmp_path, files_root, django_capture_on_commit_callbacks
):
    settings.SCANNER = "/khong/co/chuong-trinh"
    intake = hand_in()
    scanner = tmp_path / "scanner"
    scanner.write_text("#!/bin/sh\necho FOUND\nexit 1\n")
    scanner.chmod(0o755)
    settings.SCANNER = str(scanner)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(JobRefused, match="không cho nhận"):
        jobs.read(intake_id=intake.pk, progress=Unwatched(), at=AT)

    intake.refresh_from_db()
    assert (intake.state, intake.failure_code) == ("FAILED", "UNSAFE")
    nothing_is_kept(files_root)
