"""Measures cases inside a process, prints JSON: ``python -m bench.cases_measure ROWS`` in a filled database.

Reading, recording, lists in, totals and lists out, as the server's own role works, under the policies. ``ROWS`` is how
many rows the list to import has.
"""

import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

from binhyen.foundation.database.session import prepare

prepare("app")

import xlsxwriter  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from binhyen.config.seeds.population.fill import places  # noqa: E402
from binhyen.config.seeds.population.persons import Place, invent_person  # noqa: E402
from binhyen.foundation.access.queries import scope as scope_of  # noqa: E402
from binhyen.foundation.access.rls import scope_in_database  # noqa: E402
from binhyen.foundation.access.values import Scope  # noqa: E402
from binhyen.foundation.accounts.models import User  # noqa: E402
from binhyen.kit.spreadsheets import Header, Sheet, write_into  # noqa: E402
from binhyen.operations.cases.actions.bulk import record_facts_bulk  # noqa: E402
from binhyen.operations.cases.actions.exports import Why, export, make_export  # noqa: E402
from binhyen.operations.cases.actions.facts import record_fact  # noqa: E402
from binhyen.operations.cases.actions.lists import receiving, writing  # noqa: E402
from binhyen.operations.cases.actions.lists.reading import read_list  # noqa: E402
from binhyen.operations.cases.models import Case, CaseFact  # noqa: E402
from binhyen.operations.cases.queries import exports  # noqa: E402
from binhyen.operations.cases.queries.register import CaseFilter, register  # noqa: E402
from binhyen.operations.cases.queries.totals import totals  # noqa: E402
from binhyen.operations.cases.values import BulkFact, FactDetails, FactKind  # noqa: E402

FACTS, ACTS = 200, 40
PROVINCE = "15"
HEAD = (
    "STT",
    "Họ và tên",
    "Giới tính",
    "Ngày sinh",
    "Số CCCD",
    "Dân tộc",
    "Nơi thường trú",
    "Xã, phường",
    "Tình trạng",
)
TITLE = "DANH SÁCH NGƯỜI SỬ DỤNG TRÁI PHÉP CHẤT MA TÚY"
OTHERS = 90_210  # start of chance: people the register does not have
MANAGED = "đang quản lý"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_NO_TABLE = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT coalesce(current_setting")


def milliseconds(work: Callable[[], object], rounds: int = 9) -> list[float]:
    work()  # plans and parameters are there from the second time on
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def visit(day: date) -> FactDetails:
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return FactDetails(kind=FactKind.VISIT, effective_at=at, day_only=False, reason="Đo")


def a_long_file(scope: Scope, user: User, at: datetime) -> dict[str, float]:
    """A case brought to 200 facts; its page timed, queries counted: middleware and the fact of reading too."""
    with scope_in_database(scope):
        person_id = Case.objects.filter(state="MANAGED").values_list("person_id", flat=True)[0]
        missing = FACTS - CaseFact.objects.filter(person=person_id).count()
        days = (timezone.localdate(at) - timedelta(days=back + 1) for back in reversed(range(missing)))
        rows = [BulkFact(person_id=person_id, details=visit(day)) for day in days]
        record_facts_bulk(rows=rows, by=user, at=at, source="bench", checked=False)

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user, backend=BACKEND)
    path = reverse("cases:file", args=[person_id])

    def opened() -> None:
        assert client.get(path).status_code == 200

    times = milliseconds(opened)
    with CaptureQueriesContext(connection) as asked:
        opened()
    return {"facts, opened": statistics.median(times), "queries": sum(about_tables(one["sql"]) for one in asked)}


def about_tables(sql: str) -> bool:
    """Not the bounds of a transaction, nor telling the database who reads."""
    return not sql.startswith(_NO_TABLE)


def acts(scope: Scope, user: User, at: datetime) -> float:
    """95th percentile of stating one fact, committed."""
    with scope_in_database(scope):
        people = list(Case.objects.filter(state="MANAGED").values_list("person_id", flat=True)[1 : ACTS + 2])
    details, times = visit(timezone.localdate(at) - timedelta(days=1)), []
    for person_id in people:
        start = time.perf_counter()
        with scope_in_database(scope):
            record_fact(person_id=person_id, details=details, by=user, at=timezone.now())
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times[1:])[int(ACTS * 0.95)]


def all_totals(scope: Scope, at: datetime) -> float:
    """The slowest of: today, an earlier day, an earlier day as it was known then."""
    then = at - timedelta(days=300)
    asked = [(at.date(), None), (then.date(), None), (then.date(), then + timedelta(days=30))]

    def all_of(on: date, known_at: datetime | None) -> float:
        with scope_in_database(scope):
            return statistics.median(milliseconds(lambda: totals(on=on, known_at=known_at), 5))

    return max(all_of(on, known_at) for on, known_at in asked)


def listed(rows: int, where: tuple[Place, ...]) -> Iterator[tuple[object, ...]]:
    for number in range(1, rows + 1):
        place = where[number % len(where)]
        one = invent_person(number, place=place, start=OTHERS).details
        birth = one.birth
        day = f"{birth.day:02}/{birth.month:02}/{birth.year}" if birth.day else str(birth.year)
        sex, digits = "Nam" if one.sex == "M" else "Nữ", dict(one.numbers).get("CCCD", "")
        yield (number, one.full_name, sex, day, digits, one.sensitive[0][1], place.name, place.name, MANAGED)


def workbook(rows: int) -> BytesIO:
    """A list of the province as communes write it."""
    content = BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(content, {"constant_memory": True, "tmpdir": folder})
        page = book.add_worksheet("DS")
        page.write(0, 0, TITLE)
        page.write_row(2, 0, HEAD)
        for number, row in enumerate(listed(rows, places(province=PROVINCE))):
            page.write_row(3 + number, 0, row)
        book.close()
    content.seek(0)
    return content


def import_of(rows: int, scope: Scope, user: User, at: datetime) -> dict[str, float]:
    content, on = workbook(rows), timezone.localdate(at)
    before = memory()
    with scope_in_database(scope):
        source = receiving.receive(
            content=content, name="ds.xlsx", as_of=on, commune_code="", body_key="ca_tinh", by=user, at=at
        )
    preview = seconds(lambda: read_list(import_id=source.pk, by=user, at=at))
    written = seconds(lambda: writing.write_list(import_id=source.pk, by=user, at=at))
    with scope_in_database(scope):
        source.refresh_from_db()
    fates = source.counts["fates"]
    return {"preview": preview, "written": preview + written, "grown": memory() - before, "rows": fates["WRITTEN"]}


def memory() -> float:
    """The most this process has held so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


WIDE_ROWS, WIDE_COLUMNS = 7_000, 40


def wide(scope: Scope, at: datetime) -> float:
    """7,000 cases read, numbers opened, written 40 columns wide: those of the register, then its first again."""
    with scope_in_database(scope):
        people = list(register(scope=scope, at=at, asked=CaseFilter()).values_list("person_id", flat=True)[:WIDE_ROWS])

        def run() -> None:
            columns, again = exports.columns(numbers=True), WIDE_COLUMNS - len(exports.columns(numbers=True))
            rows = exports.rows(people=people, export_id=1, numbers=True)
            sheet = Sheet("Đo", [*columns, *columns[:again]], ((*row, *row[:again]) for row in rows))
            with tempfile.TemporaryFile() as out:
                write_into(out, header=Header("Đo", "Đo", at, "Đo"), sheets=[sheet])

        return seconds(run)


def exported(scope: Scope, user: User, at: datetime) -> dict[str, float]:
    """The whole register as a workbook, written and kept."""

    def run() -> None:
        with scope_in_database(scope):
            row = export(scope=scope, asked=CaseFilter(), words=(), why=why, by=user, at=at)
            number, made = row.pk, row.file_id
        if made is None:
            make_export(export_id=number, by=user, at=at)

    why = Why(purpose="Đo", recipient="Đo", numbers=True)
    before = memory()
    took = seconds(run)
    with scope_in_database(scope):
        return {"export": took, "export grown": memory() - before, "exported": Case.objects.count()}


def main(rows: int) -> None:
    at = timezone.now()
    user = User.objects.get(username="bench")
    scope = scope_of(user=user, on=timezone.localdate(at))
    measured = a_long_file(scope, user, at)
    measured |= {"act": acts(scope, user, at), "totals": all_totals(scope, at), "wide": wide(scope, at)}
    measured |= exported(scope, user, at)
    measured |= {f"import {name}": value for name, value in import_of(rows, scope, user, at).items()}
    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main(int(sys.argv[1]))
