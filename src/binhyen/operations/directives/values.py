"""Choices of the register of duties. Codes are stored and never change; labels may."""

from django.db.models import TextChoices


class DirectiveState(TextChoices):
    READING = "READING", "Đang đọc"
    FAILED = "FAILED", "Không đọc được"
    REVIEW = "REVIEW", "Đang rà soát"
    SIGNED = "SIGNED", "Đã chốt"


class Kind(TextChoices):
    TASK = "task", "Nhiệm vụ"
    TARGET = "target", "Chỉ tiêu"
    REPORT = "report", "Báo cáo"


class DutyState(TextChoices):
    PROPOSED = "PROPOSED", "Chờ duyệt"
    ACCEPTED = "ACCEPTED", "Đã duyệt"
    REMOVED = "REMOVED", "Đã bỏ"


class DeadlineKind(TextChoices):
    DATE = "date", "Có ngày"
    QUARTER = "quarter", "Theo quý"
    RECURRING = "recurring", "Định kỳ"
    CONTINUOUS = "continuous", "Thường xuyên"
    COMPOUND = "compound", "Có ngày, sau đó lặp lại"
    NONE = "none", "Không nêu hạn"


class Part(TextChoices):
    LEAD = "LEAD", "Chủ trì"
    COORDINATE = "COORDINATE", "Phối hợp"


class FindingState(TextChoices):
    OPEN = "OPEN", "Chưa xử lý"
    TAKEN = "TAKEN", "Đã nhận đề nghị"
    KEPT = "KEPT", "Giữ nguyên, hỏi cơ quan ban hành"
