"""Opening a whole case is for the actions that fold it, and compartments have one set of names."""

import ast
import re

from binhyen.foundation.access.values import COMPARTMENTS
from binhyen.kit.paths import ROOT
from binhyen.registers.people.values import Compartment

SOURCE = ROOT / "src" / "binhyen"
NOBODY_SIGNED_IN = re.compile(r"(^|/)(jobs|commands|seeds|values)(/|\.py$)")
MAY = re.compile(r"^(registers/people|operations/cases)/actions(/|\.py$)|^foundation/access/rls\.py$")


def names_in(path):
    """Names used in the code of a module; words of its comments and docstrings do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return imported | used | defined


def test_only_actions_of_people_and_cases_open_a_whole_case():
    modules = [path for path in sorted(SOURCE.rglob("*.py")) if "tests" not in path.parts]
    users = [str(path.relative_to(SOURCE)) for path in modules if "whole_case_in_database" in names_in(path)]

    assert "foundation/access/rls.py" in users
    assert [name for name in users if not MAY.match(name)] == []


def test_only_doors_without_a_reader_work_as_the_system():
    modules = [path for path in sorted(SOURCE.rglob("*.py")) if "tests" not in path.parts]
    users = [str(path.relative_to(SOURCE)) for path in modules if "THE_SYSTEM" in names_in(path)]

    assert users
    assert [name for name in users if not NOBODY_SIGNED_IN.search(name)] == []


def test_the_compartments_of_access_are_those_of_the_register():
    assert set(COMPARTMENTS) == set(Compartment.values)
