"""The worst fault of a list reader is a person it passes over in silence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.operations.cases.reader.words import first_names

from .making import Page, listed, text_table, xlsx

# Syllables that also begin totals, sections, signatures, hamlets and lists.
_TRICKY = [
    *("Tổng", "Cộng", "Lưu", "Ý", "Ký", "Tên", "Thôn", "Bản", "Tổ", "Khu", "Xã", "Phường", "Chú", "Thích", "Nơi"),
    *("Nhận", "Đơn", "Vị", "Chủ", "Tịch", "Trưởng", "Người", "Lập", "Nam", "Nữ", "Năm", "Sinh", "Nghiện", "Tức", "Y"),
]
_FAMILY = st.sampled_from(sorted(each.capitalize() for each in first_names() if each.isalpha()))
_GIVEN = st.sampled_from([*_TRICKY, "Văn", "Thị", "Seo", "Páo", "Hương", "Mỷ", "Dũng"])
_NAMES = st.builds(lambda family, given: " ".join((family, *given)), _FAMILY, st.lists(_GIVEN, min_size=1, max_size=3))
_BIRTHS = st.sampled_from([1990, "1990", "05/03/1990", "5-3-1990", "03/1990", "sinh năm 1990"])
_PEOPLE = st.lists(st.tuples(_NAMES, _BIRTHS, st.booleans()), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_PEOPLE, st.booleans())
def test_everybody_with_a_birth_is_read_even_without_row_numbers(
    people: list[tuple[str, object, bool]], upper: bool
) -> None:
    rows: list[list[object]] = [["Họ và tên", "Ngày sinh", "Ghi chú"]]
    for name, birth, gap in people:
        rows.append([name.upper() if upper else name, birth, None])
        rows.extend([[]] if gap else [])
    rows.extend([["Tổng cộng"], ["NGƯỜI LẬP BIỂU", None, "TRƯỞNG CÔNG AN XÃ"]])
    for data in (xlsx(Page(rows)), text_table(rows)):
        found = [row.listed.full_name for row in listed(data).rows()]
        assert found == [name.upper() if upper else name for name, _, _ in people]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_PEOPLE, st.sampled_from(["Thôn Na Lốc", "I. Thôn Na Lốc", "A. NGƯỜI NGHIỆN MA TÚY", "Xã Bản Lầu"]))
def test_everybody_with_a_row_number_and_an_address_is_read_between_sections(
    people: list[tuple[str, object, bool]], section: str
) -> None:
    rows: list[list[object]] = [["STT", "Họ và tên", "Năm sinh", "Địa chỉ"], [section]]
    for number, (name, _, gap) in enumerate(people, 1):
        rows.append([number, name, None, "Tổ 5"])
        rows.extend([[section], []] if gap else [])
    rows.append([None, "Người lập", None, "Chỉ huy"])
    assert [row.listed.full_name for row in listed(xlsx(Page(rows))).rows()] == [name for name, _, _ in people]


@pytest.mark.parametrize("name", ["Tổng Văn Cộng", "Lưu Ý", "Cộng A Sểnh", "Thôn Thị Bản", "Nơi Văn Nhận", "Ký Tên"])
def test_a_name_alone_with_its_number_of_papers_is_read(name: str) -> None:
    rows = [["Họ và tên", "Số CCCD", "Địa chỉ"], ["Ma A Páo", "010090001234", None], [name, "010090001235", None]]
    assert [row.listed.full_name for row in listed(xlsx(Page(rows))).rows()] == ["Ma A Páo", name]


def test_what_was_not_read_as_a_person_is_named_by_its_rows() -> None:
    rows = [["STT", "Họ và tên", "Năm sinh"], [1, "Ma A Páo", 1990], [None, "NGƯỜI LẬP BIỂU"], [None, "Lê Văn Lập"]]
    result = listed(xlsx(Page(rows)))
    assert [each.says for each in result.findings] == [
        "Trang “Sheet1” có các dòng ghi chú, chữ ký không phải người nên không đọc: 3, 4."
    ]
