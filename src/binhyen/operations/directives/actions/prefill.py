"""Reading a stretch of text that a reviewer marked as a duty, with the grammar the reader itself uses."""

import re
from collections.abc import Sequence
from dataclasses import replace

from binhyen.operations.directives.models import Directive, Duty
from binhyen.operations.directives.queries.as_values import deadline_value, duty_values
from binhyen.operations.directives.queries.bodies import known_mentions
from binhyen.operations.directives.reader import deadlines, references, targets
from binhyen.operations.directives.reader.assignment import Assigner
from binhyen.operations.directives.reader.bodies import default_catalogue
from binhyen.operations.directives.reader.clarity import timed
from binhyen.operations.directives.reader.titles import product_of, title_of
from binhyen.operations.directives.reader.values import Deadline, DeadlineType, DutyKind, LegalRef, Span, Target
from binhyen.operations.directives.reader.values import Duty as ReadDuty
from binhyen.operations.directives.reader.words import fold

_MARKER = re.compile(r"\s*(?:[-–+•*]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]\))\s*")
_REPORTS = re.compile(r"(?:định kỳ|hằng|hàng|trước|chậm nhất)?[^.;]{0,60}\bbáo cáo\b")
_INHERITED = frozenset({"heading", "section", "trailing", "paragraph"})
_MADE = "Người rà soát đánh dấu; máy đọc lại từ chính câu này."


def read_stretch(
    *, directive: Directive, text: str, spans: Sequence[dict[str, int]], near: Duty | None = None
) -> tuple[ReadDuty, dict[str, int]]:
    """The fields of a duty with these words, and name -> id of the bodies the register knows.

    ``near`` is the duty it is cut from: it lends what the words do not name (leads, helpers, deadline).
    """
    words = text[marker.end() :] if (marker := _MARKER.match(text)) else text
    issued = directive.document.issued_on
    assigner = Assigner(default_catalogue())
    assignment = assigner.of_item(words)
    deadline = deadlines.own(text, issued=issued)
    read = ReadDuty(
        index=0,
        kind=_kind(words, deadline),
        title=title_of(words, _subject(assignment.leads, words)),
        text=text,
        path=tuple(_path(directive, spans)),
        line=0,
        col=0,
        page=None,
        spans=tuple(Span(span["block"], span["start"], span["end"]) for span in spans),
        leads=assignment.leads,
        coordinators=tuple(m for m in assignment.coordinators if m not in assignment.leads),
        lead_basis="explicit" if assignment.leads else "none",
        deadline=replace(deadline, span=_moved(deadline.span, spans), basis="own"),
        targets=tuple(_placed(each, spans) for each in targets.find(text, issued=issued)),
        references=tuple(_placed(each, spans) for each in references.find(text)),
        report_to=assigner.report_to(text) if "báo cáo" in fold(text) else "",
        result=product_of(words),
        why={"kind": _MADE, "leads": assignment.why, "deadline": deadline.why},
        certain=False,
    )
    if near is not None:
        read = _lent(read, near)
    return read, known_mentions(mentions=(*read.leads, *read.coordinators), directive=directive)


def _lent(read: ReadDuty, near: Duty) -> ReadDuty:
    """What the neighbour governs: who, where these words name nobody; when, where they name no time."""
    [value] = duty_values([near])
    if not read.leads:
        basis = value.lead_basis if value.lead_basis in _INHERITED else "paragraph"
        read = replace(
            read,
            leads=value.leads,
            lead_basis=basis if value.leads else "none",
            coordinators=read.coordinators or value.coordinators,
        )
    if read.deadline.type is DeadlineType.NONE and timed(deadline_value(near)):
        read = replace(read, deadline=replace(value.deadline, basis="inherited", span=None))
    return read


def _kind(words: str, deadline: Deadline) -> DutyKind:
    reports = _REPORTS.match(fold(words)) and deadline.type is not DeadlineType.NONE
    return DutyKind.REPORT if reports else DutyKind.TASK


def _subject(leads: Sequence[object], words: str) -> str:
    surface = getattr(leads[0], "surface", "") if leads else ""
    return surface if fold(words).startswith(fold(surface)) else ""


def _moved(span: Span | None, spans: Sequence[dict[str, int]]) -> Span | None:
    """From the stretch's own text to the passage; only where the stretch is one piece of one passage."""
    if span is None or len(spans) != 1:
        return None
    start = spans[0]["start"]
    return Span(spans[0]["block"], start + span.start, min(start + span.end, spans[0]["end"]))


def _placed[Found: (Target, LegalRef)](found: Found, spans: Sequence[dict[str, int]]) -> Found:
    return replace(found, span=_moved(found.span, spans))


def _path(directive: Directive, spans: Sequence[dict[str, int]]) -> list[str]:
    """The headings above the first passage, outermost first."""
    trail: list[dict[str, object]] = []
    for row in directive.outline:
        if row["passage"] > spans[0]["block"]:
            break
        trail = [*(each for each in trail if int(str(each["depth"])) < row["depth"]), row]
    return [str(row["title"]) for row in trail]
