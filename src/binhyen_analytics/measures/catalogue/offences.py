"""Offences, seizures, points of use, plants, routes: administrative counts, persons apart from cases."""

from collections.abc import Iterator

from ibis import _

from binhyen_analytics.measures.counts import Distinct, Happened, Indicator, Standing, Sum

from .people import residents

KINDS = {
    "land_border": "LAND_BORDER", "express": "EXPRESS_DELIVERY", "cyberspace": "CYBERSPACE",
    "transnational": "ORGANISED_TRANSNATIONAL", "premises": "BUSINESS_PREMISES",
}  # fmt: skip
# As the lists of Decree 28/2026 number them.
SUBSTANCES = {
    "heroin": "28-2026-IA-14", "methamphetamine": "28-2026-IIB-267", "mdma": "28-2026-IB-18",
    "ketamine": "28-2026-III-44", "cocaine": "28-2026-IIA-26",
}  # fmt: skip
UNITS = {"grams": "GRAM", "millilitres": "MILLILITRE", "tablets": "TABLET"}
E4, DM2 = 10_000, 100  # seizures are kept in ten-thousandths of their unit, areas in hundredths of a square metre

crime = _.nature == "CRIME"
crimes = Happened("offences", crime)
by_kind = {name: Happened("offences", crime & _.kinds.contains(f"|{code}|")) for name, code in KINDS.items()}
arrested = Distinct("parties", crime & _.arrested, who="counted_as")
points = Standing("points")
points_found = Happened("points_found")
points_before = Standing("points", opening=True)
plants_found, plants_area = Happened("plants", amount=_.plants), Happened("plants", amount=_.area_dm2)


def _seized() -> Iterator[Indicator]:
    for unit, code in UNITS.items():
        for name, substance in SUBSTANCES.items():
            where = (_.unit == code) & (_.substance == substance)
            yield Indicator(f"seized.{name}.{unit}", Happened("seizures", where, _.amount_e4), scale=E4)
        rest = (_.unit == code) & ~_.substance.isin(tuple(SUBSTANCES.values()))
        yield Indicator(f"seized.other.{unit}", Happened("seizures", rest, _.amount_e4), scale=E4)


OFFENCES = (
    Indicator("offences", Happened("offences")),
    Indicator("offences.crimes", crimes),
    Indicator("offences.administrative", Happened("offences", _.nature == "ADMINISTRATIVE")),
    *(Indicator(f"offences.{name}", count) for name, count in by_kind.items()),
    Indicator("offences.256a", Happened("offences", crime & _.articles.contains("|256a|"))),
    # Decision 28/2025, Art. 4 c: persons arrested in the area, residents or not; one person counts once
    Indicator("offenders.arrested", arrested),
    Indicator("offenders.rate", arrested, residents),
    Indicator("offenders.resident", Distinct("parties", crime & (_.residence == "HERE"), who="counted_as")),
    Indicator("offenders.residence_unknown", Distinct("parties", crime & (_.residence == "UNKNOWN"), who="counted_as")),
    Indicator(
        "violators.resident",
        Distinct("parties", (_.nature == "ADMINISTRATIVE") & (_.residence == "HERE"), who="counted_as"),
    ),
    Indicator("wanted.hiding", Standing("hiding")),
    Indicator("points.standing", points),
    Indicator("points.suspected", Standing("points", _.status == "SUSPECTED")),
    Indicator("points.established", Standing("points", _.status == "ESTABLISHED")),
    Indicator("points.vehicles", Standing("points", _.kind == "VEHICLE")),
    Indicator("points.found", points_found),
    Indicator(
        "points.eliminated", Happened("points_ended", _.ended == "ELIMINATED"), Sum((points_before, points_found))
    ),
    Indicator("points.disproved", Happened("points_ended", _.ended == "DISPROVED")),
    Indicator("plants.found", plants_found),
    Indicator("plants.found.area", plants_area, scale=DM2),
    Indicator("plants.destroyed", Happened("plants_destroyed", amount=_.plants)),
    Indicator("plants.destroyed.area", Happened("plants_destroyed", amount=_.area_dm2), scale=DM2),
    Indicator("plants.finds_standing", Standing("plants_standing")),
    Indicator("routes.local", Standing("routes", _.kind == "LOCAL")),
    Indicator("routes.inter_provincial", Standing("routes", _.kind == "INTER_PROVINCIAL")),
    *_seized(),
)
