"""Reading territories: who was called what on which day, and what it is called today."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db.models import Count, DecimalField, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from binhyen.foundation.access.values import Scope
from binhyen.kit.vietnamese.text import match_key, search_key

from .models import Boundary, Commune, CommuneName, CommuneSuccession, Hamlet, Population, Province, valid_on
from .rules import bare_key, split_kind
from .values import Match, PopulationKind, Relation, Resolution, Via

REFORM_DAY = date(2025, 7, 1)  # first day of the two-level order; Resolution 202/2025/QH15
_CODE_DIGITS = 5
_RELATION_ORDER = {relation: place for place, relation in enumerate(Relation.values)}


def provinces(*, on: date, search: str = "") -> QuerySet[Province]:
    """Provinces in force on a day in Vietnamese order, each with ``commune_count``. ``search`` needs no tones."""
    rows = Province.objects.filter(valid_on(on))
    for word in search_key(search).split():
        rows = rows.filter(search_key__contains=word)
    open_communes = Q(communes__valid_from__lte=on) & (
        Q(communes__valid_to__isnull=True) | Q(communes__valid_to__gte=on)
    )
    return rows.annotate(commune_count=Count("communes", filter=open_communes)).order_by("sort_key")


def communes(
    *, on: date, province_code: str = "", search: str = "", kind: str = "", border: bool = False
) -> QuerySet[Commune]:
    """Communes in force on a day in Vietnamese order.

    Each has ``hamlet_count`` and, of its latest population figure, ``people``, ``people_flag``, ``people_as_of``
    and ``density`` (people per km²); None where no figure is known.

    ``search`` is words of the name without tones or a code; ``border`` keeps those on the land border.
    """
    rows = Commune.objects.filter(valid_on(on))
    if province_code:
        rows = rows.filter(province_id=province_code)
    if kind:
        rows = rows.filter(kind=kind)
    if border:
        rows = rows.filter(border_km__gt=0)
    for word in search_key(search).split():
        rows = rows.filter(Q(search_key__contains=word) | Q(code=word))
    hamlets = Q(hamlets__valid_from__lte=on) & (Q(hamlets__valid_to__isnull=True) | Q(hamlets__valid_to__gte=on))
    latest = Population.objects.filter(commune=OuterRef("pk"), replaced_at=None).order_by("-as_of", "kind")
    return rows.annotate(
        hamlet_count=Count("hamlets", filter=hamlets),
        people=Subquery(latest.values("people")[:1]),
        people_flag=Subquery(latest.values("flag")[:1]),
        people_as_of=Subquery(latest.values("as_of")[:1]),
        density=ExpressionWrapper(F("people") / F("area_km2"), output_field=DecimalField(decimal_places=1)),
    ).order_by("sort_key", "code")


def commune(*, code: str, on: date) -> Commune | None:
    """A commune with its province, names over time, figures, predecessors and open hamlets. Five queries."""
    return (
        Commune.objects.filter(pk=code)
        .select_related("province")
        .prefetch_related(
            Prefetch("populations", queryset=_latest_first(), to_attr="figures"),
            Prefetch("names", queryset=CommuneName.objects.order_by("valid_from")),
            Prefetch("predecessors", queryset=CommuneSuccession.objects.order_by("old_district_key", "old_name")),
            Prefetch(
                "hamlets",
                queryset=Hamlet.objects.filter(valid_on(on)).order_by("sort_key").prefetch_related("former_names"),
                to_attr="open_hamlets",
            ),
        )
        .first()
    )


def _latest_first() -> QuerySet[Population]:
    return Population.objects.order_by("-as_of", "kind", F("replaced_at").desc(nulls_first=True))


def figures(
    *, kind: PopulationKind, on: date, known_at: datetime | None = None, communes: Collection[str] | None = None
) -> dict[str, Population]:
    """The latest figure of a kind as of ``on`` or before, by commune code, as known at a moment (None: now).

    A commune without one is missing: its population is unknown, never guessed. One query.
    """
    rows = Population.objects.filter(kind=kind, as_of__lte=on)
    if known_at is None:
        rows = rows.filter(replaced_at=None)
    else:
        rows = rows.filter(entered_at__lte=known_at).filter(Q(replaced_at=None) | Q(replaced_at__gt=known_at))
    if communes is not None:
        rows = rows.filter(commune__in=communes)
    return {one.commune_id: one for one in rows.order_by("commune", "-as_of", "-entered_at").distinct("commune")}


def tree(*, on: date) -> Sequence[Province]:
    """All provinces, each with ``open_communes``, both in Vietnamese order. Two queries."""
    inside = Commune.objects.filter(valid_on(on)).order_by("sort_key", "code")
    return list(
        Province.objects.filter(valid_on(on))
        .order_by("sort_key")
        .prefetch_related(Prefetch("communes", queryset=inside, to_attr="open_communes"))
    )


def own_provinces(*, scope: Scope) -> frozenset[str]:
    """Codes of the provinces the reader's offices lie in, also through a commune. At most one query."""
    inside = Commune.objects.filter(pk__in=scope.areas).values_list("province_id", flat=True) if scope.areas else ()
    return scope.provinces | frozenset(inside)


def resolve(
    *, text: str, on: date, province_code: str = "", district: str = "", first: Collection[str] = ()
) -> Resolution:
    """Which communes of today may ``text`` (a name with or without its kind, or a code) written on day ``on`` mean?

    Before the reform of 01/07/2025 the old names are meant first, from then on the new ones; where the first meaning
    finds nothing the other is tried. Exact spelling beats spelling without tones; of the latter both are meant.
    ``province_code`` is a province of today; ``district`` (an old district) narrows old names. An old commune that was
    divided gives several matches, the largest share first: the caller asks a person, never guesses. Matches in the
    provinces ``first`` (codes) come before the others. At most four queries.
    """
    current, former = _current(text, province_code), _former(text, province_code, district)
    meant, other = (former, current) if on < REFORM_DAY or district else (current, former)
    matches = _spelled_so(text, meant) or _spelled_so(text, other) or meant + other
    return Resolution(text, tuple(sorted(matches, key=lambda match: match.province_code not in first)))


def boundaries(*, province_code: str = "") -> QuerySet[Boundary]:
    """Outlines of a province's communes, or of all provinces where no province is named."""
    if province_code:
        return Boundary.objects.filter(province_code=province_code, level="COMMUNE").order_by("area_code")
    return Boundary.objects.filter(level="PROVINCE").order_by("area_code")


def _current(text: str, province_code: str) -> list[Match]:
    kind = ""
    if _is_code(text):
        names = CommuneName.objects.filter(commune_id=text.strip())
    else:
        kind, bare = split_kind(text)
        names = CommuneName.objects.filter(search_key__in={bare, search_key(text)})
    if province_code:
        names = names.filter(commune__province_id=province_code)
    names = names.select_related("commune__province").order_by("commune_id", "-valid_from")
    meant = (name for name in names if not kind or search_key(name.kind) == kind or search_key(name.name) != bare)
    return [_match(name.commune, Via.CURRENT) for name in _first_of_each(meant)]


def _first_of_each(names: Iterable[CommuneName]) -> Iterable[CommuneName]:
    seen: set[str] = set()
    for name in names:
        if name.commune_id not in seen:
            seen.add(name.commune_id)
            yield name


def _former(text: str, province_code: str, district: str) -> list[Match]:
    edges = CommuneSuccession.objects.select_related("new__province")
    if _is_code(text):
        edges = edges.filter(old_code=text.strip())
    else:
        edges = edges.filter(old_search_key__in={bare_key(text), search_key(text)})
    if province_code:
        edges = edges.filter(new__province_id=province_code)
    if district:
        wanted, bare = search_key(district), bare_key(district)
        edges = edges.filter(Q(old_district_key=wanted) | Q(old_district_key__endswith=f" {bare}"))
    kind = "" if _is_code(text) else split_kind(text)[0]
    rows = [e for e in edges if not kind or search_key(e.old_name).startswith(kind)]
    rows.sort(key=lambda e: (e.old_code, _RELATION_ORDER.get(e.relation, 0), e.new_id))
    return [
        _match(
            e.new, Via.FORMER, former_code=e.old_code, former_name=e.old_name, former_district=e.old_district,
            former_province=e.old_province, relation=e.relation,
        )
        for e in rows
    ]  # fmt: skip


def _match(row: Commune, via: Via, **former: str) -> Match:
    return Match(row.code, row.full_name, row.province_id, row.province.full_name, via, **former)


def _spelled_so(text: str, matches: list[Match]) -> list[Match]:
    """Those spelled exactly so, tones included (old and new placement are one); a code is always exact."""
    wanted = _toned_name(text)
    return [m for m in matches if _is_code(text) or _toned_name(m.former_name or m.full_name) == wanted]


def _toned_name(text: str) -> str:
    """The name without its kind, in one spelling, tones kept."""
    words = match_key(text.replace(".", ". ")).split()
    return " ".join(words[-len(bare_key(text).split()) :])


def _is_code(text: str) -> bool:
    return len(text.strip()) == _CODE_DIGITS and text.strip().isdigit()
