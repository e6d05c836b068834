"""The one call of splink, the same for every engine. Loads splink: imported by the engines only."""

from __future__ import annotations

import logging
from typing import Any

from splink import Linker

logging.getLogger("splink").setLevel(logging.ERROR)  # it warns of what the model means: nothing learned, no null level


def predict(api: Any, table: str, wanted: dict[str, Any], shares: str, threshold: float) -> str:
    """The name of the table of pairs. ``api``: splink's, of an engine; ``shares``: table of the shares of names."""
    linker = Linker(api.register(table), wanted, log_level=None)
    linker.table_management.register_term_frequency_lookup(api.register(shares), "full_name_key")
    found = linker.inference.predict(threshold_match_probability=threshold, warning_mode="never")
    return str(found.physical_name)
