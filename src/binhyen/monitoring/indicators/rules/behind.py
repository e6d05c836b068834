"""Which legal facts stand behind a count of work: their kind, and the choice that tells them apart.

The same as the analytics count under these codes; a test holds the two equal.
"""

from collections.abc import Mapping
from types import MappingProxyType

_KINDS = {
    "positives_received": "POSITIVE_RECEIVED", "management.decided": "MANAGEMENT_DECIDED",
    "management.stopped": "MANAGEMENT_STOPPED", "management.terminated": "MANAGEMENT_TERMINATED",
    "assessments.requested": "ASSESSMENT_REQUESTED", "voluntary.registered": "VOLUNTARY_REGISTERED",
    "voluntary.completed": "VOLUNTARY_COMPLETED", "voluntary.ended_early": "VOLUNTARY_ENDED_EARLY",
    "substitution.started": "SUBSTITUTION_STARTED", "substitution.completed": "SUBSTITUTION_COMPLETED",
    "substitution.ended_early": "SUBSTITUTION_ENDED_EARLY", "violations": "VIOLATION",
    "compulsory.files": "COMPULSORY_FILE_OPENED", "compulsory.sent": "COMPULSORY_FILE_SENT",
    "compulsory.escaped": "ESCAPED", "compulsory.completed": "COMPULSORY_COMPLETED",
    "post_rehab.decisions": "POST_REHAB_DECIDED", "post_rehab.completed": "POST_REHAB_COMPLETED", "deaths": "DIED",
    "visits": "VISIT", "help": "HELP_GIVEN", "tests": "TEST",
}  # fmt: skip
_DETAILS = {
    "tests.positive": ("TEST", "POSITIVE"), "assessments.addicted": ("ASSESSMENT_RESULT", "ADDICTED"),
    "assessments.not_addicted": ("ASSESSMENT_RESULT", "NOT_ADDICTED"),
    "compulsory.committed": ("COURT_DECIDED", "COMMIT"), "compulsory.refused": ("COURT_DECIDED", "REFUSE"),
    "compulsory.admitted": ("ADMITTED", "COMPULSORY"), "help.job": ("HELP_GIVEN", "JOB"),
    "help.loan": ("HELP_GIVEN", "LOAN"), "help.training": ("HELP_GIVEN", "TRAINING"),
    "help.health_card": ("HELP_GIVEN", "HEALTH_CARD"), "help.legal_aid": ("HELP_GIVEN", "LEGAL_AID"),
}  # fmt: skip
# code: kind, detail ("" for any)
FACTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {**{code: (kind, "") for code, kind in _KINDS.items()}, **_DETAILS}
)
DETAIL_FIELDS = ("result", "form", "outcome", "help", "ground")  # of a fact's data, the first that is there
