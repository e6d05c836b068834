"""``binhyen-bench people``: invented people and their cases in bulk, and the same people as careless lists write them.

Size S is a province (7,000 managed and 4,000 with a history, in its 99 communes), L the country (230,000 people, about
a million facts, 3,321 communes). Lives are those of the demonstration province; they are lawful by construction, so
nothing is checked while they are written. People come in batches: memory does not grow with the size.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from itertools import batched, groupby
from pathlib import Path
from typing import TextIO

import click
from django.db import connection
from django.utils import timezone

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.values import BulkFact
from binhyen.registers.people.actions.registering import register_many
from binhyen.registers.people.models import Person
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories.imports import read_codes
from binhyen.registers.territories.models import Commune
from binhyen_analytics.linkage.columns import Record

from . import province
from .areas.fill import areas
from .linkage.noise import LEVELS, in_lists, pairs_of
from .linkage.people import Person as Listed
from .population.fill import places
from .population.persons import Invented, Place
from .population.plan import Settled, figures, settle

AT_ONCE = 8_000  # people in one batch
SOURCE = "bench"
_TABLES = (
    "people_person, people_nametoken, people_alias, people_identitynumber, people_contact, people_address, "
    "people_sensitivenote, cases_case, cases_casefact, cases_casespan, cases_caseclock"
)
PEOPLE = "people.csv"
PAIRS = "pairs.csv"


@dataclass(frozen=True, slots=True)
class Size:
    """``people`` None: as many as the published totals give. ``country``: all its communes, not a province's."""

    people: int | None = None
    country: bool = False


SIZES = {"S": Size(), "L": Size(people=230_000, country=True)}


def standing(*, where: Sequence[Place], until: date, size: Size, scale: float = 1.0) -> Iterator[Settled]:
    """The people of a size: those of the published totals, without those found later. ``scale`` 1 is the whole size."""
    published = sum(figures()["totals"].values())
    scale *= (size.people or published) / published
    return (one for one in settle(places=where, until=until, scale=scale) if one.story != "found" and one.steps)


def fill(everybody: Iterable[Settled], *, at: datetime) -> Iterator[list[Settled]]:
    """Write people and cases batch by batch; yields each batch when it is written. Analyses the tables at the end."""
    for part in batched(everybody, AT_ONCE):
        members = sorted(part, key=lambda one: one.steps[0].recorded_at())
        rows: list[BulkFact] = []
        with scope_in_database(THE_SYSTEM):
            for _, group in groupby(members, key=lambda one: one.steps[0].known.strftime("%Y-%m")):
                rows += _registered(list(group))
            record_facts_bulk(rows=rows, by=None, at=at, source=SOURCE, checked=False)
        yield members
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {_TABLES}")


def _registered(members: Sequence[Settled]) -> list[BulkFact]:
    """Enter people of one month; their facts."""
    last = members[-1].steps[0].recorded_at()
    ids = register_many(details=[one.person.details for one in members], by=None, at=last, batch="")
    return [
        BulkFact(person_id=person_id, details=step.details(), at=step.recorded_at(), commune=step.commune)
        for one, person_id in zip(members, ids, strict=True)
        for step in one.steps
    ]


class LabelledCopy:
    """The people as lists of police, health stations and facilities write them, with the pairs that are one person."""

    def __init__(self, folder: Path, *, communes: Sequence[str], start: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.communes, self.chance = communes, random.Random(start)  # noqa: S311 - a story, no secret
        self.files = ExitStack()
        self.records = csv.DictWriter(self._open(folder / PEOPLE), [field.name for field in fields(Record)])
        self.pairs = csv.writer(self._open(folder / PAIRS))
        self.records.writeheader()
        self.pairs.writerow(("left", "right"))

    def _open(self, path: Path) -> TextIO:
        return self.files.enter_context(path.open("w", encoding="utf-8", newline=""))

    def add(self, people: Iterable[Settled]) -> None:
        for one in people:
            own = in_lists(listed(one.person), levels=list(LEVELS), communes=self.communes, rng=self.chance)
            self.records.writerows(asdict(record) for record in own)
            self.pairs.writerows(sorted(pairs_of(own)))

    def close(self) -> None:
        self.files.close()


def listed(one: Invented) -> Listed:
    """A person of the province as the noise takes them."""
    numbers, birth = dict(one.details.numbers), one.details.birth
    hamlet = one.details.addresses[0].text.partition(",")[0] if one.details.hamlet_id else None
    return Listed(
        key=one.number,
        group=one.people,
        name=one.details.full_name,
        birth_year=birth.year,
        birth_month=birth.month,
        birth_day=birth.day,
        sex="NAM" if one.details.sex == "M" else "NU",
        id12=numbers.get("CCCD"),
        id9=numbers.get("CMND"),
        commune=one.details.commune_code,
        hamlet=search_key(hamlet) if hamlet else None,
        phone=dict(one.details.contacts).get("PHONE"),
    )


def where_of(size: Size, *, at: datetime) -> tuple[Place, ...]:
    """The communes of a size; codes of the country are loaded where there are none."""
    if not Commune.objects.exists():
        territories.load_codes(tables=read_codes(), by=None, at=at)
    if not size.country:
        return places(province=province.cast().province)
    codes = Commune.objects.filter(valid_to__isnull=True).order_by("province").values_list("province", flat=True)
    return tuple(place for code in codes.distinct() for place in places(province=code))


@click.command(name="people", help="Đổ người và hồ sơ bịa vào cơ sở dữ liệu trống.")
@click.option("--size", type=click.Choice(list(SIZES)), default="S", help="S: một tỉnh; L: cả nước, 230.000 người.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục ghi bản sao có nhiễu, đã gắn nhãn."
)
def people(size: str, out: Path | None) -> None:
    at = timezone.now()
    with scope_in_database(THE_SYSTEM):
        if Person.objects.exists():
            raise click.ClickException("Cơ sở dữ liệu đã có người, nên không đổ người bịa vào đó.")
        where = where_of(SIZES[size], at=at)
    copy = LabelledCopy(out, communes=[one.code for one in where], start=figures()["start"]) if out else None
    everybody, count = standing(where=where, until=timezone.localdate(at), size=SIZES[size]), 0
    for members in fill(everybody, at=at):
        count += len(members)
        click.echo(f"{count} người", err=True)
        if copy:
            copy.add(members)
    if copy:
        copy.close()
    with scope_in_database(THE_SYSTEM):
        rows = areas(places=where, at=at)
        click.echo(f"{count} người, {CaseFact.objects.count()} sự kiện, {len(where)} xã, {rows} dòng về địa bàn.")
