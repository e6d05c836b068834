"""Rows of the list of work by one format string, and small words of states.

The list is opened all day by everybody; fifty rows through the template engine cost half of such a request. What people
typed is escaped.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from binhyen.operations.work.queries.lists import Line
from binhyen.operations.work.values import Cadence, EvidenceKind, Work

register = template.Library()

ROW = (
    '<tr><th scope="row"><a href="/cong-viec/{id}/">{title}</a></th><td data-label="{l_lead}">{lead}</td>'
    '<td data-label="{l_due}"><span><span class="nowrap">{due}</span>{late}</span></td>'
    '<td data-label="{l_state}"><div>{state}{more}</div></td></tr>\n'
)
TONES = {
    Work.GIVEN: "warn", Work.OPENED: "", Work.DOING: "", Work.CLAIMED: "calm", Work.VERIFIED: "ok",
    Work.REJECTED: "late", Work.STOPPED: "unknown",
}  # fmt: skip


def _chip(tone: str, words: str) -> str:
    return f'<span class="chip {tone}">{escape(words)}</span>'


@register.simple_tag
def work_rows(lines: Iterable[Line]) -> SafeString:
    """``<tr>`` elements of the lines; on a phone each cell names its column."""
    labels = {
        "l_lead": escape(gettext("Chủ trì")),
        "l_due": escape(gettext("Thời hạn")),
        "l_state": escape(gettext("Tình trạng")),
    }
    states = {state.value: _chip(TONES[state], str(state.label)) for state in Work}
    late, silent = " " + _chip("late", gettext("quá hạn")), " " + _chip("warn", gettext("lâu chưa có minh chứng"))
    group = escape(gettext("Nhóm cơ quan"))
    printed = [
        ROW.format(
            id=line.id,
            title=escape(line.title),
            lead=escape(line.lead) or group,
            due=_moment(line.due_at),
            late=(silent if line.cadence == Cadence.BEAT else late) if line.late else "",
            state=period_chip(line.state) if line.turn else states[line.state],
            more=_more(line),
            **labels,
        )
        for line in lines
    ]
    return SafeString("".join(printed))


def _more(line: Line) -> str:
    """What stands below the state: the reader's own part, the period, or what became of the periods."""
    words = f"{gettext('phần của tôi')}: {line.own_label}" if line.own else line.turn or line.periods
    return f'<div class="tiny">{escape(words)}</div>' if words else ""


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}" if at else "–"


@register.simple_tag
def work_chip(state: str) -> SafeString:
    """A state as a chip."""
    return format_html('<span class="chip {}">{}</span>', TONES[Work(state)], Work(state).label)


@register.simple_tag
def period_chip(state: str) -> SafeString:
    """The state of a period as a chip: what nobody has begun is not "unopened" there, it is not claimed."""
    words = gettext("Chưa báo xong") if state == Work.GIVEN else Work(state).label
    return format_html('<span class="chip {}">{}</span>', "" if state == Work.GIVEN else TONES[Work(state)], words)


@register.filter
def of(found: Mapping[int, Any], key: int) -> Any:
    """What a mapping holds for a key."""
    return found.get(key)


@register.filter
def kind_label(code: str) -> str:
    """A kind of evidence in words."""
    return str(EvidenceKind(code).label)
