"""Who issues a report: the letterhead and the signature block of a body, as documents are begun for it."""

from datetime import date

from binhyen.kit.official_document import Signature
from binhyen.kit.official_signing import HEAD, Posts, signature
from binhyen.monitoring.reporting.values.reports import Step
from binhyen.registers.documents.queries.outgoing import begun
from binhyen.registers.documents.rules.kinds import abbreviations
from binhyen.registers.documents.rules.numbering import symbol_of
from binhyen.registers.organisations.models import Body
from binhyen.registers.territories.models import Province

from .parts import Head

_PART_OF = " - "  # "Phòng … - Công an tỉnh"


def head_of(*, body: Body, kind: str, on: date | None) -> Head:
    """The letterhead of a body for a kind of document ("BÁO CÁO"). Empty parts are left blank. Five queries."""
    words = begun(issuer=body)
    province = Province.objects.filter(code=body.area_code[:2]).first() if len(body.area_code) == len("15") else None
    whole = f"{province.full_name[:1].lower()}{province.full_name[1:]}" if province else "tỉnh"
    name, _, above = words.issuer_name.partition(_PART_OF)
    sign = body.short_name if above else words.sign
    kinds = {name.upper(): short for name, short in abbreviations().items()}
    return Head(
        issuer=_named(name, whole), parent=_named(above or words.parent_name, whole), place=words.place,
        symbol=symbol_of(kind.upper(), sign=sign, unit="", abbreviations=kinds), on=on,
    )  # fmt: skip


def signature_of(*, body: Body, name: str, capacity: str = HEAD, step: Step | None = None) -> Signature:
    """The lines above a name: of the body's posts where the law names them, else of the step that was signed."""
    words = begun(issuer=body)
    head = words.head_post or (step.title if step else "Thủ trưởng đơn vị")
    posts = Posts(head, words.deputy_post or f"Phó {head}", words.collective)
    return signature(posts=posts, capacity=capacity, name=name)


def _named(name: str, province: str) -> str:
    """ "Công an tỉnh" and "Ủy ban nhân dân tỉnh" with the name of the province."""
    plain = name.replace("\n", " ")
    return f"{plain.removesuffix(' tỉnh')} {province}" if plain.endswith(" tỉnh") else name
