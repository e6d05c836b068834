"""Shapes of what whoever gave work sends to make it clearer."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.operations.work.models import Task
from binhyen.operations.work.queries.mending import named, standing
from binhyen.operations.work.values import EvidenceKind, Mending, Shape
from binhyen.registers.organisations.forms import BodyNames

from .giving import OneBody
from .reason import LONGEST


class MendTaskForm(forms.Form):
    """Given work as it stands; what is changed here holds from now on."""

    what = forms.CharField(label=_("Việc phải làm"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))
    result = forms.CharField(label=_("Kết quả phải có"), max_length=300)
    kinds = forms.MultipleChoiceField(
        label=_("Minh chứng của kết quả"), choices=EvidenceKind.choices, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Lý do"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mọi cơ quan có phần trong việc đọc được lý do này."),
    )  # fmt: skip

    def __init__(self, *args: Any, task: Task, on: date, **kwargs: Any) -> None:
        self.task, self.now = task, standing(task)
        initial = {
            "what": task.what, "result": task.result, "kinds": task.evidence_kinds, "verifier": task.verifier.name,
            "co_leads": "\n".join(named(self.now.co_leads, on=on)),
            "followers": "\n".join(named(self.now.followers, on=on)),
        }  # fmt: skip
        super().__init__(*args, **{**kwargs, "initial": initial | kwargs.get("initial", {})})
        lines = _("Mỗi dòng một cơ quan hoặc nhóm cơ quan.")
        self.fields["verifier"] = OneBody(label=_("Cơ quan xác nhận kết quả"), on=on)
        self.fields["co_leads"] = BodyNames(label=_("Phối hợp"), required=False, on=on, help_text=lines)
        self.fields["followers"] = BodyNames(label=_("Theo dõi"), required=False, on=on, help_text=lines)
        if task.shape == Shape.HEAD:
            words = _("Cơ quan hoặc nhóm mới cùng làm việc này: mỗi cơ quan nhận một bản, hạn như các bản khác.")
            self.fields["leads"] = BodyNames(label=_("Thêm cơ quan chủ trì"), required=False, on=on, help_text=words)
        self.order_fields(["text", "leads", "what", "result", "kinds", "verifier", "co_leads", "followers", "reason"])

    def mending(self) -> Mending:
        given = self.cleaned_data
        ids = {name: tuple(body.pk for body in given.get(name, ())) for name in ("co_leads", "followers", "leads")}
        return Mending(
            what=clean(given["what"]).strip(), result=collapse(clean(given["result"])), kinds=tuple(given["kinds"]),
            verifier=given["verifier"].pk, **ids,
        )  # fmt: skip


class AnswerTaskForm(MendTaskForm):
    """An answer to a question about given work; what is changed beside it mends the work, with the answer as reason."""

    text = forms.CharField(label=_("Trả lời"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    reason = None  # type: ignore[assignment]
