"""Figures: whose they are to see, one definition on both ways of counting, and how they are read."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from django.db import connection

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.kit.spreadsheets import read as read_sheet
from binhyen.monitoring.indicators.actions import exact, figures
from binhyen.monitoring.indicators.models import FigureRun, FigureSeries
from binhyen.monitoring.indicators.queries import behind, boards, export, words
from binhyen.monitoring.indicators.rules.behind import FACTS
from binhyen.monitoring.indicators.rules.dictionary import dictionary, entry
from binhyen.monitoring.indicators.rules.live import LIVE, count
from binhyen.monitoring.indicators.rules.reading import bars, read, trend
from binhyen.operations.cases.actions.facts import record_fact
from binhyen.operations.cases.queries.totals import cells
from binhyen.operations.cases.rules.time import DAY
from binhyen.operations.cases.tests.steps import positive
from binhyen.operations.offences.actions.offences import record_offence
from binhyen.operations.offences.values import Nature, OffenceDetails
from binhyen_analytics.measures import CATALOGUE, Period, compute, day
from binhyen_analytics.snapshot import TABLES, Snapshot
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import NOW

TODAY = NOW.date()
BOARD, INDICATOR = "/so-lieu/", "/so-lieu/chi-tieu/addicts.reported/"


def snapshot_here(at=NOW):
    """The export's own queries, over this test's transaction."""
    tables = {}
    with scope_in_database(THE_SYSTEM), connection.cursor() as cursor:
        for name, sql in export.tables().items():
            cursor.execute(sql.format(part="true") if name in export.PARTED else sql)
            names = [column.name for column in cursor.description]
            schema = pa.schema([field for field in TABLES[name].arrow if field.name in names])
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            tables[name] = pa.Table.from_pylist(rows, schema)
    return Snapshot.of(tables, moment=at)


def some(*more: str) -> list[str]:
    """What boards show and a few beside: computing every indicator takes its seconds, and one test does."""
    shown = [code for part in boards._parts() for code in part["codes"]]
    return list(dict.fromkeys([*shown, *LIVE, "programme.g.schools", *more]))


_ONCE: dict[str, object] = {}


def kept_here(areas: list[str], codes: list[str]) -> FigureRun:
    """The figures of ``lists``, kept: the same people give the same figures, which are computed once."""

    def once(snapshot, **given):
        key = repr(given)
        if key not in _ONCE:
            _ONCE[key] = real(snapshot, **given)
        return _ONCE[key]

    real = figures.figures_of
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "figures_of", once)
        return figures.keep(snapshot=snapshot_here(), areas=areas, as_of=TODAY, at=NOW, codes=codes)


@pytest.fixture
def computed(lists):
    return kept_here([BAN_LAU, NEXT_COMMUNE, "15"], some())


@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_who_has_no_office_here_sees_no_figures(computed, as_, who):
    assert as_(who).get(BOARD).status_code == 403


def test_a_commune_sees_its_own_figures_and_those_of_the_province_alone(computed, as_):
    board = as_("commune_police").get(BOARD, {"dia-ban": NEXT_COMMUNE})
    page = as_("commune_police").get(INDICATOR, {"dia-ban": "15"})

    assert list(board.context["areas"]) == [BAN_LAU, "15"]
    assert board.context["wanted"].area == BAN_LAU
    assert page.context["page"].tile.figure.value == 3  # of the whole province
    assert [row.code for row in page.context["page"].places] == [BAN_LAU]
    assert "totals-people" not in page.content.decode()
    assert "/ho-so/so-lieu/nguoi/" not in page.content.decode()  # the people of the province are not this reader's


def test_a_department_sees_the_province_and_no_way_to_people(computed, as_):
    page = as_("health_department").get(INDICATOR)

    assert list(page.context["areas"]) == ["15"]
    assert page.context["page"].places == []
    assert page.context["people"] == ""


def test_a_figure_opens_to_the_people_it_counts(computed, as_):
    client = as_("commune_police")
    page = client.get(INDICATOR)
    people = client.get(f"/ho-so/so-lieu/nguoi/?{page.context['people']}")

    assert page.context["page"].tile.figure.value == 2
    assert people.context["page"].paginator.count == 2


def test_what_a_commune_did_is_in_its_figures_at_once(computed, lists, as_, person, settings):
    before = as_("commune_police").get("/so-lieu/chi-tieu/users.to_decide/").context["page"].tile.figure.value
    with scope_in_database(THE_SYSTEM):
        found = positive("2026-11-20", reason="Đã báo cơ quan điều tra")
        at = datetime(2026, 11, 20, 9, tzinfo=UTC)
        record_fact(person_id=lists["Vàng A Gió"].pk, details=found, by=person("commune_police"), at=at)
        now = count(LIVE["users.to_decide"], cells(on=TODAY, areas=[BAN_LAU]))
    after = as_("commune_police").get("/so-lieu/chi-tieu/users.to_decide/").context["page"].tile

    assert (before, after.live, after.figure.value) == (0, True, now)


def test_both_ways_of_counting_give_the_same(lists):
    """What a page counts in the register, and what the analytics count in a snapshot: one definition."""
    snapshot = snapshot_here()
    found = compute(snapshot, codes=list(LIVE), areas=[BAN_LAU, NEXT_COMMUNE], periods=[day(TODAY)]).to_pylist()
    with scope_in_database(THE_SYSTEM):
        here = {area: cells(on=TODAY, areas=[area]) for area in (BAN_LAU, NEXT_COMMUNE)}

    assert {(row["code"], row["area"]): row["numerator"] for row in found} == {
        (code, area): count(counted, here[area]) for code, counted in LIVE.items() for area in here
    }
    assert sum(row["numerator"] for row in found) > 0


def test_the_facts_behind_a_count_are_as_many_as_it_says(lists, person):
    """For every count of work: what the page lists, and what the analytics count."""
    with scope_in_database(THE_SYSTEM):
        for name, on in (("Vàng A Gió", "2026-11-18"), ("Lý A Chu", "2026-11-20"), ("Tẩn Láo Tả", "2026-10-01")):
            said = positive(on, reason="Đã báo cơ quan điều tra")
            record_fact(person_id=lists[name].pk, details=said, by=person("commune_police"), at=NOW)
    period = Period(date(2026, 11, 15), TODAY)
    found = compute(snapshot_here(), codes=list(FACTS), areas=[BAN_LAU], periods=[period]).to_pylist()
    with scope_in_database(THE_SYSTEM):
        listed = {
            code: behind.facts(code=code, start=period.start, end=period.end, areas=[BAN_LAU]).count() for code in FACTS
        }

    assert {row["code"]: row["numerator"] for row in found} == listed
    assert (listed["tests"], listed["tests.positive"]) == (2, 2)


def test_a_count_of_work_opens_to_its_facts_in_the_readers_commune_alone(lists, person, as_):
    with scope_in_database(THE_SYSTEM):
        for name in ("Vàng A Gió", "Tẩn Láo Tả"):
            said = positive("2026-11-18", reason="Đã báo cơ quan điều tra")
            record_fact(person_id=lists[name].pk, details=said, by=person("commune_police"), at=NOW)
    areas = [BAN_LAU, NEXT_COMMUNE, "15"]
    figures.keep(snapshot=snapshot_here(), areas=areas, as_of=TODAY, at=NOW, codes=["tests"])
    address = "/so-lieu/chi-tieu/tests/su-kien/"

    own = as_("commune_police").get(address, {"dia-ban": "15"})
    province = as_("coordinator").get(address)

    assert [line.name for line in own.context["lines"]] == ["Vàng A Gió"]
    assert {line.name for line in province.context["lines"]} == {"Vàng A Gió", "Tẩn Láo Tả"}
    assert as_("health_department").get(address).status_code == 403
    assert as_("coordinator").get("/so-lieu/chi-tieu/people.managed/su-kien/").status_code == 404


def test_very_days_open_to_their_own_figure_and_facts_as_known_then_and_now(computed, lists, person, as_, monkeypatch):
    police, days = person("commune_police"), {"dia-ban": BAN_LAU, "tu": "2026-11-16", "den": "2026-11-22"}
    with scope_in_database(THE_SYSTEM):
        for name, on, at in (
            ("Vàng A Gió", "2026-11-18", NOW - 2 * DAY), ("Lý A Chu", "2026-11-17", NOW),
            ("Lò Thị Mai", "2026-11-14", NOW),
        ):  # fmt: skip
            said = positive(on, reason="Đã báo cơ quan điều tra")
            record_fact(person_id=lists[name].pk, details=said, by=police, at=at)
    taken = snapshot_here()
    monkeypatch.setattr(exact, "latest", lambda _: taken)
    monkeypatch.setattr(exact.snapshots, "areas", lambda _: [BAN_LAU, "15"])
    address = "/so-lieu/chi-tieu/tests/"

    page = as_("commune_police").get(address, days)
    assert (page.context["found"].figure.text, page.context["found"].changed) == ("2", False)
    assert "từ 16/11/2026 đến 22/11/2026" in page.text
    signed = as_("commune_police").get(address, days | {"biet": (NOW - DAY).isoformat()})
    assert (signed.context["found"].figure.text, signed.context["found"].now.text) == ("1", "2")
    assert "có sự kiện ghi thêm hoặc đính chính" in signed.text
    facts = as_("commune_police").get(f"{address}su-kien/", days)
    assert [line.name for line in facts.context["lines"]] == ["Vàng A Gió", "Lý A Chu"]
    stock = as_("coordinator").get(INDICATOR, days)
    assert "đến hết ngày 22/11/2026" in stock.text
    assert stock.context["found"].figure.value == boards_value(computed)
    other = as_("commune_police").get(address, days | {"dia-ban": NEXT_COMMUNE})
    assert other.context["wanted"].area == BAN_LAU, "another commune's is not this reader's to ask"
    monkeypatch.setattr(exact, "latest", lambda _: None)
    assert "Chưa tính được" in as_("coordinator").get(address, days).text


def test_offences_of_very_days_open_one_by_one_to_who_reads_them(computed, person, as_, monkeypatch):
    for on, nature in ((16, "CRIME"), (22, "CRIME"), (23, "CRIME"), (20, "ADMINISTRATIVE")):
        articles = ("249",) if nature == "CRIME" else ()
        details = OffenceDetails(
            occurred_on=date(2026, 11, on), commune_code=BAN_LAU, nature=Nature(nature), articles=articles
        )
        record_offence(details=details, parties=[], by=person("officer"), at=NOW + 2 * DAY)
    taken = snapshot_here(at=NOW + 2 * DAY)
    monkeypatch.setattr(exact, "latest", lambda _: taken)
    monkeypatch.setattr(exact.snapshots, "areas", lambda _: [BAN_LAU, "15"])
    days = {"dia-ban": BAN_LAU, "tu": "2026-11-16", "den": "2026-11-22"}
    for code, many in (("offences.crimes", 2), ("offences.administrative", 1), ("offences", 3)):
        page = as_("officer").get(f"/so-lieu/chi-tieu/{code}/", days)
        assert page.context["found"].figure.value == many
        listed = as_("officer").get(f"/vi-pham/vu-viec/?{page.context['offences']}")
        assert len(listed.context["lines"]) == many
    assert as_("leader").get("/so-lieu/chi-tieu/offences/", days).context["offences"] == "", "who reads counts alone"


def boards_value(run):
    held = boards.held(run=run, area=BAN_LAU, kind="STAT_MONTH", codes=["addicts.reported"])
    return held["addicts.reported"][0][0]


def test_every_measure_has_its_words_and_no_words_contradict_it():
    entries = dictionary().entries

    assert set(CATALOGUE) <= set(entries)
    measured = {code: one for code, one in CATALOGUE.items() if type(one.numerator).__name__ != "NoSource"}
    assert [code for code, one in measured.items() if bool(one.denominator) != bool(entries[code].denominator)] == []
    assert [code for code, one in measured.items() if one.scale != entries[code].scale] == []
    assert {one.part_of for one in entries.values() if one.part_of} <= set(entries)
    assert set(LIVE) <= set(CATALOGUE)
    words_seen = {one.direction for one in entries.values()}, {one.disclosure for one in entries.values()}
    assert words_seen == ({"FEWER", "MORE", "NEITHER"}, {"PUBLIC", "INTERNAL"})


def test_detected_cases_more_and_people_fewer_are_both_well():
    cases, people = entry("offences.crimes"), entry("people.managed")

    assert trend(cases, read(cases, 12, None), read(cases, 10, None)).state == "ok"
    assert trend(people, read(people, 12, None), read(people, 10, None)).state == "warn"
    assert trend(people, read(people, 10, None), read(people, 12, None)).state == "ok"
    assert trend(people, read(people, 10, None), read(people, None, None)) is None


@pytest.mark.parametrize(
    ("code", "above", "below", "status", "text"),
    [
        ("people.managed", 6976, None, "OK", "6.976"),
        ("people.managed", None, None, "UNKNOWN", "chưa rõ"),
        ("people.rate", 31, None, "UNKNOWN", "chưa rõ"),
        ("people.rate", 273, 100_000, "OK", "0,273 %"),
        ("tests.positive", 1, 3, "OK", "33,3 %"),
        ("tests.positive", 0, 0, "NO_BASE", "không có mẫu số"),
        ("programme.d.express", 9, 10, "OK", "−10,0 %"),
        ("seized.heroin.grams", 12_500, None, "OK", "1,25"),
    ],
)
def test_a_figure_is_read_as_its_entry_says(code, above, below, status, text):
    found = read(entry(code), above, below)

    assert (found.status, found.text) == (status, text)


def test_what_nobody_holds_is_not_zero(computed, as_):
    page = as_("coordinator").get("/so-lieu/chi-tieu/programme.g.schools/")

    assert page.context["page"].tile.figure.status == "NO_SOURCE"
    assert "chưa có nguồn số liệu" in page.content.decode()


def test_an_indicator_nobody_defined_is_not_there(computed, as_):
    assert as_("coordinator").get("/so-lieu/chi-tieu/people.happy/").status_code == 404


def test_before_anything_was_computed_the_board_says_what_to_do(db, as_):
    assert "Tính ngay" in as_("coordinator").get(BOARD).content.decode()
    assert "Tính ngay" not in as_("commune_police").get(BOARD).content.decode()
    assert as_("coordinator").get(INDICATOR).status_code == 200


@pytest.mark.parametrize("address", [BOARD, INDICATOR, "/so-lieu/chi-tieu/"])
@pytest.mark.parametrize("who", ["coordinator", "commune_police"])
def test_a_board_costs_few_queries(computed, as_, who, address, django_assert_max_num_queries):
    client = as_(who)
    client.get(address)
    with django_assert_max_num_queries(14 + (address == INDICATOR)):  # findings of inspections that hurt it
        assert client.get(address).status_code == 200


def test_nonsense_in_the_address_is_ignored(computed, as_):
    asked = {"dia-ban": "x" * 300, "loai-ky": "NĂM", "ky": "9999-99", "trang": "-1"}

    assert as_("coordinator").get(BOARD, asked).context["wanted"].area == "15"


def test_a_new_run_takes_the_place_of_the_old(computed, lists):
    again = figures.keep(snapshot=snapshot_here(), areas=[BAN_LAU, "15"], as_of=TODAY, at=NOW)

    assert list(FigureRun.objects.all()) == [again]
    assert not FigureSeries.objects.exclude(run=again).exists()
    (kept,) = FigureSeries.objects.filter(code="addicts.reported", area="15", period_kind="ADMIN_MONTH")
    assert kept.numerators[0] == 3
    assert not FigureSeries.objects.filter(code="deaths").exists()  # nothing but zeros is not stored


def test_a_sheet_says_what_it_holds_and_who_took_it(computed, as_):
    answer = as_("coordinator").get(INDICATOR, {"xlsx": "1"})
    rows = read_sheet(data=answer.content)
    text = "\n".join(str(cell) for row in rows for cell in row)

    assert "Người xuất: coordinator" in text
    assert "theo cách thống kê đã công bố" in text
    assert "Xã Bản Lầu" in text


def test_the_dictionary_is_searched_without_tones():
    found = {one.code for one in words.find(text="truy na")}

    assert {"wanted.hiding", "people.wanted"} <= found
    assert "people.rate" not in found
    assert all(one.group == "quality" for one in words.find(group="quality"))


def test_bars_keep_gaps_and_scale():
    assert bars([None, 0, 0]) == []
    found = bars([1, None, 2])
    assert [bar.last for bar in found] == [False, True]
    assert found[1].height == 2 * found[0].height
