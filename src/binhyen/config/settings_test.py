"""Settings for tests: the owner's connection to an embedded server of their own, or to the one DATABASE_URL names.

pytest-django loads the settings before any conftest, so what must come before them stands here.
"""

import atexit
import os
from pathlib import Path

from binhyen.kit.paths import ROOT

os.environ["BINHYEN_TESTING"] = "1"
os.environ["BINHYEN_DB_ROLE"] = "owner"  # the test database is made and migrated by the owner of the tables

# Tests that run side by side have a server each: transactions are numbered per server, and the journal counts them.
# A process that a test starts stays with the server of its test.
if (_worker := os.environ.get("PYTEST_XDIST_WORKER", "")) and Path(
    os.environ.get("BINHYEN_VAR", "")
).parent.name != "side":
    os.environ["BINHYEN_VAR"] = str(Path(os.environ.get("BINHYEN_VAR") or ROOT / "var") / "side" / _worker)

    def _end() -> None:
        if own := embedded():
            own.stop()

    atexit.register(_end)

from binhyen.foundation.database.server import APP
from binhyen.foundation.database.session import embedded

if _server := embedded():
    _server.start()

from binhyen.config.settings import *  # noqa: F403 - the one place that takes all of them over

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # an honest hash takes its time, on purpose
SCOPED_ROLE = APP  # tests are set up by the owner; inside a reader's scope they work with the application's rights
