"""Why nothing was stored."""

from binhyen.monitoring.reporting.models import ReportBlock, ReportCell


class ReportRefused(Exception):
    """The message is a Vietnamese sentence that says why and what to do."""


class DaysLost(ReportRefused):
    """Days would be in no report: done all the same where whoever asks knows of it (``aware``)."""


class StaleCell(Exception):
    """Somebody else wrote at this place meanwhile: nothing is overwritten, both texts are shown."""

    def __init__(self, *, now: "ReportCell | ReportBlock | None", value: str, note: str = "") -> None:
        self.now, self.value, self.note = now, value, note
        super().__init__("Người khác vừa sửa ô này. Hãy xem hai nội dung rồi chọn.")
