"""Invented people for linkage, and how careless lists write them: what the labelled sets are drawn from."""
