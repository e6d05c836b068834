"""A wrong address of the database gives one line that says what to mend, and never repeats the password."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from binhyen.foundation.database.addresses import parse
from binhyen.foundation.database.server import DatabaseUnavailable

BINHYEN = Path(sys.executable).parent / "binhyen"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://ai:matkhau@may/csdl", "không đúng dạng"),
        ("postgresql://ai:matkhau@may:70000/csdl", "không đúng dạng"),
        ("postgresql://ai:matkhau@may", "không đúng dạng"),
        ("postgresql://ai:matkhau@khong-co.invalid/csdl", "không tìm thấy máy"),
        ("postgresql://ai:matkhau@127.0.0.1:1/csdl", "không có PostgreSQL nào trả lời"),
    ],
)
@pytest.mark.parametrize("command", [("db", "migrate"), ("journal", "verify"), ("serve", "--port", "8099")])
def test_every_command_says_it_in_one_line(url, words, command, tmp_path):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("BINHYEN", "DJANGO", "DATABASE"))}
    environment |= {"DATABASE_URL": url, "BINHYEN_VAR": str(tmp_path)}

    done = subprocess.run([str(BINHYEN), *command], env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "matkhau" not in done.stderr


def test_parts_of_an_address_are_unquoted():
    found = parse("postgresql://ng%C6%B0%E1%BB%9Di:m%40t@may:5433/csdl")

    assert (found.user, found.password, found.port, found.name) == ("người", "m@t", "5433", "csdl")


def test_the_setting_that_is_wrong_is_named():
    with pytest.raises(DatabaseUnavailable, match="DATABASE_OWNER_URL"):
        parse("x", name="DATABASE_OWNER_URL")
