"""``binhyen backup`` and ``binhyen restore``: one folder with everything an installation cannot get back elsewhere.

database.dump   the whole database, one moment of it
files.tar       stored files; they are only ever added, so a copy made after the dump has all the dump knows
secret_key      signs sessions and tokens; keep the folder as safe as the server itself
heads.log       heads of the journal's chain
manifest.json   what is there, with SHA-256, the versions, the head of the journal, the marks of field keys in use

The keys of sealed fields are not in it (docs/adr/0010-sealed-fields.md): whoever finds a backup finds no number or
address in clear. A restore asks for them before it touches anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import click
from django.conf import settings
from django.db import connections
from django.utils import timezone

from binhyen.foundation.database import dumps
from binhyen.foundation.database.commands import upgrade
from binhyen.foundation.database.dumps import RestoreRefused
from binhyen.foundation.database.server import Connection, DatabaseUnavailable
from binhyen.foundation.database.session import address, var
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.journal import heads
from binhyen.foundation.secrets import keyring
from binhyen.foundation.secrets.queries import keys_in_use
from binhyen.foundation.secrets.values import KeysUnusable

DUMP, FILES, SECRET, HEADS, MANIFEST = "database.dump", "files.tar", "secret_key", "heads.log", "manifest.json"
STAMPS = ("ready.stamp", "demo.stamp")
CHUNK = 1024 * 1024


@click.command(help="Sao lưu cơ sở dữ liệu, tệp và khóa vào thư mục PATH (chưa có, hoặc rỗng).")
@click.argument("path", type=click.Path(path_type=Path, file_okay=False))
def backup(path: Path) -> None:
    if path.exists() and any(path.iterdir()):
        raise click.ClickException(f"Thư mục {path} không rỗng. Hãy chọn một thư mục mới.")
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    head = journal.seal(at=timezone.now())
    owner = address("owner")
    try:
        dumps.dump(owner, path / DUMP)
    except DatabaseUnavailable as unavailable:
        raise click.ClickException(str(unavailable)) from None
    _pack_files(path / FILES)
    (path / SECRET).write_text(settings.SECRET_KEY)
    (path / SECRET).chmod(0o600)
    if heads.path().exists():
        shutil.copyfile(heads.path(), path / HEADS)
    manifest = {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "version": version("binhyen"),
        "owner": owner.user,
        "field_keys": [[number, mark] for number, mark in sorted(keys_in_use())],
        "journal": {"position": head.position, "hash": head.hash},
        "parts": {part.name: _sha256(part) for part in sorted(path.iterdir())},
    }
    (path / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    size = sum(part.stat().st_size for part in path.iterdir())
    click.echo(f"Đã sao lưu vào {path} ({size / 1024 / 1024:.1f} MB). Đầu chuỗi nhật ký: {head}")
    click.echo(f"Khóa của các ô mã hóa KHÔNG nằm trong bản sao lưu: hãy giữ riêng một bản của {keyring.path()}.")


@click.command(help="Khôi phục từ thư mục PATH do `binhyen backup` tạo ra.")
@click.argument("path", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--replace", is_flag=True, help="Thay thế dữ liệu đang có; không có thì chỉ nhận nơi rỗng.")
@click.option("--keys", type=click.Path(path_type=Path, dir_okay=False), help="Tệp khóa đã giữ của nơi sao lưu.")
def restore(path: Path, replace: bool, keys: Path | None) -> None:
    try:
        manifest = _checked(path)
        ring_text = _fitting_keys(manifest, keys)
        owner = address("owner")
        if not replace:
            _must_be_empty(owner)
        connections.close_all()
        dumps.restore(owner, path / DUMP, keeper=str(manifest["owner"]))
    except (RestoreRefused, DatabaseUnavailable, KeysUnusable) as refused:
        raise click.ClickException(str(refused)) from None
    _unpack_files(path / FILES)
    _take_over_secrets(path, timezone.now())
    _take_over_keys(ring_text, timezone.now())
    for stamp in STAMPS:
        (var() / stamp).unlink(missing_ok=True)
    _make_ready_and_verify()


def _must_be_empty(target: Connection) -> None:
    if not dumps.is_empty(target):
        raise RestoreRefused("Cơ sở dữ liệu đang có dữ liệu. Muốn thay thế, hãy thêm --replace.")


def _make_ready_and_verify() -> None:
    """Bring the restored tables up to this version, give the app role its rights, and walk along the journal."""
    upgrade(quiet=True)
    journal.begin_era(at=timezone.now())
    verdict = journal.verify(at=timezone.now())
    if verdict.broken:
        raise click.ClickException(f"Đã khôi phục, nhưng chuỗi nhật ký bị đứt: {verdict.broken.what}.")
    click.echo(f"Đã khôi phục. Nhật ký nguyên vẹn: {verdict.head.position} ghi nhận.")


def _checked(path: Path) -> dict[str, object]:
    """The manifest, once every part is as it says. Raises RestoreRefused: nothing has been touched yet."""
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        parts, owner = dict(manifest["parts"]), str(manifest["owner"])
    except (OSError, ValueError, KeyError, TypeError):
        raise RestoreRefused(f"{path} không phải bản sao lưu của Bình Yên (không đọc được {MANIFEST}).") from None
    for name, expected in parts.items():
        part = path / Path(name).name
        if not part.is_file() or _sha256(part) != expected:
            raise RestoreRefused(f"Phần {name} bị thiếu hoặc đã bị sửa. Chưa có gì thay đổi; hãy dùng bản khác.")
    return {"owner": owner, "parts": parts, "field_keys": manifest.get("field_keys", [])}


def _fitting_keys(manifest: dict[str, object], given: Path | None) -> str:
    """The key file to use from now on, where it is not the one in place; it opens all that the backup holds.

    Raises RestoreRefused and KeysUnusable: nothing has been touched yet.
    """
    needed = {(int(number), str(mark)) for number, mark in manifest["field_keys"]}  # type: ignore[attr-defined]
    here = given or (keyring.path() if keyring.path().exists() else None)
    held = {(key.number, key.mark.hex()) for key in keyring.parse(here).values()} if here else set()
    if lacking := sorted(needed - held):
        named = ", ".join(f"số {number} (dấu {mark})" for number, mark in lacking)
        raise RestoreRefused(
            f"Bản sao lưu có ô mã hóa bằng khóa {named}, không có trong {here or 'nơi này'}. Hãy thêm --keys TỆP "
            "với tệp khóa đã giữ của nơi sao lưu. Chưa có gì thay đổi."
        )
    return given.read_text(encoding="utf-8") if given else ""


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _pack_files(to: Path) -> None:
    root = Path(settings.FILES_ROOT)
    with tarfile.open(to, "w") as archive:
        for file in sorted(root.rglob("*")) if root.exists() else []:
            if file.is_file() and not file.name.startswith(".in-"):
                archive.add(file, arcname=str(file.relative_to(root)), recursive=False)


def _unpack_files(packed: Path) -> None:
    """Files are named by their hash: what is there already is the same."""
    root = Path(settings.FILES_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with tarfile.open(packed) as archive:
        archive.extractall(root, filter="data")


def _take_over_secrets(path: Path, at: datetime) -> None:
    """The backup's key and heads; heads noted here before belong to the journal that was replaced and are set aside."""
    if not os.environ.get("BINHYEN_SECRET_KEY"):
        key = var() / SECRET
        key.write_text((path / SECRET).read_text())
        key.chmod(0o600)
    here = heads.path()
    here.parent.mkdir(parents=True, exist_ok=True)
    if here.exists():
        here.rename(here.with_name(f"{HEADS}.{at:%Y%m%d%H%M%S}"))
    if (path / HEADS).exists():
        shutil.copyfile(path / HEADS, here)


def _take_over_keys(text: str, at: datetime) -> None:
    """The given key file; one that was here is set aside. Without one, and none here, a first key is made."""
    here = keyring.path()
    if text:
        if here.exists():
            here.rename(here.with_name(f"{here.name}.{at:%Y%m%d%H%M%S}"))
        keyring.write(text)
    keyring.make_if_missing(at=at)
