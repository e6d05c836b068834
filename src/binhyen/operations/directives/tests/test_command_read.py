"""``binhyen directive read`` from the shell."""

import json
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner

from binhyen.config.command import COMMANDS, main
from binhyen.operations.directives import commands

from .word_samples import docx, p

TEXT = """KẾ HOẠCH
Thực hiện công tác phòng, chống ma túy năm 2026
I. NHIỆM VỤ
1. Công an tỉnh chủ trì, phối hợp với Sở Y tế rà soát người nghiện, hoàn thành trước ngày 28/02/2026.
2. Sở Giáo dục và Đào tạo tổ chức tuyên truyền phòng, chống ma túy trong trường học (thực hiện thường xuyên).
"""


@pytest.fixture
def plan(tmp_path):
    file = tmp_path / "005-ke-hoach.txt"
    file.write_text(TEXT)
    return str(file)


def run(*words, stdin=None):
    return CliRunner().invoke(main, ["directive", "read", *words], input=stdin)


def test_json_lines_go_to_the_standard_output(plan):
    result = run(plan, "--format", "jsonl")

    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, {record["doc"] for record in records}) == (0, {"005"})
    assert [record["lead"] for record in records] == [["Công an tỉnh"], ["Sở Giáo dục và Đào tạo"]]
    assert records[0]["deadline"]["value"] == "2026-02-28"


def test_text_is_the_form_without_asking(plan):
    result = run(plan)

    assert "Chủ trì: Công an tỉnh" in result.stdout


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_office_files_are_written_where_asked(plan, tmp_path, form):
    out = tmp_path / f"ra.{form}"

    assert run(plan, "--format", form, "--output", str(out)).exit_code == 0
    assert out.read_bytes().startswith(b"PK")


def test_a_file_may_come_through_the_standard_input():
    result = run("-", "--format", "jsonl", stdin=docx(p(TEXT.splitlines()[3]) + p(TEXT.splitlines()[4])))

    assert result.exit_code in (0, commands.NO_DUTY)


def test_a_refused_file_says_why_on_the_error_output_and_exits_with_3(tmp_path):
    bad = tmp_path / "hong.docx"
    bad.write_bytes(b"PK\x03\x04 torn")

    result = run(str(bad))

    assert (result.exit_code, result.stdout) == (commands.REFUSED, "")
    assert "Không đọc được: " in result.stderr
    assert "[CORRUPT]" in result.stderr


def test_a_missing_file_exits_with_3(tmp_path):
    assert run(str(tmp_path / "khong-co.txt")).exit_code == commands.REFUSED


def test_a_text_without_duties_exits_with_4(tmp_path):
    file = tmp_path / "thu.txt"
    file.write_text("Hôm nay trời đẹp, gió nhẹ và không có mưa.")

    assert run(str(file), "--format", "jsonl").exit_code == commands.NO_DUTY


def test_a_result_that_cannot_be_written_exits_with_6(plan, tmp_path):
    result = run(plan, "--output", str(tmp_path / "khong-co" / "ra.txt"))

    assert result.exit_code == commands.NOT_WRITTEN
    assert "Không ghi được" in result.stderr


@pytest.mark.parametrize("words", [["--format", "csv"], ["--issued", "hôm qua"], ["--issued", "31/02/2026"]])
def test_a_mistyped_command_exits_with_2(plan, words):
    assert run(plan, *words).exit_code == 2


@pytest.mark.parametrize("typed", ["05/02/2026", "2026-02-05"])
def test_the_day_of_issue_is_typed_either_way(typed):
    assert commands.Day().convert(typed, None, None) == date(2026, 2, 5)


def test_lint_speaks_on_the_error_output_and_leaves_the_result_clean(plan):
    result = run(plan, "--format", "jsonl", "--lint", "--issued", "05/03/2026")

    assert "Kiểm tra văn bản" in result.stderr
    assert all(json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code in (0, commands.LINT_ERRORS)


def test_the_help_lists_every_exit_code():
    text = run("--help").stdout

    assert all(
        f"  {code}  " in text
        for code in (0, 2, commands.REFUSED, commands.NO_DUTY, commands.LINT_ERRORS, commands.NOT_WRITTEN)
    )


def test_reading_a_file_loads_no_django_and_no_spreadsheet_or_pdf_library(plan):
    check = (
        "import sys; sys.argv = ['binhyen', 'directive', 'read', sys.argv[1], '--format', 'jsonl']\n"
        "from binhyen.config.command import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "heavy = {'django', 'xlsxwriter', 'docx', 'pypdfium2', 'psycopg'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )

    done = subprocess.run([sys.executable, "-c", check, plan], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_long_work_shows_progress_and_short_work_does_not(capsys):
    moments = iter([0.0, 0.5, 2.0, 3.0, 9.0])
    show = commands.ProgressLine(lambda: next(moments))

    for done in (1, 2, 3, 4):
        show(done, 10)

    assert capsys.readouterr().err.splitlines() == ["Đang đọc: 2/10", "Đang đọc: 4/10"]


def test_every_command_in_the_table_has_a_help_line_and_a_place():
    for entry in COMMANDS.values():
        assert entry.help.endswith(".")
        assert entry.target.startswith("binhyen.")
        assert ":" in entry.target


def test_the_list_of_commands_loads_none_of_them():
    check = (
        "import sys\nfrom binhyen.config.command import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\nassert 'binhyen.operations' not in sys.modules"
    )

    assert subprocess.run([sys.executable, "-c", check], capture_output=True, check=False).returncode == 0
