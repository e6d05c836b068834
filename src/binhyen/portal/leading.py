"""The province in one look, for those who decide: what drifts, what blocks most, how far the target is, the trend."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binhyen.foundation.access.values import Role, Scope
from binhyen.monitoring.classification.queries.board import Asked, Board, Row, board
from binhyen.monitoring.classification.queries.overview import province_of, reader_places
from binhyen.monitoring.classification.rules.course import month_before
from binhyen.monitoring.classification.rules.law import targets_for
from binhyen.monitoring.classification.rules.people import by_group, holds
from binhyen.monitoring.classification.values import AreaKind
from binhyen.monitoring.indicators.rules.reading import bars
from binhyen.monitoring.recognition.models import ReviewStep
from binhyen.monitoring.recognition.rules import law as procedure
from binhyen.monitoring.recognition.values import StepKind
from binhyen.operations.cases.queries.transfers import visible_transfers
from binhyen.operations.cases.queries.trend import managed_on

from . import texts
from .overseeing import DRIFT
from .reaching import address_of
from .values import Ask, Blocker, ProvinceLook, Reach, Target, Trend

LOOKERS = (Role.LEADER, Role.PROVINCE_COORDINATOR)
NAMED, BLOCKERS, MONTHS = 3, 5, 12
COMMITTEE, POLICE = "ubnd_xa_{code}", "ca_xa_{code}"  # keys of bodies of a commune
COORDINATOR = ""  # key of a Reach
WIDE, HIGH = 300, 44  # of the drawing of the trend
PEOPLE = "people_breaking"
PART_WORDS = {
    "resident_offenders": "Người cư trú vi phạm pháp luật về ma túy",
    "wanted_hiding": "Đối tượng truy nã lẩn trốn",
    "points": "Điểm tổ chức, chứa chấp sử dụng",
}
PART_LAYERS = {"points": "diem", "resident_offenders": "offenders-resident"}


def province_look(*, scope: Scope, on: date, at: datetime) -> ProvinceLook | None:
    """The whole province on a day; None for readers of less, and where no commune is in force.

    Runs inside ``scope_in_database``. Fifteen queries.
    """
    if not (scope.whole_province and scope.has(*LOOKERS)):
        return None
    places = reader_places(scope=scope, on=on)
    if not places:
        return None
    found = board(places=places, asked=Asked(on=on, at=at, compare=False, readings=False))
    moves, late = _moves(scope, at)
    meets = sum(row.now.drug_free for row in found.rows)
    return ProvinceLook(
        communes=len(places), meets=meets, recognised=found.statuses["RECOGNISED"],
        unknown=sum(not row.now.law for row in found.rows), target=_target(scope, on, len(places), meets),
        blockers=_blockers(found), trend=_trend(on), moves=moves,
        asks=[*_drift(found.drifting), *_files(on), *_late_moves(scope, at, late)],
    )  # fmt: skip


def _trend(on: date) -> Trend:
    days = [on]
    while len(days) < MONTHS:
        days.append(month_before(days[-1]))
    days.reverse()
    values = managed_on(days=days)
    return Trend(days, values, bars(list(values), width=WIDE, high=HIGH))


def _target(scope: Scope, on: date, communes: int, meets: int) -> Target | None:
    """The next target that has not gone by; of the province before that of the country."""
    ahead = [one for one in targets_for(province_of(scope), on) if one.by >= on]
    if not ahead:
        return None
    first = ahead[0]
    wanted = -(-first.share[0] * communes // first.share[1])
    missing, days = max(0, wanted - meets), (first.by - on).days
    return Target(wanted, first.by, missing, days, -(-missing * 30 // max(days, 30)), first.source)


def _blockers(found: Board) -> list[Blocker]:
    """What holds back the most communes first: people by how they stand, then points, offenders, those wanted."""
    communes: Counter[tuple[str, str]] = Counter()
    amounts: Counter[tuple[str, str]] = Counter()
    for row in found.rows:
        for key, count in _held_back(row, found).items():
            communes[key] += 1
            amounts[key] += count
    ordered = sorted(communes, key=lambda key: (-communes[key], -amounts[key], key))
    return [Blocker(key[1], communes[key], amounts[key], _opens(key[0])) for key in ordered[:BLOCKERS]]


def _held_back(row: Row, found: Board) -> dict[tuple[str, str], int]:
    people = {
        (PEOPLE, group.label): count
        for group, count in by_group(row.area.facts.people).items()
        if row.now.law and count and holds(group.breaks, found.chosen)
    }
    parts = {
        (code, PART_WORDS[code]): count
        for one in row.now.free
        for code, count in one.parts
        if count and code in PART_WORDS
    }
    return people | parts


def _opens(code: str) -> str:
    layer = "nguoi-can" if code == PEOPLE else PART_LAYERS.get(code, "tieu-chi")
    return f"{reverse('portal:map')}?{urlencode({'lop': layer})}"


def _drift(rows: Sequence[Row]) -> list[Ask]:
    """Recognised communes that no longer meet it, by name; those beyond the first few are counted."""
    if not rows:
        return []
    reaches = tuple(_drifting(row) for row in rows[:NAMED])
    if len(rows) == 1:
        place = rows[0].place
        title = _("%(name)s: đã công nhận, số liệu không còn đạt") % {"name": place.name}
        return [Ask(title, rows[0].lacking, reaches[0].url, "late", code=DRIFT, reaches=reaches)]
    title = ngettext(
        "%(n)d xã đã công nhận, số liệu không còn đạt", "%(n)d xã đã công nhận, số liệu không còn đạt", len(rows)
    ) % {"n": len(rows)}
    names = ", ".join(row.place.name for row in rows[:NAMED])
    if len(rows) > NAMED:
        names = _("%(names)s và %(n)d xã khác") % {"names": names, "n": len(rows) - NAMED}
    here = f"{reverse('classification:board')}?troi=co"
    return [Ask(title, names, here, "late", counts=len(rows), code=DRIFT, reaches=reaches)]


def _drifting(row: Row) -> Reach:
    """The committee of the commune is asked."""
    url = reverse("classification:commune", args=[row.place.code])
    name = f"UBND {row.place.name[:1].lower()}{row.place.name[1:]}"
    text = texts.drifting(name, row.lacking, address_of(url))
    return Reach(COMMITTEE.format(code=row.place.code), text, name, url=url, note=row.lacking)


def _files(on: date) -> list[Ask]:
    """Files of the latest period that are under way and not decided, with the days UBND tỉnh still has. One query."""
    last = (
        ReviewStep.objects.filter(file__area_kind=AreaKind.COMMUNE)
        .order_by("file_id", "-recorded_at", "-pk")
        .distinct("file_id")
        .values_list("file__period", "kind")
    )
    waiting = Counter(period for period, kind in last if kind != StepKind.DECIDED)
    if not waiting:
        return []
    year = max(waiting)
    due = procedure.due(StepKind.DECIDED, year)
    left = (due - on).days if due else 0
    words = _("Không đặt hạn.")
    if due:
        given = {"day": f"{due:%d/%m/%Y}", "n": abs(left)}
        words = (_("Trước %(day)s: còn %(n)d ngày.") if left > 0 else _("Hạn %(day)s đã qua %(n)d ngày.")) % given
    n = waiting[year]
    title = ngettext("%(n)d hồ sơ xét công nhận đang chờ", "%(n)d hồ sơ xét công nhận đang chờ", n) % {"n": n}
    here = f"{reverse('recognition:period')}?ky={year}"
    whom = Reach(COORDINATOR, texts.review_files(n, words, address_of(here)))
    return [Ask(title, words, here, "warn" if left > 0 else "late", counts=n, reaches=(whom,))]


def _moves(scope: Scope, at: datetime) -> tuple[int, int]:
    """Moves that wait for an answer, and those of them whose answer is late. One query."""
    waiting = Q(closed_at=None)
    found = visible_transfers(scope=scope).aggregate(
        open=Count("pk", filter=waiting), late=Count("pk", filter=waiting & Q(due_at__lt=at))
    )
    return found["open"], found["late"]


def _late_moves(scope: Scope, at: datetime, late: int) -> list[Ask]:
    """Moves that wait too long; the police of the communes that owe the answer are asked. One query where there are."""
    if not late:
        return []
    title = ngettext("%(n)d lượt chuyển nơi cư trú trả lời chậm", "%(n)d lượt chuyển nơi cư trú trả lời chậm", late)
    here = reverse("cases:transfers")
    rows = visible_transfers(scope=scope).filter(closed_at=None, due_at__lt=at).exclude(to_commune_code="").order_by()
    owing = rows.values_list("to_commune_code").annotate(n=Count("pk")).order_by("-n", "to_commune_code")[:NAMED]
    reaches = tuple(
        Reach(POLICE.format(code=code), texts.late_move("{body}", n, address_of(here)), url=here) for code, n in owing
    )
    words = _("Nơi nhận chưa trả lời khi đã hết hạn.")
    return [Ask(title % {"n": late}, words, here, "late", counts=late, reaches=reaches)]
