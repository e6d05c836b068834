"""Legal instruments as directives cite them."""

from __future__ import annotations

from datetime import date

import pytest

from binhyen.operations.directives.reader import references


@pytest.mark.parametrize(
    ("text", "kind", "number", "day", "issuer"),
    [
        (
            "Luật Phòng, chống ma túy số 120/2025/QH15 ngày 10/12/2025 của Quốc hội",
            "Luật",
            "120/2025/QH15",
            date(2025, 12, 10),
            "Quốc hội",
        ),
        (
            "Nghị định số 105/2021/NĐ-CP ngày 04/12/2021 của Chính phủ",
            "Nghị định",
            "105/2021/NĐ-CP",
            date(2021, 12, 4),
            "Chính phủ",
        ),
        ("Nghị định 28/2026/NĐ-CP", "Nghị định", "28/2026/NĐ-CP", None, ""),
        (
            "Quyết định số 28/2025/QĐ-TTg ngày 24 tháng 8 năm 2025 của Thủ tướng Chính phủ",
            "Quyết định",
            "28/2025/QĐ-TTg",
            date(2025, 8, 24),
            "Thủ tướng Chính phủ",
        ),
        (
            "Chỉ thị 36-CT/TW, ngày 16/8/2019 của Bộ Chính trị",
            "Chỉ thị",
            "36-CT/TW",
            date(2019, 8, 16),
            "Bộ Chính trị",
        ),
        ("Kết luận số 132-KL/TW ngày 18/3/2025", "Kết luận", "132-KL/TW", date(2025, 3, 18), ""),
        (
            "Kế hoạch số 551/KH -BCA, ngày 16/09/2025 của Bộ Công an",
            "Kế hoạch",
            "551/KH-BCA",
            date(2025, 9, 16),
            "Bộ Công an",
        ),
        ("Thông tư liên tịch số 05/2018/TTLT-BCA-BYT", "Thông tư liên tịch", "05/2018/TTLT-BCA-BYT", None, ""),
        ("Công văn số 2707/UBND-NC ngày 04/10/2025", "Công văn", "2707/UBND-NC", date(2025, 10, 4), ""),
        (
            "Chương trình hành động số 13-CTr/TU ngày 31/10/2025",
            "Chương trình hành động",
            "13-CTr/TU",
            date(2025, 10, 31),
            "",
        ),
        ("Nghị quyết số 42/2025/NQ-HĐND", "Nghị quyết", "42/2025/NQ-HĐND", None, ""),
        ("Hướng dẫn số 37/HD-BCA-C04", "Hướng dẫn", "37/HD-BCA-C04", None, ""),
        ("Bộ luật Hình sự năm 2015", "Bộ luật", "", None, ""),
        ("theo khoản 2 Điều 32", "Điều", "", None, ""),
        ("điểm a, b khoản 1 Điều 5 và Điều 7", "Điều", "", None, ""),
    ],
)
def test_a_citation_gives_kind_number_day_and_issuer(
    text: str, kind: str, number: str, day: date | None, issuer: str
) -> None:
    found = references.find(f"Căn cứ {text};")[0]
    assert (found.kind, found.number, found.issued_on, found.issuer) == (kind, number, day, issuer)


def test_each_of_several_is_found_and_the_nearer_kind_is_taken() -> None:
    text = (
        "Thực hiện Kế hoạch triển khai Kết luận số 132-KL/TW ngày 18/3/2025 của Bộ Chính trị; "
        "Nghị quyết số 163/2024/QH15 ngày 27/11/2024 của Quốc hội; Luật Phòng, chống ma túy năm 2021."
    )
    found = references.find(text)
    assert [(one.kind, one.number) for one in found] == [
        ("Kết luận", "132-KL/TW"),
        ("Nghị quyết", "163/2024/QH15"),
        ("Luật", ""),
    ]
    for one in found:
        assert one.span is not None
        assert " ".join(text[one.span.start : one.span.end].split()) == one.surface


@pytest.mark.parametrize(
    "text",
    [
        "Rà soát 42 xã, phường còn lại trước ngày 30/6/2026.",
        "Đường dây nóng 0912.345.678, hòm thư pc04@example.gov.vn.",
        "Báo cáo kết quả thực hiện về Công an tỉnh.",
        "Kế hoạch của đơn vị, địa phương.",
    ],
)
def test_what_cites_nothing_gives_nothing(text: str) -> None:
    assert references.find(text) == ()


def test_a_day_that_does_not_exist_is_left_out() -> None:
    (found,) = references.find("Quyết định số 12/QĐ-UBND ngày 31/02/2026")
    assert found.issued_on is None
