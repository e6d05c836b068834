"""The annex "Phân công nhiệm vụ": who does what by when, ready to be signed with the directive it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from binhyen.kit.official_document import (
    Column,
    GroupRow,
    Letterhead,
    add_annex_title,
    add_letterhead,
    add_table,
    content,
    day_words,
    new_document,
)
from binhyen.operations.directives.reader.exports import (
    UNASSIGNED,
    Cover,
    Header,
    RegisterRow,
    directive_name,
    register_rows,
)
from binhyen.operations.directives.reader.values import Reading

_COLUMNS = (
    Column("STT", 13, centred=True),
    Column("Nhiệm vụ", 87),
    Column("Chủ trì", 36),
    Column("Phối hợp", 40),
    Column("Thời hạn", 27, centred=True),
    Column("Sản phẩm", 24),
    Column("Căn cứ", 25),
)  # 252 mm: A4 across less the margins
_NO_DEADLINE = "Chưa nêu"
_MARKUP = re.compile(r"\*\*|__|</?sup>|^#+\s*")
_LEADING_MARK = re.compile(r"^(?:[-–+•*]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)])\s*")
_UBND = re.compile(r"(?<![\w/-])UBND(?![\w/-])")
_LONGEST_TEXT = 900  # letters of a task; what follows stays in the directive itself


def assignment_appendix(rows: Sequence[RegisterRow], *, header: Header, cover: Cover) -> bytes:
    """A .docx of the rows; see ``exports.rows_to_docx``. Who took it and why stand in the file's properties."""
    document = new_document(
        landscape=True,
        title=header.title,
        author=header.who,
        remark=f"{header.why} ({header.at:%d/%m/%Y})",
    )
    add_letterhead(document, Letterhead(issuer=_in_full(cover.issuer)))
    add_annex_title(document, name="Phụ lục", title="Phân công nhiệm vụ", attached_to=_in_full(cover.attached_to))
    add_table(document, _COLUMNS, _table_rows(rows))
    return content(document)


def _in_full(words: str) -> str:
    """Official heads do not abbreviate the issuer."""
    return _UBND.sub("Ủy ban nhân dân", words)


def reading_appendix(reading: Reading, *, header: Header) -> bytes:
    """The annex of a reading, headed by the issuer of the directive."""
    meta = reading.meta
    words = directive_name(meta)
    if meta.issued_on:
        words = words.replace(f"ngày {meta.issued_on:%d/%m/%Y}", day_words(meta.issued_on))
    cover = Cover(issuer=meta.issuer, attached_to=words)
    return assignment_appendix(register_rows(reading), header=header, cover=cover)


def _table_rows(rows: Sequence[RegisterRow]) -> Iterator[Sequence[str] | GroupRow]:
    several = len({row.directive for row in rows}) > 1
    group = ""
    for row in rows:
        heading = " – ".join(filter(None, (row.directive if several else "", row.section)))
        if heading and heading != group:
            yield GroupRow(heading)
            group = heading
        yield (
            str(row.stt),
            _task(row),
            "; ".join(row.leads) or UNASSIGNED,
            "; ".join(row.coordinators),
            row.deadline_text or _NO_DEADLINE,
            row.result,
            row.basis,
        )


def _task(row: RegisterRow) -> str:
    """The words of the directive without list marks and markup."""
    text = _MARKUP.sub("", row.text or row.title).strip()
    text = _LEADING_MARK.sub("", text)
    if len(text) <= _LONGEST_TEXT:
        return text
    return text[:_LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
