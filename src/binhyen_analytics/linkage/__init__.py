"""Which records are the same person: one model, scored pair by pair at entry and by splink in batch.

``columns`` is the contract, ``model`` the comparisons and their weights, ``score`` one pair (no engine needed, fit for
a web process), ``link`` whole lists (for jobs: it starts DuckDB or Spark), ``reasons`` the words shown to people.
"""
