"""Messages to people. Each person sees only their own: the database itself enforces it (row-level security)."""

import uuid

from django.db import models
from django.db.models import F, Q


class Notification(models.Model):
    """One message to one person. ``text`` is a title without personal data; the page behind ``url`` has the rest."""

    # made here, not by the database: a new row of somebody else cannot be read back under row-level security
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)  # at once or in a digest

    class Meta:
        indexes = [
            models.Index(F("user"), F("created_at").desc(), F("id"), name="notification_latest"),  # one's own list
            models.Index(fields=["user"], name="notification_unread", condition=Q(read_at__isnull=True)),
        ]


class PushSubscription(models.Model):
    """A browser of a person that shows messages by itself, asked for there. It holds no message."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=600, unique=True)  # of the push service; a secret between it and us
    p256dh = models.CharField(max_length=120)  # keys of the browser: only it can read what is sent
    auth = models.CharField(max_length=60)
    device = models.CharField(max_length=60)  # "Chrome, Android": what its owner knows it by
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row

    class Meta:
        indexes = [models.Index(fields=["user"], name="push_of_user")]


class Digest(models.Model):
    """That a person had their digest on a day: there is no second one."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    on = models.DateField()
    count = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="digest_once_a_day")]
