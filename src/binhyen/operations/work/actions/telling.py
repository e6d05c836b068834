"""Telling people of work: given, claimed, verified, sent back."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force
from binhyen.foundation.notifications import actions as notifications
from binhyen.operations.work.models import Task, TaskShare
from binhyen.operations.work.values import Part
from binhyen.registers.organisations.models import Body

from .laying import Laid

ONE_TEXT = 200  # letters of a title in a message


def users_of(bodies: Collection[int], *, at: datetime) -> dict[int, list[User]]:
    """Active people who act for each of the bodies, by id of the body. Two queries."""
    keys = dict(Body.objects.filter(pk__in=bodies).values_list("key", "pk"))
    offices = Appointment.objects.filter(in_force(timezone.localdate(at)), body_key__in=keys, user__is_active=True)
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for office in offices.select_related("user"):
        found[keys[office.body_key]][office.user_id] = office.user
    return {body: list(users.values()) for body, users in found.items()}


def tell_given(laid: Sequence[Laid], *, by: User, at: datetime) -> None:
    """Whoever acts for a lead or co-lead learns how much is new: one message each, whatever the number of tasks."""
    tasks = {task.pk: task for one in laid for task in (one.task, *one.copies)}
    shares = TaskShare.objects.filter(task__in=list(tasks)).exclude(part=Part.FOLLOWER)
    count: Counter[int] = Counter()
    last: dict[int, int] = {}
    for body, task in shares.values_list("body_id", "task_id"):
        count[body] += 1
        last[body] = task
    per_user: dict[User, tuple[int, int]] = {}
    for body, users in users_of(count, at=at).items():
        for user in users:
            if user.pk != by.pk:
                n, _ = per_user.get(user, (0, 0))
                per_user[user] = (n + count[body], last[body])
    for (text, url), users in _grouped(per_user, tasks).items():
        notifications.notify(users=users, kind="work.given", text=text, url=url, at=at)


def tell_copies(*, copies: Sequence[Task], by: User, at: datetime) -> None:
    """Whoever leads or helps with copies that were added learns of them as of new work."""
    if copies:
        tell_given([Laid(copy) for copy in copies], by=by, at=at)


def _grouped(per_user: Mapping[User, tuple[int, int]], tasks: Mapping[int, Task]) -> dict[tuple[str, str], list[User]]:
    grouped: dict[tuple[str, str], list[User]] = defaultdict(list)
    for user, (n, task) in per_user.items():
        if n == 1:
            text, url = f"Việc mới: {tasks[task].title[:ONE_TEXT]}", reverse("work:task", args=[task])
        else:
            text, url = f"{n} việc mới giao cho cơ quan anh/chị", f"{reverse('work:list')}?xem=chua-mo"
        grouped[text, url].append(user)
    return grouped


def tell_bodies(*, bodies: Collection[int], kind: str, text: str, task: Task, by: User, at: datetime) -> None:
    """One message about a task to whoever acts for the bodies, except whoever did it."""
    people = {user.pk: user for users in users_of(bodies, at=at).values() for user in users}
    people.pop(by.pk, None)
    notifications.notify(
        users=people.values(), kind=kind, text=f"{text}: {task.title[:ONE_TEXT]}",
        url=reverse("work:task", args=[task.pk]), subject_type="work.task", subject_id=str(task.pk), at=at,
    )  # fmt: skip


def tell_named(*, user_id: int | None, text: str, task: Task, by: User, at: datetime) -> None:
    """One message to whoever work names, or named until now; whoever did it knows."""
    people = User.objects.filter(pk=user_id, is_active=True).exclude(pk=by.pk) if user_id else ()
    notifications.notify(
        users=people, kind="work.named", text=f"{text}: {task.title[:ONE_TEXT]}",
        url=reverse("work:task", args=[task.pk]), subject_type="work.task", subject_id=str(task.pk), at=at,
    )  # fmt: skip
