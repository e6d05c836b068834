"""Reading the books of numbers: whose books somebody sees, what stands in them, which rule counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.kit.document_kinds import abbreviations
from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.documents.models import BookNumber, NumberBook, NumberingRule
from binhyen.registers.documents.permissions import reads_all
from binhyen.registers.documents.rules.numbering import series_of
from binhyen.registers.documents.values import NumberState, SeriesMode
from binhyen.registers.organisations.models import Body


@dataclass(frozen=True, slots=True)
class Counting:
    """How a body counts in a year. ``rule`` None: nobody has said so; then each kind has its own sequence."""

    mode: str
    own: tuple[str, ...]
    rule: NumberingRule | None

    def series(self, kind: str) -> str:
        return series_of(kind, mode=self.mode, own=self.own, abbreviations=abbreviations())


def counting(*, body: Body, year: int) -> Counting:
    """The rule that counts for a body's year. One query."""
    rule = NumberingRule.objects.filter(body=body, from_year__lte=year).order_by("-from_year").first()
    if rule is None:
        return Counting(SeriesMode.EACH, (), None)
    return Counting(rule.mode, tuple(rule.own_kinds), rule)


def numbers(
    *, scope: Scope, body: str = "", year: str = "", series: str | None = None, state: str = "", search: str = ""
) -> QuerySet[BookNumber]:
    """Numbers given by bodies the reader belongs to (of all bodies for the province's readers), the latest first."""
    rows = BookNumber.objects.all()
    if not reads_all(scope=scope):
        rows = rows.filter(book__body__key__in=scope.bodies)
    if body:
        rows = rows.filter(book__body__key=body)
    if year.isdigit():
        rows = rows.filter(book__year=int(year))
    if series is not None:
        rows = rows.filter(book__series=series)
    if state:
        rows = rows.filter(state=state)
    if search.isdecimal():
        rows = rows.filter(number=int(search[:9]))
    else:
        for word in search_key(search).split():
            rows = rows.filter(search_key__contains=word)
    rows = rows.select_related("book__body", "taken_by", "document", "outgoing")
    return rows.order_by(F("book__year").desc(), "book__body__sort_key", "book__series", "-number")


def books(*, scope: Scope) -> QuerySet[NumberBook]:
    """Books the reader may see, the latest year first."""
    rows = NumberBook.objects.select_related("body")
    if not reads_all(scope=scope):
        rows = rows.filter(body__key__in=scope.bodies)
    return rows.order_by("-year", "body__sort_key", "series")


def number(*, pk: int, scope: Scope) -> BookNumber | None:
    """One number the reader may see."""
    return numbers(scope=scope).filter(pk=pk).first()


def kept(*, body: Body, year: int, series: str) -> QuerySet[BookNumber]:
    """Numbers kept back that may still be used, the lowest first."""
    rows = BookNumber.objects.filter(book__body=body, book__year=year, book__series=series)
    return rows.filter(state=NumberState.RESERVED).order_by("number")
