"""Figures of work: the same meaning of on time as work's own pages, at every moment; fresh after an act; they open."""

from datetime import UTC, date, datetime, timedelta

import pytest

from binhyen.monitoring.indicators.models import FigureRun, Touched
from binhyen.operations.work.models import Extension, Task, TaskMove, TaskPeriod, TaskShare
from binhyen.operations.work.queries import extensions
from binhyen.operations.work.queries.times import punctual
from binhyen.operations.work.rules.ontime import Verdict
from binhyen.registers.organisations.models import Body
from binhyen_analytics.measures import Period, compute
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import NOW
from .test_figures import snapshot_here

GIVEN = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
DUE = datetime(2026, 10, 20, 10, 0, tzinfo=UTC)  # 17:00 in Vietnam
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OCTOBER = Period(date(2026, 10, 15), date(2026, 11, 14))
CODES = ["duties.due", "duties.done_in_time", "duties.open_late"]
# What happened to each, hours from the due one; an extension: (asked, decided or None, granted, days more)
STORIES = {
    "in time": ([("CLAIMED", -5), ("VERIFIED", 60)], []),
    "at the very hour": ([("CLAIMED", 0), ("VERIFIED", 1)], []),
    "an hour late, the same day": ([("CLAIMED", 1), ("VERIFIED", 2)], []),
    "rejected, then late": ([("CLAIMED", -5), ("REJECTED", 2), ("CLAIMED", 50), ("VERIFIED", 70)], []),
    "taken back, claimed again in time": ([("CLAIMED", -9), ("TAKEN_BACK", -8), ("CLAIMED", -2), ("VERIFIED", 9)], []),
    "nobody verifies": ([("CLAIMED", -5)], []),
    "verified without a claim": ([("VERIFIED", 30)], []),
    "open": ([], []),
    "extended": ([("CLAIMED", 60), ("VERIFIED", 90)], [(-48, -20, True, 5)]),
    "asked in time, granted afterwards": ([], [(-4, 40, True, 4)]),
    "asked late": ([("CLAIMED", 20), ("VERIFIED", 21)], [(1, 2, True, 9)]),
    "asked late, then again": ([("CLAIMED", 40), ("VERIFIED", 41)], [(1, 2, True, 2), (30, 31, True, 9)]),
    "refused": ([("CLAIMED", 30), ("VERIFIED", 31)], [(-9, 20, False, 5)]),
    "waits for an answer": ([], [(-9, None, False, 5)]),
    "twice extended": ([("CLAIMED", 200), ("VERIFIED", 300)], [(-9, -8, True, 4), (60, 61, True, 6)]),
    "stopped before": ([("STOPPED", -30)], []),
    "stopped after": ([("STOPPED", 30)], []),
    "stopped, taken up again": ([("STOPPED", -30), ("CLAIMED", -3), ("VERIFIED", 5)], []),
}  # fmt: skip


def story(task, moves, asked, by, period=None):
    for kind, hours in moves:
        TaskMove.objects.create(task=task, period=period, kind=kind, at=DUE + hours * HOUR, by=by)
    for start, end, granted, more in asked:
        row = Extension.objects.create(
            task=task, period=period, body=task.lead, from_due_at=DUE, to_due_at=DUE + more * DAY, reason="Chờ vốn",
            asked_at=DUE + start * HOUR, asked_by=by,
        )  # fmt: skip
        if end is not None:
            row.state, row.decided_at, row.decided_by = "GRANTED" if granted else "REFUSED", DUE + end * HOUR, by
            row.save()


@pytest.fixture
def work(lists, person):
    """Each story as a task of Bản Lầu's police and as a period of its recurring work; and work of a province's body."""
    by = person("coordinator")
    police, issuer = (
        Body.objects.create(key=key, name=key, level=level, area_code=area, search_key=key, sort_key=b"a")
        for key, level, area in (("ca_xa_02788", "COMMUNE", BAN_LAU), ("ca_tinh", "PROVINCE", "15"))
    )

    def give(title, lead=police, verifier=issuer, made_at=GIVEN, **more):
        task = Task.objects.create(
            title=title, what=title, kinds="DOCUMENT", lead=lead, issuer=issuer, verifier=verifier, made_at=made_at,
            made_by=by, **more,
        )  # fmt: skip
        TaskShare.objects.create(task=task, body=lead, part="LEAD", changed_at=GIVEN)
        return task

    give("of the province", issuer, police, original_due_at=DUE, due_at=DUE)
    recurring = give("recurring", cadence="RHYTHM", rhythm="FREQ=DAILY")
    for number, (title, (moves, asked)) in enumerate(STORIES.items()):
        story(give(title, original_due_at=DUE, due_at=DUE), moves, asked, by)
        day = date(2026, 9, 1) + number * DAY
        period = TaskPeriod.objects.create(
            task=recurring, number=number, starts_on=day, ends_on=day, original_due_at=DUE, due_at=DUE, opened_at=GIVEN
        )
        story(recurring, moves, asked, by, period)
    again = give("stopped, given again later", made_at=DUE + 50 * HOUR, original_due_at=DUE, due_at=DUE + 9 * DAY)
    story(again, [("CLAIMED", 150), ("VERIFIED", 160)], [(50, 50, True, 9)], by)
    return police


def judged(at):
    ours = Task.objects.filter(lead__area_code=BAN_LAU, made_at__lte=at)
    return [
        *extensions.judgements(tasks=list(ours), at=at).values(),
        *extensions.period_judgements(periods=list(TaskPeriod.objects.all()), at=at).values(),
    ]


def local_day(moment):
    return (moment + timedelta(hours=7)).date()


def test_the_figure_of_any_day_known_on_any_day_is_what_work_says_of_it(work):
    """An hour after midnight, of the day that is over. Work is late from the day after its day, in figures."""
    moments = [datetime(2026, 10, 17, 18, 0, tzinfo=UTC) + step * DAY for step in range(21)]
    periods = [Period(date(2026, 10, 1), local_day(at) - DAY, at) for at in moments]
    rows = compute(snapshot_here(), codes=CODES, areas=[BAN_LAU], periods=periods).to_pylist()
    found = {(row["code"], row["period_end"]): row["numerator"] for row in rows}
    seen = set()
    for at, period in zip(moments, periods, strict=True):
        stopped = 2 * (at >= DUE + 30 * HOUR)  # after their day: late for good, but nobody has to do it any more
        due = [(one, local_day(one.due_at)) for one in judged(at)]
        in_time = sum(one.extended is Verdict.ON_TIME and day <= period.end for one, day in due)
        late = sum(
            one.extended is Verdict.LATE and day < period.end
            and (one.done_at is None or local_day(one.done_at) > period.end)
            for one, day in due
        )  # fmt: skip
        seen.add((in_time, late))

        assert found["duties.done_in_time", period.end] == in_time, at
        assert found["duties.open_late", period.end] == (late - stopped if late else 0), at
    assert len(seen) > 5


def test_in_the_end_the_figures_are_works_own_count(work):
    at = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    held = snapshot_here(at)
    figures = compute(held, codes=CODES, areas=[BAN_LAU, "15"], periods=[OCTOBER]).to_pylist()
    found = {(row["code"], row["area"]): (row["numerator"], row["denominator"]) for row in figures}
    rows = zip(*(held.table("duties", name).to_pylist() for name in ("in_time_originally", "known_to")), strict=True)
    original, extended, counted = punctual(judged(at))
    undecided = sum(one.extended is Verdict.PENDING for one in judged(at))

    assert found["duties.done_in_time", BAN_LAU] == (extended, counted + undecided)
    assert sum(in_time for in_time, known_to in rows if known_to is None) == original
    assert original < extended < counted
    assert [found[code, "15"] for code in CODES] == [found[code, BAN_LAU] for code in CODES]


def test_an_act_of_work_marks_its_commune_and_only_it(work):
    marks = Touched.objects.filter(written="duties")
    assert set(marks.values_list("commune_code", flat=True)) == {BAN_LAU}


def test_the_figure_opens_to_the_tasks_the_reader_may_see(work, as_, person):
    areas = [(BAN_LAU, "Xã Bản Lầu"), (NEXT_COMMUNE, "Xã Bát Xát"), ("15", "Tỉnh Lào Cai")]
    FigureRun.objects.create(
        computed_at=NOW, moment=NOW, as_of=NOW.date(), digest="-", areas=areas, codes=CODES, no_source=[]
    )
    rows = compute(snapshot_here(), codes=CODES, areas=[BAN_LAU], periods=[OCTOBER]).to_pylist()
    asked = {"dia-ban": BAN_LAU, "loai-ky": "ADMIN_MONTH", "ky": "2026-11"}
    for row in rows:
        page = as_("commune_police").get(f"/so-lieu/chi-tieu/{row['code']}/su-kien/", asked)

        assert page.context["page"].paginator.count == row["numerator"] > 0
        assert "/cong-viec/" in page.content.decode()
    figure = as_("commune_police").get(f"/so-lieu/chi-tieu/{CODES[0]}/", asked)
    assert f"{CODES[0]}/su-kien/" in figure.content.decode()
    stranger_to_it = as_("next_commune").get(f"/so-lieu/chi-tieu/{CODES[0]}/su-kien/", {**asked, "dia-ban": "15"})
    assert stranger_to_it.context["page"].paginator.count == 0
