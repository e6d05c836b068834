"""Tables of the offences."""

from .offence import Offence, OffenceParty, Seizure
from .places import PlantFind, Route, RouteStretch, UsePoint, UsePointFact, WantedHiding

__all__ = [
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
