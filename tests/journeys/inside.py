"""Has things happen in the served province while nobody looks; what they are stands in ``happening.py``."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from binhyen.kit.paths import ROOT

NOT_THERE = ("BINHYEN_TESTING", "BINHYEN_DB_ROLE", "BINHYEN_TEST_DB", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")


class Inside:
    """A process of its own in the served province whose folder is ``home``."""

    def __init__(self, home: Path) -> None:
        environment = {name: value for name, value in os.environ.items() if name not in NOT_THERE}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.happening"], cwd=ROOT, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, env=environment | {"BINHYEN_VAR": str(home)},
        )  # fmt: skip

    def happens(self, what: str, *words: object) -> Any:
        """Does it, and gives what it answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, *map(str, words)]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"“{what}” did not go well: see above"
        return json.loads(answer)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(40)
