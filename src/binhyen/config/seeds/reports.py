"""Reporting in the demonstration province: duties of the law, rounds that are over in mixed states, one that runs."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.foundation.accounts.models import User
from binhyen.kit.paths import SEEDS
from binhyen.monitoring.indicators.actions import snapshot as snapshots
from binhyen.monitoring.reporting.actions import figures
from binhyen.monitoring.reporting.actions.duties import adopt_law
from binhyen.monitoring.reporting.actions.laying import Laid, lay
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.actions.rounds import ask, open_due, open_round
from binhyen.monitoring.reporting.models import Report, ReportDuty, Round
from binhyen.monitoring.reporting.queries import forms
from binhyen.monitoring.reporting.rules import calendar, duties
from binhyen.monitoring.reporting.values.forms import NUMBERS, FormDefinition, Source
from binhyen.monitoring.reporting.values.reports import State

from .names import invent

WEEKLY, MONTHLY, ON_DEMAND = "lc-tuan", "lc-thang", "lc-dot-xuat"
OWN = ("02788", "02683")  # communes of the demonstration's officers
OVER = 1  # weekly rounds that are over
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def reports(*, people: dict[str, User], province: str, at: datetime) -> int:
    """Make them once; nothing where there are rounds. Returns how many reports were sent. Outside any transaction."""
    if Round.objects.exists():
        return 0
    given = tomllib.loads((SEEDS / "reports.toml").read_text(encoding="utf-8"))
    adopt_law(province=province, by=None, at=at)
    held = {one.key: one for one in ReportDuty.objects.all()}
    if WEEKLY not in held:
        return 0
    over = [*_over(held[WEEKLY], OVER, at), *_over(held[MONTHLY], 1, at)]
    running = _running(held, people["coordinator"], given, at)
    taken = snapshots.take(scope=THE_SYSTEM, at=at)
    weekly = [one for one in running if one.duty.key == WEEKLY]  # the worker counts for the others
    figures.keep(rounds=[*over, *weekly], snapshot=taken)
    chance = random.Random(given["start"])  # noqa: S311
    sent = sum(_fill(one, given, chance, by=people["officer"], at=at) for one in over)
    return sent + sum(_fill(one, given, chance, by=people["officer"], at=at, running=True) for one in weekly)


def _over(duty: ReportDuty, number: int, at: datetime) -> list[Round]:
    """The last rounds of a duty that are due already, the oldest first."""
    day = calendar.containing(duty.rhythm, timezone.localdate(at) - 31 * DAY * number).first
    found = [one for one in islice(calendar.periods(duty.rhythm, day), 40) if one.due <= at][-number:]
    return [open_round(duty=duty, period=one, by=None, at=one.opens) for one in found]


def _running(held: Mapping[str, ReportDuty], by: User, given: Mapping[str, Any], at: datetime) -> list[Round]:
    """What is open now, and one report that was asked for."""
    found = []
    for duty in held.values():
        try:
            found += open_due(duty=duty, at=at)
        except ReportRefused:
            continue  # its form begins later
    today = timezone.localdate(at)
    found.append(
        ask(
            duty=held[ON_DEMAND], first=today - 10 * DAY, last=today - DAY, due=_full_hour(at + 2 * DAY),
            asked=given["reasons"]["ask"], unit_keys=[f"ubnd_xa_{code}" for code in OWN], by=by, at=at,
        )
    )  # fmt: skip
    return found


def _full_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _fill(
    round_: Round, given: Mapping[str, Any], chance: random.Random, *, by: User, at: datetime, running: bool = False
) -> int:
    form = forms.of_key(key=round_.form_key)
    own = list(round_.reports.select_related("round__duty", "body").order_by("pk"))
    laid = [
        found for one in own if (found := _one(one, form, given, chance, at, running=running)) is not None
    ]  # fmt: skip
    return lay(round_=round_, laid=laid, by=by, at=min(at, round_.due_at + 3 * HOUR))


def _one(
    report: Report,
    form: FormDefinition,
    given: Mapping[str, Any],
    chance: random.Random,
    at: datetime,
    *,
    running: bool,
) -> Laid | None:
    """A report by chance; None for one nobody has opened."""
    drawn = chance.random()
    if report.area_code in OWN:
        if running:
            return None  # the officers of the demonstration do theirs
        drawn = 0.99 if report.round.duty.key == WEEKLY else given["silent"] + given["late"] + given["excused"]
    until = min(at, report.due_at)
    said: dict[str, Any] = {
        "report": report, "opened_at": max(until - chance.uniform(1.6, 6) * HOUR, report.round.opens_at),
        **_content(form, given, chance),
    }  # fmt: skip
    in_time = max(until - chance.uniform(1, 90) * MINUTE, report.round.cut_off_at)  # nobody signs before
    signers = _signers(report, chance)
    if running:
        return _under_way(said, drawn, signers, in_time, until)
    return _over_now(said, drawn, signers, in_time, given, at)


def _under_way(
    said: dict[str, Any], drawn: float, signers: Sequence[str], in_time: datetime, until: datetime
) -> Laid | None:
    """On a Monday morning more than half have sent, some write, some wait for the second signature.

    While the period still runs they write: nobody signs before its cut-off.
    """
    if drawn < 0.2 or (drawn >= 0.45 and in_time > until):
        return Laid(**said, state=State.DRAFT)
    if in_time > until:
        return None
    if drawn < 0.26 and len(signers) > 1:
        return Laid(**said, signers=signers[:1], state=State.SIGNED)
    if drawn < 0.45:
        return None
    return Laid(**said, signers=signers, sent_at=in_time, state=State.SENT)


def _over_now(
    said: dict[str, Any],
    drawn: float,
    signers: Sequence[str],
    in_time: datetime,
    given: Mapping[str, Any],
    at: datetime,
) -> Laid | None:
    """Of a round that is over: silent, late, late with an excuse, come back on a cell, or in order."""
    pick = random.Random(drawn)  # noqa: S311
    late = given["silent"] + given["late"]
    excused = late + given["excused"]
    if drawn < given["silent"]:
        return None
    if drawn < excused:
        excuse = pick.choice(given["reasons"]["excuse"]) if drawn >= late else ""
        sent = min(at, said["report"].due_at + pick.uniform(3, 170) * MINUTE)
        return Laid(**said, signers=signers, sent_at=sent, state=State.SENT, excuse=excuse)
    if drawn < excused + given["returned"]:
        asked = {next(iter(said["values"]), ""): pick.choice(given["reasons"]["returned"])}
        return Laid(**said, signers=signers, sent_at=in_time, state=State.RETURNED, asked=asked)
    return Laid(**said, signers=signers, sent_at=in_time, state=State.ACCEPTED)


def _content(form: FormDefinition, given: Mapping[str, Any], chance: random.Random) -> dict[str, dict[str, str]]:
    values = {
        one.ref: str(chance.randint(0, 9) if chance.random() < 0.7 else chance.randint(10, 160))
        for one in form.cells()
        if one.source is Source.ENTERED and one.kind in NUMBERS
    }
    words = {one.code: _words(given["words"][one.gather], chance) for one in form.blocks()}
    return {"values": values, "words": words}


def _words(offered: Sequence[str], chance: random.Random) -> str:
    chosen = chance.sample(offered, k=min(len(offered), chance.choice((1, 1, 2))))
    real = [one for one in chosen if one != "Không có."] or chosen
    return "\n".join(one.format(n=chance.randint(1, 9), m=chance.randint(10, 240)) for one in real)


def _signers(report: Report, chance: random.Random) -> list[str]:
    chain = duties.steps_for(report.round.duty.steps, report.body.level)
    return [f"{name}, {step.title}" for step, name in zip(chain, _names(chance), strict=False)]


def _names(chance: random.Random) -> Iterator[str]:
    while True:
        yield invent(start=str(chance.random()), people=chance.choice(("Kinh", "Tày", "Mông", "Dao")), sex="male")
