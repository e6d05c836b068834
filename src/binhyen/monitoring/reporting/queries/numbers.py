"""The number a report bears as an official document: what it would be, and what it is."""

from dataclasses import dataclass
from datetime import date

from binhyen.kit.document_kinds import abbreviations
from binhyen.monitoring.reporting.models import Report, ReportNumber, ReportVersion, UnitNumbering
from binhyen.registers.documents.models import NumberBook
from binhyen.registers.documents.queries.numbering import counting
from binhyen.registers.documents.queries.outgoing import begun
from binhyen.registers.documents.rules.numbering import symbol_of
from binhyen.registers.documents.values import Words
from binhyen.registers.organisations.models import Body

from . import forms

PART_OF = " - "  # "Phòng … - Công an tỉnh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How a sealed report comes to its number. ``kind`` is "" where its form is no document that bears one."""

    version: ReportVersion | None  # sealed; None before all have signed
    given: ReportNumber | None
    kind: str
    symbol: str  # "" where the letters of the unit are not known
    last: int | None = None  # of the unit's book here; None where none is kept for this kind and year
    at_once: bool = False

    @property
    def waits(self) -> bool:
        """Whether a number is still to be given."""
        return bool(self.kind) and self.version is not None and self.given is None


def numbering(*, report: Report, today: date) -> Numbering:
    """What the page of the number shows. ``report`` with round and body. At most nine queries."""
    version = ReportVersion.objects.select_related("paper_number__taken").filter(pk=report.latest_id or 0).first()
    kind = kind_of(printed=forms.of_key(key=report.round.form_key).document)
    setting = UnitNumbering.objects.filter(body=report.body_id).first()
    series = counting(body=report.body, year=today.year).series(kind)
    book = NumberBook.objects.filter(body=report.body_id, year=today.year, series=series).first() if kind else None
    return Numbering(
        version=version, given=getattr(version, "paper_number", None), kind=kind,
        symbol=symbol(body=report.body, kind=kind) if kind else "", last=book.last if book else None,
        at_once=bool(setting and setting.at_once),
    )  # fmt: skip


def kind_of(*, printed: str) -> str:
    """The kind of a form's document ("BÁO CÁO") by its name; "" for statistics and lists, which bear no number."""
    return next((name for name in abbreviations() if name.upper() == printed.upper()), "")


def symbol(*, body: Body, kind: str, words: Words | None = None) -> str:
    """ "BC-UBND"; "" where it is not known which letters stand for the body. Three queries at most, without ``words``.

    A division that writes in the name of the body it is part of has its own letters (Decree 30/2020, Annex I).
    """
    known = words or begun(issuer=body)
    sign = body.short_name if PART_OF in known.issuer_name else known.sign
    return symbol_of(kind, sign=sign, unit="", abbreviations=abbreviations()) if sign else ""
