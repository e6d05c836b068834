"""Words drawn from the work of a unit: offered, taken by one press, frozen, traced back; never put in unseen."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.reporting.actions.drafting import take_work
from binhyen.monitoring.reporting.actions.refusals import ReportRefused, StaleCell
from binhyen.monitoring.reporting.models import ReportBlock, WorkLine
from binhyen.monitoring.reporting.queries import drafting as queries
from binhyen.monitoring.reporting.queries.report import live_content, sheet
from binhyen.monitoring.reporting.rules import drafting as rules
from binhyen.monitoring.reporting.rules.forms import shipped
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.monitoring.reporting.values.drafting import EVERY
from binhyen.monitoring.reporting.values.forms import Draft
from binhyen.operations.work.models import Difficulty, Evidence, Task, TaskPeriod
from tests.cast import BAN_LAU, NEXT_COMMUNE

FORM = shipped()["lc_week/1"]
IN_THE_WEEK = datetime(2026, 11, 18, 3, 0, tzinfo=AT.tzinfo)
DAY = timedelta(days=1)
titles = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200).filter(str.strip)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(door_clock, "now", lambda: AT)


@pytest.fixture
def work(report, bodies, person):
    """Tasks of Bản Lầu: done, done once more of a rhythm, overdue, due next week; others of days and units that are not
    told; and what stands in its way. By title.
    """
    by, unit, police = person("coordinator"), bodies[f"ubnd_xa_{BAN_LAU}"], bodies["ca_tinh"]
    common = {"what": "x", "kinds": "DOCUMENT", "issuer": police, "verifier": police, "made_at": AT, "made_by": by}

    def task(title, *, state="DOING", due=AT + 30 * DAY, lead=unit, **more):
        return Task.objects.create(
            title=title, state=state, due_at=due, original_due_at=due, lead=lead, **common, **more
        )  # fmt: skip

    done = {"state": "VERIFIED", "verified_at": IN_THE_WEEK, "due": IN_THE_WEEK}
    found = {
        "done": task("Rà soát người nghiện.", **done),
        "before": task("Việc tuần trước", **done | {"verified_at": AT - 30 * DAY}),
        "late": task("Lập hồ sơ cai nghiện", due=IN_THE_WEEK), "next": task("Họp hai thôn còn lại", due=AT + 2 * DAY),
        "far": task("Việc tháng sau"),
        "other": task("Việc của Bát Xát", lead=bodies[f"ubnd_xa_{NEXT_COMMUNE}"], **done),
        "again": task("Giao ban", cadence="RHYTHM"),
    }  # fmt: skip
    share = found["done"].shares.create(body=unit, part="LEAD", changed_at=AT)
    Evidence.objects.create(
        task=found["done"], share=share, kind="NUMBER", value="25.0000", unit="người", added_at=AT, added_by=by
    )
    TaskPeriod.objects.create(
        task=found["again"], number=1, starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 15),
        original_due_at=IN_THE_WEEK, due_at=IN_THE_WEEK, state="VERIFIED", opened_at=IN_THE_WEEK,
        verified_at=IN_THE_WEEK,
    )  # fmt: skip
    found["hard"] = Difficulty.objects.create(
        body=unit, owner=police, what="Que thử về muộn", wants="Cấp trước ngày 05", raised_at=IN_THE_WEEK, raised_by=by,
        due_at=AT + 3 * DAY,
    )  # fmt: skip
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(titles, min_size=1, max_size=4), st.sampled_from(list(Draft)[1:]), st.text(max_size=30))
def test_whatever_is_taken_stands_in_the_text_is_traced_there_and_is_not_offered_again(said, draft, before):
    day = date(2026, 11, 18)
    lines = [
        rules.line_of(rules.Piece(draft=draft, number=n, title=title, due=day, verified=day, state="Chưa mở"))
        for n, title in enumerate(said)
    ]
    chosen = rules.offered(lines, before)
    text = rules.added(before, chosen)
    assert text.startswith(before.rstrip())
    assert rules.offered(lines, text) == []
    assert [one.source for one in chosen] == rules.standing([one.source for one in chosen], text)
    assert rules.standing([one.source for one in lines], "") == []


def test_each_block_is_offered_its_own_work_of_this_unit_and_these_days(work, report, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.offers(report=report, form=FORM, at=AT)
    assert {code: [one.text for one in lines] for code, lines in found.items()} == {
        "noi_bat": [
            "Rà soát người nghiện: đã xong, được xác nhận ngày 18/11/2026; kết quả 25 người.",
            "Giao ban (09/11 – 15/11/2026): đã xong, được xác nhận ngày 18/11/2026.",
        ],
        "cham": ["Lập hồ sơ cai nghiện: quá hạn từ 18/11/2026, đang làm."],
        "vuong_mac": ["Que thử về muộn. Đề nghị: Cấp trước ngày 05. Đã gửi Công an tỉnh, chờ trả lời."],
        "tuan_toi": ["Họp hai thôn còn lại: hạn 25/11/2026."],
    }
    assert all(not text for text in live_content(report=report, at=AT)[1].words.values()), "nothing is put in unseen"


def test_the_last_stretch_of_continuous_work_is_told_and_not_the_whole_of_it_once_more(work, report):
    whole = {"state": "VERIFIED", "verified_at": IN_THE_WEEK}
    Task.objects.filter(pk=work["done"].pk).update(cadence="BEAT", beat_days=7)
    Task.objects.filter(pk=work["again"].pk).update(cadence="BEAT", beat_days=7, due_at=None, **whole)
    found = queries.offers(report=report, form=FORM, at=AT)["noi_bat"]
    assert [one.text for one in found] == ["Giao ban (09/11 – 15/11/2026): đã xong, được xác nhận ngày 18/11/2026."]


def test_who_does_not_write_the_report_takes_nothing(work, report, as_):
    address = reverse("reporting:block", args=[report.pk, "noi_bat"])
    assert as_("next_commune").post(address, {"lay": EVERY, "version": "0"}).status_code == 404
    for name in ("officer", "leader", "auditor"):
        assert as_(name).post(address, {"lay": EVERY, "version": "0"}).status_code == 403
        assert "Từ công việc của đơn vị" not in as_(name).get(reverse("reporting:fill", args=[report.pk])).text
    assert not WorkLine.objects.exists()


def test_lines_are_taken_by_one_press_frozen_as_they_were_and_lead_back_to_the_work(work, filled, as_, signs):
    page, police = reverse("reporting:fill", args=[filled.pk]), as_("commune_police")
    shown = police.get(page).text
    assert "Lập hồ sơ cai nghiện: quá hạn từ 18/11/2026, đang làm." in shown
    address = reverse("reporting:block", args=[filled.pk, "cham"])
    sent = police.post(address, {"text": "Còn một việc.", "version": "0", "lay": EVERY})
    assert (sent.status_code, sent["Location"]) == (302, f"{page}#p-cham")
    text = "Còn một việc.\nLập hồ sơ cai nghiện: quá hạn từ 18/11/2026, đang làm."
    assert ReportBlock.objects.get(code="cham").text == text
    fact = Fact.objects.get(kind="reporting.WorkTaken")
    assert (fact.data["place"], fact.data["sources"]) == ("cham", [f"TASK-{work['late'].pk}"])
    again = police.get(page)
    assert [one.mark for one in again.context["sheet"].at("cham").sources] == ["Lập hồ sơ cai nghiện"]
    assert "cham" not in again.context["offers"]
    htmx = {"headers": {"HX-Request": "true"}}
    part = {"text": "", "version": "0", "lay": f"TASK-{work['again'].pk}-2026-11-09"}
    saved = police.post(reverse("reporting:block", args=[filled.pk, "noi_bat"]), part, **htmx).text
    assert 'id="w-noi_bat" name="text" rows="4" maxlength="20000" hx-swap-oob="true">Giao ban' in saved
    assert "Rà soát người nghiện" in saved, "the line that was not taken is still offered"

    Task.objects.filter(pk=work["late"].pk).update(title="Tên khác")
    signs(filled, "commune_police"), signs(filled, "commune_committee")
    version = as_("officer").get(reverse("reporting:version", args=[filled.pk, 1])).text
    assert "Lập hồ sơ cai nghiện: quá hạn từ 18/11/2026" in version
    assert f'href="{reverse("work:task", args=[work["late"].pk])}">Lập hồ sơ cai nghiện</a>' in version


def test_of_recurring_work_one_press_takes_one_period_and_the_others_stay_offered(work, report, person):
    verified = {"state": "VERIFIED", "opened_at": IN_THE_WEEK, "verified_at": IN_THE_WEEK}
    weeks = ((date(2026, 11, 9), date(2026, 11, 15)), (date(2026, 11, 16), date(2026, 11, 22)))
    tidy = Task.objects.get(pk=work["again"].pk)
    tidy.pk, tidy.title = None, "Dọn vệ sinh"
    tidy.save()
    for task, number in ((work["again"], 1), (tidy, 0), (tidy, 1)):
        first, last = weeks[number]
        TaskPeriod.objects.create(
            task=task, number=number + 1, starts_on=first, ends_on=last, original_due_at=AT, due_at=AT, **verified
        )
    again = work["again"].pk
    block = take_work(
        report_id=report.pk, code="noi_bat", key=f"TASK-{again}-2026-11-09", text="", version=0,
        by=person("commune_police"), at=AT,
    )  # fmt: skip
    assert block.text == "Giao ban (09/11 – 15/11/2026): đã xong, được xác nhận ngày 18/11/2026."
    assert Fact.objects.get(kind="reporting.WorkTaken").data["sources"] == [f"TASK-{again}"]

    offers = queries.offers(report=report, form=FORM, at=AT)["noi_bat"]
    text = f"{block.text}\n{next(one.text for one in offers if one.key == f'TASK-{tidy.pk}-2026-11-16')}"
    left = [one.key for one in rules.offered(offers, text)]
    assert sorted(left) == sorted(
        [f"TASK-{work['done'].pk}", f"TASK-{again}-2026-11-16", f"TASK-{tidy.pk}-2026-11-09"]
    ), "the days of one task hide no other's"


def test_a_line_that_was_struck_out_is_traced_no_more_and_is_offered_anew(work, report, person):
    by = person("commune_police")
    given = {"report_id": report.pk, "code": "noi_bat", "by": by, "at": AT}
    block = take_work(**given, key=EVERY, text="", version=0)
    assert len(block.text.splitlines()) == 2
    with pytest.raises(ReportRefused, match="đã có trong lời"):
        take_work(**given, key=EVERY, text=block.text, version=block.version)
    with pytest.raises(ReportRefused, match="không còn trong công việc"):
        take_work(**given, key="TASK-0", text="", version=block.version)
    with pytest.raises(StaleCell):
        take_work(**given, key=EVERY, text="Của người khác", version=0)
    ReportBlock.objects.update(text="Rà soát người nghiện đợt hai: 25 người.")
    held = sheet(report=report, at=AT)
    assert [one.number for one in held.at("noi_bat").sources] == [work["done"].pk]
    left = queries.left(offers=queries.offers(report=report, form=FORM, at=AT), blocks=[(held.at("noi_bat").block, held.at("noi_bat").text)])  # noqa: E501  # fmt: skip
    assert [one.source.number for one in left["noi_bat"]] == [work["again"].pk]
