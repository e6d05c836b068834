"""A finding shows words, never its code."""

import re

from binhyen.kit.paths import ROOT
from binhyen.operations.directives.values import FINDING_LABELS

CODE = re.compile(r'"([A-Z]+(?:_[A-Z]+)+)"')


def test_every_code_the_check_can_give_has_vietnamese_words():
    sources = (ROOT / "src/binhyen/operations/directives/reader/lint").glob("*.py")
    codes = {code for source in sources for code in CODE.findall(source.read_text(encoding="utf-8"))}

    assert len(codes) > 15
    assert sorted(codes - FINDING_LABELS.keys()) == []
