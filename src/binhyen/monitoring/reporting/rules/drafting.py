"""Sentences of the work of a unit, as it stands: done, overdue, in the way, next. Nothing is added to what is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from binhyen.kit.figures import number as shown
from binhyen.kit.vietnamese.text import collapse
from binhyen.monitoring.reporting.values.consolidated import From
from binhyen.monitoring.reporting.values.drafting import Line, Source
from binhyen.monitoring.reporting.values.forms import Draft

MARK = 80  # letters a difficulty is known by
_ENDS = ".!?…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of work as it is told: a task, a period of a recurring one, or a difficulty."""

    draft: Draft
    number: int  # of the task or the difficulty
    title: str
    state: str = ""  # in words
    due: date | None = None
    verified: date | None = None
    days: tuple[date, date] | None = None  # of a period of recurring work
    value: Decimal | None = None  # the number shown as its result
    unit: str = ""
    wants: str = ""  # of a difficulty: what is proposed
    owner: str = ""  # of a difficulty: who answers it


def line_of(piece: Piece) -> Line:
    """The sentence of a piece of work, with where it comes from."""
    if piece.draft is Draft.DIFFICULTIES:
        what, wants = collapse(piece.title), collapse(piece.wants)
        told = _ended(what) + (f" Đề nghị: {_ended(wants)}" if wants else "")
        waits = f" Đã gửi {piece.owner}, chờ trả lời." if piece.owner else ""
        return Line(Source(From.DIFFICULTY, piece.number, _short(what)), told + waits)
    title = collapse(piece.title)
    told = f"{title.rstrip(_ENDS)}{_days(piece.days)}: {_said(piece)}."
    return Line(Source(From.TASK, piece.number, title), told, piece.days)


def _said(piece: Piece) -> str:
    due = f"{piece.due:%d/%m/%Y}" if piece.due else ""
    if piece.draft is Draft.WORK_DONE:
        result = f"; kết quả {shown(piece.value.normalize())} {piece.unit}".rstrip() if piece.value is not None else ""
        on = f" ngày {piece.verified:%d/%m/%Y}" if piece.verified else ""
        return f"đã xong, được xác nhận{on}{result}"
    if piece.draft is Draft.WORK_LATE:
        return f"quá hạn từ {due}, {piece.state.lower()}"
    return f"hạn {due}"


def _days(days: tuple[date, date] | None) -> str:
    return f" ({days[0]:%d/%m} – {days[1]:%d/%m/%Y})" if days else ""


def _ended(text: str) -> str:
    return text if text.endswith(tuple(_ENDS)) else f"{text}."


def _short(text: str) -> str:
    return text if len(text) <= MARK else text[:MARK].rsplit(" ", 1)[0]


def stands(source: Source, text: str) -> bool:
    """Whether a text still names what a line was drawn from, however it was worded since."""
    return _plain(source.mark) in _plain(text)


def _plain(text: str) -> str:
    return collapse(text).casefold().rstrip(_ENDS)


def standing(taken: Iterable[Source], text: str) -> list[Source]:
    """The sources a text still names, each once."""
    return list({one.key: one for one in taken if stands(one, text)}.values()) if text else []


def offered(lines: Iterable[Line], text: str) -> list[Line]:
    """Lines not in a text yet. A period of recurring work stands where one line names the work and its days."""
    rows = text.split("\n")
    return [one for one in lines if not _told(one, rows if one.days else [text])]


def _told(line: Line, rows: Iterable[str]) -> bool:
    return any(stands(line.source, row) and _plain(_days(line.days)) in _plain(row) for row in rows)


def added(text: str, lines: Sequence[Line]) -> str:
    """A text with lines below it."""
    return "\n".join([*([text.rstrip()] if text.strip() else []), *(one.text for one in lines)])


def picked(offers: Mapping[str, Sequence[Line]], code: str, key: str, every: str) -> list[Line]:
    """The lines of a block somebody chose: one by its key, or all."""
    return [one for one in offers.get(code, ()) if key in {every, one.key}]
