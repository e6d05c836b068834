"""Shapes of what people send when they give work: one task by hand, the duties of a directive."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from binhyen.kit.calendar import vietnam
from binhyen.kit.fields import day_field
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.operations.work.queries import terms
from binhyen.operations.work.rules.spoken import Meant, Spoken, Unread, meant
from binhyen.operations.work.values import Cadence, EvidenceKind, TaskDetails
from binhyen.registers.organisations.forms import BodyName, BodyNames, unknown_body
from binhyen.registers.organisations.models import Body
from binhyen.registers.organisations.queries import find
from binhyen.registers.organisations.values import Level

from .reason import LONGEST

MOST_BEAT_DAYS = 366
NEXT, KEEP = "next", "keep"  # which day holds where the one written is a day off
_TELLS = {  # a field that shows at once which days its words come to
    "hx-get": reverse_lazy("work:give-days"),
    "hx-trigger": "change, input changed delay:500ms, change from:#id_beat_days, change from:#id_ends_on",
    "hx-target": "#days",
    "hx-include": "#id_beat_days, #id_ends_on",
}


class OneBody(BodyName):
    """A body that acts by itself: a group of bodies can verify nothing."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is not None and found.level == Level.GROUP:
            raise forms.ValidationError(_t("“%(name)s” là nhóm cơ quan. Hãy ghi một cơ quan.") % {"name": found.name})
        return found


class _DayOff(forms.ChoiceField):
    """What is chosen names the day it was chosen for; the form compares it with the day that is written now."""

    def validate(self, value: Any) -> None:
        pass


class WhenForm(forms.Form):
    """By when: in words, as a directive prints it. ``found`` is what they come to, None where they cannot be read."""

    deadline = forms.CharField(
        label=_("Thời hạn"), max_length=300,
        help_text=_(
            "Ghi bằng lời, ví dụ: 28/02/2027; trước 10 giờ ngày 28/02/2027; quý I/2027; hằng tháng, trước ngày 20; "
            "28/02/2027, sau đó hằng quý; giai đoạn 1: 30/6/2027, giai đoạn 2: 31/12/2027; thường xuyên."
        ),
        widget=forms.TextInput(attrs={**_TELLS, "autocomplete": "off"}),
    )  # fmt: skip
    day_off = _DayOff(label=_("Ngày hạn trúng ngày nghỉ"), required=False, widget=forms.RadioSelect)
    beat_days = forms.IntegerField(
        label=_("Cứ mấy ngày phải có minh chứng"), required=False, min_value=1, max_value=MOST_BEAT_DAYS,
        help_text=_("Chỉ với việc thường xuyên."),
    )  # fmt: skip
    ends_on = day_field(
        _("Làm đến hết ngày"), required=False, help_text=_("Chỉ với việc định kỳ, thường xuyên có ngày kết thúc.")
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.today = at, timezone.localdate(at)
        self.found: Meant | None = None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "deadline" in given and not {"beat_days", "ends_on"} & self.errors.keys():
            try:
                self.found = self._meant(given)
            except Unread as unread:
                self.add_error(unread.field if unread.field in self.fields else None, unread.message)
        return given

    def _meant(self, given: Mapping[str, Any]) -> Meant:
        chosen, _sep, day = given.get("day_off", "").partition(":")
        spoken = Spoken(
            text=clean(given["deadline"]), beat_days=given["beat_days"], until=given["ends_on"],
            keeps_day=chosen == KEEP,
        )  # fmt: skip
        found = meant(spoken, at=self.at, habits=terms.habits(on=self.today), calendar=vietnam())
        if found.choice:
            self._offer(found, asked=day != found.choice.day.isoformat())
        return found

    def _offer(self, found: Meant, *, asked: bool) -> None:
        """Say that the day is off and offer the next working day; ``asked`` while nobody has chosen."""
        choice = found.choice
        assert choice is not None  # noqa: S101 - asked of a day off alone
        field: Any = self.fields["day_off"]
        words = {"day": f"{choice.day:%d/%m/%Y}", "why": choice.because, "next": f"{choice.offered:%d/%m/%Y}"}
        field.choices = [
            (f"{NEXT}:{choice.day}", _t("Ngày làm việc gần nhất: %(next)s") % words),
            (f"{KEEP}:{choice.day}", _t("Vẫn đúng ngày %(day)s") % words),
        ]
        field.required = True  # as the page says it
        if asked:
            self.add_error("day_off", _t("Ngày %(day)s là %(why)s. Hãy chọn ngày hạn.") % words)

    @property
    def unread(self) -> list[str]:
        """Why the words come to no day."""
        return [str(one) for name in ("deadline", "beat_days", "ends_on") for one in self.errors.get(name, ())]

    @property
    def asks_day(self) -> bool:
        """Whether there is a day off to decide on."""
        return bool(self.found and self.found.choice)


class GiveForm(WhenForm):
    """One task by hand."""

    title = forms.CharField(label=_("Tên việc"), max_length=300)
    what = forms.CharField(label=_("Việc phải làm"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))
    result = forms.CharField(label=_("Kết quả phải có"), max_length=300)
    kinds = forms.MultipleChoiceField(
        label=_("Minh chứng của kết quả"), choices=EvidenceKind.choices, widget=forms.CheckboxSelectMultiple
    )
    needs_location = forms.BooleanField(label=_("Ảnh cần giữ nơi chụp"), required=False)
    issuer = forms.ChoiceField(label=_("Cơ quan giao"))
    one_time_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, issuers: Iterable[Body], at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, at=at, **kwargs)
        self.known = {str(body.pk): body for body in issuers}
        own: Any = self.fields["issuer"]
        own.choices = [(pk, body.name) for pk, body in self.known.items()]
        parts = (("leads", _("Chủ trì"), True), ("co_leads", _("Phối hợp"), False), ("followers", _("Theo dõi"), False))
        for name, label, required in parts:
            help_text = _("Mỗi dòng một cơ quan hoặc nhóm cơ quan.") if required else ""
            self.fields[name] = BodyNames(label=label, required=required, help_text=help_text, on=self.today)
        self.fields["verifier"] = OneBody(label=_("Cơ quan xác nhận kết quả"), on=self.today)
        self.order_fields(
            ["title", "what", "leads", "co_leads", "followers", "result", "kinds", "needs_location", "deadline",
             "day_off", "beat_days", "ends_on", "issuer", "verifier"]
        )  # fmt: skip

    def details(self) -> TaskDetails:
        given = self.cleaned_data
        assert self.found is not None  # noqa: S101 - asked of a valid form
        timing = self.found.timing
        return TaskDetails(
            title=collapse(clean(given["title"])),
            what=clean(given["what"]).strip(),
            result=collapse(clean(given["result"])),
            kinds=tuple(given["kinds"]),
            due_at=timing.due_at,
            cadence=timing.cadence,
            rhythm=timing.rhythm,
            beat_days=timing.beat_days,
            starts_on=None if timing.cadence == Cadence.ONCE else self.found.starts_on,
            ends_on=given["ends_on"],
            needs_location=given["needs_location"],
        )


class DutiesForm(forms.Form):
    """Which duties of a directive are given, and what holds for all of them.

    A duty may have a verifier of its own: a field ``verifier_<id>`` beside its words.
    """

    issuer = forms.ChoiceField(label=_("Cơ quan giao"))
    beat_days = forms.IntegerField(
        label=_("Việc “thường xuyên”: cứ mấy ngày phải có minh chứng"), required=False, min_value=1,
        max_value=MOST_BEAT_DAYS, help_text=_("Để trống thì việc thường xuyên được hỏi lại cơ quan ban hành."),
    )  # fmt: skip
    again = forms.CharField(
        label=_("Lý do giao lại việc đã dừng"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Hạn ban đầu vẫn giữ; hạn mới muộn hơn được tính là gia hạn, kèm lý do này."),
    )  # fmt: skip
    ask = forms.BooleanField(label=_("Hỏi lại cơ quan ban hành về việc chưa đủ “4 rõ”"), required=False, initial=True)

    def __init__(self, *args: Any, issuers: Sequence[Body], on: date, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.verifiers: dict[int, Body] = {}
        field: Any = self.fields["issuer"]
        field.choices = [(str(body.pk), body.name) for body in issuers]
        self.fields["verifier"] = OneBody(
            label=_("Cơ quan xác nhận kết quả"),
            on=on,
            help_text=_("Với việc không ghi riêng cơ quan xác nhận ở dưới."),
        )
        self.fields["followers"] = BodyNames(
            label=_("Theo dõi"), required=False, on=on, help_text=_("Mỗi dòng một cơ quan hoặc nhóm cơ quan.")
        )
        if not again:
            del self.fields["again"]
        self.order_fields(["issuer", "verifier", "followers", "beat_days", "again", "ask"])

    @staticmethod
    def chosen(data: Any) -> tuple[set[int], dict[int, tuple[str, ...]]]:
        """Duties ticked, and the kinds of evidence ticked for each; what is no number is ignored."""
        ids = {int(one) for one in data.getlist("duty") if one.isascii() and one.isdecimal() and len(one) < 19}
        kinds = {pk: tuple(kind for kind in data.getlist(f"kinds_{pk}") if kind in EvidenceKind.values) for pk in ids}
        return ids, kinds

    @staticmethod
    def named(data: Any) -> dict[int, str]:
        """The verifier's name as typed beside each duty that is ticked; "" where it was emptied."""
        ids, _kinds = DutiesForm.chosen(data)
        return {pk: collapse(clean(data[f"verifier_{pk}"])) for pk in ids if f"verifier_{pk}" in data}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        named = {pk: name for pk, name in self.named(self.data).items() if name}
        known = find(names=named.values(), on=self.on)
        for name in dict.fromkeys(named.values()):
            if name not in known:
                self.add_error(None, unknown_body(name, self.on))
            elif known[name].level == Level.GROUP:
                self.add_error(None, _t("“%(name)s” là nhóm cơ quan. Hãy ghi một cơ quan.") % {"name": name})
        self.verifiers = {pk: known[name] for pk, name in named.items() if name in known}
        return given
