"""What the gallery of parts is filled with: invented, and the same every day but for the dates."""

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of every kind; the second one is wrong on purpose."""

    title = forms.CharField(label=_("Tên việc"), help_text=_("Một câu ngắn, bắt đầu bằng động từ."))
    due = forms.DateField(label=_("Thời hạn"), error_messages={"invalid": _("Ngày phải có dạng 31/12/2026.")})
    kind = forms.ChoiceField(label=_("Loại"), choices=[("task", _("Nhiệm vụ")), ("report", _("Báo cáo"))])
    parts = forms.MultipleChoiceField(
        label=_("Trạng thái"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("open", _("Đang mở")), ("done", _("Đã xong"))],
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"data-grow": ""}))
    agree = forms.BooleanField(label=_("Báo cho cơ quan được giao"), required=False)
    file = forms.FileField(label=_("Tệp"), required=False, help_text=_("Tối đa 50 MB."))


@cache
def icon_names() -> list[str]:
    sprite = finders.find("binhyen/icons.svg")
    if not sprite:
        return []
    with open(sprite) as file:
        return re.findall(r'<symbol id="(\w+)"', file.read())


def sample(today: date) -> dict[str, Any]:
    """Everything /ui shows, relative to ``today``."""
    late, soon, far = today - timedelta(2), today + timedelta(4), today + timedelta(24)
    return {
        "crumbs": [(_("Trang đầu"), "/"), (_("Giao diện"), "")],
        "late": late,
        "soon": soon,
        "far": far,
        "stats": [
            {"value": 57, "of": 99, "label": _("Xã, phường đạt 3/3"), "url": "#form", "note": _("cần 99 trước 31/12")},
            {"value": 6976, "of": None, "label": _("Người trong danh sách"), "url": "#form", "note": ""},
            {"value": None, "of": None, "label": _("Chưa có số liệu"), "url": "", "note": _("hỏi Thống kê")},
        ],
        "findings": [
            {
                "severity": "error",
                "message": _("Hạn 28/02/2025 đứng trước ngày ban hành"),
                "suggestion": _("Mục khác giao cùng việc với hạn 28/02/2026."),
                "proposed": "28/02/2026",
            },
            {"severity": "warning", "message": _("Không nêu ai làm"), "suggestion": _("Hỏi cơ quan ban hành.")},
            {"severity": "note", "message": _("Hạn rơi vào thứ Bảy")},
        ],
        "rows": [
            {"title": _("Treo pa nô tại trụ sở"), "due": late, "lead": "Sở VHTTDL", "n": 1087},
            {"title": _("Báo cáo tuần"), "due": soon, "lead": "Công an xã", "n": 13},
            {"title": _("Rà soát danh sách"), "due": far, "lead": "UBND cấp xã", "n": 6976},
        ],
        "page": Paginator(range(2000), 50).page(7),
        "form": SampleForm({"title": "Treo pa nô", "due": "31-12", "kind": "task"}),
        "icons": icon_names(),
    }
