"""The whole file as one PDF: every page the index names is where it says; what lacks or cannot be bound is said."""

import io
import re
import shutil
from datetime import timedelta

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from binhyen.foundation.journal.events import kind_of
from binhyen.foundation.journal.models import Fact
from binhyen.kit import official_document as official
from binhyen.kit import spreadsheets
from binhyen.kit.bound_pdf import Part, Unbindable, bound, pages_of, pdf_of_picture
from binhyen.kit.official_pdf import pdf_of
from binhyen.monitoring.recognition.actions import papers
from binhyen.monitoring.recognition.events import DossierTaken
from binhyen.monitoring.recognition.rules import law
from tests.cast import BAN_LAU

from .conftest import AT, PDF, TODAY

pytestmark = pytest.mark.django_db
PATH = f"/cong-nhan/2025/xa/{BAN_LAU}/ho-so.pdf"


def letter(words: str, *, sheets: int = 1) -> bytes:
    """A document of ours, as .docx, of so many sheets."""
    document = official.new_document(title=words)
    for sheet in range(sheets):
        if sheet:
            official.start_another(document)
        official.add_paragraph(document, f"{words} tờ {sheet + 1}")
    return official.content(document)


def scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "grey").save(out, "JPEG")
    return out.getvalue()


def sheet() -> bytes:
    return spreadsheets.write(
        header=spreadsheets.Header("x", "x", AT, "x"),
        sheets=[spreadsheets.Sheet("x", (spreadsheets.Column("x"),), [("x",)])],
    )


@pytest.fixture
def handed(assessed, person):
    """A file with the papers given by code, (name, content) each."""

    def put(**given: tuple[str, bytes]):
        file = assessed()
        for code, (name, content) in given.items():
            details = {
                "file": SimpleUploadedFile(name, content), "number": "", "symbol": "BC-UBND", "issued_on": TODAY,
                "abstract": code,
            }  # fmt: skip
            papers.hand_in(
                file_id=file.pk, code=code, given=details, by=person("officer"), at=AT + timedelta(minutes=1),
                today=TODAY,
            )  # fmt: skip
        return file

    return put


def taken(client) -> pypdf.PdfReader:
    answer = client.get(PATH)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(answer.content))


def words(page) -> str:
    return " ".join(page.extract_text().split())


def test_every_paper_begins_on_the_page_index_and_bookmark_name_and_pages_are_numbered_through(
    handed, as_, monkeypatch
):
    handed(
        SELF_REPORT=("bao-cao.pdf", pdf_of(letter("Báo cáo", sheets=3))),
        RESIDENTS=("nhan-khau.jpg", scan()),
        PROPOSAL=("to-trinh.docx", letter("Tờ trình")),
    )

    monkeypatch.setattr(shutil, "which", lambda _name: None)  # a server without LibreOffice
    found = taken(as_("commune_police"))

    marks = {one.title: found.get_destination_page_number(one) + 1 for one in found.outline}
    labels = [f"{place}. {rule.label}" for place, rule in enumerate(law.papers(), 2)]
    assert list(marks) == ["Mục lục", "1. Báo cáo tự đánh giá", labels[0], labels[1], labels[3]]
    index = " ".join(words(page) for page in found.pages[: marks["1. Báo cáo tự đánh giá"] - 1])
    report, residents, proposal = (marks[title] for title in list(marks)[2:])
    assert f"{report}-{report + 2}" in index
    assert residents == report + 3
    assert re.search(rf"nhân khẩu.*?{residents}\b", index)
    assert "chuyển từ tệp gốc" in index
    assert "Báo cáo tờ 1" in words(found.pages[report - 1])
    assert "Tờ trình tờ 1" in words(found.pages[proposal - 1])
    every = len(found.pages)
    assert all(f"trang {n}/{every}" in words(page) for n, page in enumerate(found.pages, 1))
    assert Fact.objects.filter(kind=kind_of(DossierTaken)).count() == 1


def test_what_is_missing_and_what_cannot_be_bound_is_said_in_the_index(handed, as_, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)  # a server without LibreOffice
    handed(SELF_REPORT=("bao-cao.pdf", PDF), MEETING_MINUTES=("bien-ban.xlsx", sheet()))

    found = taken(as_("officer"))

    index = words(found.pages[0])
    assert "HỒ SƠ CÒN THIẾU 3 giấy tờ bắt buộc: xác nhận số nhân khẩu" in index
    assert index.count("CÒN THIẾU") == 4  # above, and at each
    assert index.count("không ghép được vào PDF") == 2
    assert "2 giấy tờ của hồ sơ không nằm trong bản PDF này" in index
    assert len(found.outline) == 2  # index and the report of the system: nothing else could be bound


def test_who_may_not_take_it_and_before_it_is_opened_there_is_none(handed, province, as_):
    assert as_("commune_police").get(PATH).status_code == 302
    handed()
    assert as_("next_commune").get(PATH).status_code == 404
    assert as_("stranger").get(PATH).status_code == 403


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.4 junk", PDF, pdf_of(letter("x"))[:900]])
def test_a_damaged_paper_is_refused_before_anything_is_bound(broken):
    with pytest.raises(Unbindable):
        pages_of(broken)


def test_a_locked_paper_and_a_picture_that_is_none_are_refused():
    writer, out = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of(letter("x")))), io.BytesIO()
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(out)
    with pytest.raises(Unbindable):
        pages_of(out.getvalue())
    with pytest.raises(Unbindable):
        pdf_of_picture(b"\xff\xd8 no picture")


def test_a_turned_page_stands_upright_and_bears_its_number():
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(letter("Nằm ngang"))))
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_page(reader.pages[0]).rotate(90)
    writer.write(out)

    found = pypdf.PdfReader(io.BytesIO(bound([Part("a", out.getvalue())], title="t", words="trang")))

    page = found.pages[0]
    assert page.mediabox.width > page.mediabox.height
    assert page.rotation == 0
    assert "trang 1/1" in words(page)
