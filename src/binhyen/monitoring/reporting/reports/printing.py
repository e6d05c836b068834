"""What a printed report needs beside its content: who issues it, from where, of which days."""

from datetime import date, datetime

from django.utils import timezone

from binhyen.monitoring.reporting.models import Consolidation, Round
from binhyen.monitoring.reporting.queries import consolidation, forms
from binhyen.monitoring.reporting.reports.consolidated import Printed
from binhyen.monitoring.reporting.reports.heads import head_of, signature_of
from binhyen.monitoring.reporting.reports.parts import Head
from binhyen.monitoring.reporting.rules.states import moment
from binhyen.monitoring.reporting.values.consolidated import Consolidated
from binhyen.monitoring.reporting.values.forms import FormDefinition
from binhyen.registers.organisations.models import Body


def period_words(held: Round) -> str:
    """ "tháng 11/2026 (từ 15/10/2026 đến 14/11/2026)"; a name that says its days is left as it is."""
    days = f"{held.period_start:%d/%m/%Y}", f"{held.period_end:%d/%m/%Y}"
    if days[0][:5] in held.name and days[1] in held.name:
        return held.name
    return f"{held.name} (từ {days[0]} đến {days[1]})"


def gatherer(*, held: Round) -> Body | None:
    """Who puts the reports of a round together: the body they go through, else the one they go to. One query."""
    key = held.duty.through_key or held.duty.receiver_key
    return Body.objects.select_related("parent").filter(key=key).first()


def bare(*, row: Consolidation, form: FormDefinition, whole: Consolidated) -> Printed:
    """What is said of a consolidation without what its reports hold. No query."""
    return Printed(
        form=form, whole=whole, handed=(), head=Head(issuer=""), period=period_words(row.round),
        due=moment(row.round.due_at), taken="", code=row.code,
    )  # fmt: skip


def printed(*, row: Consolidation, at: datetime) -> Printed:
    """Everything the Word and Excel file of a consolidation say. A query for each 300 reports and three more."""
    form = forms.of_key(key=row.round.form_key)
    whole = Consolidated.of(row.content)
    gathering = gatherer(held=row.round)
    return Printed(
        form=form, whole=whole, handed=consolidation.held_by(row=row, form=form),
        head=_head(gathering, form, on=timezone.localdate(at)), period=period_words(row.round),
        due=moment(row.round.due_at), taken=f"{timezone.localtime(row.at):%H:%M ngày %d/%m/%Y}", code=row.code,
        signature=signature_of(body=gathering, name="") if gathering else None,
    )  # fmt: skip


def _head(body: Body | None, form: FormDefinition, *, on: date) -> Head:
    return head_of(body=body, kind=form.document, on=on) if body else Head(issuer="", on=on)
