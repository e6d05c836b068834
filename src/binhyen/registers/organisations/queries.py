"""Reading the register of bodies: find, complete, expand, follow."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from binhyen.kit.vietnamese.text import match_key, search_key

from .models import Body, BodyAlias, BodySuccession, Membership, valid_on
from .values import CatalogueEntry, Completion, Level

_CANDIDATES = 300  # rows looked at before ranking; a register has about a thousand bodies
_EXACT, _START, _INITIALS, _WORDS, _INSIDE = range(5)
_LEVEL_ORDER = {
    Level.PROVINCE: 0, Level.GROUP: 1, Level.REGION: 2, Level.COMPANY: 3, Level.COMMUNE: 4, Level.CENTRAL: 5
}  # fmt: skip


def bodies(
    *, on: date, search: str = "", level: str = "", block: str = "", area: str = "", closed: bool = False
) -> QuerySet[Body]:
    """Bodies in Vietnamese order: those in force on a day, or with ``closed`` those that had ended by then.

    ``search``: words of the name or an alias, without tones.
    """
    rows = Body.objects.filter(valid_to__lt=on) if closed else Body.objects.filter(valid_on(on))
    if level:
        rows = rows.filter(level=level)
    if block:
        rows = rows.filter(block=block)
    if area:
        rows = rows.filter(area_code=area)
    if words := search_key(search).split():
        rows = rows.filter(_all_words("search_key", words) | Q(pk__in=_by_alias(words).values("body_id")))
    return rows.select_related("parent").order_by("sort_key", "id")


def complete(*, text: str, on: date, limit: int = 12) -> tuple[Completion, ...]:
    """Bodies offered while typing, best first: whole name, its start, initials ("cat"), word starts, then inside words.

    Tones and capitals do not matter. Bodies that had ended by ``on`` come last, with a note. Two queries.
    """
    words = search_key(text).split()
    if not words:
        return ()
    asked = " ".join(words)
    short = "".join(words)
    named = Body.objects.filter(_all_words("search_key", words) | Q(initials__startswith=short))[:_CANDIDATES]
    aliases = _by_alias(words).select_related("body")[:_CANDIDATES]
    best: dict[int, tuple[tuple[object, ...], Body, str]] = {}
    for body in named:
        _offer(best, body, "", _rank(asked, body.search_key, body.initials), on)
    for alias in aliases:
        _offer(best, alias.body, alias.alias, _rank(asked, alias.search_key, ""), on)
    ranked = sorted(best.values(), key=lambda entry: entry[0])[:limit]
    return tuple(_completion(body, alias, on) for _, body, alias in ranked)


def find(*, names: Iterable[str], on: date) -> dict[str, Body]:
    """The body each name or alias means on a day; names that mean none, or several, are left out. Two queries.

    Case, spacing and the place of a tone mark do not matter; tones do.
    """
    wanted = {name: match_key(name) for name in names}
    keys = {search_key(name) for name in wanted}
    found: dict[str, set[Body]] = {}
    for body in Body.objects.filter(search_key__in=keys):
        found.setdefault(match_key(body.name), set()).add(body)
    named = frozenset(found)
    for alias in BodyAlias.objects.filter(search_key__in=keys).select_related("body"):
        if match_key(alias.alias) not in named:
            found.setdefault(match_key(alias.alias), set()).add(alias.body)
    result = {}
    for name, key in wanted.items():
        meant = found.get(key, set())
        open_ones = {body for body in meant if is_open(body, on)} or meant
        if len(open_ones) == 1:
            result[name] = next(iter(open_ones))
    return result


def by_keys(*, keys: Collection[str]) -> dict[str, Body]:
    """Bodies by key. One query."""
    return {body.key: body for body in Body.objects.filter(key__in=keys)}


def expand(*, body: Body, on: date) -> QuerySet[Body]:
    """The bodies a body stands for on a day: the members of a group, else itself. In Vietnamese order."""
    if body.level != Level.GROUP:
        return Body.objects.filter(pk=body.pk)
    inside = Membership.objects.filter(valid_on(on), group=body).values("member_id")
    return Body.objects.filter(valid_on(on), pk__in=inside).order_by("sort_key", "id")


def groups_of(*, body: Body, on: date) -> QuerySet[Body]:
    """The groups that expand to this body on a day."""
    return Body.objects.filter(pk__in=Membership.objects.filter(valid_on(on), member=body).values("group_id"))


def successors(*, body: Body, on: date) -> tuple[Body, ...]:
    """Who does the work of a body on a day: itself while open, else the open ends of its successions.

    One query for each generation; rings in the data end the walk.
    """
    if is_open(body, on):
        return (body,)
    seen, front, ends = {body.pk}, [body.pk], []
    while front:
        steps = BodySuccession.objects.filter(body_id__in=front).select_related("successor").order_by("id")
        after = [step.successor for step in steps if step.successor_id not in seen]
        seen.update(b.pk for b in after)
        ends += [b for b in after if is_open(b, on)]
        front = [b.pk for b in after if not is_open(b, on)]
    return tuple(dict.fromkeys(ends))


def catalogue(*, on: date | None = None) -> tuple[CatalogueEntry, ...]:
    """Every body with all its names, for the reader of directives; closed ones too, for the lint. Four queries.

    With ``on``, aliases that had ended by that day are left out.
    """
    aliases = BodyAlias.objects.all() if on is None else BodyAlias.objects.filter(valid_on(on))
    rows = Body.objects.order_by("id").prefetch_related(
        Prefetch("aliases", queryset=aliases.order_by("id"), to_attr="written"),
        Prefetch("successions", queryset=BodySuccession.objects.select_related("successor"), to_attr="after"),
        Prefetch("memberships", queryset=Membership.objects.select_related("member"), to_attr="inside"),
    )
    return tuple(
        CatalogueEntry(
            key=body.key,
            name=body.name,
            level=body.level,
            block=body.block,
            area_code=body.area_code,
            aliases=tuple(alias.alias for alias in body.written),
            valid_from=body.valid_from,
            valid_to=body.valid_to,
            successors=tuple(step.successor.key for step in body.after),
            members=tuple(row.member.key for row in body.inside),
        )
        for body in rows
    )


def body(*, key: str) -> Body | None:
    """One body with names over time, aliases and successions. Six queries."""
    return (
        Body.objects.filter(key=key)
        .select_related("parent")
        .annotate(child_count=Count("children"))
        .prefetch_related("names", "aliases", "successions__successor", "predecessions__body")
        .first()
    )


def is_open(body: Body, on: date) -> bool:
    """Whether the body exists on a day (both ends included)."""
    return not (body.valid_from and body.valid_from > on) and not (body.valid_to and body.valid_to < on)


def _all_words(field: str, words: Collection[str]) -> Q:
    found = Q()
    for word in words:
        found &= Q(**{f"{field}__contains": word})
    return found


def _by_alias(words: Collection[str]) -> QuerySet[BodyAlias]:
    return BodyAlias.objects.filter(_all_words("search_key", words)).order_by("id")


def _rank(asked: str, key: str, short: str) -> int:
    if key == asked:
        return _EXACT
    if key.startswith(asked):
        return _START
    if short and short.startswith(asked.replace(" ", "")):
        return _INITIALS
    padded = f" {key}"
    return _WORDS if all(f" {word}" in padded for word in asked.split()) else _INSIDE


def _offer(best: dict[int, tuple[tuple[object, ...], Body, str]], body: Body, alias: str, rank: int, on: date) -> None:
    weight = (
        not is_open(body, on),
        rank,
        bool(alias),
        _LEVEL_ORDER[Level(body.level)],
        len(body.name),
        bytes(body.sort_key),
    )
    if body.pk not in best or weight < best[body.pk][0]:
        best[body.pk] = (weight, body, alias)


def _completion(body: Body, alias: str, on: date) -> Completion:
    note = "" if is_open(body, on) or body.valid_to is None else f"kết thúc {body.valid_to:%d/%m/%Y}"
    return Completion(body.key, body.name, body.level, Level(body.level).label, alias, note)
