"""What can never be, of what people state about offences and areas. Checkable on paper; ``today`` is handed in."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from binhyen.operations.offences.values import (
    Approver,
    Nature,
    OffenceDetails,
    PartyDetails,
    PlantDetails,
    PointDetails,
    Residence,
    RouteDetails,
    RouteKind,
    SeizureDetails,
    Unit,
    WantedDetails,
)

from .catalog import codes
from .problems import Problem

FIRST_DAY = date(2000, 1, 1)  # before it a day is a slip of the pen
MOST_DECIMALS = 4  # a tenth of a milligram
MOST_AMOUNT = Decimal(10) ** 10  # grams, millilitres or tablets
MOST_PLANTS, MOST_AREA_M2 = 10**7, Decimal(10) ** 8
MOST_PARTIES = 200  # of one offence; more are several offences
# "12/QĐ-CQĐT", "15/2026/HSVA", "KN-0214": a number of a file or paper, never a sentence
_REFERENCE = re.compile(r"[0-9A-ZĐ]{1,12}([/\-.&][0-9A-ZĐ]{1,12}){0,6}")
_LONGEST_REFERENCE = 40
_MANY_DIGITS = re.compile(r"\d[\d .]{6,}\d")  # a telephone number, a number of a person
APPROVERS = {
    RouteKind.LOCAL: Approver.PROVINCE_COMMITTEE,
    RouteKind.INTER_PROVINCIAL: Approver.PUBLIC_SECURITY_MINISTRY,
}


def offence(given: OffenceDetails, *, today: date) -> list[Problem]:
    """A crime names its article of the Penal Code in force on the day, an administrative violation none."""
    found = [*day(given.occurred_on, "occurred_on", today), *place(given.hamlet), *reference(given.reference)]
    if given.nature == Nature.CRIME and not given.articles:
        found.append(Problem("articles", "Hãy chọn điều luật của vụ phạm tội."))
    if given.nature == Nature.ADMINISTRATIVE and given.articles:
        found.append(Problem("articles", "Vi phạm hành chính không có điều của Bộ luật Hình sự."))
    found += _coded("article", given.articles, "articles", given.occurred_on)
    found += _coded("kind", given.kinds, "kinds", given.occurred_on)
    found += _coded("agency", (given.agency,), "agency", given.occurred_on)
    return found


def party(given: PartyDetails, *, commune: str) -> list[Problem]:
    """Where somebody lives agrees with where the offence was."""
    if given.residence == Residence.HERE and given.residence_commune != commune:
        return [Problem("residence_commune", "Người cư trú tại xã nơi vi phạm thì nơi cư trú là chính xã này.")]
    if given.residence == Residence.ELSEWHERE and given.residence_commune == commune:
        return [Problem("residence_commune", "Nơi cư trú là xã nơi vi phạm thì không phải cư trú nơi khác.")]
    if given.residence == Residence.UNKNOWN and given.residence_commune:
        return [Problem("residence_commune", "Đã có nơi cư trú thì không còn là chưa rõ.")]
    return []


def seizure(given: SeizureDetails) -> list[Problem]:
    """An amount is more than nothing, exact to four decimals; tablets are whole."""
    if given.amount <= 0:
        return [Problem("amount", "Lượng thu giữ phải lớn hơn 0.")]
    if given.amount >= MOST_AMOUNT:
        return [Problem("amount", "Lượng thu giữ lớn quá mức có thể. Hãy kiểm tra lại đơn vị.")]
    exponent = given.amount.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
        return [Problem("amount", f"Ghi nhiều nhất {MOST_DECIMALS} chữ số sau dấu phẩy.")]
    if given.unit == Unit.TABLET and given.amount != given.amount.to_integral_value():
        return [Problem("amount", "Số viên phải là số nguyên.")]
    return []


def plants(given: PlantDetails, *, today: date) -> list[Problem]:
    """Found before destroyed; a number or an area, more than nothing."""
    found = [*day(given.found_on, "found_on", today), *place(given.hamlet), *reference(given.reference)]
    if given.destroyed_on:
        found += day(given.destroyed_on, "destroyed_on", today)
        if given.destroyed_on < given.found_on:
            found.append(Problem("destroyed_on", "Ngày triệt phá không thể trước ngày phát hiện."))
    if given.plants is None and given.area_m2 is None:
        found.append(Problem("plants", "Hãy ghi số cây hoặc diện tích."))
    if given.plants is not None and not 0 < given.plants <= MOST_PLANTS:
        found.append(Problem("plants", "Số cây phải lớn hơn 0 và không quá 10 triệu."))
    if given.area_m2 is not None and not 0 < given.area_m2 <= MOST_AREA_M2:
        found.append(Problem("area_m2", "Diện tích phải lớn hơn 0 và không quá 100 triệu m²."))
    return found


def wanted(given: WantedDetails, *, today: date) -> list[Problem]:
    """It ends after it began, and somehow."""
    found = [*day(given.from_on, "from_on", today), *reference(given.reference)]
    if given.to_on:
        found += day(given.to_on, "to_on", today)
        if given.to_on < given.from_on:
            found.append(Problem("to_on", "Ngày kết thúc không thể trước ngày bắt đầu."))
        if not given.ended:
            found.append(Problem("ended", "Hãy ghi vì sao kết thúc."))
    elif given.ended:
        found.append(Problem("to_on", "Hãy ghi ngày kết thúc."))
    return found


def route(given: RouteDetails, *, today: date) -> list[Problem]:
    """Local routes are approved by the province's committee, inter-provincial ones by the ministry (Art. 7.1, 7.3)."""
    found = [*day(given.valid_from, "valid_from", today), *reference(given.decision, "decision", needed=True)]
    if not given.name.strip():
        found.append(Problem("name", "Hãy ghi tên tuyến."))
    if given.approver != APPROVERS[given.kind]:
        label, by = RouteKind(given.kind).label.lower(), APPROVERS[given.kind].label
        found.append(Problem("approver", f"Tuyến {label} do {by} phê duyệt (Quyết định 28/2025/QĐ-TTg, Điều 7)."))
    if not given.communes:
        found.append(Problem("communes", "Hãy chọn ít nhất một xã, phường trên tuyến."))
    if given.valid_to:
        if given.valid_to < given.valid_from:
            found.append(Problem("valid_to", "Ngày đưa ra khỏi danh sách không thể trước ngày phê duyệt."))
        found += reference(given.end_decision, "end_decision", needed=True)
    elif given.end_decision:
        found.append(Problem("valid_to", "Hãy ghi ngày cuối cùng trên danh sách."))
    return found


def point(given: PointDetails) -> list[Problem]:
    return [*place(given.hamlet), *reference(given.reference)]


def day(given: date, field: str, today: date) -> list[Problem]:
    if given > today:
        return [Problem(field, f"Ngày {given:%d/%m/%Y} chưa tới.")]
    if given < FIRST_DAY:
        return [Problem(field, f"Ngày {given:%d/%m/%Y} quá xa; hệ thống nhận từ {FIRST_DAY:%d/%m/%Y}.")]
    return []


def reference(given: str, field: str = "reference", *, needed: bool = False) -> list[Problem]:
    """Only the number of a file or paper. What a source said has no field here, and none may serve for it."""
    if not given:
        return [Problem(field, "Hãy ghi số, ký hiệu của quyết định.")] if needed else []
    if len(given) > _LONGEST_REFERENCE or not _REFERENCE.fullmatch(given.upper()):
        return [Problem(field, "Chỉ ghi số, ký hiệu hồ sơ hoặc văn bản, ví dụ 12/QĐ-CQĐT. Không ghi nội dung.")]
    return []


def place(given: str, field: str = "hamlet") -> list[Problem]:
    """The name of a hamlet, no address of a person, no number of one."""
    if _MANY_DIGITS.search(given):
        return [Problem(field, "Chỉ ghi tên thôn, tổ; không ghi số điện thoại hay số giấy tờ.")]
    return []


def _coded(table: str, given: Iterable[str], field: str, on: date) -> Sequence[Problem]:
    known = codes(table)
    wrong = [code for code in given if code not in known]
    early = [code for code in given if code in known and not known[code].holds_on(on)]
    found = [Problem(field, f"“{code}” không có trong danh mục.") for code in wrong]
    found += [Problem(field, f"“{known[code].label}” không áp dụng vào ngày {on:%d/%m/%Y}.") for code in early]
    return found
