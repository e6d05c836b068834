"""The body: letters, paragraphs, bases, the order of points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from binhyen.kit.official_document import measures

from .head import where
from .looks import Line, Looks
from .places import Places
from .values import Finding, Weight

_LETTER = re.compile(r"^([a-zđ])\)\s")
_NEW = re.compile(r"^(?:[IVX]+|\d+)(?:\.\d+)*[.)]\s|^Điều\s+\d+")
_TO_FILL = re.compile(r"\.{5,}|…")  # a line of a form, not of the body
_SHORT = 60  # letters: a line that need not be justified
_ALLOWED = ("center", "right")


def check_body(looks: Looks, places: Places) -> Iterator[Finding]:
    plain = [
        line for line in places.body if line.align not in _ALLOWED and line.size and not _TO_FILL.search(line.text)
    ]
    form = places.number is None or any(_TO_FILL.search(line.text) for line in places.body)
    weight = Weight.LOOK if form else Weight.WRONG  # a form is laid out for the pen
    law = measures()["body"]
    low, high = law["size"]["from"], law["size"]["to"]
    yield from _many(
        plain, lambda line: not low <= line.size <= high, "body-size", lambda line: f"cỡ {line.size:g}",
        f"cỡ {low}–{high}", f"Chọn các đoạn nội dung, đặt cỡ {law['size']['used']}.",
    )  # fmt: skip
    long = [line for line in plain if len(line.text) > _SHORT]
    yield from _many(
        long, lambda line: line.align not in {"both", "distribute"}, "body-justified",
        lambda _: "không căn đều hai bên", "căn đều hai bên", "Chọn các đoạn nội dung, bấm Căn đều (Ctrl + J).", weight,
    )  # fmt: skip
    yield from _many(
        [line for line in long if not line.numbered], lambda line: not _indented(line), "body-indent",
        lambda line: f"thụt dòng đầu {line.first:.1f} mm".replace(".", ","),
        _said("thụt {from} mm hoặc {to} mm", law["indent"]),
        _said("Đoạn văn → Thụt lề → Đặc biệt: Dòng đầu {used} mm.", law["indent"]), weight,
    )  # fmt: skip
    least = law["paragraph_space"]["from"]
    yield from _many(
        long, lambda line: max(line.before, line.after) < least - 0.1, "body-space",
        lambda line: f"cách đoạn {max(line.before, line.after):.0f} pt", f"cách đoạn ít nhất {least} pt",
        f"Đoạn văn → Giãn cách: Trước hoặc Sau {least} pt.", weight,
    )  # fmt: skip
    yield from _many(
        long, lambda line: line.line is not None and not 0.99 <= line.line <= law["line"]["to"] + 0.01, "body-line",
        lambda line: f"giãn dòng {line.line:.2g}", _said("từ dòng đơn đến {to}", law["line"]),
        "Đoạn văn → Giãn dòng: Đơn.", weight,
    )  # fmt: skip
    yield from _tables(looks)
    yield from _bases(places.body)
    yield from _letters(places.body)


def _tables(looks: Looks) -> Iterator[Finding]:
    """Letters in ruled tables. The decree says nothing of tables alone: a person decides."""
    law = measures()["body"]["table_size"]
    framed = {frame.line.at for frame in looks.frames}
    cells = [line for line in looks.said if line.cell and line.cell[0] in looks.ruled and line.at not in framed]
    off = [line for line in cells if not law["from"] <= line.size <= law["to"]]
    if off:
        yield Finding(
            "table-size", where("Bảng", off[0]), f"cỡ {off[0].size:g}",
            f"cỡ {law['from']}–{law['to']}, như nội dung (Nghị định không nói riêng về bảng)",
            f"Chọn bảng, đặt cỡ {law['used']}; bảng nhiều cột thì đặt trang ngang.", off=f"{len(off)}/{len(cells)} ô",
            weight=Weight.LOOK,
        )  # fmt: skip


def _said(words: str, law: Mapping[str, float]) -> str:
    return words.format_map({name: f"{value:g}".replace(".", ",") for name, value in law.items()})


def _indented(line: Line) -> bool:
    law = measures()["body"]["indent"]
    return law["from"] - 0.6 <= line.first + max(line.left, 0) <= law["to"] + 0.6 or line.left > law["to"]


def _many(
    lines: list[Line],
    wrong: Callable[[Line], bool],
    code: str,
    found: Callable[[Line], str],
    wanted: str,
    mend: str,
    weight: Weight = Weight.WRONG,
) -> Iterator[Finding]:
    """One finding for all lines that are off in the same way; the first is shown."""
    off = [line for line in lines if wrong(line)]
    if off:
        share = f"{len(off)}/{len(lines)} đoạn"
        yield Finding(code, where("Nội dung", off[0]), found(off[0]), wanted, mend, off=share, weight=weight)


def _bases(body: list[Line]) -> Iterator[Finding]:
    bases = [line for line in body[:30] if line.text.startswith("Căn cứ ") and line.text.rstrip()[-1:] in ";.,"]
    for line in bases:
        if not line.italic:
            yield Finding("basis-italic", where("Căn cứ", line), "chữ đứng", "chữ nghiêng", "Đặt kiểu chữ nghiêng.")
    for line in bases[:-1]:
        if line.text.rstrip()[-1] != ";":
            yield Finding(
                "basis-end",
                where("Căn cứ", line),
                f"kết thúc bằng “{line.text.rstrip()[-1]}”",
                "dấu ;",
                "Sửa thành dấu ;.",
            )


def _letters(body: list[Line]) -> Iterator[Finding]:
    order = measures()["body"]["letters"]
    last = -1
    for line in body:
        found = _LETTER.match(line.text)
        if not found:
            if _NEW.match(line.text):
                last = -1
            continue
        letter = found[1]
        if letter not in order:
            yield Finding("letter", where("Điểm", line), f"{letter})", "chữ cái tiếng Việt", "Không dùng f, j, w, z.")
            continue
        at = order.index(letter)
        if at not in {0, last + 1}:
            yield Finding(
                "letter-order", where("Điểm", line), f"{letter})", f"{order[(last + 1) % len(order)]})",
                "Đánh lại theo thứ tự chữ cái tiếng Việt: a, b, c, d, đ, e, g, h, i, k…",
            )  # fmt: skip
        last = at
