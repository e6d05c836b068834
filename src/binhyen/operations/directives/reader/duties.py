"""From drafts to duties: whose words count for lead, deadline and kind, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from . import references, targets
from .assignment import FORMALLY, LATE, NAMED, NOBODY, SUBJECT, Assigner, Assignment
from .bodies import Catalogue
from .collecting import Collector
from .drafts import Draft
from .helping import minus, union
from .quoting import Quoter
from .titles import product_of, title_of
from .values import Block, BodyMention, Deadline, DeadlineType, Duty, DutyKind, Level, Node, RawLine, Span
from .words import fold, squeeze
from .zones import Zone

_REPORTING = re.compile(
    r"(?:[^.;:]{0,80}?:\s*)?(?:(?:đồng thời|thực hiện|chế độ)\s+)?(?:(?:định kỳ|hằng|hàng|mỗi|trước|chậm nhất|vào"
    r"|ngày|\d)[^.;]{0,60}?[, ]\s*)?"
    r"(?:[^.;,]{0,40}?(?:theo dõi|tổng hợp|gửi|xây dựng)[^.;]{0,140}?)?(?<!mẫu )(?<!dự thảo )báo cáo\b"
)
_PLAIN_REPORT = re.compile(
    r"\s*(?:(?:trực thuộc|được|thuộc|có)\s[^.,;:]{3,30}\s)?(?:định kỳ\s+|có trách nhiệm\s+|tổng hợp,?\s+)?(?:gửi\s+)?"
    r"báo cáo\b"
)
_CONTEXT = "Không có thời hạn riêng; lấy theo "


def find_duties(
    raw: Sequence[RawLine],
    blocks: Sequence[Block],
    nodes: Sequence[Node],
    parts: Sequence[Zone],
    catalogue: Catalogue,
    issued: date | None,
) -> tuple[Duty, ...]:
    """All duties of a document in reading order."""
    assigner = Assigner(catalogue)
    quoter = Quoter(raw)
    paths = _Paths(nodes)
    drafts = Collector(blocks, nodes, parts, assigner, issued).collect()
    return tuple(_duty(number, draft, blocks, paths, assigner, quoter, issued) for number, draft in enumerate(drafts))


def _duty(
    number: int,
    draft: Draft,
    blocks: Sequence[Block],
    paths: _Paths,
    assigner: Assigner,
    quoter: Quoter,
    issued: date | None,
) -> Duty:
    block = blocks[draft.node.span.block]
    text = block.text[draft.start : draft.end]
    words = block.text[draft.words : draft.end].strip()
    assignment, basis = _who(draft)
    deadline, why = _when(draft)
    kind = _kind(draft, words, deadline)
    if kind is DutyKind.TARGET and assignment.firmness < NAMED:
        assignment, basis = Assignment(why="Chỉ tiêu không nêu cơ quan."), "none"
    line, column = block.locate(draft.start)
    found_targets = targets.find(words, issued=issued)
    return Duty(
        index=number,
        kind=kind,
        title=title_of(words, _surface(draft, words)),
        text=quoter.quote(block, draft.start, draft.end),
        path=paths.of(draft),
        line=line,
        col=column,
        page=block.page,
        spans=(Span(block.index, draft.start, draft.end),),
        leads=assignment.leads,
        coordinators=minus(assignment.coordinators, assignment.leads),
        lead_basis=basis if assignment.leads else "none",
        deadline=_placed(deadline, draft),
        targets=tuple(replace(target, span=_moved(target.span, draft)) for target in found_targets),
        references=tuple(replace(ref, span=_moved(ref.span, draft)) for ref in references.find(words)),
        report_to=assigner.report_to(text) if kind is DutyKind.REPORT or "báo cáo" in fold(text) else "",
        result=draft.fields.product or product_of(words),
        why=_reasons(assignment, why, kind, draft),
        certain=_certain(draft, assignment, text),
    )


def _moved(span: Span | None, draft: Draft) -> Span | None:
    if span is None:
        return None
    return Span(draft.node.span.block, span.start + draft.words, span.end + draft.words)


def _placed(deadline: Deadline, draft: Draft) -> Deadline:
    return (
        replace(deadline, span=_moved(deadline.span, draft))
        if deadline.basis == "own" and deadline.span
        else replace(deadline, span=None)
    )


# --- who ---


def _who(draft: Draft) -> tuple[Assignment, str]:
    """Named in the duty, else assigned after it, else in a section beside it, else by the nearest heading."""
    own, fields, trailing, heading = (
        draft.own,
        draft.fields.assignment,
        draft.trailing.assignment,
        draft.heading.assignment,
    )
    if draft.first is not None and own.firmness < SUBJECT:
        first, basis = _who(draft.first)
        return Assignment(
            first.leads, own.coordinators, NAMED, "Cùng đoạn với nhiệm vụ trước: " + first.why
        ), "paragraph"
    if fields.leads:
        return _with(fields, own, fields), "explicit" if draft.row or draft.fields.basis == "explicit" else "trailing"
    if own.firmness >= FORMALLY or (own.firmness >= NAMED and own.leads):
        return _with(own, own, fields, trailing, heading if own.labels else Assignment()), "explicit"
    if trailing.leads:
        return _with(
            trailing, own, trailing, heading if not heading.leads else Assignment()
        ), draft.trailing.basis or "trailing"
    if own.firmness == SUBJECT:
        return _with(own, own, trailing, fields), "explicit"
    if heading.leads:
        return _with(heading, own, heading, trailing, fields), "heading"
    if own.firmness == LATE:
        return _with(own, own, trailing, fields, heading), "explicit"
    return _with(Assignment(why="Không nêu cơ quan nào."), own, trailing, fields, heading), "none"


def _with(chosen: Assignment, *helping: Assignment) -> Assignment:
    """The chosen leads with the coordinators of all that govern the duty."""
    helpers = union(*(source.coordinators for source in helping))
    return Assignment(chosen.leads, minus(helpers, chosen.leads), max(chosen.firmness, NOBODY), chosen.why)


# --- when ---


def _when(draft: Draft) -> tuple[Deadline, str]:
    own = draft.deadline
    if draft.fields.deadline.raw:
        return replace(draft.fields.deadline, basis="own"), "Ghi ở dòng “Thời gian”."
    if own.type is not DeadlineType.NONE or own.raw:
        return own, own.why
    for sides, source in ((draft.trailing, "phần phân công chung"), (draft.heading, "đề mục bên trên")):
        found = sides.deadline
        if found.type is not DeadlineType.NONE:
            return replace(found, basis="inherited", why=f"{_CONTEXT}{source}."), f"{_CONTEXT}{source}: “{found.raw}”."
    return own, "Không ghi thời hạn."


# --- what ---


def _kind(draft: Draft, words: str, deadline: Deadline) -> DutyKind:
    if draft.zone is Zone.TARGETS:
        return DutyKind.TARGET
    folded = fold(words)
    if draft.report or (draft.zone is Zone.REPORTS and "báo cáo" in folded[:200]):
        return DutyKind.REPORT
    rhythm = deadline.type is DeadlineType.RECURRING or "đột xuất" in deadline.raw
    if deadline.type is not DeadlineType.NONE and _subject_reports(draft, folded):
        return DutyKind.REPORT
    if _REPORTING.match(folded) and (
        rhythm
        or folded[:90].find("báo cáo") >= 0
        and deadline.type is not DeadlineType.NONE
        and "tổng hợp" not in folded[:90]
    ):
        return DutyKind.REPORT
    return DutyKind.TASK


def _subject_reports(draft: Draft, folded: str) -> bool:
    """ "Các đơn vị báo cáo kết quả về Công an tỉnh trước ngày 20 hằng tháng": reporting is the first thing it does."""
    if not draft.own.leads or draft.own.firmness < SUBJECT:
        return False
    surface = fold(draft.own.leads[-1].surface)
    at = folded.find(surface, 0, 400)
    return at >= 0 and _PLAIN_REPORT.match(folded, at + len(surface)) is not None


def _surface(draft: Draft, words: str) -> str:
    """The printed subject at the head of a duty, to be left out of its title."""
    for body in draft.own.leads:
        if fold(words).startswith(fold(body.surface)):
            return body.surface
    return ""


class _Paths:
    """Paths of headings, as the places are printed: "Phần IV", "I", "1", "-2", "¶1"."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        counts: dict[tuple[int | None, Level], int] = {}
        self._ordinals: list[int] = []  # which of its parent's children of the same level a place is
        for node in nodes:
            counts[node.parent, node.level] = counts.get((node.parent, node.level), 0) + 1
            self._ordinals.append(counts[node.parent, node.level])

    def of(self, draft: Draft) -> tuple[str, ...]:
        steps: list[str] = []
        index: int | None = draft.node.index
        while index is not None:
            step = self._step(self._nodes[index], own=index == draft.node.index)
            if step:
                steps.append(step)
            index = self._nodes[index].parent
        path = tuple(reversed(steps))
        return (*path, "báo cáo" if draft.report else "b") if draft.part else path

    def _step(self, node: Node, *, own: bool) -> str:
        if node.level in (Level.DASH, Level.PLUS):
            return f"{node.marker[:1]}{self._ordinals[node.index]}"
        if node.marker:
            return node.marker.rstrip(".:/ ")
        if own:
            return f"¶{self._ordinals[node.index]}"
        return node.title.strip(" :.-") if node.level is Level.LABEL and len(node.title) < 160 else ""


def _reasons(assignment: Assignment, when: str, kind: DutyKind, draft: Draft) -> dict[str, str]:
    why = {"deadline": when, "leads": assignment.why or "Không nêu cơ quan nào."}
    if assignment.coordinators:
        why["coordinators"] = (
            "Nêu sau chữ “phối hợp”: " + "; ".join(body.surface for body in assignment.coordinators) + "."
        )
    if kind is DutyKind.TARGET:
        why["kind"] = "Nằm trong phần mục tiêu, chỉ tiêu."
    elif kind is DutyKind.REPORT:
        why["kind"] = "Yêu cầu báo cáo theo kỳ hoặc theo thời điểm."
    else:
        why["kind"] = "Nằm trong phần nhiệm vụ, giải pháp hoặc tổ chức thực hiện."
    if draft.part:
        why["kind"] += " Tách khỏi đoạn trước vì có thời hạn riêng."
    return why


def _certain(draft: Draft, assignment: Assignment, text: str) -> bool:
    """False where a person should look first."""
    if not draft.certain or draft.part or draft.zone in (Zone.UNKNOWN, Zone.MONEY):
        return False
    named: tuple[BodyMention, ...] = (*assignment.leads, *assignment.coordinators)
    if any(not body.key for body in named) or draft.own.firmness == LATE:
        return False
    return len(squeeze(text)) >= 25 and (bool(assignment.leads) or draft.zone is Zone.TARGETS)
