"""The map of communes: any figure or class that has a value for each, drawn as outlines or as tiles."""

from .layers import layer_of, layers_for
from .marks import CHOICES, Marks, beside, marks, may_mark
from .sheet import Ask, end_of, in_order, sheet
from .values import Asked

__all__ = [
    "CHOICES",
    "Ask",
    "Asked",
    "Marks",
    "beside",
    "end_of",
    "in_order",
    "layer_of",
    "layers_for",
    "marks",
    "may_mark",
    "sheet",
]
