"""What was done with people in a period: tests, decisions, treatment, help. Counts of facts, by their legal day."""

from collections.abc import Iterator

from ibis import _

from binhyen_analytics.measures.counts import Count, Distinct, Happened, Indicator, Standing

from .people import managed

EVENTS = "events"
KINDS = {
    "positives_received": "POSITIVE_RECEIVED",
    "management.decided": "MANAGEMENT_DECIDED",
    "management.stopped": "MANAGEMENT_STOPPED",
    "management.terminated": "MANAGEMENT_TERMINATED",
    "assessments.requested": "ASSESSMENT_REQUESTED",
    "voluntary.registered": "VOLUNTARY_REGISTERED",
    "voluntary.completed": "VOLUNTARY_COMPLETED",
    "voluntary.ended_early": "VOLUNTARY_ENDED_EARLY",
    "substitution.started": "SUBSTITUTION_STARTED",
    "substitution.completed": "SUBSTITUTION_COMPLETED",
    "substitution.ended_early": "SUBSTITUTION_ENDED_EARLY",
    "violations": "VIOLATION",
    "compulsory.files": "COMPULSORY_FILE_OPENED",
    "compulsory.sent": "COMPULSORY_FILE_SENT",
    "compulsory.escaped": "ESCAPED",
    "compulsory.completed": "COMPULSORY_COMPLETED",
    "post_rehab.decisions": "POST_REHAB_DECIDED",
    "post_rehab.completed": "POST_REHAB_COMPLETED",
    "deaths": "DIED",
    "visits": "VISIT",
    "help": "HELP_GIVEN",
}
# kind, detail
DETAILS = {
    "tests.positive": ("TEST", "POSITIVE"),
    "assessments.addicted": ("ASSESSMENT_RESULT", "ADDICTED"),
    "assessments.not_addicted": ("ASSESSMENT_RESULT", "NOT_ADDICTED"),
    "voluntary.started.home": ("VOLUNTARY_STARTED", "HOME"),
    "voluntary.started.community": ("VOLUNTARY_STARTED", "COMMUNITY"),
    "voluntary.started.private": ("VOLUNTARY_STARTED", "PRIVATE"),
    "voluntary.started.public": ("VOLUNTARY_STARTED", "PUBLIC"),
    "compulsory.committed": ("COURT_DECIDED", "COMMIT"),
    "compulsory.refused": ("COURT_DECIDED", "REFUSE"),
    "compulsory.admitted": ("ADMITTED", "COMPULSORY"),
    "help.job": ("HELP_GIVEN", "JOB"),
    "help.loan": ("HELP_GIVEN", "LOAN"),
    "help.training": ("HELP_GIVEN", "TRAINING"),
    "help.health_card": ("HELP_GIVEN", "HEALTH_CARD"),
    "help.legal_aid": ("HELP_GIVEN", "LEGAL_AID"),
}

TERMS = {
    "users": ("MANAGED",),
    "voluntary": ("VOLUNTARY_HOME", "VOLUNTARY_PRIVATE", "VOLUNTARY_PUBLIC"),
    "compulsory": ("COMPULSORY",),
    "post_rehab": ("POST_REHAB", "AWAITING_POST_REHAB"),
}

tests = Happened(EVENTS, _.kind == "TEST")
decided = Happened(EVENTS, (_.kind == "COURT_DECIDED") & (_.detail == "COMMIT"))
tested_people = Distinct(EVENTS, _.kind == "TEST")


def _work() -> Iterator[Indicator]:
    for name, kind in KINDS.items():
        yield Indicator(name, Happened(EVENTS, _.kind == kind))
    for name, (kind, detail) in DETAILS.items():
        below: Count | None = tests if kind == "TEST" else None
        yield Indicator(name, Happened(EVENTS, (_.kind == kind) & (_.detail == detail)), below)


WORK = (
    *_work(),
    Indicator("tests", tests),
    Indicator("tests.people", tested_people),
    Indicator("visits.people", Distinct(EVENTS, _.kind == "VISIT"), managed),
    Indicator("help.people", Distinct(EVENTS, _.kind == "HELP_GIVEN"), managed),
    # Lào Cai 2026, IV.1.2: every decision of the court is to be executed
    Indicator("compulsory.executed", Happened(EVENTS, (_.kind == "ADMITTED") & (_.detail == "COMPULSORY")), decided),
    # Terms that end in a coming period if nothing else happens: releases, and lists that people will leave
    *(Indicator(f"terms.{name}", Happened("terms", _.state.isin(states))) for name, states in TERMS.items()),
    Indicator("duties.due", Happened("duties")),
    Indicator("duties.done_in_time", Happened("duties", _.in_time), Happened("duties")),
    Indicator("duties.open_late", Standing("duties_late")),
)
