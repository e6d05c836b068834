"""Rotation: every row under the newest key, a batch at a time, whatever stops it in between."""

import pytest
from click.testing import CliRunner
from django.db import connection

from binhyen.foundation.journal.models import Fact
from binhyen.foundation.secrets import actions, commands, keyring, registry
from binhyen.foundation.secrets.sealing import blind, blinds, seal, tail, unseal
from binhyen.foundation.secrets.tests.test_sealed_fields import AT
from binhyen.foundation.secrets.values import BlindColumn, KeysUnusable, NotGenuine, SealedColumn

pytestmark = pytest.mark.django_db
COLUMN = SealedColumn(
    "sealed_sample",
    "number",
    (
        BlindColumn("number_blind", lambda text: blind(text, domain="number")),
        BlindColumn("number_tail", lambda text: tail(text, domain="number")),
    ),
)
ROWS = 25


def number(row):
    return f"0100950{row:05}"


@pytest.fixture(autouse=True)
def rows(settings, tmp_path, monkeypatch):
    """A table with sealed rows under the first key, one of them empty, and a second key already made."""
    settings.FIELD_KEYS = tmp_path / "field_keys"
    monkeypatch.setattr(registry, "_known", {("sealed_sample", "number"): COLUMN})
    keyring.add(at=AT)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE sealed_sample (id bigint, number bytea, number_blind bytea, number_tail bytea)")
        cursor.executemany(
            "INSERT INTO sealed_sample VALUES (%s, %s, %s, %s)",
            [
                (row, seal(text, place=COLUMN.place(row)), *(b.make(text) for b in COLUMN.blinds))
                for row, text in ((row, number(row)) for row in range(1, ROWS + 1))
            ],
        )
        cursor.execute("INSERT INTO sealed_sample VALUES (99, '', '', ''), (100, NULL, NULL, NULL)")
    keyring.add(at=AT)


def stored(columns="number"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {columns} FROM sealed_sample WHERE number <> '' ORDER BY id")  # noqa: S608
        return cursor.fetchall()


def under(key):
    return [row for row, data in stored() if bytes(data)[0] == key]


def run(command):
    return CliRunner().invoke(command, catch_exceptions=False)


def test_after_rotation_every_row_stands_under_the_newest_key_and_opens():
    done = run(commands.rotate)

    assert done.exit_code == 0
    assert "25 ô" in done.output
    assert under(1) == []
    assert [unseal(data, place=COLUMN.place(row)) for row, data in stored()] == [number(r) for r in range(1, ROWS + 1)]
    assert {(row, bytes(b), bytes(t)) for row, b, t in stored("number_blind, number_tail")} == {
        (row, blind(number(row), domain="number"), tail(number(row), domain="number")) for row in range(1, ROWS + 1)
    }


def test_a_run_that_is_stopped_in_the_middle_of_a_batch_leaves_whole_batches_and_goes_on(monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 10)
    kept, written = actions.journal.record, []

    def power_cut(event, **rest):
        written.append(event)
        if len(written) == 2:
            raise KeyboardInterrupt
        return kept(event, **rest)

    with monkeypatch.context() as patch:
        patch.setattr(actions.journal, "record", power_cut)
        run(commands.rotate)
    assert under(2) == list(range(1, 11))  # the first batch whole, of the second nothing

    for row, _ in stored():  # meanwhile everything is found and opens
        assert look_up(number(row)) == [row]

    run(commands.rotate)
    assert under(1) == []
    facts = Fact.objects.filter(kind="secrets.RowsSealedAnew").order_by("id")
    assert [fact.data["rows"] for fact in facts] == [10, 10, 5]


def look_up(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM sealed_sample WHERE number_blind = ANY(%s)", [blinds(text, domain="number")])
        return [row for (row,) in cursor.fetchall()]


def test_rotation_again_changes_nothing():
    run(commands.rotate)
    before = stored("number, number_blind")

    assert run(commands.rotate).exit_code == 0
    assert stored("number, number_blind") == before


def test_a_swapped_row_stops_rotation_and_is_named():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sealed_sample t SET number = o.number FROM sealed_sample o WHERE t.id = 3 AND o.id = 4")

    with pytest.raises(NotGenuine, match="sealed_sample.number:3"):
        actions.seal_anew(column=COLUMN, after=None, by=None, at=AT)
    assert under(2) == []
    told = run(commands.rotate)
    assert told.exit_code == 1
    assert "sealed_sample.number:3" in told.output


def test_the_list_shows_how_many_stand_under_each_key_and_no_key(settings):
    shown = run(commands.list_keys).output

    assert "Khóa   1" in shown
    assert "25 ô" in shown
    assert "Khóa   2" in shown
    assert not any(
        word in shown for line in settings.FIELD_KEYS.read_text().splitlines()[-2:] for word in line.split()[-1:]
    )


def test_a_new_key_is_a_fact_without_the_key(settings):
    assert run(commands.new).exit_code == 0

    fact = Fact.objects.get(kind="secrets.KeyMade")
    assert fact.subject_id == "3"
    assert settings.FIELD_KEYS.read_text().split()[-1] not in str(fact.data)


def test_a_lost_key_file_is_not_replaced_while_sealed_rows_are_there(settings):
    settings.FIELD_KEYS.unlink()

    with pytest.raises(KeysUnusable, match="đã có dữ liệu mã hóa"):
        actions.make_key(by=None, at=AT)
    assert not settings.FIELD_KEYS.exists()


def test_rows_of_a_key_that_is_gone_are_told_by_the_list(settings):
    settings.FIELD_KEYS.unlink()
    keyring.add(at=AT)

    told = run(commands.list_keys)

    assert told.exit_code == 1
    assert "KHÔNG CÓ trong tệp" in told.output
