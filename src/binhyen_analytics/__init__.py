"""Computations over plain data, Arrow and Parquet: no Django, no tables, nothing of the product is imported here."""
