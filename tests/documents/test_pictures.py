"""Documents as they are printed: the words of every page, and its picture beside the one somebody looked at.

When the look changes on purpose: ``BINHYEN_GOLDEN=write``, then look at the pictures before they are committed.
"""

import os
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from binhyen.kit.official_pdf import pdf_of
from binhyen.registers.documents.laying import laid
from binhyen.registers.documents.values import Words

GOLDEN = Path(__file__).parent / "pictures"
SCALE = 0.7  # of 72 dots per inch: letters are grey, lines and blocks stand where they stand
MOST_OFF = 0.4  # of 255, in the middle, after letters were blurred
TABLE = "TT | Nhiệm vụ | Chủ trì | Thời hạn\n" + "\n".join(
    f"{n} | Rà soát thôn {n} | Công an xã | 30/11/2026" for n in (1, 2, 3)
)
COMMITTEE = {
    "issuer_name": "Ủy ban nhân dân\nxã Ví Dụ", "sign": "UBND", "place": "Ví Dụ", "signer": "Nguyễn Văn Ví Dụ",
    "head_post": "Chủ tịch", "deputy_post": "Phó Chủ tịch", "collective": "Ủy ban nhân dân",
    "recipients": "UBND tỉnh\nNhư trên\nLưu: VT",
}  # fmt: skip
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
}  # fmt: skip


@cache
def pdf(name):
    words, draft = DOCUMENTS[name]
    return pypdfium2.PdfDocument(pdf_of(laid(words, number="" if draft else "5", day=date(2026, 2, 5), draft=draft)))


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
