"""Duties: what is one, who leads, who helps, and what is handed down to whom."""

from datetime import date
from time import process_time

import pytest

from binhyen.operations.directives.reader import read
from binhyen.operations.directives.reader.values import DeadlineType, Duty, DutyKind

ISSUED = date(2026, 2, 1)


def duties(*lines: str, head: str = "III. NHIỆM VỤ, GIẢI PHÁP") -> tuple[Duty, ...]:
    return read("\n\n".join((head, *lines)), issued=ISSUED).duties


def leads(duty: Duty) -> list[str]:
    return [body.name for body in duty.leads]


def helpers(duty: Duty) -> list[str]:
    return [body.name for body in duty.coordinators]


def test_grounds_situation_and_purposes_ask_for_nothing():
    assert duties("- Tăng cường sự lãnh đạo của cấp ủy đối với công tác này.", head="I. MỤC ĐÍCH, YÊU CẦU") == ()
    assert duties("- Năm qua đã bắt giữ 120 vụ, xử lý 150 đối tượng.", head="I. KẾT QUẢ ĐẠT ĐƯỢC") == ()


@pytest.mark.parametrize(
    "closing",
    [
        "Trên đây là Kế hoạch năm 2026, yêu cầu các đơn vị nghiêm túc thực hiện./.",
        "Yêu cầu Thủ trưởng các sở, ban, ngành triển khai thực hiện nghiêm túc, hiệu quả./.",
        "Quá trình thực hiện có khó khăn, vướng mắc, kịp thời phản ánh về Công an tỉnh để tổng hợp./.",
        "Các nhiệm vụ cụ thể nêu tại Phụ lục kèm theo.",
    ],
)
def test_closing_orders_and_pointers_ask_for_nothing(closing):
    assert len(duties("1. Công an tỉnh rà soát người nghiện trên địa bàn toàn tỉnh.", closing)) == 1


def test_a_duty_nobody_is_named_for_is_kept_without_a_lead():
    (duty,) = duties("- Nâng cao chất lượng công tác tuyên truyền tại khu dân cư.")

    assert (leads(duty), duty.lead_basis, duty.certain) == ([], "none", False)


@pytest.mark.parametrize(
    "words",
    [
        "1. Giao Sở Y tế rà soát các cơ sở điều trị.",
        "1. Sở Y tế: rà soát các cơ sở điều trị.",
        "1. Sở Y tế rà soát các cơ sở điều trị.",
        "1. Giám đốc Sở Y tế chịu trách nhiệm rà soát các cơ sở điều trị.",
        "1. Căn cứ tình hình thực tế, Sở Y tế rà soát các cơ sở điều trị.",
        "1. Để kịp thời phát hiện vi phạm, giao Sở Y tế rà soát các cơ sở điều trị.",
        "1. Rà soát các cơ sở điều trị (Sở Y tế chủ trì thực hiện).",
        "1. Rà soát các cơ sở điều trị trên địa bàn (Sở Y tế).",
        "1. Rà soát các cơ sở điều trị. Cơ quan chủ trì: Sở Y tế.",
        "1. UBND tỉnh giao Sở Y tế rà soát các cơ sở điều trị.",
    ],
)
def test_the_lead_named_in_the_duty_itself(words):
    (duty,) = duties(words)

    assert (leads(duty), duty.lead_basis) == (["Sở Y tế"], "explicit")


def test_a_bracket_that_assigns_beats_the_grammatical_subject():
    (duty,) = duties("- Lực lượng Công an, Hải quan nắm tình hình (Công an tỉnh, Sở Y tế thực hiện thường xuyên).")

    assert leads(duty) == ["Công an tỉnh", "Sở Y tế"]


def test_the_heading_hands_its_body_down():
    first, second = duties(
        "1. Sở Nội vụ chủ trì, phối hợp với Công an tỉnh:", "a) Dạy nghề.", "b) Giới thiệu việc làm."
    )

    assert leads(first) == leads(second) == ["Sở Nội vụ"]
    assert helpers(first) == ["Công an tỉnh"]
    assert first.lead_basis == "heading"


def test_an_assignment_after_the_duties_goes_back_to_all_of_them():
    found = duties(
        "1. Công tác phòng ngừa",
        "- Tuyên truyền tại các trường học trên địa bàn.",
        "- Xây dựng mô hình tự quản ở khu dân cư.",
        "(Sở Y tế chủ trì, phối hợp với UBND cấp xã thực hiện, hoàn thành trước ngày 30/6/2026)",
        "- Tổ chức hội thi tìm hiểu pháp luật cho học sinh.",
    )

    assert [leads(duty) for duty in found] == [["Sở Y tế"], ["Sở Y tế"], []]
    assert [helpers(duty) for duty in found[:2]] == [["UBND cấp xã"], ["UBND cấp xã"]]
    assert [duty.deadline.value for duty in found] == ["2026-06-30", "2026-06-30", ""]
    assert (found[0].lead_basis, found[0].deadline.basis) == ("trailing", "inherited")


def test_a_section_of_its_own_assigns_the_section_before_it():
    found = duties(
        "4. Công tác rà soát",
        "4.1. Nội dung rà soát",
        "- Thống kê người nghiện trên địa bàn.",
        "- Thống kê cơ sở kinh doanh có điều kiện.",
        "4.2. Phân công thực hiện",
        "- Đơn vị chủ trì: Công an tỉnh.",
        "- Đơn vị phối hợp: Sở Y tế, UBND cấp xã.",
        "4.3. Thời gian thực hiện: Hoàn thành trước 28/02/2026, sau đó duy trì thường xuyên.",
    )

    assert [(leads(duty), helpers(duty), duty.lead_basis) for duty in found] == [
        (["Công an tỉnh"], ["Sở Y tế", "UBND cấp xã"], "section")
    ] * 2
    assert {duty.deadline.value for duty in found} == {"2026-02-28;THEN=CONTINUOUS"}


def test_labelled_lines_below_a_duty_are_its_own():
    first, second = duties(
        "1. Xây dựng quy chế phối hợp liên ngành trên tuyến biên giới.",
        "Cơ quan chủ trì: Công an tỉnh.",
        "Cơ quan phối hợp: Sở Ngoại vụ.",
        "Thời gian: Quý II/2026.",
        "Sản phẩm: Quy chế.",
        "2. Tổ chức hội nghị tổng kết công tác năm.",
        "Cơ quan chủ trì: Sở Nội vụ.",
    )

    assert (leads(first), helpers(first), first.deadline.value) == (["Công an tỉnh"], ["Sở Ngoại vụ"], "2026-Q2")
    assert first.result == "Quy chế"
    assert (leads(second), second.deadline.type) == (["Sở Nội vụ"], DeadlineType.NONE)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Công an tỉnh phối hợp với Sở Y tế, UBND cấp xã rà soát địa bàn.", ["Sở Y tế", "UBND cấp xã"]),
        ("Công an tỉnh chủ trì, phối hợp các đơn vị liên quan rà soát.", ["Các cơ quan, đơn vị liên quan"]),
        ("Công an tỉnh rà soát địa bàn; phối hợp chặt chẽ với Sở Y tế điều trị.", ["Sở Y tế"]),
        ("Công an tỉnh chủ trì, Sở Y tế phối hợp.", ["Sở Y tế"]),
        ("Công an tỉnh chỉ đạo Công an cấp xã nắm tình hình địa bàn.", []),
        ("Công an tỉnh xây dựng quy chế phối hợp giữa Công an và Sở Y tế.", []),
        ("Công an tỉnh phối hợp với lực lượng Hải quan các tỉnh giáp biên Trung Quốc.", []),
        ("Công an tỉnh phối hợp triển khai các đợt cao điểm.", []),
    ],
)
def test_helpers_are_those_named_after_the_word_for_it(words, found):
    (duty,) = duties("1. " + words)

    assert (leads(duty), helpers(duty)) == (["Công an tỉnh"], found)


def test_items_counted_in_a_paragraph_share_its_body_and_its_last_bracket():
    found = duties(
        "- Giao Công an tỉnh: (1) Rà soát người nghiện; (2) Lập hồ sơ quản lý trước ngày 31/3/2026; (3) Đánh giá"
        " kết quả (thực hiện hằng quý)."
    )

    assert [leads(duty) for duty in found] == [["Công an tỉnh"]] * 3
    assert [duty.deadline.value for duty in found] == [
        "FREQ=MONTHLY;INTERVAL=3",
        "2026-03-31",
        "FREQ=MONTHLY;INTERVAL=3",
    ]


def test_a_second_duty_with_its_own_deadline_is_split_off():
    first, second = duties(
        "- UBND cấp xã ban hành kế hoạch chỉ đạo (hoàn thành trước ngày 28/02/2026). Đồng thời tổ chức cho các thôn ký"
        " cam kết trước ngày 31/10/2026."
    )

    assert (first.deadline.value, second.deadline.value) == ("2026-02-28", "2026-10-31")
    assert leads(first) == leads(second) == ["UBND cấp xã"]
    assert second.text.startswith("Đồng thời")


def test_a_report_with_its_own_rhythm_is_split_off_and_says_to_whom():
    first, second = duties(
        "1. Các sở, ban, ngành xây dựng, triển khai kế hoạch của đơn vị; định kỳ hằng tháng báo cáo UBND tỉnh"
        " (qua Công an tỉnh)."
    )

    assert (first.kind, first.deadline.type) == (DutyKind.TASK, DeadlineType.NONE)
    assert (second.kind, second.deadline.value) == (DutyKind.REPORT, "FREQ=MONTHLY")
    assert second.report_to == "UBND tỉnh (qua Công an tỉnh)"


def test_several_verbs_in_one_paragraph_are_one_duty():
    assert len(duties("1. Sở Y tế rà soát, thống kê; tổ chức tập huấn. Kiểm tra, xử lý vi phạm theo quy định.")) == 1


def test_particulars_of_an_event_belong_to_it():
    (duty,) = duties(
        "3.1. Công an tỉnh tham mưu tổ chức Hội nghị quán triệt, triển khai Nghị quyết, trong đó:",
        "- Hình thức: trực tiếp kết hợp trực tuyến;",
        "- Thời gian: dự kiến trước ngày 03/3/2026;",
        "- Thành phần tại điểm cầu chính:",
        "(1) Kính mời lãnh đạo Bộ Công an dự;",
        "(2) Lãnh đạo Tỉnh ủy, HĐND, UBND tỉnh;",
    )

    assert (leads(duty), duty.deadline.value) == (["Công an tỉnh"], "2026-03-03")


def test_targets_are_targets_and_need_nobody():
    (duty,) = duties("- 100% cơ sở kinh doanh được kiểm tra trong năm 2026.", head="II. MỤC TIÊU, CHỈ TIÊU")

    assert (duty.kind, leads(duty), duty.targets[0].value) == (DutyKind.TARGET, [], 100)


TABLE = (
    "| TT | Nội dung | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian | Sản phẩm |\n"
    "|---|---|---|---|---|---|\n"
    "| I | Tuyên truyền | | | | |\n"
    "| 1 | Biên soạn tài liệu tuyên truyền | Sở Y tế | Công an tỉnh; UBND các xã, phường | Quý I/2026 | Tài liệu |\n"
    "| 2 | Tổ chức hội thi trực tuyến | nt | | Thường xuyên | |"
)


def test_a_table_is_read_by_its_columns():
    first, second = duties(TABLE)

    assert (leads(first), helpers(first)) == (["Sở Y tế"], ["Công an tỉnh", "UBND cấp xã"])
    assert (first.deadline.value, first.result) == ("2026-Q1", "Tài liệu")
    assert (leads(second), second.deadline.type) == (["Sở Y tế"], DeadlineType.CONTINUOUS)


def test_a_table_that_names_nobody_and_no_time_asks_for_nothing():
    assert duties("| TT | Địa bàn | Số vụ |\n|---|---|---|\n| 1 | Phường A | 12 |") == ()


def test_text_after_the_signature_asks_for_nothing_until_an_annex_begins():
    found = duties(
        "1. Sở Y tế rà soát các cơ sở điều trị.",
        "Nơi nhận:\n- Công an tỉnh;\n- UBND các xã, phường.",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "Nguyễn Văn Thử",
        "PHỤ LỤC",
        "PHÂN CÔNG NHIỆM VỤ",
        TABLE,
    )

    assert [leads(duty) for duty in found] == [["Sở Y tế"]] * 3


def test_every_duty_says_where_it_stands_and_why_it_was_read_so():
    printed = "- **Sở Y tế** tập huấn (*hoàn thành trước ngày 30/6/2026*)."
    source = f"# III. NHIỆM VỤ\n\n1. Công tác phòng ngừa\n\n{printed}\n"
    (duty,) = read(source, issued=ISSUED).duties

    assert (duty.line, duty.col, duty.path) == (5, 0, ("III", "1", "-1"))
    assert duty.text == printed
    assert duty.title == "Tập huấn"
    assert set(duty.why) >= {"leads", "deadline", "kind"}
    assert all(reason.strip() for reason in duty.why.values())


def test_a_document_without_a_duty_is_a_reading_without_duties():
    assert read("KẾ HOẠCH\nVề công tác văn thư\n\nI. MỤC ĐÍCH\n\n1. Nâng cao nhận thức của cán bộ.").duties == ()


def test_reading_is_linear_in_the_number_of_duties():
    many = duties(*(f"{number}. Sở Y tế rà soát cơ sở số {number} trên địa bàn." for number in range(1, 400)))

    assert [duty.index for duty in many] == list(range(399))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Các cơ quan, đơn vị báo cáo kết quả về Công an tỉnh trước ngày 20 hằng tháng.", DutyKind.REPORT),
        ("Công an tỉnh, Sở Y tế gửi báo cáo về UBND tỉnh trước ngày 20/4/2026.", DutyKind.REPORT),
        ("Sở Y tế xây dựng đề cương, biểu mẫu báo cáo trước ngày 20/3/2026.", DutyKind.TASK),
        ("Sở Y tế tham mưu UBND tỉnh báo cáo Bộ Y tế về tổng kết.", DutyKind.TASK),
    ],
)
def test_a_duty_to_report_is_told_from_one_that_mentions_reports(words, kind):
    duties = read(f"KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n1. {words}\n").duties

    assert [duty.kind for duty in duties] == [kind]


@pytest.mark.parametrize("words", ["Căn cứ " + "Sở Y tế, " * 3000, "a. " * 12000, "Sở Y tế (" * 5000])
def test_no_paragraph_is_too_strange_to_be_read_in_a_moment(words):
    started = process_time()
    read(f"KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n1. {words}\n")

    assert process_time() - started < 5
