"""Bodies are found by the catalogue and, where it knows nothing, by the grammar of their names."""

import csv
from datetime import date

import pytest

from binhyen.kit.paths import LAW
from binhyen.operations.directives.reader.bodies import Body, Catalogue, default_catalogue


def names(text: str, home: str = "tỉnh") -> list[str]:
    return [body.name for body in default_catalogue().for_home(home).find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Giám đốc Công an tỉnh Nghệ An", ["Công an tỉnh"]),
        ("đồng chí Giám đốc Sở GD&ĐT", ["Sở Giáo dục và Đào tạo"]),
        ("Chủ tịch UBND các xã, phường, thị trấn", ["UBND cấp xã"]),
        ("Uỷ ban nhân dân các huyện, thị xã, thành phố", ["UBND cấp huyện"]),
        ("Toà án nhân dân tỉnh, VKSND tỉnh", ["Tòa án nhân dân tỉnh", "Viện kiểm sát nhân dân tỉnh"]),
        ("Công an TP Hà Nội", ["Công an thành phố"]),
        ("Bộ trưởng Bộ Y tế", ["Bộ Y tế"]),
        ("cấp ủy, chính quyền cơ sở", ["Đảng ủy cấp xã", "UBND cấp xã"]),
        ("các sở, ban, ngành, đoàn thể, UBND cấp xã", ["Các sở, ban, ngành", "Các đoàn thể", "UBND cấp xã"]),
        ("Ủy ban MTTQ và các tổ chức chính trị - xã hội tỉnh",
         ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Các tổ chức chính trị - xã hội"]),
        ("các đơn vị nghiệp vụ của Bộ Công an", ["Bộ Công an"]),
        ("Lực lượng Công an, Biên phòng, Hải quan",
         ["Lực lượng Công an", "Lực lượng Bộ đội Biên phòng", "Lực lượng Hải quan"]),
    ],
)  # fmt: skip
def test_catalogued_names_in_all_their_forms(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở Y tế, Giáo dục và Đào tạo, Tài chính", ["Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Tài chính"]),
        ("Giám đốc các Sở: Nội vụ, Tư pháp; Công an tỉnh", ["Sở Nội vụ", "Sở Tư pháp", "Công an tỉnh"]),
        ("Hội Nông dân, Phụ nữ, Cựu chiến binh tỉnh",
         ["Hội Nông dân tỉnh", "Hội Liên hiệp Phụ nữ tỉnh", "Hội Cựu chiến binh tỉnh"]),
        ("UBND các xã, phường: Bản Lầu, Y Tý, A Mú Sung thực hiện",
         ["UBND cấp xã (Bản Lầu)", "UBND cấp xã (Y Tý)", "UBND cấp xã (A Mú Sung)"]),
        ("Ban Chỉ đạo 138 các huyện Cao Lộc, Văn Lãng",
         ["Ban Chỉ đạo 138 huyện Cao Lộc", "Ban Chỉ đạo 138 huyện Văn Lãng"]),
        ("Mặt trận Tổ quốc và Công an cấp xã", ["Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã", "Công an cấp xã"]),
        ("các tổ chức nghề nghiệp (Thuế tỉnh, Kho bạc Nhà nước khu vực IX; Bưu điện tỉnh...)",
         ["Các tổ chức nghề nghiệp", "Thuế tỉnh", "Kho bạc Nhà nước khu vực IX", "Bưu điện tỉnh"]),
    ],
)  # fmt: skip
def test_lists_are_read_as_lists(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chi cục Kiểm lâm phối hợp", ["Chi cục Kiểm lâm"]),
        ("Trường Cao đẳng Y tế Sơn La tổ chức", ["Trường Cao đẳng Y tế Sơn La"]),
        ("Bệnh viện Bảo vệ sức khỏe tâm thần; sơ kết", ["Bệnh viện Bảo vệ sức khỏe tâm thần"]),
        ("Sở Quy hoạch và Cảnh quan chủ trì", ["Sở Quy hoạch và Cảnh quan"]),
        ("Đồn Biên phòng Cửa khẩu quốc tế Lóng Sập", ["Đồn Biên phòng Cửa khẩu quốc tế Lóng Sập"]),
        ("Viettel Sơn La, VNPT Sơn La", ["Viettel Sơn La", "VNPT Sơn La"]),
    ],
)
def test_unknown_bodies_are_recognised_by_grammar(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    ["Ban hành kế hoạch", "Báo cáo kết quả", "Phòng ngừa tội phạm", "Hội nghị trực tuyến", "Bộ tiêu chí đánh giá",
     "Sở hữu trí tuệ", "Trường hợp khẩn cấp", "TỔ CHỨC THỰC HIỆN", "Đoàn kết toàn dân", "mặt trận đấu tranh"],
)  # fmt: skip
def test_common_words_are_no_bodies(text):
    assert names(text) == []


def test_a_list_of_communes_is_not_seen_where_a_duty_begins():
    assert names("UBND các xã, phường: Rà soát người nghiện") == ["UBND cấp xã"]


def test_a_name_without_its_level_is_of_the_issuing_bodys_level():
    assert names("Hội Nông dân") == ["Hội Nông dân tỉnh"]
    assert names("Hội Nông dân", home="xã") == ["Hội Nông dân xã"]
    assert names("Hội Nông dân", home="") == ["Hội Nông dân"]


def test_the_register_may_supply_the_names():
    catalogue = Catalogue((Body("doi_7", "Đội công tác số 7", "fixed", aliases=("đội bảy",)),))

    assert [(body.name, body.key) for body in catalogue.find("giao đội bảy thực hiện")] == [
        ("Đội công tác số 7", "doi_7")
    ]


def test_bodies_that_ceased_say_when_and_what_came_after():
    body = default_catalogue().by_key("s_ldtbxh")

    assert body is not None
    assert body.valid_to == date(2025, 2, 28)
    assert "s_nv" in body.successor


def test_the_catalogue_is_sound():
    with (LAW / "bodies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert all(row["key"] and row["name"] and row["source"] for row in rows)
    assert {row["form"] for row in rows} == {"fixed", "local", "group"}
    assert len({(row["key"], row["name"]) for row in rows}) == len(rows)
