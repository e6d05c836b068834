"""A place on the map as people write or paste it, and whether it can be: in Vietnam, near its commune."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import cos, hypot, pi, radians, sqrt

from .problems import Problem

LATITUDES, LONGITUDES = (Decimal("6.5"), Decimal("23.5")), (Decimal(102), Decimal("117.5"))  # Vietnam, its islands too
EXACT = Decimal("0.0001")  # some ten metres: a place, not a door
KM_OF_DEGREE = 111.32
HOW = "Ghi vĩ độ rồi kinh độ, ví dụ 22.48, 103.97; hoặc bấm vào bản đồ."
_PLAIN = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[,; ]\s*(\d{1,3}(?:\.\d+)?)", re.ASCII)
_COMMAS = re.compile(r"(\d{1,3},\d+)\s*[; ]\s*(\d{1,3},\d+)", re.ASCII)  # 22,48; 103,97
_ANGLE = r"(\d{1,3})°\s*(\d{1,2})['′’]\s*(\d{1,2}(?:\.\d+)?)[\"″”]?\s*"
_ANGLES = re.compile(_ANGLE + r"[NB]?[,;]?\s*" + _ANGLE + r"[EĐ]?", re.ASCII | re.IGNORECASE)

type Spot = tuple[Decimal, Decimal]  # latitude, longitude


class SpotUnreadable(ValueError):
    """What was written is no place in Vietnam; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far from the middle of a commune its places may lie."""

    latitude: float
    longitude: float
    km: float


def read(text: str) -> Spot:
    """A pair of degrees in either order, as maps write them. Raises SpotUnreadable."""
    pair = _pair(text.strip().strip("()"))
    if pair is None:
        raise SpotUnreadable(f"Không đọc được “{text}”. {HOW}")
    for latitude, longitude in (pair, pair[::-1]):  # degrees of Vietnam are never both: the order does not matter
        if _within(latitude, LATITUDES) and _within(longitude, LONGITUDES):
            return latitude.quantize(EXACT), longitude.quantize(EXACT)
    raise SpotUnreadable(f"“{text}” không nằm ở Việt Nam. {HOW}")


def _pair(text: str) -> Spot | None:
    if found := _PLAIN.fullmatch(text):
        return Decimal(found[1]), Decimal(found[2])
    if found := _COMMAS.fullmatch(text):
        return Decimal(found[1].replace(",", ".")), Decimal(found[2].replace(",", "."))
    if found := _ANGLES.fullmatch(text):
        return _angle(found.groups()[:3]), _angle(found.groups()[3:])
    return None


def _angle(parts: Iterable[str]) -> Decimal:
    degrees, minutes, seconds = map(Decimal, parts)
    return degrees + minutes / 60 + seconds / 3600


def _within(value: Decimal, bounds: tuple[Decimal, Decimal]) -> bool:
    return bounds[0] <= value <= bounds[1]


def written(latitude: Decimal | None, longitude: Decimal | None) -> str:
    """As people paste it into other maps: 22.4801, 103.9703."""
    return "" if latitude is None or longitude is None else f"{latitude:.4f}, {longitude:.4f}"


def reach_of(*, latitude: float, longitude: float, area_km2: float | None) -> Reach:
    """Twice as far as the edge of a round commune of this area, and three kilometres; communes are rarely round."""
    return Reach(latitude, longitude, 3 + 2 * sqrt((area_km2 or 100) / pi))


def away_km(spot: Spot, reach: Reach) -> float:
    north = float(spot[0]) - reach.latitude
    east = (float(spot[1]) - reach.longitude) * cos(radians(reach.latitude))
    return hypot(north, east) * KM_OF_DEGREE


def check(spot: Spot | None, reach: Reach | None) -> list[Problem]:
    """Whether a place lies near its commune; nothing is said where the commune's own place is not known."""
    if spot is None or reach is None or (away := away_km(spot, reach)) <= reach.km:
        return []
    return [Problem("spot", f"Vị trí cách trung tâm xã {away:.0f} km. Hãy xem lại vị trí, hoặc xã, phường.")]
