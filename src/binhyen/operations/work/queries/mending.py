"""Given work as it stands before its giver mends it, and what was mended."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from binhyen.operations.work.models import Task, TaskMending, TaskShare
from binhyen.operations.work.values import OVER, Part, Shape, Work
from binhyen.registers.organisations.models import Body, Membership, valid_on
from binhyen.registers.organisations.values import Level

from .candidates import members_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Who helps with a task and who follows it, of a head with all copies that are not over: ids of bodies."""

    co_leads: frozenset[int]
    followers: frozenset[int]
    live: int  # tasks that are not over: the task itself, or copies
    done: int  # copies that are over: they stay as they are


def standing(task: Task) -> Standing:
    """Three queries at most."""
    copies = list(task.copies.values_list("pk", "state")) if task.shape == Shape.HEAD else []
    live = [pk for pk, state in copies if state not in OVER] if copies else [task.pk]
    done = len(copies) - len(live) if copies else 0
    shares = TaskShare.objects.filter(task__in={task.pk, *live}).exclude(state=Work.STOPPED).exclude(part=Part.LEAD)
    found: dict[str, set[int]] = {Part.CO_LEAD: set(), Part.FOLLOWER: set()}
    for body, part in shares.values_list("body_id", "part"):
        found[part].add(body)
    helpers = frozenset(found[Part.CO_LEAD])
    return Standing(helpers, frozenset(found[Part.FOLLOWER]) - helpers, len(live), done)


def named(ids: Collection[int], *, on: date) -> list[str]:
    """Names of bodies in Vietnamese order, a group in the place of all its members. Four queries at most."""
    if not ids:
        return []
    groups = Membership.objects.filter(valid_on(on), member__in=ids, group__level=Level.GROUP).values("group_id")
    members = members_of(list(groups.distinct().values_list("group_id", flat=True)), on)
    rest, whole = set(ids), []
    for group, inside in sorted(members.items(), key=lambda one: -len(one[1])):
        if len(inside) > 1 and rest.issuperset(inside):
            whole.append(group)
            rest.difference_update(inside)
    names = dict(Body.objects.filter(pk__in=[*whole, *rest]).order_by("sort_key", "id").values_list("pk", "name"))
    return [*(names[pk] for pk in whole), *(name for pk, name in names.items() if pk in rest)]


def mendings(*, task: Task) -> Sequence[TaskMending]:
    """What was mended of a task, the latest first; of a copy also what was mended of its group's work."""
    rows = TaskMending.objects.filter(task__in=[pk for pk in (task.pk, task.parent_id) if pk])
    return list(rows.select_related("move__by", "move__body").order_by("-move__at", "pk"))
