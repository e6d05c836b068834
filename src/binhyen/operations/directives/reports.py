"""The register as it leaves: the rows of the Excel sheet and of the Word appendix, and the calendar of a body.

One query gives page and export alike; the builders are those of the reader, so a file read at the command line and the
reviewed register come out in the same layout.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext
from icalendar import Alarm, Calendar, Event

from binhyen.kit.spreadsheets import Header
from binhyen.kit.vietnamese.text import collapse
from binhyen.operations.directives.models import Duty
from binhyen.operations.directives.occurrences import occurrences
from binhyen.operations.directives.reader.exports import RegisterRow
from binhyen.operations.directives.values import Kind

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
FEED_BACK_DAYS, FEED_AHEAD_DAYS = 60, 400
REMIND_BEFORE = timedelta(days=-3)


def header(*, by: object, at: datetime, purpose: str, rows: int) -> Header:
    """Who takes the register out, when, what for and how many rows; printed on every sheet."""
    title = gettext("Phân công nhiệm vụ (%(rows)d nhiệm vụ)") % {"rows": rows}
    return Header(title=title, who=str(by), at=at, why=purpose)


def register_rows(found: QuerySet[Duty]) -> Iterator[RegisterRow]:
    """Rows for the builders, in the order of the query. Duties, parts and findings: three queries in all."""
    duties = found.select_related("directive__document").prefetch_related("parts", "findings")
    for number, duty in enumerate(duties, 1):
        names: dict[str, list[str]] = {"LEAD": [], "COORDINATE": []}
        for part in sorted(duty.parts.all(), key=lambda part: part.position):
            names[part.part].append(part.name)
        yield RegisterRow(
            stt=number,
            title=duty.title,
            text=collapse(duty.text),
            leads=tuple(names["LEAD"]),
            coordinators=tuple(names["COORDINATE"]),
            deadline_text=duty.deadline_text,
            deadline_on=duty.due_on,
            result=duty.result,
            basis=" › ".join(str(step) for step in duty.path[-2:]),
            directive=directive_name(duty),
            kind=Kind(duty.kind).label,
            place=f"trang {duty.page}, dòng {duty.line}" if duty.page else f"dòng {duty.line}",
            section=str(duty.path[0]) if duty.path else "",
            remarks="; ".join(finding.message for finding in duty.findings.all() if finding.state == "OPEN"),
        )


def directive_name(duty: Duty) -> str:
    """ "Kế hoạch số 02/KH-UBND ngày 05/02/2026", as far as the document says."""
    document = duty.directive.document
    mark = f"{document.number or '…'}/{document.symbol}" if document.symbol else document.number
    day = document.issued_on.strftime("%d/%m/%Y") if document.issued_on else ""
    return " ".join(
        part
        for part in (document.kind or "Văn bản", f"số {mark}" if mark else "", f"ngày {day}" if day else "")
        if part
    )


def calendar_feed(name: str, duties: QuerySet[Duty], *, today: date, at: datetime, address: str) -> bytes:
    """The dated duties of a body as iCalendar (RFC 5545), from 60 days back to 400 days ahead.

    ``address`` is the site's root, for links; titles only, never the text of a duty. Recurring work is unfolded
    day by day, so that every calendar program shows the same days as our own page.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Binh Yen//Viec duoc giao//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Bình Yên: {name}")
    calendar.add("method", "PUBLISH")
    start, end = today - timedelta(days=FEED_BACK_DAYS), today + timedelta(days=FEED_AHEAD_DAYS)
    for duty in duties.select_related("directive__document"):
        issued_on = duty.directive.document.issued_on
        for day in occurrences(duty.deadline_type, duty.deadline_value, start, end, since=issued_on):
            calendar.add_component(_entry(duty, day, at=at, address=address))
    return bytes(calendar.to_ical())


def _entry(duty: Duty, day: date, *, at: datetime, address: str) -> Event:
    event = Event()
    event.add("uid", f"duty-{duty.pk}-{day:%Y%m%d}@binhyen")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("summary", duty.title)
    if duty.deadline_at:
        moment = datetime.combine(day, duty.deadline_at or time(17), tzinfo=LOCAL)
        event.add("dtstart", moment.astimezone(UTC))
        event.add("dtend", moment.astimezone(UTC))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    event.add("description", f"{directive_name(duty)}. Chủ trì: {duty.lead_names or 'chưa phân công'}.")
    event.add("url", f"{address}/viec/{duty.pk}/")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", duty.title)
    alarm.add("trigger", REMIND_BEFORE)
    event.add_component(alarm)
    return event
