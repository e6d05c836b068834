"""Recurring deadlines: cadences ("hằng tháng, quý") joined with their anchors ("trước ngày 20", "thứ Hai", "17/6")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from .atoms import Atom, Period
from .words import WEEKDAYS

_YEARLY: Final = (("YEARLY", 1), ("MONTHLY", 6))
ANCHORS: Final = ("day", "month", "quarter", "monthday", "weekday")


@dataclass(slots=True)
class _Entry:
    period: Period
    anchors: list[str] = field(default_factory=list)
    hour: str = ""


def rrule(atoms: list[Atom], near: list[bool]) -> str:
    """RRULE parts of a group with at least one cadence. ``near[i]``: atom i touches atom i+1 ("20 hằng tháng")."""
    groups: list[list[_Entry]] = [[_Entry(p) for p in atom.periods] for atom in atoms if atom.kind == "cadence"]
    cadences = [i for i, atom in enumerate(atoms) if atom.kind == "cadence"]
    if not cadences:
        return ""
    for i, atom in enumerate(atoms):
        if atom.kind == "hour":
            groups[_nearest(i, cadences, near)][0].hour = _hour(atom)
        elif atom.kind in ANCHORS:
            _bind(atom, groups[_nearest(i, cadences, near)], groups)
    entries = [entry for group in groups for entry in group]
    anchored = any(anchor.startswith("BYMONTH=") for entry in entries for anchor in entry.anchors)
    parts = [
        part + entry.hour
        for entry in entries
        if not (anchored and not entry.anchors and entry.period in _YEARLY)  # "06 tháng (17/6), 01 năm (17/12)"
        for part in _parts(entry)
    ]
    return "|".join(_without_plain(list(dict.fromkeys(parts))))


def _without_plain(parts: list[str]) -> list[str]:
    """ "hằng tháng … trước ngày 25 hằng tháng" says one rhythm twice: the anchored one stands."""
    return [p for p in parts if not any(q != p and q.startswith(p + ";BY") for q in parts)]


def _nearest(i: int, cadences: list[int], near: list[bool]) -> int:
    """The cadence an anchor belongs to: the one it touches, else the one before, else the first."""
    for k, c in enumerate(cadences):
        if c > i and all(near[i:c]):
            return k
    before = [k for k, c in enumerate(cadences) if c < i]
    return before[-1] if before else 0


def _bind(atom: Atom, group: list[_Entry], groups: list[list[_Entry]]) -> None:
    if atom.kind == "weekday":
        nth = str(atom.m) if atom.m else ""
        _entry(group, ("MONTHLY", 1) if atom.m else ("WEEKLY", 1)).anchors.append(f"BYDAY={nth}{WEEKDAYS[atom.d]}")
    elif atom.kind == "monthday":
        wanted: Period = ("MONTHLY", 3) if "quý" in atom.word else ("MONTHLY", 1)
        chosen = next((e for e in group if e.period == wanted), None)
        if chosen is None and wanted[1] == 3:
            chosen = _added(group, wanted)
        chosen = chosen or next((e for e in group if e.period[0] == "MONTHLY"), group[0])
        chosen.anchors.append(f"BYMONTHDAY={atom.d}")
    else:
        yearly = next((e for g in (group, *groups) for e in g if e.period in _YEARLY), None)
        quarterly = next((e for e in group if e.period == ("MONTHLY", 3) and "BYMONTHDAY" not in str(e.anchors)), None)
        (yearly or quarterly or _added(group, ("YEARLY", 1))).anchors.extend(_of_year(atom))


def _added(group: list[_Entry], period: Period) -> _Entry:
    group.append(_Entry(period))
    return group[-1]


def _entry(group: list[_Entry], period: Period) -> _Entry:
    return next((e for e in group if e.period[0] == period[0]), group[0])


def _of_year(atom: Atom) -> list[str]:
    if atom.kind == "day":
        return [f"BYMONTH={atom.m};BYMONTHDAY={atom.d}"]
    months = atom.numbers if atom.kind == "month" else tuple(q * 3 for q in atom.numbers)
    return [f"BYMONTH={m}" for m in months]


def _parts(entry: _Entry) -> list[str]:
    freq, interval = entry.period
    yearly = [a for a in entry.anchors if a.startswith("BYMONTH=")]
    if yearly:
        return [f"FREQ=YEARLY;{anchor}" for anchor in yearly]
    base = f"FREQ={freq}" + (f";INTERVAL={interval}" if interval > 1 else "")
    if freq == "YEARLY" and any(a.startswith("BYMONTHDAY") for a in entry.anchors):
        base = "FREQ=MONTHLY"
    return [f"{base};{anchor}" for anchor in entry.anchors] or [base]


def _hour(atom: Atom) -> str:
    hour, minute = atom.numbers
    return f";BYHOUR={hour}" + (f";BYMINUTE={minute}" if minute else "")
