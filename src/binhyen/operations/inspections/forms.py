"""Shapes of what people send about inspections."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.kit.vietnamese.text import clean, collapse, search_key
from binhyen.operations.inspections.models import Finding, Inspection
from binhyen.operations.inspections.values import FindingDetails, InspectionRefused, Kind, Member, PlanDetails, Seat
from binhyen.registers.organisations.forms import BodyName, BodyNames
from binhyen.registers.organisations.models import Body

LONG = 20_000
_SEATS = {search_key(str(label)): str(code) for code, label in Seat.choices}
_FIELDS_OF_MEMBER = 2  # name and office; the seat may be left out


class TeamField(forms.CharField):
    """A team, a person a line: "name; office; seat". Without a seat the first leads and the others are members."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> Any:
        lines = [line for line in clean(super().clean(value) or "").splitlines() if line.strip()]
        return tuple(_member(line, first=number == 0) for number, line in enumerate(lines))


def _member(line: str, *, first: bool) -> Member:
    parts = [collapse(part) for part in line.split(";")]
    if len(parts) < _FIELDS_OF_MEMBER or not all(parts[:_FIELDS_OF_MEMBER]):
        raise forms.ValidationError(
            _t("Dòng “%(line)s”: hãy ghi họ tên; chức vụ, đơn vị; vai trò.") % {"line": line.strip()}
        )
    asked = parts[_FIELDS_OF_MEMBER] if len(parts) > _FIELDS_OF_MEMBER else ""
    if asked and search_key(asked) not in _SEATS:
        raise forms.ValidationError(
            _t("Dòng “%(line)s”: vai trò là Trưởng đoàn, Phó trưởng đoàn, Thư ký hoặc Thành viên.")
            % {"line": line.strip()}
        )
    usual = Seat.HEAD if first else Seat.MEMBER
    return Member(parts[0][:120], parts[1][:200], _SEATS[search_key(asked)] if asked else usual)


class PlanForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Tên đợt kiểm tra"), max_length=300)
    subject = forms.CharField(label=_("Nội dung kiểm tra"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
    ground = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Số, ngày của kế hoạch, quyết định hoặc công văn.")
    )
    inspector = forms.ChoiceField(label=_("Cơ quan kiểm tra"))
    starts_on = day_field(_("Từ ngày"))
    ends_on = day_field(_("Đến ngày"))
    team = TeamField(
        label=_("Đoàn kiểm tra"),
        help_text=_(
            "Mỗi người một dòng: họ tên; chức vụ, đơn vị; vai trò. Người đầu là trưởng đoàn nếu không ghi vai trò."
        ),
    )

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, inspectors: Iterable[Body], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields["inspector"]
        own.choices = [(body.pk, body.name) for body in inspectors]
        self.fields["targets"] = BodyNames(
            label=_("Đơn vị được kiểm tra"),
            help_text=_("Mỗi dòng một cơ quan hoặc một nhóm, như trong danh mục."),
            on=today,
        )
        self.order_fields(["kind", "title", "subject", "ground", "inspector", "targets"])

    def details(self) -> PlanDetails:
        given = self.cleaned_data
        return PlanDetails(
            kind=given["kind"], title=collapse(clean(given["title"])), subject=clean(given["subject"]).strip(),
            ground=collapse(clean(given["ground"])), inspector=int(given["inspector"]),
            targets=tuple(body.pk for body in given["targets"]), starts_on=given["starts_on"],
            ends_on=given["ends_on"], team=given["team"],
        )  # fmt: skip

    def put(self, refusal: InspectionRefused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)


def plan_initial(found: Inspection) -> dict[str, Any]:
    """What the form of a plan shows of an inspection."""
    team = "\n".join(f"{one.name}; {one.office}; {one.get_seat_display()}" for one in found.team.all())
    targets = "\n".join(found.targets.order_by("sort_key").values_list("name", flat=True))
    columns = ("kind", "title", "subject", "ground", "starts_on", "ends_on", "version")
    return {name: getattr(found, name) for name in columns} | {
        "inspector": found.inspector_id, "team": team, "targets": targets
    }  # fmt: skip


class FindingForm(forms.Form):
    """What was found. Who answers, by when and who follows may wait until the conclusion, which needs them."""

    target = forms.ChoiceField(label=_("Nơi có phát hiện"))
    what = forms.CharField(
        label=_("Phát hiện"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Việc gì chưa đúng, so với quy định nào. Không ghi tên người trong danh sách quản lý."),
    )  # fmt: skip
    remedy = forms.CharField(
        label=_("Việc phải khắc phục"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    answerable = forms.CharField(
        label=_("Người chịu trách nhiệm"), max_length=200, required=False,
        help_text=_("Ghi chức vụ, ví dụ: Trưởng Công an xã."),
    )  # fmt: skip
    due_on = day_field(_("Hạn khắc phục"), required=False)
    indicator = forms.ChoiceField(label=_("Chỉ tiêu bị ảnh hưởng"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, targets: Iterable[Body], figures: Iterable[tuple[str, str]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        places: Any = self.fields["target"]
        places.choices = [(body.pk, body.name) for body in targets]
        codes: Any = self.fields["indicator"]
        codes.choices = [("", _("Không có")), *figures]
        self.fields["responsible"] = BodyName(label=_("Cơ quan chịu trách nhiệm"), required=False, on=today)
        self.fields["follower"] = BodyName(label=_("Cơ quan theo dõi khắc phục"), required=False, on=today)
        self.order_fields(["target", "what", "remedy", "responsible", "answerable", "due_on", "follower", "indicator"])

    def details(self) -> FindingDetails:
        given = self.cleaned_data
        return FindingDetails(
            target=int(given["target"]), what=clean(given["what"]).strip(), remedy=clean(given["remedy"]).strip(),
            responsible=_id(given["responsible"]), answerable=collapse(clean(given["answerable"])),
            due_on=given["due_on"], follower=_id(given["follower"]), indicator=given["indicator"],
        )  # fmt: skip

    def put(self, refusal: InspectionRefused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)


def _id(body: Body | None) -> int | None:
    return body.pk if body else None


def finding_initial(found: Finding) -> dict[str, Any]:
    """What the form of a finding shows of one."""
    columns = ("what", "remedy", "answerable", "due_on", "indicator", "version")
    return {name: getattr(found, name) for name in columns} | {
        "target": found.target_id,
        "responsible": found.responsible.name if found.responsible else "",
        "follower": found.follower.name if found.follower else "",
    }


class HeldForm(forms.Form):
    on = day_field(_("Ngày kiểm tra"))


class ConclusionForm(forms.Form):
    conclusion = forms.CharField(label=_("Kết luận chung"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class StepForm(forms.Form):
    """Words of a step; with a file where something was mended, with a day where the deadline moves."""

    text = forms.CharField(
        label=_("Nội dung"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        with_file: bool = False,
        with_day: bool = False,
        shows: bool = False,
        words: bool = True,
        **kwargs: Any,
    ) -> None:
        """``shows``: the file is what shows that something was done, so it must be there; ``words``: so must words."""
        super().__init__(*args, **kwargs)
        self.fields["text"].required = words
        if with_file:
            self.fields["file"] = forms.FileField(
                label=_("Tệp kèm theo"), required=shows,
                help_text=_("Biên bản, ảnh hoặc văn bản, không quá 20 MB. Ảnh được bỏ thông tin nơi chụp."),
                error_messages={"required": _("Hãy kèm tệp cho thấy đã khắc phục: biên bản, ảnh hoặc văn bản.")},
            )  # fmt: skip
        if with_day:
            self.fields["to"] = day_field(_("Hạn mới"))
