"""Photos lose what the camera wrote into them, and the same picture is known again."""

import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageDraw

from binhyen.kit.pictures import ALIKE, LOCAL, UnreadablePhoto, bands, distance, read_photo


def picture(seed: int = 1, *, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A scene of its own for each number."""
    found = Image.new("RGB", size, (seed * 37 % 256, 120, 200))
    pen = ImageDraw.Draw(found)
    for n in range(12):
        x, y = (seed * 97 + n * 131) % size[0], (seed * 61 + n * 89) % size[1]
        pen.rectangle((x, y, x + 60 + n * 9, y + 40 + n * 7), fill=(n * 20, seed * 53 % 256, 255 - n * 19))
    return found


def as_file(image: Image.Image, *, quality: int = 90, **saved) -> io.BytesIO:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, **saved)
    out.seek(0)
    return out


def with_place() -> io.BytesIO:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Máy của cán bộ"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:02:27 08:15:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (22.0, 30.0, 0.0),
            ExifTags.GPS.GPSLongitudeRef: "E", ExifTags.GPS.GPSLongitude: (103.0, 57.0, 36.0),
        }
    )  # fmt: skip
    return as_file(picture(), exif=exif)


def test_what_the_camera_wrote_is_not_in_the_stored_picture():
    source = with_place()
    assert b"GPS" in source.getvalue() or Image.open(source).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    source.seek(0)

    photo = read_photo(source)

    stored = Image.open(io.BytesIO(photo.content))
    assert not dict(stored.getexif())
    assert b"Exif" not in photo.content
    assert "Máy của cán bộ".encode() not in photo.content


def test_where_and_when_it_was_taken_are_handed_out_beside_it():
    photo = read_photo(with_place())

    assert photo.place == pytest.approx((22.5, 103.96))
    assert photo.taken_at == datetime(2026, 2, 27, 8, 15, tzinfo=LOCAL)


def test_the_same_picture_smaller_and_saved_again_is_alike():
    first = read_photo(as_file(picture())).fingerprint
    again = read_photo(as_file(picture().resize((320, 240)), quality=40)).fingerprint

    assert first is not None
    assert again is not None
    assert distance(first, again) <= ALIKE


def test_other_pictures_are_not_alike():
    prints = [read_photo(as_file(picture(seed))).fingerprint for seed in range(1, 9)]

    assert all(distance(a, b) > ALIKE for n, a in enumerate(prints) for b in prints[n + 1 :])


def test_a_flat_picture_is_like_nothing():
    assert read_photo(as_file(Image.new("RGB", (300, 200), (250, 250, 250)))).fingerprint is None


def test_what_is_no_picture_is_refused():
    with pytest.raises(UnreadablePhoto, match="Không mở được ảnh"):
        read_photo(io.BytesIO(b"%PDF-1.7 not a picture"))


@given(st.integers(-(1 << 63), (1 << 63) - 1), st.sets(st.integers(0, 63), max_size=ALIKE))
def test_alike_pictures_share_a_band(number, flipped):
    other = number % (1 << 64)
    for bit in flipped:
        other ^= 1 << bit

    assert distance(number, other) == len(flipped)
    assert set(bands(number)) & set(bands(other))
