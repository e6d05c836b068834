"""How cases look in lists and on the file: chips of clocks and lists, and the rows of the register.

The register's rows are one format string: as a template fifty of them took half of the request. Everything that comes
from a person is escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import template
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop

from binhyen.operations.cases.permissions import EXPORTERS, ROSTER_BRINGERS, Permission, may
from binhyen.operations.cases.queries.labels import reason_label
from binhyen.operations.cases.queries.register import CaseLine
from binhyen.operations.cases.rules.time import VIETNAM

register = template.Library()
register.filter("reason_label", reason_label)

DAY, TWO_DAYS, WEEK = timedelta(days=1), timedelta(days=2), timedelta(days=7)
LISTS = {"L1": "L1", "L2": "L2", "L3": "L3", "HISTORY": gettext_noop("có tiền sử"), "": gettext_noop("không")}
HEADS = {
    "l_place": gettext_noop("Nơi ở"), "l_list": gettext_noop("Danh sách"), "l_state": gettext_noop("Tình trạng"),
    "l_due": gettext_noop("Đồng hồ"), "l_flags": gettext_noop("Lưu ý"),
}  # fmt: skip
ROW = (
    '<tr><td class="pick"><input type="checkbox" name="ids" value="{id}" form="bulk" aria-label="{pick}"></td>'
    '<th scope="row"><a href="/ho-so/{id}/">{name}</a><div class="tiny">{sex}{born}</div></th>'
    '<td data-label="{l_place}">{place}</td><td data-label="{l_list}"><span class="chip">{list}</span></td>'
    '<td data-label="{l_state}">{state}<div class="tiny">{since}</div></td>'
    '<td data-label="{l_due}">{due}</td><td data-label="{l_flags}">{flags}</td></tr>\n'
)


def words_left(left: timedelta) -> str:
    """ "3 giờ 20 phút" within two days, else "12 ngày"."""
    left = abs(left)
    if left >= TWO_DAYS:
        return gettext("%(n)d ngày") % {"n": left.days}
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    if not hours:
        return gettext("%(m)d phút") % {"m": minutes}
    return (
        gettext("%(h)d giờ %(m)d phút") % {"h": hours, "m": minutes} if minutes else gettext("%(h)d giờ") % {"h": hours}
    )


def _chip(kind: str, words: object) -> str:
    return format_html('<span class="chip {}">{}</span>', kind, words)


@register.simple_tag(takes_context=True)
def may_count(context: Context) -> bool:
    """Whether the reader of this page may open the counts of the lists."""
    return may(context["request"].scope, Permission.TOTALS)


@register.simple_tag(takes_context=True)
def may_bring(context: Context) -> bool:
    """Whether the reader of this page brings lists, be it only to have them compared."""
    return bool(context["request"].scope.has(*ROSTER_BRINGERS))


@register.simple_tag(takes_context=True)
def may_export(context: Context) -> bool:
    """Whether the reader of this page may take lists of names out."""
    return bool(context["request"].scope.has(*EXPORTERS))


@register.simple_tag
def clock_chip(due: datetime | None, now: datetime, paused: object = None) -> SafeString:
    """How much of a statutory time is left; the exact moment is its title."""
    if paused:
        return SafeString(_chip("unknown", gettext("tạm dừng")))
    if due is None:
        return SafeString(_chip("unknown", gettext("chưa rõ thời hạn")))
    left = due - now
    state = "late" if left < timedelta() else "warn" if left <= WEEK else ""
    words = gettext("quá %(t)s") if state == "late" else gettext("còn %(t)s")
    local = due.astimezone(VIETNAM)
    return format_html(
        '<span class="chip {}" title="{}">{}</span>', state, f"{local:%H:%M %d/%m/%Y}", words % {"t": words_left(left)}
    )


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the rows in the reader's language, looked up once a page."""

    fixed: dict[str, str]
    pick: str
    since: str
    sexes: dict[bool | None, str]
    lists: dict[str, str]
    late: str
    left: str
    days: str

    @classmethod
    def now(cls) -> "Words":
        return cls(
            fixed={name: escape(gettext(words)) for name, words in HEADS.items()},
            pick=escape(gettext("Chọn %(name)s")),
            since=escape(gettext("từ %(day)s")),
            sexes={True: gettext("Nữ"), False: gettext("Nam"), None: ""},
            lists={code: escape(gettext(words)) for code, words in LISTS.items()},
            late=escape(gettext("quá %(t)s")),
            left=escape(gettext("còn %(t)s")),
            days=escape(gettext("%(n)d ngày")),
        )


@register.simple_tag
def case_rows(lines: Iterable[CaseLine], now: datetime) -> SafeString:
    """``<tr>`` elements of the lines; on a phone each cell names its column."""
    words = Words.now()
    return SafeString("".join(_row(line, now, words) for line in lines))


def _row(line: CaseLine, now: datetime, words: Words) -> str:
    """What comes from people is escaped: name, number, places. The rest is the law's and ours."""
    sex, name = words.sexes[line["female"]], escape(line["name"])
    moving = f" → {line['to_commune']}" if line["to_commune"] else ""
    hamlet = f"{line['hamlet']}, " if line["hamlet"] else ""
    return ROW.format(
        id=line["id"],
        pick=words.pick % {"name": name},
        name=name,
        sex=f"{sex} · " if sex and line["born"] else sex,
        born=line["born"] + (f" · {escape(line['number'])}" if line["number"] else ""),
        place=escape(f"{hamlet}{line['commune']}{moving}"),
        list=words.lists.get(line["list"], ""),
        state=line["state"],
        since=words.since % {"day": line["since"]} if line["since"] else "",
        due=_due(line["due"], now, words) if line["due"] else "",
        flags=" ".join(_chip("warn", flag) for flag in line["flags"]),
        **words.fixed,
    )


def _due(due: datetime, now: datetime, words: Words) -> str:
    """The chip of a clock, the usual case without a look-up."""
    left = due - now
    if abs(left) < TWO_DAYS:
        return clock_chip(due, now)
    late = left < timedelta()
    said = (words.late if late else words.left) % {"t": words.days % {"n": abs(left).days}}
    return f'<span class="chip {"late" if late else "warn" if left <= WEEK else ""}">{said}</span>'


@register.simple_tag
def options(name: str, choices: Iterable[tuple[str, object]], chosen: str) -> SafeString:
    """``<option>`` elements of a filter; printed once a language, because every list shows forty of them.

    ``name`` stands for its choices: they are the law's, and the same on every page.
    """
    key = name, get_language() or ""
    if key not in _printed:
        _printed[key] = "".join(
            f'<option value="{escape(value)}">{escape(str(label))}</option>' for value, label in choices
        )
    return SafeString(_printed[key].replace(f'value="{escape(chosen)}"', f'value="{escape(chosen)}" selected', 1))


_printed: dict[tuple[str, str], str] = {}
