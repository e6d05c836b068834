"""Shapes of what people type when they make a document, keep a number, or write a template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.document_kinds import kinds
from binhyen.kit.fields import day_field
from binhyen.kit.official_signing import capacities
from binhyen.registers.documents.values import SeriesMode, Urgency, Words
from binhyen.registers.organisations.models import Body


def _kinds() -> list[tuple[str, str]]:
    return [(name, f"{name} ({short})" if short else name) for name, short in kinds()]


def _many(rows: int, **more: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **more})


class WordsForm(forms.Form):
    """Everything a document says. Numerals of points are made by the layout, whatever is typed."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=_kinds)
    abstract = forms.CharField(label=_("Trích yếu"), max_length=500, widget=_many(2))
    addressed = forms.CharField(
        label=_("Kính gửi"), required=False, widget=_many(2), help_text=_("Mỗi dòng một nơi. Để trống nếu không có.")
    )
    text = forms.CharField(
        label=_("Nội dung"),
        widget=_many(18, **{"data-grow": True}),
        help_text=_(
            "Mỗi đoạn một dòng. Đầu dòng I. 1. a) - hoặc Điều 1. được đánh số lại theo thứ tự. Dòng Căn cứ in nghiêng. "
            "Bảng: mỗi dòng một hàng, các ô cách nhau bằng dấu |. Phụ lục: dòng PHỤ LỤC: tên phụ lục."
        ),
    )
    recipients = forms.CharField(
        label=_("Nơi nhận"), required=False, widget=_many(3), help_text=_("Mỗi dòng một nơi; dòng cuối: Lưu: VT.")
    )
    urgency = forms.ChoiceField(label=_("Mức độ khẩn"), required=False, choices=[("", _("Thường")), *Urgency.choices])
    parent_name = forms.CharField(label=_("Cơ quan chủ quản, in trên cùng"), max_length=200, required=False)
    issuer_name = forms.CharField(label=_("Cơ quan ban hành, in trên văn bản"), max_length=200, widget=_many(2))
    sign = forms.CharField(label=_("Chữ viết tắt cơ quan"), max_length=30, help_text=_("Như UBND, SYT, CAT."))
    unit = forms.CharField(
        label=_("Chữ viết tắt đơn vị soạn"), max_length=30, required=False, help_text=_("Chỉ công văn dùng: NC, VX.")
    )
    place = forms.CharField(label=_("Địa danh"), max_length=80, help_text=_("In trước ngày ký: Lào Cai."))
    capacity = forms.ChoiceField(
        label=_("Ai ký"), choices=lambda: [(one.code, one.label) for one in capacities().values()]
    )
    signer = forms.CharField(
        label=_("Họ tên người ký"), max_length=120, help_text=_("Không ghi học hàm, học vị trước tên.")
    )
    head_post = forms.CharField(label=_("Chức vụ người đứng đầu"), max_length=120)
    deputy_post = forms.CharField(label=_("Chức vụ cấp phó"), max_length=120, required=False)
    collective = forms.CharField(
        label=_("Tập thể, in sau TM."), max_length=120, required=False,
        help_text=_("Cơ quan làm việc theo chế độ tập thể: Ủy ban nhân dân, Ban Chỉ đạo. Chế độ thủ trưởng: để trống."),
    )  # fmt: skip
    own = forms.BooleanField(label=_("Thẩm quyền riêng của người đứng đầu (không ghi TM.)"), required=False)
    post = forms.CharField(
        label=_("Chức vụ của người ký"), max_length=120, required=False,
        help_text=_("Chỉ khi ký thừa lệnh hoặc ủy quyền: Chánh Văn phòng."),
    )  # fmt: skip
    concurrent = forms.CharField(
        label=_("Chức vụ kiêm nhiệm, in dưới"), max_length=120, required=False,
        help_text=_("Thành viên Ban Chỉ đạo: Phó Chủ tịch UBND tỉnh."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        rule = capacities().get(data.get("capacity", ""))
        if rule and rule.needs_post and not data.get("post"):
            self.add_error("post", _("Ký thừa lệnh, ủy quyền thì ghi chức vụ của người ký."))
        return data

    def words(self) -> Words:
        data = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        for name in ("text", "addressed", "recipients", "issuer_name"):
            data[name] = data[name].replace("\r\n", "\n")
        return Words(**data)


class NumberForm(forms.Form):
    day = day_field(_("Ngày ký"))
    kept = forms.ChoiceField(label=_("Số"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = [("", _("Số tiếp theo trong sổ")), *kept]  # type: ignore[attr-defined]
        if not kept:
            self.fields["kept"].widget = forms.HiddenInput()


class SignedForm(forms.Form):
    file = forms.FileField(label=_("Tệp PDF đã ký"), widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}))
    on_paper = forms.BooleanField(label=_("Ký tay trên giấy, đây là bản quét"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "because" in self.data:
            self.ask_why()

    def ask_why(self) -> None:
        """Ask for the tick and the reason without which an unconfirmed certificate is not taken."""
        self.fields["anyway"] = forms.BooleanField(label=_("Vẫn nhận dù chưa xác nhận được chứng thư"), required=False)
        self.fields["because"] = forms.CharField(
            label=_("Lý do nhận"),
            max_length=300,
            required=False,
            help_text=_("Ghi khi đánh dấu ở trên: ai đã kiểm tra chứng thư, bằng cách nào."),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("anyway") and not data.get("because"):
            self.add_error("because", _("Hãy ghi lý do nhận."))
        return data

    def because(self) -> str:
        """Why it is taken all the same; "" where nobody said so."""
        return self.cleaned_data.get("because", "") if self.cleaned_data.get("anyway") else ""


class SendForm(forms.Form):
    on = day_field(_("Ngày phát hành"))
    how = forms.CharField(
        label=_("Gửi bằng cách nào"), max_length=200, help_text=_("Trục liên thông văn bản, bưu điện, giao trực tiếp.")
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class KeepForm(forms.Form):
    body = forms.ChoiceField(label=_("Cơ quan"))
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=_kinds)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, help_text=_("Phần sau dấu /: KH-UBND."))
    reason = forms.CharField(label=_("Giữ cho văn bản nào"), max_length=300)

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(body.key, body.name) for body in bodies]  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    body = forms.ChoiceField(label=_("Cơ quan"))
    from_year = forms.IntegerField(label=_("Từ năm"), min_value=2020, max_value=2100)
    mode = forms.ChoiceField(label=_("Cách đánh số"), choices=SeriesMode.choices)
    own_kinds = forms.MultipleChoiceField(
        label=_("Loại có dãy số riêng"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(short or "CV", name) for name, short in kinds() if short or name == "Công văn"],
    )  # fmt: skip
    source = forms.CharField(label=_("Văn bản quy định"), max_length=200, help_text=_("Quy chế văn thư của cơ quan."))

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(body.key, body.name) for body in bodies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("mode") == SeriesMode.SOME and not data.get("own_kinds"):
            self.add_error("own_kinds", _("Chọn ít nhất một loại có dãy số riêng."))
        return data


class GoOnForm(forms.Form):
    body = forms.ChoiceField(label=_("Cơ quan"))
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=_kinds)
    year = forms.IntegerField(label=_("Năm"), min_value=2020, max_value=2100)
    last = forms.IntegerField(label=_("Số cuối cùng đã cấp trên giấy"), min_value=1, max_value=99_999)

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(body.key, body.name) for body in bodies]  # type: ignore[attr-defined]


class TemplateForm(forms.Form):
    abstract = forms.CharField(label=_("Trích yếu"), max_length=500, widget=_many(2))
    addressed = forms.CharField(label=_("Kính gửi"), required=False, widget=_many(2))
    text = forms.CharField(
        label=_("Nội dung"), widget=_many(18, **{"data-grow": True}),
        help_text=_("Chữ trong ngoặc nhọn là chỗ người soạn sẽ điền: {hạn báo cáo}."),
    )  # fmt: skip
    recipients = forms.CharField(label=_("Nơi nhận"), required=False, widget=_many(3))
    valid_from = day_field(_("Dùng từ ngày"))
    source = forms.CharField(label=_("Theo văn bản nào, vì sao sửa"), max_length=200)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def body(self) -> dict[str, str]:
        """The words, without what says when and why they count."""
        names = ("abstract", "addressed", "text", "recipients")
        return {name: self.cleaned_data[name].replace("\r\n", "\n").strip("\n") for name in names}


class OwnTemplateForm(TemplateForm):
    """A template of the province's own: its name and the kind of document besides."""

    title = forms.CharField(label=_("Tên mẫu"), max_length=120, help_text=_("Như Biên bản họp Ban Chỉ đạo."))
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=_kinds)
    field_order = ("title", "kind")


class CheckForm(forms.Form):
    file = forms.FileField(label=_("Tệp"))
