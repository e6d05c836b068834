"""Maps without a map library: outlines as SVG paths, and tiles that keep who is whose neighbour."""

from .clusters import Cluster, Spot, clusters
from .outlines import Frame, Outline, outline, outlines
from .steps import starts, step_of
from .tiles import GAP, SIDE, Tile, tiles, words_in_tile

__all__ = [
    "GAP",
    "SIDE",
    "Cluster",
    "Frame",
    "Outline",
    "Spot",
    "Tile",
    "clusters",
    "outline",
    "outlines",
    "starts",
    "step_of",
    "tiles",
    "words_in_tile",
]
