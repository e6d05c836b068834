"""Duties as cards of the review page: words ready to print, so that the template decides nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from binhyen.kit.calendar import vietnam, weekday_name
from binhyen.kit.html import iso_day
from binhyen.operations.directives.models import DirectiveFinding, Duty, DutyPart, DutyTarget
from binhyen.operations.directives.reader.deadlines import printed
from binhyen.operations.directives.reader.values import Deadline, DeadlineType
from binhyen.operations.directives.rules import NotPossible, deadline_type_of
from binhyen.operations.directives.values import DutyState, FindingState, Part
from binhyen.registers.organisations.models import Membership

BASIS_WORDS = {
    "heading": "từ tiêu đề",
    "trailing": "từ phần phân công cuối đoạn",
    "section": "từ mục phân công",
    "paragraph": "từ đoạn trên",
}
UNCLEAR = {"who": "Thiếu chủ trì", "what": "Chưa rõ việc", "responsible": "Chưa rõ trách nhiệm", "when": "Chưa rõ hạn"}
COUNTED_DAYS = 90  # farther away, working days say nothing
OPERATORS = {
    "=": "=",
    ">=": "≥",
    ">": ">",
    "<=": "≤",
    "<": "<",
    "increase>=": "tăng từ",
    "increase>": "tăng trên",
    "decrease>=": "giảm từ",
    "decrease>": "giảm trên",
}


@dataclass(frozen=True, slots=True)
class CardBody:
    name: str
    members: int  # of a group: bodies it expands to; else 0
    known: bool  # in the register of bodies


@dataclass(frozen=True, slots=True)
class CardFinding:
    """An open finding; ``proposal`` in words, "" where nothing can be taken over by a click."""

    row: DirectiveFinding
    proposal: str


@dataclass(frozen=True, slots=True)
class Card:
    """One duty, ready to print."""

    duty: Duty
    leads: tuple[CardBody, ...]
    coordinators: tuple[CardBody, ...]
    basis: str
    weekday: str  # of the one day it is due: "thứ Bảy"
    day_off: str  # why nobody works then, "" on a working day
    left: str  # "còn 9 ngày làm việc"
    targets: tuple[str, ...]
    findings: tuple[CardFinding, ...]
    kept: tuple[DirectiveFinding, ...]
    missing: tuple[str, ...]

    @property
    def tone(self) -> str:
        """Which side colour: late for errors, warn for what misses something, ok else."""
        if self.duty.state == DutyState.REMOVED:
            return "is-unknown"
        if any(finding.row.severity == "error" for finding in self.findings):
            return "is-late"
        return "is-warn" if self.missing or any(f.row.severity == "warning" for f in self.findings) else ""

    @property
    def rewritten(self) -> bool:
        """An open finding proposes another deadline: the printed one is struck out."""
        return any(finding.row.field == "deadline" and finding.proposal for finding in self.findings)


def cards(duties: Sequence[Duty], *, today: date) -> tuple[Card, ...]:
    """One query: the sizes of the groups. ``duties`` with parts__body, targets and findings prefetched."""
    ids = {part.body_id for duty in duties for part in duty.parts.all() if part.body_id}
    sizes = _group_sizes(ids, today)
    return tuple(_card(duty, sizes, today) for duty in duties)


def _group_sizes(ids: Collection[int], today: date) -> dict[int, int]:
    current = (Q(valid_from__isnull=True) | Q(valid_from__lte=today)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    )
    members = Membership.objects.filter(current, group__in=ids).values_list("group_id")
    return dict(members.annotate(count=Count("pk")).order_by())


def _card(duty: Duty, sizes: dict[int, int], today: date) -> Card:
    findings = duty.findings.all()
    due = duty.due_on
    return Card(
        duty=duty,
        leads=tuple(_bodies(duty, Part.LEAD, sizes)),
        coordinators=tuple(_bodies(duty, Part.COORDINATE, sizes)),
        basis=BASIS_WORDS.get(duty.lead_basis, ""),
        weekday=weekday_name(due) if due else "",
        day_off=vietnam().explain(due) if due else "",
        left=_left(due, today) if due else "",
        targets=tuple(target_words(target) for target in duty.targets.all()),
        findings=tuple(
            CardFinding(finding, proposal_words(finding)) for finding in findings if finding.state == FindingState.OPEN
        ),
        kept=tuple(finding for finding in findings if finding.state == FindingState.KEPT),
        missing=tuple(words for name, words in UNCLEAR.items() if duty.clarity.get(name) is False),
    )


def _bodies(duty: Duty, part: str, sizes: dict[int, int]) -> list[CardBody]:
    rows: list[DutyPart] = [row for row in duty.parts.all() if row.part == part]
    return [CardBody(row.name, sizes.get(row.body_id or 0, 0), row.body_id is not None) for row in rows]


def _left(due: date, today: date) -> str:
    if due < today:
        return "đã qua"
    if due == today:
        return "hôm nay"
    if (due - today).days > COUNTED_DAYS:
        return ""
    days = vietnam().working_days_between(today, due)
    return f"còn {days} ngày làm việc"


def target_words(target: DutyTarget) -> str:
    """ "100% học sinh": comparison, figure with decimal comma, unit, what is counted, by when."""
    value = f"{target.value.normalize():f}" if isinstance(target.value, Decimal) else str(target.value)
    unit = target.unit if target.unit == "%" else f" {target.unit}" if target.unit else ""
    words = f"{OPERATORS.get(target.op, target.op)} {value.replace('.', ',')}{unit} {target.metric}"
    words += f", đến {iso_day(target.by)}" if target.by else ""
    return words + (f", so với {target.baseline}" if target.baseline else "")


def proposal_words(finding: DirectiveFinding) -> str:
    """What a click would take over, in words; "" where nothing can."""
    if finding.field in {"leads", "coordinators"}:
        return finding.proposed
    if finding.field != "deadline" or not finding.proposed:
        return ""
    try:
        kind = deadline_type_of(finding.proposed)
    except NotPossible:
        return ""
    return printed(Deadline(DeadlineType(kind), finding.proposed))
