"""Tables of the offences."""

from .entry import EntryDraft
from .offence import Offence, OffenceParty, Seizure
from .places import PlantFind, Route, RouteStretch, UsePoint, UsePointFact, WantedHiding

__all__ = [
    "EntryDraft",
    "Offence",
    "OffenceParty",
    "PlantFind",
    "Route",
    "RouteStretch",
    "Seizure",
    "UsePoint",
    "UsePointFact",
    "WantedHiding",
]
