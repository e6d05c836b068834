"""A column of values as the text of a PostgreSQL array: the driver asks each value for its type, a column has one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"'})


def array(values: Sequence[Any]) -> str:
    """The literal of ``values``, all of one type or None: text, number, truth, day, moment, UUID, bytes.

    For a parameter with a cast: ``unnest(%s::bigint[])``. Raises TypeError or AttributeError for other types, and where
    they are mixed.
    """
    known = next((value for value in values if value is not None), None)
    written = _writer(known)
    return "{" + ",".join(["NULL" if value is None else written(value) for value in values]) + "}"


def _writer(value: object) -> Callable[[Any], str]:
    if isinstance(value, str):
        return _text
    if isinstance(value, bool):
        return _truth
    if isinstance(value, int | float):
        return _number
    if isinstance(value, Decimal):
        return Decimal.__str__
    if isinstance(value, UUID):
        return UUID.__str__
    if isinstance(value, date):  # a moment too
        return _quoted
    if isinstance(value, bytes | memoryview):
        return _bytes
    if value is None:
        return str
    raise TypeError(f"no array of {type(value).__name__}")


def _text(value: str) -> str:
    return f'"{value.translate(_ESCAPED)}"' if "\\" in value or '"' in value else f'"{value}"'


def _truth(value: bool) -> str:
    return "t" if value else "f"


def _number(value: float) -> str:
    return repr(value + 0)


def _quoted(value: date) -> str:
    return f'"{value.isoformat()}"'


def _bytes(value: bytes | memoryview) -> str:
    return f'"\\\\x{memoryview(value).hex()}"'
