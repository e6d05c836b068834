"""Invented lives, one function per way a case can stand on the day of the published totals, and what came after.

Each writes lawful facts only, by the law of their day: Law 73/2021 to 30/06/2026, Law 120/2025 from 01/07/2026.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from binhyen.operations.cases.rules.time import add_months
from binhyen.operations.cases.values import FactKind as K

from .steps import DAY, NEW_LAW, Life, court, manager

AS_OF = date(2026, 1, 15)  # the published totals
BEGAN = date(2024, 1, 2)  # when the register took over the old lists
REFERRED = "Đã chuyển cơ quan điều tra xem xét, cơ quan này trả lời không khởi tố"
GROUNDS = ("CAUGHT", "GROUNDS", "VERIFIED_TIP")
CLINIC, FACILITY = "cs_mmt", "cscn_tinh"  # keys of bodies
SUBSTANCES = ("OPIATE", "AMPHETAMINE", "AMPHETAMINE", "POLY")


def managed(life: Life) -> None:
    """An illegal user under the year of management on the day of the totals."""
    decided = life.between(AS_OF - 350 * DAY, AS_OF - 2 * DAY)
    _managed_from(life, decided, latest=AS_OF)
    _during_management(life, decided)


def found_later(life: Life) -> None:
    """Found after the day of the totals, by the law of that day."""
    decided = life.between(AS_OF + 12 * DAY, life.until - 2 * DAY)
    _managed_from(life, decided)
    _during_management(life, decided)


def substitution(life: Life) -> None:
    """In substitution treatment on the day of the totals."""
    if life.maybe(0.6):
        since = life.between(date(2018, 3, 1), BEGAN - 30 * DAY)
        _opening(life, "SUBSTITUTION", since, form="METHADONE")
    else:
        started = life.between(BEGAN + 60 * DAY, AS_OF - 5 * DAY)
        _found_addicted(life, started - 20 * DAY)
        life.add(K.SUBSTITUTION_REGISTERED, started - 8 * DAY, late=0)
        _start_substitution(life, started, latest=AS_OF)
    _during_substitution(life)


def awaiting(life: Life) -> None:
    """A court decision on the day of the totals, not yet executed."""
    decided = life.between(AS_OF - 45 * DAY, AS_OF - 2 * DAY)
    _compulsory_file(life, decided, latest=AS_OF)
    admitted = life.between(AS_OF + 3 * DAY, AS_OF + 40 * DAY)
    life.add(K.ADMITTED, admitted, hour=15, late=0, form="COMPULSORY", facility=FACILITY)
    _released(life, admitted, months=18)


def detained(life: Life) -> None:
    """Known to be addicted, detained or in prison on the day of the totals."""
    since = life.between(date(2021, 5, 1), BEGAN - 30 * DAY)
    _opening(life, "SUBSTITUTION", since, form="METHADONE")
    taken = life.between(AS_OF - 200 * DAY, AS_OF - 4 * DAY)
    life.add(K.CUSTODY_STARTED, taken, by="INVESTIGATION_AGENCY", late=1)
    if life.maybe(0.3):
        life.add(K.CUSTODY_ENDED, life.between(AS_OF + 10 * DAY, AS_OF + 250 * DAY), late=1)


def inside(life: Life) -> None:
    """In compulsory rehabilitation on the day of the totals."""
    months = life.chance.choice((12, 15, 18, 24))
    admitted = life.between(AS_OF - timedelta(days=months * 30 - 25), AS_OF - 6 * DAY)
    _into_facility(life, admitted, months=months)
    if life.maybe(0.012):
        escaped = life.between(AS_OF + 20 * DAY, AS_OF + 120 * DAY)
        if life.add(K.ESCAPED, escaped, hour=2, late=0):
            life.add(K.SEARCH_DECIDED, escaped, by="FACILITY_HEAD", late=0, paper="QĐ-CSCN")
            if life.maybe(0.7):
                life.add(K.FOUND, escaped + life.chance.randint(3, 60) * DAY, late=0)
            return
    _released(life, admitted, months=months)


def after(life: Life) -> None:
    """Under post-rehabilitation management on the day of the totals."""
    if life.maybe(0.25):
        ended = life.between(AS_OF - 340 * DAY, AS_OF - 15 * DAY)
        _opening(life, "SUBSTITUTION", life.between(date(2017, 1, 5), date(2021, 1, 5)), form="METHADONE")
        life.add(K.SUBSTITUTION_COMPLETED, ended, by="TREATMENT_FACILITY", late=1)
        years = 1
    else:
        months = life.chance.choice((12, 15, 18))
        admitted = life.between(AS_OF - timedelta(days=700 + months * 30), AS_OF - timedelta(days=20 + months * 31))
        ended = add_months(admitted, months)
        if ended <= BEGAN + 4 * DAY:
            admitted = admitted + 40 * DAY
            ended = add_months(admitted, months)
        _into_facility(life, admitted, months=months)
        life.add(K.COMPULSORY_COMPLETED, ended, by="FACILITY_HEAD", late=1)
        years = 2
    life.add(K.POST_REHAB_DECIDED, ended + 6 * DAY, by="CHAIR_COMMUNE", late=0, paper="QĐ-UBND", known=ended + 7 * DAY)
    _visits(life, ended + 30 * DAY)
    _help(life, ended + 40 * DAY)
    ends = add_months(ended, 12 * years)
    if life.maybe(0.02):
        again = life.between(max(AS_OF, ended) + 20 * DAY, ends - 20 * DAY)
        _test(life, again, ground="POST_REHAB", reason=REFERRED)
        if life.add(K.ASSESSMENT_REQUESTED, again + 2 * DAY, ground="POST_REHAB", reason=REFERRED):
            life.add(K.ASSESSMENT_RESULT, again + 6 * DAY, by="HEALTH_FACILITY", result="ADDICTED")


def before(life: Life) -> None:
    """Off every list before the day of the totals: history only."""
    drawn = life.chance.random()
    if drawn < 0.55:
        _opening(life, "ENDED", life.between(date(2016, 1, 4), BEGAN - 10 * DAY), addict=life.maybe(0.6))
    elif drawn < 0.85:
        decided = life.between(BEGAN + 5 * DAY, AS_OF - 380 * DAY)
        _managed_from(life, decided)
        ended = add_months(decided, 12)
        life.add(K.MANAGEMENT_TERMINATED, ended, by="CHAIR_COMMUNE", late=1, paper="QĐ-UBND")
    else:
        since = life.between(date(2022, 2, 1), BEGAN - 20 * DAY)
        _opening(life, "POST_REHAB", since, form="COMPULSORY")


def moved(life: Life, *, here: str, there: str) -> None:
    """A user who moved from one commune of the province to another, accepted there."""
    decided = life.between(AS_OF - 200 * DAY, AS_OF - 20 * DAY)
    _managed_from(life, decided, latest=AS_OF)
    left = life.between(AS_OF + 10 * DAY, min(life.until - 3 * DAY, decided + 330 * DAY))
    if life.add(K.MOVED_OUT, left, hour=10, late=0, commune=here, to=there):
        life.add(K.MOVED_IN, left + DAY, hour=9, late=0, commune=there, **_from(here))


def _from(commune: str) -> dict[str, Any]:
    return {"from": commune}  # a word of the language, so no keyword


def _opening(life: Life, state: str, since: date, **data: Any) -> None:
    life.add(K.OPENING, BEGAN, known=BEGAN, state=state, since=since.isoformat(), **data)


def _test(life: Life, on: date, *, ground: str = "", reason: str = "") -> bool:
    return life.add(
        K.TEST,
        on,
        hour=life.chance.randint(8, 17),
        by="HEAD_COMMUNE_POLICE",
        late=0,
        reason=reason,
        result="POSITIVE",
        ground=ground or life.chance.choice(GROUNDS),
        substance=life.chance.choice(SUBSTANCES),
        sample="URINE",
    )


def _managed_from(life: Life, decided: date, *, latest: date | None = None) -> None:
    """Test, result, decision; recorded by ``latest`` where that is given."""
    _test(life, decided - DAY)
    life.add(K.POSITIVE_RECEIVED, decided - DAY, hour=18, late=0, stable_residence=True)
    known = min(decided + life.chance.choice((0, 0, 1)) * DAY, latest or date.max)
    life.add(K.MANAGEMENT_DECIDED, decided, by=manager(decided), paper=_office(decided), known=known)


def _office(on: date) -> str:
    return "QĐ-CAX" if on >= NEW_LAW else "QĐ-UBND"


def _during_management(life: Life, decided: date) -> None:
    _visits(life, decided + 20 * DAY)
    ends = add_months(decided, 12)
    turn = life.chance.random()
    some_day = life.between(max(decided, AS_OF) + 15 * DAY, ends - 20 * DAY)
    if turn < 0.08:
        _turned_addicted(life, some_day)
    elif turn < 0.11 and some_day < ends - 10 * DAY and _test(life, some_day, ground="MANAGED"):
        life.add(K.POSITIVE_RECEIVED, some_day, hour=19, late=0)
        life.add(K.ASSESSMENT_REQUESTED, some_day + DAY, late=0, ground="MANAGED")
        again = some_day + 6 * DAY
        life.add(K.ASSESSMENT_RESULT, again, by="HEALTH_FACILITY", late=0, result="NOT_ADDICTED")
        life.add(
            K.MANAGEMENT_DECIDED, again, by=manager(again), paper=_office(again), late=0,
            reason="Chờ kết quả xác định tình trạng nghiện",
        )  # fmt: skip
    elif turn < 0.14 and some_day > NEW_LAW:
        if life.add(K.CUSTODY_STARTED, some_day, by="INVESTIGATION_AGENCY", late=1):
            life.add(K.MANAGEMENT_SUSPENDED, some_day + DAY, by="HEAD_COMMUNE_POLICE", paper="QĐ-CAX", late=0)
    elif turn < 0.15:
        life.add(K.DIED, some_day, by="CIVIL_STATUS", late=3)
    elif turn < 0.18:
        life.add(K.ABSENT, some_day, late=2)
    elif ends < life.until:
        life.add(
            K.MANAGEMENT_TERMINATED, ends, by=manager(ends), paper=_office(ends), late=life.chance.choice((0, 1, 9))
        )


def _turned_addicted(life: Life, on: date) -> None:
    if not _test(life, on, ground="MANAGED"):
        return
    life.add(K.ASSESSMENT_REQUESTED, on + DAY, late=0, ground="MANAGED")
    if life.add(K.ASSESSMENT_RESULT, on + 4 * DAY, by="HEALTH_FACILITY", late=0, result="ADDICTED"):
        life.add(
            K.MANAGEMENT_STOPPED, on + 5 * DAY, by=manager(on + 5 * DAY), paper=_office(on), late=0, ground="ADDICTED"
        )
        life.add(K.SUBSTITUTION_REGISTERED, on + 8 * DAY, late=0)
        _start_substitution(life, on + 15 * DAY)


def _found_addicted(life: Life, on: date) -> None:
    _test(life, on - 8 * DAY)
    life.add(K.ASSESSMENT_REQUESTED, on - 7 * DAY, late=0, ground="REGISTERING")
    life.add(K.ASSESSMENT_RESULT, on, by="HEALTH_FACILITY", late=0, result="ADDICTED")


def _start_substitution(life: Life, on: date, *, latest: date | None = None) -> None:
    known = min(on + DAY, latest or date.max)
    medicine = "METHADONE" if life.maybe(0.95) else "BUPRENORPHINE"
    life.add(
        K.SUBSTITUTION_STARTED,
        on,
        by="TREATMENT_FACILITY",
        paper="QĐ-TTYT",
        known=known,
        medicine=medicine,
        facility=CLINIC,
    )


def _during_substitution(life: Life) -> None:
    turn = life.chance.random()
    some_day = life.between(AS_OF + 15 * DAY, life.until - 10 * DAY)
    if turn < 0.03:
        life.add(K.SUBSTITUTION_ENDED_EARLY, some_day, by="TREATMENT_FACILITY", late=1, ground="GAVE_UP")
    elif turn < 0.05 and life.add(K.SUBSTITUTION_COMPLETED, some_day, by="TREATMENT_FACILITY", late=1):
        life.add(K.POST_REHAB_DECIDED, some_day + 5 * DAY, by="CHAIR_COMMUNE", late=0, paper="QĐ-UBND")
    elif turn < 0.06:
        life.add(K.DIED, some_day, by="CIVIL_STATUS", late=2)
    elif turn < 0.2:
        _help(life, some_day)


def _into_facility(life: Life, admitted: date, *, months: int) -> None:
    """Admitted before the day of the totals: taken over from the old lists, or by file, court and execution."""
    if admitted <= BEGAN + 60 * DAY:
        admitted = min(admitted, BEGAN - DAY)
        _opening(life, "COMPULSORY", admitted, months=months)
    else:
        _compulsory_file(life, admitted - life.chance.randint(1, 3) * DAY, months=months, latest=AS_OF)
        life.add(K.ADMITTED, admitted, hour=15, late=0, form="COMPULSORY", facility=FACILITY)


def _compulsory_file(life: Life, decided: date, *, months: int = 18, latest: date | None = None) -> None:
    opened = decided - 24 * DAY
    _found_addicted(life, opened - 20 * DAY)
    life.add(
        K.COMPULSORY_FILE_OPENED, opened, by="HEAD_COMMUNE_POLICE", late=0, ground="NOT_REGISTERED",
        age_group="ADULT", act_on=(opened - 5 * DAY).isoformat(),
    )  # fmt: skip
    life.add(K.COMPULSORY_FILE_READ, opened + 3 * DAY, late=0)
    life.add(K.COMPULSORY_FILE_SENT, opened + 18 * DAY, by="HEAD_COMMUNE_POLICE", late=0)
    life.add(K.COURT_ACCEPTED, opened + 20 * DAY, by=court(opened + 20 * DAY), late=0)
    known = min(decided + DAY, latest or date.max)
    life.add(
        K.COURT_DECIDED, decided, hour=10, by=court(decided), paper="QĐ-TA", known=known, outcome="COMMIT",
        months=months, regime="ADULT",
    )  # fmt: skip


def _released(life: Life, admitted: date, *, months: int) -> None:
    done = add_months(admitted, months)
    if done > AS_OF and life.add(K.COMPULSORY_COMPLETED, done, by="FACILITY_HEAD", late=0, paper="GXN-CSCN"):
        life.add(K.POST_REHAB_DECIDED, done + 4 * DAY, by="CHAIR_COMMUNE", late=0, paper="QĐ-UBND")
        _visits(life, done + 30 * DAY)


def _visits(life: Life, first: date) -> None:
    day = first
    for _ in range(life.chance.choice((0, 0, 1, 2))):
        life.add(K.VISIT, day, late=0, place="HOME", met=True, residence_same=True)
        day += life.chance.randint(25, 60) * DAY


def _help(life: Life, on: date) -> None:
    if life.maybe(0.3):
        kind = life.chance.choice(("COUNSEL", "HEALTH_CARD", "JOB", "TRAINING"))
        life.add(K.HELP_GIVEN, on, late=0, help=kind)
