"""Every shipped paper says, word for word, what its golden file says; and stands in the layout of Decree 30/2020."""

import io
import os
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from binhyen.kit import official_document as official
from binhyen.kit.official_form import write
from binhyen.operations.cases.queries.papers import specimen
from binhyen.operations.cases.rules.paper_forms import forms

GOLDEN = Path(__file__).parent / "papers"
PRINTED = [(form, template) for form in forms().values() for template in form.templates]
NAMES = [f"{form.code.lower()}-{template.version}" for form, template in PRINTED]


@cache
def paper(at):
    form, template = PRINTED[at]
    on = date(2026, 11, 23) if template.valid_to is None else date(2026, 3, 5)
    head, filled = specimen(form=form, template=template, on=on)
    document = official.new_document(title=form.title)
    write(document, head, filled)
    return docx.Document(io.BytesIO(official.content(document)))


@cache
def said(at):
    """Every paragraph and cell in printed order, cells of a row parted by " | "."""
    lines = []
    for part in paper(at).iter_inner_content():
        if isinstance(part, Paragraph):
            lines.append(part.text)
        elif isinstance(part, Table):
            lines += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in part.rows]
    return "\n".join(line.rstrip() for line in lines if line.strip()) + "\n"


@pytest.mark.parametrize("at", range(len(PRINTED)), ids=NAMES)
def test_a_paper_says_what_it_said_when_somebody_read_it(at):
    golden = GOLDEN / f"{NAMES[at]}.txt"
    if os.environ.get("BINHYEN_GOLDEN") == "write":
        golden.write_text(said(at), encoding="utf-8")

    assert said(at) == golden.read_text(encoding="utf-8")


def test_there_is_no_golden_paper_without_a_form():
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(NAMES)


@pytest.mark.parametrize("at", range(len(PRINTED)), ids=NAMES)
def test_a_paper_stands_within_the_margins_under_the_nations_name(at):
    document = paper(at)
    section = document.sections[0]

    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [20, 20, 30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    text = said(at)
    assert text.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == text.count("Độc lập - Tự do - Hạnh phúc") == 1


@pytest.mark.parametrize("at", range(len(PRINTED)), ids=NAMES)
def test_an_old_form_says_so_and_only_an_old_form(at):
    assert ("(mẫu theo quy định cũ)" in said(at)) == PRINTED[at][1].old


@pytest.mark.parametrize("word", ["con nghiện", "đối tượng", "thằng", "dân chơi", "hút chích", "nghiện hút"])
def test_no_paper_speaks_of_people_but_in_the_words_of_the_law(word):
    assert [name for at, name in enumerate(NAMES) if word in said(at).lower()] == []
