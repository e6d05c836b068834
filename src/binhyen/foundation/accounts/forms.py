"""What administrators and people themselves fill in about accounts."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from binhyen.foundation.access.values import Role

from .models import User
from .values import AccountDetails, Office

DAY = forms.DateInput({"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"})
USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,}$", _("Chỉ dùng chữ thường không dấu, số, dấu chấm, gạch; từ 3 ký tự.")
)
TELEPHONE = RegexValidator(r"^\+?[0-9 .]{8,19}$", _("Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678."))


class ContactForm(forms.Form):
    """What everybody may change about themselves."""

    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False, validators=[TELEPHONE])
    email = forms.EmailField(label=_("Thư điện tử"), max_length=254, required=False)


class DetailsForm(ContactForm):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    field_order = ("username", "full_name", "position", "phone", "email")

    def value(self, user: User) -> AccountDetails:
        return AccountDetails(username=user.username, **self.cleaned_data)


class NewAccountForm(DetailsForm):
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=60, validators=[USERNAME], help_text=_("Ví dụ: nguyenvana.banlau")
    )

    def details(self) -> AccountDetails:
        return AccountDetails(**self.cleaned_data)


class OfficeForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Chọn vai trò")), *Role.choices])
    body_key = forms.CharField(label=_("Cơ quan"), max_length=80, required=False)
    area_code = forms.CharField(
        label=_("Mã xã hoặc tỉnh"), max_length=5, required=False, help_text=_("Để trống: lấy địa bàn của cơ quan.")
    )
    valid_from = forms.DateField(label=_("Từ ngày"), widget=DAY)
    valid_to = forms.DateField(label=_("Đến hết ngày"), widget=DAY, required=False)

    def value(self) -> Office:
        asked = dict(self.cleaned_data)
        return Office(role=Role(asked.pop("role")), **asked)


class StandInForm(forms.Form):
    username = forms.CharField(label=_("Tên đăng nhập của người thay"), max_length=60)
    first = forms.DateField(label=_("Từ ngày"), widget=DAY)
    last = forms.DateField(label=_("Đến hết ngày"), widget=DAY)

    def clean_username(self) -> User:
        user = User.objects.filter(username=self.cleaned_data["username"].strip().lower(), is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("Không có tài khoản nào đang mở mang tên này."))
        return user


class EndForm(forms.Form):
    last_day = forms.DateField(label=_("Ngày cuối"), widget=DAY)
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class AccountFilterForm(forms.Form):
    q = forms.CharField(label=_("Tìm"), max_length=100, required=False)
    vai_tro = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Mọi vai trò")), *Role.choices], required=False)
    da_khoa = forms.BooleanField(label=_("Đã khóa"), required=False)

    def asked(self) -> tuple[str, str, bool]:
        self.is_valid()
        given = self.cleaned_data
        return given.get("q") or "", given.get("vai_tro") or "", bool(given.get("da_khoa"))
