"""The map of communes: any figure or class that has a value for each, drawn as outlines or as tiles."""

from .layers import layer_of, layers_for
from .sheet import Ask, end_of, in_order, sheet
from .values import Asked

__all__ = ["Ask", "Asked", "end_of", "in_order", "layer_of", "layers_for", "sheet"]
