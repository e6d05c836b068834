"""Whole expressions: neighbouring atoms joined and reduced to the value of a deadline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from binhyen.kit.calendar import vietnam
from binhyen.operations.directives.reader.values import DeadlineType

from .atoms import Atom, scan
from .once import ONCE, end_of, relative
from .rhythm import ANCHORS, rrule
from .words import When

_FILLER: Final = (
    r"(?:và|hoặc|đến|tới|của|vào|trước|ngày|sau đó|rồi|tiếp tục|duy trì|thực hiện|hoàn thành|xong|các|với|theo"
    r"|trong|từ|lúc|là|thì|"
    r"chậm nhất|muộn nhất|báo cáo|tổng kết|sơ kết|kết quả|gửi|đợt|kỳ|lần|cho|đồng thời|cụ thể|như sau|"
    r"đối với (?:báo cáo|kỳ)?|triển khai|tổ chức|phấn đấu|dự kiến|quý|năm|tháng|tuần|\d{1,2}|i{1,3}|iv|hết|trở đi|"
    r"một|hai|ba|đầu|cuối|và những|báo cáo tháng|báo cáo quý|báo cáo năm|6 tháng)"
)
_GAP: Final = re.compile(rf"(?:[\s,;:()–\-&/+]|{_FILLER}(?!\w)|\([^()]{{0,40}}\)|đối với [^,;.()]{{0,40}}){{0,24}}")
_THEN_GAP: Final = re.compile(
    r"[\s,;)]*(?:\(\s*)?(?:(?:và|sau đó|rồi|đồng thời|các năm sau)\s*,?\s*)*"
    r"(?:sau đó|tiếp tục|duy trì|thực hiện|triển khai|cập nhật|rà soát|bổ sung|kiểm tra|lồng ghép|đưa"
    r"|các năm tiếp theo|những năm tiếp theo|"
    r"báo cáo|định kỳ)(?!\w)[^.;()]{0,90}"
)
_OF_CADENCE: Final = re.compile(r"\s*\)?\s*(?:\([^()]{0,30}\)\s*)?(?:của\s*)?(?:đối với (?:các )?(?:báo cáo|kỳ)\s*)?")
_LONGEST_LIST: Final = 24  # days and periods one deadline may list
_NEXT_YEARS: Final = re.compile(
    r"\s*(?:,|và|sau đó)*\s*(?P<keep>(?:tiếp tục\s+)?duy trì\s+)?(?:cho\s+|trong\s+)?(?:các"
    r"|những)\s+năm\s+(?:tiếp theo|sau|kế tiếp|tới|tiếp sau)"
)
_ONWARD: Final = re.compile(r"\s*(?:trở\s+đi|trở\s+về\s+sau|về\s+sau)")
_NEXT_REPORT: Final = re.compile(r"\.\s+(?:báo cáo\s+)?(?:sơ kết|tổng kết|năm|6 tháng)[^.;:]{0,30}:\s*")
_RANGE: Final = re.compile(r"\s*(?:-|–|—|đến|tới)\s*(?:hết\s*)?(?:ngày|tháng|quý|năm)?\s*")
_COMMA: Final = re.compile(r",")
_TOUCH: Final = re.compile(r"\s*(?:của|,|\()?\s*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A reduced expression at ``start:end``; made of ``atoms``, the first of which begins at ``core``."""

    type: DeadlineType
    value: str
    start: int
    end: int
    core: int
    atoms: tuple[Atom, ...]
    at: time | None = None
    why: str = ""

    @property
    def cued(self) -> bool:
        """A word bounds it ("trước", "trong", "chậm nhất"), so that it cannot be a mere mention."""
        return any(atom.cue and not atom.cue.endswith("từ") for atom in self.atoms)


def find(folded: str, when: When) -> list[Phrase]:
    """Every expression of time in ``folded`` that comes to a deadline value, from left to right."""
    phrases: list[Phrase] = []
    group: list[Atom] = []
    for atom in scan(folded):
        if group and not _joined(folded, group, atom):
            phrases += _reduced(folded, group, when)
            group = []
        group.append(atom)
    if group:
        phrases += _reduced(folded, group, when)
    return phrases


def _joined(folded: str, group: list[Atom], atom: Atom) -> bool:
    last = group[-1]
    if len(group) >= _LONGEST_LIST:
        return False
    if atom.word == "mỗi" and last.kind in ONCE and _COMMA.search(folded, last.end, atom.start):
        return False
    if "demand" in (atom.kind, last.kind) or "relative" in (atom.kind, last.kind):
        return False
    gap = folded[last.end : max(atom.cue_start, last.end)]
    if _NEXT_REPORT.fullmatch(gap) and last.kind == atom.kind == "day":
        return True
    if len(gap) > 110 or "." in gap:
        return False
    if _GAP.fullmatch(gap):
        return not (last.kind == "unspec" and atom.kind == "cont")
    if _late_anchor(group, atom, gap):
        return True
    ends = any(a.kind in ONCE for a in group)
    return ends and atom.kind in ("cont", "cadence") and _THEN_GAP.fullmatch(gap) is not None


def _late_anchor(group: list[Atom], atom: Atom, gap: str) -> bool:
    """ "Hằng tháng báo cáo tình hình … trước ngày 20": the day of a rhythm further on in its clause."""
    if (
        atom.kind not in ("monthday", "hour", "weekday")
        or atom.word
        or not atom.cue.startswith(("trước", "chậm", "muộn"))
    ):
        return False
    kinds = [a.kind for a in group]
    return (
        kinds[-1] == "cadence"
        and kinds.count("cadence") == 1
        and not {"day", "monthday"} & set(kinds)
        and not re.search("[:;]", gap)
    )


def _reduced(folded: str, group: list[Atom], when: When) -> list[Phrase]:
    phrase = _reduce(folded, _ranged(folded, group), when)
    if phrase is None:
        return []
    return [
        replace(phrase, atoms=tuple(group), start=min(a.cue_start for a in group), end=max(phrase.end, group[-1].end))
    ]


def _ranged(folded: str, group: list[Atom]) -> list[Atom]:
    """Of "từ A đến B" and "A - B" only B bounds the work."""
    kept: list[Atom] = []
    for i, atom in enumerate(group):
        after = group[i + 1] if i + 1 < len(group) else None
        if (
            after is not None
            and atom.kind in ONCE
            and after.kind in ONCE
            and _RANGE.fullmatch(folded[atom.end : after.start])
        ):
            continue
        kept.append(atom)
    return kept


def _reduce(folded: str, atoms: list[Atom], when: When) -> Phrase | None:
    kinds = {atom.kind for atom in atoms}
    first, last = atoms[0], atoms[-1]
    base = Phrase(DeadlineType.NONE, "", first.cue_start, last.end, first.start, tuple(atoms))
    if "cadence" in kinds:
        return _with_cadence(folded, atoms, when, base)
    once = [a for a in atoms if a.kind in ONCE]
    if "cont" in kinds:
        return _with_continuous(folded, atoms, once, when, base)
    if once:
        return _one_off(folded, atoms, once, when, base)
    if "relative" in kinds:
        end = relative(first, when, vietnam())
        if end is None:
            return replace(base, why="Tính từ một sự việc chưa có ngày, nên chưa có ngày cụ thể.")
        return replace(base, type=DeadlineType.DATE, value=end.value, why=end.why)
    if "unspec" in kinds:
        return replace(
            base, type=DeadlineType.RECURRING, value="FREQ=UNSPECIFIED", why="Ghi định kỳ mà không ghi chu kỳ."
        )
    if "demand" in kinds:
        return replace(base, why="Làm khi có yêu cầu hoặc có việc phát sinh, không có ngày.")
    return None


def _hour(atoms: list[Atom]) -> time | None:
    found = next((a for a in atoms if a.kind == "hour"), None)
    return time(found.numbers[0], found.numbers[1]) if found else None


def _one_off(folded: str, atoms: list[Atom], once: list[Atom], when: When, base: Phrase) -> Phrase | None:
    end = end_of(once, when)
    if end is None:
        return None
    onward = _ONWARD.match(folded, atoms[-1].end)
    spanned = once[0].word == "-" or once[0].kind == "stage"
    if once[0].cue.endswith("từ") and not spanned and (onward or len(once) == 1):
        start = _first_day(end.value, once[-1])
        if onward:
            return replace(base, type=DeadlineType.CONTINUOUS, value=f"CONTINUOUS;FROM={start}", end=onward.end())
        return replace(
            base, type=DeadlineType.CONTINUOUS, value=f"CONTINUOUS;FROM={start}", why="Chỉ ghi ngày bắt đầu."
        )
    years = _NEXT_YEARS.match(folded, atoms[-1].end)
    if years and end.type != "recurring":
        if once[0].cue.endswith("từ"):
            return replace(
                base, type=DeadlineType.CONTINUOUS, value=f"CONTINUOUS;FROM={_first_day(end.value, once[-1])}"
            )
        then = "CONTINUOUS" if years["keep"] else "FREQ=YEARLY"
        return replace(base, type=DeadlineType.COMPOUND, value=f"{end.value};THEN={then}", end=years.end())
    at = _hour(atoms) if end.type == "date" else None
    return replace(base, type=DeadlineType(end.type), value=end.value, at=at, why=end.why)


def _first_day(value: str, atom: Atom) -> str:
    if atom.kind == "quarter":
        return f"{value[:4]}-{int(value[-1]) * 3 - 2:02d}-01"
    return {"year": value[:5] + "01-01", "stage": value[:5] + "01-01", "month": value[:8] + "01"}.get(atom.kind, value)


def _with_continuous(folded: str, atoms: list[Atom], once: list[Atom], when: When, base: Phrase) -> Phrase:
    where = next(i for i, a in enumerate(atoms) if a.kind == "cont")
    end = end_of(once, when) if once else None
    plain = replace(base, type=DeadlineType.CONTINUOUS, value="CONTINUOUS")
    if end is None or end.type == "recurring":
        return replace(base, type=DeadlineType.RECURRING, value=end.value) if end else plain
    if once[0].cue.endswith("từ") and len(once) == 1:
        return replace(plain, value=f"CONTINUOUS;FROM={_first_day(end.value, once[0])}")
    before = [a for a in atoms[:where] if a.kind in ONCE]
    bounding = [a for a in once if a.kind in ("day", "month", "quarter", "half") or _firm(folded, a)]
    if not bounding or (not before and not any(_firm(folded, a) for a in bounding)):
        return plain
    return replace(base, type=DeadlineType.COMPOUND, value=f"{end.value};THEN=CONTINUOUS", why=end.why)


def _firm(folded: str, atom: Atom) -> bool:
    return re.search(r"trước|hoàn thành|xong|chậm nhất|muộn nhất|hạn", folded[atom.cue_start : atom.start]) is not None


def _with_cadence(folded: str, atoms: list[Atom], when: When, base: Phrase) -> Phrase | None:
    first = next(i for i, a in enumerate(atoms) if a.kind == "cadence")
    once = [a for a in atoms[:first] if a.kind in ONCE and a.kind != "monthday"]
    if once and not _anchoring(folded, once, atoms[first]):
        end = end_of(once, when)
        if end is not None and end.type != "recurring":
            rest = [a for a in atoms if a not in once]
            value = f"{end.value};THEN={rrule(rest, _near(folded, rest))}"
            return replace(base, type=DeadlineType.COMPOUND, value=value, at=None, why=end.why)
    used = [a for a in atoms if a.kind in ("cadence", "hour", *ANCHORS)]
    stated = any(a.kind == "day" and not a.y for a in used)
    used = [
        a
        for a in used
        if not (a.kind in ONCE and a.y and atoms.index(a) > first and not _yearly(atoms[first]) and not stated)
    ]
    if any(a.kind == "hour" and a.cue.endswith("từ") for a in used):  # opening hours, not a deadline
        used = [a for a in used if a.kind != "hour"]
    value = rrule(used, _near(folded, used))
    return replace(base, type=DeadlineType.RECURRING, value=value) if value else None


def _near(folded: str, atoms: list[Atom]) -> list[bool]:
    return [
        _TOUCH.fullmatch(folded[a.end : b.cue_start]) is not None or a.kind == b.kind
        for a, b in zip(atoms, atoms[1:], strict=False)
    ] + [False]


def _yearly(cadence: Atom) -> bool:
    return any(p in (("YEARLY", 1), ("MONTHLY", 6)) for p in cadence.periods)


def _anchoring(folded: str, once: list[Atom], cadence: Atom) -> bool:
    """Whether the days before a cadence are its days ("30/6 và 31/12 hằng năm") and not a first end of its own."""
    if once[-1].kind not in ANCHORS or not _yearly(cadence):
        return False
    gap = folded[once[-1].end : cadence.start]
    return _OF_CADENCE.fullmatch(gap) is not None or (once[-1].y is None and len(once) > 1)
