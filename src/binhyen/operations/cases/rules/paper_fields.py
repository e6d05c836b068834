"""The fields a template may hold, by the words people write in braces, in the groups the editor shows them in."""

PERSON = (
    "họ và tên", "tên gọi khác", "giới tính", "ngày sinh", "quê quán", "nơi thường trú, tạm trú", "nơi ở hiện tại",
    "số giấy tờ", "ngày cấp", "nơi cấp", "dân tộc", "tôn giáo", "nghề nghiệp", "họ tên cha", "họ tên mẹ",
    "người đại diện", "điện thoại", "tài khoản mạng xã hội",
)  # fmt: skip
CASE = (
    "mã hồ sơ", "trạng thái", "ngày xét nghiệm", "chất ma túy", "số quyết định quản lý", "ngày quyết định quản lý",
    "người ra quyết định quản lý", "quản lý từ ngày", "quản lý đến ngày", "ngày dừng quản lý", "ngày xác định nghiện",
    "cơ sở xác định nghiện", "nơi cai nghiện", "thời hạn cai nghiện", "đã từng cai nghiện", "các lần cai nghiện",
    "lần đầu bị phát hiện", "căn cứ lập hồ sơ", "hình thức đã hoàn thành", "ngày hoàn thành cai nghiện",
    "thời hạn quản lý sau cai", "quản lý sau cai đến ngày", "ngày chuyển đi", "nơi chuyển đi", "nơi chuyển đến",
    "ngày trình diện", "người trực tiếp giúp đỡ",
)  # fmt: skip
TICKS = (
    "ô dương tính", "ô âm tính", "ô dân tộc Kinh", "ô dân tộc khác", "ô có tôn giáo", "ô không tôn giáo",
    "ô có loạn thần", "ô không loạn thần", "ô cai 1 lần", "ô cai 2 lần", "ô cai 3 lần", "ô cai từ 4 lần",
    "ô dừng: nghiện", "ô dừng: giáo dục tại xã", "ô dừng: cơ sở giáo dục", "ô dừng: án phạt tù", "ô dừng: chết",
    "ô dừng: tạm giam",
)  # fmt: skip
TABLES = ("tổ quản lý", "tài liệu trong hồ sơ", "các quyết định")
OFFICE = (
    "tỉnh", "xã, phường", "loại xã", "công an cấp xã", "công an tiếp nhận", "chức danh người ký", "người ký",
    "ngày ký bằng chữ",
)  # fmt: skip
# what only the writer of this one paper knows
WRITTEN = (
    "tóm tắt sự việc", "cơ quan xét nghiệm", "người xét nghiệm", "biện pháp xét nghiệm", "nơi nhận thông báo",
    "giờ mời", "ngày mời", "nơi mời", "việc mời", "nội dung cam kết khác",
)  # fmt: skip
GROUPS = (
    ("Người", PERSON),
    ("Hồ sơ", CASE),
    ("Ô đánh dấu", TICKS),
    ("Bảng (mỗi trường một dòng của khối bảng)", TABLES),
    ("Cơ quan, người ký", OFFICE),
    ("Viết riêng cho từng giấy", WRITTEN),
)
KNOWN = frozenset(name for _, names in GROUPS for name in names)
_SENSITIVE = {"dân tộc", "tôn giáo", "nghề nghiệp"}
# a paper of no compartment of its own is read by whoever sees the person: it says nothing of the case
COMMON = (frozenset(PERSON) - _SENSITIVE) | {*OFFICE, *WRITTEN, "mã hồ sơ", "người trực tiếp giúp đỡ"}
SEALED = ("số giấy tờ", "điện thoại", "tài khoản mạng xã hội")  # never written down beside their sealed rows
LONG = frozenset({"tóm tắt sự việc", "nội dung cam kết khác", "các lần cai nghiện", "căn cứ lập hồ sơ"})
CONDITIONS = (("", "Luôn in"), ("MINOR", "Chỉ in cho người dưới 18 tuổi"), ("ADULT", "Chỉ in cho người từ đủ 18 tuổi"))
