"""The lines above a signature, chosen from who issues a document and in which capacity somebody signs it.

The rules are data: ``law/official_signing.toml`` (Decree 30/2020/NĐ-CP, art. 13 and Annex I, part II, section 7).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from .official_document import Signature
from .paths import LAW

HEAD = "HEAD"


@dataclass(frozen=True, slots=True)
class Capacity:
    """``needs_post``: the signer leads a unit below, whose post is printed."""

    code: str
    label: str
    lines: tuple[str, ...]
    collective: bool = True
    needs_post: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Posts:
    """What the posts of an issuing body are called. ``collective`` "": its head decides alone, no TM."""

    head: str
    deputy: str
    collective: str = ""
    confidence: str = ""
    source: str = ""


@cache
def _law() -> dict[str, Any]:
    with (LAW / "official_signing.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def capacities() -> Mapping[str, Capacity]:
    """By code, in the order they are offered."""
    found = [Capacity(**{**row, "lines": tuple(row["lines"])}) for row in _law()["capacity"]]
    return {one.code: one for one in found}


def posts_of(*, block: str, level: str = "", place: str = "", name: str = "") -> Posts | None:
    """The posts of a body by its kind, level and name ("POLICE", "COMMUNE"); None where no rule is known: it is asked.

    ``place``: what kind of commune it is, "xã", "phường".
    """
    row = _rule(block, level, name)
    if not row:
        return None
    head, deputy = row["head"].replace("{place}", place), row["deputy"].replace("{place}", place)
    return Posts(head, deputy, row["collective"], row["confidence"], row["source"])


def signs_of(*, block: str, level: str = "", place: str = "", name: str = "") -> str:
    """The letters that stand for such a body in the symbols of its documents; "" where they differ by body.

    ``place``: what kind of commune it is; "" where the letters of its kind are not known.
    """
    row = _rule(block, level, name)
    return str(row.get("signs", {}).get(place, "") or row.get("sign", ""))


def above_of(*, block: str, level: str = "", province: str = "", name: str = "") -> str:
    """The body printed above such an issuer; "" where none is. ``province``: "tỉnh Lào Cai"."""
    return str(_rule(block, level, name).get("above", "")).replace("{province}", province)


def all_posts() -> frozenset[str]:
    """What heads and deputies of all kinds of body are called, without the kind of commune."""
    return frozenset(row[name].removesuffix(" {place}") for row in _law()["body"] for name in ("head", "deputy"))


def titles() -> tuple[str, ...]:
    """Academic and professional titles before a name, spelled or short: a signature is printed without them."""
    return tuple(_law()["titles"]["words"])


def asked() -> Mapping[str, str]:
    """Kinds of body for which (or for whose other bodies) nothing is proposed, and why."""
    return {row["block"]: row["why"] for row in _law()["asked"]}


def _rule(block: str, level: str, name: str) -> dict[str, Any]:
    """The row for a body: one for names like its own, else one for all of its kind; empty where none is."""
    rows = [row for row in _law()["body"] if row["block"] == block and row.get("level", level) == level]
    begins = (row for row in rows if name.casefold().startswith(tuple(map(str.casefold, row.get("named", ())))))
    return next(begins, None) or next((row for row in rows if "named" not in row), {})


def signature(
    *, posts: Posts, capacity: str, name: str, post: str = "", own: bool = False, concurrent: str = ""
) -> Signature:
    """The signature block. ``own``: the head's own competence or letter, without TM. though the body is collective.

    ``post``: the signer's own, where the capacity needs it. ``concurrent``: the office a member of a committee holds
    besides, printed last. Raises KeyError for an unknown capacity.
    """
    rule = capacities()[capacity]
    named = {"{head}": posts.head, "{deputy}": posts.deputy, "{post}": post}
    titles = [_put(line, named) for line in rule.lines]
    form = f"TM. {posts.collective}" if posts.collective and rule.collective and not own else ""
    return Signature(form=form, titles=(*titles, *([concurrent] if concurrent else [])), name=name)


def role(*, posts: Posts, capacity: str, post: str = "") -> str:
    """The signer's own post, as the last line above the name says it: "Phó Chủ tịch"."""
    line = capacities()[capacity].lines[-1]
    return _put(line, {"{head}": posts.head, "{deputy}": posts.deputy, "{post}": post}).removeprefix("Q. ")


def by_post(*, posts: Posts, post: str) -> tuple[Posts, str]:
    """Posts and capacity where only the signer's own post is known: a deputy signs for the head (KT.)."""
    if post.casefold().startswith("phó "):
        return replace(posts, deputy=post), "DEPUTY"
    if post.startswith("Q. "):
        return replace(posts, head=post.removeprefix("Q. ")), "ACTING_HEAD"
    return replace(posts, head=post or posts.head), HEAD


def _put(line: str, named: Mapping[str, str]) -> str:
    for field, words in named.items():
        line = line.replace(field, words)
    return line


def short_form(capacity: str, *, collective: bool) -> str:
    """The first sign above the name, as books keep it: "TM.", "KT.", "TL.", "TUQ.", "Q." or ""."""
    rule = capacities()[capacity]
    if collective and rule.collective:
        return "TM."
    first = rule.lines[0].split(" ")[0]
    return first if first.endswith(".") else ""
