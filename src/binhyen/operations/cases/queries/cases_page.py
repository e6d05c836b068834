"""Pages of a list whose length is known already."""

from typing import Any

from django.core.paginator import Paginator


def counted_pages(rows: Any, per_page: int, *, known: int | None) -> Paginator:
    """A paginator that counts the rows only where nobody has counted them before."""
    pages = Paginator(rows, per_page)
    if known is not None:
        pages.__dict__["count"] = known  # where its own cached count would stand
    return pages
