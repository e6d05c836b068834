"""A backup brings everything back into an empty installation; what was changed on the way is refused."""

import json
import shutil

import pytest

from binhyen.foundation.secrets import keyring
from tests.installation import Installation

FILL = """
import io
from datetime import UTC, datetime
from binhyen.foundation.database.session import prepare
prepare("app")
from binhyen.foundation.access.values import Role
from binhyen.foundation.accounts import actions as accounts
from binhyen.foundation.accounts.values import AccountDetails, Office
from binhyen.foundation.files import actions as files, kinds
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.notifications import actions as notifications
at = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
user, _ = accounts.make_account(details=AccountDetails(username="may", full_name="Lò Thị Mây"), by=None, at=at)
accounts.appoint(user_id=user.pk, office=Office(role=Role.AUDITOR, valid_from=at.date()), by=None, at=at)
content = io.BytesIO("Kế hoạch".encode())
files.store(content=content, name="kế hoạch.txt", by=user, at=at, allowed=[kinds.TEXT], limit=100)
notifications.notify(users=[user], kind="directives.read", text="Đọc xong", at=at)
journal.seal(at=at)
"""
LOOK = """
import json
from binhyen.foundation.database.session import prepare
prepare("owner")
from django.conf import settings
from django.db import connection
found = {"secret": settings.SECRET_KEY}
tables = "accounts_user accounts_appointment files_storedfile notifications_notification journal_fact"
for table in tables.split():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY 1")
        found[table] = [row for (row,) in cursor.fetchall()]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def old():
    place = Installation()
    assert place("db", "migrate", "--quiet").returncode == 0
    place.python(FILL)
    yield place
    place.end()


@pytest.fixture(scope="module")
def saved(old, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backup") / "one"
    done = old("backup", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def new():
    place = Installation()
    yield place
    place.end()


def test_a_restored_installation_has_the_same_rows_files_and_key_and_its_journal_verifies(old, saved, new):
    done = new("restore", str(saved))

    assert done.returncode == 0, done.stderr
    before, after = json.loads(old.python(LOOK)), json.loads(new.python(LOOK))
    facts = set(after.pop("journal_fact"))
    assert facts >= set(before.pop("journal_fact"))
    assert after == before
    assert [f.read_text() for f in (new.var / "files").rglob("*") if f.is_file()] == ["Kế hoạch"]
    verified = new("journal", "verify")
    assert verified.returncode == 0, verified.stderr
    assert "Nguyên vẹn" in verified.stdout
    assert new("db", "status").returncode == 0  # tables up to date, rights of the app role as they should be

    again = new("restore", str(saved))
    assert again.returncode == 1
    assert "--replace" in again.stderr
    assert new("restore", str(saved), "--replace").returncode == 0


def test_a_changed_part_is_refused_before_anything_is_touched(saved, new, tmp_path):
    changed = tmp_path / "changed"
    shutil.copytree(saved, changed)
    with (changed / "database.dump").open("ab") as dump:
        dump.write(b"x")

    done = new("restore", str(changed))

    assert done.returncode == 1
    assert "database.dump" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_keys_of_sealed_fields_are_in_no_part_of_a_backup(old, saved):
    key = (old.var / "field_keys").read_text().split()[-1].encode()

    assert not [part.name for part in saved.iterdir() if key in part.read_bytes()]


def test_a_backup_with_sealed_fields_asks_for_its_key_file_before_anything_is_touched(old, saved, new, tmp_path):
    sealed, keys = tmp_path / "sealed", tmp_path / "kept_keys"
    shutil.copytree(saved, sealed)
    shutil.copyfile(old.var / "field_keys", keys)
    manifest = json.loads((sealed / "manifest.json").read_text())
    manifest["field_keys"] = [[key.number, key.mark.hex()] for key in keyring.parse(keys).values()]
    (sealed / "manifest.json").write_text(json.dumps(manifest))

    refused = new("restore", str(sealed))
    assert refused.returncode == 1
    assert "--keys" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (new.var / "field_keys").exists()

    done = new("restore", str(sealed), "--keys", str(keys))
    assert done.returncode == 0, done.stderr
    assert (new.var / "field_keys").read_text() == keys.read_text()
    assert (new.var / "field_keys").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_no_backup_is_refused(new, tmp_path):
    done = new("restore", str(tmp_path))

    assert done.returncode == 1
    assert "không phải bản sao lưu" in done.stderr


def test_a_backup_is_not_written_over_something_else(old, saved):
    done = old("backup", str(saved))

    assert done.returncode == 1
    assert "không rỗng" in done.stderr
