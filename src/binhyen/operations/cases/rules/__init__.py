"""Case law as plain Python: facts in; state, lists, clocks and lawful moves out. See README.md in this folder.

No Django, no clock, no database: what is decided here can be checked on paper.
"""

from .facts import FactSpec, authority_label, check_data, spec, specs
from .fold import known, ordered, standing, timeline
from .moves import allowed, check
from .parameters import Parameters, load
from .totals import balance, stock
from .view import view

__all__ = [
    "FactSpec",
    "Parameters",
    "allowed",
    "authority_label",
    "balance",
    "check",
    "check_data",
    "known",
    "load",
    "ordered",
    "spec",
    "specs",
    "standing",
    "stock",
    "timeline",
    "view",
]
