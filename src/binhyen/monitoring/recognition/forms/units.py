"""What people state about units below the commune."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.monitoring.classification.values import Act
from binhyen.monitoring.recognition.actions.unit_decisions import CriterionChoice
from binhyen.monitoring.recognition.actions.units import UnitAssessment, UnitDetails
from binhyen.monitoring.recognition.values import (
    DECIDER_LABELS,
    FORM_LABELS,
    UNIT_KIND_LABELS,
    WEIGHT_LABELS,
    CriterionForm,
    Statement,
    UnitCriterion,
    UnitKind,
    UnitLine,
    UnitResult,
    Weight,
)

_LONG = forms.Textarea(attrs={"rows": 3, "data-grow": ""})
MOST = 1_000_000


class UnitForm(forms.Form):
    """A unit below the commune. A hamlet is chosen from the commune's list, others are named."""

    commune = forms.ChoiceField(label=_("Xã, phường"))
    kind = forms.ChoiceField(label=_("Loại"), choices=[(one.value, label) for one, label in UNIT_KIND_LABELS.items()])
    hamlet = forms.ChoiceField(
        label=_("Thôn, bản, tổ dân phố"), required=False, help_text=_("Chọn trong danh sách của xã.")
    )
    name = forms.CharField(
        label=_("Tên đơn vị"), max_length=120, required=False, help_text=_("Với thôn, bản, tổ: để trống.")
    )
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)

    def __init__(
        self, *args: Any, communes: Sequence[tuple[str, str]], hamlets: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].choices = communes  # type: ignore[attr-defined]
        self.fields["hamlet"].choices = [("", "—"), *((str(pk), name) for pk, name in hamlets)]  # type: ignore[attr-defined]

    def details(self) -> UnitDetails:
        given = self.cleaned_data
        return UnitDetails(
            kind=UnitKind(given["kind"]), commune_code=given["commune"], name=given["name"], address=given["address"],
            hamlet_id=int(given["hamlet"]) if given["hamlet"] else None,
        )  # fmt: skip


class UnitAmendForm(forms.Form):
    name = forms.CharField(label=_("Tên đơn vị"), max_length=120, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)


class UnitCloseForm(forms.Form):
    on = day_field(_("Thôi hoạt động từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=500)


class UnitAssessForm(forms.Form):
    """What the register does not answer is asked: done or not, how many, of how many; and who answers for it."""

    said_by = forms.CharField(
        label=_("Người chịu trách nhiệm"), max_length=160,
        help_text=_("Họ tên, chức vụ: trưởng thôn, hiệu trưởng, chủ cơ sở, thủ trưởng cơ quan."),
    )  # fmt: skip
    note = forms.CharField(label=_("Nhận xét"), max_length=1000, required=False, widget=_LONG)
    asks = forms.BooleanField(label=_("Đề nghị công nhận không ma túy"), required=False)

    def __init__(self, *args: Any, results: Sequence[UnitResult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [one for one in results if one.asked and not (one.unplaced and one.count)]
        for one in self.asked:
            self._ask(one)
        self.order_fields([name for name in self.fields if "." in name])

    def _ask(self, one: UnitResult) -> None:
        code, of = one.criterion.code, one.criterion
        needed = of.weight is Weight.REQUIRED
        if of.form is CriterionForm.YES or one.unplaced:
            label, choices = of.label, [("yes", _("Đã làm")), ("no", _("Chưa làm"))]
            if one.unplaced:
                self.fields[self._shown(one)] = forms.IntegerField(
                    required=False, widget=forms.HiddenInput, initial=one.unplaced
                )
                nowhere = _now("%(n)d trường hợp của xã chưa ghi ở thôn nào có thuộc nơi này không?") % {
                    "n": one.unplaced
                }
                label = f"{of.label}. {nowhere}"
                choices = [("yes", _("Không trường hợp nào")), ("no", _("Có, hoặc chưa rõ"))]
            self.fields[f"{code}.yes"] = forms.ChoiceField(
                label=label, required=needed, widget=forms.RadioSelect, choices=choices
            )
            return
        counted = of.counted or _now("trường hợp")
        none = of.form is CriterionForm.NONE
        self.fields[f"{code}.count"] = forms.IntegerField(
            label=f"{of.label} ({_now('số')} {counted})", min_value=0, max_value=MOST, required=needed,
            help_text=_("Ghi 0 nếu không có.") if none else "",
        )  # fmt: skip
        if of.form is CriterionForm.SHARE:
            self.fields[f"{code}.total"] = forms.IntegerField(
                label=f"{of.label} ({_now('tổng số')} {of.of})", min_value=1, max_value=MOST, required=needed
            )

    @staticmethod
    def _shown(one: UnitResult) -> str:
        """The field with the number that was read when the answer was given."""
        return f"{one.criterion.code}.unplaced"

    def clean(self) -> dict[str, Any]:
        """An answer holds for as many as were shown; where others have come since it is asked again."""
        given: dict[str, Any] = self.cleaned_data
        for one in self.asked:
            if one.unplaced and (given.get(self._shown(one)) or 0) < one.unplaced:
                self.data = {**self.data, self.add_prefix(self._shown(one)): one.unplaced}
                self.add_error(f"{one.criterion.code}.yes", _("Số trường hợp vừa tăng. Hãy xem lại và trả lời lại."))
        return given

    def given(self) -> UnitAssessment:
        data = self.cleaned_data
        said = {
            one.criterion.code: Statement(
                yes={"yes": True, "no": False}.get(data.get(f"{one.criterion.code}.yes", "")),
                count=data.get(f"{one.criterion.code}.count"),
                total=data.get(f"{one.criterion.code}.total"),
                unplaced=one.unplaced,
            )
            for one in self.asked
        }
        return UnitAssessment(asks=data["asks"], said_by=data["said_by"], statements=said, note=data["note"])


class UnitDecisionForm(forms.Form):
    """A signed decision about units: those put on the list, those taken off, each with its reason."""

    number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ: 112/QĐ-UBND"))
    issued_on = day_field(_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=80)
    signer_title = forms.CharField(label=_("Chức vụ"), max_length=120)
    put_on = forms.MultipleChoiceField(label=_("Công nhận"), required=False, widget=forms.CheckboxSelectMultiple)
    off = forms.MultipleChoiceField(
        label=_("Đưa ra khỏi danh sách"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Lý do đưa ra"), max_length=300, required=False, help_text=_("Cần khi có đơn vị bị đưa ra.")
    )

    def __init__(
        self, *args: Any, put_on: Sequence[tuple[str, str]], off: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("put_on", put_on), ("off", off)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]
        if not off:
            del self.fields["reason"]

    def lines(self) -> list[UnitLine]:
        given = self.cleaned_data
        off, reason = given.get("off", ()), given.get("reason", "")
        return [
            *(UnitLine(unit_id=int(pk)) for pk in given.get("put_on", ()) if pk not in off),
            *(UnitLine(unit_id=int(pk), act=Act.TAKEN_OFF, reason=reason) for pk in off),
        ]


class UnitCriterionForm(forms.Form):
    """How a criterion weighs, its share; of one that is added also what it says."""

    label = forms.CharField(label=_("Tiêu chí"), max_length=200)
    form = forms.ChoiceField(label=_("Cách tính"), choices=[(one.value, label) for one, label in FORM_LABELS.items()])
    weight = forms.ChoiceField(label=_("Áp dụng"), choices=[(one.value, label) for one, label in WEIGHT_LABELS.items()])
    percent = forms.DecimalField(
        label=_("Tỷ lệ ít nhất (phần trăm)"), min_value=0, max_value=100, max_digits=5, decimal_places=2,
        required=False, help_text=_("Chỉ với tiêu chí tính theo tỷ lệ. So sánh phân số đúng, không làm tròn."),
    )  # fmt: skip
    counted = forms.CharField(label=_("Đếm gì"), max_length=60, required=False, help_text=_("Ví dụ: người đã ký"))
    of = forms.CharField(label=_("Trong tổng số"), max_length=60, required=False, help_text=_("Ví dụ: người lao động"))
    valid_from = day_field(_("Áp dụng từ ngày"))
    source = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Văn bản đã quy định: số, ngày, cơ quan."))

    def __init__(self, *args: Any, known: UnitCriterion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known is not None:
            for name in ("label", "form", "counted", "of"):
                del self.fields[name]
            if known.form is not CriterionForm.SHARE:
                del self.fields["percent"]

    def choice(self, code: str) -> CriterionChoice:
        given = self.cleaned_data
        percent = given.get("percent")
        bound = None if percent is None else (percent / 100).as_integer_ratio()  # exact: a decimal
        more = {name: given[name] for name in ("label", "counted", "of") if name in given}
        return CriterionChoice(
            code=code, weight=Weight(given["weight"]), valid_from=given["valid_from"], source=given["source"],
            bound=bound, form=CriterionForm(given.get("form", CriterionForm.YES)), **more,
        )  # fmt: skip


class UnitDeciderForm(forms.Form):
    decider = forms.ChoiceField(
        label=_("Cơ quan công nhận"), choices=[(one.value, label) for one, label in DECIDER_LABELS.items()]
    )
    valid_from = day_field(_("Áp dụng từ ngày"))
    source = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Văn bản đã quy định: số, ngày, cơ quan."))
