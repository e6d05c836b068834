"""The dossier of one commune as one PDF: an index with the page of every paper, then the papers, numbered through.

What is missing is named at the top of the index; what cannot be put into a PDF is named with the reason and stands as
it came in the .zip.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions as files
from binhyen.foundation.files import kinds
from binhyen.foundation.files.models import FileState, StoredFile
from binhyen.kit import official_document as official
from binhyen.kit.bound_pdf import Part, Unbindable, bound, pages_of, pdf_of_picture
from binhyen.kit.office_program import pdf_by_office
from binhyen.kit.official_document import Column, Letterhead
from binhyen.kit.official_pdf import NotDrawable, pdf_of
from binhyen.monitoring.recognition.queries.files import Opened
from binhyen.monitoring.recognition.values import STEP_LABELS, StepKind

from .documents import lower_first, self_report, short_name
from .dossiers import taken

_PICTURES = frozenset({kinds.PNG, kinds.JPEG, kinds.TIFF})
_BY_OFFICE = {kinds.DOCX: "docx", kinds.ODT: "odt", kinds.XLSX: "xlsx"}
_INDEX = (
    Column("TT", 10, centred=True), Column("Giấy tờ", 62), Column("Số, ký hiệu; ngày", 42),
    Column("Trang", 18, centred=True), Column("Ghi chú", 33),
)  # fmt: skip
_STEPS = (Column("Ngày", 25, centred=True), Column("Bước", 55), Column("Ý kiến", 85))
_HASHES = (Column("TT", 10, centred=True), Column("SHA-256 của tệp gốc", 155))
_MOST_TRIES = 5  # the index grows with the numbers in it, at most by a page or two


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the index. ``pdf`` None: nothing of it is bound, ``note`` says why."""

    label: str
    printed: str = ""
    note: str = ""
    pdf: bytes | None = None
    pages: int = 0
    sha256: str = ""
    held: bool = True  # the file holds this paper


@transaction.atomic
def bound_dossier(*, opened: Opened, by: User, at: datetime) -> bytes:
    """Index, report and every paper as one PDF with bookmarks; that it was taken is a fact. ``opened`` has a file.

    Raises NoLetters where the installation lacks the letters documents are drawn with.
    """
    if opened.file is None:
        raise ValueError("no file")
    report = pdf_of(self_report(opened, on=timezone.localdate(at)))
    lines = [
        Line(label="Báo cáo tự đánh giá", note="hệ thống lập", pdf=report, pages=pages_of(report)),
        *_papers(opened, by, at),
    ]
    index = _index(opened, lines, at)
    parts = [
        Part("Mục lục", index),
        *(Part(f"{place}. {one.label}", one.pdf) for place, one in enumerate(lines, 1) if one.pdf),
    ]
    name = opened.place.name
    title = f"Hồ sơ xét công nhận {name}, kỳ {opened.period.year}"
    content = bound(parts, title=title, words=f"Hồ sơ {lower_first(name)}, kỳ {opened.period.year}, trang")
    taken(opened=opened, by=by, at=at)
    return content


def _papers(opened: Opened, by: User, at: datetime) -> Iterator[Line]:
    for rule, held in opened.papers:
        if not held:
            note = "CÒN THIẾU" if rule.required else "không có, không bắt buộc"
            yield Line(label=rule.label, note=note, held=False)
        for paper in held:
            document = paper.document
            day = f"{document.issued_on:%d/%m/%Y}" if document.issued_on else ""
            line = Line(label=rule.label, printed="; ".join(part for part in (document.printed, day) if part))
            yield _with_file(line, document.file, by, at)


def _with_file(line: Line, file: StoredFile | None, by: User, at: datetime) -> Line:
    """The line with the pages of its file, or with the reason why there are none."""
    if file is None:
        return replace(line, note="có trong sổ văn bản, chưa có tệp")
    if file.state != FileState.CLEAN:
        return replace(line, note="tệp chưa qua kiểm tra")
    with files.hand_out(file=file, by=by, at=at) as content:
        data = content.read()
    try:
        pdf = _drawn(data, file.media_type)
        turned = "chuyển từ tệp gốc; tệp gốc ở bản .zip" if file.media_type in _BY_OFFICE else ""
        return replace(line, pdf=pdf, pages=pages_of(pdf), sha256=file.sha256, note=turned)
    except Unbindable:
        return replace(line, note="không ghép được vào PDF; tệp gốc ở bản .zip", sha256=file.sha256)


def _drawn(data: bytes, kind: str) -> bytes:
    """A paper as PDF: as it is, as a picture on a sheet, by LibreOffice, or drawn by us. Raises Unbindable."""
    if kind == kinds.PDF:
        return data
    if kind in _PICTURES:
        return pdf_of_picture(data)
    made = pdf_by_office(data, ending=_BY_OFFICE.get(kind, ""))
    if made is None and kind == kinds.DOCX:
        made = _ours(data)
    if made is None:
        raise Unbindable(kind)
    return made


def _ours(docx: bytes) -> bytes | None:
    """A document of nothing but what this system's own are made of; None for any other."""
    try:
        return pdf_of(docx)
    except NotDrawable:
        return None


def _index(opened: Opened, lines: Sequence[Line], at: datetime) -> bytes:
    """The index as PDF. The pages it names depend on how long it is itself: drawn until that stays."""
    length = 1
    for _try in range(_MOST_TRIES):
        pdf = pdf_of(_index_document(opened, lines, length, at))
        found = pages_of(pdf)
        if found == length:
            return pdf
        length = found
    raise NotDrawable("Mục lục không ổn định.")


def _index_document(opened: Opened, lines: Sequence[Line], length: int, at: datetime) -> bytes:
    name = lower_first(opened.place.name)
    document = official.new_document(title=f"Mục lục hồ sơ {name}")
    head = Letterhead(issuer=f"Ủy ban nhân dân {name}", symbol="", place=short_name(opened.place.name))
    official.add_letterhead(document, head)
    official.add_title(document, "Mục lục hồ sơ", f"Xét công nhận địa bàn không ma túy kỳ {opened.period.year}, {name}")
    official.add_paragraph(document, f"Bước hiện nay: {opened.stage_label}. Lập lúc {_moment(at)}.")
    missing = [rule.label for rule, held in opened.papers if rule.required and not held]
    if missing:
        words = "; ".join(lower_first(one) for one in missing)
        official.add_paragraph(document, f"HỒ SƠ CÒN THIẾU {len(missing)} giấy tờ bắt buộc: {words}.", bold=True)
    else:
        official.add_paragraph(document, "Hồ sơ đủ giấy tờ bắt buộc.")
    loose = sum(one.pdf is None and one.held for one in lines)
    if loose:
        official.add_paragraph(
            document, f"{loose} giấy tờ của hồ sơ không nằm trong bản PDF này, xem cột Ghi chú.", bold=True
        )
    official.add_table(document, _INDEX, list(_index_rows(lines, length)))
    if opened.steps:
        official.add_heading(document, "Quá trình")
        steps = [(f"{one.on:%d/%m/%Y}", STEP_LABELS[StepKind(one.kind)], one.note) for one in opened.steps]
        official.add_table(document, _STEPS, steps)
    hashes = [(str(place), one.sha256) for place, one in enumerate(lines, 1) if one.sha256]
    if hashes:
        official.add_heading(document, "Mã kiểm tra tệp gốc")
        official.add_table(document, _HASHES, hashes)
    return official.content(document)


def _index_rows(lines: Sequence[Line], length: int) -> Iterator[tuple[str, ...]]:
    begins = length + 1
    for place, one in enumerate(lines, 1):
        last = begins + one.pages - 1
        span = "" if one.pdf is None else str(begins) if one.pages == 1 else f"{begins}-{last}"
        yield (str(place), one.label, one.printed, span, one.note)
        begins += one.pages


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"
