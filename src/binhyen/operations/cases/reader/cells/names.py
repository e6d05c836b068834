"""Names of people as lists write them: kept as written, with what to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from binhyen.kit.vietnamese.text import clean, collapse, search_key
from binhyen.operations.cases.reader.words import status_of

from .letters import proper
from .problem import Problem, error, note, warning

_ALIAS = re.compile(
    r"\s*[\(/]\s*(?:tức|tên khác|tên gọi khác|bí danh|biệt danh|còn gọi là|hay gọi là|hay)?\s*:?\s*"
    r"([^()/]{1,60})\)?\s*$"
    r"|\s*[,\-–]\s*(?:tức|bí danh|tên gọi khác|còn gọi là|biệt danh)\s*:?\s+(.{1,60})$",
    re.IGNORECASE,
)
# Words said in small letters only: Tức and Sinh are names as well.
_ALIAS_SAID = re.compile(r"\s+(?:tức|bí danh|tên gọi khác|còn gọi là)\s*:?\s+(.{1,60})$")
_DAY = r"\(?\s*((?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*)?(?:19|20)\d{2})\s*\)?[\s.,;]*$"
_BIRTH = re.compile(
    r"[\s,;(\-–]*(?:\b(?:sinh ngày|sinh năm|sn|ns)\b\s*[:.]?\s*|(?<=[,;(\-–])\s*sinh\s*[:.]?\s*)?" + _DAY, re.IGNORECASE
)
_BIRTH_SAID = re.compile(r"\s+sinh\s*[:.]?\s*" + _DAY)
_ADDRESS = re.compile(
    r"\s*[,;.\-–]?\s+(?:hiện\s+)?"
    r"(?:trú tại|trú quán|cư trú tại|nơi ở|ở tại|hktt|đkhktt|đktt|thường trú(?: tại)?|địa chỉ)\s*:?\s+(.{3,300})$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"^\s*\d{1,4}\s*[.)\-/:]\s*(?=\D)")
_TALK = re.compile(
    r"^(?:anh|chị|ông|bà|chú|cô|bác)\s|\s(?:con ông|con bà|con anh|con chị|vợ|chồng|con)\s", re.IGNORECASE
)
_INITIAL = re.compile(r"^[^\W\d_]\.?$")
_ALLOWED = re.compile(r"[^\W\d_]+(?:[\s'’ʼ.\-]+[^\W\d_]+)*[\s'’ʼ.\-]*")
_ALIAS_SPLIT = re.compile(r"\s*[,;/]\s*|\s+hoặc\s+|\s+-\s+")
_LONGEST = 100  # characters
_LONGEST_CELL = 500  # name, other names, birth and address together
_ALIAS_NOTHING = frozenset(("", "khong", "khong co", "ko", "k", "chua co", "chua ro"))
_SINGLE_LETTERS = frozenset(("A", "Y", "Ý", "U", "Ú", "Ô", "Ơ", "Ê", "E", "O", "I"))  # names such as Giàng A Páo, Y Ban


@dataclass(frozen=True, slots=True)
class NameCell:
    """What stands in a cell of names: the name, and what lists squeeze in beside it. ``birth`` is text."""

    name: str
    aliases: tuple[str, ...] = ()
    birth: str = ""
    address: str = ""
    remark: str = ""  # "chết 2024" in brackets: no other name, but where the person stands
    said: tuple[Problem, ...] = ()


def name(text: str) -> NameCell:
    """ "1. Lê Văn An (tức Tý), sinh năm 1990, trú tại thôn 1, xã Bản Lầu" -> its parts."""
    text = collapse(clean(text)).strip(" .,;:-*'\"`_")
    if len(text) > _LONGEST_CELL:
        return NameCell(text[:_LONGEST_CELL], said=tuple(_looked_at(text)))
    text, address = _cut_address(_ORDINAL.sub("", text))
    text, birth = _cut_birth(text)
    text, others, remark = _cut_alias(text)
    if not birth:
        text, birth = _cut_birth(text)
    text = text.strip(" .,;:-*'\"")
    return NameCell(text, others, birth, address, remark, tuple(_looked_at(text)))


def aliases(text: str) -> tuple[str, ...]:
    """The other names of a cell."""
    text = collapse(clean(text)).strip(" .,;:()")
    if search_key(text) in _ALIAS_NOTHING:
        return ()
    found = (each.strip(" .") for each in _ALIAS_SPLIT.split(re.sub(r"^(?:tức|bí danh)\s*:?\s+", "", text, flags=re.I)))
    return tuple(dict.fromkeys(each for each in found if search_key(each) not in _ALIAS_NOTHING))


def _cut_address(text: str) -> tuple[str, str]:
    hit = _ADDRESS.search(text)
    return (text[: hit.start()], hit.group(1).strip(" .;")) if hit and hit.start() else (text, "")


def _cut_birth(text: str) -> tuple[str, str]:
    hit = (None if text.islower() else _BIRTH_SAID.search(text)) or _BIRTH.search(text)
    if not hit or not hit.start() or text[: hit.start()].count("(") > text[: hit.start()].count(")"):
        return text, ""
    return text[: hit.start()].rstrip(" ,;(-–"), hit.group(1)


def _cut_alias(text: str) -> tuple[str, tuple[str, ...], str]:
    """(text before, other names, remark) where brackets or "tức" follow the name."""
    hit = _ALIAS.search(text) or _ALIAS_SAID.search(text)
    if not hit or not hit.start():
        return text, (), ""
    inside = next((each for each in hit.groups() if each), "")
    before = text[: hit.start()].strip(" ,;-")
    if status_of(inside) is not None:
        return before, (), inside.strip()
    found = aliases(inside)
    return (before, found, "") if found or inside else (text, (), "")


def _looked_at(text: str) -> list[Problem]:
    if not text:
        return [error("NAME_MISSING", "thiếu họ và tên. Hãy điền đủ họ, chữ đệm và tên.")]
    words = text.split()
    said: list[Problem] = []
    if len(text) > _LONGEST:
        said.append(error("NAME_LONG", f"họ và tên dài {len(text)} chữ, có lẽ nhầm cột. Hãy kiểm tra lại."))
    elif not _ALLOWED.fullmatch(text):
        shown = "".join(dict.fromkeys(re.sub(r"[^\W\d_]|[\s'’ʼ.\-]", "", text)))
        said.append(error("NAME_SIGNS", f"họ và tên “{text[:60]}” có ký tự lạ “{shown[:10]}”. Hãy sửa thành chữ."))
    if len(words) == 1:
        said.append(warning("NAME_ONE_WORD", f"họ và tên “{text}” chỉ có một chữ. Hãy ghi đủ họ và tên."))
    if short := _initials(words):
        said.append(warning("NAME_INITIAL", f"họ và tên “{text}” viết tắt chữ “{short}”. Hãy ghi đủ theo giấy tờ."))
    if hit := _TALK.search(text):
        says = f"họ và tên “{text[:60]}” có chữ “{hit.group().strip()}”. Hãy ghi đúng họ và tên theo giấy tờ."
        said.append(warning("NAME_WORDS", says))
    if text.isupper() or text.islower():
        case = "chữ in hoa" if text.isupper() else "chữ thường"
        said.append(note("NAME_CASE", f"họ và tên viết toàn {case}, vẫn giữ như vậy.", proper(text)))
    return said


def _initials(words: list[str]) -> str:
    """The first part that stands for a whole syllable; "A" in Giàng A Páo does not, "T." in Nguyễn T. Hương does."""
    for word in words:
        alone = _INITIAL.fullmatch(word) is not None
        if alone and not (word.upper() in _SINGLE_LETTERS and len(words) > 1):
            return word
    return ""
