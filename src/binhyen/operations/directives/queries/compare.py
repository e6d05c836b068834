"""What a reviewer had entered beside what somebody else has saved meanwhile."""

from dataclasses import dataclass

from binhyen.kit.html import iso_day
from binhyen.operations.directives.models import Duty
from binhyen.operations.directives.reader.deadlines import render
from binhyen.operations.directives.values import DutyValues, Kind, Part

from .as_values import deadline_value
from .cards import OPERATORS, target_words


@dataclass(frozen=True, slots=True)
class Difference:
    field: str
    label: str
    mine: str
    theirs: str


def differences(*, duty: Duty, values: DutyValues) -> tuple[Difference, ...]:
    """The fields in which ``values`` (entered) and ``duty`` (as it stands, prefetched) differ, in the form's order."""
    leads, coordinators = _names(duty, Part.LEAD), _names(duty, Part.COORDINATE)
    rows = (
        ("kind", "Loại", str(Kind(values.kind).label), str(Kind(duty.kind).label)),
        ("title", "Tên nhiệm vụ", values.title, duty.title),
        ("leads", "Chủ trì", "; ".join(body.name for body in values.leads), leads),
        ("coordinators", "Phối hợp", "; ".join(body.name for body in values.coordinators), coordinators),
        ("deadline", "Thời hạn", values.deadline, render(deadline_value(duty))),
        ("targets", "Chỉ tiêu", _entered_targets(values), "; ".join(map(target_words, duty.targets.all()))),
        ("result", "Sản phẩm, kết quả", values.result, duty.result),
        ("report_to", "Báo cáo cho", values.report_to, duty.report_to),
        ("text", "Nguyên văn", values.text, duty.text),
    )
    return tuple(Difference(*row) for row in rows if row[2].strip() != row[3].strip())


def _names(duty: Duty, part: str) -> str:
    return "; ".join(row.name for row in duty.parts.all() if row.part == part)


def _entered_targets(values: DutyValues) -> str:
    words = []
    for target in values.targets:
        value = f"{target.value:g}".replace(".", ",")
        unit = target.unit if target.unit == "%" else f" {target.unit}" if target.unit else ""
        line = f"{OPERATORS.get(target.op, target.op)} {value}{unit} {target.metric}"
        line += f", đến {iso_day(target.by)}" if target.by else ""
        words.append(line + (f", so với {target.baseline}" if target.baseline else ""))
    return "; ".join(words)
