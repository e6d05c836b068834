"""The sections of the product, as data: what the bars show, to whom, and where each leads."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from binhyen.foundation.access.values import Role

OFFICES = frozenset(Role)


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
    unread: int = 0
    notices_url: str = ""


WATCHERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
KEEPERS = frozenset({Role.ADMINISTRATOR})

SECTIONS = (
    Section(_("Hôm nay"), "portal:home", "home", bottom=True),
    Section(_("Văn bản"), "directives:list", "directive", bottom=True),
    Section(_("Việc"), "duties:list", "task", bottom=True),
    Section(_("Cơ quan"), "organisations:list", "body"),
    Section(_("Địa bàn"), "territories:list", "area"),
    Section(_("Công văn"), "documents:list", "document"),
    Section(_("Nhật ký"), "journal:list", "journal", WATCHERS, main=False),
    Section(_("Việc chạy nền"), "jobs:list", "job", KEEPERS, main=False),
    Section(_("Tài khoản"), "accounts:list", "users", KEEPERS, main=False),
)
PHONE_SEARCH = Section(_("Tìm"), "portal:search", "search")
PHONE_MORE = Section(_("Mục khác"), "portal:sections", "menu")
NOTICES = "notifications:list"
