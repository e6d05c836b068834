"""Every indicator, by its code. Names, law, units and direction stand in law/indicators; here is how it is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from binhyen_analytics.measures.counts import Indicator

from .communes import COMMUNES
from .flows import FLOWS
from .offences import OFFENCES
from .people import PEOPLE
from .programme import PROGRAMME
from .quality import QUALITY
from .regime import REGIME
from .work import WORK


def _by_code(indicators: Iterable[Indicator]) -> Mapping[str, Indicator]:
    found: dict[str, Indicator] = {}
    for one in indicators:
        if one.code in found:
            raise ValueError(f"{one.code} twice")
        found[one.code] = one
    return MappingProxyType(found)


CATALOGUE = _by_code((*PEOPLE, *FLOWS, *WORK, *OFFENCES, *COMMUNES, *PROGRAMME, *REGIME, *QUALITY))
