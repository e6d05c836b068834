"""What the doors of this subject share: the table an address names, its columns for the reader, the period."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.fields import read_day
from binhyen.kit.grid.columns import Column
from binhyen.operations.offences.queries.columns import columns
from binhyen.operations.offences.queries.visible import recordable
from binhyen.operations.offences.rules.periods import Period, first_day, period_of, year_of
from binhyen.operations.offences.values import Table

INVALID = 422
FIRST_YEAR = 2021


def table_of(word: str) -> Table:
    """Raises Http404 for a word that names none."""
    try:
        return Table(word)
    except ValueError:
        raise Http404 from None


def columns_for(request: ReaderRequest, table: Table) -> tuple[Column, ...]:
    """The columns with the communes this reader may state rows of."""
    return columns(table, communes=recordable(scope=request.scope, on=request.today))


def only_commune(specs: tuple[Column, ...]) -> str:
    where = next(one for one in specs if one.name == "commune").choices
    return where[0][0] if len(where) == 1 else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which period, as known when. ``known`` is the day asked for, None for now."""

    period: Period
    known: date | None
    known_at: datetime
    years: tuple[int, ...]


def asked(request: ReaderRequest) -> Asked:
    """The period of ``nam``, as far as ``ngay``, as known at the end of ``biet-den``; what is wrong is ignored."""
    this = year_of(request.today)
    year = request.GET.get("nam", "")
    chosen = int(year) if year.isascii() and year.isdecimal() and FIRST_YEAR <= int(year) <= this else this
    on = read_day(request.GET.get("ngay"))
    on = min(on, request.today) if on and on >= first_day(chosen) else request.today
    known = read_day(request.GET.get("biet-den"))
    known = known if known and known < request.today else None
    known_at = timezone.make_aware(datetime.combine(known + timedelta(days=1), time())) if known else request.at
    return Asked(period_of(year=chosen, on=on), known, known_at, tuple(range(this, max(FIRST_YEAR, this - 4), -1)))


def page(request: ReaderRequest, template: str, context: dict[str, Any]) -> Any:
    """A page with a form: 422 where what was sent is not right."""
    return render(request, f"offences/{template}.html", context, status=INVALID if context["form"].is_bound else 200)
