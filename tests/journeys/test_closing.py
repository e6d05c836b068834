"""Closed books: an outsider checks the code; somebody with the keys of the database alters a row, and it is told."""

import re
from collections.abc import Callable
from pathlib import Path

import psycopg
from playwright.sync_api import expect

from binhyen.foundation.database.server import OWNER, EmbeddedServer

from .visitor import Visitor

CODE = re.compile(r"BY-[2-9A-Z]{4}-[2-9A-Z]{2}")
LONG_MS = 60_000  # every row of the register is read
ONE_FACT = "SELECT max(id) FROM cases_casefact WHERE recorded_at < now() - interval '1 hour'"


def test_a_closing_code_verifies_and_fails_after_one_row_is_altered_by_sql(
    visitor: Callable[..., Visitor], home: Path
) -> None:
    keeper = visitor("coordinator")
    keeper.when_opens("/so-lieu/chot/")
    keeper.page.locator("main a[href*='/chot/moi/STAT_YEAR/']").click()
    keeper.page.locator("[name=stated]").check()
    keeper.page.locator("main form button.first").click()
    keeper.page.locator("dialog").get_by_role("button", name="Đồng ý").click()
    expect(keeper.page.locator(".job")).to_contain_text("Đã chốt: mã", timeout=LONG_MS)
    found = CODE.search(keeper.page.locator(".job").inner_text())
    assert found
    keeper.when_clicks("Xem kết quả")
    expect(keeper.page.locator(".seal.big")).to_have_text(found.group())

    outsider = visitor("stranger", width=360)
    checks(outsider, found.group())
    expect(outsider.page.locator(".job")).to_contain_text("còn nguyên vẹn", timeout=LONG_MS)
    number = altered(home, "note = note || '.'")
    try:
        checks(outsider, found.group())
        expect(outsider.page.locator(".job")).to_contain_text("KHÔNG KHỚP", timeout=LONG_MS)
        expect(outsider.page.locator(".job")).to_contain_text(f"đã bị sửa sau khi chốt: số {number}.")
    finally:
        altered(home, "note = left(note, -1)")
    outsider.then_axe_finds_nothing()
    outsider.then_nothing_sticks_out()

    passer_by = visitor()
    passer_by.when_opens(f"/so-lieu/kiem-tra/?ma={found.group()}")
    passer_by.then_sees(f"đã bị sửa sau khi chốt: số {number}.")
    passer_by.then_sees("Đăng nhập để xem số đã chốt")


def checks(visitor: Visitor, code: str) -> None:
    visitor.when_opens("/so-lieu/kiem-tra/")
    visitor.when_fills("Mã chốt số liệu", code.lower())
    visitor.when_clicks("Kiểm tra")


def altered(home: Path, what: str) -> int:
    """What an administrator can do who owns the tables: no trigger, no policy, no journal."""
    there = EmbeddedServer(home / "pg").connection(OWNER)
    with psycopg.connect(
        host=there.host, port=there.port, dbname=there.name, user=there.user, password=there.password
    ) as connection:
        connection.execute("ALTER TABLE cases_casefact DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
        row = connection.execute(f"UPDATE cases_casefact SET {what} WHERE id = ({ONE_FACT}) RETURNING id").fetchone()  # noqa: S608
        connection.execute("ALTER TABLE cases_casefact ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")
    assert row
    return int(row[0])
