"""What checks and detectors are given of a report, and what they say: the unit's past, its other reports."""

from datetime import timedelta

from django.db.models import Q

from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.rules import checks, detectors
from binhyen.monitoring.reporting.rules.filling import filled_of
from binhyen.monitoring.reporting.values.findings import Finding, Looked, Other, Weight
from binhyen.monitoring.reporting.values.forms import Filled, FormDefinition, Source
from binhyen.monitoring.reporting.values.reports import Content

from . import annexes, forms

PAST = 4  # periods looked back at
SLACK = timedelta(days=4)  # months and quarters are not all of one length


def findings(*, report: Report, form: FormDefinition, content: Content) -> list[Finding]:
    """What there is to mend, to explain or to ask, the open and weighty first. One query.

    What other units wrote in the same round is looked at where the round is put together.
    """
    filled = filled_of(form, content)
    past, others = _beside(report, form)
    found = [*_whole(form, filled, content), *checks.identities(form, filled.numbers)]
    found += annexes.findings(report=report, content=content)
    found += checks.against_reports(
        form, filled.numbers, start=report.round.period_start, end=report.round.period_end, others=others
    )
    found += [*detectors.rounded(form, filled.numbers), *detectors.all_zero(form, filled.numbers)]
    if past:
        found += checks.against_before(form, filled.numbers, past[0].numbers)
        found += detectors.copied(form, filled.numbers, past[0].numbers)
        found += detectors.frozen(form, [filled.numbers, *(one.numbers for one in past)])
        found += detectors.same_words_before(form, filled, past[0])
    return checks.answered(found, filled)


def _whole(form: FormDefinition, filled: Filled, content: Content) -> list[Finding]:
    """What is missing. While figures are still being counted that alone is said of them, and nobody signs."""
    found = list(checks.whole(form, filled))
    if content.known_at is not None or all(one.source is not Source.FIGURE for one in form.cells()):
        return found
    waits = Finding(
        looked=Looked.MISSING, weight=Weight.MUST, words="Số từ sổ đang được tính.",
        mend="Đợi vài phút rồi tải lại trang; các phần khác vẫn làm được.",
    )  # fmt: skip
    return [waits, *(one for one in found if one.weight is Weight.MUST)]


def _beside(report: Report, form: FormDefinition) -> tuple[list[Filled], list[Other]]:
    """What the unit sent in the last periods in the same form, the latest first; its other reports of the same days.

    One query, and one for each form of the province's own among the others.
    """
    round_ = report.round
    length = round_.period_end - round_.period_start + SLACK
    before = Q(
        round__duty=round_.duty_id, round__period_end__lt=round_.period_start,
        round__period_end__gte=round_.period_start - PAST * length,
    )  # fmt: skip
    rows = (
        Report.objects.filter(
            before | Q(round__period_end=round_.period_end), body=report.body_id, latest__isnull=False
        )
        .exclude(pk=report.pk)
        .select_related("latest", "round__duty")
        .order_by("-round__period_end", "pk")
    )
    past: list[Filled] = []
    others: list[Other] = []
    for one in rows:
        held = Content.of(one.latest.content if one.latest else {})
        if one.round.duty_id != round_.duty_id or one.round.period_end == round_.period_end:
            others.append(_other(one, held))
        elif held.form == form.key:
            past.append(filled_of(form, held))
    return past[:PAST], others


def _other(report: Report, held: Content) -> Other:
    form, round_ = forms.of_key(key=held.form), report.round
    return Other(
        name=f"{round_.duty.name}, {round_.name}", form=form, filled=filled_of(form, held), start=round_.period_start,
        end=round_.period_end,
    )  # fmt: skip
