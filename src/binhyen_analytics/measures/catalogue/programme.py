"""Targets of the national target programme to 2030 as Lạng Sơn writes them (a to i; Vietnamese letters: đ after d).

People are to become fewer, detected cases more: what is good news is said in law/indicators, not here. Targets about
equipment, stations, media, schools and legal aid have no data in the product: units report them, see law/indicators.
"""

from ibis import _

from binhyen_analytics.measures.counts import Count, Distinct, Happened, Indicator, NoSource, Sum, YearBefore

from .communes import communes, recognised_communes
from .offences import by_kind, plants_area, points_before, points_found
from .people import managed, with_files, with_files_reported

HELPED = ("COUNSEL", "HEALTH_CARD", "TRAINING", "JOB", "LOAN", "SCHOOL", "PAPERS", "LEGAL_AID", "OTHER")


def _growth(code: str, count: Count) -> Indicator:
    """The period beside the same one a year before."""
    return Indicator(code, count, YearBefore(count))


PROGRAMME = (
    _growth("programme.a.people", with_files),
    _growth("programme.a.people.reported", with_files_reported),
    Indicator("programme.a.communes", recognised_communes, communes),
    Indicator(
        "programme.b.points", Happened("points_ended", _.ended == "ELIMINATED"), Sum((points_before, points_found))
    ),
    Indicator("programme.b.traffickers", NoSource()),
    Indicator("programme.b.plants", Happened("plants_destroyed", amount=_.area_dm2), plants_area),
    Indicator("programme.c.equipment", NoSource()),
    _growth("programme.d.land_border", by_kind["land_border"]),
    _growth("programme.d.express", by_kind["express"]),
    _growth("programme.d.transnational", by_kind["transnational"]),
    _growth("programme.d.cyberspace", by_kind["cyberspace"]),
    Indicator("programme.dd.stations", NoSource()),
    Indicator("programme.dd.facilities", NoSource()),
    Indicator("programme.e.facilities", NoSource()),
    Indicator("programme.e.counselling_points", NoSource()),
    Indicator("programme.g.media", NoSource()),
    Indicator("programme.g.schools", NoSource()),
    Indicator("programme.g.workers", NoSource()),
    Indicator("programme.h.legal_aid", NoSource()),
    Indicator("programme.i.support", Distinct("events", (_.kind == "HELP_GIVEN") & _.detail.isin(HELPED)), managed),
)
