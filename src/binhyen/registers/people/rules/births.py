"""Births as lists write them: a full day, month and year, or the year alone."""

import re
from datetime import date

from binhyen.registers.people.values import Birth, BirthPrecision

from .problems import Problem

OLDEST = 1900  # nobody of the register was born before
_WHOLE = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})")
_MONTH = re.compile(r"(\d{1,2})\D+(\d{4})")
_YEAR = re.compile(r"(?:năm\s*)?(\d{4})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


class BirthUnreadable(ValueError):
    """The message is a sentence for the person who typed it."""


def read_birth(text: str, *, today: date) -> Birth:
    """ "12/3/1990", "03/1990", "1990", "1990-03-12"; "" is unknown. Two digits of a year mean the last hundred years.

    Raises BirthUnreadable.
    """
    text = text.strip()
    if not text:
        return Birth()
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
        birth = Birth(year=year, month=month, day=day)
    elif found := _WHOLE.fullmatch(text):
        day, month, year = map(int, found.groups())
        birth = Birth(year=_century(year, today), month=month or None, day=day or None)  # 00/00/1990: year alone
    elif found := _MONTH.fullmatch(text):
        birth = Birth(year=int(found[2]), month=int(found[1]))
    elif found := _YEAR.fullmatch(text):
        birth = Birth(year=int(found[1]))
    else:
        raise BirthUnreadable("Ngày sinh ghi dạng 12/03/1990, 03/1990 hoặc chỉ năm 1990.")
    wrong = check_birth(birth, today=today)
    if wrong:
        raise BirthUnreadable(wrong[0].message)
    return birth


def _century(year: int, today: date) -> int:
    if year >= 100:
        return year
    return year + (2000 if year <= today.year % 100 else 1900)


def check_birth(birth: Birth, *, today: date) -> tuple[Problem, ...]:
    """What is impossible about it. Every finding is grave: such a birth cannot be stored."""
    if birth.year is None:
        if birth.month or birth.day:
            return (Problem("birth", "Có ngày, tháng sinh thì phải có năm sinh.", grave=True),)
        return ()
    if not OLDEST <= birth.year <= today.year:
        return (Problem("birth", f"Năm sinh phải từ {OLDEST} đến {today.year}.", grave=True),)
    if birth.day and not birth.month:
        return (Problem("birth", "Có ngày sinh thì phải có tháng sinh.", grave=True),)
    try:
        first = date(birth.year, birth.month or 1, birth.day or 1)
    except ValueError:
        return (Problem("birth", "Ngày sinh này không có trong lịch.", grave=True),)
    if first > today:
        return (Problem("birth", "Ngày sinh không thể sau hôm nay.", grave=True),)
    return ()


def first_day(birth: Birth) -> date | None:
    """The first day it can have been; None where no year is known."""
    return date(birth.year, birth.month or 1, birth.day or 1) if birth.year else None


def precision(birth: Birth) -> BirthPrecision:
    if not birth.year:
        return BirthPrecision.UNKNOWN
    if not birth.month:
        return BirthPrecision.YEAR
    return BirthPrecision.DAY if birth.day else BirthPrecision.MONTH


def stored_birth(on: date | None, known: str) -> Birth:
    """The value of a stored first day and how much of it is known."""
    if on is None or known == BirthPrecision.UNKNOWN:
        return Birth()
    if known == BirthPrecision.YEAR:
        return Birth(year=on.year)
    if known == BirthPrecision.MONTH:
        return Birth(year=on.year, month=on.month)
    return Birth(year=on.year, month=on.month, day=on.day)


def birth_words(birth: Birth) -> str:
    """As people here write it: "12/03/1990", "03/1990", "1990"; "" where unknown."""
    if not birth.year:
        return ""
    if not birth.month:
        return str(birth.year)
    return f"{birth.day:02d}/{birth.month:02d}/{birth.year}" if birth.day else f"{birth.month:02d}/{birth.year}"
