"""The papers of the procedure as Word documents in the layout of Decree 30/2020/NĐ-CP, ready to be signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from binhyen.kit import official_document as official
from binhyen.kit.figures import number
from binhyen.kit.official_document import Column, Letterhead, Signature
from binhyen.kit.official_signing import by_post, posts_of, signature
from binhyen.kit.official_words import day_words
from binhyen.monitoring.classification.values import CLASS_LABELS, Act
from binhyen.monitoring.recognition.models import Council, Session
from binhyen.monitoring.recognition.queries.councils import Tally
from binhyen.monitoring.recognition.queries.files import Entry, Opened, Period
from binhyen.monitoring.recognition.rules.frozen import as_data
from binhyen.monitoring.recognition.rules.law import bases
from binhyen.monitoring.recognition.values import SEAT_LABELS, Seat

_FIGURES = (Column("TT", 10, centred=True), Column("Tiêu chí", 90), Column("Số liệu", 40), Column("Kết quả", 25))


def self_report(opened: Opened, *, on: date) -> bytes:
    """The commune's report on its own assessment, with the frozen figures where there are any."""
    name = lower_first(opened.place.name)
    document = official.new_document(title=f"Báo cáo tự đánh giá {name}")
    head = Letterhead(issuer=f"Ủy ban nhân dân {name}", symbol="BC-UBND", place=short_name(opened.place.name))
    official.add_letterhead(document, head)
    official.add_title(
        document, "Báo cáo", f"Kết quả tự rà soát, tự đánh giá, tự phân loại địa bàn về ma túy {_span(opened.period)}"
    )
    official.add_addressed(document, "Kính gửi: Ủy ban nhân dân tỉnh (qua Công an tỉnh)")
    for line in bases(on, organisation=False):
        official.add_paragraph(document, line, italic=True)
    data = _figures(opened)
    official.add_paragraph(
        document,
        f"Ủy ban nhân dân {name} báo cáo kết quả tự đánh giá theo số liệu đến hết ngày {opened.on:%d/%m/%Y} như sau:",
    )
    _heading(document, "I. Tiêu chí địa bàn không ma túy (Điều 6)")
    official.add_table(document, _FIGURES, list(_free_rows(data)))
    _heading(document, "II. Tiêu chí địa bàn trọng điểm phức tạp (Điều 4)")
    official.add_table(document, _FIGURES, list(_key_rows(data)))
    _heading(document, "III. Tự phân loại")
    for sentence in _conclusion(data, asks=bool(data.get("asks", data["drug_free"]))):
        official.add_paragraph(document, sentence)
    if opened.assessed and opened.assessed.note:
        _heading(document, "IV. Nhận xét, kiến nghị")
        official.add_paragraph(document, opened.assessed.note)
    close_for_committee(document, ("Như trên", "Công an tỉnh", "Lưu: VT"))
    return official.content(document)


def proposal(*, period: Period, entries: Sequence[Entry], province: str, place: str, on: date) -> bytes:
    """The police's proposal to UBND tỉnh: the communes the council passed, and those of each key type."""
    province = lower_first(province)
    document = official.new_document(title=f"Tờ trình công nhận kỳ {period.year}")
    head = Letterhead(parent="Bộ Công an", issuer=f"Công an {province}", symbol="TTr-CAT", place=place)
    official.add_letterhead(document, head)
    official.add_title(
        document,
        "Tờ trình",
        "Về việc công nhận xã, phường, đặc khu không ma túy và xác định địa bàn trọng điểm phức tạp về ma túy "
        f"năm {period.year}",
    )
    official.add_addressed(document, f"Kính gửi: Ủy ban nhân dân {province}")
    for line in bases(on):
        official.add_paragraph(document, line, italic=True)
    free = [one for one in entries if one.stage == "PASSED"]
    official.add_paragraph(
        document,
        "Qua thẩm tra hồ sơ và kết quả biểu quyết của Hội đồng xét duyệt, Công an tỉnh đề nghị công nhận "
        f"{len(free)} xã, phường, đặc khu không ma túy {_span(period)}; danh sách và "
        "các địa bàn trọng điểm phức tạp nêu tại hai bảng dưới đây.",
    )
    _heading(document, "1. Đề nghị công nhận không ma túy")
    official.add_table(document, _LIST, _listed([one.row.place.name for one in free]))
    keyed = [one for one in entries if one.row.now.key.value.startswith("TYPE_") and one.stage in _CHECKED]
    _heading(document, "2. Đề nghị xác định địa bàn trọng điểm phức tạp")
    rows = [f"{one.row.place.name}: {CLASS_LABELS[one.row.now.key]}" for one in keyed]
    official.add_table(document, _LIST, _listed(rows))
    close(document, ("Như trên", "Hội đồng xét duyệt", "Lưu: VT, PC04"), "", "Giám đốc")
    return official.content(document)


def minutes(*, session: Session, council: Council, tallies: Sequence[Tally], names: Mapping[str, str]) -> bytes:
    """The minutes of a session with every vote that was not agreement by name."""
    document = official.new_document(title=f"Biên bản phiên họp {session.held_on:%d/%m/%Y}")
    official.add_letterhead(
        document, Letterhead(issuer="Hội đồng xét duyệt địa bàn không ma túy", symbol="BB-HĐXD", place=session.place)
    )
    official.add_title(document, "Biên bản", f"Phiên họp xét duyệt địa bàn không ma túy năm {council.period}")
    present = list(session.present.all())
    every = list(council.members.filter(left_at__isnull=True))
    away = [one for one in every if one not in present]
    official.add_paragraph(document, f"Thời gian: {day_words(session.held_on)}. Địa điểm: {session.place}.")
    official.add_paragraph(
        document, f"Chủ trì: {session.chair.name}, {session.chair.office}. Thư ký: {session.secretary}."
    )
    official.add_paragraph(document, f"Có mặt {len(present)}/{len(every)} thành viên.", bold=True)
    columns = (Column("TT", 10, centred=True), Column("Họ tên", 50), Column("Chức vụ", 65), Column("Vai trò", 40))
    rows = [(str(n), one.name, one.office, SEAT_LABELS[Seat(one.seat)]) for n, one in enumerate(present, 1)]
    official.add_table(document, columns, rows)
    if away:
        official.add_paragraph(document, "Vắng mặt: " + "; ".join(f"{one.name}, {one.office}" for one in away) + ".")
    if session.note:
        official.add_paragraph(document, "Ý kiến thảo luận: " + session.note)
    _heading(document, "Kết quả biểu quyết")
    votes = (
        Column("TT", 10, centred=True), Column("Xã, phường, đặc khu", 48), Column("Đồng ý", 18, centred=True),
        Column("Không đồng ý", 37), Column("Không biểu quyết", 32), Column("Kết quả", 20),
    )  # fmt: skip
    official.add_table(document, votes, [_vote_row(n, one, names) for n, one in enumerate(tallies, 1)])
    need = tallies[0].outcome.need if tallies else 0
    official.add_paragraph(document, f"Cần ít nhất {need}/{len(every)} thành viên đồng ý để thông qua.", italic=True)
    official.add_paragraph(document, "Biên bản được đọc lại cho những người dự họp cùng nghe và nhất trí ký tên.")
    official.add_signatures(
        document,
        (
            Signature(titles=("Thư ký",), name=session.secretary, note="(Ký, ghi rõ họ tên)"),
            Signature(titles=("Chủ trì",), name=session.chair.name, note="(Ký, ghi rõ họ tên)"),
        ),
    )
    return official.content(document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A decision to be signed. ``lines``: (area, recognised as, act)."""

    period: Period
    lines: Sequence[tuple[str, str, Act]]
    province: str  # Tỉnh Lào Cai
    place: str
    signer: str = ""
    signer_title: str = ""

    @property
    def said(self) -> str:
        """What article 1 does, in numbers."""
        put_on = sum(act is Act.PUT_ON for _area, _kind, act in self.lines)
        off = len(self.lines) - put_on
        return f"Công nhận, xác định {put_on} địa bàn" + (f", đưa {off} địa bàn ra khỏi danh sách" if off else "")


def decision(draft: Draft, *, on: date) -> bytes:
    """The decision of UBND tỉnh as of the law of a day, its areas in an annex."""
    province, year = lower_first(draft.province), draft.period.year
    document = official.new_document(title=f"Quyết định kỳ {year}")
    head = Letterhead(issuer=f"Ủy ban nhân dân {province}", symbol="QĐ-UBND", place=draft.place)
    official.add_letterhead(document, head)
    official.add_title(
        document, "Quyết định",
        f"Về việc công nhận địa bàn không ma túy, xác định địa bàn trọng điểm phức tạp về ma túy năm {year}",
    )  # fmt: skip
    official.add_heading(document, f"Ủy ban nhân dân {province}")
    for line in (*bases(on), "Theo đề nghị của Giám đốc Công an tỉnh."):
        official.add_paragraph(document, line, italic=True)
    official.add_heading(document, "Quyết định:")
    span = _span(draft.period)
    official.add_article(document, 1, f"{draft.said} theo Phụ lục kèm theo, cho kỳ đánh giá {span}.")
    official.add_article(document, 2, "Quyết định này có hiệu lực từ ngày ký.")
    official.add_article(
        document, 3,
        "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Công an tỉnh, Thủ trưởng các cơ quan liên quan và Chủ tịch "
        "Ủy ban nhân dân các xã, phường, đặc khu có tên tại Điều 1 chịu trách nhiệm thi hành.",
    )  # fmt: skip
    recipients = ("Như Điều 3", "Bộ Công an (C04)", "Lưu: VT, NC")
    close_for_committee(document, recipients, draft.signer_title, draft.signer)
    _annex(document, draft.lines, attached_to=f"năm {year} của Ủy ban nhân dân {province}")
    return official.content(document)


def _annex(document: Any, lines: Sequence[tuple[str, str, Act]], *, attached_to: str) -> None:
    official.start_another(document)
    official.add_annex_title(
        document,
        name="Phụ lục",
        title="Danh sách địa bàn",
        attached_to=f"Quyết định số      /QĐ-UBND ngày    tháng    {attached_to}",
    )
    columns = (Column("TT", 10, centred=True), Column("Xã, phường, đặc khu", 65), Column("Nội dung", 90))
    rows = [
        (str(n), area, f"{'Đưa ra khỏi danh sách: ' if act is Act.TAKEN_OFF else ''}{kind}")
        for n, (area, kind, act) in enumerate(lines, 1)
    ]
    official.add_table(document, columns, rows)


_LIST = (Column("TT", 10, centred=True), Column("Xã, phường, đặc khu", 155))
_CHECKED = frozenset({"CHECKED", "PASSED", "NOT_PASSED", "DECIDED"})
_LEVELS = {None: "thiếu số liệu", 0: "không", 1: "mức loại III", 2: "mức loại II", 3: "mức loại I"}


def _figures(opened: Opened) -> Mapping[str, Any]:
    """What the assessment froze; before it, how things stand."""
    return opened.assessed.data if opened.assessed else as_data(opened.row.now)


def _free_rows(data: Mapping[str, Any]) -> Sequence[tuple[str, str, str, str]]:
    return [
        (str(place), f"{one['label']} ({one['article']})", number(one["count"]), "Đạt" if one["met"] else "Chưa đạt")
        for place, one in enumerate(data["free"], 1)
    ]


def _key_rows(data: Mapping[str, Any]) -> Sequence[tuple[str, str, str, str]]:
    return [
        (
            str(place),
            f"{one['label']} ({one['article']})",
            "; ".join(map(_measure, one["measures"])),
            _LEVELS[one["level"]],
        )
        for place, one in enumerate(data["criteria"], 1)
    ]


def _measure(one: Mapping[str, Any]) -> str:
    numerator = number(Decimal(one["numerator"]))
    return f"{numerator}/{number(one['denominator'])}" if one["denominator"] else f"{numerator} {one['unit']}"


def _conclusion(data: Mapping[str, Any], *, asks: bool) -> Sequence[str]:
    met = sum(bool(one["met"]) for one in data["free"])
    found = [f"Đạt {met}/{len(data['free'])} tiêu chí địa bàn không ma túy. {CLASS_LABELS[data['key']]} theo Điều 4."]
    if asks:
        found.append("Đề nghị xem xét, công nhận địa bàn không ma túy theo quy định.")
    return found


def _vote_row(number: int, one: Tally, names: Mapping[str, str]) -> tuple[str, ...]:
    against = ", ".join(vote.member.name for vote in one.others if vote.choice == "AGAINST")
    abstained = ", ".join(vote.member.name for vote in one.others if vote.choice == "ABSTAINED")
    return (
        str(number), names.get(one.area_code, one.area_code), f"{one.outcome.agree}/{one.outcome.members}",
        against or "0", abstained or "0", "Thông qua" if one.outcome.passed else "Không thông qua",
    )  # fmt: skip


def _listed(rows: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(n), row) for n, row in enumerate(rows, 1)] or [("", "Không có")]


def _heading(document: Any, text: str) -> None:
    official.add_paragraph(document, text, bold=True)
    official.keep_with_next(document)


def lower_first(name: str) -> str:
    """As it stands within a sentence: xã Bản Lầu, tỉnh Lào Cai."""
    return name[:1].lower() + name[1:]


def close(document: Any, recipients: Sequence[str], form: str, title: str, name: str = "") -> None:
    official.keep_with_next(document)
    official.add_closing(
        document, recipients=recipients, signature=Signature(form=form, titles=(title,) if title else (), name=name)
    )


def close_for_committee(document: Any, recipients: Sequence[str], post: str = "", name: str = "") -> None:
    """The end of what a People's Committee issues: by its head, or by a deputy for the head. ``post``: the signer's."""
    of_committees = posts_of(block="COMMITTEE")
    if of_committees is None:
        raise LookupError("COMMITTEE")
    posts, capacity = by_post(posts=of_committees, post=post)
    official.keep_with_next(document)
    official.add_closing(
        document, recipients=recipients, signature=signature(posts=posts, capacity=capacity, name=name)
    )


def _span(period: Period) -> str:
    return f"từ ngày {period.first:%d/%m/%Y} đến ngày {period.last:%d/%m/%Y}"


def short_name(name: str) -> str:
    """Xã Bản Lầu -> Bản Lầu."""
    return name.partition(" ")[2] if name.split(" ")[0] in {"Xã", "Phường"} else name
