"""Units on paper: the register of a year as a spreadsheet, a decision about them in the official layout."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from binhyen.kit import official_document as official
from binhyen.kit import spreadsheets
from binhyen.kit.official_document import Column, Letterhead
from binhyen.monitoring.classification.values import Act
from binhyen.monitoring.recognition.queries.files import Period
from binhyen.monitoring.recognition.queries.units import Entry
from binhyen.monitoring.recognition.rules.law import bases
from binhyen.monitoring.recognition.values import UNIT_KIND_LABELS, UnitKind

from .documents import close_for_committee, lower_first

_COLUMNS = (
    spreadsheets.Column("STT", 6, spreadsheets.Kind.NUMBER),
    spreadsheets.Column("Đơn vị", 40),
    spreadsheets.Column("Loại", 26),
    spreadsheets.Column("Xã, phường", 26),
    spreadsheets.Column("Địa chỉ", 34),
    spreadsheets.Column("Hồ sơ", 26),
    spreadsheets.Column("Tiêu chí đạt", 12, spreadsheets.Kind.NUMBER),
    spreadsheets.Column("Tiêu chí bắt buộc", 12, spreadsheets.Kind.NUMBER),
    spreadsheets.Column("Danh sách được công nhận", 20),
    spreadsheets.Column("Số liệu của sổ", 26),
)
_ROWS = (
    Column("TT", 10, centred=True), Column("Đơn vị", 60), Column("Địa chỉ", 45), Column("Nội dung", 50),
)  # fmt: skip
_TO_FILL = "Căn cứ ……… (văn bản quy định tiêu chí, thẩm quyền công nhận đơn vị không ma túy);"


def register(*, rows: Iterable[Entry], period: Period, who: str, at: datetime, why: str) -> bytes:
    """The register of units of a year as .xlsx, in the order given."""
    table = [
        (
            number, one.unit.name, UNIT_KIND_LABELS[UnitKind(one.unit.kind)], one.place, one.unit.address,
            one.stage_label, one.met, one.of, "có" if one.recognised else "không",
            "không còn đạt" if one.drifts else "",
        )
        for number, one in enumerate(rows, 1)
    ]  # fmt: skip
    header = spreadsheets.Header(f"Sổ đơn vị không ma túy, năm {period.year}", who, at, why)
    return spreadsheets.write(header=header, sheets=[spreadsheets.Sheet("Đơn vị", _COLUMNS, table)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A unit of a draft."""

    name: str
    address: str
    place: str
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDraft:
    """A decision about units that is to be signed. ``area`` is the committee's own: Xã Bản Lầu, Tỉnh Lào Cai."""

    period: Period
    area: str
    place: str
    province: bool
    lines: Sequence[Named]
    rests_on: Sequence[str] = ()  # what the province set the criteria by
    reason: str = ""
    signer: str = ""
    signer_title: str = ""


def decision(draft: UnitDraft, *, on: date) -> bytes:
    """The decision of a committee as of the law of a day, its units in an annex."""
    name, year = lower_first(draft.area), draft.period.year
    document = official.new_document(title=f"Quyết định về đơn vị không ma túy năm {year}")
    head = Letterhead(issuer=f"Ủy ban nhân dân {name}", symbol="QĐ-UBND", place=draft.place)
    official.add_letterhead(document, head)
    official.add_title(document, "Quyết định", f"Về việc công nhận đơn vị không ma túy năm {year}")
    official.add_heading(document, f"Ủy ban nhân dân {name}")
    own = [f"Căn cứ {one};" for one in draft.rests_on] or [_TO_FILL]
    proposer = "Giám đốc Công an tỉnh" if draft.province else f"Trưởng Công an {name}"
    for line in (*bases(on, areas=False), *own, f"Theo đề nghị của {proposer}."):
        official.add_paragraph(document, line, italic=True)
    official.add_heading(document, "Quyết định:")
    official.add_article(document, 1, _said(draft))
    official.add_article(document, 2, "Quyết định này có hiệu lực từ ngày ký.")
    office = "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Công an tỉnh" if draft.province else f"Công an {name}"
    official.add_article(document, 3, f"{office} và các đơn vị có tên tại Phụ lục chịu trách nhiệm thi hành.")
    recipients = ("Như Điều 3", "Lưu: VT")
    close_for_committee(document, recipients, draft.signer_title, draft.signer)
    official.start_another(document)
    official.add_annex_title(
        document, name="Phụ lục", title="Danh sách đơn vị",
        attached_to=f"Quyết định số      /QĐ-UBND ngày    tháng    năm {year} của Ủy ban nhân dân {name}",
    )  # fmt: skip
    official.add_table(document, _ROWS, [_row(number, one, draft) for number, one in enumerate(draft.lines, 1)])
    return official.content(document)


def _said(draft: UnitDraft) -> str:
    put_on = sum(one.act is Act.PUT_ON for one in draft.lines)
    off = len(draft.lines) - put_on
    parts = [f"công nhận {put_on} đơn vị không ma túy"] if put_on else []
    parts += [f"đưa {off} đơn vị ra khỏi danh sách"] if off else []
    words = ", ".join(parts) or "chưa chọn đơn vị nào"
    span = f"từ ngày {draft.period.first:%d/%m/%Y} đến ngày {draft.period.last:%d/%m/%Y}"
    return f"{words[:1].upper()}{words[1:]} theo Phụ lục kèm theo, cho kỳ đánh giá {span}."


def _row(number: int, one: Named, draft: UnitDraft) -> tuple[str, ...]:
    where = ", ".join(part for part in (one.address, one.place if draft.province else "") if part)
    words = "Công nhận không ma túy" if one.act is Act.PUT_ON else f"Đưa ra khỏi danh sách: {draft.reason or '………'}"
    return (str(number), one.name, where, words)
