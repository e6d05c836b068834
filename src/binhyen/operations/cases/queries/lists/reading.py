"""A row of a list as the register's own values: the person it speaks of, and what it says of the case."""

from datetime import date, datetime, time
from uuid import UUID, uuid5

from binhyen.operations.cases.reader.values import Address, IdentityKind, Listed, PartialDay
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import FactDetails, FactKind, ListCode, State
from binhyen.registers.people.values import AddressDetails, Birth, PersonDetails

from .places import Places

_NUMBERS = {IdentityKind.CITIZEN: "CCCD", IdentityKind.OLD: "CMND", IdentityKind.OTHER: "OTHER"}
_SEX = {"MALE": "M", "FEMALE": "F"}
# a row that names a list but no measure: what membership alone says
_STATE_OF_LIST = {
    ListCode.L1: State.MANAGED,
    ListCode.L2: State.ADDICT,
    ListCode.L3: State.POST_REHAB,
    ListCode.HISTORY: State.ENDED,
}
_ROWS = UUID("6f2d7c1e-6b0a-4f61-9a52-2f1f4b7f0c11")  # namespace of one-time keys of rows


def person_details(listed: Listed, places: Places) -> PersonDetails:
    """The person of a row; ``commune_code`` "" where nobody can say whose person it is."""
    owner = places.owner(listed)
    addresses = tuple(_addresses(listed, places))
    living = next((one for one in addresses if one.place_code == owner and one.hamlet_id), None)
    return PersonDetails(
        full_name=listed.full_name,
        commune_code=owner,
        sex=_SEX.get(listed.sex, ""),
        birth=_birth(listed.birth),
        aliases=listed.aliases,
        numbers=tuple((_NUMBERS[one.kind], one.number) for one in listed.identity),
        contacts=tuple(("PHONE", phone) for phone in listed.phones),
        addresses=addresses,
        hamlet_id=living.hamlet_id if living else None,
        sensitive=tuple(_sensitive(listed)),
    )


def stands(listed: Listed) -> State | None:
    """The state the row gives, by its words or by the list it stands on; None where it says nothing."""
    if listed.status and listed.status.state is not State.NONE:
        return listed.status.state
    return _STATE_OF_LIST.get(listed.list)


def opening(listed: Listed, *, as_of: date, row_id: int) -> FactDetails | None:
    """The fact with which a case is taken over from the list; None where the row says nothing of it."""
    state = stands(listed)
    if state is None:
        return None
    data: dict[str, object] = {"state": state.value}
    since = _exact(listed.measure_from) or _exact(listed.decision_on)
    if since and since <= as_of:
        data["since"] = since.isoformat()
    ends = _exact(listed.measure_to)
    if ends and ends > (since or as_of):
        data["ends_on"] = ends.isoformat()
    if listed.status and listed.status.form:
        data["form"] = listed.status.form
    if listed.rehab_times:
        data["earlier_rehabs"] = listed.rehab_times
    return FactDetails(
        kind=FactKind.OPENING,
        effective_at=datetime.combine(as_of, time(), VIETNAM),
        data=data,
        document_number=listed.decision_number[:60],
        document_on=_exact(listed.decision_on),
        note=listed.note,
        one_time_key=uuid5(_ROWS, str(row_id)),
    )


def _exact(day: PartialDay | None) -> date | None:
    return day.exact if day else None


def _birth(day: PartialDay | None) -> Birth:
    return Birth(year=day.year, month=day.month or None, day=day.day or None) if day else Birth()


def _addresses(listed: Listed, places: Places) -> list[AddressDetails]:
    given: list[tuple[str, Address | None]] = [
        ("PERMANENT", listed.permanent),
        ("TEMPORARY", listed.temporary),
        ("ACTUAL", listed.actual or listed.address),
    ]
    found = [places.address(kind, address) for kind, address in given if address and address.text]
    if listed.origin:
        found.append(AddressDetails(kind="ORIGIN", text=listed.origin[:300]))
    return found


def _sensitive(listed: Listed) -> list[tuple[str, str]]:
    background = "; ".join(text for text in (listed.occupation, listed.education, listed.workplace) if text)
    given = [
        ("ETHNICITY", listed.ethnicity),
        ("RELIGION", listed.religion),
        ("OFFENCE", listed.convictions),
        ("BACKGROUND", background),
    ]
    return [(topic, text[:500]) for topic, text in given if text]
