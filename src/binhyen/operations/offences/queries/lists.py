"""The lists: search, filters, order, and the lines of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext as _

from binhyen.foundation.access.values import Scope
from binhyen.kit.fields import read_day
from binhyen.kit.grid.columns import as_text, display
from binhyen.kit.listing import Filter, Listing, ListState
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.offences.models import UsePointFact
from binhyen.operations.offences.rules.catalog import choices, labels
from binhyen.operations.offences.rules.points import ORDER
from binhyen.operations.offences.values import Nature, Plant, PointKind, PointStatus, Table, Unit
from binhyen.registers.territories.models import Commune

from .columns import columns
from .rows import MODELS, values, written
from .visible import visible

FROM, TO, WHERE = "tu", "den", "xa"
DAYS = {Table.OFFENCES: "occurred_on", Table.POINTS: "first_on", Table.PLANTS: "found_on", Table.WANTED: "from_on"}
STANDS, GONE = "con", "het"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: where it leads, and its cells as words, by column."""

    record: int
    cells: Mapping[str, str] = field(default_factory=dict)
    state: str = ""  # of a point: its status now


def listing(table: Table, *, places: Mapping[str, Commune]) -> Listing:
    """What the list of a table can do."""
    day = DAYS[table]
    sorts = {
        "ngay": (day, "record"),
        "xa": ("commune_sort", day),
        "thon": ("hamlet", day),
        "so": ("reference", "record"),
        "ghi": ("known_from", "record"),
    }
    if table is Table.PLANTS:
        sorts |= {"cay": ("plants", "record"), "dien-tich": ("area_m2", "record")}
    if table is Table.WANTED:
        sorts.pop("thon")
    where = tuple((code, one.full_name) for code, one in places.items())
    own: dict[Table, tuple[Filter, ...]] = {
        Table.OFFENCES: (
            Filter("loai", _("Tuyến, phương thức"), choices("kind")),
            Filter("dieu", _("Điều luật"), tuple((code, f"Điều {code}") for code, _label in choices("article"))),
            Filter("tinh-chat", _("Tính chất"), tuple(Nature.choices)),
        ),
        Table.POINTS: (
            Filter("trang-thai", _("Trạng thái"), tuple(PointStatus.choices)),
            Filter("loai", _("Loại điểm"), tuple(PointKind.choices)),
        ),
        Table.PLANTS: (
            Filter("loai", _("Loại cây"), tuple(Plant.choices)),
            _still(_("Đã triệt phá"), _("Chưa triệt phá")),
        ),
        Table.WANTED: (_still(_("Đã kết thúc"), _("Đang lẩn trốn")),),
    }
    place = (Filter(WHERE, _("Xã, phường"), where),) if len(where) > 1 else ()
    days = (Filter(FROM, _("Từ ngày")), Filter(TO, _("Đến ngày")))
    return Listing(sorts=sorts, default_sort="-ngay", filters=(*place, *own[table], *days))


def _still(gone: str, stands: str) -> Filter:
    return Filter("con", _("Hiện nay"), ((STANDS, stands), (GONE, gone)))


def found(*, table: Table, state: ListState, scope: Scope, places: Mapping[str, Commune]) -> QuerySet[Any]:
    """The rows a reader asked for, in the order asked for."""
    rows = visible(MODELS[table], scope=scope)
    sort = Commune.objects.filter(code=OuterRef("commune_code")).values("sort_key")[:1]
    rows = rows.annotate(commune_sort=Subquery(sort))
    if table is Table.POINTS:
        rows = _with_steps(rows)
    rows = _narrowed(table, rows, state)
    if state.search:
        rows = _searched(table, rows, state.search, places)
    order = [
        F(name.lstrip("-")).desc(nulls_last=True) if name[0] == "-" else F(name).asc(nulls_last=True)
        for name in state.order()
    ]
    return rows.order_by(*order)


def _with_steps(rows: QuerySet[Any]) -> QuerySet[Any]:
    steps = UsePointFact.objects.filter(point=OuterRef("record"), known_to__isnull=True)
    rank = Case(*(When(status=status, then=place) for place, status in enumerate(ORDER)), output_field=IntegerField())
    return rows.annotate(
        first_on=Subquery(steps.order_by("on").values("on")[:1]),
        status=Subquery(steps.order_by("-on", rank.desc()).values("status")[:1]),
    )


def _narrowed(table: Table, rows: QuerySet[Any], state: ListState) -> QuerySet[Any]:
    day, kind = DAYS[table], state.value("loai")
    if code := state.value(WHERE):
        rows = rows.filter(commune_code=code)
    for name, lookup in ((FROM, "gte"), (TO, "lte")):
        if (on := read_day(state.value(name))) is not None:
            rows = rows.filter(**{f"{day}__{lookup}": on})
    if table is Table.OFFENCES:
        rows = rows.filter(kinds__contains=[kind]) if kind else rows
        rows = rows.filter(articles__contains=[state.value("dieu")]) if state.value("dieu") else rows
        return rows.filter(nature=state.value("tinh-chat")) if state.value("tinh-chat") else rows
    if table is Table.POINTS:
        rows = rows.filter(kind=kind) if kind else rows
        return rows.filter(status=state.value("trang-thai")) if state.value("trang-thai") else rows
    if table is Table.PLANTS and kind:
        rows = rows.filter(plant=kind)
    if still := state.value("con"):
        end = "destroyed_on" if table is Table.PLANTS else "to_on"
        rows = rows.filter(**{f"{end}__isnull": still == STANDS})
    return rows


def _searched(table: Table, rows: QuerySet[Any], text: str, places: Mapping[str, Commune]) -> QuerySet[Any]:
    """By commune and hamlet without tones, or the beginning of a reference."""
    words = search_key(text).split()
    codes = [code for code, one in places.items() if all(word in one.search_key for word in words)]
    wanted = Q(commune_code__in=codes) | Q(reference__istartswith=text)
    if table is not Table.WANTED:
        names = rows.exclude(hamlet="").order_by().values_list("hamlet", flat=True).distinct()
        wanted |= Q(hamlet__in=[name for name in names if all(word in search_key(name) for word in words)])
    return rows.filter(wanted)


def lines(*, table: Table, rows: Sequence[Any], places: Mapping[str, Commune]) -> list[Line]:
    """The rows of a page in words."""
    known = tuple((code, one.full_name) for code, one in places.items())
    specs = columns(table, communes=known)
    said = values(table, rows)
    return [
        Line(
            one.record_id,
            {
                **{spec.name: _words(spec, said[one.record_id].get(spec.name)) for spec in specs},
                **_joined(said[one.record_id]),
            },
            said[one.record_id].get("status", ""),
        )
        for one in rows
    ]


def _joined(said: Mapping[str, Any]) -> dict[str, str]:
    """Persons and seizure of an offence in one cell each."""
    if "here" not in said:
        return {}
    words = {"here": _("%(n)d tại xã"), "elsewhere": _("%(n)d nơi khác"), "unknown": _("%(n)d chưa rõ")}
    people = ", ".join(text % {"n": said[name]} for name, text in words.items() if said[name])
    seized = said["substance"]
    if said["amount"] is not None:
        seized += f" {written(said['amount'])} {Unit(said['unit']).label}"
    return {"people": people, "seized": seized}


def _words(spec: Any, value: Any) -> str:
    if spec.name in ("articles", "kinds") and value:
        codes = value.split(";")
        return labels("kind", codes) if spec.name == "kinds" else ", ".join(codes)
    return display(spec, as_text(value))


def words_of_version(*, table: Table, row: Any) -> str:
    """What a version that was replaced said of itself, in one line; its parts have versions of their own."""
    said = [
        (spec, getattr(row, spec.name, None)) for spec in columns(table, communes=()) if spec.name != "commune"
    ]  # fmt: skip
    parts = [
        _words(spec, ";".join(value) if isinstance(value, list) else value)
        for spec, value in said
        if value not in (None, "", [])
    ]
    return "; ".join(parts)
