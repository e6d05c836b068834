"""Headings as they are met, and what each column holds: the measure of how well columns are recognised.

One line is one table: headings separated by bars, "a > b" where b stands under a merged a; the fields below in the same
order ("" for a column that no field fits).
"""

from pathlib import Path

_FILE = Path(__file__).parent / "data" / "labelled_headings.txt"


def tables() -> list[tuple[list[tuple[str, ...]], list[str]]]:
    """(headings from the top, fields) of each table."""
    blocks = [block.splitlines() for block in _FILE.read_text(encoding="utf-8").strip().split("\n\n")]
    return [
        (
            [tuple(part.strip() for part in cell.strip().split(" > ")) for cell in headings.split("|")],
            [cell.strip() for cell in fields.split("|")],
        )
        for headings, fields in blocks
    ]
