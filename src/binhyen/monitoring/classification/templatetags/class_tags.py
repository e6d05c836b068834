"""Words of classes for templates."""

from datetime import date

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binhyen.kit.figures import number
from binhyen.kit.html import icon
from binhyen.monitoring.classification.queries.overview import ProvinceRoad
from binhyen.monitoring.classification.rules import words
from binhyen.monitoring.classification.values import (
    ACT_LABELS,
    CLASS_LABELS,
    RECOGNISED_LABELS,
    SCHEME_LABELS,
    Classification,
    CriterionResult,
    Direction,
    KeyClass,
    MeasureResult,
    RecognitionFact,
)

register = template.Library()
_CHIPS = {
    KeyClass.TYPE_I: "late",
    KeyClass.TYPE_II: "warn",
    KeyClass.TYPE_III: "",
    KeyClass.REVIEWER: "unknown",
    KeyClass.UNKNOWN: "unknown",
    KeyClass.NONE: "ok",
    KeyClass.KEY_PROVINCE: "late",
}
_SHORT = {
    KeyClass.TYPE_I: "loại I",
    KeyClass.TYPE_II: "loại II",
    KeyClass.TYPE_III: "loại III",
    KeyClass.REVIEWER: "chuyển người xét",
    KeyClass.UNKNOWN: "thiếu số liệu",
    KeyClass.NONE: "không",
    KeyClass.KEY_PROVINCE: "trọng điểm",
}
_ARROWS = {Direction.BETTER: ("down", "ok"), Direction.WORSE: ("up", "late")}

register.filter("number", number)
register.filter("key_words", words.key_label)
register.filter("why_key", words.why_key)
register.filter("lacking", words.lacking)
register.filter("distance", words.distance)
register.filter("room", words.room)
register.filter("part_words", words.part_words)
register.filter("alternative", words.alternative_words)


@register.filter
def percent(measure: MeasureResult) -> str:
    return words.percent(measure.numerator, measure.denominator)


@register.filter
def bounds(measure: MeasureResult) -> str:
    return words.bound_words(measure)


@register.filter
def province_bound(measure: MeasureResult) -> str:
    return words.province_bound(measure)


@register.filter
def level(criterion: CriterionResult) -> str:
    return words.criterion_level(criterion)


@register.filter
def met_words(criterion: CriterionResult) -> str:
    """A criterion of Article 5: it has no levels."""
    if criterion.level is None:
        return criterion.missing
    return "Có" if criterion.level else "Không"


@register.simple_tag
def free_chip(result: Classification) -> SafeString:
    """2/3 tiêu chí"""
    if not result.free:
        return format_html('<span class="chip unknown">{}</span>', "chưa có quy định")
    kind = "ok" if result.drug_free else "warn" if result.free_met else "late"
    return format_html('<span class="chip {}">{}/3 tiêu chí</span>', kind, result.free_met)


@register.simple_tag
def key_chip(result: Classification) -> SafeString:
    return format_html(
        '<span class="chip {}" title="{}">{}</span>', _CHIPS[result.key], CLASS_LABELS[result.key], _SHORT[result.key]
    )


@register.simple_tag
def direction_chip(direction: Direction) -> SafeString:
    label = words.DIRECTION_LABELS[direction]
    if direction not in _ARROWS:
        return format_html('<span class="small">{}</span>', label)
    name, kind = _ARROWS[direction]
    return format_html('<span class="chip {}">{}{}</span>', kind, icon(name), label)


@register.filter
def recognition(line: RecognitionFact) -> str:
    """Đưa vào danh sách: Địa bàn không ma túy"""
    return f"{ACT_LABELS[line.act]}: {RECOGNISED_LABELS[line.kind]}"


@register.filter
def scheme(line: RecognitionFact) -> str:
    return SCHEME_LABELS[line.scheme]


@register.filter
def recognised_as(kind: str) -> str:
    return {one.value: label for one, label in RECOGNISED_LABELS.items()}[kind]


_LETTERS = {"A": "a)", "B": "b)", "C": "c)", "D": "d)", "E": "đ)"}


@register.filter
def criterion_letter(code: str) -> str:
    """The law's own letter: the fifth is đ."""
    return _LETTERS.get(code, code)


ROW_PAGES = {"OFFENCE": "vu-viec", "POINT": "diem", "PLANTS": "cay", "WANTED": "truy-na"}  # of operations.offences


@register.simple_tag
def row_address(subject: str, number: int) -> str:
    """Where a row of the offences is opened."""
    return reverse("offences:row", kwargs={"table": ROW_PAGES[subject], "pk": number})


WIDTH, HEIGHT, EDGE = 720, 240, 34


@register.simple_tag
def curve_of(road: ProvinceRoad) -> SafeString:
    """Recognised communes and those that meet all three, month by month, towards the next target's day; as one picture.

    The table beside it says the same.
    """
    aims = [aim for aim in road.aims if aim.target.by >= road.points[0].on]
    first, last = road.points[0].on, max([road.points[-1].on, *(aim.target.by for aim in aims[:1])])
    top = max([1, *(one.communes for one in road.points)])

    def place(on: date, count: int) -> str:
        days = max((last - first).days, 1)
        x = EDGE + (WIDTH - 2 * EDGE) * (on - first).days / days
        return f"{x:.1f},{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * count / top:.1f}"

    now = " ".join(place(one.on, one.recognised) for one in road.points)
    meets = " ".join(place(one.on, one.meets) for one in road.points)
    aim = ""
    if aims:
        end = road.points[-1]
        aim = f"{place(end.on, end.recognised)} {place(aims[0].target.by, aims[0].wanted)}"
    return render_curve(now, meets, aim, f"{first:%m/%Y}", f"{last:%m/%Y}", top)


def render_curve(now: str, meets: str, aim: str, first: str, last: str, top: int) -> SafeString:
    return format_html(
        '<svg class="curve" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">'
        '<path class="axis" d="M{e} {e}V{b}H{r}"/><polyline class="meets" points="{meets}"/>'
        '<polyline class="now" points="{now}"/><polyline class="aim" points="{aim}"/>'
        '<text x="{e}" y="{t}">{first}</text><text x="{r}" y="{t}" text-anchor="end">{last}</text>'
        '<text x="4" y="{e}">{top}</text><text x="4" y="{b}">0</text></svg>'
        '<p class="tiny">{legend}</p>',
        w=WIDTH, h=HEIGHT, e=EDGE, b=HEIGHT - EDGE, r=WIDTH - EDGE, t=HEIGHT - 12, now=now, meets=meets, aim=aim,
        first=first, last=last, top=top, label=_("Số xã đã công nhận và đạt 3/3 theo tháng; bảng ở dưới nói từng số"),
        legend=_("Nét liền: đã công nhận. Chấm: đạt 3/3. Gạch: đường đến chỉ tiêu gần nhất của tỉnh."),
    )  # fmt: skip
