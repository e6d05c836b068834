"""People on the lists, by law and as published; the totals both directives ask for."""

from ibis import _

from binhyen_analytics.measures.counts import Indicator, Residents, Standing

SPANS = "spans"
ALL_LISTS = ("L1", "L2", "L3")

managed = Standing(SPANS, _.list_code.isin(ALL_LISTS))
residents = Residents()

PEOPLE = (
    Indicator("people.managed", managed),
    Indicator("people.managed.reported", Standing(SPANS, _.reported_list.isin(ALL_LISTS))),
    Indicator("users.legal", Standing(SPANS, _.list_code == "L1")),
    Indicator("addicts.legal", Standing(SPANS, _.list_code == "L2")),
    Indicator("people.rate", Standing(SPANS, _.list_code.isin(("L1", "L2"))), residents),
)
