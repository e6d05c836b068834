"""Lists in and out: the file as it came, the fate of each of its rows, the mapping a unit mended, what left."""

from django.db import models
from django.db.models import Q

from binhyen.kit.privacy import Privacy

USER, FILE, PERSON = "accounts.User", "files.StoredFile", "people.Person"
_NO, _OWN, _CARE = Privacy.INTERNAL, Privacy.PERSONAL, Privacy.SENSITIVE


class ListImport(models.Model):
    """A spreadsheet somebody dropped, from reading to writing. Kept with its file, its hash and its mapping."""

    file = models.ForeignKey(FILE, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64, db_index=True)
    body_key = models.CharField(max_length=80, blank=True)  # the unit that brought it
    commune_code = models.CharField(max_length=5, blank=True)  # "" is a list of the whole province
    roster_kind = models.CharField(max_length=12, blank=True)  # POLICE, COMMUNE, CLINIC … where it is one to compare
    as_of = models.DateField()  # the day the list speaks of
    state = models.CharField(max_length=12)  # READING, PREVIEW, WRITING, WRITTEN, UNDONE, FAILED
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True)  # why reading or writing stopped, in plain words
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    PRIVACY = {
        "id": _NO, "file": _CARE, "file_name": _OWN, "sha256": _NO, "body_key": _NO, "commune_code": _NO,
        "roster_kind": _NO, "as_of": _NO, "state": _NO, "mapping": _NO, "counts": _NO, "problem": _NO,
        "uploaded_at": _NO, "uploaded_by": _NO, "written_at": _NO, "undone_at": _NO, "version": _NO,
    }  # fmt: skip


class ListRow(models.Model):
    """A row of the file: what was written, what it was read as, what is wrong with it, and what became of it."""

    source = models.ForeignKey(ListImport, models.PROTECT, related_name="rows")
    commune_code = models.CharField(max_length=5, blank=True)
    sheet = models.CharField(max_length=120)
    number = models.PositiveIntegerField()  # the row in the sheet
    cells = models.JSONField(default=dict)  # column letter: as written
    values = models.JSONField(default=dict)  # field: as read and mended
    findings = models.JSONField(default=list)
    severity = models.CharField(max_length=8, blank=True)  # the gravest finding: error, warning, note
    match = models.CharField(max_length=8, blank=True)  # NEW, SAME, MAYBE
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    match_reasons = models.JSONField(default=list)
    accepted = models.BooleanField(default=True)  # the reader's choice in the preview
    offers = models.JSONField(default=list)  # where row and register differ, and what was chosen (queries.lists.offers)
    asks = models.PositiveSmallIntegerField(default=0)  # how many of them wait for a choice
    gives = models.PositiveSmallIntegerField(default=0)  # how many would be written
    applied = models.JSONField(default=dict)  # what was added to a known person, to take it back
    fate = models.CharField(max_length=10, blank=True)  # WRITTEN, SAME, BASKET, LEFT_OUT
    reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    PRIVACY = {
        "id": _NO, "source": _NO, "commune_code": _OWN, "sheet": _NO, "number": _NO, "cells": _CARE, "values": _CARE,
        "findings": _CARE, "severity": _NO, "match": _NO, "person": _NO, "match_reasons": _OWN, "accepted": _NO,
        "offers": _CARE, "asks": _NO, "gives": _NO, "applied": _OWN, "fate": _NO, "reason": _OWN, "version": _NO,
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "sheet", "number"], name="list_row_once")]
        indexes = [
            models.Index(fields=["source", "severity", "id"], name="list_row_by_severity"),
            models.Index(fields=["source", "id"], condition=Q(fate=""), name="list_row_waiting"),  # the next to write
        ]


class ColumnMapping(models.Model):
    """How a unit's headings are read, mended once and remembered."""

    body_key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)  # of the headings
    mapping = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    PRIVACY = {"id": _NO, "body_key": _NO, "fingerprint": _NO, "mapping": _NO, "saved_at": _NO, "saved_by": _NO}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body_key", "fingerprint"], name="mapping_once")]


class ListExport(models.Model):
    """A list that left: who, when, why, for whom, how many of how many rows, until when the file is kept."""

    commune_code = models.CharField(max_length=5, blank=True)  # "" is of the whole province
    what = models.CharField(max_length=40)
    purpose = models.CharField(max_length=300)
    recipient = models.CharField(max_length=200, blank=True)
    filters = models.JSONField(default=dict)
    row_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(FILE, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()

    PRIVACY = {
        "id": _NO, "commune_code": _NO, "what": _NO, "purpose": _NO, "recipient": _NO, "filters": _OWN,
        "row_count": _NO, "total_count": _NO, "file": _CARE, "made_at": _NO, "made_by": _NO, "expires_at": _NO,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="export_expires"),
        ]
