"""Forms of papers: what the writer of one paper adds, the same for many people, and the blocks of a template."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.kit.official_form import BlockKind
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.cases.queries.papers import Asked
from binhyen.operations.cases.rules.paper_fields import CONDITIONS, KNOWN, LONG, SEALED, TABLES
from binhyen.operations.cases.rules.paper_forms import Template, issuers
from binhyen.operations.cases.rules.paper_forms import forms as all_forms
from binhyen.operations.cases.rules.paper_values import Signing

WORDS = "w_"  # prefix of the fields that are words of the paper itself
LONGEST = 2000
BLOCK_LABELS = {
    BlockKind.TITLE: _("Tên giấy tờ (dòng sau: về việc gì)"),
    BlockKind.ADDRESSED: _("Kính gửi"),
    BlockKind.HEADING: _("Dòng tiêu đề"),
    BlockKind.BASIS: _("Căn cứ (chữ nghiêng)"),
    BlockKind.PARAGRAPH: _("Đoạn văn"),
    BlockKind.LINE: _("Dòng điền"),
    BlockKind.ARTICLE: _("Điều (tự đánh số)"),
    BlockKind.TABLE: _("Bảng (dòng đầu: tên cột, cách nhau bằng |)"),
    BlockKind.PHOTO: _("Ô dán ảnh"),
    BlockKind.RECIPIENTS: _("Nơi nhận"),
    BlockKind.SIGNATURES: _("Ký (chức danh | ghi chú | họ tên)"),
}


def field_name(words: str) -> str:
    """The name of a form field for a field of papers: "tóm tắt sự việc" is "w_tom_tat_su_viec"."""
    return WORDS + search_key(words).replace(" ", "_")


class PrintForm(forms.Form):
    """Day, number and signer of a paper, and words for what the case does not know."""

    day = day_field(_("Ngày ký"), required=False, help_text=_("Bỏ trống để ghi tay khi ký."))
    number = forms.RegexField(
        r"^[0-9A-Za-z./-]{1,20}$",
        label=_("Số"),
        required=False,
        help_text=_("Bỏ trống để văn thư ghi."),
        error_messages={"invalid": _("Số chỉ gồm chữ số, chữ cái và dấu gạch.")},
    )
    signer = forms.CharField(label=_("Người ký"), required=False, max_length=80)
    deputy = forms.BooleanField(label=_("Cấp phó ký thay (KT.)"), required=False)

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        given = data or {}
        self.words = {name: field_name(name) for name in sorted(KNOWN) if field_name(name) in given}
        self.ask_for(self.words)

    def ask_for(self, names: Iterable[str]) -> None:
        """Add a field for each of ``names`` people can write; sealed numbers and tables are mended in the register."""
        for name in names:
            if name in SEALED or name in TABLES or field_name(name) in self.fields:
                continue
            widget = forms.Textarea(attrs={"rows": 3, "data-grow": True}) if name in LONG else forms.TextInput()
            self.words[name] = field_name(name)
            self.fields[field_name(name)] = forms.CharField(
                label=name[0].upper() + name[1:], required=False, max_length=LONGEST, widget=widget
            )

    def asked(self) -> Asked:
        """What was written; a broken field counts as empty and is shown with its error."""
        self.is_valid()
        given: Mapping[str, Any] = getattr(self, "cleaned_data", {})
        signing = Signing(
            day=given.get("day") if self.is_bound else self.initial.get("day"),
            number=given.get("number", ""),
            signer=given.get("signer", ""),
            deputy=bool(given.get("deputy")),
        )
        return Asked(signing=signing, written={name: given.get(key, "") for name, key in self.words.items()})

    def head_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith(WORDS)]

    def word_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(WORDS)]


class ManyForm(PrintForm):
    """The same paper for many people. No number: each paper gets its own."""

    number = None  # type: ignore[assignment]
    people = forms.CharField(widget=forms.HiddenInput)
    code = forms.ChoiceField(label=_("Giấy tờ"))

    field_order = ("people", "code", "day", "signer", "deputy")

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["code"].choices = [(code, form.title) for code, form in all_forms().items()]  # type: ignore[attr-defined]


def ids_of(text: str) -> list[int]:
    """ "12,15,18" as people's numbers; what is no number is left out."""
    return [int(one) for one in text.split(",")[:500] if one.strip().isdecimal() and len(one.strip()) < 18]


class TemplateForm(forms.Form):
    """The head of a template and since when it holds. Its blocks come as rows beside it (``rows_of``)."""

    issuer = forms.ChoiceField(label=_("Cơ quan ban hành"), required=False)
    symbol = forms.RegexField(
        r"^[A-ZĐ]{1,6}$",
        label=_("Chữ viết tắt loại giấy"),
        required=False,
        help_text=_("QĐ, TB, GM …; bỏ trống nếu giấy không có số."),
        error_messages={"invalid": _("Ghi từ 1 đến 6 chữ in hoa, ví dụ QĐ.")},
    )
    valid_from = day_field(_("Áp dụng từ ngày"))
    source = forms.CharField(
        label=_("Căn cứ, lý do sửa"), max_length=200, help_text=_("Ví dụ: Công văn 12/CAT-PC04 ngày 01/12/2026.")
    )
    old = forms.BooleanField(
        label=_("Vẫn là mẫu theo quy định cũ"),
        required=False,
        help_text=_("Bỏ đánh dấu khi lời văn đã theo mẫu mới ban hành."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        choices = [(code, issuer.label) for code, issuer in issuers().items()]
        self.fields["issuer"].choices = [("", _("Không có (giấy do người dân viết)")), *choices]  # type: ignore[attr-defined]


Row = dict[str, str]


def rows_of(sent: QueryDict) -> list[Row]:
    """The blocks of a template as they were sent, with what the pressed button does to them: add, remove, up, down."""
    parts = zip(sent.getlist("kind"), sent.getlist("text"), sent.getlist("only"), strict=False)
    rows = [
        {
            "kind": kind if kind in BlockKind else BlockKind.PARAGRAPH.value,
            "text": text.replace("\r\n", "\n"),
            "only": only if only in dict(CONDITIONS) else "",
        }
        for kind, text, only in parts
    ]
    act, _, place = sent.get("act", "").partition("-")
    at = int(place) if place.isdecimal() and int(place) < len(rows) else None
    return _moved(rows, act, at) if at is not None else rows


def _moved(rows: list[Row], act: str, at: int) -> list[Row]:
    if act == "add":
        return [*rows[: at + 1], {"kind": BlockKind.PARAGRAPH.value, "text": "", "only": ""}, *rows[at + 1 :]]
    if act == "remove" and len(rows) > 1:
        return rows[:at] + rows[at + 1 :]
    other = at - 1 if act == "up" else at + 1
    if act in {"up", "down"} and 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
    return rows


def rows_from(template: Template) -> list[Row]:
    return [{"kind": block.kind.value, "text": block.text, "only": block.only} for block in template.blocks]
