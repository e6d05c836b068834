"""One measured number beside what it must reach and beside a peer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    group: str  # the subject: directives, register …
    name: str  # what was measured
    size: str  # on how much
    value: float
    unit: str
    target: str  # ">= 0.97", "<= 0.5"; what the issue asks
    holds: bool
    peer: str = ""  # whom it is compared with
    peer_value: float | None = None
    note: str = ""
