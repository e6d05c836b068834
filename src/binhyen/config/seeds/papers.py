"""The demonstration directives as files: a plan in text, and a letter made into a Word file."""

import tomllib
from typing import Any

from binhyen.kit.official_document import (
    Letterhead,
    Signature,
    add_closing,
    add_letterhead,
    add_paragraph,
    content,
    new_document,
)
from binhyen.kit.paths import SEEDS

FOLDER = SEEDS / "directives"
PLAN = "ke-hoach-xa-phuong-khong-ma-tuy.md"
LETTER = "cong-van-cao-diem-cuoi-nam"


def plan() -> bytes:
    return (FOLDER / PLAN).read_bytes()


def letter() -> bytes:
    """The letter as .docx, in the layout of Decree 30/2020."""
    given: dict[str, Any] = tomllib.loads((FOLDER / f"{LETTER}.toml").read_text(encoding="utf-8"))
    document = new_document(title=given["about"], author=given["issuer"])
    head = Letterhead(given["issuer"], given["parent"], given["number"], given["symbol"], given["place"], given["day"])
    add_letterhead(document, head)
    add_paragraph(document, given["about"], italic=True)
    add_paragraph(document, "Kính gửi:")
    for one in given["addressed"]:
        add_paragraph(document, f"- {one};")
    for line in given["body"].strip().splitlines():
        add_paragraph(document, line.removeprefix("# "), bold=line.startswith("# "))
    form, *titles = given["signing"]
    add_closing(document, recipients=given["recipients"], signature=Signature(form, tuple(titles), given["signer"]))
    return content(document)
