"""What may be said of offices without asking the database."""

from datetime import date

from .values import AREA_NEEDED, BODY_NEEDED, Office


class OfficeRefused(Exception):
    """The office cannot be given so; the message says why and what to do."""


def check(office: Office) -> None:
    """Raises OfficeRefused where an office contradicts itself."""
    if office.valid_to and office.valid_to < office.valid_from:
        raise OfficeRefused("Ngày cuối đứng trước ngày đầu. Hãy xem lại hai ngày.")
    if office.role in BODY_NEEDED and not office.body_key:
        raise OfficeRefused(f"Vai trò “{office.role.label}” phải gắn với một cơ quan. Hãy chọn cơ quan.")
    if office.role in AREA_NEEDED and len(office.area_code) != COMMUNE_CODE:
        raise OfficeRefused(f"Vai trò “{office.role.label}” phải gắn với một xã. Hãy ghi mã xã có 5 chữ số.")


def stand_in_days(*, office: Office, first: date, last: date) -> Office:
    """The office of the absent person for the days of the absence, never outside the office's own days.

    Raises OfficeRefused where no day is left.
    """
    start = max(first, office.valid_from)
    end = min(last, office.valid_to) if office.valid_to else last
    if end < start:
        raise OfficeRefused("Những ngày này nằm ngoài thời gian của vai trò được thay. Hãy xem lại hai ngày.")
    return Office(
        role=office.role, valid_from=start, valid_to=end, body_key=office.body_key, area_code=office.area_code
    )


COMMUNE_CODE = 5  # digits
