"""The mails themselves: plain Vietnamese text, titles and addresses of pages, nothing about people."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from binhyen.foundation.accounts.models import User

from .models import Notification
from .values import KINDS

MOST_LINES = 50  # a digest names so many messages; the page has the others


def send_digest(*, to: User, messages: Sequence[Notification], on: date) -> None:
    """One mail for all ``messages``. Raises OSError or smtplib.SMTPException where it does not leave."""
    shown = messages[:MOST_LINES]
    _send(to, "notifications/digest", {"messages": shown, "more": len(messages) - len(shown), "on": on})


def send_one(*, to: User, message: Notification) -> None:
    """A mail of its own for a kind that cannot wait."""
    _send(to, "notifications/immediate", {"message": message, "label": KINDS[message.kind].label})


def _send(to: User, template: str, context: dict[str, object]) -> None:
    with override("vi"):
        context |= {"person": to, "site": settings.PUBLIC_URL.rstrip("/")}
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        body = render_to_string(f"{template}.txt", context)
    EmailMessage(subject, body, to=[to.email]).send()
