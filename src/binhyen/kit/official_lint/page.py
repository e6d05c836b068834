"""Page, margins, letter, page numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docx.oxml.ns import nsmap

from binhyen.kit.official_document import measures

from .looks import Element, Looks, Page, measure_in
from .values import Finding, Weight

_SLACK = 0.6  # mm: Word rounds
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
_OLD = (".vn", "vni-", "vntime", "vni ")


def check_page(looks: Looks) -> Iterator[Finding]:
    for at, page in enumerate(looks.pages, 1):
        yield from _paper(page, f"Phần {at} của văn bản" if len(looks.pages) > 1 else "Trang giấy")
    yield from _letters(looks)
    yield from _numbers(looks)


def _paper(page: Page, where: str) -> Iterator[Finding]:
    law = measures()["page"]
    short, long = sorted((page.width, page.height))
    if abs(short - law["width"]) > 1 or abs(long - law["height"]) > 1:
        yield Finding(
            "paper", where, f"{page.width:.0f} × {page.height:.0f} mm", "A4: 210 × 297 mm", "Bố cục → Kích cỡ → A4."
        )
    for side, words in _SIDES.items():
        given, least, most = getattr(page, side), law[side]["from"], law[side]["to"]
        if not least - _SLACK <= given <= most + _SLACK:
            off = least - given if given < least else given - most
            yield Finding(
                f"margin-{side}", where, f"lề {words} {_mm(given)}", f"{least:g}–{most:g} mm",
                f"Bố cục → Lề → Lề tùy chỉnh: lề {words} {law[side]['used']:g} mm.",
                off=f"{'thiếu' if given < least else 'thừa'} {_mm(off)}",
            )  # fmt: skip


def _mm(length: float) -> str:
    return f"{length:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " mm"


def _letters(looks: Looks) -> Iterator[Finding]:
    wanted = measures()["source"]["font"]
    fonts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for line in looks.said:
        for font, many in line.fonts.items():
            if many and font.casefold() != wanted.casefold():
                fonts[font] += many
                first.setdefault(font, f"Đoạn {line.at}: “{line.text[:50]}”")
    for font, many in fonts.most_common():
        old = font.casefold().startswith(_OLD)
        mend = (
            "Phông chữ mã cũ: chuyển nội dung sang Unicode trước, rồi đặt Times New Roman."
            if old else "Chọn đoạn đó (hoặc cả văn bản), đặt phông Times New Roman."
        )  # fmt: skip
        yield Finding("font", first[font], f"phông {font}", f"{wanted}, mã Unicode", mend, off=f"{many} chữ")
    coloured = [line for line in looks.said if line.coloured > 0 and not line.cell]
    if coloured:
        yield Finding(
            "colour", f"Đoạn {coloured[0].at}: “{coloured[0].text[:50]}”", "chữ có màu", "chữ màu đen",
            "Đặt màu chữ đen hoặc Tự động.", off=f"{sum(line.coloured for line in coloured)} chữ",
        )  # fmt: skip


def _numbers(looks: Looks) -> Iterator[Finding]:
    many = len(looks.pages) > 1
    for at, page in enumerate(looks.pages, 1):
        if at == 1:
            yield from _numbered(looks, page, "Lề trên")
        elif not page.goes_on:
            yield from _numbered_on(looks, page, f"Phần {at} của văn bản")
        if page.own:
            yield from _number_looks(looks, page, f"Phần {at} của văn bản" if many else "Lề trên")


def _numbered(looks: Looks, first: Page, where: str) -> Iterator[Finding]:
    if not _fields(looks, first, "header:default"):
        below = _fields(looks, first, "footer:default")
        found = "số trang ở lề dưới" if below else "không có số trang"
        yield Finding(
            "page-number", where, found, "số trang ở giữa lề trên, từ trang 2",
            "Chèn → Số trang → Đầu trang, giữa; chọn Khác nhau trang đầu.",
            weight=Weight.WRONG if below or len(looks.said) > 60 else Weight.LOOK,
        )  # fmt: skip
    elif not first.first_differs or _fields(looks, first, "header:first"):
        yield Finding(
            "page-number-first", "Trang 1", "trang 1 có số trang", "không in số ở trang 1",
            "Mở phần đầu trang, đánh dấu Khác nhau trang đầu và xóa số ở trang đầu.",
        )  # fmt: skip


def _numbered_on(looks: Looks, page: Page, where: str) -> Iterator[Finding]:
    """A later section: its pages go on with the numbers, or it is an annex that counts anew."""
    if not _fields(looks, page, "header:default"):
        if _fields(looks, looks.pages[0], "header:default"):  # else the first section said it
            yield Finding(
                "page-number-section", where, "các trang của phần này không có số trang", "số trang ở giữa lề trên",
                "Mở đầu trang của phần này, bấm Liên kết với phần trước, hoặc chèn số trang.",
            )  # fmt: skip
    elif not page.restarts and page.first_differs and not _fields(looks, page, "header:first"):
        yield Finding(
            "page-number-section", where, "trang đầu của phần này không có số trang",
            "số trang liên tục từ trang 2; chỉ phụ lục đánh số riêng",
            "Mở đầu trang của phần này, bỏ dấu Khác nhau trang đầu. Nếu là phụ lục: cho số trang bắt đầu lại từ 1.",
        )  # fmt: skip


def _number_looks(looks: Looks, page: Page, where: str) -> Iterator[Finding]:
    law = measures()["page"]["number"]
    for paragraph in _fields(looks, page, "header:default")[:1]:
        align = paragraph.xpath("ancestor::w:p[1]/w:pPr/w:jc/@w:val", namespaces=nsmap)
        frame = paragraph.xpath("ancestor::w:p[1]/w:pPr/w:framePr/@w:xAlign", namespaces=nsmap)
        if "center" not in (*align, *frame):
            yield Finding("page-number-place", where, "số trang không ở giữa", "ở giữa lề trên", "Căn giữa số trang.")
        found = paragraph.xpath("ancestor-or-self::*[1]//w:sz/@w:val", namespaces=nsmap)
        sizes = [measure_in(size) / 2 for size in found]
        if sizes and not law["from"] <= sizes[0] <= law["to"]:
            yield Finding(
                "page-number-size", where, f"số trang cỡ {sizes[0]:g}", f"cỡ {law['from']}–{law['to']}",
                f"Chọn số trang, đặt cỡ {law['used']}.",
            )  # fmt: skip


def _fields(looks: Looks, page: Page, which: str) -> list[Element]:
    part = looks.parts.get(page.headers.get(which, ""))
    if part is None:
        return []
    simple = part.xpath(".//w:fldSimple[contains(@w:instr,'PAGE')]", namespaces=nsmap)
    long = part.xpath(".//w:r[w:instrText[contains(.,'PAGE')]]", namespaces=nsmap)
    return [*simple, *long]
