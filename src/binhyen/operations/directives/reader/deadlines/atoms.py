"""Atoms of time in folded text: a day, a month, a quarter, a cadence, "thường xuyên" …, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from .words import EVERY, NUMBER, ROMAN, full_year, month_of_word, number, weekday

Period = tuple[str, int]  # FREQ of RFC 5545 and its interval


@dataclass(frozen=True, slots=True)
class Atom:
    """One expression of time at ``start:end`` of the folded text.

    ``kind``: day monthday weekday month quarter half year stage inyear hour cadence cont unspec relative demand.
    ``y m d`` as far as printed; ``numbers``: months or quarters of a list, or (hour, minute); ``cue``: the words
    before it that bound or place it ("trước", "trong", "từ" …), ``cue_start`` where they begin.
    """

    kind: str
    start: int
    end: int
    y: int | None = None
    m: int = 0
    d: int = 0
    numbers: tuple[int, ...] = ()
    periods: tuple[Period, ...] = ()
    word: str = ""
    cue: str = ""
    cue_start: int = -1


YEAR4: Final = r"(?:19|20)\d\d"
_QUARTER_WORD: Final = "quý"

_START: Final = re.compile(
    r"(?<![\w/])(?:\d|ngày|mùng|mồng|tháng|t\d|quý|q[1-4i]|năm|nửa|bán niên|tuần|hằng|hàng|mỗi|định kỳ"
    r"|thường xuyên|liên tục|xuyên suốt|thứ|sáng|chiều|chủ nhật|giai đoạn|nhiệm kỳ|các năm|một|hai|ba|bốn|sáu|bảy"
    r"|tám|chín|mười"
    r"|cả năm|suốt năm|quanh năm|trong|đến|hết|cuối|đột xuất|khi|theo|sau khi|ngay|ít nhất|tối thiểu|báo cáo đột xuất)"
)

_DAY: Final = (
    r"(?P<day>(?<![\d/.,])(?:(?:ngày|mùng|mồng)\s*)*(?P<dd>\d{1,2})\s*(?P<ds>/|-|–|\.)\s*(?P<dm>\d{1,2})"
    rf"(?:\s*(?:/|-|–|\.|,?\s*năm)\s*(?P<dy>{YEAR4}|\d\d(?![\d/])))?(?![\d%/])"
    r"(?P<dn>\s*,?\s*(?:của\s+)?năm\s+(?:sau|tiếp theo|kế tiếp|báo cáo|liền kề(?:\s+năm báo cáo)?)(?!\w))?"
    rf"|(?:ngày\s*)?(?:mùng\s*|mồng\s*)?(?P<wd>\d{{1,2}})\s+tháng\s+(?P<wm>\d{{1,2}})(?:\s*(?:/"
    rf"|,?\s*năm)\s*(?P<wy>{YEAR4}))?(?!\d))"
)
_MONTH_WORD: Final = "giêng|hai|ba|tư|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp"
_MONTH: Final = (
    rf"(?P<month>tháng\s+(?P<mw>{_MONTH_WORD})(?!\w)(?:\s*(?:/|,?\s*năm)\s*(?P<mwy>{YEAR4})|(?=\s*(?:[.;,)]|$)))"
    rf"|(?:tháng\s*|\bt)(?P<mm>\d{{1,2}})(?!\d)"
    r"(?P<more>(?:\s*(?:,|và|;|\+|-|–)\s*(?:tháng\s*|t)?(?:1[0-2]|0?[1-9])(?!\d|\s*(?:ngày|%|lần|/\s*\d\b|tháng)))*)"
    rf"(?:\s*(?:/|-|–|\.|,?\s*(?:của\s+)?năm)\s*(?P<my>{YEAR4}|(?<=/)\d\d(?![\d/])))?"
    rf"|(?<![\d/.,])(?P<bm>1[0-2]|0?[1-9])\s*/\s*(?P<by>{YEAR4})(?![\d/]))"
)
_QUARTER: Final = (
    rf"(?P<quarter>(?:{_QUARTER_WORD}\s*|q)(?P<qq>(?:[il]v|[il]{{1,3}}|0?[1-4]|một|hai|ba|tư|bốn)\b"
    rf"(?:\s*(?:,|và|;|\+|-|–|đến|tới)\s*(?:{_QUARTER_WORD}\s*)?(?:[il]v|[il]{{1,3}}|0?[1-4])\b(?!\s*[/.]\s*\d{{1,2}}\b))*)"
    rf"(?:\s*(?:/|-|–|\.|,?\s*(?:của\s+)?năm|,)?\s*(?P<qy>{YEAR4}|(?<=/)\d\d\b))?)"
)
_TIMES_WORD: Final = r"(?:lần|đợt|kỳ|cuộc|buổi|lượt|phiên|đêm|ca|tin|bài|hội nghị|lớp)"
_NO_NUMBER: Final = rf"(?!\s*\d{{1,4}}(?!\d|\s*{_TIMES_WORD}))"  # "tháng 6" is a month, "tháng 01 lần" a rhythm
_PERIOD: Final = (
    rf"(?:{NUMBER}\s*(?:ngày|tuần|tháng|quý|năm)(?!\s+(?:tới|qua|gần|nay|thực hiện|một lần))"
    rf"|{NUMBER}\s*(?:ngày|tuần|tháng|quý|năm)(?=\s+một lần)"
    rf"|nửa năm|nửa tháng|bán niên|ngày(?!\s*(?:\d|cuối|đầu|thứ)){_NO_NUMBER}|đêm|tuần|tháng{_NO_NUMBER}"
    rf"|{_QUARTER_WORD}(?!\s*[iv]+\b){_NO_NUMBER}|năm{_NO_NUMBER}(?:\s+học)?)"
    r"(?:\s+(?:đầu năm|cuối năm))?(?:\s*(?:(?:một|1|01)\s*lần|/\s*(?:0?1\s*)?lần))?"
)
_PERIODS: Final = (
    rf"{_PERIOD}(?:\s*(?:,|và|hoặc|;|/|\+)\s*(?:và\s+)?(?:(?:định kỳ\s+)?{EVERY}\s+|theo\s+)?"
    rf"(?:{_PERIOD}|(?:từng\s+)?giai đoạn(?:\s*\d+)?)(?!\w))*"
)
_CADENCE: Final = (
    rf"(?P<cadence>(?:định kỳ\s*(?:là\s+|theo\s+|vào\s+|,\s*)?)?{EVERY}\s+(?P<p1>{_PERIODS})"
    rf"(?:\s*,?\s*(?:(?:thực hiện|tổ chức|có|họp|báo cáo|kiểm tra)\s+)?(?:ít nhất"
    rf"|tối thiểu)?\s*(?P<n1>{NUMBER})\s*(?P<w1>{_TIMES_WORD})\b)?"
    rf"|định kỳ\s*(?:theo\s+|vào\s+|,\s*|\(\s*)?(?P<p2>{_PERIODS})"
    rf"|(?:ít nhất\s+|tối thiểu\s+)?(?P<n3>{NUMBER})\s*(?P<w3>{_TIMES_WORD})\s*(?:/\s*(?:0?1\s+)?|(?:trong\s+"
    rf"|trên\s+)?(?:một|mỗi|01)\s+)(?P<p3>{_PERIOD})"
    rf"|(?P<p4>{NUMBER}\s*(?:ngày|tuần|tháng|quý|năm))\s*(?:/\s*(?:0?1\s*)?|(?:một|01|1)\s+)lần"
    rf"|(?P<p5>tuần|tháng|quý|năm)\s*/\s*(?:0?1\s*)?lần"
    rf"|(?:một|0?1)\s+(?P<p6>tháng|tuần|quý|năm)\s+(?P<n6>một|0?1|hai|0?2)\s+lần"
    rf"|(?P<p7>(?:tuần|tháng(?!\s*\d)|quý(?!\s*[iv\d]))\s*(?:,|và)\s*(?:{_PERIODS})(?!\s*sinh)"
    rf"|(?:0?6|sáu)\s+tháng\s*(?:,|và)\s*(?:0?1\s+|một\s+)?năm(?!\s*\d)"
    r"|(?<!trong )(?<!của )(?<!cuối )(?<!đầu )(?<!\d )(?:tuần|tháng|quý)(?=\s*[:(,]?\s*(?:trước|chậm nhất"
    r"|muộn nhất|vào)\s*(?:ngày|\d|thứ))))"
)
_HALF: Final = (
    rf"(?P<half>(?P<hn>0?3|0?6|0?9|ba|sáu|chín)\s+tháng\s+(?P<hw>đầu|cuối)\s+(?:của\s+)?năm(?:\s*(?P<hy>{YEAR4}))?)"
)
_STAGE: Final = (
    rf"(?P<stage>(?P<gw>(?:giai đoạn|nhiệm kỳ|các năm|năm học"
    rf"|năm)\s*)?(?:từ\s*)?(?:năm\s*)?(?<![\d/]){YEAR4}\s*(?:-|–|—|đến)\s*(?:năm\s*)?"
    rf"(?P<gy>{YEAR4})(?![\d/]))"
)
_YEAR: Final = rf"(?P<year>năm\s*(?P<yy>{YEAR4})(?!\s*[/\d]))"
_MONTHDAY: Final = (
    r"(?P<monthday>(?:ngày|mùng|mồng)\s*(?:(?:mùng|mồng)\s*)?(?:(?P<md>\d{1,2})(?![\d/]|\.\d)|(?P<last>cuối cùng|cuối))"
    r"(?!\s*(?:làm việc|tháng\s*\d|đầu|kể|tính|lễ|nghỉ|công))"
    r"(?:\s*(?:của|trong|,)?\s*(?P<scope>tháng\s+(?:cuối|đầu|sau|giữa)(?:\s+(?:cùng|mỗi|hằng|hàng|của|kỳ|quý|năm"
    r"|tiếp theo|sau|liền kề|báo cáo|trong)\b)*"
    r"|tháng\s+(?:liền kề|tiếp theo|kế tiếp)|tháng(?!\s*\d)|quý(?!\s*[iv\d])))?)"
)
_WEEKDAY: Final = (
    r"(?P<weekday>(?:(?:sáng|chiều)\s+)?(?:ngày\s+)?(?:thứ\s*(?P<wk>hai|ba|tư|bốn|năm|sáu|bảy|bẩy|0?[2-7])(?!\w)"
    r"|(?P<su>chủ nhật))"
    r"(?:\s+(?P<nth>đầu tiên|đầu|cuối cùng|cuối)(?:\s+(?:của|trong))?(?=\s+(?:tháng|quý|mỗi|hằng|hàng)))?)"
)
_HOUR: Final = (
    r"(?P<hour>(?P<hh>[01]?\d|2[0-4])\s*(?:h|giờ|g)\s*(?P<hmin>[0-5]\d)?(?:\s*phút)?(?:\s*(?P<hpm>sáng|chiều"
    r"|tối))?(?!\w|/)"
    r"|(?P<ch>[01]\d|2[0-3]):(?P<cmin>[0-5]\d)(?!\d))"
)
_RELATIVE: Final = (
    rf"(?P<relative>(?P<rn>{NUMBER})\s*(?P<ru>ngày làm việc|ngày|tuần|tháng|giờ)\s*,?\s*(?:(?:kể|tính)\s+)?(?:từ"
    rf"|sau)\s+"
    r"(?P<rt>(?:ngày|khi|thời điểm)\s*[^,.;()]{0,80}))"
)
_INYEAR: Final = (
    r"(?P<inyear>(?:trong|đến|hết|cuối)(?:\s+(?:hết|cuối))*\s+năm(?!\s*\d)(?:\s+nay)?(?!\w|\s+(?:học|trước|sau"
    r"|qua|tới))"
    r"|cuối\s+(?:quý|tháng)(?!\s*[iv\d]))"
)
_CONT: Final = (
    r"(?P<cont>(?:thường xuyên|liên tục)(?:\s*(?:,|và|-)\s*(?:liên tục|thường xuyên|lâu dài))*"
    r"|(?<!báo cáo )(?<!kết quả )(?:trong\s+)?(?:cả|suốt|quanh)\s+năm(?!\s+học)|xuyên suốt)"
)
_DEMAND: Final = (
    r"(?P<demand>(?:báo cáo\s+)?đột xuất(?:\s*(?:khi|theo|nếu)\s+[^,.;()]{2,60})?"
    r"|(?:khi|theo)\s+(?:có\s+)?(?:yêu cầu|phát sinh|đề nghị|vụ việc)(?:\s+của\s+[^,.;()]{2,60})?"
    r"|(?:ngay\s+)?(?:sau\s+)?khi\s+[^,.;()]{2,60})"
)

_CORE: Final = re.compile(
    "|".join(
        (
            _RELATIVE, _CADENCE, _DAY, _STAGE, _HALF, _MONTH, _QUARTER, _YEAR, _MONTHDAY, _WEEKDAY, _HOUR,
            _INYEAR, _CONT, r"(?P<unspec>định kỳ)", _DEMAND,
        )
    )
)  # fmt: skip

_CUE: Final = re.compile(
    r"(?<!\w)(?:(?:hoàn thành|hoàn tất|xong|kết thúc)\s+)?"
    r"(?:trước|chậm nhất|muộn nhất|trễ nhất|không\s+(?:để\s+)?(?:quá|muộn hơn|chậm hơn|trễ hơn)"
    r"|(?:thời\s+)?hạn(?:\s+(?:chót|cuối(?:\s+cùng)?|hoàn thành|gửi|nộp))?|xong|hoàn thành|hoàn tất|đến|tới|trong"
    r"|vào|hết|cuối|đầu|giữa|đúng"
    r"|kết thúc|thời gian(?:\s+(?:thực hiện|hoàn thành))?|thời điểm|(?:kể\s+|bắt đầu\s+)?từ|thượng tuần"
    r"|trung tuần|hạ tuần"
    r"|sau|dự kiến)"
    r"(?:\s*(?:là|vào|trước|trong|đến|tới|cuối|đầu|giữa|hết|vòng|thời hạn|thời điểm|tuần|thượng tuần|trung tuần"
    r"|hạ tuần|ngày|các|dự kiến|khoảng|từ|:))*\s*$"
)


_LENGTH: Final = re.compile(r"(?:vòng|trong|thời hạn|không\s+(?:để\s+)?quá|sau)\s*$")


def scan(folded: str) -> list[Atom]:
    """All atoms of ``folded`` from left to right; they never overlap."""
    atoms: list[Atom] = []
    free = 0
    for start in _START.finditer(folded):
        if start.start() < free:
            continue
        match = _CORE.match(folded, start.start())
        atom = _atom(match) if match else None
        if atom is None:
            continue
        cue = _CUE.search(folded, max(free, atom.start - 60), atom.start)
        if cue and atom.kind == "hour" and _LENGTH.search(cue.group()):
            continue  # "trong vòng 24 giờ" is a length, not an hour of the day
        if cue:
            atom = replace(atom, cue=re.sub(r"\s+", " ", cue.group().strip()), cue_start=cue.start())
        else:
            atom = replace(atom, cue_start=atom.start)
        atoms.append(atom)
        free = atom.end
    return atoms


def _atom(match: re.Match[str]) -> Atom | None:
    return _BUILD[_kind(match)](match)


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _BUILD if match.group(kind) is not None)


_DAY_BEFORE: Final = re.compile(
    r"(?:trước|đến|tới|chậm nhất|muộn nhất|ngày\s*\d{1,2}[-.]\d{1,2}(?:[-.]\d{4})?\s*(?:,|và))\s*(?:ngày\s*)?$"
)


def _of_day(m: re.Match[str]) -> Atom | None:
    day, month, year = (m["dd"], m["dm"], m["dy"]) if m["dd"] else (m["wd"], m["wm"], m["wy"])
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return None
    dashed = m["dd"] is not None and not year and m["ds"] != "/" and not m.group().startswith(("ngày", "m"))
    if dashed and not _DAY_BEFORE.search(m.string, max(0, m.start() - 30), m.start()):
        return None  # "2-3 buổi", "1.1": no day without a year or a word that makes it one
    return Atom("day", m.start(), m.end(), full_year(year), int(month), int(day), word=_next_year(m["dn"]))


def _next_year(words: str | None) -> str:
    if not words:
        return ""
    return "yearly" if "báo cáo" in words else "next"  # "trước ngày 10/7 của năm báo cáo" is every year's


def _of_month(m: re.Match[str]) -> Atom | None:
    if m["bm"]:
        return Atom("month", m.start(), m.end(), full_year(m["by"]), numbers=(int(m["bm"]),), word="/")
    if m["mw"]:
        return Atom("month", m.start(), m.end(), full_year(m["mwy"]), numbers=(month_of_word(m["mw"]),))
    months = (int(m["mm"]), *(int(n) for n in re.findall(r"\d+", m["more"])))
    if not all(1 <= n <= 12 for n in months):
        return None
    span = len(months) == 2 and re.search(r"[-–]", m["more"]) is not None
    return Atom(
        "month", m.start(), m.end(), full_year(m["my"]), numbers=months[-1:] if span else months, word="-" * span
    )


_QUARTER_NUMBER: Final = re.compile(
    r"(?<![a-z])(?:iv|i{1,3}|0?[1-4]|một|hai|ba|tư|bốn)\b"
)  # "l" for "I" is a scan's slip


def _of_quarter(m: re.Match[str]) -> Atom | None:
    numbers = tuple(ROMAN[n] for n in _QUARTER_NUMBER.findall(m["qq"].replace("l", "i")))
    span = re.search(r"[-–]|đến|tới", m["qq"]) is not None
    return Atom(
        "quarter", m.start(), m.end(), full_year(m["qy"]), numbers=numbers[-1:] if span else numbers, word="-" * span
    )


def _of_half(m: re.Match[str]) -> Atom | None:
    months = number(m["hn"])
    return Atom("half", m.start(), m.end(), full_year(m["hy"]), m=months if m["hw"] == "đầu" else 12)


def _of_stage(m: re.Match[str]) -> Atom | None:
    return Atom("stage", m.start(), m.end(), int(m["gy"]), word=(m["gw"] or "").strip())


def _of_year(m: re.Match[str]) -> Atom | None:
    return Atom("year", m.start(), m.end(), int(m["yy"]))


def _of_monthday(m: re.Match[str]) -> Atom | None:
    day = -1 if m["last"] else int(m["md"])
    if day == 0 or day > 31:
        return None
    return Atom("monthday", m.start(), m.end(), d=day, word=re.sub(r"\s+", " ", m["scope"] or ""))


def _of_weekday(m: re.Match[str]) -> Atom | None:
    nth = {"đầu": 1, "cuối": -1}.get((m["nth"] or "").split(" ")[0], 0)
    return Atom("weekday", m.start(), m.end(), d=6 if m["su"] else weekday(m["wk"]), m=nth)


def _of_hour(m: re.Match[str]) -> Atom | None:
    hour, minute = (int(m["hh"]), int(m["hmin"] or 0)) if m["hh"] else (int(m["ch"]), int(m["cmin"]))
    if m["hpm"] in ("chiều", "tối") and hour < 12:
        hour += 12
    return Atom("hour", m.start(), m.end(), numbers=(hour % 24, minute))


_FREQ: Final = {"ngày": "DAILY", "đêm": "DAILY", "tuần": "WEEKLY", "tháng": "MONTHLY", "năm": "YEARLY"}
_ONE: Final = re.compile(
    rf"(?P<n>{NUMBER})?\s*(?P<half>nửa\s+)?(?P<u>ngày|đêm|tuần|tháng|{_QUARTER_WORD}|năm|bán niên|giai đoạn)"
)


def periods(words: str, times: str | None = None) -> tuple[Period, ...]:
    """The periods of a list such as "tháng, quý, 06 tháng và năm"; ``times`` within each shortens them."""
    found: list[Period] = []
    cleaned = re.sub(r"\b(?:đầu|cuối) năm|(?:một|0?1)\s*lần", " ", words)
    for m in _ONE.finditer(cleaned):
        if m["u"] == "giai đoạn":
            continue
        period = _period(m["u"], number(m["n"]) if m["n"] else 1, bool(m["half"]))
        period = _divided(period, number(times)) if times else period
        if period not in found:
            found.append(period)
    return tuple(found)


def _period(unit: str, count: int, half: bool) -> Period:
    if unit == "bán niên" or (half and unit == "năm"):
        return "MONTHLY", 6
    if half:
        return "WEEKLY", 2
    if unit == _QUARTER_WORD:
        return ("YEARLY", 1) if count == 4 else ("MONTHLY", 3 * count)
    if unit == "tháng" and count == 12:
        return "YEARLY", 1
    return _FREQ[unit], max(1, count)


def _divided(period: Period, times: int) -> Period:
    """Twice a year is every six months; where it does not divide, the longer period stands."""
    freq, interval = period
    if times <= 1:
        return period
    months = {"MONTHLY": interval, "YEARLY": 12 * interval}.get(freq, 0)
    if months > 1 and months % times == 0:
        return "MONTHLY", months // times
    return period


def _of_cadence(m: re.Match[str]) -> Atom | None:
    words = next(m[f"p{i}"] for i in range(1, 8) if m[f"p{i}"])
    times = m["n1"] or m["n3"] or m["n6"]
    if (m["w1"] or m["w3"] or "lần") not in ("lần", "đợt", "lượt"):
        times = None
    found = periods(words, times)
    if not found:
        return None
    counted = m["n1"] or m["n3"] or m["n6"]
    word = "mỗi" if m.group().startswith("mỗi") and not counted else ""
    return Atom("cadence", m.start(), m.end(), periods=found, word=word)


def _of_relative(m: re.Match[str]) -> Atom | None:
    return Atom("relative", m.start(), m.end(), d=number(m["rn"]), numbers=(len(m["ru"]),), word=f"{m['ru']}|{m['rt']}")


def _plain(kind: str) -> Callable[[re.Match[str]], Atom | None]:
    def build(m: re.Match[str]) -> Atom | None:
        return Atom(kind, m.start(), m.end(), word=re.sub(r"\s+", " ", m.group()))

    return build


_BUILD: Final[dict[str, Callable[[re.Match[str]], Atom | None]]] = {
    "relative": _of_relative,
    "cadence": _of_cadence,
    "day": _of_day,
    "stage": _of_stage,
    "half": _of_half,
    "month": _of_month,
    "quarter": _of_quarter,
    "year": _of_year,
    "monthday": _of_monthday,
    "weekday": _of_weekday,
    "hour": _of_hour,
    "inyear": _plain("inyear"),
    "cont": _plain("cont"),
    "unspec": _plain("unspec"),
    "demand": _plain("demand"),
}
