"""An installation of its own for tests that need whole processes: its own data, its own database server."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from binhyen.foundation.database.server import EmbeddedServer

BINHYEN = Path(sys.executable).parent / "binhyen"
OURS = {"BINHYEN_TESTING", "BINHYEN_DB_ROLE", "DJANGO_SETTINGS_MODULE", "DATABASE_URL", "DATABASE_OWNER_URL"}


class Installation:
    """A place with its own server and data. Its path is short: a socket lies in it."""

    def __init__(self):
        self.var = Path(tempfile.mkdtemp(prefix="by-", dir="/tmp"))
        self.var.chmod(0o755)  # the server may run as another account
        self.environment = {k: v for k, v in os.environ.items() if k not in OURS} | {"BINHYEN_VAR": str(self.var)}

    def __call__(self, *words):
        return subprocess.run([str(BINHYEN), *words], env=self.environment, capture_output=True, text=True, check=False)

    def python(self, text):
        done = subprocess.run(
            [sys.executable, "-c", text], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def end(self):
        EmbeddedServer(self.var / "pg").stop()
        shutil.rmtree(self.var)
