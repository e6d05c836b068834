"""What is typed when a form is edited. Each gives the change it asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.monitoring.reporting.rules.editing import Doing, Edit
from binhyen.monitoring.reporting.values.forms import Draft, Draw, Gather, Kind, Part, SectionKind, Source, Span

KINDS = [
    (Kind.WHOLE, _("Số đếm")), (Kind.DECIMAL, _("Số lẻ")), (Kind.MONEY, _("Số tiền")), (Kind.PER_CENT, _("Tỷ lệ %")),
    (Kind.TEXT, _("Chữ")), (Kind.DAY, _("Ngày")), (Kind.YES_NO, _("Có, không")),
]  # fmt: skip
SPANS = [
    (Span.PERIOD, _("Kỳ này")), (Span.BEFORE, _("Kỳ trước")), (Span.YEAR, _("Từ đầu năm")),
    (Span.YEAR_BEFORE, _("Cùng kỳ năm trước")),
]  # fmt: skip
SOURCES = [
    (Source.FIGURE, _("Hệ thống tính từ chỉ tiêu")), (Source.ENTERED, _("Đơn vị tự ghi")),
    (Source.FORMULA, _("Tính theo công thức")), ("HEADING", _("Dòng đầu mục, không có số")),
]  # fmt: skip
GATHERS = [
    (Gather.HIGHLIGHT, _("Kết quả nổi bật")), (Gather.SLOW, _("Việc chậm")),
    (Gather.DIFFICULTY, _("Khó khăn, vướng mắc")), (Gather.PROPOSAL, _("Đề xuất, kiến nghị")),
    (Gather.NEXT, _("Việc kỳ tới")), (Gather.OTHER, _("Nội dung khác")),
]  # fmt: skip
DRAFTS = [
    (Draft.NOTHING, _("Để trống")), (Draft.WORK_DONE, _("Việc đã xong trong kỳ")),
    (Draft.WORK_LATE, _("Việc quá hạn")), (Draft.DIFFICULTIES, _("Khó khăn đã gửi lên")),
    (Draft.WORK_NEXT, _("Việc đến hạn kỳ tới")),
]  # fmt: skip
DRAWS = [
    (Draw.NOTHING, _("Đơn vị tự ghi")), (Draw.WORK_DONE, _("Việc đã xong trong kỳ")),
    (Draw.WORK_LATE, _("Việc quá hạn")), (Draw.INSPECTIONS, _("Cuộc kiểm tra trong kỳ")),
]  # fmt: skip
_FORMULA = _(
    "Ô khác viết là [dòng.cột]; bỏ trống dòng hoặc cột là cùng dòng, cùng cột. Ví dụ [.nay] - [.truoc], SUM([a.]:[d.])."
)


class BeginForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("Áp dụng từ ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    title = forms.CharField(
        label=_("Tên mẫu mới"), max_length=200, required=False,
        help_text=_("Để trống: sửa chính mẫu này. Ghi tên: lập một mẫu khác từ mẫu này."),
    )  # fmt: skip


class HeadForm(forms.Form):
    title = forms.CharField(label=_("Tên mẫu"), max_length=200)
    short = forms.CharField(label=_("Tên ngắn"), max_length=60)
    document = forms.CharField(label=_("Loại văn bản in ra"), max_length=60)
    abstract = forms.CharField(
        label=_("Trích yếu"), max_length=300, help_text=_("{period} là chỗ ghi kỳ báo cáo."), required=False
    )
    recipients = forms.CharField(
        label=_("Nơi nhận"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Mỗi nơi một dòng.")
    )
    valid_from = forms.DateField(
        label=_("Áp dụng từ ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def edit(self) -> Edit:
        given = self.cleaned_data
        lines = [line.strip() for line in given["recipients"].splitlines() if line.strip()]
        days = {"recipients": lines, "valid_from": given["valid_from"].isoformat()}
        return Edit(doing=Doing.HEAD, fields=given | days)


class SectionForm(forms.Form):
    title = forms.CharField(label=_("Tên phần"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[
            (SectionKind.TABLE, _("Bảng số liệu")), (SectionKind.NARRATIVE, _("Lời")),
            (SectionKind.LIST, _("Danh sách")),
        ],
    )  # fmt: skip
    draw = forms.ChoiceField(label=_("Các dòng của danh sách"), choices=DRAWS, required=False)

    def edit(self) -> Edit:
        return Edit(doing=Doing.ADD_SECTION, fields=self.cleaned_data)


class PartForm(forms.Form):
    """One row, column or block. ``fields_of`` gives what is written down."""

    title = forms.CharField(label=_("Tên"), max_length=300)

    def fields_of(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class RowForm(PartForm):
    number = forms.CharField(label=_("Số thứ tự in ra"), max_length=10, required=False)
    source = forms.ChoiceField(label=_("Số của dòng này"), choices=SOURCES)
    figure = forms.CharField(label=_("Mã chỉ tiêu"), max_length=80, required=False)
    part = forms.ChoiceField(
        label=_("Lấy"), required=False,
        choices=[(Part.NUMERATOR, _("Số (tử số)")), (Part.DENOMINATOR, _("Mẫu số"))],
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Loại số"), choices=KINDS, required=False)
    unit = forms.CharField(label=_("Đơn vị tính"), max_length=60, required=False)
    formula = forms.CharField(label=_("Công thức"), max_length=500, required=False, help_text=_FORMULA)
    required = forms.BooleanField(label=_("Bắt buộc ghi"), required=False)
    help = forms.CharField(label=_("Hướng dẫn cho người ghi"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        source = given.get("source")
        if source == Source.FIGURE and not given.get("figure"):
            self.add_error("figure", _("Hãy chọn một chỉ tiêu."))
        if source == Source.FORMULA and not given.get("formula"):
            self.add_error("formula", _("Hãy viết công thức."))
        return given

    def fields_of(self) -> dict[str, Any]:
        given = self.cleaned_data
        source, kind = given["source"], given["kind"] or Kind.WHOLE
        figure = given["figure"] if source in {Source.FIGURE, Source.ENTERED} else ""
        return {
            "title": given["title"], "number": given["number"], "unit": given["unit"], "help": given["help"],
            "heading": source == "HEADING", "figure": figure,
            "part": given["part"] if figure and given["part"] == Part.DENOMINATOR else "",
            "entered": kind if source == Source.ENTERED else "", "kind": "" if source == Source.ENTERED else kind,
            "formula": given["formula"] if source == Source.FORMULA else "",
            "required": given["required"] and source == Source.ENTERED,
        }  # fmt: skip


class ColumnForm(PartForm):
    span = forms.ChoiceField(label=_("Số của kỳ nào"), choices=SPANS)
    source = forms.ChoiceField(
        label=_("Ô của cột này"), required=False,
        choices=[("", _("Theo từng dòng")), (Source.ENTERED, _("Đơn vị tự ghi")), (Source.FORMULA, _("Công thức"))],
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Loại số"), choices=[("", _("Theo từng dòng")), *KINDS], required=False)
    formula = forms.CharField(label=_("Công thức"), max_length=500, required=False, help_text=_FORMULA)
    unit = forms.CharField(label=_("Đơn vị tính"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("source") == Source.FORMULA and not given.get("formula"):
            self.add_error("formula", _("Hãy viết công thức."))
        return given

    def fields_of(self) -> dict[str, Any]:
        given = self.cleaned_data
        entered = given["source"] == Source.ENTERED
        return {
            "title": given["title"], "span": given["span"], "unit": given["unit"],
            "formula": given["formula"] if given["source"] == Source.FORMULA else "",
            "entered": (given["kind"] or Kind.TEXT) if entered else "", "kind": "" if entered else given["kind"],
        }  # fmt: skip


class BlockForm(PartForm):
    gather = forms.ChoiceField(label=_("Vào mục nào của bản tổng hợp"), choices=GATHERS)
    draft = forms.ChoiceField(label=_("Điền sẵn"), choices=DRAFTS)
    required = forms.BooleanField(label=_("Bắt buộc viết"), required=False)
    help = forms.CharField(label=_("Hướng dẫn cho người viết"), max_length=300, required=False)


PARTS: dict[str, type[PartForm]] = {"rows": RowForm, "columns": ColumnForm, "blocks": BlockForm}
WORDS = {"rows": _("dòng"), "columns": _("cột"), "blocks": _("ô lời")}


def initial(part: str, thing: dict[str, Any]) -> dict[str, Any]:
    """What a stored row, column or block shows in its form."""
    source = (
        "HEADING" if thing.get("heading") else Source.FORMULA if thing.get("formula")
        else Source.ENTERED if thing.get("entered") else Source.FIGURE if part == "rows" else ""
    )  # fmt: skip
    return thing | {"source": source, "kind": thing.get("entered") or thing.get("kind") or ""}
