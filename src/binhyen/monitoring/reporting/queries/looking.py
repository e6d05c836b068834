"""What checks and detectors are given of a report, and what they say: its clock, the unit's past and other reports,
how other units lay, words others have sent.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import Q

from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.rules import checks, detectors
from binhyen.monitoring.reporting.rules.filling import filled_of
from binhyen.monitoring.reporting.rules.states import moment
from binhyen.monitoring.reporting.values.findings import Finding, Looked, Other, Weight
from binhyen.monitoring.reporting.values.forms import Filled, FormDefinition, Source
from binhyen.monitoring.reporting.values.reports import Content

from . import annexes, forms
from .held import Held

PAST = 4  # periods looked back at
SLACK = timedelta(days=4)  # months and quarters are not all of one length


def findings(*, report: Report, form: FormDefinition, content: Content, held: Held, at: datetime) -> list[Finding]:
    """What there is to mend, to explain or to ask, the open and weighty first. One query.

    Days that are not over are compared with no others. Whose words were sent already is told to who receives them.
    """
    filled = filled_of(form, content)
    past, others = _beside(report, form)
    found = [*_whole(report, form, filled, content, at), *checks.identities(form, filled.numbers)]
    found += annexes.findings(report=report, content=content)
    found += checks.against_reports(
        form, filled.numbers, start=report.round.period_start, end=report.round.period_end, others=others
    )
    found += [*detectors.rounded(form, filled.numbers), *detectors.same_words_sent(form, held.alike)]
    if past:
        found += detectors.copied(form, filled.numbers, past[0].numbers)
        found += detectors.frozen(form, [filled.numbers, *(one.numbers for one in past)])
        found += detectors.same_words_before(form, filled, past[0])
    if counted_whole(report, form, content, at):
        found += detectors.all_zero(form, filled.numbers)
        found += checks.against_before(form, filled.numbers, past[0].numbers) if past else ()
        found += _among_units(report, form, filled, held)
    return checks.answered(found, filled)


def counted_whole(report: Report, form: FormDefinition, content: Content, at: datetime) -> bool:
    """Whether the days of the report are over and its figures hold all of them."""
    cut = report.round.cut_off_at
    return at >= cut and (not _counts(form) or (content.known_at is not None and content.known_at >= cut))


def _counts(form: FormDefinition) -> bool:
    return any(one.source is Source.FIGURE for one in form.cells())


def _among_units(report: Report, form: FormDefinition, filled: Filled, held: Held) -> Iterator[Finding]:
    around = held.around
    if around is not None:
        numbers = checks.compared(form, filled.numbers, area=report.area_code)
        size = Fraction(around.people) if around.people else None
        among = f"các đơn vị ({around.round})"
        yield from checks.against_units(form, numbers, around.spreads, size, among)


def _whole(report: Report, form: FormDefinition, filled: Filled, content: Content, at: datetime) -> list[Finding]:
    """What is missing. Before the cut-off, and until figures hold all its days, nobody signs."""
    found, cut = list(checks.whole(form, filled)), report.round.cut_off_at
    only = [one for one in found if one.weight is Weight.MUST]
    if at < cut:
        said = f"Chưa đến lúc chốt số liệu ({moment(cut)}), nên chưa ký được."
        return [_waits(said, "Cứ ghi trước; số từ sổ còn đổi đến lúc chốt."), *only]
    if content.known_at is None and _counts(form):
        return [_waits("Số từ sổ đang được tính.", "Đợi vài phút rồi tải lại trang; phần khác vẫn làm được."), *only]
    if not counted_whole(report, form, content, at):
        said = f"Số từ sổ chưa tính đủ đến lúc chốt ({moment(cut)}), nên chưa ký được."
        return [_waits(said, "Máy tính lại trong khoảng nửa giờ; cần ngay thì bấm “Tính lại số”."), *only]
    return found


def _waits(words: str, mend: str) -> Finding:
    return Finding(looked=Looked.WAITS, weight=Weight.MUST, words=words, mend=mend)


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
