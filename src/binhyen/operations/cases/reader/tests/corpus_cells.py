"""Lists whose difficulty is what stands in the cells: names, days, numbers, marks, words."""

from __future__ import annotations

from datetime import date

from .making import Case, Formula, InFont, Page, Shown, xlsx

CASES = [
    Case(
        "family and given name in two columns",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên đệm", "Tên", "Giới tính", "Ngày sinh"],
                    [1, "Nguyễn Thị", "Hương", "nữ", "12/5/1990"],
                    [2, "Giàng A", "Páo", "NAM", "3-7-1988"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FAMILY_NAME", "C": "GIVEN_NAME", "D": "SEX", "E": "BIRTH"},
        [
            {"row": 2, "name": "Nguyễn Thị Hương", "sex": "FEMALE", "birth": "1990-05-12"},
            {"row": 3, "name": "Giàng A Páo", "sex": "MALE", "birth": "1988-07-03"},
        ],
    ),
    Case(
        "Họ và tên merged over two columns without sub-headings",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", None, "Năm sinh"],
                    [None, "Họ", "Tên", None],
                    [1, "Trần Văn", "Bảo", 1990],
                    [2, "Trần Đức", "Bình", 1991],
                ],
                merges=["A1:A2", "B1:C1", "D1:D2"],
            )
        ),
        {"A": "ORDINAL", "B": "FAMILY_NAME", "C": "GIVEN_NAME", "D": "BIRTH"},
        [{"row": 3, "name": "Trần Văn Bảo"}, {"row": 4, "name": "Trần Đức Bình"}],
    ),
    Case(
        "day, month and year of birth in three columns",
        xlsx(
            Page(
                [
                    ["TT", "Họ tên", "Ngày sinh", None, None, "Nghề nghiệp"],
                    [None, None, "Ngày", "Tháng", "Năm", None],
                    [1, "Sần Văn Châu", 5, 11, 1990, "Làm ruộng"],
                    [2, "Sần Văn Chu", None, 7, 1991, "Tự do"],
                    [3, "Sần Văn Chúng", None, None, 1992, None],
                ],
                merges=["A1:A2", "B1:B2", "C1:E1", "F1:F2"],
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH_DAY", "D": "BIRTH_MONTH", "E": "BIRTH_YEAR", "F": "OCCUPATION"},
        [
            {"row": 3, "birth": "1990-11-05", "occupation": "Làm ruộng"},
            {"row": 4, "birth": "1991-07"},
            {"row": 5, "birth": "1992"},
        ],
    ),
    Case(
        "marks in columns: sex, list, measure, substance",
        xlsx(
            Page(
                [
                    [
                        "STT",
                        "Họ và tên",
                        "Giới tính",
                        None,
                        "Năm sinh",
                        "Phân loại",
                        None,
                        "Loại ma túy",
                        None,
                        "Biện pháp đang áp dụng",
                        None,
                        None,
                    ],
                    [
                        None,
                        None,
                        "Nam",
                        "Nữ",
                        None,
                        "Người nghiện",
                        "Người sử dụng trái phép",
                        "Heroin",
                        "Ma túy tổng hợp",
                        "Methadone",
                        "Cai nghiện bắt buộc",
                        "Đi khỏi địa phương",
                    ],
                    [1, "Quàng Văn Dân", "x", None, 1990, "X", None, "x", None, "x", None, None],
                    [2, "Quàng Thị Dung", None, "x", 1991, "x", None, None, "x", None, "x", None],
                    [3, "Quàng Văn Dũng", "x", None, 1992, None, "x", None, "x", None, None, "x"],
                ],
                merges=["A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:G1", "H1:I1", "J1:L1"],
            )
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "SEX_MARK:MALE",
            "D": "SEX_MARK:FEMALE",
            "E": "BIRTH",
            "F": "LIST_MARK:L2",
            "G": "LIST_MARK:L1",
            "H": "SUBSTANCE_MARK:HEROIN",
            "I": "SUBSTANCE_MARK:AMPHETAMINES",
            "J": "STATUS_MARK:SUBSTITUTION",
            "K": "STATUS_MARK:COMPULSORY",
            "L": "STATUS_MARK:ABSENT",
        },  # fmt: skip
        [
            {
                "row": 3,
                "sex": "MALE",
                "birth": "1990",
                "list": "L2",
                "substances": ("HEROIN",),
                "state": "SUBSTITUTION",
            },
            {"row": 4, "sex": "FEMALE", "list": "L2", "substances": ("AMPHETAMINES",), "state": "COMPULSORY"},
            {"row": 5, "sex": "MALE", "list": "L1", "state": "NONE", "flags": ("ABSENT",)},
        ],
    ),
    Case(
        "days in every shape",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Ngày sinh", "Ngày phát hiện"],
                    [1, "Lục Văn Anh", "05/03/1990", date(2024, 3, 15)],
                    [2, "Lục Văn Bắc", "5.3.90", 45_000],
                    [3, "Lục Văn Cường", "1990", "03/2024"],
                    [4, "Lục Văn Duy", 1990, "ngày 5 tháng 3 năm 2024"],
                    [5, "Lục Văn Đông", date(1990, 3, 5), "2024-03-15"],
                    [6, "Lục Văn Em", "00/00/1990", "chưa rõ"],
                    [7, "Lục Văn Giang", "tháng 3/1990", None],
                    [8, "Lục Văn Hải", "05031990", "15/03/2024 08:30"],
                    [9, "Lục Văn Ích", "05/25/1990", None],
                    [10, "Lục Văn Khánh", "31/02/1990", None],
                    [11, "Lục Văn Linh", "05/03/1890", None],
                    [12, "Lục Văn Minh", "05/03/2090", "05/03/2090"],
                    [13, "Lục Văn Nam", Shown(1990, "dd/mm/yyyy"), None],
                    [14, "Lục Văn Oanh", "khoảng ba mươi", None],
                    [15, "Lục Văn Phú", "??/??/1985", None],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "DETECTED_ON"},
        [
            {"row": 2, "birth": "1990-03-05", "detected_on": "2024-03-15"},
            {"row": 3, "birth": "1990-03-05", "detected_on": "2023-03-15"},
            {"row": 4, "birth": "1990", "detected_on": "2024-03"},
            {"row": 5, "birth": "1990", "detected_on": "2024-03-05"},
            {"row": 6, "birth": "1990-03-05", "detected_on": "2024-03-15"},
            {"row": 7, "birth": "1990", "detected_on": None},
            {"row": 8, "birth": "1990-03"},
            {"row": 9, "birth": "1990-03-05", "detected_on": "2024-03-15"},
            {"row": 10, "birth": "1990-05-25"},
            {"row": 11, "birth": None},
            {"row": 12, "birth": None},
            {"row": 13, "birth": None, "detected_on": None},
            {"row": 14, "birth": "1990"},
            {"row": 15, "birth": None},
            {"row": 16, "birth": "1985"},
        ],
        findings=[
            ("C3", "SHORT_YEAR"),
            ("C10", "DAY_MONTH_TURNED"),
            ("C11", "NO_SUCH_DAY"),
            ("C12", "DAY_TOO_EARLY"),
            ("C13", "DAY_TO_COME"),
            ("D13", "DAY_TO_COME"),
            ("C14", "YEAR_AS_DAY"),
            ("C15", "DAY_UNREAD"),
        ],
    ),
    Case(
        "Excel of another country has turned days and months around",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Ngày sinh"],
                    [1, "Mai Văn An", "13/05/1990"],
                    [2, "Mai Văn Bình", date(1990, 12, 5)],
                    [3, "Mai Văn Chính", "25/12/1988"],
                    [4, "Mai Văn Dương", date(1991, 1, 10)],
                    [5, "Mai Văn Đạt", "17/08/1975"],
                    [6, "Mai Văn Hiệp", date(1992, 3, 3)],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH"},
        [
            {"row": 2, "birth": "1990-05-13"},
            {"row": 3, "birth": "1990-05-12"},
            {"row": 4, "birth": "1988-12-25"},
            {"row": 5, "birth": "1991-10-01"},
            {"row": 6, "birth": "1975-08-17"},
            {"row": 7, "birth": "1992-03-03"},
        ],
        findings=[("C3", "DAY_MONTH_TURNED"), ("C5", "DAY_MONTH_TURNED")],
    ),
    Case(
        "identity numbers in every shape",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Số CMND/CCCD"],
                    [1, "Đàm Văn Bách", 1990, "Nam", "010090004321"],
                    [2, "Đàm Văn Cảnh", 1990, "Nam", 10090004322],
                    [3, "Đàm Văn Diện", 1990, "Nam", Shown(10090004323, "000000000000")],
                    [4, "Đàm Văn Đoan", 1990, "Nam", "010 090 004 324"],
                    [5, "Đàm Văn Hạnh", 1990, "Nam", "063123457"],
                    [6, "Đàm Văn Khải", 1990, "Nam", 63123458],
                    [7, "Đàm Văn Lâm", 1990, "Nam", "1.23E+11"],
                    [8, "Đàm Văn Mạnh", 1990, "Nam", "0100900043"],
                    [9, "Đàm Văn Ngọc", 1990, "Nam", "010190004329"],
                    [10, "Đàm Văn Phong", 1990, "Nam", "010085004330"],
                    [11, "Đàm Văn Quang", 1990, "Nam", "003090004331"],
                    [12, "Đàm Văn Sang", 1990, "Nam", "O10090004332"],
                    [13, "Đàm Văn Tâm", 1990, "Nam", "063123459; 010090004333"],
                    [14, "Đàm Văn Uy", 1990, "Nam", "không có"],
                    [15, "Đàm Văn Việt", 1990, "Nam", "B1234567"],
                    [
                        16,
                        "Đàm Văn Xuân",
                        1990,
                        "Nam",
                        "010090004334, cấp ngày 12/05/2021, nơi cấp: Cục CS QLHC về TTXH",
                    ],
                    [17, "Đàm Văn Yên", 1990, "Nam", 1.00900043e11],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "SEX", "E": "IDENTITY"},
        [
            {"row": 2, "ids": ["010090004321"]},
            {"row": 3, "ids": ["010090004322"]},
            {"row": 4, "ids": ["010090004323"]},
            {"row": 5, "ids": ["010090004324"]},
            {"row": 6, "ids": ["063123457"]},
            {"row": 7, "ids": ["063123458"]},
            {"row": 8, "ids": []},
            {"row": 9, "ids": []},
            {"row": 10, "ids": ["010190004329"]},
            {"row": 11, "ids": ["010085004330"]},
            {"row": 12, "ids": ["003090004331"]},
            {"row": 13, "ids": ["010090004332"]},
            {"row": 14, "ids": ["063123459", "010090004333"]},
            {"row": 15, "ids": []},
            {"row": 16, "ids": ["B1234567"]},
            {"row": 17, "ids": ["010090004334"], "issued": [("12/05/2021", "Cục CS QLHC về TTXH")]},
            {"row": 18, "ids": ["100900043000"]},
        ],
        findings=[
            ("E3", "ID_ZERO_LOST"),
            ("E7", "ID_ZERO_LOST"),
            ("E8", "ID_SCIENTIFIC"),
            ("E9", "ID_LENGTH"),
            ("E10", "ID_SEX"),
            ("E11", "ID_BIRTH"),
            ("E12", "ID_PLACE"),
            ("E13", "ID_LETTER_O"),
            ("E18", "ID_STRUCTURE"),
        ],
    ),
    Case(
        "old and new papers in two columns, with day and place of issue",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "CMND", "CCCD", "Ngày cấp", "Nơi cấp", "Ngày sinh"],
                    [1, "Kiều Văn Sơn", "063222333", "010088001111", "10/07/2021", "Cục Cảnh sát QLHC về TTXH", "1988"],
                    [2, "Kiều Văn Tùng", "063222334", None, date(2012, 4, 9), "CA tỉnh Lào Cai", "1989"],
                ]
            )
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "IDENTITY",
            "D": "IDENTITY",
            "E": "IDENTITY_ISSUED_ON",
            "F": "IDENTITY_ISSUED_BY",
            "G": "BIRTH",
        },
        [
            {
                "row": 2,
                "ids": ["063222333", "010088001111"],
                "issued": [("None", ""), ("10/07/2021", "Cục Cảnh sát QLHC về TTXH")],
            },
            {"row": 3, "ids": ["063222334"], "issued": [("09/04/2012", "CA tỉnh Lào Cai")]},
        ],
    ),
    Case(
        "names as people write them",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Tên gọi khác", "Năm sinh"],
                    [1, "NGUYỄN VĂN KHÁNH", "Khánh “sẹo”", 1990],
                    [2, "nguyễn thị hoa", None, 1991],
                    [3, "Nguyễn T. Hương", None, 1992],
                    [4, "Tẩn A Lở (tức Lở Con)", None, 1993],
                    [5, "  Lý   Thị\nMẩy ", "Không", 1994],
                    [6, "Hùng", None, 1995],
                    [7, "Lê Văn 2", None, 1996],
                    [8, None, None, 1997],
                    [9, "H’Loan Niê", "Bé, Mí Loan", 1998],
                    [10, "Ngô Văn Tuấn\x00", None, 1999],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "ALIAS", "D": "BIRTH"},
        [
            {"row": 2, "name": "NGUYỄN VĂN KHÁNH", "aliases": ("Khánh “sẹo”",)},
            {"row": 3, "name": "nguyễn thị hoa"},
            {"row": 4, "name": "Nguyễn T. Hương"},
            {"row": 5, "name": "Tẩn A Lở", "aliases": ("Lở Con",)},
            {"row": 6, "name": "Lý Thị Mẩy", "aliases": ()},
            {"row": 7, "name": "Hùng"},
            {"row": 8, "name": "Lê Văn 2"},
            {"row": 9, "name": ""},
            {"row": 10, "name": "H’Loan Niê", "aliases": ("Bé", "Mí Loan")},
            {"row": 11, "name": "Ngô Văn Tuấn"},
        ],
        findings=[("B4", "NAME_INITIAL"), ("B7", "NAME_ONE_WORD"), ("B8", "NAME_SIGNS"), ("B9", "NAME_MISSING")],
    ),
    Case(
        "name and birth in one cell",
        xlsx(
            Page(
                [
                    ["TT", "Họ và tên, năm sinh", "Địa chỉ", "Tình trạng"],
                    [1, "Hứa Văn Thịnh (1987)", "Thôn Làng Mới, xã Mường Hum", "Ở nhà"],
                    [2, "Hứa Văn Thực, sinh năm 1990", "Thôn Ky Quan San, xã Mường Hum", "Chết"],
                    [3, "Hứa Văn Thuần - SN 12/04/1991", None, "đang tạm giam"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "ADDRESS", "D": "STATUS"},
        [
            {"row": 2, "name": "Hứa Văn Thịnh", "birth": "1987", "at": "Thôn Làng Mới | Mường Hum", "state": "ADDICT"},
            {"row": 3, "name": "Hứa Văn Thực", "birth": "1990", "state": "DEAD"},
            {"row": 4, "name": "Hứa Văn Thuần", "birth": "1991-04-12", "state": "CUSTODY", "flags": ("DETAINED",)},
        ],
    ),
    Case(
        "addresses in every shape",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", "HKTT", "Chỗ ở hiện nay"],
                    [
                        1,
                        "Bế Văn Ba",
                        1980,
                        "Thôn Na Lốc 3, xã Bản Lầu, huyện Mường Khương, tỉnh Lào Cai",
                        "Tổ 5, P. Cốc Lếu, TP Lào Cai",
                    ],
                    [2, "Bế Văn Bốn", 1981, "Bản Lầu, Mường Khương, Lào Cai", "nt"],
                    [
                        3,
                        "Bế Văn Năm",
                        1982,
                        "thôn Đội 1 xã Quang Kim huyện Bát Xát tỉnh Lào Cai",
                        "SN 12, tổ 7, phường Sa Pa",
                    ],
                    [4, "Bế Văn Sáu", 1983, "Thôn Lao Chải-xã Trung Chải", "Bản Vược, Lào Cai"],
                    [5, "Bế Văn Bảy", 1984, "TDP số 2, thị trấn Khánh Yên", "Thôn Nậm Rịa - X. Nậm Lúc - H. Bắc Hà"],
                    [6, "Bế Văn Tám", 1985, "Lào Cai", "Hà Nội"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "PERMANENT_ADDRESS", "E": "ACTUAL_ADDRESS"},
        [
            {
                "row": 2,
                "permanent": "Thôn Na Lốc 3 | Bản Lầu | Mường Khương | Lào Cai",
                "actual": "Tổ 5 | Cốc Lếu | Lào Cai",
            },
            {"row": 3, "permanent": "Bản Lầu | Mường Khương | Lào Cai"},
            {"row": 4, "permanent": "thôn Đội 1 | Quang Kim | Bát Xát | Lào Cai", "actual": "SN 12 | tổ 7 | Sa Pa"},
            {"row": 5, "permanent": "Thôn Lao Chải | Trung Chải", "actual": "Bản Vược | Lào Cai"},
            {"row": 6, "permanent": "TDP số 2 | Khánh Yên", "actual": "Thôn Nậm Rịa | Nậm Lúc | Bắc Hà"},
            {"row": 7},
        ],
    ),
    Case(
        "ditto marks and measures that stand in the notes",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", "Thôn", "Thường trú", "Nơi ở hiện nay", "Ghi chú"],
                    [
                        1,
                        "Khang Seo Vừ",
                        "1990 (36 tuổi)",
                        "Thôn Sín Chải",
                        "Xã Si Ma Cai",
                        "nt",
                        "Đang chấp hành án phạt tù",
                    ],
                    [2, "Khang Seo Chá", 1991, "nt", '"', "Xã Bản Mế", "Methadone, đi làm ăn xa"],
                    [3, "Khang Thị Sua", 1992, "như trên", "Xã Lùng Phình", None, "Hộ nghèo"],
                ]
            )
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "BIRTH",
            "D": "HAMLET",
            "E": "PERMANENT_ADDRESS",
            "F": "ACTUAL_ADDRESS",
            "G": "NOTE",
        },
        [
            {
                "row": 2,
                "birth": "1990",
                "at": "Thôn Sín Chải",
                "permanent": "Si Ma Cai",
                "actual": "Si Ma Cai",
                "state": "PRISON",
            },
            {
                "row": 3,
                "at": "Thôn Sín Chải",
                "permanent": "Si Ma Cai",
                "actual": "Bản Mế",
                "state": "SUBSTITUTION",
                "flags": ("ABSENT",),
            },
            {"row": 4, "at": "Thôn Sín Chải", "permanent": "Lùng Phình", "state": None},
        ],
    ),
    Case(
        "two things in one cell, as a form with few columns has them",
        xlsx(
            Page(
                [
                    [
                        "STT",
                        "Họ tên\nTên gọi khác",
                        "Ngày tháng\nnăm sinh",
                        "Số ĐDCN/\nCMND",
                        "Dân tộc/\nTôn giáo",
                        "Diện đối tượng",
                    ],
                    [1, "Nguyễn Văn Ba\n(Ba Tèo)", "12-03-1985", "010085000999", "Kinh/không", "Nghiện"],
                    [2, "Trần Thị Bé", "../../1979", "063 222 111", "Tày / Công giáo", "QLSC"],
                    [3, "Lý A Sử", "1/1/1990", None, "Mông", "SDTP"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "IDENTITY", "E": "ETHNICITY", "F": "LIST_KIND"},
        [
            {
                "row": 2,
                "name": "Nguyễn Văn Ba",
                "aliases": ("Ba Tèo",),
                "ethnicity": "Kinh",
                "religion": "Không",
                "list": "L2",
            },
            {"row": 3, "birth": "1979", "ethnicity": "Tày", "religion": "Công giáo", "list": "L3"},
            {"row": 4, "birth": "1990-01-01", "ethnicity": "Mông", "religion": "", "list": "L1"},
        ],
    ),
    Case(
        "a hamlet head's own list on a sheet named after the hamlet",
        xlsx(
            Page(
                [
                    ["Tên", "Năm sinh", "Chỗ ở", "Nghiện loại gì", "Bao giờ"],
                    ["Chị Mỷ", "85", "Na Lốc", "thuốc phiện", "lâu rồi"],
                    ["A Páo con ông Sử", "khoảng 1990", "Na Lốc 2", "hêrôin", 2015],
                    ["Lý Láo Tả (chết 2024)", 77, "nt", "đá", 2020],
                    ["Cộng: 3 người"],
                ],
                name="Thôn Na Lốc",
            )
        ),
        {"A": "GIVEN_NAME", "B": "BIRTH", "C": "ACTUAL_ADDRESS", "D": "SUBSTANCE", "E": ""},
        [
            {"row": 2, "name": "Chị Mỷ", "birth": "1985", "at": "Thôn Na Lốc", "substances": ("OPIUM",)},
            {"row": 3, "birth": "1990", "substances": ("HEROIN",)},
            {"row": 4, "name": "Lý Láo Tả", "birth": "1977", "aliases": (), "state": "DEAD", "note": "chết 2024"},
        ],
        findings=[("B2", "SHORT_YEAR"), ("A2", "NAME_WORDS"), ("A3", "NAME_WORDS"), ("B4", "SHORT_YEAR")],
    ),
    Case(
        "a clinic's list: the title says the measure, a note says otherwise",
        xlsx(
            Page(
                [
                    ["DANH SÁCH NGƯỜI ĐANG ĐIỀU TRỊ METHADONE"],
                    ["Tháng 10 năm 2026"],
                    ["STT", "Mã BN", "Họ và tên", "Năm sinh", "Địa chỉ", "Ngày khởi liều", "Liều (mg)", "Ghi chú"],
                    [1, "LC-001", "Đỗ Văn Hoàn", 1978, "Tổ 12, P Kim Tân", date(2015, 3, 2), 60, None],
                    [2, "LC-002", "Phạm Thị Oanh", 1982, "Tổ 2, Bắc Cường, Lào Cai", "12/2017", 45.5, "Bỏ điều trị"],
                ]
            )
        ),
        {
            "A": "ORDINAL",
            "B": "",
            "C": "FULL_NAME",
            "D": "BIRTH",
            "E": "ADDRESS",
            "F": "MEASURE_FROM",
            "G": "",
            "H": "NOTE",
        },
        [
            {"row": 4, "state": "SUBSTITUTION", "form": "METHADONE", "list": "L2", "measure_from": "2015-03-02"},
            {"row": 5, "state": "ADDICT", "measure_from": "2017-12", "at": "Tổ 2 | Bắc Cường | Lào Cai"},
        ],
        findings=[("H5", "STATUS_FROM_NOTE")],
    ),
    Case(
        "a facility's list: court decisions, terms ahead, times in Roman numbers",
        xlsx(
            Page(
                [
                    ["DANH SÁCH HỌC VIÊN ĐANG CAI NGHIỆN TẠI CƠ SỞ CAI NGHIỆN SỐ 1"],
                    ["STT", "Họ và tên", "HKTT", "Số QĐ Tòa án", "Ngày QĐ", "Ngày vào", "Ngày ra (dự kiến)", "Lần cai"],
                    [1, "Lương Văn Cầm", "Gia Phú", "45/2025/QĐ-TA", "20/11/2025", "25/11/2025", "25/11/2027", 1],
                    [2, "Lương Văn Thụ", "Tổ 1, P. Sa Pa", "46/QĐ-TAND", "2/7/2026", "5/7/2026", "5/7/2029", "II"],
                ]
            )
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "PERMANENT_ADDRESS",
            "D": "DECISION",
            "E": "DECISION_ON",
            "F": "MEASURE_FROM",
            "G": "MEASURE_TO",
            "H": "REHAB_TIMES",
        },
        [
            {"row": 3, "state": "COMPULSORY", "decision_number": "45/2025/QĐ-TA", "measure_to": "2027-11-25"},
            {"row": 4, "rehab_times": 2, "decision_on": "2026-07-02", "permanent": "Tổ 1 | Sa Pa"},
        ],
    ),
    Case(
        "column numbers of letters and digits, others under a group",
        xlsx(
            Page(
                [
                    [
                        "STT",
                        "HỌ VÀ TÊN",
                        "NGÀY SINH",
                        None,
                        "NƠI Ở",
                        None,
                        "CHẤT MA TÚY",
                        None,
                        None,
                        "XÉT NGHIỆM",
                        None,
                    ],
                    [None, None, "NAM", "NỮ", "THÔN", "XÃ", "HEROIN", "TP", "KHÁC", "NGÀY", "KQ"],
                    ["A", "B", "C", "D", "E", "F", "1", "2", "3", "4", "5"],
                    [1, "MA SEO LỪ", "14/05/1991", None, "LAO CHẢI", "Y TÝ", "x", None, None, "12/10/2026", "(+)"],
                    [2, "SÙNG THỊ MỶ", None, "1993", "LAO CHẢI", "Y TÝ", None, None, "cỏ Mỹ", "12/10/2026", "-"],
                ],
                merges=["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:I1", "J1:K1"],
            )
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "SEX_MARK:MALE",
            "D": "SEX_MARK:FEMALE",
            "E": "HAMLET",
            "F": "COMMUNE",
            "G": "SUBSTANCE_MARK:HEROIN",
            "H": "SUBSTANCE_MARK:OPIUM",
            "I": "SUBSTANCE",
            "J": "TESTED_ON",
            "K": "TEST_RESULT",
        },
        [
            {"row": 4, "birth": "1991-05-14", "sex": "MALE", "substances": ("HEROIN",), "test_result": "POSITIVE"},
            {"row": 5, "birth": "1993", "sex": "FEMALE", "substances": ("CANNABIS",), "test_result": "NEGATIVE"},
        ],
    ),
    Case(
        "people whose names look like the words below and inside lists",
        xlsx(
            Page(
                [
                    ["HỌ VÀ TÊN", "NGÀY SINH", "GHI CHÚ"],
                    ["LƯU Y SÁN", "01/02/1990", None],
                    ["CỘNG A SỂNH", "02/02/1990", None],
                    ["TỔ VĂN MẠNH", "03/02/1990", None],
                    ["Chu Văn Tịch", None, None],
                    ["KÝ A TÊN", 1991, "Không"],
                    ["Phan Thị Cộng", 1992, None],
                    ["Khu Văn Tổ", "1993", None],
                    ["Xã Văn Bản", "1993", None],
                    ["Đội trưởng đội công tác", None, None],
                    ["Tổng cộng: 8 người", None, None],
                    ["NGƯỜI LẬP BIỂU", None, "TRƯỞNG CÔNG AN XÃ"],
                    ["Lưu Văn Lập", None, "Ký Văn Trưởng"],
                ]
            )
        ),
        {"A": "FULL_NAME", "B": "BIRTH", "C": "NOTE"},
        [
            {"row": 2, "name": "LƯU Y SÁN"},
            {"row": 3, "name": "CỘNG A SỂNH"},
            {"row": 4, "name": "TỔ VĂN MẠNH"},
            {"row": 5, "name": "Chu Văn Tịch"},
            {"row": 6, "name": "KÝ A TÊN"},
            {"row": 7, "name": "Phan Thị Cộng"},
            {"row": 8, "name": "Khu Văn Tổ"},
            {"row": 9, "name": "Xã Văn Bản"},
            {"row": 10, "name": "Đội trưởng đội công tác"},
        ],
        findings=[("B5", "BIRTH_MISSING"), ("B10", "BIRTH_MISSING")],
    ),
    Case(
        "telephones",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", "SĐT"],
                    [1, "Ninh Văn Một", 1990, "0912 345 678"],
                    [2, "Ninh Văn Hai", 1990, 987654321],
                    [3, "Ninh Văn Ba", 1990, "01682345678"],
                    [4, "Ninh Văn Bốn", 1990, "+84 912 345 679 / 0987654322"],
                    [5, "Ninh Văn Năm", 1990, "12345"],
                    [6, "Ninh Văn Sáu", 1990, "không có"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "PHONE"},
        [
            {"row": 2, "phones": ("0912345678",)},
            {"row": 3, "phones": ("0987654321",)},
            {"row": 4, "phones": ("0382345678",)},
            {"row": 5, "phones": ("0912345679", "0987654322")},
            {"row": 6, "phones": ()},
            {"row": 7, "phones": ()},
        ],
        findings=[("D6", "PHONE")],
    ),
    Case(
        "formulas give their values, errors are told",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", "Dân tộc", "Ghi chú"],
                    [Formula("=ROW()-1", 1), Formula('="Phan "&"Văn Tài"', "Phan Văn Tài"), 1990, "Kinh", None],
                    [Formula("=A2+1", 2), "Phan Văn Lộc", Formula("=1/0", "#DIV/0!"), "Kinh", "#N/A"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "ETHNICITY", "E": "NOTE"},
        [{"row": 2, "name": "Phan Văn Tài"}, {"row": 3, "birth": None, "note": ""}],
        findings=[("C3", "FORMULA_ERROR"), ("E3", "FORMULA_ERROR")],
    ),
    Case(
        "fonts of the 1990s, each cell for itself",
        xlsx(
            Page(
                [
                    ["STT", InFont("Hä vµ tªn", ".VnTime"), InFont("N¨m sinh", ".VnTime"), "Dân tộc"],
                    [1, InFont("NguyÔn V¨n Hïng", ".VnTime"), 1990, InFont("Tµy", ".VnTime")],
                    [2, "Hà Văn Hải", 1991, "Tày"],
                    [3, InFont("hoµng thÞ mai", ".VnTimeH"), 1992, "Nùng"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "ETHNICITY"},
        [
            {"row": 2, "name": "Nguyễn Văn Hùng", "ethnicity": "Tày"},
            {"row": 3, "name": "Hà Văn Hải"},
            {"row": 4, "name": "HOÀNG THỊ MAI"},
        ],
    ),
    Case(
        "combined letters and zero-width signs",
        xlsx(
            Page(
                [
                    ["STT", "Ho\u0323 va\u0300 te\u0302n", "Nam sinh", "Dan toc"],
                    [1, "Nguye\u0302\u0303n Va\u0306n\u200b U\u031b\u0301ng", 1990, "Kinh"],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "ETHNICITY"},
        [{"row": 2, "name": "Nguyễn Văn Ứng", "ethnicity": "Kinh"}],
    ),
    Case(
        "headings typed without tones",
        xlsx(
            Page(
                [
                    ["STT", "HO VA TEN", "NGAY SINH", "SO CCCD", "DAN TOC", "DIA CHI", "TINH TRANG", "GHI CHU"],
                    [
                        1,
                        "NGUYEN VAN DAT",
                        "12/12/1990",
                        "010090007777",
                        "KINH",
                        "THON 1 XA BAN LAU",
                        "DANG DIEU TRI METHADONE",
                        None,
                    ],
                ]
            )
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "BIRTH",
            "D": "IDENTITY",
            "E": "ETHNICITY",
            "F": "ADDRESS",
            "G": "STATUS",
            "H": "NOTE",
        },
        [{"row": 2, "name": "NGUYEN VAN DAT", "ethnicity": "Kinh", "state": "SUBSTITUTION", "ids": ["010090007777"]}],
    ),
    Case(
        "rehabilitation, decisions, terms, family",
        xlsx(
            Page(
                [
                    [
                        "STT",
                        "Họ và tên",
                        "Năm sinh",
                        "Họ tên bố",
                        "Họ tên mẹ",
                        "Vợ (chồng)",
                        "Tiền án, tiền sự",
                        "Số lần cai",
                        "Số QĐ, ngày QĐ",
                        "Từ ngày",
                        "Đến ngày",
                        "Nơi cai nghiện",
                        "Tên lạ",
                    ],
                    [
                        1,
                        "Ma Seo Sình",
                        1985,
                        "Ma A Sinh",
                        "Lý Thị Sáy",
                        "Chưa có vợ",
                        "01 TA",
                        "02",
                        "Số 12/QĐ-UBND ngày 03/02/2026",
                        "03/02/2026",
                        "03/02/2028",
                        "Cơ sở CNMT số 1",
                        "điều gì đó",
                    ],
                    [
                        2,
                        "Ma Seo Súa",
                        1986,
                        None,
                        None,
                        None,
                        None,
                        "nhiều",
                        "QĐ 15/QĐ-TAKV, 4/3/2026",
                        "04/03/2026",
                        "04/03/2025",
                        None,
                        None,
                    ],
                ]
            )
        ),
        {
            "A": "ORDINAL",
            "B": "FULL_NAME",
            "C": "BIRTH",
            "D": "FATHER",
            "E": "MOTHER",
            "F": "SPOUSE",
            "G": "CONVICTIONS",
            "H": "REHAB_TIMES",
            "I": "DECISION",
            "J": "MEASURE_FROM",
            "K": "MEASURE_TO",
            "L": "FACILITY",
            "M": "",
        },  # fmt: skip
        [
            {
                "row": 2,
                "father": "Ma A Sinh",
                "mother": "Lý Thị Sáy",
                "rehab_times": 2,
                "decision_number": "12/QĐ-UBND",
                "decision_on": "2026-02-03",
                "measure_from": "2026-02-03",
                "measure_to": "2028-02-03",
                "facility": "Cơ sở CNMT số 1",
                "others": (("Tên lạ", "điều gì đó"),),
            },  # fmt: skip
            {"row": 3, "rehab_times": None, "decision_number": "15/QĐ-TAKV", "decision_on": "2026-03-04"},
        ],
        findings=[("H3", "REHAB_TIMES"), ("K3", "TERM_NEGATIVE")],
    ),
    Case(
        "the same person twice",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Ngày sinh", "CCCD"],
                    [1, "Viên Văn Tú", "02/03/1990", "010090008888"],
                    [2, "Viên Văn Tuấn", "02/03/1991", "010090008888"],
                    [3, "VIÊN VĂN TÚ", "02/03/1990", None],
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "IDENTITY"},
        [{"row": 2}, {"row": 3}, {"row": 4}],
        findings=[("D3", "ID_BIRTH"), ("dòng 3", "ID_REPEATED"), ("dòng 4", "PERSON_REPEATED")],
    ),
    Case(
        "measures in the words units use",
        xlsx(
            Page(
                [
                    ["STT", "Họ và tên", "Năm sinh", "Hiện trạng"],
                    *(
                        [number, f"Vương Văn {given}", 1980, words]
                        for number, (given, words) in enumerate(
                            [
                                ("An", "Đang uống Methadone tại TTYT"),
                                ("Bình", "Đang chấp hành án phạt tù tại trại giam Hồng Ca"),
                                ("Chung", "Đi làm ăn xa, không rõ nơi ở"),
                                ("Dân", "Có quyết định của Tòa án, chưa đưa đi cai"),
                                ("Đạt", "Cai nghiện tự nguyện tại cơ sở công lập"),
                                ("Hậu", "Đang lập hồ sơ cai nghiện bắt buộc"),
                                ("Khoa", "Đã chuyển đến xã khác"),
                                ("Lợi", "Quản lý 01 năm theo QĐ của Trưởng CA xã"),
                                ("Minh", "ngáo đá, tại địa phương"),
                                ("Nghĩa", "abc xyz"),
                            ],
                            1,
                        )
                    ),
                ]
            )
        ),
        {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "STATUS"},
        [
            {"row": 2, "state": "SUBSTITUTION", "form": "METHADONE"},
            {"row": 3, "state": "PRISON"},
            {"row": 4, "state": "NONE", "flags": ("ABSENT",)},
            {"row": 5, "state": "AWAITING_EXECUTION"},
            {"row": 6, "state": "VOLUNTARY_PUBLIC", "form": "PUBLIC"},
            {"row": 7, "state": "COMPULSORY_FILE"},
            {"row": 8, "state": "MOVED_AWAY"},
            {"row": 9, "state": "MANAGED", "list": "L1"},
            {"row": 10, "state": "ADDICT", "flags": ("PSYCHOSIS_SIGNS",)},
            {"row": 11, "state": None},
        ],
        findings=[("D11", "STATUS")],
    ),
]
