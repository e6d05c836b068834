"""Days, numbers and blanks as official documents print them (Decree 30/2020/NĐ-CP, Annex I)."""

from datetime import date

BLANK = "." * 16  # what is not known: dots to be written on by hand


def number_words(number: str) -> str:
    """The number of a document as the decree prints it: a zero before numbers under 10."""
    return number.zfill(2) if number.isdecimal() else number


def day_words(day: date | None) -> str:
    """The day as the decree prints it: a zero before days under 10 and before months 1 and 2 only."""
    if day is None:
        return "ngày      tháng      năm"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
