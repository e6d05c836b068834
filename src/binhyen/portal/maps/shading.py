"""From values to shades: classes have their own look, figures get steps, changes get two sides."""

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from django.utils.translation import gettext as _

from binhyen.kit.figures import Direction, number
from binhyen.kit.maps import starts, step_of

from .values import Layer, Step, Value

UNKNOWN = "unknown"
_RAMPS = {Direction.FEWER: "bad", Direction.MORE: "good", Direction.NEITHER: "plain"}


def shades(
    layer: Layer, values: Mapping[str, Value], codes: list[str]
) -> tuple[dict[str, tuple[str, int]], list[Step]]:
    """The look and the place in the legend of each commune, and the legend; unknown comes last where there is any."""
    if layer.kinds:
        looks, steps = _classes(layer, values, codes)
    elif layer.change:
        looks, steps = _changes(layer, values, codes)
    else:
        looks, steps = _figures(layer, values, codes)
    unknown = [code for code in codes if code not in looks]
    looks |= {code: (UNKNOWN, len(steps)) for code in unknown}
    if unknown:
        steps.append(Step(_("Chưa có số, hoặc ngoài phạm vi của anh/chị"), UNKNOWN, len(unknown)))
    return looks, steps


def _classes(
    layer: Layer, values: Mapping[str, Value], codes: list[str]
) -> tuple[dict[str, tuple[str, int]], list[Step]]:
    places = {kind.code: (kind.look, place) for place, kind in enumerate(layer.kinds)}
    looks = {code: places[values[code].kind] for code in codes if code in values and values[code].kind in places}
    count = Counter(place for _look, place in looks.values())
    return looks, [Step(str(kind.label), kind.look, count[place]) for place, kind in enumerate(layer.kinds)]


def _figures(
    layer: Layer, values: Mapping[str, Value], codes: list[str]
) -> tuple[dict[str, tuple[str, int]], list[Step]]:
    known = _known(values, codes)
    begin = starts(known.values())
    ramp = _RAMPS[layer.direction]
    looks = {code: (f"{ramp}-{step_of(value, begin)}", step_of(value, begin)) for code, value in known.items()}
    count = Counter(place for _look, place in looks.values())
    labels = [*(_between(low, high) for low, high in pairwise(begin)), *(_from(low, known) for low in begin[-1:])]
    return looks, [Step(label, f"{ramp}-{place}", count[place]) for place, label in enumerate(labels)]


def _changes(
    layer: Layer, values: Mapping[str, Value], codes: list[str]
) -> tuple[dict[str, tuple[str, int]], list[Step]]:
    """Fewer, as many, more: coloured by which of them is well, worded by which of them is which."""
    known = _known(values, codes)
    well = {Direction.FEWER: ("better", "worse"), Direction.MORE: ("worse", "better")}
    fewer, more = well.get(layer.direction, ("fewer", "more"))
    sides = ((_("Giảm"), fewer), (_("Không đổi"), "same"), (_("Tăng"), more))
    places = {code: 1 if not value else 0 if value < 0 else 2 for code, value in known.items()}
    count = Counter(places.values())
    looks = {code: (sides[place][1], place) for code, place in places.items()}
    return looks, [Step(label, look, count[place]) for place, (label, look) in enumerate(sides)]


def _known(values: Mapping[str, Value], codes: list[str]) -> dict[str, float]:
    return {code: number for code in codes if code in values and (number := values[code].number) is not None}


def _between(low: float, high: float) -> str:
    if not low:
        return _("0") if high >= 1 else _("0 đến dưới %(high)s") % {"high": number(high)}
    return _("%(low)s đến dưới %(high)s") % {"low": number(low), "high": number(high)}


def _from(low: float, known: Mapping[str, float]) -> str:
    highest = max(known.values())
    return number(low) if highest <= low else _("%(low)s đến %(high)s") % {"low": number(low), "high": number(highest)}
