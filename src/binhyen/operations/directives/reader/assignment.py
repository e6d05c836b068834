"""Who is told to do something: leads and coordinators read from a duty, a heading, a bracket or a labelled line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .bodies import mentions
from .fields import read_fields
from .helping import Helping, minus, union
from .values import BodyMention
from .verbs import (
    CLAUSE_FIRST,
    FORMAL,
    INTRO,
    NOT_SUBJECT,
    ORDER,
    PERSON_NAMED,
    POST,
    SUPERIOR,
    SUPERIOR_COLON,
    SUPERIOR_NAME,
    VERB,
)
from .words import UPPER, fold

NOBODY, LATE, SUBJECT, NAMED, FORMALLY = range(5)  # how firmly a body is named

_BEGINS = re.compile(rf"[{UPPER}]|các\s|sở[ ,]|ủy ban|lực lượng|công an|người đứng đầu|thủ trưởng")
_LABEL = re.compile(r"(?:[^:.;()]{3,90}):\s+")
_ORDERED_LATER = re.compile(r"[,;]\s+(?:giao|đề nghị|yêu cầu)\s")
_STATEMENT = re.compile(
    r"(?:phân công|giao)(?:\s+(?:nhiệm vụ|thực hiện|trách nhiệm|cụ thể))*\s*:?\s+|(?:đơn vị"
    r"|cơ quan)\s+(?:chủ trì(?:\s+thực hiện)?|thực hiện)\s*:\s+|do\s+|trách nhiệm(?:\s+thực hiện)?\s*:\s+"
    r"|thực hiện\s*:\s+"
)
_DOES = re.compile(
    r"\s*(?:theo [^,.;:()]{1,60}\s+)?(?:,\s*)?(?:làm\s+|là\s+)?(?:cùng\s+)?(?:chủ trì|chủ động|thực hiện|phối\s*hợp"
    r"|hoàn thành|tham mưu|triển khai|chịu trách nhiệm|tổ chức|báo cáo|ban hành|đầu mối|theo dõi|trình|hướng dẫn"
    r"|tổng hợp|rà soát)"
)
_OWNER = re.compile(
    r"(?:trách nhiệm|nhiệm vụ|phần việc|nội dung công việc|công việc)(?:\s+(?:cụ thể|trọng tâm))?\s+(?:của"
    r"|giao(?:\s+cho)?)\s+|(?:đối với|về phía|phân công(?:\s+cho)?|giao(?:\s+cho)?)\s+"
)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_])")
_LAST_BRACKET = re.compile(r"\(([^()]{4,200})\)[\s.;,]*$")
_TOWARDS = re.compile(r"(?:về|gửi|qua|cho|với|tại|của|đến)\s+$")
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


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
class Assigner(Helping):
    """Reads assignments with one catalogue."""

    _read: dict[str, Assignment] = field(default_factory=dict, repr=False, compare=False)

    # --- a duty ---

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
            return Assignment(bracket.leads, union(helpers, bracket.coordinators), FORMALLY, bracket.why)
        extra = bracket.coordinators if bracket else ()
        if "chủ trì" in folded:
            extra = union(extra, self.helping(text, folded, 0))
        if not subject.leads:
            subject = self._bare_bracket(text, folded) or subject
        return Assignment(
            subject.leads,
            union(helpers, extra, subject.coordinators),
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
        person = PERSON_NAMED.match(text, begin)
        begin = person.end() if person else begin
        hits, end = self.catalogue.read_list(text, folded, begin)
        if not hits:
            return None
        bodies = mentions(text, hits)
        post = POST.match(folded, end) if person or folded.startswith("các đồng chí", at) else None
        end = post.end() - 1 if post else end
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
        helping = self.help_spans(text, folded, end)
        read = start  # commas before this place stand in a list already read: all its tails end alike
        for comma in re.compile(r"[,;:]\s+").finditer(folded, start, end):
            if comma.start() < read or any(first < comma.start() < last for first, last in helping):
                continue
            order = ORDER.match(folded, comma.end())
            if not order and (
                ordered or not _BEGINS.match(text, comma.end()) or not self.catalogue.at(text, folded, comma.end())
            ):
                continue
            found = self._told(text, folded, comma.end())
            if found and (found.firmness >= SUBJECT):
                return found
            if found is None and not order:
                read = self.catalogue.read_list(text, folded, comma.end())[1]
        return None

    def _late(self, text: str, folded: str, at: int) -> Assignment:
        """A body that only a later sentence names; it counts where nothing else does."""
        leads: list[tuple[BodyMention, ...]] = []
        for sentence in _SENTENCE.finditer(text, at):
            begin = INTRO.match(folded, sentence.end()).end()  # type: ignore[union-attr]
            found = self._told(text, folded, begin)
            if found and found.leads:
                leads.append(found.leads)
        return Assignment(union(*leads), (), LATE if leads else NOBODY, "Tên cơ quan nêu ở câu sau." if leads else "")

    def _bare_bracket(self, text: str, folded: str) -> Assignment | None:
        """ "… (Công an tỉnh)." at the end of a duty nobody else is named in."""
        found = _LAST_BRACKET.search(text)
        if not found or found.start() < 25 or _TOWARDS.search(folded, max(0, found.start() - 14), found.start()):
            return None
        inner = found.group(1).strip()
        hits, end = self.catalogue.read_list(inner, fold(inner), 0) if inner else ([], 0)
        if not hits or end < len(inner.rstrip(" .;")):
            return None
        return Assignment(mentions(inner, hits), (), NAMED, f"Ghi trong ngoặc cuối câu: “{inner}”.")

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

    # --- a statement: bracket, "Phân công nhiệm vụ: …", field ---

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
        helpers = union(helpers, self.helping(text, folded, end))
        leads = minus(mentions(text, hits), helpers)
        return Assignment(leads, helpers, FORMALLY, f"Phân công: “{text[at:end].strip()}”.", text)

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
        found, helping = union(*leads), union(*helpers)
        return Assignment(
            found,
            minus(helping, found),
            FORMALLY if found or helping else NOBODY,
            "Ghi ở dòng “Cơ quan chủ trì/phối hợp”.",
            text,
        )

    # --- a heading ---

    def of_heading(self, title: str) -> Assignment:
        """Of a heading: "1. Công an tỉnh", "Giao Sở Y tế chủ trì:", "Trách nhiệm của UBND cấp xã"; nobody in a"
        " topic."""
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

    # --- coordinators ---


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
