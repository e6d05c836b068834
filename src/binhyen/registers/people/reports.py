"""The summary of what is held, for the person it is about (Law 91/2025, Art. 4.1; Decree 356/2025, Art. 5)."""

from collections.abc import Iterable, Sequence
from datetime import date

from binhyen.kit.official_document import (
    Column,
    Signature,
    add_closing,
    add_heading,
    add_nation,
    add_paragraph,
    add_table,
    add_title,
    content,
    new_document,
)

from .holdings import Holding
from .queries.person import PersonFile
from .rules.requests import clocks
from .values import RequestKind

TITLE = "BẢN TÓM TẮT"
ABOUT = "Dữ liệu cá nhân đang lưu về ông/bà"
BASIS = (
    "Cơ quan lưu các dữ liệu này để làm nhiệm vụ quản lý, giúp đỡ theo Luật Phòng, chống ma túy 120/2025/QH15; "
    "không cần sự đồng ý vì đây là nhiệm vụ của cơ quan nhà nước (Luật 91/2025/QH15, Đ. 19.1)."
)
COLUMNS = (Column("Nội dung", 50), Column("Đang ghi", 110))  # mm


def summary(*, file: PersonFile, others: Sequence[Holding], closed: Sequence[str], office: str, on: date) -> bytes:
    """A Word document. Numbers are masked: paper gets lost. ``closed`` are topics other units keep."""
    document = new_document(title=TITLE, author=office)
    add_nation(document, day=on)
    add_title(document, TITLE, ABOUT)
    add_paragraph(document, BASIS)
    for heading, rows in _parts(file):
        _part(document, heading, rows)
    for one in others:
        _part(document, one.heading, one.rows)
    if closed:
        add_paragraph(
            document,
            f"Dữ liệu về {', '.join(closed).lower()}, nếu có, do đơn vị khác giữ; ông/bà hỏi được ở cơ quan này.",
        )
    add_heading(document, "Quyền của ông/bà")
    add_paragraph(document, _rights(on))
    add_closing(document, signature=Signature(titles=("NGƯỜI LẬP",), name=office))
    return content(document)


def _part(document: object, heading: str, rows: Iterable[tuple[str, str]]) -> None:
    kept = [(name, value) for name, value in rows if value]
    if kept:
        add_heading(document, heading)  # type: ignore[arg-type]
        add_table(document, COLUMNS, kept)  # type: ignore[arg-type]


def _parts(file: PersonFile) -> list[tuple[str, list[tuple[str, str]]]]:
    person = file.person
    return [
        (
            "Nhân thân",
            [
                ("Họ và tên", person.full_name),
                ("Tên gọi khác", ", ".join(alias.name for alias in file.aliases)),
                ("Giới tính", file.sex),
                ("Ngày sinh", file.birth_words),
                ("Xã, phường quản lý", file.commune),
                ("Thôn, tổ dân phố", str(person.hamlet) if person.hamlet else ""),
            ],
        ),
        ("Giấy tờ, liên hệ", [(row.kind_label, row.text) for row in (*file.numbers, *file.contacts)]),
        ("Địa chỉ", [(line.row.get_kind_display(), _address(line)) for line in file.addresses]),
        ("Người trong hộ", [(link.relation, link.name or str(link.relative)) for link in file.household]),
        ("Dữ liệu nhạy cảm", [(note.get_topic_display(), note.value) for note in file.sensitive]),
    ]


def _address(line: object) -> str:
    row = line.row  # type: ignore[attr-defined]
    place = ", ".join(part for part in (row.text, str(row.hamlet or ""), line.commune) if part)  # type: ignore[attr-defined]
    start = f" từ {row.valid_from:%d/%m/%Y}" if row.valid_from else ""
    end = f" đến {row.valid_to:%d/%m/%Y}" if row.valid_to else ""
    return place + start + end


def _rights(on: date) -> str:
    days = {kind: (clocks(kind=kind, received_on=on).answer_by - on).days for kind in RequestKind.values}
    return (
        "Ông/bà được xem, được yêu cầu sửa cho đúng và được nhận bản tóm tắt này: cơ quan xác nhận trong 2 ngày làm "
        f"việc và trả lời trong {days[RequestKind.CORRECT]} ngày. Yêu cầu hạn chế, phản đối xử lý hoặc rút lại sự đồng "
        f"ý: {days[RequestKind.RESTRICT]} ngày; yêu cầu xóa: {days[RequestKind.DELETE]} ngày; khi từ chối, cơ quan nêu "
        "căn cứ. Không đồng ý với câu trả lời, ông/bà được khiếu nại."
    )
