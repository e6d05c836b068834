"""Duties of a signed register as tasks that could be given: what each would say, and what of it is not clear."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from binhyen.kit.calendar import vietnam
from binhyen.operations.directives.models import Directive, Duty
from binhyen.operations.directives.queries.as_values import duty_values
from binhyen.operations.directives.queries.cards import target_words
from binhyen.operations.directives.reader.clarity import Clarity, clarity
from binhyen.operations.directives.values import DirectiveState, DutyState
from binhyen.operations.directives.values import Part as DutyRole
from binhyen.operations.work.models import Question, Task
from binhyen.operations.work.rules import clear
from binhyen.operations.work.rules.recurrence import Habits
from binhyen.operations.work.rules.timing import Timing, timing
from binhyen.operations.work.values import Cadence, EvidenceKind, Shape, TaskDetails, Work
from binhyen.registers.organisations import queries as organisations
from binhyen.registers.organisations.models import Body, Membership, valid_on
from binhyen.registers.organisations.values import Level

from . import terms
from .stopped import Stopped, stopped_of

_REASONS = {"who": clear.WHO, "what": clear.WHAT, "responsible": clear.RESPONSIBLE}
LONGEST_RESULT = 300
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Named:
    """A body named in a duty. ``id`` is None where the register does not know it; ``members`` counts a group's."""

    id: int | None
    name: str
    members: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One duty as a task. ``unclear`` is empty where it can be given."""

    duty: Duty
    leads: tuple[Named, ...]
    co_leads: tuple[Named, ...]
    kinds: tuple[str, ...]
    result: str
    timing: Timing | None
    unclear: tuple[clear.Unclear, ...]
    past: bool  # its day is gone already
    asked: bool  # a question to the issuer is open
    proposed: Named | None = None  # who verifies it, where the duty says to whom it reports
    stopped: Stopped | None = None  # it was given before

    @property
    def copies(self) -> int:
        """How many bodies would get it."""
        return sum(one.members or 1 for one in self.leads)

    @property
    def kind_labels(self) -> list[str]:
        return [str(EvidenceKind(kind).label) for kind in self.kinds]

    def details(self, *, at: datetime) -> TaskDetails:
        """For work given at ``at``. Raises AssertionError for one that is not clear."""
        assert self.timing is not None  # noqa: S101 - asked of clear candidates alone
        starts_on, due_at = None, self.timing.due_at
        if self.timing.cadence == Cadence.RHYTHM and due_at is not None and due_at <= at:
            # "Thứ Hai, 10 giờ" given on a Monday at noon begins with the next
            starts_on = timezone.localdate(at) + DAY
            later = _timing(self.duty, None, starts_on, None, terms.habits(on=timezone.localdate(at)))
            due_at = later.due_at if later else due_at
        return TaskDetails(
            title=self.duty.title,
            what=self.duty.text,
            result=self.result,
            kinds=self.kinds,
            due_at=due_at,
            cadence=self.timing.cadence,
            rhythm=self.timing.rhythm,
            beat_days=self.timing.beat_days,
            starts_on=starts_on,
        )


def waiting(directive: Directive) -> QuerySet[Duty]:
    """Accepted duties of a signed register that nobody was given yet."""
    given = Task.objects.filter(directive=directive, duty__isnull=False).exclude(shape=Shape.COPY)
    live = given.exclude(state=Work.STOPPED).values("duty_id")
    found = directive.duties.filter(state=DutyState.ACCEPTED, directive__state=DirectiveState.SIGNED)
    return found.exclude(pk__in=live).order_by("position", "id")


def candidates(
    *,
    directive: Directive,
    today: date,
    beat_days: int | None,
    chosen: Mapping[int, Sequence[str]] | None = None,
    only: Collection[int] | None = None,
) -> list[Candidate]:
    """Every duty still to be given, in the order of the directive. A dozen queries.

    ``beat_days``: how often continuous work must show something; None leaves it unclear. ``chosen``: kinds of evidence
    by duty, in place of those read from its words. ``only``: ids of duties.
    """
    found = waiting(directive)
    if only is not None:
        found = found.filter(pk__in=only)
    duties = list(found.prefetch_related("parts__body", "targets", "references"))
    sizes = group_sizes({part.body_id for duty in duties for part in duty.parts.all() if part.body_id}, today)
    asked = set(
        Question.objects.filter(duty__in=duties, answered_at__isnull=True, task__isnull=True).values_list(
            "duty_id", flat=True
        )
    )
    issued, habits = directive.document.issued_on, terms.habits(on=today)
    stopped, judges = stopped_of([duty.pk for duty in duties]), _reported_to(duties, today)
    result = []
    for duty, value in zip(duties, duty_values(duties), strict=True):
        when = _timing(duty, issued, today, beat_days, habits)
        kinds = tuple((chosen or {}).get(duty.pk) or _proposed(duty))
        leads, co_leads = _named(duty, DutyRole.LEAD, sizes), _named(duty, DutyRole.COORDINATE, sizes)
        missing = clear.unclear(_stated(duty, clarity(value), leads, when, kinds))
        past = bool(when and when.due_at and when.due_at.date() < today)
        found_one = Candidate(
            duty, leads, co_leads, kinds, _result(duty), when, missing, past, duty.pk in asked,
            _judge(duty, leads, judges), stopped.get(duty.pk),
        )  # fmt: skip
        result.append(found_one)
    return result


def _reported_to(duties: Sequence[Duty], today: date) -> dict[str, Body]:
    """Bodies the duties say work is reported to, by name as written; groups verify nothing. Two queries."""
    names = {name for duty in duties for name in clear.reported_to(duty.report_to)}
    found = organisations.find(names=names, on=today) if names else {}
    return {name: body for name, body in found.items() if body.level != Level.GROUP}


def _judge(duty: Duty, leads: Sequence[Named], judges: Mapping[str, Body]) -> Named | None:
    """The first body the duty reports to that the register knows and that does not lead it itself."""
    own = {one.id for one in leads}
    named = (judges.get(name) for name in clear.reported_to(duty.report_to))
    return next((Named(body.pk, body.name) for body in named if body is not None and body.pk not in own), None)


def _proposed(duty: Duty) -> tuple[str, ...]:
    return clear.proposed_kinds(kind=duty.kind, text=duty.text, result=duty.result, has_target=bool(duty.targets.all()))


def _stated(
    duty: Duty, answers: Clarity, leads: Sequence[Named], when: Timing | None, kinds: tuple[str, ...]
) -> clear.Stated:
    """The duty as the rules of the "4 rõ" take it, with the reader's own sentences."""
    reasons = {_REASONS[name]: why for name, why in answers.why.items() if name in _REASONS}
    if when and when.before:
        reasons[clear.WHEN] = "Thời hạn trước ngày ban hành văn bản."
    return clear.Stated(
        what=duty.text if answers.what else "",
        leads=[one.name for one in leads] if answers.who else [],
        unknown=[one.name for one in leads if one.id is None],
        one_answers=answers.responsible,
        timed=when is not None and not when.before,
        kinds=kinds,
        reasons=reasons,
    )


def group_sizes(ids: Collection[int], on: date) -> dict[int, int]:
    """Members of each group among ``ids`` on a day. One query."""
    return {group: len(members) for group, members in members_of(ids, on).items()}


def members_of(ids: Collection[int], on: date) -> dict[int, list[int]]:
    """Ids of the members of each group among ``ids`` on a day, in Vietnamese order. Other bodies are left out."""
    inside = Body.objects.filter(valid_on(on)).values("pk")
    rows = Membership.objects.filter(valid_on(on), member__in=inside, group_id__in=ids, group__level=Level.GROUP)
    found: dict[int, list[int]] = defaultdict(list)
    for group, member in rows.order_by("member__sort_key", "member_id").values_list("group_id", "member_id"):
        found[group].append(member)
    return dict(found)


def _timing(duty: Duty, issued: date | None, today: date, beat_days: int | None, habits: Habits) -> Timing | None:
    return timing(
        kind=duty.deadline_type,
        value=duty.deadline_value,
        at=duty.deadline_at,
        begins=today,
        issued=issued,
        beat_days=beat_days,
        habits=habits,
        calendar=vietnam(),
    )


def _named(duty: Duty, part: str, sizes: Mapping[int, int]) -> tuple[Named, ...]:
    rows = sorted((row for row in duty.parts.all() if row.part == part), key=lambda row: row.position)
    return tuple(Named(row.body_id, row.name, sizes.get(row.body_id or 0, 0)) for row in rows)


def _result(duty: Duty) -> str:
    return (duty.result or "; ".join(target_words(target) for target in duty.targets.all()))[:LONGEST_RESULT]
