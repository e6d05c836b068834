"""What checks and detectors are given of a report, and what they say: the unit's past, its other reports."""

from binhyen.monitoring.reporting.models import Report, ReportVersion
from binhyen.monitoring.reporting.rules import checks, detectors
from binhyen.monitoring.reporting.rules.filling import filled_of
from binhyen.monitoring.reporting.values.findings import Finding, Looked, Other, Weight
from binhyen.monitoring.reporting.values.forms import Filled, FormDefinition, Source
from binhyen.monitoring.reporting.values.reports import Content

from . import forms

PAST = 4  # periods looked back at


def findings(*, report: Report, form: FormDefinition, content: Content) -> list[Finding]:
    """What there is to mend, to explain or to ask, the open and weighty first. Two queries.

    What other units wrote in the same round is looked at where the round is put together.
    """
    filled, past = filled_of(form, content), _past(report, form)
    found = [*_whole(form, filled, content), *checks.identities(form, filled.numbers)]
    found += checks.against_reports(
        form, filled.numbers, start=report.round.period_start, end=report.round.period_end, others=_others(report)
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


def _past(report: Report, form: FormDefinition) -> list[Filled]:
    """What the unit sent in the last periods, the latest first, in the same form. One query."""
    rows = ReportVersion.objects.filter(
        pk__in=Report.objects.filter(
            body=report.body_id, round__duty=report.round.duty_id, round__period_end__lt=report.round.period_start,
            latest__isnull=False,
        ).values("latest_id")
    ).order_by("-report__round__period_end")[:PAST]  # fmt: skip
    held = [Content.of(one.content) for one in rows]
    return [filled_of(form, one) for one in held if one.form == form.key]


def _others(report: Report) -> list[Other]:
    """Other reports of the unit that were sent and end on the same day. One query, and one for a province's form."""
    rows = (
        ReportVersion.objects.filter(
            report__body=report.body_id, report__round__period_end=report.round.period_end, report__latest__isnull=False
        )
        .exclude(report=report.pk)
        .filter(pk__in=Report.objects.filter(body=report.body_id).values("latest_id"))
        .select_related("report__round__duty")
    )
    found = []
    for one in rows:
        other, held = one.report.round, Content.of(one.content)
        form = forms.of_key(key=held.form)
        found.append(
            Other(
                name=f"{other.duty.name}, {other.name}", form=form, filled=filled_of(form, held),
                start=other.period_start, end=other.period_end,
            )
        )  # fmt: skip
    return found
