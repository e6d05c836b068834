"""Message catalogs: gather what the screens say, keep the English catalog in step, compile without gettext.

``python -m binhyen.kit.catalogs``          compile every catalog whose .mo is older than its .po
``python -m binhyen.kit.catalogs gather``   also bring ``locale/en`` in step with templates and code
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from binhyen.kit.paths import LOCALE, ROOT

SOURCE = ROOT / "src/binhyen"
ENGLISH = LOCALE / "en/LC_MESSAGES/django.po"
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
_TAG = re.compile(r"""\{%-?\s*trans(?:late)?\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_INNER = re.compile(r"""(?<![\w.])_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*\)""")
_BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.S)
_PLURAL = re.compile(r"\{%\s*plural\s*%\}")
_VARIABLE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")

Message = tuple[str, str]  # what is said, and its plural where it has one


def _block_text(text: str, trimmed: bool) -> str:
    if trimmed:
        text = " ".join(line.strip() for line in text.splitlines() if line.strip())
    return _VARIABLE.sub(r"%(\1)s", text.replace("%", "%%"))


def in_template(text: str) -> Iterator[Message]:
    """Every message of one template, as Django looks it up (percent signs doubled, variables as ``%(name)s``)."""
    for settings, body in _BLOCK.findall(text):
        one, *more = [_block_text(part, "trimmed" in settings.split()) for part in _PLURAL.split(body)]
        yield one, more[0] if more else ""
    for pattern in (_TAG, _INNER):
        for double, single in pattern.findall(text):
            yield (double or single).replace("%", "%%"), ""


def in_code(text: str) -> Iterator[Message]:
    """Every message of one module: calls of the gettext family with literal words."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
            continue
        words = [a.value for a in node.args[: CALLS[node.func.id]] if isinstance(a, ast.Constant)]
        if len(words) == CALLS[node.func.id] and all(isinstance(word, str) for word in words):
            yield str(words[0]), str(words[1]) if len(words) == 2 else ""


def gather(source: Path = SOURCE) -> dict[Message, str]:
    """Every message of templates and code under ``source``, with the first file that says it."""
    found: dict[Message, str] = {}
    for path in sorted(source.rglob("*")):
        if path.suffix not in {".html", ".txt", ".py"} or "tests" in path.parts:
            continue
        read = in_code if path.suffix == ".py" else in_template
        if path.suffix == ".txt" and "templates" not in path.parts:
            continue
        for message in read(path.read_text()):
            found.setdefault(message, str(path.relative_to(source)))
    return found


def bring_in_step(catalog: Path = ENGLISH, source: Path = SOURCE) -> list[str]:
    """Add what is new, drop what is gone, keep what is translated; returns the messages still without words."""
    old = {(e.msgid, e.msgid_plural): e for e in polib.pofile(str(catalog))} if catalog.exists() else {}
    fresh = polib.POFile(wrapwidth=118)
    fresh.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    messages = gather(source)
    for one, many in sorted(messages, key=lambda message: (messages[message], message)):
        entry = old.get((one, many)) or polib.POEntry(msgid=one, msgid_plural=many)
        if many and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        entry.flags = ["python-format"] if "%(" in one else []
        entry.occurrences = [(messages[one, many], "")]
        fresh.append(entry)
    fresh.save(str(catalog))
    return empty(fresh)


def empty(catalog: polib.POFile) -> list[str]:
    """Messages of a catalog that nobody has put into words, or that are only guessed."""
    return [e.msgid for e in catalog if not e.translated() or e.fuzzy]


def compile_all(folder: Path = LOCALE) -> int:
    """Write each .mo that is missing or older than its .po; returns how many."""
    written = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written += 1
    return written


if __name__ == "__main__":
    if "gather" in sys.argv:
        for message in bring_in_step():
            sys.stdout.write(f"chưa dịch: {message}\n")
    compile_all()
