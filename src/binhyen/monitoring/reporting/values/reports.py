"""What the rooms of reports hand each other: states, acts, frozen contents."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from .periods import Rhythm


class State(StrEnum):
    """Where a report stands. Late and excused are told beside it, never instead."""

    OPEN = "OPEN"  # nobody of the unit has opened it
    DRAFT = "DRAFT"
    SIGNED = "SIGNED"  # some have signed, others are to
    SENT = "SENT"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"


STATE_LABELS = {
    State.OPEN: "Chưa mở", State.DRAFT: "Đang làm", State.SIGNED: "Chờ ký tiếp", State.SENT: "Đã gửi",
    State.RETURNED: "Trả lại để sửa", State.ACCEPTED: "Đã nhận",
}  # fmt: skip
EDITABLE = frozenset({State.OPEN, State.DRAFT, State.RETURNED})
HANDED_IN = frozenset({State.SENT, State.ACCEPTED})


class Act(StrEnum):
    """What was done with a report. Rows of acts stay."""

    OPENED = "OPENED"
    SIGNED = "SIGNED"
    SENT = "SENT"
    SENT_BACK = "SENT_BACK"  # within the unit: whoever was to sign next did not
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    CORRECTED = "CORRECTED"  # opened again after it was sent
    EXCUSED = "EXCUSED"
    EXTENDED = "EXTENDED"
    LOCKED = "LOCKED"
    UNLOCKED = "UNLOCKED"
    ASKED = "ASKED"  # the unit asks for a later day, or says why it is late
    DECLINED = "DECLINED"  # what the unit asked for was not granted


ACT_LABELS = {
    Act.OPENED: "Mở báo cáo", Act.SIGNED: "Ký", Act.SENT: "Gửi", Act.SENT_BACK: "Chưa ký, đưa về sửa",
    Act.RETURNED: "Trả lại để sửa", Act.ACCEPTED: "Nhận báo cáo", Act.CORRECTED: "Mở để đính chính",
    Act.EXCUSED: "Chấp nhận lý do chậm", Act.EXTENDED: "Lùi hạn", Act.LOCKED: "Khóa", Act.UNLOCKED: "Mở khóa",
    Act.ASKED: "Đề nghị về hạn gửi", Act.DECLINED: "Không chấp nhận đề nghị",
}  # fmt: skip


class DutyOrigin(StrEnum):
    LAW = "LAW"  # law/reporting/duties.toml
    PROVINCE = "PROVINCE"  # made on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One signature of the approval chain, as data of the duty: who may give it, and as what."""

    title: str  # "Trưởng Công an xã"
    roles: tuple[str, ...]
    form: str = ""  # "TM. ỦY BAN NHÂN DÂN", above the title where the document is printed
    level: str = ""  # of the bodies it is for: COMMUNE, PROVINCE; "" for all


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDetails:
    """A duty as the law's files or a page say it."""

    key: str
    name: str
    units: tuple[str, ...]
    receiver_key: str
    through_key: str = ""
    rhythm: Rhythm
    places: tuple[int, ...] = ()
    form_code: str
    annexes: tuple[str, ...] = ()
    chain: tuple[Step, ...]
    valid_from: date
    valid_to: date | None = None
    source: str
    confidence: str
    remark: str = ""
    provinces: tuple[str, ...] = ()  # of the law's files: those it binds, empty for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One cell as it stands. ``value`` is text as stored: "12", "2.5", words; "" is nothing, None not known."""

    value: str | None
    source: str  # values.forms.Source
    note: str = ""  # the officer's explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A file attached to a report, or why one its duty names is not (``why_not``; then all but the title is empty)."""

    title: str
    file: str = ""  # its id
    name: str = ""
    size: int = 0  # bytes
    sha256: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything a report says, as it is frozen: cells by address, words by block, until when facts were known."""

    form: str  # key of the form's version
    cells: Mapping[str, Given] = field(default_factory=lambda: MappingProxyType({}))
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    known_at: datetime | None = None  # of the figures; None where the report holds none
    annexes: tuple[Annex, ...] = ()

    def data(self) -> dict[str, Any]:
        """As JSON stores it; ``of`` reads it back."""
        found = {
            "form": self.form,
            "cells": {ref: [one.value, one.source, one.note] for ref, one in sorted(self.cells.items())},
            "words": dict(sorted(self.words.items())),
            "known_at": self.known_at.isoformat() if self.known_at else None,
        }
        return found | ({"annexes": [asdict(one) for one in self.annexes]} if self.annexes else {})

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Content":
        return cls(
            form=data["form"],
            cells={ref: Given(value=row[0], source=row[1], note=row[2]) for ref, row in data["cells"].items()},
            words=data["words"],
            known_at=datetime.fromisoformat(data["known_at"]) if data["known_at"] else None,
            annexes=tuple(Annex(**one) for one in data.get("annexes", ())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a correction changed at one place: a cell's address, a block's code, or a title that stands as it is."""

    place: str
    before: str | None
    after: str | None
