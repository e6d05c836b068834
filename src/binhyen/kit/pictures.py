"""Photographs as they come from a telephone: turned upright, made smaller, freed of what the camera wrote into them.

What comes out is a new JPEG of the picture alone. Where and when it was taken are handed out beside it, for whoever
needs them. ``fingerprint`` is a perceptual hash: the same picture sent again, smaller or saved anew, has nearly the
same 64 bits; ``bands`` are its eight bytes, each with its place, so that a database finds candidates by equality.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
MOST_PIXELS = 80_000_000
LONGEST_SIDE = 2048
QUALITY = 85
ALIKE = 6  # of 64 bits may differ; eight bands find everything that differs by seven
FLATTEST = 12  # shades of grey; a sheet of one colour is like every other
_GRID = 8
_SIGNED = 1 << 63


class UnreadablePhoto(Exception):
    """Not a picture, or larger than anybody photographs. The message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Photo:
    """``content`` is a JPEG without metadata. ``fingerprint`` is a signed 64-bit number, None for a flat picture."""

    content: bytes
    width: int
    height: int
    fingerprint: int | None
    taken_at: datetime | None
    place: tuple[float, float] | None  # latitude, longitude, in degrees


def read_photo(source: BinaryIO) -> Photo:
    """The photo in an open file. Raises UnreadablePhoto."""
    try:
        with Image.open(source) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UnreadablePhoto("Ảnh quá lớn. Hãy chụp lại ở cỡ thường.")
            exif = opened.getexif()
            taken, place = _taken(exif), _place(exif)
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise UnreadablePhoto("Không mở được ảnh này. Hãy chụp lại hoặc chọn ảnh khác.") from fault
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY)
    return Photo(out.getvalue(), *upright.size, fingerprint(upright), taken, place)


def fingerprint(picture: Image.Image) -> int | None:
    """Difference hash: of an 8 by 8 grid, whether each cell is lighter than the one to its right."""
    small = picture.convert("L").resize((_GRID + 1, _GRID), Image.Resampling.LANCZOS)
    cells = small.tobytes()
    if max(cells) - min(cells) < FLATTEST:
        return None
    bits = 0
    for row in range(_GRID):
        for column in range(_GRID):
            left = row * (_GRID + 1) + column
            bits = bits << 1 | (cells[left] > cells[left + 1])
    return bits - (1 << 64) if bits >= _SIGNED else bits


def bands(number: int) -> list[int]:
    """The eight bytes of a fingerprint, each with its place: pictures that are alike share one."""
    unsigned = number % (1 << 64)
    return [place << 8 | (unsigned >> 8 * place & 0xFF) for place in range(8)]


def distance(one: int, other: int) -> int:
    """How many of the 64 bits differ."""
    return ((one ^ other) % (1 << 64)).bit_count()


def _taken(exif: Image.Exif) -> datetime | None:
    inside = exif.get_ifd(ExifTags.IFD.Exif)
    text = str(inside.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "")
    try:
        return datetime.strptime(text.strip("\0 "), "%Y:%m:%d %H:%M:%S").replace(tzinfo=LOCAL)
    except ValueError:
        return None


def _place(exif: Image.Exif) -> tuple[float, float] | None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    north = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef) == "S")
    east = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef) == "W")
    return (north, east) if north is not None and east is not None else None


def _degrees(parts: Any, minus: bool) -> float | None:
    """Degrees, minutes and seconds as the camera wrote them; None where they say nothing."""
    try:
        degrees, minutes, seconds = (float(Fraction(part)) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    found = degrees + minutes / 60 + seconds / 3600
    return (-found if minus else found) if abs(found) <= 180 else None
