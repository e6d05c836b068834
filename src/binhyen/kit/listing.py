"""The state of a list page, kept in its address: what is searched, filtered, sorted, and which page is shown.

One form for all lists: ``q`` searches, ``sap`` sorts ("ten", "-ten"), ``trang`` is the page, every filter has its own
word. What the address says wrongly is ignored, never an error: addresses are typed, cut and pasted by people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

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

    def hidden(self) -> list[tuple[str, str]]:
        """What the form above the list carries along unseen: hidden filters, and a sort that is not the list's own."""
        kept = [(one.name, self.value(one.name)) for one in self.listing.filters if one.hidden]
        kept.append((SORT, self.sort if self.sort != self.listing.default_sort else ""))
        return [(name, value) for name, value in kept if value]


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


def render_list(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or only its part ``rows`` where the filters above it ask for that while somebody types.

    A browser that goes back asks for the whole page again; the answer says that it differs by who asks.
    """
    htmx = request.htmx  # type: ignore[attr-defined]
    part = "#rows" if htmx and not htmx.history_restore_request else ""
    answer = render(request, template + part, context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
