"""``binhyen directive read``: a file in, duties out. Needs no database and loads no Django."""

from __future__ import annotations

import getpass
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import click

from binhyen.operations.directives.reader import read
from binhyen.operations.directives.reader.exports import (
    Taken,
    directive_name,
    lint_lines,
    to_docx,
    to_jsonl,
    to_text,
    to_xlsx,
)
from binhyen.operations.directives.reader.values import Reading, Refused, Severity

REFUSED, NO_DUTY, LINT_ERRORS, NOT_WRITTEN = 3, 4, 5, 6  # exit codes, explained in the help
_BINARY: dict[str, Callable[..., bytes]] = {"xlsx": to_xlsx, "docx": to_docx}
_QUIET_SECONDS = 1.0  # work shorter than this shows no progress
_REDRAW_SECONDS = 0.5

HELP = """Đọc FILE (.docx, .doc, .odt, .pdf, ảnh quét, .txt, .md, .html; “-” là đầu vào chuẩn) thành danh mục nhiệm vụ.

Không cần cơ sở dữ liệu, không gửi gì ra ngoài máy.

\b
Mã thoát:
  0  đọc xong, có nhiệm vụ
  2  gõ sai lệnh
  3  tệp không đọc được (câu báo lỗi nói vì sao và cách sửa)
  4  đọc được nhưng không thấy nhiệm vụ nào (vẫn ghi kết quả)
  5  với --lint: văn bản có ít nhất một lỗi
  6  không ghi được tệp kết quả
"""


class Day(click.ParamType):
    """A day as 31/01/2026 or 2026-01-31."""

    name = "NGÀY"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(str(value), form).date()  # noqa: DTZ007 (a day has no zone)
            except ValueError:
                continue
        return self.fail(f"“{value}” không phải một ngày. Hãy viết như 31/01/2026 hoặc 2026-01-31.", param, ctx)


@click.command(name="read", help=HELP, short_help="Đọc một tệp thành danh mục nhiệm vụ.")
@click.argument("file", metavar="FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "xlsx", "docx", "text"]),
    default="text",
    show_default=True,
    help="jsonl: mỗi dòng một nhiệm vụ; xlsx: bảng theo dõi; docx: phụ lục phân công; text: để đọc.",
)
@click.option("--issued", type=Day(), help="Ngày ban hành, khi văn bản để trống hoặc ghi sai.")
@click.option("--lint", is_flag=True, help="Kiểm tra văn bản, in các điểm cần sửa ra màn hình lỗi (stderr).")
@click.option("--output", type=click.Path(path_type=Path), help="Tệp kết quả; bỏ trống thì in ra đầu ra chuẩn.")
@click.option("--doc", help="Tên ngắn của văn bản ghi vào kết quả; bỏ trống thì lấy theo tên tệp.")
def read_directive(file: str, form: str, issued: date | None, lint: bool, output: Path | None, doc: str | None) -> None:
    if form in _BINARY and output is None and sys.stdout.isatty():
        raise click.UsageError(f"Kết quả .{form} cần --output TỆP.{form} (không in được ra màn hình).")
    show = ProgressLine(time.monotonic)
    try:
        source: bytes | Path = sys.stdin.buffer.read() if file == "-" else Path(file)
        name = doc or ("" if file == "-" else Path(file).name)
        reading = read(source, name=name, issued=issued, progress=show)
    except Refused as refused:
        show.done()
        click.echo(f"Không đọc được: {refused.message} [{refused.code}]", err=True)
        raise SystemExit(REFUSED) from refused
    show.done()
    _write(_rendered(reading, form), output)
    if lint:
        click.echo("\n".join(lint_lines(reading)), err=True)
    raise SystemExit(_exit_code(reading, lint))


def _rendered(reading: Reading, form: str) -> bytes:
    if form == "jsonl":
        return to_jsonl(reading).encode()
    if form == "text":
        return to_text(reading).encode()
    title = directive_name(reading.meta) or reading.doc
    header = Taken(title=title, who=getpass.getuser(), at=datetime.now(UTC), why=f"Đọc từ tệp {reading.doc}")
    return _BINARY[form](reading, header=header)


def _write(content: bytes, output: Path | None) -> None:
    try:
        if output is None:
            stream = sys.stdout.buffer
            stream.write(content)
            stream.flush()
        else:
            output.write_bytes(content)
    except OSError as error:
        click.echo(f"Không ghi được tệp kết quả “{output}”: {error.strerror}.", err=True)
        raise SystemExit(NOT_WRITTEN) from error


def _exit_code(reading: Reading, lint: bool) -> int:
    if not reading.duties:
        return NO_DUTY
    if lint and any(found.severity is Severity.ERROR for found in reading.findings):
        return LINT_ERRORS
    return 0


class ProgressLine:
    """One line on stderr, drawn only when the work is long; a log gets a line now and then instead."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.started = clock()
        self.drawn_at = 0.0
        self.drawn = False

    def __call__(self, done: int, total: int) -> None:
        now = self.clock()
        pause = _REDRAW_SECONDS if sys.stderr.isatty() else 10 * _REDRAW_SECONDS
        if now - self.started < _QUIET_SECONDS or (self.drawn and now - self.drawn_at < pause):
            return
        words = f"Đang đọc: {done}/{total}" if total else f"Đang đọc: {done}"
        click.echo(f"\r{words}" if sys.stderr.isatty() else words, nl=not sys.stderr.isatty(), err=True)
        self.drawn, self.drawn_at = True, now

    def done(self) -> None:
        if self.drawn and sys.stderr.isatty():
            click.echo("", err=True)
