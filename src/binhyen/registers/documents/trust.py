"""The root certificates the installation trusts, from the folder its settings name."""

from pathlib import Path

from asn1crypto import x509
from django.conf import settings

from binhyen.kit.official_signatures import roots_in


def trust_roots() -> tuple[list[x509.Certificate], list[str]]:
    """Root certificates, and files of the folder that hold none."""
    return roots_in(Path(settings.TRUST_ROOTS))
