"""The consolidated report as the words of an official document: to be numbered, signed and sent as any other."""

from collections.abc import Iterator, Sequence
from itertools import batched

from django.urls import reverse

from binhyen.monitoring.reporting.models import Consolidation
from binhyen.monitoring.reporting.values.forms import Section
from binhyen.registers.documents.actions.handing import Handed
from binhyen.registers.documents.rules import lines
from binhyen.registers.documents.rules.wording import LONGEST
from binhyen.registers.organisations.models import Body

from .consolidated import BESIDE, Kind, Printed, by_unit, heads, key_figures, pieces, total_texts
from .heads import head_of


def handed(*, row: Consolidation, printed: Printed, issuer: Body, signer: str, capacity: str, post: str = "") -> Handed:
    """What is handed over to be issued by ``issuer`` and signed by ``signer``."""
    head = head_of(body=issuer, kind=printed.form.document, on=None)
    return Handed(
        kind=printed.form.document, issuer_name=head.issuer, parent_name=head.parent, place=head.place,
        abstract=(printed.form.abstract or "{period}").replace("{period}", printed.period), text=text_of(printed),
        recipients=printed.form.recipients, signer=signer, capacity=capacity,
        post=post, origin=f"Bản tổng hợp {row.code}",
        origin_url=reverse("reporting:consolidated", args=[row.code]),
    )  # fmt: skip


def text_of(printed: Printed) -> str:
    """All it says, as ``documents.rules.wording`` reads it. The table by unit is left out where it would not fit."""
    body = "\n".join(_body(printed))
    annex = "\n".join(_annex(printed))
    if len(body) + len(annex) < LONGEST:
        return f"{body}\n{annex}".rstrip()
    return f"{body}\nSố liệu theo từng đơn vị ở tệp Excel của bản tổng hợp {printed.code}."


def _body(printed: Printed) -> Iterator[str]:
    texts = total_texts(printed.form, printed.whole.totals)
    written = {Kind.PART: lines.part, Kind.DASH: lines.dash, Kind.PLAIN: lines.plain}
    for piece in pieces(printed):
        section = piece.section
        if section is None:
            yield written[piece.kind](piece.text)
            continue
        yield lines.point(section.title)
        yield from lines.table(["TT", "Nội dung", *(one.title for one in section.columns)], _rows(section, texts))
        if piece.text:
            yield lines.plain(piece.text)


def _rows(section: Section, texts: dict[str, str]) -> Iterator[Sequence[str]]:
    for row in section.rows:
        if row.heading:
            yield [row.title]
            continue
        unit = f" ({row.unit})" if row.unit else ""
        yield [row.number, row.title + unit, *(texts.get(f"{row.code}.{one.code}", "") for one in section.columns)]


def _annex(printed: Printed) -> Iterator[str]:
    cells = key_figures(printed.form)
    if not cells or printed.whole.owed <= 1:
        return
    names = {cell.ref: name for cell, name in heads(printed.form)}
    yield lines.annex("Số liệu theo đơn vị")
    for group in batched(cells, BESIDE, strict=False):
        yield from lines.table(["TT", "Đơn vị", *(names[cell.ref] for cell in group)], by_unit(printed, group))
