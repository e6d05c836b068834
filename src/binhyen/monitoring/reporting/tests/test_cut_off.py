"""The cut-off is kept: nobody signs before the days are over, nor with figures that do not hold all of them."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from django.urls import reverse

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.monitoring.reporting.actions import consolidating, filling
from binhyen.monitoring.reporting.actions.laying import Laid, lay
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.models import Consolidation, Report, ReportBlock, RoundFigures
from binhyen.monitoring.reporting.queries.held import held
from binhyen.monitoring.reporting.queries.report import sheet
from binhyen.monitoring.reporting.rules import checks
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.monitoring.reporting.values.consolidated import Spread
from binhyen.monitoring.reporting.values.findings import Looked, Weight
from binhyen.monitoring.reporting.values.reports import State
from binhyen.registers.territories.models import Commune, Population, Province
from binhyen.registers.territories.values import PopulationFlag, PopulationKind
from tests.cast import BAN_LAU, NEXT_COMMUNE

FRIDAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
FIVE_PAST = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)  # 00:05 on Monday
HALF_PAST = FIVE_PAST + timedelta(minutes=25)


def known(at):
    RoundFigures.objects.update(known_at=at)


def waits(report, at):
    return [one.words for one in sheet(report=report, at=at).waits]


def test_a_week_is_signed_when_it_is_over_and_counted_to_its_end(filled, signs, opened):
    known(FRIDAY)
    assert waits(filled, FRIDAY) == ["Chưa đến lúc chốt số liệu (hết Chủ nhật 22/11/2026), nên chưa ký được."]
    with pytest.raises(ReportRefused, match="Chưa đến lúc chốt"):
        signs(filled, "commune_police", at=FRIDAY)
    assert "chưa tính đủ đến lúc chốt" in waits(filled, FIVE_PAST)[0]
    with pytest.raises(ReportRefused, match="chưa tính đủ"):
        signs(filled, "commune_police", at=FIVE_PAST)
    assert not filled.versions.exists()

    known(opened.cut_off_at)
    assert waits(filled, HALF_PAST) == []
    signs(filled, "commune_police", at=HALF_PAST)
    assert filled.versions.get().known_at >= opened.cut_off_at


def test_on_friday_the_page_says_what_it_waits_for_and_takes_words_all_the_same(filled, as_, person, monkeypatch):
    monkeypatch.setattr(door_clock, "now", lambda: FRIDAY)
    known(FRIDAY)
    police = as_("commune_police")
    page = police.get(reverse("reporting:fill", args=[filled.pk])).text
    assert "Chưa đến lúc chốt số liệu" in page
    assert "chỗ phải sửa hoặc giải thích trước khi ký" not in page, "nothing is to be mended"
    signing = police.get(reverse("reporting:sign", args=[filled.pk]))
    assert "Chưa đến lúc chốt số liệu" in signing.text
    assert "Ký, chuyển người ký tiếp" not in signing.text
    cell = filled.cells.get(ref="luot_nghe.nay")
    given = {"value": "130", "note": "", "version": cell.version, "by": person("commune_police"), "at": FRIDAY}
    assert filling.set_cell(report_id=filled.pk, ref=cell.ref, **given).value == "130"


def test_days_that_are_not_over_are_compared_with_no_others(filled):
    RoundFigures.objects.update(data={})
    lay = {
        "luot_nghe.nay": Spread(centre=Fraction(4), middle=2.0, spread=0.5, by_size=False).data(),
        "tuyen_truyen.nay": Spread(centre=Fraction(4), middle=2.0, spread=0.2, by_size=True).data(),
    }

    def put_together(number, sizes):
        Consolidation.objects.create(
            round=filled.round, number=number, content={"spreads": lay, "sizes": sizes}, digest="0" * 64,
            code=f"TH-2222-222{number}", at=AT, fact_id=0,
        )  # fmt: skip

    def asked(at=AT):
        return {one.places[0]: one for one in sheet(report=filled, at=at).findings if one.looked is Looked.UNITS}

    put_together(2, {})
    (one,) = asked().values()
    assert (one.weight, one.places) == (Weight.ASK, ("luot_nghe.nay",)), "of a commune whose people nobody counted"
    assert "mức giữa là 4" in one.words
    assert filled.round.name in one.words
    put_together(3, {BAN_LAU: 4000})
    assert "trên một nghìn dân thấp khác hẳn" in asked()["tuyen_truyen.nay"].words, "3 to 4000 people"
    assert not asked(FRIDAY)


def test_where_others_sent_the_same_words_that_is_asked_before_signing_without_their_name(
    sent, person, as_, monkeypatch
):
    monkeypatch.setattr(door_clock, "now", lambda: AT)
    words = "Trong tuần Công an xã phối hợp với các thôn họp dân, vận động hai gia đình và lập hồ sơ bốn người."
    ReportBlock.objects.filter(report=sent, code="noi_bat").delete()
    other = Report.objects.select_related("round__duty", "body").get(area_code=NEXT_COMMUNE)
    police = person("next_commune")
    given = {"code": "noi_bat", "version": 0, "at": AT}
    filling.set_block(report_id=other.pk, text=words.replace("bốn", "4"), by=police, **given)
    assert not [one for one in sheet(report=other, at=AT).findings if one.looked is Looked.SAME_WORDS_UNITS]
    Report.objects.filter(pk=sent.pk).update(state=State.DRAFT)
    filling.set_block(report_id=sent.pk, text=words.replace("bốn", "9"), by=person("commune_police"), **given)
    assert not [one for one in sheet(report=other, at=AT).findings if one.looked is Looked.SAME_WORDS_UNITS], (
        "not in yet"
    )
    Report.objects.filter(pk=sent.pk).update(state=State.SENT)

    (asked,) = [one for one in sheet(report=other, at=AT).findings if one.looked is Looked.SAME_WORDS_UNITS]
    assert (asked.weight, asked.places) == (Weight.ASK, ("noi_bat",))
    for page in ("fill", "sign"):
        shown = as_("next_commune").get(reverse(f"reporting:{page}", args=[other.pk])).text
        assert "1 đơn vị khác đã gửi đúng những lời này" in shown
        assert "Bản Lầu" not in shown


@pytest.fixture
def people(db):
    """Who lives in the two communes: 4000 and 2000, a registered figure of one beside."""
    same = {"search_key": "x", "sort_key": b"x", "valid_from": "2025-07-01", "source": "thử"}
    province = Province.objects.create(code="15", name="Lào Cai", full_name="Tỉnh Lào Cai", kind="tỉnh", **same)
    for code in (BAN_LAU, NEXT_COMMUNE):
        Commune.objects.create(code=code, province=province, name=code, full_name=f"Xã {code}", kind="xã", **same)
    for code, kind, number in (
        (BAN_LAU, PopulationKind.RESIDENCE, 4000), (NEXT_COMMUNE, PopulationKind.RESIDENCE, 2000),
        (BAN_LAU, PopulationKind.RESOLUTION, 4999),
    ):  # fmt: skip
        given = {"as_of": "2026-06-30", "flag": PopulationFlag.ENTERED, "source": "thử", "entered_at": AT}
        Population.objects.create(commune_id=code, kind=kind, people=number, **given)


def test_what_was_put_together_keeps_how_its_units_lay_to_their_size(sent, people, person, monkeypatch):
    monkeypatch.setattr(checks, "LEAST_UNITS", 2)
    other = Report.objects.select_related("round__duty", "body").get(area_code=NEXT_COMMUNE)
    paper = Laid(report=other, signers=["A", "B"], state=State.SENT, sent_at=AT, values={"luot_nghe.nay": "500"})
    lay(round_=other.round, laid=[paper], by=person("officer"), at=AT)
    row = consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)

    assert row.content["sizes"] == {BAN_LAU: 4000, NEXT_COMMUNE: 2000}
    around = held(report=sent).around
    assert (around.people, around.spreads["luot_nghe.nay"].by_size) == (4000, True)
    assert around.spreads["luot_nghe.nay"].centre == 140, "between 120 to 4000 people and 500 to 2000"
    assert "tuyen_truyen.nay" not in around.spreads, "of one unit nothing can be said"


def test_papers_signed_before_the_cut_off_are_not_laid_either(report, opened, person):
    by, early = person("officer"), opened.cut_off_at - timedelta(minutes=1)
    paper = {"report": report, "signers": ["A", "B"], "state": State.SENT}
    for sent_at, at in ((early, AT), (AT, early)):
        with pytest.raises(ReportRefused, match="Chưa đến lúc chốt"):
            lay(round_=opened, laid=[Laid(**paper, sent_at=sent_at)], by=by, at=at)
    known(early)
    with pytest.raises(ReportRefused, match="chưa tính đủ"):
        lay(round_=opened, laid=[Laid(**paper, sent_at=AT)], by=by, at=AT)
    known(opened.cut_off_at)
    assert lay(round_=opened, laid=[Laid(**paper, sent_at=AT)], by=by, at=AT) == 1
