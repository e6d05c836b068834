"""Printing papers of cases, and keeping the province's templates of them. Every printing is a fact.

No Word file is kept: a paper is laid out again from the words stored with it, in which numbers and contacts are only
named, never written down beside their sealed rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record, record_read
from binhyen.kit import official_document as official
from binhyen.kit.official_form import TemplateRefused, blocks_of, write
from binhyen.kit.vietnamese.text import collapse, search_key
from binhyen.operations.cases.events import PaperPrinted, PaperTaken, TemplateSaved
from binhyen.operations.cases.models import CasePaper, PaperTemplate
from binhyen.operations.cases.permissions import TEMPLATE_KEEPERS
from binhyen.operations.cases.queries import papers as queries
from binhyen.operations.cases.queries.papers import Asked, Draft, NotPrintable, OfferRow
from binhyen.operations.cases.rules import paper_forms as rules
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.registers.people.models import Person

PERSON = "people.person"
PURPOSE = "giấy tờ của hồ sơ"  # shown to whoever asks who read a person's data


@dataclass(frozen=True, slots=True)
class File:
    """A finished .docx. ``name`` says which form, and no person."""

    name: str
    content: bytes


class NotKeeper(PermissionError):
    """Only the province keeps templates."""


class OutOfDate(Exception):
    """Somebody saved a version of the form in the meantime; nothing was saved."""


@transaction.atomic
def look(*, scope: Scope, person_id: int, code: str, asked: Asked, by: User, at: datetime, today: date) -> Draft | None:
    """A paper before it is printed; that it was looked at is a fact. None where there is none for this reader.

    Raises queries.papers.NotPrintable.
    """
    draft = queries.draft(scope=scope, person_id=person_id, code=code, asked=asked, today=today)
    if draft:
        record_read(
            record=PERSON, subject_id=str(person_id), area=draft.person.commune_code, by=by, at=at, purpose=PURPOSE
        )
    return draft


@dataclass(frozen=True, slots=True)
class Papers:
    """Everything the page of a person's papers shows."""

    person: Person
    rows: list[OfferRow]
    printed: list[CasePaper]


@transaction.atomic
def open_papers(*, scope: Scope, person_id: int, by: User, at: datetime) -> Papers | None:
    """What may be and what was printed for a person; that it was looked at is a fact. None: not seen by the reader."""
    found = queries.offered(scope=scope, person_id=person_id)
    if found is None:
        return None
    person, rows = found
    record_read(record=PERSON, subject_id=str(person_id), area=person.commune_code, by=by, at=at, purpose=PURPOSE)
    return Papers(person, rows, list(queries.papers_of(scope=scope, person_id=person_id)))


@transaction.atomic
def look_at_many(
    *, scope: Scope, ids: Sequence[int], code: str, asked: Asked, by: User, at: datetime, today: date
) -> tuple[list[Draft], list[tuple[Person, str]]]:
    """Whom a paper can be printed for, and whom not with why; each of these readings is a fact."""
    made, refused = queries.drafts(scope=scope, ids=ids, code=code, asked=asked, today=today)
    for person in [draft.person for draft in made] + [person for person, _ in refused]:
        record_read(record=PERSON, subject_id=str(person.pk), area=person.commune_code, by=by, at=at, purpose=PURPOSE)
    return made, refused


@transaction.atomic
def print_one(
    *, scope: Scope, person_id: int, code: str, asked: Asked, by: User, at: datetime, today: date
) -> File | None:
    """Print a paper. The same paper sent twice is one paper, taken out twice.

    Raises queries.papers.NotPrintable.
    """
    draft = queries.draft(scope=scope, person_id=person_id, code=code, asked=asked, today=today)
    if draft is None:
        return None
    paper = _keep(draft, by, at)
    return File(_name(code, at), _document([paper], draft.form.title))


@transaction.atomic
def print_many(
    *, scope: Scope, ids: Sequence[int], code: str, asked: Asked, by: User, at: datetime, today: date
) -> File:
    """One Word file with the same paper for many, each on pages of its own; each is a fact of its own.

    Raises NotPrintable where it can be printed for none of them.
    """
    drafts, _ = queries.drafts(scope=scope, ids=ids, code=code, asked=asked, today=today)
    if not drafts:
        raise NotPrintable("Không in được giấy này cho người nào đã chọn.")
    papers = [_keep(draft, by, at) for draft in drafts]
    return File(_name(code, at), _document(papers, drafts[0].form.title))


@transaction.atomic
def take_again(*, paper: CasePaper, by: User, at: datetime) -> File:
    """A printed paper once more, with the words it was printed with."""
    fact = PaperTaken(subject_id=str(paper.person_id), area=paper.person.commune_code, paper_id=paper.pk)
    record(fact, by=by, at=at)
    return File(_name(paper.form, paper.made_at), _document([paper], rules.forms()[paper.form].title))


@transaction.atomic
def save_template(
    *,
    scope: Scope,
    code: str,
    body: Mapping[str, Any],
    valid_from: date,
    seen: int,
    source: str,
    by: User,
    at: datetime,
) -> PaperTemplate:
    """A new version of a form, from ``valid_from`` on. ``seen`` is the version the editor started from.

    ``body``: issuer, symbol, old (whether it is still an old form) and blocks (kind, text, only). No version is ever
    changed. Raises NotKeeper, OutOfDate, NoTemplate, and TemplateRefused with a sentence for people.
    """
    blocks = blocks_of(body["blocks"])
    rules.check_words(rules.forms()[code], blocks)
    if body["issuer"] and body["issuer"] not in rules.issuers():
        raise TemplateRefused("Hãy chọn cơ quan ban hành trong danh sách.")
    rules.shipped_on(rules.forms()[code], valid_from)
    whole = {
        "issuer": body["issuer"],
        "symbol": collapse(body["symbol"]),
        "old": bool(body["old"]),
        "blocks": [{"kind": b.kind.value, "text": b.text, "only": b.only} for b in blocks],
    }
    return _add_version(scope, code, whole, valid_from, seen, source, by, at)


@transaction.atomic
def restore_template(*, scope: Scope, code: str, valid_from: date, seen: int, by: User, at: datetime) -> PaperTemplate:
    """Go back to the words that came with the system, as a new version. Raises NotKeeper, OutOfDate."""
    whole = {rules.AS_SHIPPED: True}
    return _add_version(scope, code, whole, valid_from, seen, "Quay về bản gốc của hệ thống", by, at)


def _add_version(
    scope: Scope, code: str, body: dict[str, Any], valid_from: date, seen: int, source: str, by: User, at: datetime
) -> PaperTemplate:
    if not scope.has(*TEMPLATE_KEEPERS):
        raise NotKeeper
    version = queries.next_version(code=code)
    if version != seen + 1:
        raise OutOfDate
    try:
        with transaction.atomic():
            row = PaperTemplate.objects.create(
                form=code,
                version=version,
                body=body,
                valid_from=valid_from,
                source=source[:200],
                made_at=at,
                made_by=by,
            )
    except IntegrityError:  # the other one was quicker by a moment
        raise OutOfDate from None
    fact = TemplateSaved(subject_id=code, version=version, as_shipped=rules.AS_SHIPPED in body)
    record(fact, by=by, at=at, reason=source)
    return row


def _keep(draft: Draft, by: User, at: datetime) -> CasePaper:
    """The row of a printed paper with its fact; the row of before where the very same was printed by the same hand."""
    letterhead = draft.head.letterhead
    data = queries.stored(draft=draft)
    same = {
        "person": draft.person,
        "form": draft.form.code,
        "version": draft.template.version,
        "fact_id": draft.fact_id,
        "number": letterhead.number if letterhead else "",
        "issued_on": draft.head.day,
        "compartment": draft.form.compartment,
        "made_by": by,
    }
    before = CasePaper.objects.filter(**same, data=data).order_by("id").first()
    person = {"subject_id": str(draft.person.pk), "area": draft.person.commune_code}
    if before:
        record(PaperTaken(**person, paper_id=before.pk), by=by, at=at)
        return before
    paper = CasePaper.objects.create(**same, data=data, made_at=at)
    printed = PaperPrinted(
        **person,
        paper_id=paper.pk,
        form=paper.form,
        version=paper.version,
        compartment=paper.compartment,
    )
    record(printed, by=by, at=at)
    return paper


def _document(papers: Sequence[CasePaper], title: str) -> bytes:
    document = official.new_document(title=title)
    for at, paper in enumerate(papers):
        if at:
            official.start_another(document)
        head, filled = queries.again(person_id=paper.person_id, data=paper.data)
        write(document, head, filled)
    return official.content(document)


def _name(code: str, at: datetime) -> str:
    words = search_key(rules.forms()[code].title).replace(" ", "-")[:60]
    return f"{words}-{at.astimezone(VIETNAM):%Y%m%d-%H%M}.docx"
