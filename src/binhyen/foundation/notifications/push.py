"""Web push (RFC 8030, 8291, 8292): the server's own key, which services may be spoken to, one message to one browser.

Off unless settings.PUSH is set: the services belong to makers of browsers abroad, who learn that a device of this site
got a message, though never what it says. It is the province's to decide.
"""

import json
import logging
import os
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02
from py_vapid.utils import b64urlencode
from pywebpush import WebPushException, webpush

from .models import PushSubscription

log = logging.getLogger(__name__)
TIMEOUT = 10  # seconds
KEPT_FOR = 12 * 3600  # seconds a service keeps a message for a phone that is off
GONE = (404, 410)


class Outcome(StrEnum):
    SENT = "SENT"
    GONE = "GONE"  # the browser gave the subscription up: it goes here too
    FAILED = "FAILED"


class PushOff(Exception):
    """The server sends no messages to browsers."""


def allowed(endpoint: str) -> bool:
    """Whether the address belongs to a push service this server speaks to: never an address somebody made up."""
    parts = urlsplit(endpoint)
    if parts.username or parts.password:
        return False
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    return any(fnmatchcase(origin, service) for service in settings.PUSH_SERVICES)


def _key() -> Vapid02:
    """The server's key; made at the first use, readable by this account only."""
    if not settings.PUSH:
        raise PushOff
    where = Path(settings.PUSH_KEY)
    if not where.exists():
        _make(where)
    return Vapid02.from_file(str(where))


def _make(where: Path) -> None:
    key = Vapid02()
    key.generate_keys()
    where.parent.mkdir(parents=True, exist_ok=True)
    beside = where.with_name(f"{where.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_pem())
    try:
        os.link(beside, where)  # the first of two processes wins
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def public_key() -> str:
    """What a browser needs to subscribe; "" where push is off."""
    if not settings.PUSH:
        return ""
    point = _key().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return str(b64urlencode(point))


def send(row: PushSubscription, *, title: str, body: str, path: str) -> Outcome:
    """One message, encrypted for that browser. Words without personal data; ``path`` is what a click opens."""
    if not allowed(row.endpoint):
        return Outcome.GONE
    key = _key()
    session = requests.Session()
    session.max_redirects = 0  # a service that sends us elsewhere is not followed
    try:
        webpush(
            subscription_info={"endpoint": row.endpoint, "keys": {"p256dh": row.p256dh, "auth": row.auth}},
            data=json.dumps({"title": title, "body": body, "path": path}, ensure_ascii=False),
            vapid_private_key=key,
            vapid_claims={"sub": f"mailto:{settings.DEFAULT_FROM_EMAIL}"},
            ttl=KEPT_FOR,
            timeout=TIMEOUT,
            requests_session=session,
        )
    except WebPushException as fault:
        status = fault.response.status_code if fault.response is not None else 0
        if status in GONE:
            return Outcome.GONE
        log.warning("push service of subscription %s answered %s", row.pk, status)
        return Outcome.FAILED
    except (requests.RequestException, ValueError):
        log.warning("push service of subscription %s not reached", row.pk)
        return Outcome.FAILED
    finally:
        session.close()
    return Outcome.SENT
