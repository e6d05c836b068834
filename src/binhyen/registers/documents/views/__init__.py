"""Doors of documents: the register, books of numbers, documents being made, templates, the two checks."""
