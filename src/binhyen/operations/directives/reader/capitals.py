"""A name or a post printed in capitals, as it is written inside a sentence: "SỞ Y TẾ" is "Sở Y tế"."""

from __future__ import annotations

import re

from .body_areas import PROVINCES
from .words import squeeze

_PLACE = re.compile(r"\b(?:tỉnh|thành phố|xã|phường|đặc khu|huyện|quận|thị xã|thị trấn)\s+(?P<name>.+)$")
_ROMAN = re.compile(r"\b[ivx]{2,5}\b|(?<=khu vực )[ivx]\b")
_SHORT = re.compile(r"\b(?:ubnd|hđnd|mttq|ubmttq|bch|tncs|mtqg|lhpn|ccb)\b")
# Proper names by the words they begin with; the longest first.
_PROPER = sorted(
    (
        "Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân", "Mặt trận Tổ quốc", "Việt Nam", "Công an",
        "Ban Chỉ đạo", "Ban Thường vụ", "Ban Thường trực", "Ban Chấp hành", "Ban Bí thư", "Bộ Chỉ huy", "Quân sự",
        "Bộ đội Biên phòng", "Bộ Chính trị", "Bộ Công an", "Bộ Quốc phòng", "Bộ Y tế", "Bộ Tư pháp", "Bộ Nội vụ",
        "Bộ Tài chính", "Bộ Giáo dục và Đào tạo", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Nội vụ", "Sở Tài chính",
        "Sở Tư pháp", "Sở Công Thương", "Sở Xây dựng", "Sở Ngoại vụ", "Sở Khoa học và Công nghệ",
        "Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường", "Sở Dân tộc và Tôn giáo",
        "Sở Lao động - Thương binh và Xã hội", "Sở Thông tin và Truyền thông", "Viện kiểm sát nhân dân",
        "Tòa án nhân dân", "Chi cục Hải quan", "Cục Hải quan", "Chi cục", "Cục", "Tỉnh ủy", "Thành ủy", "Đảng ủy",
        "Huyện ủy", "Văn phòng", "Chính phủ", "Thủ tướng", "Chủ tịch", "Giám đốc", "Bí thư", "Trưởng ban",
        "Bộ trưởng", "Thứ trưởng", "Tỉnh đoàn", "Thành đoàn", "Hồ Chí Minh", "Liên đoàn Lao động",
        "Hội Liên hiệp Phụ nữ", "Hội Nông dân", "Hội Cựu chiến binh", "Đoàn giám sát", "Trưởng đoàn",
        "Tổng Giám đốc", "Viện trưởng", "Chánh án", "Chánh Văn phòng", "Chánh Thanh tra", "Cục trưởng",
        "Trưởng Công an",
    ),
    key=len,
    reverse=True,
)  # fmt: skip
_PROPER_WORDS = re.compile(r"\b(?:" + "|".join(re.escape(name.lower()) for name in _PROPER) + r")\b")
_AS_WRITTEN = {name.lower(): name for name in _PROPER}
_PROVINCES = {name.lower(): name for name in PROVINCES}
_PROVINCE_WORDS = re.compile(
    r"\b(?:" + "|".join(re.escape(name) for name in sorted(_PROVINCES, key=len, reverse=True)) + r")\b"
)


def written(capitals: str) -> str:
    """``capitals`` with the capital letters of running text."""
    low = _PROPER_WORDS.sub(lambda found: _AS_WRITTEN[found.group()], squeeze(capitals).lower())
    low = _PROVINCE_WORDS.sub(lambda found: _PROVINCES[found.group()], low)
    low = _SHORT.sub(lambda found: found.group().upper(), _ROMAN.sub(lambda found: found.group().upper(), low))
    place = _PLACE.search(low)
    if place and len(place.group("name")) <= 30:
        words = (word[:1].upper() + word[1:] for word in place.group("name").split(" "))
        low = low[: place.start("name")] + " ".join(words)
    return low[:1].upper() + low[1:]
