"""Words that directives are written with: verbs that open a duty, orders, and what follows the subject of a duty."""

from __future__ import annotations

import re

from .words import UPPER

_VERBS = (
    "ban hành|báo cáo|bảo đảm|đảm bảo|bám sát|biên soạn|bố trí|bổ sung|cải tạo|cải cách|cân đối|cập nhật|chấn chỉnh"
    "|chấp hành|chỉ đạo|chịu trách nhiệm|cho ý kiến|chọn"
    "|chủ động|chủ trì|chú trọng|chuẩn bị|chuyển|có biện pháp|có giải pháp|có kế hoạch|có trách nhiệm|coi|công bố"
    "|công khai|củng cố|cung cấp|cử|dạy|dạy nghề|duy trì|dự kiến|dự trù|đa dạng"
    "|đánh giá|đào tạo|đấu tranh|đầu tư|đẩy mạnh|đẩy nhanh|đề cao|đề nghị|đề xuất|điều tra|định hướng|định kỳ"
    "|đôn đốc|đổi mới|đưa|gắn|giải quyết|giám sát|giảm|giao|giáo dục|giới thiệu"
    "|giữ vững|giúp|gửi|hạn chế|hoàn thành|hoàn thiện|họp|hỗ trợ|hợp tác|huy động|hướng dẫn|kết hợp|kết nối"
    "|khai thác|khảo sát|khắc phục|khẩn trương|khen thưởng|khuyến khích|không để|kiểm soát"
    "|kiểm tra|kiên quyết|kiện toàn|kịp thời|lắp đặt|lập|lồng ghép|lựa chọn|mở|nắm|nâng cao|nâng cấp|nêu cao"
    "|ngăn chặn|nghiên cứu|nhân rộng|nhận|niêm yết|phát động|phát hiện|phát huy|phải"
    "|phân bổ|phân công|phân loại|phấn đấu|phê duyệt|phòng ngừa|phổ biến|phối hợp|quan tâm|quản lý|quán triệt"
    "|quyết định|quyết liệt|rà soát|rút kinh nghiệm|sắp xếp|siết chặt|sơ kết|sử dụng"
    "|sửa chữa|tạo (?:điều|sự|môi|thuận|chuyển|việc|lập|phong|khí|đồng)|tăng|tăng cường|tập huấn|tập trung|tham gia"
    "|tham mưu|thanh tra|thành lập|thẩm định|theo dõi|thiết kế|thiết lập|thông báo|thông tin|thống kê|thống nhất"
    "|thu hút|thúc đẩy|thực hiện|thường xuyên"
    "|tích cực|tích hợp|tiến hành|tiếp nhận|tiếp tục|tìm|tính|tổ chức|tố giác|tổng hợp|tổng kết|tổng rà soát"
    "|trang bị|tranh thủ|trao đổi|triển khai|triệt phá|triệt xóa|trình|trực tiếp|truy bắt|truy quét|truyền thông"
    "|tư vấn|tuần tra|tuyên truyền|ứng dụng|ưu tiên|vận động|xác định|xác lập|xác minh|xây dựng|xem xét|xét nghiệm"
    "|xét xử|xử lý|yêu cầu|ký|thí điểm|điều trị|cai nghiện|khám|mời|bàn giao|trưng bày|lấy|treo"
    "|đăng|đăng tải|phát|phát sóng|viết|thẩm tra|kiến nghị|kiểm kê|bồi dưỡng|tuyển|chi trả|cấp|cấp phát|mua sắm"
    "|nhanh chóng|căn cứ|theo chức năng|cụ thể hóa|lãnh đạo|đối chiếu|chấm điểm|nhắc nhở|phê bình|biểu dương"
)
VERB = re.compile(rf"(?:{_VERBS})\b")
ORDER = re.compile(
    r"(?:(?:trân trọng|kính)\s+)?(?P<verb>đề nghị|giao|yêu cầu|phân công|ủy quyền"
    r"|giao trách nhiệm)(?:\s+(?:nhiệm vụ|trách nhiệm|thêm))*(?:\s+cho)?\s+(?:đến\s+)?"
)
INTRO = re.compile(
    r"(?:(?:thứ )?(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhất|tư)(?: là)?,\s+)?"
    r"(?:(?:đồng thời|ngoài ra|trong đó|bên cạnh đó|riêng|lưu ý|cùng với đó|sau đó"
    r"|tiếp theo)\s*[,:]?\s+(?:đối với\s+)?)?"
)
# "Đồng chí Nguyễn Văn A, Trưởng Công an xã - Phó Trưởng Ban: …": a person named with the post.
PERSON_NAMED = re.compile(
    rf"(?:[Đđ]ồng chí|[ÔO]ng|[Bb]à|Đ/c)\s+(?:(?:Thiếu|Trung|Thượng|Đại)\s+(?:tá|úy|tướng)\s+)?"
    rf"[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{1,4}}\s*[,–-]\s*"
)
POST = re.compile(r"\s*(?:[,–-]\s*)?[^:.;()]{0,70}:")
# What may stand between a subject and its verb, and what makes the subject a formal one.
FORMAL = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?::|$|(?:,\s*)?(?:theo [^,.;:]{1,60},?\s+)?(?:làm\s+|là\s+)?(?:chủ trì|đầu mối"
    r"|cơ quan (?:chủ trì|đầu mối|thường trực))|[.;]?\s*$)"
)
NOT_SUBJECT = re.compile(r"\s*(?:,\s*)?(?:(?:đã|đang|từng)\b(?!\s+được)|và nhân dân|còn (?:chậm|nhiều)|chưa)\b")
SUPERIOR = re.compile(r"\s+(?:đã\s+)?(?:yêu cầu|giao|đề nghị|phân công|chỉ thị)\b")
SUPERIOR_COLON = re.compile(r"\s+(?:đã\s+)?(?:chỉ đạo|ban hành|xây dựng|triển khai|có ý kiến|tổ chức)\b")
SUPERIOR_NAME = re.compile(
    r"(?:ubnd (?:tỉnh|thành phố|xã|phường|huyện)|tỉnh ủy|thành ủy|đảng ủy|chính phủ|ban chỉ đạo|hđnd|bộ (?!chỉ huy"
    r"|tư lệnh|đội)|ủy ban nhân dân)"
)
CLAUSE_FIRST = re.compile(
    r"(?:căn cứ|trên cơ sở|định kỳ|hằng|hàng|trước|sau|để|nhằm|khi|thông qua|trong|từ|theo|chậm nhất|đến|nhân|vào"
    r"|ngay|qua|xuất phát|với|bám sát|kinh phí|đối với|tùy|hết|mỗi|lưu ý|kết quả|ngoài)\b"
)
EXHORTATION = re.compile(
    r"(?:trên đây là|nhận được|đây là (?:nhiệm vụ|nội dung|công việc)|(?:trong )?quá trình (?:tổ chức |triển khai "
    r"|thực hiện)|nếu (?:có|phát sinh)[^.;]{0,30}(?:khó khăn|vướng mắc)|khó khăn, vướng mắc)"
)
_OBEY = re.compile(
    r"(?:nghiêm túc|khẩn trương|quan tâm|quán triệt|phối hợp|tập trung)?[^.;]{0,40}?(?:triển khai|tổ chức|thi hành"
    r"|chấp hành)?[^.;]{0,20}?(?:thực hiện|thi hành|triển khai)"
    r"(?:,?\s*(?:nghiêm túc|nghiêm|tốt|có hiệu quả|hiệu quả|đầy đủ|kịp thời|quyết liệt|đúng|các nội dung|theo"
    r"|nội dung|chỉ thị|kế hoạch|công văn|chương trình|quyết định|thông báo|này|trên|những|nhiệm vụ|và|đạt|kết quả"
    r"|được giao|đồng bộ))"
)
FORMALITY = re.compile(
    r"(?:quyết định|chỉ thị|kế hoạch|chương trình|công văn|thông báo|nghị quyết|quy định"
    r"|quy chế)\s+này\s+(?:có hiệu lực|được phổ biến|thay thế|áp dụng)"
    r"|ban hành kèm theo|[^.]{0,400}chịu trách nhiệm thi hành|bãi bỏ\b"
)


def is_exhortation(folded: str) -> bool:
    """A closing sentence that only asks to carry the directive out, or tells what to do in difficulties."""
    if EXHORTATION.match(folded):
        return True
    order = re.match(
        r"(?:(?:ubnd|chủ tịch|ban chỉ đạo|thường trực|ban thường vụ|bộ|công an)[^.;:]{0,60}\s)?(?:đề nghị|yêu cầu)\s",
        folded,
    )
    return order is not None and len(folded) < 420 and _OBEY.search(folded, order.end()) is not None


def opens_with_verb(folded: str, start: int = 0) -> bool:
    """Does the text open with a verb of a duty?"""
    return VERB.match(folded, start) is not None
