"""Lists of people a report speaks of: never kept in it, drawn from the register for who may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from binhyen.foundation.access.values import COMMUNE_CODE
from binhyen.monitoring.indicators.rules.live import LIVE, REPORTED
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.rules.filling import NOT_KNOWN, said
from binhyen.monitoring.reporting.values.forms import FormDefinition, Section, Source, Span
from binhyen.monitoring.reporting.values.reports import Content
from binhyen.operations.cases.rules.time import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """People under one heading. ``page`` and ``export`` are queries of the register's doors, "" before it counts."""

    count: str  # as people read it; "chưa rõ" before it is counted
    on: date | None
    page: str = ""
    export: str = ""

    @property
    def known(self) -> bool:
        return bool(self.page)

    @property
    def words(self) -> str:
        """As it is printed under the heading."""
        if not self.known or self.on is None:
            return "Danh sách lập từ sổ; số từ sổ của kỳ này chưa rõ."
        return (
            f"Danh sách kèm theo: {self.count} người, lập từ sổ theo ngày {self.on:%d/%m/%Y}. "
            "Tên người không lưu trong báo cáo."
        )


def listed(*, report: Report, form: FormDefinition, content: Content) -> Mapping[str, Listed]:
    """By section: how many people are under its heading, and where exactly those are shown. No query."""
    return {one.code: _of(report, form, content, one) for one in form.sections if one.people}


def _of(report: Report, form: FormDefinition, content: Content, section: Section) -> Listed:
    if content.known_at is None:
        return Listed(count=NOT_KNOWN, on=None)
    known = day_of(content.known_at)
    on = min(report.round.period_end, known)
    asked = {"list": section.people[0]} if len(section.people) == 1 else {"list": "ALL"}
    commune = report.area_code if len(report.area_code) == COMMUNE_CODE else ""
    page = {"ngay": on.isoformat(), "biet-den": known.isoformat(), "cach": REPORTED, **asked}
    export = {"on": on.isoformat(), "known": known.isoformat(), "reported": asked["list"]}
    return Listed(
        count=_count(form, content, section), on=on,
        page=urlencode(page | ({"xa": commune} if commune else {})),
        export=urlencode(export | ({"commune": commune} if commune else {})),
    )  # fmt: skip


def _count(form: FormDefinition, content: Content, section: Section) -> str:
    """The number the report itself gives for the people of a heading, in the cell that counts just them."""
    for cell in form.cells():
        counted = LIVE.get(cell.indicator) if cell.source is Source.FIGURE and cell.span is Span.PERIOD else None
        if counted and (counted.measure, counted.lists, counted.states) == (REPORTED, section.people, ()):
            given = content.cells.get(cell.ref)
            return said(cell, given.value if given else None)
    return NOT_KNOWN
