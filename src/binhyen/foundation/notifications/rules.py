"""When a digest is due."""

from datetime import datetime

from .values import DIGEST_AT


def digest_due(local: datetime) -> bool:
    """True from 07:30 on, in the time of Asia/Ho_Chi_Minh that ``local`` is given in."""
    return local.time() >= DIGEST_AT
