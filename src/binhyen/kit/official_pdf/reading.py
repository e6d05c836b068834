"""A .docx of ``kit.official_document`` as the plain tree ``page.typ`` draws.

Only what our own documents use is known. Anything else raises NotDrawable: a PDF must never say less than its file.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import nsmap, qn
from lxml import etree

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_TWIPS, _EMU = 20, 12_700  # in a point
_IDLE = frozenset(
    [
        "w:proofErr",
        "w:bookmarkEnd",
        "w:lastRenderedPageBreak",
        "w:sectPr",
        "w:pPr",
        "w:rPr",
        "w:tcPr",
        "w:trPr",
        "w:tblPr",
        "w:tblGrid",
    ]
)  # they say nothing that is seen by itself
Element = Any  # lxml knows no better
Node = dict[str, Any]


class NotDrawable(ValueError):
    """The file is no official document of this system; the message says what was met."""


@dataclass(slots=True)
class _Package:
    """The parts of one .docx that say what is seen."""

    archive: zipfile.ZipFile
    links: dict[str, str] = field(default_factory=dict)
    size: float = 14  # pt, of words that say no size

    def xml(self, name: str) -> Element:
        return etree.fromstring(self.archive.read(name), _PARSER)

    def linked(self, key: str) -> str:
        return posixpath.normpath(posixpath.join("word", self.links[key]))


def tree_of(docx: bytes) -> Node:
    """Title, author and sections with their blocks. Lengths in points. Raises NotDrawable."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            package = _Package(archive)
            _learn(package)
            body = package.xml("word/document.xml").find(qn("w:body"))
            sections = list(_sections(package, body))
            return {**_properties(package), "size": package.size, "sections": sections}
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise NotDrawable("Tệp không phải là văn bản Word do hệ thống lập.") from error


def _learn(package: _Package) -> None:
    for link in package.xml("word/_rels/document.xml.rels"):
        package.links[link.get("Id")] = link.get("Target")
    sizes = package.xml("word/styles.xml").xpath(
        "//w:style[@w:default='1'][@w:type='paragraph']/w:rPr/w:sz/@w:val", namespaces=nsmap
    )
    package.size = int(sizes[0]) / 2 if sizes else package.size


def _properties(package: _Package) -> Node:
    core = package.xml("docProps/core.xml")
    words = {etree.QName(one).localname: one.text or "" for one in core}
    return {"title": words.get("title", ""), "author": words.get("creator", "")}


def _sections(package: _Package, body: Element) -> Iterator[Node]:
    """Sections in order. A section's measures stand in its last paragraph, the last one's at the end of the body."""
    blocks: list[Node] = []
    heads = {"number": 0.0, "watermark": ""}
    for one in body:
        if one.tag == qn("w:sectPr"):
            yield _section(package, one, blocks, heads)
            return
        inner = one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if inner is None:
            blocks += _block(package, one)
            continue
        if len(one) > 1:
            blocks += _block(package, one)
        yield _section(package, inner, blocks, heads)
        blocks = []


def _section(package: _Package, given: Element, blocks: list[Node], heads: dict[str, Any]) -> Node:
    """``heads`` carries the headers on: a section without its own shows those of the one before."""
    page, margins = given.find(qn("w:pgSz")), given.find(qn("w:pgMar"))
    for link in given.findall(qn("w:headerReference")):
        header = package.xml(package.linked(link.get(qn("r:id"))))
        marks = header.xpath("//*[local-name()='textpath']/@string")
        heads["watermark"] = marks[0] if marks else heads["watermark"]
        if link.get(qn("w:type")) == "default":
            heads["number"] = _number_size(header)
    numbered = given.find(qn("w:pgNumType"))
    return {
        "width": _twips(page, "w:w"),
        "height": _twips(page, "w:h"),
        **{side: _twips(margins, f"w:{side}") for side in ("top", "bottom", "left", "right", "header")},
        "first_bare": given.find(qn("w:titlePg")) is not None,
        "restart": numbered is not None and numbered.get(qn("w:start")) is not None,
        **heads,
        "blocks": blocks,
    }


def _number_size(header: Element) -> float:
    fields = header.xpath("//w:fldSimple[contains(@w:instr, 'PAGE')]//w:sz/@w:val", namespaces=nsmap)
    return int(fields[0]) / 2 if fields else 13


def _block(package: _Package, one: Element) -> list[Node]:
    if one.tag == qn("w:p"):
        return [_paragraph(package, one)]
    if one.tag == qn("w:tbl"):
        return [_table(package, one)]
    _idle(one)
    return []


def _paragraph(package: _Package, one: Element) -> Node:
    looks = one.find(qn("w:pPr"))
    runs: list[Node] = []
    marks = [mark.get(qn("w:name")) for mark in one.findall(qn("w:bookmarkStart"))]
    for part in one:
        if part.tag == qn("w:r"):
            runs += _run(package, part)
        elif part.tag != qn("w:bookmarkStart"):
            _idle(part)
    spacing, ind = _child(looks, "w:spacing"), _child(looks, "w:ind")
    exact = _get(spacing, "w:lineRule") == "exact"
    return {
        "what": "paragraph",
        "runs": runs,
        "mark": marks[0] if marks else "",
        "align": _get(_child(looks, "w:jc"), "w:val") or "left",
        "first": _twips(ind, "w:firstLine"),
        "hanging": _twips(ind, "w:hanging"),
        "left": _twips(ind, "w:left"),
        "right": _twips(ind, "w:right"),
        "before": _twips(spacing, "w:before"),
        "after": _twips(spacing, "w:after"),
        "line": 1 if exact else (_twips(spacing, "w:line") or 12) / 12,
        "exact": _twips(spacing, "w:line") if exact else 0,
        "keep": _child(looks, "w:keepNext") is not None,
        "rule": _child(looks, "w:pBdr") is not None,
        "size": next((run["size"] for run in runs if "size" in run), package.size),
    }


def _run(package: _Package, one: Element) -> Iterator[Node]:
    looks = one.find(qn("w:rPr"))
    size = _get(_child(looks, "w:sz"), "w:val")
    letter = {
        "size": int(size) / 2 if size else package.size,
        "bold": _on(looks, "w:b"),
        "italic": _on(looks, "w:i"),
        "underlined": _child(looks, "w:u") is not None,
        "colour": _colour(_get(_child(looks, "w:color"), "w:val")),
    }
    for part in one:
        if part.tag == qn("w:t"):
            yield {"text": part.text or "", **letter}
        elif part.tag == qn("w:br"):
            yield {"br": 1}
        elif part.tag == qn("w:tab"):
            dots = one.getparent().xpath("w:pPr/w:tabs/w:tab[@w:leader='dot']", namespaces=nsmap)
            yield {"tab": "dots" if dots else "plain"}
        elif part.tag == qn("w:drawing"):
            yield _picture(package, part)
        else:
            _idle(part)


def _picture(package: _Package, one: Element) -> Node:
    places = one.xpath(".//@r:embed", namespaces=nsmap)
    extent = one.find(f".//{qn('wp:extent')}")
    named = one.find(f".//{qn('wp:docPr')}")
    if len(places) != 1 or extent is None:
        raise NotDrawable("Văn bản có hình vẽ mà hệ thống không đọc được; chỉ dùng ảnh chèn thẳng vào dòng.")
    return {
        "picture": list(package.archive.read(package.linked(places[0]))),
        "width": int(extent.get("cx")) / _EMU,
        "height": int(extent.get("cy")) / _EMU,
        "alt": (named.get("descr") or named.get("name") or "") if named is not None else "",
    }


def _table(package: _Package, one: Element) -> Node:
    style = one.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    columns = [int(column.get(qn("w:w"))) / _TWIPS for column in one.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
    rows: list[Node] = []
    open_cells: dict[int, Node] = {}  # by column: the cell that may go on into the next row
    for row in one.findall(qn("w:tr")):
        rows.append(_row(package, row, open_cells))
    edge = one.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}/{qn('w:top')}")
    return {
        "what": "table",
        "columns": columns,
        "ruled": _get(style, "w:val") == "TableGrid" or edge is not None,
        "colour": _colour(_get(edge, "w:color")),
        "held": bool(rows) and rows[-1]["held"],
        "padded": one.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}") is None,
        "rows": rows,
    }


def _row(package: _Package, row: Element, open_cells: dict[int, Node]) -> Node:
    looks = row.find(qn("w:trPr"))
    cells: list[Node] = []
    column, merged = 0, False
    for one in row.findall(qn("w:tc")):
        about = one.find(qn("w:tcPr"))
        span = int(_get(_child(about, "w:gridSpan"), "w:val") or 1)
        merge = _child(about, "w:vMerge")
        merged = merged or merge is not None
        if merge is not None and merge.get(qn("w:val")) != "restart":
            open_cells[column]["deep"] += 1
        else:
            middle = _get(_child(about, "w:vAlign"), "w:val") == "center"
            blocks = [block for part in one for block in _block(package, part)]
            cell: Node = {"span": span, "deep": 1, "middle": middle, "blocks": blocks}
            cells.append(cell)
            open_cells[column] = cell
        column += span
    head, whole = (_child(looks, name) is not None for name in ("w:tblHeader", "w:cantSplit"))
    words = [block for cell in cells for block in cell["blocks"]]
    return {
        "head": head,
        "whole": whole,
        "held": whole and not head and not merged and all(block.get("keep") for block in words),
        "height": _twips(_child(looks, "w:trHeight"), "w:val"),
        "cells": cells,
    }


def _idle(one: Element) -> None:
    """What is met says nothing that is seen; else refuse."""
    if isinstance(one.tag, str) and one.tag not in {qn(name) for name in _IDLE}:
        raise NotDrawable(f"Văn bản có thành phần hệ thống không vẽ được thành PDF: {etree.QName(one).localname}.")


def _child(of: Element | None, name: str) -> Element | None:
    return None if of is None else of.find(qn(name))


def _get(of: Element | None, name: str) -> str:
    return "" if of is None else of.get(qn(name)) or ""


def _twips(of: Element | None, name: str) -> float:
    return int(_get(of, name) or 0) / _TWIPS


def _colour(given: str) -> str:
    return f"#{given}" if len(given) == 6 else "#000000"


def _on(of: Element | None, name: str) -> bool:
    found = _child(of, name)
    return found is not None and found.get(qn("w:val")) not in {"0", "false"}
