"""Directives as read, the duties in them, what reviewers did, and the feeds that leave."""

from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from .values import DeadlineKind, DirectiveState, DutyState, FindingState, IntakeState, Kind, Part, StepKind


class Directive(models.Model):
    """One directive, read whole. The document's own data (number, issuer, signer) is in ``document``.

    A directive exists only once it has been read: see Intake. So there is never half a directive.
    """

    document = models.OneToOneField("documents.OfficialDocument", models.PROTECT, related_name="directive")
    state = models.CharField(max_length=10, choices=DirectiveState.choices, default=DirectiveState.REVIEW)
    province_code = models.CharField(max_length=2, blank=True)
    notes = models.JSONField(default=list)
    outline = models.JSONField(default=list)  # headings: [{"marker", "title", "depth", "passage", "section"}]
    sections = models.JSONField(default=list)  # windows of the review page: [{"title", "first", "last"}] in passages
    clarity = models.PositiveSmallIntegerField(null=True)  # "4 rõ" of the directive, percent
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, state="REVIEW")
                | Q(signed_at__isnull=False, signed_by__isnull=False, state="SIGNED"),
                name="directive_signed_by_and_at",
            )
        ]
        indexes = [models.Index(fields=["-received_at", "-id"], name="directive_latest")]  # the list of directives


class Intake(models.Model):
    """A file handed in to be read. It becomes a directive in one transaction, or it fails with a sentence.

    A failed intake keeps the sentence and the name only: its file is taken away again.
    """

    name = models.CharField(max_length=200)  # the sender's name of the file, for display
    sha256 = models.CharField(max_length=64, db_index=True)  # the same file again is found by this
    size = models.BigIntegerField()
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(null=True)  # the day given by the clerk, where the document leaves it blank
    state = models.CharField(max_length=8, choices=IntakeState.choices, default=IntakeState.READING)
    failure_code = models.CharField(max_length=40, blank=True)
    failure = models.TextField(blank=True)  # the sentence that says what, where and how to mend it
    directive = models.OneToOneField(Directive, models.CASCADE, null=True, related_name="intake")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="READING", file__isnull=False, directive__isnull=True, finished_at__isnull=True)
                | (Q(state="FAILED", file__isnull=True, directive__isnull=True) & ~Q(failure=""))
                | Q(state="READ", file__isnull=False, directive__isnull=False),
                name="intake_whole_or_nothing",
            ),
            models.UniqueConstraint(fields=["sha256"], condition=~Q(state="FAILED"), name="intake_same_file_once"),
        ]


class Passage(models.Model):
    """One logical paragraph of the directive, as cleaned, with its place in the file."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="passages")
    index = models.PositiveIntegerField()
    section = models.PositiveIntegerField(default=0)
    text = models.TextField()
    line = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True)
    pieces = models.JSONField(default=list)  # [[start, end, line, col, page]]
    level = models.CharField(max_length=10, blank=True)  # outline level, "" for running text
    cells = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "index"], name="passage_once")]
        indexes = [models.Index(fields=["directive", "section", "index"], name="passage_by_section")]


class Duty(models.Model):
    """One duty. Fields are the reviewed truth; ``as_read`` keeps what the reader had read, for scoring."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="duties")
    position = models.PositiveIntegerField()  # order in the directive; gaps leave room for splits
    section = models.PositiveIntegerField(default=0)  # window of the review page
    kind = models.CharField(max_length=6, choices=Kind.choices)
    title = models.CharField(max_length=300)
    text = models.TextField()
    path = models.JSONField(default=list)
    line = models.PositiveIntegerField()
    col = models.PositiveIntegerField(default=0)
    page = models.PositiveIntegerField(null=True)
    spans = models.JSONField(default=list)  # [{"block", "start", "end"}] into passages
    lead_basis = models.CharField(max_length=10, default="none")
    lead_names = models.TextField(blank=True)  # for lists, "; " between names; kept by actions with the rows of parts
    coordinator_names = models.TextField(blank=True)
    deadline_type = models.CharField(max_length=10, choices=DeadlineKind.choices, default=DeadlineKind.NONE)
    deadline_value = models.CharField(max_length=300, blank=True)
    deadline_raw = models.TextField(blank=True)
    deadline_text = models.CharField(max_length=200, blank=True)  # short printed form, dd/mm/yyyy
    deadline_basis = models.CharField(max_length=12, blank=True)
    deadline_at = models.TimeField(null=True)
    deadline_span = models.JSONField(null=True)
    due_on = models.DateField(null=True)  # the last day for date/quarter/compound; null where there is no single day
    result = models.CharField(max_length=300, blank=True)
    report_to = models.CharField(max_length=200, blank=True)
    why = models.JSONField(default=dict)
    certain = models.BooleanField(default=True)
    clarity = models.JSONField(default=dict)  # {"who": bool, "what": bool, "responsible": bool, "when": bool}
    four_clear = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=DutyState.choices, default=DutyState.PROPOSED)
    version = models.PositiveIntegerField(default=1)  # raised by every change; a stale edit is refused, never merged
    as_read = models.JSONField(null=True)
    search_key = models.TextField(blank=True)  # tone-less title, text, bodies
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "duties"
        indexes = [
            models.Index(fields=["directive", "section", "position"], name="duty_by_section"),  # review page
            models.Index(fields=["due_on", "id"], name="duty_by_due"),  # calendar, late list
            models.Index(fields=["deadline_type", "id"], name="duty_by_deadline_type"),
            models.Index(  # the list: how many there are, and any page of it without touching the rows before
                fields=["directive", "position", "id"], name="duty_live", condition=~Q(state="REMOVED")
            ),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="duty_by_words"),  # words of the search
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="duty_reviewed_by_and_at",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="duty_version_positive"),
        ]


class DutyPart(models.Model):
    """A body's part in a duty. ``body`` is null where the register does not know the name yet."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="parts")
    part = models.CharField(max_length=10, choices=Part.choices)
    body = models.ForeignKey("organisations.Body", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=250)
    surface = models.CharField(max_length=400, blank=True)
    span = models.JSONField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "part", "name"], name="duty_part_once")]
        indexes = [
            models.Index(fields=["body", "part", "duty"], name="duty_part_by_body"),  # a body's sheet, the matrix
            models.Index(fields=["name"], name="duty_part_by_name"),
        ]


class DutyTarget(models.Model):
    duty = models.ForeignKey(Duty, models.CASCADE, related_name="targets")
    metric = models.CharField(max_length=300)
    op = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=40, blank=True)
    baseline = models.CharField(max_length=200, blank=True)
    span = models.JSONField(null=True)


class DutyReference(models.Model):
    duty = models.ForeignKey(Duty, models.CASCADE, related_name="references")
    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=80, blank=True)
    surface = models.CharField(max_length=400)
    issued_on = models.DateField(null=True)
    span = models.JSONField(null=True)


class DirectiveFinding(models.Model):
    """A finding of the lint, and what a reviewer did about it."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="findings")
    duty = models.ForeignKey(Duty, models.CASCADE, null=True, related_name="findings")
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=8)
    message = models.TextField()
    suggestion = models.TextField(blank=True)
    proposed = models.CharField(max_length=300, blank=True)
    field = models.CharField(max_length=20, blank=True)
    line = models.PositiveIntegerField(default=0)
    passage = models.PositiveIntegerField(null=True)  # index of the passage it stands in
    state = models.CharField(max_length=6, choices=FindingState.choices, default=FindingState.OPEN)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["directive", "code"], name="finding_by_code")]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="finding_resolved_by_and_at",
            )
        ]


class ReviewStep(models.Model):
    """One reviewer's step, with the rows before and after, so that it can be taken back."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    before = models.JSONField(default=list, encoder=DjangoJSONEncoder)  # snapshots of the duties touched
    after = models.JSONField(default=list)  # [{"id", "version"}] as left by the step: undo refuses where they moved on
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(F("directive"), F("by"), F("id").desc(), name="step_latest_of_reviewer")]


class CalendarFeed(models.Model):
    """A secret, revocable address under which a body's dated duties can be read by a calendar program."""

    body = models.ForeignKey("organisations.Body", models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256; the address itself is shown once
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)
