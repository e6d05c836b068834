"""A row of any list against what the register holds of its person: what the register lacks, what differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from binhyen.foundation.secrets.sealing import blinds
from binhyen.kit.vietnamese.text import match_key, search_key
from binhyen.operations.cases.queries.lists.held import Held, Number, Place
from binhyen.operations.cases.queries.lists.places import Places
from binhyen.operations.cases.reader.values import Listed
from binhyen.registers.people.rules.births import birth_words, stored_birth
from binhyen.registers.people.rules.numbers import CONTACT_DOMAIN, NUMBER_DOMAIN, read_contact, read_number
from binhyen.registers.people.values import AddressDetails, Birth, NumberKind, PersonDetails, Sex

from .values import Act, Offer, Said

ONE_OF_A_KIND = {NumberKind.CITIZEN, NumberKind.OLD_CARD}  # a person has one: another replaces it


@dataclass(frozen=True, slots=True)
class Compared:
    """A row and its person."""

    listed: Listed
    details: PersonDetails
    held: Held
    places: Places


def plain(one: Compared) -> Iterator[Offer]:
    """What the row says that the register lacks (taken unless somebody says no) or says otherwise (asked)."""
    if not one.held.mine:
        return
    yield from _name(one)
    yield from _sex(one)
    yield from _birth(one)
    yield from _numbers(one)
    yield from _phones(one)
    yield from _aliases(one)
    yield from _addresses(one)
    yield from _hamlet(one)
    yield from _notes(one)


def _offer(topic: str, current: str, sheet: str, act: Act, *, before: str = "", lacks: bool = False) -> Offer:
    said = Said.LACKS if lacks else Said.DIFFERS
    return Offer(
        topic=topic, said=said, current=current, sheet=sheet, before=before or current, act=act,
        take=True if lacks else None,
    )  # fmt: skip


def _name(one: Compared) -> Iterator[Offer]:
    name, person = one.details.full_name, one.held.person
    if name == person.full_name:
        return
    known = {match_key(other) for other in (person.full_name, *one.held.aliases)}
    if name and match_key(name) not in known:
        yield _offer("name", person.full_name, name, Act(own={"full_name": name}))


def _sex(one: Compared) -> Iterator[Offer]:
    sex, known = one.details.sex, one.held.person.sex
    if sex and sex != known:
        yield _offer("sex", sex_words(known), sex_words(sex), Act(own={"sex": sex}), lacks=not known)


def sex_words(sex: str) -> str:
    return str(Sex(sex).label) if sex else ""


def _birth(one: Compared) -> Iterator[Offer]:
    person, birth = one.held.person, one.details.birth
    known = stored_birth(person.birth_on, person.birth_precision)
    if not birth.year or birth == known or _within(known, birth):
        return
    yield _offer(
        "birth", birth_words(known), birth_words(birth), Act(own={"birth": birth}), lacks=_within(birth, known)
    )  # fmt: skip


def _within(finer: Birth, coarser: Birth) -> bool:
    """Whether the finer birth says what the coarser says, and as much or more."""
    pairs = ((coarser.year, finer.year), (coarser.month, finer.month), (coarser.day, finer.day))
    return all(not less or less == more for less, more in pairs)


def _numbers(one: Compared) -> Iterator[Offer]:
    for kind, text in one.details.numbers:
        read = read_number(text, kind=kind)
        if known_to(one.held.numbers, blinds(read.value, domain=NUMBER_DOMAIN)):
            continue
        same = [row for row in one.held.numbers if row.kind == read.kind and not row.over]
        ends = tuple(("number", row.id) for row in same) if read.kind in ONE_OF_A_KIND else ()
        yield _offer(
            "number", shown(same), text, Act(numbers=((kind, text),), ends=ends), before=ids(same), lacks=not same
        )  # fmt: skip


def _phones(one: Compared) -> Iterator[Offer]:
    """Another telephone is asked about, and stands beside the one that is known."""
    open_ones = [row for row in one.held.phones if not row.over]
    for kind, text in one.details.contacts:
        if not known_to(one.held.phones, blinds(read_contact(text, kind=kind), domain=CONTACT_DOMAIN)):
            act = Act(contacts=((kind, text),))
            yield _offer("phone", shown(open_ones), text, act, before=ids(open_ones), lacks=not open_ones)


def known_to(rows: tuple[Number, ...], wanted: list[bytes]) -> bool:
    """Whether one of the rows, true or over, is of this number."""
    return any(row.blind in wanted for row in rows)


def shown(rows: list[Number]) -> str:
    return ", ".join(row.shown for row in rows)


def ids(rows: list[Number] | list[Place]) -> str:
    """Which rows the register had when it was shown; "–" for none."""
    return ",".join(sorted(row.id for row in rows)) or "–"


def _aliases(one: Compared) -> Iterator[Offer]:
    if not one.details.aliases:
        return
    known = {match_key(name) for name in (one.held.person.full_name, one.details.full_name, *one.held.aliases)}
    for name in one.details.aliases:
        if match_key(name) not in known:
            yield _offer("alias", ", ".join(one.held.aliases), name, Act(aliases=(name,)), lacks=True)


def _addresses(one: Compared) -> Iterator[Offer]:
    """An address of unsaid kind is only missing where the register has none of any kind."""
    unsaid = one.listed.actual is None
    for address in one.details.addresses:
        same = [row for row in one.held.places if row.kind == address.kind]
        near = list(one.held.places) if unsaid and address.kind == "ACTUAL" else same
        if says_nothing(one, address) or any(alike(row, address) for row in near):
            continue
        ends = tuple(("address", row.id) for row in same)
        act, current = Act(addresses=(address,), ends=ends), "; ".join(row.text for row in same)
        yield _offer(address.kind, current, address.text, act, before=ids(same), lacks=not near)


def says_nothing(one: Compared, address: AddressDetails) -> bool:
    """No more than the commune the person is in: the title of the list, or its column of communes."""
    if address.kind == "ORIGIN" or address.hamlet_id:
        return False
    key = _key(address.text)
    return not key or key in _key(one.held.commune)


def alike(row: Place, address: AddressDetails) -> bool:
    """The same place by commune and hamlet, or one text within the other; a coarser address says nothing new."""
    if row.code and row.code == address.place_code and (not address.hamlet_id or address.hamlet_id == row.hamlet_id):
        finer = address.hamlet_id or _key(address.text) in _key(row.text)
        if finer or not address.text:
            return True
    ours, theirs = _key(row.text), _key(address.text)
    return bool(ours and theirs) and (ours in theirs or theirs in ours)


@lru_cache(maxsize=10_000)  # places come again and again
def _key(text: str) -> str:
    return search_key(text)


def _hamlet(one: Compared) -> Iterator[Offer]:
    person, hamlet = one.held.person, one.details.hamlet_id
    if hamlet and hamlet != person.hamlet_id and one.details.commune_code == person.commune_code:
        current = str(person.hamlet) if person.hamlet else ""
        sheet = next((row.text for row in one.details.addresses if row.hamlet_id == hamlet), "")
        yield _offer("hamlet", current, sheet, Act(own={"hamlet_id": hamlet}), lacks=not person.hamlet_id)


def _notes(one: Compared) -> Iterator[Offer]:
    """Only what the reader may see: what stands behind a closed compartment is not asked about."""
    for topic, value in one.details.sensitive:
        row_id, known = one.held.notes.get(topic, ("", ""))
        if value != known and topic in one.held.topics and match_key(value) != match_key(known):
            act = Act(sensitive=((topic, value),), ends=(("sensitive", row_id),) if row_id else ())
            yield _offer(topic, known, value, act, before=row_id or "–", lacks=not known)
