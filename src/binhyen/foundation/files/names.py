"""The sender's file name, made safe to show and to hand back."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

LONGEST = 150
NAMELESS = "tep-khong-ten"


def safe_name(name: str) -> str:
    """The last part of a path, NFC, without control or invisible characters, at most 150 characters with its ending.

    Names Windows cannot write lose the characters it refuses.
    """
    last = PureWindowsPath(PurePosixPath(name.replace("\x00", "")).name).name
    kept = "".join(
        c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C" and c not in '<>:"/\\|?*'
    ).strip(" .")
    if len(kept) > LONGEST:
        stem, dot, ending = kept.rpartition(".")
        kept = stem[: LONGEST - len(ending) - 1] + dot + ending if dot and len(ending) <= 10 else kept[:LONGEST]
    return kept or NAMELESS
