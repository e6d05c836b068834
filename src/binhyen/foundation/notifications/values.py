"""Which kinds of messages there are. A kind that is not in this table is not sent."""

from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext_lazy as _

DIGEST_AT = time(7, 30)  # Asia/Ho_Chi_Minh; one mail a person a day, never an empty one


@dataclass(frozen=True, slots=True)
class Kind:
    """``immediate``: a mail of its own goes out at once; all others wait for the digest."""

    label: object
    immediate: bool = False


KINDS = {
    "directives.read": Kind(_("Đọc xong văn bản")),
    "directives.assigned": Kind(_("Nhiệm vụ mới được giao")),
    "directives.changed": Kind(_("Nhiệm vụ thay đổi")),
    "directives.due_soon": Kind(_("Nhiệm vụ sắp đến hạn")),
    "directives.late": Kind(_("Nhiệm vụ quá hạn")),
    "inspections.finding": Kind(_("Phát hiện qua kiểm tra")),
    "merit.proposal": Kind(_("Đề nghị khen thưởng, xem xét trách nhiệm")),
    "work.given": Kind(_("Việc mới được giao")),
    "work.claimed": Kind(_("Việc chờ xác nhận")),
    "work.verified": Kind(_("Việc được xác nhận")),
    "work.rejected": Kind(_("Việc bị trả lại"), immediate=True),
    "work.stopped": Kind(_("Việc dừng")),
    "work.mended": Kind(_("Việc được làm rõ")),
    "work.question": Kind(_("Câu hỏi về việc chưa rõ")),
    "work.answer": Kind(_("Việc chờ anh/chị trả lời, xác nhận")),
    "work.named": Kind(_("Việc ghi tên anh/chị")),
    "work.answered": Kind(_("Câu hỏi được trả lời")),
    "work.due_soon": Kind(_("Việc sắp đến hạn")),
    "work.late": Kind(_("Việc quá hạn")),
    "work.escalated": Kind(_("Việc quá hạn đã báo lên cấp trên"), immediate=True),
    "work.extension": Kind(_("Gia hạn")),
    "work.difficulty": Kind(_("Khó khăn, vướng mắc")),
    "work.handover": Kind(_("Bàn giao công việc"), immediate=True),
    "cases.clock": Kind(_("Thời hạn luật định bắt đầu chạy"), immediate=True),
    "cases.late": Kind(_("Quá thời hạn luật định"), immediate=True),
    "cases.differences": Kind(_("Chỗ lệch giữa các danh sách quá hạn"), immediate=False),
    "cases.transfer": Kind(_("Chuyển nơi cư trú"), immediate=True),
    "cases.ended": Kind(_("Hết thời hạn, ra khỏi danh sách")),
    "cases.release": Kind(_("Người sắp về")),
    "accounts.office": Kind(_("Vai trò thay đổi")),
    "people.crossing": Kind(_("Mở xem ngoài địa bàn, ngăn khác"), immediate=True),
    "people.objection": Kind(_("Lượt mở xem không được đồng ý"), immediate=True),
    "people.request": Kind(_("Yêu cầu của người dân sắp hoặc đã quá hạn")),
    "reporting.due": Kind(_("Báo cáo sắp đến hạn"), immediate=True),
    "reporting.returned": Kind(_("Báo cáo được trả lại để sửa"), immediate=True),
    "reporting.late": Kind(_("Báo cáo quá hạn"), immediate=True),
    "reporting.turn": Kind(_("Báo cáo chờ ký"), immediate=True),
    "reporting.opened": Kind(_("Yêu cầu báo cáo đột xuất"), immediate=True),
    "reporting.asked": Kind(_("Câu hỏi, góp ý vào báo cáo"), immediate=True),
    "reporting.answered": Kind(_("Câu hỏi về báo cáo được trả lời")),
    "reporting.again": Kind(_("Báo cáo được sửa và gửi lại")),
    "reporting.request": Kind(_("Đề nghị về hạn gửi báo cáo"), immediate=True),
    "reporting.decided": Kind(_("Hạn, lý do chậm, khóa báo cáo"), immediate=True),
    "reporting.noted": Kind(_("Kỳ báo cáo đến hạn, bản tổng hợp đã có"), immediate=True),
    "jobs.failed": Kind(_("Việc chạy nền không xong")),
    "journal.broken": Kind(_("Chuỗi nhật ký bị đứt"), immediate=True),
}
