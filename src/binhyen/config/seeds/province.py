"""The demonstration province, through the same actions as people use: places, bodies, people, hamlets, documents."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from binhyen.foundation.access.values import Role
from binhyen.foundation.accounts import actions as accounts
from binhyen.foundation.accounts.models import User
from binhyen.foundation.accounts.values import AccountDetails, Office
from binhyen.kit.paths import SEEDS, SHARED
from binhyen.registers.documents import actions as documents
from binhyen.registers.documents.values import Direction, DocumentDetails
from binhyen.registers.organisations import actions as organisations
from binhyen.registers.organisations.imports import read_bodies
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories.imports import read_boundaries, read_codes
from binhyen.registers.territories.models import Commune, Hamlet
from binhyen.registers.territories.values import AreaLevel, HamletDetails

from .names import invent

NO_ROLE = "không có vai trò"
OUTLINES = SHARED / "data" / "geo"  # reference material, used where it is there
OUTLINE_SOURCE = "Ranh giới đơn giản hóa để hiển thị, không phải ranh giới pháp lý"


@dataclass(frozen=True, slots=True)
class Login:
    """One line of what is printed at the end."""

    username: str
    role: str
    name: str
    position: str


@dataclass(frozen=True, slots=True)
class Cast:
    password: str
    province: str
    logins: tuple[Login, ...]
    people: tuple[dict[str, Any], ...]
    since: date


def cast() -> Cast:
    """Who signs in, from ``seeds/cast.toml``; names invented."""
    given = _toml(SEEDS / "cast.toml")
    people = tuple(
        {**one, "name": invent(start=one["username"], people=one["people"], sex=one["sex"])} for one in given["people"]
    )
    logins = tuple(
        Login(
            one["username"],
            Role(one["role"]).label if one["role"] else "không có vai trò",
            one["name"],
            one["position"],
        )
        for one in people
    )
    return Cast(given["password"], given["province"], logins, people, given["since"])


def load_registers(*, province: str, on: date, at: datetime) -> tuple[str, ...]:
    """Codes of the country, bodies of the province, outlines where they are there. Returns what was not placed."""
    territories.load_codes(tables=read_codes(), by=None, at=at)
    loaded = organisations.load_bodies(
        tables=read_bodies(province_code=province), province_code=province, by=None, at=at
    )
    if OUTLINES.is_dir():
        for file in sorted(OUTLINES.glob("*.topo.json")):
            shapes = read_boundaries(path=file)
            level = AreaLevel.PROVINCE if len(shapes[0].code) == len(province) else AreaLevel.COMMUNE
            territories.import_boundaries(shapes=shapes, level=level, source=OUTLINE_SOURCE, on=on, by=None, at=at)
    return tuple(f"{problem.row}: {problem.reason}" for problem in loaded.problems)


def make_people(*, cast: Cast, at: datetime) -> dict[str, User]:
    """One account per role; accounts that are there already are left alone."""
    known = {user.username: user for user in User.objects.all()}
    for number, one in enumerate(cast.people, start=1):
        if one["username"] in known:
            continue
        details = AccountDetails(
            username=one["username"],
            full_name=one["name"],
            position=one["position"],
            phone=one.get("phone", f"0912.000.{number:03}"),
            email=f"{one['username']}@example.vn",
        )
        user, _ = accounts.make_account(details=details, by=None, at=at, password=cast.password)
        known[user.username] = user
        if one["role"]:
            office = Office(role=Role(one["role"]), valid_from=cast.since, body_key=one["body"], area_code=one["area"])
            accounts.appoint(user_id=user.pk, office=office, by=None, at=at)
    return known


def enter_hamlets(*, people: dict[str, User], at: datetime) -> None:
    """Hamlets of two communes, each entered by its own officer."""
    given = _toml(SEEDS / "hamlets.toml")
    officers = {"02788": people["commune_police"], "02683": people["next_commune"]}
    for code, hamlets in given["communes"].items():
        if Hamlet.objects.filter(commune=code).exists() or not Commune.objects.filter(pk=code).exists():
            continue
        for kind, name in hamlets:
            details = HamletDetails(commune_code=code, kind=kind, name=name, on=given["since"])
            territories.enter_hamlet(details=details, by=officers[code], at=at)


def register_documents(*, people: dict[str, User], at: datetime) -> None:
    """Documents the demonstration directives refer to."""
    for one in _toml(SEEDS / "documents.toml")["documents"]:
        details = DocumentDetails(
            direction=Direction.INCOMING,
            kind=one["kind"],
            number=one["number"],
            symbol=one["symbol"],
            issued_on=one["issued_on"],
            issuer_name=one["issuer"],
            abstract=one["abstract"],
            recipients=tuple(one["recipients"]),
        )
        try:
            documents.register(details=details, file=None, by=people["officer"], at=at)
        except documents.AlreadyRegistered:
            continue  # seeded before


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
