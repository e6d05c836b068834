"""The parts of an .xlsx beside its sheets: texts, number formats and fonts, names of sheets."""

from __future__ import annotations

import posixpath
import re
import zipfile
from array import array
from dataclasses import dataclass
from typing import Any

from binhyen.kit.vietnamese.legacy import Legacy, convert, is_capital_font, legacy_of_font
from binhyen.operations.cases.reader.limits import MAX_CELL_CHARS, MAX_SHEETS, MAX_STRINGS_BYTES
from binhyen.operations.cases.reader.values import Unreadable

from .package import CORRUPT, attribute, elements, local, tree

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_KEPT_TEXTS = 40_000  # texts kept unpacked: the first to come are the ones that repeat
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how the format writes control characters
_ZEROS = re.compile(r"0{9,12}")


class Strings:
    """Shared texts packed in one block of bytes: 230,000 rows need some 30 MB instead of 150."""

    def __init__(self) -> None:
        self._packed = bytearray()
        self._ends = array("Q")
        self._often: dict[int, str] = {}

    def add(self, text: str) -> None:
        self._packed += text[:MAX_CELL_CHARS].encode("utf-8", "replace")
        if len(self._packed) > MAX_STRINGS_BYTES:
            raise Unreadable(
                "TOO_LARGE", "Tệp có quá nhiều chữ để đọc một lần. Hãy tách thành nhiều tệp rồi thả từng tệp."
            )
        self._ends.append(len(self._packed))

    def __getitem__(self, index: int) -> str:
        found = self._often.get(index)
        if found is None:
            if not 0 <= index < len(self._ends):
                raise CORRUPT
            start = self._ends[index - 1] if index else 0
            found = self._packed[start : self._ends[index]].decode("utf-8")
            if len(self._often) < _KEPT_TEXTS:
                self._often[index] = found
        return found


@dataclass(frozen=True, slots=True)
class Style:
    """What the look of a cell says of its value."""

    day: bool = False  # the number is a day
    zeros: int = 0  # the number is shown with leading zeros to this length
    legacy: Legacy | None = None  # the font promises an old encoding
    capitals: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[SheetPart, ...]
    base_1904: bool
    strings: Strings
    styles: tuple[Style, ...]


def workbook(package: zipfile.ZipFile) -> Workbook:
    """All that the sheets need; raises ``Unreadable`` for a package without sheets."""
    main = _main_part(package)
    root = tree(package, main)
    if root is None:
        raise CORRUPT
    links = _links(package, main)
    properties = next((each for each in root if local(each) == "workbookPr"), None)
    base = attribute(properties, "date1904") in ("1", "true") if properties is not None else False
    sheets = tuple(_sheet_parts(root, links, package))
    if len(sheets) > MAX_SHEETS:
        raise Unreadable("TOO_LARGE", f"Tệp có hơn {MAX_SHEETS} trang tính. Hãy tách thành nhiều tệp rồi thả từng tệp.")
    if not sheets:
        raise CORRUPT
    folder = posixpath.dirname(main)
    return Workbook(sheets, base, _strings(package, folder), _styles(package, folder))


def text_of(item: Any) -> str:
    """The text of a shared or inline string; runs in fonts of old encodings are turned into Unicode."""
    parts: list[str] = []
    for child in item:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.append(_run(child))
    text = "".join(parts)
    return _ESCAPED.sub(lambda hit: chr(int(hit.group(1), 16)), text) if "_x" in text else text


def _run(run: Any) -> str:
    text, font = "", None
    for child in run:
        name = local(child)
        if name == "t":
            text += child.text or ""
        elif name == "rPr":
            font = next((attribute(each, "val") for each in child if local(each) == "rFont"), None)
    legacy = legacy_of_font(font)
    old = legacy is not None and max(text, default="") < "\u0100"
    return convert(text, legacy, capitals=is_capital_font(font)) if legacy and old else text


def _main_part(package: zipfile.ZipFile) -> str:
    for path in _links(package, "", kind="/officeDocument").values():
        return path
    return "xl/workbook.xml"


def _links(package: zipfile.ZipFile, part: str, *, kind: str = "") -> dict[str, str]:
    folder, name = posixpath.split(part)
    root = tree(package, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for each in root if root is not None else ():
        if (attribute(each, "Type") or "").endswith(kind):
            target = attribute(each, "Target") or ""
            joined = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[attribute(each, "Id") or ""] = joined.lstrip("/")
    return found


def _sheet_parts(root: Any, links: dict[str, str], package: zipfile.ZipFile) -> Any:
    for block in root:
        if local(block) != "sheets":
            continue
        for each in block:
            path = links.get(attribute(each, "id") or "", "")
            if path in package.NameToInfo and "chartsheet" not in path:
                hidden = (attribute(each, "state") or "visible") != "visible"
                yield SheetPart(attribute(each, "name") or "", path, hidden)


def _strings(package: zipfile.ZipFile, folder: str) -> Strings:
    strings = Strings()
    name = next((each for each in package.namelist() if each.lower() == f"{folder}/sharedstrings.xml".lower()), None)
    if name is not None:
        with package.open(name) as part:
            for item in elements(part, "si"):
                strings.add(text_of(item))
    return strings


def _styles(package: zipfile.ZipFile, folder: str) -> tuple[Style, ...]:
    root = tree(package, f"{folder}/styles.xml")
    if root is None:
        return ()
    blocks = {local(each): each for each in root}
    codes = {attribute(each, "numFmtId"): attribute(each, "formatCode") or "" for each in blocks.get("numFmts", ())}
    fonts = [
        next((attribute(part, "val") for part in each if local(part) == "name"), None)
        for each in blocks.get("fonts", ())
    ]
    return tuple(_style(each, codes, fonts) for each in blocks.get("cellXfs", ()))


def _style(xf: Any, codes: dict[str | None, str], fonts: list[str | None]) -> Style:
    number = attribute(xf, "numFmtId") or "0"
    code = codes.get(number, "")
    font_id = attribute(xf, "fontId") or "0"
    font = fonts[int(font_id)] if font_id.isdecimal() and int(font_id) < len(fonts) else None
    day = is_day_format(code) if code else number.isdecimal() and int(number) in _DATE_FORMATS
    zeros = len(code) if _ZEROS.fullmatch(code) else 0
    return Style(day, zeros, legacy_of_font(font), is_capital_font(font))


def is_day_format(code: str) -> bool:
    """Whether a number format of Excel shows a day: "dd/mm/yyyy" does, "0.00" and "#,##0 \\"đ\\"" do not."""
    bare = _NOT_CODE.sub("", code).split(";")[0].lower()
    return any(sign in bare for sign in "ydm") and not any(sign in bare for sign in "0#?")
