"""Reading for the review page: a window of the text with its marks, the duties beside it, counts and progress."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.directives.models import (
    Directive,
    DirectiveFinding,
    Duty,
    DutyPart,
    DutyTarget,
    Passage,
    ReviewStep,
)
from binhyen.operations.directives.rules import split_points, twin_offset
from binhyen.operations.directives.values import DutyState, FindingState, finding_label

from .marks import ShownPassage, shown_passages
from .visible import visible_directives, visible_duties

FOUND_DUTIES = 12  # duties on one page of a filter or search
SEVERITY_ORDER = {"error": 0, "warning": 1, "note": 2}


def certain(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Waiting duties a reviewer may accept unseen: read with certainty, nothing open but notes."""
    open_findings = DirectiveFinding.objects.filter(duty=OuterRef("pk"), state=FindingState.OPEN)
    return duties.filter(~Exists(open_findings.exclude(severity="note")), certain=True, state=DutyState.PROPOSED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reviewer wants to see: one section, or the duties with a finding, in a state, with words."""

    section: int | None = None  # None: where work waits
    finding: str = ""
    state: str = ""  # waiting / removed / clear
    text: str = ""
    page: int = 1

    @property
    def filtered(self) -> bool:
        return bool(self.finding or self.state or self.text.strip())


@dataclass(frozen=True, slots=True)
class CodeCount:
    code: str
    severity: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    all: int
    accepted: int
    removed: int
    clear: int
    certain: int
    codes: tuple[CodeCount, ...]

    @property
    def in_force(self) -> int:
        return self.all - self.removed

    @property
    def reviewed(self) -> int:
        return self.accepted

    @property
    def waiting(self) -> int:
        return self.in_force - self.accepted


@dataclass(frozen=True, slots=True)
class Window:
    passages: tuple[ShownPassage, ...]
    duties: tuple[Duty, ...]
    section: int
    section_count: int
    title: str
    found: int  # duties of the filter, on all its pages
    page: int = 1
    page_count: int = 1
    waiting: int = 0  # of this section
    whole: tuple[DirectiveFinding, ...] = ()  # findings of the filter that concern no single duty
    before: int | None = None  # section, or page of a filter
    after: int | None = None

    @property
    def number(self) -> int:
        """The section as people count."""
        return self.section + 1


def directive_for(*, scope: Scope, on: date, pk: int) -> Directive | None:
    """The directive with its document and signer, where the reader may see it. One query."""
    found = visible_directives(scope, on).select_related("document__file", "signed_by", "received_by")
    return found.filter(pk=pk).first()


def counts(*, directive: Directive) -> Counts:
    """For the top of the page. Three queries."""
    duties = directive.duties.aggregate(
        all=Count("pk"),
        accepted=Count("pk", filter=Q(state=DutyState.ACCEPTED)),
        removed=Count("pk", filter=Q(state=DutyState.REMOVED)),
        clear=Count("pk", filter=Q(four_clear=True) & ~Q(state=DutyState.REMOVED)),
    )
    open_findings = directive.findings.filter(state=FindingState.OPEN).exclude(duty__state=DutyState.REMOVED)
    rows = list(open_findings.values_list("code", "severity").annotate(count=Count("pk")).order_by())
    return Counts(**duties, certain=certain(directive.duties.all()).count(), codes=tuple(_codes(rows)))


def _codes(rows: Iterable[tuple[str, str, int]]) -> list[CodeCount]:
    """One line per code with its gravest severity, gravest and most frequent first."""
    found: dict[str, CodeCount] = {}
    for code, severity, count in sorted(rows, key=lambda row: SEVERITY_ORDER.get(row[1], 9)):
        first = found.get(code, CodeCount(code, severity, finding_label(code), 0))
        found[code] = replace(first, count=first.count + count)
    return sorted(found.values(), key=lambda row: (SEVERITY_ORDER.get(row.severity, 9), -row.count, row.code))


def window(*, directive: Directive, asked: Asked) -> Window:
    """What both panes show. At most nine queries, whatever the size of the directive."""
    if asked.filtered:
        return _found(directive, asked)
    return _section(directive, _waiting_section(directive) if asked.section is None else asked.section)


def card(*, duty_id: int) -> Duty:
    """One duty with everything its card shows. Five queries."""
    return _with_rows(Duty.objects.filter(pk=duty_id)).select_related("directive__document").get()


def passages_of(*, directive: Directive, duty: Duty) -> tuple[ShownPassage, ...]:
    """The passages a duty stands in, with the marks of every duty in them."""
    blocks = {span["block"] for span in duty.spans}
    passages = directive.passages.filter(index__in=blocks).order_by("index")
    duties = _with_rows(directive.duties.exclude(state=DutyState.REMOVED).filter(section=duty.section))
    return shown_passages(passages, duties)


def visible_duty(*, scope: Scope, on: date, pk: int) -> Duty | None:
    """The duty with its directive, where the reader may see it."""
    return visible_duties(scope, on).select_related("directive__document").filter(pk=pk).first()


def visible_finding(*, scope: Scope, on: date, pk: int) -> DirectiveFinding | None:
    """The finding with its duty, where the reader may see the directive."""
    found = DirectiveFinding.objects.select_related("directive__document", "duty__directive__document")
    return found.filter(pk=pk, directive__in=visible_directives(scope, on)).first()


def finding_duty(*, finding_id: int) -> int | None:
    """Id of the duty a finding is about, None for a finding on the directive as a whole."""
    return DirectiveFinding.objects.filter(pk=finding_id).values_list("duty_id", flat=True).first()


def text_offset(*, duty_id: int, passage: int, offset: int) -> int:
    """The place in the duty's text that is character ``offset`` of a passage it stands in. Two queries."""
    duty = Duty.objects.get(pk=duty_id)
    blocks = [span["block"] for span in duty.spans]
    texts = dict(Passage.objects.filter(directive_id=duty.directive_id, index__in=blocks).values_list("index", "text"))
    before = []
    for span in duty.spans:
        text = texts[span["block"]]
        end = min(max(offset, span["start"]), span["end"]) if span["block"] == passage else span["end"]
        before.append(text[span["start"] : end])
        if span["block"] == passage:
            break
    printed = " ".join(before)
    return twin_offset(printed, len(printed), duty.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause of a duty; ``offset`` is where it begins: a place to split, 0 for the first."""

    offset: int
    text: str


def split_pieces(*, duty: Duty) -> tuple[Piece, ...]:
    """The duty's text cut wherever a second duty may begin."""
    cuts = [0, *split_points(duty.text), len(duty.text)]
    return tuple(Piece(start, duty.text[start:end]) for start, end in zip(cuts, cuts[1:], strict=False))


def place_of_step(*, step: ReviewStep) -> tuple[int, int]:
    """The first duty of a step that is still there (0 where none is left), and its section."""
    ids = [kept["id"] for kept in step.before if "id" in kept]
    first = Duty.objects.filter(pk__in=ids).order_by("position").values_list("pk", "section").first()
    return first or (0, next((kept["section"] for kept in step.before if "section" in kept), 0))


def _with_rows(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    shown = DirectiveFinding.objects.order_by("pk")
    return duties.select_related("reviewed_by").prefetch_related(
        Prefetch("parts", queryset=DutyPart.objects.select_related("body").order_by("position", "pk")),
        Prefetch("targets", queryset=DutyTarget.objects.order_by("pk")),
        Prefetch("findings", queryset=shown),
    )


def _waiting_section(directive: Directive) -> int:
    """The first section with a duty that waits for review, else the first with any duty. One query."""
    rows = directive.duties.exclude(state=DutyState.REMOVED)
    sections = rows.annotate(waits=Q(state=DutyState.PROPOSED)).order_by("-waits", "position")
    return sections.values_list("section", flat=True).first() or 0


def _section(directive: Directive, section: int) -> Window:
    sections = directive.sections or [{"title": "", "first": 0, "last": 0}]
    number = min(max(section, 0), len(sections) - 1)
    duties = list(_with_rows(directive.duties.filter(section=number)).order_by("position"))
    passages = directive.passages.filter(section=number).order_by("index")
    shown = shown_passages(passages, [duty for duty in duties if duty.state != DutyState.REMOVED])
    return Window(
        passages=shown,
        duties=tuple(duties),
        section=number,
        section_count=len(sections),
        title=sections[number]["title"],
        found=len(duties),
        waiting=sum(duty.state == DutyState.PROPOSED for duty in duties),
        before=number - 1 if number else None,
        after=number + 1 if number + 1 < len(sections) else None,
    )


def _found(directive: Directive, asked: Asked) -> Window:
    pages = Paginator(_matching(directive, asked).order_by("position"), FOUND_DUTIES)
    page = pages.get_page(asked.page)
    duties = list(_with_rows(Duty.objects.filter(pk__in=list(page.object_list))).order_by("position"))
    whole = _whole_findings(directive, asked) if page.number == 1 else []
    blocks = {span["block"] for duty in duties for span in duty.spans}
    blocks |= {finding.passage for finding in whole if finding.passage is not None}
    passages = directive.passages.filter(index__in=blocks).order_by("index")
    return Window(
        whole=tuple(whole),
        passages=shown_passages(passages, [duty for duty in duties if duty.state != DutyState.REMOVED]),
        duties=tuple(duties),
        section=duties[0].section if duties else 0,
        section_count=len(directive.sections),
        title="",
        found=pages.count,
        page=page.number,
        page_count=pages.num_pages,
        before=page.previous_page_number() if page.has_previous() else None,
        after=page.next_page_number() if page.has_next() else None,
    )


def _whole_findings(directive: Directive, asked: Asked) -> list[DirectiveFinding]:
    if not asked.finding:
        return []
    rows = directive.findings.filter(duty=None, code=asked.finding, state=FindingState.OPEN)
    return list(rows.order_by("line", "pk")[:FOUND_DUTIES])


def _matching(directive: Directive, asked: Asked) -> QuerySet[Duty, int]:
    duties = directive.duties.all()
    if asked.state == "removed":
        duties = duties.filter(state=DutyState.REMOVED)
    else:
        duties = duties.exclude(state=DutyState.REMOVED)
    if asked.state == "waiting":
        duties = duties.filter(state=DutyState.PROPOSED)
    elif asked.state == "clear":
        duties = duties.filter(four_clear=True)
    if asked.finding:
        found = DirectiveFinding.objects.filter(duty=OuterRef("pk"), code=asked.finding, state=FindingState.OPEN)
        duties = duties.filter(Exists(found))
    for word in search_key(asked.text).split():
        duties = duties.filter(search_key__contains=word)
    return duties.values_list("pk", flat=True)
