"""The head: nation and motto, issuer, number and symbol, place and day, kind and abstract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from binhyen.kit.official_document import measures
from binhyen.kit.official_letters import width
from binhyen.kit.official_words import day_words

from .looks import Line, Looks
from .places import DAY, Places
from .values import Finding, Weight

_NUMBER = re.compile(r"^Số\s*:\s*(?P<number>[\d….\s]*)\s*(?P<sign>[/-])?\s*(?P<symbol>.*)$")
_FULL, _SHARE = 0.12, 0.06  # how far a drawn line may be from its length, as part of the text


def sized(line: Line, part: str, name: str, what: str) -> Iterator[Finding]:
    """The size of a line lies within the decree."""
    law = measures()[part][name]
    if not law["from"] <= line.size <= law["to"]:
        wanted = f"cỡ {law['from']}" + (f"–{law['to']}" if law["to"] != law["from"] else "")
        far = law["from"] - line.size if line.size < law["from"] else line.size - law["to"]
        yield Finding(
            f"size-{name}", where(what, line), f"cỡ {line.size:g}", wanted, f"Đặt cỡ chữ {law['used']:g}.",
            off=f"{'nhỏ' if line.size < law['from'] else 'to'} hơn {far:g}",
        )  # fmt: skip


def styled(line: Line, what: str, *, bold: bool, italic: bool, code: str) -> Iterator[Finding]:
    """A line is bold and italic as the decree wants."""
    looks = [(line.bold, bold, "đậm"), (line.italic, italic, "nghiêng")]
    for given, wanted, words in looks:
        if given != wanted:
            yield Finding(
                f"{code}-{'bold' if words == 'đậm' else 'italic'}", where(what, line),
                f"chữ {words if given else f'không {words}'}", f"chữ {words if wanted else f'không {words}'}",
                f"{'Đặt' if wanted else 'Bỏ'} kiểu chữ {words}.",
            )  # fmt: skip


def where(what: str, line: Line) -> str:
    return f"{what} (đoạn {line.at}): “{line.text[:60]}”"


def check_head(looks: Looks, places: Places) -> Iterator[Finding]:
    yield from _nation(looks, places)
    if places.personal:
        return
    yield from _issuer(looks, places)
    yield from _number(places)
    yield from _day(places)
    yield from _title(looks, places)
    if places.addressed:
        yield from sized(places.addressed, "recipients", "addressed_size", "Kính gửi")
    for line in places.annexes:
        yield from sized(line, "title", "annex_size", "Tiêu đề phụ lục")
        yield from styled(line, "Tiêu đề phụ lục", bold=True, italic=False, code="annex")


def _nation(looks: Looks, places: Places) -> Iterator[Finding]:
    law = measures()["letterhead"]
    if places.nation is None:
        mend = "Thêm Quốc hiệu ở góc phải trên."
        yield Finding("nation", "Đầu trang 1", "không thấy Quốc hiệu", law["nation"], mend)
    else:
        line = places.nation
        if line.text != law["nation"]:
            yield Finding("nation-words", where("Quốc hiệu", line), line.text, law["nation"], "Ghi đúng chữ in hoa.")
        yield from sized(line, "letterhead", "nation_size", "Quốc hiệu")
        yield from styled(line, "Quốc hiệu", bold=True, italic=False, code="nation")
        long = width(line.text, size=line.size or 13, bold=True)
        if long > line.room + 1:
            yield Finding(
                "nation-line", where("Quốc hiệu", line), "bị xuống dòng", "nằm trên một dòng",
                "Kéo rộng cột bên phải của bảng đầu trang.", off=f"hẹp {long - line.room:.0f} mm",
            )  # fmt: skip
    if places.motto is None:
        yield Finding("motto", "Đầu trang 1", "không thấy Tiêu ngữ", law["motto"], "Thêm Tiêu ngữ dưới Quốc hiệu.")
        return
    line = places.motto
    if line.text.replace("–", "-") != law["motto"]:
        mend = "Ghi đúng, giữa các cụm từ có dấu gạch nối và cách chữ."
        yield Finding("motto-words", where("Tiêu ngữ", line), line.text, law["motto"], mend)
    yield from sized(line, "letterhead", "motto_size", "Tiêu ngữ")
    yield from styled(line, "Tiêu ngữ", bold=True, italic=False, code="motto")
    yield from _ruled(looks, line, "Tiêu ngữ", "motto_rule", _FULL)


def _ruled(looks: Looks, line: Line, what: str, name: str, slack: float, part: str = "letterhead") -> Iterator[Finding]:
    """A drawn line under the words, of its share of their length."""
    law = measures()[part][name]
    wanted = "bằng độ dài dòng chữ" if law["from"] == 1 else "từ 1/3 đến 1/2 độ dài dòng chữ"
    length = _rule_under(looks, line)
    if length is None:
        found = "chỉ gạch chân chữ" if line.underlined else "không có đường kẻ"
        weight = Weight.WRONG if not line.underlined else Weight.LOOK
        mend = f"Vẽ đường kẻ ngang, nét liền, dưới dòng chữ, dài {wanted}."
        yield Finding(f"rule-{name}", where(what, line), found, f"đường kẻ {wanted}", mend, weight=weight)
        return
    text = min(width(line.text, size=line.size or 13, bold=line.bold), line.room)
    share = length / text if length and text else law["used"]
    if not law["from"] - slack <= share <= law["to"] + slack:
        yield Finding(
            f"rule-{name}", where(what, line), f"đường kẻ dài {length:.0f} mm, bằng {share:.0%} dòng chữ", wanted,
            f"Kéo đường kẻ dài khoảng {text * law['used']:.0f} mm.",
            off=f"{abs(length - text * (law['from'] if share < law['from'] else law['to'])):.0f} mm",
        )  # fmt: skip


def _rule_under(looks: Looks, line: Line) -> float | None:
    """Millimetres of the line under a line; 0 where its length is not said; None where there is none."""
    if line.drawn is not None:
        return line.drawn
    if line.border == "bottom":
        return line.room - line.left - line.right
    after = [one for one in looks.lines if one.at > line.at][:2]
    for one in after:
        if one.text and one.drawn is None:
            break
        if one.drawn is not None:
            return one.drawn
        if one.border:
            return one.room - one.left - one.right
    return None


def _issuer(looks: Looks, places: Places) -> Iterator[Finding]:
    line = places.issuer
    if line is None:
        yield Finding(
            "issuer", "Góc trái trên", "không thấy tên cơ quan ban hành cạnh Quốc hiệu", "tên cơ quan, chữ in hoa đậm",
            "Đặt tên cơ quan ở cột trái, cùng bảng với Quốc hiệu.",
        )  # fmt: skip
        return
    for above in places.parents:
        yield from sized(above, "letterhead", "parent_size", "Cơ quan chủ quản")
    if line.text.upper() != line.text:
        yield Finding("issuer-case", where("Cơ quan ban hành", line), line.text, "chữ in hoa", "Đổi thành chữ in hoa.")
    yield from sized(line, "letterhead", "issuer_size", "Cơ quan ban hành")
    yield from styled(line, "Cơ quan ban hành", bold=True, italic=False, code="issuer")
    yield from _ruled(looks, line, "Cơ quan ban hành", "issuer_rule", _SHARE)


def _number(places: Places) -> Iterator[Finding]:
    line = places.number
    if line is None:
        yield Finding(
            "number", "Góc trái trên", "không thấy dòng “Số: …”", "Số: 05/KH-UBND", "Thêm số và ký hiệu.",
            weight=Weight.LOOK,  # minutes and forms may do without
        )  # fmt: skip
        return
    what = "Số, ký hiệu"
    found = _NUMBER.match(line.text)
    number, sign, symbol = (found["number"].strip(), found["sign"], found["symbol"]) if found else ("", "", "")
    if number.isdigit() and len(number) == 1:
        yield Finding("number-zero", where(what, line), f"số {number}", f"số 0{number}", "Số nhỏ hơn 10 ghi thêm số 0.")
    if sign != "/" and "/TW" not in symbol:
        yield Finding("number-sign", where(what, line), line.text, "dấu / giữa số và ký hiệu", "Ghi như 05/KH-UBND.")
    if re.search(r"\s[-/]|[-/]\s", symbol) or "–" in symbol:
        mend = "Bỏ dấu cách, dùng gạch nối ngắn."
        yield Finding("symbol", where(what, line), symbol, "các nhóm chữ nối bằng -, không cách", mend)
    elif symbol != symbol.upper() and not re.match(r"^(?:CTr|TTr|QyĐ)-", symbol):
        yield Finding(
            "symbol-case", where(what, line), symbol, "chữ in hoa", "Ghi ký hiệu bằng chữ in hoa.", weight=Weight.LOOK
        )
    yield from sized(line, "letterhead", "number_size", what)
    yield from styled(line, what, bold=False, italic=False, code="number")


def _day(places: Places) -> Iterator[Finding]:
    line = places.day
    if line is None:
        mend = "Thêm dòng chữ nghiêng dưới Tiêu ngữ."
        yield Finding("day", "Đầu trang 1", "không thấy địa danh và ngày", "Lào Cai, ngày 05 tháng 3 năm 2026", mend)
        return
    what, found = "Địa danh, ngày", DAY.match(line.text)
    yield from sized(line, "letterhead", "place_size", what)
    yield from styled(line, what, bold=False, italic=True, code="day")
    if not found or not all(found[name].isdigit() for name in ("day", "month", "year")):
        return  # left blank, to be written on
    if "," not in line.text:
        yield Finding("day-comma", where(what, line), line.text, "dấu phẩy sau địa danh", "Thêm dấu phẩy.")
    try:
        wanted = day_words(date(int(found["year"]), int(found["month"]), int(found["day"])))
    except (ValueError, OverflowError):
        yield Finding("day-none", where(what, line), line.text, "một ngày có thật", "Xem lại ngày, tháng, năm.")
        return
    said = line.text[line.text.lower().index("ngày") :]
    if said != wanted:
        yield Finding(
            "day-zero",
            where(what, line),
            said,
            wanted,
            "Chỉ thêm số 0 trước ngày nhỏ hơn 10 và trước tháng 1, tháng 2.",
        )


def _title(looks: Looks, places: Places) -> Iterator[Finding]:
    if places.kind is None:
        if places.about:
            yield from sized(places.about, "letterhead", "about_size", "Trích yếu công văn")
            yield from styled(places.about, "Trích yếu công văn", bold=False, italic=False, code="about")
        return
    yield from sized(places.kind, "title", "kind_size", "Tên loại văn bản")
    yield from styled(places.kind, "Tên loại văn bản", bold=True, italic=False, code="kind")
    if places.kind.align != "center":
        mend = "Căn giữa."
        yield Finding("kind-centre", where("Tên loại văn bản", places.kind), "không ở giữa", "đặt giữa trang", mend)
    if places.abstract is None:
        yield Finding(
            "abstract", where("Tên loại văn bản", places.kind), "không thấy trích yếu ở dưới",
            "trích yếu, chữ đậm, ở giữa", "Thêm trích yếu dưới tên loại.", weight=Weight.LOOK,
        )  # fmt: skip
        return
    yield from sized(places.abstract, "title", "abstract_size", "Trích yếu")
    yield from styled(places.abstract, "Trích yếu", bold=True, italic=False, code="abstract")
    yield from _ruled(looks, places.abstract, "Trích yếu", "rule", _SHARE, part="title")
