"""Any world, any periods, as known at any moment: the one pass says what counting row by row says; flows balance."""

import random
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ibis import _

from binhyen_analytics.measures import Indicator, NotComputable, Period, compute
from binhyen_analytics.measures.counts import Came, Distinct, Happened, Standing, Went
from binhyen_analytics.snapshot import TABLES, Snapshot

COMMUNES = {"00001": "15", "00002": "15", "00003": "20"}
AREAS = {**{code: {code} for code in COMMUNES}, "15": {"00001", "00002"}, "VN": set(COMMUNES)}
FIRST, NOW = date(2026, 1, 1), datetime(2027, 1, 1, tzinfo=UTC)
LISTS, KINDS = ("L1", "L2", ""), ("OPENING", "MOVED_IN", "TERM")
LISTED, MOVED = _.list_code.isin(("L1", "L2")), _.because_kind == "MOVED_IN"
CATALOGUE = {
    one.code: one
    for one in (
        Indicator("opening", Standing("spans", LISTED, opening=True)),
        Indicator("closing", Standing("spans", LISTED)),
        Indicator("came", Came("spans", LISTED)),
        Indicator("went", Went("spans", LISTED)),
        Indicator("came.moved", Came("spans", LISTED, MOVED)),
        Indicator("came.else", Came("spans", LISTED, ~MOVED)),
        Indicator("went.moved", Went("spans", LISTED, MOVED)),
        Indicator("tests", Happened("events", _.kind == "TEST")),
        Indicator("late", Happened("events", _.kind == "TEST", _.days_late)),
        Indicator("people", Distinct("events")),
    )
}


def moment(days):
    return datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=days)


def history(draw, person):
    """One person's timelines: what was believed first, and what a correction made of it."""
    corrected = draw.choice([None, draw.randrange(5, 150)])
    beliefs = [(moment(draw.randrange(-10, 5)), moment(corrected) if corrected else None)]
    if corrected:
        beliefs.append((moment(corrected), None))
    for known_from, known_to in beliefs:
        days = sorted(draw.sample(range(120), draw.randrange(1, 5)))
        open_end = draw.random() < 0.7
        for at, day in enumerate(days):
            last = at == len(days) - 1
            if last and not open_end:
                break  # the timeline ends where its last span would begin
            yield {
                "person_id": person, "commune_code": draw.choice(list(COMMUNES)), "legal_from": FIRST + timedelta(day),
                "legal_to": None if last else FIRST + timedelta(days[at + 1]), "known_from": known_from,
                "known_to": known_to, "state": "X", "list_code": draw.choice(LISTS), "reported_list": "", "measure": "",
                "because_kind": draw.choice(KINDS),
            }  # fmt: skip


def events(draw, count):
    for number in range(count):
        known, gone = draw.randrange(120), draw.choice([None, 20, 60])
        yield {
            "event_id": number, "person_id": draw.randrange(5), "commune_code": draw.choice(list(COMMUNES)),
            "kind": draw.choice(("TEST", "VISIT")), "day": FIRST + timedelta(draw.randrange(120)),
            "known_from": moment(known), "known_to": None if gone is None else moment(known + gone), "detail": "",
            "days_late": draw.randrange(9),
        }  # fmt: skip


def world(seed):
    draw = random.Random(seed)  # noqa: S311 - invented
    spans = [row for person in range(12) for row in history(draw, person)]
    facts = list(events(draw, 40))
    communes = [{"commune_code": code, "province_code": province, "name": code} for code, province in COMMUNES.items()]
    tables = {"communes": communes, "case_spans": spans, "case_events": facts}
    held = {name: pa.Table.from_pylist(rows, schema=TABLES[name].arrow) for name, rows in tables.items()}
    return Snapshot.of(held, moment=NOW), spans, facts


def known_now(seed):
    """The same world with what is known now alone: there, questions asked once are kept as text."""
    whole, _spans, _facts = world(seed)
    return Snapshot.of(whole.held, moment=NOW, current=True)


def periods_of(seed):
    """Months with gaps and of uneven length, each as known at a moment of its own, or all as known now."""
    draw = random.Random(seed)  # noqa: S311 - invented
    days, found = sorted(draw.sample(range(130), 8)), []
    as_reported = draw.random() < 0.6
    for at in range(0, 8, 2):
        end = days[at + 1] - draw.randrange(2)
        if end >= days[at]:
            known = moment(days[at + 1] + 5) if as_reported else None
            found.append(Period(FIRST + timedelta(days[at]), FIRST + timedelta(end), known))
    return found


class Oracle:
    """Row by row, as one would on paper."""

    def __init__(self, spans, facts, period, communes):
        known = period.known_at or NOW
        self.period, self.communes = period, communes
        self.spans = [row for row in spans if believed(row, known)]
        self.facts = [row for row in facts if believed(row, known) and self.dated(row["day"])]

    def dated(self, day):
        return self.period.start <= day <= self.period.end

    def standing(self, on):
        """person: the span it counts by."""
        return {
            row["person_id"]: row
            for row in self.spans
            if row["legal_from"] <= on and (row["legal_to"] is None or on < row["legal_to"]) and self.counts(row)
        }

    def counts(self, row):
        return row["list_code"] in ("L1", "L2") and row["commune_code"] in self.communes

    def changes(self):
        """Day after day: who is there and was not the day before, and the reverse."""
        came, went = [], []
        for day in (self.period.start + timedelta(n) for n in range((self.period.end - self.period.start).days + 1)):
            before, now = self.standing(day - timedelta(1)), self.standing(day)
            came += [now[person]["because_kind"] for person in now.keys() - before.keys()]
            went += [self.next_kind(person, day) for person in before.keys() - now.keys()]
        return came, went

    def next_kind(self, person, day):
        return next(
            (r["because_kind"] for r in self.spans if r["person_id"] == person and r["legal_from"] == day), None
        )

    def figures(self):
        came, went = self.changes()
        here = [row for row in self.facts if row["commune_code"] in self.communes]
        tests = [row for row in here if row["kind"] == "TEST"]
        return {
            "opening": len(self.standing(self.period.eve)), "closing": len(self.standing(self.period.end)),
            "came": len(came), "went": len(went), "came.moved": came.count("MOVED_IN"),
            "came.else": len(came) - came.count("MOVED_IN"), "went.moved": went.count("MOVED_IN"),
            "tests": len(tests), "late": sum(row["days_late"] for row in tests),
            "people": len({row["person_id"] for row in here}),
        }  # fmt: skip


def believed(row, known):
    return row["known_from"] <= known and (row["known_to"] is None or known < row["known_to"])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6))
def test_one_pass_counts_as_one_counts_row_by_row(seed):
    snapshot, spans, facts = world(seed)
    periods = periods_of(seed)
    rows = compute(snapshot, areas=list(AREAS), periods=periods, catalogue=CATALOGUE, engine_name="duckdb").to_pylist()

    found = {(row["area"], row["period_start"], row["code"]): row["numerator"] for row in rows}
    wanted = {
        (area, period.start, code): figure
        for area, communes in AREAS.items()
        for period in periods
        for code, figure in Oracle(spans, facts, period, communes).figures().items()
    }
    assert found == wanted
    for area in AREAS:
        for period in periods:
            opening, came, went, closing = (
                found[area, period.start, code] for code in ("opening", "came", "went", "closing")
            )
            assert opening + came - went == closing


def test_what_is_asked_must_be_there():
    snapshot, _spans, _facts = world(1)
    month = Period(FIRST, FIRST)

    with pytest.raises(NotComputable, match="không có chỉ tiêu: no.such"):
        compute(snapshot, codes=["no.such"], areas=["15"], periods=[month])
    with pytest.raises(NotComputable, match="mã: 99999"):
        compute(snapshot, codes=["closing"], areas=["99999"], periods=[month], catalogue=CATALOGUE)
    later = Period(FIRST, FIRST, NOW + timedelta(days=1))
    with pytest.raises(NotComputable, match="chưa biết"):
        compute(snapshot, codes=["closing"], areas=["15"], periods=[later], catalogue=CATALOGUE)


def test_overlapping_periods_are_answered_together_and_alike():
    """Months, a quarter and single days at once say what each says alone."""
    snapshot, _spans, _facts = world(5)
    months = [Period(date(2026, n, 1), date(2026, n, 28)) for n in (1, 2, 3)]
    asked = [*months, Period(date(2026, 1, 1), date(2026, 3, 28)), Period(date(2026, 2, 3), date(2026, 2, 3))]

    together = compute(snapshot, areas=["15"], periods=asked, catalogue=CATALOGUE).to_pylist()
    alone = [
        row for one in asked for row in compute(snapshot, areas=["15"], periods=[one], catalogue=CATALOGUE).to_pylist()
    ]

    assert sorted(map(str, together)) == sorted(map(str, alone))


def test_a_question_asked_before_is_answered_from_the_rows_of_now():
    """The same periods of many worlds, for one commune and then another: texts are kept, rows and places are not."""
    months = [Period(date(2026, n, 1), date(2026, n, 28)) for n in (1, 2, 3)]
    for seed in range(6):
        asked = {"areas": sorted(AREAS)[seed % 3 :], "periods": months, "catalogue": CATALOGUE}

        assert compute(known_now(seed), **asked).equals(compute(world(seed)[0], **asked))
    assert (
        len({str(compute(known_now(seed), areas=["VN"], periods=months, catalogue=CATALOGUE)) for seed in range(6)}) > 1
    )
    then = Period(FIRST, FIRST, NOW - timedelta(days=30))
    with pytest.raises(NotComputable, match="chỉ giữ"):
        compute(known_now(1), codes=["closing"], areas=["15"], periods=[then], catalogue=CATALOGUE)
