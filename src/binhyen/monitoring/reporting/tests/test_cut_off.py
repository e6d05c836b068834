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
from binhyen.monitoring.reporting.queries.report import sheet
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.monitoring.reporting.values.consolidated import Spread
from binhyen.monitoring.reporting.values.findings import Looked, Weight
from binhyen.monitoring.reporting.values.reports import State
from tests.cast import NEXT_COMMUNE

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
    lay = {"luot_nghe.nay": Spread(centre=Fraction(4), middle=2.0, spread=0.5, by_size=False).data()}
    Consolidation.objects.create(
        round=filled.round, number=1, content={"spreads": lay, "sizes": {}}, digest="0" * 64, code="TH-2222-2222",
        at=AT, fact_id=0,
    )  # fmt: skip
    asked = [one for one in sheet(report=filled, at=AT).findings if one.looked is Looked.UNITS]
    assert [(one.weight, one.places) for one in asked] == [(Weight.ASK, ("luot_nghe.nay",))]
    assert "mức giữa là 4" in asked[0].words
    assert filled.round.name in asked[0].words
    assert not [one for one in sheet(report=filled, at=FRIDAY).findings if one.looked is Looked.UNITS]


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


def test_what_was_put_together_keeps_how_its_units_lay(sent, person):
    row = consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)
    assert (row.content["spreads"], row.content["sizes"]) == ({}, {}), "of one unit nothing can be said"


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
