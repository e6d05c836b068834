"""Schedules in running text: which of them govern the duty, and which only qualify a noun."""

from __future__ import annotations

import re
from typing import Final

from binhyen.operations.directives.reader.values import DeadlineType

from .phrases import Phrase, find
from .words import When

_FARTHEST: Final = 600  # characters a clause may run; bounds the work on hostile texts
_STOP: Final = re.compile(r"[.;:!?]\s*(?!\d)|(?<=\s)[-–]\s")
_OPENER: Final = re.compile(
    r"[\s\-–+•*,“”\"]*(?:(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)])[\s\-–]*)*"
    r"(?:(?:đồng thời|ngoài ra|riêng|trong đó|và|phấn đấu|phấn đấu đến|cụ thể|giai đoạn\s+\d|theo đó|bên cạnh đó"
    r"|trước mắt|sau đó|từ nay)\s*[,:]?\s*)*"
)

VERBS: Final = (
    "tổ chức|chỉ đạo|triển khai|xây dựng|ban hành|rà soát|kiểm tra|giám sát|tuyên truyền|phổ biến|vận động"
    "|tham mưu|quản lý|nắm|phát hiện|"
    "đấu tranh|xử lý|tiếp nhận|lập|thống kê|bố trí|huy động|hướng dẫn|đôn đốc|theo dõi|báo cáo|tăng cường"
    "|đẩy mạnh|nâng cao|phát huy|củng cố|"
    "thiết lập|thành lập|mở|cung cấp|quan tâm|hỗ trợ|đầu tư|bảo đảm|đảm bảo|tập trung|thực hiện|quán triệt"
    "|đổi mới|lồng ghép|gắn|phân công|"
    "khảo sát|đánh giá|xác minh|trao đổi|công khai|niêm yết|tập huấn|bồi dưỡng|cập nhật|điều tra|truy tố|xét xử"
    "|ngăn chặn|phòng ngừa|kiểm soát|"
    "tuần tra|họp|giao ban|sơ kết|tổng kết|khen thưởng|đề xuất|kiến nghị|nghiên cứu|ứng dụng|khai thác|phân loại"
    "|xét nghiệm|giúp đỡ|tư vấn|"
    "lựa chọn|phân tích|dự báo|chuẩn bị|duy trì|tổng hợp|thông báo|thông tin|gửi|đăng tải|phát sóng|gặp gỡ"
    "|đối thoại|thăm|trang bị|phát động|"
    "bám|ký|mời|làm việc|thẩm định|cấp phát|kiểm kê|đối chiếu|hoàn thành|diễn tập|truyền thông|đánh giá|nhắc nhở"
    "|chấn chỉnh|bàn giao|đưa|công bố|"
    "khám|điều trị|cho|xét|bình xét|lấy|chấm điểm|quay|in|phát|viết|trình|bổ sung|tham gia|chia sẻ|cảnh báo"
    "|giáo dục|định hướng"
)
_VERB: Final = re.compile(rf"(?<!\w)(?:{VERBS})(?!\w)")
_NOUN_VERB: Final = re.compile(
    r"(?:các|những|mọi|cá nhân,|và)\s+tổ chức|tổ chức\s+(?:chính trị|xã hội|đoàn thể|cơ sở đảng|đảng|tôn giáo"
    r"|kinh tế)|cơ quan\s+(?:quản lý|điều tra|truyền thông|thông tin)"
    r"|quản lý\s+(?:nhà nước|thị trường)|ban\s+(?:chỉ đạo|quản lý)|công tác\s+\S+(?:\s+\S+)?|cảnh sát điều tra"
    r"|thông tin\s+(?:và|đại chúng|tuyên truyền)|báo\s+và\s+phát thanh"
    r"|tổ\s+công tác|thành lập\s+từ|kết quả thực hiện|hội đồng\s+\S+\s+\S+|sở\s+giáo dục|giáo dục và đào tạo"
    r"|đơn vị\s+thực hiện|phát thanh"
)
_NOUN_HEAD: Final = re.compile(
    r"(?<!\w)(?:kế hoạch|dự toán|ngân sách|vốn|nguồn lực|kinh phí|chương trình|chỉ tiêu|nhiệm vụ|thi đua|xếp loại"
    r"|phân loại"
    r"|tiêu chí|danh mục|quy hoạch|"
    r"chi tiêu|lịch|nội dung sinh hoạt|sinh hoạt|quy chế|hồ sơ|định mức|đề án|dự án|hợp đồng|số liệu|danh sách|sổ"
    r"|mục tiêu)(?!\w)"
)
_LABEL: Final = re.compile(r"(?:thời gian|thời hạn|thời điểm|tiến độ|hạn|lộ trình|chu kỳ|định kỳ)[^.;:]{0,30}:\s*$")
_LABELLED: Final = re.compile(r"(?:thời gian|thời hạn|thời điểm|hạn)\b[^:]{0,30}:")
_PAST: Final = re.compile(r"(?:đã|được|kết quả|đạt được|vừa)\s+(?:\S+\s+){0,3}$")
_BOUND: Final = re.compile(r"trước|chậm nhất|muộn nhất|trễ nhất|hạn|xong|hoàn thành|hoàn tất|kết thúc|không")
_ON_WITH: Final = re.compile(r"\s*(?:[,:]|phấn đấu|hoàn thành|đạt)")
_AIM: Final = re.compile(r"phấn đấu|hoàn thành|xong|bảo đảm|đảm bảo|đạt|mục tiêu|tối thiểu|ít nhất|trên|công nhận")
_FINISH: Final = re.compile(r"(?:thực hiện|triển khai|duy trì)\s+(?:một cách\s+)?$")
_RATE: Final = re.compile(r"\s*(?:phấn đấu\s+)?(?:thêm|tăng|giảm|ít nhất|tối thiểu|trên|có|đạt|\d)[^.;,]{0,12}\d|\s*\d")
_AMOUNT: Final = re.compile(  # "300 học viên mỗi năm" is a rate, "02 buổi mỗi năm" a rhythm
    r"\d[\d.]*\s+(?!(?:lần|buổi|đợt|cuộc|phiên|kỳ|lượt|đêm|ca|hội nghị|lớp|tin|bài)(?!\w))[^\W\d]+(?:\s+[^\W\d]+){0,2}$"
)
_PART: Final = re.compile(r",|\svà\s|\shoặc\s|\sđể\s|\snhằm\s")
_LIGHT_ONLY: Final = re.compile(
    r"(?:tăng cường|đẩy mạnh|tập trung|chủ động|tích cực|duy trì|thực hiện|tiếp tục)\s*(?:,|và)?\s*$"
)


def governed(body: str, when: When) -> Phrase | None:
    """The schedule of ``body`` (folded, masked, parentheses blanked) that governs: the firmest, else the first."""
    scored = [(_score(body, phrase, when), -phrase.start, phrase) for phrase in find(body, when)]
    scored = [entry for entry in scored if entry[0] > 0]
    return max(scored, key=lambda entry: entry[:2])[2] if scored else None


def _score(body: str, phrase: Phrase, when: When) -> int:
    kinds = {atom.kind for atom in phrase.atoms}
    before = _clause(body, phrase.start)
    if _LABEL.search(body, max(0, phrase.core - 60), phrase.core):
        return 5
    if _LABELLED.match(phrase.atoms[0].cue):
        return 5
    if phrase.type is DeadlineType.NONE:
        return int("báo cáo" in body[max(0, phrase.start - 60) : phrase.end])
    if kinds == {"unspec"}:
        return _unspecified(body, phrase, before)
    if "cadence" in kinds and phrase.type is DeadlineType.RECURRING:
        return _cadence(body, phrase, before)
    if phrase.type is DeadlineType.CONTINUOUS and "cont" in kinds:
        return _continuous(body, phrase, before)
    if phrase.type is DeadlineType.COMPOUND:
        return 4
    return _ending(body, phrase, before, when)


def _clause(body: str, at: int) -> str:
    """What stands between the last stop and ``at``, markers and connectives taken off."""
    start = max(0, at - _FARTHEST)
    for stop in _STOP.finditer(body, start, at):
        start = stop.end()
    opener = _OPENER.match(body, start, at)
    return body[opener.end() if opener else start : at].strip(" ,")


def _ends_with_comma(body: str, at: int) -> bool:
    return body[max(0, at - 9) : at].rstrip().endswith(",")


def _verb(text: str) -> list[re.Match[str]]:
    cleaned = _NOUN_VERB.sub(lambda m: "·" * len(m.group()), text)
    return list(_VERB.finditer(cleaned))


def _ending(body: str, phrase: Phrase, before: str, when: When) -> int:
    """Dates, quarters, months and years."""
    first = phrase.atoms[0]
    cue = next((a.cue for a in phrase.atoms if a.cue and not a.cue.endswith("từ")), first.cue)
    coarse = all(a.kind in ("year", "inyear", "stage") for a in phrase.atoms)
    if _old(phrase, when) or _PAST.search(before[-40:]):
        return 0
    if phrase.type is DeadlineType.CONTINUOUS:  # "từ ngày … trở đi"
        onward = "trở" in body[phrase.core : phrase.end] or "sau" in body[phrase.core : phrase.end]
        return 3 if not before else (2 if onward and not _history(phrase, when) else 0)
    if any(_BOUND.search(atom.cue) for atom in phrase.atoms):
        return 4
    if not before:
        aimed = "phấn đấu" in body[max(0, phrase.start - 12) : phrase.start]
        return 3 if phrase.cued or aimed or _ON_WITH.match(body, phrase.end) else 0
    if coarse:
        return 2 if phrase.cued and _AIM.search(before) and not cue.startswith("đầu") else 0
    if re.match(r"(?:trong|đến|tới|vào|từ|hết|cuối|đúng|thời gian|thời điểm|dự kiến|giữa|đầu|thượng|trung|hạ)", cue):
        return 3 if cue.startswith(("đến", "trong", "vào")) else 2
    if first.cue.endswith("từ") and len(phrase.atoms) > 1:
        return 2
    dated = any(a.kind == "day" and a.y for a in phrase.atoms)
    return 1 if dated and re.search(r"(?:tổ chức|diễn ra|họp|khai mạc|hội nghị|lễ)\s", before) else 0


def _history(phrase: Phrase, when: When) -> bool:
    start = phrase.value.partition("FROM=")[2]
    return when.issued is not None and start < when.issued.replace(month=1, day=1).isoformat()


def _old(phrase: Phrase, when: When) -> bool:
    """A whole year (or quarter, month) before the year of issue is history, not a deadline."""
    if when.issued is None or phrase.type is not DeadlineType.DATE or any(a.kind == "day" for a in phrase.atoms):
        return False
    return int(phrase.value[:4]) < when.issued.year


def _cadence(body: str, phrase: Phrase, before: str) -> int:
    rest = body[phrase.end : phrase.end + 60]
    each = any(a.word == "mỗi" for a in phrase.atoms)
    if each and (_RATE.match(rest) or _AMOUNT.search(before)):
        return 0
    if any(a.kind in ("day", "monthday", "weekday", "hour") for a in phrase.atoms):
        return 5
    if not before or phrase.cued:
        return 4
    if "lần" in body[phrase.core : phrase.end]:
        return 3
    if each:  # "mỗi năm" never qualifies a noun, as "hằng năm" does
        return 2
    if _adverbial(before, rest) or _ends_with_comma(body, phrase.start):
        return 3
    found = _after_nouns(before, yearly=phrase.value in ("FREQ=YEARLY", "FREQ=DAILY"))
    return found if found is not None else (2 if _verb(rest) else 0)


def _after_nouns(before: str, *, yearly: bool) -> int | None:
    """Whether a cadence after ``before`` follows a verb (2) or qualifies a noun (0); None where neither is near."""
    for segment in reversed(_PART.split(before)):
        noun = list(_NOUN_HEAD.finditer(segment))
        verbs = _verb(segment)
        if noun:
            if verbs and verbs[0].group() in ("báo cáo", "họp", "sơ kết", "đánh giá", "kiểm tra") and not yearly:
                return 2
            between = len(re.findall(r"(?!và\b)[^\W\d_]+", segment[noun[-1].end() :]))
            return 0 if between <= 2 or (yearly and between <= 5) else 2
        if verbs and not (yearly and segment.strip() in ("kiểm tra", "giám sát", "thanh tra", "tập huấn")):
            return 2
    return None


def _adverbial(before: str, rest: str) -> bool:
    """ "UBND tỉnh hằng năm tổ chức …": between subject and verb."""
    following = _VERB.match(rest.lstrip(" ,"))
    return following is not None and not _verb(before) and not _NOUN_HEAD.search(before[-25:])


def _unspecified(body: str, phrase: Phrase, before: str) -> int:
    """ "định kỳ" counts where it opens a clause before its verb, or tells how a report comes."""
    rest = body[phrase.end : phrase.end + 40].lstrip(" ,")
    if _VERB.match(re.sub(r"^(?:và|hoặc|,)?\s*đột xuất[\s,]*", "", rest)) and (
        not before or not _verb(before) or before.endswith(",")
    ):
        return 2
    if re.search(r"(?:^|[^ế]\s)báo cáo(?:\s+kết quả(?:\s+thực hiện)?)?$", before) and not before.endswith(
        "chế độ báo cáo"
    ):
        return 2
    return 0


def _continuous(body: str, phrase: Phrase, before: str) -> int:
    """ "thường xuyên" counts where it governs the first verb of the item, or closes it as an instruction."""
    if any(a.cue.endswith("từ") for a in phrase.atoms) or "năm" in body[phrase.core : phrase.end]:
        return 2
    after = body[phrase.end : phrase.end + _FARTHEST].lstrip(" ,")
    closes = not after.strip(" .;:/…-") or after.startswith((".", ";"))
    if _FINISH.search(body, max(0, phrase.core - 40), phrase.core) and closes:
        return 2
    if not before and closes:  # "…, UBND cấp xã phối hợp; thường xuyên."
        return 2
    if not _first_clause(body, phrase.start):
        return 0
    lead = _LIGHT_ONLY.sub("", before)
    verbs = _verb(lead)
    if not verbs:
        return 1 if lead != before or _verb(after[:60]) else 0
    if _ends_with_comma(body, phrase.start):
        return 0
    gap = lead[verbs[0].end() :]
    return 1 if len(verbs) == 1 and len(gap) <= 25 and "," not in gap else 0


def _first_clause(body: str, at: int) -> bool:
    """Nothing but markers, a label ("Công an tỉnh:") or a subject stands before the clause of ``at``."""
    if at > _FARTHEST:
        return False
    head = body[:at]
    stops = [
        s
        for s in _STOP.finditer(head)
        if not re.fullmatch(r"\s*(?:\(?(?:\d{1,2}|[a-zđ]|[ivx]+)\)?)?", head[: s.start()])
    ]
    return all(":" in s.group() or s.group().strip() in "-–" for s in stops) and not _verb(
        " ".join(head[: s.start()] for s in stops[-1:])
    )
