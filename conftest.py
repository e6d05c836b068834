"""Before Django's settings load: tests get their own embedded server, or the one DATABASE_URL names."""

import os

os.environ["BINHYEN_TESTING"] = "1"
os.environ["BINHYEN_DB_ROLE"] = "owner"  # the test database is made and migrated by the owner of the tables
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")

if not os.environ.get("DATABASE_URL"):
    from pathlib import Path

    from binhyen.foundation.database.server import EmbeddedServer
    from binhyen.kit.paths import ROOT

    EmbeddedServer(Path(os.environ.get("BINHYEN_VAR", ROOT / "var")) / "pg").start()

pytest_plugins = ["tests.cast"]
