"""What kind of place a heading opens: duties, targets, or text that asks for nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from .fields import FIELD, is_detail
from .outline import KIND_LINE, heading_text
from .values import Level, Node
from .words import fold


class Zone(StrEnum):
    OUTSIDE = "OUTSIDE"  # grounds, situation, purposes, requirements, signature: no duties
    TARGETS = "TARGETS"
    DUTIES = "DUTIES"
    REPORTS = "REPORTS"  # duties to report
    MONEY = "MONEY"  # cost: a duty only where a body is told something
    UNKNOWN = "UNKNOWN"


_TARGETS = re.compile(
    r"(?:(?:các\s+)?(?:mục tiêu|chỉ tiêu)|lộ trình,?\s*(?:và\s+)?mục tiêu|(?:một số\s+)?chỉ tiêu|nhóm chỉ tiêu"
    r"|hệ thống chỉ tiêu)\b"
)
_MIXED = re.compile(r"nhiệm vụ|giải pháp|nội dung|biện pháp|phân công|tổ chức thực hiện")
_OUTSIDE = re.compile(
    r"(?:mục đích|yêu cầu(?! (?:các|\d|sở|công an|ubnd|thủ trưởng|giám đốc|chủ tịch|bộ))|quan điểm|nguyên tắc"
    r"|phương châm|ý nghĩa|phạm vi(?: điều chỉnh)?|đối tượng(?:,| và)? phạm vi|đối tượng(?: áp dụng| tham gia)?$"
    r"|cơ sở (?:pháp lý|ban hành|thực tiễn|chính trị|xây dựng|để)"
    r"|căn cứ|sự cần thiết|bối cảnh|đặc điểm|(?:khái quát |đánh giá )?(?:tình hình|thực trạng)|kết quả (?:đạt được"
    r"|thực hiện|công tác|năm|triển khai)|những kết quả"
    r"|(?:những\s+)?(?:tồn tại|hạn chế|khó khăn|thuận lợi|ưu điểm|nguyên nhân|bài học)|nguyên nhân|dự báo"
    r"|giải thích từ ngữ|thời gian(?:,| và)? địa điểm"
    r"|(?:thời gian|địa điểm|thời hạn)(?: thực hiện| tổ chức)?$|đánh giá chung|hiệu lực|điều khoản thi hành"
    r"|nơi nhận|kính gửi|(?:nội dung\s+)?khẩu hiệu|chủ đề|thông điệp|danh sách|thành phần)\b"
)
_REPORTS = re.compile(
    r"(?:thực hiện (?:nghiêm )?)?(?:chế độ )?(?:thông tin,?\s*)?báo cáo\b|chế độ (?:thông tin|báo cáo|sơ kết)"
    r"|sơ kết, tổng kết, báo cáo"
)
_MONEY = re.compile(r"(?:nguồn\s+)?kinh phí|dự toán|nguồn lực tài chính|nguồn vốn|cơ chế tài chính|kinh phí thực hiện")
_DUTIES = re.compile(
    r"(?:các\s+|một số\s+|những\s+)?(?:nhóm\s+)?(?:nhiệm vụ|giải pháp|nội dung|biện pháp|công việc|hoạt động"
    r"|phân công|tổ chức thực hiện|trách nhiệm|thực hiện|phần việc)\b"
)
# Printed lines that close a document: what stands after them asks for nothing until a new part begins.
_TAIL = re.compile(r"nơi nhận\b|(?:tm|kt|tl|tuq|q)\.\s|(?:t/m|k/t|t/l)\s")
_HEAD_LINE = re.compile(
    r"(?:cộng hòa xã hội|độc lập\s*-|số\s*:|v/v\b|kính gửi|(?:ubnd|ủy ban nhân dân|tỉnh ủy"
    r"|đảng cộng sản)[^.;:]{0,40}$|[\w ]{3,30},\s*ngày\s)"
)
KINDS = (
    "kế hoạch|chương trình|chương trình hành động|quyết định|chỉ thị|công văn|thông báo|nghị quyết|hướng dẫn|đề án"
    "|quy chế"
    "|công điện|kết luận|phương án|phụ lục|danh mục|bảng phân công|quy định|phân công nhiệm vụ|thông tri|báo cáo"
    "|thông báo kết luận"
)
_KIND = re.compile(rf"(?:{KINDS})\s*:?$")
_DUTY_TABLE = re.compile(
    r"chủ trì|phối hợp|(?:nội dung|nhiệm vụ|công việc).*(?:thời gian|thời hạn|đơn vị|cơ quan|tiến độ)"
)
_ANNEX = re.compile(r"(?:phụ lục|danh mục nhiệm vụ|bảng phân công|bảng tổng hợp|biểu\s+\d|phân công nhiệm vụ)")


def zones(nodes: Sequence[Node]) -> list[Zone]:
    """The zone of every place: its own words decide, else those of the places above it."""
    found: list[Zone] = []
    tail = False
    for node in nodes:
        words = heading_text(node)
        if _TAIL.match(words):
            tail = True
        elif tail and _reopens(node, words):
            tail = False
        if _title_line(node, nodes):
            found.append(Zone.OUTSIDE)
            continue
        above = found[node.parent] if node.parent is not None else Zone.UNKNOWN
        found.append(Zone.OUTSIDE if tail else _own_zone(node, words, above))
    return found


def _title_line(node: Node, nodes: Sequence[Node]) -> bool:
    """The line that names the kind of the document, and its title below."""
    if node.level is not Level.LABEL or node.parent is not None:
        return False
    index = node.index
    for back in range(4):
        if index - back < 0 or nodes[index - back].level is not Level.LABEL or nodes[index - back].parent is not None:
            return False
        if KIND_LINE.fullmatch(fold(nodes[index - back].title).strip(" :*")):
            return True
        if nodes[index - back].title.endswith((".", ":", ";")):
            return False
    return False


def _reopens(node: Node, words: str) -> bool:
    if node.level in (Level.PART, Level.CHAPTER, Level.ARTICLE):
        return True
    if node.level is Level.ROW:
        return _DUTY_TABLE.search(words) is not None
    if node.level is Level.ROMAN and len(words) < 150:
        return True
    return node.level is Level.LABEL and (_KIND.fullmatch(words) is not None or _ANNEX.match(words) is not None)


def _own_zone(node: Node, words: str, above: Zone) -> Zone:
    if node.level in (Level.DASH, Level.PLUS, Level.ROW, Level.TEXT):
        return above
    label = _label(node, words)
    zone = _by_title(label, above) if label else None
    return above if zone is None else zone


def _label(node: Node, words: str) -> str:
    """The title part of a place: all of a short heading, what stands before the colon of a long one."""
    head, colon, _ = words.partition(":")
    if colon:
        return head if len(head) <= 90 else ""
    sentence = len(words) > 45 and node.title.rstrip().endswith((".", ";", ","))
    return words if len(words) <= 140 and not sentence else ""


def _by_title(label: str, above: Zone) -> Zone | None:
    if _MONEY.match(label):
        return Zone.MONEY
    if _OUTSIDE.match(label) and not (above in (Zone.DUTIES, Zone.REPORTS) and not _plain_outside(label)):
        return Zone.TARGETS if "mục tiêu" in label or "chỉ tiêu" in label and "yêu cầu" not in label else Zone.OUTSIDE
    if _TARGETS.match(label):
        return Zone.DUTIES if _MIXED.search(label) and "mục tiêu cụ thể" not in label else Zone.TARGETS
    if _REPORTS.match(label):
        return Zone.REPORTS
    if _DUTIES.match(label) or _MIXED.search(label):
        return Zone.DUTIES
    return None


def _plain_outside(label: str) -> bool:
    """Inside a part with duties only a bare "Mục đích", "Yêu cầu" closes it; "Kết quả công tác …" there is a duty."""
    return (
        re.fullmatch(r"(?:mục đích|yêu cầu|mục đích, yêu cầu|quan điểm|nguyên tắc|căn cứ|tình hình|thực trạng)", label)
        is not None
    )


def is_head_line(node: Node) -> bool:
    """Lines of the letterhead and the title."""
    words = fold(node.title)
    return _HEAD_LINE.match(words) is not None or _KIND.fullmatch(words.strip()) is not None


__all__ = ["FIELD", "KINDS", "Zone", "is_detail", "is_head_line", "zones"]
