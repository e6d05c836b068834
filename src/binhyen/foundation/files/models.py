"""Stored files: content outside static, named by hash, described here."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import TextChoices


class FileState(TextChoices):
    QUARANTINED = "QUARANTINED", "Đang kiểm tra"
    CLEAN = "CLEAN", "Dùng được"
    REFUSED = "REFUSED", "Bị từ chối"


class StoredFile(models.Model):
    """One file as it came. ``name`` is the sender's name without any path, for display only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=FileState.choices, default=FileState.QUARANTINED)
    state_reason = models.CharField(max_length=300, blank=True)
    stored_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField()


class Picture(models.Model):
    """What a stored photo looks like: the same photo handed in again, anywhere, is found by it."""

    file = models.OneToOneField(StoredFile, models.CASCADE, primary_key=True, related_name="picture")
    fingerprint = models.BigIntegerField()  # perceptual hash, 64 bits
    bands = ArrayField(models.IntegerField())  # its bytes, each with its place: for search

    class Meta:
        indexes = [GinIndex(fields=["bands"], name="picture_alike")]
