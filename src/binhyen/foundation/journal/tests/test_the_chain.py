"""The chain: what somebody with every right in the database did to the journal is found, and where."""

import json
from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.database.server import APP
from binhyen.foundation.journal import actions, heads, queries
from binhyen.foundation.journal.events import Event
from binhyen.foundation.journal.models import ChainLink, Fact

COLUMNS = "at, kind, subject_type, subject_id, area, actor_name, reason, data, search_key"
AT = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC)


class Happened(Event):
    SUBJECT = "tests.thing"


def state(number, **more):
    return actions.record(Happened(subject_id=str(number), **more), by=None, at=AT, reason="vì thế")


@pytest.fixture
def chain(transactional_db, settings, tmp_path):
    """Ten facts of ten transactions, sealed."""
    settings.JOURNAL_HEADS = tmp_path / "heads.log"
    for number in range(10):
        state(number)
    actions.seal(at=AT)
    return Fact.objects.order_by("pk")


def as_owner(statement, *parameters):
    """SQL of somebody who owns the tables and has switched every trigger off."""
    with transaction.atomic(), connection.cursor() as cursor:
        for switch in ("DISABLE", "ENABLE"):
            if switch == "ENABLE":
                cursor.execute(statement, parameters)
            for table in ("journal_fact", "journal_chainlink"):
                cursor.execute(f"ALTER TABLE {table} {switch} TRIGGER ALL")


def broken():
    return actions.verify(at=AT).broken


def test_an_honest_journal_verifies_again_and_again(chain):
    assert broken() is None
    state(11)
    assert broken() is None
    assert queries.last_verification().kind == "journal.ChainVerified"


@pytest.mark.parametrize(
    "change",
    [
        "actor_name = 'người khác'",
        "at = at + interval '1 microsecond'",
        """data = '{"x": 1}'""",
        "reason = ''",
        "area = '02788'",
        "subject_id = '99'",
    ],
)
def test_a_changed_row_is_found(chain, change):
    fifth = chain[4].pk
    as_owner(f"UPDATE journal_fact SET {change} WHERE id = %s", fifth)  # noqa: S608

    found = broken()

    assert (found.position, found.fact_id) == (5, fifth)
    assert "đã bị sửa" in found.what


def test_a_removed_row_is_found(chain):
    third = chain[2].pk
    as_owner("DELETE FROM journal_fact WHERE id = %s", third)

    assert (broken().position, broken().fact_id) == (3, third)
    assert "bị xoá" in broken().what


def test_a_row_removed_together_with_its_link_is_found(chain):
    third = chain[2].pk
    as_owner("DELETE FROM journal_fact WHERE id = %s", third)
    as_owner("DELETE FROM journal_chainlink WHERE fact_id = %s", third)

    assert broken().position == 3
    assert "mắt xích" in broken().what


def test_an_inserted_row_that_pretends_to_be_old_is_found(chain):
    as_owner(
        f"INSERT INTO journal_fact (id, {COLUMNS}, xid) SELECT -1, {COLUMNS}, xid"  # noqa: S608
        " FROM journal_fact ORDER BY id LIMIT 1"
    )

    assert broken().fact_id == -1
    assert "chèn" in broken().what


def test_a_row_with_a_transaction_number_nobody_had_is_found(chain):
    fact = state(11)
    as_owner("UPDATE journal_fact SET xid = 9000000000 WHERE id = %s", fact.pk)

    assert broken().fact_id == fact.pk


def test_two_rows_that_changed_places_are_found(chain):
    second, third = chain[1].pk, chain[2].pk
    as_owner(
        "UPDATE journal_chainlink l SET fact_id = -o.fact_id, fact_hash = o.fact_hash FROM journal_chainlink o"
        " WHERE l.fact_id IN (%s, %s) AND o.fact_id IN (%s, %s) AND o.fact_id <> l.fact_id",
        second, third, second, third,
    )  # fmt: skip
    as_owner("UPDATE journal_chainlink SET fact_id = -fact_id WHERE fact_id < 0")

    assert broken().position == 2
    assert "đảo thứ tự" in broken().what


def test_a_chain_that_was_cut_short_is_known_by_the_head_noted_outside(chain):
    as_owner("DELETE FROM journal_chainlink WHERE position > 7")
    as_owner("DELETE FROM journal_fact WHERE id > %s", chain[6].pk)

    assert "cắt ngắn" in broken().what


def test_a_chain_that_was_forged_anew_is_known_by_the_head_noted_outside(chain):
    as_owner("UPDATE journal_fact SET reason = 'lý do khác' WHERE id = %s", chain[4].pk)
    as_owner("DELETE FROM journal_chainlink")
    actions.seal(at=AT)

    assert "làm lại" in broken().what


def test_a_writer_still_at_work_is_not_waited_for_and_loses_nothing(chain):
    slow = connection.copy()
    try:
        slow.set_autocommit(False)
        with slow.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO journal_fact ({COLUMNS})"  # noqa: S608
                " VALUES (now(), 'tests.Slow', 'tests.thing', 'slow', '', 'x', '', '{}', '') RETURNING id"
            )
            slow_id = cursor.fetchone()[0]
        quick = state("quick")

        assert actions.seal(at=AT).position == 10
        assert queries.link_of(fact_id=quick.pk) is None

        slow.commit()
    finally:
        slow.close()
    actions.seal(at=AT)
    assert [link.fact_id for link in ChainLink.objects.order_by("position")[10:]] == [slow_id, quick.pk]
    assert broken() is None


def test_after_a_restore_numbers_of_transactions_begin_anew_and_the_chain_goes_on(chain):
    as_owner("UPDATE journal_fact SET xid = xid + 1000000000")  # as rows of a longer-lived server look in this one
    as_owner("DELETE FROM journal_chainlink")
    heads.path().unlink()

    actions.begin_era(at=AT)
    state(11)

    assert broken() is None
    assert Fact.objects.filter(kind="journal.JournalRestored").count() == 1
    intruder = Fact.objects.order_by("pk").first().pk
    as_owner("DELETE FROM journal_chainlink WHERE fact_id = %s", intruder)
    assert broken() is not None


def test_the_head_is_noted_once_an_hour(chain):
    state(1)
    actions.seal(at=AT + timedelta(minutes=5))
    assert len(heads.noted()) == 1

    state(2)
    actions.seal(at=AT + timedelta(minutes=65))

    assert [head.position for head in heads.noted()] == [10, 12]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE journal_fact SET reason = 'x'", "DELETE FROM journal_fact"])
def test_the_trigger_stops_even_the_owner_of_the_tables(statement):
    state(1)

    with pytest.raises(DatabaseError, match="Cannot update or delete"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_reading_a_sensitive_record_is_a_fact_in_the_history_of_that_record():
    reader = User.objects.create(username="can.bo", full_name="Lò Thị Mây")

    actions.record_read(record="people.person", subject_id="7", area="02788", by=reader, at=AT, purpose="xác minh")

    fact = queries.history(subject_type="people.person", subject_id="7").get()
    assert (fact.kind, fact.actor_id, fact.reason) == ("journal.RecordRead", reader.pk, "xác minh")


@pytest.mark.django_db
def test_every_part_of_a_fact_reads_back_the_same_for_the_hash():
    data = {"b": 1.10, "a": [1, None, "ế"], "lớn": 12345678901234567890}
    fact = Fact.objects.create(at=AT, kind="tests.X", subject_type="t", subject_id="1", actor_name="ấ", data=data)

    row = next(queries.rows([fact.pk]))

    assert row.at == AT
    assert json.loads(json.dumps(row.data)) == {"b": "1.1", "a": [1, None, "ế"], "lớn": 12345678901234567890}


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["journal_fact", "journal_chainlink"])
def test_nobody_empties_a_journal_by_mistake(table):
    for model, trigger in pgtrigger.registered():
        if trigger.operation == pgtrigger.Truncate:
            trigger.install(model)

    with pytest.raises(DatabaseError, match="Cannot truncate"), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["journal_fact", "journal_chainlink"])
@pytest.mark.parametrize("act", ["UPDATE {} SET xid = 1", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_app_role_may_not_even_try(table, act):
    state(1)

    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute(act.format(table))


@pytest.mark.django_db
def test_the_app_role_may_state_facts():
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")

    state(1)

    assert Fact.objects.count() == 1
