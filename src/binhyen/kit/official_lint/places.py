"""Which line of a document is which element of the decree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from binhyen.kit.document_kinds import kinds
from binhyen.kit.vietnamese.text import search_key

from .looks import Line, Looks

_NATION = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = "doc lap tu do hanh phuc"
_NUMBER = re.compile(r"^Số\s*:")
DAY = re.compile(
    r"^(?P<place>.{1,60}?)\s*,?\s*ngày\s+(?P<day>\S*)\s*tháng\s+(?P<month>\S*)\s*năm\s*(?P<year>\S*)\s*$", re.I
)
_ANNEX = re.compile(r"^PHỤ LỤC(?:\s+[IVX\d]{1,5})?$")
_FORMS = re.compile(r"^(?:TM|KT|TL|TUQ|Q|T/M)\s*\.?\s+\S")
_KINDS = frozenset(search_key(name) for name, short in kinds() if short)
_HEAD_LINES = 40  # lines with words the head is looked for in


@dataclass(slots=True)
class Places:
    nation: Line | None = None
    motto: Line | None = None
    issuer: Line | None = None
    parents: list[Line] = field(default_factory=list)  # above the issuer
    number: Line | None = None
    day: Line | None = None
    about: Line | None = None
    kind: Line | None = None
    abstract: Line | None = None
    addressed: Line | None = None  # "Kính gửi:"
    annexes: list[Line] = field(default_factory=list)  # "PHỤ LỤC I"
    recipients: Line | None = None
    recipient_lines: list[Line] = field(default_factory=list)
    form: Line | None = None  # the first line of the signature block
    block: list[Line] = field(default_factory=list)  # all of it
    body: list[Line] = field(default_factory=list)

    @property
    def personal(self) -> bool:
        """A paper a person writes: the nation's name, and no body that issues it."""
        return self.number is None and self.issuer is None


def places_in(looks: Looks) -> Places:
    """Find the elements; what is not there stays None."""
    found, said = Places(), looks.said
    head = said[:_HEAD_LINES]
    found.nation = next((line for line in head if search_key(line.text) == _NATION), None)
    found.motto = next(
        (line for line in head if search_key(line.text).replace("-", " ").split() == _MOTTO.split()), None
    )
    found.number = next((line for line in head if _NUMBER.match(line.text)), None)
    found.day = next((line for line in head if DAY.match(line.text)), None)
    found.about = next((line for line in head if re.match(r"^V/v\b", line.text, re.I) and line.cell), None)
    found.issuer, found.parents = _issuer(head, found)
    plain = [line for line in said if not line.cell]
    found.addressed = next((line for line in plain if search_key(line.text).startswith("kinh gui")), None)
    found.annexes = [line for line in plain if line.align == "center" and _ANNEX.match(line.text)]
    found.kind = next((line for line in head if not line.cell and _is_kind(line)), None)
    if found.kind:
        after = [line for line in said if line.at > found.kind.at and not line.cell]
        is_abstract = after and after[0].align == "center" and not search_key(after[0].text).startswith("kinh gui")
        found.abstract = after[0] if is_abstract else None
    _end(said, found)
    _body(said, found)
    return found


def _issuer(head: list[Line], found: Places) -> tuple[Line | None, list[Line]]:
    """Who issues it, and the lines above: of the body it belongs to."""
    if not found.nation or not found.nation.cell:
        return None, []
    table, row, _ = found.nation.cell
    beside = [line for line in head if line.cell and line.cell[0] == table and line.cell[2] == 0]
    names = [line for line in beside if not _NUMBER.match(line.text) and line is not found.about]
    names = [line for line in names if line.cell and line.cell[1] == row]
    printed = [line for line in names if line.bold] or names[-1:]
    return (printed[-1] if printed else None), [line for line in names if printed and line.at < printed[0].at]


def _is_kind(line: Line) -> bool:
    key = search_key(line.text)
    return key in _KINDS and line.text.upper() == line.text


def _end(said: list[Line], found: Places) -> None:
    found.recipients = next((line for line in said if search_key(line.text).rstrip(": ") == "noi nhan"), None)
    if found.recipients:
        here = found.recipients
        after = [line for line in said if line.at > here.at]
        same = [line for line in after if line.cell == here.cell] if here.cell else after
        for line in same:
            if not line.text.startswith(("-", "–", "•", "+")) and not line.numbered:
                break
            found.recipient_lines.append(line)
    found.form = next((line for line in said if _FORMS.match(line.text) and line.text.upper() == line.text), None)
    cell = found.form.cell if found.form else None
    if cell is None and found.recipients and found.recipients.cell:
        table, row, column = found.recipients.cell
        cell = (table, row, column + 1)
    if cell:
        found.block = [line for line in said if line.cell == cell]


def _body(said: list[Line], found: Places) -> None:
    """Lines between the head and the end that stand in no table."""
    begun = max(
        (line.at for line in (found.nation, found.number, found.day, found.kind, found.abstract) if line), default=0
    )
    ends = [line.at for line in (found.recipients, found.form) if line]
    last = min(ends) if ends else 10**9
    found.body = [line for line in said if begun < line.at < last and not line.cell]
