"""What printed reports have in common: the letterhead, tables of a form, the ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docx.document import Document

from binhyen.kit import official_document as official
from binhyen.kit.official_document import Column, GroupRow, Letterhead
from binhyen.monitoring.reporting.values.forms import FormDefinition, Section, SectionKind

STANDING, ACROSS = 165.0, 247.0  # mm of text on a page that stands, that lies across
_NUMBER, _LEAST, _NAMES = 12.0, 19.0, 62.0  # mm: the column of numerals, the least of a figure, of what is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who issues: the body, what stands above it, the place, the sign of the number."""

    issuer: str
    parent: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    on: date | None = None


def begin(head: Head, form: FormDefinition, *, period: str, title: str, author: str = "") -> Document:
    """An open document with its letterhead, kind and abstract."""
    document = official.new_document(title=title, author=author)
    official.add_letterhead(
        document,
        Letterhead(
            issuer=head.issuer,
            parent=head.parent,
            number=head.number,
            symbol=head.symbol,
            place=head.place,
            day=head.on,
        ),  # fmt: skip
    )
    official.add_title(document, form.document, (form.abstract or "{period}").replace("{period}", period))
    return document


def table(document: Document, section: Section, texts: Mapping[str, str], *, more: Sequence[str] = ()) -> None:
    """A table of the form with the texts of its cells, on a page across where it is wide. ``more`` are notes below."""
    if section.kind is not SectionKind.TABLE:
        return
    # a formula-only or shared column is as wide as the rest: numbers are short everywhere
    room = STANDING - _NUMBER - _NAMES
    wide = section.landscape or room / len(section.columns) < _LEAST
    each = ((ACROSS if wide else STANDING) - _NUMBER - _NAMES) / len(section.columns)
    columns = [
        Column("TT", _NUMBER, centred=True), Column("Nội dung", _NAMES),
        *(Column(one.title, each, centred=True) for one in section.columns),
    ]  # fmt: skip
    official.add_table_turned(document, columns, list(_rows(section, texts)))
    for line in (*([section.note] if section.note else []), *more):
        official.add_paragraph(document, line, italic=True)


def _rows(section: Section, texts: Mapping[str, str]) -> Iterator[Sequence[str] | GroupRow]:
    for row in section.rows:
        if row.heading:
            yield GroupRow(row.title)
            continue
        unit = f" ({row.unit})" if row.unit else ""
        yield [row.number, row.title + unit, *(texts.get(f"{row.code}.{one.code}", "") for one in section.columns)]
