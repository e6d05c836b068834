"""Where expressions over a snapshot run: DuckDB in this process, or a Spark cluster where one is configured.

Loads an engine only when asked for one; for jobs, not for web processes.
"""

from .choose import Engine, engine

__all__ = ["Engine", "engine"]
