"""Files: what is refused, what is kept, who may read."""

import errno
import io
import os
import zipfile
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions, jobs, kinds, owners, storage
from binhyen.foundation.files.actions import FileRefused
from binhyen.foundation.files.models import FileState, StoredFile
from binhyen.foundation.files.names import safe_name
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.journal.models import Fact

AT = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    settings.SCANNER = ""
    return settings.FILES_ROOT


@pytest.fixture
def sender():
    return User.objects.create(username="van.thu", full_name="Vàng A Páo")


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


DOCX = zipped(word__document_xml="<w:document/>")


def store(content, by=None, *, name="tệp.pdf", allowed=(kinds.PDF,), limit=1_000_000):
    return actions.store(content=io.BytesIO(content), name=name, by=by, at=AT, allowed=allowed, limit=limit)


def on_disk(folder):
    return [p for p in folder.rglob("*") if p.is_file()] if folder.exists() else []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "trang web"),
        (PDF + b"x" * 2_000_000, "lớn hơn"),
        (zipped(word__document_xml="<w/>", word__vbaProject_bin="macro"), "macro"),
        (zipped(word__document_xml=b"0" * 300_000_000), "phình ra quá lớn"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "mật khẩu"),
        (b"PK\x03\x04 torn off", "không nhận ra"),
        (b"\x00\x01\x02\x03" * 100, "không nhận ra"),
    ],
    ids=["empty", "html", "too-large", "macro", "bomb", "old-or-locked", "torn", "unknown"],
)
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_stored(content, words, own_folder):
    with pytest.raises(FileRefused, match=words):
        store(content, allowed=(kinds.PDF, kinds.DOCX))

    assert StoredFile.objects.count() == 0
    assert on_disk(own_folder) == []


def test_the_name_decides_nothing():
    with pytest.raises(FileRefused, match="trang web"):
        store(b"<html><body>x</body></html>", name="ke-hoach.docx", allowed=(kinds.DOCX,))


def test_a_good_file_is_kept_by_its_hash_with_a_fact(sender):
    row = store(PDF, sender)

    assert storage.place(row.sha256).read_bytes() == PDF
    assert (row.size, row.media_type, row.state) == (len(PDF), kinds.PDF, FileState.CLEAN)
    assert Fact.objects.get().kind == "files.FileStored"


def test_the_same_content_is_kept_once_and_described_twice(own_folder):
    store(PDF)
    store(PDF)

    assert StoredFile.objects.count() == 2
    assert len(on_disk(own_folder)) == 1


def test_a_full_disk_is_said_and_leaves_nothing_half(own_folder, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(FileRefused, match="hết chỗ"):
        store(PDF)

    assert StoredFile.objects.count() == 0
    assert on_disk(own_folder) == []


def test_no_fact_no_row(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(journal, "record", broken)

    with pytest.raises(RuntimeError):
        store(PDF)

    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\Kế hoạch.docx", "Kế hoạch.docx"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("..", "tep-khong-ten"),
        ("x" * 300 + ".docx", "x" * 145 + ".docx"),
    ],
)
def test_a_name_loses_its_path_and_what_nobody_can_see(given, kept):
    assert safe_name(given) == kept


def scanner(tmp_path, ending):
    script = tmp_path / "scan.sh"
    script.write_text(f"#!/bin/sh\necho found something\nexit {ending}\n")
    script.chmod(0o755)
    return str(script)


def test_what_the_scanner_finds_is_refused(settings, tmp_path):
    settings.SCANNER = scanner(tmp_path, 1)

    with pytest.raises(FileRefused, match="không cho nhận"):
        store(PDF)

    assert StoredFile.objects.count() == 0


def test_a_silent_scanner_keeps_the_file_in_quarantine_until_it_answers(settings, tmp_path, sender):
    settings.SCANNER = scanner(tmp_path, 2)
    row = store(PDF, sender)
    assert row.state == FileState.QUARANTINED
    assert get(row, sender).status_code == 404

    settings.SCANNER = scanner(tmp_path, 0)
    jobs.examine(at=AT)

    assert get(row, sender).status_code == 200


def get(row, user):
    client = Client()
    client.force_login(user)
    return client.get(reverse("files:download", args=[row.pk]))


def test_a_stranger_does_not_learn_that_the_file_exists(sender):
    row = store(PDF, sender)
    stranger = User.objects.create(username="nguoi.la")

    assert get(row, stranger).status_code == 404
    assert Client().get(reverse("files:download", args=[row.pk])).status_code == 302


def test_whoever_may_see_the_owning_subject_may_read(sender, monkeypatch):
    row = store(PDF, sender)
    reader = User.objects.create(username="nguoi.doc")
    monkeypatch.setitem(
        owners._OWNERS, "tests", lambda file_id, scope: file_id == row.pk and scope.user_id == reader.pk
    )

    assert get(row, reader).status_code == 200
    assert Fact.objects.filter(kind="files.FileDownloaded", actor_id=reader.pk).count() == 1


def test_a_file_leaves_as_an_attachment_and_is_never_shown_inside_a_page(sender):
    row = store("chữ <b>đậm</b>".encode(), sender, name="ghi chú.txt", allowed=(kinds.TEXT,))

    answer = get(row, sender)

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_word_file_is_told_from_any_other_zip():
    assert store(DOCX, name="a.bin", allowed=(kinds.DOCX,)).media_type == kinds.DOCX
    with pytest.raises(FileRefused, match="tệp nén"):
        store(zipped(readme="x"), allowed=(kinds.DOCX,))
