"""placeholder"""
from __future__ import annotations
from collections.abc import Sequence
from .values import Block, Meta, Node
def read_meta(blocks: Sequence[Block], nodes: Sequence[Node]) -> Meta:
    return Meta()
def home_of(meta: Meta, blocks: Sequence[Block]) -> str:
    return "tỉnh"
