"""Reading documents being made. A draft is seen by those of the body that issues it, and nobody else.

From its number on it is also seen by who leads the body: whose signature it waits for.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.kit.official_signing import Posts, above_of, posts_of, signs_of
from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.documents.permissions import DRAFTERS, led_bodies, reads_all
from binhyen.registers.documents.values import OutgoingState, Words
from binhyen.registers.organisations.models import Body
from binhyen.registers.organisations.values import Level
from binhyen.registers.territories.models import Commune, Province

_ISSUED = (OutgoingState.SIGNED, OutgoingState.SENT)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Numbered documents that wait for the signature of a body the reader leads or writes for; signed, not sent."""

    to_sign: int
    to_send: int


NOTHING = Waiting(0, 0)


def visible(scope: Scope) -> QuerySet[Outgoing]:
    """Documents of the reader's own bodies, for who leads them from the number on; signed ones to the province."""
    if not scope.roles:
        return Outgoing.objects.none()
    own = Q(issuer__key__in=scope.bodies) if scope.has(*DRAFTERS) else Q(pk__in=[])
    if led := led_bodies(scope=scope):
        own |= Q(issuer__key__in=led, number__isnull=False)
    return (
        Outgoing.objects.filter(own | Q(state__in=_ISSUED)) if reads_all(scope=scope) else Outgoing.objects.filter(own)
    )


def to_sign(*, scope: Scope) -> QuerySet[Outgoing]:
    """Numbered documents of bodies the reader leads or writes for, that nobody has signed; the longest first."""
    return _waiting(scope).filter(state=OutgoingState.NUMBERED).select_related("issuer", "made_by", "number")


def waiting(*, scope: Scope) -> Waiting:
    """What waits in the reader's bodies: for a signature; signed, for whoever sends it. One query, none for others."""
    if not scope.bodies or not (scope.has(*DRAFTERS) or led_bodies(scope=scope)):
        return NOTHING
    sends = Q(state=OutgoingState.SIGNED, issuer__key__in=scope.bodies if scope.has(*DRAFTERS) else ())
    found = _waiting(scope).aggregate(
        to_sign=Count("pk", filter=Q(state=OutgoingState.NUMBERED)), to_send=Count("pk", filter=sends)
    )
    return Waiting(**found)


def _waiting(scope: Scope) -> QuerySet[Outgoing]:
    bodies = scope.bodies if scope.has(*DRAFTERS) else led_bodies(scope=scope)
    kept = Outgoing.objects.filter(issuer__key__in=bodies, state__in=(OutgoingState.NUMBERED, OutgoingState.SIGNED))
    return kept.order_by("changed_at", "pk")


def outgoing(*, scope: Scope, state: str = "", search: str = "") -> QuerySet[Outgoing]:
    """Documents being made that the reader may see, the latest change first."""
    rows = visible(scope)
    if state:
        rows = rows.filter(state=state)
    for word in search_key(search).split():
        rows = rows.filter(search_key__contains=word)
    return rows.select_related("issuer", "number", "made_by").order_by("-changed_at", "-id")


def one(*, pk: int, scope: Scope) -> Outgoing | None:
    """One document the reader may see. One query."""
    found = visible(scope).filter(pk=pk)
    return found.select_related("issuer", "number__book", "document", "to_sign", "signed", "made_by").first()


def opens_file(file_id: UUID, scope: Scope) -> bool:
    """Whether the reader sees a document being made that holds this file. One query."""
    return visible(scope).filter(Q(to_sign_id=file_id) | Q(signed_id=file_id)).exists()


def issuers(*, scope: Scope) -> list[Body]:
    """Bodies somebody may make documents for: those of the own offices."""
    if not scope.has(*DRAFTERS):
        return []
    return list(Body.objects.filter(key__in=scope.bodies, valid_to__isnull=True).order_by("sort_key"))


def words_of(row: Outgoing) -> Words:
    """What a document says, as its columns hold it."""
    return Words(**{name: getattr(row, name) for name in Words.__dataclass_fields__})


def begun(*, issuer: Body) -> Words:
    """The words of a document a body begins: all that is known of who issues it. What is not known stays empty.

    An empty part is asked for before the document gets its number. At most three queries.
    """
    found = _commune_of(issuer)
    province = found.province if found else Province.objects.filter(code=issuer.area_code[:2]).first()
    named = f"{province.full_name[:1].lower()}{province.full_name[1:]}" if province else ""
    place = province.name if province and issuer.level == Level.PROVINCE else found.name if found else ""
    kind = _kind_of(issuer, found)
    posts = posts_for(issuer, commune_kind=kind)
    above = above_of(block=issuer.block, level=issuer.level, province=named, name=issuer.name)
    if not above and issuer.parent and not (posts and posts.collective):  # committees name nobody above them
        above = _in_full(issuer.parent.name, named, " ")
    return Words(
        kind="", abstract="", text="", signer="", issuer_name=_in_full(issuer.name, named, "\n"), place=place,
        sign=sign_for(issuer, commune_kind=kind), parent_name=above, head_post=posts.head if posts else "",
        deputy_post=posts.deputy if posts else "", collective=posts.collective if posts else "",
    )  # fmt: skip


def _commune_of(body: Body) -> Commune | None:
    if body.level != Level.COMMUNE or not body.area_code:
        return None
    return Commune.objects.select_related("province").filter(pk=body.area_code).first()


def _kind_of(body: Body, found: Commune | None) -> str:
    """What kind of commune a body is of ("phường"): of the register of communes, else as its own name says."""
    if found or body.level != Level.COMMUNE:
        return found.kind if found else ""
    return next((kind for kind in ("phường", "đặc khu") if f" {kind} " in body.name), "xã")


def posts_for(body: Body, *, commune_kind: str = "") -> Posts | None:
    """The posts of a body and what it is signed for with; None where no rule is known. At most one query."""
    kind = commune_kind or _kind_of(body, _commune_of(body))
    return posts_of(block=body.block, level=body.level, place=kind, name=body.name)


def _in_full(name: str, province: str, between: str) -> str:
    """A body's name as its documents print it: "UBND xã Bản Lầu" in full, "Công an tỉnh" with the province's name."""
    for short, full in (("UBND ", "Ủy ban nhân dân"), ("HĐND ", "Hội đồng nhân dân")):
        if name.startswith(short):
            name = full + between + name.removeprefix(short)
    return f"{name.removesuffix('tỉnh')}{province}" if province and name.endswith((" tỉnh", "\ntỉnh")) else name


def sign_for(body: Body, *, commune_kind: str = "") -> str:
    """The letters that stand for a body in symbols: by its kind, else a short name in capitals; "" where unknown."""
    kind = commune_kind or _kind_of(body, _commune_of(body))
    known = signs_of(block=body.block, level=body.level, place=kind, name=body.name)
    if known:
        return known
    for alias in (body.short_name, *body.aliases.order_by("id").values_list("alias", flat=True)):
        if alias.isupper() and alias.isalnum() and len(alias) <= 8:
            return str(alias)
    return ""
