"""The words of a case: kinds of legal facts, states, lists, flags; and the values that pass between the rooms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class FactKind(StrEnum):
    """What can happen in a case. Codes are stored and never change; labels, fields and law stand in law/cases."""

    # use and its management (Law 120/2025 Art. 23-27)
    TEST = "TEST"  # data: result POSITIVE/NEGATIVE/REFUSED, ground, substance, sample
    POSITIVE_RECEIVED = "POSITIVE_RECEIVED"  # the commune police of residence has the result: 24 hours run
    MANAGEMENT_DECIDED = "MANAGEMENT_DECIDED"
    MANAGEMENT_SUSPENDED = "MANAGEMENT_SUSPENDED"
    MANAGEMENT_RESUMED = "MANAGEMENT_RESUMED"
    MANAGEMENT_STOPPED = "MANAGEMENT_STOPPED"  # data: ground
    MANAGEMENT_TERMINATED = "MANAGEMENT_TERMINATED"
    # assessment of addiction (Art. 31)
    ASSESSMENT_REQUESTED = "ASSESSMENT_REQUESTED"
    ASSESSMENT_RESULT = "ASSESSMENT_RESULT"  # data: result ADDICTED/NOT_ADDICTED
    # voluntary rehabilitation (Art. 32-34)
    VOLUNTARY_REGISTERED = "VOLUNTARY_REGISTERED"  # data: form HOME/COMMUNITY/PRIVATE/PUBLIC
    VOLUNTARY_STARTED = "VOLUNTARY_STARTED"  # data: form, ordinal
    VOLUNTARY_PHASES_DONE = "VOLUNTARY_PHASES_DONE"  # at least three phases at a private facility
    VOLUNTARY_COMPLETED = "VOLUNTARY_COMPLETED"
    VOLUNTARY_ENDED_EARLY = "VOLUNTARY_ENDED_EARLY"  # gave up by oneself
    # substitution treatment (Art. 43)
    SUBSTITUTION_REGISTERED = "SUBSTITUTION_REGISTERED"
    SUBSTITUTION_STARTED = "SUBSTITUTION_STARTED"
    SUBSTITUTION_COMPLETED = "SUBSTITUTION_COMPLETED"
    SUBSTITUTION_ENDED_EARLY = "SUBSTITUTION_ENDED_EARLY"  # data: ground GAVE_UP/EXPELLED/MOVED
    VIOLATION = "VIOLATION"  # of voluntary rehabilitation or substitution treatment (Art. 47): data: step 1/2/3
    # compulsory rehabilitation (Art. 35-39)
    COMPULSORY_FILE_OPENED = "COMPULSORY_FILE_OPENED"  # data: ground, held (bool), age_group
    COMPULSORY_FILE_READ = "COMPULSORY_FILE_READ"  # the person or guardian was told that the file may be read
    COMPULSORY_FILE_SENT = "COMPULSORY_FILE_SENT"  # to the regional court
    COMPULSORY_FILE_CLOSED = "COMPULSORY_FILE_CLOSED"  # not continued
    COURT_ACCEPTED = "COURT_ACCEPTED"
    COURT_DECIDED = "COURT_DECIDED"  # data: outcome COMMIT/REFUSE/STOP, months, held_days
    EXECUTION_POSTPONED = "EXECUTION_POSTPONED"
    EXECUTION_EXEMPTED = "EXECUTION_EXEMPTED"
    ADMITTED = "ADMITTED"  # to the facility: data: facility, form COMPULSORY/PUBLIC/PRIVATE
    PHASE = "PHASE"  # data: phase 1-5
    LEAVE_STARTED = "LEAVE_STARTED"
    LEAVE_ENDED = "LEAVE_ENDED"
    REHABILITATION_SUSPENDED = "REHABILITATION_SUSPENDED"  # seriously ill, sent home
    REHABILITATION_RESUMED = "REHABILITATION_RESUMED"
    ESCAPED = "ESCAPED"
    SEARCH_DECIDED = "SEARCH_DECIDED"
    FOUND = "FOUND"
    COMPULSORY_COMPLETED = "COMPULSORY_COMPLETED"
    # after rehabilitation (Art. 42)
    POST_REHAB_DECIDED = "POST_REHAB_DECIDED"
    POST_REHAB_COMPLETED = "POST_REHAB_COMPLETED"
    # lists, places, life
    LIST_REMOVED = "LIST_REMOVED"  # data: list L1/L2/L3, ground
    MOVED_OUT = "MOVED_OUT"  # data: to (commune or ""), province
    MOVED_IN = "MOVED_IN"  # data: from; the receiving commune accepts
    MOVE_REFUSED = "MOVE_REFUSED"  # the person never arrived; back on the sender's hands
    CUSTODY_STARTED = "CUSTODY_STARTED"
    CUSTODY_ENDED = "CUSTODY_ENDED"
    PRISON_STARTED = "PRISON_STARTED"
    PRISON_ENDED = "PRISON_ENDED"
    OTHER_MEASURE_STARTED = "OTHER_MEASURE_STARTED"  # compulsory education, reformatory
    OTHER_MEASURE_ENDED = "OTHER_MEASURE_ENDED"
    ABSENT = "ABSENT"
    ABSENCE_ENDED = "ABSENCE_ENDED"
    WANTED = "WANTED"
    WANTED_ENDED = "WANTED_ENDED"
    DIED = "DIED"
    DECLARED_MISSING = "DECLARED_MISSING"
    # measures, help, notes
    COMMITMENT = "COMMITMENT"
    MONITORING_ORDERED = "MONITORING_ORDERED"  # electronic: basis, term, who ordered; never a trail of positions
    MONITORING_ENDED = "MONITORING_ENDED"
    VISIT = "VISIT"
    HELP_GIVEN = "HELP_GIVEN"
    PSYCHOSIS_SIGNS = "PSYCHOSIS_SIGNS"
    PSYCHOSIS_SIGNS_ENDED = "PSYCHOSIS_SIGNS_ENDED"
    PREGNANT = "PREGNANT"
    PREGNANCY_ENDED = "PREGNANCY_ENDED"
    OPENING = "OPENING"  # taken over from a list: the state a list gives, with its day (data: state, since, form)
    NOTE = "NOTE"


class State(StrEnum):
    """Where a case stands in law (law.md 3.1). One at a time."""

    NONE = "NONE"  # nothing established: tests negative, or a result awaits its decision
    POSITIVE = "POSITIVE"  # a positive result, the decision still to come
    MANAGED = "MANAGED"  # S2 illegal user under management
    MANAGED_SUSPENDED = "MANAGED_SUSPENDED"  # S2s
    ADDICT = "ADDICT"  # S4 no measure yet
    VOLUNTARY_HOME = "VOLUNTARY_HOME"  # S5a at home or in the community
    VOLUNTARY_PRIVATE = "VOLUNTARY_PRIVATE"  # S5b
    VOLUNTARY_PUBLIC = "VOLUNTARY_PUBLIC"  # S5c
    SUBSTITUTION = "SUBSTITUTION"  # S6
    COMPULSORY_FILE = "COMPULSORY_FILE"  # S7 file being made or before the court
    AWAITING_EXECUTION = "AWAITING_EXECUTION"  # S7w
    COMPULSORY = "COMPULSORY"  # S8
    AWAITING_POST_REHAB = "AWAITING_POST_REHAB"  # completed, the decision still to come
    POST_REHAB = "POST_REHAB"  # S9
    CUSTODY = "CUSTODY"  # detained, nothing else established
    PRISON = "PRISON"  # X1
    OTHER_MEASURE = "OTHER_MEASURE"  # X2
    MOVED_AWAY = "MOVED_AWAY"  # X3 out of the province, accepted there or not followed further
    ENDED = "ENDED"  # S10 history only
    DEAD = "DEAD"  # X6 dead or declared missing


class ListCode(StrEnum):
    """The three lists of the law, and history."""

    L1 = "L1"  # illegal users
    L2 = "L2"  # addicts
    L3 = "L3"  # after rehabilitation
    HISTORY = "HISTORY"
    NONE = ""


class Flag(StrEnum):
    """What must be known beside the state. Flags are no states: absence has no statutory exit."""

    ABSENT = "ABSENT"
    WANTED = "WANTED"
    SEARCHED = "SEARCHED"  # left the facility, a search decision stands
    PSYCHOSIS_SIGNS = "PSYCHOSIS_SIGNS"
    MINOR = "MINOR"
    PREGNANT = "PREGNANT"
    DETAINED = "DETAINED"
    IN_TRANSIT = "IN_TRANSIT"  # has left, not yet accepted by the receiving commune
    MONITORED = "MONITORED"
    CRIMINAL_WINDOW = "CRIMINAL_WINDOW"  # a new use may fall under Penal Code 256a: refer, never judge


class Compartment(StrEnum):
    COMMON = "COMMON"  # whoever may see the person
    MANAGEMENT = "MANAGEMENT"
    HEALTH = "HEALTH"
    SUPPORT = "SUPPORT"


EMPTY: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One legal fact as the rules see it. ``id`` is its identity; a correction carries the id it supersedes.

    ``effective_at`` is aware (Asia/Ho_Chi_Minh decides the legal day); where only a day is known it is the midnight
    that begins it and ``day_only`` is true. ``recorded_at`` is when this system learnt it. ``withdrawn`` is a
    correction that says the superseded fact never was.
    """

    id: int
    kind: FactKind
    effective_at: datetime
    recorded_at: datetime
    commune: str  # whose case it was when the fact was recorded (the acting commune)
    day_only: bool = True
    authority: str = ""  # who decided: HEAD_COMMUNE_POLICE, CHAIR_COMMUNE, COURT …
    data: Mapping[str, object] = field(default_factory=lambda: EMPTY)
    supersedes: int | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What the rules must know of the person: nothing more."""

    birth_on: date | None = None  # the first possible day, where only month or year is known
    birth_exact: bool = False
    female: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of legal days [start, end) in one state, on one list, in one commune. ``end`` None is open."""

    start: date
    end: date | None
    state: State
    list: ListCode  # legal membership
    reported: ListCode  # how the published stock counts it (those awaiting or inside still count as addicts)
    commune: str  # owner; the sender during a move until the receiver accepts
    to_commune: str = ""  # the receiver during a move
    measure: str = ""  # HOME, COMMUNITY, METHADONE …: detail of the state
    ends_by_term: date | None = None  # the day the measure ends by law, if nothing else happens
    because: int | None = None  # id of the fact that began it
    article: str = ""  # "Luật 120/2025, Đ. 24.2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A statutory time that runs, is paused or has run out."""

    code: str  # law/cases/clocks.toml
    label: str
    article: str
    started_at: datetime
    due_at: datetime | None  # None while its length is unknown in law and not set by the province
    owner: str  # role that must act: COMMUNE_POLICE, COMMUNE_COMMITTEE, FACILITY …
    commune: str
    stops_with: tuple[FactKind, ...]
    because: int
    paused_since: datetime | None = None
    pause_reason: str = ""
    warns: tuple[int, ...] = ()  # days ahead at which it is announced
    confidence: str = "confirmed"


class Severity(StrEnum):
    REFUSED = "REFUSED"  # the law does not allow it
    WARNING = "WARNING"  # allowed, asks for a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why a fact may not, or should not without a reason, be recorded."""

    code: str
    severity: Severity
    message: str  # Vietnamese: what is wrong and what to do
    article: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A fact that may be recorded now, for the buttons of the file page."""

    kind: FactKind
    label: str
    article: str
    primary: bool = False  # the next step the law waits for
    due_at: datetime | None = None
    blocked: str = ""  # why not, in Vietnamese, for moves that are shown but not allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """Everything the rules say of one case on one day."""

    on: date
    span: Span
    spans: tuple[Span, ...]
    flags: frozenset[Flag]
    clocks: tuple[Clock, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDetails:
    """A fact as a form, a row of a list or the API states it, before it is recorded.

    ``data`` holds the fields of its kind (law/cases); ``reason`` answers a warning, or says why something is
    corrected; the same ``one_time_key`` twice is one fact.
    """

    kind: FactKind
    effective_at: datetime
    day_only: bool = True
    data: Mapping[str, object] = field(default_factory=lambda: EMPTY)
    authority: str = ""
    body_key: str = ""
    document_number: str = ""
    document_on: date | None = None
    document_id: int | None = None
    file_id: UUID | None = None
    note: str = ""
    reason: str = ""
    one_time_key: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkFact:
    """One fact among many. ``at`` is when it was learnt, where that differs from the moment of the whole act."""

    person_id: int
    details: FactDetails
    at: datetime | None = None
    commune: str = ""  # the acting commune; "" is the case's own
    source_row_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOutcome:
    """What became of one row. ``fact_id`` 0: it was not recorded, ``objections`` say why."""

    person_id: int
    fact_id: int = 0
    objections: tuple[Objection, ...] = ()
    already: bool = False  # the same one-time key had been recorded before


class ListState(StrEnum):
    """Where an import stands."""

    READING = "READING"
    PREVIEW = "PREVIEW"  # read, nothing written to the register
    WRITING = "WRITING"
    WRITTEN = "WRITTEN"
    UNDONE = "UNDONE"
    FAILED = "FAILED"  # the file cannot be read; ``problem`` says why


class Fate(StrEnum):
    """What became of a row of a list."""

    WAITING = ""
    WRITTEN = "WRITTEN"  # a new person, or something new of a known one
    SAME = "SAME"  # the register says so already
    BASKET = "BASKET"  # kept with its reason until somebody mends it
    LEFT_OUT = "LEFT_OUT"  # the officer took it out
