"""Work of the demonstration: duties of the signed letter given in one act; one task by hand, most of it done."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import User
from binhyen.kit.paths import SEEDS
from binhyen.operations.directives.models import Directive
from binhyen.operations.work.actions import (
    asking,
    claiming,
    difficulties,
    doing,
    extensions,
    giving,
    handover,
    periods,
    proving,
)
from binhyen.operations.work.actions.moving import Hand
from binhyen.operations.work.models import Task, TaskShare
from binhyen.operations.work.values import TO_DO, Cadence, EvidenceKind, Part, Sharing, Shown, TaskDetails, Work
from binhyen.registers.documents.actions import register
from binhyen.registers.documents.values import Direction, DocumentDetails
from binhyen.registers.organisations.models import Body


def work(*, letter: Directive, people: dict[str, User], at: datetime) -> str:
    """Give and do it once; returns words for whoever seeds, "" where there was work already."""
    if Task.objects.exists():
        return ""
    given = tomllib.loads((SEEDS / "work.toml").read_text(encoding="utf-8"))
    bodies = {body.key: body.pk for body in Body.objects.filter(key__in=_keys(given))}
    _continuous(given["continuous"], bodies, people, at)
    head = _by_hand(given, bodies, people, at)
    _answered(given, head, bodies, people, at)
    done = _of_letter(given, letter, bodies, people, at)
    _hard(given["hard"], bodies, people, at)
    _more_time(given["more_time"], bodies, people, at)
    _asks(given["asks"], head, people, at)
    _handing(given["handing"], bodies, people, at)
    return f"Công việc: {Task.objects.count()} ({done.questions} câu hỏi về việc chưa rõ)."


def _keys(given: dict[str, Any]) -> list[str]:
    own = ["ca_tinh", "ubnd_tinh", given["doing"]["body"], *given["continuous"]["leads"]]
    return own + [f"{kind}_{code}" for kind in ("ubnd_xa", "ca_xa") for code in given["by_hand"]["communes"]]


def _continuous(given: dict[str, Any], bodies: dict[str, int], people: dict[str, User], at: datetime) -> None:
    """Work without an end: the committee of Bản Lầu shows something in each stretch, the others nothing yet."""
    began = min(given["given_at"], at)
    task = giving.give(
        details=TaskDetails(
            title=given["title"], what=given["what"], result=given["result"], kinds=(EvidenceKind.NUMBER,),
            cadence=Cadence.BEAT, beat_days=given["beat_days"], due_at=began + timedelta(days=given["beat_days"]),
        ),
        sharing=Sharing(
            leads=tuple(bodies[key] for key in given["leads"]), issuer=bodies["ca_tinh"], verifier=bodies["ca_tinh"]
        ),
        by=people["coordinator"], at=began,
    )  # fmt: skip
    copy = Task.objects.get(parent=task, lead=bodies["ubnd_xa_02788"])
    for one in given["shown"]:
        shown_at = min(one["at"], at)
        periods.open_for(task_ids=task.copies.values_list("pk", flat=True), at=shown_at)
        hand = Hand(people["commune_committee"], shown_at, bodies["ubnd_xa_02788"])
        shown = Shown(kind=EvidenceKind.NUMBER, value=Decimal(one["value"]), unit=given["unit"], note=one["note"])
        scope = scope_of(user=hand.by, on=shown_at.date())
        row = proving.show(task_id=copy.pk, shown=shown, upload=None, hand=hand, scope=scope)
        share = claiming.claim(task_id=copy.pk, period_id=row.period_id, hand=hand)
        if "verified_at" in one:
            judge = Hand(people["coordinator"], min(one["verified_at"], at), bodies["ca_tinh"])
            claiming.verify(task_id=copy.pk, share_id=share.pk, period_id=row.period_id, hand=judge)
    periods.open_for(task_ids=task.copies.values_list("pk", flat=True), at=at)


def _by_hand(given: dict[str, Any], bodies: dict[str, int], people: dict[str, User], at: datetime) -> Task:
    hand = given["by_hand"]
    task = giving.give(
        details=TaskDetails(
            title=hand["title"], what=hand["what"], result=hand["result"], kinds=tuple(hand["kinds"]),
            due_at=hand["due_at"],
        ),
        sharing=Sharing(
            leads=tuple(bodies[f"ubnd_xa_{code}"] for code in hand["communes"]),
            co_leads=tuple(bodies[f"ca_xa_{code}"] for code in hand["communes"]),
            issuer=bodies["ca_tinh"], verifier=bodies["ca_tinh"],
        ),
        by=people["coordinator"], at=min(hand["given_at"], at),
    )  # fmt: skip
    shares = TaskShare.objects.filter(task__parent=task, part=Part.LEAD)
    opened = shares.exclude(body__area_code=hand["closed"]).values_list("pk", flat=True)
    doing.open_many(share_ids=list(opened), by=None, at=min(hand["opened_at"], at))
    _in_time(hand, task, people, at)
    return task


def _in_time(hand: dict[str, Any], head: Task, people: dict[str, User], at: datetime) -> None:
    """Those who are not late hand in their plan, each by its chair; of all but the last the coordinator says it is."""
    claimed_at, confirmed_at = min(hand["claimed_at"], at), min(hand["confirmed_at"], at)
    for number, (code, who) in enumerate(hand["done"].items(), start=1):
        share = TaskShare.objects.select_related("body").get(task__parent=head, part=Part.LEAD, body__area_code=code)
        chair = Hand(people[who], claimed_at, share.body_id)
        paper = register(
            details=DocumentDetails(
                direction=Direction.OUTGOING, kind="Kế hoạch", number=str(40 + number), symbol="KH-UBND",
                issued_on=timezone.localdate(claimed_at), issuer_name=share.body.name,
                abstract=f"{hand['abstract']} {share.body.name.removeprefix('UBND ')}",
            ),
            file=None, by=chair.by, at=claimed_at, doubles=True,
        )  # fmt: skip
        scope = scope_of(user=chair.by, on=timezone.localdate(claimed_at))
        shown = Shown(kind=EvidenceKind.DOCUMENT, note=paper.abstract, document_id=paper.pk)
        proving.show(task_id=share.task_id, shown=shown, upload=None, hand=chair, scope=scope)
        claiming.claim(task_id=share.task_id, hand=chair)
        if number < len(hand["done"]):
            judge = Hand(people["coordinator"], confirmed_at, head.verifier_id)
            claiming.verify(task_id=share.task_id, share_id=share.pk, hand=judge)


def _answered(given: dict[str, Any], head: Task, bodies: dict[str, int], people: dict[str, User], at: datetime) -> None:
    """The committee of Bản Lầu hands in its plan, which is confirmed; its police have said their part is done."""
    plan = given["plan"]
    copy = Task.objects.get(parent=head, lead=bodies["ubnd_xa_02788"])
    shown_at = min(plan["shown_at"], at)
    committee = Hand(people["commune_committee"], shown_at, bodies["ubnd_xa_02788"])
    police = Hand(people["commune_police"], shown_at, bodies["ca_xa_02788"])
    details = DocumentDetails(
        direction=Direction.OUTGOING, kind="Kế hoạch", number=plan["number"], symbol=plan["symbol"],
        issued_on=timezone.localdate(shown_at), issuer_name="UBND xã Bản Lầu", abstract=plan["abstract"],
    )  # fmt: skip
    paper = register(details=details, file=None, by=committee.by, at=shown_at, doubles=True)
    step = doing.add_step(
        task_id=copy.pk, what=plan["step"], user_id=committee.by.pk, due_on=timezone.localdate(shown_at), hand=committee
    )
    doing.mark_step(step_id=step.pk, done=True, hand=committee)
    for hand in (committee, police):
        scope = scope_of(user=hand.by, on=timezone.localdate(shown_at))
        shown = Shown(kind=EvidenceKind.DOCUMENT, note=plan["abstract"], document_id=paper.pk)
        proving.show(task_id=copy.pk, shown=shown, upload=None, hand=hand, scope=scope)
        claiming.claim(task_id=copy.pk, hand=hand)
    judge = Hand(people["coordinator"], min(plan["verified_at"], at), bodies["ca_tinh"])
    claiming.verify(task_id=copy.pk, share_id=copy.shares.get(part=Part.LEAD).pk, hand=judge)


def _of_letter(
    given: dict[str, Any], letter: Directive, bodies: dict[str, int], people: dict[str, User], at: datetime
) -> giving.Given:
    chosen = giving.Terms(issuer=bodies["ubnd_tinh"], verifier=bodies["ca_tinh"], beat_days=given["beat_days"])
    duties = set(letter.duties.values_list("pk", flat=True))
    done = giving.give_duties(directive_id=letter.pk, duty_ids=duties, terms=chosen, by=people["coordinator"], at=at)
    shares = TaskShare.objects.filter(task__directive=letter, state=Work.GIVEN).order_by("pk")
    most = [pk for place, pk in enumerate(shares.values_list("pk", flat=True)) if place % given["open"]["of"]]
    doing.open_many(share_ids=most, by=None, at=at)
    _steps(given["doing"], letter, bodies, people, at)
    return done


def _steps(
    given: dict[str, Any], letter: Directive, bodies: dict[str, int], people: dict[str, User], at: datetime
) -> None:
    hand = Hand(people[given["who"]], at, bodies[given["body"]])
    task = Task.objects.filter(directive=letter, lead=hand.body, title__startswith=given["words"]).first()
    if task is None:
        return
    for what in given["steps"]:
        doing.add_step(task_id=task.pk, what=what, user_id=hand.by.pk, due_on=None, hand=hand)


def _asks(given: dict[str, Any], head: Task, people: dict[str, User], at: datetime) -> None:
    copy = Task.objects.get(parent=head, lead__key="ubnd_xa_02788")
    asking.ask_about_task(
        task_id=copy.pk, gaps=given["gaps"], text=given["text"], by=people[given["who"]], at=min(given["at"], at)
    )


def _handing(given: dict[str, Any], bodies: dict[str, int], people: dict[str, User], at: datetime) -> None:
    """An officer leaves for some months: the minute is drawn up and signed by the giver."""
    giver, receiver, body = people[given["giver"]], people[given["receiver"]], bodies[given["body"]]
    for task in Task.objects.filter(lead=body, state__in=TO_DO).order_by("due_at", "pk")[:2]:
        doing.name_person(task_id=task.pk, user_id=giver.pk, hand=Hand(giver, at, body))
    row = handover.make(
        body_id=body, giver_id=giver.pk, receiver_id=receiver.pk, reason=given["reason"], by=giver, at=at
    )
    handover.sign_as_giver(handover_id=row.pk, by=giver, at=at)


def _hard(rows: list[dict[str, Any]], bodies: dict[str, int], people: dict[str, User], at: datetime) -> None:
    """Difficulties that were raised, of which some were answered."""
    for one in rows:
        row = difficulties.raise_difficulty(
            body_id=bodies[one["body"]], owner_id=bodies["ca_tinh"], what=one["what"], wants=one["wants"],
            by=people[one["who"]], at=min(one["at"], at),
        )  # fmt: skip
        if one.get("answer"):
            difficulties.answer(difficulty_id=row.pk, words=one["answer"], by=people["coordinator"], at=at)


def _more_time(given: dict[str, Any], bodies: dict[str, int], people: dict[str, User], at: datetime) -> None:
    """One request for more time that waits for the coordinator."""
    tasks = Task.objects.filter(lead=bodies[given["body"]], cadence=Cadence.ONCE, due_at__gt=at, state__in=TO_DO)
    task = tasks.order_by("due_at", "pk").first()
    if task and task.due_at:
        to_due_at = task.due_at + timedelta(days=given["days"])
        extensions.ask(
            task_id=task.pk, period_id=None, to_due_at=to_due_at, reason=given["reason"], by=people[given["who"]], at=at
        )
