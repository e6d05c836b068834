"""The board "ai có, ai thiếu": keepers' lists of a day, what the register has of that day, and what does not agree."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.models import CaseSpan, Difference, Roster, RosterEntry
from binhyen.operations.cases.permissions import LIST_KEEPERS, list_areas, own_bodies, rosters_brought
from binhyen.operations.cases.rules.rosters import LABELS, REGISTER, Keeper, Kind, Line, Lists, Standing, lacks
from binhyen.registers.organisations.models import Body
from binhyen.registers.organisations.values import Block
from binhyen.registers.people.models import Reach
from binhyen.registers.people.queries.cards import commune_names

from .labels import state_labels
from .visible import of_list_keepers, visible_cases

SHOWN = 200
BODY = "b:"  # how people are given to bodies
_LINE = (
    "pk", "roster_id", "person_id", "name", "birth_year", "says", "commune_code", "row__match", "row__person_id",
)  # fmt: skip
_FIELDS = ("person_id", "commune_code", "state", "list_code", "reported_list")


def rosters(*, scope: Scope) -> QuerySet[Roster]:
    """Keepers' lists of the reader's communes, or of the reader's own body; readers of the province see all."""
    return Roster.objects.filter(of_list_keepers(scope=scope))


def differences(*, scope: Scope) -> QuerySet[Difference]:
    """Of the reader's communes; a clinic or facility sees those it must look at, and those of its own people."""
    found = Difference.objects.select_related("person", "entry__row", "closed_by")
    if scope.whole_province:
        return found
    seen, bodies = Q(commune_code__in=sorted(list_areas(scope))), own_bodies(scope)
    if bodies:
        kinds = rosters_brought(scope)
        mine = Q(person__in=visible_cases(scope=scope).values("person_id"))
        seen |= Q(owner_body__in=sorted(bodies)) | (mine & (Q(left__in=kinds) | Q(right__in=kinds)))
    return found.filter(seen)


def may_settle(*, scope: Scope, row: Difference) -> bool:
    """Who keeps the register settles what it sees; a clinic or facility what it must look at itself."""
    return scope.has(*LIST_KEEPERS) or row.owner_body in own_bodies(scope)


def lists_of(*, scope: Scope, as_of: date) -> list[Lists]:
    """The lists of a day by keeper and place; of each body the one brought last, of a clinic or facility alone.

    Three queries.
    """
    latest: dict[tuple[str, str, str], Roster] = {}
    for one in rosters(scope=scope).filter(as_of=as_of).order_by("made_at", "pk"):
        latest[one.kind, one.commune_code, one.body_key] = one
    lines: dict[int, list[Line]] = defaultdict(list)
    found = RosterEntry.objects.filter(roster__in=[one.pk for one in latest.values()]).order_by("pk")
    for pk, roster, person, name, year, says, commune, match, maybe in found.values_list(*_LINE):
        unsure = person is None and match == "MAYBE"
        lines[roster].append(
            Line(
                id=pk, person=person, name=name, birth_year=year, says=says, unsure=unsure,
                maybe=maybe if unsure else None, commune=commune,
            )
        )  # fmt: skip
    groups: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    holders = _holders({body for _kind, _commune, body in latest})
    for (kind, commune, body), one in latest.items():
        groups[kind, commune, body if body in holders and not commune else ""].extend(lines[one.pk])
    return [
        Lists(keeper=kind, commune=commune, lines=rows, holder=holder)
        for (kind, commune, holder), rows in groups.items()
    ]


def _holders(bodies: set[str]) -> set[str]:
    found = Body.objects.filter(key__in=bodies, block__in=(Block.HEALTH, Block.FACILITY))
    return set(found.values_list("key", flat=True))


def register_of(
    *, scope: Scope, as_of: date, communes: Iterable[str], people: Iterable[int], holders: Iterable[str] = ()
) -> dict[int, Standing]:
    """What the register has of a day, as known now: everybody of ``communes`` ("" is all of them), and ``people``.

    As far as the reader sees them: to a clinic or facility "all" are its own people. ``holders``: bodies whose people
    are to be told apart.
    """
    covering = CaseSpan.objects.filter(
        Q(legal_to__isnull=True) | Q(legal_to__gt=as_of), legal_from__lte=as_of, known_to__isnull=True
    )
    wanted = set(communes)
    if "" not in wanted:
        covering = covering.filter(Q(commune_code__in=wanted) | Q(person__in=set(people)))
    elif not scope.whole_province:
        covering = covering.filter(person__in=visible_cases(scope=scope).values("person_id"))
    held = _held(holders)
    return {
        pk: Standing(
            commune=commune, state=state, legal=legal, reported=reported, held_by=held.get(pk, frozenset())
        )
        for pk, commune, state, legal, reported in covering.values_list(*_FIELDS)
    }  # fmt: skip


def _held(holders: Iterable[str]) -> dict[int, frozenset[str]]:
    """Persons to the bodies that have them by their case. One query, none where nobody is asked for."""
    readers = {f"{BODY}{key}": key for key in holders if key}
    if not readers:
        return {}
    found: dict[int, set[str]] = defaultdict(set)
    given = Reach.objects.filter(reader__in=readers, crossing__isnull=True)
    for person, reader in given.values_list("person_id", "reader"):
        found[person].add(readers[reader])
    return {person: frozenset(bodies) for person, bodies in found.items()}


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two keepers: how many names each has, how many do not agree."""

    left: str
    right: str
    left_label: str
    right_label: str
    left_names: int
    right_names: int
    open: int
    here: bool


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    row: Difference
    name: str
    says: str  # what does not agree, a whole sentence
    owner: str
    commune: str
    told: str  # to whom it went because nobody looked
    mine: bool  # the reader settles it


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    as_of: date | None
    days: list[date]
    pairs: list[PairLine] = field(default_factory=list)
    lines: list[DifferenceLine] = field(default_factory=list)
    open: int = 0
    settled: int = 0


def board(*, scope: Scope, as_of: date | None, pair: str = "") -> Board:
    """The board of a day, by default the last one lists were brought of; ``pair`` "POLICE-REGISTER" narrows it."""
    days = list(rosters(scope=scope).order_by("-as_of").values_list("as_of", flat=True).distinct()[:12])
    day = as_of if as_of in days else next(iter(days), None)
    if day is None:
        return Board(as_of=None, days=[])
    running = differences(scope=scope).filter(closed_at__isnull=True)
    left, _dash, right = pair.partition("-")
    chosen = running.filter(_between(left, right)) if right else running
    return Board(
        as_of=day,
        days=days,
        pairs=_pairs(scope, day, running, pair),
        lines=_lines(chosen.order_by("due_at", "pk")[:SHOWN], scope),
        open=running.count(),
        settled=differences(scope=scope).filter(closed_at__isnull=False).count(),
    )


def _between(left: str, right: str) -> Q:
    return Q(left=left, right=right) | Q(left=right, right=left)


def _pairs(scope: Scope, day: date, running: QuerySet[Difference], pair: str) -> list[PairLine]:
    lists = lists_of(scope=scope, as_of=day)
    register = register_of(
        scope=scope,
        as_of=day,
        communes={one.commune for one in lists},
        people=(),
        holders=[one.holder for one in lists],
    )
    names: dict[str, int] = defaultdict(int)
    expected: dict[str, int] = defaultdict(int)
    for one in lists:
        names[one.keeper] += len(one.lines)
        expected[one.keeper] += sum(lacks(one, standing) for standing in register.values())
    counted = running.order_by().values_list("left", "right").annotate(n=Count("pk"))
    disagree: dict[frozenset[str], int] = defaultdict(int)
    for left, right, number in counted:
        disagree[frozenset({left, right})] += number
    keepers = [keeper.value for keeper in Keeper if keeper.value in names]
    pairs = [(keeper, REGISTER) for keeper in keepers]
    pairs += [(one, other) for place, one in enumerate(keepers) for other in keepers[place + 1 :]]
    return [
        PairLine(
            left, right, LABELS[left], LABELS[right], names[left],
            expected[left] if right == REGISTER else names[right],
            disagree[frozenset({left, right})], pair == f"{left}-{right}",
        )
        for left, right in pairs
    ]  # fmt: skip


def _lines(found: Iterable[Difference], scope: Scope) -> list[DifferenceLine]:
    rows = list(found)
    names = commune_names({row.commune_code for row in rows} | {row.detail.get("right_commune", "") for row in rows})
    owners = dict(Body.objects.filter(key__in={row.owner_body for row in rows}).values_list("key", "name"))
    return [
        DifferenceLine(
            row,
            _name(row),
            sentence(row, names),
            owners.get(row.owner_body, row.owner_body),
            names.get(row.commune_code, row.commune_code),
            _told(row),
            may_settle(scope=scope, row=row),
        )
        for row in rows
    ]


def _told(row: Difference) -> str:
    words = {1: "", 2: _("Đã báo lãnh đạo xã"), 3: _("Đã báo cấp tỉnh")}
    return str(words[row.told_level]) if row.told_level and not row.closed_at else ""


def _name(row: Difference) -> str:
    if row.person:
        return row.person.full_name
    return row.entry.name if row.entry else str(row.detail.get("name", ""))


def sentence(row: Difference, communes: dict[str, str]) -> str:
    """What does not agree, in words."""
    left, right = LABELS.get(row.left, row.left), LABELS.get(row.right, row.right)
    words = state_labels()
    says = words.get(str(row.detail.get("left", "")), "")
    if row.kind == Kind.UNSURE:
        return f"{left} có một tên có thể là người đã có trong sổ; chưa ai xác nhận là ai."
    if row.kind == Kind.MISSING_HERE:
        return f"{left} có tên, sổ hồ sơ chưa có" + (f" ({left} ghi: {says})." if says else ".")
    if row.kind == Kind.MISSING_THERE:
        return f"{left} có tên, {right} thiếu."
    if row.kind == Kind.OTHER_PLACE:
        place = communes.get(str(row.detail.get("right_commune", "")), "")
        return f"{left} ghi người này ở đây, sổ ghi ở {place or 'nơi khác'}."
    register = words.get(str(row.detail.get("right", "")), "")
    return f"{left} ghi: {says or 'đang quản lý'}; sổ ghi: {register}."


def difference(*, scope: Scope, pk: int) -> DifferenceLine | None:
    """One difference; None where the reader does not see it."""
    return next(iter(_lines(differences(scope=scope).filter(pk=pk), scope)), None)


def still_open(*, scope: Scope, at: datetime) -> int:
    """How many differences of the reader's communes are past their day."""
    return differences(scope=scope).filter(closed_at__isnull=True, due_at__lt=at).count()
