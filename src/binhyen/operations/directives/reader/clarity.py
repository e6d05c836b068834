"""The "4 rõ" of a duty and of a directive: rõ người, rõ việc, rõ trách nhiệm, rõ thời gian và kết quả.

Plain rules on the fields of a duty; each answer says why, so that an issuer can be told what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .values import Deadline, DeadlineType, Duty, DutyKind
from .words import fold

_VAGUE_BODY: Final = re.compile(
    r"liên quan|chức năng|hữu quan|các cấp(?:,|$)|các lực lượng$|các đơn vị$|các cơ quan, đơn vị$"
)
_CONCRETE: Final = re.compile(
    r"(?<!\w)(?:rà soát|lập|ban hành|xây dựng|tổ chức|kiểm tra|giám sát|tập huấn|ký|treo|in|cấp|bố trí|tham mưu"
    r"|trình|báo cáo|gửi|thành lập|kiện toàn|"
    r"triển khai|tuyên truyền|phổ biến|khảo sát|thống kê|cập nhật|công bố|niêm yết|thẩm định|xét xử|truy tố"
    r"|điều tra|bắt giữ|triệt xóa|xóa|mở|"
    r"trang bị|lắp đặt|sửa chữa|nâng cấp|hướng dẫn|tiếp nhận|xét nghiệm|khám|điều trị|cai nghiện|dạy nghề"
    r"|giới thiệu|hỗ trợ|phân công|giao|họp|"
    r"giao ban|sơ kết|tổng kết|khen thưởng|phát hành|phát sóng|đăng|biên soạn|thiết lập|duy trì|quản lý|theo dõi"
    r"|đôn đốc|nắm|phát hiện|đấu tranh|"
    r"xử lý|ngăn chặn|tuần tra|kiểm soát|vận động|phát động|lồng ghép|cung cấp|tổng hợp|đánh giá|đề xuất"
    r"|hoàn thành|giữ vững)(?!\w)"
)
_CHECKABLE: Final = re.compile(
    r"(?<!\w)(?:ban hành|xây dựng|lập\s+(?:danh sách|hồ sơ|kế hoạch|phương án|sổ)|trình|báo cáo|gửi|thành lập"
    r"|kiện toàn|tổ chức|ký|treo|tập huấn|cấp|bố trí|"
    r"trang bị|lắp đặt|sửa chữa|nâng cấp|công bố|niêm yết|phát hành|biên soạn|mở|kiểm tra|rà soát|khảo sát"
    r"|thống kê|họp|giao ban|sơ kết|tổng kết|"
    r"xét xử|thẩm định|hoàn thành|thiết lập|tham mưu|thông báo|phát sóng|đăng)(?!\w)"
)
_EACH_ITS_OWN: Final = re.compile(
    r"(?<!\w)(?:các|mỗi|cấp xã|cấp huyện|xã, phường|theo (?:chức năng|lĩnh vực|phạm vi|thẩm quyền)|đơn vị mình"
    r"|địa phương mình)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Clarity:
    """Four answers about one duty. ``why``: for each that is no (and for ``result``), a Vietnamese sentence."""

    who: bool
    what: bool
    responsible: bool
    when: bool
    why: dict[str, str] = field(default_factory=dict)

    @property
    def score(self) -> int:
        """How many of the four are clear, 0 to 4."""
        return self.who + self.what + self.responsible + self.when


@dataclass(frozen=True, slots=True)
class DirectiveClarity:
    """The whole directive: how many duties are clear in all four, and what most often is not."""

    duties: int
    clear: int  # duties with 4 of 4
    points: int  # answers that are yes, of 4 × duties
    missing: dict[str, int]  # field -> duties where it is not clear
    why: str

    @property
    def percent(self) -> int:
        """Share of duties that are 4 rõ, in whole percent; 0 where there are none."""
        return round(100 * self.clear / self.duties) if self.duties else 0


def clarity(duty: Duty) -> Clarity:
    """The 4 rõ of one duty."""
    why: dict[str, str] = {}
    text = fold(duty.text)
    answers = {
        "who": _who(duty, why),
        "what": _what(duty, text, why),
        "responsible": _responsible(duty, text, why),
        "when": _when(duty, text, why),
    }
    return Clarity(why=why, **answers)


def clarity_of(duties: Sequence[Duty]) -> DirectiveClarity:
    """The 4 rõ of a directive: over all its duties."""
    each = [clarity(duty) for duty in duties]
    missing = {name: sum(not getattr(one, name) for one in each) for name in ("who", "what", "responsible", "when")}
    clear = sum(one.score == 4 for one in each)
    return DirectiveClarity(
        len(each), clear, sum(one.score for one in each), missing, _summary(len(each), clear, missing)
    )


def _summary(count: int, clear: int, missing: dict[str, int]) -> str:
    if not count:
        return "Văn bản chưa có nhiệm vụ nào."
    words = {
        "who": "chưa rõ người",
        "what": "chưa rõ việc",
        "responsible": "chưa rõ trách nhiệm",
        "when": "chưa rõ thời gian và kết quả",
    }
    gaps = "; ".join(f"{number} nhiệm vụ {words[name]}" for name, number in missing.items() if number)
    return f"{clear} trên {count} nhiệm vụ đủ 4 rõ" + (f"; {gaps}." if gaps else ".")


def _who(duty: Duty, why: dict[str, str]) -> bool:
    if not duty.leads:
        why["who"] = "Chưa nêu cơ quan, đơn vị thực hiện."
        return False
    if all(_VAGUE_BODY.search(fold(lead.name)) for lead in duty.leads):
        why["who"] = f"Chỉ nêu chung “{duty.leads[0].name}”, chưa rõ là cơ quan nào."
        return False
    return True


def _what(duty: Duty, text: str, why: dict[str, str]) -> bool:
    if duty.targets or duty.result or _CONCRETE.search(text):
        return True
    why["what"] = "Chỉ nêu yêu cầu chung, chưa nêu việc phải làm."
    return False


def _responsible(duty: Duty, text: str, why: dict[str, str]) -> bool:
    if not duty.leads:
        why["responsible"] = "Không có cơ quan chủ trì để chịu trách nhiệm."
        return False
    if len(duty.leads) == 1:
        return True
    names = fold(" ".join(lead.name for lead in duty.leads))
    if "chủ trì" not in text and (_EACH_ITS_OWN.search(names) or _EACH_ITS_OWN.search(text)):
        return True
    why["responsible"] = f"Có {len(duty.leads)} cơ quan cùng đứng tên, chưa rõ cơ quan nào chịu trách nhiệm chính."
    return False


def _when(duty: Duty, text: str, why: dict[str, str]) -> bool:
    gaps = []
    if not timed(duty.deadline):
        gaps.append(_NO_TIME[duty.deadline.type])
    if not (duty.result or duty.targets or duty.kind is DutyKind.REPORT or _CHECKABLE.search(text)):
        gaps.append("chưa nêu kết quả phải đạt hoặc sản phẩm phải có")
    if gaps:
        joined = "; ".join(gaps)
        why["when"] = joined[:1].upper() + joined[1:] + "."
    return not gaps


_NO_TIME: Final = {
    DeadlineType.NONE: "không nêu thời hạn",
    DeadlineType.CONTINUOUS: "ghi thường xuyên mà không có nhịp kiểm điểm",
    DeadlineType.RECURRING: "ghi định kỳ mà không nêu chu kỳ",
    DeadlineType.DATE: "thời hạn không đọc được",
    DeadlineType.QUARTER: "thời hạn không đọc được",
    DeadlineType.COMPOUND: "thời hạn không đọc được",
}


def timed(deadline: Deadline) -> bool:
    """Whether the deadline can be checked on a day: a date, a quarter, a rhythm with its period."""
    match deadline.type:
        case DeadlineType.DATE | DeadlineType.QUARTER | DeadlineType.COMPOUND:
            return bool(deadline.value)
        case DeadlineType.RECURRING:
            return "UNSPECIFIED" not in deadline.value
        case _:
            return False
