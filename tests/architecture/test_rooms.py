"""What import contracts cannot say about the rooms: who writes, how actions are called, how long things may grow."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from binhyen.kit.paths import ROOT

SOURCE = ROOT / "src" / "binhyen"
MODULE_LINES, FUNCTION_LINES, CLASS_LINES = 400, 40, 250
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
WRITERS = {"actions", "jobs"}  # jobs write their own progress; everything else goes through actions
TABLELESS = {"kit", "reader"}  # import contracts 5 and 7 hold them off the database; their .save() writes files


def modules() -> list[Path]:
    return [p for p in sorted(SOURCE.rglob("*.py")) if "migrations" not in p.parts and "tests" not in p.parts]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def in_room(path: Path, rooms: set[str]) -> bool:
    return path.stem in rooms or bool(rooms.intersection(path.relative_to(SOURCE).parts))


def database_writes(tree: ast.Module) -> list[str]:
    """Calls on a manager or queryset (``.objects…``) that write, and ``.save()`` of a row."""
    found = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITES | {"update"}
        ):
            text = ast.unparse(node.func)
            if ".objects" in text or (node.func.attr == "save" and "form" not in text):
                found.append(f"{node.lineno}: {text}")
    return found


def test_only_actions_write_to_the_database():
    looked_at = [p for p in modules() if not in_room(p, WRITERS | TABLELESS)]
    offenders = {name_of(p): w for p in looked_at if (w := database_writes(parsed(p)))}

    assert offenders == {}


def public_actions() -> list[tuple[str, ast.FunctionDef]]:
    return [
        (name_of(p), node)
        for p in modules()
        if in_room(p, {"actions"})
        for node in parsed(p).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def test_there_are_actions_to_check():
    assert len(public_actions()) > 20


@pytest.mark.parametrize(("where", "action"), public_actions(), ids=lambda v: v if isinstance(v, str) else v.name)
def test_public_actions_take_at_most_one_positional_and_are_documented(where, action):
    positional = [a.arg for a in action.args.posonlyargs + action.args.args]

    assert len(positional) <= 1, f"{where}: {action.name} takes {positional} by position"
    assert ast.get_docstring(action), f"{where}: {action.name} says nothing of shapes and errors"


def test_nothing_grows_beyond_its_limit():
    too_long = []
    for path in modules():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MODULE_LINES:
            too_long.append(f"{name_of(path)}: {lines} lines")
        for node in ast.walk(parsed(path)):
            length = (node.end_lineno or 0) - node.lineno + 1 if hasattr(node, "end_lineno") else 0
            if isinstance(node, ast.FunctionDef) and length > FUNCTION_LINES:
                too_long.append(f"{name_of(path)}: {node.name} {length} lines")
            if isinstance(node, ast.ClassDef) and length > CLASS_LINES:
                too_long.append(f"{name_of(path)}: class {node.name} {length} lines")

    assert too_long == []


# "localdate(at)" is the day of a given moment; without one it reads the clock
CLOCKS = re.compile(r"\b((timezone\.now|datetime\.now|date\.today|time\.time)\(|timezone\.localdate\(\))")
CLOCK_DOORS = {"middleware", "jobs", "commands", "api", "views", "schedule", "command", "seeds", "adapters", "tasks"}


def test_no_clock_below_a_door():
    offenders = [
        name_of(p) for p in modules() if not in_room(p, CLOCK_DOORS) and CLOCKS.search(p.read_text(encoding="utf-8"))
    ]

    assert offenders == []


def test_templates_hold_no_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|\sstyle=|\son[a-z]+=\"")
    offenders = [
        f"{name_of(p)}: {m.group(0)}"
        for p in sorted(SOURCE.rglob("*.html"))
        if (m := inline.search(p.read_text(encoding="utf-8")))
    ]

    assert offenders == []


def committed(*suffixes: str) -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / n for n in names.split("\0") if n.endswith(suffixes) and (ROOT / n).is_file()]


def test_locks_hold_no_address():
    locks = committed("requirements.lock", "package-lock.json")
    with_address = [p.name for p in locks if re.search(r'"resolved"|--index|--extra-index|@ https?:', p.read_text())]

    assert len(locks) == 2
    assert with_address == []


def test_no_committed_file_names_a_path_of_this_machine():
    here = re.compile(rf"(?<![\w.-]){re.escape(str(ROOT.parent))}/")  # not inside a longer path
    offenders = [
        str(p.relative_to(ROOT))
        for p in committed(".py", ".md", ".toml", ".lock", ".json", ".html", "Makefile", "run", "setup")
        if len(ROOT.parent.parts) > 1 and here.search(p.read_text(encoding="utf-8", errors="ignore"))
    ]

    assert offenders == []
