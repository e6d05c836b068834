"""Who is told to do something: leads and coordinators read from a duty, a heading, a bracket or a labelled line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .bodies import Catalogue, Hit, mentions
from .fields import read_fields
from .values import BodyMention
from .verbs import CLAUSE_FIRST, FORMAL, INTRO, NOT_SUBJECT, ORDER, SUPERIOR, SUPERIOR_COLON, SUPERIOR_NAME, VERB
from .words import UPPER, fold

NOBODY, LATE, SUBJECT, NAMED, FORMALLY = range(5)  # how firmly a body is named

_WITH = re.compile(
    r"phối\s*hợp(?:,?\s+(?:chặt chẽ|thường xuyên|hiệu quả|tốt|thực hiện|đồng bộ|kịp thời|cùng|trao đổi|chủ động|liên ngành|và|tích cực))*"
    r"(?:,?\s+(?:với|cùng với|cùng))?\s*:?\s+"
)
_NOISE = re.compile(
    r"(?:các\s+)?(?:gia đình|nhà trường|người dân|nhân dân|cá nhân|tổ chức quốc tế|chủ cơ sở)(?:\s+(?:người nghiện|học sinh))?\s*(?:,|và)\s+"
)
_FOREIGN = re.compile(
    r"[^.;,]{0,45}?(?:trung quốc|đối đẳng|nước ngoài|nước bạn|cam-?pu-?chia|(?:của|phía|nước|giới)\s+lào\b(?!\s+cai)|giáp biên trung)"
)
_FOREIGN_BEFORE = re.compile(r"(?:đối đẳng|phía bạn|nước bạn)[^.;,]{0,20}$")
_PAPER_BEFORE = re.compile(r"(?:quy chế|chương trình|kế hoạch|cơ chế|nghị quyết|văn bản|biên bản|thỏa thuận)\s+$")
_TO_JOIN = re.compile(r"(?:cung cấp|thông báo|chuyển|trao đổi|gửi|báo)\b[^.;]{0,80}?\b(?:cho|với|đến|tới|về)\s+")
_BEGINS = re.compile(rf"[{UPPER}]|các\s|sở[ ,]|ủy ban|lực lượng|công an|người đứng đầu|thủ trưởng")
_LABEL = re.compile(r"(?:[^:.;()]{3,90}):\s+")
_ORDERED_LATER = re.compile(r"[,;]\s+(?:giao|đề nghị|yêu cầu)\s")
_THEN_JOIN = re.compile(r"\s+để\s+(?:cùng\s+)?phối\s*hợp")
_HELPS = re.compile(r"\s+(?:có trách nhiệm\s+|cùng\s+)?phối\s*hợp\b")
_STATEMENT = re.compile(
    r"(?:phân công|giao)(?:\s+(?:nhiệm vụ|thực hiện|trách nhiệm|cụ thể))*\s*:?\s+|(?:đơn vị|cơ quan)\s+(?:chủ trì(?:\s+thực hiện)?|thực hiện)\s*:\s+|do\s+|trách nhiệm(?:\s+thực hiện)?\s*:\s+|thực hiện\s*:\s+"
)
_DOES = re.compile(
    r"\s*(?:theo [^,.;:()]{1,60}\s+)?(?:,\s*)?(?:làm\s+|là\s+)?(?:cùng\s+)?(?:chủ trì|chủ động|thực hiện|phối\s*hợp|hoàn thành|tham mưu|triển khai|chịu trách nhiệm|tổ chức|báo cáo|ban hành|đầu mối|theo dõi|trình|hướng dẫn|tổng hợp|rà soát)"
)
_OWNER = re.compile(
    r"(?:trách nhiệm|nhiệm vụ|phần việc|nội dung công việc|công việc)(?:\s+(?:cụ thể|trọng tâm))?\s+(?:của|giao(?:\s+cho)?)\s+|(?:đối với|về phía|phân công(?:\s+cho)?|giao(?:\s+cho)?)\s+"
)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_])")
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_REPORT_TO = re.compile(r"(?:báo cáo|gửi)\b[^.;()]{0,90}?\b(?:về|gửi|cho|tới|đến|lên)\s+|báo cáo\s+|gửi\s+")
_VIA = re.compile(r"\s*[,(]?\s*\(?\s*(?:thông\s+)?qua\s+")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who leads and who helps; ``firmness`` tells a grammatical subject from a formal assignment."""

    leads: tuple[BodyMention, ...] = ()
    coordinators: tuple[BodyMention, ...] = ()
    firmness: int = NOBODY
    why: str = ""
    words: str = ""  # the words of the assignment, for its deadline
    labels: bool = False  # the bodies stand before a colon, as a heading does

    def __bool__(self) -> bool:
        return bool(self.leads or self.coordinators)


@dataclass(frozen=True, slots=True)
class Assigner:
    """Reads assignments with one catalogue."""

    catalogue: Catalogue
    _read: dict[str, Assignment] = field(default_factory=dict, repr=False, compare=False)

    # --- a duty ------------------------------------------------------------------------------------------------------

    def of_item(self, text: str) -> Assignment:
        """Of a duty's own words (its marker taken off)."""
        if text not in self._read:
            if len(self._read) > 512:
                self._read.clear()
            self._read[text] = self._of_item(text)
        return self._read[text]

    def _of_item(self, text: str) -> Assignment:
        folded = fold(text)
        bracket = self._bracketed(text, folded)
        subject = self._subject(text, folded)
        helpers = self.helpers(text, folded)
        if bracket and bracket.leads:
            return Assignment(bracket.leads, _union(helpers, bracket.coordinators), FORMALLY, bracket.why)
        extra = bracket.coordinators if bracket else ()
        return Assignment(
            subject.leads,
            _union(helpers, extra, subject.coordinators),
            subject.firmness,
            subject.why,
            "",
            subject.labels,
        )

    def _subject(self, text: str, folded: str) -> Assignment:
        at = INTRO.match(folded).end()  # type: ignore[union-attr]
        found = self._told(text, folded, at)
        if found:
            return found
        first = re.compile(r"[.;](?:\s|$)").search(folded)
        end = first.start() if first else len(text)
        if re.match(r"cấp (?:xã|cơ sở)\s*:", folded[at:]):
            return Assignment(self.bodies("UBND cấp xã"), (), NAMED, "Nhãn “Cấp xã”.", labels=True)
        label = _LABEL.match(folded, at)
        found = self._told(text, folded, label.end()) if label else None
        if found and found.leads:
            return found
        clause = CLAUSE_FIRST.match(folded, at) is not None
        if clause or _ORDERED_LATER.search(folded, at, end):
            found = self._after_clause(text, folded, at, min(end, at + 700), ordered=not clause)
            if found:
                return found
        return self._late(text, folded, at)

    def _told(self, text: str, folded: str, at: int, *, whole: bool = False) -> Assignment | None:
        """A body at ``at``: ordered ("Giao X …"), named ("X chủ trì", "X: …") or plain subject ("X tăng cường …")."""
        order = ORDER.match(folded, at)
        begin = order.end() if order else at
        if begin >= len(text):
            return None
        hits, end = self.catalogue.read_list(text, folded, begin)
        if not hits:
            return None
        bodies = mentions(text, hits)
        superior = SUPERIOR.match(folded, end) or (
            SUPERIOR_COLON.match(folded, end) if folded.rstrip().endswith(":") else None
        )
        if superior and not order and SUPERIOR_NAME.match(fold(bodies[0].name)):
            inner = self._told(text, folded, superior.start() + 1)
            return inner or Assignment((), (), NOBODY, "superior")
        if order:
            return Assignment(
                bodies, (), NAMED, f"“{text[begin:end].strip()}” được giao trong câu.", labels=_colon(folded, end)
            )
        formal = FORMAL.match(folded, end)
        if formal and (whole or formal.end() < len(text.rstrip(" .;/"))):
            return Assignment(
                bodies,
                (),
                NAMED,
                f"“{text[begin:end].strip()}” đứng đầu câu và được nêu là chủ trì.",
                labels=_colon(folded, end),
            )
        if NOT_SUBJECT.match(folded, end) or not _verb_follows(folded, end):
            return None
        return Assignment(bodies, (), SUBJECT, f"“{text[begin:end].strip()}” là chủ ngữ của câu.")

    def _after_clause(self, text: str, folded: str, start: int, end: int, *, ordered: bool) -> Assignment | None:
        """ "Căn cứ …, các sở …", "Để …, giao UBND cấp xã …": the body after an opening clause."""
        helping = self._help_spans(text, folded, end)
        for comma in re.compile(r"[,;:]\s+").finditer(folded, start, end):
            if any(first < comma.start() < last for first, last in helping):
                continue
            order = ORDER.match(folded, comma.end())
            if not order and (
                ordered or not _BEGINS.match(text, comma.end()) or not self.catalogue.at(text, folded, comma.end())
            ):
                continue
            found = self._told(text, folded, comma.end())
            if found and (found.firmness >= SUBJECT):
                return found
        return None

    def _help_spans(self, text: str, folded: str, end: int) -> list[tuple[int, int]]:
        """Where bodies are listed after "phối hợp với": no subject begins inside."""
        spans = []
        for word in _WITH.finditer(folded, 0, end):
            if word.end() < len(text):
                spans.append((word.start(), self.catalogue.read_list(text, folded, word.end())[1]))
        return spans

    def _late(self, text: str, folded: str, at: int) -> Assignment:
        """A body that only a later sentence names; it counts where nothing else does."""
        leads: list[tuple[BodyMention, ...]] = []
        for sentence in _SENTENCE.finditer(text, at):
            begin = INTRO.match(folded, sentence.end()).end()  # type: ignore[union-attr]
            found = self._told(text, folded, begin)
            if found and found.leads:
                leads.append(found.leads)
        return Assignment(_union(*leads), (), LATE if leads else NOBODY, "Tên cơ quan nêu ở câu sau." if leads else "")

    def _bracketed(self, text: str, folded: str) -> Assignment | None:
        """The last bracket that says who does it."""
        found = None
        for bracket in _BRACKET.finditer(text):
            inner = self.of_statement(bracket.group(1), bracketed=True)
            if inner:
                found = inner
        if found or not folded.rstrip(" .;").endswith(")"):
            return found
        return None

    # --- a statement: bracket, "Phân công nhiệm vụ: …", field ----------------------------------------------------------

    def of_statement(self, text: str, *, bracketed: bool = False) -> Assignment:
        """Of words that do nothing but assign: "Công an tỉnh chủ trì, phối hợp Sở Y tế thực hiện thường xuyên"."""
        labelled = self.of_fields(text)
        if labelled.leads or (labelled.coordinators and not bracketed):
            return labelled
        folded = fold(text)
        opening = _STATEMENT.match(folded)
        at = opening.end() if opening else 0
        order = ORDER.match(folded, at)
        at = order.end() if order else at
        if at >= len(text):
            return Assignment()
        helpers = self.helpers(text, folded)
        hits, end = self.catalogue.read_list(text, folded, at)
        if not hits:
            return Assignment((), helpers, FORMALLY if helpers else NOBODY)
        does = _DOES.match(folded, end)
        if bracketed and not (does or order or opening):
            return Assignment()
        helpers = _union(helpers, self._help(text, folded, end))
        leads = _minus(mentions(text, hits), helpers)
        return Assignment(leads, helpers, FORMALLY, f"Phân công: “{text[at:end].strip()}”.", text)

    def _help(self, text: str, folded: str, start: int) -> tuple[BodyMention, ...]:
        """ "…; các sở, ngành phối hợp": bodies before the word, not after it."""
        found: list[Hit] = []
        for cut in re.compile(r"[;,.]\s+(?:và\s+)?").finditer(folded, start):
            hits, end = self.catalogue.read_list(text, folded, cut.end()) if cut.end() < len(text) else ([], 0)
            if hits and _HELPS.match(folded, end):
                found.extend(hits)
        return mentions(text, found)

    def of_fields(self, text: str) -> Assignment:
        """Of labelled parts: "Cơ quan chủ trì: …; phối hợp: …"."""
        leads: list[tuple[BodyMention, ...]] = []
        helpers: list[tuple[BodyMention, ...]] = []
        for part in read_fields(text):
            value = text[part.start : part.end]
            if part.kind == "lead":
                inner = (
                    self.of_statement(value) if value.strip() and ":" not in value else Assignment(self.bodies(value))
                )
                leads.append(inner.leads)
                helpers.append(inner.coordinators)
            elif part.kind == "coordinate":
                helpers.append(self.bodies(value))
        found, helping = _union(*leads), _union(*helpers)
        return Assignment(
            found,
            _minus(helping, found),
            FORMALLY if found or helping else NOBODY,
            "Ghi ở dòng “Cơ quan chủ trì/phối hợp”.",
            text,
        )

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

    # --- a heading -----------------------------------------------------------------------------------------------------

    def of_heading(self, title: str) -> Assignment:
        """Of a heading: "1. Công an tỉnh", "Giao Sở Y tế chủ trì:", "Trách nhiệm của UBND cấp xã"; nobody in a topic."""
        folded = fold(title)
        owner = _OWNER.match(folded)
        at = owner.end() if owner else INTRO.match(folded).end()  # type: ignore[union-attr]
        found = self._told(title, folded, at, whole=True) if at < len(title) else None
        if found and found.leads:
            whole = not title.rstrip(" :.").endswith((",", "và"))
            return (
                Assignment(found.leads, self.helpers(title, folded), found.firmness, "Thừa kế từ đề mục: " + found.why)
                if whole
                else found
            )
        if re.match(r"cấp (?:xã|cơ sở)\s*(?::|$)", folded):
            return Assignment(self.bodies("UBND cấp xã"), (), NAMED, "Đề mục “Cấp xã”.")
        return Assignment((), self.helpers(title, folded) if title.endswith(":") else ())

    # --- coordinators ----------------------------------------------------------------------------------------------------

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


def _colon(folded: str, end: int) -> bool:
    return folded[end:].lstrip().startswith(":")


def _verb_follows(folded: str, end: int) -> bool:
    """After a plain subject comes its verb, with at most "căn cứ …", "theo chức năng …" between."""
    gap = re.compile(r"\s*(?:\([^()]*\)\s*)?(,?)\s*").match(folded, end)
    rest = gap.end() if gap else end
    if VERB.match(folded, rest):
        return True
    return (
        not (gap and gap.group(1))
        and folded[rest : rest + 1].isalpha()
        and not folded.startswith(("và ", "của ", "hoặc "), rest)
    )


def _union(*groups: Iterable[BodyMention]) -> tuple[BodyMention, ...]:
    seen: dict[str, BodyMention] = {}
    for group in groups:
        for body in group:
            seen.setdefault(fold(body.name), body)
    return tuple(seen.values())


def _minus(group: Iterable[BodyMention], taken: Iterable[BodyMention]) -> tuple[BodyMention, ...]:
    names = {fold(body.name) for body in taken}
    return tuple(body for body in group if fold(body.name) not in names)


union, minus = _union, _minus
