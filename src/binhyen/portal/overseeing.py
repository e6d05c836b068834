"""What a leader asks of others: whose work is late, who has not reported, what waits; and whom to ask about it.

Each is one line that opens; what stands among the things to decide is not told again.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binhyen.foundation.access.values import Scope
from binhyen.kit.figures import number
from binhyen.monitoring.reporting.queries import cockpit, consolidation
from binhyen.operations.inspections.queries import lists as inspections
from binhyen.operations.inspections.queries.visible import visible_findings
from binhyen.operations.inspections.values import RUNNING
from binhyen.operations.work.queries import difficulties
from binhyen.operations.work.queries.late import late_bodies
from binhyen.operations.work.rules import texts as work_texts

from . import texts
from .reaching import address_of
from .values import Ask, Reach, Watch

UNITS, SILENT, ASKED = 5, 3, 3
DRIFT, DIFFICULTIES = "drift", "difficulties"


def watches(*, scope: Scope, on: date, at: datetime, asks: Sequence[Ask]) -> list[Watch]:
    """Late work by unit, communes that drift, the round of this week, difficulties, remedies. Eight queries at most.

    ``asks``: what is known already of communes that drift and of difficulties nobody answered.
    """
    known = {one.code: one for one in asks}
    rows = [
        _late(scope, at),
        _same(known.get(DRIFT), DRIFT, _("Xã trượt"), f"{reverse('classification:board')}?troi=co"),
        _weekly(scope, at),
        _same(known.get(DIFFICULTIES), DIFFICULTIES, _("Khó khăn chưa trả lời"), reverse("work:difficulties")),
        _remedies(scope, on),
    ]
    return [one for one in rows if one is not None]


def _late(scope: Scope, at: datetime) -> Watch:
    late, here = late_bodies(scope=scope, at=at), f"{reverse('work:list')}?xem=qua-han"
    title = _("Quá hạn theo đơn vị")
    if not late:
        return Watch("late", title, _("không có"), here, "ok")
    links = []
    if silent := sum(one.silent for one in late):
        words = ngettext(
            "Trong đó %(n)d việc thường xuyên lâu chưa có minh chứng",
            "Trong đó %(n)d việc thường xuyên lâu chưa có minh chứng", silent,
        ) % {"n": silent}  # fmt: skip
        links.append((words, f"{reverse('work:list')}?xem=lau-chua-co"))
    if len(late) > UNITS:
        links.append((_("và %(n)s đơn vị khác") % {"n": number(len(late) - UNITS)}, reverse("work:texts")))
    works = number(sum(one.late for one in late))
    told = _("%(works)s việc, %(units)s đơn vị") % {"works": works, "units": number(len(late))}
    reaches = tuple(
        Reach(
            one.key, work_texts.to_body(one, at=at, address=address_of(reverse("work:list"))), one.name,
            url=f"{here}&donvi={one.key}",
            note=_("%(n)s việc, lâu nhất từ %(day)s") % {"n": number(one.late), "day": texts.day(one.oldest)},
        )
        for one in late[:UNITS]
    )  # fmt: skip
    return Watch("late", title, told, here, "late", tuple(links), reaches)


def _same(ask: Ask | None, code: str, title: str, url: str) -> Watch:
    """What would be told among the things to decide, as a line."""
    if ask is None:
        return Watch(code, title, _("không có"), url, "ok")
    return Watch(code, title, number(ask.counts), ask.url, ask.state, ((ask.text, ask.url),), ask.reaches)


def _weekly(scope: Scope, at: datetime) -> Watch | None:
    held = cockpit.weekly(at=at)
    board = cockpit.board(held=held, scope=scope, at=at) if held else None
    if held is None or board is None or not board.owed:
        return None
    page = reverse("reporting:monday")
    due = _("hạn %(when)s") % {"when": texts.moment(held.due_at)}
    told = _("%(sent)s/%(owed)s đã gửi") % {"sent": number(board.sent), "owed": number(board.owed)}
    asked = [one for one in board.lines if one.silent and not one.report.locked]
    waited = sorted(asked, key=lambda one: not one.late.late)
    reaches = tuple(
        Reach(
            one.report.body.key, texts.weekly(one.report.body.name, one.label, one.report.due_at, address_of(page)),
            one.report.body.name, url=page, note=one.label,
        )
        for one in waited[:SILENT]
    )  # fmt: skip
    made = consolidation.made(held=held)[:1]
    links = [(_("Bản tổng hợp mới nhất"), reverse("reporting:consolidated", args=[made[0].code]))] if made else []
    late = f"{due}, {_('%(n)s muộn') % {'n': number(board.late)}}" if board.late else due
    state = "late" if board.late else "warn" if waited else "ok"
    return Watch("weekly", _("Báo cáo tuần"), told, page, state, ((late, page), *links), reaches)


def _remedies(scope: Scope, on: date) -> Watch | None:
    """Findings that should be mended by now; nothing where there is none."""
    here = f"{reverse('inspections:findings')}?xem=qua-han"
    late = inspections.waiting(scope=scope, on=on).late
    if not late:
        return None
    rows = visible_findings(scope).filter(state__in=RUNNING, due_on__lt=on).order_by()
    by_body = rows.values_list("responsible__key", "responsible__name").annotate(n=Count("pk")).order_by("-n")[:ASKED]
    reaches = tuple(Reach(key, texts.remedies(name, n, address_of(here)), name) for key, name, n in by_body)
    return Watch("findings", _("Quá hạn khắc phục"), number(late), here, "late", (), reaches)


def unanswered(*, scope: Scope, at: datetime) -> Ask | None:
    """Difficulties nobody has answered, how many too long, and who owes the answer. One query."""
    rows = difficulties.visible(scope=scope).filter(difficulties.OPEN).order_by()
    owners = list(
        rows.values_list("owner__key", "owner__name")
        .annotate(n=Count("pk"), due=Min("due_at"), late=Count("pk", filter=Q(due_at__lt=at)))
        .order_by("due")
    )
    if not owners:
        return None
    n, late = sum(row[2] for row in owners), sum(row[4] for row in owners)
    page = reverse("work:difficulties")
    reaches = tuple(
        Reach(key, texts.unanswered(name, waiting, due, address_of(page)), name)
        for key, name, waiting, due, _late in owners[:ASKED]
    )
    title = ngettext("%(n)d khó khăn chưa ai trả lời", "%(n)d khó khăn chưa ai trả lời", n) % {"n": n}
    text = _("%(n)d đã quá hạn trả lời.") % {"n": late} if late else _("Chưa quá hạn trả lời.")
    view = "qua-han" if late else "cho-tra-loi"
    state = "late" if late else "warn"
    return Ask(title, text, f"{page}?xem={view}", state, counts=n, code=DIFFICULTIES, reaches=reaches)
