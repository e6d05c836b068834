"""What somebody types to find a person: words, a year, the last digits or the whole of a number, in any order."""

import re
from dataclasses import dataclass

from binhyen.kit.vietnamese.names import fold
from binhyen.kit.vietnamese.text import search_key

FIRST_YEAR, LAST_YEAR = 1900, 2100
_TAIL = 4  # digits that are indexed
_WHOLE = 8  # digits from which a number is meant as a whole
MOST_WORDS = 8
_NUMBER = re.compile(r"\+?\d[\d.\s-]*\d|\d")


@dataclass(frozen=True, slots=True)
class Asked:
    """A reading of the text; ``ending`` and ``number`` are digits only."""

    words: tuple[str, ...] = ()  # without tones, each the start of a word of the name
    folded: tuple[str, ...] = ()  # the same as other offices spell them
    year: int | None = None
    ending: str = ""  # at least the last four digits of a number
    number: str = ""  # a whole number or telephone
    document: str = ""  # letters and digits together: a passport

    @property
    def phrase(self) -> str:
        return " ".join(self.words)

    @property
    def has_number(self) -> bool:
        return bool(self.ending or self.number or self.document)

    @property
    def empty(self) -> bool:
        return not (self.words or self.year or self.has_number)


def read_search(text: str) -> Asked:
    """ "vang a 1990", "1234 lý", "010 090 001 234", "0912 345 678"."""
    groups = _digit_groups(text)
    bare = text
    for group, _ in groups:
        bare = bare.replace(group, " ", 1)
    all_words = search_key(bare).split()
    documents = [word for word in all_words if any(c.isdigit() for c in word) and any(c.isalpha() for c in word)]
    words = [word for word in all_words if not any(c.isdigit() for c in word)][:MOST_WORDS]
    digits = [found for _, found in groups]
    year = next((int(d) for d in digits if len(d) == 4 and FIRST_YEAR <= int(d) <= LAST_YEAR), None)
    number = next((d for d in digits if len(d) >= _WHOLE), "")
    ending = next((d for d in digits if _TAIL <= len(d) < _WHOLE and (d != str(year or "") or not words)), "")
    return Asked(
        words=tuple(dict.fromkeys(words)),
        folded=tuple(dict.fromkeys(fold(word) for word in words)),
        year=year,
        ending=ending,
        number=number,
        document=documents[0].upper() if documents else "",
    )


def _digit_groups(text: str) -> list[tuple[str, str]]:
    """Runs of digits as typed and without what stands between them; letters end a run."""
    found = []
    for match in _NUMBER.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        if before.isalpha() or after.isalpha():
            continue
        found.extend(_split(match.group()))
    return found


def _split(run: str) -> list[tuple[str, str]]:
    """ "1990 1234" is a year and an ending; "0912 345 678" is one number."""
    parts = run.split()
    whole = re.sub(r"\D", "", run)
    if len(parts) > 1 and all(len(re.sub(r"\D", "", part)) >= _TAIL for part in parts) and len(whole) < 9:
        return [(part, re.sub(r"\D", "", part)) for part in parts]
    return [(run, whole)]
