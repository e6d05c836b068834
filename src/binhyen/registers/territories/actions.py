"""Writing territories: official codes in bulk, hamlets one by one, population figures, boundaries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, models, transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record, record_many
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.kit.vietnamese.text import collapse, nfc, search_key

from . import events
from .models import (
    Boundary,
    Commune,
    CommuneName,
    CommuneSuccession,
    Hamlet,
    HamletName,
    Population,
    Province,
    ProvinceName,
    valid_on,
)
from .rules import bare_key
from .values import (
    AreaLevel,
    AreaShape,
    CodeTables,
    CommuneVersion,
    HamletDetails,
    PopulationFlag,
    PopulationKind,
    ProvinceVersion,
)

_BATCH = 2000  # rows of one INSERT


class TerritoryRefused(Exception):
    """The change is refused; the message is a Vietnamese sentence for the person who asked for it."""


@transaction.atomic
def load_codes(*, tables: CodeTables, by: User | None, at: datetime) -> Counter[str]:
    """Write the official codes in bulk; loading the same tables again changes nothing.

    Returns how many rows of each table were written. Hamlets and figures entered by people are not touched.
    """
    written = Counter(
        provinces=_load_provinces(tables.provinces),
        communes=_load_communes(tables),
        successions=_load_successions(tables),
        populations=_load_populations(tables, at),
    )
    record(
        events.CodesLoaded(
            subject_id="codes",
            provinces=written["provinces"],
            communes=written["communes"],
            successions=written["successions"],
        ),
        by=by,
        at=at,
    )
    return written


@transaction.atomic
def set_populations(
    *, people: Mapping[str, int], kind: PopulationKind, as_of: date, source: str, by: User | None, at: datetime
) -> int:
    """Enter the figures (persons by commune code) of one kind as of one day. Returns how many were written.

    The same kind and day again replaces a figure; what was believed before is kept with its time. An equal figure from
    the same source changes nothing.
    """
    source = collapse(source)
    if not source:
        raise TerritoryRefused("Hãy ghi nguồn của số dân: số văn bản, cơ quan, ngày.")
    standing = Population.objects.select_for_update().filter(
        kind=kind, as_of=as_of, commune__in=people, replaced_at=None
    )
    same = {(one.commune_id, one.people, one.source) for one in standing}
    changed = {code: number for code, number in people.items() if (code, number, source) not in same}
    standing.filter(commune__in=changed).update(replaced_at=at)
    flag = PopulationFlag.ENTERED
    Population.objects.bulk_create(
        Population(
            commune_id=code, kind=kind, as_of=as_of, people=n, flag=flag, source=source, entered_at=at, entered_by=by
        )
        for code, n in changed.items()
    )  # fmt: skip
    stated = (
        events.PopulationSet(subject_id=code, area=code, kind_of_figure=kind, as_of=as_of.isoformat(), people=n)
        for code, n in changed.items()
    )
    return record_many(stated, by=by, at=at)


@transaction.atomic
def enter_hamlet(*, details: HamletDetails, by: User, at: datetime) -> Hamlet:
    """Enter a hamlet of a commune. Refused where an open hamlet has the same kind and name, tones aside."""
    commune = Commune.objects.filter(valid_on(details.on), pk=details.commune_code).first()
    if commune is None:
        raise TerritoryRefused("Xã, phường này không còn hiệu lực vào ngày đã ghi.")
    hamlet = Hamlet(commune=commune, valid_from=details.on)
    _name(hamlet, details)
    _save(hamlet)
    record(events.HamletEntered(subject_id=str(hamlet.pk), area=commune.pk), by=by, at=at)
    return hamlet


@transaction.atomic
def rename_hamlet(*, hamlet_id: int, details: HamletDetails, by: User, at: datetime) -> Hamlet:
    """Give an open hamlet another kind or name from day ``details.on``; the former name is kept with its days."""
    hamlet = _open_hamlet(hamlet_id, details.commune_code)
    last = hamlet.former_names.order_by("-valid_to").first()
    since = last.valid_to + timedelta(days=1) if last else hamlet.valid_from
    if details.on <= since:
        raise TerritoryRefused(f"Tên hiện nay dùng từ ngày {since:%d/%m/%Y}; ngày đổi tên phải sau ngày đó.")
    HamletName.objects.create(
        hamlet=hamlet,
        kind=hamlet.kind,
        name=hamlet.name,
        valid_from=since,
        valid_to=details.on - timedelta(days=1),
    )
    _name(hamlet, details)
    _save(hamlet)
    record(
        events.HamletRenamed(subject_id=str(hamlet.pk), area=hamlet.commune_id, on=details.on.isoformat()), by=by, at=at
    )
    return hamlet


@transaction.atomic
def close_hamlet(*, hamlet_id: int, commune_code: str, on: date, reason: str, by: User, at: datetime) -> Hamlet:
    """Close a hamlet; ``on`` is its last day. The row stays, because earlier facts point at it."""
    hamlet = _open_hamlet(hamlet_id, commune_code)
    if on < hamlet.valid_from:
        raise TerritoryRefused(f"Thôn có từ ngày {hamlet.valid_from:%d/%m/%Y}; ngày cuối cùng không thể sớm hơn.")
    hamlet.valid_to = on
    hamlet.save()
    record(
        events.HamletClosed(subject_id=str(hamlet.pk), area=hamlet.commune_id, on=on.isoformat()),
        by=by,
        at=at,
        reason=reason,
    )
    return hamlet


@transaction.atomic
def import_boundaries(
    *, shapes: Sequence[AreaShape], level: AreaLevel, source: str, on: date, by: User | None, at: datetime
) -> int:
    """Store outlines of all provinces, or of all communes of one province, as valid on day ``on``.

    The features must be exactly the areas of the register: a map with a hole is refused. Returns their number.
    """
    provinces = _owners(shapes, level, on)
    Boundary.objects.filter(area_code__in=provinces).delete()
    Boundary.objects.bulk_create(
        Boundary(
            area_code=shape.code,
            level=level,
            province_code=provinces[shape.code],
            polygons=shape.polygons,
            source=source,
            imported_at=at,
        )
        for shape in shapes
    )
    record(events.BoundariesImported(subject_id=level, features=len(shapes)), by=by, at=at)
    return len(shapes)


def _open_hamlet(hamlet_id: int, commune_code: str) -> Hamlet:
    hamlet = Hamlet.objects.select_for_update().filter(pk=hamlet_id, commune_id=commune_code).first()
    if hamlet is None:
        raise Hamlet.DoesNotExist
    if hamlet.valid_to is not None:
        raise TerritoryRefused(f"{hamlet} đã kết thúc từ ngày {hamlet.valid_to:%d/%m/%Y}.")
    return hamlet


def _name(hamlet: Hamlet, details: HamletDetails) -> None:
    hamlet.kind = details.kind
    hamlet.name = collapse(nfc(details.name))
    hamlet.search_key = search_key(str(hamlet))
    hamlet.sort_key = sort_key(hamlet.name)


def _save(hamlet: Hamlet) -> None:
    try:
        with transaction.atomic():
            hamlet.save()
    except IntegrityError as error:
        raise TerritoryRefused(f"{hamlet} đã có trong danh sách của xã. Hãy kiểm tra lại tên.") from error


def _load_provinces(versions: Sequence[ProvinceVersion]) -> int:
    latest = {version.code: version for version in sorted(versions, key=lambda v: v.valid_from)}
    first = {version.code: version.valid_from for version in sorted(versions, key=lambda v: v.valid_from, reverse=True)}
    rows = [
        Province(
            code=code,
            name=v.name,
            full_name=v.full_name,
            kind=v.kind,
            search_key=search_key(v.full_name),
            sort_key=sort_key(v.name),
            area_km2=v.area_km2,
            population=v.population,
            valid_from=first[code],
            valid_to=v.valid_to,
            source=v.basis,
        )
        for code, v in latest.items()
    ]
    _upsert(rows, ["code"])
    _upsert(
        [
            ProvinceName(
                province_id=v.code,
                name=v.name,
                full_name=v.full_name,
                kind=v.kind,
                valid_from=v.valid_from,
                valid_to=v.valid_to,
                source=v.basis,
            )
            for v in versions
        ],
        ["province", "valid_from"],
    )
    return len(rows)


def _load_communes(tables: CodeTables) -> int:
    by_day = sorted(tables.communes, key=lambda v: v.valid_from)
    latest = {version.code: version for version in by_day}
    first = {version.code: version.valid_from for version in reversed(by_day)}
    rows = [_commune(v, first[code]) for code, v in latest.items()]
    by_code = {row.code: row for row in rows}
    for fact in tables.facts:
        row = by_code[fact.code]
        row.area_km2, row.border_km, row.seat = fact.area_km2, fact.border_km, fact.seat
        row.latitude, row.longitude = fact.latitude, fact.longitude
    _upsert(rows, ["code"])
    names = [
        CommuneName(
            commune_id=v.code,
            name=v.name,
            full_name=v.full_name,
            kind=v.kind,
            search_key=search_key(v.name),
            valid_from=v.valid_from,
            valid_to=v.valid_to,
            source=v.basis,
        )
        for v in tables.communes
    ]
    _upsert(names, ["commune", "valid_from"])
    return len(rows)


def _commune(version: CommuneVersion, since: date) -> Commune:
    return Commune(
        code=version.code,
        province_id=version.province,
        name=version.name,
        full_name=version.full_name,
        kind=version.kind,
        search_key=search_key(version.full_name),
        sort_key=sort_key(version.name),
        valid_from=since,
        valid_to=version.valid_to,
        source=version.basis,
    )


def _load_successions(tables: CodeTables) -> int:
    rows = [
        CommuneSuccession(
            old_code=edge.old_code,
            old_name=edge.old_name,
            old_search_key=bare_key(edge.old_name),
            old_district_code=edge.old_district_code,
            old_district=edge.old_district,
            old_district_key=search_key(edge.old_district),
            old_province_code=edge.old_province_code,
            old_province=edge.old_province,
            new_id=edge.new_code,
            relation=edge.relation,
        )
        for edge in tables.successions
    ]
    _upsert(rows, ["old_code", "new"])
    return len(rows)


def _load_populations(tables: CodeTables, at: datetime) -> int:
    """Figures that came with the codes. One that a later version of the tables mends is replaced, not written over."""
    kind, as_of = PopulationKind.RESOLUTION, tables.population_as_of
    current = Population.objects.filter(kind=kind, as_of=as_of, replaced_at=None)
    known = {one.commune_id: (one.people, one.published, one.flag) for one in current}
    rows = [
        Population(
            commune_id=fact.code,
            kind=kind,
            as_of=as_of,
            people=fact.population,
            published=fact.population_published,
            flag=fact.population_flag,
            source=fact.source,
            entered_at=at,
        )
        for fact in tables.facts
        if known.get(fact.code) != (fact.population, fact.population_published, fact.population_flag)
    ]
    current.filter(commune__in=[one.commune_id for one in rows]).update(replaced_at=at)
    return len(Population.objects.bulk_create(rows, batch_size=_BATCH))


def _upsert(rows: Sequence[models.Model], unique: list[str]) -> None:
    if not rows:
        return
    model = type(rows[0])
    key = model._meta.pk.name
    fields = [f.name for f in model._meta.concrete_fields if f.name not in {*unique, key}]
    model._default_manager.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, unique_fields=unique, update_fields=fields
    )


def _owners(shapes: Sequence[AreaShape], level: AreaLevel, on: date) -> dict[str, str]:
    """Province code by area code of all shapes, once they are exactly the areas of the register."""
    given = {shape.code for shape in shapes}
    if level == AreaLevel.PROVINCE:
        expected = {code: code for code in Province.objects.filter(valid_on(on)).values_list("code", flat=True)}
    else:
        owners = Province.objects.filter(communes__code__in=given).values("code")
        rows = Commune.objects.filter(valid_on(on), province__in=owners)
        expected = dict(rows.values_list("code", "province_id"))
        if len(set(expected.values())) > 1:
            raise TerritoryRefused("Tệp ranh giới phải gồm các xã, phường của đúng một tỉnh.")
    if len(shapes) != len(expected) or given != set(expected):
        missing, unknown = sorted(set(expected) - given), sorted(given - set(expected))
        raise TerritoryRefused(
            f"Tệp có {len(shapes)} vùng, danh mục có {len(expected)}. "
            f"Thiếu: {', '.join(missing[:5]) or 'không'}; không có trong danh mục: {', '.join(unknown[:5]) or 'không'}."
        )
    return expected
