"""The kinds of documents of Decree 30/2020, from the project's own list."""

import csv
from functools import cache
from pathlib import Path

from asn1crypto import x509
from django.conf import settings

from binhyen.kit.official_signatures import roots_in
from binhyen.kit.paths import LAW


@cache
def kinds(path: Path = LAW / "codes" / "document_kinds.csv") -> tuple[tuple[str, str], ...]:
    """(name, abbreviation) in the order of the decree; some kinds have no abbreviation."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row["name"], row["abbreviation"]) for row in csv.DictReader(file))


@cache
def abbreviations() -> dict[str, str]:
    """Kind of document to its abbreviation; "" where the decree gives none (official letters)."""
    return dict(kinds())


def trust_roots() -> tuple[list[x509.Certificate], list[str]]:
    """Root certificates the installation trusts, and files of its folder that hold none."""
    return roots_in(Path(settings.TRUST_ROOTS))
