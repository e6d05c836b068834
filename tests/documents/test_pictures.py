"""Documents as they are printed: the words of every page, and its picture beside the one somebody looked at.

And as an office program prints their Word files: as many pages, the same words on each.

When the look changes on purpose: ``BINHYEN_GOLDEN=write``, then look at the pictures before they are committed.
"""

import os
import shutil
import subprocess
from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from binhyen.kit.official_pdf import pdf_of
from binhyen.monitoring.reporting.reports.consolidated import Printed
from binhyen.monitoring.reporting.reports.handing import text_of
from binhyen.monitoring.reporting.reports.parts import Head
from binhyen.monitoring.reporting.rules.forms import shipped
from binhyen.monitoring.reporting.rules.sentences import of_lateness, of_numbers, of_words
from binhyen.monitoring.reporting.rules.totals import totals
from binhyen.monitoring.reporting.values.consolidated import Consolidated, Handed, Missing
from binhyen.monitoring.reporting.values.forms import Filled
from binhyen.registers.documents.laying import laid
from binhyen.registers.documents.values import Words

GOLDEN = Path(__file__).parent / "pictures"
SCALE = 0.7  # of 72 dots per inch: letters are grey, lines and blocks stand where they stand
MOST_OFF = 0.4  # of 255, in the middle, after letters were blurred
TABLE = "TT | Nhiệm vụ | Chủ trì | Thời hạn\n" + "\n".join(
    f"{n} | Rà soát thôn {n} | Công an xã | 30/11/2026" for n in (1, 2, 3)
)
BROAD = " | ".join(["Đơn vị", *(f"Chỉ tiêu {n}" for n in range(1, 12))]) + "\n"
BROAD += "\n".join(" | ".join([f"Xã {n}", *(str(n * of) for of in range(1, 12))]) for n in range(1, 10))
LONG = "\n".join(
    f"{n}. Công an xã chủ trì rà soát, lập danh sách, đề nghị Chủ tịch Ủy ban nhân dân xã quyết định; báo cáo kết quả."
    for n in range(1, 26)
)
COMMITTEE = {
    "issuer_name": "Ủy ban nhân dân\nxã Ví Dụ", "sign": "UBND", "place": "Ví Dụ", "signer": "Nguyễn Văn Ví Dụ",
    "head_post": "Chủ tịch", "deputy_post": "Phó Chủ tịch", "collective": "Ủy ban nhân dân",
    "recipients": "UBND tỉnh\nNhư trên\nLưu: VT",
}  # fmt: skip


def together():
    """A month of four communes, one of which is silent."""
    month = shipped()["lc_month/1"]
    units = [
        Handed(
            report=n, version=1, unit=f"u{n}", name=f"Công an xã {n}", area=f"0278{n}",
            filled=Filled(
                numbers={"vu.nay": Fraction(n), "vu.truoc": Fraction(1), "bat.nay": Fraction(2 * n)},
                words={"vuong_mac": f"Xã {n} thiếu que thử.", "noi_bat": "Đã ký cam kết ở mọi thôn."},
            ),
        )
        for n in (1, 2, 3)
    ]  # fmt: skip
    missing = (Missing(report=9, unit="u9", name="Công an xã 9", state="Chưa mở"),)
    found = totals(month, units)
    sentences = (*of_words(month, units), *of_numbers(month, units, found), *of_lateness(units, missing))
    whole = Consolidated(form=month.key, handed=tuple(units), missing=missing, totals=found, sentences=sentences)
    return Printed(
        form=month, whole=whole, handed=units, head=Head(issuer="x"), period="Tháng 11 năm 2026", due="25/11/2026",
        taken="10:05 25/11/2026", code="TH-7Q4K-2MPX",
    )  # fmt: skip


DOCUMENTS = {
    "plan": (
        Words(
            kind="Kế hoạch", abstract="Phòng, chống ma túy quý IV năm 2026", capacity="DEPUTY",
            text="Căn cứ Luật A;\nCăn cứ Quyết định số 28/2025/QĐ-TTg.\nI. Mục đích\na) Một;\nb) Hai;\n"
            f"c) Ba;\nd) Bốn;\nđ) Năm.\nII. Phân công\n{TABLE}\nIII. Tổ chức thực hiện\nCông an xã theo dõi, báo cáo.\n"
            f"PHỤ LỤC: Danh sách thôn\n{TABLE}",
            **COMMITTEE,
        ),
        False,
    ),
    "letter": (
        Words(
            kind="Công văn", unit="NC", urgency="HỎA TỐC", abstract="rà soát người sử dụng trái phép chất ma túy",
            addressed="Công an xã\nCác thôn", text="1. Rà soát.\n2. Báo cáo.", capacity="BY_ORDER",
            post="Chánh Văn phòng",
            **COMMITTEE,
        ),
        False,
    ),
    "decision": (
        Words(
            kind="Quyết định", abstract="Về việc thành lập Tổ công tác", capacity="HEAD", own=True,
            text="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ\nCăn cứ Luật A;\nTheo đề nghị của Công an xã.\nQUYẾT ĐỊNH:\n"
            "Điều 1. Thành lập Tổ công tác.\nĐiều 2. Quyết định có hiệu lực từ ngày ký.",
            **COMMITTEE,
        ),
        True,
    ),
    # a draft of many pages: numbers and watermark on each, a table across amid standing pages, an annex across
    "report": (
        Words(
            kind="Báo cáo", abstract="Kết quả thực hiện quý IV năm 2026", capacity="HEAD",
            text=f"I. Kết quả\n{LONG}\nII. Số liệu\n{BROAD}\nIII. Kiến nghị\nCấp thêm que thử.\n"
            f"PHỤ LỤC: Số liệu\n{BROAD}",
            **COMMITTEE,
        ),
        True,
    ),
    # words end in a table: its last row stands with the signature
    "list": (
        Words(kind="Thông báo", abstract="Lịch tuần", capacity="HEAD", text=f"I. Lịch\n{TABLE}", **COMMITTEE),
        False,
    ),
    # what a consolidated report hands over to be issued (actions.handing.draft_from)
    "together": (
        Words(
            kind="Báo cáo", abstract="Tháng 11 năm 2026", capacity="HEAD", text=text_of(together()), **COMMITTEE
        ),
        True,
    ),
}  # fmt: skip


@cache
def word(name):
    words, draft = DOCUMENTS[name]
    return laid(words, number="" if draft else "5", day=date(2026, 2, 5), draft=draft)


@cache
def pdf(name):
    return pypdfium2.PdfDocument(pdf_of(word(name)))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_says_on_each_page_what_it_said(name):
    golden = GOLDEN / f"{name}.txt"
    said = "\n---\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf(name)) + "\n"
    if os.environ.get("BINHYEN_GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")

    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_looks_as_it_looked(name):
    pages = [page.render(scale=SCALE).to_pil().convert("L") for page in pdf(name)]
    for at, page in enumerate(pages, 1):
        golden = GOLDEN / f"{name}-{at}.png"
        if os.environ.get("BINHYEN_GOLDEN") == "write":
            page.save(golden, optimize=True)
        assert off(page, Image.open(golden)) < MOST_OFF

    assert len(pages) == len(list(GOLDEN.glob(f"{name}-*.png")))


def off(page, golden):
    """How far two pictures are from each other; strokes are blurred first, so that a hair's breadth does not count."""
    soft = [one.filter(ImageFilter.GaussianBlur(1.5)) for one in (page, golden)]
    return ImageStat.Stat(ImageChops.difference(*soft)).mean[0]


def test_a_line_that_moved_or_is_missing_is_seen():
    page = pdf("plan")[0].render(scale=SCALE).to_pil().convert("L")
    moved, missing = ImageChops.offset(page, 0, 3), page.copy()
    missing.paste(255, (200, 40, 400, 75))  # motto and the line under it

    assert off(page, moved) > MOST_OFF
    assert off(page, missing) > MOST_OFF


def test_a_long_draft_is_numbered_and_marked_on_every_page_and_its_broad_table_and_annex_lie_across():
    pages = list(pdf("report"))
    said = [page.get_textpage().get_text_range().replace("DỰ THẢO", "").split() for page in pages]
    across = [page.get_width() > page.get_height() for page in pages]

    assert across == [False, False, True, False, True]
    assert [words[0] for words in said[1:4]] == ["2", "3", "4"], "the annex counts anew"
    assert all("DỰ THẢO" in page.get_textpage().get_text_range() for page in pages)


def test_an_office_program_prints_as_many_pages_with_the_same_words(tmp_path):
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: its pages were not compared with ours")
    for name in DOCUMENTS:
        (tmp_path / f"{name}.docx").write_bytes(word(name))
    asked = [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore"]
    files = [str(tmp_path / f"{name}.docx") for name in DOCUMENTS]
    subprocess.run(
        [*asked, "--convert-to", "pdf", "--outdir", str(tmp_path), *files], check=True, timeout=120, capture_output=True
    )
    for name in DOCUMENTS:
        theirs = [words_on(page) for page in pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")]
        assert [words_on(page) for page in pdf(name)] == theirs, name


def words_on(page):
    """The words of a page, how often each; the mark of a draft is a drawing there and words here."""
    return Counter(page.get_textpage().get_text_range().split()) - Counter({"DỰ": 1, "THẢO": 1})
