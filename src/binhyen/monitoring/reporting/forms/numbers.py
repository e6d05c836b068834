"""The number a signed report bears."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.kit.vietnamese.text import clean

MOST = 99_999
_LETTERS = 60
BOOK, ELSEWHERE = "book", "elsewhere"


class NumberForm(forms.Form):
    """``change``: a number is there already and is put right, with the reason."""

    way = forms.ChoiceField(label=_("Cách lấy số"), widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=_("Số đã cấp"), min_value=1, max_value=MOST, required=False, help_text=_("Chỉ khi số cấp ở sổ khác.")
    )
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=_LETTERS, required=False, help_text=_("Ví dụ BC-UBND.")
    )  # fmt: skip
    day = day_field(_("Ngày ghi trên văn bản"), required=False)
    at_once = forms.BooleanField(
        label=_("Từ báo cáo sau, đủ chữ ký là lấy luôn số tiếp theo trong sổ này"), required=False
    )
    reason = forms.CharField(label=_("Lý do đổi số"), max_length=300)

    def __init__(self, *args: Any, symbol: str, last: int | None, change: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        book = _t("Lấy số tiếp theo trong sổ của đơn vị ở đây: %(number)02d/%(symbol)s") % {
            "number": (last or 0) + 1, "symbol": symbol,
        }  # fmt: skip
        ways = [(BOOK, book)] if symbol and not change else []
        ways += [(ELSEWHERE, _t("Đơn vị đã cấp số ở sổ khác, ghi số ấy vào đây"))]
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
        self.initial = {"way": BOOK if last else ELSEWHERE, "symbol": symbol, "day": today, **self.initial}
        if change:
            self.initial["way"] = ELSEWHERE
        for name in ("way", "at_once") if change else ("reason",):
            del self.fields[name]
        if not change and not symbol:
            del self.fields["at_once"]

    def clean_symbol(self) -> str:
        return clean(self.cleaned_data["symbol"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("way", ELSEWHERE) == ELSEWHERE:
            for name, words in (
                ("number", _t("Hãy ghi số đã cấp.")), ("symbol", _t("Hãy ghi ký hiệu, ví dụ BC-UBND.")),
                ("day", _t("Hãy ghi ngày trên văn bản.")),
            ):  # fmt: skip
                if name not in self.errors and not given.get(name):
                    self.add_error(name, words)
        return given

    @property
    def elsewhere(self) -> bool:
        """Whether the number was given in another book."""
        return bool(self.cleaned_data.get("way", ELSEWHERE) == ELSEWHERE)
