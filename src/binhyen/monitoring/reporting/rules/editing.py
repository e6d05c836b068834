"""Changing a form as it is written down: add, rename, move, remove sections, rows, columns, blocks. Plain Python."""

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.indicators.rules.dictionary import dictionary
from binhyen.monitoring.reporting.rules.lists import FIELDS
from binhyen.monitoring.reporting.values.forms import Draw

_LONGEST_CODE = 24
_PARTS = ("rows", "columns", "blocks")
CHECKS = "checks"  # of the whole form, in no section


class NotEdited(ValueError):
    """The change does not fit the form; says why."""


class Doing(StrEnum):
    HEAD = "HEAD"  # title, days, recipients of the whole form
    ADD_SECTION = "ADD_SECTION"
    ADD = "ADD"  # a row, column or block to ``section``
    SET = "SET"  # fields of what ``code`` names
    MOVE_UP = "MOVE_UP"
    MOVE_DOWN = "MOVE_DOWN"
    REMOVE = "REMOVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change. ``part`` is rows, columns or blocks; checks of the whole form; empty for the section itself."""

    doing: Doing
    section: str = ""
    part: str = ""
    code: str = ""
    fields: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def changed(data: Mapping[str, Any], edit: Edit) -> dict[str, Any]:
    """What the form says after a change; ``data`` stays as it was. Raises ``NotEdited``."""
    found: dict[str, Any] = copy.deepcopy(dict(data))
    if edit.doing is Doing.HEAD:
        return _with_fields(found, edit.fields)
    if edit.doing is Doing.ADD_SECTION:
        found.setdefault("section", []).append(_new_section(found, edit.fields))
        return found
    if edit.part == CHECKS:
        checks = found.setdefault("check", [])
        _act(checks, edit, {one["code"] for one in checks})
        return found
    if not edit.part:
        _act(found.get("section", []), edit, codes(found))
        return found
    if edit.part not in _PARTS:
        raise NotEdited("Không có phần này trong mẫu.")
    section = next((one for one in found.get("section", []) if one["code"] == edit.section), None)
    if section is None:
        raise NotEdited("Phần này không còn trong mẫu.")
    _act(section.setdefault(edit.part, []), edit, codes(found))
    if edit.doing is Doing.REMOVE and edit.part == "columns":
        _forget_column(section, edit.code)
    return found


def codes(data: Mapping[str, Any]) -> set[str]:
    """All codes a form uses: a new thing takes another."""
    found = set()
    for section in data.get("section", []):
        found.add(section["code"])
        for part in _PARTS:
            found.update(one["code"] for one in section.get(part, []))
    return found


def _new_section(data: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    taken = codes(data)
    section = _with_fields({"code": new_code(str(fields.get("title", "")), taken)}, fields)
    taken.add(section["code"])
    if section.get("kind") == "TABLE":
        section["columns"] = [{"code": "so", "title": "Số lượng"}]
        section["rows"] = [{"code": new_code("dòng", taken), "title": "Dòng mới", "entered": "WHOLE"}]
    if section.get("kind") != "LIST":
        section.pop("draw", None)
    else:
        own = {"noi_dung": "Nội dung"}
        named = FIELDS[Draw(section["draw"])] if section.get("draw") else own
        section["columns"] = [{"code": code, "title": title} for code, title in named.items()]
    if section.get("kind") == "NARRATIVE":
        section["blocks"] = [{"code": new_code("lời", taken), "title": "Nội dung"}]
    return section


def _with_fields(thing: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields set; an empty one is taken away."""
    for name, said in fields.items():
        if said in ("", None, False, [], ()):
            thing.pop(name, None)
        else:
            thing[name] = list(said) if isinstance(said, tuple) else said
    return thing


def _act(things: list[dict[str, Any]], edit: Edit, taken: set[str]) -> None:
    if edit.doing is Doing.ADD:
        code = new_code(str(edit.fields.get("title") or edit.fields.get("words") or "kiểm tra"), taken)
        things.append(_with_fields({"code": code}, edit.fields))
        return
    at = next((n for n, one in enumerate(things) if one["code"] == edit.code), None)
    if at is None:
        raise NotEdited("Mục này không còn trong mẫu. Hãy tải lại trang.")
    acts: dict[Doing, Callable[[], object]] = {
        Doing.SET: lambda: _with_fields(things[at], edit.fields),
        Doing.REMOVE: lambda: things.pop(at),
        Doing.MOVE_UP: lambda: _move(things, at, at - 1),
        Doing.MOVE_DOWN: lambda: _move(things, at, at + 1),
    }
    acts[edit.doing]()


def _move(things: list[dict[str, Any]], at: int, to: int) -> None:
    if 0 <= to < len(things):
        things[at], things[to] = things[to], things[at]


def _forget_column(section: dict[str, Any], code: str) -> None:
    """Rows no longer name a column that is gone."""
    for row in section.get("rows", []):
        if code in row.get("only", []):
            row["only"] = [one for one in row["only"] if one != code]
            if not row["only"]:
                del row["only"]


def new_code(title: str, taken: set[str]) -> str:
    """A code made of the words of a title, that nothing in the form has."""
    plain = re.sub(r"[^a-z0-9]+", "_", search_key(title)).strip("_")[:_LONGEST_CODE].strip("_")
    base = plain if plain[:1].isalpha() else f"m_{plain}".rstrip("_")
    found, number = base, 2
    while found in taken:
        found, number = f"{base}_{number}", number + 1
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """What two versions say otherwise at one place."""

    place: str  # in words
    before: str
    after: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What a version says otherwise than another: head, sections, rows, columns, blocks; in printed order."""
    found = _fields(
        "Mẫu", before, after, ("title", "short", "document", "abstract", "recipients", "valid_from", "valid_to")
    )
    old = {one["code"]: one for one in before.get("section", [])}
    new = {one["code"]: one for one in after.get("section", [])}
    for code in [*new, *(code for code in old if code not in new)]:
        one, two = old.get(code, {}), new.get(code, {})
        title = f"“{(two or one).get('title', code)}”"
        if not one or not two:
            found.append(Difference(title, *(("", "phần mới") if two else ("có", "đã bỏ"))))
            continue
        found += _fields(title, one, two, ("title", "note", "landscape"))
        for part in _PARTS:
            found += _parts(title, one.get(part, []), two.get(part, []))
    return found + _parts("Kiểm tra tự động", *(_titled(side.get("check", [])) for side in (before, after)))


def _titled(checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Checks as other parts: what they say when they fail is what they are called."""
    return [
        {_OF_CHECKS.get(name, name): said for name, said in one.items()} | {"title": one.get("words", one["code"])}
        for one in checks
    ]


def _parts(title: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Difference]:
    old, new = ({one["code"]: one for one in side} for side in (before, after))
    found = []
    for code in [*new, *(code for code in old if code not in new)]:
        one, two = old.get(code), new.get(code)
        place = f"{title}, “{(two or one or {}).get('title', code)}”"
        if one is None or two is None:
            found.append(Difference(place, *(("", "thêm mới") if two else ("có", "đã bỏ"))))
        elif one != two:
            found += _fields(place, one, two, tuple(sorted({*one, *two} - {"code"})))
    kept = [code for code in old if code in new]
    if kept != [code for code in new if code in old]:
        found.append(Difference(title, "thứ tự cũ", "đổi thứ tự"))
    return found


_OF_CHECKS = {"kind": "check_kind", "words": "title"}
_SAID = {
    "check_kind": "loại kiểm tra", "left": "số được kiểm tra", "right": "so với", "mend": "cách sửa", "off": "đang tắt",
    "title": "tên", "short": "tên ngắn", "document": "loại văn bản", "abstract": "trích yếu", "recipients": "nơi nhận",
    "valid_from": "áp dụng từ", "valid_to": "áp dụng đến", "note": "ghi chú", "landscape": "trang ngang",
    "figure": "chỉ tiêu", "formula": "công thức", "unit": "đơn vị tính", "required": "bắt buộc", "help": "hướng dẫn",
    "number": "số thứ tự", "entered": "tự ghi", "kind": "loại số", "span": "của kỳ", "only": "cột có ô",
    "gather": "mục tổng hợp", "draft": "điền sẵn", "part": "tử số, mẫu số", "of": "danh sách",
    "heading": "dòng đầu mục",
}  # fmt: skip


def _fields(
    place: str, before: Mapping[str, Any], after: Mapping[str, Any], names: tuple[str, ...]
) -> list[Difference]:
    return [
        Difference(f"{place}: {_SAID.get(name, name)}", _words(name, before.get(name)), _words(name, after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _words(name: str, said: Any) -> str:
    if said is None:
        return "không"
    if name == "figure":
        entry = dictionary().entries.get(str(said))
        return entry.name if entry else str(said)
    if isinstance(said, bool):
        return "có" if said else "không"
    return ", ".join(str(one) for one in said) if isinstance(said, list) else str(said)
