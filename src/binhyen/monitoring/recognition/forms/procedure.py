"""What people state in the yearly procedure."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.classification.values import RECOGNISED_LABELS, Act, RecognisedAs
from binhyen.monitoring.recognition.actions.councils import Held, Member
from binhyen.monitoring.recognition.actions.decisions import Signed
from binhyen.monitoring.recognition.models import CouncilMember
from binhyen.monitoring.recognition.values import SEAT_LABELS, STEP_LABELS, Choice, Line, Seat, StepKind

_LONG = forms.Textarea(attrs={"rows": 3, "data-grow": ""})
_SEATS = {search_key(label): seat for seat, label in SEAT_LABELS.items()} | {
    "chu tich": Seat.CHAIR, "pho chu tich": Seat.DEPUTY, "uy vien thuong truc": Seat.STANDING, "uy vien": Seat.MEMBER,
}  # fmt: skip
_PARTS = 3
MEGABYTES = 50


class AssessForm(forms.Form):
    asks = forms.BooleanField(label=_("Đề nghị công nhận địa bàn không ma túy"), required=False)
    note = forms.CharField(label=_("Nhận xét, kiến nghị"), max_length=1000, required=False, widget=_LONG)
    late_reason = forms.CharField(
        label=_("Lý do chậm"),
        max_length=500,
        required=False,
        help_text=_("Chỉ cần khi đã quá hạn UBND tỉnh quyết định."),
    )


class CheckForm(forms.Form):
    agreed = forms.ChoiceField(
        label=_("Kết quả thẩm tra"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Hồ sơ đủ, số liệu đúng")), ("no", _("Trả lại xã"))],
    )
    note = forms.CharField(label=_("Nhận xét, hoặc việc xã phải làm"), max_length=1000, required=False, widget=_LONG)


class PaperForm(forms.Form):
    """A paper handed in: the file with what stands on its head."""

    file = forms.FileField(label=_("Tệp"), help_text=_("PDF, Word hoặc ảnh chụp rõ. Tối đa 50 MB."))
    number = forms.CharField(label=_("Số"), max_length=20, required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, required=False, help_text=_("Ví dụ: BC-UBND"))
    issued_on = day_field(_("Ngày ký"))
    abstract = forms.CharField(label=_("Trích yếu"), max_length=500)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500)


class CouncilForm(forms.Form):
    number = forms.CharField(label=_("Số quyết định thành lập"), max_length=60)
    decided_on = day_field(_("Ngày quyết định"))
    members = forms.CharField(
        label=_("Thành viên"),
        widget=forms.Textarea(attrs={"rows": 10, "data-grow": ""}),
        help_text=_(
            "Mỗi dòng một người: vai trò; họ tên; chức vụ. Dán được từ Excel. "
            "Ví dụ: Chủ tịch; Nguyễn Văn A; Phó Chủ tịch UBND tỉnh"
        ),
    )

    def clean_members(self) -> list[Member]:
        found = [self._member(place, line) for place, line in enumerate(self._lines(), 1)]
        if not found:
            raise ValidationError(_now("Hãy ghi ít nhất một thành viên."))
        return found

    def _lines(self) -> Iterable[str]:
        return (line for line in self.cleaned_data["members"].splitlines() if line.strip())

    @staticmethod
    def _member(place: int, line: str) -> Member:
        parts = [part.strip() for part in line.replace("\t", ";").split(";")]
        if len(parts) != _PARTS or not all(parts):
            raise ValidationError(_now("Dòng %(n)s: cần đủ vai trò; họ tên; chức vụ.") % {"n": place})
        seat = _SEATS.get(search_key(parts[0]))
        if seat is None:
            words = ", ".join(SEAT_LABELS.values())
            raise ValidationError(
                _now("Dòng %(n)s: vai trò phải là một trong: %(seats)s.") % {"n": place, "seats": words}
            )
        return Member(seat=seat, name=parts[1][:80], office=parts[2][:160])


class SessionForm(forms.Form):
    """A session: those present agreed to all chosen communes, but for those who are named below a commune."""

    held_on = day_field(_("Ngày họp"))
    place = forms.CharField(label=_("Nơi họp"), max_length=160)
    secretary = forms.CharField(label=_("Thư ký"), max_length=120)
    present = forms.MultipleChoiceField(label=_("Thành viên có mặt"), widget=forms.CheckboxSelectMultiple)
    chosen = forms.MultipleChoiceField(label=_("Xã đưa ra biểu quyết"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=_("Ý kiến thảo luận"), max_length=1000, required=False, widget=_LONG)

    def __init__(
        self, *args: Any, members: Sequence[CouncilMember], votable: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members, self.votable = members, votable
        people = [(str(one.pk), f"{one.name}, {one.office}") for one in members]
        self.fields["present"].choices = people  # type: ignore[attr-defined]
        self.fields["present"].initial = [pk for pk, _name in people]
        self.fields["chosen"].choices = [(str(pk), name) for pk, name in votable]  # type: ignore[attr-defined]
        self.fields["chosen"].initial = [str(pk) for pk, _name in votable]
        for pk, _name in votable:
            for word, label in (("khong", _("Không đồng ý")), ("trang", _("Không biểu quyết"))):
                self.fields[f"{word}_{pk}"] = forms.MultipleChoiceField(
                    label=label, choices=people, required=False, widget=forms.CheckboxSelectMultiple
                )

    def dissent(self) -> list[tuple[str, Any, Any]]:
        """For the page: each commune with its two fields."""
        return [(name, self[f"khong_{pk}"], self[f"trang_{pk}"]) for pk, name in self.votable]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        present = set(given.get("present", ()))
        for pk, name in self.votable:
            against, abstained = set(given.get(f"khong_{pk}", ())), set(given.get(f"trang_{pk}", ()))
            if against & abstained:
                raise ValidationError(
                    _now("%(name)s: một người không thể vừa không đồng ý vừa không biểu quyết.") % {"name": name}
                )
            if (against | abstained) - present:
                raise ValidationError(_now("%(name)s: có người biểu quyết nhưng không có mặt.") % {"name": name})
        return given

    def held(self) -> Held:
        given = self.cleaned_data
        others = {
            (pk, int(member)): choice
            for pk, _name in self.votable
            for word, choice in (("khong", Choice.AGAINST), ("trang", Choice.ABSTAINED))
            for member in given[f"{word}_{pk}"]
        }
        return Held(
            held_on=given["held_on"], place=given["place"], secretary=given["secretary"],
            present=frozenset(int(pk) for pk in given["present"]), files=tuple(int(pk) for pk in given["chosen"]),
            others=others, note=given["note"],
        )  # fmt: skip


class DecisionForm(forms.Form):
    """A signed decision. Lines are chosen among what the files and the lists of the day allow."""

    number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ: 3512/QĐ-UBND"))
    issued_on = day_field(_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=80)
    signer_title = forms.CharField(label=_("Chức vụ"), max_length=120)
    lines = forms.MultipleChoiceField(label=_("Địa bàn"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = lines  # type: ignore[attr-defined]

    def signed(self, *, period: int) -> Signed:
        given = self.cleaned_data
        return Signed(
            period=period, number=given["number"], issued_on=given["issued_on"], signer=given["signer"],
            signer_title=given["signer_title"], lines=[line_of(one) for one in given["lines"]],
        )  # fmt: skip


def line_key(line: Line) -> str:
    return f"{line.act.value}.{line.kind.value}.{line.area_code}"


def line_of(key: str) -> Line:
    act, kind, area = key.split(".")
    return Line(area_code=area, kind=RecognisedAs(kind), act=Act(act))


def line_label(line: Line, name: str) -> str:
    words = RECOGNISED_LABELS[line.kind]
    if line.act is Act.TAKEN_OFF:
        return _now("%(name)s: đưa ra khỏi danh sách %(kind)s") % {"name": name, "kind": words.lower()}
    return f"{name}: {words}"


class MinistryForm(forms.Form):
    """The ministry's approval of the province."""

    number = forms.CharField(label=_("Số quyết định của Bộ Công an"), max_length=60)
    issued_on = day_field(_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=80)
    signer_title = forms.CharField(label=_("Chức vụ"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Nội dung"),
        choices=[(one.value, RECOGNISED_LABELS[one]) for one in (RecognisedAs.DRUG_FREE, RecognisedAs.KEY_PROVINCE)],
    )


class TermForm(forms.Form):
    value = forms.IntegerField(label=_("Phần trăm"), min_value=1, max_value=100)
    valid_from = day_field(_("Áp dụng từ ngày"))
    source = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Văn bản đã quy định: số, ngày, cơ quan."))


class PaperRuleForm(forms.Form):
    label = forms.CharField(label=_("Tên giấy tờ"), max_length=200)
    required = forms.BooleanField(label=_("Bắt buộc"), required=False)
    needed_for = forms.ChoiceField(
        label=_("Phải có trước khi"),
        choices=[(one.value, STEP_LABELS[one]) for one in (StepKind.CHECKED, StepKind.REVIEWED)],
    )
    valid_from = day_field(_("Áp dụng từ ngày"))
    source = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Văn bản đã quy định: số, ngày, cơ quan."))
