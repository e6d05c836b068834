"""A case: its facts, and what the rules make of them.

``CaseFact`` is the record; it is only ever added to. ``CaseSpan``, ``CaseClock`` and the columns of ``Case`` are
what the rules compute from it, stored so that lists, totals and clocks are one indexed query.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from binhyen.kit.privacy import Privacy

USER, FILE, PERSON = "accounts.User", "files.StoredFile", "people.Person"
_NO, _OWN, _CARE = Privacy.INTERNAL, Privacy.PERSONAL, Privacy.SENSITIVE


class Case(models.Model):
    """The one case of a person, as it stands today. Rewritten whenever a fact is recorded or a term ends."""

    person = models.OneToOneField(PERSON, models.PROTECT, primary_key=True, related_name="+")
    commune_code = models.CharField(max_length=5, blank=True)
    to_commune_code = models.CharField(max_length=5, blank=True)
    file_number = models.CharField(max_length=30, blank=True)  # BL-0147, the commune's own
    state = models.CharField(max_length=20)  # values.State
    list_code = models.CharField(max_length=8, blank=True)  # values.ListCode, legal membership
    reported_list = models.CharField(max_length=8, blank=True)  # as the published stock counts it
    measure = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)  # of the state
    ends_on = models.DateField(null=True, blank=True)  # by its term
    flags = ArrayField(models.CharField(max_length=20), default=list)
    next_due_at = models.DateTimeField(null=True, blank=True)  # the first clock to run out
    refold_on = models.DateField(null=True, blank=True)  # the next day on which the state changes by itself
    sort_key = models.BinaryField()  # of the person's name
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    hamlet_id = models.BigIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    PRIVACY = {
        "person": _NO, "commune_code": _OWN, "to_commune_code": _OWN, "file_number": _OWN, "state": _CARE,
        "list_code": _CARE, "reported_list": _CARE, "measure": _CARE, "since": _CARE, "ends_on": _CARE,
        "flags": _CARE, "next_due_at": _NO, "refold_on": _NO, "sort_key": _OWN, "birth_year": _OWN,
        "hamlet_id": _OWN, "opened_at": _NO, "changed_at": _NO, "version": _NO,
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "person"], name="case_in_order"),
            models.Index(fields=["list_code", "sort_key", "person"], name="case_of_list"),
            models.Index(fields=["state", "sort_key", "person"], name="case_of_state"),
            models.Index(fields=["commune_code", "sort_key", "person"], name="case_of_commune"),
            models.Index(fields=["commune_code", "list_code", "state"], name="case_counts"),
            models.Index(fields=["to_commune_code"], condition=~Q(to_commune_code=""), name="case_on_the_way"),
            models.Index(fields=["refold_on"], condition=Q(refold_on__isnull=False), name="case_to_refold"),
            # the register's other orders: a page of a country without sorting 230,000 cases
            models.Index(fields=["next_due_at", "person"], name="case_by_next_due"),
            models.Index(fields=["ends_on", "person"], name="case_by_end"),
            models.Index(fields=["since", "person"], name="case_by_beginning"),
            models.Index(F("since").desc(nulls_last=True), F("person").desc(), name="case_latest_first"),
        ]


class CaseFact(models.Model):
    """One legal fact. Never edited: a correction is a later row that ``supersedes`` it."""

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)  # values.FactKind
    compartment = models.CharField(max_length=12)  # of its details; from the kind
    effective_at = models.DateTimeField()
    day_only = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    commune_code = models.CharField(max_length=5, blank=True)  # the acting commune; never changes
    authority = models.CharField(max_length=40, blank=True)
    body_key = models.CharField(max_length=80, blank=True)  # who decided, where it is a body we know
    document_number = models.CharField(max_length=60, blank=True)
    document_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey("documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(FILE, models.PROTECT, null=True, blank=True, related_name="+")
    data = models.JSONField(default=dict)  # the fields of its kind (law/cases/facts.toml)
    note = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)  # asked for by a warning, or of a correction
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    withdrawn = models.BooleanField(default=False)  # the superseded fact never was
    source_row = models.ForeignKey("cases.ListRow", models.PROTECT, null=True, blank=True, related_name="facts")
    one_time_key = models.UUIDField(null=True, blank=True)  # the same form sent twice is one fact

    PRIVACY = {
        "id": _NO, "person": _NO, "kind": _CARE, "compartment": _NO, "effective_at": _CARE, "day_only": _NO,
        "recorded_at": _NO, "recorded_by": _NO, "commune_code": _OWN, "authority": _NO, "body_key": _NO,
        "document_number": _OWN, "document_on": _OWN, "document": _OWN, "file": _CARE, "data": _CARE, "note": _CARE,
        "reason": _OWN, "supersedes": _NO, "withdrawn": _NO, "source_row": _NO, "one_time_key": _NO,
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["person", "effective_at", "id"], name="fact_of_person"),
            models.Index(fields=["recorded_at"], name="fact_by_recording"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["one_time_key"], name="fact_once"),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(supersedes__isnull=False), name="fact_withdraws_something"
            ),
        ]


class CaseSpan(models.Model):
    """A stretch of the timeline, true for the legal days [legal_from, legal_to) and believed during
    [known_from, known_to). All lists' totals of any day, known at any day, are one aggregate over this table.
    """

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    legal_from = models.DateField()
    legal_to = models.DateField(null=True, blank=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20)
    list_code = models.CharField(max_length=8, blank=True)
    reported_list = models.CharField(max_length=8, blank=True)
    measure = models.CharField(max_length=20, blank=True)
    commune_code = models.CharField(max_length=5, blank=True)
    to_commune_code = models.CharField(max_length=5, blank=True)
    because_id = models.BigIntegerField(null=True, blank=True)  # the fact; no key, so that bulk loads stay quick
    because_kind = models.CharField(max_length=30, blank=True)  # its kind, or TERM where the law's own term ended it
    article = models.CharField(max_length=80, blank=True)

    PRIVACY = {
        "id": _NO, "person": _NO, "legal_from": _CARE, "legal_to": _CARE, "known_from": _NO, "known_to": _NO,
        "state": _CARE, "list_code": _CARE, "reported_list": _CARE, "measure": _CARE, "commune_code": _OWN,
        "to_commune_code": _OWN, "because_id": _NO, "because_kind": _CARE, "article": _NO,
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="span_of_person"),
            models.Index(fields=["commune_code", "legal_from"], name="span_of_commune"),
            models.Index(
                fields=["legal_from"],
                condition=Q(known_to__isnull=True),
                name="span_known_now",
                include=["legal_to", "commune_code", "list_code", "reported_list", "state"],
            ),
            models.Index(fields=["to_commune_code"], condition=~Q(to_commune_code=""), name="span_on_the_way"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(legal_to__isnull=True) | Q(legal_to__gt=F("legal_from")), name="span_has_days"
            ),
            models.CheckConstraint(
                condition=Q(known_to__isnull=True) | Q(known_to__gt=F("known_from")), name="span_was_known"
            ),
            ExclusionConstraint(  # nobody is in two states, or on two lists, on one day as known at one moment
                name="span_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (Func(F("legal_from"), F("legal_to"), function="daterange"), RangeOperators.OVERLAPS),
                    (Func(F("known_from"), F("known_to"), function="tstzrange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class CaseClock(models.Model):
    """A statutory time that runs on a case: what, which article, until when, what stops it."""

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    commune_code = models.CharField(max_length=5, blank=True)
    to_commune_code = models.CharField(max_length=5, blank=True)
    code = models.CharField(max_length=40)  # law/cases/clocks.toml
    article = models.CharField(max_length=80, blank=True)
    owner = models.CharField(max_length=30)  # the role that must act
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)  # null: the law's length is unknown and not set
    paused_since = models.DateTimeField(null=True, blank=True)
    pause_reason = models.CharField(max_length=200, blank=True)
    because_id = models.BigIntegerField(null=True, blank=True)
    told_level = models.PositiveSmallIntegerField(default=0)  # how far up the line it was escalated

    PRIVACY = {
        "id": _NO, "person": _NO, "commune_code": _OWN, "to_commune_code": _OWN, "code": _CARE, "article": _NO,
        "owner": _NO, "started_at": _NO, "due_at": _NO, "paused_since": _NO, "pause_reason": _OWN, "because_id": _NO,
        "told_level": _NO,
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["commune_code", "due_at"], name="clock_of_commune"),
            models.Index(fields=["due_at"], name="clock_due"),
            models.Index(fields=["to_commune_code"], condition=~Q(to_commune_code=""), name="clock_on_the_way"),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "code", "because_id"], name="clock_once")]


class Transfer(models.Model):
    """Somebody has left one commune for another: both own the case until the receiver accepts."""

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    commune_code = models.CharField(max_length=5)  # from
    to_commune_code = models.CharField(max_length=5, blank=True)  # "" is outside the province
    to_place = models.CharField(max_length=200, blank=True)  # as said, where it is outside the province
    out_fact = models.OneToOneField(CaseFact, models.PROTECT, related_name="+")
    in_fact = models.OneToOneField(CaseFact, models.PROTECT, null=True, blank=True, related_name="+")
    left_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    refused = models.BooleanField(default=False)
    told_level = models.PositiveSmallIntegerField(default=0)

    PRIVACY = {
        "id": _NO, "person": _NO, "commune_code": _OWN, "to_commune_code": _OWN, "to_place": _OWN, "out_fact": _NO,
        "in_fact": _NO, "left_at": _OWN, "notified_at": _NO, "due_at": _NO, "closed_at": _NO, "refused": _NO,
        "told_level": _NO,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at__isnull=True), name="transfer_one_open_per_person"
            )
        ]
        indexes = [
            models.Index(fields=["commune_code", "closed_at"], name="transfer_from"),
            models.Index(
                fields=["to_commune_code", "closed_at"], condition=~Q(to_commune_code=""), name="transfer_into"
            ),
        ]


class CaseHelper(models.Model):
    """One of the team that helps this person: police, hamlet, family, union, social worker."""

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    direct = models.BooleanField(default=False)  # the one assigned to help directly
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    first_visit_on = models.DateField(null=True, blank=True)  # planned, of somebody who comes home

    PRIVACY = {
        "id": _NO, "person": _NO, "name": _OWN, "role": _NO, "phone": _OWN, "direct": _NO, "since": _NO, "until": _NO,
        "first_visit_on": _OWN,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="helper_ends_after_start"
            )
        ]
