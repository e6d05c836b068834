"""The ``binhyen`` command: one table of subcommands, each loaded only when it is called.

A subject offers a click command in its ``commands.py``; it gets a line in ``COMMANDS`` and nothing else. The short
help stands in the table so that ``binhyen --help`` imports no subject, and reading a file imports no Django.
"""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass

import click


@dataclass(frozen=True, slots=True)
class Entry:
    """``target`` is "module:attribute" of a click command; ``help`` is its line in the list of commands.

    ``database`` is the role a command needs: "app" or "owner". The server is brought up and Django is ready before the
    command's module is loaded, so that it imports models like any other module. Empty: no database, no Django.
    """

    target: str
    help: str
    database: str = ""


GROUPS = {
    "bench": "Dữ liệu bịa để đo, không dùng cho công việc thật.",
    "cases": "Hồ sơ: tính lại sau khi dữ liệu luật thay đổi.",
    "db": "Cơ sở dữ liệu: bật, tắt, nâng cấp, tình trạng.",
    "journal": "Nhật ký: kiểm tra chuỗi băm, in đầu chuỗi.",
    "documents": "Văn bản: kiểm tra thể thức.",
    "directive": "Đọc văn bản chỉ đạo thành danh mục nhiệm vụ.",
    "keys": "Khóa của các ô mã hóa: xem, thêm, mã hóa lại.",
    "organisations": "Danh mục cơ quan và nhóm nơi nhận.",
    "seed": "Dữ liệu minh họa, không dùng cho công việc thật.",
    "territories": "Danh mục hành chính, bảng chuyển đổi, ranh giới.",
}
_JOURNAL = "binhyen.foundation.journal"
_DATABASE = "binhyen.foundation.database"
COMMANDS = {
    "demo": Entry("binhyen.config.commands:demo", "Dựng tỉnh minh họa rồi phục vụ tại 127.0.0.1:8000."),
    "check": Entry("binhyen.config.checks:check", "Kiểm tra cài đặt, bước nâng cấp, mô tả API.", database="owner"),
    "openapi": Entry("binhyen.config.checks:openapi", "Ghi mô tả API vào docs/openapi.json.", database="owner"),
    "serve": Entry("binhyen.config.serving:serve", "Phục vụ trang web và chạy nền."),
    "worker": Entry("binhyen.config.worker:worker", "Chỉ chạy tiến trình nền.", database="app"),
    "ready": Entry("binhyen.config.worker:ready", "Nâng cấp bảng và tệp tĩnh nếu cần.", database="app"),
    "classify": Entry(
        "binhyen.monitoring.classification.commands:classify", "Xếp loại các xã vào một ngày bất kỳ.", database="app"
    ),
    "backup": Entry("binhyen.config.backup.commands:backup", "Sao lưu cơ sở dữ liệu, tệp và khóa.", database="owner"),
    "restore": Entry("binhyen.config.backup.commands:restore", "Khôi phục từ một bản sao lưu.", database="owner"),
    "db start": Entry(f"{_DATABASE}.embedded_commands:start", "Bật cơ sở dữ liệu nhúng."),
    "db stop": Entry(f"{_DATABASE}.embedded_commands:stop", "Tắt cơ sở dữ liệu nhúng."),
    "db migrate": Entry(f"{_DATABASE}.commands:migrate", "Tạo, nâng cấp các bảng và đặt quyền.", database="owner"),
    "journal verify": Entry(f"{_JOURNAL}.commands:verify", "Đi hết chuỗi băm, in chỗ đứt đầu tiên.", database="app"),
    "journal head": Entry(f"{_JOURNAL}.commands:head", "In đầu chuỗi để giữ nơi khác.", database="app"),
    "documents lint": Entry(
        "binhyen.kit.official_lint.command:check", "So tệp Word với thể thức của Nghị định 30/2020/NĐ-CP."
    ),
    "snapshot": Entry(
        "binhyen.monitoring.indicators.commands.snapshot:snapshot",
        "Chụp số liệu và tính lại mọi chỉ tiêu.",
        database="app",
    ),
    "verify": Entry("binhyen.config.verifying:verify", "Kiểm tra mã in trên báo cáo.", database="app"),
    "keys list": Entry("binhyen.foundation.secrets.commands:list_keys", "Các khóa đang có.", database="owner"),
    "keys new": Entry("binhyen.foundation.secrets.commands:new", "Thêm một khóa mới.", database="owner"),
    "keys rotate": Entry(
        "binhyen.foundation.secrets.commands:rotate", "Mã hóa lại mọi ô bằng khóa mới nhất.", database="owner"
    ),
    "db status": Entry(f"{_DATABASE}.commands:status", "Phiên bản, nâng cấp còn thiếu, quyền.", database="owner"),
    "cases refold": Entry(
        "binhyen.operations.cases.commands:refold", "Tính lại hồ sơ theo dữ liệu luật hiện nay.", database="app"
    ),
    "directive read": Entry(
        "binhyen.operations.directives.commands:read_directive", "Đọc một tệp, không cần cơ sở dữ liệu."
    ),
    "directive score": Entry(
        "binhyen.operations.directives.score_command:score_directive", "Chấm bản đọc so với bản đọc mẫu."
    ),
    "offences import": Entry(
        "binhyen.operations.offences.commands:bring", "Nhập danh sách vụ việc, điểm, cây từ Excel.", database="app"
    ),
    "organisations load": Entry(
        "binhyen.registers.organisations.commands:load", "Nạp cơ quan của một tỉnh và các xã.", database="app"
    ),
    "bench people": Entry(
        "binhyen.config.seeds.generator:people", "Đổ người và hồ sơ bịa vào cơ sở dữ liệu trống.", database="owner"
    ),
    "seed demo": Entry(
        "binhyen.config.seeds.commands:demo", "Dựng tỉnh minh họa trong cơ sở dữ liệu trống.", database="app"
    ),
    "seed logins": Entry("binhyen.config.seeds.commands:logins", "In tên đăng nhập của tỉnh minh họa.", database="app"),
    "territories load": Entry(
        "binhyen.registers.territories.commands:load", "Nạp tỉnh, xã, bảng chuyển đổi, dân số.", database="app"
    ),
    "territories boundaries": Entry(
        "binhyen.registers.territories.commands:boundaries", "Nạp ranh giới từ tệp TopoJSON.", database="app"
    ),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads one when it is asked for."""

    def __init__(self, prefix: str = "", **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]
        self.prefix = prefix

    def list_commands(self, ctx: click.Context) -> list[str]:
        under = [words.removeprefix(self.prefix) for words in COMMANDS if words.startswith(self.prefix)]
        return sorted({words.split(" ", 1)[0] for words in under} | set(super().list_commands(ctx)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        words = self.prefix + cmd_name
        if words in COMMANDS:
            return _load(COMMANDS[words])
        if words in GROUPS:
            return LazyGroup(words + " ", name=cmd_name, help=GROUPS[words], short_help=GROUPS[words])
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table, without loading any of them."""
        rows = []
        for name in self.list_commands(ctx):
            words = self.prefix + name
            entry = COMMANDS.get(words)
            rows.append((name, entry.help if entry else GROUPS.get(words, "")))
        if rows:
            with formatter.section("Lệnh"):
                formatter.write_dl(rows)


def _load(entry: Entry) -> click.Command:
    if entry.database:
        _make_ready(entry.database)
    module, _, attribute = entry.target.partition(":")
    command: object = getattr(importlib.import_module(module), attribute)
    if not isinstance(command, click.Command):
        raise TypeError(f"{entry.target} is not a click command")
    return command


def _make_ready(role: str) -> None:
    if {"-h", "--help"}.intersection(sys.argv):
        os.environ["DATABASE_URL"] = "postgresql://help@localhost/help"  # telling how a command works starts no server
        role = ""
    server = importlib.import_module("binhyen.foundation.database.server")
    try:
        importlib.import_module("binhyen.foundation.database.session").prepare(role)
    except server.DatabaseUnavailable as unavailable:
        raise click.ClickException(str(unavailable)) from None


main = LazyGroup(
    name="binhyen",
    help="Bình Yên: từ văn bản chỉ đạo đến việc làm xong và có minh chứng.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
bench = LazyGroup("bench ", name="binhyen-bench", help=GROUPS["bench"])
main = click.version_option(package_name="binhyen", prog_name="binhyen")(main)
