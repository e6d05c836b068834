"""How good the figures are: late, missing, frozen, too round, copied. About registers, never about a person."""

from typing import Any

from ibis import _

from binhyen_analytics.measures.counts import Communes, Happened, Indicator, Standing

LATE_DAYS = 5  # the fifth day after the legal day is in time

facts = Happened("events")
recorded = Happened("recorded")
people = Standing("spans", _.list_code.isin(("L1", "L2", "L3")))
opened = Standing("spans", _.list_code.isin(("L1", "L2", "L3")), opening=True)
listed = Standing("missing_spans", _.list_code.isin(("L1", "L2", "L3")))
figures = Happened("figures")
large = Happened("figures", _.value >= 10)


def _frozen(people_before: Any, learnt: Any) -> Any:
    """People are managed there, and in the whole period nothing at all was written down about any of them."""
    return (people_before > 0) & (learnt == 0)


QUALITY = (
    Indicator("quality.late", Happened("events", _.days_late > LATE_DAYS), facts),
    Indicator("quality.corrected", Happened("events", _.corrected), facts),
    Indicator("quality.no_birth", Standing("missing_spans", _.list_code.isin(("L1", "L2", "L3")) & _.no_birth), listed),
    Indicator("quality.no_sex", Standing("missing_spans", _.list_code.isin(("L1", "L2", "L3")) & _.no_sex), listed),
    Indicator(
        "quality.incomplete", Standing("missing_spans", _.list_code.isin(("L1", "L2", "L3")) & _.incomplete), listed
    ),
    Indicator("quality.frozen", Communes((opened, recorded), _frozen), Communes((opened,), lambda before: before > 0)),
    # Of figures from 10 up, one in ten ends in 0 by chance; many more were guessed.
    Indicator("quality.round", Happened("figures", (_.value >= 10) & (_.value % 10 == 0)), large),
    Indicator("quality.reports_late", Happened("figures", _.sent_on > _.due_on), figures),
    # A figure above 9 that equals the same commune's figure of the period before; all of them, and nobody counted.
    Indicator("quality.copied", Happened("copies", _.copied), Happened("copies")),
)
