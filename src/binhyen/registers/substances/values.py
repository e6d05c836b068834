"""A listed substance."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """One row of the lists of narcotic substances and precursors of a decree.

    ``code`` is "28-2026-IA-14": decree, list, number. A later decree numbers anew, so its rows get codes of their own.
    CAS may be blank (plants, mixtures) and is no key. ``valid_to`` is the last day, None while in force.
    """

    code: str
    list: str  # IA, IB, IIA, IIB, III, IVA, IVB, IVC
    no: int
    kind: str  # chất gây nghiện, chất hướng thần, tiền chất
    name: str
    chemical_name: str
    cas: str
    hs_code: str
    ministries: str
    note: str
    source: str
    valid_from: date
    valid_to: date | None
    key: str  # the name without tones and case, for looking up

    @property
    def short(self) -> str:
        """The name without its synonyms."""
        return self.name.split(";")[0].split(",")[0].split(" (")[0].strip()

    @property
    def label(self) -> str:
        return f"{self.short} ({self.list}.{self.no})"
