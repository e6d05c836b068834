"""Writing the register of bodies: the whole list in bulk, then one body at a time."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import models, transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.kit.vietnamese.text import collapse, nfc, search_key
from binhyen.registers.territories.models import Commune, Province

from . import events, rules
from .models import Body, BodyAlias, BodyName, BodySuccession, Membership, valid_on
from .values import Area, BodyDetails, BodyTables, Level, Loaded, Plan, PlannedBody

_BATCH = 2000


class BodyRefused(Exception):
    """The change is refused; the message is a Vietnamese sentence for the person who asked for it."""


@transaction.atomic
def load_bodies(*, tables: BodyTables, province_code: str, by: User | None, at: datetime) -> Loaded:
    """Write the bodies of a province, its communes' own bodies and the groups. Loading again changes nothing.

    Bodies made or changed by people stay as they are: only rows whose source is the list are written.
    """
    province = Province.objects.get(pk=province_code)
    plan = rules.plan(
        tables=tables,
        province=Area(province.code, province.name, province.kind),
        communes=[_area(c) for c in Commune.objects.filter(province=province).prefetch_related("names")],
    )
    _load_bodies(plan.bodies)
    ids = dict(Body.objects.values_list("key", "pk"))
    aliases = _load_aliases(plan, ids)
    members = [Membership(group_id=ids[g], member_id=ids[m]) for g, m in plan.memberships if g in ids and m in ids]
    Membership.objects.bulk_create(members, batch_size=_BATCH, ignore_conflicts=True)
    _load_successions(plan, ids)
    record(
        events.BodiesLoaded(subject_id=province_code, bodies=len(plan.bodies), memberships=len(members)), by=by, at=at
    )
    return Loaded(len(plan.bodies), aliases, len(members), plan.problems)


@transaction.atomic
def make(*, details: BodyDetails, by: User, at: datetime) -> Body:
    """Enter a body. Refused where the key is taken or an open body has the same name."""
    name = _cleaned(details.name)
    if Body.objects.filter(key=details.key).exists():
        raise BodyRefused(f"Mã “{details.key}” đã có cơ quan khác dùng.")
    _refuse_same_name(name, None)
    parent = Body.objects.filter(key=details.parent_key).first() if details.parent_key else None
    if details.parent_key and parent is None:
        raise BodyRefused("Không tìm thấy cơ quan cấp trên đã chọn.")
    body = Body(
        key=details.key,
        short_name=details.short_name,
        level=details.level,
        block=details.block,
        parent=parent,
        area_code=details.area_code,
        valid_from=details.valid_from,
        source=details.source,
    )
    _name(body, name)
    body.save()
    BodyName.objects.create(body=body, name=name, valid_from=details.valid_from, source=details.source)
    record(events.BodyMade(subject_id=body.key, area=details.area_code), by=by, at=at)
    for alias in details.aliases:
        add_alias(key=body.key, alias=alias, by=by, at=at)
    return body


@transaction.atomic
def rename(*, key: str, name: str, on: date, by: User, at: datetime, reason: str = "") -> Body:
    """Give a body another name from day ``on``. The old name stays with its days, and as an alias to be found by."""
    body = _locked(key)
    name = _cleaned(name)
    if name == body.name:
        raise BodyRefused("Tên mới giống tên đang dùng.")
    _refuse_same_name(name, body)
    last = body.names.order_by(models.F("valid_from").desc(nulls_last=True)).first()
    if last and last.valid_from and on <= last.valid_from:
        raise BodyRefused(f"Tên hiện nay dùng từ ngày {last.valid_from:%d/%m/%Y}; ngày đổi tên phải sau ngày đó.")
    if last:
        last.valid_to = on - timedelta(days=1)
        last.save()
    _keep_alias(body, body.name, until=on - timedelta(days=1))
    _name(body, name)
    body.save()
    BodyName.objects.create(body=body, name=name, valid_from=on, source=reason[:200])
    record(events.BodyRenamed(subject_id=key, area=body.area_code, on=on.isoformat()), by=by, at=at, reason=reason)
    return body


@transaction.atomic
def add_alias(*, key: str, alias: str, by: User, at: datetime, valid_from: date | None = None) -> BodyAlias:
    """Let a body be found by another way of writing its name."""
    body = _locked(key)
    text = _cleaned(alias)
    if body.aliases.filter(alias=text).exists() or text == body.name:
        raise BodyRefused(f"“{text}” đã là tên của cơ quan này.")
    row = BodyAlias.objects.create(body=body, alias=text, search_key=search_key(text), valid_from=valid_from)
    record(events.AliasAdded(subject_id=key, area=body.area_code, alias_id=row.pk), by=by, at=at)
    return row


@transaction.atomic
def close(*, key: str, on: date, successors: Sequence[str], by: User, at: datetime, reason: str = "") -> Body:
    """Close a body; ``on`` is its last day. ``successors`` (keys) took over its work: none, one or several.

    A merger is several bodies closed with one successor.
    """
    body = _locked(key)
    if body.valid_to is not None:
        raise BodyRefused(f"{body.name} đã kết thúc từ ngày {body.valid_to:%d/%m/%Y}.")
    if body.valid_from and on < body.valid_from:
        raise BodyRefused(f"{body.name} có từ ngày {body.valid_from:%d/%m/%Y}; ngày cuối cùng không thể sớm hơn.")
    followers = list(Body.objects.filter(key__in=successors))
    if len(followers) != len(set(successors)) or body in followers:
        raise BodyRefused("Cơ quan kế thừa không có trong danh sách, hoặc chính là cơ quan này.")
    body.valid_to = on
    body.save()
    body.names.filter(valid_to__isnull=True).update(valid_to=on)
    BodySuccession.objects.bulk_create(BodySuccession(body=body, successor=follower) for follower in followers)
    record(
        events.BodyClosed(subject_id=key, area=body.area_code, on=on.isoformat(), successors=tuple(successors)),
        by=by,
        at=at,
        reason=reason,
    )
    return body


@transaction.atomic
def merge(*, keys: Sequence[str], into: str, on: date, by: User, at: datetime, reason: str = "") -> Body:
    """Close several bodies on their last day ``on``, all with one successor, which stands in for them from then on."""
    for key in keys:
        close(key=key, on=on, successors=[into], by=by, at=at, reason=reason)
    return Body.objects.get(key=into)


@transaction.atomic
def add_member(*, group: str, member: str, by: User, at: datetime, valid_from: date | None = None) -> Membership:
    """Put a body into an addressee group. Groups hold bodies, not groups."""
    owner, body = _locked(group), _locked(member)
    if owner.level != Level.GROUP or body.level == Level.GROUP:
        raise BodyRefused("Chỉ thêm được một cơ quan vào một nhóm nơi nhận.")
    row, _ = Membership.objects.update_or_create(
        group=owner, member=body, defaults={"valid_from": valid_from, "valid_to": None}
    )
    record(events.MemberAdded(subject_id=group, member=member), by=by, at=at)
    return row


@transaction.atomic
def remove_member(*, group: str, member: str, on: date, by: User, at: datetime) -> None:
    """Take a body out of a group; ``on`` is its last day there."""
    # two look-ups by key first: joined in one statement, a table that was never analysed is planned as a nested loop
    ids = dict(Body.objects.filter(key__in=[group, member]).values_list("key", "pk"))
    rows = Membership.objects.filter(valid_on(on), group_id=ids.get(group), member_id=ids.get(member))
    changed = rows.update(valid_to=on)
    if not changed:
        raise BodyRefused("Cơ quan này không thuộc nhóm vào ngày đã ghi.")
    record(events.MemberRemoved(subject_id=group, member=member, on=on.isoformat()), by=by, at=at)


def _cleaned(name: str) -> str:
    text = collapse(nfc(name))
    if not text:
        raise BodyRefused("Hãy ghi tên cơ quan.")
    return text


def _locked(key: str) -> Body:
    return Body.objects.select_for_update().get(key=key)


def _refuse_same_name(name: str, body: Body | None) -> None:
    others = Body.objects.filter(name=name, valid_to__isnull=True)
    if body is not None:
        others = others.exclude(pk=body.pk)
    if others.exists():
        raise BodyRefused(f"Đã có cơ quan tên “{name}”. Hãy dùng cơ quan đó hoặc ghi tên phân biệt.")


def _name(body: Body, name: str) -> None:
    body.name = name
    body.search_key = search_key(name)
    body.initials = rules.initials(name)
    body.sort_key = sort_key(name)


def _keep_alias(body: Body, alias: str, *, until: date) -> None:
    BodyAlias.objects.update_or_create(
        body=body, alias=alias, defaults={"search_key": search_key(alias), "valid_to": until}
    )


def _area(commune: Commune) -> Area:
    names = sorted(commune.names.all(), key=lambda n: n.valid_from)
    return Area(
        commune.code,
        commune.name,
        commune.kind,
        on_border=bool(commune.border_km),
        names=tuple((f"{n.kind} {n.name}", n.valid_from, n.valid_to) for n in names),
    )


def _load_bodies(planned: Sequence[PlannedBody]) -> None:
    """New bodies are written, known ones left alone; those without a parent first, then those that hang under them."""
    ids = dict(Body.objects.values_list("key", "pk"))
    made: dict[str, Body] = {}
    for has_parent in (False, True):
        rows = {
            body.key: _row(body, ids.get(body.parent_key))
            for body in planned
            if bool(body.parent_key) == has_parent and body.key not in ids
        }
        Body.objects.bulk_create(rows.values(), batch_size=_BATCH)
        made |= rows
        ids |= {key: row.pk for key, row in rows.items()}
    names = [
        BodyName(body=made[b.key], name=name, valid_from=first, valid_to=last, source=b.source[:200])
        for b in planned
        if b.key in made
        for name, first, last in b.names or ((b.name, b.valid_from, b.valid_to),)
    ]
    BodyName.objects.bulk_create(names, batch_size=_BATCH)


def _row(body: PlannedBody, parent_id: int | None) -> Body:
    row = Body(
        key=body.key,
        level=body.level,
        block=body.block,
        area_code=body.area_code,
        parent_id=parent_id,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        source=body.source[:200],
    )
    _name(row, body.name)
    return row


def _load_aliases(plan: Plan, ids: dict[str, int]) -> int:
    rows = [
        BodyAlias(body_id=ids[body.key], alias=alias[:300], search_key=search_key(alias)[:300])
        for body in plan.bodies
        for alias in dict.fromkeys(nfc(a) for a in body.aliases)
        if alias != body.name
    ]
    BodyAlias.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    return len(rows)


def _load_successions(plan: Plan, ids: dict[str, int]) -> None:
    pairs: Iterable[tuple[str, str]] = ((body.key, key) for body in plan.bodies for key in body.successors)
    rows = [
        BodySuccession(body_id=ids[key], successor_id=ids[found])
        for key, after in pairs
        for found in (after, f"{after}_tinh")
        if found in ids and found != key
    ]
    BodySuccession.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
