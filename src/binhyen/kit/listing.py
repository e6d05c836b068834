"""The state of a list page, kept in its address: what is searched, filtered, sorted, and which page is shown.

One form for all lists: ``q`` searches, ``sap`` sorts ("ten", "-ten"), ``trang`` is the page, every filter has its own
word. What the address says wrongly is ignored, never an error: addresses are typed, cut and pasted by people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from binhyen.kit.vietnamese.text import clean, collapse

SEARCH, SORT, PAGE = "q", "sap", "trang"
PAGE_SIZE = 50
_LONGEST_SEARCH = 200  # characters; longer ones are cut


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a list: its word in the address, its label, and what may be chosen (value, label)."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()  # empty: free text
    hidden: bool = False  # set by links on the page, not by the form


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list can do. ``sorts`` maps a word to the fields of the order; ``default_sort`` may start with "-"."""

    sorts: Mapping[str, tuple[str, ...]]
    default_sort: str
    filters: tuple[Filter, ...] = ()
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class ListState:
    """One reading of the address of a list."""

    listing: Listing
    search: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    def value(self, name: str) -> str:
        """The value of a filter, "" where it is not set."""
        return self.chosen.get(name, "")

    @property
    def narrowed(self) -> bool:
        return bool(self.search or self.chosen)

    def order(self) -> tuple[str, ...]:
        """Fields of the order, each turned around where the sort is descending."""
        fields = self.listing.sorts[self.sort.removeprefix("-")]
        if not self.sort.startswith("-"):
            return fields
        return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in fields)

    def query(self) -> str:
        """The address part that leads back here, without the page: for the export of what is shown."""
        values = {SEARCH: self.search, **self.chosen}
        if self.sort != self.listing.default_sort:
            values[SORT] = self.sort
        return urlencode({name: value for name, value in values.items() if value})

    def described(self) -> str:
        """What the list is narrowed to, in words, for the header of an export."""
        parts = [f"tìm “{self.search}”"] if self.search else []
        for one in self.listing.filters:
            value = self.value(one.name)
            if value:
                parts.append(f"{one.label}: {dict(one.choices).get(value, value)}")
        return "; ".join(parts) or "toàn bộ danh sách"

    def fields(self) -> list[dict[str, Any]]:
        """The visible filters with the value chosen, for the form above the list."""
        return [
            {"name": one.name, "label": one.label, "choices": one.choices, "value": self.value(one.name)}
            for one in self.listing.filters
            if not one.hidden
        ]


def read_state(*, params: Mapping[str, str], listing: Listing) -> ListState:
    """The state an address asks for. Unknown sorts and choices fall back to the list's own."""
    chosen = {}
    for one in listing.filters:
        value = collapse(clean(params.get(one.name, "")))[:_LONGEST_SEARCH]
        if value and (not one.choices or value in dict(one.choices)):
            chosen[one.name] = value
    sort = params.get(SORT, "")
    if sort.removeprefix("-") not in listing.sorts:
        sort = listing.default_sort
    number = params.get(PAGE, "1")
    return ListState(
        listing=listing,
        search=collapse(clean(params.get(SEARCH, "")))[:_LONGEST_SEARCH],
        chosen=chosen,
        sort=sort,
        page=max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < len("1000000") else 1,
    )


def page_of(rows: Any, state: ListState) -> Page[Any]:
    """One page of rows: a query set, counted and cut by the database (two queries), or a list.

    A page beyond the end is the last one.
    """
    return Paginator(rows, state.listing.page_size).get_page(state.page)
