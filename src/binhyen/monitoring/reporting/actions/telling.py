"""Telling those whose turn it is: who writes, who signs next, who receives. One message to a person for one cause."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from binhyen.foundation.access.values import COMMUNE_CODE, Role
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force
from binhyen.foundation.journal.actions import record
from binhyen.foundation.notifications.actions import notify
from binhyen.monitoring.reporting.events import RoundReminded
from binhyen.monitoring.reporting.models import CellComment, Report, ReportDuty, Round
from binhyen.monitoring.reporting.permissions import AREA_OFFICES, FILLERS, KEEPERS, RECEIVERS
from binhyen.monitoring.reporting.queries import forms
from binhyen.monitoring.reporting.rules import duties
from binhyen.monitoring.reporting.rules.checks import titles
from binhyen.monitoring.reporting.rules.states import moment
from binhyen.monitoring.reporting.values.consolidated import anchor
from binhyen.monitoring.reporting.values.periods import Beat
from binhyen.monitoring.reporting.values.reports import HANDED_IN, Act, State
from binhyen.operations.cases.rules.time import day_of

from .consolidating import AFTER_DUE, MADE_GOOD  # late is called when the round is put together: the note links it

AHEAD = {Beat.WEEK: timedelta(hours=3), Beat.ON_DEMAND: timedelta(hours=24)}
AHEAD_ELSE = timedelta(days=2)
QUIET = timedelta(minutes=30)  # further questions of one person, further requests of one round
DECIDED = {
    Act.EXCUSED: "lý do chậm được chấp nhận",
    Act.DECLINED: "đề nghị của đơn vị không được chấp nhận, hãy xem lý do",
    Act.LOCKED: "đã khóa, không sửa và không gửi được nữa",
    Act.UNLOCKED: "đã mở khóa, sửa và gửi được",
}
type Told = Mapping[User, Sequence[Report]]


def fillers(_report: Report) -> Collection[str]:
    """The offices that write the report."""
    return FILLERS


def at_work(report: Report) -> Collection[str]:
    """The offices that write the report or sign it."""
    steps = duties.steps_for(report.round.duty.steps, report.body.level)
    return {*FILLERS, *(role for step in steps for role in step.roles)}


def whose_turn(report: Report) -> Collection[str]:
    """The offices the report waits for: the next signature's, or all that write and sign while it is written."""
    steps = duties.steps_for(report.round.duty.steps, report.body.level)
    if State(report.state) is State.SIGNED and report.signed_steps < len(steps):
        return steps[report.signed_steps].roles
    return at_work(report)


def tell(
    *,
    reports: Sequence[Report],
    words: Callable[[Sequence[Report]], str],
    kind: str,
    at: datetime,
    roles: Callable[[Report], Collection[str]] = at_work,
    but: Collection[int] = (),
    link: str = "",
) -> Told:
    """One message to each person of the units with such an office; who works for one unit is sent to its report.

    ``words`` are made of the person's own reports, soonest due first. ``but`` are not told (ids of accounts). ``link``
    is where a single report is opened, its own page where it is empty. One query, and what telling costs.
    """
    offices = _offices(reports, {role for one in reports for role in roles(one)}, at)
    told: dict[User, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda one: (one.due_at, one.pk)):
        wanted = roles(report)
        for office in offices[f"b:{report.body.key}"] + offices[f"a:{report.area_code}"]:
            if office.role in wanted and office.user_id not in but and report not in told.get(office.user, ()):
                told[office.user].append(report)
    for user, mine in told.items():
        first = mine[0]
        address = link or _page(first)
        notify(
            users=[user], kind=kind, text=words(mine), at=at,
            url=address if len(mine) == 1 else reverse("reporting:mine"), subject_type="reporting.round",
            subject_id=str(first.round_id),
        )  # fmt: skip
    return told


def ahead_of(held: Round) -> timedelta:
    """How long before its clock a unit is reminded of a report of a round."""
    return AHEAD.get(Beat(held.duty.beat), AHEAD_ELSE)


def named(report: Report) -> str:
    """ "Báo cáo tuần, tuần 16/11 - 22/11/2026"."""
    return f"{report.round.duty.name}, {report.round.name}"


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind units of the clocks that are near, each of its own, once. Returns how many people were told."""
    ahead = max(AHEAD_ELSE, *AHEAD.values())
    found = _waiting().filter(reminded_at__isnull=True, round__opens_at__lte=at, due_at__gt=at, due_at__lte=at + ahead)
    near = [one for one in found if one.due_at - at <= ahead_of(one.round)]
    told = tell(reports=near, words=_due, kind="reporting.due", at=at, roles=whose_turn)
    Report.objects.filter(pk__in=[one.pk for one in near]).update(reminded_at=at)
    _record(near, told, at)
    return len(told)


@transaction.atomic
def late(*, at: datetime) -> int:
    """Tell units whose own clock ran out five minutes ago, once. Returns how many people were told."""
    found = _waiting().filter(
        late_told_at__isnull=True, first_sent_at__isnull=True, excused=False, due_at__lte=at - AFTER_DUE,
        due_at__gt=at - MADE_GOOD,
    )  # fmt: skip
    over = list(found)
    told = tell(reports=over, words=_over, kind="reporting.late", at=at, roles=whose_turn)
    Report.objects.filter(pk__in=[one.pk for one in over]).update(late_told_at=at)
    _record(over, told, at)
    return len(told)


@transaction.atomic
def noted(*, at: datetime) -> int:
    """Tell who receives that a round fell due: how many sent, how many are silent, and where it is put together.

    Once a round, five minutes after its clock; also where nothing came in. Returns how many people were told.
    """
    over = Round.objects.select_for_update(of=("self",)).select_related("duty").filter(
        noted_at__isnull=True, due_at__lte=at - AFTER_DUE, due_at__gt=at - MADE_GOOD
    )  # fmt: skip
    count = 0
    for held in over:
        states = list(held.reports.values_list("state", flat=True))
        sent = sum(1 for state in states if state in HANDED_IN)
        missing = f", {len(states) - sent} chưa gửi" if sent < len(states) else ""
        made = held.consolidations.order_by("-number").first()
        count += notify(
            users=receivers(duty=held.duty, at=at, leaders=True), kind="reporting.noted", at=at,
            text=f"{held}: {sent}/{len(states)} đơn vị đã gửi{missing}",
            url=reverse("reporting:consolidated", args=[made.code]) if made else reverse("reporting:watch", args=[held.pk]),  # noqa: E501
            subject_type="reporting.round", subject_id=str(held.pk),
        )  # fmt: skip
        held.noted_at = at
        held.save(update_fields=["noted_at"])
    return count


def turn(*, report: Report, by: User, at: datetime) -> Told:
    """One signed: whoever is to sign next learns that it is their turn."""
    signed = report.versions.order_by("-number")[0].signatures.values_list("user_id", flat=True)
    return tell(
        reports=[report], words=lambda _mine: f"{named(report)}: chờ anh/chị ký, gửi trước {moment(report.due_at)}",
        kind="reporting.turn", at=at, roles=whose_turn, but=[by.pk, *(one for one in signed if one)],
        link=reverse("reporting:sign", args=[report.pk]),
    )  # fmt: skip


def back(*, report: Report, by: User, at: datetime) -> Told:
    """Whoever was to sign did not: those who wrote it and those who had signed learn that it is to be mended."""
    words = f"{named(report)}: chưa được ký, đưa về để sửa"
    return tell(reports=[report], words=lambda _mine: words, kind="reporting.returned", at=at, but=[by.pk])


def returned(*, report: Report, by: User, at: datetime) -> Told:
    """The unit learns that its report came back."""
    words = f"{named(report)}: được trả lại để sửa"
    return tell(reports=[report], words=lambda _mine: words, kind="reporting.returned", at=at, but=[by.pk])


def sent_again(*, report: Report, at: datetime) -> int:
    """Who returned or accepted an earlier version learns that there is a newer one."""
    last = report.acts.filter(act__in=(Act.RETURNED, Act.ACCEPTED), by__isnull=False).order_by("-at", "-pk").first()
    if last is None or last.by is None:
        return 0
    return notify(
        users=[last.by], kind="reporting.again", text=f"{report.body.name} đã sửa và gửi lại: {named(report)}", at=at,
        url=_page(report), subject_type="reporting.round", subject_id=str(report.round_id),
    )  # fmt: skip


def opened(*, held: Round, by: User, at: datetime) -> Told:
    """A report is asked for on demand: units learn of it at once; where the clock is near already, that is enough."""
    reports = list(held.reports.select_related("round__duty", "body"))
    if held.due_at - at <= ahead_of(held):
        held.reports.update(reminded_at=at)
    words = f"Được yêu cầu: {held}, gửi trước {moment(held.due_at)}"
    return tell(reports=reports, words=lambda _mine: words, kind="reporting.opened", at=at, but=[by.pk])


def asked(*, report: Report, comment: CellComment, by: User, at: datetime) -> int:
    """Words about a report: of who receives it to the unit, of the unit to who asked. Several in a row are told once.

    Sets ``comment.of_unit``. Two queries.
    """
    offices = _offices([report], FILLERS, at)
    unit = {one.user_id for found in offices.values() for one in found}
    comment.of_unit = by.pk in unit
    comment.save(update_fields=["of_unit"])
    open_ = report.comments.filter(settled_at__isnull=True).exclude(pk=comment.pk).select_related("by")
    if any(one.by_id == by.pk and at - one.at < QUIET for one in open_):
        return 0
    where = titles(forms.of_key(key=report.round.form_key)).get(comment.place, "")
    place = f" ở “{where[:100]}”" if where else ""
    if comment.of_unit:
        return notify(
            users={one.by for one in open_ if not one.of_unit}, kind="reporting.answered", at=at,
            text=f"{report.body.name} trả lời{place}: {named(report)}", url=_page(report, comment.place),
            subject_type="reporting.round", subject_id=str(report.round_id),
        )  # fmt: skip
    words = f"{named(report)}: nơi nhận có câu hỏi, góp ý{place}"
    return len(
        tell(
            reports=[report], words=lambda _mine: words, kind="reporting.asked", at=at, roles=fillers, but=[by.pk],
            link=_page(report, comment.place),
        )
    )  # fmt: skip


def settled(*, report: Report, comment: CellComment, by: User, at: datetime) -> int:
    """The last open words of who receives a report were settled by somebody else: they learn of it."""
    if comment.of_unit or comment.by_id == by.pk or report.comments.filter(
        settled_at__isnull=True, by=comment.by_id
    ).exists():  # fmt: skip
        return 0
    return notify(
        users=[comment.by], kind="reporting.answered", text=f"{report.body.name} đã xong các góp ý: {named(report)}",
        at=at, url=_page(report), subject_type="reporting.round", subject_id=str(report.round_id),
    )  # fmt: skip


def decided(*, reports: Sequence[Report], what: Act, by: User | None, at: datetime) -> Told:
    """What the receiving office decided on one report or on many: one message to a person."""

    def words(mine: Sequence[Report]) -> str:
        said = f"hạn mới {moment(mine[0].due_at)}" if what is Act.EXTENDED else DECIDED[what]
        return f"{named(mine[0])}: {said}" if len(mine) == 1 else f"{len(mine)} báo cáo: {said}"

    return tell(reports=reports, words=words, kind="reporting.decided", at=at, but=[by.pk] if by else ())


def requested(*, report: Report, at: datetime) -> int:
    """A unit asks for time or says why it is late: who receives learns of it; of many in a row, of the first."""
    lately = Report.objects.filter(round=report.round_id, asked_at__gt=at - QUIET).exclude(pk=report.pk)
    if lately.exists():
        return 0
    return notify(
        users=receivers(duty=report.round.duty, at=at), kind="reporting.request", at=at,
        text=f"{report.body.name} có đề nghị về hạn gửi: {named(report)}",
        url=f"{reverse('reporting:decide', args=[report.round_id])}?buoc=xin", subject_type="reporting.round",
        subject_id=str(report.round_id),
    )  # fmt: skip


def receivers(*, duty: ReportDuty, at: datetime, leaders: bool = False) -> list[User]:
    """Who takes in reports at the bodies they go to or through; the province's coordinators where nobody does.

    With ``leaders`` those who lead these bodies as well. Two queries at most.
    """
    held = Appointment.objects.filter(in_force(day_of(at)), user__is_active=True)
    near = held.filter(body_key__in={duty.receiver_key, duty.through_key} - {""})
    who = near.filter(role__in=RECEIVERS)
    if not who.exists():
        who = held.filter(role__in=KEEPERS)
    told = Q(pk__in=who.values("user_id"))
    if leaders:
        told |= Q(pk__in=near.filter(role=Role.LEADER).values("user_id"))
    return list(User.objects.filter(told))


def _waiting() -> QuerySet[Report]:
    """Reports that are owed and may be sent, held until the transaction ends."""
    found = Report.objects.select_for_update(of=("self",)).select_related("round__duty", "body")
    return found.exclude(state__in=HANDED_IN).exclude(locked=True)


def _due(mine: Sequence[Report]) -> str:
    first = f"{named(mine[0])}: gửi trước {moment(mine[0].due_at)}"
    return first if len(mine) == 1 else f"{len(mine)} báo cáo sắp đến hạn, gần nhất {first}"


def _over(mine: Sequence[Report]) -> str:
    if len(mine) > 1:
        return f"{len(mine)} báo cáo đã quá hạn, đầu tiên {named(mine[0])}. Hãy gửi ngay hoặc nêu lý do chậm."
    return f"{named(mine[0])}: đã quá hạn {moment(mine[0].due_at)}. Hãy gửi ngay hoặc nêu lý do chậm."


def _record(reports: Iterable[Report], told: Told, at: datetime) -> None:
    """Of each round how many people were told."""
    for number in sorted({one.round_id for one in reports}):
        people = sum(1 for mine in told.values() if any(one.round_id == number for one in mine))
        record(RoundReminded(subject_id=str(number), people=people), by=None, at=at)


def _page(report: Report, place: str = "") -> str:
    address = reverse("reporting:fill", args=[report.pk])
    return f"{address}#{anchor(place)}" if place else address


def _offices(reports: Sequence[Report], roles: Collection[str], at: datetime) -> dict[str, list[Appointment]]:
    """Offices with one of the roles, by "b:<body>" and "a:<commune>": of the very unit, as permissions.holds says."""
    keys = {one.body.key for one in reports}
    areas = {one.area_code for one in reports if len(one.area_code) == COMMUNE_CODE}
    offices = Appointment.objects.filter(
        in_force(day_of(at)), Q(body_key__in=keys) | Q(area_code__in=areas, role__in=AREA_OFFICES), role__in=roles,
        user__is_active=True,
    ).select_related("user")  # fmt: skip
    found: dict[str, list[Appointment]] = defaultdict(list)
    for office in offices.order_by("pk"):
        if office.body_key in keys:
            found[f"b:{office.body_key}"].append(office)
        if office.role in AREA_OFFICES and office.area_code in areas:
            found[f"a:{office.area_code}"].append(office)
    return found
