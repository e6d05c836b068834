"""Broken off anywhere, a write, a list or a merge is there whole or not at all, can be gone on with, and says so."""

import random
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from binhyen.foundation.jobs import actions as jobs
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.journal.models import Fact as JournalFact
from binhyen.operations.cases import models
from binhyen.operations.cases.actions import transfers
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.actions.facts import correct_fact, record_fact
from binhyen.operations.cases.actions.lists import receiving, writing
from binhyen.operations.cases.values import BulkFact, FactKind, Fate
from binhyen.registers.people import models as people
from binhyen.registers.people.actions.merging import merge, unmerge
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .faults_cast import NOW, dropped, leaving, on_a_list, somebody, two_records
from .soundness import balance, halves
from .steps import fact, listed

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 6)
LIST_POINTS = 40  # of some 130; of the other acts every statement
TABLES = (
    people.Person, people.NameToken, people.Alias, people.IdentityNumber, people.Merge, people.Reach, models.Case,
    models.CaseFact, models.CaseSpan, models.CaseClock, models.Transfer, JournalFact,
)  # fmt: skip
HOUR = timedelta(hours=1)


class Killed(BaseException):
    """The process ends here; nothing catches it."""


@contextmanager
def breaking_at(statement):
    """Every database statement from the ``statement``-th on fails, as if the process were gone.

    What ends a transaction is the database's to do: it undoes what a client that is gone had begun, and only that.
    """
    done = [0]

    def count(execute, sql, params, many, context):
        if sql.startswith(("ROLLBACK", "RELEASE")):
            return execute(sql, params, many, context)
        done[0] += 1
        if done[0] >= statement:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield done


def statements_of(work):
    """How many there are."""
    with transaction.atomic(), breaking_at(10**6) as done:
        work()
        transaction.set_rollback(True)
    return done[0]


def some(last, many):
    """A seeded choice of the statements up to ``last``, the first and the last among them."""
    chance = random.Random(2026)  # noqa: S311 - a choice that can be made again
    return sorted({1, last, *chance.sample(range(2, last), many - 2)})


def killed_at(point, work):
    with breaking_at(point), pytest.raises(Killed):
        work()


def state():
    return [sorted(map(repr, table.objects.values_list())) for table in TABLES]


def wrong():
    """What does not hold: things there by half, totals that do not add up."""
    lines = balance(start=date(2026, 7, 1), end=date(2026, 8, 31), communes=(BAN_LAU, NEXT_COMMUNE))
    return halves(on=DAY), lines


def nothing_or_all(kind, work, done):
    """Killed at each of its statements everything is as before; done again it is whole. Returns how many there were."""
    before, last = state(), statements_of(work)
    for point in range(1, last + 1):
        killed_at(point, work)
        assert state() == before, f"{kind}: half-written by statement {point}"
    assert wrong() == ({}, []), kind
    work()
    assert wrong() == ({}, []), kind
    assert done(), kind
    return last


def an_act(by):
    one = on_a_list(by=by)
    left = fact(FactKind.MOVED_OUT, "2026-08-05", "10:00", data={"to": NEXT_COMMUNE}, reason="Chậm")
    return (
        lambda: record_fact(person_id=one.pk, details=left, by=by, at=NOW),
        lambda: models.Case.objects.get().to_commune_code == NEXT_COMMUNE,
    )


def a_correction(by):
    one = on_a_list(by=by)
    first = models.CaseFact.objects.get(person=one)
    right = listed("MANAGED", "2026-07-20")
    return (
        lambda: correct_fact(fact_id=first.pk, details=_because(right), by=by, at=NOW),
        lambda: models.Case.objects.get().state == "MANAGED",
    )


def _because(details):
    return type(details)(**{name: getattr(details, name) for name in details.__slots__} | {"reason": "Nhầm"})


def a_move(by):
    row = leaving(by=by)
    areas = frozenset({NEXT_COMMUNE})
    return (
        lambda: transfers.accept(transfer_id=row.pk, areas=areas, arrived_at=NOW + HOUR, by=by, at=NOW + HOUR),
        lambda: models.Case.objects.get().commune_code == NEXT_COMMUNE,
    )


def a_bulk(by):
    whom = [somebody(name, by=by) for name in ("Vàng A Gió", "Lý A Chu", "Sùng A Páo")]
    left = fact(FactKind.MOVED_OUT, "2026-08-04", data={"to": NEXT_COMMUNE}, reason="Sổ cũ")
    came = fact(FactKind.MOVED_IN, "2026-08-05", reason="Sổ cũ")
    steps = [listed("SUBSTITUTION"), left, came]
    rows = [BulkFact(person_id=one.pk, details=step) for one in whom for step in steps]
    return (
        lambda: record_facts_bulk(rows=rows, by=by, at=NOW, source="test"),
        lambda: models.Transfer.objects.filter(closed_at__isnull=False).count() == 3,
    )


def a_merge(by):
    kept, gone = two_records(by=by)
    return (
        lambda: merge(kept_id=kept.pk, gone_id=gone.pk, fields=("full_name",), by=by, at=NOW, reason="Một người"),
        lambda: [case.pk for case in models.Case.objects.all()] == [kept.pk],
    )


def an_unmerge(by):
    a_merge(by)[0]()
    row = people.Merge.objects.get()
    return (
        lambda: unmerge(merge_id=row.pk, by=by, at=NOW + HOUR, reason="Hai người"),
        lambda: models.Case.objects.count() == 2,
    )


WORK = {
    "act": an_act, "correction": a_correction, "move": a_move, "bulk": a_bulk, "merge": a_merge, "unmerge": an_unmerge,
}  # fmt: skip


def test_killed_at_any_statement_an_act_is_there_whole_or_not_at_all_and_can_be_done_again(person):
    tried = {}
    for kind, make in WORK.items():
        with transaction.atomic():
            tried[kind] = nothing_or_all(kind, *make(person("officer")))
            transaction.set_rollback(True)

    assert min(tried.values()) > 20, tried
    assert sum(tried.values()) + LIST_POINTS >= 200, tried


def test_a_list_broken_off_anywhere_leaves_whole_chunks_and_the_next_run_ends_it(person, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK", 3)
    by = person("commune_police")
    source = dropped(8, by=by)
    told = []

    def work():
        told.clear()
        writing.write_list(import_id=source.pk, by=by, at=NOW, told=lambda done, whole: told.append((done, whole)))

    stopped = set()
    for point in some(statements_of(work), LIST_POINTS):
        with transaction.atomic():
            killed_at(point, work)
            done = source.rows.exclude(fate=Fate.WAITING).count()
            assert done in {0, 3, 6, 8}, f"half a chunk after statement {point}"
            assert people.Person.objects.count() == models.Case.objects.count() == min(done, 7)
            assert all(said <= done for said, _ in told), "more is told than is written"
            assert wrong() == ({}, [])
            work()
            assert people.Person.objects.count() == models.Case.objects.count() == 7
            assert told in ([], [(8 - done, 8 - done)]) or told[-1][0] == told[-1][1] == 8 - done
            assert wrong() == ({}, [])
            stopped.add(done)
            transaction.set_rollback(True)
    assert stopped == {0, 3, 6, 8}


@pytest.mark.parametrize(("after", "shown"), [(0, "Đã xong 0 trên 8 dòng"), (3, "Đã xong 3 trên 8 dòng")])
def test_the_page_tells_where_writing_stopped_and_one_button_goes_on(after, shown, person, as_, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK", 3)
    by = person("commune_police")
    source = dropped(8, by=by)
    receiving.ask_to_write(import_id=source.pk, by=by, at=NOW)
    job = Job.objects.get(kind=receiving.WRITE_JOB)
    jobs.begin(job_id=job.pk, at=NOW)

    if after:
        halfway = statements_of(lambda: writing.write_list(import_id=source.pk, by=by, at=NOW)) // 2
        killed_at(halfway, lambda: writing.write_list(import_id=source.pk, by=by, at=NOW))
    jobs.put_back(job_id=job.pk, at=NOW)
    address = reverse("cases:list-import", args=[source.pk])
    assert "việc sẽ tự chạy lại" in as_("commune_police").get(address).content.decode()
    jobs.interrupt(job_id=job.pk, at=NOW)

    page = as_("commune_police").get(address).content.decode()

    assert "Làm tiếp" in page
    assert shown in page
    assert as_("commune_police").post(reverse("cases:list-write", args=[source.pk])).status_code == 302
    writing.write_list(import_id=source.pk, by=by, at=NOW)
    assert not source.rows.filter(fate=Fate.WAITING).exists()
