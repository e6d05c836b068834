"""Maps without a map library: outlines as SVG paths, and tiles that keep who is whose neighbour."""

from .outlines import Frame, Outline, outlines
from .tiles import Tile, tiles

__all__ = ["Frame", "Outline", "Tile", "outlines", "tiles"]
