"""Reading XML parts of packages: by local names, so that strict, transitional and home-made namespaces all do."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Protocol, Self

from lxml import etree


class Element(Protocol):
    """What we use of an element of the XML library."""

    tag: object
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator[Self]: ...
    def __delitem__(self, at: int) -> None: ...
    def items(self) -> list[tuple[str, str]]: ...
    def iter(self, *tags: str) -> Iterator[Self]: ...
    def iterancestors(self, *tags: str) -> Iterator[Self]: ...
    def getparent(self) -> Self | None: ...
    def getprevious(self) -> Self | None: ...
    def clear(self, *, keep_tail: bool) -> None: ...


@lru_cache(maxsize=4096)
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and instructions."""
    tag = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.items():
        if _bare(str(key)) == name:
            return str(value)
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """``w:val`` of the element at the end of a path."""
    found = child(element, *path)
    return attribute(found, "val") if found is not None else None


def is_on(element: Element | None, name: str) -> bool | None:
    """A toggle such as ``w:b``: True, False when switched off, None when not mentioned."""
    found = child(element, name)
    if found is None:
        return None
    return (attribute(found, "val") or "1").lower() not in ("0", "false", "off", "none")


def parse(package: zipfile.ZipFile, name: str) -> Element | None:
    """A small part as a tree, None when the package has none."""
    try:
        content = package.read(name)
    except KeyError:
        return None
    root: Element = etree.fromstring(content, _parser())
    return root


def mentioned(package: zipfile.ZipFile, name: str, marks: tuple[bytes, ...]) -> frozenset[bytes]:
    """Which of some byte strings occur in a part, read piece by piece."""
    found: set[bytes] = set()
    longest = max(map(len, marks))
    with package.open(name) as part:
        before = b""
        while block := part.read(1 << 20):
            found |= {mark for mark in marks if mark in before + block}
            before = block[-longest:]
    return frozenset(found)


def stream(part: IO[bytes], container: str, names: tuple[str, ...]) -> Iterator[Element]:
    """The children of ``container`` with these local names one by one, each freed after use: memory stays flat."""
    tags = tuple("{*}" + name for name in names)
    for _, element in etree.iterparse(
        part, events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    ):
        parent = element.getparent()
        if parent is None or local(parent) != container:
            continue
        yield element
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del parent[0]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
