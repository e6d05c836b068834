"""People on the lists: the totals both directives ask for.

Two ways of counting stand side by side. By law, a decision to a facility takes a person off the list of addicts
(Law 120/2025, Art. 48.3b); the published stock counts those awaiting it, inside, detained or serving as addicts still
(Plan 02/KH-UBND of Lào Cai: 3,676 = 1,987 + 62 + 72 + 1,555). ``.reported`` marks the second.
"""

from ibis import _

from binhyen_analytics.measures.counts import Indicator, Residents, Standing

SPANS = "spans"
LISTS = {"users": "L1", "addicts": "L2", "post_rehab": "L3"}
MANAGED = tuple(LISTS.values())
DETAINED = ("CUSTODY", "PRISON", "OTHER_MEASURE")
# Which of those the published stock holds are addicts of which state.
ADDICTS = {
    "untreated": ("ADDICT",),
    "voluntary_home": ("VOLUNTARY_HOME",),
    "voluntary_private": ("VOLUNTARY_PRIVATE",),
    "voluntary_public": ("VOLUNTARY_PUBLIC",),
    "substitution": ("SUBSTITUTION",),
    "compulsory_file": ("COMPULSORY_FILE",),
    "awaiting": ("AWAITING_EXECUTION",),
    "compulsory": ("COMPULSORY",),
    "detained": DETAINED,
}
FLAGS = {
    "absent": "ABSENT", "wanted": "WANTED", "searched": "SEARCHED", "psychosis": "PSYCHOSIS_SIGNS",
    "pregnant": "PREGNANT", "monitored": "MONITORED",
}  # fmt: skip

managed = Standing(SPANS, _.list_code.isin(MANAGED))
managed_reported = Standing(SPANS, _.reported_list.isin(MANAGED))
with_files = Standing(SPANS, _.list_code.isin(("L1", "L2")))
with_files_reported = Standing(SPANS, _.reported_list.isin(("L1", "L2")))
residents = Residents()

PEOPLE = (
    Indicator("people.managed", managed),
    Indicator("people.managed.reported", managed_reported),
    Indicator("people.history", Standing(SPANS, _.list_code == "HISTORY")),
    Indicator("people.history.reported", Standing(SPANS, _.reported_list == "HISTORY")),
    # Decision 28/2025, Art. 4 a, in both readings
    Indicator("people.rate", with_files, residents),
    Indicator("people.rate.reported", with_files_reported, residents),
    *(Indicator(f"{name}.legal", Standing(SPANS, _.list_code == code)) for name, code in LISTS.items()),
    *(Indicator(f"{name}.reported", Standing(SPANS, _.reported_list == code)) for name, code in LISTS.items()),
    *(
        Indicator(f"addicts.{name}", Standing(SPANS, (_.reported_list == "L2") & _.state.isin(states)))
        for name, states in ADDICTS.items()
    ),
    Indicator("users.managed", Standing(SPANS, _.state == "MANAGED")),
    Indicator("users.suspended", Standing(SPANS, _.state == "MANAGED_SUSPENDED")),
    Indicator("users.to_decide", Standing(SPANS, _.state == "POSITIVE")),
    Indicator("post_rehab.decided", Standing(SPANS, _.state == "POST_REHAB")),
    Indicator("post_rehab.to_decide", Standing(SPANS, _.state == "AWAITING_POST_REHAB")),
    *(Indicator(f"people.{name}", Standing("flags", _.flag == flag)) for name, flag in FLAGS.items()),
)
