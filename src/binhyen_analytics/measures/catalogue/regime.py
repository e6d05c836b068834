"""The table of the state statistical regime on drugs (Decision 127/2009 as amended by 13/2019): who the people are.

Each breakdown is complete: its parts, with those of whom it is not known, add up to the list. Attributes are those
the register holds today, age that of the day asked about. Addicts are counted as published, so that those in facilities
and prisons are in the table as the regime wants.
"""

from collections.abc import Iterator

from ibis import _

from binhyen_analytics.measures.counts import Indicator, Standing
from binhyen_analytics.measures.sources import AGE_BANDS, USE_YEARS

LISTS = {"users": "L1", "addicts": "L2", "post_rehab": "L3"}
PEOPLE = "people_spans"
CODES = {
    "sex": ("M", "F"),
    "ethnicity": ("KINH", "OTHER"),
    "residence": ("STABLE", "NONE"),
    "education": ("NONE", "PRIMARY", "LOWER_SECONDARY", "UPPER_SECONDARY", "HIGHER"),
    "job": ("NONE", "UNSTABLE", "STABLE", "STUDENT"),
    "substance": ("OPIATE", "AMPHETAMINE", "CANNABIS", "COCAINE", "KETAMINE", "POLY", "OTHER"),
}


def _breakdowns(name: str, code: str) -> Iterator[Indicator]:
    listed = _.reported_list == code
    for column, values in CODES.items():
        needs = () if column == "sex" else (f"people.{column}",)
        for value in values:
            where = Standing(PEOPLE, listed & (_[column] == value))
            yield Indicator(f"{name}.{column}.{value.lower()}", where, needs=needs)
        unknown = Standing(PEOPLE, listed & (_[column].isnull() | ~_[column].isin(values)))
        yield Indicator(f"{name}.{column}.unknown", unknown, needs=needs)
    for band in (*(band for band, _low, _high in AGE_BANDS), "UNKNOWN"):
        yield Indicator(f"{name}.age.{band.lower()}", Standing("age_spans", listed & (_.band == band)))
    record = ("people.has_record",)
    yield Indicator(f"{name}.with_record", Standing(PEOPLE, listed & _.has_record), needs=record)
    for years, _low, _high in (*USE_YEARS, ("UNKNOWN", 0, 0)):
        where = Standing("use_spans", listed & (_.years == years))
        yield Indicator(f"{name}.used.{years.lower()}", where, needs=("people.first_used_on",))


def _forms() -> Iterator[Indicator]:
    """Rehabilitation by its form, where the regime wants it; and which forms people had before."""
    spans = "spans"
    inside = {
        "home": (_.state == "VOLUNTARY_HOME") & (_.measure == "HOME"),
        "community": (_.state == "VOLUNTARY_HOME") & (_.measure != "HOME"),
        "private": _.state == "VOLUNTARY_PRIVATE",
        "public": _.state == "VOLUNTARY_PUBLIC",
        "compulsory": _.state == "COMPULSORY",
        "substitution": _.state == "SUBSTITUTION",
        "custody": (_.state == "CUSTODY") & (_.reported_list == "L2"),
        "prison": (_.state == "PRISON") & (_.reported_list == "L2"),
        "other_measure": _.state == "OTHER_MEASURE",
        "post_rehab": _.list_code == "L3",
    }
    for name, where in inside.items():
        yield Indicator(f"forms.{name}", Standing(spans, where))
    for form in ("HOME", "COMMUNITY", "PRIVATE", "PUBLIC", "SUBSTITUTION", "COMPULSORY"):
        where = Standing("form_spans", (_.reported_list == "L2") & (_.form == form))
        yield Indicator(f"addicts.had.{form.lower()}", where)


REGIME = (*(one for name, code in LISTS.items() for one in _breakdowns(name, code)), *_forms())
