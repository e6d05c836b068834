"""One person, one record. What identifies stands here; what is sensitive or encrypted has tables of its own.

Rows follow the person in the database's eyes: a table with ``commune_code`` is seen by that commune and, during a
move, by ``to_commune_code``; the other tables are seen by whoever may see the person (migration 0002).
"""

import uuid
from functools import partial

import pghistory
from django.db import models
from django.db.models import F, Q

from binhyen.kit.privacy import Privacy

from .values import (
    AddressKind,
    AliasKind,
    BirthPrecision,
    Compartment,
    ContactKind,
    CrossingKind,
    NumberKind,
    Outcome,
    PairState,
    RequestKind,
    Sex,
    Topic,
)

# Who and why stand in the journal, so the library's own context is left out. One trigger call per statement: per row it
# takes 0.2 ms, and a list has thousands.
history = partial(pghistory.track, level=pghistory.Statement, context_field=None)  # type: ignore[arg-type]
USER, FILE, HAMLET = "accounts.User", "files.StoredFile", "territories.Hamlet"
_NO, _OWN, _CARE = Privacy.INTERNAL, Privacy.PERSONAL, Privacy.SENSITIVE


def _ends_after_start(name: str) -> models.CheckConstraint:
    rule = Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
    return models.CheckConstraint(condition=rule, name=name)


@history(exclude=["search_key", "sort_key", "match_key"])
class Person(models.Model):
    """``birth_on`` is the first possible day; how much of it is known says ``birth_precision``."""

    full_name = models.CharField(max_length=120)  # as written, NFC
    search_key = models.CharField(max_length=120, db_collation="C")  # without tones, lower
    match_key = models.CharField(max_length=120, db_collation="C")  # folded further: i/y, tone marks, spellings
    sort_key = models.BinaryField()  # Vietnamese order, given name first
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_precision = models.CharField(max_length=8, choices=BirthPrecision.choices, default=BirthPrecision.UNKNOWN)
    commune_code = models.CharField(max_length=5, blank=True)  # whose person; "" has left the province
    to_commune_code = models.CharField(max_length=5, blank=True)  # the receiving commune during a move
    hamlet = models.ForeignKey(HAMLET, models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    voided_at = models.DateTimeField(null=True, blank=True)  # entered by a list that was undone
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)  # two officers on one record: the second is told

    PRIVACY = {
        "id": _NO, "full_name": _OWN, "search_key": _OWN, "match_key": _OWN, "sort_key": _OWN, "sex": _OWN,
        "birth_on": _OWN, "birth_year": _OWN, "birth_precision": _NO, "commune_code": _OWN, "to_commune_code": _OWN,
        "hamlet": _OWN, "merged_into": _NO, "voided_at": _NO, "registered_at": _NO, "registered_by": _NO,
        "version": _NO,
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["commune_code", "sort_key", "id"], name="person_of_commune"),  # the commune's list
            models.Index(fields=["sort_key", "id"], name="person_in_order"),  # the province's list
            models.Index(fields=["to_commune_code"], condition=~Q(to_commune_code=""), name="person_on_the_way"),
            models.Index(fields=["match_key", "birth_year"], name="person_alike"),  # who may be the same
            models.Index(fields=["birth_year", "sort_key"], name="person_by_birth_year"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_merged"),
            models.Index(fields=["search_key"], name="person_by_name"),  # a whole name typed from its first word
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="person_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="person_birth_year_possible",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class NameToken(models.Model):
    """A word of a name (or alias) without tones: search by word starts with ``^@``, indexable under the policies.

    The year of birth stands beside it, so that words and year together are found in the index alone. Records that
    were merged into another or voided have no words.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    token = models.CharField(max_length=40, db_collation="C")
    commune_code = models.CharField(max_length=5, blank=True)
    to_commune_code = models.CharField(max_length=5, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)

    PRIVACY = {
        "id": _NO, "person": _NO, "token": _OWN, "commune_code": _OWN, "to_commune_code": _OWN, "birth_year": _OWN,
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["token", "person"], include=["birth_year"], name="token_anywhere"),
            models.Index(fields=["commune_code", "token", "person"], name="token_of_commune"),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "token"], name="token_once")]


@history()
class Alias(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=10, choices=AliasKind.choices)
    name = models.CharField(max_length=120)
    PRIVACY = {"id": _NO, "person": _NO, "kind": _NO, "name": _OWN}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="alias_once")]


@history(exclude=["cipher", "blind", "tail"])  # history rows cannot be sealed anew
class IdentityNumber(models.Model):
    """Sealed for its row; found through blind indexes of the whole and of the last four characters."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="numbers")
    kind = models.CharField(max_length=10, choices=NumberKind.choices)
    cipher = models.BinaryField()
    blind = models.BinaryField()
    tail = models.BinaryField()
    issued_on = models.DateField(null=True, blank=True)
    issued_by = models.CharField(max_length=120, blank=True)
    valid_to = models.DateField(null=True, blank=True)  # replaced or withdrawn
    PRIVACY = {
        "id": _NO, "person": _NO, "kind": _NO, "cipher": _OWN, "blind": _OWN, "tail": _OWN, "issued_on": _OWN,
        "issued_by": _OWN, "valid_to": _OWN,
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["blind"], name="number_by_blind"),
            models.Index(fields=["tail"], name="number_by_tail"),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "blind"], name="number_once")]


@history(exclude=["cipher", "blind", "tail"])  # history rows cannot be sealed anew
class Contact(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    cipher = models.BinaryField()
    blind = models.BinaryField()
    tail = models.BinaryField()
    valid_to = models.DateField(null=True, blank=True)  # no longer in use
    PRIVACY = {
        "id": _NO, "person": _NO, "kind": _NO, "cipher": _OWN, "blind": _OWN, "tail": _OWN, "valid_to": _OWN,
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["blind"], name="contact_by_blind"),
            models.Index(fields=["tail"], name="contact_by_tail"),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "blind"], name="contact_once")]


@history()
class Address(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10, choices=AddressKind.choices)
    place_code = models.CharField(max_length=5, blank=True)  # commune code, "" where it could not be resolved
    hamlet = models.ForeignKey(HAMLET, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300, blank=True)  # as written
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    PRIVACY = {
        "id": _NO, "person": _NO, "kind": _NO, "place_code": _OWN, "hamlet": _OWN, "text": _OWN, "valid_from": _OWN,
        "valid_to": _OWN,
    }  # fmt: skip

    class Meta:
        constraints = [_ends_after_start("address_ends_after_start")]


@history()
class HouseholdLink(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="household")
    relative = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # if registered too
    name = models.CharField(max_length=120, blank=True)
    relation = models.CharField(max_length=40)  # cha, mẹ, vợ, chồng, người giám hộ …
    valid_to = models.DateField(null=True, blank=True)
    PRIVACY = {"id": _NO, "person": _NO, "relative": _OWN, "name": _OWN, "relation": _OWN, "valid_to": _OWN}


@history()
class Photo(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="photos")
    file = models.ForeignKey(FILE, models.PROTECT, related_name="+")
    taken_on = models.DateField(null=True, blank=True)
    PRIVACY = {"id": _NO, "person": _NO, "file": _OWN, "taken_on": _OWN}


@history()
class SensitiveNote(models.Model):
    """Sensitive data, apart from the person's row and behind its compartment. An image of a paper is a file."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sensitive")
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    topic = models.CharField(max_length=12, choices=Topic.choices)
    value = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(FILE, models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(max_length=200, blank=True)  # why we hold it
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    PRIVACY = {
        "id": _NO, "person": _NO, "compartment": _NO, "topic": _NO, "value": _CARE, "file": _CARE, "basis": _NO,
        "recorded_at": _NO, "recorded_by": _NO, "ended_at": _NO,
    }  # fmt: skip


@history(exclude=["reminded_on"])
class SubjectRequest(models.Model):
    """What a person asked about the data held, with the clocks of Decree 356/2025, Art. 5."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=10, choices=RequestKind.choices)
    asked_by = models.CharField(max_length=120, blank=True)  # "" the person; else the representative
    text = models.TextField(blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    with_processor = models.BooleanField(default=False)  # somebody else processes it for us: the clocks are longer
    acknowledge_by = models.DateField()
    answer_by = models.DateField()
    extended_to = models.DateField(null=True, blank=True)
    extension_reason = models.CharField(max_length=300, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    ground = models.CharField(max_length=40, blank=True)  # code of the refusal's ground
    answer = models.TextField(blank=True)
    reminded_on = models.DateField(null=True, blank=True)  # the last day somebody was reminded of its clock
    PRIVACY = {
        "id": _NO, "person": _NO, "kind": _OWN, "asked_by": _OWN, "text": _CARE, "received_at": _NO,
        "received_by": _NO, "with_processor": _NO, "acknowledge_by": _NO, "answer_by": _NO, "extended_to": _NO,
        "extension_reason": _OWN, "acknowledged_at": _NO, "answered_at": _NO, "outcome": _NO, "ground": _NO,
        "answer": _CARE, "reminded_on": _NO,
    }  # fmt: skip


class Merge(models.Model):
    """Two records that were one person; which field came from where, and how to take it apart again."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="merges_kept")  # the one that stays
    gone = models.ForeignKey(Person, models.PROTECT, related_name="merges_gone")
    fields = models.JSONField(default=dict)  # field: {"from": id, "value_before": …}
    moved = models.JSONField(default=dict)  # table: ids of the rows that moved
    reason = models.CharField(max_length=300, blank=True)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    PRIVACY = {
        "id": _NO, "person": _NO, "gone": _NO, "fields": _OWN, "moved": _NO, "reason": _OWN, "merged_at": _NO,
        "merged_by": _NO, "undone_at": _NO, "undone_by": _NO,
    }  # fmt: skip


class NameCount(models.Model):
    """How many persons have a name, for names several have: agreeing on a rare one says more. About nobody."""

    family = models.CharField(max_length=60, blank=True, db_collation="C")  # parts of the folded name
    middle = models.CharField(max_length=120, blank=True, db_collation="C")
    given = models.CharField(max_length=60, db_collation="C")
    people = models.PositiveIntegerField()
    counted_at = models.DateTimeField(db_index=True)
    PRIVACY = {"id": _NO, "family": _NO, "middle": _NO, "given": _NO, "people": _NO, "counted_at": _NO}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "middle", "given"], name="name_counted_once")]


class PossiblePair(models.Model):
    """Two records that may be one person, and what was decided. "Not the same" is remembered here.

    Seen by both communes: ``commune_code`` is of ``left``, ``to_commune_code`` of ``right``; left < right.
    """

    left = models.ForeignKey(Person, models.CASCADE, related_name="+")
    right = models.ForeignKey(Person, models.CASCADE, related_name="+")
    commune_code = models.CharField(max_length=5, blank=True)
    to_commune_code = models.CharField(max_length=5, blank=True)
    weight = models.FloatField()  # log2 of the odds
    probability = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PairState.choices, default=PairState.OPEN)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    PRIVACY = {
        "id": _NO, "left": _NO, "right": _NO, "commune_code": _OWN, "to_commune_code": _OWN, "weight": _NO,
        "probability": _NO, "reasons": _OWN, "state": _NO, "found_at": _NO, "decided_at": _NO, "decided_by": _NO,
        "reason": _OWN,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="pair_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pair_in_order"),
        ]
        indexes = [models.Index(fields=["state", "-weight"], name="pair_queue")]


class Crossing(models.Model):
    """Somebody looked across an area or a compartment: on which ground, why, until when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="crossings")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=CrossingKind.choices)
    compartment = models.CharField(max_length=12, choices=Compartment.choices, blank=True)
    ground = models.CharField(max_length=40)  # law/people/crossings.toml
    reason = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    objected_at = models.DateTimeField(null=True, blank=True)
    objected_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    objection = models.CharField(max_length=300, blank=True)
    explanation = models.CharField(max_length=500, blank=True)
    PRIVACY = {
        "id": _NO, "person": _NO, "user": _NO, "kind": _NO, "compartment": _NO, "ground": _NO, "reason": _OWN,
        "opened_at": _NO, "ends_at": _NO, "closed_at": _NO, "closed_by": _NO, "objected_at": _NO, "objected_by": _NO,
        "objection": _OWN, "explanation": _OWN,
    }  # fmt: skip

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="crossing_ends")]


class Reach(models.Model):
    """Readers who reach a person otherwise than by area: a clinic its patients, an officer by a crossing.

    ``reader`` is "u:<account>" or "b:<body key>"; ``compartment`` "" opens the person, else that compartment too.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="reaches")
    reader = models.CharField(max_length=90, db_collation="C")
    compartment = models.CharField(max_length=12, choices=Compartment.choices, blank=True)
    ground = models.CharField(max_length=40)
    ends_at = models.DateTimeField(null=True, blank=True)
    crossing = models.ForeignKey(Crossing, models.CASCADE, null=True, blank=True, related_name="reaches")
    PRIVACY = {
        "id": _NO, "person": _NO, "reader": _NO, "compartment": _NO, "ground": _NO, "ends_at": _NO, "crossing": _NO,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["reader", "person"], name="reach_by_reader")]
        constraints = [models.UniqueConstraint(fields=["person", "reader", "compartment"], name="reach_once")]
