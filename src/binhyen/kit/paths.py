"""Where the project's own data lies: one place that knows the tree."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LAW = ROOT / "law"
SEEDS = ROOT / "seeds"
LOCALE = ROOT / "locale"
SHARED = ROOT.parent / "shared"  # reference material that is not part of the repository; may be absent
