"""Deadlines as Vietnamese directives print them: which words of a duty bound it, and to what value they come.

``own`` reads one duty, ``closing`` only its last parenthesis (to be handed down to neighbours without a deadline),
``parse`` a bare phrase such as a table cell; ``render`` prints a deadline so that ``parse`` reads it back.
"""

from .bare import parse
from .days import last_day
from .governing import closing, own, parenthesis
from .rendering import printed, render

__all__ = ["closing", "last_day", "own", "parenthesis", "parse", "printed", "render"]
