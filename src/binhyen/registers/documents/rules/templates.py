"""Templates of official documents: those that came with the system and the province's versions of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from binhyen.kit.paths import LAW
from binhyen.kit.vietnamese.text import search_key

from .wording import WordsRefused, check_braces, fields_of, parts_of

AS_SHIPPED, ENDED = "as_shipped", "ended"  # a version without words: the shipped ones again, or no longer offered
_CODE = re.compile(r"[^A-Z0-9_]")
_LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Template:
    """``version`` 0 came with the system; later ones are the province's."""

    code: str
    title: str
    kind: str
    abstract: str
    text: str
    addressed: str
    recipients: str
    valid_from: date
    source: str
    confidence: str = ""
    version: int = 0

    @property
    def fields(self) -> list[str]:
        """What is asked for when a document is begun from it, in printed order."""
        return fields_of(self.abstract, self.addressed, self.text, self.recipients)


@cache
def shipped() -> Mapping[str, Template]:
    """By code, as ``law/documents`` has them, in the order of their titles."""
    found = []
    for path in sorted((LAW / "documents").glob("*.toml")):
        with path.open("rb") as file:
            found.append(Template(**_stripped(tomllib.load(file))))
    return {one.code: one for one in sorted(found, key=lambda one: one.title)}


def _stripped(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip("\n") if isinstance(value, str) else value for name, value in row.items()}


def with_body(of: Template, *, body: Mapping[str, Any], version: int, valid_from: date, source: str) -> Template:
    """The province's version of a template."""
    words = {} if body.get(AS_SHIPPED) else {name: str(body[name]) for name in _WORDS}
    given = {name: getattr(of, name) for name in ("code", "title", "kind", *_WORDS)} | words
    return Template(**given, version=version, valid_from=valid_from, source=source)


def own(*, code: str, body: Mapping[str, Any], version: int, valid_from: date, source: str) -> Template:
    """A template the province made itself; its body says its title and kind too."""
    given = {name: str(body[name]) for name in ("title", "kind", *_WORDS)}
    return Template(code=code, **given, version=version, valid_from=valid_from, source=source)


def code_of(title: str) -> str:
    """What stands for a template of that title in addresses; "" where it has no letter of ours."""
    return _CODE.sub("", search_key(title).upper().replace(" ", "_"))[:_LONGEST_CODE].strip("_")


_WORDS = ("abstract", "text", "addressed", "recipients")
_LABELS = {"abstract": "Trích yếu", "text": "Nội dung", "addressed": "Kính gửi", "recipients": "Nơi nhận"}


def check(body: Mapping[str, Any]) -> None:
    """Raise WordsRefused where the words of a template cannot be used."""
    for name, label in _LABELS.items():
        check_braces(str(body[name]), where=label)
    if not str(body["abstract"]).strip():
        raise WordsRefused("Mẫu chưa có trích yếu.")
    parts_of(str(body["text"]))
