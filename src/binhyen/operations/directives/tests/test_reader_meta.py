"""Head and foot of a directive: issuer, number, day, kind, subject, signer, recipients, grounds."""

from datetime import date

import pytest

from binhyen.operations.directives.reader import read
from binhyen.operations.directives.reader.meta import home_of, reference_day

PLAN = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 27/KH-UBND

Hòa Bình, ngày 09 tháng 3 năm 2026

KẾ HOẠCH
Phòng, chống ma túy năm 2026

Căn cứ Luật Phòng, chống ma túy số 120/2025/QH15 ngày 10/12/2025; Kế hoạch số 5/KH-BCA ngày 02/01/2026 của Bộ Công an;

I. NHIỆM VỤ

1. Công an tỉnh rà soát người nghiện trên địa bàn; hoàn thành trước ngày 30/6/2026.

Nơi nhận:
- Bộ Công an;
- Các sở, ban, ngành;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Đinh Văn Thử"""

LETTER = """UBND TỈNH SƠN LA
Số: 118/UBND-NC
V/v tăng cường kiểm tra dịp hè

Sơn La, ngày 25 tháng 5 năm 2026

Kính gửi:
- Công an tỉnh;
- UBND các xã, phường.

Chủ tịch UBND tỉnh yêu cầu:

1. Công an tỉnh kiểm tra các cơ sở lưu trú trên địa bàn toàn tỉnh.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lò Văn Thử"""


def test_a_plan_is_read_from_letterhead_to_signature():
    meta = read(PLAN).meta

    assert (meta.issuer, meta.number, meta.symbol) == ("Ủy ban nhân dân tỉnh Hòa An", "27", "KH-UBND")
    assert (meta.issued_on, meta.place, meta.province) == (date(2026, 3, 9), "Hòa Bình", "Hòa Bình")
    assert (meta.kind, meta.abstract) == ("Kế hoạch", "Phòng, chống ma túy năm 2026")
    assert (meta.signing_form, meta.signer_role, meta.signer) == ("KT.", "Phó Chủ tịch", "Đinh Văn Thử")
    assert meta.recipients == ("Bộ Công an", "Các sở, ban, ngành", "Lưu: VT")
    assert [ref.number for ref in meta.legal_bases] == ["120/2025/QH15", "5/KH-BCA"]


def test_two_columns_printed_into_one_line_are_told_apart():
    head = "UỶ BAN NHÂN DÂN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH HÒA BÌNH Độc lập - Tự do - Hạnh phúc\n"
    foot = "Nơi nhận: KT. CHỦ TỊCH\n- Như trên; PHÓ CHỦ TỊCH\n- Lưu: VT.\n\nLê Thị Thử"
    plan = head + PLAN[PLAN.index("Số:") : PLAN.index("Nơi nhận")] + foot
    meta = read(plan).meta

    assert (meta.issuer, meta.number) == ("Uỷ ban nhân dân tỉnh Hòa Bình", "27")
    assert (meta.signing_form, meta.signer_role, meta.signer) == ("KT.", "Phó Chủ tịch", "Lê Thị Thử")


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("BỘ CÔNG AN\nBỘ TRƯỞNG", "Bộ Công an"),
        ("UBND TỈNH HÒA BÌNH\nSỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo tỉnh Hòa Bình"),
        ("UBND TỈNH HÒA BÌNH\nVĂN PHÒNG", "Văn phòng UBND tỉnh Hòa Bình"),
        ("UBND TỈNH HÒA BÌNH\nBAN CHỈ ĐẠO 138", "Ban Chỉ đạo 138 tỉnh Hòa Bình"),
        ("CỤC HẢI QUAN\nCHI CỤC HẢI QUAN KHU VỰC VIII", "Chi cục Hải quan khu vực VIII"),
    ],
)
def test_an_issuer_is_written_as_in_a_sentence_with_the_area_of_its_superior(head, issuer):
    assert read(f"{head}\n\n" + PLAN[PLAN.index("Số:") :]).meta.issuer == issuer


def test_an_annex_after_the_signature_signs_nothing():
    meta = read(PLAN + "\n\nPHỤ LỤC\nDANH MỤC\n\nQUYẾT ĐỊNH\n\nNguyễn Văn Khác").meta

    assert meta.signer == "Đinh Văn Thử"


def test_a_letter_has_its_subject_and_its_addressees():
    reading = read(LETTER)

    assert (reading.meta.kind, reading.meta.abstract) == ("Công văn", "Tăng cường kiểm tra dịp hè")
    assert reading.meta.recipients == ("Công an tỉnh", "UBND các xã, phường")
    assert [[body.name for body in duty.leads] for duty in reading.duties] == [["Công an tỉnh"]]


def test_a_blank_number_and_a_blank_day_stay_blank():
    meta = read(PLAN.replace("Số: 27/KH", "Số:    /KH").replace("ngày 09 tháng", "ngày     tháng")).meta

    assert (meta.number, meta.symbol, meta.issued_on) == ("", "KH-UBND", None)
    assert meta.issued_text == "ngày tháng 3 năm 2026"


def test_days_without_a_year_take_the_year_of_the_document():
    reading = read(PLAN.replace("ngày 09 tháng", "ngày     tháng").replace("30/6/2026", "30/6"))

    assert reference_day(reading.meta, reading.blocks) == date(2026, 3, 1)
    assert reading.duties[0].deadline.value == "2026-06-30"


def test_an_impossible_day_is_none():
    assert read(PLAN.replace("ngày 09 tháng 3", "ngày 31 tháng 02")).meta.issued_on is None


def test_the_issuer_is_read_at_the_foot_where_the_head_is_missing():
    assert read(PLAN[PLAN.index("Hòa Bình, ngày") :]).meta.issuer == "Ủy ban nhân dân tỉnh Hòa Bình"


@pytest.mark.parametrize(
    ("head", "home"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH SƠN LA", "tỉnh"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI", "thành phố"),
        ("ỦY BAN NHÂN DÂN\nXÃ CHIỀNG SƠ", "xã"),
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG VŨ NINH", "phường"),
        ("BỘ CÔNG AN", ""),
        ("THÀNH ỦY HẢI PHÒNG", "thành phố"),
    ],
)
def test_the_level_of_the_issuing_body(head, home):
    reading = read(head + PLAN[PLAN.index("\n\nCỘNG HÒA") :])

    assert home_of(reading.meta, reading.blocks) == home
