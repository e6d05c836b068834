"""What the words of a deadline mean, said back to who typed them."""

from dataclasses import dataclass

from binhyen.kit.calendar import vietnam, weekday_name
from binhyen.operations.directives.models import Directive
from binhyen.operations.directives.reader.deadlines import last_day, parse, printed
from binhyen.operations.directives.values import DeadlineKind


@dataclass(frozen=True, slots=True)
class Understood:
    """``words`` is empty where nothing was typed or understood."""

    clear: bool
    words: str = ""  # "28/02/2026"
    kind: str = ""  # "Có ngày"
    day: str = ""  # "thứ Bảy"
    warning: str = ""


def as_understood(*, text: str, directive: Directive) -> Understood:
    """The reading of typed words in the directive's own time; a day before its issue or off work is pointed out."""
    if not text.strip():
        return Understood(clear=True, warning="Không nêu hạn.")
    issued = directive.document.issued_on
    found = parse(text, issued=issued)
    if found is None:
        return Understood(clear=False, warning="Chưa hiểu. Hãy viết như: 28/02/2026; quý I/2026; hằng tháng, ngày 20.")
    due = last_day(found)
    warning = ""
    if due and issued and due < issued:
        warning = f"Trước ngày ban hành ({issued:%d/%m/%Y})."
    elif due and vietnam().explain(due):
        warning = f"Là {vietnam().explain(due)}, ngày nghỉ."
    words = found.raw if found.type.value == DeadlineKind.NONE else printed(found)
    kind = str(DeadlineKind(found.type.value).label)
    return Understood(True, words, kind, weekday_name(due) if due else "", warning)
