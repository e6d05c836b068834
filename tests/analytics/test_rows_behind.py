"""Every figure opens: the rows behind it are as many, or add up to as much, as it says."""

from dataclasses import astuple
from datetime import UTC, datetime

import pytest

from binhyen_analytics.engines import engine
from binhyen_analytics.measures import NotComputable, behind, behind_on, differs, strays
from tests.analytics.world import answers, load, period_of, snapshot, worlds


def counted(tables):
    return sum(
        sum(table["amount"].to_pylist()) if "amount" in table.column_names else table.num_rows for table in tables
    )


def largest(figures):
    """Of each indicator the figure with most behind it: period, area, code, numerator, denominator."""
    found = {}
    for (text, area, code), figure in figures.items():
        if figure in ("NO_SOURCE", "UNKNOWN"):
            continue
        above, _line, below = str(figure).partition("/")
        one = (text, area, code, int(above), int(below) if below else None)
        if code not in found or one[3] > found[code][3]:
            found[code] = one
    return found.values()


@pytest.mark.parametrize("path", worlds(), ids=lambda path: path.stem)
def test_the_rows_behind_a_figure_add_up_to_it(path):
    world = load(path)
    held = snapshot(world)

    with engine(held, name="duckdb") as opened:
        for text, area, code, above, below in largest(answers(world)[1]):
            asked = {"code": code, "area": area, "period": period_of(text)}
            assert counted(behind_on(opened, held, **asked)) == above, (text, area, code)
            if below is not None:
                assert counted(behind_on(opened, held, **asked, denominator=True)) == below, (text, area, code)


def test_what_has_no_source_does_not_open():
    world = load(next(path for path in worlds() if path.stem == "lists"))
    asked = {"area": "15", "period": period_of("2026-02-14")}

    with pytest.raises(NotComputable, match="chưa có nguồn"):
        behind(snapshot(world), code="programme.g.schools", **asked)
    with pytest.raises(NotComputable, match="chưa có nguồn"):
        behind(snapshot(world), code="offences", **asked)
    with pytest.raises(NotComputable, match="chưa có nguồn"):
        behind(snapshot(world), code="users.legal", denominator=True, **asked)
    with pytest.raises(NotComputable, match="không có chỉ tiêu"):
        behind(snapshot(world), code="no.such", **asked)


def test_rows_of_a_commune_nobody_knows_are_told_not_lost():
    world = load(next(path for path in worlds() if path.stem == "lists"))
    assert strays(snapshot(world)) == {}

    spans = world["tables"]["case_spans"]
    world["tables"]["case_spans"] = spans.replace("11,00003", "11,09999").replace("8,00001", "8,")

    assert strays(snapshot(world)) == {"case_spans": {"09999": 1}}  # person 8 has moved away and is on no list


def test_a_person_counted_in_another_commune_of_the_area_is_no_difference():
    world = load(next(path for path in worlds() if path.stem == "offences"))
    world["tables"]["parties"] = """
        offence_id,commune_code,day,nature,arrested,residence,counted_as,known_from,known_to
        1,00002,2026-01-20,CRIME,yes,HERE,77,2026-01-21,
        1,00001,2026-01-21,CRIME,yes,HERE,77,2026-03-01,
        2,00002,2026-01-22,CRIME,yes,HERE,78,2026-03-01,
        2,00001,2026-01-22,CRIME,yes,HERE,78,2026-03-01,
    """
    days = {"then": datetime(2026, 2, 15, tzinfo=UTC), "now": datetime(2026, 4, 1, tzinfo=UTC)}
    held, asked = snapshot(world), {"code": "offenders.resident", "period": period_of("2026-01-15..2026-02-14")}

    with engine(held, name="duckdb") as opened:
        of_the_province = differs(opened, held, area="15", **asked, **days)
        of_the_commune = differs(opened, held, area="00001", **asked, **days)

    assert [astuple(one) for one in of_the_province] == [("counted", 78, "00001", 0, 1)]
    assert [(one.number, one.then, one.now) for one in of_the_commune] == [(77, 0, 1), (78, 0, 1)]
