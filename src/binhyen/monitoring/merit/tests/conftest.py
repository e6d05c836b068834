"""Bodies of a small province, work done and late, remedies, and proposals drawn from them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.values import Scope
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.merit.actions import preparing
from binhyen.monitoring.merit.models import Proposal
from binhyen.monitoring.merit.rules import periods
from binhyen.operations.work.actions import claiming, giving, proving
from binhyen.operations.work.actions.moving import Hand
from binhyen.operations.work.models import Task
from binhyen.operations.work.values import EvidenceKind, Part, Sharing, Shown, TaskDetails
from binhyen.registers.organisations.models import Body

GIVEN = datetime(2026, 11, 2, 2, 30, tzinfo=UTC)
DUE = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)  # a Thursday
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # a Friday
PERIOD = periods.of_code("2026-11")
DONE, BEHIND = "ubnd_xa_02788", "ca_xa_02788"
NAMES = {
    "ubnd_tinh": ("UBND tỉnh", "PROVINCE", "15", "COMMITTEE"),
    "ca_tinh": ("Công an tỉnh", "PROVINCE", "15", "POLICE"),
    "s_yte": ("Sở Y tế", "PROVINCE", "15", "DEPARTMENT"),
    "ubnd_xa_02788": ("UBND xã Bản Lầu", "COMMUNE", "02788", "COMMITTEE"),
    "ca_xa_02788": ("Công an xã Bản Lầu", "COMMUNE", "02788", "POLICE"),
    "ca_xa_02683": ("Công an xã Bát Xát", "COMMUNE", "02683", "POLICE"),
}


@pytest.fixture
def bodies(db: None) -> dict[str, Body]:
    return {
        key: Body.objects.create(
            key=key, name=name, level=level, area_code=area, block=block, search_key=search_key(name),
            sort_key=sort_key(name),
        )
        for key, (name, level, area, block) in NAMES.items()
    }  # fmt: skip


@pytest.fixture
def scope(person: Callable[[str], Any]) -> Callable[[str], Scope]:
    return lambda name: scope_of(user=person(name), on=AT.date())


@pytest.fixture
def give(bodies: dict[str, Body], person: Callable[[str], Any]) -> Callable[..., Task]:
    """``give(lead)``: work of a body, due on DUE."""

    def make(lead: str, *, title: str = "Ký cam kết tại các thôn") -> Task:
        details = TaskDetails(title=title, what="Làm.", result="Con số", kinds=(EvidenceKind.NUMBER,), due_at=DUE)
        province = bodies["ca_tinh"].pk
        sharing = Sharing(leads=(bodies[lead].pk,), issuer=province, verifier=province)
        return giving.give(details=details, sharing=sharing, by=person("coordinator"), at=GIVEN)

    return make


@pytest.fixture
def hand(bodies: dict[str, Body], person: Callable[[str], Any]) -> Callable[..., Hand]:
    people = {"ubnd_xa_02788": "commune_committee", "ca_xa_02788": "commune_police", "ca_tinh": "coordinator"}
    return lambda body, at: Hand(person(people[body]), at, bodies[body].pk)


@pytest.fixture
def claim(hand: Callable[..., Hand]) -> Callable[..., Task]:
    """The lead says it is done, with a number as evidence."""

    def make(task: Task, *, at: datetime = DUE - timedelta(days=1)) -> Task:
        doer = hand(task.lead.key if task.lead else "", at)
        scope = scope_of(user=doer.by, on=at.date())
        proving.show(
            task_id=task.pk, shown=Shown(kind=EvidenceKind.NUMBER, value=1), upload=None, hand=doer, scope=scope
        )  # fmt: skip
        claiming.claim(task_id=task.pk, hand=doer)
        return task

    return make


@pytest.fixture
def verify(hand: Callable[..., Hand]) -> Callable[..., Task]:
    def make(task: Task, *, at: datetime = DUE) -> Task:
        share = task.shares.get(part=Part.LEAD)
        claiming.verify(task_id=task.pk, share_id=share.pk, hand=hand("ca_tinh", at))
        return task

    return make


@pytest.fixture
def worked(give: Callable[..., Task], claim: Callable[..., Task], verify: Callable[..., Task]) -> dict[str, list[Task]]:
    """The committee of Bản Lầu did three tasks in time and claims a fourth; its police are late with three."""
    done = [verify(claim(give(DONE, title=f"Việc {n}"))) for n in (1, 2, 3)]
    claimed = claim(give(DONE, title="Việc 4"))
    late = [give(BEHIND, title=f"Việc trễ {n}") for n in (1, 2, 3)]
    return {"done": done, "claimed": [claimed], "late": late}


@pytest.fixture
def propose(
    worked: dict[str, list[Task]],
    bodies: dict[str, Body],
    person: Callable[[str], Any],
    scope: Callable[[str], Scope],
) -> Callable[..., Proposal]:
    def make(kind: str = "ACCOUNT", body: str = BEHIND, by: str = "coordinator", at: datetime = AT) -> Proposal:
        assert PERIOD is not None
        (made,) = preparing.propose(
            kind=kind, period=PERIOD, bodies=[bodies[body].pk], proposer=bodies["ca_tinh"].pk, scope=scope(by),
            by=person(by), at=at,
        )  # fmt: skip
        return made

    return make


@pytest.fixture
def sent(propose: Callable[..., Proposal], person: Callable[[str], Any], scope: Callable[[str], Scope]) -> Proposal:
    """Accountability of the police of Bản Lầu, asked for its word on AT."""
    made = propose()
    return preparing.send(proposal_id=made.pk, scope=scope("coordinator"), by=person("coordinator"), at=AT)


@pytest.fixture
def day() -> Callable[[int], datetime]:
    return lambda days: AT + timedelta(days=days)


@pytest.fixture
def today() -> date:
    return AT.date()
