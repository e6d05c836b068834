"""The contract between the product and the analytics: typed tables of one moment, without names, numbers or contacts.

``schema`` names the tables and columns, ``write`` makes a snapshot (Parquet, incremental, atomic), ``read`` opens one
and refuses what does not hold to the contract. Only the export of the product writes; only ``engines`` read rows.
"""

from .read import Broken, Snapshot, latest
from .schema import TABLES, VERSION
from .write import Writer

__all__ = ["TABLES", "VERSION", "Broken", "Snapshot", "Writer", "latest"]
