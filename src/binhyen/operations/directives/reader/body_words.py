"""Words around the names of bodies: heads, units, qualifiers, what joins the names of a list."""

from __future__ import annotations

import re

from .words import UPPER

# Heads of bodies stand for the bodies; "Chánh Văn phòng UBND" keeps "Văn phòng UBND".
PERSON = re.compile(
    r"(?:(?:các\s+)?(?:đồng chí|đ/c|ông|bà)\s+)?"
    r"(?:(?:phó\s+)?chủ tịch|(?:phó\s+)?(?:tổng\s+)?giám đốc|thủ trưởng|chỉ huy trưởng|chỉ huy"
    r"|chánh(?=\s+(?:văn phòng|thanh tra))"
    r"|chánh án|viện trưởng|trưởng ban(?=\s+ban\s)|trưởng(?=\s+(?:công an|ban|phòng|chi nhánh|các|trạm))|bí thư"
    r"|tổng biên tập|hiệu trưởng"
    r"|giám hiệu|cục trưởng|chi cục trưởng|bộ trưởng|tư lệnh|tổng thanh tra|thống đốc|tập thể lãnh đạo"
    r"|(?:ban\s+)?lãnh đạo|người đứng đầu"
    r"|ban (?:chấp hành|thường vụ)(?=\s+(?:hội|liên đoàn|tỉnh đoàn|thành đoàn|đoàn))|đồn trưởng|đội trưởng"
    r"|trạm trưởng|thường trực(?=\s+(?:ubnd|ủy ban|đảng ủy|hội))|đại diện lãnh đạo)"
    r"(?:\s*,\s*(?:phó\s+)?(?:chủ tịch|giám đốc|trưởng))?\s+(?:của\s+)?"
    r"|(?:các\s+)?(?:đồng chí|đ/c)\s+"
)
PARTY_HEAD = re.compile(r"bí thư\s+(?:đảng ủy\s+)?(?:(?:các\s+)?xã,\s*phường|cấp xã|xã\b|phường\b)")
PARTY = re.compile(r"(?:cấp ủy|đảng ủy)(?:\s+đảng)?\s+(?:(?:các\s+)?xã,\s*phường|cấp xã|cơ sở)")
UNIT_OF = re.compile(
    r"(?:các\s+)?(?:đơn vị|cơ quan|cục|phòng|vụ|ban|lực lượng)(?:\s+(?:nghiệp vụ|chức năng|chuyên môn|liên quan))?"
    r"(?:,\s*(?:đơn vị|địa phương|phòng|ban))?\s+(?:của|thuộc)\s+(?=\S)"
)
BOTH = re.compile(
    r"(?:các\s+)?(?:cấp ủy(?:\s+đảng)?|đảng ủy)(?:,|\s+và)?\s+(?:hđnd,\s*)?(?:chính quyền|ubnd|ủy ban nhân dân)\s+"
    r"(?:cấp xã|cơ sở|(?:các\s+)?xã,\s*phường(?:,\s*(?:thị trấn|đặc khu))?|các xã)"
)
COMMUNE_GOVERNMENT = re.compile(r"chính quyền\s+(?:cơ sở|cấp xã|(?:các\s+)?xã,\s*phường)|cấp xã\b(?=\s*[:.]?\s*$)")
QUALIFIER = re.compile(
    r"(?:\s+(?:(?:có\s+)?liên quan(?:\s+khác)?|chức năng|cấp tỉnh|cấp thành phố|cấp xã|của\s+(?:tỉnh|thành phố|xã)"
    r"|(?:trên|ở|đóng trên)\s+(?:các\s+)?địa bàn"
    r"(?:\s+(?:toàn\s+)?(?:tỉnh|thành phố|xã|phường))?|khác|còn lại|trực thuộc(?:\s+(?:tỉnh|ubnd\s+tỉnh|tỉnh ủy))?"
    r"|thuộc\s+(?:tỉnh|ubnd\s+tỉnh|thành phố)|tại\s+địa\s+phương"
    r"|giáp\s+ranh|biên giới|các\s+cấp|từ\s+tỉnh\s+đến\s+(?:cấp\s+xã|cơ\s+sở)|trong\s+tỉnh|cùng\s+cấp|đồng\s+cấp"
    r"|nơi\s+cư\s+trú|các\s+tỉnh(?!,)|phòng,?\s*chống\s+ma\s+túy|trọng\s+điểm|tỉnh\b|thành phố\b))+"
)
STANDING = re.compile(
    r"\s*[-–,(]\s*(?:là\s+)?cơ quan\s+thường trực(?:\s+(?:của\s+)?ban chỉ đạo(?:\s+\d+)?(?:\s+tỉnh"
    r"|\s+thành phố)?)?\s*\)?"
)
COMMA = re.compile(
    r"\s*[,;+]\s*(?:(?:và|cùng|với|cùng với)\s+)?(?:các\s+(?=sở[: ]))?|\s+(?:và|cùng với|cùng|hoặc|với)\s+"
    rf"|\s*\.\.\.\s*,\s*|\s+[-–/]\s+(?=[{UPPER}])|/"
)
SERIES = re.compile(r"(?:các\s+)?(sở|bộ|hội|ban|phòng)\s*:?\s+(?=\S)")
HOME_KINDS = frozenset(("union", "front", "justice", "army", "committee", "council", "press", "department", "party"))
UNFINISHED = re.compile(r"\s+(?:chính trị|xã hội|đoàn thể|nghề nghiệp|đảng)\b")
CAPITAL_ONLY = re.compile(r"[A-ZĐ0-9]{2,6}$")
NUMBERED = re.compile(r"\s+(\d{2,4})\b")
TRIM = " \t,;.:-–()"
