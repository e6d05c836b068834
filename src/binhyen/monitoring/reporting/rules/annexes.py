"""What is attached to a report beside what its duty names. No clock, no database."""

from collections.abc import Iterable, Sequence

from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.reporting.values.findings import Finding, Looked, Weight
from binhyen.monitoring.reporting.values.reports import Annex

PLACE = "kem_theo"  # where the findings are shown
HEADING = "Tài liệu kèm theo"
_KILO = 1024


def same(one: str, other: str) -> bool:
    """Whether two titles name the same, however they are written."""
    return search_key(one) == search_key(other)


def lacking(named: Iterable[str], attached: Sequence[Annex]) -> list[str]:
    """Titles a duty names that neither came nor are explained."""
    there = {search_key(one.title) for one in attached}
    return [title for title in named if search_key(title) not in there]


def findings(named: Iterable[str], attached: Sequence[Annex]) -> list[Finding]:
    """One for each that lacks: it is attached, or why there is none is said."""
    return [
        Finding(
            looked=Looked.MISSING, weight=Weight.EXPLAIN, words=f"Chưa kèm “{title}”.",
            mend="Đính kèm tệp, hoặc ghi vì sao kỳ này không có.", places=(PLACE,),
        )
        for title in lacking(named, attached)
    ]  # fmt: skip


def said(one: Annex) -> str:
    """As it is printed and compared: the file by its name, size and SHA-256, or why there is none."""
    if one.why_not:
        return f"{one.title}: không kèm, {one.why_not[:1].lower()}{one.why_not[1:].rstrip('.')}"
    return f"{one.title}: {one.name}, {size(one.size)}, SHA-256 {one.sha256}"


def size(count: int) -> str:
    """ "340 KB", "2,4 MB"."""
    if count < _KILO * _KILO:
        return f"{max(1, round(count / _KILO))} KB"
    return f"{count / _KILO / _KILO:.1f} MB".replace(".", ",")
