"""What waits for a reader: put together from each subject's own queries, within the reader's scope."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.accounts.waiting import Waiting
from binhyen.foundation.notifications import queries as notices
from binhyen.monitoring.merit.queries import lists as merit
from binhyen.monitoring.reporting.queries import mine as reports
from binhyen.monitoring.reporting.queries import requests
from binhyen.monitoring.reporting.rules.states import moment
from binhyen.operations.cases import permissions as cases
from binhyen.operations.cases.queries import clocks as case_clocks
from binhyen.operations.cases.queries import transfers
from binhyen.operations.directives import permissions as directives
from binhyen.operations.directives.models import DirectiveFinding
from binhyen.operations.directives.permissions import Permission
from binhyen.operations.directives.queries import intake as intakes
from binhyen.operations.directives.queries import register as duties
from binhyen.operations.directives.queries.register import RegisterFilter
from binhyen.operations.directives.queries.visible import visible_directives, visible_duties
from binhyen.operations.directives.values import (
    DeadlineKind,
    DirectiveState,
    DutyState,
    FindingState,
    IntakeState,
    finding_label,
)
from binhyen.operations.inspections.permissions import TAKING_PART as INSPECTION_PARTS
from binhyen.operations.inspections.queries import lists as inspections
from binhyen.operations.work import permissions as work
from binhyen.operations.work.queries import detail as tasks_of
from binhyen.operations.work.queries import difficulties, judging
from binhyen.operations.work.queries import extensions as more_time
from binhyen.operations.work.queries import lists as task_lists
from binhyen.operations.work.queries.counting import counts as work_counts
from binhyen.registers.documents.queries import outgoing as papers
from binhyen.registers.organisations import queries as organisations

from . import texts
from .deciding import EXTENSIONS, MY_DIFFICULTIES, QUESTIONS, TO_DECIDE, TO_SIGN, decisions, document_name
from .leading import LOOKERS, province_look
from .overseeing import unanswered, watches
from .reaching import People, address_of, reached
from .values import Ask, BodyWork, Clock, Figure, Home, ProvinceLook, Reach, Trouble, Watch

LOOK_BACK, LOOK_AHEAD = timedelta(7), timedelta(30)
CLOCKS, ASKS = 6, 5
REGISTER = "directives:register"


def home(*, scope: Scope, on: date, at: datetime) -> Home:
    """Everything the first page shows one reader on day ``on``.

    Who only leads the province gets what to decide and the province in one look: clocks, boards and findings of the
    offices below stand on their own pages, and the bell counts what is unread.
    """
    leads = scope.whole_province and scope.roles == {Role.LEADER}
    look, figures = None, []
    with scope_in_database(scope):
        unread = 0 if leads else notices.own(scope=scope).filter(read_at__isnull=True).count()
        if cases.may(scope, cases.Permission.READ):
            look = province_look(scope=scope, on=on, at=at)
            figures = case_figures(scope=scope, at=at, moves=look.moves if look else None)
    own = all_asks(scope=scope, on=on, at=at)
    chosen, watched = _asked_of_others(scope, on, at, own, look)
    told = {one.url for one in chosen}
    return Home(
        clocks=[] if leads else clocks(scope=scope, on=on),
        asks=[one for one in own if one.url not in told],
        bodies=[] if leads else body_work(scope=scope, on=on),
        figures=province_figures(scope=scope, on=on),
        unread=unread,
        troubles=[] if leads else troubles(scope=scope, on=on),
        decisions=chosen,
        cases=figures,
        look=look,
        watches=watched,
    )


def _asked_of_others(
    scope: Scope, on: date, at: datetime, own: Sequence[Ask], look: ProvinceLook | None
) -> tuple[list[Ask], list[Watch]]:
    """What a leader decides, and what whoever oversees the province watches; each thing once, with whom to ask."""
    oversees = scope.whole_province and scope.has(*LOOKERS)
    hard = unanswered(scope=scope, at=at) if oversees or scope.has(Role.LEADER) else None
    first = [*(look.asks if look else ()), *([hard] if hard else ())]
    chosen = decisions(scope=scope, on=on, at=at, own=own if oversees else (), first=first)
    told = {one.code for one in chosen}
    watched = watches(scope=scope, on=on, at=at, asks=first) if oversees else []
    watched = [one for one in watched if one.code not in told]
    named = [reach for one in chosen for reach in one.reaches] + [reach for one in watched for reach in one.reaches]
    people = People(named, scope=scope, on=on)
    return reached(chosen, people), reached(watched, people)


def clocks(*, scope: Scope, on: date) -> list[Clock]:
    """Accepted duties of the reader's own bodies with a day from a week ago to a month ahead, soonest first.

    Recurring duties stand with their next day. Two queries for each body.
    """
    if not _reads(scope):
        return []
    soonest: dict[int, Clock] = {}
    for key in sorted(scope.bodies):
        asked = RegisterFilter(body=key, state=DutyState.ACCEPTED)
        days = duties.calendar(scope=scope, on=on, asked=asked, start=on - LOOK_BACK, end=on + LOOK_AHEAD)
        for day, entries in days.items():
            for entry in entries:
                address = reverse("directives:register-duty", args=[entry.duty_id])
                again = entry.deadline_type in {DeadlineKind.RECURRING, DeadlineKind.COMPOUND}
                if again and day < on:
                    continue  # a rhythm's next day matters, not the one gone by
                soonest.setdefault(entry.duty_id, Clock(day, entry.title, entry.leads, address, again))
    return sorted(soonest.values(), key=lambda clock: (clock.on, clock.title))[:CLOCKS]


def body_work(*, scope: Scope, on: date) -> list[BodyWork]:
    """For each body the reader acts for: how many duties it has, and how many are past, near, repeated or undated."""
    if not scope.bodies or not _reads(scope):
        return []
    names = organisations.by_keys(keys=scope.bodies)
    return [_work(scope, on, key, names[key].name) for key in sorted(scope.bodies) if key in names]


def _work(scope: Scope, on: date, key: str, name: str) -> BodyWork:
    found = duties.register(scope=scope, on=on, asked=RegisterFilter(body=key)).order_by()
    counts = found.aggregate(
        all=Count("pk"),
        past=Count("pk", filter=Q(due_on__lt=on)),
        near=Count("pk", filter=Q(due_on__range=(on, on + LOOK_AHEAD))),
        rhythm=Count("pk", filter=Q(deadline_type=DeadlineKind.RECURRING)),
        undated=Count("pk", filter=Q(deadline_type=DeadlineKind.NONE)),
    )
    near = f"&due_from={on:%d/%m/%Y}&due_to={on + LOOK_AHEAD:%d/%m/%Y}"
    here = f"{reverse(REGISTER)}?body={key}"
    figures = (
        Figure(_("Tất cả"), counts["all"], here),
        Figure(_("Đã qua hạn"), counts["past"], here + "&only=overdue", state="late" if counts["past"] else ""),
        Figure(_("Đến hạn trong 30 ngày"), counts["near"], here + near, state="warn" if counts["near"] else ""),
        Figure(_("Định kỳ"), counts["rhythm"], f"{here}&deadline={DeadlineKind.RECURRING}"),
        Figure(_("Không nêu hạn"), counts["undated"], f"{here}&deadline={DeadlineKind.NONE}"),
    )
    return BodyWork(name, reverse("directives:register-body", args=[key]), figures)


def province_figures(*, scope: Scope, on: date) -> list[Figure]:
    """The large figures of those who read the whole province. Two queries."""
    if not directives.may(scope, Permission.READ_ALL):
        return []
    counts = visible_duties(scope, on).aggregate(
        all=Count("pk", filter=~Q(state=DutyState.REMOVED)),
        waiting=Count("pk", filter=Q(state=DutyState.PROPOSED)),
        past=Count("pk", filter=Q(due_on__lt=on) & ~Q(state=DutyState.REMOVED)),
        nobody=Count("pk", filter=Q(lead_names="") & ~Q(state=DutyState.REMOVED)),
        unclear=Count("pk", filter=Q(four_clear=False) & ~Q(state=DutyState.REMOVED)),
    )
    total, here = counts["all"], reverse(REGISTER)
    return [
        Figure(_("Việc trong mọi văn bản"), total, here, note=_("%(n)d chờ duyệt") % {"n": counts["waiting"]}),
        Figure(_("Đã qua hạn"), counts["past"], f"{here}?only=overdue", of=total, state="late"),
        Figure(_("Chưa phân công"), counts["nobody"], f"{here}?only=unassigned", of=total, state="warn"),
        Figure(_("Thiếu “4 rõ”"), counts["unclear"], f"{here}?only=unclear", of=total, state="warn"),
    ]


def case_figures(*, scope: Scope, at: datetime, moves: int | None = None) -> list[Figure]:
    """Statutory times of cases that ran out or run out within a day, and moves to be answered. Two queries.

    Runs inside ``scope_in_database`` of one who reads cases; ``moves`` is given where they are counted already.
    """
    late, day = case_clocks.urgent(scope=scope, at=at)
    moves = transfers.waiting(scope=scope) if moves is None else moves
    here = reverse("cases:clocks")
    return [
        Figure(_("Thời hạn luật định đã quá"), late, f"{here}?xem=tre", state="late" if late else ""),
        Figure(_("Hết trong 24 giờ"), day, f"{here}?xem=24h", state="warn" if day else ""),
        Figure(_("Chuyển nơi cư trú chờ trả lời"), moves, reverse("cases:transfers"), state="warn" if moves else ""),
    ]


def asks(*, scope: Scope, on: date, most: int | None = ASKS) -> list[Ask]:
    """What waits for a reviewer: files that could not be read, then directives under review, oldest first.

    ``most``: how many of each; None all of them.
    """
    if not directives.may(scope, Permission.REVIEW):
        return []
    failed = (one for one in intakes.pending(scope=scope) if one.state == IntakeState.FAILED)
    found = [
        Ask(_("Không đọc được tệp %(name)s") % {"name": one.name}, one.failure, reverse("directives:list"), "late")
        for one in islice(failed, most)
    ]
    under_review = (
        visible_directives(scope, on)
        .filter(state=DirectiveState.REVIEW)
        .select_related("document")
        .annotate(
            live=Count("duties", filter=~Q(duties__state=DutyState.REMOVED)),
            open=Count("duties", filter=Q(duties__state=DutyState.PROPOSED)),
        )
        .order_by("received_at", "pk")
    )
    for one in under_review[:most]:
        words = ngettext("còn %(n)d việc chờ duyệt", "còn %(n)d việc chờ duyệt", one.open) % {"n": one.open}
        title = _("Rà soát: %(name)s") % {"name": document_name(one.document)}
        address = reverse("directives:review", args=[one.pk])
        found.append(Ask(title, words, address, "warn" if one.open else "ok", one.live - one.open, one.live))
    return found


def report_asks(*, scope: Scope, at: datetime, most: int | None = ASKS) -> list[Ask]:
    """Reports that wait for this reader, soonest first, None: all of them; before them what units ask of who receives.

    Three queries at most.
    """
    found = [
        Ask(
            _("%(name)s: đề nghị về hạn gửi") % {"name": one.held},
            ngettext("%(n)d đơn vị chờ trả lời", "%(n)d đơn vị chờ trả lời", one.units) % {"n": one.units},
            f"{reverse('reporting:decide', args=[one.held.pk])}?buoc=xin", "warn",
        )
        for one in requests.waiting(scope=scope)[:most]
    ]  # fmt: skip
    for one in reports.due(scope=scope, at=at)[:most]:
        report = one.report
        to = "reporting:sign" if one.asks == "Ký" else "reporting:fill"
        title = _("%(name)s, hạn %(when)s") % {"name": report.round.duty.name, "when": moment(report.due_at)}
        words = f"{report.body.name}, {report.round.name}: {one.asks.lower()}"
        late = "late" if one.lateness.late and not one.lateness.sent else "warn"
        url = reverse(to, args=[report.pk])
        whom = Reach(report.body.key, texts.report(title, address_of(url)), report.body.name, report.edited_by_id or 0)
        found.append(Ask(title, words, url, late, reaches=(whom,) if one.asks == "Ký" else ()))
    return found


def all_asks(*, scope: Scope, on: date, at: datetime) -> list[Ask]:
    """What waits for the reader in every subject; what is late comes first."""
    found = [
        *work_asks(scope=scope, at=at),
        *report_asks(scope=scope, at=at),
        *inspection_asks(scope=scope, on=on),
        *merit_asks(scope=scope, on=on),
        *document_asks(scope=scope),
        *asks(scope=scope, on=on),
    ]
    return sorted(found, key=lambda one: one.state != "late")


def work_asks(*, scope: Scope, at: datetime) -> list[Ask]:
    """Work that waits for the reader's bodies, from what is overdue to requests for more time. Nine queries."""
    if not work.may(scope, work.Permission.READ_OWN) or not scope.bodies:
        return []
    counts, here = work_counts(scope=scope, at=at), reverse("work:list")
    own = "" if not work.may(scope, work.Permission.READ_ALL) else f"&donvi={min(scope.bodies)}"
    hard, requests = difficulties.counts(scope=scope, at=at), more_time.to_decide(scope=scope)
    asked = tasks_of.questions(scope=scope, answered=False).filter(to__key__in=scope.bodies)
    hard_ones = reverse("work:difficulties")
    rows = (
        (counts.overdue, _("Việc quá hạn"), f"{here}?xem=qua-han{own}", "late"),
        (counts.sent_back, _("Việc bị trả lại"), f"{here}?xem=bi-tra{own}", "late"),
        (task_lists.named(scope=scope).count(), _("Việc ghi tên anh/chị"), f"{here}?phan=ghi-ten", ""),
        (counts.soon, _("Việc đến hạn trong 7 ngày"), f"{here}?xem=sap-han{own}", "warn"),
        (counts.unopened, _("Việc mới, chưa mở"), f"{here}?xem=chua-mo{own}", ""),
        (judging.waiting(scope=scope).count(), _("Việc chờ xác nhận"), reverse("work:verify-queue"), "warn"),
        (asked.count(), _("Câu hỏi về việc chưa rõ"), reverse("work:questions"), "warn", QUESTIONS),
        (hard["cho-toi"], _("Khó khăn, vướng mắc chờ trả lời"), f"{hard_ones}?xem=cho-toi", "warn", MY_DIFFICULTIES),
        (requests.count(), _("Đề nghị gia hạn chờ quyết định"), reverse("work:extensions"), "warn", EXTENSIONS),
    )  # fmt: skip
    return [
        Ask(title, ngettext("%(n)d việc", "%(n)d việc", n) % {"n": n}, url, state, counts=n, code="".join(code))
        for n, title, url, state, *code in rows
        if n
    ]


def inspection_asks(*, scope: Scope, on: date) -> list[Ask]:
    """Findings of inspections the reader's bodies must mend, or say of whether they are mended. Two queries."""
    if not scope.bodies or not scope.has(*INSPECTION_PARTS):
        return []
    found, there = inspections.waiting(scope=scope, on=on), reverse("inspections:findings")
    rows = (
        (found.to_remedy, _("Phát hiện qua kiểm tra phải khắc phục"), f"{there}?xem=toi-khac-phuc"),
        (found.to_verify, _("Phát hiện qua kiểm tra chờ xác nhận"), f"{there}?xem=toi-xac-nhan"),
    )
    return [
        Ask(title, ngettext("%(n)d phát hiện", "%(n)d phát hiện", n) % {"n": n}, url, "warn", counts=n)
        for n, title, url in rows
        if n
    ]


def merit_asks(*, scope: Scope, on: date) -> list[Ask]:
    """Proposals of commendation and accountability on which the reader's next step waits. One query."""
    found, here, own = merit.waiting(scope=scope, on=on), reverse("merit:list"), reverse("merit:own")
    rows = (
        (found.word, _("Đề nghị về đơn vị chờ ý kiến"), own, "warn"),
        (found.appeal, _("Quyết định về đơn vị còn hạn kiến nghị"), own, ""),
        (found.decide, _("Khen thưởng, trách nhiệm chờ quyết định"), f"{here}?xem={TO_DECIDE}", "warn", TO_DECIDE),
        (found.answer, _("Kiến nghị chờ trả lời"), f"{here}?xem=APPEALED", "warn"),
        (found.send, _("Đề nghị đã lập, chưa gửi đơn vị"), f"{here}?xem=PROPOSED", ""),
    )
    return [
        Ask(title, ngettext("%(n)d đề nghị", "%(n)d đề nghị", n) % {"n": n}, url, state, counts=n, code="".join(code))
        for n, title, url, state, *code in rows
        if n
    ]


def document_asks(*, scope: Scope) -> list[Ask]:
    """Papers of the reader's bodies that wait for a signature, and signed ones nobody has sent. One query."""
    found, here = papers.waiting(scope=scope), f"{reverse('documents:drafts')}?buoc="
    rows = (
        (found.to_sign, _("Văn bản chờ ký"), "NUMBERED", TO_SIGN),
        (found.to_send, _("Văn bản đã ký, chưa phát hành"), "SIGNED", ""),
    )
    return [
        Ask(title, ngettext("%(n)d văn bản", "%(n)d văn bản", n) % {"n": n}, here + step, "warn", counts=n, code=code)
        for n, title, step, code in rows
        if n
    ]


def waits(*, scope: Scope, on: date, at: datetime) -> list[Waiting]:
    """What waits for an office in every subject, as counted lines: the minute of somebody who leaves has them."""
    with scope_in_database(scope):
        figures = case_figures(scope=scope, at=at) if cases.may(scope, cases.Permission.READ) else []
    asked = [  # work stands in the minute itself
        *report_asks(scope=scope, at=at, most=None),
        *inspection_asks(scope=scope, on=on),
        *merit_asks(scope=scope, on=on),
        *document_asks(scope=scope),
        *asks(scope=scope, on=on, most=None),
    ]
    lines = [Waiting(str(one.label), one.value) for one in figures]
    return lines + [Waiting(str(one.title), one.counts, str(one.text)) for one in asked]


def troubles(*, scope: Scope, on: date) -> list[Trouble]:
    """Open findings by code over all duties the reader sees, most frequent first. One query."""
    if not directives.may(scope, Permission.READ_ALL):
        return []
    rows = DirectiveFinding.objects.filter(state=FindingState.OPEN).values_list("code").annotate(n=Count("pk"))
    return [Trouble(code, finding_label(code), n) for code, n in rows.order_by("-n", "code")[:ASKS]]


def _reads(scope: Scope) -> bool:
    return directives.may(scope, Permission.READ_ALL) or directives.may(scope, Permission.READ_ASSIGNED)
