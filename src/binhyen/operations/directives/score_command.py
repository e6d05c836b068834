"""``binhyen directive score``: a reading beside a person's reading of the same directive, in numbers."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import click

from .reader import read
from .reader.exports import to_jsonl
from .reader.values import Refused
from .scoring import (
    GIVEN_FLOORS,
    LINE_TOLERANCE,
    BadRows,
    Rates,
    Score,
    differences,
    load_aliases,
    load_rows,
    score,
)

REFUSED, BELOW = 3, 4  # exit codes, explained in the help
LINES_APART = 1_000_000  # keeps the lines of two directives from being taken for each other
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
HELP = """Chấm bản đọc của FILE so với bản đọc mẫu GOLD (.jsonl).

FILE là một văn bản (được đọc ngay) hoặc một bản đọc có sẵn (.jsonl).
Với --reviewed: chấm các bản đọc trong cơ sở dữ liệu so với người rà soát.

\b
Mã thoát:
  0  chấm xong (với --floors: mọi số đều đạt)
  2  gõ sai lệnh
  3  tệp không đọc được
  4  với --floors: có số chưa đạt
"""


@click.command(name="score", help=HELP, short_help="Chấm bản đọc so với bản đọc mẫu.")
@click.argument("file", metavar="[FILE", type=EXISTING, required=False)
@click.argument("gold", metavar="GOLD]", type=EXISTING, required=False)
@click.option("--reviewed", is_flag=True, help="So với người rà soát: các văn bản đã rà soát trong cơ sở dữ liệu.")
@click.option("--directive", "only", type=int, multiple=True, metavar="SỐ", help="Chỉ văn bản số này (với --reviewed).")
@click.option(
    "--agencies", type=EXISTING, multiple=True, help="Bảng tên gọi khác của cơ quan (.csv), có thể nhiều bảng."
)
@click.option("--dont-care", "zones", type=EXISTING, help="Các đoạn không tính đúng sai (.jsonl).")
@click.option("--ignore-borderline", is_flag=True, help="Không tính các nhiệm vụ mà người đọc kỹ cũng còn phân vân.")
@click.option("--any-line", is_flag=True, help="Ghép theo lời văn, không xét số dòng (tệp .docx, .pdf).")
@click.option("--floors", is_flag=True, help="So với mức phải đạt; chưa đạt thì mã thoát 4.")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Liệt kê tối đa N chỗ thiếu, thừa, sai.")
@click.option("--json", "as_json", is_flag=True, help="In các số dưới dạng JSON.")
def score_directive(
    file: Path | None, gold: Path | None, reviewed: bool, only: tuple[int, ...], agencies: tuple[Path, ...],
    zones: Path | None, ignore_borderline: bool, any_line: bool, floors: bool, errors: int, as_json: bool,
) -> None:  # fmt: skip
    names = load_aliases(agencies)
    if reviewed:
        raise SystemExit(_against_reviewers(only, names, floors=floors, errors=errors, as_json=as_json))
    if file is None or gold is None:
        raise click.UsageError("Cần FILE và GOLD, hoặc --reviewed để so với người rà soát.")
    try:
        expected = load_rows(gold)
        found = score(
            predicted_rows(file, expected),
            expected,
            aliases=names,
            ignore_borderline=ignore_borderline,
            dont_care=load_rows(zones) if zones else (),
            line_tolerance=None if any_line else LINE_TOLERANCE,
        )
    except (BadRows, Refused) as refused:
        click.echo(f"Không chấm được: {refused}", err=True)
        raise SystemExit(REFUSED) from refused
    click.echo(json.dumps(found.numbers(), indent=1) if as_json else table(found, floors=floors))
    for line in error_lines(found, names, errors):
        click.echo(line)
    raise SystemExit(BELOW if floors and found.below(GIVEN_FLOORS) else 0)


def _against_reviewers(
    only: tuple[int, ...], names: dict[str, str], *, floors: bool, errors: int, as_json: bool
) -> int:
    """Score the readings in the database against what reviewers made of them, one table a directive and one for all.

    The database is only reached here: scoring a file needs none, and loads no Django.
    """
    importlib.import_module("binhyen.foundation.database.session").prepare("app")
    queries = importlib.import_module("binhyen.operations.directives.queries.scoring")
    directives = queries.reviewed_directives(only=only)
    if not directives:
        click.echo("Chưa có văn bản nào được rà soát.")
        return 0
    ours: list[dict[str, Any]] = []
    theirs: list[dict[str, Any]] = []
    for directive in directives:
        pairs = queries.reviewed_pairs(directive=directive)
        read = [{**pair.read, "doc": str(directive.pk)} for pair in pairs if pair.read]
        gold = [{**pair.reviewed, "doc": str(directive.pk)} for pair in pairs if pair.reviewed]
        if not as_json and len(directives) > 1:
            click.echo(f"{directive.document}\n{table(score(read, gold, aliases=names), floors=floors)}\n")
        base = LINES_APART * directive.pk
        ours += [{**row, "line": row["line"] + base} for row in read]
        theirs += [{**row, "line": row["line"] + base} for row in gold]
    found = score(ours, theirs, aliases=names)
    click.echo(json.dumps(found.numbers(), indent=1) if as_json else table(found, floors=floors))
    for line in error_lines(found, names, errors):
        click.echo(line)
    return BELOW if floors and found.below(GIVEN_FLOORS) else 0


def predicted_rows(file: Path, expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a .jsonl, or of the directive read now under the short name the gold rows have."""
    if file.suffix.lower() == ".jsonl":
        return load_rows(file)
    rows = [json.loads(line) for line in to_jsonl(read(file, name=file.name)).splitlines() if line.strip()]
    doc = expected[0].get("doc", "") if expected else ""
    return [{**row, "doc": doc} for row in rows]


def table(found: Score, *, floors: bool) -> str:
    head = f"Mẫu {found.gold_count} · đọc được {found.predicted_count} · ghép được {found.detection.hits}"
    lines: list[tuple[str, str, Rates | float]] = [
        ("detection", "Tìm ra nhiệm vụ", found.detection),
        ("lead", "Cơ quan chủ trì", found.lead),
        ("coordinate", "Cơ quan phối hợp", found.coordinate),
        ("deadline_type", "Loại thời hạn", found.deadline_type_accuracy),
        ("deadline_value", "Giá trị thời hạn", found.deadline_value_accuracy),
        ("targets", "Chỉ tiêu bằng số", found.targets),
        ("", f"Thời hạn có ngày ({found.dated})", found.dated_value_accuracy),
        ("", "Loại việc", found.kind_accuracy),
        ("", "Chỉ tiêu, cả văn bản", found.targets_end_to_end),
    ]
    limits = GIVEN_FLOORS if floors else {}
    return "\n".join([head, *(_line(label, number, limits.get(key)) for key, label, number in lines)])


def _line(label: str, number: Rates | float, floor: float | None) -> str:
    value = number.f1 if isinstance(number, Rates) else number
    parts = [f"{label:<26} {value:6.3f}"]
    if floor is not None:
        parts.append(f"mức {floor:.2f} {'đạt' if value >= floor else 'CHƯA ĐẠT'}")
    if isinstance(number, Rates):
        parts.append(f"đúng {number.hits}, thừa {number.false}, thiếu {number.missed}")
    return "   ".join(parts)


def error_lines(found: Score, names: dict[str, str], most: int) -> list[str]:
    lines = [f"THIẾU  dòng {row['line']}: {row.get('quote', '')}" for row in found.missed[:most]]
    lines += [f"THỪA   dòng {row['line']}: {row.get('quote', '')}" for row in found.spurious[:most]]
    wrong = [(pair, diff) for pair in found.pairs if (diff := differences(pair, names))]
    for pair, diff in wrong[:most]:
        lines.append(f"SAI    dòng {pair.gold['line']}: {pair.gold.get('quote', '')}")
        for name, (ours, theirs) in diff.items():
            lines.append(f"       {name}: mẫu {_short(ours)} · đọc {_short(theirs)}")
    return lines


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value.get('type')} {value.get('value') or ''} “{value.get('raw') or ''}”"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "; ".join(f"{target.get('op')} {target.get('value')} {target.get('unit')}" for target in value)
    return ", ".join(map(str, value)) if value else "(không)"
