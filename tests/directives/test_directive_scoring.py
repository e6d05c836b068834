"""Our score against what it must mean, and against the scorer that came with the two given directives."""

import csv
import json
import random
import subprocess
import sys

import pytest
from click.testing import CliRunner

from binhyen.kit.paths import SHARED
from binhyen.operations.directives.pairing import best_pairs
from binhyen.operations.directives.score_command import score_directive
from binhyen.operations.directives.scoring import BadRows, load_aliases, load_rows, score
from tests.directives.authoring import HERE

REFERENCE = SHARED / "directives" / "evaluate.py"
NAMES = {"deadline_type": "deadline_type_acc", "deadline_value": "deadline_value_acc"}
CORPUS = sorted(path.name.removesuffix(".gold.jsonl") for path in HERE.glob("*.gold.jsonl"))


def gold_of(name):
    return load_rows(HERE / f"{name}.gold.jsonl")


def zones_of(name):
    return load_rows(HERE / f"{name}.not_items.jsonl")


def spoilt(row, chance):
    """The row with some of the faults readings have; ``chance(share)`` says whether one strikes."""
    if chance(0.25):
        row["line"] += 1 if chance(0.6) else 2
    if chance(0.15):
        row["quote"] = row["quote"][len(row["title"]) % 25 :]
    if chance(0.1):
        row["quote"] = row["quote"][:45].upper()
    if chance(0.3):
        row["lead"] = [*row["lead"][1:], "Sở Không Có" if chance(0.5) else "UBND các xã, phường"]
    if chance(0.2):
        row["coordinate"] = row["coordinate"][:-1]
    if chance(0.15):
        row["deadline"] = {"type": "continuous", "value": "CONTINUOUS"}
    if chance(0.15):
        row["deadline"]["value"] = "2026-01-01"
    if chance(0.2):
        row["targets"] = [{"op": "≥", "value": "50", "unit": "%"}]
    return row


def perturbed(rows, seed):
    """A faulty reading: rows lost, invented, spoilt, in any order."""
    source = random.Random(seed)  # noqa: S311 (no secret)

    def chance(share):
        return source.random() < share

    kept = [spoilt(row, chance) for row in json.loads(json.dumps(rows)) if not chance(0.1)]
    invented = [
        {**row, "line": row["line"] + 1, "quote": "một việc không có trong văn bản"} for row in kept if chance(0.05)
    ]
    return source.sample(kept + invented, len(kept) + len(invented))


def test_a_reading_equal_to_the_gold_has_every_number_at_one():
    for name in CORPUS:
        assert set(score(gold_of(name), gold_of(name)).numbers().values()) == {1.0}


def test_an_empty_reading_has_every_number_at_nought():
    assert set(score([], gold_of(CORPUS[0])).numbers().values()) == {0.0}


def test_rows_far_from_their_lines_are_not_found_unless_lines_do_not_count():
    gold = gold_of(CORPUS[0])
    moved = [{**row, "line": row["line"] + 500} for row in gold]

    assert score(moved, gold).detection.hits == 0
    assert score(moved, gold, line_tolerance=None).detection.f1 == 1.0


def test_one_lost_and_one_invented_row_are_named():
    gold = gold_of(CORPUS[1])
    invented = {"line": 9000, "quote": "Việc không ai giao"}

    found = score([*gold[1:], invented], gold)

    assert found.missed == (gold[0],)
    assert found.spurious == (invented,)


def test_a_reading_of_a_doubtful_row_or_a_free_passage_is_neither_right_nor_wrong():
    gold = [{"line": 1, "quote": "Việc thứ nhất còn phân vân", "confidence": "borderline"}]
    zones = [{"line": 5, "quote": "Mục đích của văn bản này là", "dont_care": True}]
    reading = [{"line": 1, "quote": "Việc thứ nhất còn phân vân"}, {"line": 5, "quote": "Mục đích của văn bản này là"}]

    found = score(reading, gold, ignore_borderline=True, dont_care=zones)

    assert (found.gold_count, found.predicted_count) == (0, 0)


def test_an_alias_counts_as_the_body_it_names():
    aliases = load_aliases([HERE / "agencies.csv"])
    gold = [{"line": 1, "quote": "Xây dựng kế hoạch của địa phương", "lead": ["UBND cấp xã"]}]
    reading = [{"line": 1, "quote": "Xây dựng kế hoạch của địa phương", "lead": ["UBND các xã, phường"]}]

    assert score(reading, gold).lead.f1 == 0.0
    assert score(reading, gold, aliases=aliases).lead.f1 == 1.0


def test_the_parts_of_a_rhythm_may_stand_in_any_order():
    gold = [
        {
            "line": 1,
            "quote": "Báo cáo kết quả thực hiện kế hoạch",
            "deadline": deadline("FREQ=WEEKLY;BYDAY=TH|FREQ=DAILY"),
        }
    ]
    reading = [{**gold[0], "deadline": deadline("FREQ=DAILY|BYDAY=TH;FREQ=WEEKLY")}]

    assert score(reading, gold).deadline_value_accuracy == 1.0


def deadline(value):
    return {"type": "recurring", "value": value}


def test_the_pairing_prefers_the_greatest_total_to_the_greatest_single():
    assert best_pairs({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == {0: 1, 1: 0}
    assert best_pairs({(0, 0): 1.0, (0, 1): 0.3, (1, 0): 0.3}) == {0: 0}


def test_a_broken_row_is_named_by_its_line(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text('{"line": 1}\n{"line": "x"}\n', encoding="utf-8")

    with pytest.raises(BadRows, match="dòng 2"):
        load_rows(file)


@pytest.mark.parametrize("name", CORPUS if REFERENCE.is_file() else [])
def test_the_numbers_agree_with_the_given_scorer_on_perturbed_readings(name, tmp_path):
    gold, reading = gold_of(name), perturbed(gold_of(name), name)
    (tmp_path / "reading.jsonl").write_text("".join(json.dumps(row) + "\n" for row in reading), encoding="utf-8")
    aliases = [HERE / "agencies.csv", SHARED / "directives" / "agencies.csv"]

    ours = score(reading, gold, aliases=load_aliases(aliases), ignore_borderline=True, dont_care=zones_of(name))
    theirs = given_scorer(tmp_path, name, aliases)

    assert ours.gold_count == theirs["n_gold"]
    assert ours.predicted_count == theirs["n_pred"]
    for key, value in ours.numbers().items():
        number = theirs[NAMES.get(key, key)]
        assert value == pytest.approx(number["f1"] if isinstance(number, dict) else number, abs=5e-4), key


def given_scorer(folder, name, aliases):
    with (folder / "agencies.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["canonical", "alias", "level"])
        for path in aliases:
            table.writerows(list(csv.reader(path.open(encoding="utf-8")))[1:])
    command = [sys.executable, REFERENCE, folder / "reading.jsonl", HERE / f"{name}.gold.jsonl", "--json"]
    command += [
        "--agencies",
        folder / "agencies.csv",
        "--ignore-borderline",
        "--dont-care",
        HERE / f"{name}.not_items.jsonl",
    ]
    return json.loads(subprocess.run(list(map(str, command)), capture_output=True, check=True, text=True).stdout)


# --- the command ----------------------------------------------------------------------------------------------------


def command(*arguments):
    return CliRunner().invoke(score_directive, [str(argument) for argument in arguments])


def test_the_command_prints_the_numbers_of_a_finished_reading():
    gold = HERE / f"{CORPUS[0]}.gold.jsonl"

    result = command(gold, gold, "--floors", "--agencies", HERE / "agencies.csv")

    assert result.exit_code == 0
    assert "Cơ quan chủ trì" in result.output
    assert "CHƯA ĐẠT" not in result.output


def test_the_command_fails_below_the_floors_and_lists_what_is_missing(tmp_path):
    half = tmp_path / "half.jsonl"
    rows = gold_of(CORPUS[0])
    half.write_text("".join(json.dumps(row) + "\n" for row in rows[: len(rows) // 2]), encoding="utf-8")

    result = command(half, HERE / f"{CORPUS[0]}.gold.jsonl", "--floors", "--errors", "2")

    assert result.exit_code == 4
    assert result.output.count("THIẾU") == 2
    assert "CHƯA ĐẠT" in result.output


def test_the_command_gives_the_same_numbers_as_json():
    gold = HERE / f"{CORPUS[1]}.gold.jsonl"

    assert json.loads(command(gold, gold, "--json").output) == score(gold_of(CORPUS[1]), gold_of(CORPUS[1])).numbers()


def test_the_command_says_which_line_of_the_gold_is_broken(tmp_path):
    broken = tmp_path / "gold.jsonl"
    broken.write_text("{]\n", encoding="utf-8")

    result = command(HERE / f"{CORPUS[0]}.gold.jsonl", broken)

    assert result.exit_code == 3
    assert "gold.jsonl, dòng 1" in result.output
