"""Names of areas as people write them: kind and name apart."""

import re

from binhyen.kit.vietnamese.text import search_key

# kinds of communes now and before 01/07/2025, and districts, without tones; longer ones first
_KIND = re.compile("^(thi tran|dac khu|thi xa|thanh pho|phuong|quan|huyen|tinh|xa|tt|tx|tp|h|q|p|x)(?: |$)")
_FULL = {"tt": "thi tran", "tx": "thi xa", "tp": "thanh pho", "h": "huyen", "q": "quan", "p": "phuong", "x": "xa"}


def split_kind(text: str) -> tuple[str, str]:
    """ "P. Lào Cai" -> ("phuong", "lao cai"); "Bản Lầu" -> ("", "ban lau"). Both parts as search keys.

    A name that is nothing but a kind word stays a name.
    """
    key = search_key(text)
    found = _KIND.match(key)
    if not found or not key[found.end() :]:
        return "", key
    return _FULL.get(found[1], found[1]), key[found.end() :]


def bare_key(text: str) -> str:
    """Search key of an area's name without its kind."""
    return split_kind(text)[1]
