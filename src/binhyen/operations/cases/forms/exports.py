"""What is asked before a list of names leaves."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.operations.cases.actions.exports import Why
from binhyen.operations.cases.forms.register import DUE, LISTS
from binhyen.operations.cases.queries.labels import flag_labels, measure_label, state_labels
from binhyen.operations.cases.queries.register import CaseFilter
from binhyen.registers.people.queries.cards import commune_names

SHORTEST = 8  # signs of a purpose that says something


class ExportForm(forms.Form):
    purpose = forms.CharField(
        label=_("Xuất để làm gì"), min_length=SHORTEST, max_length=300,
        help_text=_("Ví dụ: rà soát tháng 8 theo kế hoạch số 12. Dòng này được in trên tệp và ghi vào nhật ký."),
    )  # fmt: skip
    recipient = forms.CharField(
        label=_("Giao cho ai"), min_length=2, max_length=200,
        help_text=_("Người hoặc đơn vị nhận. Tên này được in ở đầu mỗi trang."),
    )  # fmt: skip
    numbers = forms.BooleanField(
        label=_("Cần số giấy tờ và điện thoại đầy đủ"), required=False,
        help_text=_("Để trống thì chỉ có bốn số cuối. Chọn ô này được ghi vào nhật ký của từng người."),
    )  # fmt: skip

    def why(self) -> Why:
        """The valid form as the action takes it."""
        return Why(**self.cleaned_data)


def filter_words(asked: CaseFilter) -> list[str]:
    """The filters as the sheet and the page name them."""
    choices: dict[str, str] = {str(code): str(label) for code, label in (*LISTS, *DUE) if code}
    choices |= {"ALL": str(_("Cả ba danh sách"))}
    communes = commune_names([asked.commune])
    pairs = (
        (_("Tìm"), asked.text), (_("Danh sách"), choices.get(asked.list, asked.list)),
        (_("Thống kê tính vào"), choices.get(asked.reported, asked.reported)),
        (_("Tình trạng"), state_labels().get(asked.state, asked.state)), (_("Hình thức"), measure_label(asked.measure)),
        (_("Xã, phường"), communes.get(asked.commune, asked.commune)), (_("Thôn, tổ"), str(asked.hamlet or "")),
        (_("Lưu ý"), flag_labels().get(asked.flag, asked.flag)), (_("Đồng hồ"), choices.get(asked.due, asked.due)),
        (_("Đang chuyển"), _("có") if asked.moving else ""),
        (_("Có trong danh sách ngày"), day_words(asked.on)), (_("biết đến hết ngày"), day_words(asked.known)),
    )  # fmt: skip
    return [f"{label}: {value}" for label, value in pairs if value]


def day_words(iso: str) -> str:
    """An ISO day as people write it; "" for none."""
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""
