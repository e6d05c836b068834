"""The same figures on Spark, where the extra ``spark`` is installed; and with a worker killed in the midst of it."""

import os
import signal
import socket
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from binhyen_analytics.measures import Length, compute, last
from binhyen_analytics.snapshot import Snapshot, Writer
from tests.analytics.world import load, snapshot, worlds

NOW = datetime(2026, 12, 31, tzinfo=UTC)
ASKED = {"areas": ["00001", "00002", "15", "VN"], "periods": last(4, Length.MONTH, date(2026, 3, 1))}
SECONDS_TO_BE_UP = 120


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The tables of all small worlds under one another, in two files each: every indicator has something to count."""
    stacked = {}
    for path in worlds():
        for name, table in snapshot(load(path)).held.items():
            stacked.setdefault(name, []).append(table)
    with Writer(tmp_path_factory.mktemp("snapshots"), moment=NOW) as writer:
        for name, tables in stacked.items():
            table = pa.concat_tables(tables)
            key = {"people": "person_id", "communes": "commune_code"}.get(name)
            if key:
                table = pa.Table.from_pylist(list({row[key]: row for row in table.to_pylist()}.values()), table.schema)
            half = table.num_rows // 2
            writer.write(name, table.slice(0, half), partition="0")
            writer.write(name, table.slice(half), partition="1")
    return Snapshot.open(writer.path, whole=True)


def rows(table):
    return sorted(table.to_pylist(), key=lambda row: (row["code"], row["area"], row["period_start"]))


def test_every_indicator_is_the_same_on_spark(written):
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")

    here, there = compute(written, **ASKED, engine_name="duckdb"), compute(written, **ASKED, engine_name="spark")

    assert rows(there) == rows(here)
    assert sum(row["numerator"] or 0 for row in rows(here)) > 1000


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def process(folder, *arguments):
    """A Spark daemon of its own group, ended with whatever it started."""
    home = Path(pytest.importorskip("pyspark").__file__).parent
    env = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(home)}
    log = (folder / f"{arguments[0].rsplit('.', 1)[1]}-{free_port()}.log").open("wb")
    running = subprocess.Popen(
        [home / "bin" / "spark-class", *arguments],
        env=env,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield running
    finally:
        end(running)
        log.close()


def end(running):
    """Only this process and its children: they are a group of their own."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait(timeout=30)


@contextmanager
def cluster(folder):
    """A master and two workers on this machine."""
    port = free_port()
    master = ("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
    address = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        stack.enter_context(process(folder, *master))
        wait_for("127.0.0.1", port)
        workers = []
        for number in range(2):
            own = folder / f"worker{number}"
            own.mkdir()
            worker = (
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0",
                "--cores",
                "1",
            )
            options = ("--memory", "1g", "--work-dir", str(own), address)
            workers.append(stack.enter_context(process(folder, *worker, *options)))
        yield address, workers


def wait_for(host, port):
    until = time.monotonic() + SECONDS_TO_BE_UP
    while time.monotonic() < until:
        with socket.socket() as asked:
            if asked.connect_ex((host, port)) == 0:
                return
        time.sleep(0.5)
    raise TimeoutError(f"{host}:{port}")


def test_a_worker_killed_in_the_middle_changes_no_figure(written, tmp_path, monkeypatch):
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    on_spark = pytest.importorskip("binhyen_analytics.engines.on_spark")
    asked = ASKED | {"codes": ["addicts.legal", "addicts.came", "addicts.went", "users.age.u30", "tests.people"]}
    here, answered, killed = compute(written, **asked, engine_name="duckdb"), [], []
    plain = on_spark.SparkEngine.rows

    def counted(self, wanted):
        answered.append(wanted)
        if len(answered) == 4:  # while this question is being worked on
            threading.Timer(0.2, lambda: (end(workers[0]), killed.append(len(answered)))).start()
        return plain(self, wanted)

    with cluster(tmp_path) as (address, workers):
        monkeypatch.setenv("BINHYEN_SPARK_MASTER", address)
        monkeypatch.setattr(on_spark.SparkEngine, "rows", counted)
        there = compute(written, **asked)

    assert killed, "the work was over before the worker was killed"
    assert killed[0] < len(answered)
    assert rows(there) == rows(here)
