"""The sections of the product, as data: what the bars show, to whom, and where each leads. And what a home holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from binhyen.foundation.access.values import Role
from binhyen.kit.figures import number
from binhyen.monitoring.classification.permissions import READERS as CLASS_READERS
from binhyen.monitoring.indicators.permissions import READERS as FIGURE_READERS
from binhyen.monitoring.indicators.rules.reading import Bar
from binhyen.monitoring.merit.permissions import READERS as MERIT_READERS
from binhyen.monitoring.recognition.permissions import READERS as RECOGNITION_READERS
from binhyen.monitoring.reporting.permissions import READERS as REPORT_READERS
from binhyen.operations.cases.permissions import READERS as CASE_READERS
from binhyen.operations.directives.permissions import READERS
from binhyen.operations.inspections.permissions import READERS as INSPECTION_READERS
from binhyen.operations.offences.permissions import COUNTERS as OFFENCE_COUNTERS
from binhyen.operations.work.permissions import READERS as WORK_READERS

OFFICES = frozenset(Role)
DIRECTIVE_READERS = frozenset(READERS)


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of a bar. ``label`` is translated when shown."""

    label: Any
    to: str  # name of its first page
    icon: str
    roles: frozenset[str] = OFFICES
    main: bool = True  # in the top bar; otherwise in the reader's own menu
    bottom: bool = False  # also in the bar of a phone


@dataclass(frozen=True, slots=True)
class Link:
    """A section as one page shows it. ``here`` is "page" on its first page, "true" below it, "" elsewhere."""

    label: str
    url: str
    icon: str
    here: str = ""


@dataclass(frozen=True, slots=True)
class Navigation:
    sections: list[Link] = field(default_factory=list)
    bottom: list[Link] = field(default_factory=list)
    more: list[Link] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)


WATCHERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.PROVINCE_COORDINATOR})
KEEPERS = frozenset({Role.ADMINISTRATOR})

SECTIONS = (
    Section(_("Hôm nay"), "portal:home", "home", bottom=True),
    Section(_("Văn bản"), "directives:list", "directive", DIRECTIVE_READERS),
    Section(_("Danh mục nhiệm vụ"), "directives:register", "matrix", DIRECTIVE_READERS, main=False),
    Section(_("Công việc"), "work:list", "task", frozenset(WORK_READERS), bottom=True),
    Section(_("Hồ sơ"), "cases:list", "users", frozenset(CASE_READERS), bottom=True),
    Section(_("Báo cáo"), "reporting:mine", "calendar", frozenset(REPORT_READERS)),
    Section(_("Vi phạm"), "offences:areas", "late", frozenset(OFFENCE_COUNTERS)),
    Section(_("Phân loại"), "classification:board", "matrix", frozenset(CLASS_READERS)),
    Section(_("Xét công nhận"), "recognition:period", "check", frozenset(RECOGNITION_READERS), main=False),
    Section(_("Số liệu"), "indicators:board", "matrix", frozenset(FIGURE_READERS)),
    Section(_("Bản đồ"), "portal:map", "area", main=False),
    Section(_("Kiểm tra"), "inspections:list", "search", frozenset(INSPECTION_READERS), main=False),
    Section(_("Khen thưởng, trách nhiệm"), "merit:list", "check", frozenset(MERIT_READERS), main=False),
    Section(_("Cơ quan"), "organisations:list", "body", main=False),
    Section(_("Địa bàn"), "territories:list", "area", main=False),
    Section(_("Công văn"), "documents:list", "document", main=False),
    Section(_("Nhật ký"), "journal:list", "journal", WATCHERS, main=False),
    Section(_("Việc chạy nền"), "jobs:list", "job", main=False),
    Section(_("Tài khoản"), "accounts:list", "users", KEEPERS, main=False),
)
PHONE_SEARCH = Section(_("Tìm"), "portal:search", "search")
PHONE_MORE = Section(_("Mục khác"), "portal:sections", "menu")


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty whose day is near. ``again``: it comes back at a rhythm, this is its next day."""

    on: date
    title: str
    leads: str
    url: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom to ask about something, by body; key "" is the province's coordinator. ``text`` is ready to be sent.

    ``user``: the very person, where one is known. ``url`` and ``note`` say what of the body it is about.
    """

    key: str
    text: str
    name: str = ""  # of the body; looked up where it is empty
    user: int = 0
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A ``Reach`` with the person found for it. ``name`` is empty where nobody has an account, ``phone`` likewise.

    ``own``: nobody but the reader is there.
    """

    body: str
    name: str
    position: str
    phone: str
    text: str
    url: str = ""
    note: str = ""
    own: bool = False

    @property
    def number(self) -> str:
        """As an address of a call holds it: digits alone, a plus kept."""
        plus = "+" if self.phone.strip().startswith("+") else ""
        return plus + "".join(sign for sign in self.phone if sign.isdecimal())

    @property
    def call(self) -> str:
        return f"tel:{self.number}" if self.number else ""

    @property
    def message(self) -> str:
        """Opens the telephone's own messages with the text in it; needs no script."""
        return f"sms:{self.number}?body={quote(self.text)}" if self.number else ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that waits for the reader. ``done`` of ``whole`` where there is a progress to show."""

    title: str
    text: str
    url: str
    state: str = ""
    done: int = 0
    whole: int = 0
    counts: int = 1  # how many things it stands for
    code: str = ""  # of the watch that says the same
    reaches: tuple[Reach, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that opens into the rows behind it."""

    label: str
    value: int
    url: str
    of: int | None = None
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class BodyWork:
    name: str
    url: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of finding, and how many of it are open."""

    code: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Blocker:
    """A reason communes do not meet 3/3: how many communes it holds back, and how much of it there is."""

    label: str
    communes: int
    amount: int
    url: str


@dataclass(frozen=True, slots=True)
class Trend:
    """People managed, month by month up to the day."""

    days: Sequence[date]
    values: Sequence[int]
    bars: Sequence[Bar]

    @property
    def first(self) -> int:
        return self.values[0]

    @property
    def last(self) -> int:
        return self.values[-1]

    @property
    def words(self) -> str:
        """The drawing in words, for those who do not see it."""
        return "; ".join(f"{day:%m/%Y}: {number(value)}" for day, value in zip(self.days, self.values, strict=True))


@dataclass(frozen=True, slots=True)
class Target:
    wanted: int
    by: date
    missing: int
    days: int  # until then; below nought it has gone by
    a_month: int  # communes a month that would reach it
    source: str


@dataclass(frozen=True, slots=True)
class ProvinceLook:
    communes: int
    meets: int  # all three criteria now, recognised or not
    recognised: int
    unknown: int  # no rule was in force
    target: Target | None
    blockers: Sequence[Blocker]
    trend: Trend
    moves: int  # that wait for an answer
    asks: Sequence[Ask] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Watch:
    """One thing watched over others, told in a line; opens whom to ask. ``links`` are words and address each."""

    code: str
    title: str
    told: str
    url: str
    state: str = ""  # "late", "warn", "ok", or "" where nothing is known
    links: tuple[tuple[str, str], ...] = ()
    reaches: tuple[Reach, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    clocks: list[Clock]
    asks: list[Ask]
    bodies: list[BodyWork]
    figures: list[Figure]
    unread: int
    troubles: list[Trouble]
    decisions: list[Ask]
    cases: list[Figure] = field(default_factory=list)
    look: ProvinceLook | None = None
    watches: list[Watch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What one subject found. ``all_url`` is its own list with the same words, empty where it has none."""

    label: str
    icon: str
    hits: list[Hit]
    all_url: str = ""
