"""Lào Cai with its bodies, from the project's own lists."""

from datetime import UTC, date, datetime

import pytest

from binhyen.registers.organisations import actions, imports
from binhyen.registers.organisations.values import BodyDetails, Loaded
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories.imports import read_codes

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
def lao_cai(db: None) -> Loaded:
    territories.load_codes(tables=read_codes(provinces=("15",)), by=None, at=AT)
    return actions.load_bodies(tables=imports.read_bodies(province_code="15"), province_code="15", by=None, at=AT)


@pytest.fixture
def two_bodies(person) -> None:
    """A department and a group with it inside: enough to ask who may come in."""
    by = person("administrator")
    for key, name, level in (("s_yte", "Sở Y tế", "PROVINCE"), ("g_so", "Các sở, ban, ngành", "GROUP")):
        actions.make(details=BodyDetails(key=key, name=name, level=level, block="OTHER"), by=by, at=AT)
    actions.add_member(group="g_so", member="s_yte", by=by, at=AT)
