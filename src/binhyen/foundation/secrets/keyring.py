"""The key file: outside of the database and of backups, one line a key, readable by this account only.

Its path is settings.FIELD_KEYS. It is made once, when the tables are, and never replaced by itself: with a lost file
the sealed text is lost. Every process looks at the file's time at each use, so a new key is taken up at once.
"""

from __future__ import annotations

import base64
import fcntl
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .values import KeysUnusable

KEY_BYTES, MARK_BYTES, MOST_KEYS = 32, 4, 255
_HEADER = """# Khóa của các ô mã hóa trong cơ sở dữ liệu Bình Yên. Giữ kín; giữ một bản ở nơi khác.
# Đừng để chung với bản sao lưu. Mất tệp này là mất số định danh và thông tin liên lạc đã lưu.
# Mỗi dòng: số khóa, lúc tạo, khóa.
"""


@dataclass(frozen=True)
class Key:
    """One master key. What is used are keys derived from it: one for fields, one for each kind of blind index."""

    number: int
    made_at: str
    master: bytes = field(repr=False)

    @cached_property
    def cipher(self) -> AESGCM:
        return AESGCM(_derived(self.master, "field"))

    @cached_property
    def mark(self) -> bytes:
        """Tells two keys of the same number apart; stands in all that is sealed. Says nothing of the key."""
        return _derived(self.master, "mark")[:MARK_BYTES]

    def index_key(self, domain: str) -> bytes:
        return _derived(self.master, f"index:{domain}")


class Ring(dict[int, Key]):
    """The keys by number."""

    @property
    def newest(self) -> Key:
        return self[max(self)]

    def __repr__(self) -> str:
        return f"Ring({sorted(self)})"


_read: tuple[tuple[object, ...], Ring] | None = None


def path() -> Path:
    return Path(settings.FIELD_KEYS)


def ring() -> Ring:
    """The keys as the file has them now. Raises KeysUnusable with what to do."""
    global _read
    where = settings.FIELD_KEYS  # of a list of 230,000 each number asks: a path made anew costs more than the look
    try:
        status = os.stat(where)
    except FileNotFoundError:
        raise KeysUnusable(
            f"Không có tệp khóa {where}. Hãy đặt lại bản đã giữ (hoặc trỏ BINHYEN_KEYS tới nó); chỉ nơi mới dựng, "
            "chưa có dữ liệu mã hóa, mới chạy `binhyen keys new`."
        ) from None
    stamp = (where, status.st_ino, status.st_mtime_ns, status.st_size)
    if _read is None or _read[0] != stamp:
        if status.st_mode & 0o077:
            raise KeysUnusable(f"Tệp khóa {where} mở cho người khác đọc. Hãy chạy: chmod 600 {where}")
        _read = (stamp, parse(Path(where)))
    return _read[1]


def parse(where: Path) -> Ring:
    """The keys in a file. Raises KeysUnusable; the message names the line, never what stands in it."""
    keys = Ring()
    try:
        lines = where.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise KeysUnusable(f"Không đọc được tệp khóa {where}.") from None
    for position, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            key = _key(line)
            if key is None or key.number in keys:
                raise KeysUnusable(f"Tệp khóa {where} sai ở dòng {position}. Hãy dùng lại bản đã giữ.")
            keys[key.number] = key
    if not keys:
        raise KeysUnusable(f"Tệp khóa {where} không có khóa nào. Hãy dùng lại bản đã giữ.")
    return keys


def _key(line: str) -> Key | None:
    try:
        number, made_at, coded = line.split()
        key = Key(int(number), made_at, base64.urlsafe_b64decode(coded))
    except ValueError:
        return None
    return key if 1 <= key.number <= MOST_KEYS and len(key.master) == KEY_BYTES else None


def add(*, at: datetime) -> Key:
    """Put a new key into the file, which is made where there is none. Whole or not at all; one process at a time."""
    where = path()
    where.parent.mkdir(parents=True, exist_ok=True)
    with where.with_name(f"{where.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        text = where.read_text(encoding="utf-8") if where.exists() else _HEADER
        number = max(parse(where)) + 1 if where.exists() else 1
        if number > MOST_KEYS:
            raise KeysUnusable(f"Tệp khóa {where} đã đủ {MOST_KEYS} khóa.")
        key = Key(number, at.isoformat(timespec="seconds"), secrets.token_bytes(KEY_BYTES))
        write(f"{text}{key.number} {key.made_at} {base64.urlsafe_b64encode(key.master).decode()}\n")
    return key


def write(text: str) -> None:
    """Put ``text`` in the place of the file in one step, for this account only."""
    where = path()
    where.parent.mkdir(parents=True, exist_ok=True)
    beside = where.with_name(f"{where.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(where)


def make_if_missing(*, at: datetime) -> None:
    """The first key of a new installation. A file that is there stays as it is."""
    if not path().exists():
        add(at=at)


@lru_cache(maxsize=1024)
def _derived(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"binhyen/{purpose}".encode()).derive(master)
