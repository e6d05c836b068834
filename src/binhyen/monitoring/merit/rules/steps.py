"""Which step may follow which, and who may not take it. Plain Python: no tables, no clock."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

PROPOSED, SENT, ANSWERED, DECIDED, APPEALED, CLOSED, WITHDRAWN = (
    "PROPOSED", "SENT", "ANSWERED", "DECIDED", "APPEALED", "CLOSED", "WITHDRAWN",
)  # fmt: skip

_STEPS: Mapping[str, tuple[frozenset[str], str]] = {
    "STRUCK": (frozenset({PROPOSED}), PROPOSED),
    "ADDED": (frozenset({PROPOSED}), PROPOSED),
    "SENT": (frozenset({PROPOSED}), SENT),
    "ANSWERED": (frozenset({SENT}), ANSWERED),
    "DECIDED": (frozenset({SENT, ANSWERED}), DECIDED),
    "RETURNED": (frozenset({SENT, ANSWERED}), PROPOSED),
    "WITHDRAWN": (frozenset({PROPOSED, SENT, ANSWERED}), WITHDRAWN),
    "APPEALED": (frozenset({DECIDED}), APPEALED),
    "APPEAL_ANSWERED": (frozenset({APPEALED}), CLOSED),
    "CLOSED": (frozenset({DECIDED}), CLOSED),
}
_WHY = {
    PROPOSED: "Đề nghị này mới lập, chưa gửi đơn vị.",
    SENT: "Đề nghị này đang chờ đơn vị có ý kiến.",
    ANSWERED: "Đơn vị đã có ý kiến, đề nghị đang chờ quyết định.",
    DECIDED: "Đề nghị này đã được quyết định.",
    APPEALED: "Đơn vị đã kiến nghị, đang chờ trả lời.",
    CLOSED: "Đề nghị này đã xong.",
    WITHDRAWN: "Đề nghị này đã rút.",
}


class NotPossible(Exception):
    """This step may not be taken now, or not by this person. The message is for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the rules ask of a proposal to say who may act: keys of bodies, ids of people."""

    body: str
    state: str
    proposed_by: int
    decided_by: int | None = None
    appeal_to: str = ""
    word_due_on: date | None = None
    appeal_due_on: date | None = None


def after(step: str, state: str) -> str:
    """The state a step leads to. Raises NotPossible with how it stands."""
    allowed, leads_to = _STEPS[step]
    if state not in allowed:
        raise NotPossible(_WHY[state])
    return leads_to


def open_to_appeal(kind: str, outcome: str) -> bool:
    """Whether a decision went against the body: praise refused, accountability accepted."""
    return (kind, outcome) in {("COMMEND", "REFUSED"), ("ACCOUNT", "ACCEPTED")}


def check_prepares(one: Standing, *, bodies: Collection[str]) -> None:
    """Nobody proposes about a body they act for."""
    if one.body in bodies:
        raise NotPossible("Đề nghị về cơ quan mình phải do cơ quan khác lập.")


def check_word(one: Standing, *, bodies: Collection[str]) -> None:
    """Only the body concerned answers for itself."""
    after("ANSWERED", one.state)
    if one.body not in bodies:
        raise NotPossible("Chỉ đơn vị được nêu mới có ý kiến về đề nghị này.")


def check_decides(one: Standing, *, user: int, bodies: Collection[str], on: date) -> None:
    """Not the body concerned, not who proposed, and not before the body's word or its last day for it."""
    after("DECIDED", one.state)
    if one.body in bodies:
        raise NotPossible("Không ai quyết định về cơ quan của chính mình.")
    if one.proposed_by == user:
        raise NotPossible("Người lập đề nghị không quyết định đề nghị ấy.")
    if one.state == SENT and (one.word_due_on is None or on <= one.word_due_on):
        raise NotPossible("Chưa hết hạn để đơn vị có ý kiến.")


def check_appeals(one: Standing, *, bodies: Collection[str], on: date) -> None:
    """Only the body concerned, until the last day for it."""
    after("APPEALED", one.state)
    if one.body not in bodies:
        raise NotPossible("Chỉ đơn vị được nêu mới kiến nghị về quyết định này.")
    if not one.appeal_to or one.appeal_due_on is None:
        raise NotPossible("Quyết định này không bất lợi cho đơn vị nên không mở kiến nghị.")
    if on > one.appeal_due_on:
        raise NotPossible(f"Đã hết hạn kiến nghị ({one.appeal_due_on:%d/%m/%Y}).")


def check_answers_appeal(one: Standing, *, user: int, bodies: Collection[str]) -> None:
    """The body named, by somebody who neither decided nor proposed nor is of the body concerned."""
    after("APPEAL_ANSWERED", one.state)
    if one.appeal_to not in bodies:
        raise NotPossible("Kiến nghị do cơ quan ghi trong quyết định trả lời.")
    if one.body in bodies:
        raise NotPossible("Không ai giải quyết kiến nghị của cơ quan mình.")
    if user == one.decided_by:
        raise NotPossible("Người đã quyết định không trả lời kiến nghị về quyết định ấy.")
    if user == one.proposed_by:
        raise NotPossible("Người lập đề nghị không trả lời kiến nghị về đề nghị ấy.")
