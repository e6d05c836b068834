"""What the work of the units adds to a consolidated report: done, overdue, in the way; each line opens the task."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet

from binhyen.monitoring.reporting.models import Round
from binhyen.monitoring.reporting.values.consolidated import From, Origin, Sentence
from binhyen.monitoring.reporting.values.forms import Gather
from binhyen.operations.cases.rules.time import midnight
from binhyen.operations.work.models import Difficulty, Task
from binhyen.operations.work.values import TO_DO, DifficultyState, Shape, Work

TOLD = 10  # lines under each heading
NAMED = 5  # units a line names
_DAY = timedelta(days=1)


def sentences(*, bodies: Mapping[int, str], held: Round, at: datetime) -> Iterator[Sentence]:
    """Lines of work of the bodies in the round's period. ``bodies`` are ids with names. Three queries."""
    start, end = midnight(held.period_start), midnight(held.period_end + _DAY)
    own = Task.objects.filter(lead__in=list(bodies)).exclude(shape=Shape.HEAD)
    done = own.filter(state=Work.VERIFIED, verified_at__gte=start, verified_at__lt=end)
    yield from _lines(done, bodies, Gather.HIGHLIGHT, "đã xong, được xác nhận")
    late = own.filter(state__in=TO_DO, due_at__lt=min(end, at))
    yield from _lines(late, bodies, Gather.SLOW, "quá hạn chưa xong")
    raised = Difficulty.objects.filter(body__in=list(bodies), state=DifficultyState.OPEN, raised_at__lt=end)
    for pk, body, what in raised.order_by("raised_at", "pk").values_list("pk", "body_id", "what")[:TOLD]:
        yield Sentence(Gather.DIFFICULTY, _short(what), (Origin(From.DIFFICULTY, pk, "", bodies[body]),))


def _lines(found: QuerySet[Task], bodies: Mapping[int, str], gather: Gather, words: str) -> Iterator[Sentence]:
    """One line for each piece of work, with how many units it concerns: the widest first."""
    titled: dict[tuple[int, str], list[Origin]] = defaultdict(list)
    rows: Iterable[tuple[int, int | None, str, int | None]] = found.order_by("due_at", "pk").values_list(
        "pk", "parent_id", "title", "lead_id"
    )
    for pk, parent, title, lead in rows:
        titled[parent or pk, title].append(Origin(From.TASK, pk, "", bodies.get(lead or 0, "")))
    widest = sorted(titled.items(), key=lambda one: (-len(one[1]), one[0][1]))
    for (_, title), origins in widest[:TOLD]:
        named = ", ".join(one.unit for one in origins[:NAMED])
        more = f" và {len(origins) - NAMED} đơn vị nữa" if len(origins) > NAMED else ""
        many = f"{len(origins)} đơn vị {words} ({named}{more})" if len(origins) > 1 else f"{words} ({named})"
        yield Sentence(gather, f"{_short(title)}: {many}.", tuple(origins))


def _short(text: str, most: int = 220) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"
