"""Marks of urgency and secrecy: red words in a frame of the decree's size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from binhyen.kit.official_document import measures

from .head import where
from .looks import Frame, Line, Looks
from .values import Finding, Weight

_SLACK = 1.0  # mm
_HIGH, _LOW = 0xA0, 0x60  # red: much of it, little of green and blue


def check_marks(looks: Looks) -> Iterator[Finding]:
    law = measures()["marks"]
    lines = {line.at: line for line in (*looks.said, *(frame.line for frame in looks.frames))}
    frames = {frame.line.at: frame for frame in looks.frames}
    for kind, words in (("urgency", "Mức độ khẩn"), ("secrecy", "Độ mật")):
        unread = law.get(f"{kind}_confidence") == "unknown"  # against no text: a person decides
        for line in lines.values():
            if line.text.upper() not in law[kind] or not (line.at in frames or _in_head(looks, line)):
                continue
            wide = None if unread else law[kind][line.text.upper()]
            for one in (*_letters(line, words), *_frame(frames.get(line.at), line, words, wide)):
                yield replace(one, weight=Weight.LOOK) if unread else one


def _in_head(looks: Looks, line: Line) -> bool:
    """In a table that only puts its words side by side; in one with lines "Khẩn" is a word like others."""
    return line.cell is not None and line.cell[0] not in looks.ruled


def _letters(line: Line, what: str) -> Iterator[Finding]:
    law = measures()["marks"]["size"]
    if line.text != line.text.upper():
        yield Finding("mark-case", where(what, line), "chữ thường", "chữ in hoa", "Viết in hoa.")
    if not law["from"] <= line.size <= law["to"]:
        yield Finding(
            "mark-size", where(what, line), f"cỡ {line.size:g}", f"cỡ {law['from']}–{law['to']}",
            f"Đặt cỡ chữ {law['used']}.",
        )  # fmt: skip
    if not line.bold:
        yield Finding("mark-bold", where(what, line), "chữ không đậm", "chữ đậm", "Đặt kiểu chữ đậm.")
    if not _red(line.colour):
        yield Finding("mark-red", where(what, line), "chữ không đỏ", "mực đỏ tươi", "Đặt chữ và khung màu đỏ.")


def _frame(frame: Frame | None, line: Line, what: str, wide: float | None) -> Iterator[Finding]:
    if frame is None:
        wanted = "đóng khung viền" + (f" {wide:g} × {measures()['marks']['height']:g} mm" if wide else "")
        yield Finding("mark-frame", where(what, line), "không có khung", wanted, "Đặt chữ vào một ô có viền.")
        return
    if wide is None:
        return
    for code, side, given, right in (
        ("mark-width", "rộng", frame.width, wide), ("mark-height", "cao", frame.height, measures()["marks"]["height"])
    ):  # fmt: skip
        off = (given or 0.0) - right
        if given and abs(off) <= _SLACK:
            continue
        yield Finding(
            code, where(what, line), f"khung {side} {_mm(given)}" if given else f"khung không ghi chiều {side}",
            f"{side} {right:g} mm", f"Đặt khung {side} {right:g} mm.",
            off=f"{'thiếu' if off < 0 else 'thừa'} {_mm(abs(off))}" if given else "",
            weight=Weight.WRONG if given else Weight.LOOK,
        )  # fmt: skip


def _mm(length: float) -> str:
    return f"{length:.1f} mm".replace(".", ",")


def _red(colour: str) -> bool:
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= _HIGH and max(green, blue) <= _LOW
