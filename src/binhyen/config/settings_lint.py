"""Settings for the type checker: the same tables, no side effects (no server, no files)."""

import os

os.environ.setdefault("DATABASE_URL", "postgresql://lint@localhost/lint")
os.environ.setdefault("BINHYEN_SECRET_KEY", "lint-only")

from binhyen.config.settings import *  # noqa: F403 - the one place that takes all of them over
