"""Words of a report taken from the work of the unit: by one press, never unseen, and told where they come from."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import WorkTaken
from binhyen.monitoring.reporting.models import ReportBlock, WorkLine
from binhyen.monitoring.reporting.queries import drafting as queries
from binhyen.monitoring.reporting.queries import forms
from binhyen.monitoring.reporting.rules import drafting as rules
from binhyen.monitoring.reporting.values.drafting import EVERY

from .filling import area_of, locked, set_block
from .refusals import ReportRefused


@transaction.atomic
def take_work(*, report_id: int, code: str, key: str, text: str, version: int, by: User, at: datetime) -> ReportBlock:
    """Put lines of the unit's work below the words of a block: one by its key, or all with ``EVERY``.

    ``text`` is what stands in the field now, written with them. Raises as ``filling.set_block``, and ReportRefused
    where the work offers no such line (any more).
    """
    report = locked(report_id)
    form = forms.of_key(key=report.round.form_key)
    chosen = rules.offered(rules.picked(queries.offers(report=report, form=form, at=at), code, key, EVERY), text)
    if not chosen:
        raise ReportRefused("Dòng này không còn trong công việc của kỳ, hoặc đã có trong lời báo cáo.")
    block = set_block(report_id=report_id, code=code, text=rules.added(text, chosen), version=version, by=by, at=at)
    WorkLine.objects.bulk_create(
        WorkLine(
            report=report, code=code, kind=one.source.kind, number=one.source.number, mark=one.source.mark, at=at, by=by
        )
        for one in chosen
    )
    keys = list(dict.fromkeys(one.source.key for one in chosen))
    record(WorkTaken(subject_id=str(report.pk), area=area_of(report), place=code, sources=keys), by=by, at=at)
    return block
