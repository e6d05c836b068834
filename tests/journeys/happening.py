"""What happens in the served province while nobody looks: a plan is read and closed, the night opens rounds, the other
communes report, days pass. ``python -m tests.journeys.happening`` reads ["what", "words", …] line by line from its
input and answers each in JSON.
"""

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from binhyen.foundation.database.session import prepare

prepare("owner")

from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402

from binhyen.config.seeds.directives import close, hand_in  # noqa: E402
from binhyen.foundation.access.values import THE_SYSTEM  # noqa: E402
from binhyen.foundation.accounts.models import User  # noqa: E402
from binhyen.monitoring.indicators.actions import snapshot as snapshots  # noqa: E402
from binhyen.monitoring.reporting import jobs  # noqa: E402
from binhyen.monitoring.reporting.actions import figures  # noqa: E402
from binhyen.monitoring.reporting.actions.laying import Laid, lay  # noqa: E402
from binhyen.monitoring.reporting.models import Report, Round  # noqa: E402
from binhyen.monitoring.reporting.queries import forms  # noqa: E402
from binhyen.monitoring.reporting.values.forms import NUMBERS, FormDefinition, Source  # noqa: E402
from binhyen.monitoring.reporting.values.reports import State  # noqa: E402
from binhyen_analytics.snapshot import latest  # noqa: E402

SIGNERS = ("Trưởng Công an xã", "Chủ tịch UBND xã")
SAID = ("đã làm theo kế hoạch.", "đã họp dân ở mọi thôn.", "đã giao từng người, từng việc.")
HOUR = timedelta(hours=1)


def plan(path: str, words: str) -> dict[str, int]:
    """A plan is handed in, read, accepted and closed. Answers the duty whose text holds ``words``."""
    at = timezone.now()
    officer, chief = User.objects.get(username="officer"), User.objects.get(username="coordinator")
    read = hand_in(Path(path).read_bytes(), Path(path).name, by=officer, at=at)
    assert read is not None, path
    close(read, clerk=officer, chief=chief, at=at)
    duty = read.duties.get(text__contains=words)
    return {"directive": read.pk, "duty": duty.pk, "line": duty.line}


def night(key: str) -> dict[str, Any]:
    """What the night does for a duty to report: its rounds are opened, figures of their cells are counted."""
    at = timezone.now()
    jobs.rounds(at=at)
    found = list(Round.objects.filter(duty__key=key).select_related("duty").order_by("period_end"))
    taken = latest(snapshots.folder())
    if taken is None or any(taken.moment < one.cut_off_at for one in found):
        taken = snapshots.take(scope=THE_SYSTEM, at=at)
    figures.keep(rounds=found, snapshot=taken)
    return {"rounds": [one.pk for one in found], "reports": [one.reports.count() for one in found]}


def others(number: str, *but: str) -> dict[str, Any]:
    """Days pass until a round fell due; all communes but those named reported in time, signed on paper.

    Answers how many did, and what each place of their tables comes to.
    """
    held = _fallen_due(int(number))
    form = forms.of_key(key=held.form_key)
    reports = held.reports.select_related("round__duty", "body").exclude(body__key__in=but).order_by("pk")
    sent = held.due_at - 2 * HOUR
    laid = [
        Laid(
            report=one, values=dict(_values(form, place)), words=_words(form, place), signers=SIGNERS,
            opened_at=sent - HOUR, sent_at=sent, state=State.SENT,
        )
        for place, one in enumerate(reports)
    ]  # fmt: skip
    lay(round_=held, laid=laid, by=User.objects.get(username="officer"), at=timezone.now())
    cells = [ref for ref, _ in _values(form, 0)]
    return {"sent": len(laid), "totals": {ref: sum(int(one.values[ref]) for one in laid) for ref in cells}}


def _fallen_due(number: int) -> Round:
    """Its moments, and the due moments of its reports, lie so much earlier that it fell due an hour ago."""
    held = Round.objects.get(pk=number)
    by = held.due_at - (timezone.now().replace(second=0, microsecond=0) - HOUR)
    moments = ("opens_at", "cut_off_at", "due_at", "due_as_said")
    Round.objects.filter(pk=number).update(**{name: F(name) - by for name in moments})
    Report.objects.filter(round=number).update(first_due_at=F("first_due_at") - by, due_at=F("due_at") - by)
    held.refresh_from_db()
    return held


def _values(form: FormDefinition, place: int) -> Iterator[tuple[str, str]]:
    cells = [one for one in form.cells() if one.source is Source.ENTERED and one.kind in NUMBERS]
    return ((one.ref, str(place % 7 + column)) for column, one in enumerate(cells))


def _words(form: FormDefinition, place: int) -> dict[str, str]:
    return {one.code: f"{one.title}: {SAID[place % len(SAID)]}" for one in form.blocks()}


HAPPENINGS = {"plan": plan, "night": night, "others": others}


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr  # what others say is no answer
    for line in sys.stdin:
        what, *words = json.loads(line)
        answers.write(json.dumps(HAPPENINGS[what](*words), ensure_ascii=False) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
