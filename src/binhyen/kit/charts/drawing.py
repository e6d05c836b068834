"""Drawing a definition: SVG in the page's own colours, a picture for Word, a page for PDF."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import vl_convert
from django.utils.safestring import SafeString

from binhyen.kit.figures import number

from .definitions import HUES, INK, INK_2, LINE, PALE, SLATE, STRONG, defined
from .values import Chart
from .words import words

# on screen each colour is the token it stands for, so that the dark light and a reader's own colours hold
TOKENS = {
    INK: "--ink", INK_2: "--ink-2", LINE: "--line", PALE: "--brand-line", STRONG: "--act", SLATE: "--slate-600",
    HUES[1]: "--deadline", HUES[2]: "--target", HUES[3]: "--coordinate",
}  # fmt: skip
KEPT = 256  # drawings
_STYLE = re.compile(
    r'\s(?:style|aria-[a-z]+|role)="[^"]*"'
)  # the page's policy allows no style; its figure has the words
_HEAD = re.compile(r'^<svg [^>]*?viewBox="([^"]+)"[^>]*>')

vl_convert.register_font_directory(str(files("fontpkg_be_vietnam_pro") / "files"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart ready for ``parts/chart.html``: drawing, words, and the same figures as a table."""

    title: str
    unit: str
    svg: SafeString
    words: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # label, then a written value for each name


def shown(chart: Chart) -> Shown:
    """The chart as a page shows it."""
    labels = list(dict.fromkeys(point.label for series in chart.series for point in series.points))
    written = [{point.label: number(point.value) for point in series.points} for series in chart.series]
    rows = tuple((label, tuple(values.get(label, "") for values in written)) for label in labels)
    names = tuple(series.name for series in chart.series)
    # drawn by Vega from numbers and labels it escapes itself; nothing of a request is passed through unescaped
    svg = SafeString(for_screen(chart))
    return Shown(chart.title, chart.unit, svg, words(chart), names, rows)


def for_screen(chart: Chart) -> str:
    """SVG to stand in a page: scales with its column, hidden from readers of words, who get ``words`` and the table."""
    return _screen(_key(chart))


def picture(chart: Chart, *, scale: float = 2.5) -> bytes:
    """PNG for a Word document; 2.5 makes 240 dots to the inch at its natural width."""
    return vl_convert.vegalite_to_png(_key(chart), scale=scale)


def page(chart: Chart) -> bytes:
    """The chart as a PDF of its own size, letters embedded."""
    return vl_convert.vegalite_to_pdf(_key(chart))


def _key(chart: Chart) -> str:
    return json.dumps(defined(chart), ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=KEPT)
def _screen(definition: str) -> str:
    svg = _STYLE.sub("", vl_convert.vegalite_to_svg(definition))
    svg = _HEAD.sub(r'<svg class="chart" viewBox="\1" aria-hidden="true" focusable="false">', svg)
    for colour, token in TOKENS.items():
        svg = re.sub(re.escape(colour), f"var({token})", svg, flags=re.IGNORECASE)
    return svg
