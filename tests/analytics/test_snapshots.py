"""The contract: what is missing is named, nothing half written is seen, nothing that names a person is in it."""

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from binhyen_analytics.measures import Length, compute, last
from binhyen_analytics.snapshot import TABLES, VERSION, Broken, Snapshot, Writer, latest
from tests.analytics.world import load, snapshot, worlds

NOW = datetime(2026, 12, 31, tzinfo=UTC)
LISTS = next(path for path in worlds() if path.stem == "lists")


@pytest.fixture
def held():
    return dict(snapshot(load(LISTS)).held)


def write(folder, tables, *, at=NOW, previous=None):
    with Writer(folder, moment=at, previous=previous) as writer:
        for name, table in tables.items():
            writer.write(name, table)
    return writer.path


def test_a_snapshot_on_disk_gives_the_figures_of_the_tables_it_was_made_of(tmp_path, held):
    asked = {"areas": ["15", "00001"], "periods": last(3, Length.MONTH, date(2026, 3, 1))}

    opened = Snapshot.open(write(tmp_path, held), whole=True)

    assert compute(opened, **asked).equals(compute(snapshot(load(LISTS)), **asked))
    assert opened.manifest.rows("case_spans") == held["case_spans"].num_rows
    assert latest(tmp_path).path == opened.path


def test_nothing_is_seen_of_a_snapshot_that_was_not_finished(tmp_path, held):
    def break_off():
        with Writer(tmp_path, moment=NOW) as writer:
            writer.write("communes", held["communes"])
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="power"):
        break_off()

    assert latest(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_missing_table_or_column_a_wrong_type_and_a_hole_are_named(tmp_path, held):
    spans, folder = held["case_spans"], tmp_path / "drafts"

    def write_spans(table):
        return write(folder, held | {"case_spans": table})

    with pytest.raises(Broken, match="thiếu bảng: case_spans"):
        write(folder, {name: table for name, table in held.items() if name != "case_spans"})
    with pytest.raises(Broken, match="case_spans thiếu cột: legal_from, state"):
        write_spans(spans.drop_columns(["legal_from", "state"]))
    with pytest.raises(Broken, match="case_spans, cột person_id: kiểu string, phải là int64"):
        write_spans(spans.set_column(0, "person_id", pa.array(["1"] * spans.num_rows)))
    at = spans.schema.get_field_index("state")
    with pytest.raises(Broken, match=f"cột state: {spans.num_rows} dòng không có giá trị"):
        write_spans(spans.set_column(at, "state", pa.nulls(spans.num_rows, pa.string())))
    assert latest(folder) is None


def test_a_snapshot_of_another_contract_or_with_a_changed_file_is_refused(tmp_path, held):
    path = write(tmp_path, held)
    file = path / "case_spans" / "all.parquet"
    manifest = path / "manifest.json"

    table = pq.read_table(file)
    pq.write_table(table.slice(1), file)
    with pytest.raises(Broken, match="case_spans/all.parquet đã bị thay đổi"):
        Snapshot.open(path, whole=True)
    pq.write_table(table.drop_columns(["state"]), file)
    with pytest.raises(Broken, match="thiếu cột: state"):
        Snapshot.open(path)
    file.unlink()
    with pytest.raises(Broken, match="thiếu tệp case_spans/all.parquet"):
        Snapshot.open(path)
    manifest.write_text(manifest.read_text().replace(f'"version": {VERSION}', '"version": 99'))
    with pytest.raises(Broken, match=f"số 99, chương trình cần số {VERSION}"):
        Snapshot.open(path)
    manifest.unlink()
    with pytest.raises(Broken, match="không phải bản chụp"):
        Snapshot.open(path)


def test_unchanged_parts_are_taken_over_and_a_changed_one_is_written(tmp_path, held):
    spans = held["case_spans"]
    rest = {name: table for name, table in held.items() if name != "case_spans"}
    with Writer(tmp_path, moment=NOW) as writer:
        for name, table in rest.items():
            writer.write(name, table)
        writer.write("case_spans", spans.slice(0, 4), partition="0000")
        writer.write("case_spans", spans.slice(4), partition="0001")
    before = Snapshot.open(writer.path)
    with Writer(tmp_path, moment=NOW + timedelta(hours=1), previous=before) as writer:
        for name in rest:
            writer.keep(name)
        writer.keep("case_spans", partition="0000")
        writer.write("case_spans", spans.slice(5), partition="0001")
    after = Snapshot.open(writer.path, whole=True)

    kept, changed = ("case_spans/0000.parquet", "case_spans/0001.parquet")
    assert (before.path / kept).stat().st_ino == (after.path / kept).stat().st_ino
    assert (before.path / changed).stat().st_ino != (after.path / changed).stat().st_ino
    assert after.manifest.rows("case_spans") == before.manifest.rows("case_spans") - 1
    assert after.manifest.digest != before.manifest.digest
    assert Snapshot.open(before.path, whole=True).manifest == before.manifest
    with pytest.raises(Broken, match="không có phần 0009"):
        writer.keep("case_spans", partition="0009")


def test_a_moment_without_its_zone_and_a_part_written_twice_are_mistakes(tmp_path, held):
    with pytest.raises(ValueError, match="time zone"):
        Writer(tmp_path, moment=NOW.replace(tzinfo=None))
    with Writer(tmp_path, moment=NOW) as writer:
        for name, table in held.items():
            writer.write(name, table)
        with pytest.raises(ValueError, match="written already"):
            writer.write("communes", held["communes"])
        with pytest.raises(ValueError, match="no name of a partition"):
            writer.write("communes", held["communes"], partition="../communes")


def test_nothing_in_the_contract_names_or_finds_a_person():
    """A number that means nothing outside, the day of birth because bands of age are exact; no more."""
    of_people = {
        column.name
        for table in TABLES.values()
        if any(c.name == "person_id" for c in table.columns)
        for column in table.columns
    }

    assert of_people == {
        "person_id", "born_on", "sex", "ethnicity", "residence", "education", "job", "substance", "first_used_on",
        "has_record", "commune_code", "legal_from", "legal_to", "known_from", "known_to", "state", "list_code",
        "reported_list", "measure", "because_kind", "event_id", "kind", "day", "detail", "days_late", "flag", "ends_on",
    }  # fmt: skip
