"""What a snapshot says of itself: its moment, its version, and each file with its rows and hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a table. ``absent`` are optional columns the product does not hold."""

    rows: int
    sha256: str
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """``tables``: name, then partition, then part. All rows are as they were at ``moment``."""

    version: int
    moment: datetime
    tables: dict[str, dict[str, Part]] = field(default_factory=dict)

    def rows(self, table: str) -> int:
        return sum(part.rows for part in self.tables.get(table, {}).values())

    @property
    def digest(self) -> str:
        """One hash of the whole content: equal for equal rows in equal files, whenever they were written."""
        lines = [
            f"{t}/{p} {part.sha256}" for t, parts in sorted(self.tables.items()) for p, part in sorted(parts.items())
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def save(self, folder: Path) -> None:
        given = {"version": self.version, "moment": self.moment.isoformat(), "tables": {}}
        given["tables"] = {t: {p: asdict(part) for p, part in parts.items()} for t, parts in self.tables.items()}
        (folder / NAME).write_text(json.dumps(given, indent=1) + "\n", encoding="utf-8")


def load(folder: Path) -> Manifest:
    given = json.loads((folder / NAME).read_text(encoding="utf-8"))
    tables = {
        name: {p: Part(part["rows"], part["sha256"], tuple(part["absent"])) for p, part in parts.items()}
        for name, parts in given["tables"].items()
    }
    return Manifest(version=given["version"], moment=datetime.fromisoformat(given["moment"]), tables=tables)


def hash_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
