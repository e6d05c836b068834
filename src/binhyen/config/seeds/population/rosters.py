"""Keepers' lists of one day in the demonstration province, each brought by its own officer, with the differences such
lists have: a name left out, a name nobody knows, a measure that is over. Some are settled, the others wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.models import Job
from binhyen.operations.cases.actions import rosters
from binhyen.operations.cases.actions.lists import receiving
from binhyen.operations.cases.jobs import READ_JOB
from binhyen.operations.cases.models import ListImport
from binhyen.operations.cases.queries import rosters as queries
from binhyen.operations.cases.rules.rosters import Keeper, Outcome, Standing, must_have
from binhyen.registers.people.models import IdentityNumber, Person
from binhyen.registers.people.queries.cards import opened
from binhyen.registers.people.rules.births import birth_words, stored_birth

from .today import HERE

HEAD = ("STT", "Họ và tên", "Ngày, tháng, năm sinh", "Số CCCD", "Ghi chú")
SAID = "Đã đối chiếu với sổ gốc: tên bị bỏ sót khi lập danh sách, người này vẫn thuộc diện của đơn vị."
TITLES = {
    Keeper.POLICE: "DANH SÁCH NGƯỜI DO CÔNG AN QUẢN LÝ",
    Keeper.CLINIC: "DANH SÁCH NGƯỜI ĐANG UỐNG THUỐC TẠI ĐIỂM CẤP PHÁT",
    Keeper.FACILITY: "DANH SÁCH HỌC VIÊN ĐANG Ở CƠ SỞ",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """Who brings the list of which keeper; ``commune`` "" is the body's people of everywhere."""

    login: str
    body: str
    keeper: Keeper
    commune: str
    file: str
    left_out: int
    stranger: tuple[str, str]  # name and birth of somebody no register has; "" is nobody


LISTS = (
    Brought("commune_police", f"ca_xa_{HERE}", Keeper.POLICE, HERE, "Sổ theo dõi của công an.xlsx", 2,
            ("Ma Seo Lử", "1994")),
    Brought("health_officer", f"tramyte_xa_{HERE}", Keeper.CLINIC, HERE, "Điểm cấp phát thuốc.xlsx", 1, ("", "")),
    Brought("facility_officer", "cscn_tinh", Keeper.FACILITY, "", "Học viên đang ở cơ sở.xlsx", 2,
            ("Lồ Văn Siểng", "06/1991")),
)  # fmt: skip


def bring(*, people: dict[str, User], at: datetime) -> list[int]:
    """Hand the lists in, once. Returns the jobs that read them, to be run before ``compare``."""
    if ListImport.objects.exclude(roster_kind="").exists():
        return []
    return [job for one in LISTS if (job := _bring(one, by=people[one.login], at=at))]


def _bring(one: Brought, *, by: User, at: datetime) -> int:
    """The job that reads it; 0 where a small share of the province leaves the keeper nobody to name."""
    on = timezone.localdate(at)
    scope = scope_of(user=by, on=on)
    with scope_in_database(scope):
        rows = _rows(one, scope=scope, on=on)
        if not rows:
            return 0
        source = receiving.receive(
            content=_sheet(one, rows), name=one.file, as_of=on, commune_code=one.commune,
            body_key=one.body, roster_kind=one.keeper, by=by, at=at,
        )  # fmt: skip
    return Job.objects.get(kind=READ_JOB, arguments__import_id=source.pk).pk


def compare(*, people: dict[str, User], at: datetime) -> None:
    """Make the lists that were read comparable, compare them, and settle the first name each lacks.

    Called inside the system's scope; each step is done within the scope of who does it. Only once.
    """
    waiting = dict(ListImport.objects.filter(roster__isnull=True).exclude(roster_kind="").values_list("body_key", "pk"))
    if not waiting:
        return
    on = timezone.localdate(at)
    for one in LISTS:
        if one.body not in waiting:
            continue
        with scope_in_database(scope_of(user=people[one.login], on=on)):
            rosters.make_roster(import_id=waiting[one.body], by=people[one.login], at=at)
    for login in dict.fromkeys(one.login for one in LISTS if one.body in waiting and one.keeper is not Keeper.CLINIC):
        scope = scope_of(user=people[login], on=on)
        with scope_in_database(scope):
            rosters.compare(as_of=on, scope=scope, by=people[login], at=at)
    police, officer = people["commune_police"], people["officer"]
    _settle(Keeper.POLICE, Outcome.EXPLAINED, by=police, on=on, at=at)
    _settle(Keeper.CLINIC, Outcome.ADDED, by=police, on=on, at=at)
    _settle(Keeper.FACILITY, Outcome.EXPLAINED, by=officer, on=on, at=at)


def _settle(lacks: Keeper, outcome: Outcome, *, by: User, on: date, at: datetime) -> None:
    """The first name that keeper's list lacks, where it lacks any."""
    scope = scope_of(user=by, on=on)
    said = SAID if outcome is Outcome.EXPLAINED else ""
    with scope_in_database(scope):
        found = queries.differences(scope=scope).filter(closed_at=None, kind="MISSING_THERE", right=lacks)
        for row in found.order_by("pk")[:1]:
            rosters.settle(difference_id=row.pk, outcome=outcome, explanation=said, by=by, at=at)


def _rows(one: Brought, *, scope: Scope, on: date) -> list[tuple[str, ...]]:
    register = queries.register_of(scope=scope, as_of=on, communes={one.commune}, people=())
    named = sorted(pk for pk, standing in register.items() if must_have(one.keeper, standing))[one.left_out :]
    rows = _lines(named + _no_longer(one, register))
    return [*rows, (*one.stranger, "", "mới về")] if one.stranger[0] else rows


def _no_longer(one: Brought, register: dict[int, Standing]) -> list[int]:
    """A clinic's list keeps somebody who is not in treatment by the register."""
    managed = [pk for pk, standing in register.items() if standing.state == "MANAGED"]
    return sorted(managed)[:1] if one.keeper is Keeper.CLINIC else []


def _lines(named: Sequence[int]) -> list[tuple[str, ...]]:
    found = Person.objects.in_bulk(named)
    numbers = {row.person_id: opened(row) for row in IdentityNumber.objects.filter(person__in=named, kind="CCCD")}
    return [
        (
            found[pk].full_name, birth_words(stored_birth(found[pk].birth_on, found[pk].birth_precision)),
            numbers.get(pk, ""), "",
        )
        for pk in named
    ]  # fmt: skip


def _sheet(one: Brought, rows: Sequence[tuple[str, ...]]) -> BytesIO:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet("Danh sách")
    page.write(0, 0, TITLES[one.keeper])
    page.write_row(2, 0, HEAD)
    for number, row in enumerate(rows, start=1):
        page.write_row(2 + number, 0, (number, *row))
    book.close()
    content.seek(0)
    return content
