"""Handing in a list, and saying what its columns hold."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.operations.cases.reader.headings import labels
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.reader.values import Field
from binhyen.operations.cases.values import ListCode

FILE_TYPES = ".xlsx,.xls,.xlsm,.ods,.csv,.txt"


class ListForm(forms.Form):
    """A file, the day it speaks of, whose people it lists."""

    file = forms.FileField(
        label=_("Tệp danh sách"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": FILE_TYPES})
    )
    as_of = day_field(_("Danh sách tính đến ngày"))
    commune = forms.ChoiceField(label=_("Người của xã, phường"), required=False)
    roster = forms.ChoiceField(
        label=_("Đây là danh sách của"), required=False,
        help_text=_("Chọn một bên thì danh sách chỉ để đối chiếu ai có, ai thiếu, không ghi gì vào sổ."),
    )  # fmt: skip

    def __init__(
        self,
        *args: object,
        communes: Sequence[tuple[str, str]],
        rosters: Sequence[tuple[str, object]],
        today: date,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today
        self.fields["commune"].choices = communes  # type: ignore[attr-defined]
        self.fields["roster"].choices = rosters  # type: ignore[attr-defined]
        self.fields["roster"].required = "" not in dict(rosters)

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > self.today:
            raise forms.ValidationError(_("Ngày của danh sách không thể ở sau hôm nay."))
        if day.year < 2000:
            raise forms.ValidationError(_("Năm %(year)d chưa hợp lý, hãy xem lại."), params={"year": day.year})
        return day


class ColumnsForm(forms.Form):
    """One choice for each column of each table, and one for the list a table is."""

    def __init__(self, *args: object, tables: dict[int, Table], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.tables = tables
        choices = [(f"{of}|{option}", words) for (of, option), words in labels().items()]
        for index, table in tables.items():
            self.fields[f"list-{index}"] = forms.ChoiceField(
                label=_("Bảng này là danh sách"), required=False, initial=table.mapping.list.value, choices=_LISTS
            )
            for one in table.mapping.columns:
                self.fields[f"col-{index}-{one.column}"] = forms.ChoiceField(
                    label=f"{one.letter}. {one.heading}", required=False, choices=choices,
                    initial=_key(one.field, one.option),
                )  # fmt: skip

    def changes(self) -> tuple[dict[int, dict[int, tuple[Field, str]]], dict[int, ListCode]]:
        """What was said: table to column to field and option; table to list."""
        columns = {
            index: {one.column: _pair(self.cleaned_data[f"col-{index}-{one.column}"]) for one in table.mapping.columns}
            for index, table in self.tables.items()
        }
        return columns, {index: ListCode(self.cleaned_data[f"list-{index}"]) for index in self.tables}


_LISTS = [
    ("", _("Theo từng dòng, hoặc không rõ")),
    ("L1", _("Người sử dụng trái phép")),
    ("L2", _("Người nghiện")),
    ("L3", _("Người sau cai")),
    ("HISTORY", _("Có tiền sử")),
]


def _key(of: Field, option: str) -> str:
    return f"{of.value}|{option}"


def _pair(key: str) -> tuple[Field, str]:
    of, _, option = key.partition("|")
    return Field(of), option
