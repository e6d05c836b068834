"""The letterhead and the foot of a directive: who issued it, number, day, kind, subject, signer, recipients,"
" grounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from . import references
from .body_areas import CITIES, PROVINCES
from .capitals import written
from .outline import KIND_LINE, read_mark
from .values import Block, LegalRef, Level, Meta, Node
from .words import UPPER, fold, mostly_capitals, squeeze
from .zones import Zone

_HEAD = 45  # paragraphs in which a letterhead may stand
_MOTTO = re.compile(r"cộng hòa xã hội|độc lập\s*-\s*tự do|đảng cộng sản việt nam|^[\s*_=-]+$")
_NUMBER = re.compile(
    r"\bSố\s*:?\s*(?P<number>\d[\d ]{0,5}[a-z]?)?\s*(?:[/\-–]\s*)"
    r"(?P<symbol>[A-ZĐ][\wĐđƯư]*(?:\s*[-–/.&]\s*[A-ZĐ][\wĐđƯư]*)*)"
)
_DAY = re.compile(
    rf"(?P<place>[{UPPER}][\w .]{{1,40}}?)\s*,\s*"
    r"(?P<day>ngày\s*(?P<d>\d{1,2})?[\s.…]*tháng\s*(?P<m>\d{1,2})?[\s.…]*năm\s*(?P<y>\d{4})?)"
)
_SUBJECT = re.compile(r"(?:V/v|Về việc|Trích yếu\s*:)\s*:?\s*(?P<words>.+)", re.IGNORECASE)
_ORGAN = re.compile(
    r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|tỉnh ủy|thành ủy|đảng ủy|huyện ủy|ban chỉ đạo|công an|sở|bộ"
    r"|thủ tướng|chính phủ|ban|văn phòng"
    r"|đoàn|bch|ban chấp hành|ủy ban|viện|tòa án|cục|chi cục|hội|tỉnh đoàn|liên đoàn|chủ tịch)\b"
)
_AREA_LINE = re.compile(r"(?:tỉnh|thành phố|tp\.?|xã|phường|huyện|quận|thị xã|đặc khu)\s+\S")
_SIGNING = re.compile(r"(?P<form>TM|KT|TL|TUQ|Q)\.\s*(?P<words>.*)")
_ROLE = re.compile(
    r"(?:phó |quyền )?(?:chủ tịch|giám đốc|tổng giám đốc|trưởng ban|bí thư|bộ trưởng|thứ trưởng|chánh văn phòng"
    r"|chánh thanh tra|(?:chi |tổng )?cục trưởng|trưởng (?:đoàn|công an)|chỉ huy trưởng|chính ủy|hiệu trưởng"
    r"|thủ tướng|trưởng phòng|viện trưởng|chánh án)\b"
)
_NAME = re.compile(
    rf"(?:(?:Thiếu tướng|Trung tướng|Thượng tướng|Đại tá|Thượng tá"
    rf"|Trung tá)\s+)?[{UPPER}][\w’']*(?: [{UPPER}][\w’']*){{1,5}}$"
)
_KINDS = {
    "kế hoạch": "Kế hoạch",
    "quyết định": "Quyết định",
    "chỉ thị": "Chỉ thị",
    "hướng dẫn": "Hướng dẫn",
    "thông báo": "Thông báo",
}
# Where two columns of a letterhead or a foot were printed into one line.
_COLUMNS = re.compile(
    rf"[\t\n]|\s{{4,}}|\s*(?:CỘNG H\w+ XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*-\s*Tự do\s*-\s*Hạnh phúc)\s*"
    rf"|\s+(?=(?:TM|KT|TL|TUQ)\.\s?[{UPPER}]{{2}})|(?<=[{UPPER}:;.])\s+(?=(?:PHÓ|THỨ) (?:CHỦ|GIÁM|TRƯỞNG|BÍ)\b)"
    rf"|(?<=[{UPPER}])\s+(?=BAN CHỈ ĐẠO\b)|(?<=[{UPPER}]{{2}})\s+"
    rf"(?=[{UPPER}][^\W\d_{UPPER}]\w* [{UPPER}]\w+(?: [{UPPER}]\w+){{0,3}}$)"
)
_PROVINCE_NAMES = sorted(PROVINCES, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class _Line:
    block: int
    text: str


def read_meta(blocks: Sequence[Block], nodes: Sequence[Node], found: Sequence[Zone]) -> Meta:
    """What the head and the foot of the document say; "" and None where they say nothing."""
    lines = list(_lines(blocks))
    head = lines[: next((number for number, line in enumerate(lines) if line.block >= _HEAD), len(lines))]
    number, symbol = _number(head)
    day = _day(head)
    kind, abstract = _kind(blocks, head, symbol)
    issuer = _issuer(head)
    form, role, signer, signed_for = _signature(lines)
    place = squeeze(day.group("place")) if day else ""
    return Meta(
        issuer=issuer or _issuer_at_foot(signed_for, place),
        number=number,
        symbol=symbol,
        issued_on=_date(day),
        issued_text=squeeze(day.group("day")) if day else "",
        kind=kind,
        abstract=abstract,
        place=place,
        province=_province(issuer) or _province(place) or _province(abstract),
        signer=signer,
        signer_role=role,
        signing_form=form,
        recipients=tuple(_recipients(blocks, nodes)),
        legal_bases=tuple(_grounds(blocks, nodes, found)),
    )


def home_of(meta: Meta, blocks: Sequence[Block]) -> str:
    """Level of the issuing body as names of bodies end with it: tỉnh, thành phố, xã, phường, "" for the centre."""
    words = fold(meta.issuer)
    for word in ("xã", "phường", "đặc khu"):
        if re.search(rf"(?:^|\s){word}\s", words + " ") and not re.search(r"(?:tỉnh|thị xã|xã hội)\b", words):
            return word
    if re.match(
        r"(?:bộ (?!chỉ huy|tư lệnh)|chính phủ|thủ tướng|ban bí thư|ủy ban quốc gia|ban chấp hành trung ương)", words
    ):
        return ""
    if any(city in words for city in CITIES) or re.search(r"thành phố\b|thành ủy", words):
        return "thành phố"
    if words:
        return "tỉnh"
    text = " ".join(fold(block.text) for block in blocks[:200])
    return "thành phố" if text.count("công an thành phố") > text.count("công an tỉnh") else "tỉnh"


def reference_day(meta: Meta, blocks: Sequence[Block]) -> date | None:
    """A day to complete dates printed without a year: the day of issue, else what its month or the title's year"
    " tells."""
    if meta.issued_on:
        return meta.issued_on
    found = re.search(r"tháng\s*(\d{1,2})?[\s.…]*năm\s*(\d{4})", meta.issued_text)
    if found:
        return date(int(found.group(2)), min(12, max(1, int(found.group(1) or 1))), 1)
    heading = " ".join(block.text for block in blocks[:8])
    year = re.search(r"năm\s+(20\d\d)\b", meta.abstract) or re.search(r"năm\s+(20\d\d)\b", heading)
    return date(int(year.group(1)), 1, 1) if year else None


def _lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    for block in blocks:
        for part in _COLUMNS.split(block.text):
            if part.strip():
                yield _Line(block.index, part.strip(" |"))


def _number(head: Sequence[_Line]) -> tuple[str, str]:
    for line in head:
        found = _NUMBER.search(line.text)
        if found:
            return (found.group("number") or "").replace(" ", ""), re.sub(r"\s+", "", found.group("symbol"))
    return "", ""


def _day(head: Sequence[_Line]) -> re.Match[str] | None:
    for line in head:
        found = _DAY.search(line.text)
        if found and (found.group("y") or found.group("m")):
            return found
    return None


def _date(found: re.Match[str] | None) -> date | None:
    if not found or not all(found.group(part) for part in ("d", "m", "y")):
        return None
    try:
        return date(int(found.group("y")), int(found.group("m")), int(found.group("d")))
    except ValueError:
        return None


def _kind(blocks: Sequence[Block], head: Sequence[_Line], symbol: str) -> tuple[str, str]:
    """Kind and subject: the line "KẾ HOẠCH" with the title below it, or a letter's "V/v …"."""
    for block in blocks[:_HEAD]:
        words = fold(block.text).strip(" :*")
        if KIND_LINE.fullmatch(words) and words != "kết luận":
            kind = _KINDS.get(words, words[:1].upper() + words[1:])
            return kind, squeeze(" ".join(_title(blocks, block.index + 1)))
    subject = next((found for line in head if (found := _SUBJECT.search(line.text))), None)
    if subject:
        words = subject.group("words")
        return "Công văn", squeeze(words[:1].upper() + words[1:])
    return ("Công văn", "") if re.match(r"(?:UBND|BCA|BCĐ|SYT)-", symbol) else ("", "")


def _title(blocks: Sequence[Block], start: int) -> Iterator[str]:
    for block in blocks[start : start + 4]:
        text = block.text.strip()
        if (
            text.startswith("(")
            or text.endswith((":", ";"))
            or len(text) > 420
            or re.match(r"(?:Căn cứ|Thực hiện Kế|Thực hiện Luật|[IVX]+\.|Kính gửi)", text)
        ):
            return
        if text.endswith(".") or fold(text).startswith("căn cứ") or read_mark(text):
            return
        yield text


def _issuer(head: Sequence[_Line]) -> str:
    """The body in the letterhead; where its superior stands above it, the lower of the two."""
    organs: list[str] = []
    for line in head:
        words = fold(line.text).strip(" -*_")
        if KIND_LINE.fullmatch(words) or re.match(r"số\s*:|v/v|kính gửi|căn cứ", words):
            break
        if _MOTTO.search(words) or not mostly_capitals(line.text):
            continue
        if _AREA_LINE.match(words) and organs and not _AREA_LINE.search(fold(organs[-1])):
            organs[-1] = re.sub(r"\s(?:TỈNH|THÀNH PHỐ)$", "", organs[-1]) + " " + line.text.strip(" -*_")
        elif _ORGAN.match(words):
            organs.append(line.text.strip(" -*_"))
    organs = [organ for organ in organs if organ not in ("BỘ TRƯỞNG", "CHỦ TỊCH")]
    return _below(organs[-1], organs[-2] if organs[1:] else "") if organs else ""


def _below(organ: str, superior: str) -> str:
    """The issuing body, with the area (or the name) of the superior printed above it."""
    name, above = written(organ), written(superior)
    area = re.search(r"(?:tỉnh|thành phố|xã|phường|đặc khu|huyện) [^,]+$", above)
    if name.startswith("BCH") and above:
        return f"{above} - {name}"
    if not area or re.search(r"\b(?:tỉnh|thành phố|xã|phường|đặc khu|huyện|khu vực) ", name):
        return name
    return f"{name} {above if fold(name) == 'văn phòng' else area.group()}"


def _province(text: str) -> str:
    folded = fold(text).replace("tncs hồ chí minh", "")
    return next((name for name in _PROVINCE_NAMES if re.search(rf"\b{re.escape(fold(name))}\b", folded)), "")


def _signature(lines: Sequence[_Line]) -> tuple[str, str, str, str]:
    """Signing form (KT. rather than TM. where both stand), role and name at the foot; the body signed for."""
    forms: list[str] = []
    role, signer, signed_for = "", "", ""
    seen = False
    for line in lines:
        signing = _SIGNING.match(line.text)
        words = fold(line.text).strip(" *")
        if KIND_LINE.fullmatch(words) or words.startswith(("phụ lục", "biểu mẫu")):
            if signer or (role and seen and not words.startswith(("kế", "quyết", "chỉ", "công"))):
                break
            forms, role, seen, signed_for = [], "", False, ""
        elif signing and mostly_capitals(line.text):
            if signer:
                break
            forms.append(signing.group("form") + ".")
            signed_for = signing.group("words") if signing.group("form") == "TM" else signed_for
            role = written(signing.group("words")) if _ROLE.match(fold(signing.group("words"))) else role
            seen = True
        elif _ROLE.match(words) and mostly_capitals(line.text) and len(line.text) < 60 and not signer:
            role, seen = written(line.text), True
        elif seen and not signer and _NAME.match(line.text.strip(" *")) and len(line.text) < 50:
            signer = line.text.strip(" *")
        elif len(line.text) > 60 and not signer:
            forms, role, seen = [], "", False
    form = next((form for form in ("KT.", "TL.", "TUQ.", "TM.") if form in forms), "")
    return form, role, signer, signed_for


def _issuer_at_foot(signed_for: str, place: str) -> str:
    """The body signed for ("TM. ỦY BAN NHÂN DÂN"), of the province the place belongs to."""
    if not signed_for:
        return ""
    name, province = written(signed_for.strip(" *")), _province(place)
    if not province or re.search(r"\s(?:tỉnh|thành phố|xã|phường)\b", name):
        return name
    return f"{name} {'thành phố' if fold(province) in CITIES else 'tỉnh'} {province}"


def _recipients(blocks: Sequence[Block], nodes: Sequence[Node]) -> Iterator[str]:
    """Lines under "Kính gửi:" and "Nơi nhận:"."""
    inside: int | None = None
    for node in nodes:
        words = fold(node.title)
        opening = re.match(r"(?:kính gửi|nơi nhận)\s*:?\s*", words)
        if opening:
            inside = node.index
            for part in re.split(r"[;]", node.title[opening.end() :]):
                if part.strip(" .;"):
                    yield part.strip(" .;")
        elif (
            inside is not None
            and (node.parent == inside or node.level in (Level.DASH, Level.PLUS))
            and len(node.title) < 200
        ):
            yield node.title.strip(" .;")
        else:
            inside = None


def _grounds(blocks: Sequence[Block], nodes: Sequence[Node], found: Sequence[Zone]) -> Iterator[LegalRef]:
    """Instruments cited before the first duty or target."""
    seen: set[str] = set()
    for node, zone in zip(nodes, found, strict=True):
        if zone not in (Zone.OUTSIDE, Zone.UNKNOWN):
            return
        if node.level in (Level.LETTER, Level.NUMBER) and zone is Zone.UNKNOWN:
            return
        for ref in references.find(blocks[node.span.block].text[node.span.start : node.span.end]):
            if ref.number and ref.number not in seen:
                seen.add(ref.number)
                yield ref
