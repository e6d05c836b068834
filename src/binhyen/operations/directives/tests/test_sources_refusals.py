"""Bad files: each is refused with what is wrong and how to mend it, or read; never another error."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from binhyen.operations.directives.reader import read
from binhyen.operations.directives.reader.sources import limits, raw_lines
from binhyen.operations.directives.reader.values import Reading, Refused

from .pdf_samples import Page, paragraphs, pdf, ruled
from .word_samples import W, cell, docx, item, p, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SENTENCE = "Công an tỉnh chủ trì rà soát người nghiện trước ngày 28/02/2026"
TYPES = "[Content_Types].xml"


def packed(**members: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("types.xml", TYPES), content)
    return stream.getvalue()


def with_member(name: str, content: bytes) -> bytes:
    stream = io.BytesIO(docx(p(SENTENCE)))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return stream.getvalue()


def encrypted_pdf() -> bytes:
    """A PDF whose trailer asks for a password nobody knows."""
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00><00>]" % (b"11" * 32, b"22" * 32)
    return pdf(paragraphs(SENTENCE)).replace(b"/Root 1 0 R", b"/Root 1 0 R " + lock)


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    body = "<w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body>"
    document = f'<!DOCTYPE d [<!ENTITY a0 "ha">{entities}]><w:document {W}>{body}</w:document>'
    return packed(types_xml="wordprocessingml", word__document_xml=document)


def word_of_pictures() -> bytes:
    empty = f"<w:document {W}><w:body/></w:document>"
    return packed(types_xml="wordprocessingml", word__document_xml=empty, word__media__a=b"x")


def huge_picture() -> bytes:
    stream = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(stream, "PNG")
    return stream.getvalue()


BAD = {
    "empty": (b"", "EMPTY"),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), "OLD_FORMAT"),
    "old Excel": (OLE + "Workbook".encode("utf-16-le"), "WRONG_KIND"),
    "encrypted Word": (OLE + "EncryptedPackage".encode("utf-16-le"), "ENCRYPTED"),
    "encrypted PDF": (encrypted_pdf(), "ENCRYPTED"),
    "old macro": (OLE + "_VBA_PROJECT".encode("utf-16-le"), "MACRO"),
    "macro": (with_member("word/vbaProject.bin", b"x"), "MACRO"),
    "macro by type": (packed(types_xml="application/vnd.ms-word.document.macroEnabled.main+xml"), "MACRO"),
    "torn Word": (docx(p(SENTENCE))[:-200], "CORRUPT"),
    "torn XML": (packed(types_xml="wordprocessingml", word__document_xml="<w:document><w:body>"), "CORRUPT"),
    "entities": (billion_laughs(), "CORRUPT"),
    "bomb": (with_member("word/media/image1.bmp", bytes(64 * 1024 * 1024)), "ZIP_BOMB"),
    "many members": (packed(**{f"m{at}": b"" for at in range(limits.MAX_ZIP_MEMBERS + 1)}), "ZIP_BOMB"),
    "Word without text": (docx("<w:p/><w:p/>"), "EMPTY"),
    "Word of pictures": (word_of_pictures(), "IMAGE_ONLY"),
    "Excel": (packed(types_xml="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "WRONG_KIND"),
    "slides": (packed(types_xml="presentationml"), "WRONG_KIND"),
    "archive": (packed(vanban__txt=b"x"), "ARCHIVE"),
    "rar": (b"Rar!\x1a\x07\x00abc", "ARCHIVE"),
    "program": (b"MZ\x90\0\x03\0\0\0", "NOT_A_DOCUMENT"),
    "RTF": (b"{\\rtf1\\ansi Cong an tinh}", "OLD_FORMAT"),
    "torn PDF": (pdf(paragraphs(SENTENCE))[:150], "CORRUPT"),
    "PDF in name only": (b"%PDF-1.7\nnothing here", "CORRUPT"),
    "PDF without text": (pdf(Page(lines=ruled([50, 150, 250], [700, 650, 600]))), "EMPTY"),
    "torn picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "CORRUPT"),
    "huge picture": (huge_picture(), "TOO_LARGE"),
    "another language": (docx(p("The Department of Health shall report every quarter.") * 3), "NOT_VIETNAMESE"),
    "MHTML without page": (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", "CORRUPT"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _a_machine_with_ocr(monkeypatch):
    monkeypatch.setattr("binhyen.operations.directives.reader.sources.ocr.is_installed", lambda: True)
    monkeypatch.setattr("binhyen.operations.directives.reader.sources.ocr._recognised", lambda _image: "")
    monkeypatch.setattr("binhyen.operations.directives.reader.sources.ole._PROGRAMS", ())


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_refused_by_its_kind_in_a_whole_vietnamese_sentence(bad):
    data, code = BAD[bad]

    with pytest.raises(Refused) as refused:
        raw_lines(data, name="../van-ban.docx")

    assert refused.value.code == code
    assert refused.value.message.endswith(".")
    assert len(refused.value.message) > 40


def test_a_picture_without_letters_is_refused_with_advice():
    stream = io.BytesIO()
    Image.new("L", (100, 100), 255).save(stream, "PNG")

    with pytest.raises(Refused) as refused:
        raw_lines(stream.getvalue())

    assert refused.value.code == "NO_TEXT_IN_IMAGE"
    assert "quét lại" in refused.value.message


def test_a_file_of_more_than_200_megabytes_is_refused_before_it_is_read(tmp_path):
    large = tmp_path / "lon.pdf"
    with large.open("wb") as file:
        file.truncate(limits.MAX_BYTES + 1)

    with pytest.raises(Refused) as refused:
        raw_lines(large)

    assert refused.value.code == "TOO_LARGE"
    assert "200 MB" in refused.value.message


def test_text_longer_than_any_directive_is_refused():
    with pytest.raises(Refused) as refused:
        raw_lines(b"Cong an tinh \n" * (limits.MAX_TEXT_BYTES // 14 + 1))

    assert refused.value.code == "TOO_LARGE"


@pytest.mark.parametrize("path", ["khong-co.docx", "."])
def test_a_missing_file_or_a_folder_is_said_without_its_whole_path(tmp_path, path):
    with pytest.raises(Refused) as refused:
        raw_lines(tmp_path / path)

    assert refused.value.code in {"NOT_FOUND", "UNREADABLE"}
    assert str(tmp_path.parent) not in refused.value.message


def test_a_document_deeper_than_any_real_one_is_refused_or_cut_but_read():
    nested = p(SENTENCE)
    for _ in range(60):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"

    assert_read_or_refused(docx(nested + p(SENTENCE)))


SAMPLES = {
    "docx": docx(table(cell("STT") + cell("Việc"), cell("1") + cell(SENTENCE)) + item(SENTENCE) + p(SENTENCE)),
    "pdf": pdf(paragraphs("KẾ HOẠCH", SENTENCE), Page([(90, 700, "STT")], ruled([85, 145, 345], [720, 690, 660]))),
    "html": f"<html><body><p>{SENTENCE}<table><tr><td>1<td>{SENTENCE}</table>".encode(),
    "text": f"KẾ HOẠCH\n1. {SENTENCE}\n- {SENTENCE}\n".encode(),
}
fuzz = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def assert_read_or_refused(data: bytes) -> None:
    refused = None
    reading = None
    try:
        reading = read(data, name="thu.docx")
    except Refused as error:
        refused = error
    assert isinstance(reading, Reading) or (refused.code.isupper() and refused.message.endswith("."))


@fuzz
@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(data):
    assert_read_or_refused(data)


@fuzz
@given(
    st.sampled_from(["%PDF-1.4\n", "PK\x03\x04", "{\\rtf", "<html>", "\x89PNG\r\n\x1a\n", "II*\0"]),
    st.binary(max_size=300),
)
def test_random_bytes_behind_a_known_beginning_are_read_or_refused(begin, data):
    assert_read_or_refused(begin.encode("latin-1") + data)


@fuzz
@given(st.sampled_from(sorted(SAMPLES)), st.floats(0, 1))
def test_files_cut_anywhere_are_read_or_refused(kind, part):
    assert_read_or_refused(SAMPLES[kind][: int(len(SAMPLES[kind]) * part)])


@fuzz
@given(
    st.sampled_from(sorted(SAMPLES)), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12)
)
def test_files_with_changed_bytes_are_read_or_refused(kind, changes):
    data = bytearray(SAMPLES[kind])
    for place, byte in changes:
        data[int(place * (len(data) - 1))] = byte
    assert_read_or_refused(bytes(data))


@fuzz
@given(st.text("<>/=\"'wptbl:rc vS1 &;", max_size=120), st.sampled_from(["document", "numbering", "styles"]))
def test_word_parts_of_nonsense_are_read_or_refused(nonsense, part):
    body = p(SENTENCE, '<w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    assert_read_or_refused(docx(body + nonsense) if part == "document" else docx(body, **{part: nonsense}))


@fuzz
@given(st.lists(st.text(max_size=80), max_size=30))
def test_any_text_is_read_or_refused(lines):
    assert_read_or_refused("\n".join([SENTENCE, *lines, SENTENCE]).encode("utf-8", "replace"))
