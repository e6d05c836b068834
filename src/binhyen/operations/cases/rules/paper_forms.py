"""The forms of papers as ``law/forms`` has them: versions by law, who signs, and when a paper is due or possible.

A paper is printed from the version in force on its day. Old forms that no new one has replaced yet say so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from binhyen.kit.official_form import Block, TemplateRefused, Value, blocks_of, check, fields_of, fill
from binhyen.kit.paths import LAW
from binhyen.operations.cases.values import Compartment, FactKind, State

from .paper_fields import COMMON, KNOWN

FOLDER, ISSUERS = LAW / "forms", LAW / "form_issuers.toml"
OLD_MARK = "(mẫu theo quy định cũ)"
AS_SHIPPED = "as_shipped"  # a province's version that goes back to the one that came with the system


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One version of a form. ``made_here``: the province's own."""

    form: str
    version: int
    valid_from: date
    valid_to: date | None = None
    issuer: str = ""  # law/form_issuers.toml; "" is a paper a person writes
    symbol: str = ""  # "QĐ": what the number is followed by, before the issuer's own letters
    source: str = ""
    confidence: str = "unknown"
    old: bool = False  # an old form, printed because the new one is not known
    note: str = ""
    blocks: tuple[Block, ...] = ()
    made_here: bool = False
    as_shipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    code: str
    number: str  # of Decree 105/2021, "" without one
    title: str
    group: str
    compartment: str
    order: int
    place: str  # whose paper: OWNER, the commune that has the case, or RECEIVER, the one it goes to
    next_in: frozenset[str]  # states in which this is the paper the law waits for
    states: frozenset[str]  # states in which it may be printed; empty: in every state
    after: tuple[FactKind, ...]  # a fact of one of these kinds must stand; the last one is what the paper is about
    needs: Mapping[str, str]  # and its data must say so: {"result": "POSITIVE"}
    why_not: str
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues: the names above the paper and the posts under it. Words with fields."""

    code: str
    label: str
    parent: str
    name: str
    signs: tuple[str, ...]  # the head's own lines
    deputy: tuple[str, ...]  # the lines where a deputy signs for the head
    symbols: Mapping[str, str]  # by kind of commune: xã, phường, đặc khu


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact that stands, as far as offers need it."""

    id: int
    kind: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Whether a form may be printed for a person now. ``fact_id`` is what it is about."""

    form: PaperForm
    possible: bool
    due: bool = False  # the next step of the state
    fact_id: int | None = None


class NoTemplate(LookupError):
    """There is no version of the form for that day; the message says since when there is."""


@cache
def forms() -> dict[str, PaperForm]:
    """All forms by code, in the order people see them."""
    found = [_form(tomllib.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.toml")]
    return {form.code: form for form in sorted(found, key=lambda form: form.order)}


@cache
def issuers() -> dict[str, Issuer]:
    given = tomllib.loads(ISSUERS.read_text(encoding="utf-8"))["issuer"]
    return {
        row["code"]: Issuer(
            code=row["code"],
            label=row["label"],
            parent=row["parent"],
            name=row["name"],
            signs=tuple(row["signs"]),
            deputy=tuple(row["deputy"]),
            symbols=row["symbols"],
        )
        for row in given
    }


def in_force(form: PaperForm, own: Sequence[Template], on: date) -> Template:
    """The version a paper of that day is printed from: the province's last one, else the one that came with the system.

    A version of the province made under an older law ends with that law's form. Raises NoTemplate.
    """
    shipped = shipped_on(form, on)
    candidates = [t for t in own if shipped.valid_from <= t.valid_from <= on]
    last = max(candidates, key=lambda t: t.version, default=shipped)
    return shipped if last.as_shipped else last


def shipped_on(form: PaperForm, on: date) -> Template:
    """The version of a day that came with the system. Raises NoTemplate."""
    for template in reversed(form.templates):
        if template.valid_from <= on and (template.valid_to is None or on <= template.valid_to):
            return template
    first = form.templates[0].valid_from
    raise NoTemplate(f"Chưa có mẫu “{form.title}” cho ngày {on:%d/%m/%Y}: mẫu đầu tiên dùng từ {first:%d/%m/%Y}.")


def check_words(form: PaperForm, blocks: Sequence[Block]) -> None:
    """Whether a form may be printed with these words. Raises TemplateRefused with a sentence."""
    check(blocks, known=KNOWN)
    if form.compartment == Compartment.COMMON:
        closed = sorted(fields_of(blocks) - COMMON)
        if closed:
            raise TemplateRefused(
                f"Ai xem được người này cũng đọc được giấy này: không dùng trường {{{closed[0]}}} của ngăn khác."
            )


def mark(form: PaperForm, template: Template) -> tuple[str, ...]:
    """The small words at the right above a paper: which form, and that it is an old one."""
    lines = [f"Mẫu số {form.number}"] if form.number else []
    return (*lines, OLD_MARK) if template.old else tuple(lines)


def offers(*, state: str, facts: Sequence[Standing]) -> tuple[Offer, ...]:
    """Every form with whether it may be printed now; due ones first. ``facts`` in legal order."""
    made = [_offer(form, state, facts) for form in forms().values()]
    return tuple(sorted(made, key=lambda offer: (not offer.due, not offer.possible)))


def offer(*, code: str, state: str, facts: Sequence[Standing]) -> Offer:
    return _offer(forms()[code], state, facts)


def symbol_of(template: Template, kind: str) -> str:
    """ "QĐ-CAX": the kind of document and the issuer's letters. "" where the paper has no number."""
    issuer = issuers().get(template.issuer)
    letters = issuer.symbols.get(kind, "") if issuer else ""
    return f"{template.symbol}-{letters}" if template.symbol and letters else template.symbol


def signing(template: Template, *, deputy: bool, values: Mapping[str, Value]) -> str:
    """The lines of the post under the paper.

    A committee as a whole is signed for with "TM."; its chair, and the head of police, sign what is theirs alone. A
    deputy signs for the head with "KT.". Source: Decree 30/2020, Annex I, part II, section 7.
    """
    issuer = issuers().get(template.issuer)
    if issuer is None:
        return ""
    return words("\n".join(issuer.deputy if deputy else issuer.signs), values)


def words(text: str, values: Mapping[str, Value]) -> str:
    """Words with fields, filled: for names of issuers and posts."""
    filled = fill(blocks_of([{"kind": "PARAGRAPH", "text": text}]), values)
    return "\n".join(row[0] for block in filled.blocks for row in block.rows)


def _offer(form: PaperForm, state: str, facts: Sequence[Standing]) -> Offer:
    about = [fact for fact in facts if fact.kind in form.after and _says(fact, form.needs)]
    possible = (not form.states or state in form.states) and (not form.after or bool(about))
    return Offer(
        form=form,
        possible=possible,
        due=possible and state in form.next_in,
        fact_id=about[-1].id if about else None,
    )


def _says(fact: Standing, needs: Mapping[str, str]) -> bool:
    return all(fact.data.get(key) == value for key, value in needs.items())


def _form(given: dict[str, Any]) -> PaperForm:
    code, offer = given["code"], given["offer"]
    return PaperForm(
        code=code,
        number=given.get("number", ""),
        title=given["title"],
        group=given["group"],
        compartment=given["compartment"],
        order=given["order"],
        place=given.get("place", "OWNER"),
        next_in=_states(offer.get("next_in", ())),
        states=_states(offer.get("states", ())),
        after=tuple(FactKind(kind) for kind in offer.get("after", ())),
        needs=offer.get("needs", {}),
        why_not=offer.get("why_not", ""),
        templates=tuple(_template(code, row) for row in given["version"]),
    )


def _states(codes: Collection[str]) -> frozenset[str]:
    return frozenset(State(code).value for code in codes)


def _template(code: str, row: dict[str, Any]) -> Template:
    return Template(
        form=code,
        version=row["version"],
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        issuer=row.get("issuer", ""),
        symbol=row.get("symbol", ""),
        source=row["source"],
        confidence=row["confidence"],
        old=row.get("old", False),
        note=row.get("note", ""),
        blocks=blocks_of(row["block"]),
    )
