"""Who has whom: the list a keeper has of one day against the register, and two keepers' lists against each other.

Nothing here judges a person: a difference says that two papers do not agree, and who must look.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from binhyen.operations.cases.values import ListCode, State

REGISTER = "REGISTER"
TERM = "ROSTER_DIFFERENCE"  # law/cases/terms.toml: working days to settle a difference
_LISTS = frozenset({ListCode.L1.value, ListCode.L2.value, ListCode.L3.value})


class Keeper(StrEnum):
    POLICE = "POLICE"
    COMMUNE = "COMMUNE"
    CLINIC = "CLINIC"
    FACILITY = "FACILITY"
    CUSTODY = "CUSTODY"


LABELS = {
    REGISTER: "Sổ hồ sơ", Keeper.POLICE: "Công an", Keeper.COMMUNE: "UBND xã", Keeper.CLINIC: "Cơ sở điều trị thay thế",
    Keeper.FACILITY: "Cơ sở cai nghiện", Keeper.CUSTODY: "Nơi tạm giữ, trại giam",
}  # fmt: skip
# what a keeper of some of the people has; police and commune keep everybody who is on a list
_PART: dict[str, frozenset[str]] = {
    Keeper.CLINIC: frozenset({State.SUBSTITUTION.value}),
    Keeper.FACILITY: frozenset({State.VOLUNTARY_PRIVATE.value, State.VOLUNTARY_PUBLIC.value, State.COMPULSORY.value}),
    Keeper.CUSTODY: frozenset({State.CUSTODY.value, State.PRISON.value}),
}


class Kind(StrEnum):
    MISSING_HERE = "MISSING_HERE"  # on the left list; the register does not have the person
    MISSING_THERE = "MISSING_THERE"  # the left one has the person; the right list lacks a name it should have
    OTHER_STATE = "OTHER_STATE"
    OTHER_PLACE = "OTHER_PLACE"
    UNSURE = "UNSURE"  # the row may be somebody of the register; nobody has said who yet


class Outcome(StrEnum):
    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CORRECTED = "CORRECTED"
    EXPLAINED = "EXPLAINED"  # both are right, for a reason that is kept; not opened again
    GONE = "GONE"  # the next comparison no longer found it


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the register has a person on the day."""

    commune: str
    state: str
    legal: str  # list by law
    reported: str  # list as the published stock counts
    held_by: frozenset[str] = frozenset()  # clinics and facilities that have this person by the case

    @property
    def listed(self) -> bool:
        return self.legal in _LISTS or self.reported in _LISTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a keeper's list. ``person`` None: the register does not know it, or not for sure.

    ``maybe`` is whom an unsure line likely is; nobody says that this person is lacking until somebody has looked.
    """

    id: int
    person: int | None
    name: str
    birth_year: int | None
    says: str = ""
    unsure: bool = False
    maybe: int | None = None
    commune: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What one kind of keeper has of one place: ``commune`` "" is the whole province.

    ``holder`` is the one clinic or facility whose people these are; "" for all of its kind there.
    """

    keeper: str
    commune: str
    lines: Sequence[Line]
    holder: str = ""

    @property
    def people(self) -> dict[int, Line]:
        return {line.person: line for line in self.lines if line.person is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    kind: Kind
    left: str
    right: str
    commune: str
    person: int | None = None
    entry: int | None = None
    name: str = ""
    birth_year: int | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    brought_by: str = ""  # the clinic or facility that named somebody of no known commune

    @property
    def key(self) -> tuple[object, ...]:
        """The same difference, found again another day."""
        who = (self.person,) if self.person else (self.name.casefold(), self.birth_year)
        return (self.left, self.right, *who)


def lacks(lists: Lists, standing: Standing) -> bool:
    """Whether this list lacks a person of its place who is not on it: those whom another body has, it does not."""
    mine = not lists.holder or lists.holder in standing.held_by
    return mine and _covers(lists, standing) and must_have(lists.keeper, standing)


def must_have(keeper: str, standing: Standing) -> bool:
    """Whether the list of such a keeper lacks somebody when this person is not on it."""
    part = _PART.get(keeper)
    return standing.legal in _LISTS if part is None else standing.state in part


def may_have(keeper: str, standing: Standing) -> bool:
    """Whether such a keeper's list may name this person. Those inside or awaiting are counted here, not by law."""
    return standing.listed if keeper not in _PART else must_have(keeper, standing)


def against_register(lists: Lists, register: Mapping[int, Standing]) -> list[Found]:
    """One keeper's list against the register. ``register``: everybody it has of the place or who is on the list."""
    found = [one for line in lists.lines if (one := _line(lists, line, register))]
    named = {*lists.people, *(line.maybe for line in lists.lines if line.unsure)}
    return found + [
        Found(
            kind=Kind.MISSING_THERE, left=REGISTER, right=lists.keeper, commune=standing.commune, person=person,
            detail={"left": standing.state},
        )
        for person, standing in register.items()
        if person not in named and lacks(lists, standing)
    ]  # fmt: skip


def _line(lists: Lists, line: Line, register: Mapping[int, Standing]) -> Found | None:
    standing = register.get(line.person) if line.person else None
    if line.unsure:
        return _of(lists, line, Kind.UNSURE, {})
    if standing is None:
        return _of(lists, line, Kind.MISSING_HERE, {"left": line.says})
    if not _covers(lists, standing):
        return _of(lists, line, Kind.OTHER_PLACE, {"right_commune": standing.commune})
    if not may_have(lists.keeper, standing) or (line.says and line.says != standing.state):
        return _of(lists, line, Kind.OTHER_STATE, {"left": line.says, "right": standing.state}, standing.commune)
    return None


def _of(lists: Lists, line: Line, kind: Kind, detail: Mapping[str, str], commune: str = "") -> Found:
    return Found(
        kind=kind, left=lists.keeper, right=REGISTER, commune=commune or line.commune or lists.commune,
        person=line.person, entry=line.id, name=line.name, birth_year=line.birth_year, detail=detail,
        brought_by=lists.holder,
    )  # fmt: skip


def _covers(lists: Lists, standing: Standing) -> bool:
    return lists.commune in {"", standing.commune}


def between(one: Lists, other: Lists, register: Mapping[int, Standing]) -> list[Found]:
    """Who is on one keeper's list and should be on the other's but is not, both ways; only people of both places."""
    return [*_lacking(one, other, register), *_lacking(other, one, register)]


def _lacking(has: Lists, other: Lists, register: Mapping[int, Standing]) -> Iterable[Found]:
    named = {*other.people, *(line.maybe for line in other.lines if line.unsure)}
    for person, line in has.people.items():
        standing = register.get(person)
        if standing is None or person in named or not _covers(has, standing):
            continue
        if lacks(other, standing):
            yield Found(
                kind=Kind.MISSING_THERE, left=has.keeper, right=other.keeper, commune=standing.commune, person=person,
                entry=line.id, name=line.name, birth_year=line.birth_year, detail={"left": line.says},
            )  # fmt: skip
