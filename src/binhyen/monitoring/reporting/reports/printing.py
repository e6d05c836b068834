"""What a printed report needs beside its content: who issues it, from where, of which days."""

from datetime import date, datetime

from django.utils import timezone

from binhyen.monitoring.reporting.models import Consolidation, Round
from binhyen.monitoring.reporting.queries import consolidation, forms
from binhyen.monitoring.reporting.reports.consolidated import Printed
from binhyen.monitoring.reporting.reports.parts import Head
from binhyen.monitoring.reporting.rules.states import moment
from binhyen.monitoring.reporting.values.consolidated import Consolidated
from binhyen.monitoring.reporting.values.forms import FormDefinition
from binhyen.registers.organisations.models import Body
from binhyen.registers.territories.models import Province

POLICE, COMMITTEE = "ca_tinh", "ubnd_tinh"


def period_words(held: Round) -> str:
    """ "tuần 47 (từ 16/11/2026 đến 22/11/2026)"."""
    days = f"từ {held.period_start:%d/%m/%Y} đến {held.period_end:%d/%m/%Y}"
    return held.name if days in held.name else f"{held.name} ({days})"


def head_of_receiver(*, held: Round, on: date) -> Head:
    """The letterhead of whoever gathers the reports of a round. Two queries."""
    province = Province.objects.filter(code=held.duty.province_code).first()
    full, short = (province.full_name, province.name) if province else ("tỉnh", "")
    lower = f"{full[:1].lower()}{full[1:]}"
    key = held.duty.through_key or held.duty.receiver_key
    if key == POLICE:
        return Head(issuer=f"Công an {lower}", parent="Bộ Công an", symbol="BC-CAT", place=short, on=on)
    if key == COMMITTEE:
        return Head(issuer=f"Ủy ban nhân dân {lower}", symbol="BC-UBND", place=short, on=on)
    body = Body.objects.filter(key=key).first()
    name, sign = (body.name, body.short_name) if body else ("", "")
    return Head(
        issuer=name, parent=f"Ủy ban nhân dân {lower}", symbol=f"BC-{sign}" if sign else "BC", place=short, on=on
    )  # fmt: skip


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
    return Printed(
        form=form, whole=whole, handed=consolidation.held_by(row=row, form=form),
        head=head_of_receiver(held=row.round, on=timezone.localdate(at)), period=period_words(row.round),
        due=moment(row.round.due_at), taken=f"{timezone.localtime(row.at):%H:%M ngày %d/%m/%Y}", code=row.code,
    )  # fmt: skip
