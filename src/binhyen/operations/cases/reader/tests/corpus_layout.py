"""Lists whose difficulty is where things stand: titles, merged headings, sections, totals, several tables."""

from __future__ import annotations

from .making import Case, Page, ods, text_table, xlsx

_PLAIN = ["STT", "Họ và tên", "Năm sinh", "Số CCCD", "Địa chỉ"]

CASES = [
    Case(
        "plain headings in the first row",
        xlsx(Page([_PLAIN, [1, "Lù Văn Sín", 1990, "010090000111", "Thôn Na Lốc, xã Bản Lầu, tỉnh Lào Cai"]])),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "IDENTITY", "E": "ADDRESS"},
        [
            {
                "row": 2,
                "name": "Lù Văn Sín",
                "birth": "1990",
                "ids": ["010090000111"],
                "at": "Thôn Na Lốc | Bản Lầu | Lào Cai",
                "sex": "MALE",
            }
        ],
    ),
    Case(
        "letterhead, title, two-row merged headings, column numbers, section, total, signatures",
        xlsx(
            Page(
                [
                    ["CÔNG AN TỈNH LÀO CAI", None, None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                    ["CÔNG AN XÃ BẢN LẦU", None, None, None, None, "Độc lập - Tự do - Hạnh phúc"],
                    None,
                    ["DANH SÁCH NGƯỜI NGHIỆN MA TÚY XÃ BẢN LẦU NĂM 2026"],
                    ["(Tính đến ngày 15/11/2026)"],
                    ["STT", "Họ và tên", "Năm sinh", None, "Số CCCD", "Nơi ở", None, "Tình trạng", "Ghi chú"],
                    [None, None, "Nam", "Nữ", None, "Thường trú", "Hiện nay"],
                    [1, 2, 3, 4, 5, 6, 7, 8, 9],
                    ["I. Thôn Na Lốc"],
                    [
                        1,
                        "NGUYỄN VĂN TÙNG",
                        1990,
                        None,
                        "010090001234",
                        "Thôn Na Lốc, xã Bản Lầu",
                        None,
                        "Đang điều trị Methadone",
                    ],
                    [2, "Giàng Thị Mỷ", None, 1985, "010185001234", None, None, "Quản lý sau cai", "Hộ nghèo"],
                    ["II. Thôn Cốc Phương"],
                    [3, "Sùng A Dế", "1979", None, "063123456", None, None, "đang cai nghiện bắt buộc"],
                    ["Tổng cộng", 3],
                    None,
                    ["Danh sách có 03 người./."],
                    [None, "NGƯỜI LẬP BIỂU", None, None, None, None, "TRƯỞNG CÔNG AN XÃ"],
                    None,
                    [None, "Trần Văn Lập", None, None, None, None, "Lê Đức Trưởng"],
                ],
                merges=["A4:I4", "A6:A7", "B6:B7", "C6:D6", "E6:E7", "F6:G6", "H6:H7", "I6:I7", "A9:I9", "A12:I12"],
            )
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "SEX_MARK:MALE",
            "D": "SEX_MARK:FEMALE",
            "E": "IDENTITY",
            "F": "PERMANENT_ADDRESS",
            "G": "ACTUAL_ADDRESS",
            "H": "STATUS",
            "I": "NOTE",
        },  # fmt: skip
        [
            {
                "row": 10,
                "name": "NGUYỄN VĂN TÙNG",
                "sex": "MALE",
                "birth": "1990",
                "list": "L2",
                "state": "SUBSTITUTION",
                "permanent": "Thôn Na Lốc | Bản Lầu",
                "at": "Thôn Na Lốc | Bản Lầu",
            },
            {
                "row": 11,
                "name": "Giàng Thị Mỷ",
                "sex": "FEMALE",
                "birth": "1985",
                "state": "POST_REHAB",
                "note": "Hộ nghèo",
                "at": "Thôn Na Lốc | Bản Lầu",
            },
            {
                "row": 13,
                "name": "Sùng A Dế",
                "sex": "MALE",
                "birth": "1979",
                "ids": ["063123456"],
                "state": "COMPULSORY",
                "at": "Thôn Cốc Phương | Bản Lầu",
            },
        ],
        findings=[("H11", "LIST_STATUS")],
    ),
    Case(
        "three rows of headings",
        xlsx(
            Page(
                [
                    ["DANH SÁCH NGƯỜI SỬ DỤNG TRÁI PHÉP CHẤT MA TÚY"],
                    ["TT", "Thông tin cá nhân", None, None, None, "Quản lý", None, None],
                    [None, "Họ và tên", "Giới tính", "Ngày sinh", None, "Quyết định", None, "Thời hạn"],
                    [None, None, None, "Ngày tháng", "Năm", "Số", "Ngày", "Đến ngày"],
                    [1, "Tẩn Láo Tả", "Nam", None, 1999, "15/QĐ-CAX", "12/08/2026", "12/08/2027"],
                    [2, "Chảo Thị Mẩy", "Nữ", None, 2001, "16/QĐ-CAX", "15/09/2026", "15/09/2027"],
                ],
                merges=["A2:A4", "B2:E2", "F2:H2", "B3:B4", "C3:C4", "D3:E3", "F3:G3"],
            )
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "SEX",
            "D": "BIRTH",
            "E": "BIRTH_YEAR",
            "F": "DECISION",
            "G": "DECISION_ON",
            "H": "MEASURE_TO",
        },
        [
            {
                "row": 5,
                "name": "Tẩn Láo Tả",
                "birth": "1999",
                "decision_number": "15/QĐ-CAX",
                "decision_on": "2026-08-12",
                "measure_to": "2027-08-12",
                "list": "L1",
            },
            {"row": 6, "name": "Chảo Thị Mẩy", "birth": "2001", "sex": "FEMALE", "decision_number": "16/QĐ-CAX"},
        ],
    ),
    Case(
        "merged headings flattened to .csv: groups over empty cells",
        text_table(
            [
                ["DANH SÁCH NGƯỜI NGHIỆN"],
                ["STT", "Họ và tên", "Năm sinh", "", "Nơi ở", "", "Ghi chú"],
                ["", "", "Nam", "Nữ", "Thường trú", "Tạm trú", ""],
                ["1", "Vàng Seo Páo", "1988", "", "Bản Phiệt", "", ""],
                ["2", "Lò Thị Hà", "", "1992", "", "Tổ 5", ""],
            ]
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "SEX_MARK:MALE",
            "D": "SEX_MARK:FEMALE",
            "E": "PERMANENT_ADDRESS",
            "F": "TEMPORARY_ADDRESS",
            "G": "NOTE",
        },
        [
            {"row": 4, "name": "Vàng Seo Páo", "sex": "MALE", "birth": "1988"},
            {"row": 5, "name": "Lò Thị Hà", "sex": "FEMALE", "birth": "1992"},
        ],
        file="nghien.csv",
    ),
    Case(
        "two tables below each other with other headings",
        xlsx(
            Page(
                [
                    ["A. DANH SÁCH NGƯỜI NGHIỆN MA TÚY"],
                    ["STT", "Họ và tên", "Năm sinh", "Địa chỉ"],
                    [1, "Đỗ Văn Quý", 1980, "Tổ 3, phường Cốc Lếu"],
                    None,
                    ["B. DANH SÁCH NGƯỜI QUẢN LÝ SAU CAI"],
                    ["TT", "Họ tên", "Ngày sinh", "Số quyết định", "Ngày quyết định"],
                    [1, "Đỗ Văn Phú", "03/04/1979", "22/QĐ-UBND", "10/10/2025"],
                    [2, "Đỗ Thị Lành", "05/04/1981", "23/QĐ-UBND", "10/10/2025"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "ADDRESS"},
        [
            {"row": 3, "table": 0, "name": "Đỗ Văn Quý", "list": "L2"},
            {
                "row": 7,
                "table": 1,
                "name": "Đỗ Văn Phú",
                "list": "L3",
                "birth": "1979-04-03",
                "decision_number": "22/QĐ-UBND",
            },
            {"row": 8, "table": 1, "name": "Đỗ Thị Lành", "list": "L3"},
        ],
    ),
    Case(
        "headings repeated on every printed page",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", "Dân tộc"],
                    [1, "Hoàng Văn Thắng", 1990, "Tày"],
                    [2, "Hoàng Văn Thái", 1991, "Tày"],
                    ["STT", "Họ và tên", "Năm sinh", "Dân tộc"],
                    [3, "Hoàng Văn Thế", 1992, "Nùng"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "ETHNICITY"},
        [{"row": 2, "ethnicity": "Tày"}, {"row": 3}, {"row": 5, "name": "Hoàng Văn Thế", "table": 0}],
    ),
    Case(
        "two lists side by side",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", None, "STT", "Họ và tên", "Năm sinh"],
                    [1, "Bùi Văn Một", 1970, None, 3, "Bùi Văn Ba", 1972],
                    [2, "Bùi Văn Hai", 1971, None, 4, "Bùi Văn Bốn", 1973],
                    [None, None, None, None, 5, "Bùi Văn Năm", 1974],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": ""},
        [
            {"row": 2, "table": 0, "name": "Bùi Văn Một"},
            {"row": 2, "table": 1, "name": "Bùi Văn Ba", "birth": "1972"},
            {"row": 3, "table": 0, "name": "Bùi Văn Hai"},
            {"row": 3, "table": 1, "name": "Bùi Văn Bốn"},
            {"row": 4, "table": 1, "name": "Bùi Văn Năm"},
        ],
    ),
    Case(
        "sections within sections: lists, then hamlets",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh"],
                    ["A. NGƯỜI NGHIỆN MA TÚY"],
                    ["I. Thôn Bản Pho"],
                    [1, "Lương Văn Ất", 1975],
                    ["II. Thôn Bản Cầm"],
                    [2, "Lương Văn Giáp", 1976],
                    ["B. NGƯỜI SỬ DỤNG TRÁI PHÉP"],
                    [3, "Lương Văn Bính", 1977],
                    ["I. Thôn Bản Pho"],
                    [4, "Lương Văn Đinh", 1978],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH"},
        [
            {"row": 4, "list": "L2", "at": "Thôn Bản Pho"},
            {"row": 6, "list": "L2", "at": "Thôn Bản Cầm"},
            {"row": 8, "list": "L1", "at": None},
            {"row": 10, "list": "L1", "at": "Thôn Bản Pho"},
        ],
    ),
    Case(
        "communes as sections of a provincial list",
        xlsx(
            Page(
                [
                    ["Danh sách người nghiện các xã"],
                    ["STT", "Họ và tên", "Ngày sinh", "Thôn"],
                    ["1", "Xã Bản Lầu"],
                    [1, "Má Seo Chứ", "01/02/1990", "Na Lốc"],
                    ["2", "Xã Bát Xát (2 người)"],
                    [1, "Má Seo Sử", "03/02/1990", "Thôn 5"],
                    [2, "Má Seo Dơ", "04/02/1990", "Thôn 6"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "HAMLET"},
        [
            {"row": 4, "at": "Na Lốc | Bản Lầu"},
            {"row": 6, "at": "Thôn 5 | Bát Xát"},
            {"row": 7, "at": "Thôn 6 | Bát Xát"},
        ],
    ),
    Case(
        "totals inside, people whose names begin like totals",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", "Số lần cai nghiện"],
                    [1, "Tống Văn Cộng", 1980, 1],
                    [2, "Tống Thị Tổng", 1981, 2],
                    ["Cộng", None, None, 3],
                    [3, "Cồ Văn Hợi", 1983, "lần 3"],
                    [None, "Tổng số: 3 người"],
                    ["TỔNG CỘNG", None, None, 6],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "REHAB_TIMES"},
        [
            {"row": 2, "name": "Tống Văn Cộng", "rehab_times": 1},
            {"row": 3, "name": "Tống Thị Tổng", "rehab_times": 2},
            {"row": 5, "name": "Cồ Văn Hợi", "rehab_times": 3},
        ],
    ),
    Case(
        "hidden rows are read and marked",
        xlsx(
            Page(
                [_PLAIN, [1, "Phùng A Sinh", 1990, None, "Tổ 1"], [2, "Phùng A Sáng", 1991, None, "Tổ 2"]],
                hidden_rows=[3],
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "IDENTITY", "E": "ADDRESS"},
        [{"row": 2, "hidden": False}, {"row": 3, "hidden": True}],
    ),
    Case(
        "merged hamlet and status cells reach down over their people",
        xlsx(
            Page(
                [
                    ["STT", "Thôn", "Họ và tên", "Năm sinh", "Biện pháp"],
                    [1, "Thôn Lùng Thàng", "Hầu Văn Sài", 1985, "Cai nghiện tại gia đình"],
                    [2, None, "Hầu Văn Súa", 1986, None],
                    [3, "Thôn Séo Tủng", "Hầu Văn Say", 1987, "Methadone"],
                ],
                merges=["B2:B3", "E2:E3"],
            )
        ),
        {"A": "ORDINAL", "B": "HAMLET", "C": "FULL_NAME", "D": "BIRTH", "E": "STATUS"},
        [
            {"row": 2, "at": "Thôn Lùng Thàng", "state": "VOLUNTARY_HOME", "form": "HOME"},
            {"row": 3, "at": "Thôn Lùng Thàng", "state": "VOLUNTARY_HOME", "form": "HOME"},
            {"row": 4, "at": "Thôn Séo Tủng", "state": "SUBSTITUTION", "form": "METHADONE"},
        ],
    ),
    Case(
        "several sheets, one for each list, one without any list",
        xlsx(
            Page([["Tổng hợp số liệu"], ["Xã", "Số người"], ["Bản Lầu", 12]], name="TH"),
            Page([["STT", "Họ và tên", "Năm sinh"], [1, "Lý A Tủa", 1990]], name="Người nghiện"),
            Page([["STT", "Họ và tên", "Năm sinh"], [1, "Lý A Phừ", 1991]], name="Sau cai"),
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH"},
        [
            {"row": 2, "sheet": "Người nghiện", "list": "L2", "table": 0},
            {"row": 2, "sheet": "Sau cai", "list": "L3", "table": 1},
        ],
    ),
    Case(
        "a table of figures on the first sheet, two lists on the next",
        xlsx(
            Page(
                [
                    ["STT", "Xã, phường", "Người nghiện", "Người sử dụng", "Sau cai", "Ghi chú"],
                    [1, "Bản Lầu", 12, 3, 4],
                    [2, "Bát Xát", 10, 2, 1],
                    ["Tổng cộng", None, 22, 5, 5],
                ],
                name="Tổng hợp",
            ),
            Page(
                [
                    ["A. Người nghiện"],
                    ["STT", "Họ và tên", "Năm sinh"],
                    [1, "Tráng A Pao", 1990],
                    ["B. Người sử dụng trái phép"],
                    ["STT", "Họ tên", "Sinh năm", "Ghi chú"],
                    [1, "Tráng A Chu", 1991, "Đi làm ăn xa"],
                ],
                name="Danh sách",
            ),
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH"},
        [
            {"row": 3, "table": 0, "list": "L2"},
            {"row": 6, "table": 1, "list": "L1", "state": "NONE", "flags": ("ABSENT",)},
        ],
    ),
    Case(
        "parts of the list with their counts are nobody",
        xlsx(
            Page(
                [
                    ["DANH SÁCH QUẢN LÝ NGƯỜI NGHIỆN MA TÚY"],
                    [
                        "TT",
                        "Họ và tên",
                        "Năm sinh",
                        None,
                        "Số đang cai tại cơ sở",
                        "Số ngoài xã hội",
                        "Trong trại giam",
                    ],
                    [None, None, "Nam", "Nữ"],
                    ["I", "Xã Bản Qua", 1, 1, 1, 1, 0],
                    [1, "Phàn A Sài", 1980, None, 1, None, None],
                    [2, "Phàn Thị Mẩy", None, "1.982", None, 1, None],
                    ["II.", "Mường Vi", 1, None, None, None, 1],
                    [3, "Chảo A Lùng", "1990", None, None, None, 1],
                    [None, "Tổng", 2, 1, 1, 1, 1],
                ],
                merges=["A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:G3"],
            )
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "SEX_MARK:MALE",
            "D": "SEX_MARK:FEMALE",
            "E": "STATUS_MARK:COMPULSORY",
            "F": "STATUS_MARK:ADDICT",
            "G": "STATUS_MARK:PRISON",
        },
        [
            {"row": 5, "name": "Phàn A Sài", "state": "COMPULSORY", "at": "Bản Qua"},
            {"row": 6, "name": "Phàn Thị Mẩy", "birth": "1982", "state": "ADDICT", "at": "Bản Qua"},
            {"row": 8, "name": "Chảo A Lùng", "state": "PRISON"},
        ],
    ),
    Case(
        "one person on two lines, the name merged over both",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", "Số quyết định", "Ngày quyết định"],
                    [1, "Chấu A Khứ", 1990, "12/QĐ-UBND", "01/02/2024"],
                    [None, None, None, "15/QĐ-UBND", "01/02/2025"],
                    [2, "Chấu A Chư", 1991, "13/QĐ-UBND", "02/02/2024"],
                ],
                merges=["A2:A3", "B2:B3", "C2:C3"],
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "DECISION", "E": "DECISION_ON"},
        [{"row": 2, "decision_number": "12/QĐ-UBND"}, {"row": 4, "decision_number": "13/QĐ-UBND"}],
    ),
    Case(
        "blank rows and columns around and inside",
        xlsx(
            Page(
                [
                    None,
                    None,
                    [None, None, "TT", None, "Họ và tên", "Sinh năm", "Dân tộc"],
                    None,
                    [None, None, 1, None, "Thào A Lử", 1993, "H'Mông"],
                    None,
                    None,
                    [None, None, 2, None, "Thào A Vảng", 1994, "Mông"],
                ]
            )
        ),
        {"A": "", "B": "", "C": "ORDINAL", "D": "", "E": "FULL_NAME", "F": "BIRTH", "G": "ETHNICITY"},
        [{"row": 5, "name": "Thào A Lử", "ethnicity": "Mông"}, {"row": 8, "name": "Thào A Vảng", "ethnicity": "Mông"}],
    ),
    Case(
        "no headings at all",
        text_table(
            [
                ["1", "Nguyễn Văn Hùng", "1985", "010085000456", "Nam"],
                ["2", "Trần Thị Lan", "1990", "010190000789", "Nữ"],
                ["3", "Lê Văn Sơn", "1979", "010079000321", "Nam"],
            ]
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "IDENTITY", "E": "SEX"},
        [
            {"row": 1, "name": "Nguyễn Văn Hùng", "sex": "MALE", "birth": "1985"},
            {"row": 2, "name": "Trần Thị Lan", "sex": "FEMALE"},
            {"row": 3, "name": "Lê Văn Sơn", "ids": ["010079000321"]},
        ],
        file="khong tieu de.csv",
    ),
    Case(
        "LibreOffice: merged headings and a hidden row",
        ods(
            Page(
                [
                    ["Danh sách người sử dụng trái phép chất ma túy phường Lào Cai"],
                    ["STT", "Họ và tên", "Ngày sinh", "Xét nghiệm", None],
                    [None, None, None, "Ngày", "Kết quả"],
                    [1, "Nông Văn Dền", "07/08/1996", "20/10/2026", "Dương tính"],
                    [2, "Nông Thị Dua", "09/08/1997", "21/10/2026", "Âm tính"],
                ],
                merges=["A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"],
                hidden_rows=[5],
                name="DS",
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "TESTED_ON", "E": "TEST_RESULT"},
        [
            {
                "row": 4,
                "tested_on": "2026-10-20",
                "test_result": "POSITIVE",
                "list": "L1",
                "hidden": False,
                "at": "Lào Cai",
            },
            {"row": 5, "test_result": "NEGATIVE", "hidden": True},
        ],
        file="su dung.ods",
    ),
    Case(
        "signatures and notes below are nobody",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", "Ghi chú"],
                    [1, "Cư Seo Lềnh", 1988, None],
                    None,
                    ["Ghi chú: số liệu chưa gồm người đang chấp hành án"],
                    [None, "Lào Cai, ngày 15 tháng 11 năm 2026"],
                    [None, "NGƯỜI THỐNG KÊ", None, "CHỈ HUY ĐƠN VỊ"],
                    [None, "(Ký, ghi rõ họ tên)"],
                    [None, "Hà Văn Thống", None, "Đại úy Phan Văn Chỉ"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "NOTE"},
        [{"row": 2, "name": "Cư Seo Lềnh"}],
    ),
    Case(
        "a list with headings below a long report",
        xlsx(
            Page(
                [[f"Dòng báo cáo thứ {number} của đơn vị về tình hình trong tháng"] for number in range(75)]
                + [["STT", "Họ và tên", "Năm sinh"], [1, "Vừ A Khua", 1984]]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH"},
        [{"row": 77, "name": "Vừ A Khua"}],
    ),
]
