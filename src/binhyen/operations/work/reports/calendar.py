"""Work as a calendar (RFC 5545): what is due. Titles only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

REMIND_BEFORE = timedelta(days=-1)


@dataclass(frozen=True, slots=True)
class Entry:
    """``uid`` is stable: a moved day moves the entry, it does not make a second one."""

    uid: str
    title: str
    due_at: datetime
    note: str
    path: str


def calendar(*, name: str, entries: Iterable[Entry], at: datetime, address: str) -> bytes:
    """``address`` is the site's root, for links."""
    found = Calendar()
    found.add("prodid", "-//Binh Yen//Cong viec//VI")
    found.add("version", "2.0")
    found.add("x-wr-calname", f"Bình Yên: {name}")
    found.add("method", "PUBLISH")
    for entry in entries:
        found.add_component(_event(entry, at, address))
    return bytes(found.to_ical())


def _event(entry: Entry, at: datetime, address: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@binhyen")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("summary", entry.title)
    moment = entry.due_at.astimezone(UTC)
    event.add("dtstart", moment)
    event.add("dtend", moment)
    event.add("description", entry.note)
    event.add("url", f"{address}{entry.path}")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", REMIND_BEFORE)
    event.add_component(alarm)
    return event
