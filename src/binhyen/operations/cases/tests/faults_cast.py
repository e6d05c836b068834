"""What is broken off in tests of faults: a list with a row that cannot be written, one person's two records, a move."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import xlsxwriter

from binhyen.operations.cases.actions import transfers
from binhyen.operations.cases.actions.facts import record_fact
from binhyen.operations.cases.actions.lists import receiving
from binhyen.operations.cases.actions.lists.reading import read_list
from binhyen.operations.cases.models import ListImport
from binhyen.operations.cases.values import FactKind
from binhyen.registers.people.actions.registering import register
from binhyen.registers.people.models import Person
from binhyen.registers.people.values import Birth, PersonDetails
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .steps import fact, listed

THEN = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
NOW = THEN + timedelta(days=3)
GIVEN = ("Dủa", "Páo", "Sình", "Tủa", "Vảng", "Chô", "Lử", "Nủ", "Phừ", "Sùng")
FAMILY = ("Vàng", "Giàng", "Lù", "Hoàng", "Tẩn", "Lý", "Sùng", "Thào", "Má", "Cư", "Hảng", "Ly")
HEAD = ("STT", "Họ và tên", "Giới tính", "Năm sinh", "Số CCCD")


def names(many: int) -> list[str]:
    """Names no two of which may be one person."""
    return [f"{FAMILY[n // len(GIVEN) % len(FAMILY)]} A {GIVEN[n % len(GIVEN)]}" for n in range(many)]


def dropped(many: int, *, by, errors: int = 1) -> ListImport:
    """A list of ``many`` people that was read; the birth of the last ``errors`` is impossible."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet("DS")
    page.write(0, 0, "DANH SÁCH NGƯỜI SỬ DỤNG TRÁI PHÉP CHẤT MA TÚY")
    rows = [
        (n, name, "Nam", str(1950 + 3 * n % 50) if n <= many - errors else "31/02/1995", f"0990{50 + n % 45}9{n:05}")
        for n, name in enumerate(names(many), 1)
    ]
    for number, row in enumerate((HEAD, *rows)):
        page.write_row(2 + number, 0, row)
    book.close()
    content.seek(0)
    given = {"as_of": date(2026, 8, 3), "commune_code": BAN_LAU, "body_key": "ca_xa_02788"}
    source = receiving.receive(content=content, name="ds.xlsx", by=by, at=THEN, **given)
    return read_list(import_id=source.pk, by=by, at=THEN)


def somebody(name: str = "Vàng A Gió", *, by, year: int = 1990) -> Person:
    details = PersonDetails(full_name=name, commune_code=BAN_LAU, sex="M", birth=Birth(year=year))
    return register(details=details, by=by, at=THEN, doubles=True)


def on_a_list(name: str = "Vàng A Gió", *, by, since: str = "2026-08-03", year: int = 1990) -> Person:
    one = somebody(name, by=by, year=year)
    record_fact(person_id=one.pk, details=listed("SUBSTITUTION", since), by=by, at=THEN + timedelta(hours=1))
    return one


def two_records(n: int = 0, *, by) -> tuple[Person, Person]:
    """One person entered twice, each with a case of its own."""
    kept = on_a_list(f"Vàng A {GIVEN[n % 10]}", by=by, year=1960 + n)
    gone = on_a_list("Vàng A Gió", by=by, since="2026-07-01", year=1960 + n)
    record_fact(person_id=gone.pk, details=fact(FactKind.VISIT, "2026-08-01"), by=by, at=NOW)
    return kept, gone


def leaving(*, by):
    """Somebody who has left for the next commune, and waits there."""
    one = on_a_list(by=by)
    return transfers.start(person_id=one.pk, left_at=NOW, to_commune=NEXT_COMMUNE, by=by, at=NOW)
