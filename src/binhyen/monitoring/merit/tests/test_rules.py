"""What the rules propose, on values: only what is final counts, and nothing against a body ever helps it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.monitoring.merit.rules import frozen, law, periods, remedies, steps
from binhyen.monitoring.merit.rules.facts import About, Excuse, Item
from binhyen.monitoring.merit.rules.proposing import ACCOUNT, COMMEND, weigh
from binhyen.monitoring.merit.rules.remedies import Taken
from binhyen.monitoring.merit.rules.steps import NotPossible, Standing
from binhyen.operations.work.rules.ontime import Verdict

FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a busy machine draws slowly
DUE = datetime(2026, 11, 10, 10, tzinfo=UTC)
TERMS = dict(law.terms(date(2026, 10, 1)))
EXCUSED = Excuse("Ngày hạn rơi vào ngày nghỉ.")


def same(moment: datetime) -> datetime:
    return moment


def item(number: int = 1, **other: object) -> Item:
    usual: dict[str, object] = {
        "about": About.WORK, "ref": f"task:{number}", "opens": number, "title": f"Việc {number}", "due_at": DUE,
        "original": Verdict.ON_TIME, "extended": Verdict.ON_TIME, "verified": True,
    }  # fmt: skip
    return Item(**usual | other)  # type: ignore[arg-type]


def late(number: int = 1, **other: object) -> Item:
    usual: dict[str, object] = {"original": Verdict.LATE, "extended": Verdict.LATE, "verified": False}
    return item(number, late_minutes=60, **usual | other)


@st.composite
def final(draw: st.DrawFn) -> Item:
    """Anything whose outcome stands."""
    number, about = draw(st.integers(1, 10**6)), draw(st.sampled_from((About.WORK, About.REMEDY)))
    ref = f"{about}:{number}"
    excuses = draw(st.sampled_from(((), (EXCUSED,), (Excuse("Được gia hạn.", weighs=False),))))
    if draw(st.booleans()):
        original = draw(st.sampled_from((Verdict.ON_TIME, Verdict.LATE)))
        return item(number, about=about, ref=ref, original=original, rejected=draw(st.integers(0, 2)))
    return late(number, about=about, ref=ref, excuses=excuses, verified=draw(st.booleans()))


@st.composite
def unverified(draw: st.DrawFn) -> Item:
    """Work that is claimed, waits, is not due or was stopped."""
    number = draw(st.integers(2 * 10**6, 3 * 10**6))
    verdict = draw(st.sampled_from((Verdict.OPEN, Verdict.PENDING, Verdict.STOPPED)))
    original = draw(st.sampled_from((verdict, Verdict.LATE)))
    return item(number, original=original, extended=verdict, verified=False, claimed=draw(st.booleans()))


LIMITED = [one for one in TERMS.values() if one.kind in {COMMEND, ACCOUNT}]
MOST = {law.PERCENT: 100, law.YES: 1}


def limits() -> st.SearchStrategy[dict[str, law.Term]]:
    """The criteria as any province might set them."""
    values = st.tuples(*(st.integers(one.least, MOST.get(one.unit, 4)) for one in LIMITED))
    return values.map(
        lambda given: {one.code: replace(one, value=value) for one, value in zip(LIMITED, given, strict=True)}
    )


MANY = st.lists(final(), max_size=5, unique_by=lambda one: one.ref)
KINDS = st.sampled_from((COMMEND, ACCOUNT))


@FEW
@given(kind=KINDS, items=MANY, more=st.lists(unverified(), max_size=3, unique_by=lambda one: one.ref), terms=limits())
def test_work_that_nobody_verified_changes_nothing_but_what_is_said_not_to_count(kind, items, more, terms):
    without, beside = weigh(kind, items, terms, same), weigh(kind, [*items, *more], terms, same)
    assert (beside.proposed, beside.grounds, beside.lines) == (without.proposed, without.grounds, without.lines)
    assert sum(count for _, count in beside.not_counted) == len(more)


@FEW
@given(items=MANY, more=final(), terms=limits())
def test_a_fact_against_a_body_never_helps_it(items, more, terms):
    items = [one for one in items if one.ref != more.ref]
    worse = [*items, late(more.opens, about=more.about, ref=more.ref, verified=more.verified, excuses=more.excuses)]
    if weigh(COMMEND, worse, terms, same).proposed:
        assert weigh(COMMEND, items, terms, same).proposed
    if weigh(ACCOUNT, items, terms, same).proposed:
        assert weigh(ACCOUNT, worse, terms, same).proposed


@FEW
@given(items=MANY.filter(bool), terms=limits())
def test_a_claim_sent_back_once_more_never_helps(items, terms):
    worse = [replace(items[0], rejected=items[0].rejected + 1), *items[1:]]
    if weigh(COMMEND, worse, terms, same).proposed:
        assert weigh(COMMEND, items, terms, same).proposed
    if weigh(ACCOUNT, items, terms, same).proposed:
        assert weigh(ACCOUNT, worse, terms, same).proposed


@FEW
@given(items=MANY.filter(bool), terms=limits())
def test_what_speaks_for_a_body_never_harms_it(items, terms):
    better = [replace(one, excuses=(*one.excuses, EXCUSED)) for one in items]
    if weigh(ACCOUNT, better, terms, same).proposed:
        assert weigh(ACCOUNT, items, terms, same).proposed


@FEW
@given(items=MANY, kind=KINDS, terms=limits())
def test_every_line_opens_to_evidence_and_says_what_speaks_for_the_body(items, kind, terms):
    known = {one.ref: one for one in items}
    for line in weigh(kind, items, terms, same).lines:
        assert line.rows
        assert {row.ref for row in line.rows} <= set(known)
        if line.ref:
            assert line.excuses == tuple(one.words for one in known[line.ref].excuses)
        if line.denominator is not None:
            assert line.numerator <= line.denominator


MOMENTS = st.integers(-20, 20).map(lambda days: DUE + timedelta(days=days))
STEPS = st.lists(st.tuples(MOMENTS, st.sampled_from(("CLAIMED", "VERIFIED", "REJECTED", "EXTENDED", "EXPLAINED"))))


@FEW
@given(before=STEPS, after=STEPS, known=MOMENTS.filter(lambda moment: moment > DUE))
def test_a_remedy_that_is_late_stays_late_whatever_is_written_afterwards(before, after, known):
    def taken(rows: list[tuple[datetime, str]]) -> list[Taken]:
        return [Taken(at, step, at + timedelta(days=5) if step == "EXTENDED" else None) for at, step in sorted(rows)]

    early = taken([row for row in before if row[0] <= known])
    later = taken([(known + (at - DUE) + timedelta(days=21), step) for at, step in after])
    end = max((one.at for one in later), default=known)
    if remedies.judged(due=DUE, steps=early, at=known).extended is Verdict.LATE:
        assert remedies.judged(due=DUE, steps=[*early, *later], at=end).extended is Verdict.LATE


def test_shares_are_exact_and_of_nothing_none_is_reached():
    terms = TERMS | {"COMMEND_DONE": replace(TERMS["COMMEND_DONE"], value=1)}
    terms["COMMEND_EXTENDED"] = replace(terms["COMMEND_EXTENDED"], value=0)
    four = [item(1), item(2), item(3), item(4), item(5, original=Verdict.LATE)]
    assert weigh(COMMEND, four, terms, same).proposed  # 4/5 is 80%
    assert not weigh(COMMEND, [*four[1:], item(6, original=Verdict.LATE)], terms, same).proposed  # 3/5
    assert not weigh(COMMEND, [], terms, same).proposed
    assert [one.words for one in weigh(COMMEND, four, terms, same).grounds][1] == "4/5 (80%)"


def test_late_work_with_an_excuse_does_not_make_a_proposal_but_stands_in_one_with_it():
    excused = late(3, excuses=(EXCUSED,))
    assert not weigh(ACCOUNT, [late(1), late(2), excused], TERMS, same).proposed
    found = weigh(ACCOUNT, [late(1), late(2), excused, late(4)], TERMS, same)
    assert [line.ref for line in found.lines] == ["task:1", "task:2", "task:3", "task:4"]
    assert found.lines[2].excuses == (EXCUSED.words,)
    assert found.grounds[0].words == "3/4"


def test_what_is_claimed_late_and_not_verified_is_still_late():
    found = weigh(ACCOUNT, [late(n, claimed=True) for n in (1, 2, 3)], TERMS, same)
    assert found.proposed
    assert "báo xong trễ 1 giờ, chưa xác minh" in found.lines[0].sentence


def test_periods_meet_without_gap_and_the_year_is_the_programmes():
    for shape in (periods.MONTH, periods.QUARTER, periods.HALF, periods.YEAR):
        one = periods.holding(date(2026, 1, 1), shape)
        for _ in range(30):
            after = periods.holding(one.last + timedelta(days=1), shape)
            assert after.first == one.last + timedelta(days=1)
            assert periods.of_code(after.code) == after
            one = after
    year = periods.of_code("2026")
    assert (year.first, year.last) == (date(2025, 12, 15), date(2026, 12, 14))
    assert [periods.of_code(code) for code in ("2026-13", "2026-Q5", "x", "20261", "٢٠٢٦")] == [None] * 5


def test_what_changed_since_is_told_both_ways():
    before = weigh(ACCOUNT, [late(1), late(2), late(3)], TERMS, same)
    kept = [(one.code, one.ref, one.sentence) for one in before.lines]
    mended = late(1, verified=True)
    now = weigh(ACCOUNT, [mended, late(2), late(4)], TERMS, same)
    found = frozen.differences(kept, now.lines)
    assert [(bool(one.before), bool(one.now)) for one in found] == [(True, True), (True, False), (False, True)]
    assert frozen.differences(kept, before.lines) == []


BASE = Standing(body="b", state="SENT", proposed_by=1, decided_by=2, appeal_to="c", word_due_on=date(2026, 11, 20),
                appeal_due_on=date(2026, 12, 1))  # fmt: skip
LATER = date(2026, 11, 21)


def test_who_may_not_decide():
    for user, bodies, on, words in (
        (1, (), LATER, "Người lập"), (5, ("b",), LATER, "của chính mình"), (5, (), date(2026, 11, 20), "hết hạn"),
    ):  # fmt: skip
        with pytest.raises(NotPossible, match=words):
            steps.check_decides(BASE, user=user, bodies=bodies, on=on)
    steps.check_decides(BASE, user=5, bodies=("d",), on=LATER)
    steps.check_decides(replace(BASE, state="ANSWERED"), user=5, bodies=(), on=date(2026, 11, 1))
    with pytest.raises(NotPossible, match="mới lập"):
        steps.check_decides(replace(BASE, state="PROPOSED"), user=5, bodies=(), on=LATER)


def test_who_may_not_answer_an_appeal():
    appealed = replace(BASE, state="APPEALED")
    for user, bodies, words in (
        (2, ("c",), "đã quyết định"), (1, ("c",), "lập đề nghị"), (5, ("d",), "ghi trong quyết định"),
        (5, ("c", "b"), "cơ quan mình"),
    ):  # fmt: skip
        with pytest.raises(NotPossible, match=words):
            steps.check_answers_appeal(appealed, user=user, bodies=bodies)
    steps.check_answers_appeal(appealed, user=5, bodies=("c",))


def test_who_may_not_speak_or_appeal_for_a_body():
    with pytest.raises(NotPossible, match="Chỉ đơn vị được nêu"):
        steps.check_word(BASE, bodies=("c",))
    decided = replace(BASE, state="DECIDED")
    with pytest.raises(NotPossible, match="Chỉ đơn vị được nêu"):
        steps.check_appeals(decided, bodies=("c",), on=LATER)
    with pytest.raises(NotPossible, match="hết hạn kiến nghị"):
        steps.check_appeals(decided, bodies=("b",), on=date(2026, 12, 2))
    with pytest.raises(NotPossible, match="không bất lợi"):
        steps.check_appeals(replace(decided, appeal_to=""), bodies=("b",), on=LATER)
    with pytest.raises(NotPossible, match="cơ quan khác"):
        steps.check_prepares(BASE, bodies=("b",))
