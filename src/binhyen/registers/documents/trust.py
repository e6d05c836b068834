"""The root certificates the installation trusts and the lists of revoked ones, from the folder its settings name."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import x509
from cryptography.x509 import CertificateRevocationList
from django.conf import settings

from binhyen.kit.official_signatures import revocations_in, roots_in


@dataclass(frozen=True, slots=True)
class Trust:
    roots: list[x509.Certificate]
    lists: list[CertificateRevocationList]
    odd: list[str]  # files of the folder that hold neither

    @property
    def listed_at(self) -> datetime | None:
        """When the latest list of revoked certificates was made."""
        return max((one.last_update_utc for one in self.lists), default=None)


def trust() -> Trust:
    """What is installed now; the folder is read at every call, so that a new list counts at once."""
    folder = Path(settings.TRUST_ROOTS)
    roots, odd = roots_in(folder)
    lists, broken = revocations_in(folder)
    return Trust(roots, lists, [*odd, *broken])
