"""Pages of a list whose length is known already."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator


class CountedPages(Paginator):  # type: ignore[type-arg]
    """A paginator that counts only where nobody has counted before."""

    def __init__(self, rows: Any, per_page: int, *, known: int | None) -> None:
        super().__init__(rows, per_page)
        self.known = known

    @cached_property
    def count(self) -> int:
        return self.known if self.known is not None else int(self.object_list.count())  # type: ignore[call-arg,arg-type]
