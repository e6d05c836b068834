"""Why something could not be recorded, each with a sentence for the person who asked for it."""

from collections.abc import Sequence

from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.values import Objection


class CaseRefused(Exception):
    """The change is refused; the message is a Vietnamese sentence."""


class NotInReach(CaseRefused):
    """There is no such person, or not for this reader."""

    def __init__(self) -> None:
        super().__init__("Không tìm thấy người này trong phạm vi của anh/chị.")


class MergedAway(CaseRefused):
    """The record was merged into another; ``into`` is the person that stayed."""

    def __init__(self, into: int) -> None:
        super().__init__("Hồ sơ này đã gộp vào một hồ sơ khác. Hãy ghi vào hồ sơ đã gộp.")
        self.into = into


class FactRefused(CaseRefused):
    """The law does not allow it; ``objections`` say why, with the article."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(" ".join(one.message for one in objections))
        self.objections = tuple(objections)


class ReasonNeeded(CaseRefused):
    """The law allows it, but it is unusual: ``objections`` say in what way, and a reason is asked for."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__("Cần nêu lý do: " + " ".join(one.message for one in objections))
        self.objections = tuple(objections)


class CaseChanged(CaseRefused):
    """Somebody recorded in this case since the form was opened. ``facts`` are what they did, latest first.

    ``version`` is the version now: sent again with it, the form is recorded on top of theirs.
    """

    def __init__(self, facts: Sequence[CaseFact], version: int) -> None:
        super().__init__("Hồ sơ vừa có người ghi thêm. Anh/chị xem lại rồi ghi tiếp; nội dung đang nhập vẫn còn.")
        self.facts = tuple(facts)
        self.version = version


class AlreadySuperseded(CaseRefused):
    """The fact was corrected or withdrawn before."""

    def __init__(self) -> None:
        super().__init__("Sự kiện này đã được sửa hoặc rút trước đó. Hãy sửa bản đang có hiệu lực.")
