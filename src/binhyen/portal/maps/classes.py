"""Layers of the classes of communes: one board of the classification, read in several ways."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.kit.figures import Direction, number
from binhyen.monitoring.classification.permissions import Permission, may, seen
from binhyen.monitoring.classification.queries import board as boards
from binhyen.monitoring.classification.queries.board import MEETS, RECOGNISED, REMAINING, STATUS_LABELS, Row
from binhyen.monitoring.classification.rules.words import DIRECTION_LABELS, key_label
from binhyen.monitoring.classification.values import (
    CLASS_LABELS,
    Classification,
    KeyClass,
    MeasureResult,
    RecognisedAs,
)
from binhyen.monitoring.classification.values import Direction as Course

from .values import Asked, Kind, Layer, Value

SOURCE = gettext_lazy("Quyết định 28/2025/QĐ-TTg")
RATE, POINTS, ARRESTED = "people", "points", "arrested"  # measures of law/classification
PEOPLE = "people_breaking"
PER = 1000
LOST, HOLDS, NOT_NAMED = "LOST", "HOLDS", "NOT_NAMED"


def rows(asked: Asked, *, compare: bool = False) -> list[Row]:
    """The board of the reader's communes on the day; those no rule was in force for are left out. One board."""
    if not may(asked.scope, Permission.READ):
        return []
    codes = seen(asked.scope)
    with scope_in_database(asked.scope):
        places = boards.places(on=asked.on, province=asked.province, codes=None if codes is None else sorted(codes))
        wanted = boards.Asked(on=asked.on, at=asked.at, known_at=asked.known_at, compare=compare, readings=False)
        found = boards.board(places=places, asked=wanted)
    return [row for row in found.rows if row.now.law]


type Reading = Callable[[Row], Value | None]


def _read(value: Reading, *, compare: bool = False, what: str = "") -> Callable[[Asked], Mapping[str, Value]]:
    """A layer's reader: each commune's value with the address of its page, or of the figure ``what`` on it."""

    def read(asked: Asked) -> Mapping[str, Value]:
        found = ((row.place.code, value(row)) for row in rows(asked, compare=compare))
        return {
            code: Value(one.text, one.number, one.kind, _address(asked, code, what), one.note)
            for code, one in found
            if one
        }

    return read


def _address(asked: Asked, code: str, what: str) -> str:
    name, given = ("classification:number", [code, what]) if what else ("classification:commune", [code])
    days = {"ngay": asked.on.isoformat()}
    if asked.known_at:
        days["biet-den"] = asked.known_at.date().isoformat()
    return f"{reverse(name, args=given)}?{urlencode(days)}"


def _status(row: Row) -> Value:
    return Value(row.status_label, kind=row.status, note=row.lacking)


def _key(row: Row) -> Value:
    return Value(key_label(row.now), kind=row.now.key.value)


def _met(row: Row) -> Value:
    words = _("%(n)s/3 tiêu chí") % {"n": row.now.free_met}
    return Value(words, kind=str(row.now.free_met), note=row.lacking)


def _blocking(row: Row) -> Value:
    count = sum(n for one in row.now.free for code, n in one.parts if code == PEOPLE)
    return Value(_("%(n)s người") % {"n": number(count)}, count)


def measure(result: Classification, code: str) -> MeasureResult | None:
    """A figure of Article 4 by its code."""
    return next((one for criterion in result.criteria for one in criterion.measures if one.code == code), None)


def _rate(row: Row) -> Value | None:
    found = measure(row.now, RATE)
    if found is None or not found.denominator:
        return None
    above, below = int(found.numerator), found.denominator
    hundredths = above * PER * 100 // below  # cut, not rounded: a rate just below a bound does not read as the bound
    given = {"n": number(hundredths / 100), "a": number(above), "b": number(below)}
    return Value(_("%(n)s trên 1.000 dân (%(a)s/%(b)s)") % given, above * PER / below)


def _count(code: str, unit: str) -> Reading:
    def read(row: Row) -> Value | None:
        found = measure(row.now, code)
        return Value(f"{number(int(found.numerator))} {unit}", int(found.numerator)) if found else None

    return read


def _kept(row: Row) -> Value:
    """Whether a recognised commune still lives up to it."""
    if row.drift:
        return Value(_("Đã công nhận, số liệu không còn đạt"), kind=LOST, note=row.lacking)
    if RecognisedAs.DRUG_FREE in row.kinds:
        return Value(_("Đã công nhận, vẫn đạt"), kind=HOLDS)
    return Value(_("Chưa công nhận"), kind=NOT_NAMED, note=row.lacking)


def _direction(row: Row) -> Value | None:
    if row.direction == Course.UNKNOWN:
        return None
    return Value(str(DIRECTION_LABELS[row.direction]), kind=row.direction.value)


def _shown(scope: Scope) -> bool:
    return may(scope, Permission.READ)


_STATUSES = {RECOGNISED: "done", MEETS: "near", REMAINING: "left"}
_KEYS = {
    KeyClass.TYPE_I: "heavy-2",
    KeyClass.TYPE_II: "heavy-1",
    KeyClass.TYPE_III: "heavy-0",
    KeyClass.REVIEWER: "asked",
    KeyClass.NONE: "fine",
    KeyClass.UNKNOWN: "unknown",
}


def _classes(code: str, label: object, value: Reading, kinds: tuple[Kind, ...], *, compare: bool = False) -> Layer:
    return Layer(code, label, _read(value, compare=compare), kinds=kinds, source=SOURCE, shown_to=_shown)


def _figures(code: str, label: object, value: Reading, unit: object, what: str) -> Layer:
    return Layer(code, label, _read(value, what=what), unit, Direction.FEWER, source=SOURCE, shown_to=_shown)


CLASS_LAYERS = (
    _classes(
        "tinh-trang", gettext_lazy("Tình trạng công nhận"), _status,
        tuple(Kind(code, STATUS_LABELS[code], look) for code, look in _STATUSES.items()),
    ),
    _classes(
        "trong-diem", gettext_lazy("Loại trọng điểm (Điều 4)"), _key,
        tuple(Kind(one.value, CLASS_LABELS[one], look) for one, look in _KEYS.items()),
    ),
    _classes(
        "tieu-chi", gettext_lazy("Số tiêu chí không ma túy đã đạt"), _met,
        tuple(Kind(str(n), f"{n}/3", look) for n, look in ((3, "good-4"), (2, "good-3"), (1, "good-1"), (0, "bad-3"))),
    ),
    _classes(
        "giu-duoc", gettext_lazy("Đã công nhận: còn giữ được không"), _kept,
        (
            Kind(LOST, gettext_lazy("Đã công nhận, số liệu không còn đạt"), "heavy-2"),
            Kind(HOLDS, gettext_lazy("Đã công nhận, vẫn đạt"), "near"),
            Kind(NOT_NAMED, gettext_lazy("Chưa công nhận"), "plain-0"),
        ),
    ),
    _classes(
        "huong", gettext_lazy("So với tháng trước"), _direction,
        tuple(
            Kind(one.value, DIRECTION_LABELS[one], look)
            for one, look in ((Course.WORSE, "worse"), (Course.SAME, "same"), (Course.BETTER, "better"))
        ),
        compare=True,
    ),
    _figures("nguoi-can", gettext_lazy("Người còn cản tiêu chí 1"), _blocking, gettext_lazy("người"), PEOPLE),
    _figures("ty-le", gettext_lazy("Người có hồ sơ trên 1.000 dân"), _rate, gettext_lazy("người/1.000 dân"), RATE),
    _figures("diem", gettext_lazy("Điểm sử dụng trái phép"), _count(POINTS, "điểm"), gettext_lazy("điểm"), POINTS),
    _figures(
        "bi-bat", gettext_lazy("Người bị bắt trên địa bàn trong kỳ"), _count(ARRESTED, "người"), gettext_lazy("người"),
        ARRESTED,
    ),
)  # fmt: skip
