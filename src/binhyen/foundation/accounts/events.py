"""Facts about accounts and offices. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountMade(Event):
    SUBJECT: ClassVar[str] = "accounts.user"
    LABEL: ClassVar[str] = "Tạo tài khoản"

    username: str


@dataclass(frozen=True, kw_only=True)
class AccountChanged(Event):
    SUBJECT: ClassVar[str] = "accounts.user"
    LABEL: ClassVar[str] = "Sửa tài khoản"

    fields: tuple[str, ...]  # names of what changed, never the values


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    SUBJECT: ClassVar[str] = "accounts.user"
    LABEL: ClassVar[str] = "Khóa tài khoản"


@dataclass(frozen=True, kw_only=True)
class AccountReopened(Event):
    SUBJECT: ClassVar[str] = "accounts.user"
    LABEL: ClassVar[str] = "Mở lại tài khoản"


@dataclass(frozen=True, kw_only=True)
class PasswordGiven(Event):
    """An administrator gave a one-time password."""

    SUBJECT: ClassVar[str] = "accounts.user"
    LABEL: ClassVar[str] = "Cấp mật khẩu dùng một lần"


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    SUBJECT: ClassVar[str] = "accounts.user"
    LABEL: ClassVar[str] = "Tự đổi mật khẩu"


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    SUBJECT: ClassVar[str] = "accounts.user"
    LABEL: ClassVar[str] = "Đăng nhập"


@dataclass(frozen=True, kw_only=True)
class IdentityLinked(Event):
    """An account of the identity provider was linked, found by its verified e-mail address."""

    SUBJECT: ClassVar[str] = "accounts.user"
    LABEL: ClassVar[str] = "Liên kết tài khoản của nhà cung cấp danh tính"

    provider: str


@dataclass(frozen=True, kw_only=True)
class OfficeGiven(Event):
    SUBJECT: ClassVar[str] = "accounts.user"
    LABEL: ClassVar[str] = "Giao vai trò"

    appointment_id: int
    role: str
    body_key: str
    valid_from: str
    valid_to: str
    stands_in_for: int | None = None


@dataclass(frozen=True, kw_only=True)
class OfficeEnded(Event):
    SUBJECT: ClassVar[str] = "accounts.user"
    LABEL: ClassVar[str] = "Kết thúc vai trò"

    appointment_id: int
    last_day: str
