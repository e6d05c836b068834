"""Papers of a case: which may be printed now, how one would look, which were printed, and the province's templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.kit.official_document import Letterhead
from binhyen.kit.official_form import Filled, Head, Value, as_data, blocks_of, complete, fields_of, fill, from_data
from binhyen.kit.official_words import BLANK
from binhyen.operations.cases.models import CasePaper, PaperTemplate
from binhyen.operations.cases.permissions import may_print
from binhyen.operations.cases.rules import paper_forms as rules
from binhyen.operations.cases.rules.paper_fields import SEALED, WRITTEN
from binhyen.operations.cases.rules.paper_forms import NoTemplate, Offer, PaperForm, Standing, Template
from binhyen.operations.cases.rules.paper_specimen import CASE
from binhyen.operations.cases.rules.paper_values import PaperCase, Signing, minor, values
from binhyen.registers.people.models import Person
from binhyen.registers.people.queries.cards import opened
from binhyen.registers.people.queries.visible import people
from binhyen.registers.people.rules.numbers import mask

from .paper_cases import Gathered, day_or_none, gather, sealed_rows

MOST_AT_ONCE = 100  # people of one bulk print: some seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the writer of one paper says: day, number, who signs, and words for fields the case does not know."""

    signing: Signing = Signing()
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A paper before it is printed. Sealed fields still stand in braces; ``sealed`` has their rows' ids."""

    person: Person
    form: PaperForm
    template: Template
    head: Head
    filled: Filled
    sealed: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, Value] = field(default_factory=dict)  # sealed fields with all but their ends hidden
    fact_id: int | None = None

    @property
    def preview(self) -> Filled:
        """As people see it on the screen."""
        return complete(self.filled, self.shown)

    @property
    def missing(self) -> tuple[str, ...]:
        return self.preview.missing


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A form on the page of a person's papers. ``why_not`` "" where it may be printed."""

    offer: Offer
    why_not: str = ""

    @property
    def form(self) -> PaperForm:
        return self.offer.form


class NotPrintable(Exception):
    """This paper cannot be printed for this person by this reader; the message says why."""


def offered(*, scope: Scope, person_id: int) -> tuple[Person, list[OfferRow]] | None:
    """All forms for one person, those due first; None where the reader does not see the person."""
    found = gather(scope=scope, ids=[person_id]).get(person_id)
    if found is None:
        return None
    case = found.case
    offers = rules.offers(state=case.state, facts=_standing(case))
    return found.person, [OfferRow(offer, _why_not(scope, found, offer)) for offer in offers]


def draft(*, scope: Scope, person_id: int, code: str, asked: Asked, today: date) -> Draft | None:
    """One paper as it would be printed; None where reader or form do not exist for each other.

    Raises NotPrintable with a sentence.
    """
    found = gather(scope=scope, ids=[person_id]).get(person_id)
    if found is None or code not in rules.forms():
        return None
    return _draft(scope, found, rules.forms()[code], asked, today, own_templates(code=code))


def drafts(
    *, scope: Scope, ids: Sequence[int], code: str, asked: Asked, today: date
) -> tuple[list[Draft], list[tuple[Person, str]]]:
    """The same paper for many, in the order of ``ids``; and those it cannot be printed for, each with why.

    People the reader does not see are left out. Number and words for one person only are not asked.
    """
    found = gather(scope=scope, ids=ids[:MOST_AT_ONCE])
    form, own = rules.forms()[code], own_templates(code=code)
    made, refused = [], []
    for pk in dict.fromkeys(ids):
        if pk not in found:
            continue
        try:
            made.append(_draft(scope, found[pk], form, asked, today, own))
        except NotPrintable as reason:
            refused.append((found[pk].person, str(reason)))
    return made, refused


def papers_of(*, scope: Scope, person_id: int) -> QuerySet[CasePaper]:
    """Papers printed for a person, latest first, of the compartments the reader's office opens."""
    person = people(scope).filter(pk=person_id).first()
    opens = scope.opens_for(person.commune_code, person.to_commune_code) if person else frozenset()
    rows = CasePaper.objects.filter(person=person_id, compartment__in=opens)
    return rows.select_related("made_by").order_by("-made_at", "-id")


def printed(*, scope: Scope, paper_id: int) -> CasePaper | None:
    """One printed paper the reader may read. Two queries."""
    paper = CasePaper.objects.filter(pk=paper_id).select_related("person").first()
    return paper if paper and papers_of(scope=scope, person_id=paper.person_id).filter(pk=paper.pk).exists() else None


def stored(*, draft: Draft) -> dict[str, Any]:
    """What is kept of a printed paper: its words, but numbers and contacts only as the rows they are sealed in."""
    head, letterhead = draft.head, draft.head.letterhead
    return {
        "blocks": as_data(draft.filled),
        "missing": list(draft.filled.missing),
        "sealed": dict(draft.sealed),
        "mark": list(head.mark),
        "place": head.place,
        "day": head.day.isoformat() if head.day else "",
        "issuer": letterhead.issuer if letterhead else None,
        "parent": letterhead.parent if letterhead else "",
        "number": letterhead.number if letterhead else "",
        "symbol": letterhead.symbol if letterhead else "",
    }


def again(*, person_id: int, data: Mapping[str, Any]) -> tuple[Head, Filled]:
    """Head and words of a printed paper, with what is sealed opened. Two queries."""
    day = day_or_none(data["day"])
    head = Head(None, tuple(data["mark"]), data["place"], day)
    if data["issuer"] is not None:
        letterhead = Letterhead(data["issuer"], data["parent"], data["number"], data["symbol"], data["place"], day)
        head = Head(letterhead, tuple(data["mark"]), data["place"], day)
    rows = sealed_rows(person_id=person_id, ids=data["sealed"])
    clear: dict[str, Value] = {name: opened(rows[name]) if name in rows else "" for name in SEALED}
    return head, complete(from_data(data["blocks"], data["missing"]), clear)


def own_templates(*, code: str) -> list[Template]:
    """The province's versions of a form, oldest first. One query."""
    return [_own(row) for row in PaperTemplate.objects.filter(form=code).order_by("version")]


def template_rows(*, code: str) -> QuerySet[PaperTemplate]:
    """The same with who and when, latest first."""
    return PaperTemplate.objects.filter(form=code).select_related("made_by").order_by("-version")


def next_version(*, code: str) -> int:
    made = PaperTemplate.objects.filter(form=code).aggregate(last=Max("version"))["last"] or 0
    return max(made, *(template.version for template in rules.forms()[code].templates)) + 1


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form in the list of templates: what papers of today are printed from."""

    form: PaperForm
    template: Template | None
    own: int  # versions of the province


def form_rows(*, on: date) -> list[FormRow]:
    """Every form with its version of the day. One query."""
    own: dict[str, list[Template]] = {}
    for row in PaperTemplate.objects.order_by("form", "version"):
        own.setdefault(row.form, []).append(_own(row))
    return [
        FormRow(form, template_on(form=form, own=own.get(code, []), on=on), len(own.get(code, ())))
        for code, form in rules.forms().items()
    ]


def template_on(*, form: PaperForm, own: Sequence[Template], on: date) -> Template | None:
    try:
        return rules.in_force(form, own, on)
    except NoTemplate:
        return None


def specimen(*, form: PaperForm, template: Template, on: date) -> tuple[Head, Filled]:
    """A template with an invented person, for the editor's preview. No query."""
    return _laid_out(form, template, CASE, Asked(signing=Signing(day=on)), on, later=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What stands in the editor of a template. ``rows``: kind, text and only of each block."""

    issuer: str
    symbol: str
    old: bool
    rows: Sequence[Mapping[str, str]]


def edited(*, form: PaperForm, current: Template, edited: Edited, on: date) -> tuple[Head, Filled]:
    """The template as edited, with an invented person. No query. Raises TemplateRefused."""
    blocks = blocks_of(edited.rows)
    rules.check_words(form, blocks)
    template = replace(current, issuer=edited.issuer, symbol=edited.symbol, old=edited.old, blocks=blocks)
    return specimen(form=form, template=template, on=on)


def _draft(scope: Scope, found: Gathered, form: PaperForm, asked: Asked, today: date, own: Sequence[Template]) -> Draft:
    case, commune = found.at(form.place)
    offer = rules.offer(code=form.code, state=case.state, facts=_standing(case))
    try:
        template = rules.in_force(form, own, asked.signing.day or today)
    except NoTemplate as none:
        raise NotPrintable(str(none)) from none
    why_not = _refusal(scope, found, offer, template.issuer, commune)
    if why_not:
        raise NotPrintable(why_not)
    head, filled = _laid_out(form, template, case, asked, today, later=SEALED)
    return Draft(
        person=found.person,
        form=form,
        template=template,
        head=head,
        filled=filled,
        sealed={name: str(row.pk) for name, row in found.sealed.items()},
        shown={name: mask(opened(row)) for name, row in found.sealed.items()} | _unsealed(found),
        fact_id=offer.fact_id,
    )


def _unsealed(found: Gathered) -> dict[str, Value]:
    return {name: "" for name in SEALED if name not in found.sealed}


def _laid_out(
    form: PaperForm, template: Template, case: PaperCase, asked: Asked, today: date, *, later: Sequence[str]
) -> tuple[Head, Filled]:
    signing = asked.signing
    known = values(case, signing, today=today)
    known |= {name: text for name, text in asked.written.items() if text.strip() and name not in SEALED}
    known["chức danh người ký"] = rules.signing(template, deputy=signing.deputy, values=known)
    age = "MINOR" if minor(case, signing.day or today) else "ADULT"
    filled = fill(template.blocks, known, when=(age,), later=later)
    return _head(form, template, case, signing, known), filled


def _head(form: PaperForm, template: Template, case: PaperCase, signing: Signing, known: Mapping[str, Value]) -> Head:
    mark, place = rules.mark(form, template), case.place.name
    issuer = rules.issuers().get(template.issuer)
    if issuer is None:
        return Head(None, mark, place, signing.day)
    letterhead = Letterhead(
        issuer=rules.words(issuer.name, known),
        parent=rules.words(issuer.parent, known) if issuer.parent else "",
        number=signing.number,
        symbol=rules.symbol_of(template, case.place.kind),
        place=place or BLANK,
        day=signing.day,
    )
    return Head(letterhead, mark, place, signing.day)


def _why_not(scope: Scope, found: Gathered, offer: Offer) -> str:
    _, commune = found.at(offer.form.place)
    return _refusal(scope, found, offer, offer.form.templates[-1].issuer, commune)


def _refusal(scope: Scope, found: Gathered, offer: Offer, issuer: str, commune: str) -> str:
    """Why a paper cannot be printed, "" where it can."""
    if offer.form.compartment not in found.opens:
        return "Giấy này thuộc ngăn dữ liệu mà chức trách của anh/chị không mở."
    if not may_print(scope, commune=commune, issuer=issuer):
        return "Giấy này do cơ quan khác lập."
    return "" if offer.possible else offer.form.why_not


def _standing(case: PaperCase) -> list[Standing]:
    return [Standing(fact.id, fact.kind, fact.data) for fact in case.facts]


def _own(row: PaperTemplate) -> Template:
    """A province's row; one that goes back to the shipped words holds no words of its own."""
    if row.body.get(rules.AS_SHIPPED):
        return Template(
            form=row.form, version=row.version, valid_from=row.valid_from, source=row.source, made_here=True,
            as_shipped=True,
        )  # fmt: skip
    return Template(
        form=row.form,
        version=row.version,
        valid_from=row.valid_from,
        issuer=row.body["issuer"],
        symbol=row.body["symbol"],
        source=row.source,
        confidence="province",
        old=row.body["old"],
        blocks=blocks_of(row.body["blocks"]),
        made_here=True,
    )


def common_fields(*, code: str, on: date) -> list[str]:
    """Fields of a form that may be written once for many people: those that are about the meeting, not the person."""
    template = template_on(form=rules.forms()[code], own=own_templates(code=code), on=on)
    named = fields_of(template.blocks) if template else frozenset()
    return [name for name in WRITTEN if name in named]
