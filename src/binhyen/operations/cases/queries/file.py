"""The file of one person as a page shows it: today, the course of things, what may come next, who helps.

Facts are shown only as far as the reader's own compartments go (the database decides which); state and clocks come
from all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Q
from django.db.models.functions import Now

from binhyen.foundation.access.values import COMPARTMENTS, Scope
from binhyen.operations.cases.models import Case, CaseFact, CaseHelper, Transfer
from binhyen.operations.cases.rules.facts import FactSpec, authority_label, spec
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import CaseView, Compartment, FactKind, Move
from binhyen.registers.organisations.queries import by_keys
from binhyen.registers.people.models import Reach
from binhyen.registers.people.queries.cards import commune_names

from .visible import visible_cases

ROUTINE = frozenset({FactKind.VISIT, FactKind.HELP_GIVEN, FactKind.NOTE, FactKind.TEST})
FOLDED_FROM = 4  # so many of the same routine kind in a row stand behind one line
COMPARTMENT_LABELS = {
    Compartment.COMMON: "Chung",
    Compartment.MANAGEMENT: "Quản lý",
    Compartment.HEALTH: "Y tế",
    Compartment.SUPPORT: "Hỗ trợ",
}
CLOSED = {
    "HEALTH": "Chỉ thấy đang điều trị hay không. Xét nghiệm, liều và bệnh kèm theo chỉ cơ sở y tế xem.",
    "MANAGEMENT": "Quyết định, biên bản và hồ sơ của Công an không hiện ở đây.",
    "SUPPORT": "Việc giúp đỡ về đời sống, việc làm không hiện ở đây.",
    "COMMON": "Phần chung của hồ sơ không hiện ở đây.",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact on the page."""

    id: int
    kind: FactKind
    title: str
    when: str
    recorded: str
    recorded_by: str
    by: str  # authority and body
    document: str
    document_id: int | None
    details: tuple[tuple[str, str], ...]
    note: str
    reason: str
    compartment: str
    fate: str = ""  # "" it holds, REPLACED, WITHDRAWN
    fate_words: str = ""  # by whom and why
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that stand behind one line: a run of visits. A single one where ``entries`` has one."""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """The earliest: the latest stands first."""
        return self.entries[-1]

    @property
    def folded(self) -> bool:
        return len(self.entries) >= FOLDED_FROM


@dataclass(slots=True, kw_only=True)
class File:
    """Everything the page shows. ``case`` is the row of today."""

    case: Case
    commune: str
    to_commune: str
    view: CaseView
    groups: list[Group]
    shown: int  # facts on the page
    moves: list[Move]
    blocked: list[Move]
    closed: list[tuple[str, str, str]]  # compartments this reader does not see: code, label, what that means
    helpers: list[CaseHelper] = field(default_factory=list)
    transfer: Transfer | None = None


def one_case(*, person_id: int, scope: Scope) -> Case | None:
    """The case with its person and hamlet, where the reader sees it. One query."""
    return visible_cases(scope=scope).select_related("person__hamlet").filter(pk=person_id).first()


def one_fact(*, fact_id: int, scope: Scope) -> CaseFact | None:
    """A fact of a case the reader sees, in a compartment the reader opens. Three queries."""
    fact = CaseFact.objects.select_related("recorded_by").filter(pk=fact_id).first()
    case = fact and one_case(person_id=fact.person_id, scope=scope)
    if not fact or not case or fact.compartment in {code for code, _, _ in closed_compartments(scope=scope, case=case)}:
        return None
    return fact


def all_facts(*, person_id: int) -> list[CaseFact]:
    """Every fact with who recorded it and its document; for folding, and for showing those the reader may see."""
    rows = CaseFact.objects.filter(person_id=person_id).select_related("recorded_by", "document")
    return list(rows.order_by("effective_at", "id"))


def visible_facts(*, person_id: int, closed: Iterable[str]) -> frozenset[int]:
    """Numbers of the facts whose compartment the reader opens: the database says so too. One query."""
    seen = CaseFact.objects.filter(person_id=person_id).exclude(compartment__in=list(closed))
    return frozenset(seen.values_list("pk", flat=True))


def closed_compartments(*, scope: Scope, case: Case) -> list[tuple[str, str, str]]:
    """Compartments of this person that stay shut for the reader, with what is therefore not on the page. One query."""
    opened = set(scope.opens_for(case.commune_code, case.to_commune_code))
    given = Reach.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=Now()), person_id=case.pk, reader__in=sorted(scope.readers)
    )
    for reader, compartment in given.values_list("reader", "compartment"):
        opened.add("COMMON")
        if reader.startswith("u:"):
            opened.add(compartment)
        else:
            opened |= {one for where, one in scope.opens if where == reader and compartment in {"", one}}
    return [(code, COMPARTMENT_LABELS[Compartment(code)], CLOSED[code]) for code in COMPARTMENTS if code not in opened]


def helpers(*, person_id: int) -> list[CaseHelper]:
    rows = CaseHelper.objects.filter(person_id=person_id, until__isnull=True)
    return list(rows.order_by("-direct", "since", "id"))


def open_transfer(*, person_id: int) -> Transfer | None:
    return Transfer.objects.filter(person_id=person_id, closed_at__isnull=True).first()


def communes_of(case: Case) -> tuple[str, str]:
    names = commune_names([case.commune_code, case.to_commune_code])
    return names.get(case.commune_code, case.commune_code), names.get(case.to_commune_code, case.to_commune_code)


def groups(
    facts: Sequence[CaseFact],
    *,
    shown: frozenset[int],
    at: datetime,
    known_at: datetime | None = None,
    by_recording: bool = False,
) -> list[Group]:
    """The course of things, the latest first: what the reader may see, as known at a moment. At most one query.

    Ordered by legal day, or by when it was recorded. A withdrawal stands with the fact it withdraws.
    """
    known = [fact for fact in facts if known_at is None or fact.recorded_at <= known_at]
    after = {fact.supersedes_id: fact for fact in known if fact.supersedes_id}
    told = [fact for fact in known if fact.pk in shown and not fact.withdrawn]
    told.sort(key=lambda fact: ((fact.recorded_at if by_recording else fact.effective_at), fact.pk), reverse=True)
    bodies = _bodies(told)
    entries = [_entry(fact, after.get(fact.pk), at, bodies) for fact in told]
    return list(_grouped(entries))


def named(facts: Sequence[CaseFact], *, at: datetime) -> list[Entry]:
    """Facts as the page names them: what somebody else recorded meanwhile."""
    return [_entry(fact, None, at, {}) for fact in facts]


def _bodies(facts: Iterable[CaseFact]) -> dict[str, str]:
    """Names of the bodies that facts name by key. One query, none where no fact does."""
    keys = {
        str(fact.data[field.name])
        for fact in facts
        for field in spec(FactKind(fact.kind)).fields
        if field.type == "body" and fact.data.get(field.name)
    }
    return {key: body.name for key, body in by_keys(keys=keys).items()} if keys else {}


def _grouped(entries: Iterable[Entry]) -> Iterable[Group]:
    for routine, run in groupby(entries, key=lambda one: one.kind if one.kind in ROUTINE and not one.fate else ""):
        found = tuple(run)
        if routine and len(found) >= FOLDED_FROM:
            yield Group(found)
        else:
            yield from (Group((one,)) for one in found)


def _entry(fact: CaseFact, later: CaseFact | None, at: datetime, bodies: Mapping[str, str]) -> Entry:
    kind = FactKind(fact.kind)
    found = spec(kind)
    authority = authority_label(fact.authority) if fact.authority else ""
    return Entry(
        id=fact.pk,
        kind=kind,
        title=_title(found, fact),
        when=moment_words(fact.effective_at, fact.day_only),
        recorded=moment_words(fact.recorded_at, False),
        recorded_by=str(fact.recorded_by) if fact.recorded_by else "",
        by=authority,
        document=_document(fact),
        document_id=fact.document_id,
        details=tuple(_details(found, fact, bodies)),
        note=fact.note,
        reason=fact.reason,
        compartment=COMPARTMENT_LABELS[Compartment(fact.compartment)],
        fate=_fate(later),
        fate_words=_fate_words(later),
        ahead=fact.effective_at > at + timedelta(days=1),
    )


def moment_words(moment: datetime, day_only: bool) -> str:
    local = moment.astimezone(VIETNAM)
    return f"{local:%d/%m/%Y}" if day_only else f"{local:%d/%m/%Y %H:%M}"


def _title(found: FactSpec, fact: CaseFact) -> str:
    """A test or an assessment says its result in its name."""
    result = fact.data.get("result")
    words = found.label_of("result", result) if result and found.field("result") else ""
    return f"{found.label}: {words[:1].lower()}{words[1:]}" if words else found.label


def _document(fact: CaseFact) -> str:
    if fact.document:
        return str(fact.document)
    day = f" ngày {fact.document_on:%d/%m/%Y}" if fact.document_on else ""
    return f"{fact.document_number}{day}".strip()


def _details(found: FactSpec, fact: CaseFact, bodies: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for field_ in found.fields:
        value = fact.data.get(field_.name)
        if value in (None, "") or field_.name == "result":
            continue
        words = bodies.get(str(value)) if field_.type == "body" else None
        yield field_.label, words or _value_words(found, field_.name, field_.type, value)


def _value_words(found: FactSpec, name: str, kind: str, value: object) -> str:
    if kind == "bool":
        return "có" if value else "không"
    if kind == "date":
        year, month, day = str(value)[:10].split("-")
        return f"{day}/{month}/{year}"
    return found.label_of(name, value)


def _fate(later: CaseFact | None) -> str:
    if later is None:
        return ""
    return "WITHDRAWN" if later.withdrawn else "REPLACED"


def _fate_words(later: CaseFact | None) -> str:
    if later is None:
        return ""
    who = f" ({later.recorded_by}, {moment_words(later.recorded_at, False)})" if later.recorded_by else ""
    return f"{later.reason}{who}"
