"""Bodies that help and bodies that are told: after "phối hợp (với)", and after "báo cáo (về)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .bodies import Catalogue, Hit, mentions
from .values import BodyMention
from .verbs import ORDER
from .words import fold

_WITH = re.compile(
    r"phối\s*hợp(?:,?\s+(?:chặt chẽ|thường xuyên|hiệu quả|tốt|thực hiện|đồng bộ|kịp thời|cùng|trao đổi|chủ động"
    r"|liên ngành|và|tích cực))*"
    r"(?:,?\s+(?:với|cùng với|cùng))?\s*:?\s+"
)
_NOISE = re.compile(
    r"(?:các\s+)?(?:gia đình|nhà trường|người dân|nhân dân|cá nhân|tổ chức quốc tế|chủ cơ sở)(?:\s+(?:người nghiện"
    r"|học sinh))?\s*(?:,|và)\s+"
)
_FOREIGN = re.compile(
    r"[^.;,]{0,45}?(?:trung quốc|đối đẳng|nước ngoài|nước bạn|cam-?pu-?chia|(?:của|phía|nước"
    r"|giới)\s+lào\b(?!\s+cai)|giáp biên trung)"
)
_FOREIGN_BEFORE = re.compile(r"(?:đối đẳng|phía bạn|nước bạn)[^.;,]{0,20}$")
_PAPER_BEFORE = re.compile(r"(?:quy chế|chương trình|kế hoạch|cơ chế|nghị quyết|văn bản|biên bản|thỏa thuận)\s+$")
_TO_JOIN = re.compile(r"(?:cung cấp|thông báo|chuyển|trao đổi|gửi|báo)\b[^.;]{0,80}?\b(?:cho|với|đến|tới|về)\s+")
_THEN_JOIN = re.compile(r"\s+để\s+(?:cùng\s+)?phối\s*hợp")
_HELPS = re.compile(r"\s+(?:có trách nhiệm\s+|cùng\s+)?phối\s*hợp(?:\s+thực hiện)?\s*(?:[.;,)]|$)")
_REPORT_TO = re.compile(r"(?:báo cáo|gửi)\b[^.;()]{0,90}?\b(?:về|gửi|cho|tới|đến|lên)\s+|báo cáo\s+|gửi\s+")
_VIA = re.compile(r"\s*[,(]?\s*\(?\s*(?:thông\s+)?qua\s+")


@dataclass(frozen=True, slots=True)
class Helping:
    """Reads helpers, lists and addressees with one catalogue."""

    catalogue: Catalogue

    def helpers(self, text: str, folded: str | None = None) -> tuple[BodyMention, ...]:
        """Bodies after every "phối hợp (với)", foreign partners left out."""
        folded = folded if folded is not None else fold(text)
        found: list[Hit] = []
        for word in _WITH.finditer(folded):
            if _PAPER_BEFORE.search(folded, max(0, word.start() - 25), word.start()):
                continue
            at = word.end()
            noise = _NOISE.match(folded, at)
            at = noise.end() if noise else at
            if (
                at >= len(text)
                or folded.startswith("giữa", at)
                or _FOREIGN_BEFORE.search(folded, max(0, word.start() - 30), word.start())
            ):
                continue
            hits, end = self.catalogue.read_list(text, folded, at)
            if hits and not _FOREIGN.match(folded, end):
                found.extend(hits)
        for word in _TO_JOIN.finditer(folded):
            hits, end = self.catalogue.read_list(text, folded, word.end()) if word.end() < len(text) else ([], 0)
            if hits and _THEN_JOIN.match(folded, end):
                found.extend(hits)
        return mentions(text, found)

    def help_spans(self, text: str, folded: str, end: int) -> list[tuple[int, int]]:
        """Where bodies are listed after "phối hợp với": no subject begins inside."""
        spans = []
        for word in _WITH.finditer(folded, 0, end):
            if word.end() < len(text):
                spans.append((word.start(), self.catalogue.read_list(text, folded, word.end())[1]))
        return spans

    def helping(self, text: str, folded: str, start: int) -> tuple[BodyMention, ...]:
        """ "…; các sở, ngành phối hợp": bodies before the word, not after it."""
        found: list[Hit] = []
        read = start
        for cut in re.compile(r"[;,.]\s+(?:và\s+)?").finditer(folded, start):
            if cut.start() < read or cut.end() >= len(text):
                continue
            hits, end = self.catalogue.read_list(text, folded, cut.end())
            read = end if hits else read
            if hits and _HELPS.match(folded, end):
                found.extend(hits)
        return mentions(text, found)

    def bodies(self, text: str) -> tuple[BodyMention, ...]:
        """All bodies of a cell or a list, whatever stands between them."""
        folded = fold(text)
        hits: list[Hit] = []
        at = 0
        while at < len(text):
            order = ORDER.match(folded, at)
            at = order.end() if order else at
            found, end = self.catalogue.read_list(text, folded, at) if at < len(text) else ([], at)
            hits.extend(found)
            if found:
                at = end
            gap = re.compile(r"[,;.\n]\s*|\s+(?:và|cùng)\s+|(?<=\w)\s+").search(text, at if found else at + 1)
            at = gap.end() if gap else len(text)
        return mentions(text, hits)

    def report_to(self, text: str) -> str:
        """Whom a report goes to, with the body it goes through."""
        folded = fold(text)
        for word in _REPORT_TO.finditer(folded):
            if word.end() >= len(text) or ("báo cáo" not in folded[max(0, word.start() - 120) : word.end()]):
                continue
            hits, end = self.catalogue.read_list(text, folded, word.end())
            if not hits:
                continue
            names = ", ".join(body.name for body in mentions(text, hits))
            via = _VIA.match(folded, hits[-1].end)
            through = self.catalogue.read_list(text, folded, via.end())[0] if via and via.end() < len(text) else []
            return f"{names} (qua {through[0].names[0][0]})" if through else names
        return ""


def union(*groups: Iterable[BodyMention]) -> tuple[BodyMention, ...]:
    seen: dict[str, BodyMention] = {}
    for group in groups:
        for body in group:
            seen.setdefault(fold(body.name), body)
    return tuple(seen.values())


def minus(group: Iterable[BodyMention], taken: Iterable[BodyMention]) -> tuple[BodyMention, ...]:
    names = {fold(body.name) for body in taken}
    return tuple(body for body in group if fold(body.name) not in names)
