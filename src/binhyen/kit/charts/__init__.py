"""Charts: one definition for the screen, for Word and for PDF, each with its words and its table.

``Chart`` is what is shown; ``shown``, ``picture`` and ``page`` draw it; ``words`` says it to who cannot see it.
"""

from binhyen.kit.figures import Direction, number

from .drawing import Shown, page, picture, shown
from .values import Chart, Look, Point, Series
from .words import words

__all__ = ["Chart", "Direction", "Look", "Point", "Series", "Shown", "number", "page", "picture", "shown", "words"]
