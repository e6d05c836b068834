"""What a leader can decide today, the gravest first, each with whom to ask about it and a text ready to be sent.

First what waits for the leader alone: later days, commendation, papers to sign, questions. Then what the province's
look found, difficulties nobody answers, and duties of the directives.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from textwrap import shorten

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binhyen.foundation.access.values import Role, Scope
from binhyen.monitoring.merit.queries import lists as merit
from binhyen.monitoring.merit.queries.visible import visible as visible_proposals
from binhyen.operations.directives.models import Duty, DutyPart
from binhyen.operations.directives.queries import register as duties
from binhyen.operations.directives.queries.register import RegisterFilter
from binhyen.operations.directives.queries.visible import visible_directives
from binhyen.operations.directives.values import DirectiveState, DutyState, FindingState, Part
from binhyen.operations.work.queries import detail as tasks_of
from binhyen.operations.work.queries import difficulties
from binhyen.operations.work.queries import extensions as more_time
from binhyen.registers.documents.models import OfficialDocument
from binhyen.registers.documents.queries import outgoing as papers

from . import texts
from .reaching import address_of
from .values import Ask, Reach

DECISIONS, NAMED, FROM_DIRECTIVES = 5, 3, 3
LONGEST = 70  # letters of a title in a text
REGISTER = "directives:register"
COORDINATOR = ""  # key of a Reach

EXTENSIONS, QUESTIONS = "work:extensions", "work:questions"
MY_DIFFICULTIES, TO_DECIDE, APPEALS = "cho-toi", "cho-quyet-dinh", "APPEALED"
TO_SIGN = "NUMBERED"


def decisions(*, scope: Scope, on: date, at: datetime, own: Sequence[Ask] = (), first: Sequence[Ask] = ()) -> list[Ask]:
    """Five at most; what is in order is not mentioned. Four queries, and one for each kind of ``own`` that waits.

    ``own``: everything that waits for the reader, of which what asks for a decision goes first. ``first``: what the
    province's look found, before the duties.
    """
    if not scope.has(Role.LEADER):
        return []
    mine = [_with_words(one, scope, on, at) for one in own if one.code in _DECIDED or one.reaches]
    found = [*sorted(mine, key=lambda one: one.state != "late"), *first]
    if len(found) < DECISIONS:
        found += [*_of_duties(scope, on), *_of_directives(scope, on)]
    return found[:DECISIONS]


def _with_words(one: Ask, scope: Scope, on: date, at: datetime) -> Ask:
    """What waits, as a decision: what it is about, and whom to ask."""
    asked = _DECIDED.get(one.code)
    if asked is None:
        return one
    reaches = tuple(asked(scope, on, at, one.url))
    notes = [f"{reach.name}: {reach.note}" if reach.name else reach.note for reach in reaches if reach.note]
    if not notes:
        return replace(one, reaches=reaches)
    text = notes[0] if one.counts == 1 else f"{one.text}: {notes[0]}"
    return replace(one, text=text, reaches=reaches)


def _short(title: str) -> str:
    return shorten(title, LONGEST, placeholder="…")


def _extensions(scope: Scope, on: date, at: datetime, url: str) -> list[Reach]:
    return [
        Reach(
            row.body.key, texts.extension(row.body.name, _short(row.task.title), row.to_due_at, address_of(url)),
            row.body.name, row.asked_by_id, url,
            _("xin đến %(day)s, “%(title)s”") % {"day": texts.day(row.to_due_at), "title": _short(row.task.title)},
        )
        for row in more_time.to_decide(scope=scope)[:NAMED]
    ]  # fmt: skip


def _questions(scope: Scope, on: date, at: datetime, url: str) -> list[Reach]:
    rows = tasks_of.questions(scope=scope, answered=False).filter(to__key__in=scope.bodies)
    found = []
    for row in rows[:NAMED]:
        about = row.task or row.duty
        title = _short(about.title) if about else ""
        found.append(Reach(COORDINATOR, texts.question(title, address_of(url)), "", row.asked_by_id, url, f"“{title}”"))
    return found


def _difficulties(scope: Scope, on: date, at: datetime, url: str) -> list[Reach]:
    rows = difficulties.listed(scope=scope, view=MY_DIFFICULTIES, at=at)[:NAMED]
    return [
        Reach(
            row.body.key, texts.own_difficulty(row.body.name, address_of(url)), row.body.name, row.raised_by_id, url,
            _("hạn trả lời %(day)s") % {"day": texts.day(row.due_at)},
        )
        for row in rows
    ]  # fmt: skip


def _proposals(scope: Scope, on: date, at: datetime, url: str) -> list[Reach]:
    rows = visible_proposals(scope).filter(merit.ripe(on)).exclude(body__key__in=scope.bodies)
    rows = rows.exclude(proposed_by=scope.user_id).select_related("body", "proposer").order_by("word_due_on", "pk")
    return [
        Reach(
            row.proposer.key, texts.proposal(row.proposer.name, address_of(url)), row.proposer.name, row.proposed_by_id,
            url, _("%(kind)s, %(body)s") % {"kind": row.get_kind_display(), "body": row.body.name},
        )
        for row in rows[:NAMED]
    ]  # fmt: skip


def _papers(scope: Scope, on: date, at: datetime, url: str) -> list[Reach]:
    return [
        Reach(
            row.issuer.key, texts.to_sign(f"{row.number} “{_short(row.abstract)}”", address_of(url)), row.issuer.name,
            row.made_by_id, reverse("documents:outgoing", args=[row.pk]), f"{row.number}, {_short(row.abstract)}",
        )
        for row in papers.to_sign(scope=scope)[:NAMED]
    ]  # fmt: skip


# what of everything that waits asks for a decision, by the code of its Ask
_DECIDED: Mapping[str, Callable[[Scope, date, datetime, str], list[Reach]]] = {
    EXTENSIONS: _extensions, QUESTIONS: _questions, MY_DIFFICULTIES: _difficulties, TO_DECIDE: _proposals,
    TO_SIGN: _papers,
}  # fmt: skip


def _of_duties(scope: Scope, on: date) -> list[Ask]:
    here = reverse(REGISTER)
    live = duties.register(scope=scope, on=on, asked=RegisterFilter()).order_by()
    counted = live.aggregate(late=Count("pk", filter=Q(due_on__lt=on)), nobody=Count("pk", filter=Q(lead_names="")))
    late, nobody = counted["late"], counted["nobody"]
    found = []
    if late:
        words = ngettext(
            "%(n)d nhiệm vụ trong văn bản đã qua hạn", "%(n)d nhiệm vụ trong văn bản đã qua hạn", late
        ) % {"n": late}  # fmt: skip
        url = f"{here}?only=overdue"
        leads = _late_leads(live, on, url)
        text = _("Nhiều nhất: %(who)s, %(n)s.") % {"who": leads[0].name, "n": leads[0].note} if leads else ""
        found.append(Ask(words, text, url, "late", counts=late, reaches=tuple(leads)))
    if nobody:
        words = ngettext(
            "%(n)d nhiệm vụ trong văn bản chưa có ai chủ trì", "%(n)d nhiệm vụ trong văn bản chưa có ai chủ trì", nobody
        ) % {"n": nobody}  # fmt: skip
        url = f"{here}?only=unassigned"
        whom = Reach(COORDINATOR, texts.nobody_leads(nobody, address_of(url)))
        text = _("Giao người chủ trì, hoặc hỏi cơ quan ban hành.")
        found.append(Ask(words, text, url, "warn", counts=nobody, reaches=(whom,)))
    return found


def _late_leads(live: QuerySet[Duty], on: date, url: str) -> list[Reach]:
    """Who leads the most of what is late, in the words of the directives; bodies the register knows can be asked."""
    late = live.filter(due_on__lt=on).values("pk")
    rows = DutyPart.objects.filter(duty__in=late, part=Part.LEAD).values_list("body__key", "name")
    most = rows.annotate(n=Count("duty", distinct=True)).order_by("-n", "name")[:NAMED]
    return [
        Reach(
            key or COORDINATOR, texts.late_duties(name, n, address_of(url)), name, url=url,
            note=ngettext("%(n)d việc", "%(n)d việc", n) % {"n": n},
        )
        for key, name, n in most
    ]  # fmt: skip


def _of_directives(scope: Scope, on: date) -> list[Ask]:
    """Directives of which everything is accepted and which nobody has signed off; then those with grave findings."""
    under_review = visible_directives(scope, on).filter(state=DirectiveState.REVIEW).select_related("document")
    counted = under_review.annotate(
        open=Count("duties", filter=Q(duties__state=DutyState.PROPOSED), distinct=True),
        grave=Count("findings", filter=Q(findings__state=FindingState.OPEN, findings__severity="error"), distinct=True),
    )
    found = []
    for one in counted.order_by("received_at", "pk")[:DECISIONS]:
        url, name = reverse("directives:directive", args=[one.pk]), document_name(one.document)
        if not one.open:
            whom = Reach(COORDINATOR, texts.sign_off(_short(name), address_of(url)))
            title = _("Chờ chốt: %(name)s") % {"name": name}
            found.append(Ask(title, _("Mọi việc đã duyệt."), url, reaches=(whom,)))
        elif one.grave:
            words = ngettext("%(n)d lỗi trong văn bản", "%(n)d lỗi trong văn bản", one.grave) % {"n": one.grave}
            whom = Reach(COORDINATOR, texts.faults(_short(name), one.grave, address_of(url)))
            found.append(Ask(words, name, url, "late", reaches=(whom,)))
    return found[:FROM_DIRECTIVES]


def document_name(document: OfficialDocument) -> str:
    """Kind, number/symbol and abstract of an official document on one line; a number left blank is "…"."""
    number = f"{document.number or '…'}/{document.symbol}" if document.symbol else document.number
    return " ".join(part for part in (document.kind, number, document.abstract) if part)
