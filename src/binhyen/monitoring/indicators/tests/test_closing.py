"""Closing the books: who may not, what is sealed, and that one row altered behind our back is told."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.foundation.jobs.actions import enqueue
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.jobs.values import JobState
from binhyen.foundation.journal.actions import begin_era
from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.indicators.actions import closing as acts
from binhyen.monitoring.indicators.commands.verify import verify
from binhyen.monitoring.indicators.models import Closing, ClosingCheck, ClosingRow, ClosingTotal
from binhyen.monitoring.indicators.queries import closings, rows
from binhyen.monitoring.indicators.rules import sealing
from binhyen.operations.cases.actions.facts import withdraw_fact
from binhyen.operations.cases.actions.lists.receiving import WRITE_JOB
from binhyen.operations.cases.models import CaseFact, CaseSpan
from binhyen.registers.people.actions.merging import merge, unmerge
from tests.cast import BAN_LAU

from .conftest import CLOSED, NOW

pytestmark = pytest.mark.django_db


def close(by, *, code="2026-11", at=CLOSED, kind="ADMIN_MONTH"):
    with scope_in_database(THE_SYSTEM):
        return acts.close(kind=kind, code=code, note="", by=by, at=at)


def verdict(closing):
    with scope_in_database(THE_SYSTEM):
        return closings.verdict(closing=closing)


def altered(sql, *given):
    """What somebody with the keys of the database did behind our back: as the owner, without triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, given)
        assert cursor.rowcount == 1
        cursor.execute("SET session_replication_role = DEFAULT")


def test_the_books_hold_totals_rows_statement_and_signer(closed, person):
    assert closed.people == 5
    assert closed.rows == CaseFact.objects.count() + CaseSpan.objects.count()
    assert ClosingRow.objects.filter(closing=closed).count() == closed.rows
    assert "chịu trách nhiệm" in closed.statement
    assert closed.signer == "coordinator"
    sealed = Fact.objects.get(pk=closed.fact_id)
    assert (sealed.subject_id, sealed.data["digest"], sealed.actor_id) == (
        closed.code, closed.digest, person("coordinator").pk,
    )  # fmt: skip
    assert verdict(closed).holds


def test_nothing_is_closed_where_the_journal_fails(lists, person, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(acts, "record", broken)
    with pytest.raises(RuntimeError):
        close(person("coordinator"))

    assert not Closing.objects.exists()
    assert not ClosingRow.objects.exists()


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("ADMIN_MONTH", "2026-12", "đến hết ngày 14/12/2026"),
        ("ADMIN_MONTH", "2026-13", "Không có kỳ"),
        ("ADMIN_QUARTER", "2026-Q3", "Không có kỳ"),
        ("NOTHING", "2026", "Không có kỳ"),
    ],
)
def test_what_is_no_period_or_not_over_is_not_closed(lists, person, kind, code, words):
    with pytest.raises(acts.NotClosed, match=words):
        close(person("coordinator"), kind=kind, code=code)


def test_a_period_is_closed_once_and_none_before_a_closed_one(closed, person):
    with pytest.raises(acts.NotClosed, match="đã chốt"):
        close(person("coordinator"), at=NOW)
    with pytest.raises(acts.NotClosed, match="sau kỳ này"):
        close(person("coordinator"), code="2026-10", at=NOW)


def test_a_correction_changes_what_is_known_and_not_what_was_closed(closed, lists, person):
    first = CaseFact.objects.get(person=lists["Vàng A Gió"])
    withdraw_fact(fact_id=first.pk, reason="Nhầm người", by=person("officer"), at=NOW)

    with scope_in_database(THE_SYSTEM):
        found = {line.commune: line for line in closings.lines(closing=closed, areas=None)}
        assert closings.verdict(closing=closed).holds

    assert found[BAN_LAU].reported["L1"] == 1
    assert found[BAN_LAU].corrected["L1"] == 0
    assert [line.commune for line in found.values() if line.changed] == [BAN_LAU]


def test_the_next_closing_seals_only_what_is_new_and_names_the_one_before(closed, lists, person):
    first = CaseFact.objects.get(person=lists["Vàng A Gió"])
    withdraw_fact(fact_id=first.pk, reason="Nhầm người", by=person("officer"), at=NOW)
    later = close(person("coordinator"), code="2026-12", at=datetime(2026, 12, 15, 2, tzinfo=UTC))

    assert later.before == closed
    assert later.rows == 1  # the withdrawal; nothing is believed of that person any more
    assert verdict(later).holds
    assert verdict(closed).holds


ALTERED = [  # what was done, what is said
    ('UPDATE cases_casefact SET data = \'{"state": "SUBSTITUTION"}\' WHERE id = %s', "fact", "FACT_CHANGED"),
    ("UPDATE cases_casespan SET commune_code = '02683' WHERE id = %s", "span", "SPAN_CHANGED"),
    ("UPDATE cases_casespan SET known_to = '2026-06-01T00:00:00Z' WHERE id = %s", "span", "TOTALS"),
    ("DELETE FROM cases_casespan WHERE id = %s", "span", "SPAN_GONE"),
    ("UPDATE indicators_closingtotal SET people = people + 1 WHERE id = %s", "total", "SEAL"),
    ("UPDATE indicators_closing SET signer = 'ai khác' WHERE id = %s", "closing", "SEAL"),
    ("UPDATE indicators_closingrow SET hash = repeat('0', 64) WHERE id = %s", "row", "SEAL"),
    ('UPDATE journal_fact SET data = \'{"digest": "0"}\' WHERE id = %s', "journal", "JOURNAL"),
    ("DELETE FROM journal_fact WHERE id = %s", "journal", "JOURNAL"),
]


@pytest.mark.parametrize(("sql", "row", "check"), ALTERED, ids=[check + row for _, row, check in ALTERED])
def test_one_row_altered_by_sql_is_told(closed, sql, row, check):
    number = {
        "fact": CaseFact.objects.order_by("pk").first().pk,
        "span": CaseSpan.objects.order_by("pk").first().pk,
        "total": ClosingTotal.objects.order_by("pk").first().pk,
        "closing": closed.pk,
        "row": ClosingRow.objects.order_by("pk").first().pk,
        "journal": closed.fact_id,
    }[row]
    altered(sql, number)

    found = verdict(Closing.objects.get(pk=closed.pk))

    assert check in {one.check for one in found.findings}


def test_a_fact_slipped_in_behind_the_closing_is_told_with_its_commune(closed, lists):
    altered(
        "INSERT INTO cases_casefact (person_id, kind, compartment, effective_at, day_only, recorded_at, commune_code,"
        " authority, body_key, document_number, data, note, reason, withdrawn) SELECT person_id, kind, compartment,"
        " effective_at, day_only, recorded_at, commune_code, authority, body_key, document_number, data, note, reason,"
        " withdrawn FROM cases_casefact WHERE id = %s",
        CaseFact.objects.get(person=lists["Vàng A Gió"]).pk,
    )

    (found,) = verdict(closed).findings

    assert (found.check, found.count, found.communes) == ("FACT_SLIPPED_IN", 1, (BAN_LAU,))


def test_an_altered_entry_of_the_chain_is_told(closed):
    begin_era(at=CLOSED)  # seals this very transaction, which the sealer of every minute leaves alone
    assert verdict(closed).position
    altered("UPDATE journal_fact SET reason = 'khác' WHERE id = %s", closed.fact_id)

    assert [one.check for one in verdict(closed).findings] == ["JOURNAL"]


def test_a_fact_given_to_somebody_else_is_told_and_one_that_went_with_a_merge_is_not(closed, lists, person):
    kept, gone = lists["Lý A Chu"], lists["Vàng A Gió"]
    fact = CaseFact.objects.get(person=gone)
    altered("UPDATE cases_casefact SET person_id = %s WHERE id = %s", kept.pk, fact.pk)
    (told,) = [one for one in verdict(closed).findings if one.check == "FACT_CHANGED"]
    altered("UPDATE cases_casefact SET person_id = %s WHERE id = %s", gone.pk, fact.pk)
    with scope_in_database(THE_SYSTEM):
        done = merge(kept_id=kept.pk, gone_id=gone.pk, fields=(), by=person("officer"), at=NOW, reason="một người")

    assert (told.rows, told.communes) == ((fact.pk,), (BAN_LAU,))
    assert CaseFact.objects.get(pk=fact.pk).person == kept
    assert verdict(closed).holds

    with scope_in_database(THE_SYSTEM):
        later = acts.close(
            kind="ADMIN_MONTH", code="2026-12", note="", by=person("coordinator"), at=datetime(2026, 12, 15, tzinfo=UTC)
        )
        unmerge(merge_id=done.pk, by=person("officer"), at=datetime(2026, 12, 16, tzinfo=UTC), reason="hai người")
    assert verdict(later).holds


def test_a_closing_of_the_first_form_holds_as_it_was_made(lists, person, monkeypatch):
    monkeypatch.setattr(rows.Table.row_hash, "__defaults__", (sealing.FIRST_FORM,))
    monkeypatch.setattr(sealing.Sealed.__init__, "__kwdefaults__", {"form": sealing.FIRST_FORM})
    old = close(person("coordinator"))
    monkeypatch.undo()
    first = CaseFact.objects.get(person=lists["Vàng A Gió"])
    withdraw_fact(fact_id=first.pk, reason="Nhầm người", by=person("officer"), at=NOW)
    new = close(person("coordinator"), code="2026-12", at=datetime(2026, 12, 15, 2, tzinfo=UTC))

    assert (old.form, new.form) == (sealing.FIRST_FORM, sealing.FORM)
    assert verdict(old).holds
    assert verdict(new).holds


def test_the_books_stay_open_while_a_list_of_people_is_being_written(lists, person):
    job = enqueue(kind=WRITE_JOB, title="Ghi danh sách thang-11.xlsx", arguments={}, by=None, at=CLOSED)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=CLOSED, done=520, total=1000)

    with pytest.raises(acts.NotClosed, match=r"thang-11.xlsx” \(đã xong 52 %\)"):
        close(person("coordinator"))
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, finished_at=CLOSED)
    assert close(person("coordinator")).people == 5


def test_the_command_says_whole_or_what_is_wrong(closed):
    whole = CliRunner().invoke(verify, [closed.code.lower()])
    altered("UPDATE cases_casefact SET note = 'thêm' WHERE id = %s", CaseFact.objects.order_by("pk").first().pk)
    broken = CliRunner().invoke(verify, [closed.code])

    assert (whole.exit_code, broken.exit_code) == (0, 2)
    assert "Còn nguyên vẹn" in whole.output
    assert "đã bị sửa sau khi chốt" in broken.output
    assert list(ClosingCheck.objects.order_by("pk").values_list("holds", flat=True)) == [True, False]
    assert Fact.objects.filter(kind="indicators.ClosingBroken", subject_id=closed.code).exists()


@pytest.mark.parametrize(("code", "words"), [("BY-2222-2K", "không phải mã chốt"), ("BY-2222-22", "Không có bản chốt")])
def test_the_command_knows_no_such_code(db, code, words):
    answer = CliRunner().invoke(verify, [code])

    assert answer.exit_code == 1
    assert words in answer.output


def test_facts_recorded_while_the_books_close_are_not_in_them(lists, person):
    first = CaseFact.objects.get(person=lists["Vàng A Gió"])
    just_now = CLOSED - timedelta(seconds=30)
    withdraw_fact(fact_id=first.pk, reason="Nhầm người", by=person("officer"), at=just_now)

    found = close(person("coordinator"))

    assert found.people == 5
    assert not ClosingRow.objects.filter(kind="FACT", row_id__gt=CaseFact.objects.filter(withdrawn=False).last().pk)
