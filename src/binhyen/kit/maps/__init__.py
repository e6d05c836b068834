"""Maps without a map library: outlines as SVG paths, and tiles that keep who is whose neighbour."""

from .outlines import Frame, Outline, outlines
from .steps import starts, step_of
from .tiles import Tile, tiles

__all__ = ["Frame", "Outline", "Tile", "outlines", "starts", "step_of", "tiles"]
