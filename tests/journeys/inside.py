"""Has things happen in the served province while nobody looks; what they are stands in ``happening.py``."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from binhyen.kit.paths import ROOT

NOT_THERE = ("BINHYEN_TESTING", "BINHYEN_DB_ROLE", "BINHYEN_TEST_DB", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")


def inside(home: Path, happening: str, *words: object) -> Any:
    """Done in the served province whose folder is ``home``, in a process of its own; what it answers."""
    environment = {name: value for name, value in os.environ.items() if name not in NOT_THERE}
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.happening", happening, *map(str, words)], cwd=ROOT,
        env=environment | {"BINHYEN_VAR": str(home)}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])  # other lines are said by what happens
